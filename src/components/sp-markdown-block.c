/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-markdown-block.h"

#include "sp-data-uri.h"
#include "sp-html-text.h"
#include "sp-markdown-code.h"
#include "sp-markdown-inline.h"
#include "sp-picture.h"
#include "sp-platform.h"

#include <cmark-gfm-core-extensions.h>
#include <glib/gi18n-lib.h>

/* Quotes in lists in quotes beyond this are shown as plain text: widgets are not made for it, nor is the stack. */
#define MAX_DEPTH 16
#define MAX_TABLE_CELLS 4000
#define MAX_CELL_WIDTH 40 /* characters */
#define PICTURE_HEIGHT 320

static GtkWidget *new_block (const SpMarkdownContext *context, cmark_node *node, guint depth);

static gboolean
activate_link_cb (GtkLabel *label, const char *address)
{
  sp_platform_open_uri (GTK_WIDGET (label), address);

  return TRUE;
}

static GtkWidget *
new_label (const char *markup)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label", markup,
                                   "use-markup", TRUE,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "natural-wrap-mode", GTK_NATURAL_WRAP_NONE,
                                   "selectable", TRUE,
                                   "xalign", 0.0,
                                   NULL);

  g_signal_connect (label, "activate-link", G_CALLBACK (activate_link_cb), NULL);

  return label;
}

static GtkWidget *
new_plain_label (const char *text)
{
  g_autoptr (GString) markup = g_string_new (NULL);

  sp_markdown_append_escaped (markup, text);

  return new_label (markup->str);
}

/* `/file=…`, `/gradio_api/file=…`: what stands behind the sign is a path on the app's server. */
static GradioFile *
new_app_file (const char *address)
{
  g_autoptr (JsonNode)   node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonObject) meta = json_object_new ();
  g_autofree char       *path = g_uri_unescape_string (strchr (address, '=') + 1, NULL);
  g_autofree char       *name = path != NULL ? g_path_get_basename (path) : NULL;

  if (path == NULL)
    return NULL;

  json_object_set_string_member (meta, "_type", "gradio.FileData");
  json_object_set_string_member (object, "path", path);
  json_object_set_string_member (object, "orig_name", name);
  json_object_set_object_member (object, "meta", g_steal_pointer (&meta));
  json_node_set_object (node, object);

  return gradio_file_new_from_json (node);
}

static GtkWidget *
new_picture (const SpMarkdownContext *context, const SpMarkdownSegment *segment)
{
  GtkWidget             *picture = sp_picture_new ();
  g_autoptr (GradioFile) file = NULL;
  g_autoptr (GBytes)     data = NULL;

  sp_picture_set_max_height (SP_PICTURE (picture), PICTURE_HEIGHT);
  sp_picture_set_alternative_text (SP_PICTURE (picture), *segment->alternative != '\0'
                                                           ? segment->alternative
                                                           : _("Picture"));
  if (g_ascii_strncasecmp (segment->picture, "data:", 5) == 0) {
    data = sp_data_uri_decode (segment->picture, NULL);
    sp_picture_set_data (SP_PICTURE (picture), data);
  } else {
    file = new_app_file (segment->picture);
    sp_picture_set_file (SP_PICTURE (picture), file, context->client);
  }
  gtk_widget_set_halign (picture, GTK_ALIGN_FILL);

  return picture;
}

static GtkWidget *
new_paragraph (const SpMarkdownContext *context, cmark_node *node)
{
  g_autoptr (GPtrArray) segments = sp_markdown_inline_split (node, TRUE, context->line_breaks);
  GtkWidget            *box = NULL;

  if (segments->len == 0)
    return NULL;
  if (segments->len == 1 &&
      ((SpMarkdownSegment *) g_ptr_array_index (segments, 0))->markup != NULL)
    return new_label (((SpMarkdownSegment *) g_ptr_array_index (segments, 0))->markup);

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  for (guint i = 0; i < segments->len; i++) {
    const SpMarkdownSegment *segment = g_ptr_array_index (segments, i);
    g_autofree char         *markup = NULL;

    if (segment->picture != NULL) {
      gtk_box_append (GTK_BOX (box), new_picture (context, segment));
      continue;
    }
    markup = g_strstrip (g_strdup (segment->markup));
    if (*markup != '\0')
      gtk_box_append (GTK_BOX (box), new_label (markup));
  }

  return box;
}

