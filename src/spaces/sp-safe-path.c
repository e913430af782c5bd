/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* O_PATH, syscall() */
#include "sp-safe-path.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#define MAX_PART_LENGTH 255

/* Text from outside as it can be shown: valid, short and without control characters. */
static char *
dup_printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, strnlen (text, 256));
  GString         *shown = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar character = g_utf8_get_char (at);

    g_string_append_unichar (shown, g_unichar_iscntrl (character) ? 0xfffd : character);
  }
  return g_string_free (shown, FALSE);
}

static gboolean
has_control_characters (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_iscntrl (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

static gboolean
is_part (const char *part)
{
  gsize length = strlen (part);

  return length > 0 && length <= MAX_PART_LENGTH && !g_str_equal (part, ".") && !g_str_equal (part, "..");
}

static gboolean
is_safe (const char *path)
{
  g_auto (GStrv) parts = NULL;

  if (path == NULL || strlen (path) > SP_SAFE_PATH_MAX_LENGTH || !g_utf8_validate (path, -1, NULL) ||
      has_control_characters (path))
    return FALSE;

  parts = g_strsplit (path, "/", -1);
  for (char **part = parts; *part != NULL; part++)
    if (!is_part (*part))
      return FALSE;
  return g_strv_length (parts) > 0 && g_strv_length (parts) <= SP_SAFE_PATH_MAX_DEPTH;
}

gboolean
sp_safe_path_check (const char *path, GError **error)
{
  g_autofree char *shown = NULL;

  if (is_safe (path))
    return TRUE;

  shown = dup_printable (path != NULL ? path : "");
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
               _("“%s” cannot be the name of a file here: it would be outside of its folder, or is no proper name."),
               shown);
  return FALSE;
}

gboolean
sp_safe_path_check_link (const char *path, const char *target, GError **error)
{
  g_auto (GStrv)   parts = g_strsplit (target, "/", -1);
  g_autofree char *shown_path = NULL;
  g_autofree char *shown_target = NULL;
  int              depth = 0;
  gboolean         has_name = FALSE;
  gboolean         is_good = *target != '\0' && *target != '/' && strlen (target) <= SP_SAFE_PATH_MAX_LENGTH &&
                     g_utf8_validate (target, -1, NULL) && !has_control_characters (target);

  for (const char *at = path; *at != '\0'; at++)
    depth += *at == '/';
  for (char **part = parts; is_good && *part != NULL; part++) {
    /* After a name, which may be that of a link to somewhere above, nobody knows where “..” leads. */
    if (g_str_equal (*part, ".."))
      is_good = !has_name && --depth >= 0;
    else if (**part != '\0' && !g_str_equal (*part, "."))
      has_name = TRUE;
    is_good = is_good && strlen (*part) <= MAX_PART_LENGTH;
  }
  if (is_good)
    return TRUE;

  shown_path = dup_printable (path);
  shown_target = dup_printable (target);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
               _("The link “%s” leads out of its folder, to “%s”. Put a copy in its place."), shown_path, shown_target);
  return FALSE;
}

/* Fails with what the kernel says of a name. */
static int
fail (const char *path, GError **error)
{
  int              code = errno;
  g_autofree char *shown = dup_printable (path);

  if (code == ELOOP)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS,
                 _("“%s” is a link, or behind one, and is not followed."), shown);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "“%s”: %s", shown, g_strerror (code));
  return -1;
}

int
sp_safe_path_open_folder (GFile *folder, GError **error)
{
  const char *path = g_file_peek_path (folder);
  int         fd = -1;

  errno = ENOTSUP;
  if (path != NULL)
    fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  return fd >= 0 ? fd : fail (path != NULL ? path : "", error);
}

/* openat2() has no function in the C library. Filters of containers may answer EPERM or ENOSYS for what they do not
 * know. */
static int
open_beneath (int folder, const char *path, int flags, mode_t mode, guint64 resolve)
{
  struct open_how how = { .flags = flags | O_CLOEXEC, .mode = flags & O_CREAT ? mode : 0, .resolve = resolve };
  int             fd;

  do {
    fd = syscall (SYS_openat2, folder, path, &how, sizeof how);
  } while (fd < 0 && (errno == EINTR || errno == EAGAIN));
  return fd;
}

static gboolean
has_openat2 (void)
{
  int fd = open_beneath (AT_FDCWD, "/", O_PATH, 0, 0);

  if (fd >= 0)
    close (fd);
  return fd >= 0;
}

