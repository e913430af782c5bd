/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-client.h"

#include "gradio-connect.h"
#include "gradio-download.h"
#include "gradio-endpoint-private.h"
#include "gradio-error.h"
#include "gradio-file-cache.h"
#include "gradio-json.h"
#include "gradio-login.h"
#include "gradio-session-private.h"
#include "gradio-upload.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Event streams of jobs with sessions of their own; more would take the server's connections from
 * uploads and calls (protocol.md 4.2, 7.1). */
#define MAX_STREAMS 8

struct _GradioClient {
  GObject parent_instance;

  GradioConnection *connection;
  GradioFileCache  *cache;
  GradioSession    *session;       /* the shared one, made when first needed */
  GradioGate       *gate;          /* for jobs with sessions of their own */
  GPtrArray        *all_endpoints; /* private ones too */
  GListStore       *endpoints;     /* those to offer */
  JsonNode         *config;
  char             *reference;
  char             *title;
  char             *page;
  char             *query;
  guint             busy_retries;
};

G_DEFINE_FINAL_TYPE (GradioClient, gradio_client, G_TYPE_OBJECT)

typedef enum {
  PROP_TITLE = 1,
} GradioClientProperty;

static GParamSpec *properties[PROP_TITLE + 1];

typedef enum {
  SPACE_STATE,
} GradioClientSignal;

static guint signals[SPACE_STATE + 1];

static void space_state_cb (GradioClient *self, GradioSpaceState *state);

static void
gradio_client_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch ((GradioClientProperty) prop_id) {
  case PROP_TITLE:
    g_value_set_string (value, gradio_client_get_title (GRADIO_CLIENT (object)));
    break;
  }
}

static void
gradio_client_dispose (GObject *object)
{
  GradioClient *self = GRADIO_CLIENT (object);

  gradio_client_close (self);

  G_OBJECT_CLASS (gradio_client_parent_class)->dispose (object);
}

static void
gradio_client_finalize (GObject *object)
{
  GradioClient *self = GRADIO_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->gate, gradio_gate_unref);
  g_clear_object (&self->cache);
  g_clear_object (&self->connection);
  g_clear_object (&self->endpoints);
  g_clear_pointer (&self->all_endpoints, g_ptr_array_unref);
  g_clear_pointer (&self->config, json_node_unref);
  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->page, g_free);
  g_clear_pointer (&self->query, g_free);

  G_OBJECT_CLASS (gradio_client_parent_class)->finalize (object);
}

static void
gradio_client_class_init (GradioClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gradio_client_get_property;
  object_class->dispose = gradio_client_dispose;
  object_class->finalize = gradio_client_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * GradioClient::space-state:
   * @self: the client
   * @state: how the Space is
   *
   * While connecting waits for a Space: at first, and whenever the Hub was asked again.
   */
  signals[SPACE_STATE] = g_signal_new ("space-state", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, GRADIO_TYPE_SPACE_STATE);
}

static void
gradio_client_init (GradioClient *self)
{
  self->connection = gradio_connection_new ();
  g_signal_connect_object (self->connection, "space-state", G_CALLBACK (space_state_cb), self, G_CONNECT_SWAPPED);
  self->cache = gradio_file_cache_new (self->connection);
  self->gate = gradio_gate_new (MAX_STREAMS);
  self->endpoints = g_list_store_new (GRADIO_TYPE_ENDPOINT);
  self->all_endpoints = g_ptr_array_new_with_free_func (g_object_unref);
}

GradioClient *
gradio_client_new (const char *reference)
{
  GradioClient *self = g_object_new (GRADIO_TYPE_CLIENT, NULL);

  self->reference = g_strdup (reference);
  self->title = g_strdup (reference);

  return self;
}

/* ways in */

void
gradio_client_set_token (GradioClient *self,
                         const char   *token)
{
  g_return_if_fail (GRADIO_IS_CLIENT (self));

  gradio_credentials_set_token (gradio_connection_get_credentials (self->connection), token);
}

