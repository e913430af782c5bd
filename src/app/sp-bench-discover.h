/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-window.h"

G_BEGIN_DECLS

#define SP_TYPE_BENCH_DISCOVER (sp_bench_discover_get_type ())

/**
 * SpBenchDiscover:
 *
 * Opens Discover in a window, tells when its first cards are painted, and scrolls to the end of all Spaces.
 *
 * Signal: `ready` (name, time, fields): something is to be told, see sp-bench.h.
 */
G_DECLARE_FINAL_TYPE (SpBenchDiscover, sp_bench_discover, SP, BENCH_DISCOVER, GObject)

/**
 * sp_bench_discover_new:
 * @window: the window; it must outlive this
 *
 * Returns: (transfer full) (nullable): what watches Discover in @window, %NULL when that has none
 */
SpBenchDiscover *sp_bench_discover_new (SpWindow *window);

/* Page by page, a frame each, until there is nothing more. */
void sp_bench_discover_scroll (SpBenchDiscover *self);

/**
 * sp_bench_discover_painted:
 * @self: the bench
 * @when: the time of a frame, in milliseconds of the monotonic clock
 *
 * To be called after each frame.
 */
void sp_bench_discover_painted (SpBenchDiscover *self,
                                double           when);

G_END_DECLS
