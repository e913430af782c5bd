/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-table-view-private.h"

#include "gradio.h"

/* Changes of the table. Rows stay where they are while their cells change, even in a table that is
 * sorted: what is being written must not run away. */

static void
begin (SpTableView *self)
{
  self->keeps_order = TRUE;
  sp_table_begin (self->table);
}

static void
end (SpTableView *self)
{
  sp_table_end (self->table);
  self->keeps_order = FALSE;
  sp_table_view_emit_changed (self);
}

/* Returns: the new cell, or NULL when it is the old one. */
static JsonNode *
parse_cell (SpTableView *self, guint row, guint column, const char *text)
{
  JsonNode            *previous = sp_table_get_cell (self->table, row, column);
  g_autoptr (JsonNode) node =
    sp_table_text_parse (text, sp_table_view_get_kind (self, column), previous);

  return gradio_json_equal (node, previous) ? NULL : g_steal_pointer (&node);
}

void
sp_table_view_edit_cell (SpTableView *self, int shown, int column, const char *text)
{
  guint                row = 0;
  JsonNode            *cell = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) previous = NULL;
  g_autofree char     *header = NULL;

  if (!sp_table_view_can_edit (self, (guint) column))
    return;

  if (shown < 0) {
    header = sp_table_dup_header (self->table, (guint) column);
    if (g_str_equal (header, text))
      return;

    begin (self);
    sp_table_set_header (self->table, (guint) column, text);
    end (self);
    return;
  }

  row = sp_table_view_get_row (self, (guint) shown);
  if (row >= sp_table_get_n_rows (self->table))
    return;
  node = parse_cell (self, row, (guint) column, text);
  if (node == NULL)
    return;

  cell = sp_table_get_cell (self->table, row, (guint) column);
  previous = cell != NULL ? json_node_ref (cell) : json_node_new (JSON_NODE_NULL);
  begin (self);
  sp_table_set_cell (self->table, row, (guint) column, node);
  end (self);
  sp_table_view_emit_edited (self, row, (guint) column, previous, node);
}

static void
put_cell (SpTableView *self, guint shown, guint column, const char *text)
{
  guint                row = sp_table_view_get_row (self, shown);
  g_autoptr (JsonNode) node = NULL;

  if (row >= sp_table_get_n_rows (self->table) || !sp_table_view_can_edit (self, column))
    return;

  node = parse_cell (self, row, column, text);
  if (node != NULL)
    sp_table_set_cell (self->table, row, column, node);
}

/* Whether putting the text into the cells changes any. */
static gboolean
would_change (SpTableView *self, const SpGridRange *range, const char *text)
{
  for (int row = range->first_row; row <= range->last_row; row++) {
    for (int column = range->first_column; column <= range->last_column; column++) {
      guint                table_row = sp_table_view_get_row (self, (guint) row);
      g_autoptr (JsonNode) node = parse_cell (self, table_row, (guint) column, text);

      if (node != NULL && sp_table_view_can_edit (self, (guint) column))
        return TRUE;
    }
  }

  return FALSE;
}

static void
fill_range (SpTableView *self, const SpGridRange *range, const char *text)
{
  if (!would_change (self, range, text))
    return;

  begin (self);
  for (int row = range->first_row; row <= range->last_row; row++) {
    for (int column = range->first_column; column <= range->last_column; column++)
      put_cell (self, (guint) row, (guint) column, text);
  }
  end (self);
}

void
sp_table_view_clear_range (SpTableView *self)
{
  SpGridRange range;

  if (self->interactive && sp_grid_get_selection (self->grid, &range))
    fill_range (self, &range, "");
}

/* Makes room for what is pasted, as far as rows and columns may be added. */
static void
grow (SpTableView *self, guint n_rows, guint n_columns)
{
  guint have_rows = sp_table_get_n_rows (self->table);

  while (n_columns > sp_table_get_n_columns (self->table) && sp_table_view_can_add_columns (self))
    sp_table_insert_column (self->table, sp_table_get_n_columns (self->table));
  if (self->most_rows > 0)
    n_rows = MIN (n_rows, self->most_rows);
  if (n_rows > have_rows && self->order == NULL && sp_table_view_can_add_rows (self))
    sp_table_insert_rows (self->table, have_rows, n_rows - have_rows);
}

static guint
get_width (GPtrArray *lines)
{
  guint width = 0;

  for (guint i = 0; i < lines->len; i++)
    width = MAX (width, g_strv_length (lines->pdata[i]));

  return width;
}

void
sp_table_view_paste (SpTableView *self, const char *text)
{
  g_autoptr (GPtrArray) lines = sp_table_text_split (text, '\t');
  guint                 width = get_width (lines);
  SpGridRange           range;

  if (!self->interactive || lines->len == 0 || !sp_grid_get_selection (self->grid, &range))
    return;

  if (lines->len == 1 && width == 1) {
    fill_range (self, &range, ((GStrv) lines->pdata[0])[0]);
    return;
  }

  begin (self);
  grow (self, (guint) range.first_row + lines->len, (guint) range.first_column + width);
  for (guint i = 0; i < lines->len; i++) {
    GStrv line = lines->pdata[i];

    for (guint j = 0; line[j] != NULL; j++) {
      guint column = (guint) range.first_column + j;

      if (column < sp_table_get_n_columns (self->table))
        put_cell (self, (guint) range.first_row + i, column, line[j]);
    }
  }
  end (self);
  range.last_row = range.first_row + (int) lines->len - 1;
  range.last_column = range.first_column + (int) width - 1;
  sp_grid_select (self->grid, &range);
}

