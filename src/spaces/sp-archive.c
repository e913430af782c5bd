/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-archive.h"

#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-file-tree.h"
#include "sp-safe-path.h"

#define CHUNK (256 * 1024)
#define MAX_BYTES (32 * G_GUINT64_CONSTANT (1073741824))
#define MAX_FILES 100000
#define MAX_RATIO 200
#define FREE_BYTES (16 * 1024 * 1024) /* never too much, whatever the ratio */

/* One archive being unpacked; data of its task. */
typedef struct {
  GFile          *archive;
  GFile          *folder;
  SpArchiveLimits limits;
  SpFileProgress *progress;
  GCancellable   *cancellable; /* of the task */
  struct archive *reader;
  int             fd;     /* of the folder */
  guint64         packed; /* size of the archive */
  guint64         n_files;
  guint64         n_bytes;
  char           *buffer;
} Unpack;

static void
unpack_free (gpointer data)
{
  Unpack *unpack = data;

  g_object_unref (unpack->archive);
  g_object_unref (unpack->folder);
  sp_file_progress_free (unpack->progress);
  g_free (unpack->buffer);
  g_free (unpack);
}

static gboolean
fail (GError **error, char *sentence)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, sentence);
  g_free (sentence);
  return FALSE;
}

/* The archive cannot be read further. What libarchive says of it is for those who made it. */
static gboolean
fail_broken (Unpack *unpack, GError **error)
{
  const char      *reason = archive_error_string (unpack->reader);
  g_autofree char *valid = g_utf8_make_valid (reason != NULL ? reason : "?", -1);

  return fail (error, g_strdup_printf (_("The archive is cut or damaged (%s). Get it again."), valid));
}

static gboolean
check_limits (Unpack *unpack, GError **error)
{
  g_autofree char *size = NULL;

  if (unpack->n_files > unpack->limits.max_files)
    return fail (error, g_strdup_printf (_("The archive has more than %d files in it. It is not unpacked."),
                                         (int) unpack->limits.max_files));
  if (unpack->n_bytes > unpack->limits.max_bytes) {
    size = g_format_size (unpack->limits.max_bytes);
    return fail (error, g_strdup_printf (
                          _("Unpacked, the archive has more than %s, which is too much. It is not unpacked."), size));
  }
  if (unpack->n_bytes > FREE_BYTES && unpack->n_bytes / MAX (unpack->packed, 1) >= unpack->limits.max_ratio)
    return fail (error, g_strdup_printf (_("The archive grows to more than %d times its size, as those do that are "
                                            "made to fill a disk. It is not unpacked."),
                                         (int) unpack->limits.max_ratio));
  return TRUE;
}

/* The name of an entry without “./” before and “/” after it, NULL when there is none. */
static char *
dup_name (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);
  char       *copy;
  gsize       length;

  if (name == NULL)
    name = archive_entry_pathname (entry);
  if (name == NULL)
    return NULL;

  while (g_str_has_prefix (name, "./"))
    name += 2;
  copy = g_strdup (name);
  length = strlen (copy);
  while (length > 0 && copy[length - 1] == '/')
    copy[--length] = '\0';
  return copy;
}

/* Makes an error of a file one of the archive: names that occur twice, or once as a file and once as a folder. */
static gboolean
fail_name (const char *name, GError *reason, GError **error)
{
  gboolean is_twice = g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_EXISTS) ||
                      g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY) ||
                      g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  gboolean is_bad = g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME) ||
                    g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS);

  if (is_twice) {
    fail (error, g_strdup_printf (_("“%s” is in the archive twice, as different things. It is not unpacked."), name));
  } else if (is_bad) {
    fail (error, g_strdup_printf (_("The archive is not unpacked. %s"), reason->message));
  } else {
    g_propagate_error (error, reason);
    return FALSE;
  }
  g_error_free (reason);
  return FALSE;
}

