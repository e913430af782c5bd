/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-oauth.h"

#include "gradio.h"
#include "sp-hub-answer.h"
#include "sp-hub-text.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <sys/random.h>

#define FORM "application/x-www-form-urlencoded"
#define VERIFIER_SIZE 32 /* bytes */
#define MAX_LIFE (10 * 365 * 24 * 60 * 60)
#define MAX_DESCRIPTION 300 /* characters */

G_DEFINE_QUARK (sp-hub-oauth-error-quark, sp_hub_oauth_error)

static const struct {
  const char     *code;
  SpHubOauthError error;
  const char     *words;
} refusals[] = {
  { "authorization_pending", SP_HUB_OAUTH_ERROR_PENDING, N_("The code was not typed yet. Type it on the Hub’s page.") },
  { "slow_down", SP_HUB_OAUTH_ERROR_SLOW_DOWN, N_("The code was not typed yet. Type it on the Hub’s page.") },
  { "expired_token", SP_HUB_OAUTH_ERROR_EXPIRED, N_("The code has expired. Start again to get a new one.") },
  { "access_denied", SP_HUB_OAUTH_ERROR_DENIED,
    N_("Signing in was refused on the Hub’s page. Start again if that was a mistake.") },
  { "invalid_grant", SP_HUB_OAUTH_ERROR_ENDED, N_("The Hub has ended this login. Sign in again.") },
  { "invalid_client", SP_HUB_OAUTH_ERROR_CLIENT,
    N_("The Hub does not know this program, so it cannot sign in this way. Sign in with a token instead.") },
  { "unauthorized_client", SP_HUB_OAUTH_ERROR_CLIENT,
    N_("The Hub does not let this program sign in this way. Sign in with a token instead.") },
  { "invalid_scope", SP_HUB_OAUTH_ERROR_FAILED,
    N_("The Hub does not allow what was asked for. Sign in with a token that may do it.") },
  { "server_error", SP_HUB_OAUTH_ERROR_FAILED, N_("The Hub could not sign you in. Try again later.") },
  { "temporarily_unavailable", SP_HUB_OAUTH_ERROR_FAILED, N_("The Hub is too busy to sign you in. Try again later.") },
};

GError *
sp_hub_oauth_new_error (const char *code,
                        const char *description)
{
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_strcmp0 (code, refusals[i].code) == 0)
      return g_error_new_literal (SP_HUB_OAUTH_ERROR, refusals[i].error, _(refusals[i].words));

  if (description == NULL || *description == '\0')
    description = code;
  if (description != NULL && g_utf8_validate (description, -1, NULL))
    text = sp_hub_text_dup (description, MAX_DESCRIPTION);
  if (text == NULL)
    return g_error_new_literal (SP_HUB_OAUTH_ERROR, SP_HUB_OAUTH_ERROR_FAILED,
                                _("The Hub did not sign you in, and does not say why. Try again, or sign in with a "
                                   "token."));

  return g_error_new (SP_HUB_OAUTH_ERROR, SP_HUB_OAUTH_ERROR_FAILED,
                      _("The Hub did not sign you in: “%s”. Try again, or sign in with a token."), text);
}

SpHubGrant *
sp_hub_oauth_read_grant (JsonNode   *node,
                         const char *client,
                         gint64      now)
{
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *token = gradio_json_get_string (object, "access_token", NULL);
  const char *refresh = gradio_json_get_string (object, "refresh_token", NULL);
  const char *scope = gradio_json_get_string (object, "scope", NULL);
  SpHubGrant *grant;

  if (!sp_hub_grant_is_token (token) ||
      g_ascii_strcasecmp (gradio_json_get_string (object, "token_type", "bearer"), "bearer") != 0)
    return NULL;

  grant = sp_hub_grant_new (token, SP_HUB_SOURCE_BROWSER);
  grant->client = g_strdup (client);
  grant->refresh = sp_hub_grant_is_token (refresh) ? g_strdup (refresh) : NULL;
  grant->scopes = scope != NULL ? g_strsplit (scope, " ", -1) : NULL;
  grant->life = CLAMP (gradio_json_get_int (object, "expires_in", 0), 0, MAX_LIFE);
  grant->expires = grant->life > 0 ? now + grant->life : 0;

  return grant;
}

