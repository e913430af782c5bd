/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-preflight.h"

G_BEGIN_DECLS

/**
 * SpSpaceChanges:
 * @added: requirements on packages that were not asked for before
 * @removed: requirements on packages that are not asked for any more
 * @changed: (element-type utf8): pairs: the requirement before and after, where the package is the same
 * @missing: system packages that are not here and were not asked for before
 * @wants_gpu: whether it is meant for a graphics card now, and was not before
 * @wants_sign_in: likewise, whether it signs its visitors in with the Hub
 *
 * What another version of a Space asks for that the one before did not. The texts are a stranger's.
 */
typedef struct {
  GStrv    added;
  GStrv    removed;
  GStrv    changed;
  GStrv    missing;
  gboolean wants_gpu;
  gboolean wants_sign_in;
} SpSpaceChanges;

/**
 * sp_space_changes_new:
 * @before: the version that is installed
 * @after: what is known of the other one
 *
 * Returns: (transfer full): what is different
 */
SpSpaceChanges *sp_space_changes_new (SpSpace                *before,
                                      const SpPreflightFacts *after);
void            sp_space_changes_free (SpSpaceChanges *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpSpaceChanges, sp_space_changes_free)

G_END_DECLS
