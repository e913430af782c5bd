/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-repo.h"
#include "sp-hub-session.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SpHubCall:
 * @method: (nullable): `POST`, `PUT`, `DELETE` …; %NULL is GET
 * @path: `/api/…`, or a whole address at the Hub such as that of a next page
 * @body: (nullable): what is sent, as JSON
 * @repo: (nullable): what it is about, for the words of errors
 * @keep: of a GET: whether the answer is kept on the disk, asked for by its ETag the next time, and
 *   taken from there when the Hub cannot be reached or fails
 *
 * One call of the Hub's API. Its parts are not needed any more once it was made.
 */
typedef struct {
  const char *method;
  const char *path;
  JsonNode   *body;
  SpHubRepo  *repo;
  gboolean    keep;
} SpHubCall;

/**
 * sp_hub_call_async:
 * @session: the way to the Hub
 * @call: what is asked for; not kept
 * @cancellable: (nullable): stops it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks. A GET is sent again after a rest where the Hub is busy or fails; everything else only where
 * it is certain that it was not done. A redirect (307) to the same origin keeps method and body.
 */
void sp_hub_call_async (SpHubSession       *session,
                        const SpHubCall    *call,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data);

/**
 * sp_hub_call_finish:
 * @session: the way to the Hub
 * @result: what @callback got
 * @next: (out) (optional) (nullable): address of the next page, %NULL after the last
 * @kept_since: (out) (optional): 0 when the Hub answered, else when it gave what was kept (Unix time)
 * @error: return location
 *
 * Returns: (transfer full): the answer, a JSON null where it was empty, or where a change was made and the
 *   Hub says so in words that are no JSON; or %NULL with a #SpHubError,
 *   or %G_IO_ERROR_CANCELLED
 */
JsonNode *sp_hub_call_finish (SpHubSession *session,
                              GAsyncResult *result,
                              char        **next,
                              gint64       *kept_since,
                              GError      **error);

G_END_DECLS
