/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-session-private.h"

#include "sp-hub-answer.h"
#include "sp-hub-error.h"
#include "sp-hub-offline.h"
#include "sp-hub-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_HOPS 5
#define MAX_HOST 100         /* characters that are shown */
#define MAX_SKIP (64 * 1024) /* bytes; of a redirect's body that are read for the sake of its connection */

typedef struct {
  GUri         *uri;
  char         *method;
  GBytes       *content; /* nullable: what is sent */
  char         *etag;    /* nullable */
  goffset       start;
  char         *validator; /* nullable */
  gboolean      leaves;
  gboolean      packed;
  char         *token; /* nullable: that was sent last */
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
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self->method);
  g_free (self->etag);
  g_free (self->validator);
  g_free (self->token);
  g_free (self);
}

static gboolean
is_web (GUri *uri)
{
  return g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 || g_strcmp0 (g_uri_get_scheme (uri), "http") == 0);
}

/* What changes something is sent on only where the answer says that it is to be sent as it is. */
static gboolean
keeps_method (Trip *trip)
{
  guint status = soup_message_get_status (trip->message);

  return status == SOUP_STATUS_TEMPORARY_REDIRECT || status == SOUP_STATUS_PERMANENT_REDIRECT ||
         g_str_equal (trip->method, SOUP_METHOD_GET);
}

/* Where the answer sends us, or NULL with an error. A secure way is not left for an open one. */
static GUri *
dup_next (Trip    *trip,
          GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (trip->message);
  const char         *location = soup_message_headers_get_one (headers, "Location");
  g_autoptr (GUri)    next = NULL;

  if (location != NULL)
    next = g_uri_parse_relative (trip->uri, location, SOUP_HTTP_URI_FLAGS, NULL);

  if (next != NULL && is_web (next) && ++trip->n_hops <= MAX_HOPS && keeps_method (trip) &&
      (trip->leaves || sp_hub_session_is_origin (trip->uri, next)) &&
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
  GUri   *next = dup_next (trip, &error);

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

/* Of a certificate libsoup says more than its error does. */
static GError *
translate_error (Trip   *trip,
                 GError *error)
{
  GTlsCertificateFlags flaws = soup_message_get_tls_peer_certificate_errors (trip->message);

  if (error->domain == G_TLS_ERROR && flaws != 0) {
    g_error_free (error);
    return sp_hub_answer_new_certificate_error (flaws, g_uri_get_host (trip->uri));
  }

  return sp_hub_answer_translate_error (error, trip->uri);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask        *task = user_data;
  SpHubSession *self = g_task_get_source_object (task);
  Trip         *trip = g_task_get_task_data (task);
  GError       *error = NULL;

  trip->body = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (trip->body != NULL && sp_hub_session_is_home (self, trip->uri))
    sp_hub_session_note_answer (self, trip->message, trip->token);

  if (trip->body == NULL) {
    g_task_return_error (task, translate_error (trip, error));
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

static void
set_headers (Trip       *trip,
             const char *token)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (trip->message);

  if (!trip->packed)
    soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  if (token != NULL) {
    g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

    soup_message_headers_replace (headers, "Authorization", bearer);
  }
  if (trip->etag != NULL)
    soup_message_headers_replace (headers, "If-None-Match", trip->etag);
  if (trip->start > 0) {
    soup_message_headers_set_range (headers, trip->start, -1);
    if (trip->validator != NULL)
      soup_message_headers_replace (headers, "If-Range", trip->validator);
  }
}

/* Takes @task. */
static void
send_trip (GTask *task)
{
  SpHubSession *self = g_task_get_source_object (task);
  Trip         *trip = g_task_get_task_data (task);

  g_clear_pointer (&trip->token, g_free);
  if (sp_hub_session_is_home (self, trip->uri))
    trip->token = g_strdup (sp_hub_session_get_token (self));

  g_clear_object (&trip->message);
  trip->message = soup_message_new_from_uri (trip->method, trip->uri);
  soup_message_add_flags (trip->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_disable_feature (trip->message, SOUP_TYPE_AUTH_MANAGER);
  set_headers (trip, trip->token);

  /* It is not sent twice, so it must not meet a connection that the Hub has just given up. */
  if (!g_str_equal (trip->method, SOUP_METHOD_GET))
    soup_message_add_flags (trip->message, SOUP_MESSAGE_NEW_CONNECTION);
  if (trip->content != NULL)
    soup_message_set_request_body_from_bytes (trip->message, "application/json", trip->content);

  soup_session_send_async (sp_hub_session_get_soup (self), trip->message, G_PRIORITY_DEFAULT,
                           g_task_get_cancellable (task), sent_cb, task);
}

/* @uri: (nullable): where an answer said that more is, unless the Hub's own address is wrong */
static GError *
new_address_error (SpHubSession *self,
                   GUri         *uri)
{
  const char      *endpoint = sp_hub_session_get_endpoint (self);
  g_autoptr (GUri) home = g_uri_parse (endpoint, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *host = uri != NULL ? sp_hub_text_dup (g_uri_get_host (uri), MAX_HOST) : NULL;

  if (home == NULL || !is_web (home) || host == NULL)
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_ADDRESS, _("“%s” is no address of a Hub. Check HF_ENDPOINT."),
                        endpoint);

  return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_ADDRESS,
                      /* Translators: the address of the Hub; the name of another computer */
                      _("The list of %s goes on at %s, which is another server and is not asked. Try again later, or "
                         "tell those who run the Hub."),
                      endpoint, host);
}

void
sp_hub_session_send_async (SpHubSession       *self,
                           const SpHubAsk     *ask,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask  *task = g_task_new (self, cancellable, callback, user_data);
  Trip   *trip = g_new0 (Trip, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, sp_hub_session_send_async);
  g_task_set_task_data (task, trip, (GDestroyNotify) trip_free);
  trip->uri = g_uri_parse (ask->uri, SOUP_HTTP_URI_FLAGS, NULL);
  trip->method = g_strdup (ask->method != NULL ? ask->method : SOUP_METHOD_GET);
  trip->content = ask->body != NULL ? g_bytes_ref (ask->body) : NULL;
  trip->etag = g_strdup (ask->etag);
  trip->start = ask->start;
  trip->validator = g_strdup (ask->validator);
  trip->leaves = ask->leaves;
  trip->packed = ask->packed;

  if (!sp_hub_offline_check (&error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
  } else if (trip->uri == NULL || !is_web (trip->uri) || !sp_hub_session_is_home (self, trip->uri)) {
    g_task_return_error (task, new_address_error (self, trip->uri));
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

const char *
sp_hub_session_get_sent_token (GAsyncResult *result)
{
  Trip *trip = g_task_get_task_data (G_TASK (result));

  return trip->token;
}
