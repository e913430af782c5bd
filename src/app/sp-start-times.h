/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_START_TIMES (sp_start_times_get_type ())

/**
 * SpStartTimes:
 *
 * How long Spaces took to start when this program waited for them: what a Space usually takes. Kept in the user's
 * cache, the last few starts of each.
 */
G_DECLARE_FINAL_TYPE (SpStartTimes, sp_start_times, SP, START_TIMES, GObject)

SpStartTimes *sp_start_times_new (void);

/**
 * sp_start_times_read_async:
 * @self: the record
 * @id: `owner/name`
 * @cancellable: (nullable): stops it
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Finds what is known about a Space.
 */
void sp_start_times_read_async (SpStartTimes       *self,
                                const char         *id,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);

/**
 * sp_start_times_read_finish:
 * @self: the record
 * @result: what @callback got
 * @error: return location
 *
 * Returns: seconds that the Space usually takes, the median; 0 when nothing is known; -1 with an error
 */
double sp_start_times_read_finish (SpStartTimes *self,
                                   GAsyncResult *result,
                                   GError      **error);

/**
 * sp_start_times_add:
 * @self: the record
 * @id: `owner/name`
 * @seconds: how long it took just now
 *
 * Keeps it, with the newest of those before.
 */
void sp_start_times_add (SpStartTimes *self,
                         const char   *id,
                         double        seconds);

/**
 * sp_start_times_get_median:
 * @text: what is kept of a Space: numbers, one a line
 *
 * Returns: the one in the middle; 0 when there is none that makes sense
 */
double sp_start_times_get_median (const char *text);

G_END_DECLS
