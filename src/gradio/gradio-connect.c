/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-connect.h"

#include "gradio-address.h"
#include "gradio-error.h"
#include "gradio-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* An address may be one of a page below the app: so many of its folders are taken off. */
#define MAX_DROPPED 4

typedef struct {
  GradioAddress     *address;
  GradioDescription *found;
  SoupMessage       *message;
  GError            *first_error; /* what the address itself said, before its parents were tried */
  char              *uri;         /* candidate for the base */
  char              *page;        /* what was taken off it, without slashes around; nullable */
  guint              dropped;
  gboolean           try_http;
} Connect;

static void
connect_free (Connect *self)
{
  g_clear_pointer (&self->address, gradio_address_free);
  g_clear_pointer (&self->found, gradio_description_free);
  g_clear_object (&self->message);
  g_clear_error (&self->first_error);
  g_free (self->uri);
  g_free (self->page);
  g_free (self);
}

void
gradio_description_free (GradioDescription *description)
{
  if (description == NULL)
    return;

  g_clear_pointer (&description->config, json_node_unref);
  g_clear_pointer (&description->info, json_node_unref);
  g_free (description->space_id);
  g_free (description);
}

static void try_config (GTask *task);

/* Sends a GET; @callback gets the task as its data. */
static void
get (GTask              *task,
     const char         *uri,
     GAsyncReadyCallback callback)
{
  Connect          *self = g_task_get_task_data (task);
  GradioConnection *connection = g_task_get_source_object (task);

  g_clear_object (&self->message);
  self->message = gradio_connection_new_message (connection, SOUP_METHOD_GET, uri);
  if (self->message == NULL) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_ADDRESS,
                             _("“%s” is not the address of an app. Type a web address or owner/name."),
                             uri);
    g_object_unref (task);
    return;
  }

  soup_message_headers_replace (soup_message_get_request_headers (self->message), "Accept",
                                "application/json");
  gradio_connection_call_async (connection, self->message, GRADIO_PATIENCE_CALL,
                                g_task_get_cancellable (task), callback, task);
}

static void
info_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  Connect             *self = g_task_get_task_data (task);
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) info = gradio_connection_call_finish (GRADIO_CONNECTION (source), result,
                                                             &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  /* Servers exist whose /info fails; endpoints can be made of /config alone. */
  if (info != NULL && JSON_NODE_HOLDS_OBJECT (info))
    self->found->info = g_steal_pointer (&info);
  else
    g_debug ("No /info: %s", error != NULL ? error->message : "not an object");

  g_task_return_pointer (task, g_steal_pointer (&self->found),
                         (GDestroyNotify) gradio_description_free);
}

static gboolean
is_config (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return gradio_json_get_string (object, "version", NULL) != NULL &&
         gradio_json_get_array (object, "dependencies") != NULL &&
         gradio_json_get_array (object, "components") != NULL;
}

/* Gradio 2 and older spoke otherwise. */
static gboolean
is_supported (JsonObject *config)
{
  return g_ascii_strtoull (gradio_json_get_string (config, "version", ""), NULL, 10) >= 3;
}

/* The address that answered, after redirects, without “/config”. */
static char *
dup_base (SoupMessage *message)
{
  GUri            *uri = soup_message_get_uri (message);
  g_autofree char *path = g_strdup (g_uri_get_path (uri));
  g_autoptr (GUri) base = NULL;
  char            *text;

  if (g_str_has_suffix (path, "/config"))
    path[strlen (path) - strlen ("/config")] = '\0';
  base = g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                      g_uri_get_port (uri), path, NULL, NULL);

  text = g_uri_to_string (base);
  while (g_str_has_suffix (text, "/"))
    text[strlen (text) - 1] = '\0';

  return text;
}

/* Takes the last folder off the candidate. */
static gboolean
drop_segment (Connect *self)
{
  char *slash = strrchr (self->uri, '/');
  char *host = strstr (self->uri, "://");
  char *page;

  if (self->dropped == MAX_DROPPED || host == NULL || slash < host + 3)
    return FALSE;

  page = self->page != NULL ? g_strconcat (slash + 1, "/", self->page, NULL) : g_strdup (slash + 1);
  g_free (self->page);
  self->page = page;
  *slash = '\0';
  self->dropped++;

  return TRUE;
}

static gboolean
is_nothing_there (const GError *error)
{
  return g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND) ||
         g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_GRADIO);
}

/* Whether there is another place to look; says which in self->uri. */
static gboolean
next_candidate (Connect      *self,
                const GError *error)
{
  if (is_nothing_there (error)) {
    if (self->first_error == NULL)
      self->first_error = g_error_copy (error);
    return drop_segment (self);
  }

  if (self->try_http && self->dropped == 0 && g_str_has_prefix (self->uri, "https://") &&
      !g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_HOST_NOT_FOUND) &&
      (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE) ||
       g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_CERTIFICATE) ||
       g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOST))) {
    g_autofree char *https = g_steal_pointer (&self->uri);

    self->try_http = FALSE;
    self->uri = g_strconcat ("http", https + strlen ("https"), NULL);
    return TRUE;
  }

  return FALSE;
}

/* Whether the app has the page that was asked for: its route stands first in an entry of `pages`. */
static gboolean
has_page (JsonObject *config,
          const char *page)
{
  JsonArray *pages = gradio_json_get_array (config, "pages");
  guint      n = pages != NULL ? json_array_get_length (pages) : 0;

  for (guint i = 0; i < n; i++) {
    JsonNode  *node = json_array_get_element (pages, i);
    JsonArray *entry = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

    if (entry != NULL && json_array_get_length (entry) > 0 &&
        gradio_json_is_string (json_array_get_element (entry, 0)) &&
        g_str_equal (json_array_get_string_element (entry, 0), page))
      return TRUE;
  }

  return FALSE;
}

