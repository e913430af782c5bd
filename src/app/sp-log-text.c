/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-log-text.h"

#include <string.h>

/* A line that is longer goes on in the next one: texts are laid out by the line. */
#define MAX_COLUMNS 4000

/* Longest sequence that is waited for; what comes after one without an end is shown again. */
#define MAX_SEQUENCE 4096

#define MAX_PARAMETERS 32
#define MAX_PARAMETER 65535

typedef struct {
  gunichar   character;
  SpLogStyle style;
} Cell;

/* Where the parser is in a sequence, by ECMA-48. */
typedef enum {
  PLAIN,
  ESCAPE,        /* after ESC */
  INTERMEDIATE,  /* after ESC and a character that says there is another one */
  CONTROL,       /* after ESC [ */
  STRING,        /* after ESC ] and others: titles, links, pictures */
  STRING_ESCAPE, /* after ESC in it */
} State;

struct _SpLogText {
  GQueue     lines; /* of SpLogLine */
  guint      max_lines;
  GArray    *cells; /* of the last line */
  guint      column;
  SpLogStyle style;
  State      state;
  guint      n_skipped;                      /* bytes of the sequence so far */
  guint      parameters[MAX_PARAMETERS + 1]; /* the last one is for those that are too many */
  gboolean   joined[MAX_PARAMETERS + 1];
  gsize      n_parameters;
  gboolean   is_private;   /* a sequence that is some terminal's own */
  char       character[6]; /* bytes of one that is not whole */
  gsize      n_bytes;
};

void
sp_log_line_free (SpLogLine *line)
{
  g_string_free (line->text, TRUE);
  g_array_unref (line->runs);
  g_free (line);
}

SpLogText *
sp_log_text_new (guint max_lines)
{
  SpLogText *self = g_new0 (SpLogText, 1);

  g_queue_init (&self->lines);
  self->max_lines = max_lines;
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));

  return self;
}

void
sp_log_text_free (SpLogText *self)
{
  g_queue_clear_full (&self->lines, (GDestroyNotify) sp_log_line_free);
  g_array_unref (self->cells);
  g_free (self);
}

static void
append_cell (SpLogLine  *line,
             const Cell *cell)
{
  gsize     before = line->text->len;
  SpLogRun *last = line->runs->len > 0 ? &g_array_index (line->runs, SpLogRun, line->runs->len - 1) : NULL;

  g_string_append_unichar (line->text, cell->character);
  if (last != NULL && last->style == cell->style) {
    last->length += line->text->len - before;
  } else {
    SpLogRun run = { line->text->len - before, cell->style };

    g_array_append_val (line->runs, run);
  }
}

SpLogLine *
sp_log_text_dup_last_line (SpLogText *self)
{
  SpLogLine *line = g_new0 (SpLogLine, 1);

  line->text = g_string_sized_new (self->cells->len);
  line->runs = g_array_new (FALSE, FALSE, sizeof (SpLogRun));
  for (guint i = 0; i < self->cells->len; i++)
    append_cell (line, &g_array_index (self->cells, Cell, i));

  return line;
}

SpLogLine *
sp_log_text_take_line (SpLogText *self)
{
  return g_queue_pop_head (&self->lines);
}

static void
end_line (SpLogText *self)
{
  g_queue_push_tail (&self->lines, sp_log_text_dup_last_line (self));
  if (self->lines.length > self->max_lines)
    sp_log_line_free (g_queue_pop_head (&self->lines));
  g_array_set_size (self->cells, 0);
  self->column = 0;
}

static void
put (SpLogText *self,
     gunichar   character)
{
  const Cell blank = { ' ', 0 };
  Cell       cell = { character, self->style };

  if (self->column >= MAX_COLUMNS)
    end_line (self);
  while (self->cells->len < self->column)
    g_array_append_val (self->cells, blank);
  if (self->column < self->cells->len)
    g_array_index (self->cells, Cell, self->column) = cell;
  else
    g_array_append_val (self->cells, cell);
  self->column++;
}

/* What makes text look as if it stood in another order than it does. */
static gboolean
is_direction_control (gunichar character)
{
  return (character >= 0x202a && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069);
}

/* What a GtkTextBuffer would break a line at, or takes for a widget, is neither here. */
static void
put_character (SpLogText *self,
               gunichar   character)
{
  if (character == 0x2028 || character == 0x2029)
    put (self, ' ');
  else if (character == 0xfffc || is_direction_control (character))
    put (self, 0xfffd);
  else if (character >= 0xa0)
    put (self, character);
}

/* What was to be more of a character is none. */
static void
drop_cut_character (SpLogText *self)
{
  if (self->n_bytes > 0)
    put (self, 0xfffd);
  self->n_bytes = 0;
}

static void
add_byte (SpLogText *self,
          char       byte)
{
  gunichar character;

  self->character[self->n_bytes++] = byte;
  character = g_utf8_get_char_validated (self->character, (gssize) self->n_bytes);
  if (character == (gunichar) -2)
    return;

  if (character != (gunichar) -1) {
    self->n_bytes = 0;
    put_character (self, character);
  } else {
    gboolean again = self->n_bytes > 1; /* it may be the first one of another */

    self->n_bytes = 1;
    drop_cut_character (self);
    if (again)
      add_byte (self, byte);
  }
}

