/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-outputs.h"

#include "gradio-diff.h"
#include "gradio-growing-text.h"
#include "gradio-json.h"

typedef struct {
  JsonNode          *value;
  GradioGrowingText *growing; /* nullable; part of value */
  gboolean           out_of_step;
} Output;

struct _GradioOutputs {
  GArray    *outputs; /* of Output */
  JsonArray *json;    /* the same as a list, made when asked for */
};

static void
output_clear (gpointer data)
{
  Output *self = data;

  g_clear_pointer (&self->growing, gradio_growing_text_free);
  g_clear_pointer (&self->value, json_node_unref);
}

GradioOutputs *
gradio_outputs_new (void)
{
  GradioOutputs *self = g_new0 (GradioOutputs, 1);

  self->outputs = g_array_new (FALSE, TRUE, sizeof (Output));
  g_array_set_clear_func (self->outputs, output_clear);

  return self;
}

void
gradio_outputs_free (GradioOutputs *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->outputs);
  g_clear_pointer (&self->json, json_array_unref);
  g_free (self);
}

gboolean
gradio_outputs_is_empty (GradioOutputs *self)
{
  return self->outputs->len == 0;
}

static void
add_output (GradioOutputs *self,
            JsonNode      *value)
{
  Output output = { .value = value };

  g_array_append_val (self->outputs, output);
}

static void
clear (GradioOutputs *self)
{
  g_clear_pointer (&self->json, json_array_unref);
  g_array_set_size (self->outputs, 0);
}

void
gradio_outputs_take (GradioOutputs *self,
                     JsonArray     *data)
{
  guint length = json_array_get_length (data);

  clear (self);
  for (guint i = 0; i < length; i++)
    add_output (self, json_array_dup_element (data, i));
}

/* Only the replacement of the whole value brings an output back into step. */
static gboolean
replaces_all (JsonArray *edits)
{
  JsonNode  *first = json_array_get_element (edits, 0);
  JsonArray *edit = JSON_NODE_HOLDS_ARRAY (first) ? json_node_get_array (first) : NULL;
  JsonNode  *path;

  if (edit == NULL || json_array_get_length (edit) < 2 ||
      !gradio_json_is_string (json_array_get_element (edit, 0)))
    return FALSE;

  path = json_array_get_element (edit, 1);

  return g_str_equal (json_array_get_string_element (edit, 0), "replace") &&
         JSON_NODE_HOLDS_ARRAY (path) && json_array_get_length (json_node_get_array (path)) == 0;
}

static void
output_flush (Output *self)
{
  if (self->growing != NULL)
    gradio_growing_text_flush (self->growing);
}

static void
output_apply (Output   *self,
              JsonNode *edits)
{
  g_autoptr (GError) error = NULL;
  JsonArray         *list = JSON_NODE_HOLDS_ARRAY (edits) ? json_node_get_array (edits) : NULL;

  if (list == NULL) {
    self->out_of_step = TRUE;
    return;
  }

  if (json_array_get_length (list) == 0 || (self->out_of_step && !replaces_all (list)))
    return;

  output_flush (self);
  g_clear_pointer (&self->growing, gradio_growing_text_free);
  self->value = gradio_diff_apply (g_steal_pointer (&self->value), list, &error);
  self->out_of_step = error != NULL;
  if (error != NULL)
    g_debug ("An output is out of step: %s", error->message);
}

void
gradio_outputs_apply (GradioOutputs *self,
                      JsonArray     *data)
{
  guint length = MIN (json_array_get_length (data), self->outputs->len);

  g_clear_pointer (&self->json, json_array_unref);

  for (guint i = 0; i < length; i++)
    output_apply (&g_array_index (self->outputs, Output, i), json_array_get_element (data, i));
}

static void
output_read_edits (Output         *self,
                   GradioJsonRange edits)
{
  g_autoptr (JsonNode) node = NULL;

  if (!self->out_of_step && self->growing != NULL && gradio_growing_text_append (self->growing, edits))
    return;

  node = gradio_json_range_parse (edits);
  output_apply (self, node);
  if (!self->out_of_step && self->growing == NULL)
    self->growing = gradio_growing_text_new (self->value, edits);
}

static void
read_edits (GradioOutputs    *self,
            GradioJsonReader *reader)
{
  for (guint i = 0; gradio_json_reader_next_element (reader); i++) {
    if (i < self->outputs->len)
      output_read_edits (&g_array_index (self->outputs, Output, i), gradio_json_reader_take_range (reader));
  }
}

static void
read_values (GradioOutputs    *self,
             GradioJsonReader *reader)
{
  clear (self);
  while (gradio_json_reader_next_element (reader))
    add_output (self, gradio_json_reader_take_node (reader));
}

void
gradio_outputs_read (GradioOutputs       *self,
                     const GradioMessage *message,
                     gboolean             edits)
{
  g_auto (GradioJsonReader) reader = { NULL };

  edits = edits && !gradio_outputs_is_empty (self);
  if (message->values != NULL) {
    if (edits)
      gradio_outputs_apply (self, message->values);
    else
      gradio_outputs_take (self, message->values);
    return;
  }

  gradio_json_reader_init (&reader, message->data.text, message->data.length);
  if (!gradio_json_reader_enter_list (&reader))
    return;

  g_clear_pointer (&self->json, json_array_unref);
  if (edits)
    read_edits (self, &reader);
  else
    read_values (self, &reader);
}

JsonArray *
gradio_outputs_get_json (GradioOutputs *self)
{
  if (self->json != NULL || self->outputs->len == 0)
    return self->json;

  self->json = json_array_sized_new (self->outputs->len);
  for (guint i = 0; i < self->outputs->len; i++) {
    Output *output = &g_array_index (self->outputs, Output, i);

    output_flush (output);
    json_array_add_element (self->json, json_node_ref (output->value));
  }

  return self->json;
}

JsonArray *
gradio_outputs_copy_json (JsonArray *values)
{
  guint      length = json_array_get_length (values);
  JsonArray *copy = json_array_sized_new (length);

  for (guint i = 0; i < length; i++)
    json_array_add_element (copy, gradio_json_snapshot (json_array_get_element (values, i), NULL));

  return copy;
}