void
gradio_client_set_login (GradioClient *self,
                         const char   *user,
                         const char   *password)
{
  g_return_if_fail (GRADIO_IS_CLIENT (self));

  gradio_credentials_set_login (gradio_connection_get_credentials (self->connection), user, password);
}

void
gradio_client_add_header (GradioClient *self,
                          const char   *name,
                          const char   *value)
{
  g_return_if_fail (GRADIO_IS_CLIENT (self));
  g_return_if_fail (name != NULL && value != NULL);

  gradio_credentials_add_header (gradio_connection_get_credentials (self->connection), name, value);
}

void
gradio_client_add_cookie (GradioClient *self,
                          const char   *name,
                          const char   *value)
{
  g_return_if_fail (GRADIO_IS_CLIENT (self));
  g_return_if_fail (name != NULL && value != NULL);

  gradio_credentials_add_cookie (gradio_connection_get_credentials (self->connection), name, value);
}

void
gradio_client_set_wait (GradioClient *self,
                        gboolean      wait)
{
  g_return_if_fail (GRADIO_IS_CLIENT (self));

  gradio_connection_set_wait (self->connection, wait);
}

const char *
gradio_client_get_username (GradioClient *self)
{
  GradioLogin *login;
  const char  *user;

  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  /* Only newer servers say it. */
  login = gradio_connection_get_login (self->connection);
  user = gradio_json_get_string (gradio_client_get_config (self), "username", NULL);
  if (user == NULL && gradio_login_get_count (login) > 0)
    user = gradio_credentials_get_user (gradio_connection_get_credentials (self->connection));

  return user;
}

const char *
gradio_client_get_page (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  return self->page != NULL ? self->page : "";
}

const char *
gradio_client_get_query (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  return self->query;
}

GHashTable *
gradio_client_dup_headers (GradioClient *self,
                           const char   *uri)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  return gradio_credentials_dup_headers (gradio_connection_get_credentials (self->connection), uri);
}

static void
space_state_cb (GradioClient     *self,
                GradioSpaceState *state)
{
  g_signal_emit (self, signals[SPACE_STATE], 0, state);
}

/* connecting */

