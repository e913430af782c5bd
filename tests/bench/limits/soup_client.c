/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
/* The floor of the toolkit: the same jobs as raw_client over libsoup 3, with every JSON read by json-glib.
 * It is no client: it knows only the replay server's scripts.
 *
 *   soup_client fetch URL | info URL | calls URL FN_INDEX N JSON | stream URL FN_INDEX JSON | upload URL FILE | download URL BYTES OUT [CHUNK]
 *
 * fetch reads config and info and leaves the JSON alone; info also parses both with json-glib and prints the endpoints.
 * stream parses each message and keeps the text that the root appends build (argument 5 "noparse": bytes only).
 * upload sends the file as the body through libsoup's stream, without the multipart frame.
 */
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static SoupSession *session;

static GBytes *
fetch (const char *method, const char *url, const char *body)
{
  g_autoptr (GError)      e = NULL;
  g_autoptr (SoupMessage) m = soup_message_new (method, url);
  if (body) {
    g_autoptr (GBytes) b = g_bytes_new (body, strlen (body));
    soup_message_set_request_body_from_bytes (m, "application/json", b);
    soup_message_add_flags (m, SOUP_MESSAGE_IDEMPOTENT); /* or libsoup opens a new connection for every POST */
  }
  GBytes *r = soup_session_send_and_read (session, m, NULL, &e);
  if (!r || soup_message_get_status (m) != 200)
    g_error ("%s: %s", url, e ? e->message : "status");
  return r;
}

static JsonObject *
parse (JsonParser *p, const char *data, gssize n)
{
  g_autoptr (GError) e = NULL;
  if (!json_parser_load_from_data (p, data, n, &e))
    g_error ("%s", e->message);
  return json_node_get_object (json_parser_get_root (p));
}

static char    *base;
static GString *text;
static guint    messages;

static void
event (JsonParser *p, const char *data, gsize n)
{
  JsonObject *o = parse (p, data, n);
  messages++;
  const char *msg = json_object_get_string_member (o, "msg");
  if (!g_str_has_prefix (msg, "process_g") && strcmp (msg, "process_completed"))
    return;
  JsonNode *v = json_array_get_element (
    json_object_get_array_member (json_object_get_object_member (o, "output"), "data"), 0);
  if (JSON_NODE_HOLDS_ARRAY (v)) {
    JsonArray *edits = json_node_get_array (v);
    for (guint i = 0; i < json_array_get_length (edits); i++) {
      JsonArray *edit = json_array_get_array_element (edits, i);
      if (edit && json_array_get_length (edit) == 3 && !strcmp (json_array_get_string_element (edit, 0), "append"))
        g_string_append (text, json_array_get_string_element (edit, 2));
    }
  } else if (json_node_get_value_type (v) == G_TYPE_STRING)
    g_string_assign (text, json_node_get_string (v));
}

static void
job (const char *fn, const char *json, gboolean parsed)
{
  static int         serial;
  g_autoptr (GError) e = NULL;
  g_autofree char   *hash = g_strdup_printf ("soup%d_%d", getpid (), serial++);
  g_autofree char   *body = g_strdup_printf ("{\"data\":[%s],\"fn_index\":%s,\"session_hash\":\"%s\"}", json, fn, hash);
  g_autofree char   *join = g_strconcat (base, "/gradio_api/queue/join", NULL);
  g_autofree char   *url = g_strconcat (base, "/gradio_api/queue/data?session_hash=", hash, NULL);
  g_bytes_unref (fetch ("POST", join, body));
  g_autoptr (SoupMessage)  m = soup_message_new ("GET", url);
  g_autoptr (GInputStream) in = soup_session_send (session, m, NULL, &e);
  if (!in)
    g_error ("%s", e->message);
  g_autoptr (JsonParser) p = json_parser_new ();
  gsize                  room = 1 << 16, have = 0;
  char                  *buf = g_malloc (room);
  gssize                 r;
  while ((r = g_input_stream_read (in, buf + have, room - have, NULL, &e)) > 0) {
    have += r;
    char *at = buf, *end;
    while ((end = memmem (at, buf + have - at, "\n\n", 2))) {
      if (parsed && !strncmp (at, "data: ", 6))
        event (p, at + 6, end - at - 6);
      else
        messages++;
      at = end + 2;
    }
    have -= at - buf;
    memmove (buf, at, have);
    if (have > room / 2)
      buf = g_realloc (buf, room *= 2);
  }
  g_free (buf);
  g_input_stream_close (in, NULL, NULL);
}

