/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-subtitles.h"

#include "sp-file-fetch.h"

#include <string.h>

#define MAX_SIZE (4 * 1024 * 1024) /* bytes; hours of speech */

typedef struct {
  double start; /* seconds */
  double end;
  char  *text;
} Line;

struct _SpSubtitles {
  GObject parent_instance;

  GArray       *lines;
  GCancellable *cancellable; /* of fetching */
};

G_DEFINE_FINAL_TYPE (SpSubtitles, sp_subtitles, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear_line (gpointer data)
{
  g_free (((Line *) data)->text);
}

/* “1:02:03.5”, “02:03,500” or “3.5”: seconds; negative when it is none. */
static double
read_time (const char *text)
{
  double seconds = 0;

  for (guint i = 0; i < 3; i++) {
    char  *end = NULL;
    gint64 number = 0;

    if (!g_ascii_isdigit (*text))
      return -1;
    number = g_ascii_strtoll (text, &end, 10);
    seconds = seconds * 60 + (double) CLAMP (number, 0, G_MAXINT);
    text = end;
    if (*text != ':')
      break;
    text++;
  }
  if (*text == '.' || *text == ',') {
    double unit = 0.1;

    for (text++; g_ascii_isdigit (*text); text++, unit /= 10)
      seconds += (*text - '0') * unit;
  }

  return seconds;
}

/* Voices, colours and karaoke marks are dropped, their words kept. */
static char *
strip_marks (const char *text)
{
  GString *plain = g_string_new (NULL);
  gboolean in_mark = FALSE;

  for (; *text != '\0'; text++) {
    if (*text == '<' && strchr (text, '>') != NULL)
      in_mark = TRUE;
    if (!in_mark)
      g_string_append_c (plain, *text);
    if (*text == '>')
      in_mark = FALSE;
  }
  g_string_replace (plain, "&lt;", "<", 0);
  g_string_replace (plain, "&gt;", ">", 0);
  g_string_replace (plain, "&nbsp;", "\302\240", 0);
  g_string_replace (plain, "&amp;", "&", 0);

  return g_string_free (plain, FALSE);
}

/* The row of times and all up to the next empty row. Returns the first row after them. */
static char **
read_line (SpSubtitles *self, char **rows)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char               *arrow = strstr (*rows, "-->");
  Line                line = { read_time (g_strchug (*rows)), -1, NULL };

  line.end = read_time (arrow + 3 + strspn (arrow + 3, " \t"));
  for (rows++; *rows != NULL && **rows != '\0'; rows++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", *rows);
  if (line.start >= 0 && line.end > line.start && text->len > 0) {
    line.text = strip_marks (text->str);
    g_array_append_val (self->lines, line);
  }

  return rows;
}

/* Negative when it is no number. */
static double
read_seconds (JsonNode *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (node) : -1;
}

/* The servers write `start` and `end`, authors `timestamp`, a list of both. */
static void
add_line_cb (JsonArray *array, guint index, JsonNode *element, gpointer user_data)
{
  SpSubtitles *self = user_data;
  JsonObject  *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  JsonArray   *times = object != NULL ? gradio_json_get_array (object, "timestamp") : NULL;
  const char  *text = object != NULL ? gradio_json_get_string (object, "text", NULL) : NULL;
  Line         line = { -1, -1, NULL };

  if (times != NULL && json_array_get_length (times) == 2) {
    line.start = read_seconds (json_array_get_element (times, 0));
    line.end = read_seconds (json_array_get_element (times, 1));
  } else if (object != NULL) {
    line.start = gradio_json_get_double (object, "start", -1);
    line.end = gradio_json_get_double (object, "end", -1);
  }
  if (text == NULL || !(line.start >= 0 && line.end > line.start))
    return;

  line.text = g_strdup (text);
  g_array_append_val (self->lines, line);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpSubtitles) self = user_data;
  g_autoptr (GBytes)      bytes = NULL;
  g_autoptr (GError)      error = NULL;
  g_autofree char        *text = NULL;

  bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes == NULL) {
    g_debug ("Subtitles cannot be read: %s", error->message);
    return;
  }

  text = g_utf8_make_valid (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  sp_subtitles_read (self, text);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpSubtitles)      self = user_data;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError)           error = NULL;

  stream = g_file_read_finish (G_FILE (source), result, &error);
  if (stream == NULL) {
    g_debug ("Subtitles cannot be opened: %s", error->message);
    return;
  }

  g_input_stream_read_bytes_async (G_INPUT_STREAM (stream), MAX_SIZE, G_PRIORITY_DEFAULT,
                                   self->cancellable, loaded_cb, g_object_ref (self));
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpSubtitles) self = user_data;
  g_autoptr (GFile)       local = NULL;
  g_autoptr (GError)      error = NULL;

  local = sp_file_fetch_finish (result, &error);
  if (local == NULL) {
    g_debug ("Subtitles cannot be fetched: %s", error->message);
    return;
  }

  g_file_read_async (local, G_PRIORITY_DEFAULT, self->cancellable, opened_cb, g_object_ref (self));
}

