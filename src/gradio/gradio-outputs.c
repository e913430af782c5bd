/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-outputs.h"

#include "gradio-diff.h"
#include "gradio-json.h"

struct _GradioOutputs {
  GPtrArray  *values;      /* of JsonNode */
  GByteArray *out_of_step; /* one gboolean a value */
  JsonArray  *json;        /* the same as a list, made when asked for */
};

GradioOutputs *
gradio_outputs_new (void)
{
  GradioOutputs *self = g_new0 (GradioOutputs, 1);

  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  self->out_of_step = g_byte_array_new ();

  return self;
}

void
gradio_outputs_free (GradioOutputs *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->values);
  g_byte_array_unref (self->out_of_step);
  g_clear_pointer (&self->json, json_array_unref);
  g_free (self);
}

gboolean
gradio_outputs_is_empty (GradioOutputs *self)
{
  return self->values->len == 0;
}

void
gradio_outputs_take (GradioOutputs *self,
                     JsonArray     *data)
{
  guint length = json_array_get_length (data);

  g_clear_pointer (&self->json, json_array_unref);
  g_ptr_array_set_size (self->values, 0);
  for (guint i = 0; i < length; i++)
    g_ptr_array_add (self->values, json_array_dup_element (data, i));

  g_byte_array_set_size (self->out_of_step, length);
  if (length > 0)
    memset (self->out_of_step->data, FALSE, length);
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
apply_to (GradioOutputs *self,
          guint          i,
          JsonNode      *edits)
{
  g_autoptr (GError) error = NULL;
  guint8            *out_of_step = &self->out_of_step->data[i];
  JsonArray         *list = JSON_NODE_HOLDS_ARRAY (edits) ? json_node_get_array (edits) : NULL;

  if (list == NULL) {
    *out_of_step = TRUE;
    return;
  }

  if (json_array_get_length (list) == 0 || (*out_of_step && !replaces_all (list)))
    return;

  self->values->pdata[i] = gradio_diff_apply (g_steal_pointer (&self->values->pdata[i]), list,
                                              &error);
  *out_of_step = error != NULL;
  if (error != NULL)
    g_debug ("Output %u is out of step: %s", i, error->message);
}

void
gradio_outputs_apply (GradioOutputs *self,
                      JsonArray     *data)
{
  guint length = MIN (json_array_get_length (data), self->values->len);

  g_clear_pointer (&self->json, json_array_unref);

  for (guint i = 0; i < length; i++)
    apply_to (self, i, json_array_get_element (data, i));
}

JsonArray *
gradio_outputs_get_json (GradioOutputs *self)
{
  if (self->json == NULL && self->values->len > 0) {
    self->json = json_array_sized_new (self->values->len);
    for (guint i = 0; i < self->values->len; i++)
      json_array_add_element (self->json, json_node_ref (self->values->pdata[i]));
  }

  return self->json;
}

static JsonNode *
copy_node (JsonNode *node)
{
  JsonNode      *copy = json_node_new (json_node_get_node_type (node));
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  if (JSON_NODE_HOLDS_ARRAY (node)) {
    json_node_take_array (copy, gradio_outputs_copy_json (json_node_get_array (node)));
  } else if (JSON_NODE_HOLDS_OBJECT (node)) {
    JsonObject *object = json_object_new ();

    json_object_iter_init_ordered (&iter, json_node_get_object (node));
    while (json_object_iter_next_ordered (&iter, &name, &member))
      json_object_set_member (object, name, copy_node (member));
    json_node_take_object (copy, object);
  } else {
    json_node_unref (copy);
    copy = json_node_copy (node);
  }

  return copy;
}

JsonArray *
gradio_outputs_copy_json (JsonArray *values)
{
  guint      length = json_array_get_length (values);
  JsonArray *copy = json_array_sized_new (length);

  for (guint i = 0; i < length; i++)
    json_array_add_element (copy, copy_node (json_array_get_element (values, i)));

  return copy;
}
