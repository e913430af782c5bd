/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-gpu-usage.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#define MAX_CARDS 64
#define MAX_FILE_LENGTH 32
#define MAX_OUTPUT_LENGTH 4096
#define MAX_MEMORY (G_GUINT64_CONSTANT (1) << 50) /* more than that is nonsense */
#define MEBIBYTE (G_GUINT64_CONSTANT (1) << 20)

/* One time that the numbers are read. */
typedef struct {
  char        *folder;
  char        *driver;
  char        *program; /* nvidia-smi, NULL unless it is of use */
  SpGpuUsage   usage;
  GSubprocess *process;
  char         output[MAX_OUTPUT_LENGTH + 1];
  gsize        output_length;
} Reading;

G_DEFINE_BOXED_TYPE (SpGpuUsage, sp_gpu_usage, sp_gpu_usage_copy, sp_gpu_usage_free)

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->folder);
  g_free (reading->driver);
  g_free (reading->program);
  g_clear_object (&reading->process);
  g_free (reading);
}

static gboolean
is_known (const SpGpuUsage *usage)
{
  return usage->busy >= 0 || usage->memory_total > 0;
}

/* Each of them NULL when it is not known. */
static void
add_card (SpGpuUsage *usage, const char *busy, const char *memory, const char *total, guint64 unit)
{
  guint64 percent, used, all;

  if (busy != NULL && g_ascii_string_to_unsigned (busy, 10, 0, 100, &percent, NULL))
    usage->busy = MAX (usage->busy, (int) percent);
  if (memory != NULL && total != NULL && g_ascii_string_to_unsigned (total, 10, 1, MAX_MEMORY / unit, &all, NULL) &&
      g_ascii_string_to_unsigned (memory, 10, 0, all, &used, NULL)) {
    usage->memory += used * unit;
    usage->memory_total += all * unit;
  }
}

/* Returns the one short line of a file, or NULL. A pipe does not hang it. */
static char *
read_line (const char *folder, const char *card, const char *name)
{
  g_autofree char *path = g_build_filename (folder, card, "device", name, NULL);
  char             text[MAX_FILE_LENGTH + 1];
  int              fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  gssize           length;

  if (fd < 0)
    return NULL;

  length = read (fd, text, MAX_FILE_LENGTH);
  close (fd);
  if (length <= 0 || length == MAX_FILE_LENGTH || text[length - 1] != '\n')
    return NULL;

  text[length - 1] = '\0';
  return (gssize) strlen (text) == length - 1 ? g_strdup (text) : NULL;
}

/* Not "card0-HDMI-A-1": that is one of its sockets. */
static gboolean
is_card (const char *name)
{
  return g_str_has_prefix (name, "card") && name[4] != '\0' && name[4 + strspn (name + 4, "0123456789")] == '\0';
}

static void
read_card (SpGpuUsage *usage, const char *folder, const char *card)
{
  g_autofree char *power = read_line (folder, card, "power/runtime_status");
  g_autofree char *busy = NULL;
  g_autofree char *memory = NULL;
  g_autofree char *total = NULL;

  if (g_strcmp0 (power, "suspended") == 0) /* to ask its driver would wake it */
    return;

  busy = read_line (folder, card, "gpu_busy_percent");
  memory = read_line (folder, card, "mem_info_vram_used");
  total = read_line (folder, card, "mem_info_vram_total");
  add_card (usage, busy, memory, total, 1);
}

/* The driver of a card may take its time to answer, so this is done in a thread. */
static void
read_cards_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Reading         *reading = task_data;
  g_autoptr (GDir) cards = g_dir_open (reading->folder, 0, NULL);
  const char      *name;
  guint            n_cards = 0;

  while (cards != NULL && n_cards < MAX_CARDS && (name = g_dir_read_name (cards)) != NULL)
    if (is_card (name)) {
      read_card (&reading->usage, reading->folder, name);
      n_cards++;
    }
  if (g_file_test (reading->driver, G_FILE_TEST_IS_DIR))
    reading->program = g_find_program_in_path ("nvidia-smi");
  g_task_return_boolean (task, TRUE);
}

