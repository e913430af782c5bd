/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-care-error.h"

#include "sp-hub-error.h"
#include "sp-hub-session-private.h"

#include <glib/gi18n-lib.h>

gboolean
sp_hub_care_check (SpHubSession *session,
                   GError      **error)
{
  if (sp_hub_session_has_token (session))
    return TRUE;

  g_set_error_literal (error, SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS,
                       _("The Hub answers that only to somebody it knows. Sign in, then try again."));

  return FALSE;
}

GError *
sp_hub_care_translate_error (GError     *error,
                             const char *id)
{
  if (!g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_ACCESS))
    return error;

  g_error_free (error);

  return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_ACCESS,
                      _("This account may not do that with “%s”, or its token only reads. Sign in as its owner, with a "
                         "token that may write."),
                      id);
}
