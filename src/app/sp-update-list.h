/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-installed-space.h"
#include "sp-preflight.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_UPDATE_LIST (sp_update_list_get_type ())

/**
 * SpUpdateList:
 *
 * What an update of a Space changes: from which version to which, how much is fetched, which packages are new, others
 * or gone, and what it wishes that the version before did not.
 */
G_DECLARE_FINAL_TYPE (SpUpdateList, sp_update_list, SP, UPDATE_LIST, AdwBin)

void sp_update_list_set_facts (SpUpdateList           *self,
                               SpInstalledSpace       *space,
                               const SpPreflightFacts *facts);

G_END_DECLS
