/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-grid-private.h"

/* Where rows and columns are, and which of them can be seen. */

#define LEAST_WIDTH 48
#define MOST_WIDTH 320 /* of a column that goes by its content */
#define PADDING 24
#define ARROW 12
#define EDGE 5          /* how near to the edge of a header the pointer must be */
#define N_MEASURED 30   /* rows that tell how wide a column is */
#define MOST_HEIGHT 400 /* of a row whose text is wrapped */

/* How wide the longest text of the first rows is, and the header. */
static int
measure_column (SpGrid *self, guint column)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  int                     width = LEAST_WIDTH;
  glong                   longest = -1;

  for (int row = -1; row < (int) MIN (self->n_rows, N_MEASURED); row++) {
    SpGridContent content;
    glong         length = 0;
    int           text_width = 0;

    sp_grid_get_content (self, row, (int) column, &content);
    length = content.text != NULL ? g_utf8_strlen (content.text, -1) : 0;
    if (row < 0 || length > longest) {
      pango_layout_set_text (layout, content.text != NULL ? content.text : "", -1);
      pango_layout_get_pixel_size (layout, &text_width, NULL);
      if (row < 0) /* is bold, and there may be an arrow */
        text_width = text_width * 6 / 5 + ARROW;
      width = MAX (width, text_width + PADDING);
      longest = row < 0 ? -1 : length;
    }
    sp_grid_content_clear (&content);
  }

  return MIN (width, MOST_WIDTH);
}

static int
get_wanted_width (SpGrid *self, guint column, int available)
{
  int  width = g_array_index (self->widths, int, column);
  int *natural = &g_array_index (self->natural, int, column);

  if (width > 0)
    return MAX (width, LEAST_WIDTH / 2);
  if (width < 0)
    return MAX (-width * available / 100, LEAST_WIDTH);
  if (*natural == 0)
    *natural = measure_column (self, column);

  return *natural;
}

static int
measure_numbers (SpGrid *self)
{
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char        *text = NULL;
  int                     width = 0;

  if (!self->show_numbers)
    return 0;

  text = g_strdup_printf ("%u", MAX (self->n_rows, 10));
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_get_pixel_size (layout, &width, NULL);

  return width + PADDING;
}

/* What is left over goes to the columns that go by their content. */
void
sp_grid_place_columns (SpGrid *self, int available)
{
  guint n_columns = self->layout.n_columns;
  int   total = 0, flexible = 0, extra = 0, place = 0;

  self->layout.number_width = measure_numbers (self);
  available -= self->layout.number_width;
  for (guint i = 0; i < n_columns; i++) {
    int width = get_wanted_width (self, i, available);

    total += width;
    flexible += g_array_index (self->widths, int, i) == 0 ? width : 0;
  }
  extra = MAX (0, available - total);

  g_array_set_size (self->layout.places, n_columns + 1);
  for (guint i = 0; i < n_columns; i++) {
    int width = get_wanted_width (self, i, available);

    g_array_index (self->layout.places, int, i) = place;
    if (extra > 0 && flexible > 0 && g_array_index (self->widths, int, i) == 0) {
      int share = (int) ((gint64) extra * width / flexible); /* all of it is given in the end */

      flexible -= width;
      extra -= share;
      width += share;
    }
    place += width;
  }
  g_array_index (self->layout.places, int, n_columns) = place;
}

static int
get_row_height (SpGrid *self)
{
  return MAX (self->row_height, self->least_height);
}

void
sp_grid_reset_tops (SpGrid *self)
{
  int height = get_row_height (self);

  g_array_set_size (self->tops, self->n_rows + 1);
  for (guint i = 0; i <= self->n_rows; i++)
    g_array_index (self->tops, int, i) = (int) i * height;
  sp_grid_emit_height (self);
}

/* The last of sorted places that is not behind the given one. */
static guint
find_place (GArray *places, guint n, int place)
{
  guint low = 0, high = n;

  while (high - low > 1) {
    guint middle = (low + high) / 2;

    if (g_array_index (places, int, middle) <= place)
      low = middle;
    else
      high = middle;
  }

  return low;
}

