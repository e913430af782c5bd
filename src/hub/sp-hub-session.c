/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-session-private.h"

#include "gradio.h"
#include "sp-hub-answer.h"
#include "sp-hub-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PATIENCE 60 /* seconds of silence */
#define PAUSE 1000  /* milliseconds */
#define MAX_CONNECTIONS 8
#define MAX_HOPS 5
#define MAX_SKIP (64 * 1024) /* bytes; of a redirect's body that are read for the sake of its connection */

struct _SpHubSession {
  GObject      parent_instance;
  SoupSession *soup;
  char        *endpoint;
  GUri        *home; /* nullable: the endpoint is no address */
  char        *token;
  guint        pause;
};

G_DEFINE_FINAL_TYPE (SpHubSession, sp_hub_session, G_TYPE_OBJECT)

static void
sp_hub_session_finalize (GObject *object)
{
  SpHubSession *self = SP_HUB_SESSION (object);

  g_clear_object (&self->soup);
  g_clear_pointer (&self->home, g_uri_unref);
  g_free (self->endpoint);
  g_free (self->token);

  G_OBJECT_CLASS (sp_hub_session_parent_class)->finalize (object);
}

static void
sp_hub_session_class_init (SpHubSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_hub_session_finalize;
}

static void
sp_hub_session_init (SpHubSession *self)
{
  self->pause = PAUSE;
  self->soup = soup_session_new_with_options ("max-conns-per-host", MAX_CONNECTIONS,
                                              "timeout", PATIENCE,
                                              "user-agent", "Spaceport/" PACKAGE_VERSION,
                                              NULL);
}

SpHubSession *
sp_hub_session_new (const char *token)
{
  SpHubSession *self = g_object_new (SP_TYPE_HUB_SESSION, NULL);

  self->endpoint = gradio_address_dup_hub ();
  self->home = g_uri_parse (self->endpoint, SOUP_HTTP_URI_FLAGS, NULL);
  if (token != NULL && *token != '\0')
    self->token = g_strdup (token);

  return self;
}

const char *
sp_hub_session_get_endpoint (SpHubSession *self)
{
  g_return_val_if_fail (SP_IS_HUB_SESSION (self), NULL);

  return self->endpoint;
}

void
sp_hub_session_set_pause (SpHubSession *self,
                          guint         pause)
{
  g_return_if_fail (SP_IS_HUB_SESSION (self));

  self->pause = pause;
}

guint
sp_hub_session_get_pause (SpHubSession *self)
{
  g_return_val_if_fail (SP_IS_HUB_SESSION (self), 0);

  return self->pause;
}

gboolean
sp_hub_session_has_token (SpHubSession *self)
{
  return self->token != NULL;
}

/* Addresses that libsoup parsed have the port of their scheme where none was written. */
static gboolean
is_origin (GUri *a,
           GUri *b)
{
  return g_strcmp0 (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0 && g_uri_get_port (a) == g_uri_get_port (b) &&
         g_uri_get_host (a) != NULL && g_uri_get_host (b) != NULL &&
         g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0;
}

gboolean
sp_hub_session_is_home (SpHubSession *self,
                        GUri         *uri)
{
  return self->home != NULL && is_origin (self->home, uri);
}

typedef struct {
  GUri         *uri;
  goffset       start;
  char         *validator;
  gboolean      leaves;
  guint         n_hops;
  SoupMessage  *message;
  GInputStream *body;
  gsize         n_skipped; /* bytes of a redirect's body */
} Trip;

static void
trip_free (Trip *self)
{
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_object (&self->message);
  g_clear_object (&self->body);
  g_free (self->validator);
  g_free (self);
}

static gboolean
is_web (GUri *uri)
{
  return g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 || g_strcmp0 (g_uri_get_scheme (uri), "http") == 0);
}

/* Where the answer sends us, or NULL with an error. A secure way is not left for an open one. */
static GUri *
dup_next (SpHubSession *self,
          Trip         *trip,
          GError      **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (trip->message);
  const char         *location = soup_message_headers_get_one (headers, "Location");
  g_autoptr (GUri)    next = NULL;

  if (location != NULL)
    next = g_uri_parse_relative (trip->uri, location, SOUP_HTTP_URI_FLAGS, NULL);

  if (next != NULL && is_web (next) && ++trip->n_hops <= MAX_HOPS &&
      (trip->leaves || is_origin (trip->uri, next)) &&
      (g_str_equal (g_uri_get_scheme (next), "https") || g_str_equal (g_uri_get_scheme (trip->uri), "http")))
    return g_steal_pointer (&next);

  g_propagate_error (error, sp_hub_answer_new_foreign_error ());

  return NULL;
}

