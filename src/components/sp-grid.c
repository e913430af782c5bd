/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-grid-private.h"

#define NATURAL_WIDTH 480 /* without any more reason */

G_DEFINE_FINAL_TYPE_WITH_CODE (SpGrid,
                               sp_grid,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

enum {
  PROP_SCROLLING = 1, /* the first of several */
};

enum {
  SIGNAL_CURSOR_MOVED,
  SIGNAL_EDITED,
  SIGNAL_HEADER_ACTIVATED,
  SIGNAL_COLUMN_RESIZED,
  SIGNAL_KEY,
  SIGNAL_MENU,
  SIGNAL_HEIGHT_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

void
sp_grid_emit_edited (SpGrid *self, int row, int column, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, row, column, text);
}

void
sp_grid_emit_header (SpGrid *self, int column, gboolean add)
{
  g_signal_emit (self, signals[SIGNAL_HEADER_ACTIVATED], 0, column, add);
}

void
sp_grid_emit_resized (SpGrid *self, int column, int width)
{
  g_signal_emit (self, signals[SIGNAL_COLUMN_RESIZED], 0, column, width);
}

void
sp_grid_emit_height (SpGrid *self)
{
  g_signal_emit (self, signals[SIGNAL_HEIGHT_CHANGED], 0);
}

void
sp_grid_emit_menu (SpGrid *self, double x, double y)
{
  g_signal_emit (self, signals[SIGNAL_MENU], 0, x, y);
}

gboolean
sp_grid_emit_key (SpGrid *self, guint keyval, GdkModifierType state)
{
  gboolean handled = FALSE;

  g_signal_emit (self, signals[SIGNAL_KEY], 0, keyval, (guint) state, &handled);

  return handled;
}

void
sp_grid_get_content (SpGrid *self, int row, int column, SpGridContent *content)
{
  *content = (SpGridContent){ .style = { .opacity = 1, .xalign = -1 } };
  if (self->fill != NULL && row < (int) self->n_rows && column < (int) self->layout.n_columns)
    self->fill (row, column, content, self->fill_data);
}

/* Selection, cursor, and what assistive technology is told of them. */
static void
show_state_cb (SpGridCell *cell, gpointer user_data)
{
  SpGrid     *self = user_data;
  int         row = sp_grid_cell_get_row (cell);
  int         column = sp_grid_cell_get_column (cell);
  SpGridRange range;
  gboolean    is_cursor =
    self->cursor_column >= 0 && row == self->cursor_row && column == self->cursor_column;
  gboolean is_selected = sp_grid_get_selection (self, &range) && row >= range.first_row &&
                         row <= range.last_row && column >= range.first_column &&
                         column <= range.last_column;

  if (is_cursor)
    gtk_widget_add_css_class (GTK_WIDGET (cell), "cursor");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (cell), "cursor");
  if (is_selected)
    gtk_widget_add_css_class (GTK_WIDGET (cell), "selected");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (cell), "selected");
  if (row >= 0 && column >= 0)
    gtk_accessible_update_state (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_STATE_SELECTED, is_selected,
                                 -1);
}

/* Whoever does not see the header is told it. */
static void
describe_cell (SpGrid *self, SpGridCell *cell, int column)
{
  SpGridContent header;

  sp_grid_get_content (self, -1, column, &header);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  header.text != NULL ? header.text : "", -1);
  sp_grid_content_clear (&header);
}

/* Widgets stay for other cells: the focus does not. */
void
sp_grid_bind_cell_cb (SpGridCell *cell, gpointer user_data)
{
  SpGrid       *self = user_data;
  int           row = sp_grid_cell_get_row (cell);
  int           column = sp_grid_cell_get_column (cell);
  SpGridContent content;

  if (gtk_widget_has_focus (GTK_WIDGET (cell)) &&
      (row != self->cursor_row || column != self->cursor_column))
    GTK_WIDGET_CLASS (sp_grid_parent_class)->grab_focus (GTK_WIDGET (self));

  sp_grid_get_content (self, row, column, &content);
  sp_grid_cell_take_content (cell, &content, self->wrap && row >= 0 && column >= 0, self->loader,
                             self->client);
  if (column >= 0)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_RELATION_COL_INDEX,
                                    column + 1, GTK_ACCESSIBLE_RELATION_ROW_INDEX, row + 2, -1);
  if (row >= 0 && column >= 0)
    describe_cell (self, cell, column);
  show_state_cb (cell, self);
}

static void
show_states (SpGrid *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    sp_grid_row_foreach (self->rows->pdata[i], show_state_cb, self);
  sp_grid_row_foreach (self->header, show_state_cb, self);
}

