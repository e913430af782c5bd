/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-rich-text.h"

#include "sp-markdown-inline.h"
#include "sp-math-label.h"
#include "sp-platform.h"

#include <string.h>

/* Markup inside of markup beyond this is dropped: nobody sees the difference. */
#define MAX_DEPTH 64

struct _SpRichText {
  GString   *markup;
  GPtrArray *tags;     /* of char: the opening tags, "" for what was dropped */
  GArray    *formulas; /* of SpMathPlace */
  char      *link;     /* owned; nullable */
  guint      link_depth;
  gsize      n_bytes;  /* of text that can be seen */
  guint      n_breaks; /* at the end, not written yet */
  gboolean   space;    /* at the end, not written yet */
  gboolean   has_text;
};

SpRichText *
sp_rich_text_new (void)
{
  SpRichText *self = g_new0 (SpRichText, 1);

  self->markup = g_string_new (NULL);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->formulas = sp_math_place_array_new ();

  return self;
}

SpRichText *
sp_rich_text_new_like (SpRichText *other)
{
  SpRichText *self = sp_rich_text_new ();

  for (guint i = 0; i < other->tags->len; i++)
    sp_rich_text_open (self, g_ptr_array_index (other->tags, i));
  self->link = g_strdup (other->link);
  self->link_depth = other->link_depth;

  return self;
}

void
sp_rich_text_free (SpRichText *self)
{
  g_string_free (self->markup, TRUE);
  g_ptr_array_unref (self->tags);
  g_array_unref (self->formulas);
  g_free (self->link);
  g_free (self);
}

gboolean
sp_rich_text_is_web_link (const char *address)
{
  g_autofree char *scheme = g_uri_parse_scheme (address);

  if (scheme == NULL)
    return FALSE;

  return g_ascii_strcasecmp (scheme, "http") == 0 || g_ascii_strcasecmp (scheme, "https") == 0 ||
         g_ascii_strcasecmp (scheme, "mailto") == 0;
}

/* How many bytes of a text there are once it is shown: control characters become three. */
static gsize
count_bytes (const char *text)
{
  gsize n_bytes = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar character = g_utf8_get_char (text);

    if ((character < 0x20 && character != '\t' && character != '\n') ||
        (character >= 0x7f && character < 0xa0))
      n_bytes += 3;
    else
      n_bytes += g_utf8_next_char (text) - text;
  }

  return n_bytes;
}

static void
write_text (SpRichText *self, const char *text)
{
  sp_markdown_append_escaped (self->markup, text);
  self->n_bytes += count_bytes (text);
}

static void
write_space (SpRichText *self)
{
  for (; self->n_breaks > 0; self->n_breaks--) {
    write_text (self, "\n");
    self->space = FALSE;
  }
  if (self->space && self->n_bytes > 0)
    write_text (self, " ");
  self->space = FALSE;
}

void
sp_rich_text_open (SpRichText *self, const char *tag)
{
  gboolean is_kept = self->tags->len < MAX_DEPTH;

  if (is_kept) {
    if (self->has_text)
      write_space (self);
    g_string_append (self->markup, tag);
  }
  g_ptr_array_add (self->tags, g_strdup (is_kept ? tag : ""));
}

gboolean
sp_rich_text_open_link (SpRichText *self, const char *address)
{
  g_autoptr (GString) tag = NULL;

  if (self->link != NULL || self->tags->len >= MAX_DEPTH ||
      (*address != '#' && !sp_rich_text_is_web_link (address)))
    return FALSE;

  tag = g_string_new ("<a href=\"");
  sp_markdown_append_escaped (tag, address);
  if (*address != '#') {
    /* What a link says and where it leads can be two things: the tool tip tells. */
    g_string_append (tag, "\" title=\"");
    sp_markdown_append_escaped (tag, address);
  }
  g_string_append (tag, "\">");
  sp_rich_text_open (self, tag->str);
  self->link = g_strdup (address);
  self->link_depth = self->tags->len;

  return TRUE;
}

