/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"
#include "sp-html-block.h"
#include "sp-html-picture.h"
#include "sp-html-text.h"
#include "sp-markdown-code.h"
#include "sp-markdown-view.h"
#include "sp-math-label.h"

static char *
dup_markup (SpMarkdownView *view)
{
  return g_strdup (gtk_label_get_label (GTK_LABEL (sp_markdown_view_get_block (view, 0))));
}

static void
test_inline (void)
{
  const struct {
    const char *source;
    const char *markup;
  } cases[] = {
    { "a *b* **c** ~~d~~ `e<`", "a <i>b</i> <b>c</b> <s>d</s> <tt>e&lt;</tt>" },
    { "a & b < c > \"d\"", "a &amp; b &lt; c &gt; &quot;d&quot;" },
    { "a <b>raw</b> tag", "a <b>raw</b> tag" },
    { "a <blink onclick='x'>raw</blink> tag", "a raw tag" },
    { "H<sub>2</sub>O x<sup>2</sup>", "H<sub>2</sub>O x<sup>2</sup>" },
    { "x <iframe src='https://e.org'>gone</iframe>y", "x y" },
    { "x <object>gone</object>y", "x y" },
    { "[a](#place)", "<a href=\"#place\">a</a>" },
    { "<center>x</center>", "x" },
    { "<span style='font-weight:bold;font-size:2em;nonsense'>x</span>",
      "<span size=\"200%\" weight=\"bold\">x</span>" },
    { "one<br>two", "one\ntwo" },
    { "x <script>alert(1)</script> y", "x y" },
    { "x <style>p{}</style> y", "x y" },
    { "[a](javascript:alert(1))", "a" },
    { "[a](file:///etc/passwd)", "a" },
    { "[a](/relative)", "a" },
    { "[a](https://e.org/?x=1&y=\"2)",
      "<a href=\"https://e.org/?x=1&amp;y=%222\" title=\"https://e.org/?x=1&amp;y=%222\">a</a>" },
    { "![cat](x.png)", "cat" },
    { "$$a_1 * b_2$$ and *c*", "$$a_1 * b_2$$ and <i>c</i>" },
    { "costs $5 and $6", "costs $5 and $6" },
    { "&#1; &#x1F600;", "😀" },
    { "two  \nlines\nsoft", "two\nlines soft" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    SpMarkdownView  *view = SP_MARKDOWN_VIEW (g_object_ref_sink (sp_markdown_view_new ()));
    g_autofree char *markup = NULL;

    sp_markdown_view_set_text (view, cases[i].source);
    markup = dup_markup (view);
    g_assert_cmpstr (markup, ==, cases[i].markup);
    g_assert_finalize_object (view);
  }
}

static void
test_blocks (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "media", "sample.md", NULL);
  g_autofree char *text = NULL;
  SpMarkdownView  *view = SP_MARKDOWN_VIEW (g_object_ref_sink (sp_markdown_view_new ()));

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  sp_markdown_view_set_text (view, text);
  g_assert_cmpuint (sp_markdown_view_get_n_blocks (view), >, 10);
  g_assert_true (gtk_widget_has_css_class (sp_markdown_view_get_block (view, 0), "title-1"));
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (sp_markdown_view_get_block (view, 0))),
                   ==, GTK_ACCESSIBLE_ROLE_HEADING);
  component_test_find (GTK_WIDGET (view), GTK_TYPE_TEXT_VIEW, 0); /* code */
  component_test_find (GTK_WIDGET (view), GTK_TYPE_GRID, 1);      /* a table after the list */
  g_assert_finalize_object (view);
}

/* What is shown while a text grows is what is shown of the whole text. */
static void
assert_same_as_whole (SpMarkdownView *view)
{
  SpMarkdownView *whole = SP_MARKDOWN_VIEW (g_object_ref_sink (sp_markdown_view_new ()));

  sp_markdown_view_set_text (whole, sp_markdown_view_get_text (view));
  g_assert_cmpuint (sp_markdown_view_get_n_blocks (view), ==, sp_markdown_view_get_n_blocks (whole));
  for (guint i = 0; i < sp_markdown_view_get_n_blocks (whole); i++) {
    GtkWidget *a = sp_markdown_view_get_block (view, i);
    GtkWidget *b = sp_markdown_view_get_block (whole, i);

    g_assert_true ((a == NULL) == (b == NULL));
    if (b == NULL)
      continue;
    g_assert_cmpstr (G_OBJECT_TYPE_NAME (a), ==, G_OBJECT_TYPE_NAME (b));
    if (GTK_IS_LABEL (b))
      g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (a)), ==, gtk_label_get_label (GTK_LABEL (b)));
  }
  g_assert_finalize_object (whole);
}

