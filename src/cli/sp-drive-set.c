/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-drive-user.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-drive-value.h"

/*
 * What happens when people change a value, in this order. An equals sign behind the word: the value
 * goes with the event (blocks-runtime.md 22). With `change` it does where the type says so.
 */
typedef struct {
  const char *type;
  const char *events;
  const char *cleared; /* nullable: when there is no value any more */
} Change;

static const Change changes[] = {
  { "audio", "upload change input", "clear change input" },
  { "code", "change input" },
  { "colorpicker", "change input release=" },
  { "datetime", "change submit" },
  { "dialogue", "change input" },
  { "fallback", "change" },
  { "file", "upload change", "clear change" },
  { "fileexplorer", "change input" },
  { "gallery", "upload change", "change" },
  { "highlightedtext", "change" },
  { "image", "upload change input", "clear change input" },
  { "imageeditor", "upload change input", "clear change input" },
  { "imageslider", "upload change input", "clear change input" },
  { "model3d", "upload change", "clear change" },
  { "multimodaltextbox", "change input" },
  { "number", "change input" },
  { "simpleimage", "upload change", "clear change" },
  { "simpletextbox", "change input" },
  { "slider", "change input release=" },
  { "textbox", "change input" },
  { "timeseries", "change" },
  { "uploadbutton", "upload change", "change" },
  { "video", "upload change input", "clear change input" },
};

static const Change custom = { "", "change input" };

static const Change *
find_change (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++) {
    if (g_str_equal (changes[i].type, type))
      return &changes[i];
  }

  return &custom;
}

static void
dispatch_words (SpDrive *self, SpDriveItem *item, const char *words, JsonNode *value)
{
  g_auto (GStrv)       events = g_strsplit (words, " ", -1);
  g_autoptr (JsonNode) changed = sp_block_dup_change_data (item->block);

  for (guint i = 0; events[i] != NULL; i++) {
    gboolean  with_value = g_str_has_suffix (events[i], "=");
    JsonNode *data = g_str_equal (events[i], "change") ? changed : NULL;

    if (with_value)
      events[i][strlen (events[i]) - 1] = '\0';
    sp_blocks_dispatch (self->blocks, item->id, events[i], with_value ? value : data);
  }
}

static void
set_plain (SpDrive *self, SpDriveItem *item, JsonNode *value)
{
  const Change *change = find_change (item->type);
  gboolean      clears = change->cleared != NULL && sp_drive_value_is_nothing (value);

  if (sp_block_take (item->block, value))
    dispatch_words (self, item, clears ? change->cleared : change->events, value);
}

/* A choice is made or, in a list, taken back: @value is what the component has afterwards. */
static void
choose (SpDrive *self, SpDriveItem *item, JsonNode *value, JsonNode *data)
{
  if (!sp_block_take (item->block, value))
    return;

  dispatch_words (self, item, "change input", value);
  if (data != NULL)
    sp_blocks_dispatch (self->blocks, item->id, "select", data);
}

static void
set_checkbox (SpDrive *self, SpDriveItem *item, JsonNode *value)
{
  g_autoptr (JsonNode) data = sp_drive_value_build_selection (0, value, json_node_get_boolean (value));

  choose (self, item, value, data);
}

static void
set_choice (SpDrive *self, SpDriveItem *item, JsonNode *value)
{
  JsonArray           *choices = gradio_json_get_array (item->props, "choices");
  int                  selected = g_str_equal (item->type, "radio") ? -1 : TRUE;
  g_autoptr (JsonNode) data = NULL;

  if (!json_node_is_null (value))
    data = sp_drive_value_build_selection (sp_drive_value_find_choice (choices, value), value, selected);
  choose (self, item, value, data);
}

static void
toggle (SpDrive *self, SpDriveItem *item, JsonArray *choices, JsonNode *value, gboolean selected)
{
  g_autoptr (JsonNode) before = sp_block_dup_value (item->block);
  g_autoptr (JsonNode) after = selected ? sp_drive_value_dup_with (before, value)
                                        : sp_drive_value_dup_without (before, value);
  g_autoptr (JsonNode) data =
    sp_drive_value_build_selection (sp_drive_value_find_choice (choices, value), value, selected);

  choose (self, item, after, data);
}

/* One after the other, as people do it: what is not wanted any more goes first. */
static void
set_choices (SpDrive *self, SpDriveItem *item, JsonNode *value)
{
  JsonArray            *choices = gradio_json_get_array (item->props, "choices");
  g_autoptr (JsonArray) kept = choices != NULL ? json_array_ref (choices) : json_array_new ();
  g_autoptr (JsonNode)  before = sp_block_dup_value (item->block);
  JsonArray            *old = JSON_NODE_HOLDS_ARRAY (before) ? json_node_get_array (before) : NULL;
  JsonArray            *wanted = json_node_get_array (value);

  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++) {
    if (!sp_drive_value_contains (wanted, json_array_get_element (old, i)))
      toggle (self, item, kept, json_array_get_element (old, i), FALSE);
  }
  for (guint i = 0; i < json_array_get_length (wanted); i++) {
    if (old == NULL || !sp_drive_value_contains (old, json_array_get_element (wanted, i)))
      toggle (self, item, kept, json_array_get_element (wanted, i), TRUE);
  }
}