static GtkWidget *
new_heading (cmark_node *node)
{
  static const char *const classes[] = { "title-1", "title-2", "title-3",
                                         "title-4", "heading", "heading" };

  int                   level = CLAMP (cmark_node_get_heading_level (node), 1, 6);
  g_autoptr (GPtrArray) segments = sp_markdown_inline_split (node, FALSE, FALSE);
  GtkWidget            *label = NULL;

  if (segments->len == 0)
    return NULL;

  label = g_object_new (GTK_TYPE_LABEL,
                        "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                        "label", ((SpMarkdownSegment *) g_ptr_array_index (segments, 0))->markup,
                        "use-markup", TRUE,
                        "wrap", TRUE,
                        "wrap-mode", PANGO_WRAP_WORD_CHAR,
                        "selectable", TRUE,
                        "xalign", 0.0,
                        NULL);
  g_signal_connect (label, "activate-link", G_CALLBACK (activate_link_cb), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, level, -1);
  gtk_widget_add_css_class (label, classes[level - 1]);
  if (cmark_node_previous (node) != NULL)
    gtk_widget_set_margin_top (label, 6);

  return label;
}

static void
append_children (const SpMarkdownContext *context, GtkWidget *box, cmark_node *node, guint depth)
{
  for (cmark_node *child = cmark_node_first_child (node); child != NULL;
       child = cmark_node_next (child)) {
    GtkWidget *widget = new_block (context, child, depth + 1);

    if (widget != NULL)
      gtk_box_append (GTK_BOX (box), widget);
  }
}

static GtkWidget *
new_quote (const SpMarkdownContext *context, cmark_node *node, guint depth)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX,
                                 "orientation", GTK_ORIENTATION_VERTICAL,
                                 "spacing", 6,
                                 "css-name", "blockquote",
                                 NULL);

  append_children (context, box, node, depth);

  return box;
}

static GtkWidget *
new_marker (cmark_node *list, cmark_node *item, int number)
{
  g_autofree char *text = NULL;
  GtkWidget       *marker = NULL;

  if (g_str_equal (cmark_node_get_type_string (item), "tasklist")) {
    gboolean checked = cmark_gfm_extensions_get_tasklist_item_checked (item);

    marker = gtk_image_new_from_icon_name (checked ? "checkbox-checked-symbolic"
                                                   : "checkbox-symbolic");
    gtk_accessible_update_property (GTK_ACCESSIBLE (marker), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    checked ? _("Done") : _("Open"), -1);
    gtk_widget_set_margin_top (marker, 2);
  } else {
    text = cmark_node_get_list_type (list) == CMARK_ORDERED_LIST ? g_strdup_printf ("%d.", number)
                                                                 : g_strdup ("•");
    marker = gtk_label_new (text);
    gtk_widget_add_css_class (marker, "numeric");
  }
  gtk_widget_set_valign (marker, GTK_ALIGN_START);
  gtk_widget_set_halign (marker, GTK_ALIGN_END);

  return marker;
}

static GtkWidget *
new_list (const SpMarkdownContext *context, cmark_node *node, guint depth)
{
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_LIST,
                                  "column-spacing", 8,
                                  "row-spacing", cmark_node_get_list_tight (node) ? 3 : 9,
                                  "margin-start", 6,
                                  NULL);
  int        number = cmark_node_get_list_start (node);
  int        row = 0;

  for (cmark_node *item = cmark_node_first_child (node); item != NULL;
       item = cmark_node_next (item)) {
    GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

    gtk_widget_set_hexpand (box, TRUE);
    append_children (context, box, item, depth);
    gtk_grid_attach (GTK_GRID (grid), new_marker (node, item, number), 0, row, 1, 1);
    gtk_grid_attach (GTK_GRID (grid), box, 1, row, 1, 1);
    number = number < G_MAXINT ? number + 1 : number;
    row++;
  }

  return grid;
}

