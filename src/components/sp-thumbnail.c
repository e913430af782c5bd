/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-thumbnail.h"

#include "sp-chequerboard.h"
#include "sp-on-screen.h"
#include "sp-resources.h"
#include "sp-tooltip.h"

struct _SpThumbnail {
  GtkWidget parent_instance;

  GtkWidget *status; /* template child */
  GtkImage  *icon;   /* template child */
  GtkLabel  *name;   /* template child: of what there is no picture of */
  GtkWidget *badge;  /* template child */

  SpThumbnailLoader *loader;
  GradioFile        *file;
  GradioClient      *client;
  SpOnScreen        *on_screen;
  SpDecodedPicture  *picture;
  int                loaded_side; /* what the picture was asked to be */
  GCancellable      *cancellable; /* of loading */
  GtkContentFit      content_fit;
  char              *alternative_text;
  char              *error_text;
};

G_DEFINE_FINAL_TYPE (SpThumbnail, sp_thumbnail, GTK_TYPE_WIDGET)

typedef enum {
  PROP_CONTENT_FIT = 1,
  PROP_ALTERNATIVE_TEXT,
  PROP_ERROR_TEXT,
} SpThumbnailProperty;

static GParamSpec *properties[PROP_ERROR_TEXT + 1];

static const char *
get_icon_name (SpThumbnail *self)
{
  const char *type = self->file != NULL ? gradio_file_get_mime_type (self->file) : NULL;

  if (sp_thumbnail_loader_is_video (self->file))
    return "video-x-generic-symbolic";
  if (self->error_text != NULL)
    return "image-missing-symbolic";
  if (sp_thumbnail_loader_is_possible (self->file))
    return "image-x-generic-symbolic";
  if (type != NULL && g_ascii_strncasecmp (type, "audio/", 6) == 0)
    return "audio-x-generic-symbolic";

  return "text-x-generic-symbolic";
}

static void
update_status (SpThumbnail *self)
{
  /* What is no picture says at least what it is called. */
  gboolean is_named = self->file != NULL && (self->error_text != NULL ||
                                             !sp_thumbnail_loader_is_possible (self->file));

  gtk_image_set_from_icon_name (self->icon, get_icon_name (self));
  gtk_label_set_text (self->name, self->file != NULL ? gradio_file_get_name (self->file) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->name), is_named);
  gtk_widget_set_valign (GTK_WIDGET (self->icon), is_named ? GTK_ALIGN_END : GTK_ALIGN_CENTER);
  sp_tooltip_set_text (GTK_WIDGET (self), self->error_text);
  gtk_widget_set_child_visible (self->status, self->file != NULL && self->picture == NULL);
  gtk_widget_set_child_visible (self->badge, sp_thumbnail_loader_is_video (self->file) &&
                                               self->picture != NULL);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
update_alternative_text (SpThumbnail *self)
{
  const char *text = self->alternative_text;

  if (text == NULL)
    text = self->file != NULL ? gradio_file_get_name (self->file) : "";
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
set_error_text (SpThumbnail *self, const char *text)
{
  if (g_strcmp0 (self->error_text, text) == 0)
    return;

  g_free (self->error_text);
  self->error_text = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR_TEXT]);
}

