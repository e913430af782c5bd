/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-html-private.h"

#include "sp-math-label.h"

#define MAX_TABLE_CELLS 4000
#define MAX_COLUMNS 500
#define MAX_CELL_WIDTH 40 /* characters */

/* A table being put together. */
typedef struct {
  const SpHtmlFlow *flow;
  GtkGrid          *grid;
  GHashTable       *taken; /* places that a cell from above reaches into */
  int               row;
  int               n_cells;
} Table;

static gpointer
place_key (int row, int column)
{
  return GINT_TO_POINTER (row * MAX_COLUMNS + column + 1);
}

/* A cell may scroll out of sight but is never squeezed: a wrapping label would ask for the height of its
 * narrowest form. */
static void
limit_width (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget)) {
    glong n_characters = g_utf8_strlen (gtk_label_get_text (GTK_LABEL (widget)), -1);

    gtk_label_set_wrap (GTK_LABEL (widget), n_characters > MAX_CELL_WIDTH);
    if (n_characters > MAX_CELL_WIDTH) {
      gtk_label_set_width_chars (GTK_LABEL (widget), MAX_CELL_WIDTH);
      gtk_label_set_max_width_chars (GTK_LABEL (widget), MAX_CELL_WIDTH);
    }
  } else if (SP_IS_MATH_LABEL (widget)) {
    gtk_label_set_wrap (sp_math_label_get_label (SP_MATH_LABEL (widget)), FALSE);
  } else if (GTK_IS_BOX (widget)) {
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      limit_width (child);
  }
}

static GtkWidget *
new_cell (const Table *table, xmlNode *node, gboolean is_header)
{
  SpHtmlFlow       flow = *table->flow;
  SpHtmlStyle      style = { 0 };
  g_autofree char *css = sp_html_dup_attribute (node, "style");
  g_autofree char *align = sp_html_dup_attribute (node, "align");
  GtkWidget       *cell = NULL;

  sp_html_style_read (&style, css);
  flow.align = 0;
  if (style.align >= 0)
    flow.align = style.align;
  else if (sp_html_style_parse_align (align) >= 0)
    flow.align = sp_html_style_parse_align (align);
  cell = sp_html_flow_new_content (&flow, node, 6);
  if (cell == NULL)
    cell = gtk_label_new (NULL);
  limit_width (cell);
  gtk_widget_add_css_class (cell, "cell");
  if (is_header)
    gtk_widget_add_css_class (cell, "heading");

  return cell;
}

static void
append_row (Table *table, xmlNode *row)
{
  int column = 0;

  for (xmlNode *node = row->children; node != NULL && table->n_cells < MAX_TABLE_CELLS;
       node = node->next) {
    gboolean is_header = sp_html_is_element (node, "th");
    int      width = 0, height = 0;

    if (!is_header && !sp_html_is_element (node, "td"))
      continue;
    while (g_hash_table_contains (table->taken, place_key (table->row, column)))
      column++;
    if (column >= MAX_COLUMNS)
      break;
    width = CLAMP (sp_html_get_int (node, "colspan", 1), 1, MIN (50, MAX_COLUMNS - column));
    height = CLAMP (sp_html_get_int (node, "rowspan", 1), 1, 50);
    gtk_grid_attach (table->grid, new_cell (table, node, is_header), column, table->row, width,
                     height);
    for (int y = 1; y < height; y++) {
      for (int x = 0; x < width; x++)
        g_hash_table_add (table->taken, place_key (table->row + y, column + x));
    }
    column += width;
    table->n_cells++;
  }
  table->row++;
}

static void
append_rows (Table *table, xmlNode *node, guint depth)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next) {
    if (sp_html_is_element (child, "tr"))
      append_row (table, child);
    else if (depth == 0 && (sp_html_is_element (child, "thead") || sp_html_is_element (child, "tbody") ||
                            sp_html_is_element (child, "tfoot")))
      append_rows (table, child, 1);
  }
}

GtkWidget *
sp_html_table_new (const SpHtmlFlow *flow, xmlNode *node)
{
  Table                  table = { .flow = flow };
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  GtkWidget             *scroller = gtk_scrolled_window_new ();
  GtkWidget             *grid = gtk_grid_new ();

  table.grid = GTK_GRID (grid);
  table.taken = taken;
  gtk_widget_add_css_class (grid, "markdown-table");
  gtk_widget_set_halign (grid, flow->align > 0.4f && flow->align < 0.6f ? GTK_ALIGN_CENTER
                                                                        : GTK_ALIGN_START);
  append_rows (&table, node, 0);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);

  return scroller;
}
