/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-file-progress.h"

G_BEGIN_DECLS

/* A Space in one file, `NAME.space`. Written as a tar archive (GNU) compressed with Zstandard: it is read from front
 * to end, so that a download could be unpacked as it comes, and keeps which files can be executed; the same Space
 * gives the same bytes. Read as that, and as zip or tar with any compression libarchive has. In it are
 *
 *     space.json          manifest (see SpSpaceManifest): title, source, commit
 *     app/                the files of the repository
 *     requirements.lock   with hashes, may be missing
 *     wheels/             packages to install without a network, may be missing
 *
 * or only the files of a repository, in the archive itself or in one folder, as from “Download ZIP” of a forge. */

/**
 * SpArchiveLimits:
 * @max_bytes: of all files unpacked
 * @max_files: files, folders and links
 * @max_ratio: how many times the archive's own size the files may have together; what is below 16 MiB is let pass
 *
 * What an archive may grow to, 0 for what is usual: 32 GiB, 100000 and 200.
 */
typedef struct {
  guint64 max_bytes;
  guint64 max_files;
  guint64 max_ratio;
} SpArchiveLimits;

/**
 * sp_archive_unpack_async:
 * @archive: a local file
 * @folder: a folder that is not there, or is empty
 * @limits: (nullable): what is too much
 * @progress: (nullable): told what is unpacked
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Unpacks into a folder. Refused, each with a sentence: what is no archive (%G_IO_ERROR_NOT_SUPPORTED), one that is
 * cut or broken, locked with a password, or larger than the limits, names that lead out or occur twice, links out of
 * the folder, hard links to what is not in it, devices and other special files (%G_IO_ERROR_INVALID_DATA). Owners,
 * set-user-id bits and other permissions than “can be executed” are dropped. After an error the folder is as it was.
 */
void     sp_archive_unpack_async (GFile                 *archive,
                                  GFile                 *folder,
                                  const SpArchiveLimits *limits,
                                  SpFileProgressFunc     progress,
                                  gpointer               progress_data,
                                  GCancellable          *cancellable,
                                  GAsyncReadyCallback    callback,
                                  gpointer               user_data);
gboolean sp_archive_unpack_finish (GAsyncResult *result,
                                   GError      **error);

/**
 * sp_archive_find_space:
 * @folder: what was unpacked
 *
 * Returns: (transfer full): the folder of the Space's files in it: `app` beside a space.json, the folder itself, or
 * the only folder in it
 */
GFile *sp_archive_find_space (GFile *folder);

/**
 * SpArchiveItem:
 * @name: what it is called in the archive
 * @file: (nullable): a file or a folder; one that is not there is left out
 * @text: (nullable): content of a file, in the place of @file
 *
 * What goes into an archive.
 */
typedef struct {
  const char *name;
  GFile      *file;
  const char *text;
} SpArchiveItem;

/**
 * sp_archive_pack:
 * @archive: the file to write; one that is there is replaced when the new one is whole
 * @items: (array length=n_items): what goes into it
 * @n_items: how many
 * @progress: (nullable): told what is packed
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Writes an archive; blocks, for a thread. Links that stay in their folder are kept, others refused.
 */
gboolean sp_archive_pack (GFile               *archive,
                          const SpArchiveItem *items,
                          gsize                n_items,
                          SpFileProgress      *progress,
                          GCancellable        *cancellable,
                          GError             **error);

G_END_DECLS
