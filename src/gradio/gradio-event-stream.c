/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-event-stream.h"

#include "gradio-error.h"
#include "gradio-json.h"
#include "gradio-priority.h"
#include "gradio-response.h"
#include "gradio-sse-parser.h"
#include "gradio-timer.h"

#include <glib/gi18n-lib.h>

#define READ_SIZE (64 * 1024)
/* So many more reads in a turn of the main loop, lest a server that never pauses stops the window. */
#define MAX_READS 64
/* A message of this size is parsed in a thread; those behind it wait. */
#define THREAD_SIZE (64 * 1024)
/* A gallery or a plot can be many MiB (protocol.md 4.3). */
#define MAX_EVENT_SIZE (256 * 1024 * 1024)

/* Heartbeats come every 15 s, where the server was not told otherwise: three that are missing mean that the
 * stream is lost (protocol.md 21). */
#define SILENCE_MS 45000
#define MISSING_BEATS 3

typedef struct {
  char   *event;
  GBytes *data;
} Event;

struct _GradioEventStream {
  GObject parent_instance;

  GradioConnection *connection;
  GCancellable     *cancellable;
  SoupMessage      *message;
  GInputStream     *input;
  GradioSseParser  *parser;
  GSource          *watchdog;
  char             *buffer;
  GQueue            inbox;     /* of Event: those behind one that is being parsed */
  gint64            last_time; /* when something was read */
  gint64            due_time;  /* when the silence will have been too long */
  guint             beat_ms;   /* the longest pause so far */
  gboolean          closed;

  const GradioEventStreamFuncs *funcs;
  gpointer                      user_data;
};

G_DEFINE_FINAL_TYPE (GradioEventStream, gradio_event_stream, G_TYPE_OBJECT)

static void read_more (GradioEventStream *self);
static void process_inbox (GradioEventStream *self);

static void
stop (GradioEventStream *self)
{
  self->closed = TRUE;
  gradio_timer_clear (&self->watchdog);
}

static void
end (GradioEventStream *self,
     GError            *error)
{
  g_autoptr (GError) owned = error;

  if (self->closed)
    return;

  stop (self);
  self->funcs->ended (self->user_data, owned);
}

static void
event_free (Event *event)
{
  g_free (event->event);
  g_bytes_unref (event->data);
  g_free (event);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Event, event_free)

static Event *
event_new (const char *event,
           const char *data,
           gsize       length)
{
  Event *self = g_new (Event, 1);

  self->event = g_strdup (event);
  self->data = g_bytes_new (data, length);

  return self;
}

static gboolean
reads_data (GradioEventStream *self)
{
  return self->funcs->message != NULL || self->funcs->event != NULL;
}

static GError *
new_unreadable_error (const GError *cause)
{
  g_debug ("A message that is no JSON: %s", cause->message);

  return g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_SERVER,
                              _("The server sent something that cannot be read. Try again, or tell the "
                                 "app’s author."));
}

/* A message is an object. Other JSON is of no use, but no harm either: it leaves @message empty. */
static gboolean
read_message (GradioMessage *message,
              const char    *data,
              gsize          length,
              GError       **error)
{
  g_autoptr (JsonNode) node = NULL;

  if (gradio_message_read (message, data, length, NULL))
    return TRUE;

  *message = (GradioMessage){ 0 };
  node = gradio_json_parse (data, length, error);

  return node != NULL;
}

static void
give_message (GradioEventStream   *self,
              const GradioMessage *message)
{
  if (message->text.text != NULL)
    self->funcs->message (self->user_data, message);
}

static void
handle_message (GradioEventStream *self,
                const char        *data,
                gsize              length)
{
  g_auto (GradioMessage) message = { 0 };
  g_autoptr (GError)     cause = NULL;

  if (read_message (&message, data, length, &cause))
    give_message (self, &message);
  else
    end (self, new_unreadable_error (cause));
}

static void
handle_node (GradioEventStream *self,
             const char        *event,
             const char        *data,
             gsize              length)
{
  g_autoptr (GError)   cause = NULL;
  g_autoptr (JsonNode) node = gradio_json_parse (data, length, &cause);

  if (node != NULL)
    self->funcs->event (self->user_data, event, node);
  else
    end (self, new_unreadable_error (cause));
}

static void
handle_event (GradioEventStream *self,
              const char        *event,
              const char        *data,
              gsize              length)
{
  if (self->funcs->message != NULL)
    handle_message (self, data, length);
  else if (self->funcs->event != NULL)
    handle_node (self, event, data, length);
}

