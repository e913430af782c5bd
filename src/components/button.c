/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-address.h"
#include "sp-component-private.h"

#include <glib/gi18n-lib.h>

#include "sp-file-fetch.h"
#include "sp-job-watch.h"
#include "sp-picture-decoder.h"
#include "sp-platform.h"
#include "sp-resources.h"
#include "sp-status-words.h"
#include "sp-tooltip.h"

#define ICON_SIDE 64 /* twice as many pixels as the icon has on a dense screen */

#define SP_TYPE_BUTTON (sp_button_get_type ())
G_DECLARE_FINAL_TYPE (SpButton, sp_button, SP, BUTTON, SpComponent)

/* Buttons whose work is a script of the web page, which is done otherwise here. */
typedef enum {
  SP_BUTTON_PLAIN,
  SP_BUTTON_DUPLICATE,
  SP_BUTTON_LOGIN,
  SP_BUTTON_DEEP_LINK,
} SpButtonKind;

/* The `button` component. Its value is its caption. ClearButton, DuplicateButton, LoginButton and
 * DeepLinkButton are the same type on the wire and known by their props only. */
struct _SpButton {
  SpComponent   parent_instance;
  GtkWidget    *button;      /* template child */
  GtkImage     *icon;        /* template child */
  GtkLabel     *caption;     /* template child */
  GtkLabel     *wait;        /* template child */
  SpJobWatch   *watch;       /* owned */
  GradioJob    *job;         /* owned, nullable: what it started last */
  JsonNode     *value;       /* owned */
  JsonNode     *file;        /* owned, nullable: the icon as it was sent */
  GCancellable *cancellable; /* owned, nullable: of fetching the icon */
  char         *link;
  char         *link_target; /* where the link opens, nullable */
  char         *elem_id;
  gboolean      is_small;
  gboolean      is_narrow; /* takes no more room in a row than it needs */
  SpButtonKind  kind;
  const char   *variant; /* style class, nullable */
  const char   *size;    /* style class */
};

G_DEFINE_FINAL_TYPE (SpButton, sp_button, SP_TYPE_COMPONENT)

static void
replace_style (SpButton *self, const char **place, const char *style)
{
  if (g_strcmp0 (*place, style) == 0)
    return;

  if (*place != NULL)
    gtk_widget_remove_css_class (self->button, *place);
  *place = style;
  if (style != NULL)
    gtk_widget_add_css_class (self->button, style);
}

static char *
dup_caption (SpButton *self)
{
  if (self->value == NULL || json_node_is_null (self->value))
    return g_strdup ("");
  if (gradio_json_is_string (self->value))
    return g_utf8_make_valid (json_node_get_string (self->value), -1);

  return gradio_json_write (self->value);
}

static const char *
get_space_id (SpButton *self)
{
  GradioClient *client = sp_component_get_client (SP_COMPONENT (self));
  JsonObject   *config = client != NULL ? gradio_client_get_config (client) : NULL;
  const char   *id = gradio_json_get_string (config, "space_id", NULL);

  return id != NULL && *id != '\0' ? id : NULL;
}

/* Why a press would do nothing, or NULL. */
static const char *
get_obstacle (SpButton *self)
{
  switch (self->kind) {
  case SP_BUTTON_PLAIN:
    return NULL;
  case SP_BUTTON_DUPLICATE:
    return get_space_id (self) == NULL
             ? _("This app is not a Space of Hugging Face: there is nothing to duplicate.")
             : NULL;
  case SP_BUTTON_LOGIN:
  case SP_BUTTON_DEEP_LINK:
    return NULL; /* the page around does it when it is told of the click */
  }

  g_assert_not_reached ();
}

static void
update_state (SpButton *self)
{
  const char *obstacle = get_obstacle (self);

  gtk_widget_set_sensitive (self->button, obstacle == NULL && sp_component_get_interactive (
                                                                SP_COMPONENT (self)));
  sp_tooltip_set_text (self->button, obstacle != NULL ? obstacle : self->link);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  obstacle != NULL     ? obstacle
                                  : self->link != NULL ? self->link
                                                       : "",
                                  -1);
}

static void
update_kind (SpButton *self)
{
  g_autofree char *caption = dup_caption (self);

  if (self->kind != SP_BUTTON_LOGIN && self->kind != SP_BUTTON_DEEP_LINK)
    self->kind = self->is_small && self->is_narrow && g_str_equal (caption, "Duplicate Space")
                   ? SP_BUTTON_DUPLICATE
                   : SP_BUTTON_PLAIN;
  update_state (self);
}

