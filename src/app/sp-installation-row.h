/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_INSTALLATION_ROW (sp_installation_row_get_type ())

/**
 * SpInstallationRow:
 *
 * An installation on the start page: its step and how far it is, its log, and what can be done: cancel it, try it
 * again, go on with one that was left from the last time, or forget it.
 */
G_DECLARE_FINAL_TYPE (SpInstallationRow, sp_installation_row, SP, INSTALLATION_ROW, GtkListBoxRow)

GtkWidget *sp_installation_row_new (SpLibrary      *library,
                                    SpInstallation *installation);

/* What is done in a step, in words. */
const char *sp_installation_row_get_step_words (SpInstallationStep step);

G_END_DECLS
