/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-cli.h"

G_BEGIN_DECLS

JsonArray  *sp_cli_mcp_list (SpCli        *cli,
                             GradioMcp    *mcp,
                             GradioMcpKind kind,
                             int          *status);
JsonObject *sp_cli_mcp_arguments_parse (JsonObject        *tool,
                                        const char *const *texts,
                                        GError           **error);

G_END_DECLS
