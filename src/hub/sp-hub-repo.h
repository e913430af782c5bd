/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SpHubKind:
 * @SP_HUB_KIND_SPACE: a Space
 * @SP_HUB_KIND_MODEL: a model
 * @SP_HUB_KIND_DATASET: a data set
 *
 * What a repository is.
 */
typedef enum {
  SP_HUB_KIND_SPACE,
  SP_HUB_KIND_MODEL,
  SP_HUB_KIND_DATASET,
} SpHubKind;

#define SP_TYPE_HUB_REPO (sp_hub_repo_get_type ())

/**
 * SpHubRepo:
 *
 * The name of a repository on the Hub. It never changes.
 */
G_DECLARE_FINAL_TYPE (SpHubRepo, sp_hub_repo, SP, HUB_REPO, GObject)

/**
 * sp_hub_repo_new:
 * @kind: what it is
 * @id: `owner/name`; models and data sets of old have a name only
 * @error: return location
 *
 * Returns: (transfer full): the repository, or %NULL with %SP_HUB_ERROR_ADDRESS
 */
SpHubRepo *sp_hub_repo_new (SpHubKind   kind,
                            const char *id,
                            GError    **error);

SpHubKind   sp_hub_repo_get_kind (SpHubRepo *self);
const char *sp_hub_repo_get_id (SpHubRepo *self);

/**
 * sp_hub_repo_dup_api_path:
 * @self: a repository
 *
 * Returns: (transfer full): `/api/spaces/owner/name`
 */
char *sp_hub_repo_dup_api_path (SpHubRepo *self);

/**
 * sp_hub_repo_dup_file_path:
 * @self: a repository
 * @commit: one of its commits
 * @path: a file of it
 *
 * Returns: (transfer full): where its content is, `/spaces/owner/name/resolve/COMMIT/path`
 */
char *sp_hub_repo_dup_file_path (SpHubRepo  *self,
                                 const char *commit,
                                 const char *path);

/**
 * sp_hub_repo_dup_page:
 * @self: a repository
 *
 * Returns: (transfer full): address of its page, for people
 */
char *sp_hub_repo_dup_page (SpHubRepo *self);

/**
 * sp_hub_repo_dup_cache_name:
 * @self: a repository
 *
 * Returns: (transfer full): its folder in `HF_HOME/hub`, `models--owner--name`
 */
char *sp_hub_repo_dup_cache_name (SpHubRepo *self);

/**
 * sp_hub_repo_is_commit:
 * @revision: (nullable): a revision
 *
 * Returns: whether it is a whole commit, 40 hexadecimal digits, and not a branch or a tag
 */
gboolean sp_hub_repo_is_commit (const char *revision);

G_END_DECLS
