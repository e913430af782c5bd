/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-paragraph.h"

#define N_WORDS 3000

/* Words with markup, an entity and a link among them, some of it open over many lines. */
static char *
new_markup (guint n_words)
{
  GString *markup = g_string_new ("<b>");

  for (guint i = 0; i < n_words; i++) {
    if (i % 7 == 3)
      g_string_append (markup, "&amp;&#x7f; ");
    if (i % 100 == 50)
      g_string_append (markup, "<i>");
    if (i % 500 == 60)
      g_string_append (markup, "<a href=\"https://example.org/?a=1&amp;b=2\">");
    g_string_append_printf (markup, "wörd%u ", i);
    if (i % 500 == 90)
      g_string_append (markup, "</a>");
    if (i % 100 == 99)
      g_string_append (markup, "</i>");
  }
  if (n_words % 500 > 60 && n_words % 500 <= 90)
    g_string_append (markup, "</a>");
  if (n_words % 100 > 50)
    g_string_append (markup, "</i>");
  g_string_append (markup, "</b>");

  return g_string_free (markup, FALSE);
}

static char *
dup_plain (const char *markup)
{
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));
  char      *text = NULL;

  gtk_label_set_markup (GTK_LABEL (label), markup);
  text = g_strdup (gtk_label_get_text (GTK_LABEL (label)));
  g_object_unref (label);

  return text;
}

static guint
count_children (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n++;

  return n;
}

static GtkWidget *
show (GtkWidget *paragraph, GtkWidget **window)
{
  *window = gtk_window_new ();
  gtk_widget_set_valign (paragraph, GTK_ALIGN_START);
  gtk_window_set_child (GTK_WINDOW (*window), paragraph);
  gtk_window_set_default_size (GTK_WINDOW (*window), 600, 400);
  gtk_window_present (GTK_WINDOW (*window));

  return paragraph;
}

static void
check_text (GtkWidget *paragraph, const char *markup)
{
  g_autofree char *text = sp_paragraph_dup_text (SP_PARAGRAPH (paragraph));
  g_autofree char *expected = dup_plain (markup);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
is_split_cb (gpointer paragraph)
{
  return count_children (paragraph) > 3;
}

/* All of the text is there however it is cut, and what is open at a cut stays open. */
static void
test_grows (void)
{
  g_autofree char *first = new_markup (1);
  GtkWidget       *window = NULL;
  GtkWidget       *paragraph = show (sp_paragraph_new (first), &window);
  GtkWidget       *kept = NULL;

  for (guint i = 1; i <= 1000; i += 111) {
    g_autofree char *markup = new_markup (i);

    sp_paragraph_set_markup (SP_PARAGRAPH (paragraph), markup);
    check_text (paragraph, markup);
  }
  component_test_wait (is_split_cb, paragraph);
  kept = gtk_widget_get_first_child (paragraph);
  for (guint i = 1000; i <= N_WORDS; i += 250) {
    g_autofree char *markup = new_markup (i);

    sp_paragraph_set_markup (SP_PARAGRAPH (paragraph), markup);
    check_text (paragraph, markup);
    g_assert_true (gtk_widget_get_first_child (paragraph) == kept); /* only the end changes */
  }
  g_assert_cmpuint (count_children (paragraph), >, 10);

  sp_paragraph_set_markup (SP_PARAGRAPH (paragraph), "Something <i>else</i>");
  g_assert_cmpuint (count_children (paragraph), ==, 1);
  check_text (paragraph, "Something <i>else</i>");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Cut or not, it is as high as one label with all of the text: no line is broken at a cut. */
static void
check_height (GtkWidget *paragraph, const char *markup, int width)
{
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));
  int                   height = 0, whole = 0, line = 0;

  gtk_label_set_text (GTK_LABEL (label), "line");
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, -1, &line, NULL, NULL, NULL);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, width, &whole, NULL, NULL, NULL);
  gtk_widget_measure (paragraph, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  g_assert_cmpint (ABS (height - whole), <, line); /* the height of each label is rounded */
}

static void
test_lines (void)
{
  g_autofree char *markup = new_markup (600);
  GtkWidget       *window = NULL;
  GtkWidget       *paragraph = show (sp_paragraph_new (markup), &window);

  component_test_wait (is_split_cb, paragraph);
  check_height (paragraph, markup, gtk_widget_get_width (paragraph));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_whole_cb (gpointer paragraph)
{
  return count_children (paragraph) == 1;
}

/* What has come to an end can be selected from its first letter to its last, and goes on when there is more. */
static void
test_ends (void)
{
  g_autofree char *markup = new_markup (600);
  g_autofree char *more = new_markup (700);
  GtkWidget       *window = NULL;
  GtkWidget       *paragraph = show (sp_paragraph_new (markup), &window);
  GtkWidget       *label = NULL;

  component_test_wait (is_split_cb, paragraph);
  component_test_wait (is_whole_cb, paragraph);
  check_text (paragraph, markup);
  check_height (paragraph, markup, gtk_widget_get_width (paragraph));
  label = gtk_widget_get_first_child (paragraph);
  gtk_label_select_region (GTK_LABEL (label), 0, -1);
  sp_paragraph_set_markup (SP_PARAGRAPH (paragraph), markup);
  g_assert_true (gtk_label_get_selection_bounds (GTK_LABEL (label), NULL, NULL));
  sp_paragraph_set_markup (SP_PARAGRAPH (paragraph), more);
  g_assert_true (is_split_cb (paragraph));
  check_text (paragraph, more);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_which (void)
{
  g_autofree char      *words = g_strnfill (300, 'x');
  g_autofree char      *lines = g_strdup_printf ("%s\n%s", words, words);
  g_autofree char      *line = g_strdup_printf ("%s %s", words, words);
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (lines));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  g_assert_false (sp_paragraph_is_for (GTK_LABEL (label)));
  gtk_label_set_text (GTK_LABEL (label), line);
  g_assert_true (sp_paragraph_is_for (GTK_LABEL (label)));
  gtk_label_set_xalign (GTK_LABEL (label), 0.5f); /* its lines depend on the widest one */
  g_assert_false (sp_paragraph_is_for (GTK_LABEL (label)));
}

int
main (int argc, char *argv[])
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/paragraph/grows", test_grows);
  g_test_add_func ("/paragraph/lines", test_lines);
  g_test_add_func ("/paragraph/ends", test_ends);
  g_test_add_func ("/paragraph/which", test_which);

  return g_test_run ();
}
