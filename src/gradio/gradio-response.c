/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-response.h"

#include "gradio-dead-end.h"
#include "gradio-error.h"
#include "gradio-json.h"
#include "gradio-log.h"
#include "gradio-origin.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Longer bodies hold no words for people. */
#define MAX_DETAIL (256 * 1024)

/* What of an answer its words depend on; all of it is borrowed. */
typedef struct {
  guint               status;
  const char         *reason;
  SoupMessageHeaders *headers;
  GUri               *uri;
} Answer;

static Answer
get_answer (SoupMessage *message)
{
  Answer answer = {
    .status = soup_message_get_status (message),
    .reason = soup_message_get_reason_phrase (message),
    .headers = soup_message_get_response_headers (message),
    .uri = soup_message_get_uri (message),
  };

  return answer;
}

static char *
dup_host (GUri *uri)
{
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  int         port = uri != NULL ? g_uri_get_port (uri) : -1;

  if (host == NULL || *host == '\0')
    return g_strdup (_("the server"));

  return port > 0 && port != 80 && port != 443 ? g_strdup_printf ("%s:%d", host, port) : g_strdup (host);
}

static gboolean
is_html (const Answer *answer)
{
  return g_strcmp0 (soup_message_headers_get_content_type (answer->headers, NULL), "text/html") == 0;
}

gboolean
gradio_response_is_html (SoupMessage *message)
{
  Answer answer = get_answer (message);

  return is_html (&answer);
}

/* The server's own words about a failure: `detail` is a text, a list or an object; tracebacks give
 * their last line only. */
static char *
dup_detail (const Answer *answer,
            GBytes       *body)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject          *object;
  const char          *detail;
  gsize                length = 0;
  const char          *text = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  if (length == 0 || length > MAX_DETAIL || is_html (answer))
    return NULL;

  node = gradio_json_parse (text, length, NULL);
  if (node == NULL) {
    g_autofree char *plain = g_utf8_make_valid (text, length);
    const char      *last;

    g_strstrip (plain);
    last = strrchr (plain, '\n');
    return g_strdup (last != NULL ? last + 1 : plain);
  }

  object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  detail = gradio_json_get_string (object, "detail", NULL);
  if (detail == NULL)
    detail = gradio_json_get_string (gradio_json_get_object (object, "detail"), "error", NULL);
  if (detail == NULL)
    detail = gradio_json_get_string (object, "error", NULL);

  return g_strdup (detail);
}

static int
get_retry_after (const Answer *answer)
{
  const char           *retry = soup_message_headers_get_one (answer->headers, "Retry-After");
  guint64               seconds = 0;
  g_autoptr (GDateTime) then = NULL;
  g_autoptr (GDateTime) now = NULL;

  if (retry == NULL || g_ascii_string_to_unsigned (retry, 10, 1, 86400, &seconds, NULL))
    return (int) seconds;

  then = soup_date_time_new_from_http_string (retry);
  if (then == NULL)
    return 0;

  now = g_date_time_new_now_utc ();

  return (int) CLAMP (g_date_time_difference (then, now) / G_USEC_PER_SEC, 0, 86400);
}

int
gradio_response_get_retry_after (SoupMessage *message)
{
  Answer answer = get_answer (message);

  return get_retry_after (&answer);
}

gboolean
gradio_response_is_quota (const char *title,
                          const char *text)
{
  const char *parts[] = { title, text };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *lower = parts[i] != NULL ? g_utf8_strdown (parts[i], -1) : NULL;

    if (lower != NULL && strstr (lower, "quota") != NULL &&
        (strstr (lower, "gpu") != NULL || strstr (lower, "exceeded") != NULL))
      return TRUE;
  }

  return FALSE;
}

static GError *
new_busy_error (const Answer *answer,
                const char   *detail)
{
  int seconds = get_retry_after (answer);

  if (seconds > 0)
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_BUSY,
                        ngettext ("The server asks for a pause. Try again in %d second.",
                                  "The server asks for a pause. Try again in %d seconds.", seconds),
                        seconds);

  if (detail != NULL && g_str_has_prefix (detail, "Queue is full"))
    return g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_BUSY,
                                _("The app’s queue is full. Try again in a while."));

  return g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_BUSY,
                              _("The server is busy. Try again in a while."));
}

