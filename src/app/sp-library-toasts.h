/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-saved-apps.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What is told of a change of the library, each with a way back. */

AdwToast *sp_library_toast_saved (SpSavedApps *apps,
                                  SpSavedApp  *app);
AdwToast *sp_library_toast_removed (SpSavedApps *apps,
                                    SpSavedApp  *app);

/**
 * sp_library_toast_deleted:
 * @apps: the apps
 * @name: name of a collection that was deleted
 * @members: (element-type SpSavedApp): what was in it
 *
 * Returns: (transfer full): a message
 */
AdwToast *sp_library_toast_deleted (SpSavedApps *apps,
                                    const char  *name,
                                    GPtrArray   *members);

/* A collection has a new name. */
AdwToast *sp_library_toast_renamed (SpSavedApps *apps,
                                    const char  *old_name,
                                    const char  *name);

G_END_DECLS
