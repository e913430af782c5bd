/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-grid-row.h"

struct _SpGridRow {
  GtkWidget      parent_instance;
  SpGridLayout  *layout;
  SpGridBindCell bind;
  gpointer       user_data;
  GPtrArray     *slots;  /* cells that scroll; column N is in slot N modulo their number */
  GPtrArray     *pinned; /* cells that do not */
  SpGridCell    *number; /* nullable */
  int            index;
};

G_DEFINE_FINAL_TYPE (SpGridRow, sp_grid_row, GTK_TYPE_WIDGET)

static void
remove_cell (gpointer cell)
{
  gtk_widget_unparent (GTK_WIDGET (cell));
}

/* Cells that stay are drawn over those that pass below them; those are in the order of columns. */
static SpGridCell *
add_cell (SpGridRow *self, gboolean stays, GtkAccessibleRole role)
{
  SpGridCell *cell = sp_grid_cell_new (role);
  GtkWidget  *next = NULL;

  if (stays)
    gtk_widget_add_css_class (GTK_WIDGET (cell), "pinned");
  for (next = stays ? NULL : gtk_widget_get_first_child (GTK_WIDGET (self));
       next != NULL && !gtk_widget_has_css_class (next, "pinned");)
    next = gtk_widget_get_next_sibling (next);
  gtk_widget_insert_before (GTK_WIDGET (cell), GTK_WIDGET (self), next);

  return cell;
}

static void
update_cell (SpGridRow *self, SpGridCell *cell, int column, gboolean again)
{
  gtk_widget_set_child_visible (GTK_WIDGET (cell), TRUE);
  if (!again && sp_grid_cell_get_row (cell) == self->index &&
      sp_grid_cell_get_column (cell) == column)
    return;

  sp_grid_cell_set_place (cell, self->index, column);
  self->bind (cell, self->user_data);
}

static void
update_number (SpGridRow *self, gboolean again)
{
  if (self->layout->number_width == 0) {
    g_clear_pointer (&self->number, remove_cell);
    return;
  }

  if (self->number == NULL) {
    self->number = add_cell (self, TRUE, GTK_ACCESSIBLE_ROLE_ROW_HEADER);
    gtk_widget_set_focusable (GTK_WIDGET (self->number), FALSE);
    gtk_widget_add_css_class (GTK_WIDGET (self->number), "number");
  }
  update_cell (self, self->number, -1, again);
}

static void
sp_grid_row_dispose (GObject *object)
{
  SpGridRow *self = SP_GRID_ROW (object);

  g_clear_pointer (&self->slots, g_ptr_array_unref);
  g_clear_pointer (&self->pinned, g_ptr_array_unref);
  g_clear_pointer (&self->number, remove_cell);

  G_OBJECT_CLASS (sp_grid_row_parent_class)->dispose (object);
}

static void
allocate_cell (SpGridRow *self, SpGridCell *cell, int x, int width, int height)
{
  int minimum_width = 0, minimum_height = 0;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  gtk_widget_measure (GTK_WIDGET (cell), GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL, NULL,
                      NULL);
  gtk_widget_measure (GTK_WIDGET (cell), GTK_ORIENTATION_VERTICAL, -1, &minimum_height, NULL, NULL,
                      NULL);
  gtk_widget_size_allocate (GTK_WIDGET (cell),
                            &(GtkAllocation){ x, 0, MAX (width, minimum_width),
                                              MAX (height, minimum_height) },
                            -1);
}

static void
sp_grid_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SpGridRow    *self = SP_GRID_ROW (widget);
  SpGridLayout *layout = self->layout;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    SpGridCell *cell = SP_GRID_CELL (child);
    int         column = sp_grid_cell_get_column (cell);
    int         start = 0;

    if (!gtk_widget_get_child_visible (child))
      continue;
    if (cell == self->number) {
      allocate_cell (self, cell, 0, layout->number_width, height);
      continue;
    }
    if (column < 0 || (guint) column >= layout->n_columns)
      continue;

    start = g_array_index (layout->places, int, column);
    allocate_cell (self, cell,
                   layout->number_width + start -
                     ((guint) column < layout->n_pinned ? 0 : layout->scroll),
                   g_array_index (layout->places, int, column + 1) - start, height);
  }
}

