/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-long-text.h"

#include <string.h>

#define FIRST_PART (200 * 1024) /* bytes put in of a long text until the user wants the rest */
#define NEXT_PART (64 * 1024)   /* bytes added at a time after that */
#define LONGEST_LINE 10000      /* bytes: a text view stalls on lines that are much longer */

struct _SpLongText {
  GObject        parent_instance;
  GtkTextBuffer *buffer; /* owned */
  GString       *text;   /* owned: what was set; NULL once the user edited it */
  gsize          shown;  /* how many bytes of @text are in the buffer */
  gsize          column; /* bytes after the last line break in the buffer */
  gsize          limit;  /* how many bytes may be shown */
  guint          idle_id;
  gboolean       breaks;
  gboolean       is_broken; /* breaks of ours are in the buffer */
  gboolean       quiet;     /* the buffer is not being changed by the user */
};

G_DEFINE_FINAL_TYPE (SpLongText, sp_long_text, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  SIGNAL_FILLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Lines that would stall the view get breaks of ours, in a text that is not edited here. */
static char *
break_lines (SpLongText *self, const char *text, gsize length)
{
  GString    *broken = g_string_sized_new (length + length / LONGEST_LINE + 1);
  const char *end = text + length;

  while (text < end) {
    const char *stop = memchr (text, '\n', end - text);
    gsize       part = (stop != NULL ? stop + 1 : end) - text;
    gsize       room = LONGEST_LINE - self->column;

    if (part > room) {
      part = g_utf8_find_prev_char (text, text + room + 1) - text; /* at the start of a character */
      stop = NULL;
    }
    g_string_append_len (broken, text, part);
    self->column = stop != NULL ? 0 : self->column + part;
    text += part;
    if (text < end && stop == NULL) {
      g_string_append_c (broken, '\n');
      self->column = 0;
      self->is_broken = TRUE;
    }
  }

  return g_string_free (broken, FALSE);
}

/* What the user did can be undone still; else there is nothing to remember. */
static gboolean
begin_change (SpLongText *self)
{
  gboolean keep_undo =
    gtk_text_buffer_get_can_undo (self->buffer) || gtk_text_buffer_get_can_redo (self->buffer);

  self->quiet = TRUE;
  if (keep_undo)
    gtk_text_buffer_begin_user_action (self->buffer);
  else
    gtk_text_buffer_begin_irreversible_action (self->buffer);

  return keep_undo;
}

static void
end_change (SpLongText *self, gboolean keep_undo)
{
  if (keep_undo)
    gtk_text_buffer_end_user_action (self->buffer);
  else
    gtk_text_buffer_end_irreversible_action (self->buffer);
  self->quiet = FALSE;
}

/* Where a place in the text is after the characters from @from to @to have become @n_new. */
static int
move_place (int place, int from, int to, int n_new)
{
  if (place <= from)
    return place;

  return place >= to ? place - to + from + n_new : from;
}

static void
replace (SpLongText *self, int from, int to, const char *text, gsize length)
{
  int         n_new = (int) g_utf8_strlen (text, (gssize) length);
  int         insert_place = 0, bound_place = 0;
  GtkTextIter start, end, insert, bound;
  gboolean    keep_undo = FALSE;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &insert,
                                    gtk_text_buffer_get_insert (self->buffer));
  gtk_text_buffer_get_iter_at_mark (self->buffer, &bound,
                                    gtk_text_buffer_get_selection_bound (self->buffer));
  insert_place = move_place (gtk_text_iter_get_offset (&insert), from, to, n_new);
  bound_place = move_place (gtk_text_iter_get_offset (&bound), from, to, n_new);

  keep_undo = begin_change (self);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, from);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, to);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, text, (int) length);
  end_change (self, keep_undo);

  gtk_text_buffer_get_iter_at_offset (self->buffer, &insert, insert_place);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &bound, bound_place);
  gtk_text_buffer_select_range (self->buffer, &insert, &bound);
}

