/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-session.h"
#include "sp-run-later.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_QUOTA_BAR (sp_quota_bar_get_type ())

/**
 * SpQuotaBar:
 *
 * Says above a Space that runs on ZeroGPU how much time on it the user has left and when there is more, and what can be
 * done when it is used up. The Hub is asked when the Space is opened and after runs, and not in between. Hidden for all
 * other apps, and once the user has closed it until the time is used up. Offers to keep a run that was refused until
 * there is time again, where it is known when that is.
 *
 * Signal: `due` (#SpAppJob): a run that was kept is to be started now; sp_quota_bar_run_began() is called when it was.
 * It comes again now and then until then.
 */
G_DECLARE_FINAL_TYPE (SpQuotaBar, sp_quota_bar, SP, QUOTA_BAR, AdwBin)

/**
 * sp_quota_bar_set_space:
 * @self: a bar
 * @session: the way to the Hub
 * @id: (nullable): `owner/name`, %NULL for an app that is no Space
 *
 * Finds out what the Space runs on, and asks for the time.
 */
void sp_quota_bar_set_space (SpQuotaBar   *self,
                             SpHubSession *session,
                             const char   *id);

/**
 * sp_quota_bar_run_ended:
 * @self: a bar
 * @job: the run
 * @refused: whether there was not enough time for it
 *
 * A run may have cost time.
 */
void sp_quota_bar_run_ended (SpQuotaBar *self,
                             SpAppJob   *job,
                             gboolean    refused);

/**
 * sp_quota_bar_tell_used_up:
 * @self: a bar
 * @text: (nullable): what the app said
 * @job: (nullable): the run
 *
 * A run was refused.
 */
void sp_quota_bar_tell_used_up (SpQuotaBar *self,
                                const char *text,
                                SpAppJob   *job);

/* The run that was kept goes on, or never will. */
void sp_quota_bar_run_began (SpQuotaBar *self);

/* The run that is kept, for tests. */
SpRunLater *sp_quota_bar_get_later (SpQuotaBar *self);

G_END_DECLS
