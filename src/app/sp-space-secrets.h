/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-installed-space.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_SPACE_SECRETS (sp_space_secrets_get_type ())

/**
 * SpSpaceSecrets:
 *
 * The secrets of a Space by their names: they can be added, get another value, and be removed. Their values are in the
 * keyring, see sp-space-secret.h, and never shown.
 *
 * Signal: `changed`: one was kept or removed; the Space has it from its next start on.
 */
G_DECLARE_FINAL_TYPE (SpSpaceSecrets, sp_space_secrets, SP, SPACE_SECRETS, AdwBin)

GtkWidget *sp_space_secrets_new (void);
void       sp_space_secrets_set_space (SpSpaceSecrets   *self,
                                       SpInstalledSpace *space);

G_END_DECLS
