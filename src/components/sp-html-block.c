/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-html-private.h"

#include "sp-contrast.h"
#include "sp-html-box.h"
#include "sp-markdown-code.h"
#include "sp-math-label.h"

#include <glib/gi18n-lib.h>
#include <libxml/HTMLparser.h>
#include <string.h>

/* Blocks in blocks beyond this are shown as plain text: widgets are not made for it, nor is the stack. */
#define MAX_DEPTH 20

/* Gone with all that is in them. What HTML gives no content (embed, source…) is not among them: the parser puts what
 * follows into it. */
static const char *const hidden_elements[] = {
  "applet", "audio", "base", "canvas", "datalist", "frame", "frameset", "head", "iframe",
  "input", "link", "map", "meta", "noscript", "object", "param", "script", "select",
  "style", "svg", "template", "textarea", "title", "video", NULL
};

static const char *const block_elements[] = {
  "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div",
  "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
  "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre",
  "section", "summary", "table", "ul", NULL
};

gboolean
sp_html_is_element (xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && g_str_equal ((const char *) node->name, name);
}

gboolean
sp_html_is_hidden (xmlNode *node)
{
  return node->type == XML_ELEMENT_NODE && g_strv_contains (hidden_elements, (const char *) node->name);
}

char *
sp_html_dup_attribute (xmlNode *node, const char *name)
{
  xmlChar *value = xmlGetProp (node, BAD_CAST name);
  char    *text = value != NULL ? g_utf8_make_valid ((const char *) value, -1) : NULL;

  if (value != NULL)
    xmlFree (value);

  return text;
}

int
sp_html_get_int (xmlNode *node, const char *name, int otherwise)
{
  g_autofree char *text = sp_html_dup_attribute (node, name);
  char            *end = NULL;
  gint64           number = text != NULL ? g_ascii_strtoll (text, &end, 10) : 0;

  return text != NULL && end != text ? (int) CLAMP (number, -G_MAXINT, G_MAXINT) : otherwise;
}

void
sp_html_flow_append (SpHtmlFlow *self, GtkWidget *widget)
{
  if (widget == NULL)
    return;

  if (self->context->n_left > 0)
    self->context->n_left--;
  g_ptr_array_add (self->widgets, widget);
}

static GtkLabel *
get_label (GtkWidget *widget)
{
  return SP_IS_MATH_LABEL (widget) ? sp_math_label_get_label (SP_MATH_LABEL (widget))
                                   : GTK_LABEL (widget);
}

static GtkWidget *
take_aligned_label (SpHtmlFlow *self)
{
  GtkWidget *widget = sp_rich_text_take_label (self->text);

  if (widget != NULL && self->align > 0) {
    gtk_label_set_xalign (get_label (widget), self->align);
    gtk_label_set_justify (get_label (widget),
                           self->align < 0.9f ? GTK_JUSTIFY_CENTER : GTK_JUSTIFY_RIGHT);
  }

  return widget;
}

void
sp_html_flow_flush (SpHtmlFlow *self)
{
  sp_html_flow_append (self, take_aligned_label (self));
}

/* The name GitHub gives a heading: lower case, “-” for spaces, no other signs. */
static char *
dup_anchor (xmlNode *node, const char *text)
{
  g_autofree char    *id = sp_html_dup_attribute (node, "id");
  g_autofree char    *lower = NULL;
  g_autoptr (GString) anchor = g_string_new ("anchor-");

  if (id != NULL) {
    g_string_append (anchor, id);
    return g_string_free (g_steal_pointer (&anchor), FALSE);
  }
  lower = g_utf8_strdown (text, -1);
  for (const char *c = lower; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar character = g_utf8_get_char (c);

    if (g_unichar_isalnum (character) || character == '-' || character == '_')
      g_string_append_unichar (anchor, character);
    else if (character == ' ')
      g_string_append_c (anchor, '-');
  }

  return g_string_free (g_steal_pointer (&anchor), FALSE);
}

