/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-cli.h"

G_BEGIN_DECLS

/* What completion has to know of an app, kept for a while in the cache folder. */

JsonObject *sp_cli_known_app_load (SpCli      *cli,
                                   const char *target);
GPtrArray  *sp_cli_known_app_list (void);

G_END_DECLS
