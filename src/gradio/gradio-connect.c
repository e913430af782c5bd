/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-connect.h"

#include "gradio-candidate.h"
#include "gradio-delay.h"
#include "gradio-error.h"
#include "gradio-json.h"
#include "gradio-login.h"
#include "gradio-page.h"
#include "gradio-response.h"
#include "gradio-space-state-private.h"
#include "gradio-space-wait.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The Hub may say that a Space runs a moment before its host does. */
#define MAX_ASKED 5
#define ASK_PAUSE 2

/* The only one under which servers keep it that let their authors take /config. */
#define INFO_PATH "/gradio_api/info"

typedef struct {
  GradioCandidate   *where;    /* the place that is tried; NULL when the address is none */
  GradioDescription *found;    /* NULL before /config is read */
  GradioSpaceState  *space;    /* nullable: what the Hub said */
  char              *space_id; /* nullable: the Space that was asked for, or found to be asked for */
  SoupMessage       *message;
  GError            *no_app;  /* what is wrong with /config, while /info is asked for */
  GError            *refusal; /* what a Space's host said that made us ask the Hub */
  guint              asked;   /* the Hub, so often */
  gboolean           logged_in;
  gboolean           read_page;
} Connect;

static void
connect_free (Connect *self)
{
  g_clear_pointer (&self->where, gradio_candidate_free);
  g_clear_pointer (&self->found, gradio_description_unref);
  g_free (self->space_id);
  g_clear_object (&self->space);
  g_clear_object (&self->message);
  g_clear_error (&self->no_app);
  g_clear_error (&self->refusal);
  g_free (self);
}

static void try_config (GTask *task);

/* Makes self->message a GET of @uri; takes the task when it is no address. */
static gboolean
prepare (GTask      *task,
         const char *uri,
         const char *accept)
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
    return FALSE;
  }

  soup_message_headers_replace (soup_message_get_request_headers (self->message), "Accept", accept);

  return TRUE;
}

/* Sends a GET for JSON, which is not made a value; @callback gets the task as its data. */
static void
fetch (GTask              *task,
       const char         *uri,
       GAsyncReadyCallback callback)
{
  Connect *self = g_task_get_task_data (task);

  if (prepare (task, uri, "application/json"))
    gradio_connection_fetch_async (g_task_get_source_object (task), self->message, GRADIO_PATIENCE_CONNECT,
                                   g_task_get_cancellable (task), callback, task);
}

static void
give_found (GTask *task)
{
  Connect *self = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&self->found), (GDestroyNotify) gradio_description_unref);
}

/* Servers exist whose /info fails; endpoints can be made of /config alone. Takes the error. */
static void
go_on_without_info (GTask  *task,
                    GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, error);
    return;
  }

  g_debug ("No /info: %s", error->message);
  g_error_free (error);
  give_found (task);
}

static void
info_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Connect          *self = g_task_get_task_data (task);
  GError           *error = NULL;

  if (gradio_description_add_info_finish (self->found, result, &error))
    give_found (task);
  else
    go_on_without_info (task, error);
}

static void
info_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  Connect           *self = g_task_get_task_data (task);
  GError            *error = NULL;
  g_autoptr (GBytes) body = gradio_connection_fetch_finish (GRADIO_CONNECTION (source), result, &error);

  if (body == NULL)
    go_on_without_info (task, error);
  else
    gradio_description_add_info_async (self->found, body, g_task_get_cancellable (task), info_read_cb,
                                       g_object_ref (task));
}

/* Gradio 2 had no listeners. */
static gboolean
is_too_old (GradioDescription *description)
{
  const char *version = description->version != NULL ? description->version : "";
  gsize       length;
  const char *text = g_bytes_get_data (description->config, &length);

  if (g_str_has_prefix (version, "2.") || g_str_has_prefix (version, "1."))
    return TRUE;

  return !gradio_description_is_app (description) &&
         (g_strstr_len (text, (gssize) length, "\"input_components\"") != NULL ||
          g_strstr_len (text, (gssize) length, "\"function_count\"") != NULL);
}

/* The address that answered, after redirects, without “/config” or “/gradio_api/info” and query. */
static char *
dup_base (SoupMessage *message)
{
  GUri            *uri = soup_message_get_uri (message);
  g_autofree char *path = g_strdup (g_uri_get_path (uri));
  g_autoptr (GUri) base = NULL;
  char            *text;

  if (g_str_has_suffix (path, "/config"))
    path[strlen (path) - strlen ("/config")] = '\0';
  else if (g_str_has_suffix (path, INFO_PATH))
    path[strlen (path) - strlen (INFO_PATH)] = '\0';
  base = g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                      g_uri_get_port (uri), path, NULL, NULL);

  text = g_uri_to_string (base);
  while (g_str_has_suffix (text, "/"))
    text[strlen (text) - 1] = '\0';

  return text;
}

