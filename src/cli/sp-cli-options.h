/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-cli.h"

G_BEGIN_DECLS

/*
 * An option: a flag where `flag` is set, else one with a value, which goes to `value` or, where it
 * can be given several times, is added to `values`. An entry without name ends a table.
 */
typedef struct {
  const char  *name;   /* without dashes */
  char         letter; /* or 0 */
  gboolean    *flag;
  const char **value; /* borrowed from the arguments */
  const char  *placeholder;
  const char  *description;
  GPtrArray   *values; /* borrowed from the arguments */
} SpCliOption;

gboolean sp_cli_options_parse (SpCli             *cli,
                               const SpCliOption *options,
                               GStrv              arguments,
                               guint              min_operands,
                               guint              max_operands,
                               int               *status);

G_END_DECLS
