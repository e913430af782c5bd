/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-exchange.h"

#include "gradio.h"
#include "sp-hub-answer.h"
#include "sp-hub-error.h"
#include "sp-hub-offline.h"

#include <glib/gi18n-lib.h>

#define PATIENCE 30            /* seconds of silence */
#define MAX_SIZE (1024 * 1024) /* bytes */
#define BLOCK_SIZE (16 * 1024)
#define TOO_MANY 429
#define LOGIN_OF_NETWORK 511

struct _SpHubExchange {
  GObject      parent_instance;
  SoupSession *soup;
  char        *endpoint;
};

G_DEFINE_FINAL_TYPE (SpHubExchange, sp_hub_exchange, G_TYPE_OBJECT)

static void
sp_hub_exchange_finalize (GObject *object)
{
  SpHubExchange *self = SP_HUB_EXCHANGE (object);

  g_clear_object (&self->soup);
  g_free (self->endpoint);

  G_OBJECT_CLASS (sp_hub_exchange_parent_class)->finalize (object);
}

static void
sp_hub_exchange_class_init (SpHubExchangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_hub_exchange_finalize;
}

static void
sp_hub_exchange_init (SpHubExchange *self)
{
  self->soup = soup_session_new_with_options ("timeout", PATIENCE, "user-agent", "Spaceport/" PACKAGE_VERSION, NULL);
  self->endpoint = gradio_address_dup_hub ();
}

SpHubExchange *
sp_hub_exchange_new (void)
{
  return g_object_new (SP_TYPE_HUB_EXCHANGE, NULL);
}

const char *
sp_hub_exchange_get_endpoint (SpHubExchange *self)
{
  g_return_val_if_fail (SP_IS_HUB_EXCHANGE (self), NULL);

  return self->endpoint;
}

typedef struct {
  SoupMessage *message;
  GByteArray  *body;
} Exchange;

static void
exchange_free (Exchange *self)
{
  g_clear_object (&self->message);
  g_byte_array_unref (self->body);
  g_free (self);
}

/* Nullable: what the answer is when it says nothing about the question. */
static GError *
new_refusal (SoupMessage *message)
{
  guint status = soup_message_get_status (message);

  if (status == TOO_MANY)
    return sp_hub_answer_new_busy_error (sp_hub_answer_get_wait (message));
  if (status == LOGIN_OF_NETWORK || SOUP_STATUS_IS_REDIRECTION (status))
    return sp_hub_answer_new_foreign_error ();
  if (status >= 500 || status == SOUP_STATUS_REQUEST_TIMEOUT)
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_SERVER, _("The Hub fails at the moment (%u). Try again later."),
                        status);

  return sp_hub_answer_is_html (message) ? sp_hub_answer_new_foreign_error () : NULL;
}

static JsonNode *
parse (GByteArray *body,
       GError    **error)
{
  g_autoptr (JsonNode) node = NULL;

  if (body->len > 0 && body->len <= MAX_SIZE)
    node = gradio_json_parse ((const char *) body->data, body->len, NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return g_steal_pointer (&node);

  g_propagate_error (error, sp_hub_answer_new_odd_error ());

  return NULL;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  Exchange          *self = g_task_get_task_data (task);
  GError            *error = NULL;
  g_autoptr (GBytes) block = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  JsonNode          *node;

  if (block == NULL) {
    g_task_return_error (task, sp_hub_answer_translate_error (error, soup_message_get_uri (self->message)));
    return;
  }

  g_byte_array_append (self->body, g_bytes_get_data (block, NULL), (guint) g_bytes_get_size (block));
  if (g_bytes_get_size (block) > 0 && self->body->len <= MAX_SIZE) {
    g_input_stream_read_bytes_async (G_INPUT_STREAM (source), BLOCK_SIZE, G_PRIORITY_DEFAULT,
                                     g_task_get_cancellable (task), read_cb, g_object_ref (task));
    return;
  }

  node = parse (self->body, &error);
  if (node != NULL)
    g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask)        task = user_data;
  Exchange                *self = g_task_get_task_data (task);
  GError                  *error = NULL;
  g_autoptr (GInputStream) input = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (input == NULL)
    error = sp_hub_answer_translate_error (error, soup_message_get_uri (self->message));
  else
    error = new_refusal (self->message);
  if (error != NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_input_stream_read_bytes_async (input, BLOCK_SIZE, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), read_cb,
                                   g_object_ref (task));
}

/* Nullable: the address is none. */
static SoupMessage *
new_message (SpHubExchange               *self,
             const SpHubExchangeQuestion *question)
{
  g_autofree char    *uri = g_strconcat (self->endpoint, question->path, NULL);
  SoupMessage        *message = soup_message_new (question->body != NULL ? SOUP_METHOD_POST : SOUP_METHOD_GET, uri);
  g_autoptr (GBytes)  body = NULL;
  SoupMessageHeaders *headers;

  if (message == NULL)
    return NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_disable_feature (message, SOUP_TYPE_AUTH_MANAGER);
  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Accept", "application/json");
  if (question->token != NULL) {
    g_autofree char *bearer = g_strconcat ("Bearer ", question->token, NULL);

    soup_message_headers_replace (headers, "Authorization", bearer);
  }
  if (question->body != NULL) {
    body = g_bytes_new (question->body, strlen (question->body));
    soup_message_set_request_body_from_bytes (message, question->type, body);
  }

  return message;
}

void
sp_hub_exchange_ask_async (SpHubExchange               *self,
                           const SpHubExchangeQuestion *question,
                           GCancellable                *cancellable,
                           GAsyncReadyCallback          callback,
                           gpointer                     user_data)
{
  g_autoptr (GTask) task = NULL;
  GError           *error = NULL;
  Exchange         *exchange;

  g_return_if_fail (SP_IS_HUB_EXCHANGE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_exchange_ask_async);
  exchange = g_new0 (Exchange, 1);
  exchange->message = new_message (self, question);
  exchange->body = g_byte_array_new ();
  g_task_set_task_data (task, exchange, (GDestroyNotify) exchange_free);

  if (exchange->message == NULL)
    g_task_return_new_error (task, SP_HUB_ERROR, SP_HUB_ERROR_ADDRESS,
                             _("“%s” is no address of a Hub. Check HF_ENDPOINT."), self->endpoint);
  else if (!sp_hub_offline_check (&error))
    g_task_return_error (task, error);
  else
    soup_session_send_async (self->soup, exchange->message, G_PRIORITY_DEFAULT, cancellable, sent_cb,
                             g_steal_pointer (&task));
}

JsonNode *
sp_hub_exchange_ask_finish (SpHubExchange *self,
                            GAsyncResult  *result,
                            guint         *status,
                            GError       **error)
{
  Exchange *exchange;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  exchange = g_task_get_task_data (G_TASK (result));
  *status = exchange->message != NULL ? soup_message_get_status (exchange->message) : 0;

  return g_task_propagate_pointer (G_TASK (result), error);
}