static void
take_page (Connect *self)
{
  g_autofree char *page = self->where->page != NULL ? g_steal_pointer (&self->where->page)
                                                    : gradio_candidate_dup_query_page (self->where);

  if (page != NULL && *page != '\0' && gradio_description_has_page (self->found, page))
    self->found->page = g_steal_pointer (&page);
}

/* Takes the task. */
static void
found_config (GTask             *task,
              GradioDescription *description,
              const char        *base)
{
  Connect          *self = g_task_get_task_data (task);
  GradioConnection *connection = g_task_get_source_object (task);
  g_autofree char  *uri = NULL;

  if (self->where->page != NULL && !gradio_description_has_page (description, self->where->page)) {
    g_task_return_error (task, g_steal_pointer (&self->where->first_error));
    g_object_unref (task);
    return;
  }

  self->found = gradio_description_ref (description);
  self->found->asked_space = g_strdup (self->space_id);
  self->found->query = g_strdup (self->where->address->query);
  take_page (self);
  gradio_connection_set_base (connection, base, description->api_prefix != NULL ? description->api_prefix : "");
  gradio_connection_set_query (connection, self->where->address->query);
  gradio_connection_set_max_file_size (connection, description->max_file_size);

  uri = gradio_connection_dup_api_uri (connection, "/info");
  fetch (task, uri, info_cb);
}

/* Takes the task: there is nothing left to try. */
static void
give_up (GTask  *task,
         GError *error)
{
  Connect    *self = g_task_get_task_data (task);
  const char *sdk = self->space != NULL ? gradio_space_state_get_sdk (self->space) : NULL;

  if (gradio_candidate_is_nothing_there (error) && self->where->first_error != NULL) {
    g_error_free (error);
    error = g_steal_pointer (&self->where->first_error);
  }

  if (gradio_candidate_is_nothing_there (error) && sdk != NULL && !g_str_equal (sdk, "gradio"))
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_UNSUPPORTED,
                             _("%s is made with %s and not with Gradio. Open it in a browser."),
                             gradio_space_state_get_space_id (self->space), sdk);
  else if (gradio_candidate_is_nothing_there (error) && gradio_candidate_is_share_link (self->where))
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_SHARE_ENDED,
                             _("Share links lead to an app as long as it runs, and for a week at most. Ask "
                                "whoever gave you this one for another."));
  else if (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_ACCESS) && self->space != NULL &&
           gradio_space_state_is_gated (self->space))
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_ACCESS,
                             _("%s is open only to those who accepted its terms. Accept them on its page, "
                                "then give your token."),
                             gradio_space_state_get_space_id (self->space));
  else
    g_task_return_error (task, g_error_copy (error));

  g_error_free (error);
  g_object_unref (task);
}

/* Whether an app at @base may be at @root in truth. One that has a socket is nowhere else, whatever it says. */
static gboolean
may_move (GradioConnection *connection,
          const char       *base,
          const char       *root)
{
  GradioSocket    *socket = gradio_connection_get_socket (connection);
  g_autoptr (GUri) uri = g_uri_parse (root, SOUP_HTTP_URI_FLAGS, NULL);

  return g_str_has_prefix (root, "http") && !g_str_equal (root, base) &&
         (socket == NULL || (uri != NULL && gradio_socket_is_for (socket, uri)));
}

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask                        *task = user_data;
  Connect                      *self = g_task_get_task_data (task);
  g_autoptr (GError)            error = NULL;
  g_autoptr (GBytes)            html = gradio_connection_fetch_finish (GRADIO_CONNECTION (source), result, &error);
  g_autoptr (GBytes)            text = gradio_page_find_config (html);
  g_autoptr (GradioDescription) config = text != NULL ? gradio_description_new (text, NULL) : NULL;
  const char                   *root = config != NULL && config->root != NULL ? config->root : "";
  g_autofree char              *base = dup_base (self->message);

  if (error != NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    give_up (task, g_steal_pointer (&error));
  } else if (config != NULL && config->auth_required) {
    give_up (task, g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_LOGIN,
                                        _("This app wants a login, which cannot be given at this address. Connect "
                                           "to the address of the app itself.")));
  } else if (may_move (GRADIO_CONNECTION (source), base, root)) {
    g_free (self->where->uri);
    self->where->uri = g_strdup (root);
    g_clear_pointer (&self->where->page, g_free);
    try_config (task);
  } else if (config != NULL && gradio_description_is_app (config)) {
    g_clear_pointer (&self->where->page, g_free);
    found_config (task, config, base);
  } else {
    give_up (task, g_steal_pointer (&self->where->first_error));
  }
}

