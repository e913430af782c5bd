/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-archive.h"

#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sp-file-tree-private.h"
#include "sp-safe-path.h"

/* What a level more brings is little, and a Space with models in it is large. */
#define COMPRESSION_LEVEL "9"

/* One archive being written. */
typedef struct {
  struct archive *writer;
  char           *buffer;
  SpFileProgress *progress; /* nullable */
  GCancellable   *cancellable;
} Pack;

/* What was found in a folder, in an order that does not depend on the disk's. */
typedef struct {
  GPtrArray *paths; /* of char* */
} Names;

static gboolean
fail_writer (Pack *pack, GError **error)
{
  int code = archive_errno (pack->writer);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code > 0 ? code : EIO), _("The archive cannot be written: %s"),
               archive_error_string (pack->writer) != NULL ? archive_error_string (pack->writer) : "?");
  return FALSE;
}

/* An entry without what differs from one computer to the next: owners and times. */
static struct archive_entry *
make_entry (const char *name, unsigned int type, mode_t mode, guint64 size)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, type);
  archive_entry_set_perm (entry, mode);
  archive_entry_set_size (entry, size);
  archive_entry_set_mtime (entry, 0, 0);
  return entry;
}

static gboolean
write_header (Pack *pack, struct archive_entry *entry, GError **error)
{
  int status = archive_write_header (pack->writer, entry);

  archive_entry_free (entry);
  return status == ARCHIVE_OK || status == ARCHIVE_WARN || fail_writer (pack, error);
}

static gboolean
pack_text (Pack *pack, const char *name, const char *text, GError **error)
{
  gsize length = strlen (text);

  if (!write_header (pack, make_entry (name, AE_IFREG, 0644, length), error))
    return FALSE;
  return archive_write_data (pack->writer, text, length) == (la_ssize_t) length || fail_writer (pack, error);
}

/* Writes a file of the size it has now, even if it grows meanwhile; one that shrinks is an error. */
static gboolean
pack_content (Pack *pack, int fd, const char *name, guint64 size, GError **error)
{
  while (size > 0) {
    ssize_t length = read (fd, pack->buffer, MIN (size, SP_FILE_TREE_CHUNK));

    if (length < 0 && errno == EINTR)
      continue;
    if (length <= 0) {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("“%s” changed while it was packed. Try again."), name);
      return FALSE;
    }
    if (g_cancellable_set_error_if_cancelled (pack->cancellable, error))
      return FALSE;
    if (archive_write_data (pack->writer, pack->buffer, length) != length)
      return fail_writer (pack, error);
    sp_file_progress_add (pack->progress, 0, length);
    size -= length;
  }
  return TRUE;
}

static gboolean
pack_open_file (Pack *pack, int fd, const char *name, GError **error)
{
  struct stat status = { 0 };

  if (fstat (fd, &status) != 0) {
    sp_file_tree_set_errno (name, error);
    return FALSE;
  }
  sp_file_progress_add (pack->progress, 1, 0);
  return write_header (pack, make_entry (name, AE_IFREG, status.st_mode & S_IXUSR ? 0755 : 0644, status.st_size),
                       error) &&
         pack_content (pack, fd, name, status.st_size, error);
}

static gboolean
pack_link (Pack *pack, int folder, const char *path, const char *name, GError **error)
{
  struct archive_entry *entry;
  g_autofree char      *target = sp_file_tree_read_link (folder, path, path, error);

  if (target == NULL || !sp_safe_path_check_link (path, target, error))
    return FALSE;
  entry = make_entry (name, AE_IFLNK, 0777, 0);
  archive_entry_set_symlink (entry, target);
  return write_header (pack, entry, error);
}

/* Packs one thing of a folder. */
static gboolean
pack_path (Pack *pack, int folder, const char *path, const char *folder_name, GError **error)
{
  g_autofree char *name = g_strconcat (folder_name, "/", path, NULL);
  struct stat      status;
  gboolean         good;
  int              fd;

  if (!sp_safe_path_check (path, error) || g_cancellable_set_error_if_cancelled (pack->cancellable, error))
    return FALSE;
  if (fstatat (folder, path, &status, AT_SYMLINK_NOFOLLOW) != 0) {
    sp_file_tree_set_errno (path, error);
    return FALSE;
  }

  if (S_ISDIR (status.st_mode))
    return write_header (pack, make_entry (name, AE_IFDIR, 0755, 0), error);
  if (S_ISLNK (status.st_mode))
    return pack_link (pack, folder, path, name, error);
  fd = sp_file_tree_open_regular (folder, path, path, error);
  if (fd < 0)
    return FALSE;
  good = pack_open_file (pack, fd, name, error);
  close (fd);
  return good;
}

