/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-drive-value.h"

#include <math.h>

#include <glib/gi18n-lib.h>

static gboolean
check_text (SpDriveItem *item, JsonNode *value, GError **error)
{
  gint64 longest = gradio_json_get_int (item->props, "max_length", -1);

  if (!gradio_json_is_string (value))
    return sp_drive_item_refuse (item, _("The value is no text."), error);
  if (longest >= 0 && g_utf8_strlen (json_node_get_string (value), -1) > longest)
    return sp_drive_item_refuse (item, _("The text is longer than the field takes."), error);

  return TRUE;
}

static gboolean
check_slider (SpDriveItem *item, JsonNode *value, GError **error)
{
  double number = gradio_json_is_number (value) ? json_node_get_double (value) : NAN;

  if (isnan (number))
    return sp_drive_item_refuse (item, _("The value is no number."), error);
  if (number < gradio_json_get_double (item->props, "minimum", -G_MAXDOUBLE) ||
      number > gradio_json_get_double (item->props, "maximum", G_MAXDOUBLE))
    return sp_drive_item_refuse (item, _("The number is off the scale."), error);

  return TRUE;
}

static gboolean
check_choice (SpDriveItem *item, JsonNode *value, GError **error)
{
  JsonArray *choices = gradio_json_get_array (item->props, "choices");

  if (gradio_json_get_boolean (item->props, "allow_custom_value", FALSE) ||
      sp_drive_value_find_choice (choices, value) >= 0)
    return TRUE;

  return sp_drive_item_refuse (item, _("The value is none of the choices."), error);
}

static gboolean
check_choices (SpDriveItem *item, JsonNode *value, GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  gint64     most = gradio_json_get_int (item->props, "max_choices", -1);

  if (array == NULL)
    return sp_drive_item_refuse (item, _("The value is no list."), error);
  if (most >= 0 && json_array_get_length (array) > most)
    return sp_drive_item_refuse (item, _("These are more choices than can be made."), error);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (!check_choice (item, json_array_get_element (array, i), error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
is_boolean (JsonNode *value)
{
  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN;
}

/**
 * sp_drive_value_check:
 * @item: a component
 * @value: a value for it
 * @error: return location
 *
 * Returns: whether people could enter it there: a page does not let them write letters into a scale
 */
gboolean
sp_drive_value_check (SpDriveItem *item, JsonNode *value, GError **error)
{
  static const char *const texts[] = { "code", "colorpicker", "datetime", "simpletextbox", "textbox", NULL };
  const char              *type = item->type;

  if (g_str_equal (type, "checkbox") && !is_boolean (value))
    return sp_drive_item_refuse (item, _("The value is neither true nor false."), error);
  if (g_str_equal (type, "number") && !gradio_json_is_number (value) && !json_node_is_null (value))
    return sp_drive_item_refuse (item, _("The value is no number."), error);
  if (g_str_equal (type, "slider"))
    return check_slider (item, value, error);
  if (g_strv_contains (texts, type))
    return check_text (item, value, error);
  if (g_str_equal (type, "checkboxgroup") || gradio_json_get_boolean (item->props, "multiselect", FALSE))
    return check_choices (item, value, error);
  if (g_str_equal (type, "radio") || (g_str_has_suffix (type, "dropdown") && !json_node_is_null (value)))
    return check_choice (item, value, error);

  return TRUE;
}

/**
 * sp_drive_value_is_nothing:
 * @value: a value
 *
 * Returns: whether it stands for an empty component
 */
gboolean
sp_drive_value_is_nothing (JsonNode *value)
{
  return json_node_is_null (value) ||
         (JSON_NODE_HOLDS_ARRAY (value) && json_array_get_length (json_node_get_array (value)) == 0);
}

/* Choices come as pairs of a caption and a value. */
static JsonNode *
get_choice_value (JsonNode *choice)
{
  JsonArray *pair = JSON_NODE_HOLDS_ARRAY (choice) ? json_node_get_array (choice) : NULL;

  return pair != NULL && json_array_get_length (pair) == 2 ? json_array_get_element (pair, 1) : choice;
}

/**
 * sp_drive_value_find_choice:
 * @choices: (nullable): choices as the app has them
 * @value: a value
 *
 * Returns: the place of the choice that has this value, or -1
 */
int
sp_drive_value_find_choice (JsonArray *choices, JsonNode *value)
{
  for (guint i = 0; choices != NULL && i < json_array_get_length (choices); i++) {
    if (gradio_json_equal (get_choice_value (json_array_get_element (choices, i)), value))
      return (int) i;
  }

  return -1;
}

/**
 * sp_drive_value_build_selection:
 * @index: place of what was selected
 * @value: what it is
 * @selected: whether it is selected now; below zero where the component does not say
 *
 * Returns: (transfer full): data of a `select` event
 */
JsonNode *
sp_drive_value_build_selection (int index, JsonNode *value, int selected)
{
  JsonObject *object = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_int_member (object, "index", index);
  json_object_set_member (object, "value", json_node_ref (value));
  if (selected >= 0)
    json_object_set_boolean_member (object, "selected", selected);
  json_node_take_object (node, object);

  return node;
}

/**
 * sp_drive_value_contains:
 * @array: a list
 * @value: a value
 *
 * Returns: whether it is in the list
 */
gboolean
sp_drive_value_contains (JsonArray *array, JsonNode *value)
{
  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (gradio_json_equal (json_array_get_element (array, i), value))
      return TRUE;
  }

  return FALSE;
}

/* A list without @value; anything else is taken for an empty one. */
static JsonArray *
dup_without (JsonNode *list, JsonNode *value)
{
  JsonArray *before = JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;
  JsonArray *after = json_array_new ();

  for (guint i = 0; before != NULL && i < json_array_get_length (before); i++) {
    if (!gradio_json_equal (json_array_get_element (before, i), value))
      json_array_add_element (after, json_array_dup_element (before, i));
  }

  return after;
}

/**
 * sp_drive_value_dup_without:
 * @list: a list
 * @value: a value
 *
 * Returns: (transfer full): the list without it
 */
JsonNode *
sp_drive_value_dup_without (JsonNode *list, JsonNode *value)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, dup_without (list, value));

  return node;
}

