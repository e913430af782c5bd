/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-camera-options.h"

#include "gradio.h"

#define MAX_SIDE 7680   /* pixels */
#define MAX_RATE 240    /* pictures a second */
#define USUAL_EVERY 0.5 /* seconds */
#define MIN_EVERY 0.03
#define MAX_EVERY 60.0

void
sp_camera_options_init (SpCameraOptions *options, SpCameraUse use)
{
  g_return_if_fail (options != NULL);

  *options = (SpCameraOptions){ .use = use, .mirror = TRUE, .sound = TRUE, .every = USUAL_EVERY };
}

/* `1280`, or `{"ideal": 1280}` and the like, as browsers take it. */
static int
read_wish (JsonObject *constraints, const char *name, int max)
{
  static const char *const words[] = { "exact", "ideal", "min", "max" };

  JsonNode *node = json_object_get_member (constraints, name);
  double    wish = gradio_json_get_double (constraints, name, 0);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node)) {
    for (gsize i = 0; i < G_N_ELEMENTS (words) && !(wish >= 1); i++)
      wish = gradio_json_get_double (json_node_get_object (node), words[i], 0);
  }

  return wish >= 1 && wish <= max ? (int) wish : 0;
}

static void
read_constraints (SpCameraOptions *options, JsonObject *constraints)
{
  JsonObject *video = gradio_json_get_object (constraints, "video");

  if (video != NULL)
    constraints = video;
  options->width = read_wish (constraints, "width", MAX_SIDE);
  options->height = read_wish (constraints, "height", MAX_SIDE);
  options->rate = read_wish (constraints, "frameRate", MAX_RATE);
}

void
sp_camera_options_read (SpCameraOptions *options, JsonObject *props)
{
  JsonObject *object = NULL;
  double      every = 0;

  g_return_if_fail (options != NULL);
  g_return_if_fail (props != NULL);

  options->mirror = gradio_json_get_boolean (props, "mirror_webcam", options->mirror);
  options->sound = gradio_json_get_boolean (props, "include_audio", options->sound);
  object = gradio_json_get_object (props, "webcam_constraints");
  if (object != NULL)
    read_constraints (options, object);

  object = gradio_json_get_object (props, "webcam_options");
  if (object != NULL) {
    options->mirror = gradio_json_get_boolean (object, "mirror", options->mirror);
    object = gradio_json_get_object (object, "constraints");
    if (object != NULL)
      read_constraints (options, object);
  }

  every = gradio_json_get_double (props, "stream_every", options->every);
  if (every > 0)
    options->every = CLAMP (every, MIN_EVERY, MAX_EVERY);
}
