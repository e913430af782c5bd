/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sp_time_format:
 * @seconds: a length of time; negative and infinite ones count as none
 *
 * Returns: (transfer full): “0:05”, “12:30”, “1:02:03”
 */
char *sp_time_format (double seconds);

G_END_DECLS