int
main (int argc, char **argv)
{
  session = soup_session_new ();
  soup_session_set_proxy_resolver (session, NULL); /* the default one loads every GIO module: 3 ms */
  text = g_string_new (NULL);
  base = g_strdup (argv[2]);
  gint64 start = g_get_monotonic_time ();
  if (!strcmp (argv[1], "info") || !strcmp (argv[1], "fetch")) {
    g_autofree char   *c = g_strconcat (base, "/config", NULL), *i = g_strconcat (base, "/gradio_api/info", NULL);
    g_autoptr (GBytes) cb = fetch ("GET", c, NULL), ib = fetch ("GET", i, NULL);
    if (argv[1][0] == 'f') {
      g_print ("%zu bytes\n", g_bytes_get_size (cb) + g_bytes_get_size (ib));
      return 0;
    }
    g_autoptr (JsonParser) p = json_parser_new (), q = json_parser_new ();
    parse (p, g_bytes_get_data (cb, NULL), g_bytes_get_size (cb));
    JsonObject       *o = json_object_get_object_member (parse (q, g_bytes_get_data (ib, NULL), g_bytes_get_size (ib)), "named_endpoints");
    g_autoptr (GList) names = json_object_get_members (o);
    for (GList *l = names; l; l = l->next)
      g_print ("%s\n", (char *) l->data);
  } else if (!strcmp (argv[1], "calls")) {
    int     n = atoi (argv[4]);
    GArray *ms = g_array_new (FALSE, FALSE, sizeof (double));
    for (int k = 0; k < n; k++) {
      gint64 t = g_get_monotonic_time ();
      job (argv[3], argv[5], TRUE);
      double d = (g_get_monotonic_time () - t) / 1e3;
      int    i = 0;
      while (i < (int) ms->len && g_array_index (ms, double, i) < d)
        i++;
      g_array_insert_val (ms, i, d);
    }
    g_print ("{\"calls\":%d,\"wall_s\":%.6f,\"min_ms\":%.4f,\"p50_ms\":%.4f,\"p95_ms\":%.4f,\"max_ms\":%.4f}\n", n,
             (g_get_monotonic_time () - start) / 1e6, g_array_index (ms, double, 0),
             g_array_index (ms, double, (n - 1) / 2), g_array_index (ms, double, (int) ((n - 1) * .95)),
             g_array_index (ms, double, n - 1));
  } else if (!strcmp (argv[1], "stream")) {
    job (argv[3], argv[4], argc < 6);
    g_print ("{\"messages\":%u,\"final_chars\":%zu,\"wall_s\":%.6f}\n", messages, text->len,
             (g_get_monotonic_time () - start) / 1e6);
  } else if (!strcmp (argv[1], "upload")) {
    g_autoptr (GError)           e = NULL;
    g_autofree char             *url = g_strconcat (base, "/gradio_api/upload", NULL);
    g_autoptr (GFile)            f = g_file_new_for_path (argv[3]);
    g_autoptr (GFileInputStream) in = g_file_read (f, NULL, &e);
    g_autoptr (GFileInfo)        info = g_file_query_info (f, "standard::size", 0, NULL, NULL);
    g_autoptr (SoupMessage)      m = soup_message_new ("POST", url);
    soup_message_set_request_body (m, "multipart/form-data; boundary=x7f3", G_INPUT_STREAM (in), g_file_info_get_size (info));
    g_autoptr (GBytes) r = soup_session_send_and_read (session, m, NULL, &e);
    if (!r)
      g_error ("%s", e->message);
    g_print ("{\"wall_s\":%.6f}\n", (g_get_monotonic_time () - start) / 1e6);
  } else if (!strcmp (argv[1], "download")) {
    g_autoptr (GError)       e = NULL;
    g_autofree char         *url = g_strdup_printf ("%s/gradio_api/file=/replay/%s/made.bin", base, argv[3]);
    g_autoptr (SoupMessage)  m = soup_message_new ("GET", url);
    g_autoptr (GInputStream) in = soup_session_send (session, m, NULL, &e);
    gsize                    chunk = argc > 5 ? atoi (argv[5]) : 1 << 18;
    char                    *buf = g_malloc (chunk);
    int                      out = open (argv[4], O_WRONLY | O_CREAT | O_TRUNC, 0644);
    gssize                   r;
    while ((r = g_input_stream_read (in, buf, chunk, NULL, &e)) > 0)
      for (gssize w = 0; w < r; w += write (out, buf + w, r - w))
        ;
    g_print ("{\"wall_s\":%.6f}\n", (g_get_monotonic_time () - start) / 1e6);
  }
  return 0;
}
