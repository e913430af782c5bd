/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-gallery-preview.h"

#include "sp-component-registry.h"
#include "sp-file-drag.h"
#include "sp-picture-view.h"
#include "sp-resources.h"
#include "sp-thumbnail.h"
#include "sp-tooltip.h"

#include <glib/gi18n-lib.h>

#define STRIP_SIZE 56

struct _SpGalleryPreview {
  GtkWidget parent_instance;

  GtkWidget          *box;       /* template child */
  GtkStack           *stage;     /* template child */
  SpPictureView      *view;      /* template child */
  GtkBox             *film_page; /* template child */
  GtkLabel           *caption;   /* template child */
  GtkLabel           *counter;   /* template child */
  GtkListView        *strip;     /* template child */
  GtkSingleSelection *selection; /* template child */

  SpFileDrag        *drag;  /* of the picture */
  SpComponent       *film;  /* in film_page, NULL until the first film */
  GListModel        *model; /* weak */
  SpThumbnailLoader *loader;
  GradioClient      *client;
  guint              position;
  gboolean           moving; /* the strip follows, and need not tell */
};

G_DEFINE_FINAL_TYPE (SpGalleryPreview, sp_gallery_preview, GTK_TYPE_WIDGET)

typedef enum {
  PROP_MODEL = 1,
} SpGalleryPreviewProperty;

static GParamSpec *properties[PROP_MODEL + 1];

enum {
  SIGNAL_MOVED,
  SIGNAL_CLOSE,
  SIGNAL_SAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
count_items (SpGalleryPreview *self)
{
  return self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
}

static void
film_notice_cb (SpGalleryPreview *self, const char *text)
{
  SpComponent *component = sp_component_find (GTK_WIDGET (self));

  if (component != NULL)
    sp_component_notice (component, text);
}

static void
show_film (SpGalleryPreview *self, GradioFile *file)
{
  g_autoptr (JsonNode) value = file != NULL ? gradio_file_to_json (file) : NULL;

  if (self->film == NULL && file == NULL)
    return;

  if (self->film == NULL) {
    self->film = sp_component_new_for_type ("video");
    sp_component_set_interactive (self->film, FALSE);
    g_object_set (self->film, "show-label", FALSE, "hexpand", TRUE, NULL);
    g_signal_connect_object (self->film, "notice", G_CALLBACK (film_notice_cb), self, G_CONNECT_SWAPPED);
    gtk_box_append (self->film_page, GTK_WIDGET (self->film));
  }
  sp_component_set_client (self->film, self->client);
  sp_component_set_value (self->film, value);
}

static void
show_item (SpGalleryPreview *self, SpGalleryItem *item)
{
  GradioFile *file = item != NULL ? sp_gallery_item_get_file (item) : NULL;
  const char *caption = item != NULL ? sp_gallery_item_get_caption (item) : NULL;
  SpPicture  *picture = sp_picture_view_get_picture (self->view);
  gboolean    is_film = sp_thumbnail_loader_is_video (file);

  show_film (self, is_film ? file : NULL);
  sp_picture_set_file (picture, NULL, NULL); /* The next one is shown whole. */
  if (!is_film)
    sp_picture_set_file (picture, file, self->client);
  sp_file_drag_set_file (self->drag, file, self->client);
  sp_picture_set_alternative_text (picture, item != NULL ? sp_gallery_item_get_name (item) : NULL);
  gtk_stack_set_visible_child_name (self->stage, is_film ? "film" : "picture");
  gtk_label_set_text (self->caption, caption != NULL ? caption : "");
  sp_tooltip_set_text (GTK_WIDGET (self->caption), caption);
}

static void
update (SpGalleryPreview *self)
{
  guint                     n_items = count_items (self);
  g_autoptr (SpGalleryItem) item = NULL;
  g_autofree char          *counter = NULL;

  if (self->position < n_items)
    item = g_list_model_get_item (self->model, self->position);
  show_item (self, item);

  counter = item != NULL ? g_strdup_printf ("%u / %u", self->position + 1, n_items) : NULL;
  gtk_label_set_text (self->counter, counter != NULL ? counter : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.previous", n_items > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.next", n_items > 1);
}

static void
go (SpGalleryPreview *self, guint position)
{
  sp_gallery_preview_set_position (self, position);
  g_signal_emit (self, signals[SIGNAL_MOVED], 0, position);
}

/* Behind the last one comes the first one, as on the app's page. */
static void
step_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpGalleryPreview *self = SP_GALLERY_PREVIEW (widget);
  guint             n_items = count_items (self);

  if (self->position >= n_items)
    return;

  if (g_str_equal (action_name, "preview.next"))
    go (self, (self->position + 1) % n_items);
  else
    go (self, (self->position + n_items - 1) % n_items);
}

static void
close_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_CLOSE], 0);
}

static void
save_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SAVE], 0, SP_GALLERY_PREVIEW (widget)->position);
}

static void
selected_cb (SpGalleryPreview *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (!self->moving && position < count_items (self) && position != self->position)
    go (self, position);
}