static void
found_config (GTask    *task,
              JsonNode *node)
{
  Connect          *self = g_task_get_task_data (task);
  GradioConnection *connection = g_task_get_source_object (task);
  JsonObject       *config = json_node_get_object (node);
  g_autofree char  *base = dup_base (self->message);
  g_autofree char  *uri = NULL;

  if (self->page != NULL && !has_page (config, self->page)) {
    g_task_return_error (task, g_steal_pointer (&self->first_error));
    g_object_unref (task);
    return;
  }

  if (!is_supported (config)) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_UNSUPPORTED,
                             _("This app runs on Gradio %s, which Spaceport does not speak yet. Open it in a "
                                "browser."),
                             gradio_json_get_string (config, "version", "?"));
    g_object_unref (task);
    return;
  }

  gradio_connection_set_base (connection, base, gradio_json_get_string (config, "api_prefix", ""));
  gradio_connection_set_max_file_size (connection, gradio_json_get_int (config, "max_file_size", -1));
  self->found->config = json_node_ref (node);

  uri = gradio_connection_dup_api_uri (connection, "/info");
  get (task, uri, info_cb);
}

static void
config_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask               *task = user_data;
  Connect             *self = g_task_get_task_data (task);
  GError              *error = NULL;
  g_autoptr (JsonNode) node = gradio_connection_call_finish (GRADIO_CONNECTION (source), result,
                                                             &error);

  if (node != NULL && is_config (node)) {
    found_config (task, node);
    return;
  }

  if (error == NULL)
    error = g_error_new (GRADIO_ERROR, GRADIO_ERROR_NOT_GRADIO,
                         _("%s answers, but not as a Gradio app does. Check the address."), self->uri);

  if (next_candidate (self, error)) {
    g_error_free (error);
    try_config (task);
    return;
  }

  if (self->first_error != NULL && is_nothing_there (error)) {
    g_error_free (error);
    error = g_steal_pointer (&self->first_error);
  }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
try_config (GTask *task)
{
  Connect         *self = g_task_get_task_data (task);
  g_autofree char *uri = g_strconcat (self->uri, "/config", NULL);

  gradio_credentials_set_app (gradio_connection_get_credentials (g_task_get_source_object (task)), self->uri,
                              FALSE);
  get (task, uri, config_cb);
}

/* What keeps a Space from answering, in words; NULL when its host is worth a try (protocol.md 3.3).
 * */
static GError *
new_stage_error (Connect    *self,
                 JsonObject *runtime)
{
  const char *stage = gradio_json_get_string (runtime, "stage", "RUNNING");
  const char *detail = gradio_json_get_string (runtime, "errorMessage", NULL);
  const char *id = self->address->space_id;

  if (g_str_equal (stage, "PAUSED"))
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_NOT_RUNNING,
                        _("%s is paused by its owner. Ask there for it to be started."), id);
  if (g_str_equal (stage, "NO_APP_FILE"))
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_NOT_RUNNING,
                        _("%s has no app yet. Look again later."), id);
  if (g_str_has_suffix (stage, "_ERROR"))
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_NOT_RUNNING,
                        _("%s does not run: %s"), id,
                        detail != NULL ? detail : _("it stopped with an error of its own."));

  return NULL;
}

static void
space_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask               *task = user_data;
  Connect             *self = g_task_get_task_data (task);
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = gradio_connection_call_finish (GRADIO_CONNECTION (source), result,
                                                             &error);
  JsonObject          *space = NULL;
  GError              *failure = NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    space = json_node_get_object (node);

  if (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOGIN) ||
      g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND))
    failure = g_error_new (GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND,
                           _("There is no Space called “%s”, or it is private. Check the spelling."),
                           self->address->space_id);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    failure = g_steal_pointer (&error);
  else if (space != NULL)
    failure = new_stage_error (self, gradio_json_get_object (space, "runtime"));

  if (failure != NULL) {
    g_task_return_error (task, failure);
    g_object_unref (task);
    return;
  }

  /* Without the Hub the usual host is worth a try. */
  self->uri = g_strdup (gradio_json_get_string (space, "host", NULL));
  if (self->uri == NULL)
    self->uri = gradio_address_guess_host (self->address->space_id);
  try_config (task);
}

static void
ask_hub (GTask *task)
{
  Connect         *self = g_task_get_task_data (task);
  const char      *hub = g_getenv ("HF_ENDPOINT");
  g_autofree char *uri = NULL;

  if (hub == NULL || *hub == '\0')
    hub = "https://huggingface.co";

  self->found->space_id = g_strdup (self->address->space_id);
  uri = g_strconcat (hub, "/api/spaces/", self->address->space_id, NULL);
  get (task, uri, space_cb);
}

void
gradio_connect_async (GradioConnection   *connection,
                      const char         *reference,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_autoptr (GCancellable) linked = gradio_connection_link_cancellable (connection, cancellable);
  GTask                   *task = g_task_new (connection, linked, callback, user_data);
  Connect                 *self = g_new0 (Connect, 1);
  GError                  *error = NULL;

  g_task_set_source_tag (task, gradio_connect_async);
  g_task_set_task_data (task, self, (GDestroyNotify) connect_free);
  self->found = g_new0 (GradioDescription, 1);

  self->address = gradio_address_parse (reference, &error);
  if (self->address == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
  } else if (self->address->kind == GRADIO_ADDRESS_SPACE) {
    ask_hub (task);
  } else {
    self->uri = g_strdup (self->address->uri);
    self->try_http = self->address->try_http;
    try_config (task);
  }
}

GradioDescription *
gradio_connect_finish (GradioConnection *connection,
                       GAsyncResult     *result,
                       GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, connection), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
