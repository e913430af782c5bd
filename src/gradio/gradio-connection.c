/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-connection.h"

#include "gradio-dead-end.h"
#include "gradio-login.h"
#include "gradio-origin.h"

/* Event streams that stay open, and requests to join a queue that are under way. */
#define MAX_STREAMS 8
#define MAX_JOINS 6

/* What holds for all requests of a SoupSession. */
typedef enum {
  WAY_NETWORK,
  WAY_LOCAL,  /* without a proxy */
  WAY_SOCKET, /* to the app's socket, whatever the host is */
  WAY_NONE,   /* to nobody */
  N_WAYS
} Way;

struct _GradioConnection {
  GObject parent_instance;

  SoupSession       *sessions[GRADIO_PATIENCE_ENDLESS + 1][N_WAYS]; /* made when first needed */
  GradioCredentials *credentials;
  GradioLogin       *login;
  GCancellable      *closed;
  GCancellable      *hold; /* cancelled when requests may go; NULL when they may */
  GradioGate        *stream_gate;
  GradioGate        *join_gate;
  GradioUploadStore *uploads;
  GradioSocket      *socket; /* (nullable) */
  GUri              *own;    /* (nullable): only this server may be asked, when there is no socket */
  char              *base_uri;
  char              *query;
  char              *api_uri;
  goffset            max_file_size;
  guint              transfer_timeout;
  gboolean           only_own;
  gboolean           wait;
  double             time_scale;
};

G_DEFINE_FINAL_TYPE (GradioConnection, gradio_connection, G_TYPE_OBJECT)

typedef enum {
  SPACE_STATE,
} GradioConnectionSignal;

static guint signals[SPACE_STATE + 1];

static void
gradio_connection_dispose (GObject *object)
{
  GradioConnection *self = GRADIO_CONNECTION (object);

  gradio_connection_close (self);

  for (guint i = 0; i < G_N_ELEMENTS (self->sessions); i++)
    for (guint way = 0; way < N_WAYS; way++)
      g_clear_object (&self->sessions[i][way]);

  G_OBJECT_CLASS (gradio_connection_parent_class)->dispose (object);
}

static void
gradio_connection_finalize (GObject *object)
{
  GradioConnection *self = GRADIO_CONNECTION (object);

  g_clear_object (&self->credentials);
  g_clear_object (&self->login);
  g_clear_object (&self->closed);
  g_clear_object (&self->hold);
  g_clear_object (&self->uploads);
  g_clear_object (&self->socket);
  g_clear_pointer (&self->own, g_uri_unref);
  g_clear_pointer (&self->stream_gate, gradio_gate_unref);
  g_clear_pointer (&self->join_gate, gradio_gate_unref);
  g_clear_pointer (&self->base_uri, g_free);
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->api_uri, g_free);

  G_OBJECT_CLASS (gradio_connection_parent_class)->finalize (object);
}

static void
gradio_connection_class_init (GradioConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gradio_connection_dispose;
  object_class->finalize = gradio_connection_finalize;

  signals[SPACE_STATE] = g_signal_new ("space-state", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, GRADIO_TYPE_SPACE_STATE);
}

static void
gradio_connection_init (GradioConnection *self)
{
  self->credentials = gradio_credentials_new ();
  self->login = gradio_login_new ();
  self->closed = g_cancellable_new ();
  self->uploads = gradio_upload_store_new ();
  self->stream_gate = gradio_gate_new (MAX_STREAMS);
  self->join_gate = gradio_gate_new (MAX_JOINS);
  self->max_file_size = -1;
  self->wait = TRUE;
  self->time_scale = 1;
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

GradioLogin *
gradio_connection_get_login (GradioConnection *self)
{
  return self->login;
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
gradio_connection_report_space (GradioConnection *self,
                                GradioSpaceState *state)
{
  g_signal_emit (self, signals[SPACE_STATE], 0, state);
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
  gradio_upload_store_forget (self->uploads);
}

void
gradio_connection_set_query (GradioConnection *self,
                             const char       *query)
{
  g_free (self->query);
  self->query = g_strdup (query);
}

char *
gradio_connection_dup_job_path (GradioConnection *self,
                                const char       *path)
{
  return self->query != NULL ? g_strconcat (path, "?", self->query, NULL) : g_strdup (path);
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

/* Whether it is at the app's own server: behind its socket, else where the client was told that it is. */
static gboolean
is_own (GradioConnection *self,
        GUri             *uri)
{
  if (self->socket != NULL)
    return gradio_socket_is_for (self->socket, uri);

  return self->own != NULL && gradio_origin_equal (self->own, uri);
}

gboolean
gradio_connection_may_ask (GradioConnection *self,
                           GUri             *uri)
{
  return !self->only_own || is_own (self, uri);
}

/* Returns: (transfer full) (nullable): where an answer leads to */
static GUri *
dup_target (SoupMessage *message)
{
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");

  if (!SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (message)) || location == NULL)
    return NULL;

  return g_uri_parse_relative (soup_message_get_uri (message), location, SOUP_HTTP_URI_FLAGS, NULL);
}

/* A session follows a redirect by itself, and asks whoever it leads to. */
static void
got_headers_cb (GradioConnection *self,
                SoupMessage      *message)
{
  g_autoptr (GUri) there = dup_target (message);

  if (there != NULL && !gradio_connection_may_ask (self, there))
    soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
}

char *
gradio_connection_dup_elsewhere (GradioConnection *self,
                                 SoupMessage      *message)
{
  g_autoptr (GUri) there = NULL;

  if (self->socket != NULL || !self->only_own)
    return gradio_socket_dup_elsewhere (self->socket, message);

  there = dup_target (message);
  if (there == NULL || is_own (self, there) || !g_str_equal (soup_message_get_method (message), SOUP_METHOD_GET))
    return NULL;

  return g_uri_to_string (there);
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
  if (self->socket != NULL)
    gradio_socket_watch (self->socket, message);
  if (self->only_own)
    g_signal_connect_object (message, "got-headers", G_CALLBACK (got_headers_cb), self, G_CONNECT_SWAPPED);

  return message;
}

/* What libsoup wants: 0 is for ever. */
static guint
whole_seconds (GradioConnection *self,
               guint             milliseconds)
{
  return milliseconds > 0 ? MAX (1, gradio_connection_scale_time (self, milliseconds) / 1000) : 0;
}

/*
 * libsoup's two connections per host are too few: a heartbeat and an event stream take both and
 * every later request waits for ever (protocol.md 4.2).
 */
static SoupSession *
new_soup_session (GradioConnection *self,
                  GradioPatience    patience,
                  Way               way)
{
  static const guint  timeouts[] = { 30 * 1000, 60 * 1000, 0 };
  SoupSession        *session;
  g_autoptr (GObject) remote = NULL;

  if (way == WAY_SOCKET)
    remote = g_object_ref (G_OBJECT (self->socket));
  else if (way == WAY_NONE)
    remote = G_OBJECT (gradio_dead_end_new ());

  session = soup_session_new_with_options ("max-conns", 100,
                                           "max-conns-per-host", 20,
                                           "timeout", whole_seconds (self, timeouts[patience]),
                                           "user-agent", "Spaceport/" PACKAGE_VERSION,
                                           "remote-connectable", remote,
                                           NULL);
  soup_session_set_accept_language_auto (session, TRUE); /* an app may answer in the user's language */
  soup_session_add_feature (session, SOUP_SESSION_FEATURE (gradio_credentials_get_cookies (self->credentials)));
  if (way != WAY_NETWORK) /* asking for a proxy takes longer than a call to a local app */
    soup_session_set_proxy_resolver (session, NULL);

  return session;
}

const char *
gradio_connection_get_accept_language (GradioConnection *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sessions); i++)
    for (guint j = 0; j < G_N_ELEMENTS (self->sessions[i]); j++)
      if (self->sessions[i][j] != NULL)
        return soup_session_get_accept_language (self->sessions[i][j]);

  return NULL;
}