static gboolean
names_visit (int                parent,
             const char        *name,
             const char        *path,
             const struct stat *status,
             gpointer           user_data,
             GError           **error)
{
  Names *names = user_data;

  g_ptr_array_add (names->paths, g_strdup (path));
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
pack_folder (Pack *pack, GFile *source, const char *name, GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  Names                 names = { paths };
  gboolean              good;
  int                   folder = sp_safe_path_open_folder (source, error);

  if (folder < 0)
    return FALSE;

  good = write_header (pack, make_entry (name, AE_IFDIR, 0755, 0), error) &&
         sp_file_tree_walk (folder, NULL, NULL, names_visit, &names, pack->cancellable, error);
  g_ptr_array_sort (paths, compare_names);
  for (guint i = 0; good && i < paths->len; i++)
    good = pack_path (pack, folder, g_ptr_array_index (paths, i), name, error);
  close (folder);
  return good;
}

static gboolean
pack_item (Pack *pack, const SpArchiveItem *item, GError **error)
{
  GFileType type;
  gboolean  good;
  int       fd;

  if (item->text != NULL)
    return pack_text (pack, item->name, item->text, error);

  type = item->file != NULL ? g_file_query_file_type (item->file, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL)
                            : G_FILE_TYPE_UNKNOWN;
  if (type == G_FILE_TYPE_UNKNOWN)
    return TRUE;
  if (type == G_FILE_TYPE_DIRECTORY)
    return pack_folder (pack, item->file, item->name, error);

  fd = sp_file_tree_open_regular (AT_FDCWD, g_file_peek_path (item->file), item->name, error);
  if (fd < 0)
    return FALSE;
  good = pack_open_file (pack, fd, item->name, error);
  close (fd);
  return good;
}

static gboolean
pack_items (Pack *pack, int fd, const SpArchiveItem *items, gsize n_items, GError **error)
{
  /* Other formats want to know the names in the locale’s characters, and it may have few. */
  if (archive_write_set_format_gnutar (pack->writer) != ARCHIVE_OK ||
      archive_write_add_filter_zstd (pack->writer) != ARCHIVE_OK ||
      archive_write_set_filter_option (pack->writer, "zstd", "compression-level", COMPRESSION_LEVEL) != ARCHIVE_OK ||
      archive_write_open_fd (pack->writer, fd) != ARCHIVE_OK)
    return fail_writer (pack, error);

  for (gsize i = 0; i < n_items; i++)
    if (!pack_item (pack, &items[i], error))
      return FALSE;
  return archive_write_close (pack->writer) == ARCHIVE_OK || fail_writer (pack, error);
}

gboolean
sp_archive_pack (GFile               *archive,
                 const SpArchiveItem *items,
                 gsize                n_items,
                 SpFileProgress      *progress,
                 GCancellable        *cancellable,
                 GError             **error)
{
  g_autofree char *partial = g_strconcat (g_file_peek_path (archive), ".XXXXXX", NULL);
  g_autofree char *buffer = g_malloc (SP_FILE_TREE_CHUNK);
  Pack             pack = { .buffer = buffer, .progress = progress, .cancellable = cancellable };
  gboolean         good;
  int              fd = g_mkstemp_full (partial, O_RDWR | O_CLOEXEC, 0644);

  if (fd < 0) {
    sp_file_tree_set_errno (g_file_peek_path (archive), error);
    return FALSE;
  }

  pack.writer = archive_write_new ();
  good = pack_items (&pack, fd, items, n_items, error);
  archive_write_free (pack.writer);
  if (close (fd) != 0 && good) {
    sp_file_tree_set_errno (g_file_peek_path (archive), error);
    good = FALSE;
  }
  if (good && g_rename (partial, g_file_peek_path (archive)) != 0) {
    sp_file_tree_set_errno (g_file_peek_path (archive), error);
    good = FALSE;
  }
  if (!good)
    g_unlink (partial);
  return good;
}
