/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-cli.h"

G_BEGIN_DECLS

/* Text from a file descriptor, such as standard input. Waiting for it can be interrupted. */
typedef struct _SpCliInput SpCliInput;

SpCliInput *sp_cli_input_new (SpCli *cli,
                              int    fd);
void        sp_cli_input_free (SpCliInput *self);
char       *sp_cli_input_read_line (SpCliInput *self,
                                    GError    **error);
char       *sp_cli_input_read_all (SpCliInput *self,
                                   GError    **error);

char *sp_cli_input_ask_password (SpCli      *cli,
                                 const char *user,
                                 GError    **error);

char *sp_cli_input_read_secret (SpCli      *cli,
                                const char *question,
                                GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpCliInput, sp_cli_input_free)

G_END_DECLS
