/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-picture-private.h"

#include "sp-chequerboard.h"
#include "sp-data-uri.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_MAX_HEIGHT 400
#define BUTTON_MARGIN 6

G_DEFINE_FINAL_TYPE (SpPicture, sp_picture, GTK_TYPE_WIDGET)

typedef enum {
  PROP_PIXEL_WIDTH = 1,
  PROP_PIXEL_HEIGHT,
  PROP_MAX_HEIGHT,
  PROP_ERROR_TEXT,
  PROP_ALTERNATIVE_TEXT,
  PROP_PLAYING,
  PROP_ENLARGE,
} SpPictureProperty;

static GParamSpec *properties[PROP_ENLARGE + 1];

static void
update_status (SpPicture *self)
{
  gboolean waiting = self->texture == NULL && self->error_text == NULL && sp_picture_has_source (self);

  gtk_widget_set_visible (GTK_WIDGET (self->spinner), waiting);
  gtk_spinner_set_spinning (self->spinner, waiting && sp_on_screen_get (self->on_screen));
  gtk_widget_set_visible (GTK_WIDGET (self->broken_icon), !waiting);
  gtk_image_set_from_icon_name (self->broken_icon, self->error_text != NULL
                                                     ? "image-missing-symbolic"
                                                     : "image-x-generic-symbolic");
  gtk_label_set_text (self->message, self->error_text != NULL ? self->error_text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), self->error_text != NULL);
  gtk_widget_set_child_visible (self->status, self->texture == NULL || self->error_text != NULL);
}

static void
update_playing (SpPicture *self)
{
  const char *words = self->playing ? _("Pause") : _("Play");

  gtk_widget_set_child_visible (GTK_WIDGET (self->play_button), self->animator != NULL);
  gtk_button_set_icon_name (self->play_button, self->playing ? "media-playback-pause-symbolic"
                                                             : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play_button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (self->animator != NULL)
    sp_picture_animator_set_running (self->animator,
                                     self->playing && sp_on_screen_get (self->on_screen));
}

static void
set_playing (SpPicture *self, gboolean playing)
{
  if (self->playing != playing) {
    self->playing = playing;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
  }
  update_playing (self);
}

static void
play_clicked_cb (SpPicture *self)
{
  set_playing (self, !self->playing);
}

static void
frame_cb (SpPicture *self, GdkTexture *frame)
{
  g_set_object (&self->texture, frame);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_animation (SpPicture *self, SpPictureAnimation *animation)
{
  gboolean wanted = FALSE;

  if (self->animator != NULL) {
    g_signal_handlers_disconnect_by_data (self->animator, self);
    g_object_run_dispose (G_OBJECT (self->animator));
    g_clear_object (&self->animator);
  }
  if (animation != NULL) {
    self->animator = sp_picture_animator_new (GTK_WIDGET (self), animation);
    g_signal_connect_swapped (self->animator, "frame", G_CALLBACK (frame_cb), self);
    g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &wanted, NULL);
  }
  set_playing (self, wanted);
}

static void
animations_cb (SpPicture *self)
{
  gboolean wanted = FALSE;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &wanted, NULL);
  if (!wanted)
    set_playing (self, FALSE);
}

static void
show_nothing (SpPicture *self)
{
  set_animation (self, NULL);
  g_clear_object (&self->texture);
  self->pixel_width = 0;
  self->pixel_height = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PIXEL_WIDTH]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PIXEL_HEIGHT]);
}

