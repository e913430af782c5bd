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
sp_plain_words_wrap_button (GtkButton *button)
{
  GtkWidget *label = NULL;

  g_return_if_fail (GTK_IS_BUTTON (button));

  label = gtk_button_get_child (button);
  g_return_if_fail (GTK_IS_LABEL (label));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
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
