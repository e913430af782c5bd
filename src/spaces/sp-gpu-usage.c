/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-gpu-usage.h"

#include <string.h>

/* Of one of the files, which has a number. */
#define MAX_NUMBER 32
/* Of one card; no card has as much. */
#define MAX_MEMORY ((guint64) 1 << 50)
#define MIB ((guint64) 1024 * 1024)

static void
add_card (SpGpuUsage *self, double busy, guint64 memory, guint64 total)
{
  self->n_cards++;
  self->busy = MAX (self->busy, busy);
  self->memory += memory;
  self->memory_total += total;
}

static gboolean
read_number (const char *folder, const char *name, guint64 most, guint64 *number)
{
  g_autofree char             *path = g_build_filename (folder, "device", name, NULL);
  g_autoptr (GFile)            file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char                         text[MAX_NUMBER] = { 0 };
  gsize                        length = 0;

  return stream != NULL &&
         g_input_stream_read_all (G_INPUT_STREAM (stream), text, sizeof text - 1, &length, NULL, NULL) &&
         g_ascii_string_to_unsigned (g_strstrip (text), 10, 0, most, number, NULL);
}

void
sp_gpu_usage_add_cards (SpGpuUsage *self, const char *folder)
{
  g_autoptr (GDir) cards = g_dir_open (folder, 0, NULL);
  const char      *name = NULL;

  while (cards != NULL && (name = g_dir_read_name (cards)) != NULL) {
    g_autofree char *card = g_build_filename (folder, name, NULL);
    guint64          busy = 0, memory = 0, total = 0;

    /* “card0”, not its outputs such as “card0-DP-1”. */
    if (!g_str_has_prefix (name, "card") || strchr (name, '-') != NULL)
      continue;

    if (read_number (card, "gpu_busy_percent", 100, &busy) &&
        read_number (card, "mem_info_vram_total", MAX_MEMORY, &total) &&
        read_number (card, "mem_info_vram_used", total, &memory))
      add_card (self, busy, memory, total);
  }
}

void
sp_gpu_usage_add_nvidia (SpGpuUsage *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);
    guint64        busy = 0, memory = 0, total = 0;

    if (g_strv_length (fields) == 3 && g_ascii_string_to_unsigned (g_strstrip (fields[0]), 10, 0, 100, &busy, NULL) &&
        g_ascii_string_to_unsigned (g_strstrip (fields[2]), 10, 0, MAX_MEMORY / MIB, &total, NULL) &&
        g_ascii_string_to_unsigned (g_strstrip (fields[1]), 10, 0, total, &memory, NULL))
      add_card (self, busy, memory * MIB, total * MIB);
  }
}

static void
ask_nvidia (SpGpuUsage *usage, GCancellable *cancellable)
{
  g_autofree char        *program = g_find_program_in_path ("nvidia-smi");
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char        *text = NULL;

  if (program == NULL || !g_file_test ("/proc/driver/nvidia", G_FILE_TEST_IS_DIR))
    return;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, program,
                              "--query-gpu=utilization.gpu,memory.used,memory.total",
                              "--format=csv,noheader,nounits", NULL);
  if (process == NULL)
    return;

  if (g_subprocess_communicate_utf8 (process, NULL, cancellable, &text, NULL, NULL) && text != NULL)
    sp_gpu_usage_add_nvidia (usage, text);
  else
    g_subprocess_force_exit (process);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SpGpuUsage *usage = task_data;

  sp_gpu_usage_add_cards (usage, SP_GPU_USAGE_FOLDER);
  ask_nvidia (usage, cancellable);
  g_task_return_boolean (task, TRUE);
}

void
sp_gpu_usage_read_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sp_gpu_usage_read_async);
  g_task_set_task_data (task, g_new0 (SpGpuUsage, 1), g_free);
  g_task_run_in_thread (task, read_thread);
}

gboolean
sp_gpu_usage_read_finish (GAsyncResult *result, SpGpuUsage *usage, GError **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *usage = *(SpGpuUsage *) g_task_get_task_data (G_TASK (result));

  return TRUE;
}
