/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-start-times.h"

#include "sp-cache-folder.h"

#include <math.h>

/* Spaces, and starts of each. */
#define MAX_FILES 200
#define MAX_SIZE (256 * 1024)
#define MAX_STARTS 5

/* Longer than the Hub itself waits. */
#define MAX_SECONDS (24 * 3600.0)

struct _SpStartTimes {
  GObject        parent_instance;
  SpCacheFolder *folder; /* owned */
};

G_DEFINE_FINAL_TYPE (SpStartTimes, sp_start_times, G_TYPE_OBJECT)

static void
sp_start_times_finalize (GObject *object)
{
  g_clear_object (&SP_START_TIMES (object)->folder);

  G_OBJECT_CLASS (sp_start_times_parent_class)->finalize (object);
}

static void
sp_start_times_class_init (SpStartTimesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_start_times_finalize;
}

static void
sp_start_times_init (SpStartTimes *self)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "spaceport", "starts", NULL);

  self->folder = sp_cache_folder_new (path, MAX_FILES, MAX_SIZE);
}

SpStartTimes *
sp_start_times_new (void)
{
  return g_object_new (SP_TYPE_START_TIMES, NULL);
}

static char *
dup_key (const char *id)
{
  g_autofree char *name = g_ascii_strdown (id, -1);

  return g_strconcat ("start ", name, NULL);
}

/* Returns: (element-type double): what makes sense of it, the newest first */
static GArray *
parse (const char *text)
{
  GArray        *times = g_array_new (FALSE, FALSE, sizeof (double));
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAX_STARTS + 1);

  for (guint i = 0; lines[i] != NULL && times->len < MAX_STARTS; i++) {
    char    *end = NULL;
    double   seconds = g_ascii_strtod (lines[i], &end);
    gboolean is_number = end != lines[i] && (*end == '\0' || *end == '\n') && isfinite (seconds);

    if (is_number && seconds > 0 && seconds <= MAX_SECONDS)
      g_array_append_val (times, seconds);
  }

  return times;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const double *first = a;
  const double *second = b;

  return (*first > *second) - (*first < *second);
}

double
sp_start_times_get_median (const char *text)
{
  g_autoptr (GArray) times = parse (text);

  if (times->len == 0)
    return 0;

  g_array_sort (times, compare);

  return g_array_index (times, double, times->len / 2);
}

/* What is kept is not of this program alone. */
static char *
dup_text (GBytes *bytes)
{
  gsize       size = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_strndup (data, size);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  GError            *error = NULL;
  g_autoptr (GBytes) bytes = sp_cache_folder_read_finish (SP_CACHE_FOLDER (source), result, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, dup_text (bytes), g_free);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)) {
    g_error_free (error);
    g_task_return_pointer (task, g_strdup (""), g_free);
  } else {
    g_task_return_error (task, error);
  }
}

void
sp_start_times_read_async (SpStartTimes       *self,
                           const char         *id,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask           *task = NULL;
  g_autofree char *key = NULL;

  g_return_if_fail (SP_IS_START_TIMES (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_start_times_read_async);
  key = dup_key (id);
  sp_cache_folder_read_async (self->folder, key, cancellable, read_cb, task);
}

static char *
read_finish (SpStartTimes *self,
             GAsyncResult *result,
             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

double
sp_start_times_read_finish (SpStartTimes *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_autofree char *text = read_finish (self, result, error);

  return text != NULL ? sp_start_times_get_median (text) : -1;
}

typedef struct {
  char  *id;
  double seconds;
} Start;

static void
add_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  SpStartTimes      *self = SP_START_TIMES (source);
  Start             *start = user_data;
  g_autofree char   *text = read_finish (self, result, NULL);
  g_autoptr (GArray) times = parse (text != NULL ? text : "");
  g_autofree char   *key = dup_key (start->id);
  GString           *all = g_string_new (NULL);
  char               number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autoptr (GBytes) bytes = NULL;

  g_string_append (all, g_ascii_formatd (number, sizeof number, "%.1f", start->seconds));
  for (guint i = 0; i < times->len && i < MAX_STARTS - 1; i++)
    g_string_append_printf (all, "\n%s",
                            g_ascii_formatd (number, sizeof number, "%.1f", g_array_index (times, double, i)));
  bytes = g_string_free_to_bytes (all);
  sp_cache_folder_write_async (self->folder, key, bytes, NULL, NULL);
  g_free (start->id);
  g_free (start);
}

void
sp_start_times_add (SpStartTimes *self,
                    const char   *id,
                    double        seconds)
{
  Start *start = NULL;

  g_return_if_fail (SP_IS_START_TIMES (self));
  g_return_if_fail (id != NULL);

  if (!(seconds >= 1 && seconds <= MAX_SECONDS))
    return;

  start = g_new0 (Start, 1);
  start->id = g_strdup (id);
  start->seconds = seconds;
  sp_start_times_read_async (self, id, NULL, add_cb, start);
}