/* Opens the folder that the last part of a name is in, making those of the way if wished. The last part is set. */
static int
open_parent (int folder, const char *path, gboolean make, const char **last)
{
  int         parent = fcntl (folder, F_DUPFD_CLOEXEC, 0);
  const char *slash;

  while (parent >= 0 && (slash = strchr (path, '/')) != NULL) {
    g_autofree char *part = g_strndup (path, slash - path);
    int              next = -1;
    int              code;

    if (!make || mkdirat (parent, part, 0755) == 0 || errno == EEXIST)
      next = openat (parent, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    code = errno;
    /* That a link is no folder is said in another way than of other links. */
    if (next < 0 && code == ENOTDIR) {
      struct stat status;

      if (fstatat (parent, part, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK (status.st_mode))
        code = ELOOP;
    }
    close (parent);
    errno = code;
    parent = next;
    path = slash + 1;
  }

  *last = path;
  return parent;
}

int
sp_safe_path_open_by_parts (int folder, const char *path, int flags, mode_t mode, GError **error)
{
  const char *last = NULL;
  int         parent;
  int         fd = -1;
  int         code;

  if (!sp_safe_path_check (path, error))
    return -1;

  parent = open_parent (folder, path, FALSE, &last);
  if (parent < 0)
    return fail (path, error);

  fd = openat (parent, last, flags | O_NOFOLLOW | O_CLOEXEC, mode);
  code = errno;
  close (parent);
  errno = code;
  return fd >= 0 ? fd : fail (path, error);
}

int
sp_safe_path_open (int folder, const char *path, int flags, mode_t mode, GError **error)
{
  int fd;

  if (!sp_safe_path_check (path, error))
    return -1;

  fd = open_beneath (folder, path, flags, mode, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS);
  if (fd >= 0)
    return fd;
  if ((errno == ENOSYS || errno == EPERM) && !has_openat2 ())
    return sp_safe_path_open_by_parts (folder, path, flags, mode, error);
  return fail (path, error);
}

/* The path of an open folder, without links. */
static char *
dup_real_path (int folder)
{
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", folder);

  return realpath (link, NULL);
}

/* Follows the links by name, then opens what they lead to without following any: one that is changed in between gains
 * nothing. */
static int
open_inside_by_name (int folder, const char *path, GError **error)
{
  char            *root = dup_real_path (folder);
  g_autofree char *whole = NULL;
  char            *real = NULL;
  gboolean         leads_out = FALSE;
  int              fd = -1;

  if (root != NULL) {
    whole = g_build_filename (root, path, NULL);
    real = realpath (whole, NULL);
  }
  if (real == NULL) {
    fail (path, error);
  } else if (g_str_has_prefix (real, root) && real[strlen (root)] == '/') {
    fd = sp_safe_path_open_by_parts (folder, real + strlen (root) + 1, O_RDONLY | O_NONBLOCK, 0, error);
  } else {
    leads_out = TRUE;
  }
  free (root);
  free (real);
  if (fd < 0 && leads_out)
    errno = EXDEV;
  return fd;
}

int
sp_safe_path_open_inside (int folder, const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char   *shown = NULL;
  int                fd;

  if (!sp_safe_path_check (path, error))
    return -1;

  /* A pipe would be waited for otherwise. */
  fd = open_beneath (folder, path, O_RDONLY | O_NONBLOCK, 0, RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS);
  if (fd < 0 && (errno == ENOSYS || errno == EPERM) && !has_openat2 ())
    fd = open_inside_by_name (folder, path, &local_error);
  if (fd >= 0)
    return fd;
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return -1;
  }
  if (errno != EXDEV)
    return fail (path, error);

  shown = dup_printable (path);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
               _("“%s” is a link that leads out of its folder. Put a copy in its place."), shown);
  return -1;
}

gboolean
sp_safe_path_make_folders (int folder, const char *path, GError **error)
{
  g_autofree char *below = NULL;
  const char      *last = NULL;
  int              fd;

  if (!sp_safe_path_check (path, error))
    return FALSE;

  /* The way to a name in the folder. */
  below = g_strconcat (path, "/.", NULL);
  fd = open_parent (folder, below, TRUE, &last);
  if (fd < 0) {
    fail (path, error);
    return FALSE;
  }
  close (fd);
  return TRUE;
}

int
sp_safe_path_create (int folder, const char *path, mode_t mode, GError **error)
{
  const char *last = NULL;
  int         parent;
  int         fd;
  int         code;

  if (!sp_safe_path_check (path, error))
    return -1;

  parent = open_parent (folder, path, TRUE, &last);
  if (parent < 0)
    return fail (path, error);

  fd = openat (parent, last, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
  code = errno;
  close (parent);
  errno = code;
  return fd >= 0 ? fd : fail (path, error);
}

gboolean
sp_safe_path_create_link (int folder, const char *path, const char *target, GError **error)
{
  const char *last = NULL;
  int         parent;
  int         status;
  int         code;

  if (!sp_safe_path_check (path, error) || !sp_safe_path_check_link (path, target, error))
    return FALSE;

  parent = open_parent (folder, path, TRUE, &last);
  if (parent < 0) {
    fail (path, error);
    return FALSE;
  }

  status = symlinkat (target, parent, last);
  code = errno;
  close (parent);
  errno = code;
  if (status != 0)
    fail (path, error);
  return status == 0;
}
