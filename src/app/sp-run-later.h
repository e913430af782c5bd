/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-app-job.h"

G_BEGIN_DECLS

#define SP_TYPE_RUN_LATER (sp_run_later_get_type ())

/**
 * SpRunLater:
 *
 * A run that is kept until a moment. That is a time of the day: what passes while the computer sleeps counts, and where
 * the moment passed then, it has come soon after the computer woke up.
 *
 * Signal: `due`: the moment has come. It comes again now and then until the run is dropped, since the app may not be
 * able to run it yet.
 */
G_DECLARE_FINAL_TYPE (SpRunLater, sp_run_later, SP, RUN_LATER, GObject)

SpRunLater *sp_run_later_new (void);

/* Returns: Unix time */
typedef gint64 (*SpRunLaterClock) (gpointer user_data);

/**
 * sp_run_later_set_clock:
 * @self: a run
 * @clock: what tells the time in the place of the computer’s clock
 * @user_data: for @clock
 *
 * For tests, which do not wait.
 */
void   sp_run_later_set_clock (SpRunLater     *self,
                               SpRunLaterClock clock,
                               gpointer        user_data);
gint64 sp_run_later_get_now (SpRunLater *self); /* Unix time */

/**
 * sp_run_later_keep:
 * @self: a run
 * @job: what is to run again, in the place of what was kept before
 * @moment: Unix time
 *
 * Keeps it until then. A moment that has passed has come at once.
 */
void sp_run_later_keep (SpRunLater *self,
                        SpAppJob   *job,
                        gint64      moment);
void sp_run_later_drop (SpRunLater *self);

SpAppJob *sp_run_later_get_job (SpRunLater *self);    /* nullable: none is kept */
gint64    sp_run_later_get_moment (SpRunLater *self); /* Unix time; 0: none is kept */

/* Looks at the clock, which is done now and then anyway. */
void sp_run_later_check (SpRunLater *self);

G_END_DECLS
