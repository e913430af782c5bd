/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_GPU_USAGE (sp_gpu_usage_get_type ())

/**
 * SpGpuUsage:
 * @busy: percent of its time that the busiest graphics card works, -1: not known
 * @memory: bytes of graphics memory that are in use, of all cards together
 * @memory_total: bytes of graphics memory that they have, 0: not known
 *
 * How much the graphics cards of this computer are used. That is the use by all programs, the desktop among them: the
 * drivers do not count for a Space alone. Only cards whose driver tells count: those of AMD (amdgpu), and of NVIDIA with
 * its own driver.
 */
typedef struct {
  int     busy;
  guint64 memory;
  guint64 memory_total;
} SpGpuUsage;

GType       sp_gpu_usage_get_type (void);
SpGpuUsage *sp_gpu_usage_copy (const SpGpuUsage *self);
void        sp_gpu_usage_free (SpGpuUsage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpGpuUsage, sp_gpu_usage_free)

/**
 * sp_gpu_usage_read_async:
 * @folder: where the kernel lists graphics cards, /sys/class/drm
 * @driver: a folder that is there when the driver of NVIDIA is, /proc/driver/nvidia
 * @cancellable: gives up, and ends the program that was asked
 * @callback: called when all was read, and the program is gone
 * @user_data: for @callback
 *
 * Reads the numbers without blocking. Cards of AMD are read as the kernel's "amdgpu driver misc" documentation
 * says: card*&#47;device/gpu_busy_percent, mem_info_vram_used and mem_info_vram_total; one that sleeps is not woken.
 * Those of NVIDIA are known to its program nvidia-smi only, which is run once when it is in the PATH.
 */
void sp_gpu_usage_read_async (const char         *folder,
                              const char         *driver,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);

/**
 * sp_gpu_usage_read_finish:
 * @result: the result
 *
 * Returns: (transfer full) (nullable): the numbers, %NULL when none is known or it was cancelled
 */
SpGpuUsage *sp_gpu_usage_read_finish (GAsyncResult *result);

/**
 * sp_gpu_usage_add_nvidia:
 * @self: the numbers of other cards
 * @text: what nvidia-smi wrote: a line a card, of percent, MiB in use and MiB in all
 *
 * Adds what can be read of it. A line without an end is cut, and does not count.
 */
void sp_gpu_usage_add_nvidia (SpGpuUsage *self,
                              const char *text);

/**
 * sp_gpu_usage_dup_words:
 * @self: some numbers
 *
 * Returns: (transfer full) (nullable): what is known of them in words, %NULL when nothing is
 */
char *sp_gpu_usage_dup_words (const SpGpuUsage *self);

G_END_DECLS