/**
 * sp_drive_value_dup_with:
 * @list: a list
 * @value: a value
 *
 * Returns: (transfer full): the list with it at the end
 */
JsonNode *
sp_drive_value_dup_with (JsonNode *list, JsonNode *value)
{
  JsonNode  *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = dup_without (list, value);

  json_array_add_element (array, json_node_ref (value));
  json_node_take_array (node, array);

  return node;
}

static JsonArray *
get_rows (JsonNode *table)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (table) ? json_node_get_object (table) : NULL;

  return gradio_json_get_array (object, "data");
}

static gboolean
have_same_headers (JsonNode *a, JsonNode *b)
{
  JsonNode *headers_a = json_object_get_member (json_node_get_object (a), "headers");
  JsonNode *headers_b = json_object_get_member (json_node_get_object (b), "headers");

  return headers_a != NULL && headers_b != NULL && gradio_json_equal (headers_a, headers_b);
}

static gboolean
are_as_long (JsonNode *a, JsonNode *b)
{
  return JSON_NODE_HOLDS_ARRAY (a) && JSON_NODE_HOLDS_ARRAY (b) &&
         json_array_get_length (json_node_get_array (a)) == json_array_get_length (json_node_get_array (b));
}

/**
 * sp_drive_value_have_same_cells:
 * @before: a table in wire form
 * @after: another
 * @old: (out) (transfer none): rows of the one
 * @rows: (out) (transfer none): rows of the other
 *
 * Returns: whether both have the same headers and as many cells in each row
 */
gboolean
sp_drive_value_have_same_cells (JsonNode *before, JsonNode *after, JsonArray **old, JsonArray **rows)
{
  *old = get_rows (before);
  *rows = get_rows (after);
  if (*old == NULL || *rows == NULL || !have_same_headers (before, after) ||
      json_array_get_length (*old) != json_array_get_length (*rows))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (*rows); i++) {
    if (!are_as_long (json_array_get_element (*old, i), json_array_get_element (*rows, i)))
      return FALSE;
  }

  return TRUE;
}

static JsonArray *
dup_with_element (JsonArray *array, guint place, JsonNode *element)
{
  JsonArray *copy = json_array_sized_new (json_array_get_length (array));

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *here = i == place ? element : json_array_get_element (array, i);

    json_array_add_element (copy, json_node_ref (here));
  }

  return copy;
}

/**
 * sp_drive_value_dup_with_cell:
 * @table: a table in wire form, which has this cell
 * @row: row of the cell
 * @column: column of the cell
 * @cell: what is in it from now on
 *
 * Returns: (transfer full): the table, changed
 */
JsonNode *
sp_drive_value_dup_with_cell (JsonNode *table, guint row, guint column, JsonNode *cell)
{
  JsonArray             *rows = get_rows (table);
  JsonArray             *before = json_array_get_array_element (rows, row);
  g_autoptr (JsonArray)  cells = dup_with_element (before, column, cell);
  g_autoptr (JsonNode)   line = json_node_init_array (json_node_alloc (), cells);
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObjectIter         iter;
  const char            *name = NULL;
  JsonNode              *member = NULL;

  json_object_iter_init_ordered (&iter, json_node_get_object (table));
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (object, name, json_node_ref (member));
  json_object_set_array_member (object, "data", dup_with_element (rows, row, line));

  return json_node_init_object (json_node_alloc (), object);
}