void
sp_picture_set_error_text (SpPicture *self, const char *text)
{
  if (g_strcmp0 (self->error_text, text) != 0) {
    g_free (self->error_text);
    self->error_text = g_strdup (text);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR_TEXT]);
  }
  if (text != NULL) {
    show_nothing (self);
    self->decoded_side = 0;
  }
  update_status (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
sp_picture_take (SpPicture *self, SpDecodedPicture *picture)
{
  GObject *object = G_OBJECT (self);

  g_object_freeze_notify (object);
  g_set_object (&self->texture, picture->texture);
  self->has_alpha = picture->has_alpha;
  self->is_drawing = picture->is_drawing;
  set_animation (self, picture->animation);
  /* Said again when it is the same size: it is another picture's. */
  self->pixel_width = picture->width;
  self->pixel_height = picture->height;
  g_object_notify_by_pspec (object, properties[PROP_PIXEL_WIDTH]);
  g_object_notify_by_pspec (object, properties[PROP_PIXEL_HEIGHT]);
  sp_picture_set_error_text (self, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_thaw_notify (object);
}

static gboolean
has_picture (SpPicture *self)
{
  return self->texture != NULL && self->pixel_width > 0 && self->pixel_height > 0;
}

static GtkSizeRequestMode
sp_picture_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sp_picture_measure (GtkWidget     *widget,
                    GtkOrientation orientation,
                    int            for_size,
                    int           *minimum,
                    int           *natural,
                    int           *minimum_baseline,
                    int           *natural_baseline)
{
  SpPicture *self = SP_PICTURE (widget);
  double     height = MIN (self->pixel_height, self->max_height);

  if (!has_picture (self)) {
    gtk_widget_measure (self->status, orientation, for_size, minimum, natural, NULL, NULL);
  } else if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = 1;
    *natural = MAX (1, (int) (height * self->pixel_width / self->pixel_height + 0.5));
  } else {
    if (for_size >= 0)
      height = MIN (height, (double) for_size * self->pixel_height / self->pixel_width);
    *minimum = *natural = MAX (1, (int) (height + 0.5));
  }
}

/* In the lower right corner of the picture. */
static void
allocate_play_button (SpPicture *self)
{
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, 0, 0);
  int             width = 0, height = 0;

  sp_picture_get_area (self, &area);
  gtk_widget_measure (GTK_WIDGET (self->play_button), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL,
                      NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->play_button), GTK_ORIENTATION_VERTICAL, width, &height, NULL,
                      NULL, NULL);
  gtk_widget_size_allocate (
    GTK_WIDGET (self->play_button),
    &(GtkAllocation){ MAX (0, (int) (area.origin.x + area.size.width) - width - BUTTON_MARGIN),
                      MAX (0, (int) (area.origin.y + area.size.height) - height - BUTTON_MARGIN), width,
                      height },
    -1);
}

static void
sp_picture_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SpPicture *self = SP_PICTURE (widget);

  if (gtk_widget_get_child_visible (self->status))
    gtk_widget_size_allocate (self->status, &(GtkAllocation){ 0, 0, width, height }, baseline);
  if (gtk_widget_get_child_visible (GTK_WIDGET (self->play_button)))
    allocate_play_button (self);
  if (self->texture != NULL)
    sp_picture_load (self);
}

static void
sp_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SpPicture      *self = SP_PICTURE (widget);
  graphene_rect_t area;

  if (sp_picture_get_area (self, &area)) {
    if (self->has_alpha)
      sp_chequerboard_snapshot (widget, snapshot, &area);
    gtk_snapshot_append_texture (snapshot, self->texture, &area);
  }

  GTK_WIDGET_CLASS (sp_picture_parent_class)->snapshot (widget, snapshot);
}

static void
on_screen_cb (SpPicture *self)
{
  if (sp_on_screen_get (self->on_screen))
    sp_picture_load (self);
  else
    sp_picture_stop_loading (self);
  update_status (self);
  update_playing (self);
}

