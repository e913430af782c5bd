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

/* json_node_copy() shares texts and numbers, and an edit of one would change the other. */
static JsonNode *
copy_scalar (JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    return json_node_init_string (json_node_alloc (), json_node_get_string (node));
  if (type == G_TYPE_INT64)
    return json_node_init_int (json_node_alloc (), json_node_get_int (node));
  if (type == G_TYPE_DOUBLE)
    return json_node_init_double (json_node_alloc (), json_node_get_double (node));
  if (type == G_TYPE_BOOLEAN)
    return json_node_init_boolean (json_node_alloc (), json_node_get_boolean (node));

  return json_node_new (JSON_NODE_NULL);
}

static JsonArray *
copy_array (JsonArray *array,
            JsonNode  *before)
{
  guint      length = json_array_get_length (array);
  JsonArray *old = before != NULL && JSON_NODE_HOLDS_ARRAY (before) ? json_node_get_array (before) : NULL;
  guint      n_old = old != NULL ? json_array_get_length (old) : 0;
  JsonArray *copy = json_array_sized_new (length);

  for (guint i = 0; i < length; i++)
    json_array_add_element (copy, gradio_json_snapshot (json_array_get_element (array, i),
                                                        i < n_old ? json_array_get_element (old, i) : NULL));

  return copy;
}

static JsonObject *
copy_object (JsonObject *object,
             JsonNode   *before)
{
  JsonObject    *old = before != NULL && JSON_NODE_HOLDS_OBJECT (before) ? json_node_get_object (before) : NULL;
  JsonObject    *copy = json_object_new ();
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (copy, name,
                            gradio_json_snapshot (member, old != NULL ? json_object_get_member (old, name) : NULL));

  return copy;
}

JsonNode *
gradio_json_snapshot (JsonNode *value,
                      JsonNode *before)
{
  JsonNode *copy = NULL;

  g_return_val_if_fail (value != NULL, NULL);

  if (before != NULL && before != value && gradio_json_equal (value, before))
    return json_node_ref (before);
  if (!JSON_NODE_HOLDS_ARRAY (value) && !JSON_NODE_HOLDS_OBJECT (value))
    return copy_scalar (value);

  copy = json_node_new (json_node_get_node_type (value));
  if (JSON_NODE_HOLDS_ARRAY (value))
    json_node_take_array (copy, copy_array (json_node_get_array (value), before));
  else
    json_node_take_object (copy, copy_object (json_node_get_object (value), before));

  return copy;
}