static gboolean
write_all (int fd, const char *bytes, gsize length, const char *name, GError **error)
{
  while (length > 0) {
    ssize_t written = write (fd, bytes, length);

    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0) {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "“%s”: %s", name, g_strerror (errno));
      return FALSE;
    }
    bytes += written;
    length -= written;
  }
  return TRUE;
}

/* Writes bytes of a file, as long as there are not too many in all. */
static gboolean
take_bytes (Unpack *unpack, int to, gsize length, const char *name, GError **error)
{
  unpack->n_bytes += length;
  if (g_cancellable_set_error_if_cancelled (unpack->cancellable, error) || !check_limits (unpack, error) ||
      !write_all (to, unpack->buffer, length, name, error))
    return FALSE;
  sp_file_progress_add (unpack->progress, 0, length);
  return TRUE;
}

/* Reads the content of the entry. Holes of sparse files are read as the zeros they stand for. */
static gboolean
unpack_content (Unpack *unpack, int to, const char *name, GError **error)
{
  la_ssize_t length;

  while ((length = archive_read_data (unpack->reader, unpack->buffer, CHUNK)) > 0)
    if (!take_bytes (unpack, to, length, name, error))
      return FALSE;
  return length == 0 || fail_broken (unpack, error);
}

/* A hard link becomes a copy of what it is a second name of. */
static gboolean
copy_linked (Unpack *unpack, int to, const char *target, const char *name, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean           good = TRUE;
  ssize_t            length;
  int                from;

  while (g_str_has_prefix (target, "./"))
    target += 2;
  from = sp_safe_path_open (unpack->fd, target, O_RDONLY, 0, &reason);
  if (from < 0)
    return fail (error, g_strdup_printf (
                          _("“%s” is a link to something that is not in the archive. It is not unpacked."), name));

  while (good && (length = read (from, unpack->buffer, CHUNK)) > 0)
    good = take_bytes (unpack, to, length, name, error);
  close (from);
  return good;
}

static gboolean
unpack_file (Unpack *unpack, struct archive_entry *entry, const char *name, GError **error)
{
  const char *target = archive_entry_hardlink_utf8 (entry);
  GError     *reason = NULL;
  gboolean    good;
  int         fd = sp_safe_path_create (unpack->fd, name, archive_entry_perm (entry) & S_IXUSR ? 0755 : 0644, &reason);

  if (fd < 0)
    return fail_name (name, reason, error);

  if (target == NULL)
    target = archive_entry_hardlink (entry);
  if (target != NULL)
    good = copy_linked (unpack, fd, target, name, error);
  else
    good = unpack_content (unpack, fd, name, error);
  if (close (fd) != 0 && good) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "“%s”: %s", name, g_strerror (errno));
    good = FALSE;
  }
  return good;
}

static gboolean
unpack_link (Unpack *unpack, struct archive_entry *entry, const char *name, GError **error)
{
  const char *target = archive_entry_symlink_utf8 (entry);
  GError     *reason = NULL;

  if (target == NULL)
    target = archive_entry_symlink (entry);
  return sp_safe_path_create_link (unpack->fd, name, target != NULL ? target : "", &reason) ||
         fail_name (name, reason, error);
}

