/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-app.h"

#include <string.h>

#define API "/gradio_api"

static const char CONFIG[] =
  "{\"version\":\"6.31.0\",\"protocol\":\"sse_v3\",\"api_prefix\":\"/gradio_api\",\"title\":\"Fake\","
  "\"pages\":[[\"\",\"Home\",true],[\"second/page\",\"Second\",true]],"
  "\"app_id\":1,\"max_file_size\":100000,\"connect_heartbeat\":true,"
  "\"components\":["
  "{\"id\":1,\"type\":\"textbox\",\"props\":{\"label\":\"Word\",\"value\":\"hello\"}},"
  "{\"id\":2,\"type\":\"file\",\"props\":{\"label\":\"File\"}},"
  "{\"id\":3,\"type\":\"textbox\",\"props\":{\"label\":\"Result\"}},"
  "{\"id\":4,\"type\":\"state\",\"props\":{},\"skip_api\":true}],"
  "\"layout\":{\"id\":0,\"children\":[]},"
  "\"dependencies\":[{\"id\":0,\"targets\":[[9,\"click\"]],\"inputs\":[1,2],\"outputs\":[3],"
  "\"backend_fn\":true,\"queue\":true,\"api_name\":\"echo\",\"api_visibility\":\"public\","
  "\"types\":{\"generator\":true,\"cancel\":false}},"
  "{\"id\":1,\"targets\":[[9,\"click\"]],\"inputs\":[1],\"outputs\":[3],"
  "\"backend_fn\":true,\"queue\":false,\"api_name\":\"direct\",\"api_visibility\":\"public\"},"
  "{\"id\":2,\"targets\":[[9,\"click\"]],\"inputs\":[1,4],\"outputs\":[3,4],"
  "\"backend_fn\":true,\"queue\":true,\"api_name\":\"stateful\",\"api_visibility\":\"public\"}]}";

#define WORD                                                                        \
  "{\"label\":\"Word\",\"parameter_name\":\"word\",\"parameter_has_default\":true," \
  "\"parameter_default\":\"hello\",\"type\":{\"type\":\"string\"},\"component\":\"Textbox\"}"
#define RESULT "[{\"label\":\"Result\",\"type\":{\"type\":\"string\"},\"component\":\"Textbox\"}]"

static const char INFO[] =
  "{\"named_endpoints\":{"
  "\"/echo\":{\"parameters\":[" WORD ","
  "{\"label\":\"File\",\"parameter_name\":\"file\",\"parameter_has_default\":true,"
  "\"parameter_default\":null,\"type\":{\"type\":\"object\",\"properties\":{\"path\":{},\"meta\":"
  "{\"default\":{\"_type\":\"gradio.FileData\"}}}},\"component\":\"File\"}],\"returns\":" RESULT "},"
  "\"/direct\":{\"parameters\":[" WORD "],\"returns\":" RESULT "},"
  "\"/stateful\":{\"parameters\":[" WORD "],\"returns\":" RESULT "}},\"unnamed_endpoints\":{}}";

typedef struct {
  guint   status;
  char   *content_type;
  char   *body;
  char   *header; /* of the answer; nullable */
  char   *header_value;
  GBytes *last; /* body of the last request */
  char   *last_method;
  guint   n_requests;
  guint   times; /* that it is answered so, 0 for always */

  SoupMessageHeaders *last_headers;
} Route;

struct _FakeApp {
  SoupServer *server;
  GHashTable *routes;  /* path -> Route */
  GPtrArray  *streams; /* of GStrv */
  GPtrArray  *held;    /* messages that were left open */
  guint       n_streams;
  guint       n_joins;
  char       *uri;
  char       *space_id; /* nullable */
  char       *form;     /* of a login that is right; nullable */
  char       *cookie;   /* of a login */
  guint       n_logins;
};

static void
route_free (Route *route)
{
  g_free (route->content_type);
  g_free (route->body);
  g_free (route->header);
  g_free (route->header_value);
  g_free (route->last_method);
  g_clear_pointer (&route->last, g_bytes_unref);
  g_clear_pointer (&route->last_headers, soup_message_headers_unref);
  g_free (route);
}

static Route *
get_route (FakeApp    *self,
           const char *path)
{
  Route *route = g_hash_table_lookup (self->routes, path);

  if (route == NULL) {
    route = g_new0 (Route, 1);
    g_hash_table_insert (self->routes, g_strdup (path), route);
  }

  return route;
}

static void
cut (SoupServerMessage *message)
{
  g_socket_close (soup_server_message_get_socket (message), NULL);
}

/* The rest of a script is written when the pieces before it are out. */
static void
wrote_chunk_cb (SoupServerMessage *message,
                gpointer           user_data)
{
  char           **pieces = user_data;
  char            *piece;
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  guint            at = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (message), "at"));

  piece = pieces[at];
  g_object_set_data (G_OBJECT (message), "at", GUINT_TO_POINTER (at + 1));
  if (piece == NULL) {
    soup_message_body_complete (body);
  } else if (g_str_equal (piece, "CUT")) {
    cut (message);
  } else if (g_str_equal (piece, "HANG")) {
    return; /* not unpaused: nothing more comes */
  } else {
    soup_message_body_append (body, SOUP_MEMORY_COPY, piece, strlen (piece));
  }
  soup_server_message_unpause (message);
}

