/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-growing-text.h"

#include "gradio-diff.h"

struct _GradioGrowingText {
  JsonNode *node; /* owned: the text as it was flushed last */
  GString  *text;
  char     *path; /* JSON */
  gsize     path_length;
  gboolean  changed; /* whether the node lags behind */
};

/* Whether the edits are one append; says where and what. */
static gboolean
read_append (GradioJsonRange  edits,
             GradioJsonRange *path,
             GradioJsonRange *suffix)
{
  g_auto (GradioJsonReader) reader = { NULL };
  GradioJsonText            action;

  gradio_json_reader_init (&reader, edits.text, edits.length);
  if (!gradio_json_reader_enter_list (&reader) || !gradio_json_reader_next_element (&reader) ||
      !gradio_json_reader_enter_list (&reader) || !gradio_json_reader_next_element (&reader) ||
      !gradio_json_reader_take_text (&reader, &action) || !gradio_json_text_is (&action, "append") ||
      !gradio_json_reader_next_element (&reader))
    return FALSE;

  *path = gradio_json_reader_take_range (&reader);
  if (!gradio_json_reader_next_element (&reader) || gradio_json_reader_peek (&reader) != GRADIO_JSON_TEXT)
    return FALSE;

  *suffix = gradio_json_reader_take_range (&reader);

  /* Nothing more in the edit, and no other edit. */
  return !gradio_json_reader_next_element (&reader) && !gradio_json_reader_next_element (&reader);
}

GradioGrowingText *
gradio_growing_text_new (JsonNode       *value,
                         GradioJsonRange edits)
{
  GradioGrowingText   *self;
  GradioJsonRange      path;
  GradioJsonRange      suffix;
  g_autoptr (JsonNode) elements = NULL;
  JsonNode            *node;

  if (!read_append (edits, &path, &suffix))
    return NULL;

  elements = gradio_json_range_parse (path);
  node = JSON_NODE_HOLDS_ARRAY (elements) ? gradio_diff_find (value, json_node_get_array (elements)) : NULL;
  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  self = g_new0 (GradioGrowingText, 1);
  self->node = json_node_ref (node);
  self->text = g_string_new (json_node_get_string (node));
  self->path = g_strndup (path.text, path.length);
  self->path_length = path.length;

  return self;
}

void
gradio_growing_text_free (GradioGrowingText *self)
{
  if (self == NULL)
    return;

  json_node_unref (self->node);
  g_string_free (self->text, TRUE);
  g_free (self->path);
  g_free (self);
}

gboolean
gradio_growing_text_append (GradioGrowingText *self,
                            GradioJsonRange    edits)
{
  GradioJsonRange  path;
  GradioJsonRange  suffix;
  GradioJsonReader reader; /* makes nothing that had to be freed */

  if (!read_append (edits, &path, &suffix) || path.length != self->path_length ||
      memcmp (path.text, self->path, path.length) != 0)
    return FALSE;

  gradio_json_reader_init (&reader, suffix.text, suffix.length);
  self->changed = TRUE;

  return gradio_json_reader_append_text (&reader, self->text);
}

void
gradio_growing_text_flush (GradioGrowingText *self)
{
  if (self->changed)
    json_node_set_string (self->node, self->text->str);
  self->changed = FALSE;
}