/* As base64url without padding (RFC 7636). */
static char *
encode (const guint8 *data,
        gsize         length)
{
  char *text = g_base64_encode (data, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';

  return text;
}

char *
sp_hub_oauth_new_verifier (void)
{
  guint8 bytes[VERIFIER_SIZE];

  /* So few bytes come at once and whole, see getrandom(2). */
  if (getrandom (bytes, sizeof bytes, 0) != (gssize) sizeof bytes)
    g_error ("This system has no random numbers");

  return encode (bytes, sizeof bytes);
}

char *
sp_hub_oauth_dup_challenge (const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8                digest[32];
  gsize                 length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);

  return encode (digest, length);
}

/* Returns: (transfer full): the answer, unless it is a refusal */
static JsonNode *
take_answer (JsonNode *node,
             guint     status,
             GError  **error)
{
  g_autoptr (JsonNode) answer = node;
  JsonObject          *object = json_node_get_object (answer);
  const char          *code = gradio_json_get_string (object, "error", NULL);

  if (SOUP_STATUS_IS_SUCCESSFUL (status) && code == NULL)
    return g_steal_pointer (&answer);

  g_debug ("OAuth: status %u, %s", status, code);
  g_propagate_error (error, sp_hub_oauth_new_error (code, gradio_json_get_string (object, "error_description", NULL)));

  return NULL;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  guint             status;
  JsonNode         *node = sp_hub_exchange_ask_finish (SP_HUB_EXCHANGE (source), result, &status, &error);

  if (node != NULL)
    node = take_answer (node, status, &error);
  if (node != NULL)
    g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static char *
dup_form (const char        *client,
          const char *const *pairs)
{
  g_autoptr (GString) form = g_string_new ("client_id=");

  g_string_append_uri_escaped (form, client, NULL, FALSE);
  for (guint i = 0; pairs[i] != NULL; i += 2) {
    g_string_append_printf (form, "&%s=", pairs[i]);
    g_string_append_uri_escaped (form, pairs[i + 1], NULL, FALSE);
  }

  return g_string_free (g_steal_pointer (&form), FALSE);
}

static void
send_form (SpHubExchange     *exchange,
           const char        *path,
           const char        *client,
           const char *const *pairs,
           GTask             *task)
{
  g_autofree char      *form = dup_form (client, pairs);
  SpHubExchangeQuestion question = { .path = path, .type = FORM, .body = form };

  sp_hub_exchange_ask_async (exchange, &question, g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

void
sp_hub_oauth_get_grant_async (SpHubExchange      *exchange,
                              const char         *client,
                              const char *const  *form,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (exchange, cancellable, callback, user_data);

  g_task_set_source_tag (task, sp_hub_oauth_get_grant_async);
  g_task_set_task_data (task, g_strdup (client), g_free);
  send_form (exchange, "/oauth/token", client, form, task);
}

SpHubGrant *
sp_hub_oauth_get_grant_finish (SpHubExchange *exchange,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_autoptr (JsonNode) node = NULL;
  SpHubGrant          *grant;

  g_return_val_if_fail (g_task_is_valid (result, exchange), NULL);

  node = g_task_propagate_pointer (G_TASK (result), error);
  if (node == NULL)
    return NULL;

  grant = sp_hub_oauth_read_grant (node, g_task_get_task_data (G_TASK (result)), g_get_real_time () / G_USEC_PER_SEC);
  if (grant == NULL)
    g_propagate_error (error, sp_hub_answer_new_odd_error ());

  return grant;
}

void
sp_hub_oauth_get_device_async (SpHubExchange      *exchange,
                               const char         *client,
                               const char         *scope,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (exchange, cancellable, callback, user_data);
  const char *const form[] = { "scope", scope, NULL };

  g_task_set_source_tag (task, sp_hub_oauth_get_device_async);
  send_form (exchange, "/oauth/device", client, form, task);
}

JsonNode *
sp_hub_oauth_get_device_finish (SpHubExchange *exchange,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, exchange), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
registered_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  g_autoptr (JsonNode) node = NULL;
  GError              *error = NULL;
  guint                status;
  const char          *client;

  node = sp_hub_exchange_ask_finish (SP_HUB_EXCHANGE (source), result, &status, &error);
  if (node == NULL) {
    g_task_return_error (task, error);
    return;
  }

  client = gradio_json_get_string (json_node_get_object (node), "client_id", NULL);
  if (SOUP_STATUS_IS_SUCCESSFUL (status) && sp_hub_grant_is_token (client))
    g_task_return_pointer (task, g_strdup (client), g_free);
  else
    g_task_return_error (task, sp_hub_oauth_new_error ("invalid_client", NULL));
}

/* The address has no port: any is accepted on this computer (RFC 8252). */
static void
register_client (SpHubExchange *exchange,
                 GTask         *task)
{
  SpHubExchangeQuestion question = {
    .path = "/oauth/register",
    .type = "application/json",
    .body = "{\"client_name\":\"Spaceport\",\"token_endpoint_auth_method\":\"none\","
            "\"redirect_uris\":[\"http://127.0.0.1/callback\",\"http://localhost/callback\"],"
            "\"grant_types\":[\"authorization_code\",\"refresh_token\","
            "\"urn:ietf:params:oauth:grant-type:device_code\"],\"response_types\":[\"code\"]}",
  };

  sp_hub_exchange_ask_async (exchange, &question, g_task_get_cancellable (task), registered_cb, g_object_ref (task));
}

void
sp_hub_oauth_find_client_async (SpHubExchange      *exchange,
                                gboolean            for_device,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (exchange, cancellable, callback, user_data);
  const char       *client = g_getenv ("SPACEPORT_OAUTH_CLIENT_ID");

  g_task_set_source_tag (task, sp_hub_oauth_find_client_async);
  if (client == NULL && for_device)
    client = g_getenv ("HF_DEVICE_CODE_OAUTH_CLIENT_ID");
  if (client == NULL || *client == '\0')
    client = OAUTH_CLIENT_ID;

  if (*client != '\0')
    g_task_return_pointer (task, g_strdup (client), g_free);
  else
    register_client (exchange, task);
}

char *
sp_hub_oauth_find_client_finish (SpHubExchange *exchange,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, exchange), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  SpHubGrant *grant;
} Revocation;

static void
revocation_free (Revocation *self)
{
  sp_hub_grant_free (self->grant);
  g_free (self);
}

static void
revoked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  g_autoptr (GError)   error = NULL;
  guint                status;
  g_autoptr (JsonNode) node = sp_hub_exchange_ask_finish (SP_HUB_EXCHANGE (source), result, &status, &error);

  /* A good answer has no body. */
  if (SOUP_STATUS_IS_SUCCESSFUL (status))
    g_task_return_boolean (task, TRUE);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_error (task, sp_hub_oauth_new_error (NULL, NULL));
}

