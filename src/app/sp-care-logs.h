/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-care-space.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_CARE_LOGS (sp_care_logs_get_type ())

/**
 * SpCareLogs:
 *
 * What a Space of the user writes while it is built and while it runs, and what it needs meanwhile; live as long as it
 * is on the screen.
 */
G_DECLARE_FINAL_TYPE (SpCareLogs, sp_care_logs, SP, CARE_LOGS, AdwBin)

void sp_care_logs_set_space (SpCareLogs  *self,
                             SpCareSpace *space);

/* Opens the bar for searching. */
void sp_care_logs_find (SpCareLogs *self);

/* Opens again what has ended or waits to be tried again, where it is on the screen. */
void sp_care_logs_reload (SpCareLogs *self);

G_END_DECLS