static void
append_heading (SpHtmlFlow *self, xmlNode *node)
{
  static const char *const classes[] = { "title-1", "title-2", "title-3",
                                         "title-4", "heading", "heading" };

  int              level = CLAMP (node->name[1] - '0', 1, 6);
  guint            first = self->widgets->len;
  GtkWidget       *widget = NULL;
  g_autofree char *anchor = NULL;

  sp_html_flow_walk_children (self, node);
  sp_html_flow_flush (self);
  for (guint i = first; i < self->widgets->len; i++) {
    widget = g_ptr_array_index (self->widgets, i);
    if (!GTK_IS_LABEL (widget) && !SP_IS_MATH_LABEL (widget))
      continue;
    gtk_widget_add_css_class (GTK_WIDGET (get_label (widget)), classes[level - 1]);
    if (GTK_IS_LABEL (widget)) { /* the role of a widget is said when it is made */
      GtkWidget *heading = g_object_new (GTK_TYPE_LABEL,
                                         "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                         "label", gtk_label_get_label (GTK_LABEL (widget)),
                                         "use-markup", TRUE,
                                         "wrap", TRUE,
                                         "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                         "natural-wrap-mode", GTK_NATURAL_WRAP_NONE,
                                         "selectable", TRUE,
                                         "justify", gtk_label_get_justify (GTK_LABEL (widget)),
                                         "xalign", (double) gtk_label_get_xalign (GTK_LABEL (widget)),
                                         NULL);
      sp_rich_text_connect_links (GTK_LABEL (heading));
      gtk_widget_add_css_class (heading, classes[level - 1]);
      g_object_ref_sink (widget);
      g_object_unref (widget);
      self->widgets->pdata[i] = widget = heading;
      gtk_accessible_update_property (GTK_ACCESSIBLE (heading), GTK_ACCESSIBLE_PROPERTY_LEVEL, level,
                                      -1);
    }
    anchor = dup_anchor (node, gtk_label_get_text (get_label (widget)));
    gtk_widget_set_name (GTK_WIDGET (get_label (widget)), anchor);
    break;
  }
}

static void
append_code (SpHtmlFlow *self, xmlNode *node)
{
  g_autofree char *text = sp_html_dup_content (self, node);
  g_autofree char *classes = NULL;
  const char      *language = NULL;

  if (node->children != NULL && sp_html_is_element (node->children, "code"))
    classes = sp_html_dup_attribute (node->children, "class");
  if (classes != NULL && g_str_has_prefix (classes, "language-"))
    language = classes + strlen ("language-");
  sp_html_flow_append (self, sp_markdown_code_new (text, language));
}

static void
append_quote (SpHtmlFlow *self, xmlNode *node)
{
  GtkWidget *content = sp_html_flow_new_content (self, node, 6);
  GtkWidget *box = NULL;

  if (content == NULL)
    return;
  box = g_object_new (GTK_TYPE_BOX,
                      "orientation", GTK_ORIENTATION_VERTICAL,
                      "css-name", "blockquote",
                      NULL);
  gtk_box_append (GTK_BOX (box), content);
  sp_html_flow_append (self, box);
}

static void
append_details (SpHtmlFlow *self, xmlNode *node)
{
  GtkWidget       *expander = gtk_expander_new (NULL);
  GtkWidget       *content = NULL;
  g_autofree char *summary = NULL;

  for (xmlNode *child = node->children; child != NULL; child = child->next) {
    if (sp_html_is_element (child, "summary")) {
      summary = sp_html_dup_content (self, child);
      xmlUnlinkNode (child);
      xmlFreeNode (child);
      break;
    }
  }
  if (summary != NULL)
    g_strstrip (summary);
  gtk_expander_set_label (GTK_EXPANDER (expander),
                          summary != NULL && *summary != '\0' ? summary : _("Details"));
  gtk_expander_set_expanded (GTK_EXPANDER (expander), xmlHasProp (node, BAD_CAST "open") != NULL);
  content = sp_html_flow_new_content (self, node, 9);
  if (content != NULL) {
    gtk_widget_set_margin_start (content, 18);
    gtk_widget_set_margin_top (content, 6);
    gtk_expander_set_child (GTK_EXPANDER (expander), content);
  }
  sp_html_flow_append (self, expander);
}

