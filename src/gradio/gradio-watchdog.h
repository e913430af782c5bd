/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Ends a transfer that stands still. Not installed. */

typedef struct _GradioWatchdog GradioWatchdog;

/**
 * gradio_watchdog_new:
 * @milliseconds: how long nothing may happen
 * @victim: what to cancel then
 *
 * Returns: (transfer full): a watchdog that counts from now in the thread's main context
 */
GradioWatchdog *gradio_watchdog_new (guint milliseconds, GCancellable *victim);
void            gradio_watchdog_free (GradioWatchdog *self);

void     gradio_watchdog_feed (GradioWatchdog *self); /* something happened */
gboolean gradio_watchdog_has_bitten (GradioWatchdog *self);

/* Waits @factor times as long from now on. */
void gradio_watchdog_calm (GradioWatchdog *self, guint factor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioWatchdog, gradio_watchdog_free)

G_END_DECLS
