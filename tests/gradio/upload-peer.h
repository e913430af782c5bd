/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * UploadStep:
 * @n_read: so many bytes of the body are read, all of it when that is negative
 * @answer: (nullable): what is written then, byte for byte
 * @stays: the connection stays open, and nothing more is read
 * @to_change: (nullable): a file whose length becomes @new_length when the head is there
 *
 * What an #UploadPeer does with an upload.
 */
typedef struct {
  goffset     n_read;
  const char *answer;
  gboolean    stays;
  const char *to_change;
  goffset     new_length;
} UploadStep;

/* An app whose server does with uploads exactly what it is told. It has threads of its own. */
typedef struct _UploadPeer UploadPeer;

/**
 * upload_peer_new:
 * @config: answer to `/config`
 * @steps: for one upload after the other; the last one is for all that follow
 * @n_steps: how many
 */
UploadPeer *upload_peer_new (const char *config, const UploadStep *steps, guint n_steps);
void        upload_peer_free (UploadPeer *self);
char       *upload_peer_dup_uri (UploadPeer *self);
guint       upload_peer_count (UploadPeer *self);             /* uploads that began */
const char *upload_peer_get_head (UploadPeer *self, guint i); /* of an upload that ended */
GByteArray *upload_peer_get_body (UploadPeer *self, guint i);

/* Blocks until the other side has closed the connection that stays. */
void upload_peer_wait_closed (UploadPeer *self);

G_END_DECLS
