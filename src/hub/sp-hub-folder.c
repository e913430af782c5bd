/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-folder.h"

#include "sp-hub-error.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* A file is put under this name before it takes the place of another. */
#define NEW_NAME SP_HUB_FOLDER_PARTS "/new"

#define FOLDER_FLAGS (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

struct _SpHubFolder {
  int fd;
};

GError *
sp_hub_folder_new_error (const char *path,
                         int         code)
{
  switch (code) {
  case ENOSPC:
  case EDQUOT:
    return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_DISK_FULL,
                                _("The disk is full. Make room, then go on: what was downloaded is kept."));
  case ELOOP:
  case ENOTDIR:
  case EISDIR:
  case ENOTEMPTY:
  case EEXIST:
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_FILE,
                        _("Something else is in the place of the file “%s”. Remove it, then try again."), path);
  default:
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_FILE,
                        _("The file “%s” cannot be used: %s. Check the folder, then try again."), path,
                        g_strerror (code));
  }
}

static void
set_error (GError    **error,
           const char *path)
{
  g_propagate_error (error, sp_hub_folder_new_error (path, errno));
}

SpHubFolder *
sp_hub_folder_open (GFile   *folder,
                    gboolean create,
                    GError **error)
{
  const char  *path = g_file_peek_path (folder);
  SpHubFolder *self;
  int          fd;

  if (path == NULL) {
    g_set_error_literal (error, SP_HUB_ERROR, SP_HUB_ERROR_FILE,
                         _("The folder is not on this computer. Choose another one."));
    return NULL;
  }

  if (create && g_mkdir_with_parents (path, 0755) != 0) {
    set_error (error, path);
    return NULL;
  }

  fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) {
    set_error (error, path);
    return NULL;
  }

  self = g_atomic_rc_box_new0 (SpHubFolder);
  self->fd = fd;

  return self;
}

SpHubFolder *
sp_hub_folder_ref (SpHubFolder *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
close_folder (gpointer data)
{
  close (((SpHubFolder *) data)->fd);
}

void
sp_hub_folder_unref (SpHubFolder *self)
{
  g_atomic_rc_box_release_full (self, close_folder);
}

/* Keeps what went wrong over the close. */
static void
close_fd (int fd)
{
  int code = errno;

  if (fd >= 0)
    close (fd);
  errno = code;
}

/* The folder that a file is in, opened, or -1 with errno. @name is the rest of @path. */
static int
open_parent (SpHubFolder *self,
             const char  *path,
             gboolean     create,
             const char **name)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  int            fd = fcntl (self->fd, F_DUPFD_CLOEXEC, 0);

  for (guint i = 0; fd >= 0 && parts[i + 1] != NULL; i++) {
    int inner = -1;

    if (!create || mkdirat (fd, parts[i], 0755) == 0 || errno == EEXIST)
      inner = openat (fd, parts[i], FOLDER_FLAGS);
    close_fd (fd);
    fd = inner;
  }

  *name = strrchr (path, '/') != NULL ? strrchr (path, '/') + 1 : path;

  return fd;
}

int
sp_hub_folder_open_file (SpHubFolder *self,
                         const char  *path,
                         gboolean     writable,
                         GError     **error)
{
  const char *name;
  struct stat status;
  int         parent = open_parent (self, path, writable, &name);
  int         fd = -1;

  /* What is no file at all, such as a pipe, must not be waited for. */
  if (parent >= 0)
    fd = openat (parent, name, O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (writable ? O_RDWR | O_CREAT : O_RDONLY), 0644);
  if (fd >= 0 && (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode))) {
    close (fd);
    fd = -1;
    errno = EISDIR;
  }
  if (fd < 0)
    set_error (error, path);
  close_fd (parent);

  return fd;
}

gboolean
sp_hub_folder_move (SpHubFolder *self,
                    const char  *from,
                    const char  *to,
                    GError     **error)
{
  const char *from_name;
  const char *to_name;
  int         from_parent = open_parent (self, from, FALSE, &from_name);
  int         to_parent = from_parent >= 0 ? open_parent (self, to, TRUE, &to_name) : -1;
  gboolean    moved = to_parent >= 0 && renameat (from_parent, from_name, to_parent, to_name) == 0;

  if (!moved)
    set_error (error, to);
  close_fd (from_parent);
  close_fd (to_parent);

  return moved;
}

static gboolean
write_all (int         fd,
           const char *data,
           gsize       size)
{
  while (size > 0) {
    gssize n_written = write (fd, data, size);

    if (n_written < 0 && errno == EINTR)
      continue;
    if (n_written < 0)
      return FALSE;
    data += n_written;
    size -= (gsize) n_written;
  }

  return TRUE;
}