static void
sp_grid_row_class_init (SpGridRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_grid_row_dispose;
  widget_class->size_allocate = sp_grid_row_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
sp_grid_row_init (SpGridRow *self)
{
  self->slots = g_ptr_array_new_with_free_func (remove_cell);
  self->pinned = g_ptr_array_new_with_free_func (remove_cell);
  self->index = G_MININT;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

SpGridRow *
sp_grid_row_new (SpGridLayout *layout, SpGridBindCell bind, gpointer user_data)
{
  SpGridRow *self = g_object_new (SP_TYPE_GRID_ROW, NULL);

  self->layout = layout;
  self->bind = bind;
  self->user_data = user_data;

  return self;
}

static void
update_pinned (SpGridRow *self, GtkAccessibleRole role, gboolean again)
{
  if (self->pinned->len > self->layout->n_pinned)
    g_ptr_array_set_size (self->pinned, (int) self->layout->n_pinned);
  while (self->pinned->len < self->layout->n_pinned)
    g_ptr_array_add (self->pinned, add_cell (self, TRUE, role));
  for (guint i = 0; i < self->pinned->len; i++)
    update_cell (self, self->pinned->pdata[i], (int) i, again);
}

void
sp_grid_row_update (SpGridRow *self, int index, gboolean again)
{
  SpGridLayout     *layout = self->layout;
  GtkAccessibleRole role =
    index < 0 ? GTK_ACCESSIBLE_ROLE_COLUMN_HEADER : GTK_ACCESSIBLE_ROLE_GRID_CELL;

  g_return_if_fail (SP_IS_GRID_ROW (self));

  self->index = index;
  if (self->slots->len != layout->n_slots) {
    g_ptr_array_set_size (self->slots, 0);
    while (self->slots->len < layout->n_slots)
      g_ptr_array_add (self->slots, add_cell (self, FALSE, role));
  }
  for (guint i = 0; i < self->slots->len; i++)
    gtk_widget_set_child_visible (self->slots->pdata[i], FALSE);
  for (guint i = layout->first; i < layout->last; i++)
    update_cell (self, self->slots->pdata[i % self->slots->len], (int) i, again);
  update_pinned (self, role, again);
  update_number (self, again);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

int
sp_grid_row_get_index (SpGridRow *self)
{
  g_return_val_if_fail (SP_IS_GRID_ROW (self), -1);

  return self->index;
}

SpGridCell *
sp_grid_row_get_cell (SpGridRow *self, int column)
{
  g_return_val_if_fail (SP_IS_GRID_ROW (self), NULL);

  if (column < 0)
    return self->number;
  if ((guint) column < self->pinned->len)
    return self->pinned->pdata[column];
  if ((guint) column < self->layout->first || (guint) column >= self->layout->last ||
      self->slots->len == 0)
    return NULL;

  return self->slots->pdata[(guint) column % self->slots->len];
}

void
sp_grid_row_foreach (SpGridRow *self, SpGridBindCell func, gpointer user_data)
{
  g_return_if_fail (SP_IS_GRID_ROW (self));

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (gtk_widget_get_child_visible (child))
      func (SP_GRID_CELL (child), user_data);
  }
}

int
sp_grid_row_get_height (SpGridRow *self)
{
  int height = 0;

  g_return_val_if_fail (SP_IS_GRID_ROW (self), 0);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int column = sp_grid_cell_get_column (SP_GRID_CELL (child));

    if (gtk_widget_get_child_visible (child) && column >= 0 &&
        (guint) column < self->layout->n_columns)
      height = MAX (height, sp_grid_cell_get_height (
                              SP_GRID_CELL (child),
                              g_array_index (self->layout->places, int, column + 1) -
                                g_array_index (self->layout->places, int, column)));
  }

  return height;
}