/* Of an app that wants a login: its author's words, which may be HTML, are text here. */
static GError *
new_login_error (const Answer *answer,
                 GBytes       *body,
                 const char   *host)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject          *object = NULL;
  const char          *words;
  g_autofree char     *plain = NULL;
  gsize                length = 0;
  const char          *text = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  /* An app says it in JSON; a page comes from what stands before it. */
  if (is_html (answer))
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_ACCESS,
                        _("%s is private, or nothing is there. Give a token, or whatever else opens it."), host);

  if (length > 0 && length < MAX_DETAIL)
    node = gradio_json_parse (text, length, NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    object = gradio_json_get_object (json_node_get_object (node), "detail");

  words = gradio_json_get_string (object, "auth_message", NULL);
  plain = words != NULL ? gradio_log_strip_markup (words) : NULL;
  if (plain == NULL || *g_strstrip (plain) == '\0')
    return g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_LOGIN,
                                _("This app wants a login. Give a user name and a password."));

  return g_error_new (GRADIO_ERROR, GRADIO_ERROR_LOGIN,
                      _("This app wants a login (“%s”). Give a user name and a password."), plain);
}

/* Of a redirect that was not followed: in a circle, or with a request to somewhere else. */
static GError *
new_redirect_error (const Answer *answer,
                    const char   *host)
{
  const char *location = soup_message_headers_get_one (
    answer->headers, "Location");
  GUri            *here = answer->uri;
  g_autoptr (GUri) there = location != NULL
                             ? g_uri_parse_relative (here, location, SOUP_HTTP_URI_FLAGS, NULL)
                             : NULL;

  if (there != NULL && !gradio_origin_equal (here, there)) {
    g_autofree char *other = dup_host (there);

    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_SERVER,
                        _("%s redirects to %s (%u). Connect to that address."), host, other,
                        answer->status);
  }

  return g_error_new (GRADIO_ERROR, GRADIO_ERROR_SERVER,
                      _("%s sends from one address to the next without an end (%u). Check the address, or tell "
                         "whoever runs the server."),
                      host, answer->status);
}

static GError *
new_server_error (const Answer *answer,
                  const char   *host,
                  const char   *detail)
{
  guint status = answer->status;

  if (detail != NULL && *detail != '\0' && g_strcmp0 (detail, "Internal Server Error") != 0)
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_SERVER,
                        _("The server at %s failed (%u): %s"), host, status, detail);

  return g_error_new (GRADIO_ERROR, GRADIO_ERROR_SERVER,
                      _("The server at %s failed (%u). Try again, or tell the app’s author."),
                      host, status);
}

static GError *
new_unavailable_error (const Answer *answer,
                       const char   *host,
                       const char   *detail)
{
  if (detail != NULL && g_str_has_prefix (detail, "Queue is stopped"))
    return g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_LOST,
                                _("The app is shutting down. Try again when it runs again."));

  /* A page, not the app, says so: its Space sleeps, or a proxy finds nothing behind it. */
  if (is_html (answer))
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_NOT_RUNNING,
                        _("The app at %s does not run at the moment (503). Try again in a minute."), host);

  return new_busy_error (answer, detail);
}

static gboolean
check (const Answer *answer,
       GBytes       *body,
       GError      **error)
{
  guint            status = answer->status;
  g_autofree char *host = NULL;
  g_autofree char *detail = NULL;

  if (SOUP_STATUS_IS_SUCCESSFUL (status))
    return TRUE;

  host = dup_host (answer->uri);
  detail = dup_detail (answer, body);

  switch (status) {
  case SOUP_STATUS_UNAUTHORIZED:
    g_propagate_error (error, new_login_error (answer, body, host));
    break;
  case SOUP_STATUS_FORBIDDEN:
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_ACCESS,
                 _("%s refuses access (403). Check the address, or ask whoever runs the server."), host);
    break;
  case SOUP_STATUS_NOT_FOUND:
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND,
                 _("%s answers, but has nothing at this address (404). Check the path."), host);
    break;
  case SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE:
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_TOO_LARGE,
                 _("The server refused the file because it is too large. Choose a smaller one."));
    break;
  case SOUP_STATUS_UNPROCESSABLE_ENTITY:
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("The app refused the values: %s"),
                 detail != NULL ? detail : _("it gave no reason"));
    break;
  case 429:
    g_propagate_error (error, new_busy_error (answer, detail));
    break;
  case SOUP_STATUS_SERVICE_UNAVAILABLE:
    g_propagate_error (error, new_unavailable_error (answer, host, detail));
    break;
  default:
    if (SOUP_STATUS_IS_REDIRECTION (status))
      g_propagate_error (error, new_redirect_error (answer, host));
    else if (status >= 500)
      g_propagate_error (error, new_server_error (answer, host, detail));
    else
      g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_SERVER, _("%s refused the request (%u): %s"),
                   host, status,
                   detail != NULL && *detail != '\0' ? detail : answer->reason);
    break;
  }

  return FALSE;
}

static gboolean
check_body (const Answer *answer,
            GBytes       *body,
            GError      **error)
{
  g_autofree char *host = NULL;

  if (!check (answer, body, error))
    return FALSE;
  if (!is_html (answer))
    return TRUE;

  host = dup_host (answer->uri);
  g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_NOT_GRADIO,
               _("%s answers with a web page, not as a Gradio app. Check the address."), host);

  return FALSE;
}