static gboolean
unpack_entry (Unpack *unpack, struct archive_entry *entry, GError **error)
{
  g_autofree char *name = dup_name (entry);
  GError          *reason = NULL;

  if (name != NULL && (*name == '\0' || g_str_equal (name, ".")) && archive_entry_filetype (entry) == AE_IFDIR)
    return TRUE; /* the folder itself */
  if (!sp_safe_path_check (name, &reason))
    return fail_name (name, reason, error);

  unpack->n_files++;
  sp_file_progress_add (unpack->progress, 1, 0);
  if (!check_limits (unpack, error))
    return FALSE;
  if (archive_entry_is_data_encrypted (entry))
    return fail (error,
                 g_strdup (_("The archive is locked with a password. Unpack it yourself and install the folder.")));

  if (archive_entry_hardlink (entry) != NULL || archive_entry_hardlink_utf8 (entry) != NULL)
    return unpack_file (unpack, entry, name, error);
  switch (archive_entry_filetype (entry)) {
  case AE_IFREG:
    return unpack_file (unpack, entry, name, error);
  case AE_IFLNK:
    return unpack_link (unpack, entry, name, error);
  case AE_IFDIR:
    return sp_safe_path_make_folders (unpack->fd, name, &reason) || fail_name (name, reason, error);
  default:
    return fail (error,
                 g_strdup_printf (_("“%s” in the archive is a device, pipe or socket. It is not unpacked."), name));
  }
}

