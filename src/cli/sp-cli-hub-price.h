/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-cli.h"
#include "sp-hub-session.h"

G_BEGIN_DECLS

gboolean sp_cli_hub_parse_sleep (SpCli      *cli,
                                 const char *text,
                                 gint64     *seconds,
                                 int        *status);
gboolean sp_cli_hub_agree_on_price (SpCli        *cli,
                                    SpHubSession *session,
                                    const char   *flavour,
                                    gboolean      yes,
                                    gint64       *sleep_time,
                                    int          *status);

G_END_DECLS
