/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include "sp-space-lock.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

int
sp_space_lock_take (GFile *file, GError **error)
{
  const char      *path = g_file_peek_path (file);
  g_autofree char *folder = g_path_get_dirname (path);
  struct flock     lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int              fd = -1;
  int              code;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = open (path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd >= 0 && fcntl (fd, F_OFD_SETLK, &lock) == 0)
    return fd;

  code = errno;
  if (fd >= 0)
    close (fd);
  if (fd >= 0 && (code == EAGAIN || code == EACCES))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("“%s” is in use by another window or program."), path);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("“%s” cannot be locked: %s"), path,
                 g_strerror (code));
  return -1;
}

gboolean
sp_space_lock_is_taken (GFile *file)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int          fd = open (g_file_peek_path (file), O_RDWR | O_NOFOLLOW | O_CLOEXEC);
  gboolean     taken;

  if (fd < 0)
    return FALSE;

  taken = fcntl (fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  close (fd);
  return taken;
}
