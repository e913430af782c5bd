/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-camera-source.h"
#include "sp-component-private.h"
#include "sp-css-length.h"
#include "sp-input-streams.h"
#include "sp-picture-view.h"
#include "sp-resources.h"
#include "sp-single-file.h"
#include "sp-temp-folder.h"

#include <glib/gi18n-lib.h>

#define MIN_HEIGHT 32

#define SP_TYPE_IMAGE (sp_image_get_type ())
G_DECLARE_FINAL_TYPE (SpImage, sp_image, SP, IMAGE, SpSingleFile)

/* The `image` component: a picture, which can be chosen, dropped and pasted, copied, saved and dragged out. */
struct _SpImage {
  SpSingleFile parent_instance;

  SpPictureView *view;    /* the preview */
  SpPicture     *picture; /* in it */
  char          *alt_text;

  SpCameraSource *camera;   /* owned */
  SpInputStreams *streams;  /* owned: which see it meanwhile */
  JsonNode       *chunk;    /* owned, (nullable): what the camera saw last, while a stream is on */
  SpTempFolder   *folder;   /* owned, (nullable): for chunks that are files */
  GFile          *frame;    /* owned, (nullable): the newest of them */
  GradioJob      *pending;  /* owned, (nullable): what one chunk started, where a stream is many jobs */
  gboolean        uploads;  /* chunks are files: before Gradio 5 */
  gboolean        answered; /* the answers are the value: input and output are the same */
};

G_DEFINE_FINAL_TYPE (SpImage, sp_image, SP_TYPE_SINGLE_FILE)

static void
update_alternative_text (SpImage *self)
{
  GradioFile      *file = sp_single_file_get_file (SP_SINGLE_FILE (self));
  const char      *label = sp_component_get_label (SP_COMPONENT (self));
  g_autofree char *text = NULL;

  if (self->picture == NULL)
    return; /* being disposed of */

  if (self->alt_text != NULL && *self->alt_text != '\0')
    text = g_strdup (self->alt_text);
  else if (file != NULL && label != NULL && *label != '\0')
    text = g_strdup_printf ("%s: %s", label, gradio_file_get_name (file));
  else
    text = g_strdup (file != NULL ? gradio_file_get_name (file) : label);
  sp_picture_set_alternative_text (self->picture, text);
}

static void
picture_changed_cb (SpImage *self)
{
  g_autofree char *detail = NULL;
  int              width = 0, height = 0;

  if (self->picture == NULL)
    return; /* being disposed of */

  width = sp_picture_get_pixel_width (self->picture);
  height = sp_picture_get_pixel_height (self->picture);
  if (width > 0 && sp_single_file_get_file (SP_SINGLE_FILE (self)) != NULL)
    detail = g_strdup_printf ("%d × %d", width, height);
  sp_single_file_set_detail (SP_SINGLE_FILE (self), detail);
  sp_component_set_action_enabled (SP_COMPONENT (self), "image.copy", width > 0);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpComponent) self = user_data;
  g_autoptr (GdkTexture)  texture = NULL;
  g_autoptr (GError)      error = NULL;

  texture = sp_picture_decode_whole_finish (SP_PICTURE (source), result, &error);
  if (texture != NULL) {
    gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
    sp_component_notice (self, _("Copied"));
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    sp_component_notice (self, error->message);
  }
}

static void
sp_image_copy (SpComponent *component)
{
  sp_picture_decode_whole_async (SP_IMAGE (component)->picture, sp_component_get_cancellable (component),
                                 decoded_cb, g_object_ref (component));
}

static void
copy_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_image_copy (SP_COMPONENT (widget));
}

static void
pick_cb (SpImage *self, int x, int y)
{
  g_autoptr (JsonNode)   data = NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray             *index = json_array_new ();

  json_array_add_int_element (index, x);
  json_array_add_int_element (index, y);
  json_object_set_array_member (object, "index", index);
  json_object_set_null_member (object, "value");
  data = json_node_init_object (json_node_alloc (), object);
  sp_component_emit_event (SP_COMPONENT (self), "select", data);
}

static void
sp_image_show_file (SpSingleFile *single, GradioFile *file, GradioClient *client)
{
  SpImage *self = SP_IMAGE (single);

  sp_picture_set_file (self->picture, file, client);
  if (self->camera != NULL && sp_camera_source_get_running (self->camera)) {
    sp_camera_source_show_answer (self->camera, file, client);
    self->answered = file != NULL;
  }
  update_alternative_text (self);
}

/* Streams */

static JsonNode *
new_picture (GBytes *bytes)
{
  JsonObject      *object = json_object_new ();
  JsonObject      *meta = json_object_new ();
  JsonNode        *node = json_node_new (JSON_NODE_OBJECT);
  gsize            length = 0;
  const guchar    *data = g_bytes_get_data (bytes, &length);
  g_autofree char *base64 = g_base64_encode (data, length);
  g_autofree char *uri = g_strconcat ("data:image/jpeg;base64,", base64, NULL);

  json_object_set_string_member (meta, "_type", "gradio.FileData");
  json_object_set_null_member (object, "path");
  json_object_set_string_member (object, "url", uri);
  json_object_set_object_member (object, "meta", meta);
  json_node_take_object (node, object);

  return node;
}

