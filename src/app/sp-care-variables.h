/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-care-space.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_CARE_VARIABLES (sp_care_variables_get_type ())

/**
 * SpCareVariables:
 *
 * The secrets and variables of a Space of the Hub. Secrets are written and never read.
 */
G_DECLARE_FINAL_TYPE (SpCareVariables, sp_care_variables, SP, CARE_VARIABLES, AdwBin)

void sp_care_variables_set_space (SpCareVariables *self,
                                  SpCareSpace     *space);

/* Asks again, where they are on the screen: else they are asked for when they come there. */
void sp_care_variables_reload (SpCareVariables *self);

G_END_DECLS
