/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sp_system_packages_list_missing:
 * @names: (array zero-terminated=1): packages of Debian, from a stranger's packages.txt
 *
 * Looks for the programs and libraries that packages stand for, so that it works on other systems as
 * well; for those it does not know, asks dpkg's records where they are. It reads folders only.
 *
 * Returns: (transfer full): those that are not here
 */
GStrv sp_system_packages_list_missing (const char *const *names);

G_END_DECLS
