/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-json-text.h"

#define REPLACEMENT 0xfffd

int
gradio_json_text_read_hex (const char *at,
                           const char *end)
{
  int code = 0;

  if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
    return -1;

  for (guint i = 2; i < 6; i++) {
    int digit = g_ascii_xdigit_value (at[i]);

    if (digit < 0)
      return -1;
    code = code * 16 + digit;
  }

  return code;
}

static const char *
append_unicode_escape (GString    *string,
                       const char *at,
                       const char *end)
{
  int code = gradio_json_text_read_hex (at, end);

  at += 6;
  if (code >= 0xd800 && code <= 0xdbff) {
    int low = gradio_json_text_read_hex (at, end);

    if (low >= 0xdc00 && low <= 0xdfff) {
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      at += 6;
    }
  }
  g_string_append_unichar (string, code == 0 || (code >= 0xd800 && code <= 0xdfff) ? REPLACEMENT : code);

  return at;
}

gboolean
gradio_json_text_is_valid (const char *text,
                           gsize       length)
{
  const char *end = text + length;

  for (; end - text >= 8; text += 8) {
    guint64 word = gradio_json_text_load (text);

    if ((word & GRADIO_JSON_EACH_BYTE (0x80)) != 0 || gradio_json_text_find_zeros (word) != 0)
      break;
  }

  return g_utf8_validate_len (text, end - text, NULL);
}

void
gradio_json_text_append (GString    *string,
                         const char *at,
                         const char *end)
{
  gsize old_length = string->len;

  while (at < end) {
    const char *stop = gradio_json_text_find_end (at, end);

    g_string_append_len (string, at, stop - at);
    at = stop;
    if (at < end && at[1] == 'u') {
      at = append_unicode_escape (string, at, end);
    } else if (at < end) {
      g_string_append_c (string, gradio_json_text_get_meaning (at[1]));
      at += 2;
    }
  }

  if (!gradio_json_text_is_valid (string->str + old_length, string->len - old_length)) {
    g_autofree char *valid = g_utf8_make_valid (string->str + old_length, string->len - old_length);

    g_string_truncate (string, old_length);
    g_string_append (string, valid);
  }
}