static gboolean
unpack_entries (Unpack *unpack, GError **error)
{
  struct archive_entry *entry = NULL;
  int                   status;

  /* A warning is about names the locale does not have; they are checked here. */
  while ((status = archive_read_next_header (unpack->reader, &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN)
    if (g_cancellable_set_error_if_cancelled (unpack->cancellable, error) || !unpack_entry (unpack, entry, error))
      return FALSE;

  if (status != ARCHIVE_EOF)
    return fail_broken (unpack, error);
  return unpack->n_files > 0 || fail (error, g_strdup (_("There is nothing in the archive.")));
}

/* Only the two formats Spaces come in, and no filter that would start a program. */
static struct archive *
make_reader (void)
{
  struct archive *reader = archive_read_new ();

  archive_read_support_filter_gzip (reader);
  archive_read_support_filter_bzip2 (reader);
  archive_read_support_filter_xz (reader);
  archive_read_support_filter_zstd (reader);
  archive_read_support_format_tar (reader);
  archive_read_support_format_zip_seekable (reader);
  return reader;
}

/* Whether the file begins as an archive does, though it cannot be read as one. */
static gboolean
looks_like_archive (int fd)
{
  static const char *const magics[] = { "PK\x03\x04", "\x1f\x8b", "BZh", "\xfd"
                                                                         "7zXZ",
                                        "\x28\xb5\x2f\xfd" };
  char                     start[6] = "";

  if (pread (fd, start, sizeof start, 0) <= 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    if (memcmp (start, magics[i], strlen (magics[i])) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
unpack_from (Unpack *unpack, int fd, GError **error)
{
  g_autofree char *name = g_file_get_basename (unpack->archive);
  g_autofree char *shown = g_filename_display_name (name);

  if (archive_read_open_fd (unpack->reader, fd, CHUNK) == ARCHIVE_OK) {
    GError *local_error = NULL;

    if (unpack_entries (unpack, &local_error))
      return TRUE;
    /* The format is known when the first entry is. */
    if (unpack->n_files > 0 || archive_format (unpack->reader) != 0 || local_error->code != G_IO_ERROR_INVALID_DATA) {
      g_propagate_error (error, local_error);
      return FALSE;
    }
    g_error_free (local_error);
  }

  if (looks_like_archive (fd))
    return fail (error, g_strdup_printf (_("“%s” is cut or damaged. Get it again."), shown));
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
               _("“%s” is no archive of a Space: neither a .space file nor a zip or tar archive."), shown);
  return FALSE;
}

static gboolean
is_empty_folder (GFile *folder)
{
  g_autoptr (GDir) dir = g_dir_open (g_file_peek_path (folder), 0, NULL);

  return dir == NULL || g_dir_read_name (dir) == NULL;
}

/* Opens both sides and unpacks. */
static gboolean
run_unpack (Unpack *unpack, GError **error)
{
  const char *path = g_file_peek_path (unpack->archive);
  struct stat status = { 0 };
  gboolean    good = FALSE;
  int         fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

  if (fd < 0 || fstat (fd, &status) != 0 || !S_ISREG (status.st_mode)) {
    int code = fd < 0 ? errno : EINVAL;

    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("“%s” cannot be read: %s"), path,
                 g_strerror (code));
    if (fd >= 0)
      close (fd);
    return FALSE;
  }

  unpack->packed = status.st_size;
  unpack->fd = sp_safe_path_open_folder (unpack->folder, error);
  if (unpack->fd >= 0) {
    unpack->buffer = g_malloc (CHUNK);
    unpack->reader = make_reader ();
    good = unpack_from (unpack, fd, error);
    archive_read_free (unpack->reader);
    close (unpack->fd);
  }
  close (fd);
  return good;
}

static void
unpack_in_thread_cb (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Unpack     *unpack = task_data;
  const char *path = g_file_peek_path (unpack->folder);
  gboolean    was_there = g_file_test (path, G_FILE_TEST_EXISTS);
  GError     *error = NULL;

  unpack->cancellable = cancellable;
  if (!is_empty_folder (unpack->folder)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_EMPTY, _("There is something in “%s” already."), path);
    return;
  }
  if (g_mkdir_with_parents (path, 0755) != 0) {
    g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (errno),
                             _("The folder “%s” cannot be made: %s"), path, g_strerror (errno));
    return;
  }

  if (run_unpack (unpack, &error)) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  /* Nothing half unpacked stays. */
  if (sp_file_tree_remove (unpack->folder, NULL, NULL) && was_there)
    g_mkdir_with_parents (path, 0755);
  g_task_return_error (task, error);
}

void
sp_archive_unpack_async (GFile                 *archive,
                         GFile                 *folder,
                         const SpArchiveLimits *limits,
                         SpFileProgressFunc     progress,
                         gpointer               progress_data,
                         GCancellable          *cancellable,
                         GAsyncReadyCallback    callback,
                         gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Unpack           *unpack = g_new0 (Unpack, 1);

  unpack->archive = g_object_ref (archive);
  unpack->folder = g_object_ref (folder);
  if (limits != NULL)
    unpack->limits = *limits;
  if (unpack->limits.max_bytes == 0)
    unpack->limits.max_bytes = MAX_BYTES;
  if (unpack->limits.max_files == 0)
    unpack->limits.max_files = MAX_FILES;
  if (unpack->limits.max_ratio == 0)
    unpack->limits.max_ratio = MAX_RATIO;
  unpack->progress = sp_file_progress_new (progress, progress_data);
  g_task_set_source_tag (task, sp_archive_unpack_async);
  g_task_set_task_data (task, unpack, unpack_free);
  g_task_run_in_thread (task, unpack_in_thread_cb);
}

gboolean
sp_archive_unpack_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
has_file (GFile *folder, const char *name)
{
  g_autoptr (GFile) file = g_file_get_child (folder, name);

  return g_file_query_file_type (file, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) == G_FILE_TYPE_REGULAR;
}

GFile *
sp_archive_find_space (GFile *folder)
{
  g_autoptr (GFile) app = g_file_get_child (folder, "app");
  g_autoptr (GDir)  dir = NULL;
  const char       *name;
  g_autoptr (GFile) only = NULL;

  if (has_file (folder, "space.json") &&
      g_file_query_file_type (app, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) == G_FILE_TYPE_DIRECTORY)
    return g_steal_pointer (&app);
  if (has_file (folder, "README.md") || has_file (folder, "app.py"))
    return g_object_ref (folder);

  dir = g_dir_open (g_file_peek_path (folder), 0, NULL);
  name = dir != NULL ? g_dir_read_name (dir) : NULL;
  if (name == NULL || g_dir_read_name (dir) != NULL)
    return g_object_ref (folder);

  g_dir_rewind (dir);
  only = g_file_get_child (folder, g_dir_read_name (dir));
  if (g_file_query_file_type (only, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) == G_FILE_TYPE_DIRECTORY)
    return g_steal_pointer (&only);
  return g_object_ref (folder);
}
