/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-table-view-private.h"

#include "gradio.h"
#include <glib/gi18n-lib.h>

#include "sp-html-text.h"
#include "sp-markdown-inline.h"

/* What cells look like. */

#define MOST_SHOWN 500     /* letters of a cell in one line */
#define MOST_WRAPPED 5000  /* letters of a cell in many */
#define MOST_EDITED 200000 /* bytes of a cell that can be edited */
#define MOST_READ 40000    /* letters of a larger one that can be read */
#define MOST_TRIED 20      /* rows of a column, for what it holds */
#define PICTURE_HEIGHT 72

/* An arrow, and a number when it is sorted by several columns. */
static void
append_sort_mark (SpTableView *self, guint column, GString *text)
{
  for (guint i = 0; i < self->sorts->len; i++) {
    const SpTableSort *sort = &g_array_index (self->sorts, SpTableSort, i);

    if (sort->column != column)
      continue;

    g_string_append (text, sort->descending ? " ↓" : " ↑");
    if (self->sorts->len > 1)
      g_string_append_printf (text, "%u", i + 1);
  }
}

/* By the first of its values that is any. */
static gboolean
holds_numbers (SpTableView *self, guint column)
{
  guint n_rows = MIN (sp_table_get_n_rows (self->table), MOST_TRIED);

  for (guint i = 0; i < n_rows; i++) {
    JsonNode *cell = sp_table_get_cell (self->table, i, column);

    if (cell != NULL && !json_node_is_null (cell))
      return gradio_json_is_number (cell);
  }

  return FALSE;
}

static void
fill_header (SpTableView *self, guint column, SpGridContent *content)
{
  g_autofree char    *header = sp_table_dup_header (self->table, column);
  g_autoptr (GString) text = g_string_new (header);

  append_sort_mark (self, column, text);
  if (sp_table_view_find_filter (self, column) != NULL)
    g_string_append (text, " ▾");
  if (holds_numbers (self, column) && gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_LTR)
    content->style.xalign = 1; /* above them */
  content->is_editable = sp_table_view_can_edit (self, column) && !self->fixed_columns;
  content->edit_text = content->is_editable ? g_strdup (header) : NULL;
  content->name = text->len == 0 ? g_strdup_printf (_("Column %u"), column + 1) : NULL;
  content->text = g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_cut (SpTableView *self, const char *text)
{
  glong       most = self->wrap ? MOST_WRAPPED : MOST_SHOWN;
  const char *end = text;

  if (self->max_chars > 0)
    most = MIN (most, (glong) self->max_chars);
  for (glong i = 0; i < most && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  if (*end == '\0')
    return g_strdup (text);

  return g_strdup_printf ("%.*s…", (int) (end - text), text);
}

static gboolean
holds_boolean (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_BOOLEAN;
}

/* A picture is a file object, or the address of one. */
static GradioFile *
create_picture (JsonNode *cell)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode)   node = NULL;

  if (cell != NULL && JSON_NODE_HOLDS_OBJECT (cell))
    return gradio_file_new_from_json (cell);
  if (!gradio_json_is_string (cell) || *json_node_get_string (cell) == '\0')
    return NULL;

  object = json_object_new ();
  json_object_set_string_member (object, "path", json_node_get_string (cell));
  if (g_str_has_prefix (json_node_get_string (cell), "http") ||
      g_str_has_prefix (json_node_get_string (cell), "data:"))
    json_object_set_string_member (object, "url", json_node_get_string (cell));
  node = json_node_init_object (json_node_alloc (), object);

  return gradio_file_new_from_json (node);
}

static void
fill_text (SpTableView *self, SpTableKind kind, const char *text, SpGridContent *content)
{
  g_autofree char *cut = dup_cut (self, text);

  switch (kind) {
  case SP_TABLE_KIND_MARKDOWN:
    content->text = sp_markdown_inline_from_text (cut);
    content->name = g_steal_pointer (&cut);
    content->is_markup = TRUE;
    break;
  case SP_TABLE_KIND_HTML:
    content->text = sp_html_to_text (cut);
    break;
  case SP_TABLE_KIND_AUTO:
  case SP_TABLE_KIND_TEXT:
  case SP_TABLE_KIND_NUMBER:
  case SP_TABLE_KIND_BOOLEAN:
  case SP_TABLE_KIND_DATE:
  case SP_TABLE_KIND_IMAGE:
    content->text = g_steal_pointer (&cut);
    break;
  }
}

