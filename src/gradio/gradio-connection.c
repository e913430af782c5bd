/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-connection.h"

#include "gradio-error.h"
#include "gradio-response.h"

#include <glib/gi18n-lib.h>

/* An answer of this size is parsed in a thread. */
#define THREAD_SIZE (64 * 1024)

struct _GradioConnection {
  GObject parent_instance;

  SoupSession       *sessions[GRADIO_PATIENCE_ENDLESS + 1][2]; /* made when first needed */
  GradioCredentials *credentials;
  GCancellable      *closed;
  GHashTable        *uploads; /* key -> JsonNode */
  char              *base_uri;
  char              *api_uri;
  goffset            max_file_size;
  gboolean           wait;
};

G_DEFINE_FINAL_TYPE (GradioConnection, gradio_connection, G_TYPE_OBJECT)

static void
gradio_connection_dispose (GObject *object)
{
  GradioConnection *self = GRADIO_CONNECTION (object);

  gradio_connection_close (self);

  for (guint i = 0; i < G_N_ELEMENTS (self->sessions); i++) {
    g_clear_object (&self->sessions[i][FALSE]);
    g_clear_object (&self->sessions[i][TRUE]);
  }

  G_OBJECT_CLASS (gradio_connection_parent_class)->dispose (object);
}

static void
gradio_connection_finalize (GObject *object)
{
  GradioConnection *self = GRADIO_CONNECTION (object);

  g_clear_object (&self->credentials);
  g_clear_object (&self->closed);
  g_clear_pointer (&self->uploads, g_hash_table_unref);
  g_clear_pointer (&self->base_uri, g_free);
  g_clear_pointer (&self->api_uri, g_free);

  G_OBJECT_CLASS (gradio_connection_parent_class)->finalize (object);
}

static void
gradio_connection_class_init (GradioConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gradio_connection_dispose;
  object_class->finalize = gradio_connection_finalize;
}

static void
gradio_connection_init (GradioConnection *self)
{
  self->credentials = gradio_credentials_new ();
  self->closed = g_cancellable_new ();
  self->uploads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) json_node_unref);
  self->max_file_size = -1;
  self->wait = TRUE;
}

GradioConnection *
gradio_connection_new (void)
{
  return g_object_new (GRADIO_TYPE_CONNECTION, NULL);
}

GradioCredentials *
gradio_connection_get_credentials (GradioConnection *self)
{
  return self->credentials;
}

void
gradio_connection_set_wait (GradioConnection *self,
                            gboolean          wait)
{
  self->wait = wait;
}

gboolean
gradio_connection_get_wait (GradioConnection *self)
{
  return self->wait;
}

void
gradio_connection_set_base (GradioConnection *self,
                            const char       *base_uri,
                            const char       *api_prefix)
{
  g_return_if_fail (GRADIO_IS_CONNECTION (self));

  g_free (self->base_uri);
  self->base_uri = g_strdup (base_uri);
  gradio_credentials_set_home (self->credentials, base_uri);
  g_free (self->api_uri);
  self->api_uri = g_strconcat (base_uri, api_prefix, NULL);
  g_hash_table_remove_all (self->uploads);
}

const char *
gradio_connection_get_base_uri (GradioConnection *self)
{
  return self->base_uri;
}

void
gradio_connection_set_max_file_size (GradioConnection *self,
                                     goffset           size)
{
  self->max_file_size = size;
}

goffset
gradio_connection_get_max_file_size (GradioConnection *self)
{
  return self->max_file_size;
}

char *
gradio_connection_dup_api_uri (GradioConnection *self,
                               const char       *path)
{
  g_return_val_if_fail (self->api_uri != NULL, NULL);

  return g_strconcat (self->api_uri, path, NULL);
}

SoupMessage *
gradio_connection_new_message (GradioConnection *self,
                               const char       *method,
                               const char       *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  const char      *scheme = parsed != NULL ? g_uri_get_scheme (parsed) : NULL;
  SoupMessage     *message;

  if (g_strcmp0 (scheme, "http") != 0 && g_strcmp0 (scheme, "https") != 0)
    return NULL;
  if (g_uri_get_host (parsed) == NULL || *g_uri_get_host (parsed) == '\0')
    return NULL;

  message = soup_message_new_from_uri (method, parsed);
  gradio_credentials_watch (self->credentials, message);

  return message;
}