static void
take_chunk (SpImage *self, JsonNode *chunk)
{
  g_clear_pointer (&self->chunk, json_node_unref);
  self->chunk = chunk;
  sp_component_emit_event (SP_COMPONENT (self), "stream", NULL);
  sp_input_streams_check (self->streams);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpImage)    self = user_data;
  g_autoptr (GradioFile) file = gradio_file_new_local (G_FILE (source));
  g_autoptr (GError)     error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error)) {
    g_debug ("A picture of the camera is left out: %s", error->message);
    return;
  }
  if (self->frame == NULL || !g_file_equal (self->frame, G_FILE (source)))
    return; /* The stream is over. */

  take_chunk (self, gradio_file_to_json (file));
}

/* There is one file at a time: the one before was read when what it started has ended. */
static void
write_frame (SpImage *self, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;

  if (self->folder == NULL)
    self->folder = sp_temp_folder_new ();
  if (self->frame != NULL)
    g_file_delete (self->frame, NULL, NULL);
  g_clear_object (&self->frame);
  self->frame = sp_temp_folder_new_file (self->folder, "camera", ".jpg", &error);
  if (self->frame == NULL) {
    sp_component_set_error_text (SP_COMPONENT (self), error->message);
    return;
  }

  g_file_replace_contents_bytes_async (self->frame, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, written_cb,
                                       g_object_ref (self));
}

static void
encoded_cb (SpImage *self, GBytes *bytes)
{
  JsonNode *chunk = NULL;

  if (self->pending != NULL && !gradio_job_is_final (self->pending))
    return; /* The app is behind. */

  if (self->uploads) {
    write_frame (self, bytes);
    return;
  }
  chunk = new_picture (bytes);
  json_object_set_boolean_member (json_node_get_object (chunk), "is_stream", TRUE);
  take_chunk (self, chunk);
}

/* What was seen last stays, unless the app answered with a picture in the same place. */
static void
end_stream (SpImage *self)
{
  g_autoptr (JsonNode) last = g_steal_pointer (&self->chunk);

  sp_input_streams_end (self->streams);
  g_clear_object (&self->frame); /* It may be the value now. */
  g_clear_object (&self->pending);
  if (last == NULL || self->answered)
    return;

  json_object_remove_member (json_node_get_object (last), "is_stream");
  sp_component_set_value (SP_COMPONENT (self), last);
  sp_component_emit_event (SP_COMPONENT (self), "input", NULL);
}

static void
running_cb (SpImage *self)
{
  if (sp_camera_source_get_running (self->camera)) {
    self->answered = FALSE;
    return;
  }

  end_stream (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self))) /* else it goes off by itself */
    sp_camera_source_close (self->camera);
}

/* Its time is over, or it failed. */
static void
over_cb (SpImage *self)
{
  if (sp_camera_source_get_running (self->camera))
    sp_camera_source_stop (self->camera);
}

static void
sp_image_show_started_job (SpComponent *component, GradioJob *job)
{
  SpImage *self = SP_IMAGE (component);

  sp_input_streams_add (self->streams, job);
  if (!gradio_endpoint_is_stream (gradio_job_get_endpoint (job)))
    g_set_object (&self->pending, job);
  if (!sp_camera_source_get_running (self->camera)) /* It was over before the job began. */
    sp_input_streams_end (self->streams);
}

static JsonNode *
sp_image_dup_value (SpComponent *component)
{
  SpImage *self = SP_IMAGE (component);

  if (self->chunk != NULL)
    return json_node_ref (self->chunk);

  return SP_COMPONENT_CLASS (sp_image_parent_class)->dup_value (component);
}

static void
camera_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_camera_source_open (SP_IMAGE (widget)->camera);
}

static void
update_camera (SpImage *self)
{
  if (self->camera != NULL)
    sp_component_set_action_enabled (SP_COMPONENT (self), "image.camera",
                                     sp_camera_source_get_offered (self->camera));
}

/* Markdown, but for what a zone has place for: a title and a line or two. */
static void
set_placeholder (SpImage *self, const char *placeholder)
{
  g_auto (GStrv)   lines = g_strsplit (placeholder, "\n", -1);
  g_autofree char *text = NULL;

  for (gsize i = 0; lines[i] != NULL; i++) {
    const char *line = lines[i] + strspn (lines[i], "# ");

    memmove (lines[i], line, strlen (line) + 1);
  }
  text = g_strjoinv ("\n", lines);
  g_object_set (sp_single_file_get_zone (SP_SINGLE_FILE (self)), "sentence", g_strstrip (text), NULL);
}