/* The title may be a translation object (Gradio 6), which is no text. */
static void
update_title (GradioClient *self,
              const char   *space_id)
{
  JsonObject *config = json_node_get_object (self->config);
  const char *title = gradio_json_get_string (config, "title", "");
  const char *base_uri = gradio_connection_get_base_uri (self->connection);

  if (space_id == NULL)
    space_id = gradio_json_get_string (config, "space_id", NULL);

  g_free (self->title);
  /* “Gradio” is what a server says when its author gave no title. */
  if (*title != '\0' && !g_str_equal (title, "Gradio"))
    self->title = g_strdup (title);
  else if (space_id != NULL)
    self->title = g_strdup (space_id);
  else
    self->title = g_strdup (strstr (base_uri, "://") + strlen ("://"));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/* The named ones, or the ones without a name where there are no others (protocol.md 6.2). */
static void
update_endpoints (GradioClient *self)
{
  g_autoptr (GPtrArray) named = g_ptr_array_new ();
  g_autoptr (GPtrArray) unnamed = g_ptr_array_new ();

  for (guint i = 0; i < self->all_endpoints->len; i++) {
    GradioEndpoint *endpoint = self->all_endpoints->pdata[i];

    if (gradio_endpoint_get_visibility (endpoint) == GRADIO_VISIBILITY_PUBLIC)
      g_ptr_array_add (gradio_endpoint_is_named (endpoint) ? named : unnamed, endpoint);
  }

  g_ptr_array_extend (named, unnamed, NULL, NULL);
  g_list_store_splice (self->endpoints, 0, g_list_model_get_n_items (G_LIST_MODEL (self->endpoints)),
                       named->pdata, named->len);
}

typedef struct {
  GradioDescription *description;
  GPtrArray         *endpoints;
} Found;

static void
found_free (Found *found)
{
  gradio_description_free (found->description);
  g_clear_pointer (&found->endpoints, g_ptr_array_unref);
  g_free (found);
}

static void
list_endpoints (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Found    *found = task_data;
  JsonNode *info = found->description->info;

  found->endpoints = gradio_endpoint_list_new (json_node_get_object (found->description->config),
                                               info != NULL ? json_node_get_object (info) : NULL);
  g_task_return_boolean (task, TRUE);
}

/* An app of hundreds of endpoints takes longer than a frame. */
static gboolean
is_large (GradioDescription *description)
{
  JsonObject *config = json_node_get_object (description->config);

  return json_array_get_length (gradio_json_get_array (config, "dependencies")) > 100;
}

static void
take_found (GradioClient *self,
            Found        *found)
{
  g_clear_pointer (&self->config, json_node_unref);
  self->config = json_node_ref (found->description->config);
  g_clear_object (&self->session); /* State of a server that may be another one */
  g_ptr_array_unref (self->all_endpoints);
  self->all_endpoints = g_steal_pointer (&found->endpoints);

  g_free (self->page);
  self->page = g_steal_pointer (&found->description->page);
  g_free (self->query);
  self->query = g_steal_pointer (&found->description->query);

  update_endpoints (self);
  update_title (self, found->description->space_id);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  if (g_task_return_error_if_cancelled (task))
    return;

  take_found (g_task_get_source_object (task), g_task_get_task_data (G_TASK (result)));
  g_task_return_boolean (task, TRUE);
}

static void
described_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask)             task = user_data;
  GError                       *error = NULL;
  g_autoptr (GradioDescription) description = NULL;
  g_autoptr (GTask)             listing = NULL;
  Found                        *found;

  description = gradio_connect_finish (GRADIO_CONNECTION (source), result, &error);
  if (description == NULL) {
    g_task_return_error (task, error);
    return;
  }

  found = g_new0 (Found, 1);
  found->description = g_steal_pointer (&description);
  /* Without the client: the thread may hold its task a moment longer than anyone else. */
  listing = g_task_new (NULL, NULL, listed_cb, g_steal_pointer (&task));
  g_task_set_task_data (listing, found, (GDestroyNotify) found_free);
  if (is_large (found->description))
    g_task_run_in_thread (listing, list_endpoints);
  else
    list_endpoints (listing, NULL, found, NULL);
}

void
gradio_client_connect_async (GradioClient       *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (GRADIO_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gradio_client_connect_async);
  gradio_connect_async (self->connection, self->reference != NULL ? self->reference : "", cancellable,
                        described_cb, task);
}

gboolean
gradio_client_connect_finish (GradioClient *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gradio_client_close (GradioClient *self)
{
  g_return_if_fail (GRADIO_IS_CLIENT (self));

  gradio_connection_close (self->connection);
}

/* description */

const char *
gradio_client_get_reference (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  return self->reference;
}

const char *
gradio_client_get_base_uri (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  return gradio_connection_get_base_uri (self->connection);
}

const char *
gradio_client_get_title (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  return self->title;
}

const char *
gradio_client_get_server_version (GradioClient *self)
{
  return gradio_json_get_string (gradio_client_get_config (self), "version", NULL);
}

JsonObject *
gradio_client_get_config (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  return self->config != NULL ? json_node_get_object (self->config) : NULL;
}

goffset
gradio_client_get_max_file_size (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), -1);

  return gradio_connection_get_max_file_size (self->connection);
}

GListModel *
gradio_client_get_endpoints (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  return G_LIST_MODEL (self->endpoints);
}

GPtrArray *
gradio_client_get_all_endpoints (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  return self->all_endpoints;
}

static char *
dup_endpoint_names (GradioClient *self)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint               n = g_list_model_get_n_items (G_LIST_MODEL (self->endpoints));

  for (guint i = 0; i < n; i++) {
    g_autoptr (GradioEndpoint) endpoint = g_list_model_get_item (G_LIST_MODEL (self->endpoints), i);

    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", gradio_endpoint_get_name (endpoint));
  }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static GradioEndpoint *
