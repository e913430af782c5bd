/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-care-space.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_CARE_FILES (sp_care_files_get_type ())

/**
 * SpCareFiles:
 *
 * The files of a Space's repository on the Hub with their sizes, to be looked at there.
 */
G_DECLARE_FINAL_TYPE (SpCareFiles, sp_care_files, SP, CARE_FILES, AdwBin)

void sp_care_files_set_space (SpCareFiles *self,
                              SpCareSpace *space);

G_END_DECLS
