/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-part.h"

#include "sp-hub-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER_SIZE (256 * 1024)

struct _SpHubPart {
  SpHubFolder *folder;
  SpHubFile   *file;
  char        *name; /* in the folder */
  int          fd;
  gint64       size;
  GChecksum   *checksum; /* of what is there; nullable: the size that it begins with is not known yet */
};

static char *
dup_name (SpHubFile *file)
{
  return g_strconcat (SP_HUB_FOLDER_PARTS "/", sp_hub_file_get_hash (file), ".part", NULL);
}

SpHubPart *
sp_hub_part_new (SpHubFolder *folder,
                 SpHubFile   *file)
{
  SpHubPart *self = g_new0 (SpHubPart, 1);

  self->folder = sp_hub_folder_ref (folder);
  self->file = g_object_ref (file);
  self->name = dup_name (file);
  self->fd = -1;

  return self;
}

static void
close_part (SpHubPart *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

void
sp_hub_part_free (SpHubPart *self)
{
  close_part (self);
  sp_hub_folder_unref (self->folder);
  g_clear_pointer (&self->checksum, g_checksum_free);
  g_object_unref (self->file);
  g_free (self->name);
  g_free (self);
}

/* A git blob's hash begins with its size (hub-api.md 11, step 4). */
static GChecksum *
new_checksum (SpHubFile *file,
              gint64     size)
{
  GChecksum       *checksum;
  g_autofree char *head = NULL;

  if (sp_hub_file_get_sha256 (file) != NULL)
    return g_checksum_new (G_CHECKSUM_SHA256);
  if (size < 0)
    return NULL;

  checksum = g_checksum_new (G_CHECKSUM_SHA1);
  head = g_strdup_printf ("blob %" G_GINT64_FORMAT, size);
  g_checksum_update (checksum, (const guchar *) head, (gssize) strlen (head) + 1);

  return checksum;
}

/* Reads @fd to its end from where it stands. */
static gboolean
feed_checksum (GChecksum    *checksum,
               int           fd,
               GCancellable *cancellable,
               GError      **error)
{
  g_autofree guchar *buffer = g_malloc (BUFFER_SIZE);
  gssize             n_read;

  while ((n_read = read (fd, buffer, BUFFER_SIZE)) != 0) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    if (n_read > 0) {
      g_checksum_update (checksum, buffer, n_read);
    } else if (errno != EINTR) {
      g_propagate_error (error, sp_hub_folder_new_error ("", errno));
      return FALSE;
    }
  }

  return TRUE;
}

static gint64
measure_fd (int fd)
{
  struct stat status;

  return fstat (fd, &status) == 0 ? status.st_size : -1;
}

gboolean
sp_hub_part_restart (SpHubPart *self,
                     GError   **error)
{
  if (ftruncate (self->fd, 0) != 0 || lseek (self->fd, 0, SEEK_SET) != 0) {
    g_propagate_error (error, sp_hub_folder_new_error (sp_hub_file_get_path (self->file), errno));
    return FALSE;
  }

  self->size = 0;
  g_clear_pointer (&self->checksum, g_checksum_free);
  self->checksum = new_checksum (self->file, sp_hub_file_get_size (self->file));

  return TRUE;
}

gboolean
sp_hub_part_open (SpHubPart    *self,
                  GCancellable *cancellable,
                  GError      **error)
{
  gint64 whole = sp_hub_file_get_size (self->file);

  self->fd = sp_hub_folder_open_file (self->folder, self->name, TRUE, error);
  if (self->fd < 0)
    return FALSE;

  self->size = measure_fd (self->fd);
  if (self->size < 0 || (whole >= 0 && self->size > whole))
    return sp_hub_part_restart (self, error);

  self->checksum = new_checksum (self->file, whole);
  if (self->checksum == NULL)
    return lseek (self->fd, 0, SEEK_END) >= 0;

  return feed_checksum (self->checksum, self->fd, cancellable, error);
}

gboolean
sp_hub_part_write (SpHubPart  *self,
                   const char *data,
                   gsize       size,
                   GError    **error)
{
  gsize done = 0;

  while (done < size) {
    gssize n_written = write (self->fd, data + done, size - done);

    if (n_written < 0 && errno != EINTR) {
      g_propagate_error (error, sp_hub_folder_new_error (sp_hub_file_get_path (self->file), errno));
      return FALSE;
    }
    done += (gsize) MAX (n_written, 0);
  }

  self->size += (gint64) size;
  if (self->checksum != NULL)
    g_checksum_update (self->checksum, (const guchar *) data, (gssize) size);

  return TRUE;
}

gint64
sp_hub_part_get_size (SpHubPart *self)
{
  return self->size;
}

gboolean
sp_hub_part_check (SpHubPart    *self,
                   GCancellable *cancellable,
                   GError      **error)
{
  gint64 whole = sp_hub_file_get_size (self->file);

  if (self->checksum == NULL) {
    self->checksum = new_checksum (self->file, self->size);
    lseek (self->fd, 0, SEEK_SET);
    if (!feed_checksum (self->checksum, self->fd, cancellable, error))
      return FALSE;
  }

  if ((whole < 0 || self->size == whole) &&
      g_str_equal (g_checksum_get_string (self->checksum), sp_hub_file_get_hash (self->file)))
    return TRUE;

  g_set_error (error, SP_HUB_ERROR, SP_HUB_ERROR_CONTENT,
               _("The file “%s” that came is not the one that the Hub lists. It was damaged or changed on its way: try "
                  "again later, or over another network."),
               sp_hub_file_get_path (self->file));

  return FALSE;
}

gboolean
sp_hub_part_place (SpHubPart  *self,
                   const char *path,
                   GError    **error)
{
  close_part (self);

  return sp_hub_folder_move (self->folder, self->name, path, error);
}

gboolean
sp_hub_part_is_file (SpHubFolder  *folder,
                     const char   *path,
                     SpHubFile    *file,
                     GCancellable *cancellable)
{
  g_autoptr (GChecksum) checksum = NULL;
  int                   fd = sp_hub_folder_open_file (folder, path, FALSE, NULL);
  gint64                size;
  gboolean              same = FALSE;

  if (fd < 0)
    return FALSE;

  size = measure_fd (fd);
  if (size >= 0 && (sp_hub_file_get_size (file) < 0 || size == sp_hub_file_get_size (file))) {
    checksum = new_checksum (file, size);
    same = feed_checksum (checksum, fd, cancellable, NULL) &&
           g_str_equal (g_checksum_get_string (checksum), sp_hub_file_get_hash (file));
  }
  close (fd);

  return same;
}

gint64
sp_hub_part_measure (SpHubFolder *folder,
                     SpHubFile   *file)
{
  g_autofree char *name = dup_name (file);
  int              fd = sp_hub_folder_open_file (folder, name, FALSE, NULL);
  gint64           size = fd >= 0 ? MAX (measure_fd (fd), 0) : 0;

  if (fd >= 0)
    close (fd);

  return size;
}
