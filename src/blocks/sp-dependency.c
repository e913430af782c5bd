/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-dependency.h"

#include <math.h>

#define USUAL_INTERVAL 0.5 /* seconds between two pieces of a stream */

/* What happens to what. */
typedef struct {
  int   component_id;
  char *event; /* owned */
} Target;

struct _SpDependency {
  GObject parent_instance;

  JsonObject   *object;  /* owned */
  GArray       *targets; /* of Target */
  GArray       *target_ids;
  GArray       *inputs; /* of int, as the others */
  GArray       *outputs;
  GArray       *shown_on; /* NULL for the outputs */
  GArray       *cancels;
  SpKnownJs    *known_js; /* owned, nullable: read when it is asked for first */
  SpTriggerMode trigger_mode;
  int           id;
  gboolean      js_was_read;
};

G_DEFINE_FINAL_TYPE (SpDependency, sp_dependency, G_TYPE_OBJECT)

static GArray *
read_ids (JsonObject *object, const char *name)
{
  JsonArray *array = gradio_json_get_array (object, name);
  GArray    *ids = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    int       id = JSON_NODE_HOLDS_VALUE (node) ? (int) json_node_get_int (node) : -1;

    g_array_append_val (ids, id);
  }

  return ids;
}

static void
add_target (SpDependency *self, JsonNode *component, const char *event)
{
  Target target;

  if (!JSON_NODE_HOLDS_VALUE (component))
    return; /* `then` and its like: trigger_after tells */

  target = (Target){ (int) json_node_get_int (component), g_strdup (event) };
  g_array_append_val (self->targets, target);
  g_array_append_val (self->target_ids, target.component_id);
}

/* Pairs, and in Gradio 3 ids with the event's name beside them. */
static void
read_targets (SpDependency *self)
{
  JsonArray  *array = gradio_json_get_array (self->object, "targets");
  const char *trigger = gradio_json_get_string (self->object, "trigger", NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode  *element = json_array_get_element (array, i);
    JsonArray *pair = JSON_NODE_HOLDS_ARRAY (element) ? json_node_get_array (element) : NULL;

    if (pair != NULL && json_array_get_length (pair) > 1 &&
        gradio_json_is_string (json_array_get_element (pair, 1)))
      add_target (self, json_array_get_element (pair, 0), json_array_get_string_element (pair, 1));
    else if (pair == NULL && trigger != NULL)
      add_target (self, element, trigger);
  }
}

/* What newer servers fill in; those of Gradio 3 leave it to the page. */
static SpTriggerMode
guess_trigger_mode (SpDependency *self)
{
  for (guint i = 0; i < self->targets->len; i++) {
    const char *event = g_array_index (self->targets, Target, i).event;

    if (g_str_equal (event, "change") || g_str_equal (event, "key_up"))
      return SP_TRIGGER_ALWAYS_LAST;
    if (g_str_equal (event, "stream"))
      return SP_TRIGGER_MULTIPLE;
  }

  return SP_TRIGGER_ONCE;
}

static SpTriggerMode
read_trigger_mode (SpDependency *self)
{
  const char *mode = gradio_json_get_string (self->object, "trigger_mode", NULL);

  if (mode == NULL)
    return guess_trigger_mode (self);
  if (g_str_equal (mode, "multiple"))
    return SP_TRIGGER_MULTIPLE;
  if (g_str_equal (mode, "always_last"))
    return SP_TRIGGER_ALWAYS_LAST;

  return SP_TRIGGER_ONCE;
}

static void
sp_dependency_finalize (GObject *object)
{
  SpDependency *self = SP_DEPENDENCY (object);

  g_clear_pointer (&self->known_js, sp_known_js_free);
  g_clear_pointer (&self->object, json_object_unref);
  g_clear_pointer (&self->targets, g_array_unref);
  g_clear_pointer (&self->target_ids, g_array_unref);
  g_clear_pointer (&self->inputs, g_array_unref);
  g_clear_pointer (&self->outputs, g_array_unref);
  g_clear_pointer (&self->shown_on, g_array_unref);
  g_clear_pointer (&self->cancels, g_array_unref);

  G_OBJECT_CLASS (sp_dependency_parent_class)->finalize (object);
}

static void
sp_dependency_class_init (SpDependencyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_dependency_finalize;
}

static void
clear_target (gpointer target)
{
  g_free (((Target *) target)->event);
}

static void
sp_dependency_init (SpDependency *self)
{
  self->targets = g_array_new (FALSE, FALSE, sizeof (Target));
  g_array_set_clear_func (self->targets, clear_target);
  self->target_ids = g_array_new (FALSE, FALSE, sizeof (int));
}

SpDependency *
sp_dependency_new (JsonObject *object, int index)
{
  SpDependency *self = g_object_new (SP_TYPE_DEPENDENCY, NULL);

  self->object = json_object_ref (object);
  self->id = (int) gradio_json_get_int (object, "id", index);
  self->inputs = read_ids (object, "inputs");
  self->outputs = read_ids (object, "outputs");
  self->cancels = read_ids (object, "cancels");
  if (gradio_json_get_array (object, "show_progress_on") != NULL)
    self->shown_on = read_ids (object, "show_progress_on");
  read_targets (self);
  self->trigger_mode = read_trigger_mode (self);

  return self;
}

