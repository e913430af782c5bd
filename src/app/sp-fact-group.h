/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-preflight.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What is known of a Space before it is installed or updated, in rows. */

/**
 * sp_fact_group_append:
 * @box: where it comes last
 * @markup: its title
 *
 * Returns: (transfer none): a new group
 */
AdwPreferencesGroup *sp_fact_group_append (GtkBox     *box,
                                           const char *markup);

/**
 * sp_fact_group_add:
 * @group: a group
 * @title: what it is about, plain text
 * @value: what is known of it, plain text
 * @is_warning: whether that is a reason to think again
 */
void sp_fact_group_add (AdwPreferencesGroup *group,
                        const char          *title,
                        const char          *value,
                        gboolean             is_warning);

/* A group of what may not work, where there is such a thing. */
void sp_fact_group_append_warnings (GtkBox                 *box,
                                    const SpPreflightFacts *facts);

G_END_DECLS