static void
test_growing_keeps_blocks (void)
{
  SpMarkdownView *view = SP_MARKDOWN_VIEW (g_object_ref_sink (sp_markdown_view_new ()));
  GtkWidget      *first = NULL;

  sp_markdown_view_set_text (view, "# Title\n\nOne");
  first = sp_markdown_view_get_block (view, 0);
  sp_markdown_view_set_text (view, "# Title\n\nOne *two*\n\n- three");
  g_assert_true (sp_markdown_view_get_block (view, 0) == first);
  g_assert_cmpuint (sp_markdown_view_get_n_blocks (view), ==, 3);
  assert_same_as_whole (view);

  sp_markdown_view_set_text (view, "Something else");
  g_assert_cmpuint (sp_markdown_view_get_n_blocks (view), ==, 1);
  sp_markdown_view_set_text (view, NULL);
  g_assert_cmpuint (sp_markdown_view_get_n_blocks (view), ==, 0);
  g_assert_finalize_object (view);
}

static void
test_growing_by_bytes (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "media", "sample.md", NULL);
  g_autofree char *text = NULL;
  gsize            length = 0;
  SpMarkdownView  *view = SP_MARKDOWN_VIEW (g_object_ref_sink (sp_markdown_view_new ()));

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  for (gsize end = 1; end <= length; end += 7) {
    g_autofree char *part = g_strndup (text, end);

    sp_markdown_view_set_text (view, part);
    assert_same_as_whole (view);
  }
  g_assert_finalize_object (view);
}

/* What was never shown is as high as its lines, so that a list which asks early gives it enough room. */
static void
test_code_height (void)
{
  GtkWidget *one = g_object_ref_sink (sp_markdown_code_new ("a\n", "python"));
  GtkWidget *ten = g_object_ref_sink (sp_markdown_code_new ("a\na\na\na\na\na\na\na\na\na\n", "python"));
  int        low = 0;
  int        high = 0;

  gtk_widget_measure (one, GTK_ORIENTATION_VERTICAL, 300, &low, NULL, NULL, NULL);
  gtk_widget_measure (ten, GTK_ORIENTATION_VERTICAL, 300, &high, NULL, NULL, NULL);
  g_assert_cmpint (low, >, 24);
  g_assert_cmpint (high, >, low + 9 * 8);
  g_assert_finalize_object (one);
  g_assert_finalize_object (ten);
}

/* Code begins on the left, and its button is on the right, in all languages. */
static void
test_code_direction (void)
{
  GtkTextDirection before = gtk_widget_get_default_direction ();
  GtkWidget       *code;
  graphene_rect_t  bounds;
  int              height = 0;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  code = g_object_ref_sink (sp_markdown_code_new ("a\n", "python"));
  gtk_widget_measure (code, GTK_ORIENTATION_VERTICAL, 300, NULL, &height, NULL, NULL);
  gtk_widget_allocate (code, 300, height, -1, NULL);
  g_assert_true (gtk_widget_compute_bounds (component_test_find (code, GTK_TYPE_BUTTON, 0), code, &bounds));
  g_assert_cmpfloat (bounds.origin.x, >, 150);
  gtk_widget_set_default_direction (before);
  g_assert_finalize_object (code);
}

static void
test_references (void)
{
  SpMarkdownView  *view = SP_MARKDOWN_VIEW (g_object_ref_sink (sp_markdown_view_new ()));
  g_autofree char *markup = NULL;

  sp_markdown_view_set_text (view, "see [a]\n\nthen");
  sp_markdown_view_set_text (view, "see [a]\n\nthen\n\n[a]: https://e.org\n");
  markup = dup_markup (view);
  g_assert_nonnull (strstr (markup, "https://e.org"));
  g_assert_finalize_object (view);
}

static JsonArray *
new_delimiters (void)
{
  g_autoptr (JsonNode) node =
    component_test_parse ("[{'left':'$','right':'$','display':false},7,{'left':''},"
                          "{'left':'$$','right':'$$','display':true},"
                          "{'left':'\\\\(','right':'\\\\)','display':false}]");

  return json_array_ref (json_node_get_array (node));
}

