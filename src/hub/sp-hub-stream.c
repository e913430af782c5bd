/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-stream.h"

#include "gradio-pause.h"
#include "gradio-sse-parser.h"
#include "sp-hub-answer.h"
#include "sp-hub-error.h"
#include "sp-hub-session-private.h"

#define MAX_EVENT_SIZE (1024 * 1024)
#define BLOCK_SIZE (64 * 1024)
#define MAX_DOUBLINGS 5 /* of the rest between two connections */
#define LASTING 10      /* rests; a connection that was open for so long was a good one */

struct _SpHubStream {
  GObject                 parent_instance;
  SpHubSession           *session;
  SpHubRepo              *repo;
  const SpHubStreamFuncs *funcs;
  gpointer                user_data;
  SpHubLiveState          state;
  GError                 *error;
  guint                   n_failures; /* since a connection lasted */
  gint64                  date;
  char                   *token; /* nullable: that was sent the last time */

  /* of a connection */
  GCancellable    *cancellable;
  SoupMessage     *message;
  GInputStream    *input;
  GradioSseParser *parser;
  gint64           opened_at; /* monotonic; 0: it is not open */
};

G_DEFINE_FINAL_TYPE (SpHubStream, sp_hub_stream, G_TYPE_OBJECT)

static void
clear_connection (SpHubStream *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->message);
  g_clear_object (&self->input);
  g_clear_pointer (&self->parser, gradio_sse_parser_free);
  self->opened_at = 0;
}

static void
sp_hub_stream_finalize (GObject *object)
{
  SpHubStream *self = SP_HUB_STREAM (object);

  clear_connection (self);
  g_clear_error (&self->error);
  g_free (self->token);
  g_object_unref (self->session);
  g_object_unref (self->repo);

  G_OBJECT_CLASS (sp_hub_stream_parent_class)->finalize (object);
}

static void
sp_hub_stream_class_init (SpHubStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_hub_stream_finalize;
}

static void
sp_hub_stream_init (SpHubStream *self)
{
}

SpHubStream *
sp_hub_stream_new (SpHubSession           *session,
                   SpHubRepo              *repo,
                   const SpHubStreamFuncs *funcs,
                   gpointer                user_data)
{
  SpHubStream *self = g_object_new (SP_TYPE_HUB_STREAM, NULL);

  self->session = g_object_ref (session);
  self->repo = g_object_ref (repo);
  self->funcs = funcs;
  self->user_data = user_data;

  return self;
}

/* Takes @error. */
static void
set_state (SpHubStream   *self,
           SpHubLiveState state,
           GError        *error)
{
  g_clear_error (&self->error);
  self->error = error;
  self->state = state;
  if (self->funcs->changed != NULL)
    self->funcs->changed (self->user_data);
}

/* Also of a token that is refused, when there is a newer one or will be soon. */
static gboolean
may_pass (SpHubStream  *self,
          const GError *error)
{
  if (g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS))
    return sp_hub_session_is_renewing (self->session) ||
           g_strcmp0 (self->token, sp_hub_session_get_token (self->session)) != 0;

  return sp_hub_answer_is_temporary (error) || g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE);
}

static void connect_again (SpHubStream *self);

static void
rested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpHubStream) self = user_data;

  if (gradio_pause_finish (result, NULL)) /* else it was stopped meanwhile */
    connect_again (self);
}

/* A Hub that sends all there is and ends it each time, as of a build that is over, is not asked for it each second. */
static gboolean
has_lasted (SpHubStream *self)
{
  gint64 least = (gint64) sp_hub_session_get_pause (self->session) * 1000 * LASTING;

  return self->opened_at > 0 && g_get_monotonic_time () - self->opened_at >= least;
}

/* The connection is over. Takes @error, NULL when the Hub ended it. */
static void
lose (SpHubStream *self,
      GError      *error)
{
  guint wait = self->message != NULL ? sp_hub_answer_get_wait (self->message) : 0;
  guint pause;

  if (has_lasted (self))
    self->n_failures = 0;
  pause = sp_hub_session_get_pause (self->session) << MIN (self->n_failures, MAX_DOUBLINGS);
  clear_connection (self);
  if (error != NULL && !may_pass (self, error)) {
    set_state (self, SP_HUB_LIVE_ENDED, error);
    return;
  }

  self->n_failures++;
  self->cancellable = g_cancellable_new ();
  gradio_pause_async (error != NULL && wait > 0 ? wait * 1000 : pause, self->cancellable, rested_cb,
                      g_object_ref (self));
  set_state (self, SP_HUB_LIVE_WAITING, error);
}