static void
write_closing (GString *markup, const char *tag)
{
  if (*tag != '\0')
    g_string_append_printf (markup, "</%.*s>", (int) strcspn (tag + 1, " >"), tag + 1);
}

void
sp_rich_text_close (SpRichText *self)
{
  g_return_if_fail (self->tags->len > 0);

  if (self->link != NULL && self->link_depth == self->tags->len)
    g_clear_pointer (&self->link, g_free);
  write_closing (self->markup, g_ptr_array_index (self->tags, self->tags->len - 1));
  g_ptr_array_set_size (self->tags, self->tags->len - 1);
}

const char *
sp_rich_text_get_link (SpRichText *self)
{
  return self->link;
}

void
sp_rich_text_append (SpRichText *self, const char *text)
{
  while (*text != '\0') {
    gsize            n_spaces = strspn (text, " \t\r\n\f");
    gsize            length = strcspn (text + n_spaces, " \t\r\n\f");
    g_autofree char *word = g_strndup (text + n_spaces, length);

    if (n_spaces > 0)
      self->space = self->n_breaks == 0;
    if (length > 0) {
      write_space (self);
      write_text (self, word);
      self->has_text = TRUE;
    }
    text += n_spaces + length;
  }
}

void
sp_rich_text_append_break (SpRichText *self)
{
  self->n_breaks++;
  self->space = FALSE;
}

void
sp_rich_text_append_formula (SpRichText *self, const char *source)
{
  SpMathPlace place = { .source = g_strdup (source) };

  write_space (self);
  place.math = sp_math_new (source, FALSE);
  place.start = self->n_bytes;
  if (place.math == NULL)
    g_string_append (self->markup, "<tt>");
  write_text (self, source);
  if (place.math == NULL)
    g_string_append (self->markup, "</tt>");
  place.end = self->n_bytes;
  self->has_text = TRUE;
  if (place.end > place.start)
    g_array_append_val (self->formulas, place);
  else
    sp_math_place_clear (&place);
}

gboolean
sp_rich_text_is_empty (SpRichText *self)
{
  return !self->has_text && self->n_breaks == 0;
}

static gboolean
activate_link_cb (GtkLabel *label, const char *address)
{
  if (*address == '#')
    gtk_widget_activate_action (GTK_WIDGET (label), "rich-text.go", "s", address + 1);
  else
    sp_platform_open_uri (GTK_WIDGET (label), address);

  return TRUE;
}

void
sp_rich_text_connect_links (GtkLabel *label)
{
  g_signal_connect (label, "activate-link", G_CALLBACK (activate_link_cb), NULL);
}

GtkWidget *
sp_rich_text_new_label (const char *markup)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label", markup,
                                   "use-markup", TRUE,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "natural-wrap-mode", GTK_NATURAL_WRAP_NONE,
                                   "selectable", TRUE,
                                   "xalign", 0.0,
                                   NULL);

  sp_rich_text_connect_links (GTK_LABEL (label));

  return label;
}

static void
begin_anew (SpRichText *self)
{
  g_string_truncate (self->markup, 0);
  g_array_unref (self->formulas);
  self->formulas = sp_math_place_array_new ();
  self->n_bytes = 0;
  self->n_breaks = 0;
  self->space = FALSE;
  self->has_text = FALSE;
  for (guint i = 0; i < self->tags->len; i++)
    g_string_append (self->markup, g_ptr_array_index (self->tags, i));
}

GtkWidget *
sp_rich_text_take_label (SpRichText *self)
{
  GtkWidget *label = NULL;

  if (!sp_rich_text_is_empty (self)) {
    /* A text of line breaks only is an empty space of so many lines; else the last break is the end of the
     * paragraph. */
    if (!self->has_text) {
      self->n_breaks--;
      write_space (self);
      write_text (self, " ");
    }
    for (guint i = self->tags->len; i > 0; i--)
      write_closing (self->markup, g_ptr_array_index (self->tags, i - 1));
    label = sp_rich_text_new_label (self->markup->str);
    if (self->formulas->len > 0)
      label = sp_math_label_new (GTK_LABEL (label), self->formulas);
  }
  begin_anew (self);

  return label;
}
