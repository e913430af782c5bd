/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <sys/stat.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "scratch-cache.h"
#include "sp-gpu-usage.h"

#define GIB (G_GUINT64_CONSTANT (1) << 30)

/* A sample of /sys/class/drm, of /proc/driver/nvidia, and a folder for programs. */
typedef struct {
  char         *drm;
  char         *driver;
  char         *bin;
  GCancellable *cancellable;
  SpGpuUsage   *usage;
  gboolean      done;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->drm = scratch_cache_make_folder ("drm");
  fixture->driver = g_build_filename (g_get_user_cache_dir (), "nvidia", NULL);
  fixture->bin = scratch_cache_make_folder ("bin");
  fixture->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->usage, sp_gpu_usage_free);
  g_assert_finalize_object (fixture->cancellable);
  g_free (fixture->drm);
  g_free (fixture->driver);
  g_free (fixture->bin);
  scratch_cache_clear ();
}

static void
write_fact (const char *card, const char *name, const char *content)
{
  g_autofree char *place = g_build_filename ("drm", card, "device", NULL);
  g_autofree char *device = scratch_cache_make_folder (place);

  scratch_cache_write (device, name, content);
}

/* Installs a program nvidia-smi, and the driver that it is for. */
static void
install_program (Fixture *fixture, const char *script)
{
  g_autofree char *driver = scratch_cache_make_folder ("nvidia");
  g_autofree char *path = g_build_filename (fixture->bin, "nvidia-smi", NULL);
  g_autofree char *text = g_strconcat ("#!/bin/sh\n", script, "\n", NULL);

  g_assert_cmpstr (driver, ==, fixture->driver);
  scratch_cache_write (fixture->bin, "nvidia-smi", text);
  g_assert_cmpint (g_chmod (path, 0700), ==, 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->usage = sp_gpu_usage_read_finish (result);
  fixture->done = TRUE;
}

static void
start_reading (Fixture *fixture)
{
  g_clear_pointer (&fixture->usage, sp_gpu_usage_free);
  fixture->done = FALSE;
  sp_gpu_usage_read_async (fixture->drm, fixture->driver, fixture->cancellable, read_cb, fixture);
}

/* Returns the words for what was read. */
static char *
finish_reading (Fixture *fixture)
{
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  return fixture->usage != NULL ? sp_gpu_usage_dup_words (fixture->usage) : NULL;
}

static void
assert_reads (Fixture *fixture, const char *words)
{
  g_autofree char *found = NULL;

  start_reading (fixture);
  found = finish_reading (fixture);
  g_assert_cmpstr (found, ==, words);
}

static void
test_cards (Fixture *fixture, gconstpointer data)
{
  assert_reads (fixture, NULL);

  /* A card whose driver does not count, and the socket of one. */
  write_fact ("card0", "vendor", "0x8086\n");
  write_fact ("card1-HDMI-A-1", "gpu_busy_percent", "99\n");
  write_fact ("renderD128", "gpu_busy_percent", "99\n");
  write_fact ("card", "gpu_busy_percent", "99\n");
  assert_reads (fixture, NULL);

  write_fact ("card1", "gpu_busy_percent", "35\n");
  assert_reads (fixture, "GPU 35 %");
  write_fact ("card1", "mem_info_vram_used", "2254857830\n");
  assert_reads (fixture, "GPU 35 %");
  write_fact ("card1", "mem_info_vram_total", "8589934592\n");
  assert_reads (fixture, "GPU 35 %, 2.1\xc2\xa0GiB of 8.0\xc2\xa0GiB graphics memory");

  /* The busiest counts, and the memory of both. */
  write_fact ("card22", "gpu_busy_percent", "0\n");
  write_fact ("card22", "mem_info_vram_used", "0\n");
  write_fact ("card22", "mem_info_vram_total", "4294967296\n");
  assert_reads (fixture, "GPU 35 %, 2.1\xc2\xa0GiB of 12.0\xc2\xa0GiB graphics memory");
}

/* One that sleeps is left alone, and none is taken for idle that says nothing. */
static void
test_sleeping (Fixture *fixture, gconstpointer data)
{
  g_autofree char *power = scratch_cache_make_folder ("drm/card0/device/power");

  write_fact ("card0", "gpu_busy_percent", "5\n");
  scratch_cache_write (power, "runtime_status", "suspended\n");
  assert_reads (fixture, NULL);
  scratch_cache_write (power, "runtime_status", "active\n");
  assert_reads (fixture, "GPU 5 %");
}

static void
test_odd_files (Fixture *fixture, gconstpointer data)
{
  static const char *const odd[] = { "", "\n", "35", "3 5\n", "-1\n",
                                     "+5\n", " 35\n", "101\n", "35%\n", "0x10\n",
                                     "35\n\n", "3.5\n", "nan\n", "\xff\n", "99999999999999999999\n",
                                     "%n%s\n", "35\n36\n" };
  g_autofree char         *huge = g_strnfill (1 << 20, '1');
  g_autofree char         *device = scratch_cache_make_folder ("drm/card1/device");
  g_autofree char         *pipe = g_build_filename (device, "gpu_busy_percent", NULL);
  g_autofree char         *folder = scratch_cache_make_folder ("drm/card2/device/gpu_busy_percent");

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++) {
    g_test_message ("Case %" G_GSIZE_FORMAT, i);
    write_fact ("card0", "gpu_busy_percent", odd[i]);
    assert_reads (fixture, NULL);
  }
  write_fact ("card0", "gpu_busy_percent", huge);
  write_fact ("card0", "mem_info_vram_total", "1000\n");
  write_fact ("card0", "mem_info_vram_used", "1001\n");
  assert_reads (fixture, NULL);
  write_fact ("card0", "mem_info_vram_total", "0\n");
  write_fact ("card0", "mem_info_vram_used", "0\n");
  assert_reads (fixture, NULL);
  write_fact ("card0", "mem_info_vram_total", "18446744073709551615\n");
  assert_reads (fixture, NULL);
  write_fact ("card0", "mem_info_vram_total", "1024\n");
  assert_reads (fixture, "0 bytes of 1.0\xc2\xa0KiB graphics memory");
}

