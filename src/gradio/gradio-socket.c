/* SPDX-License-Identifier: LGPL-2.1-or-later */
#define _GNU_SOURCE /* O_PATH */

#include "config.h"

#include "gradio-socket.h"

#include "gradio-origin.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

struct _GradioSocket {
  GObject parent_instance;

  GUri *address; /* (nullable) */
  char *path;
  int   folder; /* of a long path, open; else -1 */
};

static void gradio_socket_connectable_init (GSocketConnectableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GradioSocket, gradio_socket, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE, gradio_socket_connectable_init))

/* Says the address of the socket once. */
#define GRADIO_TYPE_SOCKET_ENUMERATOR (gradio_socket_enumerator_get_type ())
G_DECLARE_FINAL_TYPE (GradioSocketEnumerator, gradio_socket_enumerator, GRADIO, SOCKET_ENUMERATOR, GSocketAddressEnumerator)

struct _GradioSocketEnumerator {
  GSocketAddressEnumerator parent_instance;

  GradioSocket *socket; /* NULL when it was said */
};

G_DEFINE_FINAL_TYPE (GradioSocketEnumerator, gradio_socket_enumerator, G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

static void
close_folder (GradioSocket *self)
{
  if (self->folder >= 0)
    close (self->folder);
  self->folder = -1;
}

/* An address has room for some hundred bytes only, and GLib cuts what is longer. A folder that is open is named in
 * fewer; it may be another one than the last time. */
static GSocketAddress *
new_address (GradioSocket *self,
             GError      **error)
{
  struct sockaddr_un native;
  g_autofree char   *folder = g_path_get_dirname (self->path);
  g_autofree char   *name = g_path_get_basename (self->path);
  g_autofree char   *path = NULL;

  if (strlen (self->path) < sizeof native.sun_path)
    return g_unix_socket_address_new (self->path);

  close_folder (self);
  self->folder = open (folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (self->folder < 0) {
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
    return NULL;
  }

  path = g_strdup_printf ("/proc/self/fd/%d/%s", self->folder, name);
  if (strlen (path) >= sizeof native.sun_path) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FILENAME_TOO_LONG, g_strerror (ENAMETOOLONG));
    return NULL;
  }

  return g_unix_socket_address_new (path);
}

static GSocketAddress *
gradio_socket_enumerator_next (GSocketAddressEnumerator *enumerator,
                               GCancellable             *cancellable,
                               GError                  **error)
{
  g_autoptr (GradioSocket) socket = g_steal_pointer (&GRADIO_SOCKET_ENUMERATOR (enumerator)->socket);

  return socket != NULL ? new_address (socket, error) : NULL;
}

static void
gradio_socket_enumerator_finalize (GObject *object)
{
  g_clear_object (&GRADIO_SOCKET_ENUMERATOR (object)->socket);

  G_OBJECT_CLASS (gradio_socket_enumerator_parent_class)->finalize (object);
}

static void
gradio_socket_enumerator_class_init (GradioSocketEnumeratorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gradio_socket_enumerator_finalize;
  G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass)->next = gradio_socket_enumerator_next;
}

static void
gradio_socket_enumerator_init (GradioSocketEnumerator *self)
{
}

static GSocketAddressEnumerator *
gradio_socket_enumerate (GSocketConnectable *connectable)
{
  GradioSocketEnumerator *enumerator = g_object_new (GRADIO_TYPE_SOCKET_ENUMERATOR, NULL);

  enumerator->socket = g_object_ref (GRADIO_SOCKET (connectable));

  return G_SOCKET_ADDRESS_ENUMERATOR (enumerator);
}

static char *
gradio_socket_to_string (GSocketConnectable *connectable)
{
  return g_strdup (GRADIO_SOCKET (connectable)->path);
}

static void
gradio_socket_connectable_init (GSocketConnectableIface *iface)
{
  iface->enumerate = gradio_socket_enumerate;
  iface->proxy_enumerate = gradio_socket_enumerate;
  iface->to_string = gradio_socket_to_string;
}

static void
gradio_socket_finalize (GObject *object)
{
  GradioSocket *self = GRADIO_SOCKET (object);

  close_folder (self);
  g_clear_pointer (&self->path, g_free);
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
  self->folder = -1;
}

GradioSocket *
gradio_socket_new (const char *path,
                   const char *address)
{
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  GradioSocket    *self = NULL;

  if (address != NULL && (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'))
    return NULL;

  self = g_object_new (GRADIO_TYPE_SOCKET, NULL);
  self->path = g_strdup (path);
  self->address = g_steal_pointer (&uri);

  return self;
}

const char *
gradio_socket_get_path (GradioSocket *self)
{
  return self->path;
}

gboolean
gradio_socket_is_for (GradioSocket *self,
                      GUri         *uri)
{
  return self->address != NULL && gradio_origin_equal (self->address, uri);
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