static void
start_stream (FakeApp           *self,
              SoupServerMessage *message)
{
  guint index = MIN (self->n_streams, self->streams->len - 1);

  self->n_streams++;
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message),
                                         "text/event-stream", NULL);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  soup_server_message_pause (message);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), self->streams->pdata[index]);
  g_ptr_array_add (self->held, g_object_ref (message));
  wrote_chunk_cb (message, self->streams->pdata[index]);
}

static void
hold (FakeApp           *self,
      SoupServerMessage *message)
{
  soup_server_message_pause (message);
  g_ptr_array_add (self->held, g_object_ref (message));
}

static void
respond (SoupServerMessage *message,
         const char        *content_type,
         const char        *body)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, content_type, SOUP_MEMORY_COPY, body, strlen (body));
}

static void
copy_header (const char *name,
             const char *value,
             gpointer    user_data)
{
  soup_message_headers_append (user_data, name, value);
}

static void
note_request (Route             *route,
              SoupServerMessage *message)
{
  route->n_requests++;
  g_clear_pointer (&route->last, g_bytes_unref);
  route->last = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_free (route->last_method);
  route->last_method = g_strdup (soup_server_message_get_method (message));
  g_clear_pointer (&route->last_headers, soup_message_headers_unref);
  route->last_headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), copy_header, route->last_headers);
}

static void
answer_as_told (Route             *route,
                SoupServerMessage *message)
{
  soup_server_message_set_status (message, route->status, NULL);
  soup_server_message_set_response (message, route->content_type, SOUP_MEMORY_COPY, route->body,
                                    strlen (route->body));
  if (route->header != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), route->header,
                                  route->header_value);
  if (route->times > 0 && --route->times == 0)
    route->status = 0;
}

/* Returns: whether the request was answered here: it is a login, or it wants one */
static gboolean
guard (FakeApp           *self,
       Route             *route,
       SoupServerMessage *message,
       const char        *path)
{
  const char      *cookie = soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                          "Cookie");
  g_autofree char *set = g_strdup_printf ("%s; HttpOnly; Path=/; SameSite=lax", self->cookie);

  if (g_str_equal (path, "/login")) {
    const char *form = route->last != NULL ? g_bytes_get_data (route->last, NULL) : "";

    if (g_strcmp0 (form, self->form) == 0) {
      respond (message, "application/json", "{\"success\":true}");
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Set-Cookie", set);
    } else {
      soup_server_message_set_status (message, SOUP_STATUS_BAD_REQUEST, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC,
                                        "{\"detail\":\"Incorrect credentials.\"}", 35);
    }
    return TRUE;
  }

  if (cookie != NULL && strstr (cookie, self->cookie) != NULL)
    return FALSE;

  respond (message, "application/json",
           "{\"detail\":{\"error\":\"Not authenticated\",\"auth_message\":\"Please <b>log in</b>\"}}");
  soup_server_message_set_status (message, SOUP_STATUS_UNAUTHORIZED, NULL);

  return TRUE;
}

static void
respond_config (FakeApp           *self,
                SoupServerMessage *message)
{
  g_autofree char *config = NULL;

  if (self->space_id != NULL) /* before all other members */
    config = g_strdup_printf ("{\"space_id\":\"%s\",%s", self->space_id, CONFIG + 1);
  respond (message, "application/json", config != NULL ? config : CONFIG);
}

static void
handle_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  FakeApp         *self = user_data;
  Route           *route = get_route (self, path);
  g_autofree char *text = NULL;

  note_request (route, message);
  if (self->form != NULL && route->status == 0 && guard (self, route, message, path))
    return;

  if (route->status == 1) {
    hold (self, message);
  } else if (route->status == 2) {
    start_stream (self, message);
  } else if (route->status != 0) {
    answer_as_told (route, message);
  } else if (g_str_equal (path, "/config")) {
    respond_config (self, message);
  } else if (g_str_equal (path, API "/info")) {
    respond (message, "application/json", INFO);
  } else if (g_str_equal (path, API "/queue/join")) {
    text = g_strdup_printf ("{\"event_id\":\"e%u\"}", ++self->n_joins);
    respond (message, "application/json", text);
  } else if (g_str_equal (path, API "/queue/data")) {
    start_stream (self, message);
  } else if (g_str_equal (path, API "/cancel")) {
    respond (message, "application/json", "{\"success\":true}");
  } else if (g_str_equal (path, API "/upload")) {
    respond (message, "application/json", "[\"/tmp/gradio/abc/name.txt\"]");
  } else if (g_str_has_prefix (path, API "/heartbeat/")) {
    hold (self, message);
  } else {
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC,
                                      "{\"detail\":\"Not Found\"}", 22);
  }
}

