/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-loopback.h"

#include "sp-hub-oauth.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#define PATH "/callback"
#define MAX_CODE 4096 /* bytes */

struct _SpHubLoopback {
  GObject     parent_instance;
  SoupServer *server;
  char       *state;
  char       *address;
  char       *host; /* what a browser that was sent here says */
  gboolean    is_over;
};

G_DEFINE_FINAL_TYPE (SpHubLoopback, sp_hub_loopback, G_TYPE_OBJECT)

enum {
  SIGNAL_CODE,
  SIGNAL_REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sp_hub_loopback_dispose (GObject *object)
{
  SpHubLoopback *self = SP_HUB_LOOPBACK (object);

  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (sp_hub_loopback_parent_class)->dispose (object);
}

static void
sp_hub_loopback_finalize (GObject *object)
{
  SpHubLoopback *self = SP_HUB_LOOPBACK (object);

  g_free (self->state);
  g_free (self->address);
  g_free (self->host);

  G_OBJECT_CLASS (sp_hub_loopback_parent_class)->finalize (object);
}

static void
sp_hub_loopback_class_init (SpHubLoopbackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sp_hub_loopback_dispose;
  object_class->finalize = sp_hub_loopback_finalize;

  signals[SIGNAL_CODE] = g_signal_new ("code", SP_TYPE_HUB_LOOPBACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", SP_TYPE_HUB_LOOPBACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sp_hub_loopback_init (SpHubLoopback *self)
{
}

/* A page without anything active; nothing of the request is in it. */
static void
answer (SoupServerMessage *message,
        guint              status,
        const char        *words)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char    *text = g_markup_escape_text (words, -1);
  char               *page;

  page = g_strdup_printf ("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Spaceport</title></head>"
                          "<body style=\"font: 1.2em sans-serif; margin: 4em auto; max-width: 30em\"><p>%s</p></body>"
                          "</html>\n",
                          text);
  soup_message_headers_replace (headers, "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Connection", "close");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_TAKE, page, strlen (page));
}

/* All of it, however much of it is the same. */
static gboolean
is_state (SpHubLoopback *self,
          const char    *state)
{
  gsize  length = strlen (self->state);
  guint8 difference = 0;

  if (state == NULL || strlen (state) != length)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    difference |= (guint8) (state[i] ^ self->state[i]);

  return difference == 0;
}

static void
finished_cb (SpHubLoopback *self)
{
  /* Not from within the server. */
  g_idle_add_once (g_object_unref, g_object_ref (self));
}

static void
unref_closure (gpointer  data,
               GClosure *closure)
{
  g_object_unref (data);
}

/* Once: what comes later is not looked at. The handlers may drop their reference: the browser gets its page all the
 * same. */
static void
finish (SpHubLoopback     *self,
        SoupServerMessage *message,
        GHashTable        *query)
{
  g_autoptr (GError) error = NULL;
  const char        *code = g_hash_table_lookup (query, "code");
  const char        *refusal = g_hash_table_lookup (query, "error");

  self->is_over = TRUE;
  g_signal_connect_data (message, "finished", G_CALLBACK (finished_cb), g_object_ref (self), unref_closure,
                         G_CONNECT_SWAPPED);
  if (refusal != NULL || code == NULL || *code == '\0' || strlen (code) > MAX_CODE) {
    error = sp_hub_oauth_new_error (refusal, g_hash_table_lookup (query, "error_description"));
    answer (message, SOUP_STATUS_OK, error->message);
    g_signal_emit (self, signals[SIGNAL_REFUSED], 0, error);
  } else {
    answer (message, SOUP_STATUS_OK, _("Spaceport has what it needs. You can close this page and go back to it."));
    g_signal_emit (self, signals[SIGNAL_CODE], 0, code);
  }
}

static void
called_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  SpHubLoopback *self = user_data;
  const char    *host = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Host");

  /* Another page may know the port, but a name of its own does not become this computer's. */
  if (g_strcmp0 (soup_server_message_get_method (message), SOUP_METHOD_GET) != 0 || g_strcmp0 (path, PATH) != 0 ||
      g_strcmp0 (host, self->host) != 0) {
    answer (message, SOUP_STATUS_NOT_FOUND, _("There is nothing here."));
  } else if (self->is_over) {
    answer (message, SOUP_STATUS_GONE, _("This sign-in is over. Start again in Spaceport."));
  } else if (query == NULL || !is_state (self, g_hash_table_lookup (query, "state"))) {
    g_debug ("Loopback: another state");
    answer (message, SOUP_STATUS_BAD_REQUEST,
            _("This is not the sign-in that Spaceport waits for. Start again in Spaceport."));
  } else {
    finish (self, message, query);
  }
}

static gboolean
listen_here (SpHubLoopback *self,
             GError       **error)
{
  g_autoptr (GInetAddress)   loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  GSList                    *uris;

  if (!soup_server_listen (self->server, address, 0, error)) {
    g_prefix_error (error, "%s ", _("This program cannot wait for the browser. Sign in with a code instead."));
    return FALSE;
  }

  uris = soup_server_get_uris (self->server);
  self->host = g_strdup_printf ("127.0.0.1:%d", g_uri_get_port (uris->data));
  self->address = g_strconcat ("http://", self->host, PATH, NULL);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return TRUE;
}

SpHubLoopback *
sp_hub_loopback_new (const char *state,
                     GError    **error)
{
  g_autoptr (SpHubLoopback) self = g_object_new (SP_TYPE_HUB_LOOPBACK, NULL);

  self->state = g_strdup (state);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, called_cb, self, NULL);

  return listen_here (self, error) ? g_steal_pointer (&self) : NULL;
}

const char *
sp_hub_loopback_get_address (SpHubLoopback *self)
{
  g_return_val_if_fail (SP_IS_HUB_LOOPBACK (self), NULL);

  return self->address;
}