int
sp_dependency_get_id (SpDependency *self)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), -1);

  return self->id;
}

SpTriggerMode
sp_dependency_get_trigger_mode (SpDependency *self)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), SP_TRIGGER_ONCE);

  return self->trigger_mode;
}

gboolean
sp_dependency_has_target (SpDependency *self, int component_id, const char *event)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), FALSE);
  g_return_val_if_fail (event != NULL, FALSE);

  for (guint i = 0; i < self->targets->len; i++) {
    const Target *target = &g_array_index (self->targets, Target, i);

    if (target->component_id == component_id && g_str_equal (target->event, event))
      return TRUE;
  }

  return FALSE;
}

GArray *
sp_dependency_get_targets (SpDependency *self)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), NULL);

  return self->target_ids;
}

GArray *
sp_dependency_get_inputs (SpDependency *self)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), NULL);

  return self->inputs;
}

GArray *
sp_dependency_get_outputs (SpDependency *self)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), NULL);

  return self->outputs;
}

GArray *
sp_dependency_get_status_outputs (SpDependency *self)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), NULL);

  return self->shown_on != NULL ? self->shown_on : self->outputs;
}

GArray *
sp_dependency_get_cancels (SpDependency *self)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), NULL);

  return self->cancels;
}

SpAfter
sp_dependency_get_after (SpDependency *self, int *id)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), SP_AFTER_NOTHING);
  g_return_val_if_fail (id != NULL, SP_AFTER_NOTHING);

  *id = (int) gradio_json_get_int (self->object, "trigger_after", -1);
  if (*id < 0)
    return SP_AFTER_NOTHING;
  if (gradio_json_get_boolean (self->object, "trigger_only_on_success", FALSE))
    return SP_AFTER_SUCCESS;
  if (gradio_json_get_boolean (self->object, "trigger_only_on_failure", FALSE))
    return SP_AFTER_FAILURE;

  return SP_AFTER_ANY;
}

gboolean
sp_dependency_has_backend (SpDependency *self)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), FALSE);

  return gradio_json_get_boolean (self->object, "backend_fn", FALSE);
}

const char *
sp_dependency_get_js (SpDependency *self)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), NULL);

  return gradio_json_get_string (self->object, "js", NULL);
}

gboolean
sp_dependency_find_target (SpDependency *self, const char *event, int *id)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), FALSE);

  for (guint i = 0; i < self->targets->len; i++) {
    const Target *target = &g_array_index (self->targets, Target, i);

    if (g_str_equal (target->event, event)) {
      *id = target->component_id;
      return TRUE;
    }
  }

  return FALSE;
}

SpKnownJs *
sp_dependency_get_known_js (SpDependency *self)
{
  const char *js = sp_dependency_get_js (self);

  if (js != NULL && !self->js_was_read)
    self->known_js = sp_known_js_new (js);
  self->js_was_read = TRUE;

  return self->known_js;
}

const char *
sp_dependency_get_show_progress (SpDependency *self)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), NULL);

  return gradio_json_get_string (self->object, "show_progress", "full");
}

gboolean
sp_dependency_is_stream (SpDependency *self)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), FALSE);

  return g_str_equal (gradio_json_get_string (self->object, "connection", ""), "stream");
}

double
sp_dependency_get_stream_every (SpDependency *self)
{
  double seconds = 0;

  g_return_val_if_fail (SP_IS_DEPENDENCY (self), USUAL_INTERVAL);

  seconds = gradio_json_get_double (self->object, "stream_every", USUAL_INTERVAL);

  return isfinite (seconds) && seconds > 0 ? seconds : USUAL_INTERVAL;
}

gboolean
sp_dependency_wants_props (SpDependency *self, guint input)
{
  JsonArray *places = NULL;

  g_return_val_if_fail (SP_IS_DEPENDENCY (self), FALSE);

  places = gradio_json_get_array (self->object, "component_prop_inputs");
  for (guint i = 0; places != NULL && i < json_array_get_length (places); i++) {
    JsonNode *place = json_array_get_element (places, i);

    if (JSON_NODE_HOLDS_VALUE (place) && json_node_get_int (place) == input)
      return TRUE;
  }

  return FALSE;
}

gboolean
sp_dependency_scrolls (SpDependency *self)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), FALSE);

  return gradio_json_get_boolean (self->object, "scroll_to_output", FALSE);
}

int
sp_dependency_get_render_id (SpDependency *self)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), -1);

  return (int) gradio_json_get_int (self->object, "render_id", -1);
}

int
sp_dependency_get_rendered_in (SpDependency *self)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), -1);

  return (int) gradio_json_get_int (self->object, "rendered_in", -1);
}

const char *
sp_dependency_get_name (SpDependency *self)
{
  g_return_val_if_fail (SP_IS_DEPENDENCY (self), NULL);

  return gradio_json_get_string (self->object, "api_name", NULL);
}

gboolean
sp_dependency_is_render (SpDependency *self)
{
  return sp_dependency_get_render_id (self) >= 0;
}
