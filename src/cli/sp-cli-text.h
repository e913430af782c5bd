/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sp_cli_text_printable (const char *text);
char *sp_cli_text_one_line (const char *text,
                            int         columns);
int   sp_cli_text_width (const char *text);

const char *sp_cli_text_find_nearest (const char *text,
                                      GPtrArray  *words);

G_END_DECLS
