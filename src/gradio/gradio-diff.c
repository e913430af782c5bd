/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-diff.h"

#include "gradio-error.h"
#include "gradio-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A parsed text has at most 512 levels; paths no longer than this keep the value shallow enough for recursion. */
#define MAX_PATH 512
#define MAX_MOVES (4 * 1000 * 1000) /* items pushed aside by one message; an app has no use for more */

typedef struct {
  JsonNode   *value;   /* owned */
  GHashTable *deletes; /* owned, JsonArray to how many items go from its end; NULL when there are none */
  gsize       moves;
} GradioDiff;

/* Moves the value of an edit out of it. */
static JsonNode *
steal_operand (JsonArray *edit)
{
  JsonNode *node = json_node_ref (json_array_get_element (edit, 2));

  json_array_remove_element (edit, 2);
  return node;
}

static gboolean
append_text (JsonNode *node,
             JsonNode *suffix)
{
  g_autofree char *text = NULL;

  if (!gradio_json_is_string (node) || !gradio_json_is_string (suffix))
    return FALSE;

  text = g_strconcat (json_node_get_string (node), json_node_get_string (suffix), NULL);
  json_node_set_string (node, text);

  return TRUE;
}

/* Path elements of objects are text, but a key that is a number may come as one. */
static char *
dup_key (JsonNode *element)
{
  if (gradio_json_is_string (element))
    return g_strdup (json_node_get_string (element));
  if (json_node_get_value_type (element) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (element));

  return NULL;
}

/* Returns: a position from 0 to the length of the list, or -1 */
static gint64
get_position (JsonArray *array,
              JsonNode  *element)
{
  gint64 position;

  if (json_node_get_value_type (element) != G_TYPE_INT64)
    return -1;

  position = json_node_get_int (element);
  return position <= json_array_get_length (array) ? position : -1;
}

static JsonNode *
walk_step (JsonNode *node,
           JsonNode *element)
{
  g_autofree char *key = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);
    gint64     position = get_position (array, element);

    return position >= 0 && position < json_array_get_length (array) ? json_array_get_element (array, position) : NULL;
  }

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  key = dup_key (element);
  return key != NULL ? json_object_get_member (json_node_get_object (node), key) : NULL;
}

/* json-glib can only add to the end of a list, and remove: the items behind the position are taken off and put back. */
static gboolean
splice_element (GradioDiff *self,
                JsonArray  *array,
                guint       position,
                guint       n_removed,
                JsonNode   *node)
{
  g_autoptr (GPtrArray) tail = g_ptr_array_new ();
  guint                 length = json_array_get_length (array);

  self->moves += length - position;
  if (self->moves > MAX_MOVES) {
    json_node_unref (node);
    return FALSE;
  }

  for (guint i = length; i > position; i--) {
    if (i > position + n_removed)
      g_ptr_array_add (tail, json_node_ref (json_array_get_element (array, i - 1)));
    json_array_remove_element (array, i - 1);
  }

  json_array_add_element (array, node);
  for (guint i = tail->len; i > 0; i--)
    json_array_add_element (array, g_ptr_array_index (tail, i - 1));

  return TRUE;
}

/* Gives target the content of source where both are of one kind. Between kinds json_node_init() would do, but in
 * json-glib 1.6 it uses what it has just freed. */
static gboolean
assign_node (JsonNode *target,
             JsonNode *source)
{
  GType type = json_node_get_value_type (source);

  if (json_node_get_node_type (target) != json_node_get_node_type (source))
    return FALSE;

  if (JSON_NODE_HOLDS_OBJECT (source))
    json_node_set_object (target, json_node_get_object (source));
  else if (JSON_NODE_HOLDS_ARRAY (source))
    json_node_set_array (target, json_node_get_array (source));
  else if (type == G_TYPE_STRING)
    json_node_set_string (target, json_node_get_string (source));
  else if (type == G_TYPE_INT64)
    json_node_set_int (target, json_node_get_int (source));
  else if (type == G_TYPE_DOUBLE)
    json_node_set_double (target, json_node_get_double (source));
  else if (type == G_TYPE_BOOLEAN)
    json_node_set_boolean (target, json_node_get_boolean (source));

  return TRUE;
}

static gboolean
count_delete (GradioDiff *self,
              JsonArray  *array)
{
  guint count;

  if (self->deletes == NULL)
    self->deletes = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) json_array_unref, NULL);

  count = GPOINTER_TO_UINT (g_hash_table_lookup (self->deletes, array));
  g_hash_table_replace (self->deletes, json_array_ref (array), GUINT_TO_POINTER (count + 1));

  return TRUE;
}

