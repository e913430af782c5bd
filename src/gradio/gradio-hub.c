/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-hub.h"

#include "gradio-error.h"
#include "gradio-json.h"
#include "gradio-origin.h"
#include "gradio-space-state-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  SoupMessage *message;
  char        *name; /* of the Space, for sentences */
} Question;

static void
question_free (Question *self)
{
  g_clear_object (&self->message);
  g_free (self->name);
  g_free (self);
}

/* Replicas of a Space have hosts of their own, `owner-name--abcde.hf.space`. */
static char *
dup_subdomain (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  char            *subdomain;
  char            *replica;

  if (uri == NULL || !gradio_origin_is_space (uri))
    return NULL;

  subdomain = g_ascii_strdown (g_uri_get_host (uri), -1);
  subdomain[strlen (subdomain) - strlen (".hf.space")] = '\0';
  replica = strstr (subdomain, "--");
  if (replica != NULL && replica > subdomain)
    *replica = '\0';

  return subdomain;
}

/* The Hub's refusals in words (hub-api.md 1); other errors stay. */
static GError *
new_refusal (GradioConnection *connection,
             Question         *question,
             GError           *error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (question->message);
  guint               status = soup_message_get_status (question->message);
  const char         *code = soup_message_headers_get_one (headers, "X-Error-Code");
  g_autoptr (GError)  cause = error;
  gboolean            has_token = gradio_credentials_get_token (
                                    gradio_connection_get_credentials (connection)) != NULL;

  if (g_strcmp0 (code, "GatedRepo") == 0)
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_ACCESS,
                        _("%s is open only to those who accepted its terms. Accept them on its page, then give your token."),
                        question->name);

  switch (status) {
  case SOUP_STATUS_UNAUTHORIZED:
    if (has_token)
      return g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_CREDENTIALS,
                                  _("The Hub does not accept the token: it is wrong, or it was revoked. Make a new one."));
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND,
                        _("There is no Space called “%s”, or it is private. Check the spelling, or give a token."),
                        question->name);
  case SOUP_STATUS_NOT_FOUND:
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND,
                        has_token ? _("There is no Space called “%s”, or this account may not see it. Check the spelling.")
                                  : _("There is no Space called “%s”, or it is private. Check the spelling, or give a token."),
                        question->name);
  case SOUP_STATUS_FORBIDDEN:
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_ACCESS,
                        _("The Hub gives no access to %s. Ask its owner."), question->name);
  default:
    return g_steal_pointer (&cause);
  }
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  Question            *question = g_task_get_task_data (task);
  GError              *error = NULL;
  g_autoptr (JsonNode) node = gradio_connection_call_finish (GRADIO_CONNECTION (source), result, &error);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    g_task_return_pointer (task, gradio_space_state_new (json_node_get_object (node)), g_object_unref);
  else if (error != NULL)
    g_task_return_error (task, new_refusal (GRADIO_CONNECTION (source), question, error));
  else
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_SERVER,
                             _("The Hub’s answer makes no sense. Try again later."));
}

void
gradio_hub_ask_async (GradioConnection    *connection,
                      const GradioAddress *address,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (connection, cancellable, callback, user_data);
  g_autofree char  *hub = gradio_address_dup_hub ();
  g_autofree char  *uri = NULL;
  Question         *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, gradio_hub_ask_async);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);

  if (address->kind == GRADIO_ADDRESS_SPACE) {
    question->name = g_strdup (address->space_id);
    uri = g_strconcat (hub, "/api/spaces/", question->name, NULL);
  } else {
    question->name = dup_subdomain (address->uri);
    uri = g_strconcat (hub, "/api/spaces/by-subdomain/", question->name, NULL);
  }

  question->message = question->name != NULL
                        ? gradio_connection_new_message (connection, SOUP_METHOD_GET, uri)
                        : NULL;
  if (question->message == NULL) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_ADDRESS,
                             _("This is not the address of a Space. Enter it as “owner/name”."));
    return;
  }

  soup_message_headers_replace (soup_message_get_request_headers (question->message), "Accept", "application/json");
  gradio_connection_call_async (connection, question->message, GRADIO_PATIENCE_CONNECT, cancellable, answered_cb,
                                g_steal_pointer (&task));
}

GradioSpaceState *
gradio_hub_ask_finish (GradioConnection *connection,
                       GAsyncResult     *result,
                       GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, connection), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
