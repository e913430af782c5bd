/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-preflight.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_PREFLIGHT_LIST (sp_preflight_list_get_type ())

/**
 * SpPreflightList:
 *
 * What is known about a Space before it is installed, as rows, with what may not work below.
 */
G_DECLARE_FINAL_TYPE (SpPreflightList, sp_preflight_list, SP, PREFLIGHT_LIST, AdwBin)

/**
 * sp_preflight_list_set_facts:
 * @self: a list
 * @kind: where the Space comes from
 * @facts: what is known; the texts are a stranger's
 */
void sp_preflight_list_set_facts (SpPreflightList        *self,
                                  SpSpaceSourceKind       kind,
                                  const SpPreflightFacts *facts);

G_END_DECLS
