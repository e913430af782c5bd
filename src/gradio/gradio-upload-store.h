/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What of this computer is on the server already, so that nothing is sent twice. Not installed. */

/**
 * GradioUploadRecord:
 * @file: the file that was sent
 * @key: its address, size and time of change
 * @size: its length in bytes
 * @digest: (nullable): hash of its content; large files get one only when another of the same size
 *   appears, maybe in a worker thread: to be read by gradio_upload_record_get_digest()
 * @path: where it is on the server
 *
 * One file on the server. Counted atomically; only @digest ever changes, once.
 */
typedef struct {
  GFile  *file;
  char   *key;
  goffset size;
  char   *digest;
  char   *path;
} GradioUploadRecord;

const char *gradio_upload_record_get_digest (GradioUploadRecord *self);                /* nullable */
void        gradio_upload_record_take_digest (GradioUploadRecord *self, char *digest); /* any thread */
void        gradio_upload_record_unref (GradioUploadRecord *self);

#define GRADIO_TYPE_UPLOAD_STORE (gradio_upload_store_get_type ())

/* Signal `changed`: something was remembered, or is not on its way any more.
 *
 * Signal `progress` (file, sent, total): bytes of a file on its way; @sent is -1 when it stopped. */
G_DECLARE_FINAL_TYPE (GradioUploadStore, gradio_upload_store, GRADIO, UPLOAD_STORE, GObject)

GradioUploadStore *gradio_upload_store_new (void);

/* Whether it is asked at all; otherwise everything is new to it. TRUE at first. */
void     gradio_upload_store_set_enabled (GradioUploadStore *self, gboolean enabled);
gboolean gradio_upload_store_get_enabled (GradioUploadStore *self);

/**
 * gradio_upload_store_lookup:
 * @self: a store
 * @key: key of a file
 * @digest: (nullable): hash of its content
 *
 * Returns: (nullable): where the same content is on the server
 */
const char *gradio_upload_store_lookup (GradioUploadStore *self,
                                        const char        *key,
                                        const char        *digest);

/**
 * gradio_upload_store_remember:
 * @self: a store
 * @file: what was sent
 * @key: its key
 * @size: its length
 * @digest: (nullable): hash of its content
 * @path: where it is now
 */
void gradio_upload_store_remember (GradioUploadStore *self,
                                   GFile             *file,
                                   const char        *key,
                                   goffset            size,
                                   const char        *digest,
                                   const char        *path);

/* The records (of GradioUploadRecord) of files larger than @size. (transfer container) */
GPtrArray *gradio_upload_store_list_larger (GradioUploadStore *self, goffset size);

/* Forgets all that is there: another server, or one that lost it. */
void gradio_upload_store_forget (GradioUploadStore *self);

/**
 * gradio_upload_store_begin:
 * @self: a store
 * @identity: what is to be sent: a digest or a key
 *
 * Returns: whether it is not on its way yet; then gradio_upload_store_end() is to follow
 */
gboolean gradio_upload_store_begin (GradioUploadStore *self, const char *identity);
void     gradio_upload_store_end (GradioUploadStore *self, const char *identity);

/* Emits `progress`. */
void gradio_upload_store_report (GradioUploadStore *self,
                                 GFile             *file,
                                 goffset            sent,
                                 goffset            total);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioUploadRecord, gradio_upload_record_unref)

G_END_DECLS
