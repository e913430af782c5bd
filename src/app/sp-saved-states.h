/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-accounts.h"
#include "sp-library.h"
#include "sp-port-scan.h"

G_BEGIN_DECLS

#define SP_TYPE_SAVED_STATES (sp_saved_states_get_type ())

/**
 * SpSavedStates:
 *
 * Says of the apps that are seen how they are: those of the Hub by asking it, in batches and each at most once a
 * minute, others by what is known on this computer. It does nothing while it is not active.
 */
G_DECLARE_FINAL_TYPE (SpSavedStates, sp_saved_states, SP, SAVED_STATES, GObject)

/**
 * sp_saved_states_new:
 * @apps: (element-type SpSavedApp): the apps that are seen
 * @accounts: (nullable): who asks the Hub; %NULL: it is not asked
 * @library: the Spaces of this computer, and the saved apps
 * @scan: what runs on this computer otherwise
 *
 * Returns: (transfer full): an object that is not active
 */
SpSavedStates *sp_saved_states_new (GListModel    *apps,
                                    SpHubAccounts *accounts,
                                    SpLibrary     *library,
                                    SpPortScan    *scan);

void sp_saved_states_set_active (SpSavedStates *self,
                                 gboolean       active);

G_END_DECLS
