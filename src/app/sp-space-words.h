/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-runtime.h"

G_BEGIN_DECLS

/* What is said of a Space of the Hub that is opened and does not run (ux.md 5.4). */

/**
 * sp_space_words_title:
 * @runtime: how it is
 *
 * Returns: a heading such as “Asleep”
 */
const char *sp_space_words_title (SpHubRuntime *runtime);

/**
 * sp_space_words_icon:
 * @runtime: how it is
 *
 * Returns: name of a symbolic icon that goes with it
 */
const char *sp_space_words_icon (SpHubRuntime *runtime);

/**
 * sp_space_words_text:
 * @runtime: how it is
 * @id: `owner/name`
 * @own: whether the user may start and stop it
 *
 * Returns: (transfer full): a sentence or two: how it is, and the next step; of an error its telling line
 */
char *sp_space_words_text (SpHubRuntime *runtime,
                           const char   *id,
                           gboolean      own);

/**
 * sp_space_words_details:
 * @runtime: how it is
 *
 * Returns: (transfer full) (nullable): all that the Hub says of why it is broken, when that is more than the line in
 *   sp_space_words_text(): a stranger's text, cut where it is endless
 */
char *sp_space_words_details (SpHubRuntime *runtime);

/**
 * sp_space_words_usual:
 * @elapsed: seconds that it has been starting
 * @usual: seconds that its start took before, 0 when that is not known
 *
 * Returns: (transfer full) (nullable): “Usually takes about 50 s”; %NULL when nothing is known
 */
char *sp_space_words_usual (double elapsed,
                            double usual);

G_END_DECLS
