/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-cli.h"

G_BEGIN_DECLS

JsonArray *sp_cli_downloads_run (SpCli          *cli,
                                 GradioEndpoint *endpoint,
                                 JsonArray      *returns,
                                 const char     *folder,
                                 int            *status);

gboolean sp_cli_downloads_make_folder (SpCli      *cli,
                                       const char *folder);
char    *sp_cli_downloads_fetch (SpCli      *cli,
                                 GradioFile *file,
                                 const char *folder,
                                 int        *status);

G_END_DECLS