static void
sp_picture_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpPicture *self = SP_PICTURE (object);

  switch ((SpPictureProperty) prop_id) {
  case PROP_PIXEL_WIDTH:
    g_value_set_int (value, self->pixel_width);
    break;
  case PROP_PIXEL_HEIGHT:
    g_value_set_int (value, self->pixel_height);
    break;
  case PROP_MAX_HEIGHT:
    g_value_set_int (value, self->max_height);
    break;
  case PROP_ERROR_TEXT:
    g_value_set_string (value, self->error_text);
    break;
  case PROP_ALTERNATIVE_TEXT:
    g_value_set_string (value, self->alternative_text);
    break;
  case PROP_PLAYING:
    g_value_set_boolean (value, self->playing);
    break;
  case PROP_ENLARGE:
    g_value_set_boolean (value, self->enlarge);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_picture_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpPicture *self = SP_PICTURE (object);

  switch ((SpPictureProperty) prop_id) {
  case PROP_MAX_HEIGHT:
    sp_picture_set_max_height (self, g_value_get_int (value));
    break;
  case PROP_ALTERNATIVE_TEXT:
    sp_picture_set_alternative_text (self, g_value_get_string (value));
    break;
  case PROP_ENLARGE:
    sp_picture_set_enlarge (self, g_value_get_boolean (value));
    break;
  case PROP_PIXEL_WIDTH:
  case PROP_PIXEL_HEIGHT:
  case PROP_ERROR_TEXT:
  case PROP_PLAYING:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_picture_dispose (GObject *object)
{
  SpPicture *self = SP_PICTURE (object);

  sp_picture_stop_loading (self);
  if (self->animator != NULL)
    g_object_run_dispose (G_OBJECT (self->animator));
  g_clear_object (&self->animator);
  g_clear_object (&self->on_screen);
  g_clear_pointer (&self->status, gtk_widget_unparent);
  if (self->play_button != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->play_button)));
  g_clear_object (&self->file);
  g_clear_object (&self->client);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_clear_object (&self->local);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->error_text, g_free);
  g_clear_pointer (&self->alternative_text, g_free);

  G_OBJECT_CLASS (sp_picture_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_PIXEL_WIDTH] =
    g_param_spec_int ("pixel-width", NULL, NULL, 0, G_MAXINT, 0, readable);
  properties[PROP_PIXEL_HEIGHT] =
    g_param_spec_int ("pixel-height", NULL, NULL, 0, G_MAXINT, 0, readable);
  properties[PROP_MAX_HEIGHT] =
    g_param_spec_int ("max-height", NULL, NULL, 1, G_MAXINT, DEFAULT_MAX_HEIGHT, writable);
  properties[PROP_ERROR_TEXT] = g_param_spec_string ("error-text", NULL, NULL, NULL, readable);
  properties[PROP_ALTERNATIVE_TEXT] =
    g_param_spec_string ("alternative-text", NULL, NULL, NULL, writable);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, readable);
  properties[PROP_ENLARGE] = g_param_spec_boolean ("enlarge", NULL, NULL, FALSE, writable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_picture_class_init (SpPictureClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_picture_get_property;
  object_class->set_property = sp_picture_set_property;
  object_class->dispose = sp_picture_dispose;
  widget_class->get_request_mode = sp_picture_get_request_mode;
  widget_class->measure = sp_picture_measure;
  widget_class->size_allocate = sp_picture_size_allocate;
  widget_class->snapshot = sp_picture_snapshot;

  install_properties (object_class);

  gtk_widget_class_set_css_name (widget_class, "sp-picture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-picture.ui");
  gtk_widget_class_bind_template_child (widget_class, SpPicture, status);
  gtk_widget_class_bind_template_child (widget_class, SpPicture, spinner);
  gtk_widget_class_bind_template_child (widget_class, SpPicture, broken_icon);
  gtk_widget_class_bind_template_child (widget_class, SpPicture, message);
  gtk_widget_class_bind_template_child (widget_class, SpPicture, play_button);
  gtk_widget_class_bind_template_callback (widget_class, play_clicked_cb);
}

static void
sp_picture_init (SpPicture *self)
{
  self->max_height = DEFAULT_MAX_HEIGHT;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->on_screen = sp_on_screen_new (GTK_WIDGET (self));
  g_signal_connect_object (self->on_screen, "notify::on-screen", G_CALLBACK (on_screen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)),
                           "notify::gtk-enable-animations", G_CALLBACK (animations_cb), self,
                           G_CONNECT_SWAPPED);
  update_status (self);
  update_playing (self);
}

GtkWidget *
sp_picture_new (void)
{
  return g_object_new (SP_TYPE_PICTURE, NULL);
}

static void
forget_picture (SpPicture *self, gboolean for_another)
{
  if (for_another && self->continuous)
    sp_picture_let_load (self);
  else
    sp_picture_stop_loading (self);
  g_clear_object (&self->file);
  g_clear_object (&self->client);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_clear_object (&self->local);
  self->decoded_side = 0;
  sp_picture_set_error_text (self, NULL);
}