static void
setup_cb (SpGalleryPreview *self, GtkListItem *item)
{
  GtkWidget *thumbnail = sp_thumbnail_new ();

  gtk_widget_set_size_request (thumbnail, STRIP_SIZE, -1);
  gtk_list_item_set_child (item, thumbnail);
}

static void
bind_cb (SpGalleryPreview *self, GtkListItem *list_item)
{
  SpThumbnail   *thumbnail = SP_THUMBNAIL (gtk_list_item_get_child (list_item));
  SpGalleryItem *item = gtk_list_item_get_item (list_item);

  sp_thumbnail_set_file (thumbnail, self->loader, sp_gallery_item_get_file (item), self->client);
  sp_thumbnail_set_alternative_text (thumbnail, sp_gallery_item_get_name (item));
}

static void
unbind_cb (SpGalleryPreview *self, GtkListItem *item)
{
  sp_thumbnail_set_file (SP_THUMBNAIL (gtk_list_item_get_child (item)), NULL, NULL, NULL);
}

static void
set_model (SpGalleryPreview *self, GListModel *model)
{
  if (model == NULL)
    return;

  g_set_weak_pointer (&self->model, model);
  self->moving = TRUE;
  gtk_single_selection_set_model (self->selection, model);
  self->moving = FALSE;
}

static void
sp_gallery_preview_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpGalleryPreviewProperty) prop_id) {
  case PROP_MODEL:
    g_value_set_object (value, SP_GALLERY_PREVIEW (object)->model);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_gallery_preview_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((SpGalleryPreviewProperty) prop_id) {
  case PROP_MODEL:
    set_model (SP_GALLERY_PREVIEW (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static gboolean
sp_gallery_preview_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SP_GALLERY_PREVIEW (widget)->view));
}

static void
sp_gallery_preview_dispose (GObject *object)
{
  SpGalleryPreview *self = SP_GALLERY_PREVIEW (object);

  g_clear_object (&self->drag);
  g_clear_weak_pointer (&self->model);
  g_clear_object (&self->loader);
  g_clear_object (&self->client);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_gallery_preview_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "preview.previous", NULL, step_action_cb);
  gtk_widget_class_install_action (widget_class, "preview.next", NULL, step_action_cb);
  gtk_widget_class_install_action (widget_class, "preview.close", NULL, close_action_cb);
  gtk_widget_class_install_action (widget_class, "preview.save", NULL, save_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, 0, "preview.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, 0, "preview.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "preview.close", NULL);
}

static void
sp_gallery_preview_class_init (SpGalleryPreviewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_gallery_preview_get_property;
  object_class->set_property = sp_gallery_preview_set_property;
  object_class->dispose = sp_gallery_preview_dispose;
  widget_class->grab_focus = sp_gallery_preview_grab_focus;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_CLOSE] = g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SAVE] = g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  install_actions (widget_class);
  g_type_ensure (SP_TYPE_PICTURE_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-gallery-preview");
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-gallery-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, SpGalleryPreview, box);
  gtk_widget_class_bind_template_child (widget_class, SpGalleryPreview, stage);
  gtk_widget_class_bind_template_child (widget_class, SpGalleryPreview, view);
  gtk_widget_class_bind_template_child (widget_class, SpGalleryPreview, film_page);
  gtk_widget_class_bind_template_child (widget_class, SpGalleryPreview, caption);
  gtk_widget_class_bind_template_child (widget_class, SpGalleryPreview, counter);
  gtk_widget_class_bind_template_child (widget_class, SpGalleryPreview, strip);
  gtk_widget_class_bind_template_child (widget_class, SpGalleryPreview, selection);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
sp_gallery_preview_init (SpGalleryPreview *self)
{
  self->position = GTK_INVALID_LIST_POSITION;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->drag = sp_file_drag_new (GTK_WIDGET (self->view));
}

void
sp_gallery_preview_set_source (SpGalleryPreview *self, SpThumbnailLoader *loader, GradioClient *client)
{
  g_return_if_fail (SP_IS_GALLERY_PREVIEW (self));

  g_set_object (&self->loader, loader);
  g_set_object (&self->client, client);
}

void
sp_gallery_preview_set_position (SpGalleryPreview *self, guint position)
{
  g_return_if_fail (SP_IS_GALLERY_PREVIEW (self));

  self->position = position;
  self->moving = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->moving = FALSE;
  if (position < count_items (self))
    gtk_widget_activate_action (GTK_WIDGET (self->strip), "list.scroll-to-item", "u", position);
  update (self);
}

guint
sp_gallery_preview_get_position (SpGalleryPreview *self)
{
  g_return_val_if_fail (SP_IS_GALLERY_PREVIEW (self), GTK_INVALID_LIST_POSITION);

  return self->position;
}

void
sp_gallery_preview_set_stage_height (SpGalleryPreview *self, int height)
{
  g_return_if_fail (SP_IS_GALLERY_PREVIEW (self));

  gtk_widget_set_size_request (GTK_WIDGET (self->stage), -1, height);
  sp_picture_set_max_height (sp_picture_view_get_picture (self->view), height);
}
