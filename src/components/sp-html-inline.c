/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-html-private.h"

#include "sp-app-address.h"
#include "sp-html-picture.h"
#include "sp-math-label.h"
#include "sp-platform.h"
#include "sp-tooltip.h"

#include <string.h>

#define FIRST_MARK "\xee\x80\x80" /* U+E000 */
#define LAST_MARK "\xee\x80\x81"  /* U+E001 */

/* What stands in a line: text, formulas, pictures, links, and what is bold or in colour. */

/* Elements and what Pango calls them. */
static const struct {
  const char *name;
  const char *tag;
} inline_elements[] = {
  { "b", "<b>" },
  { "big", "<big>" },
  { "cite", "<i>" },
  { "code", "<tt>" },
  { "del", "<s>" },
  { "dfn", "<i>" },
  { "em", "<i>" },
  { "i", "<i>" },
  { "ins", "<u>" },
  { "kbd", "<span face=\"monospace\" background=\"#888888\" bgalpha=\"20%\">" },
  { "mark", "<span background=\"#f8e45c\" foreground=\"#000000\">" },
  { "s", "<s>" },
  { "samp", "<tt>" },
  { "small", "<small>" },
  { "strike", "<s>" },
  { "strong", "<b>" },
  { "sub", "<sub>" },
  { "sup", "<sup>" },
  { "tt", "<tt>" },
  { "u", "<u>" },
  { "var", "<i>" },
};

/* The formula that is meant at a place of a text; NULL when there is none. */
static const SpHtmlFormula *
find_formula (SpHtmlFlow *self, const char *place, const char **after)
{
  char   *end = NULL;
  guint64 number = 0;

  if (self->context->formulas == NULL || !g_ascii_isdigit (place[strlen (FIRST_MARK)]))
    return NULL;
  number = g_ascii_strtoull (place + strlen (FIRST_MARK), &end, 10);
  if (number >= self->context->formulas->len || !g_str_has_prefix (end, LAST_MARK))
    return NULL;
  *after = end + strlen (LAST_MARK);

  return g_ptr_array_index (self->context->formulas, number);
}

static void
append_formula (SpHtmlFlow *self, const SpHtmlFormula *formula)
{
  if (!formula->display) {
    sp_rich_text_append_formula (self->text, formula->source);
    return;
  }

  sp_html_flow_flush (self);
  sp_html_flow_append (self, sp_math_label_new_display (formula->source));
}

void
sp_html_append_text (SpHtmlFlow *self, const char *text)
{
  const char *mark = NULL;

  while ((mark = strstr (text, FIRST_MARK)) != NULL) {
    const char          *after = mark + strlen (FIRST_MARK);
    const SpHtmlFormula *formula = find_formula (self, mark, &after);
    g_autofree char     *before = g_strndup (text, (formula != NULL ? mark : after) - text);

    sp_rich_text_append (self->text, before);
    if (formula != NULL)
      append_formula (self, formula);
    text = after;
  }
  sp_rich_text_append (self->text, text);
}

/* All text in an element, without recursion: it may be nested deeply. */
char *
sp_html_dup_content (SpHtmlFlow *self, xmlNode *node)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char    *valid = NULL;
  xmlNode            *child = node->children;

  while (child != NULL && child != node) {
    gboolean is_hidden = sp_html_is_hidden (child);

    if ((child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) && child->content != NULL)
      g_string_append (text, (const char *) child->content);
    else if (sp_html_is_element (child, "br"))
      g_string_append_c (text, '\n');
    if (child->type == XML_ELEMENT_NODE && child->children != NULL && !is_hidden) {
      child = child->children;
      continue;
    }
    while (child != NULL && child != node && child->next == NULL)
      child = child->parent;
    if (child != NULL && child != node)
      child = child->next;
  }

  valid = g_utf8_make_valid (text->str, -1);
  if (self->context->formulas == NULL)
    return g_steal_pointer (&valid);

  g_string_truncate (text, 0);
  for (const char *place = valid; *place != '\0';) {
    const char          *after = g_utf8_next_char (place);
    const SpHtmlFormula *formula =
      g_str_has_prefix (place, FIRST_MARK) ? find_formula (self, place, &after) : NULL;

    if (formula != NULL)
      g_string_append (text, formula->raw);
    else
      g_string_append_len (text, place, after - place);
    place = after;
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
picture_clicked_cb (GtkWidget *button, const char *address)
{
  sp_platform_open_uri (button, address);
}

static void
address_free (gpointer address, GClosure *closure)
{
  g_free (address);
}

static GtkWidget *
new_link_button (GtkWidget *picture, const char *address)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), picture);
  sp_tooltip_set_text (button, address);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_data (button, "clicked", G_CALLBACK (picture_clicked_cb), g_strdup (address), address_free, 0);

  return button;
}

