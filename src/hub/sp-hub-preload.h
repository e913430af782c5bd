/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-repo.h"
#include "sp-hub-session.h"

G_BEGIN_DECLS

/**
 * SpHubPreload:
 * @repo: (nullable): the repository
 * @revision: (nullable): a branch, tag or commit
 * @files: (nullable) (array zero-terminated=1): which of its files; %NULL are all
 *
 * One line of a Space's `preload_from_hub` (hub-api.md 9).
 */
typedef struct {
  SpHubRepo *repo;
  char      *revision;
  char     **files;
} SpHubPreload;

/**
 * sp_hub_preload_parse:
 * @kind: %SP_HUB_KIND_MODEL, or what else it is
 * @text: `repo`, `repo file1,file2` or `repo file1 commit`
 * @error: return location
 *
 * Returns: (transfer full): what is to be loaded, or %NULL with %SP_HUB_ERROR_ADDRESS
 */
SpHubPreload *sp_hub_preload_parse (SpHubKind   kind,
                                    const char *text,
                                    GError    **error);
void          sp_hub_preload_free (SpHubPreload *self);

/**
 * sp_hub_preload_select:
 * @self: what is to be loaded
 * @files: (element-type SpHubFile): all files of its repository
 * @error: return location
 *
 * Returns: (transfer full) (element-type SpHubFile): those that are wanted, or %NULL with
 *   %SP_HUB_ERROR_NOT_FOUND when one is not there
 */
GPtrArray *sp_hub_preload_select (const SpHubPreload *self,
                                  GPtrArray          *files,
                                  GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpHubPreload, sp_hub_preload_free)

G_END_DECLS
