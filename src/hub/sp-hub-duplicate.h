/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-session.h"

G_BEGIN_DECLS

/**
 * SpHubDuplicate:
 * @source: `owner/name` of the Space
 * @target: `owner/name` of the copy; the owner is the account or one of its organisations
 * @visibility: (nullable): `private`, `public` or `protected`; %NULL is `private`
 * @hardware: (nullable): its flavour; %NULL leaves it to the Hub, which takes what is free
 * @sleep_time: seconds without visitors until it sleeps, %SP_HUB_SLEEP_NEVER, or %SP_HUB_SLEEP_UNCHANGED (0) to say
 *   nothing
 * @secrets: (nullable) (element-type SpHubVariable): secrets of the copy: those of the source are not copied
 * @variables: (nullable) (element-type SpHubVariable): variables of the copy, over those of the source
 *
 * What is to be copied, and how (hub-api.md 5).
 */
typedef struct {
  const char *source;
  const char *target;
  const char *visibility;
  const char *hardware;
  gint64      sleep_time;
  GPtrArray  *secrets;
  GPtrArray  *variables;
} SpHubDuplicate;

/**
 * sp_hub_duplicate_async:
 * @session: the way to the Hub, with a token
 * @duplicate: what is wanted; not kept
 * @cancellable: (nullable): stops waiting; the copy may be made all the same
 * @callback: called when the Hub has answered
 * @user_data: for @callback
 *
 * Makes a copy of a Space. It is safe to ask twice: an own copy that is there already is left as it is.
 */
void sp_hub_duplicate_async (SpHubSession         *session,
                             const SpHubDuplicate *duplicate,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data);

/**
 * sp_hub_duplicate_finish:
 * @session: the way to the Hub
 * @result: what the callback got
 * @existed: (out) (optional): whether a Space of that name was there before; it was not changed, and the secrets were
 *   not set
 * @error: return location
 *
 * Returns: (transfer full): `owner/name` of the copy, or %NULL with a #SpHubError: %SP_HUB_ERROR_PAYMENT when the
 *   account's plan does not allow it, %SP_HUB_ERROR_ACCESS when it may not make Spaces there
 */
char *sp_hub_duplicate_finish (SpHubSession *session,
                               GAsyncResult *result,
                               gboolean     *existed,
                               GError      **error);

G_END_DECLS