static void
edit_cell (SpDrive *self, SpDriveItem *item, guint row, guint column, JsonNode *cell, JsonNode *previous)
{
  g_autoptr (JsonNode)   before = sp_block_dup_value (item->block);
  g_autoptr (JsonNode)   after = sp_drive_value_dup_with_cell (before, row, column, cell);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   data = NULL;
  JsonArray             *index = json_array_new ();

  json_array_add_int_element (index, row);
  json_array_add_int_element (index, column);
  json_object_set_array_member (object, "index", index);
  json_object_set_member (object, "value", json_node_ref (cell));
  json_object_set_member (object, "previous_value", json_node_ref (previous));
  data = json_node_init_object (json_node_alloc (), object);
  if (!sp_block_take (item->block, after))
    return;

  sp_blocks_dispatch (self->blocks, item->id, "change", after);
  sp_blocks_dispatch (self->blocks, item->id, "edit", data);
  sp_blocks_dispatch (self->blocks, item->id, "input", NULL);
}

static gboolean
is_of_size (SpBlock *block, JsonNode *table)
{
  g_autoptr (JsonNode) now = sp_block_dup_value (block);
  JsonArray           *old = NULL;
  JsonArray           *rows = NULL;

  return sp_drive_value_have_same_cells (now, table, &old, &rows);
}

static void
edit_cells (SpDrive *self, SpDriveItem *item, JsonNode *value, JsonArray *old, JsonArray *rows)
{
  for (guint i = 0; i < json_array_get_length (rows); i++) {
    JsonArray *before = json_array_get_array_element (old, i);
    JsonArray *row = json_array_get_array_element (rows, i);

    for (guint j = 0; j < json_array_get_length (row); j++) {
      JsonNode *cell = json_array_get_element (row, j);
      JsonNode *previous = json_array_get_element (before, j);

      if (gradio_json_equal (cell, previous))
        continue;
      if (!is_of_size (item->block, value)) /* a listener replaced the table */
        return;
      edit_cell (self, item, i, j, cell, previous);
    }
  }
}

/* Cells are edited one by one; a table of another size comes from a file or the clipboard. */
static void
set_table (SpDrive *self, SpDriveItem *item, JsonNode *value)
{
  g_autoptr (JsonNode) before = sp_block_dup_value (item->block);
  JsonArray           *old = NULL;
  JsonArray           *rows = NULL;

  if (sp_drive_value_have_same_cells (before, value, &old, &rows)) {
    edit_cells (self, item, value, old, rows);
  } else if (sp_block_take (item->block, value)) {
    sp_blocks_dispatch (self->blocks, item->id, "change", value);
    sp_blocks_dispatch (self->blocks, item->id, "input", NULL);
  }
}

static gboolean
takes_several (SpDriveItem *item)
{
  return g_str_equal (item->type, "checkboxgroup") ||
         gradio_json_get_boolean (item->props, "multiselect", FALSE);
}

static void
set (SpDrive *self, SpDriveItem *item, JsonNode *value)
{
  if (g_str_equal (item->type, "checkbox"))
    set_checkbox (self, item, value);
  else if (g_str_equal (item->type, "dataframe"))
    set_table (self, item, value);
  else if ((item->flags & SP_DRIVE_TYPE_CHOICE) == 0 || g_str_equal (item->type, "fileexplorer"))
    set_plain (self, item, value);
  else if (takes_several (item))
    set_choices (self, item, value);
  else
    set_choice (self, item, value);
}

/**
 * sp_drive_user_set:
 * @self: the app
 * @item: a component
 * @value: its new value in wire form
 * @error: return location
 *
 * Changes the value as people do it, with all the events that come of it. Nothing happens when it
 * has the value already.
 *
 * Returns: whether people could do that
 */
gboolean
sp_drive_user_set (SpDrive *self, SpDriveItem *item, JsonNode *value, GError **error)
{
  g_autoptr (SpBlock) alive = item->block != NULL ? g_object_ref (item->block) : NULL;

  if (alive == NULL || (item->flags & SP_DRIVE_TYPE_INPUT) == 0)
    return sp_drive_item_refuse (item, _("People cannot change its value."), error);
  if (!sp_drive_item_is_interactive (item, self->blocks))
    return sp_drive_item_refuse (item, _("It is not interactive."), error);
  if (!sp_drive_value_check (item, value, error))
    return FALSE;

  sp_block_set_error (alive, NULL);
  set (self, item, value);

  return TRUE;
}
