/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-camera-source.h"
#include "sp-css-length.h"
#include "sp-player-props.h"
#include "sp-player.h"
#include "sp-resources.h"
#include "sp-single-file.h"
#include "sp-time-format.h"

#include <glib/gi18n-lib.h>

#define MIN_HEIGHT 32 /* pixels, of a film */

#define SP_TYPE_VIDEO (sp_video_get_type ())
G_DECLARE_FINAL_TYPE (SpVideo, sp_video, SP, VIDEO, SpSingleFile)

/* What a film looks like on the wire, by generation. */
typedef enum {
  SP_VIDEO_PLAIN,  /* 6: a file */
  SP_VIDEO_OBJECT, /* 4, 5: {"video": file, "subtitles": file} */
  SP_VIDEO_PAIR,   /* 3: [file, subtitles] */
} SpVideoShape;

/* The `video` component: a film, which can be chosen and dropped, played, saved and dragged out. */
struct _SpVideo {
  SpSingleFile parent_instance;

  SpPlayer       *player;    /* the preview */
  SpCameraSource *camera;    /* owned */
  JsonNode       *subtitles; /* owned, (nullable): the prop */
  SpVideoShape    shape;
  gboolean        autoplay;
};

G_DEFINE_FINAL_TYPE (SpVideo, sp_video, SP_TYPE_SINGLE_FILE)

static void
player_event_cb (SpVideo *self, const char *name)
{
  sp_component_emit_event (SP_COMPONENT (self), name, NULL);
  if (g_str_equal (name, "stop")) /* Gradio tells of it twice. */
    sp_component_emit_event (SP_COMPONENT (self), "end", NULL);
}

static void
running_cb (SpVideo *self)
{
  if (sp_camera_source_get_running (self->camera))
    sp_component_emit_event (SP_COMPONENT (self), "start_recording", NULL);
}

/* Whoever is told of the end gets the film. */
static void
film_cb (SpVideo *self, GFile *film)
{
  sp_single_file_take (SP_SINGLE_FILE (self), film, "stop_recording");
}

static void
camera_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_camera_source_open (SP_VIDEO (widget)->camera);
}

static void
update_camera (SpVideo *self)
{
  if (self->camera != NULL)
    sp_component_set_action_enabled (SP_COMPONENT (self), "video.camera",
                                     sp_camera_source_get_offered (self->camera));
}

static void
duration_changed_cb (SpVideo *self)
{
  double           duration = sp_player_get_duration (self->player);
  g_autofree char *detail = duration > 0 ? sp_time_format (duration) : NULL;

  sp_single_file_set_detail (SP_SINGLE_FILE (self), detail);
}

/* Those of the value go before those of the props. */
static void
show_subtitles (SpVideo *self)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (SP_COMPONENT (self));
  JsonNode            *node = NULL;

  if (JSON_NODE_HOLDS_OBJECT (value))
    node = json_object_get_member (json_node_get_object (value), "subtitles");
  else if (JSON_NODE_HOLDS_ARRAY (value) && json_array_get_length (json_node_get_array (value)) > 1)
    node = json_array_get_element (json_node_get_array (value), 1);
  if (node == NULL || json_node_is_null (node))
    node = self->subtitles;
  sp_subtitles_set_source (sp_player_get_subtitles (self->player), node,
                           sp_component_get_client (SP_COMPONENT (self)));
}

