/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-json.h"

#include "gradio-json-reader.h"

#include <math.h>
#include <string.h>

JsonNode *
gradio_json_parse (const char *text,
                   gssize      length,
                   GError    **error)
{
  g_auto (GradioJsonReader) reader = { NULL };
  g_autoptr (JsonNode)      node = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  gradio_json_reader_init (&reader, text, length < 0 ? strlen (text) : (gsize) length);
  node = gradio_json_reader_take_node (&reader);

  return gradio_json_reader_finish (&reader, error) ? g_steal_pointer (&node) : NULL;
}

const char *
gradio_json_get_string (JsonObject *object,
                        const char *member,
                        const char *fallback)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return gradio_json_is_string (node) ? json_node_get_string (node) : fallback;
}

double
gradio_json_get_double (JsonObject *object,
                        const char *member,
                        double      fallback)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return gradio_json_is_number (node) ? json_node_get_double (node) : fallback;
}

gint64
gradio_json_get_int (JsonObject *object,
                     const char *member,
                     gint64      fallback)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;
  double    number;

  if (!gradio_json_is_number (node))
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);

  number = json_node_get_double (node);
  if (isnan (number))
    return fallback;
  if (number >= (double) G_MAXINT64)
    return G_MAXINT64;
  if (number <= (double) G_MININT64)
    return G_MININT64;

  return (gint64) number;
}

gboolean
gradio_json_get_boolean (JsonObject *object,
                         const char *member,
                         gboolean    fallback)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fallback;

  return json_node_get_boolean (node);
}

JsonObject *
gradio_json_get_object (JsonObject *object,
                        const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
gradio_json_get_array (JsonObject *object,
                       const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

gboolean
gradio_json_is_number (JsonNode *node)
{
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

gboolean
gradio_json_is_string (JsonNode *node)
{
  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING && json_node_get_string (node) != NULL;
}

static gboolean
number_equal (JsonNode *a,
              JsonNode *b)
{
  gboolean a_is_whole = json_node_get_value_type (a) == G_TYPE_INT64;
  gboolean b_is_whole = json_node_get_value_type (b) == G_TYPE_INT64;
  double   fraction;

  if (a_is_whole && b_is_whole)
    return json_node_get_int (a) == json_node_get_int (b);
  if (!a_is_whole && !b_is_whole)
    return json_node_get_double (a) == json_node_get_double (b);
  if (b_is_whole)
    return number_equal (b, a);

  /* Compared as whole numbers: a double cannot tell 2^53 from 2^53 + 1. */
  fraction = json_node_get_double (b);
  return fraction >= (double) G_MININT64 && fraction < (double) G_MAXINT64 &&
         fraction == trunc (fraction) && (gint64) fraction == json_node_get_int (a);
}

static gboolean
array_equal (JsonArray *a,
             JsonArray *b)
{
  guint length = json_array_get_length (a);

  if (json_array_get_length (b) != length)
    return FALSE;

  for (guint i = 0; i < length; i++) {
    if (!gradio_json_equal (json_array_get_element (a, i), json_array_get_element (b, i)))
      return FALSE;
  }

  return TRUE;
}

static gboolean
object_equal (JsonObject *a,
              JsonObject *b)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  if (json_object_get_size (a) != json_object_get_size (b))
    return FALSE;

  json_object_iter_init (&iter, a);
  while (json_object_iter_next (&iter, &name, &member)) {
    JsonNode *other = json_object_get_member (b, name);

    if (other == NULL || !gradio_json_equal (member, other))
      return FALSE;
  }

  return TRUE;
}

static gboolean
is_null (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

gboolean
gradio_json_equal (JsonNode *a,
                   JsonNode *b)
{
  if (a == b)
    return TRUE;
  if (is_null (a) || is_null (b))
    return is_null (a) && is_null (b);
  if (gradio_json_is_number (a) && gradio_json_is_number (b))
    return number_equal (a, b);
  if (json_node_get_node_type (a) != json_node_get_node_type (b))
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (a))
    return array_equal (json_node_get_array (a), json_node_get_array (b));
  if (JSON_NODE_HOLDS_OBJECT (a))
    return object_equal (json_node_get_object (a), json_node_get_object (b));
  if (gradio_json_is_string (a) && gradio_json_is_string (b))
    return g_str_equal (json_node_get_string (a), json_node_get_string (b));

  return json_node_get_value_type (a) == G_TYPE_BOOLEAN && json_node_get_value_type (b) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (a) == json_node_get_boolean (b);
}
