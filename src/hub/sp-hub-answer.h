/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-repo.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What the Hub's refusals and broken connections mean (hub-api.md 1). */

/**
 * SpHubAsker:
 * @repo: (nullable): what it was about
 * @has_token: whether a token was sent
 * @changes: whether it was to change something, so that what is refused is said in other words
 * @clock_offset: seconds that the Hub's clock is before ours
 *
 * What the words for a refusal depend on.
 */
typedef struct {
  SpHubRepo *repo;
  gboolean   has_token;
  gboolean   changes;
  gint64     clock_offset;
} SpHubAsker;

/**
 * sp_hub_answer_check:
 * @message: an answered message
 * @asker: who asked for what
 * @error: return location
 *
 * Returns: whether its status is a good one, else %FALSE with a #SpHubError
 */
gboolean sp_hub_answer_check (SoupMessage      *message,
                              const SpHubAsker *asker,
                              GError          **error);

gboolean sp_hub_answer_is_html (SoupMessage *message);

/**
 * sp_hub_answer_get_wait:
 * @message: an answered message
 *
 * Returns: seconds that the Hub wants to be left alone, 0 when it does not say
 */
guint sp_hub_answer_get_wait (SoupMessage *message);

/* Whether the same may work in a moment. */
gboolean sp_hub_answer_is_temporary (const GError *error);

/* The error for what comes from something that stands before the Hub, such as the login page of a network. */
GError *sp_hub_answer_new_foreign_error (void);
GError *sp_hub_answer_new_odd_error (void);
GError *sp_hub_answer_new_cut_error (void);
GError *sp_hub_answer_new_late_error (void); /* for what was not answered in time */

/* The error for a Hub that wants to be left alone for so many seconds; 0: it does not say. */
GError *sp_hub_answer_new_busy_error (guint seconds);

/* The error for a certificate that is not trusted. */
GError *sp_hub_answer_new_certificate_error (GTlsCertificateFlags flaws,
                                             const char          *host);

/**
 * sp_hub_answer_new_uncertain_error:
 *
 * Returns: (transfer full): the error for a change that was sent, and no answer came
 */
GError *sp_hub_answer_new_uncertain_error (void);

/**
 * sp_hub_answer_translate_error:
 * @error: (transfer full): what GIO or libsoup says
 * @uri: where it was to go
 *
 * Returns: (transfer full): the same as a #SpHubError; a cancelled call stays %G_IO_ERROR_CANCELLED
 */
GError *sp_hub_answer_translate_error (GError *error,
                                       GUri   *uri);

G_END_DECLS
