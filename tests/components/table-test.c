/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-test.h"

SpTableView *
table_test_get_view (SpComponent *self)
{
  return SP_TABLE_VIEW (component_test_find (GTK_WIDGET (self), SP_TYPE_TABLE_VIEW, 0));
}

SpGrid *
table_test_get_grid (SpComponent *self)
{
  return sp_table_view_get_grid (table_test_get_view (self));
}

void
table_test_activate (SpComponent *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (table_test_get_grid (self)), action, NULL));
}

/* What is typed into the cell, as the editor gives it. */
void
table_test_type (SpComponent *self, int row, int column, const char *text)
{
  sp_grid_move_cursor (table_test_get_grid (self), row, column, FALSE);
  sp_grid_edit (table_test_get_grid (self), text);
  g_assert_true (sp_grid_is_editing (table_test_get_grid (self)));
  sp_grid_end_edit (table_test_get_grid (self), TRUE);
}

const char *
table_test_get_shown (SpComponent *self, int row, int column)
{
  SpGridCell *cell = sp_grid_get_cell (table_test_get_grid (self), row, column);

  g_assert_nonnull (cell);

  return sp_grid_cell_get_text (cell);
}

typedef struct {
  SpComponent *self;
  int          row;
  int          column;
  const char  *text;
} Shown;

static gboolean
is_shown (gpointer user_data)
{
  Shown      *shown = user_data;
  SpGridCell *cell = sp_grid_get_cell (table_test_get_grid (shown->self), shown->row, shown->column);

  return cell != NULL && g_str_equal (sp_grid_cell_get_text (cell), shown->text);
}

void
table_test_wait (SpComponent *self, int row, int column, const char *text)
{
  Shown shown = { self, row, column, text };

  component_test_wait (is_shown, &shown);
}

JsonNode *
table_test_create (guint n_rows, guint n_columns)
{
  g_autoptr (GString) text = g_string_new ("{\"headers\":[");

  for (guint i = 0; i < n_columns; i++)
    g_string_append_printf (text, "%s\"c%u\"", i > 0 ? "," : "", i);
  g_string_append (text, "],\"data\":[");
  for (guint i = 0; i < n_rows; i++) {
    g_string_append (text, i > 0 ? ",[" : "[");
    for (guint j = 0; j < n_columns; j++)
      g_string_append_printf (text, "%s%u", j > 0 ? "," : "", (i * 7919 + j) % n_rows);
    g_string_append_c (text, ']');
  }
  g_string_append (text, "],\"metadata\":null}");

  return gradio_json_parse (text->str, (gssize) text->len, NULL);
}
