/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-preflight.h"

G_BEGIN_DECLS

/* Takes what a Space's own files say. Warnings are added to @warnings. */
void sp_preflight_facts_take_space (SpPreflightFacts *facts,
                                    SpSpace          *space,
                                    GPtrArray        *warnings);

/* Adds up, looks at this computer and says what is tight. */
void sp_preflight_facts_complete (SpPreflightFacts *facts,
                                  GFile            *target,
                                  GPtrArray        *warnings);

/* Whether there is room for it, else %G_IO_ERROR_NO_SPACE. */
gboolean sp_preflight_facts_check_room (const SpPreflightFacts *facts,
                                        GError                **error);

void sp_preflight_facts_clear (SpPreflightFacts *facts);

G_END_DECLS