void
sp_html_append_picture (SpHtmlFlow *self, xmlNode *node)
{
  g_autofree char *address = sp_html_dup_attribute (node, "src");
  g_autofree char *alternative = sp_html_dup_attribute (node, "alt");
  const char      *link = sp_rich_text_get_link (self->text);
  GtkWidget       *picture = NULL;

  if (address != NULL)
    picture = sp_html_picture_new (self->context->client, address, alternative,
                                   MAX (0, sp_html_get_int (node, "height", 0)));
  if (picture == NULL) {
    if (alternative != NULL)
      sp_html_append_text (self, alternative);
    return;
  }
  if (link != NULL && *link != '#')
    picture = new_link_button (picture, link);
  if (self->align > 0)
    gtk_widget_set_halign (picture, self->align < 0.9f ? GTK_ALIGN_CENTER : GTK_ALIGN_END);
  sp_html_flow_flush (self);
  sp_html_flow_append (self, picture);
}

/* What `style` and the attributes of former times say. */
void
sp_html_read_style (xmlNode *node, SpHtmlStyle *style)
{
  g_autofree char *css = sp_html_dup_attribute (node, "style");
  g_autofree char *align = sp_html_dup_attribute (node, "align");
  g_autofree char *color = NULL;

  sp_html_style_read (style, css);
  if (style->align < 0)
    style->align = sp_html_is_element (node, "center") ? 0.5f : sp_html_style_parse_align (align);
  if (sp_html_is_element (node, "font") && !style->has_color) {
    color = sp_html_dup_attribute (node, "color");
    style->has_color = sp_html_style_parse_color (color, &style->color);
  }
  if (xmlHasProp (node, BAD_CAST "hidden") != NULL)
    style->hidden = TRUE;
}

/* Returns whether there is something to close. */
gboolean
sp_html_open_style (SpHtmlFlow *self, const SpHtmlStyle *style)
{
  g_autoptr (GString) span = g_string_new ("<span");

  sp_html_style_append_span (style, &self->behind, span);
  if (g_str_equal (span->str, "<span"))
    return FALSE;

  g_string_append_c (span, '>');
  sp_rich_text_open (self->text, span->str);

  return TRUE;
}

void
sp_html_walk_inline (SpHtmlFlow *self, xmlNode *node, const SpHtmlStyle *style)
{
  const char      *name = (const char *) node->name;
  g_autofree char *address = NULL;
  guint            n_open = sp_html_open_style (self, style);

  if (g_str_equal (name, "a") && (address = sp_html_dup_attribute (node, "href")) != NULL) {
    g_autofree char *whole = NULL;

    if (*address != '#') /* a place in this text */
      whole = sp_app_address_resolve (self->context->client, address);
    n_open += sp_rich_text_open_link (self->text, whole != NULL ? whole : address);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (inline_elements); i++) {
    if (g_str_equal (name, inline_elements[i].name)) {
      sp_rich_text_open (self->text, inline_elements[i].tag);
      n_open++;
    }
  }
  if (g_str_equal (name, "q"))
    sp_rich_text_append (self->text, "“");
  sp_html_flow_walk_children (self, node);
  if (g_str_equal (name, "q"))
    sp_rich_text_append (self->text, "”");
  for (; n_open > 0; n_open--)
    sp_rich_text_close (self->text);
}
