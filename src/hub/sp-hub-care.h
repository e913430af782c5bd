/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-runtime.h"
#include "sp-hub-session.h"

G_BEGIN_DECLS

/**
 * SpHubCareAction:
 * @SP_HUB_CARE_RESTART: start it anew; a paused one runs again
 * @SP_HUB_CARE_REBUILD: build all of it anew, without what the last build left (factory rebuild)
 * @SP_HUB_CARE_PAUSE: stop it until its owner restarts it; nothing is paid meanwhile
 * @SP_HUB_CARE_HARDWARE: move it to other hardware, which may cost: see #SpHubHardware
 * @SP_HUB_CARE_SLEEP_TIME: after how long without visitors it falls asleep
 * @SP_HUB_CARE_REPLICAS: how many copies of it run side by side
 * @SP_HUB_CARE_DEV_MODE: whether it can be changed while it runs (paid plans)
 * @SP_HUB_CARE_VISIBILITY: who may see it
 * @SP_HUB_CARE_DELETE: delete the Space with all of its files; this cannot be undone
 *
 * What an owner can do with a Space (hub-api.md 5).
 */
typedef enum {
  SP_HUB_CARE_RESTART,
  SP_HUB_CARE_REBUILD,
  SP_HUB_CARE_PAUSE,
  SP_HUB_CARE_HARDWARE,
  SP_HUB_CARE_SLEEP_TIME,
  SP_HUB_CARE_REPLICAS,
  SP_HUB_CARE_DEV_MODE,
  SP_HUB_CARE_VISIBILITY,
  SP_HUB_CARE_DELETE,
} SpHubCareAction;

#define SP_HUB_SLEEP_NEVER (-1)
#define SP_HUB_SLEEP_UNCHANGED 0

/**
 * SpHubCare:
 * @action: what is to be done
 * @hardware: (nullable): of %SP_HUB_CARE_HARDWARE: the flavour, such as `t4-small`
 * @sleep_time: of %SP_HUB_CARE_SLEEP_TIME and %SP_HUB_CARE_HARDWARE: seconds, or %SP_HUB_SLEEP_NEVER; with the hardware
 *   also %SP_HUB_SLEEP_UNCHANGED
 * @replicas: of %SP_HUB_CARE_REPLICAS: 1 or more
 * @dev_mode: of %SP_HUB_CARE_DEV_MODE: on or off
 * @visibility: (nullable): of %SP_HUB_CARE_VISIBILITY: `public`, `private` or `protected` (the app is public, its
 *   files are not)
 *
 * One action and what it needs; the rest is not looked at.
 */
typedef struct {
  SpHubCareAction action;
  const char     *hardware;
  gint64          sleep_time;
  guint           replicas;
  gboolean        dev_mode;
  const char     *visibility;
} SpHubCare;

/**
 * sp_hub_care_async:
 * @session: the way to the Hub, with the token of an owner
 * @id: `owner/name`
 * @care: what is to be done; not kept
 * @cancellable: (nullable): stops waiting; what was sent may be done all the same
 * @callback: called when the Hub has answered
 * @user_data: for @callback
 *
 * Does it, once.
 */
void sp_hub_care_async (SpHubSession       *session,
                        const char         *id,
                        const SpHubCare    *care,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data);

/**
 * sp_hub_care_finish:
 * @session: the way to the Hub
 * @result: what the callback got
 * @runtime: (out) (optional) (nullable) (transfer full): how the Space is now; %NULL where the Hub does not say, as
 *   after %SP_HUB_CARE_VISIBILITY and %SP_HUB_CARE_DELETE
 * @error: return location
 *
 * Returns: whether it was done, else %FALSE with a #SpHubError: %SP_HUB_ERROR_CREDENTIALS when nobody is signed in,
 *   %SP_HUB_ERROR_ACCESS when the account or its token may not do that, %SP_HUB_ERROR_PAYMENT when it costs more than
 *   the account can pay, or one of sp_hub_call_finish()
 */
gboolean sp_hub_care_finish (SpHubSession  *session,
                             GAsyncResult  *result,
                             SpHubRuntime **runtime,
                             GError       **error);

G_END_DECLS
