/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-call.h"

#include "gradio.h"
#include "sp-hub-answer.h"
#include "sp-hub-fetch.h"

#include <string.h>

#define SMALL (64 * 1024) /* bytes that are parsed at once */

typedef struct {
  GBytes  *body;
  char    *next; /* nullable */
  gint64   kept_since;
  gboolean changes; /* that it was done counts, and not the words for it */
} Call;

static void
call_free (Call *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->next);
  g_free (self);
}

/* Nullable: what an answer says; nothing at all is a null. */
static JsonNode *
parse (GBytes  *body,
       GError **error)
{
  gsize       size;
  const char *text = g_bytes_get_data (body, &size);
  JsonNode   *node;

  if (size == 0)
    return json_node_new (JSON_NODE_NULL);

  node = gradio_json_parse (text, (gssize) size, NULL);
  if (node == NULL)
    g_propagate_error (error, sp_hub_answer_new_odd_error ());

  return node;
}

static void
parse_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GError   *error = NULL;
  JsonNode *node = parse (task_data, &error);

  if (node != NULL)
    g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

/* Takes @node or @error. */
static void
end (GTask    *task,
     JsonNode *node,
     GError   *error)
{
  if (node != NULL)
    g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static void
parsed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  JsonNode         *node = g_task_propagate_pointer (G_TASK (result), &error);

  end (task, node, error);
}

/* Takes @task; @error is %NULL when there is a body. */
static void
read_answer (GTask  *task,
             GError *error)
{
  Call             *self = g_task_get_task_data (task);
  g_autoptr (GTask) owned = task;
  g_autoptr (GTask) parsing = NULL;
  JsonNode         *node = NULL;

  if (self->body != NULL && g_bytes_get_size (self->body) > SMALL) {
    parsing = g_task_new (NULL, NULL, parsed_cb, g_steal_pointer (&owned));
    g_task_set_task_data (parsing, g_bytes_ref (self->body), (GDestroyNotify) g_bytes_unref);
    g_task_run_in_thread (parsing, parse_thread);
    return;
  }

  if (self->body != NULL)
    node = parse (self->body, self->changes ? NULL : &error);
  if (self->body != NULL && self->changes && node == NULL)
    node = json_node_new (JSON_NODE_NULL);
  end (task, node, error);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Call               *self = g_task_get_task_data (user_data);
  g_auto (SpHubReply) reply = { NULL };
  GError             *error = NULL;

  self->body = sp_hub_request_ask_finish (SP_HUB_SESSION (source), result, &reply, &error);
  self->next = g_steal_pointer (&reply.next);
  read_answer (user_data, error);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Call   *self = g_task_get_task_data (user_data);
  GError *error = NULL;

  self->body = sp_hub_fetch_finish (SP_HUB_SESSION (source), result, &self->next, &self->kept_since, &error);
  read_answer (user_data, error);
}

static GBytes *
dup_body (JsonNode *body)
{
  char *text;

  if (body == NULL)
    return NULL;

  text = gradio_json_write (body);

  return g_bytes_new_take (text, strlen (text));
}

void
sp_hub_call_async (SpHubSession       *session,
                   const SpHubCall    *call,
                   GCancellable       *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer            user_data)
{
  GTask             *task;
  Call              *self;
  g_autofree char   *uri = NULL;
  g_autoptr (GBytes) body = NULL;
  SpHubQuestion      question;

  g_return_if_fail (SP_IS_HUB_SESSION (session));
  g_return_if_fail (call != NULL && call->path != NULL);

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_call_async);
  self = g_new0 (Call, 1);
  self->changes = call->method != NULL && !g_str_equal (call->method, "GET");
  g_task_set_task_data (task, self, (GDestroyNotify) call_free);

  uri = call->path[0] == '/' ? g_strconcat (sp_hub_session_get_endpoint (session), call->path, NULL)
                             : g_strdup (call->path);
  body = dup_body (call->body);
  question = (SpHubQuestion){ .uri = uri, .method = call->method, .body = body, .repo = call->repo };

  if (call->keep && !self->changes) {
    question.method = NULL;
    sp_hub_fetch_async (session, &question, cancellable, fetched_cb, task);
  } else {
    sp_hub_request_ask_async (session, &question, cancellable, asked_cb, task);
  }
}

JsonNode *
sp_hub_call_finish (SpHubSession *session,
                    GAsyncResult *result,
                    char        **next,
                    gint64       *kept_since,
                    GError      **error)
{
  Call     *self;
  JsonNode *node;

  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  node = g_task_propagate_pointer (G_TASK (result), error);
  if (node == NULL)
    return NULL;

  self = g_task_get_task_data (G_TASK (result));
  if (next != NULL)
    *next = g_steal_pointer (&self->next);
  if (kept_since != NULL)
    *kept_since = self->kept_since;

  return node;
}