static void
sp_subtitles_dispose (GObject *object)
{
  SpSubtitles *self = SP_SUBTITLES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sp_subtitles_parent_class)->dispose (object);
}

static void
sp_subtitles_finalize (GObject *object)
{
  g_array_unref (SP_SUBTITLES (object)->lines);

  G_OBJECT_CLASS (sp_subtitles_parent_class)->finalize (object);
}

static void
sp_subtitles_class_init (SpSubtitlesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_subtitles_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_subtitles_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sp_subtitles_init (SpSubtitles *self)
{
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->lines, clear_line);
}

SpSubtitles *
sp_subtitles_new (void)
{
  return g_object_new (SP_TYPE_SUBTITLES, NULL);
}

void
sp_subtitles_set_source (SpSubtitles *self, JsonNode *source, GradioClient *client)
{
  g_autoptr (GradioFile) file = NULL;

  g_return_if_fail (SP_IS_SUBTITLES (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_array_set_size (self->lines, 0);
  if (source != NULL && JSON_NODE_HOLDS_ARRAY (source))
    json_array_foreach_element (json_node_get_array (source), add_line_cb, self);
  else if (source != NULL)
    file = gradio_file_new_from_json (source);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (!sp_file_fetch_is_possible (file, client))
    return;

  self->cancellable = g_cancellable_new ();
  sp_file_fetch_async (file, client, self->cancellable, fetched_cb, g_object_ref (self));
}

void
sp_subtitles_read (SpSubtitles *self, const char *text)
{
  g_auto (GStrv) rows = NULL;
  char         **row = NULL;

  g_return_if_fail (SP_IS_SUBTITLES (self));

  rows = g_strsplit (text, "\n", -1);
  g_array_set_size (self->lines, 0);
  for (row = rows; *row != NULL; row++)
    g_strchomp (*row);
  for (row = rows; *row != NULL;)
    row = strstr (*row, "-->") != NULL ? read_line (self, row) : row + 1;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

char *
sp_subtitles_dup_text (SpSubtitles *self, double seconds)
{
  GString *text = NULL;

  g_return_val_if_fail (SP_IS_SUBTITLES (self), NULL);

  for (guint i = 0; i < self->lines->len; i++) {
    Line *line = &g_array_index (self->lines, Line, i);

    if (line->start > seconds || line->end <= seconds)
      continue;
    if (text == NULL)
      text = g_string_new (line->text);
    else
      g_string_append_printf (text, "\n%s", line->text);
  }

  return text != NULL ? g_string_free (text, FALSE) : NULL;
}

guint
sp_subtitles_get_n_lines (SpSubtitles *self)
{
  g_return_val_if_fail (SP_IS_SUBTITLES (self), 0);

  return self->lines->len;
}