static void
append_box (SpHtmlFlow *self, xmlNode *node, const SpHtmlStyle *style)
{
  SpHtmlFlow flow = *self;
  GtkWidget *content = NULL;

  flow.behind = style->background;
  if (style->align >= 0)
    flow.align = style->align;
  content = sp_html_flow_new_content (&flow, node, 6);
  if (content != NULL)
    sp_html_flow_append (self, sp_html_box_new (content, &style->background, style->padding, style->radius));
}

/* A block without a shape of its own: its content, on lines of its own. */
static void
walk_container (SpHtmlFlow *self, xmlNode *node, const SpHtmlStyle *style)
{
  float    align = self->align;
  gboolean is_bold = sp_html_is_element (node, "dt") || sp_html_is_element (node, "legend");
  guint    first = self->widgets->len;
  gboolean is_open = sp_html_open_style (self, style);

  if (is_bold)
    sp_rich_text_open (self->text, "<b>");
  if (style->align >= 0)
    self->align = style->align;
  sp_html_flow_walk_children (self, node);
  sp_html_flow_flush (self);
  self->align = align;
  if (is_bold)
    sp_rich_text_close (self->text);
  if (is_open)
    sp_rich_text_close (self->text);
  for (guint i = first; sp_html_is_element (node, "dd") && i < self->widgets->len; i++)
    gtk_widget_set_margin_start (g_ptr_array_index (self->widgets, i), 24);
}

/* Colour and size of the text of a box are those of all in it. */
static void
walk_box (SpHtmlFlow *self, xmlNode *node, SpHtmlStyle *style)
{
  GdkRGBA  behind = self->behind;
  gboolean is_open = FALSE;

  if (!style->has_color)
    sp_contrast_choose_text (&style->background, &style->color);
  style->has_color = TRUE;
  style->has_background = FALSE;
  self->behind = style->background;
  is_open = sp_html_open_style (self, style);
  append_box (self, node, style);
  self->behind = behind;
  if (is_open)
    sp_rich_text_close (self->text);
}

static void
walk_block (SpHtmlFlow *self, xmlNode *node, SpHtmlStyle *style)
{
  const char *name = (const char *) node->name;
  float       align = self->align;

  sp_html_flow_flush (self);
  if (self->depth > MAX_DEPTH || self->context->n_left == 0) {
    g_autofree char *text = sp_html_dup_content (self, node);

    sp_rich_text_append (self->text, text);
    sp_html_flow_flush (self);
    return;
  }
  if (style->has_background) {
    walk_box (self, node, style);
    return;
  }
  self->depth++;
  if (style->align >= 0)
    self->align = style->align;
  if (name[0] == 'h' && g_ascii_isdigit (name[1])) {
    gboolean is_open = sp_html_open_style (self, style);

    append_heading (self, node);
    if (is_open)
      sp_rich_text_close (self->text);
  } else if (g_str_equal (name, "ul") || g_str_equal (name, "ol"))
    sp_html_flow_append (self, sp_html_list_new (self, node));
  else if (g_str_equal (name, "blockquote"))
    append_quote (self, node);
  else if (g_str_equal (name, "pre"))
    append_code (self, node);
  else if (g_str_equal (name, "hr"))
    sp_html_flow_append (self, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  else if (g_str_equal (name, "table"))
    sp_html_flow_append (self, sp_html_table_new (self, node));
  else if (g_str_equal (name, "details"))
    append_details (self, node);
  else
    walk_container (self, node, style);
  self->align = align;
  self->depth--;
}

static void
walk_element (SpHtmlFlow *self, xmlNode *node)
{
  const char *name = (const char *) node->name;
  SpHtmlStyle style = { 0 };

  if (sp_html_is_hidden (node))
    return;
  if (g_str_equal (name, "br")) {
    sp_rich_text_append_break (self->text);
    return;
  }
  if (g_str_equal (name, "img")) {
    sp_html_append_picture (self, node);
    return;
  }

  sp_html_read_style (node, &style);
  if (style.hidden)
    return;
  if (g_strv_contains (block_elements, name)) {
    walk_block (self, node, &style);
    return;
  }
  self->depth++;
  if (self->depth > 4 * MAX_DEPTH) {
    g_autofree char *text = sp_html_dup_content (self, node);

    sp_rich_text_append (self->text, text);
  } else {
    sp_html_walk_inline (self, node, &style);
  }
  self->depth--;
}

void
sp_html_flow_walk (SpHtmlFlow *self, xmlNode *node)
{
  g_autofree char *text = NULL;

  if (node->type == XML_ELEMENT_NODE) {
    walk_element (self, node);
  } else if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
             node->content != NULL) {
    text = g_utf8_make_valid ((const char *) node->content, -1);
    sp_html_append_text (self, text);
  }
}