static void
test_hostile (void)
{
  g_autoptr (JsonArray) delimiters = new_delimiters ();
  g_autoptr (GString)   quotes = g_string_new (NULL);
  g_autoptr (GString)   dollars = g_string_new (NULL);
  g_autoptr (GString)   stars = g_string_new (NULL);
  g_autoptr (GString)   cells = g_string_new ("|a|\n|-|\n");
  const char           *texts[] = { NULL, NULL, NULL, NULL, "\xff\xfe broken \xc3", "```\nnever closed", "<div", "<!--",
                                    "| a |\n|---|", "![](data:image/png;base64,AAAA)", "![a](/file=/etc/passwd)",
                                    "<svg onload=alert(1)><script>x", "[]()", "# ", "1234567890. x", "- [ ] \n- [x]" };

  for (int i = 0; i < 2000; i++) {
    g_string_append (quotes, "> ");
    g_string_append (dollars, "$$a$");
    g_string_append (stars, "**a *b ");
    g_string_append (cells, "|x|y|z|\n");
  }
  texts[0] = quotes->str;
  texts[1] = dollars->str;
  texts[2] = stars->str;
  texts[3] = cells->str;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    SpMarkdownView *view = SP_MARKDOWN_VIEW (g_object_ref_sink (sp_markdown_view_new ()));

    sp_markdown_view_set_text (view, texts[i]);
    sp_markdown_view_set_latex_delimiters (view, delimiters);
    sp_markdown_view_set_line_breaks (view, TRUE);
    g_assert_finalize_object (view);
  }
}

static void
test_formulas (void)
{
  const struct {
    const char *source;
    guint       n_blocks;
    guint       n_formulas;
    const char *text; /* of the first label */
  } cases[] = {
    { "a $x_1 * y$ b *c*", 1, 1, "a x_1 * y b c" },
    { "costs $5 and $6", 1, 0, "costs $5 and $6" },
    { "`$x$` and\n\n```\n$y$\n```", 2, 0, "$x$ and" },
    { "\\(x\\)", 1, 1, "x" },
    { "```one``` $x$", 1, 1, "one x" },
    { "\\( and \\( more $x$", 1, 1, "( and ( more x" },
    { "$$\na\n\nb\n$$\n\nafter", 2, 1, "a\n\nb" },
    { "| a |\n|--|\n| $x|y$ |", 1, 1, "a" },
    { "# $x$", 1, 1, "x" },
    { "$\\nosuchthing$", 1, 1, "\\nosuchthing" },
    { "\xee\x80\x80"
      "7\xee\x80\x81 \xee\x80\x80",
      1, 0,
      "\xee\x80\x80"
      "7\xee\x80\x81 \xee\x80\x80" },
  };
  g_autoptr (JsonArray) delimiters = new_delimiters ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    SpMarkdownView *view = SP_MARKDOWN_VIEW (g_object_ref_sink (sp_markdown_view_new ()));
    GtkWidget      *label = NULL;

    sp_markdown_view_set_latex_delimiters (view, delimiters);
    sp_markdown_view_set_text (view, cases[i].source);
    g_assert_cmpuint (sp_markdown_view_get_n_blocks (view), ==, cases[i].n_blocks);
    label = component_test_find (GTK_WIDGET (view), GTK_TYPE_LABEL, 0);
    g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, cases[i].text);
    if (cases[i].n_formulas > 0)
      component_test_find (GTK_WIDGET (view), SP_TYPE_MATH_LABEL, cases[i].n_formulas - 1);
    g_assert_finalize_object (view);
  }
}

static void
test_html_blocks (void)
{
  SpMarkdownView *view = SP_MARKDOWN_VIEW (g_object_ref_sink (sp_markdown_view_new ()));
  GtkWidget      *expander = NULL;
  GtkWidget      *heading = NULL;

  sp_markdown_view_set_text (view, "<details open><summary>More</summary>\n\nIn *side*\n\n</details>\n\n# After all\n\n"
                                   "![cat](https://example.invalid/c.png)\n\n![dot](data:image/png;base64,AAAA)");
  g_assert_cmpuint (sp_markdown_view_get_n_blocks (view), ==, 4);
  expander = component_test_find (GTK_WIDGET (view), GTK_TYPE_EXPANDER, 0);
  g_assert_true (gtk_expander_get_expanded (GTK_EXPANDER (expander)));
  g_assert_cmpstr (gtk_expander_get_label (GTK_EXPANDER (expander)), ==, "More");
  heading = sp_markdown_view_get_block (view, 1);
  g_assert_cmpstr (gtk_widget_get_name (heading), ==, "anchor-after-all");
  g_assert_true (sp_html_block_go (GTK_WIDGET (view), "after-all"));
  g_assert_false (sp_html_block_go (GTK_WIDGET (view), "nowhere"));
  g_assert_false (sp_html_picture_is_loaded (SP_HTML_PICTURE (sp_markdown_view_get_block (view, 2))));
  g_assert_true (sp_html_picture_is_loaded (SP_HTML_PICTURE (sp_markdown_view_get_block (view, 3))));
  g_assert_finalize_object (view);
}

