/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-address.h"

G_BEGIN_DECLS

/**
 * GradioCandidate:
 * @address: what was asked for
 * @uri: (nullable): where the app may be, without a slash at its end; %NULL while only the Hub knows it
 * @page: (nullable): what was taken off it, without slashes around
 * @first_error: (nullable): what the address itself said, before its parents were tried
 * @dropped: how many folders were taken off it
 * @try_http: whether `http` is worth a try
 *
 * The places where the app of an address may be, one after the other: the address may be one of a page
 * below the app, and its scheme may be a guess.
 */
typedef struct {
  GradioAddress *address;
  char          *uri;
  char          *page;
  GError        *first_error;
  guint          dropped;
  gboolean       try_http;
} GradioCandidate;

/**
 * gradio_candidate_new:
 * @address: (transfer full): what was asked for
 *
 * Returns: (transfer full): the address itself
 */
GradioCandidate *gradio_candidate_new (GradioAddress *address);

void gradio_candidate_free (GradioCandidate *self);

/**
 * gradio_candidate_next:
 * @self: a candidate that was tried
 * @error: what came of it
 *
 * Returns: whether there is another place to look, which is then its URI
 */
gboolean gradio_candidate_next (GradioCandidate *self,
                                const GError    *error);

/**
 * gradio_candidate_is_nothing_there:
 * @error: an error
 *
 * Returns: whether something answered, but no app
 */
gboolean gradio_candidate_is_nothing_there (const GError *error);

gboolean gradio_candidate_is_space (GradioCandidate *self);

/**
 * gradio_candidate_is_share_link:
 * @self: a candidate
 *
 * The server of share links answers for those that have ended. Unlike an address with a mistake in it
 * such a link will never lead anywhere again.
 *
 * Returns: whether it is a share link
 */
gboolean gradio_candidate_is_share_link (GradioCandidate *self);

/**
 * gradio_candidate_dup_query_page:
 * @self: a candidate
 *
 * Returns: (nullable) (transfer full): the page of `?page=`, which Gradio 6 itself understands
 */
char *gradio_candidate_dup_query_page (GradioCandidate *self);

/**
 * gradio_candidate_dup_query:
 * @self: a candidate
 *
 * A part of the query may be for the server: `deep_link`, `__sign`. One page alone would not do.
 *
 * Returns: (transfer full): the query to ask for its config with, with its question mark, or an empty text
 */
char *gradio_candidate_dup_query (GradioCandidate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioCandidate, gradio_candidate_free)

G_END_DECLS