static void
find_visible_columns (SpGrid *self)
{
  SpGridLayout *layout = &self->layout;
  int           width = gtk_widget_get_width (GTK_WIDGET (self)) - layout->number_width;
  guint         pinned = MIN (layout->n_pinned, layout->n_columns);

  layout->scroll = sp_grid_get_value (self, GTK_ORIENTATION_HORIZONTAL);
  layout->first = layout->last = layout->n_columns;
  if (layout->n_columns == 0)
    return;

  layout->first = find_place (layout->places, layout->n_columns,
                              layout->scroll + sp_grid_get_place (self, pinned));
  layout->first = MIN (MAX (layout->first, pinned), layout->n_columns);
  layout->last = layout->first;
  while (layout->last < layout->n_columns && sp_grid_get_place (self, layout->last) < layout->scroll + width)
    layout->last++;
  if (layout->last - layout->first > layout->n_slots)
    layout->n_slots = layout->last - layout->first + 1;
}

static void
ensure_rows (SpGrid *self, guint n_rows)
{
  while (self->rows->len < n_rows) {
    SpGridRow *row = sp_grid_row_new (&self->layout, sp_grid_bind_cell_cb, self);

    gtk_widget_insert_before (GTK_WIDGET (row), GTK_WIDGET (self), GTK_WIDGET (self->header));
    g_ptr_array_add (self->rows, row);
  }
}

void
sp_grid_update_visible (SpGrid *self)
{
  int   top = sp_grid_get_value (self, GTK_ORIENTATION_VERTICAL);
  int   height = gtk_widget_get_height (GTK_WIDGET (self)) - self->row_height;
  guint first = 0, last = 0;

  find_visible_columns (self);
  if (self->n_rows > 0)
    first = find_place (self->tops, self->n_rows, top);
  for (last = first; last < self->n_rows && sp_grid_get_top (self, last) < top + height;)
    last++;

  ensure_rows (self, MIN (last - first + 1, self->n_rows));
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_child_visible (self->rows->pdata[i], FALSE);
  for (guint i = first; i < last; i++) {
    SpGridRow *row = self->rows->pdata[i % self->rows->len];

    gtk_widget_set_child_visible (GTK_WIDGET (row), TRUE);
    sp_grid_row_update (row, (int) i, self->again);
  }
  sp_grid_row_update (self->header, -1, self->again);
  self->again = FALSE;
}

/* Returns: whether a row that can be seen has another height than was thought. */
static gboolean
measure_rows (SpGrid *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; self->wrap && i < self->rows->len; i++) {
    SpGridRow *row = self->rows->pdata[i];
    guint      index = (guint) sp_grid_row_get_index (row);
    int        height = 0, difference = 0;

    if (!gtk_widget_get_child_visible (GTK_WIDGET (row)) || index >= self->n_rows)
      continue;

    height = CLAMP (sp_grid_row_get_height (row), get_row_height (self), MOST_HEIGHT);
    difference = height - (sp_grid_get_top (self, index + 1) - sp_grid_get_top (self, index));
    if (difference == 0)
      continue;

    for (guint j = index + 1; j <= self->n_rows; j++)
      g_array_index (self->tops, int, j) += difference;
    changed = TRUE;
  }
  if (changed)
    sp_grid_emit_height (self);

  return changed;
}

static void
configure (SpGrid *self, GtkOrientation orientation, double upper, double page)
{
  GtkAdjustment *adjustment = self->scrolling.adjustments[orientation];

  if (adjustment == NULL)
    return;

  upper = MAX (upper, page);
  gtk_adjustment_configure (adjustment,
                            CLAMP (gtk_adjustment_get_value (adjustment), 0, upper - page), 0, upper,
                            self->row_height, MAX (page - self->row_height, 1), page);
}

static void
configure_adjustments (SpGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  configure (self, GTK_ORIENTATION_HORIZONTAL,
             self->layout.number_width + sp_grid_get_place (self, self->layout.n_columns),
             gtk_widget_get_width (widget));
  configure (self, GTK_ORIENTATION_VERTICAL, self->row_height + sp_grid_get_top (self, self->n_rows),
             gtk_widget_get_height (widget));
}

