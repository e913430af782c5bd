/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-cli.h"
#include "sp-hub-session.h"

G_BEGIN_DECLS

SpHubSession *sp_cli_hub_open (SpCli      *cli,
                               const char *token,
                               int        *status);
gboolean      sp_cli_hub_is_space (const char *text);
char         *sp_cli_hub_parse_space (SpCli      *cli,
                                      const char *text,
                                      int        *status);
char         *sp_cli_hub_dup_user (SpCli        *cli,
                                   SpHubSession *session,
                                   int          *status);

G_END_DECLS