static void
event_cb (const char *event,
          const char *data,
          gsize       length,
          gpointer    user_data)
{
  GradioEventStream *self = user_data;

  if (self->closed)
    return;

  if (length == 0 || !reads_data (self)) /* an empty event keeps proxies awake */
    return;
  if (g_queue_is_empty (&self->inbox) && length <= THREAD_SIZE)
    handle_event (self, event, data, length);
  else
    g_queue_push_tail (&self->inbox, event_new (event, data, length));
}

/* What is made of a large event in a thread, one or the other. */
typedef struct {
  GradioMessage message;
  JsonNode     *node;
} Parsed;

static void
parsed_free (Parsed *parsed)
{
  gradio_message_clear (&parsed->message);
  g_clear_pointer (&parsed->node, json_node_unref);
  g_free (parsed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Parsed, parsed_free)

static void
parse_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GradioEventStream *self = source_object;
  Event             *event = task_data;
  g_autoptr (Parsed) parsed = g_new0 (Parsed, 1);
  GError            *error = NULL;
  gsize              length;
  gconstpointer      data = g_bytes_get_data (event->data, &length);

  if (self->funcs->event != NULL)
    parsed->node = gradio_json_parse (data, length, &error);
  else if (read_message (&parsed->message, data, length, &error))
    gradio_message_make_values (&parsed->message);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&parsed), (GDestroyNotify) parsed_free);
}

static void
parsed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GradioEventStream *self = GRADIO_EVENT_STREAM (source);
  Event             *event = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (Parsed) parsed = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->closed)
    return;

  if (parsed == NULL)
    end (self, new_unreadable_error (error));
  else if (parsed->node != NULL)
    self->funcs->event (self->user_data, event->event, parsed->node);
  else
    give_message (self, &parsed->message);

  process_inbox (self);
}

/* Handles the events that wait, up to the next that needs a thread, then reads on. */
static void
process_inbox (GradioEventStream *self)
{
  while (!self->closed && !g_queue_is_empty (&self->inbox)) {
    g_autoptr (Event) event = g_queue_pop_head (&self->inbox);
    gsize             length;
    const char       *data = g_bytes_get_data (event->data, &length);

    if (length > THREAD_SIZE) {
      g_autoptr (GTask) task = g_task_new (self, NULL, parsed_cb, NULL);

      g_task_set_priority (task, GRADIO_PRIORITY_READ);
      g_task_set_task_data (task, g_steal_pointer (&event), (GDestroyNotify) event_free);
      g_task_run_in_thread (task, parse_thread);
      return;
    }
    handle_event (self, event->event, data, length);
  }

  if (!self->closed)
    read_more (self);
}

/* Takes what was read. Returns: whether the stream goes on */
static gboolean
take (GradioEventStream *self,
      gssize             n,
      GError            *error)
{
  if (n < 0)
    end (self, gradio_response_translate_error (error, soup_message_get_uri (self->message)));
  else if (n == 0)
    end (self, NULL);
  else if (!gradio_sse_parser_push (self->parser, self->buffer, n))
    end (self, g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_SERVER,
                                    _("The server sent a message that is too large.")));

  return !self->closed;
}

static gboolean
can_drain (GInputStream *input)
{
  return G_IS_POLLABLE_INPUT_STREAM (input) &&
         g_pollable_input_stream_can_poll (G_POLLABLE_INPUT_STREAM (input));
}

/*
 * libsoup gives one chunk of a body with each read, most often one message. What is there already is
 * taken at once, because a turn of the main loop costs more than a message.
 *
 * Returns: whether the stream goes on
 */
static gboolean
drain (GradioEventStream *self)
{
  GPollableInputStream *input = G_POLLABLE_INPUT_STREAM (self->input);

  for (guint i = 0; i < MAX_READS && g_queue_is_empty (&self->inbox); i++) {
    GError *error = NULL;
    gssize  n = g_pollable_input_stream_read_nonblocking (input, self->buffer, READ_SIZE,
                                                          self->cancellable, &error);

    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
      g_error_free (error);
      return TRUE;
    }
    if (!take (self, n, error))
      return FALSE;
  }

  return TRUE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GradioEventStream) self = user_data;
  GError                       *error = NULL;
  gssize                        n;

  n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  if (take (self, n, error) && (!can_drain (self->input) || drain (self)))
    process_inbox (self);
}