/* What is selected in the last paragraph, or the last code, stays selected while it grows. */
static void
test_growing_keeps_selection (void)
{
  SpMarkdownView *view = SP_MARKDOWN_VIEW (g_object_ref_sink (sp_markdown_view_new ()));
  GtkWidget      *last = NULL;
  int             start = 0, end = 0;

  sp_markdown_view_set_text (view, "one two");
  last = sp_markdown_view_get_block (view, 0);
  gtk_label_select_region (GTK_LABEL (last), 0, 3);
  sp_markdown_view_set_text (view, "one two *three*");
  g_assert_true (sp_markdown_view_get_block (view, 0) == last);
  g_assert_true (gtk_label_get_selection_bounds (GTK_LABEL (last), &start, &end));
  g_assert_cmpint (start, ==, 0);
  g_assert_cmpint (end, ==, 3);
  sp_markdown_view_set_text (view, "one two *three*\n\n```py\na = 1\n");
  last = sp_markdown_view_get_block (view, 1);
  sp_markdown_view_set_text (view, "one two *three*\n\n```py\na = 1\nb = 2\n```");
  g_assert_true (sp_markdown_view_get_block (view, 1) == last);
  assert_same_as_whole (view);
  /* GTK 4.8: a label that has never been in a window stays the owner of the selection when it is gone. */
  gtk_label_select_region (GTK_LABEL (sp_markdown_view_get_block (view, 0)), 0, 0);
  g_assert_finalize_object (view);
}

static gboolean
shows_end (gpointer widget)
{
  g_autofree char *text = NULL;

  if (GTK_IS_LABEL (widget))
    text = g_strdup (gtk_label_get_text (widget));
  else if (GTK_IS_TEXT_VIEW (widget))
    g_object_get (gtk_text_view_get_buffer (widget), "text", &text, NULL);
  if (text != NULL && strstr (text, "finished") != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_end (child))
      return TRUE;

  return FALSE;
}

/* Returns: how many bytes were read as Markdown for so many tokens, each shown as it comes */
static gsize
grow (const char *start, const char *token, const char *pause, guint n_tokens)
{
  SpMarkdownView     *view = SP_MARKDOWN_VIEW (g_object_ref_sink (sp_markdown_view_new ()));
  g_autoptr (GString) text = g_string_new (start);
  GtkWidget          *first = NULL;
  gsize               n_parsed = 0;

  sp_markdown_view_set_text (view, text->str);
  first = sp_markdown_view_get_block (view, 0);
  for (guint i = 1; i <= n_tokens; i++) {
    g_string_append (text, i % 30 == 0 ? pause : token);
    sp_markdown_view_set_text (view, text->str);
  }
  g_string_append (text, "finished");
  sp_markdown_view_set_text (view, text->str);
  component_test_wait (shows_end, view);
  n_parsed = sp_markdown_view_get_n_parsed (view);

  g_assert_true (sp_markdown_view_get_block (view, 0) == first);
  g_assert_finalize_object (view);

  return n_parsed;
}

