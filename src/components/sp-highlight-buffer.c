/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-highlight-buffer.h"

#include <gradio.h>
#include <math.h>

#include "sp-contrast.h"
#include "sp-highlight.h"

#define MAX_INLINE 5000 /* tokens up to which each says its class */
/* Of more tokens than MANY, so many at most stand in a paragraph: GTK lays out a paragraph as a whole, and one of 50,000
 * tokens in minutes. */
#define MANY 1500
#define MAX_PARAGRAPH 300
#define SLICE (8 * G_TIME_SPAN_MILLISECOND)
#define SHADE 0.3f /* of the colour of a class behind its tokens */

/* Where the text of a token is in the buffer, in characters; its class may stand behind it. */
typedef struct {
  int start;
  int end;
} Place;

struct _SpHighlightBuffer {
  GtkTextBuffer parent_instance;

  GPtrArray  *tokens;    /* of SpHighlightToken; nullable */
  GArray     *places;    /* of Place */
  GPtrArray  *classes;   /* of char, in order of appearance */
  GHashTable *off;       /* classes that are not highlighted now */
  JsonObject *color_map; /* nullable */
  guint       fill_id;   /* of adding the tokens that are not in it yet */
  gboolean    show_category;
  gboolean    keep_whitespace;
};

G_DEFINE_FINAL_TYPE (SpHighlightBuffer, sp_highlight_buffer, GTK_TYPE_TEXT_BUFFER)

static guint
find_class (SpHighlightBuffer *self, const char *label)
{
  guint position = 0;

  g_ptr_array_find_with_equal_func (self->classes, label, g_str_equal, &position);

  return position;
}

static void
collect_classes (SpHighlightBuffer *self)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  g_ptr_array_set_size (self->classes, 0);
  for (guint i = 0; self->tokens != NULL && i < self->tokens->len; i++) {
    SpHighlightToken *token = g_ptr_array_index (self->tokens, i);

    if (token->label != NULL && g_hash_table_add (known, token->label))
      g_ptr_array_add (self->classes, g_strdup (token->label));
  }
}

/* A colour laid thinly on what the text stands on. */
static void
shade (const GdkRGBA *color, float alpha, GdkRGBA *shaded)
{
  GdkRGBA behind = { 0 };

  sp_contrast_get_view_background (&behind);
  shaded->red = behind.red + (color->red - behind.red) * alpha;
  shaded->green = behind.green + (color->green - behind.green) * alpha;
  shaded->blue = behind.blue + (color->blue - behind.blue) * alpha;
  shaded->alpha = 1;
}

static GtkTextTag *
new_tag (SpHighlightBuffer *self, const char *name, const GdkRGBA *background)
{
  GdkRGBA text = { 0 };

  sp_contrast_choose_text (background, &text);

  return gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (self), name, "background-rgba", background,
                                     "foreground-rgba", &text, NULL);
}

/* Two tags a class: behind the token, and behind the name of the class. */
static void
create_class_tags (SpHighlightBuffer *self)
{
  for (guint i = 0; i < self->classes->len; i++) {
    const char      *label = g_ptr_array_index (self->classes, i);
    g_autofree char *name = g_strdup_printf ("class-%u", i);
    g_autofree char *word = g_strdup_printf ("word-%u", i);
    GdkRGBA          color = { 0 }, shaded = { 0 };
    GtkTextTag      *tag = NULL;

    sp_highlight_get_class_color (self->color_map, label, i, &color);
    shade (&color, SHADE, &shaded);
    new_tag (self, name, &shaded);
    tag = new_tag (self, word, &color);
    g_object_set (tag, "scale", 0.75, "weight", PANGO_WEIGHT_BOLD, NULL);
  }
}

static GtkTextTag *
find_tag (SpHighlightBuffer *self, const char *kind, guint position)
{
  g_autofree char *name = g_strdup_printf ("%s-%u", kind, position);

  return gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (GTK_TEXT_BUFFER (self)), name);
}

/* Twenty shades are enough for all scores. */
static GtkTextTag *
get_score_tag (SpHighlightBuffer *self, double score)
{
  int              step = (int) lround (CLAMP (score, -1, 1) * 10);
  g_autofree char *name = g_strdup_printf ("score%d", step);
  GtkTextTag      *tag =
    gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (GTK_TEXT_BUFFER (self)), name);
  GdkRGBA color = { 0 }, shaded = { 0 };

  if (step == 0 || tag != NULL)
    return tag;

  sp_highlight_get_score_color (step / 10.0, &color);
  shade (&color, color.alpha, &shaded);

  return new_tag (self, name, &shaded);
}