/* The end of @address when that is at the Hub itself: elsewhere the token would get into other hands. */
static const char *
find_path (SpHubExchange *exchange,
           const char    *address)
{
  const char *endpoint = sp_hub_exchange_get_endpoint (exchange);
  const char *path = address != NULL && g_str_has_prefix (address, endpoint) ? address + strlen (endpoint) : NULL;

  return path != NULL && *path == '/' ? path : NULL;
}

static void
discovered_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask)     task = user_data;
  SpHubExchange        *exchange = SP_HUB_EXCHANGE (source);
  Revocation           *self = g_task_get_task_data (task);
  GError               *error = NULL;
  guint                 status;
  g_autoptr (JsonNode)  node = sp_hub_exchange_ask_finish (exchange, result, &status, &error);
  const char           *endpoint;
  g_autofree char      *form = NULL;
  SpHubExchangeQuestion question = { .type = FORM };
  const char           *pairs[] = { "token", self->grant->refresh, "token_type_hint", "refresh_token", NULL };

  if (node == NULL) {
    g_task_return_error (task, error);
    return;
  }

  endpoint = gradio_json_get_string (json_node_get_object (node), "revocation_endpoint", NULL);
  question.path = find_path (exchange, endpoint);
  if (question.path == NULL) {
    g_task_return_boolean (task, FALSE);
    return;
  }

  if (self->grant->refresh == NULL) {
    pairs[1] = self->grant->token;
    pairs[3] = "access_token";
  }
  question.body = form = dup_form (self->grant->client, pairs);
  sp_hub_exchange_ask_async (exchange, &question, g_task_get_cancellable (task), revoked_cb, g_object_ref (task));
}

void
sp_hub_oauth_revoke_async (SpHubExchange      *exchange,
                           const SpHubGrant   *grant,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask)     task = g_task_new (exchange, cancellable, callback, user_data);
  Revocation           *self = g_new0 (Revocation, 1);
  SpHubExchangeQuestion question = { .path = "/.well-known/openid-configuration" };

  g_task_set_source_tag (task, sp_hub_oauth_revoke_async);
  self->grant = sp_hub_grant_copy (grant);
  g_task_set_task_data (task, self, (GDestroyNotify) revocation_free);

  if (grant->client == NULL)
    g_task_return_boolean (task, FALSE);
  else
    sp_hub_exchange_ask_async (exchange, &question, cancellable, discovered_cb, g_steal_pointer (&task));
}

gboolean
sp_hub_oauth_revoke_finish (SpHubExchange *exchange,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, exchange), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
