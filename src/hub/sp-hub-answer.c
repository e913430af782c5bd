/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-answer.h"

#include "sp-hub-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TOO_MANY 429
#define LOGIN_OF_NETWORK 511
#define MAX_WAIT 86400    /* seconds */
#define MAX_OWN_WORDS 300 /* bytes */

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

GError *
sp_hub_answer_new_late_error (void)
{
  return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE,
                              _("The Hub does not answer. Check your network, then try again."));
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

GError *
sp_hub_answer_new_busy_error (guint seconds)
{
  guint minutes = (seconds + 59) / 60;

  if (minutes > 0)
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_BUSY,
                        g_dngettext (GETTEXT_PACKAGE, "The Hub asks for a pause. Try again in %u minute.",
                                     "The Hub asks for a pause. Try again in %u minutes.", minutes),
                        minutes);

  return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_BUSY, _("The Hub is busy. Try again in a while."));
}

GError *
sp_hub_answer_new_uncertain_error (void)
{
  return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_UNCERTAIN,
                              _("The connection broke before the Hub answered, so it may have been done or not. Look "
                                 "how it is now before you try again."));
}

/* Nullable: what the Hub says itself, in one line, to be put into a sentence. A stranger may stand in its place. */
static char *
dup_own_words (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char         *header = soup_message_headers_get_one (headers, "X-Error-Message");
  gsize               length = header != NULL ? strnlen (header, MAX_OWN_WORDS) : 0;
  g_autofree char    *text = length > 0 ? g_utf8_make_valid (header, (gssize) length) : NULL;
  gboolean            is_said = FALSE;

  for (char *at = text; at != NULL && *at != '\0'; at++) {
    if (g_ascii_iscntrl (*at))
      *at = ' ';
    is_said = is_said || (*at != ' ' && *at != '.');
  }

  if (!is_said)
    return NULL;

  g_strstrip (text);
  if (g_str_has_suffix (text, "."))
    text[strlen (text) - 1] = '\0';

  return g_steal_pointer (&text);
}

static const char *
get_id (const SpHubAsker *asker)
{
  return sp_hub_repo_get_id (asker->repo);
}

static GError *
new_missing_error (const SpHubAsker *asker)
{
  if (asker->repo == NULL)
    return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND,
                                asker->has_token
                                  ? _("The Hub does not have that, or this account may not see it.")
                                  : _("The Hub does not have that, or shows it only to those who sign in."));
  if (asker->has_token)
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND,
                        _("There is no “%s” on the Hub, or this account may not see it. Check the spelling."),
                        get_id (asker));

  return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND,
                      _("There is no “%s” on the Hub, or it is private. Check the spelling, or sign in."),
                      get_id (asker));
}

static char *
dup_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%x %X");
}

static GError *
new_clock_error (void)
{
  g_autofree char *text = dup_now ();

  return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_CLOCK,
                      _("The clock of this computer seems to be wrong: it says %s. That way the Hub and this computer "
                         "cannot trust each other. Set the clock, then try again."),
                      text);
}

/* Without a token what is private looks as what is missing. */
static GError *
new_unauthorized_error (const SpHubAsker *asker)
{
  if (asker->has_token && asker->clock_offset != 0)
    return new_clock_error ();
  if (asker->has_token)
    return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS,
                                _("The Hub does not accept the token: it is wrong, has ended or was revoked. Sign "
                                   "in again, or give another one."));
  if (asker->changes)
    return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS,
                                _("The Hub does this only for those who are signed in. Sign in, then try again."));

  return new_missing_error (asker);
}

static GError *
new_not_found_error (const SpHubAsker *asker,
                     const char       *code)
{
  if (asker->repo != NULL && g_strcmp0 (code, "RevisionNotFound") == 0)
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_REVISION,
                        _("“%s” has no such version. Check the name of its branch, tag or commit."), get_id (asker));
  if (asker->repo != NULL && g_strcmp0 (code, "EntryNotFound") == 0)
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_ENTRY,
                        _("A file of “%s” is gone from the Hub. Start again to get its newest version."),
                        get_id (asker));

  return new_missing_error (asker);
}

static GError *
new_gated_error (const SpHubAsker *asker)
{
  g_autofree char *page = asker->repo != NULL ? sp_hub_repo_dup_page (asker->repo) : NULL;

  if (page == NULL)
    return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_GATED,
                                _("This is open only to those who accepted its terms. Accept them on its page."));

  return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_GATED,
                      _("%s is open only to those who accepted its terms. Accept them on its page (%s), then give "
                         "your token."),
                      get_id (asker), page);
}

