/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where Linux shows graphics cards. */
#define SP_GPU_USAGE_FOLDER "/sys/class/drm"

/**
 * SpGpuUsage:
 * @n_cards: how many cards tell of their use; with none the rest is 0
 * @busy: percent, of the card that has most to do
 * @memory: bytes in use, on all of them
 * @memory_total: bytes there are, on all of them
 *
 * What the graphics cards of this computer do: all of it, not only what a Space has them do.
 */
typedef struct {
  guint   n_cards;
  double  busy;
  guint64 memory;
  guint64 memory_total;
} SpGpuUsage;

/**
 * sp_gpu_usage_add_cards:
 * @self: what is added to
 * @folder: %SP_GPU_USAGE_FOLDER
 *
 * Reads the files of drivers that have them (amdgpu: gpu_busy_percent, mem_info_vram_used, mem_info_vram_total).
 */
void sp_gpu_usage_add_cards (SpGpuUsage *self,
                             const char *folder);

/**
 * sp_gpu_usage_add_nvidia:
 * @self: what is added to
 * @text: what nvidia-smi wrote: a line each card with percent, MiB in use, MiB there are
 *
 * Lines that have something else are passed over.
 */
void sp_gpu_usage_add_nvidia (SpGpuUsage *self,
                              const char *text);

/**
 * sp_gpu_usage_read_async:
 * @cancellable: (nullable): ends it
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Reads both, in a thread.
 */
void sp_gpu_usage_read_async (GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);

/**
 * sp_gpu_usage_read_finish:
 * @result: the result
 * @usage: (out): what the cards do
 * @error: return location, for %G_IO_ERROR_CANCELLED alone
 *
 * Returns: whether it was not cancelled
 */
gboolean sp_gpu_usage_read_finish (GAsyncResult *result,
                                   SpGpuUsage   *usage,
                                   GError      **error);

G_END_DECLS
