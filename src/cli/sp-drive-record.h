/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-blocks.h"

G_BEGIN_DECLS

/* What an app told people and what it sent, since it was last asked. */
typedef struct _SpDriveRecord SpDriveRecord;

SpDriveRecord *sp_drive_record_new (SpBlocks *blocks);
void           sp_drive_record_free (SpDriveRecord *self);

void       sp_drive_record_tell (SpDriveRecord *self,
                                 const char    *kind,
                                 const char    *text);
JsonArray *sp_drive_record_steal_log (SpDriveRecord *self);
JsonArray *sp_drive_record_steal_calls (SpDriveRecord *self);

void sp_drive_record_add_name (JsonObject *object,
                               SpRun      *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpDriveRecord, sp_drive_record_free)

G_END_DECLS
