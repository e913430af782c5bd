/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

JsonArray  *sp_drive_script_parse (const char *text,
                                   GError    **error);
const char *sp_drive_script_get_verb (JsonObject *step);

G_END_DECLS
