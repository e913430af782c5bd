/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-table.h"

#include "gradio.h"

#include "sp-table-text.h"

#define MOST_STEPS 200         /* that can be undone */
#define MOST_KEPT_ROWS 4000000 /* by all steps together: a row is a pointer here */

/* One state of the table. Neither list is ever changed once it is the state. */
typedef struct {
  GPtrArray *headers; /* of JsonNode */
  GPtrArray *rows;    /* of JsonArray */
} SpTableState;

struct _SpTable {
  GObject       parent_instance;
  JsonNode     *value;    /* owned: as it came */
  JsonNode     *written;  /* owned, nullable: the current state, when it was asked for */
  JsonArray    *fallback; /* owned, nullable: headers of a value without */
  SpTableState *state;    /* owned */
  SpTableState *initial;  /* of `value`; owned by `state` or `past` */
  GPtrArray    *past;
  GPtrArray    *future;
  guint         n_columns;
  guint         depth; /* of sp_table_begin() */
};

G_DEFINE_FINAL_TYPE (SpTable, sp_table, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GPtrArray *
create_headers (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
}

static SpTableState *
state_new (void)
{
  SpTableState *state = g_new0 (SpTableState, 1);

  state->headers = create_headers ();
  state->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_array_unref);

  return state;
}

static void
state_free (SpTableState *state)
{
  g_ptr_array_unref (state->headers);
  g_ptr_array_unref (state->rows);
  g_free (state);
}

static gpointer
ref_node_cb (gconstpointer node, gpointer user_data)
{
  return json_node_ref ((JsonNode *) node);
}

static gpointer
ref_row_cb (gconstpointer row, gpointer user_data)
{
  return json_array_ref ((JsonArray *) row);
}

static SpTableState *
state_copy (SpTableState *state)
{
  SpTableState *copy = g_new0 (SpTableState, 1);

  copy->headers = g_ptr_array_copy (state->headers, ref_node_cb, NULL);
  copy->rows = g_ptr_array_copy (state->rows, ref_row_cb, NULL);

  return copy;
}

static JsonObject *
get_object (SpTable *self)
{
  return self->value != NULL && JSON_NODE_HOLDS_OBJECT (self->value)
           ? json_node_get_object (self->value)
           : NULL;
}

static void
count_columns (SpTable *self)
{
  self->n_columns = self->state->headers->len;
  for (guint i = 0; i < self->state->rows->len; i++)
    self->n_columns = MAX (self->n_columns, json_array_get_length (self->state->rows->pdata[i]));
}

static void
changed (SpTable *self)
{
  g_clear_pointer (&self->written, json_node_unref);
  count_columns (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
read_headers (SpTableState *state, JsonArray *headers)
{
  for (guint i = 0; headers != NULL && i < json_array_get_length (headers); i++)
    g_ptr_array_add (state->headers, json_array_dup_element (headers, i));
}

/* A row that is no list is a row of one cell. */
static void
read_rows (SpTableState *state, JsonArray *rows)
{
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++) {
    JsonNode  *node = json_array_get_element (rows, i);
    JsonArray *row = NULL;

    if (JSON_NODE_HOLDS_ARRAY (node) && json_node_get_array (node) != NULL) {
      row = json_array_ref (json_node_get_array (node));
    } else {
      row = json_array_new ();
      json_array_add_element (row, json_node_ref (node));
    }
    g_ptr_array_add (state->rows, row);
  }
}

static void
show_value (SpTable *self)
{
  JsonObject   *object = get_object (self);
  SpTableState *state = state_new ();
  JsonArray    *headers = gradio_json_get_array (object, "headers");

  read_headers (state, headers != NULL ? headers : self->fallback);
  if (object != NULL)
    read_rows (state, gradio_json_get_array (object, "data"));
  else if (self->value != NULL && JSON_NODE_HOLDS_ARRAY (self->value))
    read_rows (state, json_node_get_array (self->value));

  g_ptr_array_set_size (self->past, 0);
  g_ptr_array_set_size (self->future, 0);
  g_clear_pointer (&self->state, state_free);
  self->state = state;
  self->initial = state;
  changed (self);
}

static JsonArray *
write_headers (SpTable *self)
{
  JsonArray *headers = json_array_sized_new (self->state->headers->len);

  for (guint i = 0; i < self->state->headers->len; i++)
    json_array_add_element (headers, json_node_ref (self->state->headers->pdata[i]));

  return headers;
}

static JsonArray *
write_rows (SpTable *self)
{
  JsonArray *rows = json_array_sized_new (self->state->rows->len);

  for (guint i = 0; i < self->state->rows->len; i++)
    json_array_add_array_element (rows, json_array_ref (self->state->rows->pdata[i]));

  return rows;
}

/* Members that are neither rows nor headers stay, but what described the cells is no longer true. */
static JsonNode *
write_value (SpTable *self)
{
  JsonObject            *old = get_object (self);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GList)      members = old != NULL ? json_object_get_members (old) : NULL;

  if (self->value != NULL && JSON_NODE_HOLDS_ARRAY (self->value))
    return json_node_init_array (json_node_alloc (), write_rows (self));

  for (GList *member = members; member != NULL; member = member->next)
    json_object_set_member (object, member->data, json_object_dup_member (old, member->data));
  json_object_set_array_member (object, "headers", write_headers (self));
  json_object_set_array_member (object, "data", write_rows (self));
  if (old == NULL || json_object_has_member (old, "metadata"))
    json_object_set_null_member (object, "metadata");

  return json_node_init_object (json_node_alloc (), object);
}

