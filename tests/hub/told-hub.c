/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "told-hub.h"

#include <string.h>

static void
note_request (ToldHub           *hub,
              SoupServerMessage *message,
              const char        *path)
{
  SoupMessageBody    *body = soup_server_message_get_request_body (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char         *bearer = soup_message_headers_get_one (headers, "Authorization");
  gint64              now = g_get_monotonic_time ();

  g_hash_table_insert (hub->counts, g_strdup (path),
                       GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (hub->counts, path)) + 1));
  g_hash_table_insert (hub->bodies, g_strdup (path), g_strndup (body->data, (gsize) body->length));
  g_hash_table_insert (hub->bearers, g_strdup (path), g_strdup (bearer));
  if (g_str_equal (path, "/oauth/token")) {
    hub->gap = now - hub->last;
    hub->last = now;
  }
}

static void
asked_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  ToldHub    *hub = user_data;
  GPtrArray  *answers = g_hash_table_lookup (hub->answers, path);
  const char *answer = answers != NULL ? answers->pdata[0] : "404 {}";
  guint       status = (guint) g_ascii_strtoull (answer, NULL, 10);
  const char *body = strchr (answer, ' ');

  note_request (hub, message, path);
  if (g_str_equal (answer, "CUT")) {
    g_socket_close (soup_server_message_get_socket (message), NULL);
  } else if (status == 302) {
    soup_server_message_set_redirect (message, status, body + 1);
  } else {
    soup_server_message_set_status (message, status, NULL);
    soup_server_message_set_response (message, *(body + 1) == '<' ? "text/html" : "application/json", SOUP_MEMORY_COPY,
                                      body + 1, strlen (body + 1));
  }
  if (answers != NULL && answers->len > 1)
    g_ptr_array_remove_index (answers, 0);
}

ToldHub *
told_hub_new (void)
{
  ToldHub           *hub = g_new0 (ToldHub, 1);
  g_autoptr (GError) error = NULL;
  GSList            *uris;
  g_autofree char   *uri = NULL;

  hub->server = soup_server_new (NULL, NULL);
  hub->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  hub->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  hub->bodies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  hub->bearers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  soup_server_add_handler (hub->server, NULL, asked_cb, hub, NULL);
  soup_server_listen_local (hub->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (hub->server);
  uri = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_setenv ("HF_ENDPOINT", uri, TRUE);

  return hub;
}

void
told_hub_free (ToldHub *hub)
{
  soup_server_disconnect (hub->server);
  g_object_unref (hub->server);
  g_hash_table_unref (hub->answers);
  g_hash_table_unref (hub->counts);
  g_hash_table_unref (hub->bodies);
  g_hash_table_unref (hub->bearers);
  g_free (hub);
}

ToldHub *
told_hub_reset (gconstpointer data)
{
  ToldHub *hub = (ToldHub *) data;

  g_hash_table_remove_all (hub->answers);
  g_hash_table_remove_all (hub->counts);
  g_hash_table_remove_all (hub->bodies);
  g_hash_table_remove_all (hub->bearers);

  return hub;
}

void
told_hub_answer (ToldHub    *hub,
                 const char *path,
                 const char *answer,
                 ...)
{
  GPtrArray *answers = g_ptr_array_new ();
  va_list    more;

  va_start (more, answer);
  for (const char *at = answer; at != NULL; at = va_arg (more, const char *))
    g_ptr_array_add (answers, (gpointer) at);
  va_end (more);
  g_hash_table_insert (hub->answers, g_strdup (path), answers);
}

guint
told_hub_count (ToldHub    *hub,
                const char *path)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (hub->counts, path));
}

GHashTable *
told_hub_dup_form (ToldHub    *hub,
                   const char *path)
{
  return soup_form_decode (g_hash_table_lookup (hub->bodies, path));
}
