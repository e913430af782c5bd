/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-runtime.h"
#include "sp-hub-session.h"

G_BEGIN_DECLS

#define SP_TYPE_HUB_WATCH (sp_hub_watch_get_type ())

/**
 * SpHubWatch:
 *
 * Follows how a Space is, without hammering (hub-api.md 4): while something happens it asks each second for ten
 * seconds, then each second second, then each fifth; else once in a while, and not at all while the Hub wants to be
 * left alone. When somebody is signed in, the Hub's own stream of changes saves the asking where it works. It is for
 * the one Space that is looked at: lists ask for many at once, by sp_hub_states_async().
 *
 * Properties, all read-only and notified: `runtime` (#SpHubRuntime, nullable before the first answer; notified only
 * when it is another), `error` (#GError, nullable: why it is not known at the moment; it goes on by itself unless the
 * Space is not there or the token is wrong).
 */
G_DECLARE_FINAL_TYPE (SpHubWatch, sp_hub_watch, SP, HUB_WATCH, GObject)

/**
 * sp_hub_watch_new:
 * @session: the way to the Hub
 * @id: `owner/name`
 *
 * Returns: (transfer full): a watch that is not started
 */
SpHubWatch *sp_hub_watch_new (SpHubSession *session,
                              const char   *id);

const char   *sp_hub_watch_get_id (SpHubWatch *self);
SpHubSession *sp_hub_watch_get_session (SpHubWatch *self); /* transfer none */

/**
 * sp_hub_watch_start:
 * @self: a watch
 *
 * Asks now, and goes on until sp_hub_watch_stop() or the last reference is gone. Calls do not add up: one stop is
 * enough.
 */
void sp_hub_watch_start (SpHubWatch *self);
void sp_hub_watch_stop (SpHubWatch *self);

/**
 * sp_hub_watch_wake:
 * @self: a watch
 *
 * Visits the Space, which wakes one that is asleep, and watches closely from now on; starts the watch. Errors of the
 * visit are in `error`.
 */
void sp_hub_watch_wake (SpHubWatch *self);

/**
 * sp_hub_watch_take:
 * @self: a watch
 * @runtime: (nullable): what sp_hub_care_finish() gave; %NULL when it gave nothing
 *
 * After an action: shows what is known and watches closely from now on.
 */
void sp_hub_watch_take (SpHubWatch   *self,
                        SpHubRuntime *runtime);

SpHubRuntime *sp_hub_watch_get_runtime (SpHubWatch *self); /* nullable, transfer none */
gboolean      sp_hub_watch_is_over (SpHubWatch *self);     /* by an error that does not pass: it asks no more */
const GError *sp_hub_watch_get_error (SpHubWatch *self);   /* nullable */

G_END_DECLS