lookup_endpoint (GradioClient *self,
                 const char   *name)
{
  guint64 fn_index = G_MAXUINT64;

  if (*name == '\0' && g_list_model_get_n_items (G_LIST_MODEL (self->endpoints)) == 1) {
    g_autoptr (GradioEndpoint) only = g_list_model_get_item (G_LIST_MODEL (self->endpoints), 0);

    return only; /* the list holds it */
  }

  g_ascii_string_to_unsigned (name, 10, 0, G_MAXINT, &fn_index, NULL);

  for (guint i = 0; i < self->all_endpoints->len; i++) {
    GradioEndpoint *endpoint = self->all_endpoints->pdata[i];
    const char     *known = gradio_endpoint_get_name (endpoint);
    gboolean        named = gradio_endpoint_is_named (endpoint) &&
                     gradio_endpoint_get_visibility (endpoint) != GRADIO_VISIBILITY_PRIVATE;

    if (named && (g_str_equal (known, name) || (*known == '/' && g_str_equal (known + 1, name))))
      return endpoint;
    if (fn_index == (guint64) gradio_endpoint_get_fn_index (endpoint))
      return endpoint;
  }

  return NULL;
}

GradioEndpoint *
gradio_client_find_endpoint (GradioClient *self,
                             const char   *name,
                             GError      **error)
{
  GradioEndpoint  *endpoint;
  g_autofree char *names = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  endpoint = lookup_endpoint (self, name);
  if (endpoint != NULL)
    return endpoint;

  names = dup_endpoint_names (self);
  if (*names == '\0')
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_ENDPOINT, _("This app offers no endpoints."));
  else if (*name == '\0')
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_ENDPOINT,
                 _("This app has several endpoints. Choose one: %s"), names);
  else
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_ENDPOINT,
                 _("There is no endpoint “%s”. There are: %s"), name, names);

  return NULL;
}

/* jobs */

static GradioSession *
make_session (GradioClient *self,
              gboolean      heartbeat,
              GradioGate   *gate)
{
  const char    *protocol = gradio_json_get_string (gradio_client_get_config (self), "protocol", NULL);
  GradioSession *session = gradio_session_new (self->connection, gradio_protocol_from_string (protocol),
                                               heartbeat, gate);

  gradio_session_set_busy_retries (session, self->busy_retries);

  return session;
}

GradioSession *
gradio_client_new_session (GradioClient *self)
{
  gboolean heartbeat;

  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (self->config != NULL, NULL);

  heartbeat = gradio_json_get_boolean (gradio_client_get_config (self), "connect_heartbeat", FALSE);

  return make_session (self, heartbeat, NULL);
}

GradioSession *
gradio_client_get_session (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (self->config != NULL, NULL);

  if (self->session == NULL)
    self->session = gradio_client_new_session (self);

  return self->session;
}

void
gradio_client_set_busy_retries (GradioClient *self,
                                guint         n)
{
  g_return_if_fail (GRADIO_IS_CLIENT (self));

  self->busy_retries = n;
  if (self->session != NULL)
    gradio_session_set_busy_retries (self->session, n);
}

GradioJob *
gradio_client_submit (GradioClient   *self,
                      GradioEndpoint *endpoint,
                      JsonArray      *values)
{
  g_autoptr (GradioSession) session = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (endpoint), NULL);
  g_return_val_if_fail (self->config != NULL, NULL);

  if (gradio_endpoint_uses_session (endpoint))
    return gradio_client_submit_shared (self, endpoint, values);

  session = make_session (self, FALSE, self->gate);

  return gradio_session_submit (session, endpoint, values);
}

GradioJob *
gradio_client_submit_shared (GradioClient   *self,
                             GradioEndpoint *endpoint,
                             JsonArray      *values)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (endpoint), NULL);
  g_return_val_if_fail (self->config != NULL, NULL);

  return gradio_session_submit (gradio_client_get_session (self), endpoint, values);
}

