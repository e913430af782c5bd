/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-plain-words.h"

#include <glib/gi18n-lib.h>

#define UNDO_SECONDS 10

AdwToast *
sp_plain_words_toast (const char *words)
{
  g_autofree char *markup = NULL;

  g_return_val_if_fail (words != NULL, NULL);

  markup = g_markup_escape_text (words, -1);

  return adw_toast_new (markup);
}

AdwToast *
sp_plain_words_undo_toast (const char *words)
{
  AdwToast *toast = sp_plain_words_toast (words);

  g_return_val_if_fail (toast != NULL, NULL);

  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_timeout (toast, UNDO_SECONDS);

  return toast;
}

void
sp_plain_words_describe (AdwStatusPage *page,
                         const char    *words)
{
  g_autofree char *markup = NULL;

  g_return_if_fail (ADW_IS_STATUS_PAGE (page));
  g_return_if_fail (words != NULL);

  markup = g_markup_escape_text (words, -1);
  adw_status_page_set_description (page, markup);
}