static gboolean
copy_content (int from,
              int to)
{
  g_autofree char *buffer = g_malloc (256 * 1024);
  gssize           n_read;

  while ((n_read = read (from, buffer, 256 * 1024)) != 0) {
    if (n_read < 0 && errno == EINTR)
      continue;
    if (n_read < 0 || !write_all (to, buffer, (gsize) n_read))
      return FALSE;
  }

  return TRUE;
}

static gboolean
copy_file (SpHubFolder *self,
           SpHubFolder *other,
           const char  *from,
           GError     **error)
{
  int      input = sp_hub_folder_open_file (other, from, FALSE, error);
  int      output = input >= 0 ? sp_hub_folder_open_file (self, NEW_NAME, TRUE, error) : -1;
  gboolean copied = output >= 0 && copy_content (input, output);

  if (!copied && output >= 0)
    set_error (error, from);
  close_fd (input);
  close_fd (output);

  return copied;
}

static gboolean
link_file (SpHubFolder *self,
           SpHubFolder *other,
           const char  *from)
{
  const char *from_name;
  const char *to_name;
  int         from_parent = open_parent (other, from, FALSE, &from_name);
  int         to_parent = open_parent (self, NEW_NAME, TRUE, &to_name);
  gboolean    linked = from_parent >= 0 && to_parent >= 0 &&
                    linkat (from_parent, from_name, to_parent, to_name, 0) == 0;

  close_fd (from_parent);
  close_fd (to_parent);

  return linked;
}

/* What is left of a try that was cut off, too. */
static void
remove_new (SpHubFolder *self)
{
  const char *name;
  int         parent = open_parent (self, NEW_NAME, FALSE, &name);

  if (parent >= 0)
    unlinkat (parent, name, 0);
  close_fd (parent);
}

gboolean
sp_hub_folder_take (SpHubFolder *self,
                    SpHubFolder *other,
                    const char  *from,
                    const char  *to,
                    GError     **error)
{
  gboolean taken;

  remove_new (self);
  taken = (link_file (self, other, from) || copy_file (self, other, from, error)) &&
          sp_hub_folder_move (self, NEW_NAME, to, error);
  remove_new (self); /* is still there when both were names of one file already */

  return taken;
}

gboolean
sp_hub_folder_link (SpHubFolder *self,
                    const char  *path,
                    const char  *target,
                    GError     **error)
{
  const char *name;
  int         parent;
  gboolean    linked;

  remove_new (self);
  parent = open_parent (self, NEW_NAME, TRUE, &name);
  linked = parent >= 0 && symlinkat (target, parent, name) == 0;
  if (!linked)
    set_error (error, path);
  close_fd (parent);

  return linked && sp_hub_folder_move (self, NEW_NAME, path, error);
}

gboolean
sp_hub_folder_write (SpHubFolder *self,
                     const char  *path,
                     const char  *text,
                     GError     **error)
{
  gboolean written;
  int      fd;

  remove_new (self);
  fd = sp_hub_folder_open_file (self, NEW_NAME, TRUE, error);
  written = fd >= 0 && write_all (fd, text, strlen (text));
  if (fd >= 0 && !written)
    set_error (error, path);
  close_fd (fd);

  return written && sp_hub_folder_move (self, NEW_NAME, path, error);
}

void
sp_hub_folder_remove_parts (SpHubFolder *self)
{
  int            fd = openat (self->fd, SP_HUB_FOLDER_PARTS, FOLDER_FLAGS);
  DIR           *folder = fd >= 0 ? fdopendir (fd) : NULL;
  struct dirent *entry;

  if (folder == NULL) {
    close_fd (fd);
    return;
  }

  while ((entry = readdir (folder)) != NULL)
    if (!g_str_equal (entry->d_name, ".") && !g_str_equal (entry->d_name, ".."))
      unlinkat (fd, entry->d_name, 0);
  closedir (folder);
  unlinkat (self->fd, SP_HUB_FOLDER_PARTS, AT_REMOVEDIR);
}

guint64
sp_hub_folder_get_free (SpHubFolder *self)
{
  struct statvfs status;

  return fstatvfs (self->fd, &status) == 0 ? (guint64) status.f_bavail * status.f_frsize : G_MAXUINT64;
}

void
sp_hub_folder_flush (SpHubFolder *self)
{
  if (syncfs (self->fd) != 0)
    g_debug ("The disk cannot be flushed: %s", g_strerror (errno));
}
