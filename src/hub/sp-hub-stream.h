/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-log.h"
#include "sp-hub-repo.h"

G_BEGIN_DECLS

/**
 * SpHubStreamFuncs:
 * @dup_path: gives the path and query to open, before each connection
 * @opened: (nullable): called when the Hub began to answer
 * @event: called for each event
 * @quiet: (nullable): called for what only keeps the connection alive: all that there was has come
 * @changed: (nullable): called when the state or the error is another
 *
 * Any of them may stop the stream; none is called after that.
 */
typedef struct {
  char *(*dup_path) (gpointer user_data);
  void (*opened) (gpointer user_data);
  void (*event) (gpointer user_data, const char *data, gsize length);
  void (*quiet) (gpointer user_data);
  void (*changed) (gpointer user_data);
} SpHubStreamFuncs;

#define SP_TYPE_HUB_STREAM (sp_hub_stream_get_type ())

/**
 * SpHubStream:
 *
 * Events of the Hub (hub-api.md 6). A connection that is lost is opened again after a rest that grows as long as
 * nothing comes.
 */
G_DECLARE_FINAL_TYPE (SpHubStream, sp_hub_stream, SP, HUB_STREAM, GObject)

/**
 * sp_hub_stream_new:
 * @session: the way to the Hub
 * @repo: what it is about
 * @funcs: what to call; static
 * @user_data: for @funcs
 *
 * Returns: (transfer full): a stream that is not started
 */
SpHubStream *sp_hub_stream_new (SpHubSession           *session,
                                SpHubRepo              *repo,
                                const SpHubStreamFuncs *funcs,
                                gpointer                user_data);

void sp_hub_stream_start (SpHubStream *self);

/**
 * sp_hub_stream_stop:
 * @self: a stream
 * @state: %SP_HUB_LIVE_STOPPED, or %SP_HUB_LIVE_ENDED when all that was wanted is there
 *
 * Closes the connection. Nothing is called for it.
 */
void sp_hub_stream_stop (SpHubStream   *self,
                         SpHubLiveState state);

SpHubLiveState sp_hub_stream_get_state (SpHubStream *self);
const GError  *sp_hub_stream_get_error (SpHubStream *self); /* nullable */
gint64         sp_hub_stream_get_date (SpHubStream *self);  /* when the Hub began to answer, by its clock; or 0 */

G_END_DECLS