static gboolean
is_redirect (guint status)
{
  return status == SOUP_STATUS_MOVED_PERMANENTLY || status == SOUP_STATUS_FOUND || status == SOUP_STATUS_SEE_OTHER ||
         status == SOUP_STATUS_TEMPORARY_REDIRECT || status == SOUP_STATUS_PERMANENT_REDIRECT;
}

static void send_trip (GTask *task);

/* Takes @task. */
static void
follow (GTask *task)
{
  Trip   *trip = g_task_get_task_data (task);
  GError *error = NULL;
  GUri   *next = dup_next (g_task_get_source_object (task), trip, &error);

  g_clear_object (&trip->body);
  if (next == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }

  g_uri_unref (trip->uri);
  trip->uri = next;
  send_trip (task);
}

static void skip_more (GTask *task);

static void
skipped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;
  Trip  *trip = g_task_get_task_data (task);
  gssize n_skipped = g_input_stream_skip_finish (G_INPUT_STREAM (source), result, NULL);

  trip->n_skipped += (gsize) MAX (n_skipped, 0);
  if (n_skipped > 0 && trip->n_skipped < MAX_SKIP)
    skip_more (task);
  else
    follow (task);
}

/* Takes @task. */
static void
skip_more (GTask *task)
{
  Trip *trip = g_task_get_task_data (task);

  g_input_stream_skip_async (trip->body, MAX_SKIP, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), skipped_cb,
                             task);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask  *task = user_data;
  Trip   *trip = g_task_get_task_data (task);
  GError *error = NULL;

  trip->body = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (trip->body == NULL) {
    g_task_return_error (task, sp_hub_answer_translate_error (error, trip->uri));
    g_object_unref (task);
  } else if (is_redirect (soup_message_get_status (trip->message))) {
    /* Read to its end, the connection serves the next file too. */
    trip->n_skipped = 0;
    skip_more (task);
  } else {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
  }
}

/* Takes @task. */
static void
send_trip (GTask *task)
{
  SpHubSession       *self = g_task_get_source_object (task);
  Trip               *trip = g_task_get_task_data (task);
  SoupMessageHeaders *headers;

  g_clear_object (&trip->message);
  trip->message = soup_message_new_from_uri (SOUP_METHOD_GET, trip->uri);
  soup_message_add_flags (trip->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_disable_feature (trip->message, SOUP_TYPE_AUTH_MANAGER);

  headers = soup_message_get_request_headers (trip->message);
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  if (self->token != NULL && sp_hub_session_is_home (self, trip->uri)) {
    g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

    soup_message_headers_replace (headers, "Authorization", bearer);
  }
  if (trip->start > 0) {
    soup_message_headers_set_range (headers, trip->start, -1);
    if (trip->validator != NULL)
      soup_message_headers_replace (headers, "If-Range", trip->validator);
  }

  soup_session_send_async (self->soup, trip->message, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), sent_cb, task);
}

/* Of the official tools: nothing may leave (hub-api.md 1). */
static gboolean
is_forbidden (void)
{
  static const char *const names[] = { "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const char *value = g_getenv (names[i]);

    if (value != NULL && (g_str_equal (value, "1") || g_ascii_strcasecmp (value, "on") == 0 ||
                          g_ascii_strcasecmp (value, "yes") == 0 || g_ascii_strcasecmp (value, "true") == 0))
      return TRUE;
  }

  return FALSE;
}

void
sp_hub_session_send_async (SpHubSession       *self,
                           const SpHubAsk     *ask,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Trip  *trip = g_new0 (Trip, 1);

  g_task_set_source_tag (task, sp_hub_session_send_async);
  g_task_set_task_data (task, trip, (GDestroyNotify) trip_free);
  trip->uri = g_uri_parse (ask->uri, SOUP_HTTP_URI_FLAGS, NULL);
  trip->start = ask->start;
  trip->validator = g_strdup (ask->validator);
  trip->leaves = ask->leaves;

  if (is_forbidden ()) {
    g_task_return_new_error (task, SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE,
                             _("The environment says that the Hub is not to be asked (HF_HUB_OFFLINE). Unset that, "
                                "then try again."));
    g_object_unref (task);
  } else if (trip->uri == NULL || !is_web (trip->uri) || !sp_hub_session_is_home (self, trip->uri)) {
    g_task_return_new_error (task, SP_HUB_ERROR, SP_HUB_ERROR_ADDRESS,
                             _("“%s” is no address of a Hub. Check HF_ENDPOINT."), self->endpoint);
    g_object_unref (task);
  } else {
    send_trip (task);
  }
}

GInputStream *
sp_hub_session_send_finish (SpHubSession *self,
                            GAsyncResult *result,
                            SoupMessage **message,
                            GError      **error)
{
  Trip *trip;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  trip = g_task_get_task_data (G_TASK (result));
  *message = g_object_ref (trip->message);

  return g_steal_pointer (&trip->body);
}