/* The last resort: what the page at the address says about its app (protocol.md 3.4, 3.5). */
static void
try_page (GTask *task)
{
  Connect         *self = g_task_get_task_data (task);
  g_autofree char *top = g_strconcat (self->where->uri, "/", self->where->page, NULL);

  self->read_page = TRUE;
  if (prepare (task, top, "text/html"))
    gradio_connection_fetch_async (g_task_get_source_object (task), self->message, GRADIO_PATIENCE_CONNECT,
                                   g_task_get_cancellable (task), page_cb, task);
}

static void
logged_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask             *task = user_data;
  g_autoptr (GError) error = NULL;

  if (gradio_login_enter_finish (GRADIO_LOGIN (source), result, &error))
    try_config (task);
  else
    give_up (task, g_steal_pointer (&error));
}

/* Takes the task, at an app that answered 401; the error says in which words. */
static void
log_in (GTask *task)
{
  Connect          *self = g_task_get_task_data (task);
  GradioConnection *connection = g_task_get_source_object (task);
  g_autofree char  *base = dup_base (self->message);

  self->logged_in = TRUE;
  gradio_login_enter_async (gradio_connection_get_login (connection), connection, base,
                            g_task_get_cancellable (task), logged_in_cb, task);
}

static void ask_hub (GTask *task);

static gboolean
ask_hub_again (gpointer user_data)
{
  ask_hub (user_data);

  return G_SOURCE_REMOVE;
}

/* Whether the host of a Space answers for its app, which the Hub knows more about. */
static gboolean
is_hosts_word (Connect      *self,
               const GError *error)
{
  GradioError code = error->domain == GRADIO_ERROR ? (GradioError) error->code : GRADIO_ERROR_FILE;

  return gradio_candidate_is_space (self->where) && self->asked < MAX_ASKED &&
         (code == GRADIO_ERROR_NOT_RUNNING ||
          (self->asked == 0 && (code == GRADIO_ERROR_ACCESS || code == GRADIO_ERROR_NOT_FOUND ||
                                code == GRADIO_ERROR_NOT_GRADIO)));
}

/* Takes the task and the error. */
static void
no_config (GTask  *task,
           GError *error)
{
  Connect           *self = g_task_get_task_data (task);
  GradioConnection  *connection = g_task_get_source_object (task);
  GradioCredentials *credentials = gradio_connection_get_credentials (connection);

  if (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOGIN) && !self->logged_in &&
      gradio_credentials_get_user (credentials) != NULL) {
    g_error_free (error);
    log_in (task);
  } else if (is_hosts_word (self, error)) {
    g_clear_error (&self->refusal);
    self->refusal = error;
    if (self->asked == 0)
      ask_hub (task);
    else
      gradio_delay (task, gradio_connection_scale_time (connection, ASK_PAUSE * 1000), ask_hub_again);
  } else if (gradio_candidate_next (self->where, error)) {
    g_error_free (error);
    try_config (task);
  } else if (gradio_candidate_is_nothing_there (error) && !self->read_page) {
    g_error_free (error);
    try_page (task);
  } else {
    give_up (task, error);
  }
}

static void
only_info_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask                        *task = user_data;
  Connect                      *self = g_task_get_task_data (task);
  g_autoptr (GError)            error = NULL;
  g_autoptr (GBytes)            info = gradio_connection_fetch_finish (GRADIO_CONNECTION (source), result, &error);
  g_autoptr (GradioDescription) description = info != NULL ? gradio_description_new_from_info (info) : NULL;
  g_autofree char              *base = dup_base (self->message);

  if (description != NULL)
    found_config (task, description, base);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    give_up (task, g_steal_pointer (&error));
  else
    no_config (task, g_steal_pointer (&self->no_app));
}

/* The author of a server may have taken /config, and `/` too, for something else. Takes the task and the error,
 * which says what is wrong with /config. */
static void
try_info (GTask  *task,
          GError *error)
{
  Connect         *self = g_task_get_task_data (task);
  g_autofree char *base = dup_base (self->message);
  g_autofree char *uri = g_strconcat (base, INFO_PATH, NULL);

  g_clear_error (&self->no_app);
  self->no_app = error;
  fetch (task, uri, only_info_cb);
}

