/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-client-private.h"

#include "gradio-connect.h"
#include "gradio-endpoint-private.h"
#include "gradio-error.h"
#include "gradio-json.h"
#include "gradio-login.h"
#include "gradio-session-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (GradioClient, gradio_client, G_TYPE_OBJECT)

typedef enum {
  PROP_TITLE = 1,
  PROP_CONNECTED,
} GradioClientProperty;

static GParamSpec *properties[PROP_CONNECTED + 1];

typedef enum {
  SPACE_STATE,
  UPLOAD_PROGRESS,
} GradioClientSignal;

static guint signals[UPLOAD_PROGRESS + 1];

static void space_state_cb (GradioClient *self, GradioSpaceState *state);
static void upload_progress_cb (GradioClient *self, GFile *file, gint64 sent, gint64 total);

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
  case PROP_CONNECTED:
    g_value_set_boolean (value, gradio_client_is_connected (GRADIO_CLIENT (object)));
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
  g_clear_object (&self->relay);
  g_clear_object (&self->cache);
  g_clear_object (&self->connection);
  g_clear_object (&self->endpoints);
  g_clear_pointer (&self->all_endpoints, g_ptr_array_unref);
  g_clear_pointer (&self->config, json_node_unref);
  g_clear_pointer (&self->description, gradio_description_unref);
  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->restored_base, g_free);

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
  properties[PROP_CONNECTED] = g_param_spec_boolean ("connected", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SPACE_STATE] = g_signal_new ("space-state", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, GRADIO_TYPE_SPACE_STATE);
  signals[UPLOAD_PROGRESS] = g_signal_new ("upload-progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_FILE, G_TYPE_INT64,
                                           G_TYPE_INT64);
}

static void
gradio_client_init (GradioClient *self)
{
  self->connection = gradio_connection_new ();
  g_signal_connect_object (self->connection, "space-state", G_CALLBACK (space_state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gradio_connection_get_uploads (self->connection), "progress",
                           G_CALLBACK (upload_progress_cb), self, G_CONNECT_SWAPPED);
  self->cache = gradio_file_cache_new (self->connection);
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
  user = self->description != NULL ? self->description->username : NULL;
  if (user == NULL && gradio_login_get_count (login) > 0)
    user = gradio_credentials_get_user (gradio_connection_get_credentials (self->connection));

  return user;
}

const char *
gradio_client_get_page (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  return self->description != NULL && self->description->page != NULL ? self->description->page : "";
}

const char *
gradio_client_get_query (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  return self->description != NULL ? self->description->query : NULL;
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

static void
upload_progress_cb (GradioClient *self,
                    GFile        *file,
                    gint64        sent,
                    gint64        total)
{
  g_signal_emit (self, signals[UPLOAD_PROGRESS], 0, file, sent, total);
}

/* connecting */

/* The title may be a translation object (Gradio 6), which is no text. */
static void
update_title (GradioClient *self)
{
  GradioDescription *description = self->description;
  const char        *base_uri = gradio_connection_get_base_uri (self->connection);
  const char        *title = description->title;

  /* “Gradio” is what a server says when its author gave no title. */
  if (title == NULL || *title == '\0' || g_str_equal (title, "Gradio"))
    title = description->asked_space != NULL ? description->asked_space : description->space_id;
  if (title == NULL)
    title = strstr (base_uri, "://") + strlen ("://");

  g_free (self->title);
  self->title = g_strdup (title);
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

void
gradio_client_take_description (GradioClient      *self,
                                GradioDescription *description)
{
  g_clear_pointer (&self->config, json_node_unref);
  g_clear_pointer (&self->description, gradio_description_unref);
  self->description = gradio_description_ref (description);
  g_clear_object (&self->session); /* State of a server that may be another one */
  g_ptr_array_unref (self->all_endpoints);
  self->all_endpoints = gradio_endpoint_list_new (description);

  update_endpoints (self);
  update_title (self);
}

/* What waits goes after whoever connects had a chance to do without it. */
static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GradioClient     *self = GRADIO_CLIENT (source);
  g_autoptr (GTask) task = user_data;

  if (g_task_return_error_if_cancelled (task))
    return;

  gradio_client_take_connected (self, g_task_get_task_data (task), gradio_client_compare_finish (self, result));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTED]);
  g_task_return_boolean (task, TRUE);
  gradio_connection_release (self->connection);
}

