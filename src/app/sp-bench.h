/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-window.h"

G_BEGIN_DECLS

#define SP_TYPE_BENCH (sp_bench_get_type ())

/**
 * SpBench:
 *
 * Tells on standard output when the window has reached which state (`READY NAME MS`) and, once it can be used, when its
 * main loop could do nothing else for more than 100 ms (`READY stall MS ms=… cpu=…`). Does what lines on standard input
 * say: `page` (shows the app's own page; `READY page` when it is there), `run /ENDPOINT JSON-ARRAY`, `discover` (opens
 * Discover; `READY discovered` when its first cards are there), `scroll` (to the end of all its Spaces; `READY
 * scrolled`), `shot FILE`, `stalls` (answered once all stalls before it were told), `quit`. Looks only when a frame was
 * painted anyway.
 */
G_DECLARE_FINAL_TYPE (SpBench, sp_bench, SP, BENCH, GObject)

SpBench *sp_bench_new (SpWindow *window);

G_END_DECLS