static char *
dup_token_text (SpHighlightBuffer *self, const SpHighlightToken *token)
{
  g_autofree char *text = g_strdup (token->text);
  char            *end = text;

  if (self->keep_whitespace)
    return g_steal_pointer (&text);
  for (const char *c = text; *c != '\0'; c++) {
    if (!g_ascii_isspace (*c))
      *end++ = *c;
    else if (c == text || !g_ascii_isspace (c[-1]))
      *end++ = ' ';
  }
  *end = '\0';

  return g_steal_pointer (&text);
}

static void
append_token (SpHighlightBuffer *self, GtkTextIter *iter, const SpHighlightToken *token)
{
  g_autofree char *text = dup_token_text (self, token);
  Place            place = { .start = gtk_text_iter_get_offset (iter) };
  guint            position = token->label != NULL ? find_class (self, token->label) : 0;
  gboolean         is_on = token->label != NULL && !g_hash_table_contains (self->off, token->label);
  GtkTextTag      *tag = NULL;
  g_autofree char *word = NULL;

  if (is_on)
    tag = find_tag (self, "class", position);
  else if (token->has_score)
    tag = get_score_tag (self, token->score);
  if (tag != NULL)
    gtk_text_buffer_insert_with_tags (GTK_TEXT_BUFFER (self), iter, text, -1, tag, NULL);
  else
    gtk_text_buffer_insert (GTK_TEXT_BUFFER (self), iter, text, -1);
  place.end = gtk_text_iter_get_offset (iter);
  g_array_append_val (self->places, place);

  if (is_on && self->show_category && self->tokens->len <= MAX_INLINE) {
    word = g_strdup_printf ("\xc2\xa0%s\xc2\xa0", token->label);
    gtk_text_buffer_insert_with_tags (GTK_TEXT_BUFFER (self), iter, word, -1,
                                      find_tag (self, "word", position), NULL);
  }
}

static void
remove_tag_cb (GtkTextTag *tag, GPtrArray *tags)
{
  g_ptr_array_add (tags, g_object_ref (tag));
}

static void
remove_tags (GtkTextBuffer *buffer)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_object_unref);
  GtkTextTagTable      *table = gtk_text_buffer_get_tag_table (buffer);

  gtk_text_tag_table_foreach (table, (GtkTextTagTableForeach) remove_tag_cb, tags);
  for (guint i = 0; i < tags->len; i++)
    gtk_text_tag_table_remove (table, g_ptr_array_index (tags, i));
}

/* Ends the paragraph behind the last token: at the space that is there, or after it. */
static void
end_paragraph (SpHighlightBuffer *self, GtkTextIter *iter)
{
  GtkTextIter space = *iter;

  if (gtk_text_iter_backward_char (&space) && gtk_text_iter_get_char (&space) == ' ')
    gtk_text_buffer_delete (GTK_TEXT_BUFFER (self), &space, iter);
  gtk_text_buffer_insert (GTK_TEXT_BUFFER (self), iter, "\n", 1);
}

/* Adds tokens to the text until @end, in microseconds of the monotonic clock. */
static gboolean
fill (SpHighlightBuffer *self, gint64 end)
{
  GtkTextIter iter;

  gtk_text_buffer_get_end_iter (GTK_TEXT_BUFFER (self), &iter);
  while (self->tokens != NULL && self->places->len < self->tokens->len) {
    append_token (self, &iter, g_ptr_array_index (self->tokens, self->places->len));
    if (self->tokens->len > MANY && self->places->len % MAX_PARAGRAPH == 0)
      end_paragraph (self, &iter);
    if (self->places->len % 100 == 0 && g_get_monotonic_time () > end)
      return G_SOURCE_CONTINUE;
  }

  return G_SOURCE_REMOVE;
}

static gboolean
fill_cb (gpointer user_data)
{
  SpHighlightBuffer *self = user_data;

  if (fill (self, g_get_monotonic_time () + SLICE) == G_SOURCE_CONTINUE)
    return G_SOURCE_CONTINUE;

  self->fill_id = 0;

  return G_SOURCE_REMOVE;
}

