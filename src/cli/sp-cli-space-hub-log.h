/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-cli.h"

G_BEGIN_DECLS

/*
 * token: (nullable): in place of the saved one
 * tail: (nullable): number of the last lines that are wanted
 */
typedef struct {
  const char *token;
  const char *tail;
  gboolean    build;
  gboolean    follow;
} SpCliHubLog;

int sp_cli_space_print_hub_log (SpCli             *cli,
                                const char        *target,
                                const SpCliHubLog *wishes);

G_END_DECLS
