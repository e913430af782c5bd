/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-socket.h"

#include "gradio-origin.h"

struct _GradioSocket {
  GObject parent_instance;

  GSocketConnectable *connectable;
  GUri               *address;
};

G_DEFINE_FINAL_TYPE (GradioSocket, gradio_socket, G_TYPE_OBJECT)

static void
gradio_socket_finalize (GObject *object)
{
  GradioSocket *self = GRADIO_SOCKET (object);

  g_clear_object (&self->connectable);
  g_clear_pointer (&self->address, g_uri_unref);

  G_OBJECT_CLASS (gradio_socket_parent_class)->finalize (object);
}

static void
gradio_socket_class_init (GradioSocketClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gradio_socket_finalize;
}

static void
gradio_socket_init (GradioSocket *self)
{
}

GradioSocket *
gradio_socket_new (const char *path,
                   const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  GradioSocket    *self = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return NULL;

  self = g_object_new (GRADIO_TYPE_SOCKET, NULL);
  self->connectable = G_SOCKET_CONNECTABLE (g_unix_socket_address_new (path));
  self->address = g_steal_pointer (&uri);

  return self;
}

const char *
gradio_socket_get_path (GradioSocket *self)
{
  return g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (self->connectable));
}

GSocketConnectable *
gradio_socket_get_connectable (GradioSocket *self)
{
  return self->connectable;
}

gboolean
gradio_socket_is_for (GradioSocket *self,
                      GUri         *uri)
{
  return gradio_origin_equal (self->address, uri);
}

/* Returns: (transfer full) (nullable): where an answer leads to, when that is on the other side */
static GUri *
dup_crossing (GradioSocket *self,
              SoupMessage  *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char         *location = soup_message_headers_get_one (headers, "Location");
  GUri               *here = soup_message_get_uri (message);
  g_autoptr (GUri)    there = NULL;

  if (!SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (message)) || location == NULL)
    return NULL;

  there = g_uri_parse_relative (here, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (there == NULL || gradio_socket_is_for (self, here) == gradio_socket_is_for (self, there))
    return NULL;

  return g_steal_pointer (&there);
}

static void
got_headers_cb (GradioSocket *self,
                SoupMessage  *message)
{
  g_autoptr (GUri) crossing = dup_crossing (self, message);

  if (crossing != NULL)
    soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
}

void
gradio_socket_watch (GradioSocket *self,
                     SoupMessage  *message)
{
  g_signal_connect_object (message, "got-headers", G_CALLBACK (got_headers_cb), self, G_CONNECT_SWAPPED);
}

char *
gradio_socket_dup_elsewhere (GradioSocket *self,
                             SoupMessage  *message)
{
  g_autoptr (GUri) there = self != NULL ? dup_crossing (self, message) : NULL;

  if (there == NULL || !gradio_socket_is_for (self, soup_message_get_uri (message)) ||
      !g_str_equal (soup_message_get_method (message), SOUP_METHOD_GET))
    return NULL;

  return g_uri_to_string (there);
}