static JsonNode *
parse (const Answer *answer,
       GBytes       *body,
       GError      **error)
{
  g_autoptr (GError)   parse_error = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char     *host = NULL;
  gsize                length;
  const char          *text;

  if (!check_body (answer, body, error))
    return NULL;

  text = g_bytes_get_data (body, &length);
  node = gradio_json_parse (text, length, &parse_error);
  if (node == NULL) {
    g_debug ("Answer that is no JSON: %s", parse_error->message);
    host = dup_host (answer->uri);
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_NOT_GRADIO,
                 _("%s does not answer as a Gradio app does. Check the address."), host);
  }

  return g_steal_pointer (&node);
}

gboolean
gradio_response_check (SoupMessage *message,
                       GBytes      *body,
                       GError     **error)
{
  Answer answer = get_answer (message);

  return check (&answer, body, error);
}

gboolean
gradio_response_check_body (SoupMessage *message,
                            GBytes      *body,
                            GError     **error)
{
  Answer answer = get_answer (message);

  return check_body (&answer, body, error);
}

JsonNode *
gradio_response_parse (SoupMessage *message,
                       GBytes      *body,
                       GError     **error)
{
  Answer answer = get_answer (message);

  return parse (&answer, body, error);
}

JsonNode *
gradio_response_parse_raw (GradioRawAnswer *raw,
                           GUri            *uri,
                           GError         **error)
{
  g_autoptr (GBytes) body = g_bytes_new_static (raw->body->data, raw->body->len);
  Answer             answer = {
                .status = raw->status,
                .reason = soup_status_get_phrase (raw->status),
                .headers = raw->headers,
                .uri = uri,
  };

  return parse (&answer, body, error);
}

static gboolean
is_unreachable (const GError *error)
{
  static const int codes[] = {
    G_IO_ERROR_CONNECTION_REFUSED,
    G_IO_ERROR_HOST_UNREACHABLE,
    G_IO_ERROR_NETWORK_UNREACHABLE,
    G_IO_ERROR_TIMED_OUT,
    G_IO_ERROR_NOT_CONNECTED,
    G_IO_ERROR_PROXY_FAILED,
    G_IO_ERROR_NOT_FOUND, /* the app's socket */
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, G_IO_ERROR, codes[i]))
      return TRUE;

  return FALSE;
}

/* Apps of this computer have a name and no port: an installed one that is started listens on a socket. */
static char *
dup_installed_name (GUri *uri)
{
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || (g_uri_get_port (uri) > 0 && g_uri_get_port (uri) != 80) ||
      !g_str_has_suffix (host, ".localhost"))
    return NULL;

  return g_strndup (host, strlen (host) - strlen (".localhost"));
}

GError *
gradio_response_translate_error (GError *error,
                                 GUri   *uri)
{
  g_autoptr (GError) cause = error;
  g_autofree char   *host = dup_host (uri);
  g_autofree char   *installed = dup_installed_name (uri);

  g_debug ("Transport: %s", cause->message);

  if (g_error_matches (cause, GRADIO_ERROR, GRADIO_ERROR_OTHER_SERVER))
    return gradio_dead_end_new_error (uri);

  if (cause->domain == GRADIO_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&cause);

  /* Without a network every name fails “for the moment”. */
  if (cause->domain == G_RESOLVER_ERROR)
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_HOST_NOT_FOUND,
                        _("The host “%s” was not found. Check the spelling and your network."),
                        uri != NULL ? g_uri_get_host (uri) : "");

  if (cause->domain == G_TLS_ERROR)
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_CERTIFICATE,
                        _("The connection to %s is not secure: its certificate is not trusted, or it "
                           "does not speak https. Check the address, or try http:// for a server of "
                           "your own."),
                        host);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE,
                        _("%s takes too long to answer. Try again later."), host);

  /* Half a head looks like none. */
  if (g_error_matches (cause, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING))
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_LOST,
                        _("The answer of %s breaks off, or it is no web server. Check the address, or try again."), host);

  /* Redirects in a circle, or packed wrongly. */
  if (cause->domain == SOUP_SESSION_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_SERVER,
                        _("The answer of %s makes no sense. Try again, or tell the app’s author."), host);

  if (is_unreachable (cause) && installed != NULL)
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE,
                        _("“%s” is not running. Start it, and try again."), installed);

  if (is_unreachable (cause))
    return g_error_new (GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE,
                        _("Nothing answers at %s. Check that the app is running and the address is "
                           "right."),
                        host);

  return g_error_new (GRADIO_ERROR, GRADIO_ERROR_LOST,
                      _("The connection to %s broke. Try again."), host);
}