/* Adds the next bytes of the text at the end. */
static void
append_part (SpLongText *self, gsize length)
{
  const char      *start = self->text->str + self->shown;
  int              n_chars = gtk_text_buffer_get_char_count (self->buffer);
  g_autofree char *broken = NULL;

  if (self->breaks) {
    broken = break_lines (self, start, length);
    replace (self, n_chars, n_chars, broken, strlen (broken));
  } else {
    replace (self, n_chars, n_chars, start, length);
  }
  self->shown += length;
}

/* How many bytes of the text to add for at most @size: only whole characters. */
static gsize
measure_part (SpLongText *self, gsize size)
{
  gsize       rest = self->text->len - self->shown;
  const char *start = self->text->str + self->shown;

  if (rest <= size)
    return rest;

  return g_utf8_find_prev_char (start, start + size + 1) - start;
}

static void
show_more (SpLongText *self)
{
  if (self->shown < self->limit && self->shown < self->text->len)
    append_part (self, measure_part (self, self->limit - self->shown));
}

static gboolean
idle_cb (gpointer user_data)
{
  SpLongText *self = user_data;

  append_part (self, measure_part (self, NEXT_PART));
  if (self->shown == self->text->len)
    self->idle_id = 0;
  g_signal_emit (self, signals[SIGNAL_FILLED], 0);

  return self->idle_id != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
free_text (SpLongText *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  self->text = NULL;
}

static void
buffer_changed_cb (SpLongText *self)
{
  if (self->quiet)
    return;

  free_text (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
clear_buffer (SpLongText *self)
{
  g_clear_handle_id (&self->idle_id, g_source_remove);
  self->quiet = TRUE;
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, "", 0);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  self->quiet = FALSE;
  self->shown = 0;
  self->column = 0;
  self->limit = FIRST_PART;
  self->is_broken = FALSE;
}

static void
fill_anew (SpLongText *self, const char *text, gsize length)
{
  clear_buffer (self);
  free_text (self);
  self->text = g_string_new_len (text, (gssize) length);
  show_more (self);
}

static gsize
measure_last_line (const char *text, gsize length)
{
  const char *stop = g_strrstr_len (text, (gssize) length, "\n");

  return stop != NULL ? (gsize) (text + length - (stop + 1)) : length;
}

/* Whether all lines between two places of @text are short enough for a view. */
static gboolean
has_short_lines (const char *text, gsize length, gsize first, gsize last)
{
  const char *line = text + first - measure_last_line (text, first);

  while (line < text + length && line <= text + last) {
    const char *stop = memchr (line, '\n', text + length - line);

    if ((stop != NULL ? stop : text + length) - line > LONGEST_LINE)
      return FALSE;
    if (stop == NULL)
      break;
    line = stop + 1;
  }

  return TRUE;
}

/* Puts @text in the place of the text that is in the buffer as it is; FALSE when it has to be
 * broken into lines. */
static gboolean
change_where_different (SpLongText *self, const char *text, gsize length)
{
  const char *old = self->text->str;
  gsize       least = MIN (length, self->text->len);
  gsize       first = 0, last = 0;
  int         from = 0, to = 0;

  while (first < least && old[first] == text[first])
    first++;
  while (first > 0 && ((old[first] & 0xc0) == 0x80 || (text[first] & 0xc0) == 0x80))
    first--;
  while (last < least - first && old[self->text->len - last - 1] == text[length - last - 1])
    last++;
  while (last > 0 && (text[length - last] & 0xc0) == 0x80)
    last--;

  if (self->breaks && !has_short_lines (text, length, first, length - last))
    return FALSE;

  from = (int) g_utf8_strlen (old, (gssize) first);
  to = from + (int) g_utf8_strlen (old + first, (gssize) (self->text->len - first - last));
  replace (self, from, to, text + first, length - first - last);
  g_string_erase (self->text, (gssize) first, (gssize) (self->text->len - first - last));
  g_string_insert_len (self->text, (gssize) first, text + first, (gssize) (length - first - last));
  self->shown = self->text->len;
  self->limit = MAX (self->limit, self->shown);
  self->column = measure_last_line (self->text->str, self->text->len);

  return TRUE;
}

static void
sp_long_text_finalize (GObject *object)
{
  SpLongText *self = SP_LONG_TEXT (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  free_text (self);
  g_clear_object (&self->buffer);

  G_OBJECT_CLASS (sp_long_text_parent_class)->finalize (object);
}

static void
sp_long_text_class_init (SpLongTextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_long_text_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_LONG_TEXT, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FILLED] = g_signal_new ("filled", SP_TYPE_LONG_TEXT, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
sp_long_text_init (SpLongText *self)
{
  self->limit = FIRST_PART;
}

SpLongText *
sp_long_text_new (GtkTextBuffer *buffer)
{
  SpLongText *self = g_object_new (SP_TYPE_LONG_TEXT, NULL);

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), NULL);

  self->buffer = g_object_ref (buffer);
  self->text = g_string_new (NULL);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (buffer_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

void
sp_long_text_set_text (SpLongText *self, const char *text)
{
  gsize length = 0;

  g_return_if_fail (SP_IS_LONG_TEXT (self));

  text = text != NULL ? text : "";
  length = strlen (text);
  if (self->text == NULL) { /* edited: what is in the buffer is all of it */
    char *edited = sp_long_text_dup_text (self);

    self->text = g_string_new (edited);
    self->shown = self->text->len;
    self->limit = MAX (self->limit, self->shown);
    g_free (edited);
  }

  if (length == self->text->len && memcmp (text, self->text->str, length) == 0)
    return;

  if (self->shown > 0 && length > self->text->len &&
      memcmp (text, self->text->str, self->text->len) == 0) {
    g_string_append (self->text, text + self->text->len);
    show_more (self);
  } else if (self->shown == 0 || length == 0 || self->shown < self->text->len || self->is_broken ||
             !change_where_different (self, text, length)) {
    fill_anew (self, text, length);
  }
  g_signal_emit (self, signals[SIGNAL_FILLED], 0);
}

char *
sp_long_text_dup_text (SpLongText *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (SP_IS_LONG_TEXT (self), NULL);

  if (self->text != NULL)
    return g_strndup (self->text->str, self->text->len);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

gsize
sp_long_text_get_length (SpLongText *self)
{
  g_return_val_if_fail (SP_IS_LONG_TEXT (self), 0);

  return self->text != NULL ? self->text->len
                            : (gsize) gtk_text_buffer_get_char_count (self->buffer);
}

/* Breaks of ours must not get into a text that is edited, so it is filled anew. */
void
sp_long_text_set_breaks (SpLongText *self, gboolean breaks)
{
  g_autofree char *text = NULL;

  g_return_if_fail (SP_IS_LONG_TEXT (self));

  if (self->breaks == breaks)
    return;

  self->breaks = breaks;
  text = sp_long_text_dup_text (self);
  fill_anew (self, text, strlen (text));
  g_signal_emit (self, signals[SIGNAL_FILLED], 0);
}

gboolean
sp_long_text_is_whole (SpLongText *self)
{
  g_return_val_if_fail (SP_IS_LONG_TEXT (self), TRUE);

  return self->text == NULL || self->shown == self->text->len;
}

gboolean
sp_long_text_is_filling (SpLongText *self)
{
  g_return_val_if_fail (SP_IS_LONG_TEXT (self), FALSE);

  return self->idle_id != 0;
}

void
sp_long_text_fill (SpLongText *self)
{
  g_return_if_fail (SP_IS_LONG_TEXT (self));

  self->limit = G_MAXSIZE;
  if (self->idle_id == 0 && !sp_long_text_is_whole (self))
    self->idle_id = g_idle_add (idle_cb, self);
}
