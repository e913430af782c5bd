/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the folders begin with that are of a token, not of an account. */
#define SP_HUB_KEPT_GIVEN "given-"

/**
 * SpHubKept:
 * @body: what the Hub answered
 * @etag: (nullable): what it was tagged with
 * @next: (nullable): address of the next page
 * @since: when the Hub said so last (Unix time)
 *
 * An answer of the Hub on the disk. All functions here but sp_hub_kept_dup_folder(),
 * sp_hub_kept_forget() and sp_hub_kept_forget_given_async() wait for the disk: they are for threads.
 */
typedef struct {
  GBytes *body;
  char   *etag;
  char   *next;
  gint64  since;
} SpHubKept;

void sp_hub_kept_free (SpHubKept *self);

/* Returns: (transfer full): the folder of that name for answers below the user's cache, of %NULL the one around all */
char *sp_hub_kept_dup_folder (const char *name);

/* Returns: (transfer full) (nullable): what is kept for @uri, %NULL when there is nothing whole */
SpHubKept *sp_hub_kept_read (const char *folder,
                             const char *uri);

/* Writes it; where that fails, as on a full disk, nothing is kept. */
void sp_hub_kept_write (const char      *folder,
                        const char      *uri,
                        const SpHubKept *kept);

/* The Hub says that it is still so. */
void sp_hub_kept_touch (const char *folder,
                        const char *uri);

void sp_hub_kept_remove (const char *folder,
                         const char *uri);

/**
 * sp_hub_kept_prune:
 * @folder: a folder of answers
 * @max_size: bytes
 *
 * Removes what was not asked for longest, of this folder and those beside it, until all of it fits.
 */
void sp_hub_kept_prune (const char *folder,
                        goffset     max_size);

/**
 * sp_hub_kept_hold:
 * @folder: a folder of sp_hub_kept_dup_folder()
 *
 * Says that a token is in use: sp_hub_kept_forget_given_async(), also that of other programs, leaves its folder.
 *
 * Returns: a file whose closing ends that, -1 where it cannot be said
 */
int sp_hub_kept_hold (const char *folder);

/* Removes all of a folder, in a thread. */
void sp_hub_kept_forget (const char *folder);

/**
 * sp_hub_kept_forget_given_async:
 * @folders: (array zero-terminated=1): folders of sp_hub_kept_dup_folder()
 * @callback: called when it is done, which cannot fail
 * @user_data: for @callback
 *
 * Removes, in a thread, all folders of tokens but these, and but what is held: of tokens that are not given any more.
 */
void sp_hub_kept_forget_given_async (const char *const  *folders,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpHubKept, sp_hub_kept_free)

G_END_DECLS