static void
fill_cell (SpTableView *self, guint row, guint column, SpGridContent *content)
{
  JsonNode        *cell = sp_table_get_cell (self->table, row, column);
  JsonNode        *shown = self->interactive ? NULL : sp_table_get_shown (self->table, row, column);
  SpTableKind      kind = sp_table_view_get_kind (self, column);
  g_autofree char *text = sp_table_text_dup (cell);
  g_autofree char *shown_text = shown != NULL ? sp_table_text_dup (shown) : NULL;

  if (!self->interactive)
    sp_cell_style_parse (sp_table_get_styling (self->table, row, column), &content->style);
  content->is_number = gradio_json_is_number (cell);
  if (content->style.xalign < 0)
    content->style.xalign = content->is_number ? 1 : 0;
  if (holds_boolean (cell) && (kind == SP_TABLE_KIND_BOOLEAN || kind == SP_TABLE_KIND_AUTO)) {
    content->is_check = TRUE;
    content->is_active = json_node_get_boolean (cell);
    content->name = g_strdup (content->is_active ? _("Yes") : _("No"));
  } else if (kind == SP_TABLE_KIND_IMAGE) {
    content->file = create_picture (cell);
    content->name = g_strdup (content->file != NULL ? gradio_file_get_name (content->file) : "");
  } else {
    fill_text (self, kind, shown_text != NULL ? shown_text : text, content);
  }

  content->is_editable = sp_table_view_can_edit (self, column) && strlen (text) < MOST_EDITED;
  if (content->is_editable || (*text != '\0' && kind != SP_TABLE_KIND_IMAGE))
    content->edit_text = strlen (text) < MOST_EDITED ? g_steal_pointer (&text)
                                                     : g_utf8_substring (text, 0, MOST_READ);
}

void
sp_table_view_fill_cb (int row, int column, SpGridContent *content, gpointer user_data)
{
  SpTableView *self = user_data;
  guint        table_row = 0;

  if (row < 0) {
    if (column >= 0)
      fill_header (self, (guint) column, content);
    return;
  }

  table_row = sp_table_view_get_row (self, (guint) row);
  if (column < 0) {
    content->text = g_strdup_printf ("%u", table_row + 1);
    content->style.xalign = 1;
    content->is_dim = TRUE;
  } else {
    fill_cell (self, table_row, (guint) column, content);
  }
}

/* A list of kinds goes with the columns by their names, so that it follows those that moved. */
static SpTableKind
find_kind (SpTableView *self, guint column)
{
  JsonArray       *list = NULL;
  g_autofree char *header = NULL;
  guint            index = column;

  if (gradio_json_is_string (self->kinds))
    return sp_table_kind_from_word (json_node_get_string (self->kinds));
  if (self->kinds == NULL || !JSON_NODE_HOLDS_ARRAY (self->kinds))
    return SP_TABLE_KIND_AUTO;

  list = json_node_get_array (self->kinds);
  header = sp_table_dup_header (self->table, column);
  for (guint i = 0; self->kind_headers != NULL && i < json_array_get_length (self->kind_headers);
       i++) {
    g_autofree char *name = sp_table_text_dup (json_array_get_element (self->kind_headers, i));

    if (i == column && g_str_equal (name, header)) {
      index = i;
      break;
    }
    if (g_str_equal (name, header))
      index = i;
  }
  if (index >= json_array_get_length (list) ||
      !gradio_json_is_string (json_array_get_element (list, index)))
    return SP_TABLE_KIND_AUTO;

  return sp_table_kind_from_word (json_array_get_string_element (list, index));
}

void
sp_table_view_update_kinds (SpTableView *self)
{
  gboolean has_pictures = FALSE;

  g_array_set_size (self->column_kinds, 0);
  for (guint i = 0; i < sp_table_get_n_columns (self->table); i++) {
    SpTableKind kind = find_kind (self, i);

    has_pictures = has_pictures || kind == SP_TABLE_KIND_IMAGE;
    g_array_append_val (self->column_kinds, kind);
  }
  sp_grid_set_least_height (self->grid, has_pictures ? PICTURE_HEIGHT : 0);
}
