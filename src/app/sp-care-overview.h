/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-care-space.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_CARE_OVERVIEW (sp_care_overview_get_type ())

/**
 * SpCareOverview:
 *
 * How a Space of the user is, on what it runs and what that costs, who sees it, and what can be done with it.
 *
 * Actions: `care.wake`, `care.restart`, `care.rebuild`, `care.pause`, `care.delete`.
 *
 * Signal `deleted`: the Space is gone.
 */
G_DECLARE_FINAL_TYPE (SpCareOverview, sp_care_overview, SP, CARE_OVERVIEW, AdwBin)

void sp_care_overview_set_space (SpCareOverview *self,
                                 SpCareSpace    *space);

G_END_DECLS
