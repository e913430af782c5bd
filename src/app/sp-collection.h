/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-session.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SpCollectionKind:
 * @SP_COLLECTION_ALL: all saved apps
 * @SP_COLLECTION_OWN: some of them, as the user put them together
 * @SP_COLLECTION_HUB: Spaces that the user put together on the Hub
 *
 * What apps a collection has.
 */
typedef enum {
  SP_COLLECTION_ALL,
  SP_COLLECTION_OWN,
  SP_COLLECTION_HUB,
} SpCollectionKind;

#define SP_TYPE_COLLECTION (sp_collection_get_type ())

/**
 * SpCollection:
 *
 * A choice of apps in the library. It never changes.
 *
 * Property: `title`: what it is called on the screen.
 */
G_DECLARE_FINAL_TYPE (SpCollection, sp_collection, SP, COLLECTION, GObject)

/**
 * sp_collection_new:
 * @kind: what it is
 * @id: name of one of the user's own, `owner/slug` of one of the Hub
 * @title: what it is called on the screen
 *
 * Returns: (transfer full): a collection
 */
SpCollection *sp_collection_new (SpCollectionKind kind,
                                 const char      *id,
                                 const char      *title);

SpCollectionKind sp_collection_get_kind (SpCollection *self);
const char      *sp_collection_get_id (SpCollection *self);
const char      *sp_collection_get_title (SpCollection *self);

/* Whether both are the same choice; each may be %NULL. */
gboolean sp_collection_equal (SpCollection *a,
                              SpCollection *b);

/* The Hub's (hub-api.md 2). What it says is a stranger's word: entries that make no sense are left out. */

/**
 * sp_collection_parse_list:
 * @node: (nullable): what `/api/collections` answers
 *
 * Returns: (transfer full) (element-type SpCollection): the collections
 */
GPtrArray *sp_collection_parse_list (JsonNode *node);

/**
 * sp_collection_parse_trending:
 * @node: (nullable): what `/api/collections?sort=trending` answers
 *
 * Returns: (transfer full) (element-type SpCollection): those collections that have Spaces among their first items,
 *   with their titles as they are
 */
GPtrArray *sp_collection_parse_trending (JsonNode *node);

/**
 * sp_collection_parse_apps:
 * @node: (nullable): what `/api/collections/owner/slug` answers
 *
 * Returns: (transfer full) (element-type SpSavedApp): its Spaces, in their order
 */
GPtrArray *sp_collection_parse_apps (JsonNode *node);

/**
 * sp_collection_list_async:
 * @session: the way to the Hub
 * @owner: name of an account
 * @cancellable: (nullable): stops it
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * Asks for the collections of somebody, as far as @session may see them.
 */
void       sp_collection_list_async (SpHubSession       *session,
                                     const char         *owner,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
GPtrArray *sp_collection_list_finish (SpHubSession *session,
                                      GAsyncResult *result,
                                      GError      **error);

/**
 * sp_collection_load_async:
 * @session: the way to the Hub
 * @collection: one of the Hub
 * @cancellable: (nullable): stops it
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * Asks for the Spaces of a collection.
 */
void       sp_collection_load_async (SpHubSession       *session,
                                     SpCollection       *collection,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
GPtrArray *sp_collection_load_finish (SpHubSession *session,
                                      GAsyncResult *result,
                                      GError      **error);

G_END_DECLS
