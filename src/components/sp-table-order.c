/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-table-order.h"

#include "gradio.h"

#include "sp-table-text.h"

typedef enum {
  RANK_NUMBER,
  RANK_TEXT,
  RANK_EMPTY,
} Rank;

/* What a cell is compared by. */
typedef struct {
  char  *text; /* a collation key */
  double number;
  Rank   rank;
} Key;

typedef struct {
  GArray    *sorts;
  GPtrArray *columns; /* for each sort an array of Key, one a row */
} Comparison;

typedef struct {
  GPtrArray *rows;
  GArray    *sorts;
  GPtrArray *filters;
  char      *search;
} Order;

static void
order_free (Order *order)
{
  g_ptr_array_unref (order->rows);
  g_clear_pointer (&order->sorts, g_array_unref);
  g_clear_pointer (&order->filters, g_ptr_array_unref);
  g_free (order->search);
  g_free (order);
}

static JsonNode *
get_cell (GPtrArray *rows, guint32 row, guint column)
{
  JsonArray *cells = rows->pdata[row];

  return column < json_array_get_length (cells) ? json_array_get_element (cells, column) : NULL;
}

static Key
make_key (JsonNode *cell)
{
  Key              key = { NULL, 0, RANK_EMPTY };
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (cell == NULL || json_node_is_null (cell))
    return key;

  if (sp_table_text_read_number (cell, &key.number)) {
    key.rank = RANK_NUMBER;

    return key;
  }

  text = sp_table_text_dup (cell);
  if (*text != '\0') {
    folded = g_utf8_casefold (text, -1);
    key.text = g_utf8_collate_key (folded, -1);
    key.rank = RANK_TEXT;
  }

  return key;
}

static void
clear_key (gpointer key)
{
  g_free (((Key *) key)->text);
}

static GArray *
make_keys (GPtrArray *rows, guint column)
{
  GArray *keys = g_array_sized_new (FALSE, FALSE, sizeof (Key), rows->len);

  g_array_set_clear_func (keys, clear_key);
  for (guint32 i = 0; i < rows->len; i++) {
    Key key = make_key (get_cell (rows, i, column));

    g_array_append_val (keys, key);
  }

  return keys;
}

static int
compare_keys (const Key *a, const Key *b, gboolean descending)
{
  int order = 0;

  if (a->rank != b->rank) /* empty cells are last either way */
    order = a->rank < b->rank ? -1 : 1;
  if (a->rank != b->rank && (a->rank == RANK_EMPTY || b->rank == RANK_EMPTY))
    return order;

  if (order == 0 && a->rank == RANK_NUMBER)
    order = (a->number > b->number) - (a->number < b->number);
  else if (order == 0 && a->rank == RANK_TEXT)
    order = strcmp (a->text, b->text);

  return descending ? -order : order;
}

static int
compare_rows_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  Comparison *comparison = user_data;
  guint32     first = *(const guint32 *) a;
  guint32     second = *(const guint32 *) b;

  for (guint i = 0; i < comparison->sorts->len; i++) {
    GArray *keys = comparison->columns->pdata[i];
    int     order = compare_keys (&g_array_index (keys, Key, first),
                                  &g_array_index (keys, Key, second),
                                  g_array_index (comparison->sorts, SpTableSort, i).descending);

    if (order != 0)
      return order;
  }

  return first < second ? -1 : first > second; /* the sort is stable */
}

static gboolean
row_contains (JsonArray *row, const char *folded)
{
  for (guint i = 0; i < json_array_get_length (row); i++) {
    g_autofree char *text = sp_table_text_dup (json_array_get_element (row, i));
    g_autofree char *cell = g_utf8_casefold (text, -1);

    if (strstr (cell, folded) != NULL)
      return TRUE;
  }

  return FALSE;
}

static gboolean
passes (GPtrArray *rows, guint32 row, GPtrArray *filters)
{
  for (guint i = 0; filters != NULL && i < filters->len; i++) {
    SpTableFilter *filter = filters->pdata[i];

    if (!sp_table_filter_matches (filter, get_cell (rows, row, sp_table_filter_get_column (filter))))
      return FALSE;
  }

  return TRUE;
}

static void
sort_order (GPtrArray *rows, GArray *sorts, GArray *order)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  Comparison            comparison = { sorts, columns };

  for (guint i = 0; i < sorts->len; i++)
    g_ptr_array_add (columns, make_keys (rows, g_array_index (sorts, SpTableSort, i).column));
  g_array_sort_with_data (order, compare_rows_cb, &comparison);
}

GArray *
sp_table_order_compute (GPtrArray    *rows,
                        GArray       *sorts,
                        GPtrArray    *filters,
                        const char   *search,
                        GCancellable *cancellable)
{
  GArray          *order = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (rows != NULL, NULL);

  order = g_array_sized_new (FALSE, FALSE, sizeof (guint32), rows->len);
  if (search != NULL && *search != '\0')
    folded = g_utf8_casefold (search, -1);
  for (guint32 i = 0; i < rows->len; i++) {
    if (passes (rows, i, filters) && (folded == NULL || row_contains (rows->pdata[i], folded)))
      g_array_append_val (order, i);
    if (g_cancellable_is_cancelled (cancellable))
      return order;
  }
  if (sorts != NULL && sorts->len > 0)
    sort_order (rows, sorts, order);

  return order;
}

static void
order_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Order  *order = task_data;
  GArray *result = sp_table_order_compute (order->rows, order->sorts, order->filters, order->search, cancellable);

  g_task_return_pointer (task, result, (GDestroyNotify) g_array_unref);
}

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  GArray            *order = g_task_propagate_pointer (G_TASK (result), &error);

  if (order != NULL)
    g_task_return_pointer (task, order, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gpointer
ref_filter (gconstpointer filter, gpointer user_data)
{
  return sp_table_filter_ref ((SpTableFilter *) filter);
}

/* The task of the thread may die in the thread, but lists of JSON must die in the main loop: the
 * outer task, which never leaves it, owns them. */
void
sp_table_order_async (GPtrArray          *rows,
                      GArray             *sorts,
                      GPtrArray          *filters,
                      const char         *search,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) inner = NULL;
  Order            *order = NULL;

  g_return_if_fail (rows != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_table_order_async);
  order = g_new0 (Order, 1);
  order->rows = g_ptr_array_ref (rows);
  order->sorts = sorts != NULL ? g_array_copy (sorts) : NULL;
  order->filters = filters != NULL ? g_ptr_array_copy (filters, ref_filter, NULL) : NULL;
  order->search = g_strdup (search);
  g_task_set_task_data (task, order, (GDestroyNotify) order_free);

  inner = g_task_new (NULL, cancellable, computed_cb, g_object_ref (task));
  g_task_set_task_data (inner, order, NULL);
  g_task_run_in_thread (inner, order_thread);
}

GArray *
sp_table_order_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sp_table_order_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