static void
stop_loading (SpThumbnail *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
take_picture (SpThumbnail *self, const SpDecodedPicture *picture)
{
  g_clear_pointer (&self->picture, sp_decoded_picture_free);
  self->picture = sp_decoded_picture_copy (picture);
  update_status (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpThumbnail)      self = user_data;
  g_autoptr (SpDecodedPicture) picture = NULL;
  g_autoptr (GError)           error = NULL;

  picture = sp_thumbnail_loader_load_finish (SP_THUMBNAIL_LOADER (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (picture != NULL) {
    take_picture (self, picture);
  } else {
    set_error_text (self, error->message);
    update_status (self);
  }
}

/* To cover the square, a picture that is not square must be larger than it. */
static int
get_needed_side (SpThumbnail *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int        side = MAX (gtk_widget_get_width (widget), gtk_widget_get_height (widget)) *
             gtk_widget_get_scale_factor (widget);

  return self->content_fit == GTK_CONTENT_FIT_COVER ? side * 4 / 3 : side;
}

static void
load (SpThumbnail *self)
{
  int                     side = get_needed_side (self);
  const SpDecodedPicture *kept = NULL;

  if (self->on_screen == NULL || !sp_on_screen_get (self->on_screen) || self->cancellable != NULL ||
      side == 0 || self->error_text != NULL || !sp_thumbnail_loader_is_possible (self->file) ||
      (self->picture != NULL && self->loaded_side >= side))
    return;

  self->loaded_side = side;
  kept = sp_thumbnail_loader_peek (self->loader, self->file, self->client, side);
  if (kept != NULL) {
    take_picture (self, kept);
    return;
  }
  self->cancellable = g_cancellable_new ();
  sp_thumbnail_loader_load_async (self->loader, self->file, self->client, side, self->cancellable,
                                  loaded_cb, g_object_ref (self));
}

static void
on_screen_cb (SpThumbnail *self)
{
  if (sp_on_screen_get (self->on_screen)) {
    load (self);
    return;
  }

  stop_loading (self);
  if (self->picture != NULL) {
    g_clear_pointer (&self->picture, sp_decoded_picture_free);
    update_status (self);
  }
}

static GtkSizeRequestMode
sp_thumbnail_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sp_thumbnail_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  int width = 0;

  /* What gets wider must not need more height, so that being square is a wish only. */
  gtk_widget_get_size_request (widget, &width, NULL);
  *minimum = MAX (width, 0);
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? MAX (for_size, *minimum) : *minimum;
}

static void
sp_thumbnail_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SpThumbnail *self = SP_THUMBNAIL (widget);
  int          badge = 0;

  gtk_widget_measure (self->badge, GTK_ORIENTATION_HORIZONTAL, -1, &badge, NULL, NULL, NULL);
  if (gtk_widget_get_child_visible (self->status)) {
    int least_width = 0, least_height = 0;

    /* In a square that is smaller than the icon, the icon is cut off. */
    gtk_widget_measure (self->status, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
    least_width = MAX (least_width, width);
    gtk_widget_measure (self->status, GTK_ORIENTATION_VERTICAL, least_width, &least_height, NULL,
                        NULL, NULL);
    least_height = MAX (least_height, height);
    gtk_widget_size_allocate (self->status,
                              &(GtkAllocation){ (width - least_width) / 2, (height - least_height) / 2,
                                                least_width, least_height },
                              baseline);
  }
  if (gtk_widget_get_child_visible (self->badge))
    gtk_widget_size_allocate (self->badge,
                              &(GtkAllocation){ (width - badge) / 2, (height - badge) / 2, badge, badge },
                              baseline);
  load (self);
}

static void
get_picture_area (SpThumbnail *self, graphene_rect_t *area)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double     width = gtk_widget_get_width (widget);
  double     height = gtk_widget_get_height (widget);
  double     along = width / self->picture->width;
  double     across = height / self->picture->height;
  double     x_scale = MIN (along, across);
  double     y_scale = x_scale;

  if (self->content_fit == GTK_CONTENT_FIT_COVER) {
    x_scale = y_scale = MAX (along, across);
  } else if (self->content_fit == GTK_CONTENT_FIT_FILL) {
    x_scale = along;
    y_scale = across;
  } else if (self->content_fit == GTK_CONTENT_FIT_SCALE_DOWN) {
    x_scale = y_scale = MIN (1, x_scale);
  }

  graphene_rect_init (area, (float) ((width - self->picture->width * x_scale) / 2),
                      (float) ((height - self->picture->height * y_scale) / 2),
                      (float) (self->picture->width * x_scale),
                      (float) (self->picture->height * y_scale));
}

static void
sp_thumbnail_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SpThumbnail    *self = SP_THUMBNAIL (widget);
  graphene_rect_t area;

  if (self->picture != NULL) {
    get_picture_area (self, &area);
    if (self->picture->has_alpha)
      sp_chequerboard_snapshot (widget, snapshot, &area);
    gtk_snapshot_append_texture (snapshot, self->picture->texture, &area);
  }

  GTK_WIDGET_CLASS (sp_thumbnail_parent_class)->snapshot (widget, snapshot);
}