static void
sp_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  sp_grid_allocate (SP_GRID (widget), width, height);
}

static void
sp_grid_measure (GtkWidget     *widget,
                 GtkOrientation orientation,
                 int            for_size,
                 int           *minimum,
                 int           *natural,
                 int           *minimum_baseline,
                 int           *natural_baseline)
{
  SpGrid *self = SP_GRID (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = 0;
    *natural = NATURAL_WIDTH;
  } else {
    *minimum = self->row_height;
    *natural = self->row_height + sp_grid_get_top (self, self->n_rows);
    if (self->editor != NULL) { /* the last row's needs room too */
      int needed = 0;

      gtk_widget_measure (self->editor, orientation, -1, NULL, &needed, NULL, NULL);
      *natural = MAX (*natural, needed);
    }
  }
}

static void
sp_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SpGrid *self = SP_GRID (widget);

  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_snapshot_child (widget, self->rows->pdata[i], snapshot);
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->header), snapshot);
  if (self->editor != NULL)
    gtk_widget_snapshot_child (widget, self->editor, snapshot);
}

static void
measure_line (SpGrid *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "Ág");
  int                     height = 0;

  pango_layout_get_pixel_size (layout, NULL, &height);
  height = MAX (34, height + 14);
  if (height == self->row_height)
    return;

  self->row_height = height;
  sp_grid_reset_tops (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
sp_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sp_grid_parent_class)->css_changed (widget, change);

  measure_line (SP_GRID (widget));
}

static void
scrolled_cb (SpGrid *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
sp_grid_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  sp_scrolling_get_property (&SP_GRID (object)->scrolling, prop_id - PROP_SCROLLING, value);
}

static void
sp_grid_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  sp_scrolling_set_property (&SP_GRID (object)->scrolling, prop_id - PROP_SCROLLING, value, GTK_WIDGET (object),
                             G_CALLBACK (scrolled_cb));
}

/* One stop of the Tab key: from the cursor's cell it leads out. */
static gboolean
sp_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (gtk_widget_get_focus_child (widget) != NULL || gtk_widget_has_focus (widget))
    return FALSE;

  return gtk_widget_grab_focus (widget);
}

static gboolean
sp_grid_grab_focus (GtkWidget *widget)
{
  SpGrid     *self = SP_GRID (widget);
  SpGridCell *cell = NULL;

  if (self->cursor_column < 0 && self->n_rows > 0 && self->layout.n_columns > 0) {
    self->cursor_row = self->anchor_row = 0;
    self->cursor_column = self->anchor_column = 0;
    show_states (self);
  }
  if (self->cursor_column >= 0)
    cell = sp_grid_get_cell (self, self->cursor_row, self->cursor_column);
  if (cell != NULL && gtk_widget_get_mapped (GTK_WIDGET (cell)))
    return gtk_widget_grab_focus (GTK_WIDGET (cell));

  return GTK_WIDGET_CLASS (sp_grid_parent_class)->grab_focus (widget);
}

static void
remove_row (gpointer row)
{
  gtk_widget_unparent (GTK_WIDGET (row));
}

static void
sp_grid_dispose (GObject *object)
{
  SpGrid *self = SP_GRID (object);

  self->fill = NULL;
  g_clear_pointer (&self->editor, gtk_widget_unparent);
  self->editor_view = NULL;
  sp_grid_drop_left (self);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->header, remove_row);
  sp_scrolling_clear (&self->scrolling, GTK_WIDGET (self), G_CALLBACK (scrolled_cb));
  g_clear_object (&self->loader);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (sp_grid_parent_class)->dispose (object);
}

static void
sp_grid_finalize (GObject *object)
{
  SpGrid *self = SP_GRID (object);

  g_ptr_array_unref (self->rows);
  g_array_unref (self->widths);
  g_array_unref (self->natural);
  g_array_unref (self->tops);
  g_array_unref (self->layout.places);

  G_OBJECT_CLASS (sp_grid_parent_class)->finalize (object);
}

