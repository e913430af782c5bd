/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-exact-integers.h"

#define MAX_EXACT (G_GINT64_CONSTANT (1) << 53)

typedef void (*NumberFunc) (JsonNode *node, gpointer data);

static void
each_number (JsonNode *node, NumberFunc function, gpointer data)
{
  if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array); i++)
      each_number (json_array_get_element (array, i), function, data);
  } else if (JSON_NODE_HOLDS_OBJECT (node)) {
    JsonObjectIter iter;
    JsonNode      *member = NULL;

    json_object_iter_init (&iter, json_node_get_object (node));
    while (json_object_iter_next (&iter, NULL, &member))
      each_number (member, function, data);
  } else if (gradio_json_is_number (node)) {
    function (node, data);
  }
}

/* Two that are rounded to the same cannot be told apart: neither is restored. */
static void
collect_cb (JsonNode *node, gpointer data)
{
  GHashTable *integers = data;
  gint64      integer = json_node_get_int (node);
  double      rounded = integer;
  gint64     *other = NULL;

  if (json_node_get_value_type (node) != G_TYPE_INT64 || (integer <= MAX_EXACT && integer >= -MAX_EXACT))
    return;

  other = g_hash_table_lookup (integers, &rounded);
  if (other != NULL)
    *other = *other == integer ? integer : 0;
  else
    g_hash_table_insert (integers, g_memdup2 (&rounded, sizeof rounded), g_memdup2 (&integer, sizeof integer));
}

static void
restore_cb (JsonNode *node, gpointer data)
{
  double  rounded = json_node_get_double (node);
  gint64 *integer = g_hash_table_lookup (data, &rounded);

  if (integer != NULL && *integer != 0)
    json_node_set_int (node, *integer);
}

GHashTable *
sp_exact_integers_collect (JsonArray *values)
{
  g_autoptr (GHashTable) integers = g_hash_table_new_full (g_double_hash, g_double_equal, g_free, g_free);
  g_autoptr (JsonNode)   node = json_node_init_array (json_node_alloc (), values);

  each_number (node, collect_cb, integers);

  return g_hash_table_size (integers) > 0 ? g_steal_pointer (&integers) : NULL;
}

void
sp_exact_integers_restore (GHashTable *integers, JsonNode *value)
{
  if (integers != NULL)
    each_number (value, restore_cb, integers);
}