static gboolean
edit_array (GradioDiff *self,
            JsonArray  *array,
            JsonNode   *element,
            const char *action,
            JsonArray  *edit)
{
  gint64 position;
  guint  length = json_array_get_length (array);

  /* Servers count the positions of deletes in different ways, but remove from the end only (protocol.md 10.3). */
  if (g_str_equal (action, "delete"))
    return count_delete (self, array);

  position = get_position (array, element);
  if (position < 0 || json_array_get_length (edit) < 3)
    return FALSE;

  if (g_str_equal (action, "add"))
    return splice_element (self, array, position, 0, steal_operand (edit));
  if (position >= length)
    return FALSE;
  if (g_str_equal (action, "replace"))
    return assign_node (json_array_get_element (array, position), json_array_get_element (edit, 2)) ||
           splice_element (self, array, position, 1, steal_operand (edit));

  return g_str_equal (action, "append") &&
         append_text (json_array_get_element (array, position), json_array_get_element (edit, 2));
}

static gboolean
edit_object (JsonObject *object,
             JsonNode   *element,
             const char *action,
             JsonArray  *edit)
{
  g_autofree char *key = dup_key (element);

  if (key == NULL)
    return FALSE;

  if (g_str_equal (action, "delete")) {
    if (json_object_has_member (object, key))
      json_object_remove_member (object, key);
    return TRUE;
  }

  if (json_array_get_length (edit) < 3)
    return FALSE;

  if (g_str_equal (action, "add") || g_str_equal (action, "replace")) {
    json_object_set_member (object, key, steal_operand (edit));
    return TRUE;
  }

  return g_str_equal (action, "append") &&
         append_text (json_object_get_member (object, key), json_array_get_element (edit, 2));
}

static gboolean
edit_whole (GradioDiff *self,
            const char *action,
            JsonArray  *edit)
{
  if (json_array_get_length (edit) < 3)
    return FALSE;

  g_clear_pointer (&self->deletes, g_hash_table_unref);
  if (g_str_equal (action, "replace")) {
    json_node_unref (self->value);
    self->value = steal_operand (edit);
    return TRUE;
  }

  return g_str_equal (action, "append") && append_text (self->value, json_array_get_element (edit, 2));
}

static gboolean
apply_edit (GradioDiff *self,
            JsonNode   *node)
{
  JsonArray  *edit;
  JsonArray  *path;
  JsonNode   *parent;
  JsonNode   *element;
  const char *action;
  guint       length;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  edit = json_node_get_array (node);
  if (json_array_get_length (edit) < 2 || !gradio_json_is_string (json_array_get_element (edit, 0)) ||
      !JSON_NODE_HOLDS_ARRAY (json_array_get_element (edit, 1)))
    return FALSE;

  action = json_array_get_string_element (edit, 0);
  path = json_array_get_array_element (edit, 1);
  length = json_array_get_length (path);
  if (length == 0)
    return edit_whole (self, action, edit);
  if (length > MAX_PATH)
    return FALSE;

  parent = self->value;
  for (guint i = 0; i + 1 < length && parent != NULL; i++)
    parent = walk_step (parent, json_array_get_element (path, i));

  element = json_array_get_element (path, length - 1);
  if (parent != NULL && JSON_NODE_HOLDS_ARRAY (parent))
    return edit_array (self, json_node_get_array (parent), element, action, edit);
  if (parent != NULL && JSON_NODE_HOLDS_OBJECT (parent))
    return edit_object (json_node_get_object (parent), element, action, edit);

  return FALSE;
}

static gboolean
finish_deletes (GradioDiff *self)
{
  GHashTableIter iter;
  gpointer       array;
  gpointer       count;
  gboolean       fits = TRUE;

  if (self->deletes == NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, self->deletes);
  while (g_hash_table_iter_next (&iter, &array, &count)) {
    guint length = json_array_get_length (array);
    guint wanted = GPOINTER_TO_UINT (count);

    if (wanted > length) {
      fits = FALSE;
      continue;
    }
    for (guint i = 0; i < wanted; i++)
      json_array_remove_element (array, length - 1 - i);
  }

  return fits;
}

JsonNode *
gradio_diff_apply (JsonNode  *value,
                   JsonArray *edits,
                   GError   **error)
{
  GradioDiff self = { .value = value };
  gboolean   fits = TRUE;
  guint      length;

  g_return_val_if_fail (value != NULL, NULL);
  g_return_val_if_fail (edits != NULL, NULL);

  length = json_array_get_length (edits);
  for (guint i = 0; i < length && fits; i++)
    fits = apply_edit (&self, json_array_get_element (edits, i));
  fits = finish_deletes (&self) && fits;

  g_clear_pointer (&self.deletes, g_hash_table_unref);
  if (!fits)
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_SERVER,
                         _("The app sent a change that does not fit what it sent before. Wait for the final result."));

  return self.value;
}

JsonNode *
gradio_diff_find (JsonNode  *value,
                  JsonArray *path)
{
  guint length = json_array_get_length (path);

  for (guint i = 0; i < length && value != NULL; i++)
    value = walk_step (value, json_array_get_element (path, i));

  return value;
}
