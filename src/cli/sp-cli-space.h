/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-cli.h"
#include "sp-installation.h"

G_BEGIN_DECLS

SpSpaceStore     *sp_cli_space_open_store (SpCli *cli,
                                           int   *status);
SpInstalledSpace *sp_cli_space_find (SpCli        *cli,
                                     SpSpaceStore *store,
                                     const char   *id,
                                     int          *status);
char             *sp_cli_space_find_address (SpCli      *cli,
                                             const char *id,
                                             char      **socket,
                                             gboolean   *offline,
                                             int        *status);
gboolean          sp_cli_space_confirm (SpCli      *cli,
                                        gboolean    yes,
                                        const char *question,
                                        int        *status);
int               sp_cli_space_install (SpCli          *cli,
                                        SpInstallation *installation);

G_END_DECLS
