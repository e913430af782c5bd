/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-answer.h"

#include "sp-hub-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TOO_MANY 429
#define LOGIN_OF_NETWORK 511
#define MAX_WAIT 86400 /* seconds */

GError *
sp_hub_answer_new_foreign_error (void)
{
  return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_ANSWER,
                              _("Something other than the Hub answers in its place, such as the login page of this "
                                 "network. Open a web page in a browser, then try again."));
}

GError *
sp_hub_answer_new_odd_error (void)
{
  return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_ANSWER,
                              _("The Hub’s answer makes no sense. Try again later."));
}

GError *
sp_hub_answer_new_cut_error (void)
{
  return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_SERVER,
                              _("The connection to the Hub broke again and again. Check your network, then "
                                 "try again."));
}

gboolean
sp_hub_answer_is_html (SoupMessage *message)
{
  const char *type = soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);

  return g_strcmp0 (type, "text/html") == 0;
}

gboolean
sp_hub_answer_is_temporary (const GError *error)
{
  return g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_SERVER) ||
         g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_BUSY);
}

/* `"api";r=0;t=295`: a bucket that is empty for so many seconds. */
static guint
get_window (const char *limit)
{
  const char *left = strstr (limit, ";r=");
  const char *rest = strstr (limit, ";t=");

  if (left == NULL || rest == NULL || g_ascii_strtoull (left + 3, NULL, 10) > 0)
    return 0;

  return (guint) MIN (g_ascii_strtoull (rest + 3, NULL, 10), MAX_WAIT) + 1;
}

guint
sp_hub_answer_get_wait (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char         *retry = soup_message_headers_get_one (headers, "Retry-After");
  const char         *limit = soup_message_headers_get_list (headers, "RateLimit");
  guint64             seconds = 0;

  if (retry != NULL && g_ascii_string_to_unsigned (retry, 10, 1, MAX_WAIT, &seconds, NULL))
    return (guint) seconds;

  return limit != NULL ? get_window (limit) : 0;
}

static GError *
new_busy_error (SoupMessage *message)
{
  guint minutes = (sp_hub_answer_get_wait (message) + 59) / 60;

  if (minutes > 0)
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_BUSY,
                        g_dngettext (GETTEXT_PACKAGE, "The Hub asks for a pause. Try again in %u minute.",
                                     "The Hub asks for a pause. Try again in %u minutes.", minutes),
                        minutes);

  return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_BUSY, _("The Hub is busy. Try again in a while."));
}

static GError *
new_missing_error (SpHubRepo *repo,
                   gboolean   has_token)
{
  if (has_token)
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND,
                        _("There is no “%s” on the Hub, or this account may not see it. Check the spelling."),
                        sp_hub_repo_get_id (repo));

  return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND,
                      _("There is no “%s” on the Hub, or it is private. Check the spelling, or give a token."),
                      sp_hub_repo_get_id (repo));
}

/* Without a token what is private looks as what is missing. */
static GError *
new_unauthorized_error (SpHubRepo *repo,
                        gboolean   has_token)
{
  if (has_token)
    return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS,
                                _("The Hub does not accept the token: it is wrong, or it was revoked. Make a new "
                                   "one."));

  return new_missing_error (repo, FALSE);
}

static GError *
new_not_found_error (SpHubRepo  *repo,
                     const char *code,
                     gboolean    has_token)
{
  if (g_strcmp0 (code, "RevisionNotFound") == 0)
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_REVISION,
                        _("“%s” has no such version. Check the name of its branch, tag or commit."),
                        sp_hub_repo_get_id (repo));
  if (g_strcmp0 (code, "EntryNotFound") == 0)
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND,
                        _("A file of “%s” is gone from the Hub. Start again to get its newest version."),
                        sp_hub_repo_get_id (repo));

  return new_missing_error (repo, has_token);
}

static GError *
new_refusal (SoupMessage *message,
             SpHubRepo   *repo,
             gboolean     has_token)
{
  guint            status = soup_message_get_status (message);
  const char      *code = soup_message_headers_get_one (soup_message_get_response_headers (message), "X-Error-Code");
  gboolean         is_fault = status >= 500 || status == SOUP_STATUS_REQUEST_TIMEOUT;
  g_autofree char *page = NULL;

  if (g_strcmp0 (code, "GatedRepo") == 0) {
    page = sp_hub_repo_dup_page (repo);
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_GATED,
                        _("%s is open only to those who accepted its terms. Accept them on its page (%s), then give "
                           "your token."),
                        sp_hub_repo_get_id (repo), page);
  }

  switch (status) {
  case SOUP_STATUS_UNAUTHORIZED:
    return new_unauthorized_error (repo, has_token);
  case SOUP_STATUS_FORBIDDEN:
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_ACCESS,
                        _("The Hub gives no access to %s. Ask its owner."), sp_hub_repo_get_id (repo));
  case SOUP_STATUS_NOT_FOUND:
    return new_not_found_error (repo, code, has_token);
  case TOO_MANY:
    return new_busy_error (message);
  case LOGIN_OF_NETWORK:
    return sp_hub_answer_new_foreign_error ();
  default:
    return g_error_new (SP_HUB_ERROR, is_fault ? SP_HUB_ERROR_SERVER : SP_HUB_ERROR_ANSWER,
                        _("The Hub fails at the moment (%u). Try again later."), status);
  }
}

gboolean
sp_hub_answer_check (SoupMessage *message,
                     SpHubRepo   *repo,
                     gboolean     has_token,
                     GError     **error)
{
  guint status = soup_message_get_status (message);

  if (status == SOUP_STATUS_OK || status == SOUP_STATUS_PARTIAL_CONTENT)
    return TRUE;

  g_propagate_error (error, new_refusal (message, repo, has_token));

  return FALSE;
}

static gboolean
is_unreachable (const GError *error)
{
  return error->domain == G_RESOLVER_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_FAILED);
}

GError *
sp_hub_answer_translate_error (GError *error,
                               GUri   *uri)
{
  g_autoptr (GError) cause = error;
  const char        *host = uri != NULL ? g_uri_get_host (uri) : "";

  g_debug ("Transport: %s", cause->message);

  if (cause->domain == SP_HUB_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&cause);

  if (is_unreachable (cause))
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE,
                        _("The Hub cannot be reached: nothing answers at %s. Check your network."), host);
  if (cause->domain == G_TLS_ERROR)
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE,
                        _("The connection to %s is not secure: its certificate is not trusted. Check your network and "
                           "the date of this computer."),
                        host);

  return sp_hub_answer_new_cut_error ();
}
