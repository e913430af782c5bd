/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-offline.h"

#include "sp-hub-error.h"

#include <glib/gi18n-lib.h>

/* As huggingface_hub reads it. */
static gboolean
is_true (const char *value)
{
  static const char *const words[] = { "1", "on", "yes", "true" };

  for (guint i = 0; value != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (value, words[i]) == 0)
      return TRUE;

  return FALSE;
}

gboolean
sp_hub_offline_check (GError **error)
{
  if (!is_true (g_getenv ("HF_HUB_OFFLINE")) && !is_true (g_getenv ("TRANSFORMERS_OFFLINE")))
    return TRUE;

  g_set_error_literal (error, SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE,
                       _("The environment says that the Hub is not to be asked (HF_HUB_OFFLINE). Unset that, then try "
                          "again."));

  return FALSE;
}
