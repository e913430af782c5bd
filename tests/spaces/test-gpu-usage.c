/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "scratch-cache.h"
#include "sp-gpu-usage.h"

#define MIB ((guint64) 1024 * 1024)

/* What a card of amdgpu has; NULL for a file that is missing. */
static void
make_card (const char *folder, const char *name, const char *busy, const char *used, const char *total)
{
  const char *const names[] = { "gpu_busy_percent", "mem_info_vram_used", "mem_info_vram_total" };
  const char *const texts[] = { busy, used, total };
  g_autofree char  *device = g_build_filename (folder, name, "device", NULL);

  g_assert_cmpint (g_mkdir_with_parents (device, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (device, names[i], NULL);

    if (texts[i] != NULL)
      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
  }
}

static void
assert_usage (const SpGpuUsage *usage, guint n_cards, double busy, guint64 memory, guint64 total)
{
  g_assert_cmpuint (usage->n_cards, ==, n_cards);
  g_assert_cmpfloat (usage->busy, ==, busy);
  g_assert_cmpuint (usage->memory, ==, memory);
  g_assert_cmpuint (usage->memory_total, ==, total);
}

static void
test_cards (void)
{
  g_autofree char *folder = scratch_cache_make_folder ("drm");
  SpGpuUsage       usage = { 0 };

  sp_gpu_usage_add_cards (&usage, folder);
  assert_usage (&usage, 0, 0, 0, 0);
  sp_gpu_usage_add_cards (&usage, "/nonexistent");
  assert_usage (&usage, 0, 0, 0, 0);

  make_card (folder, "card0", "35\n", "1048576\n", "8589934592\n");
  make_card (folder, "card1", "7\n", "4096\n", "1000000\n");
  make_card (folder, "card1-DP-1", "99\n", "4096\n", "1000000\n");
  make_card (folder, "renderD128", "99\n", "4096\n", "1000000\n");
  sp_gpu_usage_add_cards (&usage, folder);
  assert_usage (&usage, 2, 35, 1052672, 8590934592);
  scratch_cache_clear ();
}

/* Drivers without such files, and files that make no sense, count for nothing. */
static void
test_odd_cards (void)
{
  g_autofree char *folder = scratch_cache_make_folder ("drm");
  g_autofree char *huge = g_strnfill (100000, '9');
  SpGpuUsage       usage = { 0 };

  make_card (folder, "card0", NULL, NULL, NULL);
  make_card (folder, "card1", "35\n", "1\n", NULL);
  make_card (folder, "card2", "", "1\n", "2\n");
  make_card (folder, "card3", "101\n", "1\n", "2\n");
  make_card (folder, "card4", "-1\n", "1\n", "2\n");
  make_card (folder, "card5", "1\n", "3\n", "2\n");
  make_card (folder, "card6", "1\n", "1\n", huge);
  make_card (folder, "card7", "3 5\n", "\xff", "2\n");
  make_card (folder, "card8", "1\n", "1\n", "99999999999999999999\n");
  sp_gpu_usage_add_cards (&usage, folder);
  assert_usage (&usage, 0, 0, 0, 0);
  scratch_cache_clear ();
}

static void
test_nvidia (void)
{
  static const char *const nothing[] = { "", "\n", "35", "35, 1", "35, 1, 2, 3", "[N/A], 1, 2", "1, [N/A], 2", "a, b, c",
                                         "101, 1, 2", "1, 3, 2", "-1, 1, 2", "1, 1, 99999999999999999999", ",,", "\xff, 1, 2" };
  SpGpuUsage               usage = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    sp_gpu_usage_add_nvidia (&usage, nothing[i]);
  assert_usage (&usage, 0, 0, 0, 0);

  sp_gpu_usage_add_nvidia (&usage, "12, 2100, 8192\n[N/A], 0, 8192\n64, 1, 24576\n");
  assert_usage (&usage, 2, 64, 2101 * MIB, 32768 * MIB);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

/* Whatever this computer has. */
static void
test_read (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GError)       error = NULL;
  SpGpuUsage               usage = { 0 };

  sp_gpu_usage_read_async (NULL, read_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (sp_gpu_usage_read_finish (result, &usage, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (usage.busy, <=, 100);
  g_assert_cmpuint (usage.memory, <=, usage.memory_total);

  g_cancellable_cancel (cancellable);
  sp_gpu_usage_read_async (cancellable, read_cb, &cancelled);
  while (cancelled == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (sp_gpu_usage_read_finish (cancelled, &usage, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spaces/gpu-usage/cards", test_cards);
  g_test_add_func ("/spaces/gpu-usage/odd-cards", test_odd_cards);
  g_test_add_func ("/spaces/gpu-usage/nvidia", test_nvidia);
  g_test_add_func ("/spaces/gpu-usage/read", test_read);

  return g_test_run ();
}