void
sp_table_view_insert_row (SpTableView *self, gboolean below)
{
  guint at = 0;
  int   row = 0, column = 0;

  sp_grid_end_edit (self->grid, TRUE);
  if (!sp_table_view_can_add_rows (self))
    return;

  at = sp_table_get_n_rows (self->table);
  if (sp_grid_get_cursor (self->grid, &row, &column) && row >= 0)
    at = sp_table_view_get_row (self, (guint) row) + (below ? 1 : 0);
  if (sp_table_get_n_columns (self->table) == 0)
    sp_table_insert_column (self->table, 0);
  sp_table_insert_rows (self->table, at, 1);
  sp_table_view_emit_changed (self);
  if (self->order == NULL)
    sp_grid_move_cursor (self->grid, (int) at, MAX (column, 0), FALSE);
}

void
sp_table_view_insert_column (SpTableView *self, gboolean behind)
{
  guint at = sp_table_get_n_columns (self->table);
  int   row = 0, column = 0;

  sp_grid_end_edit (self->grid, TRUE);
  if (!sp_table_view_can_add_columns (self))
    return;

  if (sp_grid_get_cursor (self->grid, &row, &column))
    at = (guint) column + (behind ? 1 : 0);
  sp_table_view_forget_columns (self);
  sp_table_insert_column (self->table, at);
  sp_table_view_emit_changed (self);
  sp_grid_move_cursor (self->grid, row, (int) at, FALSE);
}

/* The buttons below the table add at its end. */
void
sp_table_view_add_row (SpTableView *self)
{
  sp_grid_move_cursor (self->grid, (int) sp_table_view_get_n_shown (self) - 1, 0, FALSE);
  sp_table_view_insert_row (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

void
sp_table_view_add_column (SpTableView *self)
{
  int row = 0;

  sp_grid_get_cursor (self->grid, &row, NULL);
  sp_grid_move_cursor (self->grid, row, (int) sp_table_get_n_columns (self->table) - 1, FALSE);
  sp_table_view_insert_column (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

void
sp_table_view_remove_rows (SpTableView *self)
{
  guint                  n_rows = sp_table_get_n_rows (self->table);
  g_autoptr (GHashTable) removed = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray)     kept = g_array_new (FALSE, FALSE, sizeof (guint32));
  SpGridRange            range;

  sp_grid_end_edit (self->grid, TRUE);
  if (!self->interactive || self->fixed_rows || !sp_grid_get_selection (self->grid, &range))
    return;

  for (int i = range.first_row; i <= range.last_row; i++)
    g_hash_table_add (removed, GUINT_TO_POINTER (sp_table_view_get_row (self, (guint) i)));
  for (guint32 i = 0; i < n_rows; i++) {
    if (!g_hash_table_contains (removed, GUINT_TO_POINTER (i)))
      g_array_append_val (kept, i);
  }
  sp_table_keep_rows (self->table, kept);
  sp_table_view_emit_changed (self);
}

void
sp_table_view_remove_columns (SpTableView *self)
{
  SpGridRange range;
  int         row = 0, column = 0;

  sp_grid_end_edit (self->grid, TRUE);
  if (!self->interactive || self->fixed_columns ||
      !sp_grid_get_cursor (self->grid, &row, &column))
    return;

  if (!sp_grid_get_selection (self->grid, &range))
    range.first_column = range.last_column = column;
  sp_table_view_forget_columns (self);
  sp_table_remove_columns (self->table, (guint) range.first_column,
                           (guint) (range.last_column - range.first_column + 1));
  sp_table_view_emit_changed (self);
}

void
sp_table_view_step (SpTableView *self, gboolean forward)
{
  sp_grid_end_edit (self->grid, TRUE);
  if (!self->interactive)
    return;

  if (forward ? sp_table_redo (self->table) : sp_table_undo (self->table))
    sp_table_view_emit_changed (self);
}

static void
append_row (SpTableView *self, GString *text, guint row, const SpGridRange *range, char separator)
{
  for (int column = range->first_column; column <= range->last_column; column++) {
    g_autofree char *cell =
      sp_table_text_dup (sp_table_get_cell (self->table, row, (guint) column));

    if (column > range->first_column)
      g_string_append_c (text, separator);
    sp_table_text_append_field (text, cell, separator);
  }
}

char *
sp_table_view_dup_range (SpTableView *self, const SpGridRange *range, char separator)
{
  g_autoptr (GString) text = g_string_new (NULL);
  SpGridRange         all = { 0, (int) sp_table_view_get_n_shown (self) - 1, 0,
                              (int) sp_table_get_n_columns (self->table) - 1 };

  if (range == NULL) {
    for (int column = 0; column <= all.last_column; column++) {
      g_autofree char *header = sp_table_dup_header (self->table, (guint) column);

      if (column > 0)
        g_string_append_c (text, separator);
      sp_table_text_append_field (text, header, separator);
    }
    g_string_append_c (text, '\n');
    range = &all;
  }
  for (int row = range->first_row; row <= range->last_row; row++) {
    append_row (self, text, sp_table_view_get_row (self, (guint) row), range, separator);
    if (row < range->last_row || range == &all)
      g_string_append_c (text, '\n');
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