/* files */

char *
gradio_client_dup_file_uri (GradioClient *self,
                            GradioFile   *file)
{
  const char      *path;
  const char      *url;
  const char      *proxy;
  g_autofree char *escaped = NULL;
  g_autofree char *route = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (GRADIO_IS_FILE (file), NULL);

  if (gradio_file_get_local (file) != NULL)
    return g_file_get_uri (gradio_file_get_local (file));

  path = gradio_file_get_path (file);
  url = gradio_file_get_url (file);

  if (path != NULL && (g_str_has_prefix (path, "http://") || g_str_has_prefix (path, "https://")))
    return g_strdup (path);
  if (path == NULL && url != NULL && g_str_has_prefix (url, "data:"))
    return g_strdup (url);

  proxy = url != NULL ? strstr (url, "/proxy=") : NULL; /* a file of a Space loaded inside of this app */
  if (proxy != NULL)
    return gradio_connection_dup_api_uri (self->connection, proxy);

  escaped = g_uri_escape_string (path != NULL ? path : "", "/", FALSE);
  route = g_strconcat (gradio_file_is_stream (file) ? "/stream/" : "/file=", escaped, NULL);

  return gradio_connection_dup_api_uri (self->connection, route);
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  JsonNode         *object = gradio_upload_finish (GRADIO_CONNECTION (source), result, &error);

  if (object != NULL)
    g_task_return_pointer (task, object, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

void
gradio_client_upload_async (GradioClient       *self,
                            GFile              *file,
                            GradioTransferFunc  progress,
                            gpointer            progress_data,
                            GDestroyNotify      progress_destroy,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (GRADIO_IS_CLIENT (self));
  g_return_if_fail (self->config != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gradio_client_upload_async);
  g_task_set_task_data (task, progress_data, progress_destroy);
  gradio_upload_async (self->connection, file, progress, progress_data, cancellable, uploaded_cb, task);
}

JsonNode *
gradio_client_upload_finish (GradioClient *self,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gradio_client_forget_uploads (GradioClient *self)
{
  g_return_if_fail (GRADIO_IS_CLIENT (self));

  gradio_connection_forget_uploads (self->connection);
}

static void
downloaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (gradio_download_finish (GRADIO_CONNECTION (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
gradio_client_download_async (GradioClient       *self,
                              GradioFile         *file,
                              GFile              *destination,
                              GradioTransferFunc  progress,
                              gpointer            progress_data,
                              GDestroyNotify      progress_destroy,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask           *task;
  g_autofree char *uri = NULL;

  g_return_if_fail (GRADIO_IS_CLIENT (self));
  g_return_if_fail (self->config != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gradio_client_download_async);
  g_task_set_task_data (task, progress_data, progress_destroy);
  uri = gradio_client_dup_file_uri (self, file);
  gradio_download_async (self->connection, uri, destination, progress, progress_data, cancellable,
                         downloaded_cb, task);
}

gboolean
gradio_client_download_finish (GradioClient *self,
                               GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
cached_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  GFile            *file = gradio_file_cache_fetch_finish (GRADIO_FILE_CACHE (source), result, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
gradio_client_cache_async (GradioClient       *self,
                           GradioFile         *file,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask           *task;
  g_autofree char *uri = NULL;

  g_return_if_fail (GRADIO_IS_CLIENT (self));
  g_return_if_fail (self->config != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gradio_client_cache_async);

  if (gradio_file_get_local (file) != NULL) {
    g_task_return_pointer (task, g_object_ref (gradio_file_get_local (file)), g_object_unref);
    g_object_unref (task);
    return;
  }

  uri = gradio_client_dup_file_uri (self, file);
  gradio_file_cache_fetch_async (self->cache, uri, gradio_file_get_name (file), cancellable, cached_cb,
                                 task);
}

GFile *
gradio_client_cache_finish (GradioClient *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
