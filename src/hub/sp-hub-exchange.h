/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SP_TYPE_HUB_EXCHANGE (sp_hub_exchange_get_type ())

/**
 * SpHubExchange:
 *
 * Single questions about accounts, whose answers are JSON. What is sent are codes and tokens, so it goes to the Hub's
 * own address and nowhere else: no redirect is followed. Nothing is sent twice.
 */
G_DECLARE_FINAL_TYPE (SpHubExchange, sp_hub_exchange, SP, HUB_EXCHANGE, GObject)

SpHubExchange *sp_hub_exchange_new (void);

const char *sp_hub_exchange_get_endpoint (SpHubExchange *self); /* without a trailing slash */

/**
 * SpHubExchangeQuestion:
 * @path: where to, below the Hub's address, such as `/oauth/token`
 * @token: (nullable): who asks
 * @type: (nullable): what @body is; %NULL asks without one (GET)
 * @body: (nullable): what is sent (POST)
 *
 * What is asked; nothing of it is kept after sp_hub_exchange_ask_async().
 */
typedef struct {
  const char *path;
  const char *token;
  const char *type;
  const char *body;
} SpHubExchangeQuestion;

/**
 * sp_hub_exchange_ask_async:
 * @self: an exchange
 * @question: what to ask
 * @cancellable: (nullable): stops it
 * @callback: called when the Hub has answered
 * @user_data: for @callback
 */
void sp_hub_exchange_ask_async (SpHubExchange               *self,
                                const SpHubExchangeQuestion *question,
                                GCancellable                *cancellable,
                                GAsyncReadyCallback          callback,
                                gpointer                     user_data);

/**
 * sp_hub_exchange_ask_finish:
 * @self: an exchange
 * @result: what the callback got
 * @status: (out): status of the answer
 * @error: return location
 *
 * Returns: (transfer full): an object, whatever the status, but for those that say nothing about the question: where
 *   the Hub is busy or fails, or another answers in its place, %NULL with a #SpHubError
 */
JsonNode *sp_hub_exchange_ask_finish (SpHubExchange *self,
                                      GAsyncResult  *result,
                                      guint         *status,
                                      GError       **error);

G_END_DECLS