/* Steps that take too much together are forgotten, the oldest first. */
static void
forget_steps (SpTable *self)
{
  gsize n_rows = 0;
  guint n_kept = 0;

  for (guint i = self->past->len; i > 0 && n_kept < MOST_STEPS && n_rows < MOST_KEPT_ROWS; i--) {
    n_rows += ((SpTableState *) self->past->pdata[i - 1])->rows->len;
    n_kept++;
  }
  if (n_kept == self->past->len)
    return;

  for (guint i = 0; i < self->past->len - n_kept; i++) {
    if (self->past->pdata[i] == self->initial)
      self->initial = NULL;
  }
  g_ptr_array_remove_range (self->past, 0, self->past->len - n_kept);
}

static void
sp_table_finalize (GObject *object)
{
  SpTable *self = SP_TABLE (object);

  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->written, json_node_unref);
  g_clear_pointer (&self->fallback, json_array_unref);
  g_clear_pointer (&self->state, state_free);
  g_clear_pointer (&self->past, g_ptr_array_unref);
  g_clear_pointer (&self->future, g_ptr_array_unref);

  G_OBJECT_CLASS (sp_table_parent_class)->finalize (object);
}

static void
sp_table_class_init (SpTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_table_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", SP_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sp_table_init (SpTable *self)
{
  self->value = json_node_new (JSON_NODE_NULL);
  self->state = state_new ();
  self->initial = self->state;
  self->past = g_ptr_array_new_with_free_func ((GDestroyNotify) state_free);
  self->future = g_ptr_array_new_with_free_func ((GDestroyNotify) state_free);
}

SpTable *
sp_table_new (void)
{
  return g_object_new (SP_TYPE_TABLE, NULL);
}

void
sp_table_set_headers (SpTable *self, JsonArray *headers)
{
  JsonArray *old = NULL;

  g_return_if_fail (SP_IS_TABLE (self));

  old = self->fallback;
  self->fallback = headers != NULL ? json_array_ref (headers) : NULL;
  if (self->state == self->initial && gradio_json_get_array (get_object (self), "headers") == NULL)
    show_value (self);
  g_clear_pointer (&old, json_array_unref);
}

void
sp_table_set_value (SpTable *self, JsonNode *value)
{
  g_autoptr (JsonNode) old = NULL;

  g_return_if_fail (SP_IS_TABLE (self));

  old = g_steal_pointer (&self->value);
  self->value = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
  show_value (self);
}

JsonNode *
sp_table_dup_value (SpTable *self)
{
  g_return_val_if_fail (SP_IS_TABLE (self), NULL);

  if (self->state == self->initial)
    return json_node_ref (self->value);
  if (self->written == NULL)
    self->written = write_value (self);

  return json_node_ref (self->written);
}

guint
sp_table_get_n_rows (SpTable *self)
{
  g_return_val_if_fail (SP_IS_TABLE (self), 0);

  return self->state->rows->len;
}

guint
sp_table_get_n_columns (SpTable *self)
{
  g_return_val_if_fail (SP_IS_TABLE (self), 0);

  return self->n_columns;
}

GPtrArray *
sp_table_get_rows (SpTable *self)
{
  g_return_val_if_fail (SP_IS_TABLE (self), NULL);

  return self->state->rows;
}

JsonNode *
sp_table_get_cell (SpTable *self, guint row, guint column)
{
  JsonArray *cells = NULL;

  g_return_val_if_fail (SP_IS_TABLE (self), NULL);

  if (row >= self->state->rows->len)
    return NULL;

  cells = self->state->rows->pdata[row];

  return column < json_array_get_length (cells) ? json_array_get_element (cells, column) : NULL;
}

static JsonNode *
get_metadata (SpTable *self, const char *member, guint row, guint column)
{
  JsonObject *metadata = gradio_json_get_object (get_object (self), "metadata");
  JsonArray  *rows = gradio_json_get_array (metadata, member);
  JsonNode   *node = NULL;
  JsonArray  *cells = NULL;

  if (self->state != self->initial || rows == NULL || row >= json_array_get_length (rows))
    return NULL;

  node = json_array_get_element (rows, row);
  cells = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  if (cells == NULL || column >= json_array_get_length (cells))
    return NULL;

  return json_array_get_element (cells, column);
}

JsonNode *
sp_table_get_shown (SpTable *self, guint row, guint column)
{
  g_return_val_if_fail (SP_IS_TABLE (self), NULL);

  return get_metadata (self, "display_value", row, column);
}

const char *
sp_table_get_styling (SpTable *self, guint row, guint column)
{
  JsonNode *node = NULL;

  g_return_val_if_fail (SP_IS_TABLE (self), NULL);

  node = get_metadata (self, "styling", row, column);

  return gradio_json_is_string (node) ? json_node_get_string (node) : NULL;
}

char *
sp_table_dup_header (SpTable *self, guint column)
{
  JsonNode           *node = NULL;
  JsonArray          *levels = NULL;
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (SP_IS_TABLE (self), NULL);

  if (column >= self->state->headers->len)
    return g_strdup ("");

  node = self->state->headers->pdata[column];
  levels = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  if (levels == NULL)
    return sp_table_text_dup (node);

  text = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (levels); i++) {
    g_autofree char *level = sp_table_text_dup (json_array_get_element (levels, i));

    g_string_append_printf (text, "%s%s", i > 0 ? " / " : "", level);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
sp_table_begin (SpTable *self)
{
  SpTableState *copy = NULL;

  g_return_if_fail (SP_IS_TABLE (self));

  if (self->depth++ > 0)
    return;

  copy = state_copy (self->state);
  g_ptr_array_add (self->past, self->state);
  self->state = copy;
  for (guint i = 0; i < self->future->len; i++) {
    if (self->future->pdata[i] == self->initial)
      self->initial = NULL;
  }
  g_ptr_array_set_size (self->future, 0);
}

void
sp_table_end (SpTable *self)
{
  g_return_if_fail (SP_IS_TABLE (self));
  g_return_if_fail (self->depth > 0);

  if (--self->depth > 0)
    return;

  forget_steps (self);
  changed (self);
}

/* A copy of the row, up to and with the column. */
static JsonArray *
copy_row (JsonArray *row, guint n_columns)
{
  guint      length = json_array_get_length (row);
  JsonArray *copy = json_array_sized_new (MAX (length, n_columns));

  for (guint i = 0; i < length; i++)
    json_array_add_element (copy, json_array_dup_element (row, i));
  for (guint i = length; i < n_columns; i++)
    json_array_add_null_element (copy);

  return copy;
}

static void
replace_row (SpTable *self, guint row, JsonArray *cells)
{
  json_array_unref (self->state->rows->pdata[row]);
  self->state->rows->pdata[row] = cells;
}

void
sp_table_set_cell (SpTable *self, guint row, guint column, JsonNode *cell)
{
  JsonArray *old = NULL;
  JsonArray *cells = NULL;

  g_return_if_fail (SP_IS_TABLE (self));
  g_return_if_fail (row < self->state->rows->len);
  g_return_if_fail (cell != NULL);

  sp_table_begin (self);
  old = self->state->rows->pdata[row];
  cells = json_array_sized_new (MAX (json_array_get_length (old), column + 1));
  for (guint i = 0; i < MAX (json_array_get_length (old), column + 1); i++) {
    if (i == column)
      json_array_add_element (cells, json_node_ref (cell));
    else if (i < json_array_get_length (old))
      json_array_add_element (cells, json_array_dup_element (old, i));
    else
      json_array_add_null_element (cells);
  }
  replace_row (self, row, cells);
  sp_table_end (self);
}

static JsonNode *
create_text (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static void
pad_headers (SpTable *self, guint n_columns)
{
  while (self->state->headers->len < n_columns)
    g_ptr_array_add (self->state->headers, create_text (""));
}

void
sp_table_set_header (SpTable *self, guint column, const char *header)
{
  g_return_if_fail (SP_IS_TABLE (self));
  g_return_if_fail (header != NULL);

  sp_table_begin (self);
  pad_headers (self, column + 1);
  json_node_unref (self->state->headers->pdata[column]);
  self->state->headers->pdata[column] = create_text (header);
  sp_table_end (self);
}

void
sp_table_insert_rows (SpTable *self, guint at, guint n_rows)
{
  g_return_if_fail (SP_IS_TABLE (self));

  sp_table_begin (self);
  for (guint i = 0; i < n_rows; i++) {
    JsonArray *row = json_array_sized_new (self->n_columns);

    for (guint j = 0; j < self->n_columns; j++)
      json_array_add_string_element (row, "");
    g_ptr_array_insert (self->state->rows, (int) MIN (at, self->state->rows->len), row);
  }
  sp_table_end (self);
}

void
sp_table_insert_column (SpTable *self, guint at)
{
  g_autofree char *name = NULL;

  g_return_if_fail (SP_IS_TABLE (self));

  sp_table_begin (self);
  at = MIN (at, self->n_columns);
  name = g_strdup_printf ("%u", self->n_columns + 1);
  pad_headers (self, at);
  g_ptr_array_insert (self->state->headers, (int) at, create_text (name));
  for (guint i = 0; i < self->state->rows->len; i++) {
    JsonArray *row = self->state->rows->pdata[i];
    JsonArray *cells = json_array_sized_new (self->n_columns + 1);

    for (guint j = 0; j < MAX (at, json_array_get_length (row)) + 1; j++) {
      guint from = j > at ? j - 1 : j;

      if (j == at)
        json_array_add_string_element (cells, "");
      else if (from < json_array_get_length (row))
        json_array_add_element (cells, json_array_dup_element (row, from));
      else
        json_array_add_null_element (cells);
    }
    replace_row (self, i, cells);
  }
  count_columns (self);
  sp_table_end (self);
}

void
sp_table_remove_columns (SpTable *self, guint at, guint n_columns)
{
  g_return_if_fail (SP_IS_TABLE (self));
  g_return_if_fail (n_columns <= self->n_columns && at <= self->n_columns - n_columns);

  sp_table_begin (self);
  if (at < self->state->headers->len)
    g_ptr_array_remove_range (self->state->headers, at,
                              MIN (n_columns, self->state->headers->len - at));
  for (guint i = 0; i < self->state->rows->len; i++) {
    JsonArray *row = copy_row (self->state->rows->pdata[i], 0);

    for (guint j = 0; j < n_columns && at < json_array_get_length (row); j++)
      json_array_remove_element (row, at);
    replace_row (self, i, row);
  }
  count_columns (self);
  sp_table_end (self);
}

void
sp_table_keep_rows (SpTable *self, GArray *rows)
{
  GPtrArray *old = NULL;

  g_return_if_fail (SP_IS_TABLE (self));
  g_return_if_fail (rows != NULL);

  sp_table_begin (self);
  old = self->state->rows;
  self->state->rows = g_ptr_array_new_full (rows->len, (GDestroyNotify) json_array_unref);
  for (guint i = 0; i < rows->len; i++) {
    guint32 row = g_array_index (rows, guint32, i);

    if (row < old->len)
      g_ptr_array_add (self->state->rows, json_array_ref (old->pdata[row]));
  }
  g_ptr_array_unref (old);
  sp_table_end (self);
}

void
sp_table_replace (SpTable *self, GPtrArray *headers, GPtrArray *rows)
{
  g_return_if_fail (SP_IS_TABLE (self));
  g_return_if_fail (headers != NULL);
  g_return_if_fail (rows != NULL);

  sp_table_begin (self);
  g_ptr_array_unref (self->state->headers);
  g_ptr_array_unref (self->state->rows);
  self->state->headers = g_ptr_array_copy (headers, ref_node_cb, NULL);
  self->state->rows = g_ptr_array_copy (rows, ref_row_cb, NULL);
  sp_table_end (self);
}

static gboolean
step (SpTable *self, GPtrArray *from, GPtrArray *to)
{
  if (from->len == 0 || self->depth > 0)
    return FALSE;

  g_ptr_array_add (to, self->state);
  self->state = g_ptr_array_steal_index (from, from->len - 1);
  changed (self);

  return TRUE;
}

gboolean
sp_table_undo (SpTable *self)
{
  g_return_val_if_fail (SP_IS_TABLE (self), FALSE);

  return step (self, self->past, self->future);
}

gboolean
sp_table_redo (SpTable *self)
{
  g_return_val_if_fail (SP_IS_TABLE (self), FALSE);

  return step (self, self->future, self->past);
}
