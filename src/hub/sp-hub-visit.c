/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-visit.h"

#include "gradio.h"
#include "sp-hub-answer.h"
#include "sp-hub-call.h"
#include "sp-hub-session-private.h"
#include "sp-hub-text.h"

#define PATIENCE 30 /* seconds of silence: the page of a Space that wakes comes at once */

typedef struct {
  SoupSession *soup; /* of its own: what is sent to a Space has nothing to do with the Hub */
  GUri        *uri;
  SoupMessage *message;
  gboolean     has_token;
} Visit;

static void
visit_free (Visit *self)
{
  g_object_unref (self->soup);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_object (&self->message);
  g_free (self);
}

static void send_visit (GTask *task);

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask)        task = user_data;
  Visit                   *self = g_task_get_task_data (task);
  SpHubSession            *session = g_task_get_source_object (task);
  GError                  *error = NULL;
  g_autoptr (GInputStream) page = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (page == NULL) {
    g_task_return_error (task, sp_hub_answer_translate_error (error, self->uri));
  } else if (soup_message_get_status (self->message) == SOUP_STATUS_UNAUTHORIZED && !self->has_token &&
             sp_hub_session_has_token (session)) {
    self->has_token = TRUE;
    send_visit (g_steal_pointer (&task));
  } else {
    g_task_return_boolean (task, TRUE);
  }
}

/* Takes @task. */
static void
send_visit (GTask *task)
{
  Visit *self = g_task_get_task_data (task);

  g_clear_object (&self->message);
  self->message = soup_message_new_from_uri (SOUP_METHOD_GET, self->uri);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_disable_feature (self->message, SOUP_TYPE_AUTH_MANAGER);
  /* As it is told to a Space elsewhere (hub-api.md 10): what is called Authorization is the app's own. */
  if (self->has_token) {
    const char      *token = sp_hub_session_get_token (g_task_get_source_object (task));
    g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

    soup_message_headers_replace (soup_message_get_request_headers (self->message), "x-hf-authorization", bearer);
  }

  soup_session_send_async (self->soup, self->message, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), sent_cb, task);
}

/* A Hub on a secure way names hosts on secure ways only. */
static GUri *
parse_host (SpHubSession *session,
            JsonNode     *node)
{
  JsonObject      *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *host = sp_hub_text_dup_address (gradio_json_get_string (object, "host", NULL), NULL);
  g_autofree char *text = NULL;
  gboolean         is_open = g_str_has_prefix (sp_hub_session_get_endpoint (session), "http:");

  if (host == NULL || !(is_open || g_str_has_prefix (host, "https:")))
    return NULL;

  text = g_strconcat (host, "/", NULL);

  return g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
}

static void
located_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  Visit               *self = g_task_get_task_data (task);
  GError              *error = NULL;
  g_autoptr (JsonNode) node = sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, NULL, &error);

  if (node != NULL) {
    self->uri = parse_host (SP_HUB_SESSION (source), node);
    if (self->uri == NULL)
      error = sp_hub_answer_new_odd_error ();
  }

  if (error == NULL)
    send_visit (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

void
sp_hub_visit_async (SpHubSession       *session,
                    SpHubRepo          *repo,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask           *task;
  Visit           *self;
  g_autofree char *space = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (SP_IS_HUB_SESSION (session));
  g_return_if_fail (SP_IS_HUB_REPO (repo));

  task = g_task_new (session, cancellable, callback, user_data);
  self = g_new0 (Visit, 1);
  g_task_set_source_tag (task, sp_hub_visit_async);
  g_task_set_task_data (task, self, (GDestroyNotify) visit_free);
  self->soup = soup_session_new_with_options ("timeout", PATIENCE, "user-agent", "Spaceport/" PACKAGE_VERSION, NULL);

  space = sp_hub_repo_dup_api_path (repo);
  path = g_strconcat (space, "/host", NULL);
  sp_hub_call_async (session, &(SpHubCall){ .path = path, .repo = repo }, cancellable, located_cb, task);
}

gboolean
sp_hub_visit_finish (SpHubSession *session,
                     GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
