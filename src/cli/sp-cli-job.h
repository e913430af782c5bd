/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-cli.h"

G_BEGIN_DECLS

GradioJob *sp_cli_job_submit (SpCli             *cli,
                              const char *const *operands,
                              int               *status);
GradioJob *sp_cli_job_start (SpCli          *cli,
                             GradioEndpoint *endpoint,
                             JsonArray      *values);
JsonArray *sp_cli_job_wait (SpCli     *cli,
                            GradioJob *job,
                            GError   **error);
int        sp_cli_job_fail (SpCli        *cli,
                            GradioJob    *job,
                            const GError *error);
void       sp_cli_job_print_returns (SpCli     *cli,
                                     JsonArray *returns);

G_END_DECLS
