/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

#define SP_TYPE_SCRIPT (sp_script_get_type ())

/**
 * SpScript:
 *
 * Runs the scripts of one app (`js` of its events). They share one context, which has neither network, files nor a
 * page, but `console` (the debug log), `alert()`, `window.open()`, `location` and `setTimeout()`. They run one after
 * another in a process of their own, which is started when the first one is wanted and ended when one takes more than
 * a second of computing or 512 MiB; then the next script begins with a new context.
 *
 * Signals: `alert (const char *text)`; `open-uri (const char *uri)`: a script wants an address opened, `http`, `https`
 * or `mailto`, at most one a call.
 */
G_DECLARE_FINAL_TYPE (SpScript, sp_script, SP, SCRIPT, GObject)

/**
 * SpScriptError:
 * @SP_SCRIPT_ERROR_NEEDS_PAGE: it wants what only a web page has
 * @SP_SCRIPT_ERROR_FAILED: it is wrong, threw something or took too much memory; the message is its own where it has one
 * @SP_SCRIPT_ERROR_TIMEOUT: it took too long
 */
typedef enum {
  SP_SCRIPT_ERROR_NEEDS_PAGE,
  SP_SCRIPT_ERROR_FAILED,
  SP_SCRIPT_ERROR_TIMEOUT,
} SpScriptError;

#define SP_SCRIPT_ERROR (sp_script_error_quark ())
GQuark sp_script_error_quark (void);

/**
 * sp_script_is_available:
 *
 * Returns: whether scripts can be run: it was built with JavaScriptCore
 */
gboolean sp_script_is_available (void);

/**
 * sp_script_new:
 *
 * Returns: (transfer full): what runs the scripts of an app. Its property `location` is the app's address;
 *   `time-limit` (at its construction) is how long a script may compute, in milliseconds
 */
SpScript *sp_script_new (void);

/**
 * sp_script_call_async:
 * @self: what runs the scripts
 * @source: a script
 * @arguments: (nullable): the values it is called with, not changed before @callback is called
 * @cancellable: (nullable): stops waiting
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * Runs @source as Gradio does: when it is an expression that gives a function that is called with @arguments, any
 * other expression gives nothing; what is no expression is the body of a function and has `arguments`. Promises are
 * waited for.
 */
void sp_script_call_async (SpScript           *self,
                           const char         *source,
                           JsonArray          *arguments,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);

/**
 * sp_script_call_finish:
 * @self: what runs the scripts
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the script returned, %NULL without an error when that is `undefined`
 */
JsonNode *sp_script_call_finish (SpScript     *self,
                                 GAsyncResult *result,
                                 GError      **error);

G_END_DECLS