static void
sp_thumbnail_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpThumbnail *self = SP_THUMBNAIL (object);

  switch ((SpThumbnailProperty) prop_id) {
  case PROP_CONTENT_FIT:
    g_value_set_enum (value, self->content_fit);
    break;
  case PROP_ALTERNATIVE_TEXT:
    g_value_set_string (value, self->alternative_text);
    break;
  case PROP_ERROR_TEXT:
    g_value_set_string (value, self->error_text);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_thumbnail_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpThumbnail *self = SP_THUMBNAIL (object);

  switch ((SpThumbnailProperty) prop_id) {
  case PROP_CONTENT_FIT:
    sp_thumbnail_set_content_fit (self, g_value_get_enum (value));
    break;
  case PROP_ALTERNATIVE_TEXT:
    sp_thumbnail_set_alternative_text (self, g_value_get_string (value));
    break;
  case PROP_ERROR_TEXT:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_thumbnail_dispose (GObject *object)
{
  SpThumbnail *self = SP_THUMBNAIL (object);

  stop_loading (self);
  g_clear_object (&self->on_screen);
  g_clear_pointer (&self->status, gtk_widget_unparent);
  g_clear_pointer (&self->badge, gtk_widget_unparent);
  g_clear_object (&self->loader);
  g_clear_object (&self->file);
  g_clear_object (&self->client);
  g_clear_pointer (&self->picture, sp_decoded_picture_free);
  g_clear_pointer (&self->alternative_text, g_free);
  g_clear_pointer (&self->error_text, g_free);

  G_OBJECT_CLASS (sp_thumbnail_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_CONTENT_FIT] = g_param_spec_enum ("content-fit", NULL, NULL, GTK_TYPE_CONTENT_FIT,
                                                    GTK_CONTENT_FIT_COVER, writable);
  properties[PROP_ALTERNATIVE_TEXT] =
    g_param_spec_string ("alternative-text", NULL, NULL, NULL, writable);
  properties[PROP_ERROR_TEXT] = g_param_spec_string ("error-text", NULL, NULL, NULL,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_thumbnail_class_init (SpThumbnailClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_thumbnail_get_property;
  object_class->set_property = sp_thumbnail_set_property;
  object_class->dispose = sp_thumbnail_dispose;
  widget_class->get_request_mode = sp_thumbnail_get_request_mode;
  widget_class->measure = sp_thumbnail_measure;
  widget_class->size_allocate = sp_thumbnail_size_allocate;
  widget_class->snapshot = sp_thumbnail_snapshot;

  install_properties (object_class);

  gtk_widget_class_set_css_name (widget_class, "sp-thumbnail");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-thumbnail.ui");
  gtk_widget_class_bind_template_child (widget_class, SpThumbnail, status);
  gtk_widget_class_bind_template_child (widget_class, SpThumbnail, icon);
  gtk_widget_class_bind_template_child (widget_class, SpThumbnail, name);
  gtk_widget_class_bind_template_child (widget_class, SpThumbnail, badge);
}

static void
sp_thumbnail_init (SpThumbnail *self)
{
  self->content_fit = GTK_CONTENT_FIT_COVER;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->on_screen = sp_on_screen_new (GTK_WIDGET (self));
  g_signal_connect_object (self->on_screen, "notify::on-screen", G_CALLBACK (on_screen_cb), self,
                           G_CONNECT_SWAPPED);
  update_status (self);
}

GtkWidget *
sp_thumbnail_new (void)
{
  return g_object_new (SP_TYPE_THUMBNAIL, NULL);
}

void
sp_thumbnail_set_file (SpThumbnail       *self,
                       SpThumbnailLoader *loader,
                       GradioFile        *file,
                       GradioClient      *client)
{
  g_return_if_fail (SP_IS_THUMBNAIL (self));
  g_return_if_fail (file == NULL || SP_IS_THUMBNAIL_LOADER (loader));

  if (self->file == file && self->client == client && self->loader == loader)
    return;

  stop_loading (self);
  g_clear_pointer (&self->picture, sp_decoded_picture_free);
  set_error_text (self, NULL);
  g_set_object (&self->loader, loader);
  g_set_object (&self->file, file);
  g_set_object (&self->client, client);
  update_status (self);
  update_alternative_text (self);
  load (self);
}

GdkTexture *
sp_thumbnail_get_texture (SpThumbnail *self)
{
  g_return_val_if_fail (SP_IS_THUMBNAIL (self), NULL);

  return self->picture != NULL ? self->picture->texture : NULL;
}

const char *
sp_thumbnail_get_error_text (SpThumbnail *self)
{
  g_return_val_if_fail (SP_IS_THUMBNAIL (self), NULL);

  return self->error_text;
}

void
sp_thumbnail_set_content_fit (SpThumbnail *self, GtkContentFit content_fit)
{
  g_return_if_fail (SP_IS_THUMBNAIL (self));

  if (self->content_fit == content_fit)
    return;

  self->content_fit = content_fit;
  load (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTENT_FIT]);
}

void
sp_thumbnail_set_alternative_text (SpThumbnail *self, const char *text)
{
  g_return_if_fail (SP_IS_THUMBNAIL (self));

  if (g_strcmp0 (self->alternative_text, text) == 0)
    return;

  g_free (self->alternative_text);
  self->alternative_text = g_strdup (text);
  update_alternative_text (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALTERNATIVE_TEXT]);
}
