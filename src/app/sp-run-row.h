/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-app-job.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_RUN_ROW (sp_run_row_get_type ())

/**
 * SpRunRow:
 *
 * One run of an app: what it is, and how far it is or how it ended.
 */
G_DECLARE_FINAL_TYPE (SpRunRow, sp_run_row, SP, RUN_ROW, GtkListBoxRow)

/**
 * sp_run_row_new:
 * @job: what an app was asked to do
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *sp_run_row_new (SpAppJob *job);
SpAppJob  *sp_run_row_get_job (SpRunRow *self);

G_END_DECLS
