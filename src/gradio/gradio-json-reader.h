/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <string.h>

G_BEGIN_DECLS

/* Reads JSON piece by piece, without making nodes of what nobody asks for. Not installed.
 *
 * A reader stands before a value or inside of an object or list:
 *
 *   gradio_json_reader_init (&reader, text, length);
 *   if (gradio_json_reader_enter_object (&reader)) {
 *     while (gradio_json_reader_next_member (&reader, &name)) {
 *       if (gradio_json_text_is (&name, "id"))
 *         id = gradio_json_reader_take_int (&reader, -1);
 *     }
 *   }
 *   if (!gradio_json_reader_finish (&reader, error))
 *     …
 *
 * Values that are not taken are passed over, but their grammar is checked as strictly as that of
 * all others: a range that was taken can be read again and is never wrong. After the first problem
 * every call answers as at the end of the text; gradio_json_reader_finish() tells what it was.
 *
 * The dialect is that of gradio_json_parse(). Invalid UTF-8 is looked for in texts that are taken
 * only, so that the bytes are read once. */

/**
 * GradioJsonText:
 * @text: (nullable): bytes that do not end with a zero; valid UTF-8 without zero bytes
 * @length: how many
 *
 * A text lent by a reader, valid until the reader reads on.
 */
typedef struct {
  const char *text;
  gsize       length;
} GradioJsonText;

/**
 * GradioJsonRange:
 * @text: (nullable): the bytes of a value in the text that was read, %NULL where there is none
 * @length: how many
 */
typedef struct {
  const char *text;
  gsize       length;
} GradioJsonRange;

typedef enum {
  GRADIO_JSON_NONE, /* no value, or one that is wrong */
  GRADIO_JSON_NULL, /* also NaN and Infinity */
  GRADIO_JSON_BOOLEAN,
  GRADIO_JSON_NUMBER, /* also -Infinity, which is taken as null */
  GRADIO_JSON_TEXT,
  GRADIO_JSON_OBJECT,
  GRADIO_JSON_LIST,
} GradioJsonKind;

/**
 * GradioJsonNumber:
 * @whole: whether @integer holds it exactly
 */
typedef struct {
  gboolean whole;
  gint64   integer;
  double   fraction;
} GradioJsonNumber;

typedef struct {
  /*< private >*/
  const char     *text;
  const char     *at;
  const char     *end;
  GString        *string; /* a text that had to be rewritten; made when first needed */
  guint           depth;
  gboolean        fresh;   /* an object or list was entered and nothing of it read */
  gboolean        pending; /* the value at hand was not taken */
  JsonParserError code;
  const char     *problem; /* translated, NULL while all is well */
} GradioJsonReader;

/**
 * gradio_json_reader_init:
 * @self: where to make the reader
 * @text: (nullable): text that stays where it is while it is read; a byte order mark is passed over
 * @length: its length in bytes
 */
void gradio_json_reader_init (GradioJsonReader *self,
                              const char       *text,
                              gsize             length);
void gradio_json_reader_clear (GradioJsonReader *self);

/**
 * gradio_json_reader_finish:
 * @self: a reader that left all objects and lists
 * @error: return location
 *
 * Returns: whether all was one JSON value and nothing else; if not, @error is a #JsonParserError
 */
gboolean gradio_json_reader_finish (GradioJsonReader *self,
                                    GError          **error);

/**
 * gradio_json_reader_peek:
 * @self: a reader before a value
 *
 * Returns: what the value looks like from its first byte
 */
GradioJsonKind gradio_json_reader_peek (GradioJsonReader *self);

/**
 * gradio_json_reader_get_place:
 * @self: a reader
 *
 * Returns: the first byte of the value it stands before, or what follows the object or list that
 *   it just left
 */
const char *gradio_json_reader_get_place (GradioJsonReader *self);

/**
 * gradio_json_reader_enter_object:
 * @self: a reader before a value
 *
 * Returns: whether it is an object; then it must be read by gradio_json_reader_next_member() until
 *   that gives %FALSE
 */
gboolean gradio_json_reader_enter_object (GradioJsonReader *self);
gboolean gradio_json_reader_enter_list (GradioJsonReader *self);

/**
 * gradio_json_reader_next_member:
 * @self: a reader inside of an object
 * @name: (out): the member's name
 *
 * Returns: whether there is another one; the reader stands before its value
 */
gboolean gradio_json_reader_next_member (GradioJsonReader *self,
                                         GradioJsonText   *name);
gboolean gradio_json_reader_next_element (GradioJsonReader *self);

/* Each takes the value at hand; one of another kind is passed over. */
void            gradio_json_reader_skip (GradioJsonReader *self);
GradioJsonRange gradio_json_reader_take_range (GradioJsonReader *self);
gboolean        gradio_json_reader_take_boolean (GradioJsonReader *self,
                                                 gboolean          fallback);
gint64          gradio_json_reader_take_int (GradioJsonReader *self,
                                             gint64            fallback);
double          gradio_json_reader_take_double (GradioJsonReader *self,
                                                double            fallback);
gboolean        gradio_json_reader_take_number (GradioJsonReader *self,
                                                GradioJsonNumber *number);
gboolean        gradio_json_reader_take_text (GradioJsonReader *self,
                                              GradioJsonText   *text);
char           *gradio_json_reader_dup_text (GradioJsonReader *self); /* nullable */
gboolean        gradio_json_reader_append_text (GradioJsonReader *self,
                                                GString          *string);

/**
 * gradio_json_reader_take_node:
 * @self: a reader before a value
 *
 * Of equal names in an object the last one counts.
 *
 * Returns: (transfer full) (nullable): the value, %NULL when it is wrong
 */
JsonNode *gradio_json_reader_take_node (GradioJsonReader *self);

/**
 * gradio_json_range_parse:
 * @range: (nullable): bytes of a value that a reader passed over
 *
 * Returns: (transfer full) (nullable): the value, %NULL where there is none
 */
JsonNode *gradio_json_range_parse (GradioJsonRange range);

static inline gboolean
gradio_json_text_is (const GradioJsonText *self,
                     const char           *other)
{
  gsize length = strlen (other);

  return self->length == length && memcmp (self->text, other, length) == 0;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GradioJsonReader, gradio_json_reader_clear)

G_END_DECLS
