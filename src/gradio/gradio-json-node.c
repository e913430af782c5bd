/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-json-reader.h"

/* json-glib's nodes of what a reader stands before. */

static JsonNode *
take_object (GradioJsonReader *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  GradioJsonText         name;
  JsonNode              *node;

  while (gradio_json_reader_next_member (self, &name)) {
    char             small[64];
    g_autofree char *large = NULL;
    char            *key = small;

    if (name.length >= sizeof small)
      key = large = g_malloc (name.length + 1);
    memcpy (key, name.text, name.length);
    key[name.length] = '\0';

    node = gradio_json_reader_take_node (self);
    if (node == NULL)
      return NULL;
    json_object_set_member (object, key, node);
  }
  if (self->problem != NULL)
    return NULL;

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, g_steal_pointer (&object));

  return node;
}

static JsonNode *
take_list (GradioJsonReader *self)
{
  g_autoptr (JsonArray) array = json_array_new ();
  JsonNode             *node;

  while (gradio_json_reader_next_element (self)) {
    node = gradio_json_reader_take_node (self);
    if (node == NULL)
      return NULL;
    json_array_add_element (array, node);
  }
  if (self->problem != NULL)
    return NULL;

  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, g_steal_pointer (&array));

  return node;
}

static JsonNode *
take_number (GradioJsonReader *self)
{
  GradioJsonNumber number;

  if (!gradio_json_reader_take_number (self, &number))
    return self->problem == NULL ? json_node_new (JSON_NODE_NULL) : NULL;
  if (number.whole)
    return json_node_init_int (json_node_alloc (), number.integer);

  return json_node_init_double (json_node_alloc (), number.fraction);
}

static JsonNode *
take_text (GradioJsonReader *self)
{
  g_autofree char *text = gradio_json_reader_dup_text (self);

  return text != NULL ? json_node_init_string (json_node_alloc (), text) : NULL;
}

JsonNode *
gradio_json_reader_take_node (GradioJsonReader *self)
{
  gboolean value;

  switch (gradio_json_reader_peek (self)) {
  case GRADIO_JSON_TEXT:
    return take_text (self);
  case GRADIO_JSON_OBJECT:
    return gradio_json_reader_enter_object (self) ? take_object (self) : NULL;
  case GRADIO_JSON_LIST:
    return gradio_json_reader_enter_list (self) ? take_list (self) : NULL;
  case GRADIO_JSON_NUMBER:
    return take_number (self);
  case GRADIO_JSON_BOOLEAN:
    value = gradio_json_reader_take_boolean (self, FALSE);
    return self->problem == NULL ? json_node_init_boolean (json_node_alloc (), value) : NULL;
  case GRADIO_JSON_NULL:
  case GRADIO_JSON_NONE:
    break;
  }

  gradio_json_reader_skip (self);

  return self->problem == NULL ? json_node_new (JSON_NODE_NULL) : NULL;
}

JsonNode *
gradio_json_range_parse (GradioJsonRange range)
{
  g_auto (GradioJsonReader) reader = { NULL };

  gradio_json_reader_init (&reader, range.text, range.length);

  return range.text != NULL ? gradio_json_reader_take_node (&reader) : NULL;
}