void
sp_grid_get_area (SpGrid *self, int row, int column, GtkAllocation *area)
{
  int scroll =
    (guint) column < self->layout.n_pinned ? 0 : sp_grid_get_value (self, GTK_ORIENTATION_HORIZONTAL);

  area->x = self->layout.number_width + sp_grid_get_place (self, (guint) column) - scroll;
  area->width = sp_grid_get_place (self, (guint) column + 1) - sp_grid_get_place (self, (guint) column);
  area->y = 0;
  area->height = self->row_height;
  if (row >= 0) {
    area->y =
      self->row_height + sp_grid_get_top (self, (guint) row) - sp_grid_get_value (self, GTK_ORIENTATION_VERTICAL);
    area->height = sp_grid_get_top (self, (guint) row + 1) - sp_grid_get_top (self, (guint) row);
  }
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    area->x = gtk_widget_get_width (GTK_WIDGET (self)) - area->x - area->width;
}

static void
allocate (GtkWidget *child, int y, int width, int height)
{
  int minimum = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  width = MAX (width, minimum);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation){ 0, y, width, MAX (height, minimum) }, -1);
}

static void
allocate_editor (SpGrid *self, int width, int height)
{
  GtkAllocation area;
  int           natural = 0;

  if (self->editor == NULL)
    return;

  sp_grid_get_area (self, self->cursor_row, self->cursor_column, &area);
  area.width = MIN (MAX (area.width, 120), width);
  area.x = CLAMP (area.x, 0, width - area.width);
  gtk_widget_measure (self->editor, GTK_ORIENTATION_HORIZONTAL, -1, &natural, NULL, NULL, NULL);
  area.width = MAX (area.width, natural);
  gtk_widget_measure (self->editor, GTK_ORIENTATION_VERTICAL, area.width, NULL, &natural, NULL,
                      NULL);
  area.height = MAX (area.height, natural);
  if (area.y + area.height > height)
    area.y = MAX (0, height - area.height);
  gtk_widget_size_allocate (self->editor, &area, -1);
}

void
sp_grid_allocate (SpGrid *self, int width, int height)
{
  sp_grid_place_columns (self, width);
  configure_adjustments (self);
  sp_grid_update_visible (self);
  for (int i = 0; i < 3 && measure_rows (self); i++) { /* other rows come into sight */
    configure_adjustments (self);
    sp_grid_update_visible (self);
  }

  for (guint i = 0; i < self->rows->len; i++) {
    SpGridRow *row = self->rows->pdata[i];
    guint      index = (guint) sp_grid_row_get_index (row);

    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      allocate (GTK_WIDGET (row),
                self->row_height + sp_grid_get_top (self, index) -
                  sp_grid_get_value (self, GTK_ORIENTATION_VERTICAL),
                width, sp_grid_get_top (self, index + 1) - sp_grid_get_top (self, index));
  }
  allocate (GTK_WIDGET (self->header), 0, width, self->row_height);
  allocate_editor (self, width, height);
}

int
sp_grid_get_page (SpGrid *self)
{
  return MAX (1, gtk_widget_get_height (GTK_WIDGET (self)) / get_row_height (self) - 2);
}

gboolean
sp_grid_find_cell (SpGrid *self, double x, double y, int *row, int *column, int *edge)
{
  SpGridLayout *layout = &self->layout;
  int           place = 0;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x;
  place = (int) x - layout->number_width;
  *row = *column = -1;
  if (layout->n_columns == 0)
    return FALSE;
  if (place >= sp_grid_get_place (self, MIN (layout->n_pinned, layout->n_columns)))
    place += sp_grid_get_value (self, GTK_ORIENTATION_HORIZONTAL);

  if (place >= 0)
    *column = (int) find_place (layout->places, layout->n_columns, place);
  if (edge != NULL) {
    *edge = -1;
    if (*column >= 0 && sp_grid_get_place (self, (guint) *column + 1) - place <= EDGE)
      *edge = *column;
    else if (*column > 0 && place - sp_grid_get_place (self, (guint) *column) < EDGE)
      *edge = *column - 1;
  }
  if (place >= sp_grid_get_place (self, layout->n_columns))
    return FALSE;
  if (y < self->row_height)
    return TRUE;

  y += sp_grid_get_value (self, GTK_ORIENTATION_VERTICAL) - self->row_height;
  if (self->n_rows == 0 || (int) y >= sp_grid_get_top (self, self->n_rows))
    return FALSE;
  *row = (int) find_place (self->tops, self->n_rows, (int) y);

  return TRUE;
}