static void
described_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  GError            *error = NULL;
  GradioDescription *description = gradio_connect_finish (GRADIO_CONNECTION (source), result, &error);

  if (description == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_task_set_task_data (task, description, (GDestroyNotify) gradio_description_unref);
  gradio_client_compare_async (g_task_get_source_object (task), description, compared_cb, g_object_ref (task));
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
  g_clear_object (&self->relay);
}

GradioConnection *
gradio_client_get_connection (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  return self->connection;
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
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  return self->description != NULL ? self->description->version : NULL;
}

JsonObject *
gradio_client_get_config (GradioClient *self)
{
  gsize       length;
  const char *text;

  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  if (self->config == NULL && self->description != NULL) {
    text = g_bytes_get_data (self->description->config, &length);
    self->config = gradio_json_parse (text, length, NULL); /* it was read before: nothing is wrong with it */
  }

  return self->config != NULL ? json_node_get_object (self->config) : NULL;
}

static void
load_config_thread (GTask        *task,
                    gpointer      source_object,
                    gpointer      task_data,
                    GCancellable *cancellable)
{
  GError     *error = NULL;
  gsize       length;
  const char *text = g_bytes_get_data (task_data, &length);
  JsonNode   *node = gradio_json_parse (text, length, &error);

  if (node != NULL)
    g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static void
config_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  GradioClient        *self = g_task_get_source_object (task);
  GError              *error = NULL;
  g_autoptr (JsonNode) node = g_task_propagate_pointer (G_TASK (result), &error);

  if (node == NULL) {
    g_task_return_error (task, error);
    return;
  }

  /* Somebody may have asked in the meantime, or the app was read anew. */
  if (self->config == NULL && g_task_get_task_data (G_TASK (result)) == self->description->config)
    self->config = g_steal_pointer (&node);
  g_task_return_boolean (task, TRUE);
}

void
gradio_client_load_config_async (GradioClient       *self,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) parsing = NULL;

  g_return_if_fail (GRADIO_IS_CLIENT (self));
  g_return_if_fail (self->description != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gradio_client_load_config_async);
  if (self->config != NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  /* Without the client: the thread may hold its task a moment longer than anyone else. */
  parsing = g_task_new (NULL, cancellable, config_loaded_cb, g_steal_pointer (&task));
  g_task_set_task_data (parsing, g_bytes_ref (self->description->config), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (parsing, load_config_thread);
}

JsonObject *
gradio_client_load_config_finish (GradioClient *self,
                                  GAsyncResult *result,
                                  GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_boolean (G_TASK (result), error) ? gradio_client_get_config (self) : NULL;
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
              gboolean      shared)
{
  GradioSession *session = gradio_session_new (self->connection,
                                               gradio_protocol_from_string (self->description->protocol),
                                               heartbeat, shared);

  gradio_session_set_busy_retries (session, self->busy_retries);

  return session;
}

GradioSession *
gradio_client_new_session (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (self->description != NULL, NULL);

  return make_session (self, self->description->connect_heartbeat, TRUE);
}

GradioSession *
gradio_client_get_session (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (self->description != NULL, NULL);

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
  g_return_val_if_fail (self->description != NULL, NULL);

  if (gradio_endpoint_uses_session (endpoint))
    return gradio_client_submit_shared (self, endpoint, values);

  session = make_session (self, FALSE, FALSE);

  return gradio_session_submit (session, endpoint, values);
}

GradioJob *
gradio_client_submit_shared (GradioClient   *self,
                             GradioEndpoint *endpoint,
                             JsonArray      *values)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (endpoint), NULL);
  g_return_val_if_fail (self->description != NULL, NULL);

  return gradio_session_submit (gradio_client_get_session (self), endpoint, values);
}