static GtkWidget *
new_cell (cmark_node *cell, char alignment, gboolean header)
{
  g_autoptr (GPtrArray) segments = sp_markdown_inline_split (cell, FALSE, FALSE);
  GtkWidget            *label = NULL;
  glong                 n_chars = 0;

  label = new_label (segments->len > 0
                       ? ((SpMarkdownSegment *) g_ptr_array_index (segments, 0))->markup
                       : "");
  gtk_label_set_xalign (GTK_LABEL (label), alignment == 'r' ? 1 : alignment == 'c' ? 0.5f
                                                                                   : 0);
  /* A cell may scroll out of sight but is never squeezed: a wrapping label would ask for the height of its
   * narrowest form. */
  n_chars = g_utf8_strlen (gtk_label_get_text (GTK_LABEL (label)), -1);
  gtk_label_set_wrap (GTK_LABEL (label), n_chars > MAX_CELL_WIDTH);
  if (n_chars > MAX_CELL_WIDTH) {
    gtk_label_set_width_chars (GTK_LABEL (label), MAX_CELL_WIDTH);
    gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CELL_WIDTH);
  }
  gtk_widget_add_css_class (label, "cell");
  if (header)
    gtk_widget_add_css_class (label, "heading");

  return label;
}

static GtkWidget *
new_table (cmark_node *node)
{
  GtkWidget    *scroller = gtk_scrolled_window_new ();
  GtkWidget    *grid = gtk_grid_new ();
  guint         n_columns = cmark_gfm_extensions_get_table_columns (node);
  const guint8 *alignments = cmark_gfm_extensions_get_table_alignments (node);
  int           row_index = 0;
  int           n_cells = 0;

  gtk_widget_add_css_class (grid, "markdown-table");
  gtk_widget_set_halign (grid, GTK_ALIGN_START);
  for (cmark_node *row = cmark_node_first_child (node); row != NULL && n_cells < MAX_TABLE_CELLS;
       row = cmark_node_next (row)) {
    guint column = 0;

    for (cmark_node *cell = cmark_node_first_child (row); cell != NULL && column < n_columns;
         cell = cmark_node_next (cell)) {
      gtk_grid_attach (GTK_GRID (grid),
                       new_cell (cell, (char) alignments[column],
                                 cmark_gfm_extensions_get_table_row_is_header (row)),
                       (int) column, row_index, 1, 1);
      column++;
      n_cells++;
    }
    row_index++;
  }

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);

  return scroller;
}

static GtkWidget *
new_html (cmark_node *node)
{
  g_autofree char *text = sp_html_to_text (cmark_node_get_literal (node));

  return *text != '\0' ? new_plain_label (text) : NULL;
}

/* What is too deep is shown as its source. */
static GtkWidget *
new_source (cmark_node *node)
{
  char      *source = cmark_render_plaintext (node, CMARK_OPT_DEFAULT, 0);
  GtkWidget *label = new_plain_label (source);

  cmark_get_default_mem_allocator ()->free (source);

  return label;
}

static GtkWidget *
new_block (const SpMarkdownContext *context, cmark_node *node, guint depth)
{
  if (depth > MAX_DEPTH)
    return new_source (node);

  switch (cmark_node_get_type (node)) {
  case CMARK_NODE_HEADING:
    return new_heading (node);
  case CMARK_NODE_BLOCK_QUOTE:
    return new_quote (context, node, depth);
  case CMARK_NODE_LIST:
    return new_list (context, node, depth);
  case CMARK_NODE_CODE_BLOCK:
    return sp_markdown_code_new (cmark_node_get_literal (node), cmark_node_get_fence_info (node));
  case CMARK_NODE_HTML_BLOCK:
    return new_html (node);
  case CMARK_NODE_THEMATIC_BREAK:
    return gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
  default:
    if (g_str_equal (cmark_node_get_type_string (node), "table"))
      return new_table (node);
    return new_paragraph (context, node);
  }
}

GtkWidget *
sp_markdown_block_new (const SpMarkdownContext *context, cmark_node *node)
{
  g_return_val_if_fail (context != NULL, NULL);
  g_return_val_if_fail (node != NULL, NULL);

  return new_block (context, node, 0);
}
