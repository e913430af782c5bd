/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-blocks.h"
#include "sp-cli.h"
#include "sp-drive-record.h"

G_BEGIN_DECLS

#define SP_DRIVE_EXIT_STEP 3 /* a step cannot be done */
#define SP_DRIVE_EXIT_TIME 4 /* what was waited for did not come in time */

/*
 * SP_DRIVE_ERROR_SCRIPT: the script is no list of steps
 * SP_DRIVE_ERROR_STEP: a user could not do that in this app, at this moment
 * SP_DRIVE_ERROR_TIME: it took too long
 */
typedef enum {
  SP_DRIVE_ERROR_SCRIPT,
  SP_DRIVE_ERROR_STEP,
  SP_DRIVE_ERROR_TIME,
} SpDriveError;

#define SP_DRIVE_ERROR (sp_drive_error_quark ())
GQuark sp_drive_error_quark (void);

/* An app that is used without a screen. */
typedef struct {
  SpCli         *cli;
  SpBlocks      *blocks; /* owned */
  SpDriveRecord *record; /* owned: what happened so far and was not printed yet */
} SpDrive;

/* Whether another app answers at its address: nothing that is done here means anything to that. */
gboolean sp_drive_is_gone (SpDrive *self);

/* Returns: %FALSE with %GRADIO_ERROR_LOST when it is gone */
gboolean sp_drive_check (SpDrive *self,
                         GError **error);

G_END_DECLS