static gboolean
has_unread (GradioEventStream *self)
{
  return self->input != NULL && can_drain (self->input) &&
         g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (self->input));
}

static gboolean
silence_cb (gpointer user_data)
{
  g_autoptr (GradioEventStream) self = g_object_ref (user_data);

  if (has_unread (self)) /* this program was silent, not the server */
    self->due_time = g_get_monotonic_time () + G_TIME_SPAN_SECOND;
  if (self->due_time > g_get_monotonic_time ()) {
    g_source_set_ready_time (self->watchdog, self->due_time);
    return G_SOURCE_CONTINUE;
  }

  end (self, g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_LOST,
                                  _("The server has been silent for too long.")));
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

/* The pauses seen so far tell how often a quiet server beats. The source moves when it fires: to move it with every read
 * would wake the main loop each time. */
static void
wind_watchdog (GradioEventStream *self)
{
  gint64 now = g_get_monotonic_time ();
  guint  patience = gradio_connection_scale_time (self->connection, SILENCE_MS);

  if (self->last_time != 0)
    self->beat_ms = MAX (self->beat_ms, (guint) MIN ((now - self->last_time) / 1000, G_MAXINT / MISSING_BEATS));
  self->last_time = now;
  patience = MAX (patience, self->beat_ms * MISSING_BEATS);
  self->due_time = now + patience * G_GINT64_CONSTANT (1000);
}

static void
read_more (GradioEventStream *self)
{
  wind_watchdog (self);
  g_input_stream_read_async (self->input, self->buffer, READ_SIZE, GRADIO_PRIORITY_READ,
                             self->cancellable, read_cb, g_object_ref (self));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GradioEventStream) self = user_data;
  GError                       *error = NULL;

  self->input = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->input == NULL)
    end (self, gradio_response_translate_error (error, soup_message_get_uri (self->message)));
  else if (!gradio_response_check (self->message, NULL, &error))
    end (self, error);
  else if (!self->closed && (!can_drain (self->input) || drain (self)))
    process_inbox (self); /* its first messages often come with the head */
}

static void
gradio_event_stream_finalize (GObject *object)
{
  GradioEventStream *self = GRADIO_EVENT_STREAM (object);

  gradio_timer_clear (&self->watchdog);
  g_queue_clear_full (&self->inbox, (GDestroyNotify) event_free);
  g_clear_pointer (&self->parser, gradio_sse_parser_free);
  g_clear_pointer (&self->buffer, g_free);
  g_clear_object (&self->input);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (gradio_event_stream_parent_class)->finalize (object);
}

static void
gradio_event_stream_class_init (GradioEventStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gradio_event_stream_finalize;
}

static void
gradio_event_stream_init (GradioEventStream *self)
{
  self->parser = gradio_sse_parser_new (event_cb, self, MAX_EVENT_SIZE);
  self->buffer = g_malloc (READ_SIZE);
  g_queue_init (&self->inbox);
}

GradioEventStream *
gradio_event_stream_open (GradioConnection             *connection,
                          const char                   *path,
                          const GradioEventStreamFuncs *funcs,
                          gpointer                      user_data)
{
  GradioEventStream *self = g_object_new (GRADIO_TYPE_EVENT_STREAM, NULL);
  g_autofree char   *uri = gradio_connection_dup_api_uri (connection, path);
  SoupSession       *soup;

  self->connection = g_object_ref (connection);
  self->cancellable = g_cancellable_new (); /* who opens it closes it with the connection */
  self->funcs = funcs;
  self->user_data = user_data;
  self->watchdog = gradio_timer_start (gradio_connection_scale_time (connection, SILENCE_MS), silence_cb, self, NULL);
  self->message = gradio_connection_new_message (connection, SOUP_METHOD_GET, uri);
  soup_message_headers_replace (soup_message_get_request_headers (self->message), "Accept",
                                "text/event-stream");

  soup = gradio_connection_get_soup_session (connection, self->message, GRADIO_PATIENCE_ENDLESS);
  soup_session_send_async (soup, self->message, GRADIO_PRIORITY_READ, self->cancellable, opened_cb,
                           g_object_ref (self));

  return self;
}

void
gradio_event_stream_close (GradioEventStream *self)
{
  g_return_if_fail (GRADIO_IS_EVENT_STREAM (self));

  if (self->closed) /* it ended by itself: its connection can serve the next request */
    return;

  stop (self);
  g_cancellable_cancel (self->cancellable);
}
