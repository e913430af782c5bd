/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-port-probe.h"

#include "gradio.h"

#include <libsoup/soup.h>

#define MAX_SIZE (4 * 1024 * 1024) /* a large app says as much of itself */
#define SILENCE_LIMIT 2            /* seconds without a word */
#define LIMIT 4                    /* seconds in all */

struct _SpPortProbe {
  GObject      parent_instance;
  SoupSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (SpPortProbe, sp_port_probe, G_TYPE_OBJECT)

typedef struct {
  GCancellable *cancellable; /* owned: ends it when the time is over */
  GCancellable *outer;       /* owned, nullable: the caller's */
  gulong        handler;
  GSource      *timeout; /* owned */
  SoupMessage  *message; /* owned */
  GInputStream *stream;  /* owned, nullable */
  guint8       *buffer;  /* owned, nullable */
} Question;

/* What is read in a thread, which may let go of it last: nothing of the main thread is in it. */
typedef struct {
  GBytes *config; /* owned */
  guint   status;
} Answer;

static void
question_free (gpointer data)
{
  Question *question = data;

  if (question->outer != NULL)
    g_cancellable_disconnect (question->outer, question->handler);
  g_clear_object (&question->outer);
  g_source_destroy (question->timeout);
  g_source_unref (question->timeout);
  g_clear_object (&question->cancellable);
  g_clear_object (&question->message);
  g_clear_object (&question->stream);
  g_free (question->buffer);
  g_free (question);
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_bytes_unref (answer->config);
  g_free (answer);
}

static void
sp_port_probe_dispose (GObject *object)
{
  g_clear_object (&SP_PORT_PROBE (object)->session);

  G_OBJECT_CLASS (sp_port_probe_parent_class)->dispose (object);
}

static void
sp_port_probe_class_init (SpPortProbeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_port_probe_dispose;
}

static void
sp_port_probe_init (SpPortProbe *self)
{
  self->session = soup_session_new_with_options ("timeout", SILENCE_LIMIT, "user-agent", "Spaceport/" PACKAGE_VERSION,
                                                 "max-conns", 4, NULL);
  soup_session_set_proxy_resolver (self->session, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_COOKIE_JAR);
}

SpPortProbe *
sp_port_probe_new (void)
{
  return g_object_new (SP_TYPE_PORT_PROBE, NULL);
}

/* Before a login an app says nothing of itself, but that in its own way. */
static gboolean
asks_for_login (JsonObject *object,
                guint       status)
{
  return status == SOUP_STATUS_UNAUTHORIZED && json_object_has_member (object, "detail");
}

char *
sp_port_probe_read_config (GBytes *config,
                           guint   status)
{
  gsize                length = 0;
  const char          *text = g_bytes_get_data (config, &length);
  g_autoptr (JsonNode) root = NULL;
  JsonObject          *object = NULL;

  if (status == SOUP_STATUS_OK && length > MAX_SIZE && g_str_has_prefix (text, "{\"version\":\""))
    return g_strdup ("");

  root = length > 0 && length <= MAX_SIZE ? gradio_json_parse (text, (gssize) length, NULL) : NULL;
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  object = json_node_get_object (root);
  if (asks_for_login (object, status))
    return g_strdup ("");
  if (status != SOUP_STATUS_OK || gradio_json_get_string (object, "version", NULL) == NULL ||
      gradio_json_get_array (object, "components") == NULL)
    return NULL;

  return g_strdup (gradio_json_get_string (object, "title", ""));
}

static void
read_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Answer *answer = task_data;
  char   *title = sp_port_probe_read_config (answer->config, answer->status);

  if (title != NULL)
    g_task_return_pointer (task, title, g_free);
  else
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_NOT_GRADIO, "No Gradio app");
}

static void
understood_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  char             *title = g_task_propagate_pointer (G_TASK (result), &error);

  if (title != NULL)
    g_task_return_pointer (task, title, g_free);
  else
    g_task_return_error (task, error);
}

/* What was given up by the caller, or took too long. */
static void
give_up (GTask  *task,
         GError *error)
{
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_NOT_GRADIO, "No answer: %s", error->message);
  g_error_free (error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GTask) reading = NULL;
  Question         *question = g_task_get_task_data (task);
  Answer           *answer = NULL;
  GError           *error = NULL;
  gsize             length = 0;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error)) {
    give_up (task, error);
    return;
  }

  answer = g_new0 (Answer, 1);
  answer->config = g_bytes_new_take (g_steal_pointer (&question->buffer), length);
  answer->status = soup_message_get_status (question->message);
  reading = g_task_new (NULL, NULL, understood_cb, g_steal_pointer (&task));
  g_task_set_source_tag (reading, read_cb);
  g_task_set_task_data (reading, answer, answer_free);
  g_task_run_in_thread (reading, read_thread);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Question         *question = g_task_get_task_data (task);
  GError           *error = NULL;

  question->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (question->stream == NULL) {
    give_up (task, error);
    return;
  }

  question->buffer = g_malloc (MAX_SIZE + 1);
  g_input_stream_read_all_async (question->stream, question->buffer, MAX_SIZE + 1, G_PRIORITY_DEFAULT,
                                 question->cancellable, read_cb, g_steal_pointer (&task));
}

static gboolean
too_long_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *outer,
              GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

static Question *
question_new (guint         port,
              GCancellable *outer)
{
  Question        *question = g_new0 (Question, 1);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u/config", port);

  question->cancellable = g_cancellable_new ();
  question->message = soup_message_new (SOUP_METHOD_GET, address);
  soup_message_set_flags (question->message, SOUP_MESSAGE_NO_REDIRECT);
  question->timeout = g_timeout_source_new_seconds (LIMIT);
  g_source_set_callback (question->timeout, too_long_cb, g_object_ref (question->cancellable), g_object_unref);
  g_source_attach (question->timeout, g_main_context_get_thread_default ());
  if (outer != NULL) {
    question->outer = g_object_ref (outer);
    question->handler =
      g_cancellable_connect (outer, G_CALLBACK (cancelled_cb), g_object_ref (question->cancellable), g_object_unref);
  }

  return question;
}

void
sp_port_probe_ask_async (SpPortProbe        *self,
                         guint               port,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask    *task = NULL;
  Question *question = NULL;

  g_return_if_fail (SP_IS_PORT_PROBE (self));

  question = question_new (port, cancellable);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_port_probe_ask_async);
  g_task_set_task_data (task, question, question_free);
  soup_session_send_async (self->session, question->message, G_PRIORITY_DEFAULT, question->cancellable, sent_cb, task);
}

char *
sp_port_probe_ask_finish (SpPortProbe  *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
