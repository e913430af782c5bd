/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-drive-page.h"

G_BEGIN_DECLS

const char *sp_drive_status_get_word (SpBlocks *blocks,
                                      SpBlock  *block);
JsonObject *sp_drive_status_describe (SpBlocks  *blocks,
                                      GPtrArray *items);

G_END_DECLS
