/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-repo.h"
#include "sp-hub-session.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SP_TYPE_HUB_SPACE_INFO (sp_hub_space_info_get_type ())

/**
 * SpHubSpaceInfo:
 *
 * What the Hub says about a Space at a revision (hub-api.md 3). It never changes. The Hub's word is
 * a stranger's: what is missing or of another type is %NULL or false.
 *
 * The same call answers for models and data sets, which have no SDK.
 */
G_DECLARE_FINAL_TYPE (SpHubSpaceInfo, sp_hub_space_info, SP, HUB_SPACE_INFO, GObject)

/**
 * sp_hub_space_info_fetch_async:
 * @session: the way to the Hub
 * @repo: a repository
 * @revision: (nullable): a branch, tag or commit; %NULL is the newest of the main branch
 * @cancellable: (nullable): stops it
 * @callback: called when the Hub has answered
 * @user_data: for @callback
 *
 * Asks for it, again where the Hub is busy or fails. A renamed Space is found by its old name.
 */
void sp_hub_space_info_fetch_async (SpHubSession       *session,
                                    SpHubRepo          *repo,
                                    const char         *revision,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);

/**
 * sp_hub_space_info_fetch_finish:
 * @session: the way to the Hub
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): what it says, or %NULL with a #SpHubError
 */
SpHubSpaceInfo *sp_hub_space_info_fetch_finish (SpHubSession *session,
                                                GAsyncResult *result,
                                                GError      **error);

/**
 * sp_hub_space_info_new_from_json:
 * @repo: what was asked for
 * @node: (nullable): the Hub's answer
 * @error: return location
 *
 * Returns: (transfer full): what it says, or %NULL with %SP_HUB_ERROR_ANSWER when it is no
 *   object or names no commit
 */
SpHubSpaceInfo *sp_hub_space_info_new_from_json (SpHubRepo *repo,
                                                 JsonNode  *node,
                                                 GError   **error);

/**
 * sp_hub_space_info_get_repo:
 * @self: what the Hub says
 *
 * Returns: (transfer none): the repository by the name that it has now, which may not be the one
 *   that was asked for
 */
SpHubRepo *sp_hub_space_info_get_repo (SpHubSpaceInfo *self);

const char *sp_hub_space_info_get_commit (SpHubSpaceInfo *self); /* 40 hexadecimal digits */
const char *sp_hub_space_info_get_title (SpHubSpaceInfo *self);  /* its name where it has none */
gboolean    sp_hub_space_info_is_private (SpHubSpaceInfo *self);
gboolean    sp_hub_space_info_is_gated (SpHubSpaceInfo *self);
gboolean    sp_hub_space_info_is_disabled (SpHubSpaceInfo *self);

/**
 * sp_hub_space_info_get_hardware:
 * @self: what the Hub says
 *
 * Returns: (nullable): what it was given on the Hub, such as `cpu-basic` or `zero-a10g`
 */
const char *sp_hub_space_info_get_hardware (SpHubSpaceInfo *self);

/**
 * sp_hub_space_info_get_fact:
 * @self: what the Hub says
 * @name: `license`, `emoji`, `sdk_version`, `python_version`, `app_file`, `suggested_hardware`,
 *   `short_description` …
 *
 * Of the front matter (hub-api.md 9). Numbers are text here, and lists have commas. A version that was
 * written without quotes has lost its trailing zeros on the Hub already (3.10 is 3.1): README.md is the
 * place to read it from.
 *
 * Returns: (nullable): the fact
 */
const char *sp_hub_space_info_get_fact (SpHubSpaceInfo *self,
                                        const char     *name);

G_END_DECLS
