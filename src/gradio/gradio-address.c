/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-address.h"

#include "gradio-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (GradioAddress, gradio_address, gradio_address_copy, gradio_address_free)

#define MAX_LENGTH 4096

GradioAddress *
gradio_address_copy (const GradioAddress *address)
{
  GradioAddress *copy;

  g_return_val_if_fail (address != NULL, NULL);

  copy = g_new (GradioAddress, 1);
  *copy = *address;
  copy->space_id = g_strdup (address->space_id);
  copy->uri = g_strdup (address->uri);
  copy->query = g_strdup (address->query);

  return copy;
}

void
gradio_address_free (GradioAddress *address)
{
  if (address == NULL)
    return;

  g_free (address->space_id);
  g_free (address->uri);
  g_free (address->query);
  g_free (address);
}

static GradioAddress *
new_space (const char *owner,
           const char *name)
{
  GradioAddress *self = g_new0 (GradioAddress, 1);

  self->kind = GRADIO_ADDRESS_SPACE;
  self->space_id = g_strconcat (owner, "/", name, NULL);

  return self;
}

static void
set_not_an_address (const char *text,
                    GError    **error)
{
  g_autofree char *start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), 80));

  g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_ADDRESS,
               _("“%s” is not the address of an app. Enter a web address, or a Space as “owner/name”."), start);
}

static gboolean
is_blank (gunichar character)
{
  return g_unichar_isspace (character) || g_unichar_type (character) == G_UNICODE_FORMAT;
}

static char *
dup_stripped (const char *text)
{
  const char *start = text;
  const char *end = text + strlen (text);

  while (*start != '\0' && is_blank (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start) {
    const char *previous = g_utf8_prev_char (end);

    if (!is_blank (g_utf8_get_char (previous)))
      break;
    end = previous;
  }

  return g_strndup (start, end - start);
}

static gboolean
has_control_or_space (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    if (g_unichar_iscntrl (g_utf8_get_char (p)) || is_blank (g_utf8_get_char (p)))
      return TRUE;
  }

  return FALSE;
}

static gboolean
is_space_word (const char *word)
{
  gboolean is_name = FALSE;

  for (const char *p = word; *p != '\0'; p++) {
    if (!g_ascii_isalnum (*p) && strchr ("_.-", *p) == NULL)
      return FALSE;
    is_name = is_name || *p != '.';
  }

  return is_name; /* “.” and “..” are folders */
}

static gboolean
is_hub_host (const char *host)
{
  return g_str_equal (host, "huggingface.co") || g_str_equal (host, "www.huggingface.co") ||
         g_str_equal (host, "hf.co");
}

static gboolean
is_https_host (const char *host)
{
  return g_str_has_suffix (host, ".hf.space") || g_str_has_suffix (host, ".gradio.live");
}

static gboolean
is_private_ip (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_any (address) ||
         g_inet_address_get_is_link_local (address) || g_inet_address_get_is_site_local (address) ||
         (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 && (bytes[0] & 0xfe) == 0xfc);
}

static gboolean
is_local_host (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_str_equal (host, "localhost") || g_str_has_suffix (host, ".localhost"))
    return TRUE;

  address = g_inet_address_new_from_string (host);
  return address != NULL && is_private_ip (address);
}

/* A name before the first slash that can only be a host, although it may look like an owner. */
static gboolean
is_known_host (const char *name)
{
  g_autofree char         *host = g_ascii_strdown (name, -1);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL || is_hub_host (host) || is_https_host (host) || is_local_host (host);
}

/* `owner/name`, and the `spaces/owner/name` of the Hub's addresses. */
static GradioAddress *
parse_space_id (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 4);
  guint          length = g_strv_length (parts);

  if (length == 3 && g_ascii_strcasecmp (parts[0], "spaces") == 0 && is_space_word (parts[1]) &&
      is_space_word (parts[2]))
    return new_space (parts[1], parts[2]);

  if (length == 2 && is_space_word (parts[0]) && is_space_word (parts[1]) && !is_known_host (parts[0]))
    return new_space (parts[0], parts[1]);

  return NULL;
}

static GradioAddress *
parse_hub_path (const char *path,
                const char *text,
                GError    **error)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", 5); /* begins with a slash: the first one is empty */

  if (g_strv_length (parts) >= 4 && g_str_equal (parts[1], "spaces") && is_space_word (parts[2]) &&
      is_space_word (parts[3]))
    return new_space (parts[2], parts[3]);

  g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_ADDRESS,
               _("“%s” is a page of the Hub that shows no Space. "
                  "Enter the address of a Space, or “owner/name”."),
               text);
  return NULL;
}

/* GUri takes nearly everything between the slashes for a host, and decodes what is written with “%”. */
static gboolean
is_host (const char *host)
{
  if (host == NULL || *host == '\0' || *host == '.' || strstr (host, "..") != NULL)
    return FALSE;

  for (const char *p = host; *p != '\0'; p++) {
    if (!g_ascii_isgraph (*p) || strchr ("/?#@[]%<>\"'{}|\\^`!$&()*+,;=", *p) != NULL)
      return FALSE;
  }

  return strchr (host, ':') == NULL || g_hostname_is_ip_address (host);
}

static char *
dup_query (GUri *uri)
{
  const char *query = g_uri_get_query (uri);

  return query != NULL && *query != '\0' ? g_uri_escape_string (query, "/?%:@!$&'()*+,;=~", FALSE) : NULL;
}

static char *
build_uri (const char *scheme,
           GUri       *uri,
           const char *host)
{
  g_autofree char *path = g_uri_escape_string (g_uri_get_path (uri), "/%:@!$&'()*+,;=~", FALSE);
  int              port = g_uri_get_port (uri);
  gsize            length = strlen (path);

  while (length > 0 && path[length - 1] == '/')
    path[--length] = '\0';

  if (port == (g_str_equal (scheme, "https") ? 443 : 80))
    port = -1;

  return g_uri_join (G_URI_FLAGS_ENCODED, scheme, NULL, host, port, path, NULL, NULL);
}

