/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-space-source.h"

G_BEGIN_DECLS

/**
 * SpStaging:
 * @id: id of the Space
 * @title: (nullable): its title
 * @source: where it comes from, at the commit that was listed
 * @offline: see sp_installation_set_offline()
 * @models: see sp_installation_set_models()
 * @first_start: see sp_installation_set_first_start()
 *
 * progress.json of an installation under way: what it takes to go on with it.
 */
typedef struct {
  char          *id;
  char          *title;
  SpSpaceSource *source;
  gboolean       offline;
  gboolean       models;
  gboolean       first_start;
} SpStaging;

/* Reads it (transfer full), %NULL with an error when it is not there or makes no sense. */
SpStaging *sp_staging_load (GFile   *folder,
                            GError **error);
gboolean   sp_staging_save (const SpStaging *self,
                            GFile           *folder,
                            GError         **error);
void       sp_staging_free (SpStaging *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpStaging, sp_staging_free)

G_END_DECLS