FakeApp *
fake_app_new (void)
{
  FakeApp                 *self = g_new0 (FakeApp, 1);
  g_autoptr (GError)       error = NULL;
  g_autoslist (GUri)       uris = NULL;
  static const char *const ok[] = {
    "data: {\"msg\":\"process_starts\",\"event_id\":\"e1\"}\n\n",
    "data: {\"msg\":\"process_completed\",\"event_id\":\"e1\",\"success\":true,"
    "\"output\":{\"data\":[\"done\"]}}\n\n",
    "data: {\"msg\":\"close_stream\",\"event_id\":null}\n\n",
    NULL,
  };

  self->routes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) route_free);
  self->streams = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  fake_app_set_stream (self, ok);

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->uri = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));

  return self;
}

void
fake_app_free (FakeApp *self)
{
  fake_app_stop (self);
  g_hash_table_unref (self->routes);
  g_ptr_array_unref (self->streams);
  g_ptr_array_unref (self->held);
  g_free (self->uri);
  g_free (self->space_id);
  g_free (self->form);
  g_free (self->cookie);
  g_free (self);
}

const char *
fake_app_get_uri (FakeApp *self)
{
  return self->uri;
}

SoupServer *
fake_app_get_server (FakeApp *self)
{
  return self->server;
}

void
fake_app_answer (FakeApp    *self,
                 const char *path,
                 guint       status,
                 const char *content_type,
                 const char *body)
{
  Route *route = get_route (self, path);

  route->status = status;
  g_free (route->content_type);
  route->content_type = g_strdup (content_type);
  g_free (route->body);
  route->body = g_strdup (body);
}

void
fake_app_answer_header (FakeApp    *self,
                        const char *path,
                        const char *name,
                        const char *value)
{
  Route *route = get_route (self, path);

  g_free (route->header);
  route->header = g_strdup (name);
  g_free (route->header_value);
  route->header_value = g_strdup (value);
}

void
fake_app_answer_times (FakeApp    *self,
                       const char *path,
                       guint       times)
{
  get_route (self, path)->times = times;
}

void
fake_app_set_space (FakeApp    *self,
                    const char *space_id)
{
  g_free (self->space_id);
  self->space_id = g_strdup (space_id);
}

void
fake_app_set_login (FakeApp    *self,
                    const char *user,
                    const char *password)
{
  g_free (self->form);
  self->form = soup_form_encode ("username", user, "password", password, NULL);
  g_free (self->cookie);
  self->cookie = g_strdup_printf ("access-token=secret%u", ++self->n_logins);
}

const char *
fake_app_get_last_method (FakeApp    *self,
                          const char *path)
{
  return get_route (self, path)->last_method;
}

const char *
fake_app_get_last_header (FakeApp    *self,
                          const char *path,
                          const char *name)
{
  Route *route = get_route (self, path);

  return route->last_headers != NULL ? soup_message_headers_get_list (route->last_headers, name) : NULL;
}

void
fake_app_set_stream (FakeApp           *self,
                     const char *const *pieces)
{
  g_ptr_array_set_size (self->streams, 0);
  fake_app_add_stream (self, pieces);
}

void
fake_app_add_stream (FakeApp           *self,
                     const char *const *pieces)
{
  g_ptr_array_add (self->streams, g_strdupv ((char **) pieces));
}

void
fake_app_answer_stream (FakeApp    *self,
                        const char *path)
{
  fake_app_answer (self, path, 2, NULL, NULL);
}

guint
fake_app_count_requests (FakeApp    *self,
                         const char *path)
{
  return get_route (self, path)->n_requests;
}

const char *
fake_app_get_last_body (FakeApp    *self,
                        const char *path)
{
  Route *route = get_route (self, path);

  return route->last != NULL ? g_bytes_get_data (route->last, NULL) : NULL;
}

gsize
fake_app_get_last_size (FakeApp    *self,
                        const char *path)
{
  Route *route = get_route (self, path);

  return route->last != NULL ? g_bytes_get_size (route->last) : 0;
}

void
fake_app_stop (FakeApp *self)
{
  if (self->server == NULL)
    return;

  for (guint i = 0; i < self->held->len; i++)
    if (soup_server_message_get_socket (self->held->pdata[i]) != NULL)
      cut (self->held->pdata[i]);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

static gboolean
too_late_cb (gpointer user_data)
{
  g_error ("Waited in vain");

  return G_SOURCE_REMOVE;
}

void
fake_app_wait (gboolean *done)
{
  guint id = g_timeout_add_seconds (30, too_late_cb, NULL);

  while (!*done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

typedef struct {
  gboolean done;
  GError  *error;
} Outcome;

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Outcome *outcome = user_data;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &outcome->error);
  outcome->done = TRUE;
}

GradioClient *
fake_app_new_live_client (void)
{
  GradioClient *client = gradio_client_new (g_getenv ("GRADIO_TEST_URL"));

  gradio_client_set_socket (client, g_getenv ("GRADIO_TEST_SOCKET"));

  return client;
}

GError *
fake_app_connect (GradioClient *client)
{
  Outcome outcome = { FALSE, NULL };

  gradio_client_connect_async (client, NULL, connected_cb, &outcome);
  fake_app_wait (&outcome.done);

  return outcome.error;
}