static void
erase (SpLogText *self)
{
  const Cell blank = { ' ', 0 };
  guint      how = self->n_parameters > 0 ? self->parameters[0] : 0;

  if (how == 0 && self->column < self->cells->len)
    g_array_set_size (self->cells, self->column);
  else if (how == 1)
    for (guint i = 0; i <= self->column && i < self->cells->len; i++)
      g_array_index (self->cells, Cell, i) = blank;
  else if (how == 2)
    g_array_set_size (self->cells, 0);
}

static void
move (SpLogText *self,
      guchar     final)
{
  guint n = self->n_parameters > 0 ? MAX (self->parameters[0], 1) : 1;

  if (final == 'C')
    self->column = MIN (self->column + n, MAX_COLUMNS);
  else if (final == 'D')
    self->column -= MIN (self->column, n);
  else
    self->column = MIN (n - 1, MAX_COLUMNS);
}

static void
end_control (SpLogText *self,
             guchar     final)
{
  self->state = PLAIN;
  if (self->is_private)
    return;

  if (final == 'm')
    self->style = sp_log_style_apply (self->style, self->parameters, self->joined, MIN (self->n_parameters, MAX_PARAMETERS));
  else if (final == 'K')
    erase (self);
  else if (final == 'C' || final == 'D' || final == 'G')
    move (self, final);
}

static void
add_parameter (SpLogText *self,
               gboolean   joined)
{
  self->n_parameters = MIN (self->n_parameters + 1, MAX_PARAMETERS + 1);
  self->parameters[self->n_parameters - 1] = 0;
  self->joined[self->n_parameters - 1] = joined;
}

static void
read_control (SpLogText *self,
              guchar     byte)
{
  if (byte >= '0' && byte <= '9') {
    guint *parameter;

    if (self->n_parameters == 0)
      add_parameter (self, FALSE);
    parameter = &self->parameters[self->n_parameters - 1];
    *parameter = MIN (*parameter * 10 + (guint) (byte - '0'), MAX_PARAMETER);
  } else if (byte == ';' || byte == ':') {
    if (self->n_parameters == 0)
      add_parameter (self, FALSE);
    add_parameter (self, byte == ':');
  } else if (byte >= 0x40 && byte <= 0x7e) {
    end_control (self, byte);
  } else if (byte < 0x20 || byte > 0x7e) {
    self->state = PLAIN; /* no sequence has such a byte */
  } else {
    self->is_private = TRUE;
  }
}

static void
begin_escape (SpLogText *self)
{
  drop_cut_character (self);
  self->state = ESCAPE;
  self->n_skipped = 0;
  self->n_parameters = 0;
  self->is_private = FALSE;
}

static void
read_escape (SpLogText *self,
             guchar     byte)
{
  if (byte == '[')
    self->state = CONTROL;
  else if (strchr ("]PX^_", byte) != NULL && byte != '\0')
    self->state = STRING;
  else if (byte >= 0x20 && byte <= 0x2f)
    self->state = INTERMEDIATE;
  else
    self->state = PLAIN;
}

static void
read_string (SpLogText *self,
             guchar     byte)
{
  if (byte == '\a' || (self->state == STRING_ESCAPE && byte == '\\'))
    self->state = PLAIN;
  else
    self->state = byte == '\033' ? STRING_ESCAPE : STRING;
}

/* Control characters that a log does not need are left out. */
static void
read_plain (SpLogText *self,
            guchar     byte)
{
  if (byte >= 0x80) {
    add_byte (self, (char) byte);
    return;
  }

  drop_cut_character (self);
  if (byte == '\n')
    end_line (self);
  else if (byte == '\r')
    self->column = 0;
  else if (byte == '\b')
    self->column -= MIN (self->column, 1);
  else if (byte == '\t' || (byte >= 0x20 && byte != 0x7f))
    put (self, byte);
}

/* Returns: whether the byte belongs to a sequence. The end of a line ends any: a program that was killed in the middle
 * of one must not hide what the next one writes. */
static gboolean
read_sequence (SpLogText *self,
               guchar     byte)
{
  if (byte == '\n' || ++self->n_skipped > MAX_SEQUENCE) {
    self->state = PLAIN;
    return FALSE;
  }

  if (self->state == STRING || self->state == STRING_ESCAPE)
    read_string (self, byte);
  else if (byte == '\033')
    begin_escape (self);
  else if (self->state == CONTROL)
    read_control (self, byte);
  else
    read_escape (self, byte);

  return TRUE;
}

void
sp_log_text_feed (SpLogText  *self,
                  const char *bytes,
                  gsize       length)
{
  g_return_if_fail (self != NULL);

  for (gsize i = 0; i < length; i++) {
    guchar byte = (guchar) bytes[i];

    if (self->state != PLAIN && read_sequence (self, byte))
      continue;

    if (byte == '\033')
      begin_escape (self);
    else
      read_plain (self, byte);
  }
}
