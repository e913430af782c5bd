/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-text.h"

#include "gradio.h"

#include <string.h>

#define MAX_ADDRESS 2048 /* bytes */

/* Overrides and isolates that end nowhere: what stands beside them would be read from the wrong side. */
static gboolean
turns_direction (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static char *
dup_clean (const char *text,
           gsize       max,
           gboolean    has_lines)
{
  GString *clean;
  gsize    n_characters = 0;

  if (text == NULL)
    return NULL;

  clean = g_string_new (NULL);
  for (const char *at = text; *at != '\0' && n_characters < max; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (has_lines && (c == '\n' || c == '\t'))
      g_string_append_c (clean, (char) c);
    else if (g_unichar_isspace (c) || c == 0x2028 || c == 0x2029)
      g_string_append_c (clean, ' ');
    else if (!g_unichar_iscntrl (c) && !turns_direction (c))
      g_string_append_unichar (clean, c);
    n_characters++;
  }

  g_strstrip (clean->str);

  return g_string_free (clean, *clean->str == '\0');
}

char *
sp_hub_text_dup (const char *text,
                 gsize       max)
{
  return dup_clean (text, max, FALSE);
}

char *
sp_hub_text_dup_lines (const char *text,
                       gsize       max)
{
  return dup_clean (text, max, TRUE);
}

GStrv
sp_hub_text_dup_list (JsonArray *array,
                      guint      max_texts,
                      gsize      max)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint                    n_texts = 0;

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && n_texts < max_texts; i++) {
    JsonNode        *node = json_array_get_element (array, i);
    g_autofree char *text = gradio_json_is_string (node) ? sp_hub_text_dup (json_node_get_string (node), max) : NULL;

    if (text != NULL) {
      g_strv_builder_add (builder, text);
      n_texts++;
    }
  }

  return g_strv_builder_end (builder);
}

char *
sp_hub_text_dup_address (const char *text,
                         const char *base)
{
  g_autofree char *address = NULL;
  g_autoptr (GUri) uri = NULL;
  const char      *scheme;

  if (text == NULL || strlen (text) > MAX_ADDRESS)
    return NULL;

  address = text[0] == '/' && text[1] != '/' && base != NULL ? g_strconcat (base, text, NULL) : g_strdup (text);
  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' || g_uri_get_userinfo (uri) != NULL)
    return NULL;

  /* It may be written in any case; who asks for its beginning must not have to know that. */
  scheme = g_uri_get_scheme (uri);
  if (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
    return NULL;

  return g_strconcat (scheme, strchr (address, ':'), NULL);
}

gint64
sp_hub_text_read_date (const char *text)
{
  g_autoptr (GDateTime) date = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return date != NULL ? MAX (g_date_time_to_unix (date), 0) : 0;
}