/* A button without words still has a name. */
static void
update_caption (SpButton *self)
{
  g_autofree char *caption = dup_caption (self);
  const char      *name = *caption != '\0' ? caption : self->elem_id;

  gtk_label_set_label (self->caption, caption);
  gtk_widget_set_visible (GTK_WIDGET (self->caption), *caption != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL && *name != '\0' ? name : _("Button"), -1);
  update_kind (self);
}

static char *
dup_link_address (SpButton *self)
{
  GradioClient *client = sp_component_get_client (SP_COMPONENT (self));

  if (self->kind == SP_BUTTON_DUPLICATE)
    return get_space_id (self) != NULL
             ? g_strdup_printf ("https://huggingface.co/spaces/%s?duplicate=true",
                                get_space_id (self))
             : NULL;
  if (self->link == NULL)
    return NULL;
  if (client == NULL)
    return g_strdup (self->link);

  return sp_app_address_resolve (client, self->link);
}

/* With a link the click is told as well. */
static void
clicked_cb (SpButton *self)
{
  g_autoptr (SpComponent) alive = g_object_ref (SP_COMPONENT (self));
  g_autofree char        *address = dup_link_address (self);

  sp_component_emit_event (alive, "click", NULL);
  if (address == NULL)
    return;

  if (g_strcmp0 (self->link_target, "_blank") == 0) { /* out of the app, wherever it leads */
    g_autofree char *web = sp_app_address_dup_web (sp_component_get_client (alive), address);

    sp_platform_open_uri (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), web);
  } else {
    sp_platform_open_uri (GTK_WIDGET (self), address);
  }
}

static void
read_variant (SpButton *self, const char *variant)
{
  if (variant == NULL)
    return;

  if (g_str_equal (variant, "primary"))
    replace_style (self, &self->variant, "suggested-action");
  else if (g_str_equal (variant, "stop"))
    replace_style (self, &self->variant, "destructive-action");
  else
    replace_style (self, &self->variant, NULL);
}

static void
read_size (SpButton *self, const char *size)
{
  if (size == NULL)
    return;

  if (g_str_equal (size, "sm"))
    replace_style (self, &self->size, "sm");
  else
    replace_style (self, &self->size, g_str_equal (size, "md") ? "md" : "lg");
}

/* An icon that cannot be had takes no room: the words stand for themselves. */
static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpButton)         self = user_data;
  g_autoptr (SpDecodedPicture) picture = NULL;
  g_autoptr (GError)           error = NULL;

  picture = sp_picture_decode_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->icon == NULL)
    return;
  if (error != NULL)
    g_debug ("No icon: %s", error->message);

  if (picture != NULL)
    gtk_image_set_from_paintable (self->icon, GDK_PAINTABLE (picture->texture));
  gtk_widget_set_visible (GTK_WIDGET (self->icon), picture != NULL);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpButton) self = user_data;
  g_autoptr (GFile)    local = NULL;
  g_autoptr (GError)   error = NULL;

  local = sp_file_fetch_finish (result, &error);
  if (local != NULL)
    sp_picture_decode_async (local, NULL, ICON_SIDE, self->cancellable, decoded_cb,
                             g_object_ref (self));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("No icon: %s", error->message);
}

static GradioFile *
create_file (JsonNode *icon)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode)   node = NULL;

  if (!gradio_json_is_string (icon))
    return gradio_file_new_from_json (icon);

  object = json_object_new (); /* Gradio 3: an address */
  json_object_set_string_member (object, "path", json_node_get_string (icon));
  json_object_set_string_member (object, "url", json_node_get_string (icon));
  node = json_node_init_object (json_node_alloc (), object);

  return gradio_file_new_from_json (node);
}

static void
load_icon (SpButton *self)
{
  GradioClient          *client = sp_component_get_client (SP_COMPONENT (self));
  g_autoptr (GradioFile) file = self->file != NULL ? create_file (self->file) : NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (file == NULL || !sp_file_fetch_is_possible (file, client))
    return;

  self->cancellable = g_cancellable_new ();
  sp_file_fetch_async (file, client, self->cancellable, fetched_cb, g_object_ref (self));
}

static void
client_changed_cb (SpButton *self)
{
  if (self->icon == NULL)
    return; /* being disposed of */

  load_icon (self);
  update_state (self);
}

static void
read_text (char **place, JsonObject *props, const char *member)
{
  const char      *text = gradio_json_get_string (props, member, NULL);
  g_autofree char *old = NULL;

  if (text == NULL)
    return;

  old = g_steal_pointer (place);
  *place = *text != '\0' ? g_strdup (text) : NULL;
}

/* What tells the classes apart. */
static void
read_kind (SpButton *self, JsonObject *props)
{
  const char *size = gradio_json_get_string (props, "size", NULL);

  if (size != NULL)
    self->is_small = g_str_equal (size, "sm");
  if (json_object_has_member (props, "scale"))
    self->is_narrow = gradio_json_get_int (props, "scale", -1) == 0;
  if (gradio_json_get_string (props, "logout_value", NULL) != NULL)
    self->kind = SP_BUTTON_LOGIN;
  else if (gradio_json_get_string (props, "copied_value", NULL) != NULL)
    self->kind = SP_BUTTON_DEEP_LINK;
}