/* Twice as many tokens cost twice as much, whatever they are in. */
static void
test_growing_is_linear (void)
{
  const struct {
    const char *start;
    const char *token;
    const char *pause;
  } cases[] = {
    { "Above\n\n", "word ", "end.\n\n" },
    { "Above\n\n", "word ", "and " },
    { "Above\n\n- ", "word ", "\n- " },
    { "Above\n\n> ", "word ", "\n> " },
    { "Above\n\n```py\n", "f(x) ", "\n" },
    { "Above\n\n|a|b|\n|-|-|\n|", "cell ", "|x|\n|" },
    { "Above\n\n<div>\n\n", "word ", "\n\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gsize some = grow (cases[i].start, cases[i].token, cases[i].pause, 1000);
    gsize more = grow (cases[i].start, cases[i].token, cases[i].pause, 2000);

    g_assert_cmpuint (more, <, 2000 * 1200);
    g_assert_cmpuint (more, <, some * 5 / 2);
  }
}

static gboolean
has_many_blocks (gpointer view)
{
  return sp_markdown_view_get_n_blocks (view) > 500;
}

/* The beginning is there at once, a portion once the window had time for it, the rest when it is asked for. */
static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  SpMarkdownView     *view = SP_MARKDOWN_VIEW (g_object_ref_sink (sp_markdown_view_new ()));
  guint               n_blocks = 0;

  while (text->len < 500 * 1000)
    g_string_append (text, "A paragraph of a text that is very long indeed — ümläute too. "
                           "It goes on and on.\n\n");
  sp_markdown_view_set_text (view, text->str);
  g_assert_cmpuint (sp_markdown_view_get_n_blocks (view), >, 10);
  g_assert_cmpuint (sp_markdown_view_get_n_blocks (view), <, 200);
  component_test_wait (has_many_blocks, view);
  n_blocks = sp_markdown_view_get_n_blocks (view);
  g_assert_cmpuint (n_blocks, <, 3000);
  g_signal_emit_by_name (component_test_find (GTK_WIDGET (view), GTK_TYPE_BUTTON, 0), "clicked");
  g_assert_cmpuint (sp_markdown_view_get_n_blocks (view), >, n_blocks);
  g_assert_finalize_object (view);
}

/* What a chat does: a long answer comes in small pieces. What is finished is left alone. */
static void
test_growing_long (void)
{
  g_autoptr (GString)   text = g_string_new ("# First\n\n");
  g_autoptr (JsonArray) delimiters = new_delimiters ();
  SpMarkdownView       *view = SP_MARKDOWN_VIEW (g_object_ref_sink (sp_markdown_view_new ()));
  GtkWidget            *first = NULL;
  GtkWidget            *middle = NULL;

  sp_markdown_view_set_latex_delimiters (view, delimiters);
  for (guint i = 0; text->len < 100 * 1000; i++) {
    g_string_append_printf (text, "Some *words* and $x_%u$, a `[key]: value` and\n\n```py\nx[%u]: int\n```\n\n- item\n\n",
                            i, i);
    sp_markdown_view_set_text (view, text->str);
    if (first == NULL)
      first = sp_markdown_view_get_block (view, 0);
    if (i == 100)
      middle = sp_markdown_view_get_block (view, 200);
  }
  g_assert_true (sp_markdown_view_get_block (view, 0) == first);
  g_assert_true (sp_markdown_view_get_block (view, 200) == middle);
  g_assert_finalize_object (view);
}

static void
test_html (void)
{
  const struct {
    const char *html;
    const char *text;
  } cases[] = {
    { "<p>a</p><p>b</p>", "a\nb" },
    { "<script>alert(1)</script>x", "x" },
    { "<SCRIPT>alert(1)", "" },
    { "a<b x='>'>c", "ac" },
    { "1 < 2 &amp; 3 &#65; &#x42; &bogus; &#0;", "1 < 2 & 3 A B &bogus; &#0;" },
    { "<!-- no -->x<!-- cut", "x" },
    { "<details><summary>More</summary>Hidden</details>", "More\nHidden" },
    { "<", "<" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = sp_html_to_text (cases[i].html);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/markdown-view/inline", test_inline);
  g_test_add_func ("/markdown-view/blocks", test_blocks);
  g_test_add_func ("/markdown-view/growing-keeps-blocks", test_growing_keeps_blocks);
  g_test_add_func ("/markdown-view/growing-by-bytes", test_growing_by_bytes);
  g_test_add_func ("/markdown-view/growing-keeps-selection", test_growing_keeps_selection);
  g_test_add_func ("/markdown-view/growing-is-linear", test_growing_is_linear);
  g_test_add_func ("/markdown-view/formulas", test_formulas);
  g_test_add_func ("/markdown-view/html-blocks", test_html_blocks);
  g_test_add_func ("/markdown-view/growing-long", test_growing_long);
  g_test_add_func ("/markdown-view/code-height", test_code_height);
  g_test_add_func ("/markdown-view/code-direction", test_code_direction);
  g_test_add_func ("/markdown-view/references", test_references);
  g_test_add_func ("/markdown-view/hostile", test_hostile);
  g_test_add_func ("/markdown-view/large", test_large);
  g_test_add_func ("/markdown-view/html", test_html);

  return g_test_run ();
}
