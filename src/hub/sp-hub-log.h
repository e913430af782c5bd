/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-session.h"

G_BEGIN_DECLS

/**
 * SpHubLogKind:
 * @SP_HUB_LOG_BUILD: what was written while it was built
 * @SP_HUB_LOG_RUN: what the app writes
 *
 * Which log of a Space.
 */
typedef enum {
  SP_HUB_LOG_BUILD,
  SP_HUB_LOG_RUN,
} SpHubLogKind;

/**
 * SpHubLiveState:
 * @SP_HUB_LIVE_STOPPED: not started, or stopped
 * @SP_HUB_LIVE_CONNECTING: on the way
 * @SP_HUB_LIVE_OPEN: what comes is shown
 * @SP_HUB_LIVE_WAITING: the connection is gone; it is tried again by itself
 * @SP_HUB_LIVE_ENDED: the Hub will not give more: it refused, or all that was wanted is there
 *
 * How something that is followed live is.
 */
typedef enum {
  SP_HUB_LIVE_STOPPED,
  SP_HUB_LIVE_CONNECTING,
  SP_HUB_LIVE_OPEN,
  SP_HUB_LIVE_WAITING,
  SP_HUB_LIVE_ENDED,
} SpHubLiveState;

#define SP_TYPE_HUB_LOG (sp_hub_log_get_type ())

/**
 * SpHubLog:
 *
 * A log of an own Space, from its beginning and then live (hub-api.md 6). After a lost connection it goes on where it
 * was, without showing anything twice.
 *
 * Properties: `state` (int, #SpHubLiveState, read-only, notified), `error` (#GError, nullable, read-only, notified):
 * why it waits or ended.
 *
 * Signal `lines` (GStrv): some more lines, without line ends. They are valid UTF-8 and untrusted: colours by ANSI
 * sequences, and carriage returns of progress bars are in them.
 */
G_DECLARE_FINAL_TYPE (SpHubLog, sp_hub_log, SP, HUB_LOG, GObject)

/**
 * sp_hub_log_new:
 * @session: the way to the Hub, with the token of an owner
 * @id: `owner/name`
 * @kind: which log
 *
 * Returns: (transfer full): a log that is not started
 */
SpHubLog *sp_hub_log_new (SpHubSession *session,
                          const char   *id,
                          SpHubLogKind  kind);

/* Only so many of the lines that are there already; 0, the default: all. Before the start. */
void sp_hub_log_set_tail (SpHubLog *self,
                          guint     tail);

/* Whether to go on with what comes later (the default), or to end with what is there. Before the start. */
void sp_hub_log_set_follow (SpHubLog *self,
                            gboolean  follow);

/* Starts, or starts again where it was stopped. It runs until sp_hub_log_stop() or its end. */
void sp_hub_log_start (SpHubLog *self);
void sp_hub_log_stop (SpHubLog *self);

SpHubLiveState sp_hub_log_get_state (SpHubLog *self);
const GError  *sp_hub_log_get_error (SpHubLog *self); /* nullable */

G_END_DECLS