static void
sp_button_set_props (SpComponent *component, JsonObject *props)
{
  SpButton *self = SP_BUTTON (component);
  JsonNode *icon = json_object_get_member (props, "icon");

  read_variant (self, gradio_json_get_string (props, "variant", NULL));
  read_size (self, gradio_json_get_string (props, "size", NULL));
  read_text (&self->link, props, "link");
  read_text (&self->link_target, props, "link_target");
  read_text (&self->elem_id, props, "elem_id");
  read_kind (self, props);
  if (icon != NULL && !json_node_is_null (icon)) {
    g_clear_pointer (&self->file, json_node_unref);
    self->file = json_node_ref (icon);
    load_icon (self);
  }
  update_caption (self);
}

static void
sp_button_set_value (SpComponent *component, JsonNode *value)
{
  SpButton            *self = SP_BUTTON (component);
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);

  self->value = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
  update_caption (self);
}

static void
sp_button_set_interactive (SpComponent *component, gboolean interactive)
{
  update_state (SP_BUTTON (component));
}

/* How long what it started waits, and how far it is, once the server tells. */
static void
update_wait (SpButton *self)
{
  gboolean         running = self->job != NULL && !gradio_job_is_final (self->job);
  g_autofree char *words = running ? sp_status_words_wait (self->job) : NULL;

  if (self->icon == NULL)
    return; /* being disposed of */

  gtk_label_set_label (self->wait, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->wait), words != NULL);
  sp_job_watch_set_timers (self->watch, running && gtk_widget_get_mapped (GTK_WIDGET (self)), FALSE);
}

static void
sp_button_show_started_job (SpComponent *component, GradioJob *job)
{
  SpButton *self = SP_BUTTON (component);

  g_set_object (&self->job, job);
  sp_job_watch_set_job (self->watch, job);
  update_wait (self);
}

static void
sp_button_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_button_parent_class)->map (widget);

  update_wait (SP_BUTTON (widget));
}

static void
sp_button_unmap (GtkWidget *widget)
{
  sp_job_watch_stop (SP_BUTTON (widget)->watch);

  GTK_WIDGET_CLASS (sp_button_parent_class)->unmap (widget);
}

static JsonNode *
sp_button_dup_value (SpComponent *component)
{
  return json_node_ref (SP_BUTTON (component)->value);
}

static void
sp_button_dispose (GObject *object)
{
  SpButton *self = SP_BUTTON (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->icon = NULL;
  sp_job_watch_set_job (self->watch, NULL);
  sp_job_watch_stop (self->watch);
  g_clear_object (&self->job);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_BUTTON);

  G_OBJECT_CLASS (sp_button_parent_class)->dispose (object);
}

static void
sp_button_finalize (GObject *object)
{
  SpButton *self = SP_BUTTON (object);

  g_clear_object (&self->watch);
  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->file, json_node_unref);
  g_free (self->link);
  g_free (self->link_target);
  g_free (self->elem_id);

  G_OBJECT_CLASS (sp_button_parent_class)->finalize (object);
}

static void
sp_button_class_init (SpButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_button_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_button_finalize;
  SP_COMPONENT_CLASS (klass)->set_props = sp_button_set_props;
  SP_COMPONENT_CLASS (klass)->set_value = sp_button_set_value;
  SP_COMPONENT_CLASS (klass)->dup_value = sp_button_dup_value;
  SP_COMPONENT_CLASS (klass)->set_interactive = sp_button_set_interactive;
  SP_COMPONENT_CLASS (klass)->show_started_job = sp_button_show_started_job;
  widget_class->map = sp_button_map;
  widget_class->unmap = sp_button_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "button.ui");
  gtk_widget_class_bind_template_child (widget_class, SpButton, button);
  gtk_widget_class_bind_template_child (widget_class, SpButton, icon);
  gtk_widget_class_bind_template_child (widget_class, SpButton, caption);
  gtk_widget_class_bind_template_child (widget_class, SpButton, wait);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
sp_button_init (SpButton *self)
{
  self->value = json_node_new (JSON_NODE_NULL);
  self->size = "lg"; /* as in the template */
  gtk_widget_init_template (GTK_WIDGET (self));
  self->watch = sp_job_watch_new (GTK_WIDGET (self));
  g_signal_connect_object (self->watch, "state", G_CALLBACK (update_wait), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (update_wait), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "second", G_CALLBACK (update_wait), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::client", G_CALLBACK (client_changed_cb), NULL);
}