static void
create_signals (void)
{
  signals[SIGNAL_CURSOR_MOVED] = g_signal_new ("cursor-moved", SP_TYPE_GRID, G_SIGNAL_RUN_LAST, 0,
                                               NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_EDITED] =
    g_signal_new ("edited", SP_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                  G_TYPE_INT, G_TYPE_INT, G_TYPE_STRING);
  signals[SIGNAL_HEADER_ACTIVATED] =
    g_signal_new ("header-activated", SP_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_BOOLEAN);
  signals[SIGNAL_COLUMN_RESIZED] =
    g_signal_new ("column-resized", SP_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  signals[SIGNAL_KEY] =
    g_signal_new ("key", SP_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled, NULL,
                  NULL, G_TYPE_BOOLEAN, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[SIGNAL_MENU] = g_signal_new ("menu", SP_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SIGNAL_HEIGHT_CHANGED] = g_signal_new (
    "height-changed", SP_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sp_grid_class_init (SpGridClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_grid_get_property;
  object_class->set_property = sp_grid_set_property;
  object_class->dispose = sp_grid_dispose;
  object_class->finalize = sp_grid_finalize;
  widget_class->measure = sp_grid_measure;
  widget_class->size_allocate = sp_grid_size_allocate;
  widget_class->snapshot = sp_grid_snapshot;
  widget_class->css_changed = sp_grid_css_changed;
  widget_class->focus = sp_grid_focus;
  widget_class->grab_focus = sp_grid_grab_focus;

  sp_scrolling_install_properties (object_class, PROP_SCROLLING);
  create_signals ();

  gtk_widget_class_set_css_name (widget_class, "sp-grid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
sp_grid_init (SpGrid *self)
{
  self->row_height = 34;
  self->cursor_column = -1;
  self->drag_column = -1;
  self->rows = g_ptr_array_new_with_free_func (remove_row);
  self->widths = g_array_new (FALSE, TRUE, sizeof (int));
  self->natural = g_array_new (FALSE, TRUE, sizeof (int));
  self->tops = g_array_new (FALSE, TRUE, sizeof (int));
  self->layout.places = g_array_new (FALSE, TRUE, sizeof (int));
  g_array_set_size (self->layout.places, 1);
  sp_grid_reset_tops (self);
  self->loader = sp_thumbnail_loader_new ();
  self->header = sp_grid_row_new (&self->layout, sp_grid_bind_cell_cb, self);
  gtk_widget_add_css_class (GTK_WIDGET (self->header), "header");
  gtk_widget_insert_before (GTK_WIDGET (self->header), GTK_WIDGET (self), NULL);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  sp_grid_init_input (self);
}

void
sp_grid_set_fill (SpGrid *self, SpGridFill fill, gpointer user_data)
{
  g_return_if_fail (SP_IS_GRID (self));

  self->fill = fill;
  self->fill_data = user_data;
}

void
sp_grid_set_client (SpGrid *self, GradioClient *client)
{
  g_return_if_fail (SP_IS_GRID (self));

  if (g_set_object (&self->client, client))
    sp_grid_refresh (self);
}

void
sp_grid_set_size (SpGrid *self, guint n_rows, guint n_columns)
{
  g_return_if_fail (SP_IS_GRID (self));

  self->n_rows = n_rows;
  if (n_columns != self->layout.n_columns) {
    self->layout.n_columns = n_columns;
    g_array_set_size (self->widths, n_columns);
    g_array_set_size (self->natural, n_columns);
    sp_grid_place_columns (self, gtk_widget_get_width (GTK_WIDGET (self)));
  }
  for (guint i = 0; i < n_columns; i++) /* other content is as wide as it is */
    g_array_index (self->natural, int, i) = 0;
  sp_grid_reset_tops (self);
  if (self->cursor_column >= (int) n_columns || self->cursor_row >= (int) n_rows)
    self->cursor_column = -1;
  self->anchor_row = MIN (self->anchor_row, (int) n_rows - 1);
  self->anchor_column = MIN (self->anchor_column, (int) n_columns - 1);
  gtk_accessible_update_relation (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_COUNT, (int) n_rows + 1,
    GTK_ACCESSIBLE_RELATION_COL_COUNT, (int) n_columns, -1);
  sp_grid_refresh (self);
}

void
sp_grid_refresh (SpGrid *self)
{
  g_return_if_fail (SP_IS_GRID (self));

  self->again = TRUE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
sp_grid_set_column_width (SpGrid *self, guint column, int width)
{
  g_return_if_fail (SP_IS_GRID (self));
  g_return_if_fail (column < self->layout.n_columns);

  g_array_index (self->widths, int, column) = width;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

int
sp_grid_get_content_height (SpGrid *self)
{
  g_return_val_if_fail (SP_IS_GRID (self), 0);

  return self->row_height + sp_grid_get_top (self, self->n_rows);
}

void
sp_grid_set_pinned (SpGrid *self, guint n_columns)
{
  g_return_if_fail (SP_IS_GRID (self));

  self->layout.n_pinned = MIN (n_columns, self->layout.n_columns);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
sp_grid_set_show_numbers (SpGrid *self, gboolean show_numbers)
{
  g_return_if_fail (SP_IS_GRID (self));

  self->show_numbers = show_numbers;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
sp_grid_set_wrap (SpGrid *self, gboolean wrap)
{
  g_return_if_fail (SP_IS_GRID (self));

  if (self->wrap == wrap)
    return;

  self->wrap = wrap;
  sp_grid_reset_tops (self);
  sp_grid_refresh (self);
}

void
sp_grid_set_least_height (SpGrid *self, int height)
{
  g_return_if_fail (SP_IS_GRID (self));

  if (self->least_height == height)
    return;

  self->least_height = height;
  sp_grid_reset_tops (self);
  sp_grid_refresh (self);
}

gboolean
sp_grid_get_cursor (SpGrid *self, int *row, int *column)
{
  g_return_val_if_fail (SP_IS_GRID (self), FALSE);

  if (row != NULL)
    *row = self->cursor_row;
  if (column != NULL)
    *column = self->cursor_column;

  return self->cursor_column >= 0;
}

static void
scroll_to (GtkAdjustment *adjustment, int start, int end, int covered)
{
  double value = 0, page = 0;

  if (adjustment == NULL)
    return;

  value = gtk_adjustment_get_value (adjustment);
  page = gtk_adjustment_get_page_size (adjustment) - covered;
  if (end > value + page)
    value = end - page;
  if (start < value)
    value = start;
  gtk_adjustment_set_value (adjustment, value);
}

void
sp_grid_move_cursor (SpGrid *self, int row, int column, gboolean extend)
{
  SpGridLayout *layout = &self->layout;
  gboolean      has_focus = FALSE;

  g_return_if_fail (SP_IS_GRID (self));

  if (layout->n_columns == 0)
    return;

  sp_grid_end_edit (self, TRUE); /* what is written belongs where the cursor was */
  has_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL || gtk_widget_has_focus (GTK_WIDGET (self));
  self->cursor_row = CLAMP (row, extend ? 0 : -1, (int) self->n_rows - 1);
  self->cursor_column = CLAMP (column, 0, (int) layout->n_columns - 1);
  if (!extend || self->anchor_row < 0) {
    self->anchor_row = self->cursor_row;
    self->anchor_column = self->cursor_column;
  }
  if (self->cursor_row >= 0)
    scroll_to (self->scrolling.adjustments[GTK_ORIENTATION_VERTICAL],
               sp_grid_get_top (self, (guint) self->cursor_row),
               sp_grid_get_top (self, (guint) self->cursor_row + 1), self->row_height);
  if ((guint) self->cursor_column >= layout->n_pinned)
    scroll_to (self->scrolling.adjustments[GTK_ORIENTATION_HORIZONTAL],
               sp_grid_get_place (self, (guint) self->cursor_column) - sp_grid_get_place (self, layout->n_pinned),
               sp_grid_get_place (self, (guint) self->cursor_column + 1), layout->number_width);
  sp_grid_update_visible (self);
  show_states (self);
  if (has_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0);
}

gboolean
sp_grid_get_selection (SpGrid *self, SpGridRange *range)
{
  g_return_val_if_fail (SP_IS_GRID (self), FALSE);
  g_return_val_if_fail (range != NULL, FALSE);

  range->first_row = MIN (self->cursor_row, self->anchor_row);
  range->last_row = MAX (self->cursor_row, self->anchor_row);
  range->first_column = MIN (self->cursor_column, self->anchor_column);
  range->last_column = MAX (self->cursor_column, self->anchor_column);

  return self->cursor_column >= 0 && range->first_row >= 0;
}

void
sp_grid_select (SpGrid *self, const SpGridRange *range)
{
  g_return_if_fail (SP_IS_GRID (self));
  g_return_if_fail (range != NULL);

  sp_grid_move_cursor (self, range->last_row, range->last_column, FALSE);
  self->anchor_row = range->first_row;
  self->anchor_column = range->first_column;
  show_states (self);
}

SpGridCell *
sp_grid_get_cell (SpGrid *self, int row, int column)
{
  g_return_val_if_fail (SP_IS_GRID (self), NULL);

  if (row < 0)
    return sp_grid_row_get_cell (self->header, column);
  if (self->rows->len > 0) {
    SpGridRow *widget = self->rows->pdata[(guint) row % self->rows->len];

    if (sp_grid_row_get_index (widget) == row && gtk_widget_get_child_visible (GTK_WIDGET (widget)))
      return sp_grid_row_get_cell (widget, column);
  }

  return NULL;
}
