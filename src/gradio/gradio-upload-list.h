/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a choice of files and folders comes to. Made in a worker thread. Not installed. */

/**
 * GradioUploadItem:
 * @file: a file to send
 * @name: its name, with the folders below the chosen one (“photos/a.png”)
 * @mime_type: its type
 * @size: its length when it was looked at
 * @key: its address, size and time of change
 * @digest: (nullable): hash of its content and its extension
 * @error: (nullable): why it is not sent
 * @path: (nullable): where it is on the server
 */
typedef struct {
  GFile  *file;
  char   *name;
  char   *mime_type;
  goffset size;
  char   *key;
  char   *digest;
  GError *error;
  char   *path;
} GradioUploadItem;

/**
 * GradioUploadList:
 * @items: (element-type GradioUploadItem): the files, those of a folder sorted by name
 * @starts: (element-type guint): for each chosen file or folder the index of its first item
 * @folders: (element-type gboolean): whether it is a folder
 * @types: (element-type utf8 utf8): ending of a name (`.tar.gz`) -> type
 * @hashes: whether items get a digest
 */
typedef struct {
  GPtrArray  *items;
  GArray     *starts;
  GArray     *folders;
  GHashTable *types;
  gboolean    hashes;
} GradioUploadList;

/* Files up to this size are always hashed: they are read in a moment. */
#define GRADIO_UPLOAD_SMALL_SIZE (1024 * 1024)

/**
 * gradio_upload_list_new:
 * @files: (element-type GFile): what was chosen
 * @rivals: (nullable) (element-type GradioUploadRecord): large files that are on the server; those of the same
 *   size as a new one get a digest. %NULL: nothing gets one
 * @cancellable: (nullable): stops it
 *
 * Looks at all of it, and blocks meanwhile. What cannot be sent is an item with an error; links to
 * folders and what is neither file nor folder is left out below a chosen folder.
 *
 * Returns: (transfer full): the list
 */
GradioUploadList *gradio_upload_list_new (GPtrArray    *files,
                                          GPtrArray    *rivals,
                                          GCancellable *cancellable);
void              gradio_upload_list_free (GradioUploadList *self);

/* What tells whether two items are the same content. */
const char *gradio_upload_item_get_identity (GradioUploadItem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioUploadList, gradio_upload_list_free)

G_END_DECLS