static void
sp_image_set_props (SpComponent *component, JsonObject *props)
{
  static const char *const selectable[] = { "selectable", "_selectable" };

  SpImage *self = SP_IMAGE (component);
  int      height = sp_css_length_for_widget (json_object_get_member (props, "height"), GTK_WIDGET (self));

  if (height >= MIN_HEIGHT)
    sp_picture_set_max_height (self->picture, height);
  sp_drop_zone_read_sources (sp_single_file_get_zone (SP_SINGLE_FILE (self)), props);
  sp_camera_source_read (self->camera, props);
  if (json_object_has_member (props, "sources") || json_object_has_member (props, "source"))
    self->uploads = !json_object_has_member (props, "webcam_options");
  if (json_object_has_member (props, "streaming"))
    sp_camera_source_set_use (self->camera, gradio_json_get_boolean (props, "streaming", FALSE)
                                              ? SP_CAMERA_FOR_STREAMS
                                              : SP_CAMERA_FOR_PHOTOS);
  update_camera (self);
  if (gradio_json_get_string (props, "placeholder", NULL) != NULL)
    set_placeholder (self, gradio_json_get_string (props, "placeholder", NULL));
  if (gradio_json_get_string (props, "alt_text", NULL) != NULL) {
    g_free (self->alt_text);
    self->alt_text = g_strdup (gradio_json_get_string (props, "alt_text", NULL));
  }
  /* Gradio 3 writes it without the line. */
  for (gsize i = 0; i < G_N_ELEMENTS (selectable); i++) {
    if (json_object_has_member (props, selectable[i]))
      sp_picture_view_set_pickable (self->view, gradio_json_get_boolean (props, selectable[i], FALSE));
  }
  update_alternative_text (self);
}

static void
sp_image_dispose (GObject *object)
{
  SpImage *self = SP_IMAGE (object);

  self->view = NULL;
  self->picture = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_IMAGE);
  g_clear_object (&self->camera);
  g_clear_object (&self->streams);
  g_clear_object (&self->pending);
  g_clear_object (&self->frame);
  g_clear_pointer (&self->folder, sp_temp_folder_free);
  g_clear_pointer (&self->chunk, json_node_unref);

  G_OBJECT_CLASS (sp_image_parent_class)->dispose (object);
}

static void
sp_image_finalize (GObject *object)
{
  g_free (SP_IMAGE (object)->alt_text);

  G_OBJECT_CLASS (sp_image_parent_class)->finalize (object);
}

static void
sp_image_class_init (SpImageClass *klass)
{
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_image_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_image_finalize;
  component_class->set_props = sp_image_set_props;
  component_class->dup_value = sp_image_dup_value;
  component_class->show_started_job = sp_image_show_started_job;
  component_class->copy = sp_image_copy;
  component_class->buttons = SP_COMPONENT_BUTTON_DOWNLOAD | SP_COMPONENT_BUTTON_FULLSCREEN;
  component_class->default_buttons = SP_COMPONENT_BUTTON_FULLSCREEN;
  SP_SINGLE_FILE_CLASS (klass)->show_file = sp_image_show_file;

  gtk_widget_class_install_action (widget_class, "image.copy", NULL, copy_action_cb);
  gtk_widget_class_install_action (widget_class, "image.camera", NULL, camera_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "image.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "component.save",
                                       NULL);

  g_type_ensure (SP_TYPE_PICTURE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "image.ui");
  gtk_widget_class_bind_template_callback (widget_class, pick_cb);
}

static void
add_camera (SpImage *self)
{
  SpSingleFile *single = SP_SINGLE_FILE (self);

  self->streams = sp_input_streams_new ();
  g_signal_connect_object (self->streams, "over", G_CALLBACK (over_cb), self, G_CONNECT_SWAPPED);
  self->camera = sp_camera_source_new (sp_single_file_get_zone (single), SP_CAMERA_FOR_PHOTOS);
  g_signal_connect_object (self->camera, "encoded", G_CALLBACK (encoded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->camera, "notify::running", G_CALLBACK (running_cb), self,
                           G_CONNECT_SWAPPED);
  sp_single_file_add_button (single, "camera-photo-symbolic", _("Use the Camera"), "image.camera");
  g_signal_connect (self, "notify::interactive", G_CALLBACK (update_camera), NULL);
  update_camera (self);
}

static void
sp_image_init (SpImage *self)
{
  static const char *const types[] = { "image", NULL };

  SpSingleFile *single = SP_SINGLE_FILE (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->view = SP_PICTURE_VIEW (sp_single_file_get_preview (single));
  self->picture = sp_picture_view_get_picture (self->view);
  sp_picture_set_continuous (self->picture, TRUE);
  g_signal_connect_object (self->picture, "notify::pixel-width", G_CALLBACK (picture_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->picture, "notify::pixel-height", G_CALLBACK (picture_changed_cb), self,
                           G_CONNECT_SWAPPED);

  sp_single_file_set_words (single, "image-x-generic-symbolic", _("Drop a picture here"),
                            _("No picture yet"));
  sp_single_file_set_file_types (single, types);
  sp_single_file_add_button (single, "edit-copy-symbolic", _("Copy Picture"), "image.copy");
  add_camera (self);
  g_signal_connect (self, "notify::label", G_CALLBACK (update_alternative_text), NULL);
}
