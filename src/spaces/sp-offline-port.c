/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* F_OFD_SETLK */

#include "config.h"

#include "sp-offline-port.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "gradio.h"

/* An empty file, in which each port has its byte: it is locked as long as the program that took it runs. The lock is
 * one of the descriptor, not of the process. */
static struct flock
make_lock (guint16 port)
{
  return (struct flock){ .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = port, .l_len = 1 };
}

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_cache_dir (), "spaceport", "offline-ports", NULL);
}

int
sp_offline_port_take (guint16 port, GError **error)
{
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  struct flock     lock = make_lock (port);
  int              code, fd = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd >= 0 && fcntl (fd, F_OFD_SETLK, &lock) == 0)
    return fd;

  code = errno;
  if (fd >= 0)
    close (fd);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               _("It cannot be noted that the port %u leads to an app without network, in “%s”: %s"), port, path,
               g_strerror (code));
  return -1;
}

/* Returns 0 for an address of another computer. */
static guint16
get_port (const char *text)
{
  g_autoptr (GradioAddress) address = gradio_address_parse (text, NULL);
  g_autoptr (GUri)          uri = NULL;
  g_autoptr (GInetAddress)  number = NULL;
  const char               *host;

  if (address == NULL || address->uri == NULL)
    return 0;

  uri = g_uri_parse (address->uri, G_URI_FLAGS_NONE, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL || g_uri_get_port (uri) <= 0)
    return 0;

  number = g_inet_address_new_from_string (host);
  if (number != NULL ? g_inet_address_get_is_loopback (number)
                     : g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost"))
    return (guint16) g_uri_get_port (uri);
  return 0;
}

gboolean
sp_offline_port_is_one (const char *address)
{
  guint16          port = get_port (address);
  struct flock     lock = make_lock (port);
  g_autofree char *path = dup_path ();
  gboolean         taken;
  int              fd;

  if (port == 0)
    return FALSE;

  fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return FALSE; /* nobody took one */

  taken = fcntl (fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  close (fd);
  return taken;
}