/*
 * libsoup's two connections per host are too few: a heartbeat and an event stream take both and
 * every later request waits for ever (protocol.md 4.2).
 */
static SoupSession *
new_soup_session (GradioConnection *self,
                  GradioPatience    patience,
                  gboolean          local)
{
  static const guint timeouts[] = { 60, 0 };
  SoupSession       *session;

  session = soup_session_new_with_options ("max-conns", 100,
                                           "max-conns-per-host", 20,
                                           "timeout", timeouts[patience],
                                           "user-agent", "Spaceport/" PACKAGE_VERSION,
                                           NULL);
  soup_session_add_feature (session, SOUP_SESSION_FEATURE (gradio_credentials_get_cookies (self->credentials)));
  if (local)
    soup_session_set_proxy_resolver (session, NULL);

  return session;
}

/* This computer itself needs no proxy, and asking for one takes longer than a call to a local app. */
static gboolean
is_local (GUri *uri)
{
  const char              *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

SoupSession *
gradio_connection_get_soup_session (GradioConnection *self,
                                    SoupMessage      *message,
                                    GradioPatience    patience)
{
  gboolean      local = is_local (soup_message_get_uri (message));
  SoupSession **session = &self->sessions[patience][local];

  if (*session == NULL)
    *session = new_soup_session (self, patience, local);

  return *session;
}

GCancellable *
gradio_connection_link_cancellable (GradioConnection *self,
                                    GCancellable     *cancellable)
{
  GCancellable *linked = g_cancellable_new ();
  GCancellable *sources[] = { self->closed, cancellable };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++) {
    if (sources[i] == NULL)
      continue;
    if (g_cancellable_is_cancelled (sources[i]))
      g_cancellable_cancel (linked);
    g_signal_connect_object (sources[i], "cancelled", G_CALLBACK (g_cancellable_cancel), linked,
                             G_CONNECT_SWAPPED);
  }

  return linked;
}

GCancellable *
gradio_connection_get_closed (GradioConnection *self)
{
  return self->closed;
}

void
gradio_connection_close (GradioConnection *self)
{
  g_return_if_fail (GRADIO_IS_CONNECTION (self));

  g_cancellable_cancel (self->closed);
}

typedef struct {
  SoupMessage *message; /* owned */
  GBytes      *body;    /* owned */
} Call;

static void
call_free (Call *call)
{
  g_clear_object (&call->message);
  g_clear_pointer (&call->body, g_bytes_unref);
  g_free (call);
}

static void
parse_call (GTask *task)
{
  Call     *call = g_task_get_task_data (task);
  GError   *error = NULL;
  JsonNode *node = gradio_response_parse (call->message, call->body, &error);

  if (node != NULL)
    g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static void
parse_call_thread (GTask        *task,
                   gpointer      source_object,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  parse_call (task);
}

static void
call_answered_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  Call              *call = g_task_get_task_data (task);

  call->body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  if (call->body == NULL)
    g_task_return_error (task,
                         gradio_response_translate_error (g_steal_pointer (&error),
                                                          soup_message_get_uri (call->message)));
  else if (g_bytes_get_size (call->body) > THREAD_SIZE)
    g_task_run_in_thread (task, parse_call_thread);
  else
    parse_call (task);
}

void
gradio_connection_call_async (GradioConnection   *self,
                              SoupMessage        *message,
                              GradioPatience      patience,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GCancellable) linked = gradio_connection_link_cancellable (self, cancellable);
  g_autoptr (GTask)        task = g_task_new (self, linked, callback, user_data);
  Call                    *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, gradio_connection_call_async);
  call->message = g_object_ref (message);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);

  soup_session_send_and_read_async (gradio_connection_get_soup_session (self, message, patience), message,
                                    G_PRIORITY_DEFAULT, linked, call_answered_cb,
                                    g_steal_pointer (&task));
}

JsonNode *
gradio_connection_call_finish (GradioConnection *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

JsonNode *
gradio_connection_lookup_upload (GradioConnection *self,
                                 const char       *key)
{
  return g_hash_table_lookup (self->uploads, key);
}

void
gradio_connection_remember_upload (GradioConnection *self,
                                   const char       *key,
                                   JsonNode         *file)
{
  g_hash_table_replace (self->uploads, g_strdup (key), json_node_ref (file));
}

void
gradio_connection_forget_uploads (GradioConnection *self)
{
  g_hash_table_remove_all (self->uploads);
}