static void
return_usage (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  g_task_return_pointer (task, is_known (&reading->usage) ? sp_gpu_usage_copy (&reading->usage) : NULL,
                         (GDestroyNotify) sp_gpu_usage_free);
}

static void
program_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading          *reading = g_task_get_task_data (task);

  if (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, NULL) &&
      reading->output_length < MAX_OUTPUT_LENGTH)
    sp_gpu_usage_add_nvidia (&reading->usage, reading->output);
  return_usage (task);
}

static void
output_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading          *reading = g_task_get_task_data (task);

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &reading->output_length, NULL) ||
      reading->output_length == MAX_OUTPUT_LENGTH)
    g_subprocess_force_exit (reading->process);

  /* Not cancelled, for the next one is not to run before this one is gone. */
  g_subprocess_wait_check_async (reading->process, NULL, program_ended_cb, g_steal_pointer (&task));
}

static void
run_program (GTask *task)
{
  Reading           *reading = g_task_get_task_data (task);
  GCancellable      *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;

  reading->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                                       reading->program, "--query-gpu=utilization.gpu,memory.used,memory.total",
                                       "--format=csv,noheader,nounits", NULL);
  if (reading->process == NULL) {
    g_debug ("The use of graphics cards is not known: %s", error->message);
    return_usage (task);
    return;
  }

  g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (g_subprocess_force_exit), reading->process,
                           G_CONNECT_SWAPPED);
  g_input_stream_read_all_async (g_subprocess_get_stdout_pipe (reading->process), reading->output, MAX_OUTPUT_LENGTH,
                                 G_PRIORITY_DEFAULT, cancellable, output_read_cb, g_object_ref (task));
}

static void
cards_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading          *reading = g_task_get_task_data (task);

  if (reading->program != NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    run_program (task);
  else
    return_usage (task);
}

SpGpuUsage *
sp_gpu_usage_copy (const SpGpuUsage *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
sp_gpu_usage_free (SpGpuUsage *self)
{
  g_free (self);
}

void
sp_gpu_usage_read_async (const char         *folder,
                         const char         *driver,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) cards = NULL;
  Reading          *reading;

  g_return_if_fail (folder != NULL && driver != NULL);
  g_return_if_fail (G_IS_CANCELLABLE (cancellable));

  reading = g_new0 (Reading, 1);
  reading->folder = g_strdup (folder);
  reading->driver = g_strdup (driver);
  reading->usage.busy = -1;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_gpu_usage_read_async);
  g_task_set_task_data (task, reading, reading_free);

  cards = g_task_new (NULL, NULL, cards_read_cb, g_object_ref (task));
  g_task_set_source_tag (cards, sp_gpu_usage_read_async);
  g_task_set_task_data (cards, reading, NULL); /* the other task's, which outlives it */
  g_task_run_in_thread (cards, read_cards_thread);
}

SpGpuUsage *
sp_gpu_usage_read_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
sp_gpu_usage_add_nvidia (SpGpuUsage *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAX_CARDS + 1);

  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], ",", 4);

    if (g_strv_length (fields) == 3)
      add_card (self, g_strstrip (fields[0]), g_strstrip (fields[1]), g_strstrip (fields[2]), MEBIBYTE);
  }
}

char *
sp_gpu_usage_dup_words (const SpGpuUsage *self)
{
  g_autofree char *memory = g_format_size_full (self->memory, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *total = g_format_size_full (self->memory_total, G_FORMAT_SIZE_IEC_UNITS);

  if (self->busy >= 0 && self->memory_total > 0)
    /* Translators: the use of the computer's graphics card: percent of its time, and sizes. */
    return g_strdup_printf (_("GPU %d %%, %s of %s graphics memory"), self->busy, memory, total);
  if (self->busy >= 0)
    /* Translators: how many percent of its time the computer's graphics card works. */
    return g_strdup_printf (_("GPU %d %%"), self->busy);
  if (self->memory_total > 0)
    /* Translators: sizes, as in "2.1 GiB of 8.0 GiB graphics memory". */
    return g_strdup_printf (_("%s of %s graphics memory"), memory, total);
  return NULL;
}
