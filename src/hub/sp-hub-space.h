/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-runtime.h"
#include "sp-hub-session.h"

G_BEGIN_DECLS

#define SP_TYPE_HUB_SPACE (sp_hub_space_get_type ())

/**
 * SpHubSpace:
 *
 * What the Hub says about a Space, in a list or by itself (hub-api.md 2 and 3). It never changes.
 * The Hub's word is a stranger's: what is missing or of another type is %NULL, empty, false, 0 or -1,
 * and texts are one line without control characters, not longer than a screen bears.
 */
G_DECLARE_FINAL_TYPE (SpHubSpace, sp_hub_space, SP, HUB_SPACE, GObject)

/**
 * sp_hub_space_new_from_json:
 * @node: (nullable): an entry of a list, or the answer about one Space
 *
 * Returns: (transfer full) (nullable): the Space, or %NULL when it has no id `owner/name`
 */
SpHubSpace *sp_hub_space_new_from_json (JsonNode *node);

/**
 * sp_hub_space_is_item:
 * @item: (nullable): an item of a collection
 *
 * Returns: whether it is a Space; a collection has models and papers as well
 */
gboolean sp_hub_space_is_item (JsonNode *item);

const char *sp_hub_space_get_id (SpHubSpace *self); /* owner/name, as it is now */
const char *sp_hub_space_get_owner (SpHubSpace *self);
const char *sp_hub_space_get_name (SpHubSpace *self);
const char *sp_hub_space_get_title (SpHubSpace *self);      /* its name where it has none */
const char *sp_hub_space_get_emoji (SpHubSpace *self);      /* nullable */
const char *sp_hub_space_get_color_from (SpHubSpace *self); /* nullable: a word such as `indigo` */
const char *sp_hub_space_get_color_to (SpHubSpace *self);   /* nullable */
const char *sp_hub_space_get_summary (SpHubSpace *self);    /* nullable */
gint64      sp_hub_space_get_likes (SpHubSpace *self);
gint64      sp_hub_space_get_trending (SpHubSpace *self);      /* a score, the higher the more */
const char *sp_hub_space_get_sdk (SpHubSpace *self);           /* nullable: gradio, docker, static … */
const char *sp_hub_space_get_sdk_version (SpHubSpace *self);   /* nullable */
const char *sp_hub_space_get_license (SpHubSpace *self);       /* nullable */
const char *sp_hub_space_get_host (SpHubSpace *self);          /* nullable: address of the app */
const char *sp_hub_space_get_thumbnail (SpHubSpace *self);     /* nullable: address of a picture, http(s) */
const char *sp_hub_space_get_avatar (SpHubSpace *self);        /* nullable: address of the owner's picture */
const char *sp_hub_space_get_commit (SpHubSpace *self);        /* nullable */
const char *sp_hub_space_get_hardware_hint (SpHubSpace *self); /* nullable: suggested_hardware, a flavour */
const char *sp_hub_space_get_original (SpHubSpace *self);      /* nullable: id of what it is a duplicate of */

const char *const *sp_hub_space_get_tags (SpHubSpace *self);
const char *const *sp_hub_space_get_models (SpHubSpace *self);

SpHubRuntime *sp_hub_space_get_runtime (SpHubSpace *self); /* nullable, transfer none */

gboolean sp_hub_space_is_private (SpHubSpace *self);
gboolean sp_hub_space_is_gated (SpHubSpace *self);
gboolean sp_hub_space_is_disabled (SpHubSpace *self);
gboolean sp_hub_space_wants_login (SpHubSpace *self); /* its app has users sign in with the Hub */

gint64 sp_hub_space_get_last_modified (SpHubSpace *self); /* Unix time, 0 unknown */
gint64 sp_hub_space_get_created (SpHubSpace *self);       /* Unix time, 0 unknown */
gint64 sp_hub_space_get_used_storage (SpHubSpace *self);  /* bytes, -1 unknown */

/**
 * sp_hub_space_is_installable:
 * @self: a Space
 *
 * Returns: whether it can be had on this computer: made with Gradio, and neither taken down nor
 *   behind terms
 */
gboolean sp_hub_space_is_installable (SpHubSpace *self);

/**
 * sp_hub_space_page_of:
 * @hub: address of the Hub
 * @id: `owner/name`
 * @part: (nullable): a part of the page, such as `discussions`
 *
 * Returns: (transfer full): address of a Space's page on the Hub, for people
 */
char *sp_hub_space_page_of (const char *hub,
                            const char *id,
                            const char *part);

/**
 * sp_hub_space_dup_page:
 * @self: a Space
 *
 * Returns: (transfer full): address of its page on the Hub, for people
 */
char *sp_hub_space_dup_page (SpHubSpace *self);

/**
 * sp_hub_space_with_runtime:
 * @self: a Space
 * @runtime: (nullable): how it is now
 *
 * Returns: (transfer full): the same Space with that runtime
 */
SpHubSpace *sp_hub_space_with_runtime (SpHubSpace   *self,
                                       SpHubRuntime *runtime);

/**
 * sp_hub_space_fetch_async:
 * @session: the way to the Hub
 * @id: `owner/name`, which may be an old one
 * @cancellable: (nullable): stops it
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Asks for all about a Space. It is kept on the disk for when the Hub cannot be reached.
 */
void sp_hub_space_fetch_async (SpHubSession       *session,
                               const char         *id,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);

/**
 * sp_hub_space_fetch_finish:
 * @session: the way to the Hub
 * @result: what @callback got
 * @kept_since: (out) (optional): 0 when the Hub answered, else since when it is kept (Unix time)
 * @error: return location
 *
 * Returns: (transfer full): the Space by the id that it has now, or %NULL with a #SpHubError
 */
SpHubSpace *sp_hub_space_fetch_finish (SpHubSession *session,
                                       GAsyncResult *result,
                                       gint64       *kept_since,
                                       GError      **error);

G_END_DECLS
