/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-cli.h"
#include "sp-hub-accounts.h"

G_BEGIN_DECLS

SpHubAccounts *sp_cli_account_load (SpCli *cli);

SpHubAccount *sp_cli_account_get (SpHubAccounts *accounts);

GError *sp_cli_account_new_error (SpHubAccounts *accounts,
                                  const char    *words);

SpHubSession *sp_cli_account_open (SpCli   *cli,
                                   GError **error);

gboolean sp_cli_account_find_token (SpCli   *cli,
                                    char   **token,
                                    GError **error);

void sp_cli_account_flush (SpCli         *cli,
                           SpHubAccounts *accounts);

G_END_DECLS