SoupSession *
gradio_connection_get_soup_session (GradioConnection *self,
                                    SoupMessage      *message,
                                    GradioPatience    patience)
{
  GUri         *uri = soup_message_get_uri (message);
  Way           way = WAY_NETWORK;
  SoupSession **session = NULL;

  if (self->socket != NULL && gradio_socket_is_for (self->socket, uri))
    way = WAY_SOCKET;
  else if (!gradio_connection_may_ask (self, uri))
    way = WAY_NONE;
  else if (gradio_origin_is_local (uri))
    way = WAY_LOCAL;

  session = &self->sessions[patience][way];
  if (*session == NULL)
    *session = new_soup_session (self, patience, way);

  return *session;
}

void
gradio_connection_set_socket (GradioConnection *self,
                              GradioSocket     *socket)
{
  g_set_object (&self->socket, socket);
  for (guint i = 0; i < G_N_ELEMENTS (self->sessions); i++)
    g_clear_object (&self->sessions[i][WAY_SOCKET]);
}

void
gradio_connection_set_only_own_server (GradioConnection *self,
                                       gboolean          only_own,
                                       GUri             *own)
{
  self->only_own = only_own;
  g_clear_pointer (&self->own, g_uri_unref);
  self->own = own != NULL ? g_uri_ref (own) : NULL;
}

gboolean
gradio_connection_get_only_own_server (GradioConnection *self)
{
  return self->only_own;
}

GradioSocket *
gradio_connection_get_socket (GradioConnection *self)
{
  return self->socket;
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
gradio_connection_hold (GradioConnection *self,
                        const char       *base_uri,
                        const char       *api_prefix)
{
  g_return_if_fail (GRADIO_IS_CONNECTION (self));
  g_return_if_fail (self->base_uri == NULL);

  self->base_uri = g_strdup (base_uri);
  self->api_uri = g_strconcat (base_uri, api_prefix, NULL);
  self->hold = g_cancellable_new ();
}

GCancellable *
gradio_connection_get_hold (GradioConnection *self)
{
  return self->hold;
}

void
gradio_connection_release (GradioConnection *self)
{
  g_autoptr (GCancellable) hold = g_steal_pointer (&self->hold);

  g_cancellable_cancel (hold);
}

void
gradio_connection_close (GradioConnection *self)
{
  g_return_if_fail (GRADIO_IS_CONNECTION (self));

  g_cancellable_cancel (self->closed);
}

GradioUploadStore *
gradio_connection_get_uploads (GradioConnection *self)
{
  return self->uploads;
}

guint
gradio_connection_get_transfer_timeout (GradioConnection *self)
{
  return self->transfer_timeout;
}

void
gradio_connection_set_transfer_timeout (GradioConnection *self,
                                        guint             milliseconds)
{
  self->transfer_timeout = milliseconds;
}

void
gradio_connection_allow_reuse (SoupMessage *message)
{
  soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
}

GradioGate *
gradio_connection_get_stream_gate (GradioConnection *self)
{
  return self->stream_gate;
}

GradioGate *
gradio_connection_get_join_gate (GradioConnection *self)
{
  return self->join_gate;
}

void
gradio_connection_set_time_scale (GradioConnection *self,
                                  double            scale)
{
  g_return_if_fail (GRADIO_IS_CONNECTION (self));

  self->time_scale = scale;
}

guint
gradio_connection_scale_time (GradioConnection *self,
                              guint             milliseconds)
{
  return (guint) MAX (1, milliseconds * self->time_scale);
}
