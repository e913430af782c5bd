/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Words for widgets that take markup, which what strangers write is not. */

/**
 * sp_plain_words_toast:
 * @words: any text
 *
 * Returns: (transfer full): a toast that says it
 */
AdwToast *sp_plain_words_toast (const char *words);

/**
 * sp_plain_words_undo_toast:
 * @words: any text
 *
 * Returns: (transfer full): a toast with a button “Undo”, there long enough for who reads slowly, or has to be read to
 */
AdwToast *sp_plain_words_undo_toast (const char *words);

/**
 * sp_plain_words_wrap_button:
 * @button: a button with a label
 *
 * Breaks its words where there is no room for them, as in a narrow window with large text. To be called again when it
 * gets another label.
 */
void sp_plain_words_wrap_button (GtkButton *button);

/**
 * sp_plain_words_describe:
 * @page: a page
 * @words: any text, below its title from now on
 */
void sp_plain_words_describe (AdwStatusPage *page,
                              const char    *words);

G_END_DECLS
