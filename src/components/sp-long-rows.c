/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-long-rows.h"

#define FIRST_GUESS 80 /* height of a row before any is known, pixels */

typedef struct {
  GtkWidget *widget; /* nullable */
  int        height; /* 0 before it is measured */
} Row;

static Row *
get_row (SpLongRows *self, guint position)
{
  return &g_array_index (self->rows, Row, position);
}

void
sp_long_rows_init (SpLongRows *self, GtkWidget *list)
{
  self->list = list;
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
}

guint
sp_long_rows_get_n (SpLongRows *self)
{
  return self->rows != NULL ? self->rows->len : 0;
}

GtkWidget *
sp_long_rows_get_widget (SpLongRows *self, guint position)
{
  return get_row (self, position)->widget;
}

int
sp_long_rows_get_height (SpLongRows *self, guint position)
{
  Row *row = get_row (self, position);

  return row->height > 0 ? row->height : self->guess > 0 ? self->guess
                                                         : FIRST_GUESS;
}

/* Adding up some thousand numbers takes a few microseconds: no tree of sums is needed. */
int
sp_long_rows_get_top (SpLongRows *self, guint position)
{
  int top = self->origin;

  for (guint i = 0; i < position; i++)
    top += sp_long_rows_get_height (self, i);

  return top;
}

static void
make_row (SpLongRows *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (self->model, position);
  GtkWidget          *before = NULL;
  Row                *row = get_row (self, position);

  for (guint i = position; i > 0 && before == NULL; i--)
    before = get_row (self, i - 1)->widget;
  row->widget = self->create (item, self->user_data);
  gtk_widget_insert_after (row->widget, self->list, before);
  self->place (row->widget, position, sp_long_rows_get_n (self), self->user_data);
}

/* Returns: where the row after it begins. What can be seen does not move because of what is above. */
static int
measure_row (SpLongRows *self, guint position, int top, int width, int value)
{
  Row *row = get_row (self, position);
  int  old = sp_long_rows_get_height (self, position);
  int  minimum = 0, height = 0;

  gtk_widget_measure (row->widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (row->widget, GTK_ORIENTATION_VERTICAL, MAX (width, minimum), NULL, &height,
                      NULL, NULL);
  height = MAX (1, height);
  if (row->height > 0 && height != row->height)
    self->has_grown = TRUE;
  if (row->height == 0 ? top < value : top + old <= value) {
    self->origin -= height - old;
    row->height = height;
    return top + old;
  }
  row->height = height;

  return top + height;
}

void
sp_long_rows_measure (SpLongRows *self, int width, int value)
{
  int top = self->origin;

  for (guint i = 0; i < sp_long_rows_get_n (self); i++) {
    if (get_row (self, i)->widget != NULL)
      top = measure_row (self, i, top, width, value);
    else
      top += sp_long_rows_get_height (self, i);
  }
}

gboolean
sp_long_rows_make (SpLongRows *self, int from, int to, int value, gint64 deadline)
{
  int      top = self->origin;
  gboolean made = FALSE;

  for (guint i = 0; i < sp_long_rows_get_n (self) && top < to; i++) {
    if (get_row (self, i)->widget == NULL && top + sp_long_rows_get_height (self, i) > from) {
      make_row (self, i);
      top = measure_row (self, i, top, gtk_widget_get_width (self->list), value);
      made = TRUE;
      if (deadline > 0 && g_get_monotonic_time () > deadline)
        return TRUE;
    } else {
      top += sp_long_rows_get_height (self, i);
    }
  }

  return made;
}

void
sp_long_rows_drop (SpLongRows *self, int from, int to, GtkWidget *kept)
{
  int top = self->origin;

  for (guint i = 0; i < sp_long_rows_get_n (self); i++) {
    Row *row = get_row (self, i);
    int  bottom = top + sp_long_rows_get_height (self, i);

    if (row->widget != NULL && row->widget != kept && (bottom <= from || top >= to))
      g_clear_pointer (&row->widget, gtk_widget_unparent);
    top = bottom;
  }
}

/* One guess for all, from the first rows: another one later would move what is above. */
void
sp_long_rows_make_guess (SpLongRows *self)
{
  int   total = 0;
  guint n_measured = 0;

  for (guint i = 0; i < sp_long_rows_get_n (self) && self->guess == 0; i++) {
    int height = get_row (self, i)->height;

    total += height;
    n_measured += height > 0;
  }
  if (n_measured > 0)
    self->guess = MAX (1, total / (int) n_measured);
}

void
sp_long_rows_place (SpLongRows *self)
{
  for (guint i = 0; i < sp_long_rows_get_n (self); i++) {
    Row *row = get_row (self, i);

    if (row->widget != NULL)
      self->place (row->widget, i, sp_long_rows_get_n (self), self->user_data);
  }
}

guint
sp_long_rows_find (SpLongRows *self, GtkWidget *widget)
{
  for (guint i = 0; i < sp_long_rows_get_n (self); i++) {
    if (get_row (self, i)->widget == widget)
      return i;
  }

  return sp_long_rows_get_n (self);
}

void
sp_long_rows_splice (SpLongRows *self, guint position, guint n_removed, guint n_added)
{
  for (guint i = position; i < position + n_removed; i++)
    g_clear_pointer (&get_row (self, i)->widget, gtk_widget_unparent);
  if (n_removed > 0)
    g_array_remove_range (self->rows, position, n_removed);
  for (guint i = 0; i < n_added; i++) {
    Row row = { NULL, 0 };

    g_array_insert_val (self->rows, position + i, row);
  }
}

void
sp_long_rows_rebuild (SpLongRows *self)
{
  for (guint i = 0; i < sp_long_rows_get_n (self); i++) {
    if (get_row (self, i)->widget == NULL)
      continue;

    g_clear_pointer (&get_row (self, i)->widget, gtk_widget_unparent);
    make_row (self, i);
  }
}

void
sp_long_rows_need (SpLongRows *self, guint position, int value)
{
  if (get_row (self, position)->widget != NULL)
    return;

  make_row (self, position);
  measure_row (self, position, sp_long_rows_get_top (self, position), gtk_widget_get_width (self->list), value);
}

void
sp_long_rows_clear (SpLongRows *self)
{
  for (guint i = 0; i < sp_long_rows_get_n (self); i++)
    g_clear_pointer (&get_row (self, i)->widget, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_object (&self->model);
}
