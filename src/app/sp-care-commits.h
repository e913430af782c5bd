/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-care-space.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_CARE_COMMITS (sp_care_commits_get_type ())

/**
 * SpCareCommits:
 *
 * What was done with the repository of a Space of the Hub, the newest first. More is loaded as one scrolls.
 */
G_DECLARE_FINAL_TYPE (SpCareCommits, sp_care_commits, SP, CARE_COMMITS, AdwBin)

void sp_care_commits_set_space (SpCareCommits *self,
                                SpCareSpace   *space);

/* Asks again from the newest, now or when they come to the screen. */
void sp_care_commits_reload (SpCareCommits *self);

G_END_DECLS