static void
show_text (SpHighlightBuffer *self)
{
  GtkTextIter iter;

  g_clear_handle_id (&self->fill_id, g_source_remove);
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self), "", 0);
  remove_tags (GTK_TEXT_BUFFER (self));
  create_class_tags (self);
  g_array_set_size (self->places, 0);
  if (fill (self, g_get_monotonic_time () + SLICE) == G_SOURCE_CONTINUE)
    self->fill_id = g_idle_add_full (G_PRIORITY_LOW, fill_cb, self, NULL);
  gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (self), &iter);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self), &iter);
}

void
sp_highlight_buffer_set_props (SpHighlightBuffer *self, JsonObject *props)
{
  JsonObject *color_map = gradio_json_get_object (props, "color_map");

  if (color_map != NULL) {
    g_clear_pointer (&self->color_map, json_object_unref);
    self->color_map = json_object_ref (color_map);
  }
  self->show_category = gradio_json_get_boolean (props, "show_inline_category", self->show_category);
  self->keep_whitespace =
    gradio_json_get_boolean (props, "show_whitespaces", self->keep_whitespace);
}

void
sp_highlight_buffer_show (SpHighlightBuffer *self, GPtrArray *tokens)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->tokens);

  self->tokens = tokens != NULL ? g_ptr_array_ref (tokens) : NULL;
  collect_classes (self);
  show_text (self);
}

GPtrArray *
sp_highlight_buffer_get_classes (SpHighlightBuffer *self)
{
  return self->classes;
}

void
sp_highlight_buffer_get_class_color (SpHighlightBuffer *self, guint position, GdkRGBA *color)
{
  sp_highlight_get_class_color (self->color_map, g_ptr_array_index (self->classes, position), position, color);
}

void
sp_highlight_buffer_set_is_on (SpHighlightBuffer *self, const char *label, gboolean is_on)
{
  if (is_on)
    g_hash_table_remove (self->off, label);
  else
    g_hash_table_add (self->off, g_strdup (label));
  show_text (self);
}

gboolean
sp_highlight_buffer_get_is_on (SpHighlightBuffer *self, const char *label)
{
  return !g_hash_table_contains (self->off, label);
}

guint
sp_highlight_buffer_get_n_shown (SpHighlightBuffer *self)
{
  return self->places->len;
}

int
sp_highlight_buffer_find_token (SpHighlightBuffer *self, const GtkTextIter *iter)
{
  int offset = gtk_text_iter_get_offset (iter);

  for (guint i = 0; i < self->places->len; i++) {
    Place place = g_array_index (self->places, Place, i);

    if (offset >= place.start && offset < place.end)
      return (int) i;
  }

  return -1;
}

void
sp_highlight_buffer_select_token (SpHighlightBuffer *self, guint position)
{
  Place       place = g_array_index (self->places, Place, position);
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (GTK_TEXT_BUFFER (self), &start, place.start);
  gtk_text_buffer_get_iter_at_offset (GTK_TEXT_BUFFER (self), &end, place.end);
  gtk_text_buffer_select_range (GTK_TEXT_BUFFER (self), &start, &end);
}

guint
sp_highlight_buffer_get_text_offset (SpHighlightBuffer *self, const GtkTextIter *iter)
{
  int   offset = gtk_text_iter_get_offset (iter);
  guint n_characters = 0;

  for (guint i = 0; i < self->places->len; i++) {
    Place place = g_array_index (self->places, Place, i);

    n_characters += (guint) (CLAMP (offset, place.start, place.end) - place.start);
  }

  return n_characters;
}

static void
sp_highlight_buffer_dispose (GObject *object)
{
  g_clear_handle_id (&SP_HIGHLIGHT_BUFFER (object)->fill_id, g_source_remove);

  G_OBJECT_CLASS (sp_highlight_buffer_parent_class)->dispose (object);
}

static void
sp_highlight_buffer_finalize (GObject *object)
{
  SpHighlightBuffer *self = SP_HIGHLIGHT_BUFFER (object);

  g_clear_pointer (&self->tokens, g_ptr_array_unref);
  g_clear_pointer (&self->color_map, json_object_unref);
  g_array_unref (self->places);
  g_ptr_array_unref (self->classes);
  g_hash_table_unref (self->off);

  G_OBJECT_CLASS (sp_highlight_buffer_parent_class)->finalize (object);
}

static void
sp_highlight_buffer_class_init (SpHighlightBufferClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_highlight_buffer_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_highlight_buffer_finalize;
}

static void
sp_highlight_buffer_init (SpHighlightBuffer *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  self->classes = g_ptr_array_new_with_free_func (g_free);
  self->off = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->show_category = TRUE;
  self->keep_whitespace = TRUE;
}