static void
assert_nvidia (const char *text, int busy, guint64 memory, guint64 total)
{
  SpGpuUsage usage = { .busy = -1 };

  sp_gpu_usage_add_nvidia (&usage, text);
  g_assert_cmpint (usage.busy, ==, busy);
  g_assert_cmpuint (usage.memory, ==, memory);
  g_assert_cmpuint (usage.memory_total, ==, total);
}

static void
test_nvidia_text (void)
{
  static const char *const nothing[] = {
    "",
    "\n\n",
    "35, 2048, 81",
    "[N/A], [N/A], [N/A]\n",
    "[Not Supported], [Unknown Error], 8192\n",
    ",,\n",
    "35, 2048\n",
    "35, 2048, 8192, 1\n",
    "-35, -1, -1\n",
    "101, 9000, 8192\n",
    "1e2, 0x10, 8192 MiB\n",
    "%s%n, %s, %s\n",
    "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n",
    "99999999999999999999, 1, 18446744073709551615\n",
    "\xff\xfe, \x01, \x1b[31m\n",
  };
  g_autoptr (GString) many = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    assert_nvidia (nothing[i], -1, 0, 0);
  assert_nvidia ("35, 2048, 8192\n", 35, 2 * GIB, 8 * GIB);
  assert_nvidia ("[N/A], 2048, 8192\n", -1, 2 * GIB, 8 * GIB);
  assert_nvidia ("0, [N/A], [N/A]\r\n", 0, 0, 0);
  assert_nvidia ("5, 1024, 8192\n90, 1024, 8192\n70, 10", 90, 2 * GIB, 16 * GIB);

  for (guint i = 0; i < 100000; i++)
    g_string_append (many, "1, 1024, 1024\n");
  assert_nvidia (many->str, 1, 64 * GIB, 64 * GIB);
}

static void
test_program (Fixture *fixture, gconstpointer data)
{
  g_autofree char *driver = NULL;

  install_program (fixture, "test \"$*\" = '--query-gpu=utilization.gpu,memory.used,memory.total "
                            "--format=csv,noheader,nounits' && echo '60, 1024, 8192'; echo oops >&2");
  write_fact ("card0", "gpu_busy_percent", "5\n");
  assert_reads (fixture, "GPU 60 %, 1.0\xc2\xa0GiB of 8.0\xc2\xa0GiB graphics memory");

  install_program (fixture, "echo '60, 1024, 8192'; exit 9");
  assert_reads (fixture, "GPU 5 %");
  install_program (fixture, "printf '60, 1024, 81'");
  assert_reads (fixture, "GPU 5 %");
  install_program (fixture, "printf '60, 1024, 81\\0'; echo '92'");
  assert_reads (fixture, "GPU 5 %");
  install_program (fixture, "exec yes '60, 1024, 8192'");
  assert_reads (fixture, "GPU 5 %");

  /* It is of no use without its driver. */
  install_program (fixture, "echo '60, 1024, 8192'");
  g_assert_cmpint (g_rmdir (fixture->driver), ==, 0);
  assert_reads (fixture, "GPU 5 %");

  /* Nor is the driver without it. */
  driver = scratch_cache_make_folder ("nvidia");
  assert_reads (fixture, "GPU 60 %, 1.0\xc2\xa0GiB of 8.0\xc2\xa0GiB graphics memory");
  scratch_cache_write (fixture->bin, "nvidia-smi", "");
  assert_reads (fixture, "GPU 5 %");
}

/* One that hangs is ended, and gone when the reading is over. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;
  g_autofree char *script = g_strdup_printf ("echo $$ >%s/pid; exec sleep 1000", fixture->bin);
  g_autofree char *folder = NULL;

  install_program (fixture, script);
  write_fact ("card0", "gpu_busy_percent", "5\n");
  start_reading (fixture);
  while (text == NULL || strchr (text, '\n') == NULL) {
    g_free (text);
    scratch_cache_wait ();
    text = scratch_cache_read (fixture->bin, "pid");
  }
  g_assert_false (fixture->done);
  g_cancellable_cancel (fixture->cancellable);
  words = finish_reading (fixture);
  g_assert_null (words);

  folder = g_build_filename ("/proc", g_strchomp (text), NULL);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  assert_reads (fixture, NULL); /* cancelled before it began */
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;

  scratch_cache_set_up ();
  path = g_strconcat (g_get_user_cache_dir (), "/bin:/usr/bin:/bin", NULL);
  g_assert_true (g_setenv ("PATH", path, TRUE));
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/spaces/gpu-usage/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("cards", test_cards);
  ADD ("sleeping", test_sleeping);
  ADD ("odd-files", test_odd_files);
  g_test_add_func ("/spaces/gpu-usage/nvidia-text", test_nvidia_text);
  ADD ("program", test_program);
  ADD ("cancel", test_cancel);

  return g_test_run ();
}