static GError *
new_forbidden_error (const SpHubAsker *asker,
                     const char       *words)
{
  if (asker->changes && words != NULL)
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_ACCESS,
                        _("The Hub does not let this account do that: “%s”. Use an account or a token that may."),
                        words);
  if (asker->changes)
    return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_ACCESS,
                                _("The Hub does not let this account do that. Use an account or a token that may."));
  if (words != NULL && strstr (words, "disabled") != NULL && asker->repo != NULL)
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_ACCESS, _("The Hub has taken %s down. Nobody can use it."),
                        get_id (asker));
  if (asker->repo == NULL)
    return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_ACCESS,
                                _("The Hub gives no access to that. Use an account or a token that may see it."));

  return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_ACCESS, _("The Hub gives no access to %s. Ask its owner."),
                      get_id (asker));
}

static GError *
new_payment_error (const char *words)
{
  if (words == NULL)
    return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_PAYMENT,
                                _("The Hub wants this paid for. Look at the billing page of your account."));

  return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_PAYMENT,
                      _("The Hub wants this paid for: “%s”. Look at the billing page of your account."), words);
}

static GError *
new_exists_error (const char *words)
{
  if (words == NULL)
    return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_EXISTS,
                                _("There is something by that name on the Hub already. Choose another name."));

  return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_EXISTS,
                      _("The Hub has that already: “%s”. Choose another name."), words);
}

static GError *
new_invalid_error (const char *words)
{
  if (words == NULL)
    return g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_INVALID,
                                _("The Hub does not take what was entered. Check it, then try again."));

  return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_INVALID,
                      _("The Hub does not take that: “%s”. Check what was entered, then try again."), words);
}

static GError *
new_fault_error (guint status)
{
  gboolean is_fault = status >= 500 || status == SOUP_STATUS_REQUEST_TIMEOUT;

  return g_error_new (SP_HUB_ERROR, is_fault ? SP_HUB_ERROR_SERVER : SP_HUB_ERROR_ANSWER,
                      _("The Hub fails at the moment (%u). Try again later."), status);
}

static GError *
new_refusal (SoupMessage      *message,
             const SpHubAsker *asker)
{
  guint            status = soup_message_get_status (message);
  const char      *code = soup_message_headers_get_one (soup_message_get_response_headers (message), "X-Error-Code");
  g_autofree char *words = dup_own_words (message);

  if (g_strcmp0 (code, "GatedRepo") == 0)
    return new_gated_error (asker);

  switch (status) {
  case SOUP_STATUS_UNAUTHORIZED:
    return new_unauthorized_error (asker);
  case SOUP_STATUS_PAYMENT_REQUIRED:
    return new_payment_error (words);
  case SOUP_STATUS_FORBIDDEN:
    return new_forbidden_error (asker, words);
  case SOUP_STATUS_NOT_FOUND:
    return new_not_found_error (asker, code);
  case SOUP_STATUS_CONFLICT:
    return new_exists_error (words);
  case SOUP_STATUS_BAD_REQUEST:
  case SOUP_STATUS_UNPROCESSABLE_ENTITY:
    return asker->changes ? new_invalid_error (words) : new_fault_error (status);
  case TOO_MANY:
    return sp_hub_answer_new_busy_error (sp_hub_answer_get_wait (message));
  case LOGIN_OF_NETWORK:
    return sp_hub_answer_new_foreign_error ();
  default:
    return new_fault_error (status);
  }
}

gboolean
sp_hub_answer_check (SoupMessage      *message,
                     const SpHubAsker *asker,
                     GError          **error)
{
  if (SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    return TRUE;

  g_propagate_error (error, new_refusal (message, asker));

  return FALSE;
}

GError *
sp_hub_answer_new_certificate_error (GTlsCertificateFlags flaws,
                                     const char          *host)
{
  g_autofree char *now = dup_now ();

  if (flaws == G_TLS_CERTIFICATE_EXPIRED)
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_CLOCK,
                        /* Translators: name of a computer of the Hub; date and time. */
                        _("The certificate of %s has expired, if the clock of this computer is right: it says %s. Set "
                           "the clock if it is wrong; else try again later."),
                        host, now);
  if (flaws == G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_CLOCK,
                        /* Translators: name of a computer of the Hub; date and time. */
                        _("The certificate of %s is not valid yet, if the clock of this computer is right: it says %s. "
                           "Set the clock if it is wrong; else try again later."),
                        host, now);
  if (flaws == G_TLS_CERTIFICATE_BAD_IDENTITY)
    return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE,
                        _("The connection to %s is not secure: what answers there has the certificate of another "
                           "server. Check your network; it may want you to sign in to it first."),
                        host);

  return g_error_new (SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE,
                      _("The connection to %s is not secure: its certificate is not trusted. Check your network and "
                         "the date of this computer."),
                      host);
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
    return sp_hub_answer_new_certificate_error (0, host);

  return sp_hub_answer_new_cut_error ();
}