static void
begin_picture (SpPicture *self)
{
  if (!sp_picture_has_source (self)) {
    sp_picture_stop_loading (self);
    show_nothing (self);
  }
  update_status (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  sp_picture_load (self);
}

void
sp_picture_set_file (SpPicture *self, GradioFile *file, GradioClient *client)
{
  g_return_if_fail (SP_IS_PICTURE (self));

  forget_picture (self, file != NULL);
  g_set_object (&self->file, file);
  g_set_object (&self->client, client);
  if (file != NULL && gradio_file_get_local (file) != NULL)
    self->local = g_object_ref (gradio_file_get_local (file));
  else if (file != NULL)
    self->data = sp_data_uri_decode (gradio_file_get_url (file), NULL);
  begin_picture (self);
}

void
sp_picture_set_data (SpPicture *self, GBytes *data)
{
  g_return_if_fail (SP_IS_PICTURE (self));

  forget_picture (self, data != NULL);
  self->data = data != NULL ? g_bytes_ref (data) : NULL;
  begin_picture (self);
}

GdkTexture *
sp_picture_get_texture (SpPicture *self)
{
  g_return_val_if_fail (SP_IS_PICTURE (self), NULL);

  return self->texture;
}

int
sp_picture_get_pixel_width (SpPicture *self)
{
  g_return_val_if_fail (SP_IS_PICTURE (self), 0);

  return self->pixel_width;
}

int
sp_picture_get_pixel_height (SpPicture *self)
{
  g_return_val_if_fail (SP_IS_PICTURE (self), 0);

  return self->pixel_height;
}

const char *
sp_picture_get_error_text (SpPicture *self)
{
  g_return_val_if_fail (SP_IS_PICTURE (self), NULL);

  return self->error_text;
}

gboolean
sp_picture_get_playing (SpPicture *self)
{
  g_return_val_if_fail (SP_IS_PICTURE (self), FALSE);

  return self->playing;
}

void
sp_picture_set_enlarge (SpPicture *self, gboolean enlarge)
{
  g_return_if_fail (SP_IS_PICTURE (self));

  if (self->enlarge == enlarge)
    return;

  self->enlarge = enlarge;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENLARGE]);
}

void
sp_picture_set_continuous (SpPicture *self, gboolean continuous)
{
  g_return_if_fail (SP_IS_PICTURE (self));

  self->continuous = continuous;
}

int
sp_picture_get_max_height (SpPicture *self)
{
  g_return_val_if_fail (SP_IS_PICTURE (self), 0);

  return self->max_height;
}

void
sp_picture_set_max_height (SpPicture *self, int max_height)
{
  g_return_if_fail (SP_IS_PICTURE (self));

  if (self->max_height == max_height || max_height < 1)
    return;

  self->max_height = max_height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAX_HEIGHT]);
}

void
sp_picture_set_alternative_text (SpPicture *self, const char *text)
{
  g_return_if_fail (SP_IS_PICTURE (self));

  if (g_strcmp0 (self->alternative_text, text) == 0)
    return;

  g_free (self->alternative_text);
  self->alternative_text = g_strdup (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text != NULL ? text : "", -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALTERNATIVE_TEXT]);
}

gboolean
sp_picture_get_area (SpPicture *self, graphene_rect_t *area)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double scale = 1;

  g_return_val_if_fail (SP_IS_PICTURE (self), FALSE);

  if (!has_picture (self))
    return FALSE;

  scale = MIN (width / self->pixel_width, height / self->pixel_height);
  if (!self->enlarge)
    scale = MIN (scale, 1);
  graphene_rect_init (area, (float) floor ((width - self->pixel_width * scale) / 2),
                      (float) floor ((height - self->pixel_height * scale) / 2),
                      (float) MAX (1, self->pixel_width * scale),
                      (float) MAX (1, self->pixel_height * scale));

  return TRUE;
}

gboolean
sp_picture_get_pixel_at (SpPicture *self, double x, double y, int *pixel_x, int *pixel_y)
{
  graphene_rect_t  area;
  graphene_point_t point = GRAPHENE_POINT_INIT ((float) x, (float) y);

  g_return_val_if_fail (SP_IS_PICTURE (self), FALSE);

  if (!sp_picture_get_area (self, &area) || !graphene_rect_contains_point (&area, &point))
    return FALSE;

  *pixel_x = CLAMP ((int) ((x - area.origin.x) * self->pixel_width / area.size.width), 0,
                    self->pixel_width - 1);
  *pixel_y = CLAMP ((int) ((y - area.origin.y) * self->pixel_height / area.size.height), 0,
                    self->pixel_height - 1);

  return TRUE;
}