static void
event_cb (const char *event,
          const char *data,
          gsize       length,
          gpointer    user_data)
{
  SpHubStream *self = user_data;

  if (self->state != SP_HUB_LIVE_OPEN) /* stopped by the event before */
    return;

  if (length > 0)
    self->funcs->event (self->user_data, data, length);
  else if (self->funcs->quiet != NULL)
    self->funcs->quiet (self->user_data);
}

static void read_more (SpHubStream *self);

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SpHubStream) self = user_data;
  GError                 *error = NULL;
  g_autoptr (GBytes)      block = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gboolean                fits = TRUE;
  gsize                   size;
  gconstpointer           bytes;

  if (G_INPUT_STREAM (source) != self->input) { /* stopped meanwhile, maybe started again */
    g_clear_error (&error);
    return;
  }

  if (block == NULL) {
    lose (self, sp_hub_answer_translate_error (error, soup_message_get_uri (self->message)));
    return;
  }

  bytes = g_bytes_get_data (block, &size);
  if (size == 0) {
    lose (self, NULL);
    return;
  }

  fits = gradio_sse_parser_push (self->parser, bytes, size);
  if (G_INPUT_STREAM (source) != self->input)
    return;
  if (fits)
    read_more (self);
  else
    lose (self, sp_hub_answer_new_odd_error ());
}

static void
read_more (SpHubStream *self)
{
  g_input_stream_read_bytes_async (self->input, BLOCK_SIZE, G_PRIORITY_DEFAULT, self->cancellable, read_cb,
                                   g_object_ref (self));
}

static gint64
parse_date (SoupMessage *message)
{
  const char           *text = soup_message_headers_get_one (soup_message_get_response_headers (message), "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) : 0;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpHubStream)  self = user_data;
  g_autoptr (SoupMessage)  message = NULL;
  SpHubAsker               asker = { NULL };
  GError                  *error = NULL;
  g_autoptr (GInputStream) input = NULL;

  input = sp_hub_session_send_finish (SP_HUB_SESSION (source), result, &message, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_error_free (error);
    return;
  }

  g_set_object (&self->message, message);
  asker.repo = self->repo;
  asker.has_token = sp_hub_session_has_token (self->session);
  asker.clock_offset = sp_hub_session_get_clock_offset (self->session);
  if (input == NULL || !sp_hub_answer_check (message, &asker, &error)) {
    lose (self, error);
  } else if (sp_hub_answer_is_html (message)) {
    lose (self, sp_hub_answer_new_foreign_error ());
  } else {
    self->input = g_steal_pointer (&input);
    self->parser = gradio_sse_parser_new (event_cb, self, MAX_EVENT_SIZE);
    self->date = parse_date (message);
    self->opened_at = g_get_monotonic_time ();
    set_state (self, SP_HUB_LIVE_OPEN, NULL);
    if (self->input != NULL && self->funcs->opened != NULL)
      self->funcs->opened (self->user_data);
    if (self->input != NULL)
      read_more (self);
  }
}

static void
connect_again (SpHubStream *self)
{
  g_autofree char *path = self->funcs->dup_path (self->user_data);
  g_autofree char *uri = g_strconcat (sp_hub_session_get_endpoint (self->session), path, NULL);

  clear_connection (self);
  self->cancellable = g_cancellable_new ();
  g_free (self->token);
  self->token = g_strdup (sp_hub_session_get_token (self->session));
  sp_hub_session_send_async (self->session, &(SpHubAsk){ .uri = uri }, self->cancellable, opened_cb,
                             g_object_ref (self));
  set_state (self, SP_HUB_LIVE_CONNECTING, NULL);
}

void
sp_hub_stream_start (SpHubStream *self)
{
  g_return_if_fail (SP_IS_HUB_STREAM (self));

  if (self->state != SP_HUB_LIVE_STOPPED && self->state != SP_HUB_LIVE_ENDED)
    return;

  self->n_failures = 0;
  connect_again (self);
}

void
sp_hub_stream_stop (SpHubStream   *self,
                    SpHubLiveState state)
{
  g_return_if_fail (SP_IS_HUB_STREAM (self));

  clear_connection (self);
  g_clear_error (&self->error);
  self->state = state;
}

SpHubLiveState
sp_hub_stream_get_state (SpHubStream *self)
{
  g_return_val_if_fail (SP_IS_HUB_STREAM (self), SP_HUB_LIVE_STOPPED);

  return self->state;
}

const GError *
sp_hub_stream_get_error (SpHubStream *self)
{
  g_return_val_if_fail (SP_IS_HUB_STREAM (self), NULL);

  return self->error;
}

gint64
sp_hub_stream_get_date (SpHubStream *self)
{
  g_return_val_if_fail (SP_IS_HUB_STREAM (self), 0);

  return self->date;
}
