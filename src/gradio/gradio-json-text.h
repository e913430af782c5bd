/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* What stands between the quotation marks of JSON. Not installed. */

#define GRADIO_JSON_EACH_BYTE(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))

/* Eight bytes at once: a byte of the result has its highest bit set where the word has a zero
 * byte. Above the lowest of them there may be wrong ones. */
static inline guint64
gradio_json_text_find_zeros (guint64 word)
{
  return (word - GRADIO_JSON_EACH_BYTE (0x01)) & ~word & GRADIO_JSON_EACH_BYTE (0x80);
}

/* Which byte of a word that is not zero is the first one that is not. */
static inline guint
gradio_json_text_first_byte (guint64 word)
{
#ifdef __GNUC__
  return (guint) __builtin_ctzll (word) / 8;
#else
  guint n = 0;

  for (; (word & 0xff) == 0; word >>= 8)
    n++;

  return n;
#endif
}

static inline guint64
gradio_json_text_load (const char *at)
{
  guint64 word;

  memcpy (&word, at, sizeof word);

  return GUINT64_FROM_LE (word); /* the first byte is the lowest */
}

/* Returns: the first quotation mark or backslash, or @end */
static inline const char *
gradio_json_text_find_end (const char *at,
                           const char *end)
{
  for (; end - at >= 8; at += 8) {
    guint64 word = gradio_json_text_load (at);
    guint64 quotes = word ^ GRADIO_JSON_EACH_BYTE ('"');
    guint64 escapes = word ^ GRADIO_JSON_EACH_BYTE ('\\');
    guint64 hits = gradio_json_text_find_zeros (quotes) | gradio_json_text_find_zeros (escapes);

    if (hits != 0)
      return at + gradio_json_text_first_byte (hits);
  }

  while (at < end && *at != '"' && *at != '\\')
    at++;

  return at;
}

/* What the letter behind “\” stands for, zero when nothing. */
static inline char
gradio_json_text_get_meaning (char letter)
{
  switch (letter) {
  case '"':
  case '\\':
  case '/':
    return letter;
  case 'b':
    return '\b';
  case 'f':
    return '\f';
  case 'n':
    return '\n';
  case 'r':
    return '\r';
  case 't':
    return '\t';
  default:
    return '\0';
  }
}

/**
 * gradio_json_text_read_hex:
 * @at: where a backslash, `u` and four digits may be
 * @end: end of the text
 *
 * Returns: the number they make, or -1
 */
int gradio_json_text_read_hex (const char *at,
                               const char *end);

/**
 * gradio_json_text_is_valid:
 * @text: bytes
 * @length: how many
 *
 * Returns: whether they are UTF-8 without zero bytes
 */
gboolean gradio_json_text_is_valid (const char *text,
                                    gsize       length);

/**
 * gradio_json_text_append:
 * @string: where to write
 * @at: start of a text whose escapes are known to be right
 * @end: its end
 *
 * Appends what the text means, as valid UTF-8.
 */
void gradio_json_text_append (GString    *string,
                              const char *at,
                              const char *end);

G_END_DECLS
