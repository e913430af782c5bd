/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-html-picture.h"

#include "sp-app-address.h"
#include "sp-data-uri.h"
#include "sp-picture.h"
#include "sp-tooltip.h"

#include <glib/gi18n-lib.h>

#define PICTURE_HEIGHT 320

struct _SpHtmlPicture {
  GtkWidget parent_instance;

  GtkWidget    *child;
  GradioClient *client;
  char         *address;
  char         *alternative;
  int           height;
};

G_DEFINE_FINAL_TYPE (SpHtmlPicture, sp_html_picture, GTK_TYPE_WIDGET)

static GradioFile *
new_file (const char *path)
{
  g_autoptr (JsonNode)   node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonObject) meta = json_object_new ();
  g_autofree char       *name = g_path_get_basename (path);

  json_object_set_string_member (meta, "_type", "gradio.FileData");
  json_object_set_string_member (object, "path", path);
  json_object_set_string_member (object, "orig_name", name);
  json_object_set_object_member (object, "meta", g_steal_pointer (&meta));
  json_node_set_object (node, object);

  return gradio_file_new_from_json (node);
}

/* `/file=…`, `/gradio_api/file=…`: what stands behind the sign is a path on the app's server. */
static char *
dup_app_path (const char *address)
{
  if (!g_str_has_prefix (address, "file=") && !g_str_has_prefix (address, "/file=") &&
      !g_str_has_prefix (address, "/gradio_api/file="))
    return NULL;

  return g_uri_unescape_string (strchr (address, '=') + 1, NULL);
}

/* The whole address of a picture on the web, also of one that is told from the app's own address. */
static char *
dup_web_address (GradioClient *client, const char *address)
{
  g_autofree char *whole = sp_app_address_resolve (client, address);

  if (whole != NULL &&
      (g_ascii_strncasecmp (whole, "http:", 5) == 0 || g_ascii_strncasecmp (whole, "https:", 6) == 0))
    return g_steal_pointer (&whole);

  return NULL;
}

static gboolean
is_same_server (GradioClient *client, const char *address)
{
  const char      *base = client != NULL ? gradio_client_get_base_uri (client) : NULL;
  g_autoptr (GUri) a = base != NULL ? g_uri_parse (base, G_URI_FLAGS_NONE, NULL) : NULL;
  g_autoptr (GUri) b = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return a != NULL && b != NULL && g_strcmp0 (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0 &&
         g_strcmp0 (g_uri_get_host (a), g_uri_get_host (b)) == 0 &&
         g_uri_get_port (a) == g_uri_get_port (b);
}

static void
take_child (SpHtmlPicture *self, GtkWidget *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
show_picture (SpHtmlPicture *self, GradioFile *file, GBytes *data)
{
  GtkWidget *picture = sp_picture_new ();

  sp_picture_set_max_height (SP_PICTURE (picture), self->height > 0 ? self->height : PICTURE_HEIGHT);
  sp_picture_set_alternative_text (SP_PICTURE (picture), self->alternative);
  if (file != NULL)
    sp_picture_set_file (SP_PICTURE (picture), file, self->client);
  else
    sp_picture_set_data (SP_PICTURE (picture), data);
  take_child (self, picture);
}

static void
show_placeholder (SpHtmlPicture *self)
{
  g_autoptr (GUri) uri = g_uri_parse (self->address, G_URI_FLAGS_NONE, NULL);
  const char      *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autofree char *text = NULL;
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget       *label = NULL;
  GtkWidget       *button = gtk_button_new_with_label (_("Load"));

  /* Translators: what a picture shows, and the web server it is on. */
  text = g_strdup_printf (_("%s (picture on %s)"), self->alternative, host != NULL ? host : "?");
  label = g_object_new (GTK_TYPE_LABEL,
                        "label", text,
                        "xalign", 0.0,
                        "wrap", TRUE,
                        "wrap-mode", PANGO_WRAP_WORD_CHAR,
                        NULL);
  sp_tooltip_set_text (label, self->address);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (box, "html-picture");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Load the picture"), -1);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("image-x-generic-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  if (self->client != NULL) {
    g_signal_connect_swapped (button, "clicked", G_CALLBACK (sp_html_picture_load), self);
    gtk_box_append (GTK_BOX (box), button);
  } else {
    g_object_ref_sink (button);
    g_object_unref (button);
  }
  take_child (self, box);
}

static void
sp_html_picture_dispose (GObject *object)
{
  SpHtmlPicture *self = SP_HTML_PICTURE (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (sp_html_picture_parent_class)->dispose (object);
}

static void
sp_html_picture_finalize (GObject *object)
{
  g_free (SP_HTML_PICTURE (object)->address);
  g_free (SP_HTML_PICTURE (object)->alternative);

  G_OBJECT_CLASS (sp_html_picture_parent_class)->finalize (object);
}

static void
sp_html_picture_class_init (SpHtmlPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_html_picture_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_html_picture_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
sp_html_picture_init (SpHtmlPicture *self)
{
}

GtkWidget *
sp_html_picture_new (GradioClient *client, const char *address, const char *alternative, int height)
{
  SpHtmlPicture         *self = NULL;
  g_autoptr (GradioFile) file = NULL;
  g_autoptr (GBytes)     data = NULL;
  g_autofree char       *path = NULL;
  g_autofree char       *whole = NULL;
  gboolean               is_data = FALSE;

  g_return_val_if_fail (address != NULL, NULL);

  is_data = g_ascii_strncasecmp (address, "data:image/", 11) == 0;
  path = dup_app_path (address);
  whole = path == NULL && !is_data ? dup_web_address (client, address) : NULL;
  if (!is_data && path == NULL && whole == NULL)
    return NULL;

  self = g_object_new (SP_TYPE_HTML_PICTURE, NULL);
  self->client = client != NULL ? g_object_ref (client) : NULL;
  self->address = g_strdup (whole != NULL ? whole : "");
  self->alternative =
    g_strdup (alternative != NULL && *alternative != '\0' ? alternative : _("Picture"));
  self->height = MIN (height, 2000);
  if (is_data)
    data = sp_data_uri_decode (address, NULL);
  else if (path != NULL || is_same_server (client, whole))
    file = new_file (path != NULL ? path : whole);
  if (is_data || file != NULL)
    show_picture (self, file, data);
  else
    show_placeholder (self);

  return GTK_WIDGET (self);
}

gboolean
sp_html_picture_is_loaded (SpHtmlPicture *self)
{
  g_return_val_if_fail (SP_IS_HTML_PICTURE (self), FALSE);

  return SP_IS_PICTURE (self->child);
}

void
sp_html_picture_load (SpHtmlPicture *self)
{
  g_autoptr (GradioFile) file = NULL;

  g_return_if_fail (SP_IS_HTML_PICTURE (self));

  if (sp_html_picture_is_loaded (self))
    return;

  file = new_file (self->address);
  show_picture (self, file, NULL);
}