static void
config_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GTask                        *task = user_data;
  Connect                      *self = g_task_get_task_data (task);
  g_autoptr (GError)            error = NULL;
  g_autoptr (GradioDescription) description = gradio_description_new_finish (result, &error);

  if (description != NULL && is_too_old (description)) {
    give_up (task, g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_UNSUPPORTED,
                                        _("This app runs on Gradio 2, which is too old. Open it in a browser.")));
  } else if (description != NULL && gradio_description_is_app (description)) {
    g_autofree char *base = dup_base (self->message);

    found_config (task, description, base);
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    no_config (task, g_steal_pointer (&error));
  } else {
    GError *other = g_error_new (GRADIO_ERROR, GRADIO_ERROR_NOT_GRADIO,
                                 _("%s answers, but not as a Gradio app does. Check the address."), self->where->uri);

    g_debug ("No /config: %s", error != NULL ? error->message : "not that of an app");
    if (description != NULL)
      try_info (task, other);
    else
      no_config (task, other); /* broken on its way, perhaps */
  }
}

static void
config_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask             *task = user_data;
  Connect           *self = g_task_get_task_data (task);
  GError            *error = NULL;
  g_autoptr (GBytes) body = gradio_connection_fetch_finish (GRADIO_CONNECTION (source), result, &error);

  if (body != NULL && gradio_response_check_body (self->message, body, &error))
    gradio_description_new_async (body, g_task_get_cancellable (task), config_read_cb, task);
  else if (body != NULL && g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_GRADIO) &&
           !gradio_page_has_config (body)) /* a page of Gradio 3 says itself what it is */
    try_info (task, error);
  else
    no_config (task, error);
}

static void
try_config (GTask *task)
{
  Connect           *self = g_task_get_task_data (task);
  GradioCredentials *credentials = gradio_connection_get_credentials (g_task_get_source_object (task));
  g_autofree char   *query = gradio_candidate_dup_query (self->where);
  g_autofree char   *uri = g_strconcat (self->where->uri, "/config", query, NULL);

  if (!self->read_page) /* what a page names is not what the user named */
    gradio_credentials_set_app (credentials, self->where->uri, self->where->address->kind == GRADIO_ADDRESS_SPACE);
  fetch (task, uri, config_cb);
}

/* Whether the Hub's answer is the last word. Otherwise the host is worth a try: it may be that only
 * the Hub is out of reach. */
static gboolean
is_final (Connect      *self,
          const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_RUNNING) ||
      g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_UNSUPPORTED) ||
      g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_ACCESS) ||
      g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_CREDENTIALS))
    return TRUE;

  return self->where->address->kind == GRADIO_ADDRESS_SPACE &&
         g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND);
}

/* After a refusal of the Space's host. */
static void
ask_host_again (GTask *task)
{
  Connect *self = g_task_get_task_data (task);

  if (self->space != NULL && g_error_matches (self->refusal, GRADIO_ERROR, GRADIO_ERROR_NOT_RUNNING))
    try_config (task);
  else
    no_config (task, g_steal_pointer (&self->refusal));
}

static void
space_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask                       *task = user_data;
  Connect                     *self = g_task_get_task_data (task);
  g_autoptr (GError)           error = NULL;
  g_autoptr (GradioSpaceState) space = gradio_space_wait_finish (GRADIO_CONNECTION (source), result, &error);

  if (error != NULL && is_final (self, error)) {
    give_up (task, g_steal_pointer (&error));
    return;
  }

  if (error != NULL)
    g_debug ("The Hub: %s", error->message);
  g_set_object (&self->space, space);
  if (space != NULL && gradio_space_state_get_space_id (space) != NULL) {
    g_free (self->space_id);
    self->space_id = g_strdup (gradio_space_state_get_space_id (space));
  }

  if (self->where->uri != NULL) {
    ask_host_again (task);
    return;
  }

  /* Without the Hub the usual host is worth a try. */
  if (space != NULL)
    self->where->uri = g_strdup (gradio_space_state_get_host (space));
  if (self->where->uri == NULL)
    self->where->uri = gradio_address_guess_host (self->where->address->space_id);
  try_config (task);
}

static void
ask_hub (GTask *task)
{
  Connect *self = g_task_get_task_data (task);

  self->asked++;
  gradio_space_wait_async (g_task_get_source_object (task), self->where->address, g_task_get_cancellable (task),
                           space_cb, task);
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
  GradioAddress           *address;
  GError                  *error = NULL;

  g_task_set_source_tag (task, gradio_connect_async);
  g_task_set_task_data (task, self, (GDestroyNotify) connect_free);
  address = gradio_address_parse (reference, &error);
  if (address != NULL)
    self->where = gradio_candidate_new (address);
  if (address == NULL ||
      !gradio_credentials_check (gradio_connection_get_credentials (connection), &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }

  if (address->kind == GRADIO_ADDRESS_SPACE) {
    self->space_id = g_strdup (address->space_id);
    ask_hub (task);
  } else {
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