void
sp_html_flow_walk_children (SpHtmlFlow *self, xmlNode *node)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    sp_html_flow_walk (self, child);
}

static GtkWidget *
join (GPtrArray *widgets, int spacing)
{
  GtkWidget *box = NULL;

  if (widgets->len <= 1)
    return widgets->len == 1 ? g_ptr_array_index (widgets, 0) : NULL;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, spacing);
  for (guint i = 0; i < widgets->len; i++)
    gtk_box_append (GTK_BOX (box), g_ptr_array_index (widgets, i));

  return box;
}

/* The tags that are open around an element are open in it, too. */
GtkWidget *
sp_html_flow_new_content (const SpHtmlFlow *parent, xmlNode *node, int spacing)
{
  g_autoptr (GPtrArray)  widgets = g_ptr_array_new ();
  g_autoptr (SpRichText) text = sp_rich_text_new_like (parent->text);
  SpHtmlFlow             flow = *parent;

  flow.widgets = widgets;
  flow.text = text;
  flow.depth = parent->depth + 1;
  sp_html_flow_walk_children (&flow, node);
  sp_html_flow_flush (&flow);

  return join (widgets, spacing);
}

GtkWidget *
sp_html_block_new (SpHtmlContext *context, const char *html)
{
  g_autoptr (GPtrArray)  widgets = g_ptr_array_new ();
  g_autoptr (SpRichText) text = NULL;
  SpHtmlFlow             flow = { .context = context, .widgets = widgets };
  htmlDocPtr             document = NULL;
  gsize                  length = 0;

  g_return_val_if_fail (context != NULL, NULL);
  g_return_val_if_fail (html != NULL, NULL);

  length = strlen (html);
  if (length == 0 || length > G_MAXINT)
    return NULL;
  document = htmlReadMemory (html, (int) length, NULL, "UTF-8",
                             HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                               HTML_PARSE_NONET | HTML_PARSE_COMPACT | HTML_PARSE_NODEFDTD);
  if (document == NULL)
    return NULL;

  flow.text = text = sp_rich_text_new ();
  sp_contrast_get_view_background (&flow.behind);
  for (xmlNode *node = document->children; node != NULL; node = node->next)
    sp_html_flow_walk (&flow, node);
  sp_html_flow_flush (&flow);
  xmlFreeDoc (document);

  return join (widgets, 12);
}

gboolean
sp_html_block_go (GtkWidget *root, const char *id)
{
  g_autofree char *name = g_strconcat ("anchor-", id, NULL);

  if (GTK_IS_LABEL (root) && g_str_equal (gtk_widget_get_name (root), name)) {
    gtk_widget_grab_focus (root); /* the view scrolls to what has the focus */
    gtk_label_select_region (GTK_LABEL (root), 0, 0);
    return TRUE;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (sp_html_block_go (child, id))
      return TRUE;
  }

  return FALSE;
}