static GradioAddress *
parse_web_address (const char *address,
                   gboolean    guess_scheme,
                   const char *text,
                   GError    **error)
{
  g_autoptr (GUri)         uri = g_uri_parse (address, G_URI_FLAGS_ENCODED | G_URI_FLAGS_HAS_PASSWORD, NULL);
  g_autofree char         *host = NULL;
  g_autoptr (GInetAddress) ip = NULL;
  GradioAddress           *self;
  const char              *scheme;

  if (uri == NULL || !is_host (g_uri_get_host (uri))) {
    set_not_an_address (text, error);
    return NULL;
  }

  if (g_uri_get_userinfo (uri) != NULL) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_ADDRESS,
                         _("The address contains a user name or password. Leave out the part before “@”; "
                            "you can log in once the app answers."));
    return NULL;
  }

  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  ip = g_inet_address_new_from_string (host);
  if (guess_scheme && ip == NULL && !is_local_host (host) && g_uri_get_port (uri) < 0 && strchr (host, '.') == NULL) {
    set_not_an_address (text, error);
    return NULL;
  }
  if (is_hub_host (host)) {
    self = parse_hub_path (g_uri_get_path (uri), text, error);
    if (self != NULL)
      self->query = dup_query (uri);
    return self;
  }

  scheme = g_uri_get_scheme (uri);
  if (guess_scheme && is_local_host (host))
    scheme = "http";

  self = g_new0 (GradioAddress, 1);
  self->kind = GRADIO_ADDRESS_URL;
  self->uri = build_uri (scheme, uri, host);
  self->query = dup_query (uri);
  self->try_http = guess_scheme && g_str_equal (scheme, "https") && !is_https_host (host);

  return self;
}

/* Returns: the scheme in lower case, or NULL when the text before the first colon is a host */
static char *
dup_scheme (const char *text)
{
  const char *colon = strchr (text, ':');
  gsize       port_length;

  if (colon == NULL || !g_ascii_isalpha (*text))
    return NULL;
  for (const char *p = text; p < colon; p++) {
    if (!g_ascii_isalnum (*p) && strchr ("+.-", *p) == NULL)
      return NULL;
  }

  port_length = strspn (colon + 1, "0123456789");
  if (port_length > 0 && (colon[1 + port_length] == '\0' || strchr ("/?#", colon[1 + port_length]) != NULL))
    return NULL;

  return g_ascii_strdown (text, colon - text);
}

static GradioAddress *
parse_without_scheme (const char *text,
                      GError    **error)
{
  g_autoptr (GInetAddress) ip = g_inet_address_new_from_string (text);
  g_autofree char         *address = NULL;
  GradioAddress           *self = parse_space_id (text);

  if (self != NULL)
    return self;

  if (ip != NULL && g_inet_address_get_family (ip) == G_SOCKET_FAMILY_IPV6)
    address = g_strconcat ("https://[", text, "]", NULL);
  else
    address = g_strconcat ("https://", text, NULL);

  return parse_web_address (address, TRUE, text, error);
}

static GradioAddress *
parse_text (const char *text,
            GError    **error)
{
  g_autofree char *scheme = dup_scheme (text);

  if (g_strcmp0 (scheme, "http") == 0 || g_strcmp0 (scheme, "https") == 0) {
    if (g_str_has_prefix (text + strlen (scheme), "://"))
      return parse_web_address (text, FALSE, text, error);
    set_not_an_address (text, error);
    return NULL;
  }

  /* What stands before the colon may also be a user's name, as in “user:password@host”. */
  if (scheme != NULL && (strchr (text, '@') == NULL || strstr (text, "://") != NULL)) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_ADDRESS,
                 _("Addresses that begin with “%s:” are not those of apps. "
                    "Use one that begins with “https:” or “http:”."),
                 scheme);
    return NULL;
  }

  return parse_without_scheme (text, error);
}

GradioAddress *
gradio_address_parse (const char *text,
                      GError    **error)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (!g_utf8_validate (text, -1, NULL)) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_ADDRESS,
                         _("The address contains characters that cannot be read. Enter it by hand."));
    return NULL;
  }

  stripped = dup_stripped (text);
  if (*stripped == '\0') {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_ADDRESS,
                         _("There is no address. Enter a web address, or a Space as “owner/name”."));
    return NULL;
  }
  if (strlen (stripped) > MAX_LENGTH || has_control_or_space (stripped)) {
    set_not_an_address (stripped, error);
    return NULL;
  }

  return parse_text (stripped, error);
}

char *
gradio_address_guess_host (const char *space_id)
{
  g_autoptr (GString) label = g_string_new (NULL);

  g_return_val_if_fail (space_id != NULL, NULL);

  for (const char *p = space_id; *p != '\0'; p++) {
    if (g_ascii_isalnum (*p))
      g_string_append_c (label, g_ascii_tolower (*p));
    else if (label->len > 0 && label->str[label->len - 1] != '-')
      g_string_append_c (label, '-');
  }
  if (label->len > 0 && label->str[label->len - 1] == '-')
    g_string_truncate (label, label->len - 1);

  return g_strconcat ("https://", label->str, ".hf.space", NULL);
}

char *
gradio_address_dup_hub (void)
{
  const char *hub = g_getenv ("HF_ENDPOINT");
  char       *text = g_strdup (hub != NULL && *hub != '\0' ? hub : "https://huggingface.co");

  while (g_str_has_suffix (text, "/"))
    text[strlen (text) - 1] = '\0';

  return text;
}
