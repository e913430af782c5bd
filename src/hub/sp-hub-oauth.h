/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-exchange.h"
#include "sp-hub-grant.h"

G_BEGIN_DECLS

/* What the Hub is asked when somebody signs in (OAuth 2, hub-api.md 8; RFC 6749, 7009, 7636, 8252, 8628). */

/**
 * SP_HUB_OAUTH_ERROR:
 *
 * Error domain of what the Hub refuses there. A message is a sentence with the next step.
 */
#define SP_HUB_OAUTH_ERROR (sp_hub_oauth_error_quark ())

/**
 * SpHubOauthError:
 * @SP_HUB_OAUTH_ERROR_PENDING: the user has not typed the code yet
 * @SP_HUB_OAUTH_ERROR_SLOW_DOWN: the same, and the Hub wants to be asked less often
 * @SP_HUB_OAUTH_ERROR_EXPIRED: the code has ended
 * @SP_HUB_OAUTH_ERROR_DENIED: the user said no
 * @SP_HUB_OAUTH_ERROR_ENDED: what was given has ended: signed out
 * @SP_HUB_OAUTH_ERROR_CLIENT: the Hub does not know this program
 * @SP_HUB_OAUTH_ERROR_FAILED: another refusal
 */
typedef enum {
  SP_HUB_OAUTH_ERROR_PENDING,
  SP_HUB_OAUTH_ERROR_SLOW_DOWN,
  SP_HUB_OAUTH_ERROR_EXPIRED,
  SP_HUB_OAUTH_ERROR_DENIED,
  SP_HUB_OAUTH_ERROR_ENDED,
  SP_HUB_OAUTH_ERROR_CLIENT,
  SP_HUB_OAUTH_ERROR_FAILED,
} SpHubOauthError;

GQuark sp_hub_oauth_error_quark (void);

/**
 * sp_hub_oauth_new_error:
 * @code: the Hub's `error`
 * @description: (nullable): the Hub's `error_description`, shown where there are no words for @code
 *
 * Returns: (transfer full): a #SpHubOauthError
 */
GError *sp_hub_oauth_new_error (const char *code,
                                const char *description);

/**
 * sp_hub_oauth_read_grant:
 * @node: the answer of the token endpoint
 * @client: id of this program that asked
 * @now: in Unix seconds
 *
 * Returns: (transfer full) (nullable): what the Hub gave, %NULL when it makes no sense
 */
SpHubGrant *sp_hub_oauth_read_grant (JsonNode   *node,
                                     const char *client,
                                     gint64      now);

/* A text that nobody guesses, as PKCE wants one, and what is shown of it first (S256). */
char *sp_hub_oauth_new_verifier (void);
char *sp_hub_oauth_dup_challenge (const char *verifier);

/**
 * sp_hub_oauth_find_client_async:
 * @exchange: who asks
 * @for_device: whether it is for signing in with a code on another device
 * @cancellable: (nullable): stops it
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Looks for the id of this program at the Hub: `SPACEPORT_OAUTH_CLIENT_ID` (for devices
 * `HF_DEVICE_CODE_OAUTH_CLIENT_ID` too), what was chosen when the program was built, else the Hub is asked for one.
 */
void  sp_hub_oauth_find_client_async (SpHubExchange      *exchange,
                                      gboolean            for_device,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
char *sp_hub_oauth_find_client_finish (SpHubExchange *exchange,
                                       GAsyncResult  *result,
                                       GError       **error);

/**
 * sp_hub_oauth_get_grant_async:
 * @exchange: who asks
 * @client: id of this program
 * @form: (element-type utf8 utf8): what is sent beside it; pairs of name and value, ends with %NULL
 * @cancellable: (nullable): stops it
 * @callback: called when the Hub has answered
 * @user_data: for @callback
 *
 * Asks the token endpoint.
 */
void        sp_hub_oauth_get_grant_async (SpHubExchange      *exchange,
                                          const char         *client,
                                          const char *const  *form,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
SpHubGrant *sp_hub_oauth_get_grant_finish (SpHubExchange *exchange,
                                           GAsyncResult  *result,
                                           GError       **error);

/**
 * sp_hub_oauth_get_device_async:
 * @exchange: who asks
 * @client: id of this program
 * @scope: what it asks to be allowed
 * @cancellable: (nullable): stops it
 * @callback: called when the Hub has answered
 * @user_data: for @callback
 *
 * Asks for a code that the user types on a page of the Hub.
 */
void      sp_hub_oauth_get_device_async (SpHubExchange      *exchange,
                                         const char         *client,
                                         const char         *scope,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
JsonNode *sp_hub_oauth_get_device_finish (SpHubExchange *exchange,
                                          GAsyncResult  *result,
                                          GError       **error);

/**
 * sp_hub_oauth_revoke_async:
 * @exchange: who asks
 * @grant: what is given back
 * @cancellable: (nullable): stops it
 * @callback: called when the Hub has answered
 * @user_data: for @callback
 *
 * Asks the Hub to end what it gave, where the Hub can do that (RFC 7009); where it cannot, the grant ends by itself.
 */
void     sp_hub_oauth_revoke_async (SpHubExchange      *exchange,
                                    const SpHubGrant   *grant,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
gboolean sp_hub_oauth_revoke_finish (SpHubExchange *exchange,
                                     GAsyncResult  *result,
                                     GError       **error);

G_END_DECLS