static void
sp_video_show_file (SpSingleFile *single, GradioFile *file, GradioClient *client)
{
  SpVideo *self = SP_VIDEO (single);

  sp_player_set_file (self->player, file, client);
  show_subtitles (self);
  /* Only a result plays by itself, and only where it can be seen. */
  if (file != NULL && self->autoplay && !sp_component_get_interactive (SP_COMPONENT (self)) &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    sp_player_play (self->player);
}

static JsonNode *
sp_video_wrap_file (SpSingleFile *single, JsonNode *file)
{
  JsonNode   *value = NULL;
  JsonObject *object = NULL;
  JsonArray  *array = NULL;

  if (SP_VIDEO (single)->shape == SP_VIDEO_OBJECT) {
    object = json_object_new ();
    json_object_set_member (object, "video", json_node_copy (file));
    json_object_set_null_member (object, "subtitles");
    value = json_node_new (JSON_NODE_OBJECT);
    json_node_take_object (value, object);
  } else if (SP_VIDEO (single)->shape == SP_VIDEO_PAIR) {
    array = json_array_new ();
    json_array_add_element (array, json_node_copy (file));
    json_array_add_null_element (array);
    value = json_node_new (JSON_NODE_ARRAY);
    json_node_take_array (value, array);
  } else {
    value = json_node_copy (file);
  }

  return value;
}

static void
sp_video_set_value (SpComponent *component, JsonNode *value)
{
  SpVideo *self = SP_VIDEO (component);

  if (value != NULL && JSON_NODE_HOLDS_ARRAY (value))
    self->shape = SP_VIDEO_PAIR;
  else if (value != NULL && JSON_NODE_HOLDS_OBJECT (value))
    self->shape = json_object_has_member (json_node_get_object (value), "video") ? SP_VIDEO_OBJECT
                                                                                 : SP_VIDEO_PLAIN;
  SP_COMPONENT_CLASS (sp_video_parent_class)->set_value (component, value);
}

/* Shares of a height are shares of the window's. */
static int
read_height (SpVideo *self, JsonObject *props)
{
  int height = sp_css_length_for_widget (json_object_get_member (props, "height"), GTK_WIDGET (self));

  return height > 0 ? MAX (height, MIN_HEIGHT) : 0;
}

static void
sp_video_set_props (SpComponent *component, JsonObject *props)
{
  SpVideo *self = SP_VIDEO (component);

  /* Which generation it is can be told from the props that came and went with them. */
  if (json_object_has_member (props, "playback_position"))
    self->shape = SP_VIDEO_PLAIN;
  else if (json_object_has_member (props, "sources"))
    self->shape = SP_VIDEO_OBJECT;
  else if (json_object_has_member (props, "source"))
    self->shape = SP_VIDEO_PAIR;

  sp_drop_zone_read_sources (sp_single_file_get_zone (SP_SINGLE_FILE (self)), props);
  sp_camera_source_read (self->camera, props);
  update_camera (self);
  self->autoplay = gradio_json_get_boolean (props, "autoplay", self->autoplay);
  sp_player_props_read (self->player, props);
  if (json_object_has_member (props, "height"))
    sp_player_set_height (self->player, read_height (self, props));
  if (json_object_has_member (props, "subtitles")) {
    g_clear_pointer (&self->subtitles, json_node_unref);
    self->subtitles = json_node_copy (json_object_get_member (props, "subtitles"));
    show_subtitles (self);
  }
}

static void
sp_video_dispose (GObject *object)
{
  SpVideo *self = SP_VIDEO (object);

  self->player = NULL;
  g_clear_pointer (&self->subtitles, json_node_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_VIDEO);
  g_clear_object (&self->camera);

  G_OBJECT_CLASS (sp_video_parent_class)->dispose (object);
}

static void
sp_video_class_init (SpVideoClass *klass)
{
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_video_dispose;
  component_class->set_props = sp_video_set_props;
  component_class->set_value = sp_video_set_value;
  component_class->buttons = SP_COMPONENT_BUTTON_DOWNLOAD | SP_COMPONENT_BUTTON_FULLSCREEN;
  component_class->default_buttons = component_class->buttons;
  SP_SINGLE_FILE_CLASS (klass)->show_file = sp_video_show_file;
  SP_SINGLE_FILE_CLASS (klass)->wrap_file = sp_video_wrap_file;

  gtk_widget_class_install_action (widget_class, "video.camera", NULL, camera_action_cb);

  g_type_ensure (SP_TYPE_PLAYER);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "video.ui");
  gtk_widget_class_bind_template_callback (widget_class, player_event_cb);
  gtk_widget_class_bind_template_callback (widget_class, duration_changed_cb);
}

static void
add_camera (SpVideo *self)
{
  SpSingleFile *single = SP_SINGLE_FILE (self);

  self->camera = sp_camera_source_new (sp_single_file_get_zone (single), SP_CAMERA_FOR_FILMS);
  g_signal_connect_object (self->camera, "notify::running", G_CALLBACK (running_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->camera, "film", G_CALLBACK (film_cb), self, G_CONNECT_SWAPPED);
  sp_single_file_add_button (single, "camera-video-symbolic", _("Use the Camera"), "video.camera");
  g_signal_connect (self, "notify::interactive", G_CALLBACK (update_camera), NULL);
  update_camera (self);
}

static void
sp_video_init (SpVideo *self)
{
  static const char *const types[] = { "video", NULL };

  SpSingleFile *single = SP_SINGLE_FILE (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->player = SP_PLAYER (sp_single_file_get_preview (single));
  sp_single_file_set_words (single, "video-x-generic-symbolic", _("Drop a film here"),
                            _("No film yet"));
  sp_single_file_set_file_types (single, types);
  sp_drop_zone_set_pastes_uploads (sp_single_file_get_zone (single), TRUE);
  add_camera (self);
}
