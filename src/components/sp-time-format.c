/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-time-format.h"

#include <math.h>

/* More hours than any file has. */
#define MAX_SECONDS (9999.0 * 3600)

char *
sp_time_format (double seconds)
{
  int whole = isfinite (seconds) ? (int) CLAMP (seconds, 0, MAX_SECONDS) : 0;

  if (whole >= 3600)
    return g_strdup_printf ("%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);

  return g_strdup_printf ("%d:%02d", whole / 60, whole % 60);
}
