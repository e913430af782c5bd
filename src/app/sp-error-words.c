/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-error-words.h"

#include <glib/gi18n-lib.h>

static const char *
gradio_title (GradioError code)
{
  switch (code) {
  case GRADIO_ERROR_ADDRESS:
    return _("Not an Address");
  case GRADIO_ERROR_HOST_NOT_FOUND:
    return _("Server Not Found");
  case GRADIO_ERROR_UNREACHABLE:
    return _("Not Reachable");
  case GRADIO_ERROR_CERTIFICATE:
    return _("Connection Not Secure");
  case GRADIO_ERROR_NOT_FOUND:
    return _("Nothing Here");
  case GRADIO_ERROR_LOGIN:
    return _("Login Needed");
  case GRADIO_ERROR_NOT_GRADIO:
    return _("Not a Gradio App");
  case GRADIO_ERROR_UNSUPPORTED:
    return _("This App Speaks Another Language");
  case GRADIO_ERROR_NOT_RUNNING:
    return _("Not Running");
  case GRADIO_ERROR_SERVER:
    return _("The Server Failed");
  case GRADIO_ERROR_BUSY:
    return _("The App Is Full");
  case GRADIO_ERROR_LOST:
    return _("Connection Lost");
  case GRADIO_ERROR_APP:
    return _("The App Reported an Error");
  case GRADIO_ERROR_ENDPOINT:
    return _("No Such Endpoint");
  case GRADIO_ERROR_VALUE:
    return _("A Value Does Not Fit");
  case GRADIO_ERROR_TOO_LARGE:
    return _("File Too Large");
  case GRADIO_ERROR_FILE:
    return _("File Problem");
  case GRADIO_ERROR_TIMEOUT:
    return _("Out of Time");
  case GRADIO_ERROR_CREDENTIALS:
    return _("Login Refused");
  case GRADIO_ERROR_ACCESS:
    return _("No Access");
  case GRADIO_ERROR_QUOTA:
    return _("Share of GPU Time Used Up");
  case GRADIO_ERROR_SHARE_ENDED:
    return _("Share Link Ended");
  case GRADIO_ERROR_OTHER_SERVER:
    return _("Not Fetched");
  }

  return _("Something Went Wrong"); /* a code that is newer than this program */
}

const char *
sp_error_words_title (const GError *error)
{
  g_return_val_if_fail (error != NULL, "");

  if (error->domain == GRADIO_ERROR)
    return gradio_title (error->code);
  if (error->domain == G_IO_ERROR && error->code == G_IO_ERROR_NO_SPACE)
    return _("Disk Full");

  return _("Something Went Wrong");
}

const char *
sp_error_words_icon (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain != GRADIO_ERROR)
    return "dialog-error-symbolic";

  switch ((GradioError) error->code) {
  case GRADIO_ERROR_HOST_NOT_FOUND:
  case GRADIO_ERROR_UNREACHABLE:
  case GRADIO_ERROR_LOST:
  case GRADIO_ERROR_OTHER_SERVER:
    return "network-offline-symbolic";
  case GRADIO_ERROR_CERTIFICATE:
  case GRADIO_ERROR_LOGIN:
  case GRADIO_ERROR_CREDENTIALS:
  case GRADIO_ERROR_ACCESS:
    return "dialog-password-symbolic";
  case GRADIO_ERROR_ADDRESS:
  case GRADIO_ERROR_NOT_FOUND:
    return "edit-find-symbolic";
  case GRADIO_ERROR_NOT_RUNNING:
  case GRADIO_ERROR_SHARE_ENDED:
    return "weather-clear-night-symbolic";
  case GRADIO_ERROR_NOT_GRADIO:
  case GRADIO_ERROR_UNSUPPORTED:
  case GRADIO_ERROR_SERVER:
  case GRADIO_ERROR_BUSY:
  case GRADIO_ERROR_APP:
  case GRADIO_ERROR_ENDPOINT:
  case GRADIO_ERROR_VALUE:
  case GRADIO_ERROR_TOO_LARGE:
  case GRADIO_ERROR_FILE:
  case GRADIO_ERROR_TIMEOUT:
  case GRADIO_ERROR_QUOTA:
    return "dialog-warning-symbolic";
  }

  return "dialog-error-symbolic";
}
