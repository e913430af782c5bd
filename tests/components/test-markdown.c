/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-markdown-view.h"

static void
test_generations (void)
{
  component_test_generations ("markdown");
}

static void
test_hostile (void)
{
  component_test_hostile ("markdown");
}

static void
test_output (void)
{
  SpComponent    *markdown = component_test_new ("markdown");
  SpMarkdownView *view = NULL;

  view = SP_MARKDOWN_VIEW (component_test_find (GTK_WIDGET (markdown), SP_TYPE_MARKDOWN_VIEW, 0));
  sp_component_set_interactive (markdown, FALSE);
  component_test_set_value (markdown, "'# A\\n\\nb'");
  g_assert_cmpuint (sp_markdown_view_get_n_blocks (view), ==, 2);
  component_test_assert_value (markdown, "'# A\\n\\nb'");
  component_test_set_value (markdown, "{'no':['text']}");
  component_test_assert_value (markdown, "{'no':['text']}");
  component_test_set_value (markdown, "null");
  g_assert_cmpuint (sp_markdown_view_get_n_blocks (view), ==, 0);
  g_assert_finalize_object (markdown);
}

static void
test_input (void)
{
  SpComponent        *markdown = component_test_new ("markdown");
  g_autoptr (GString) events = component_test_watch (markdown);
  GtkWidget          *editor = NULL;
  GtkTextBuffer      *buffer = NULL;

  editor = component_test_find (GTK_WIDGET (markdown), GTK_TYPE_TEXT_VIEW, 0);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor));
  sp_component_set_interactive (markdown, TRUE);
  component_test_set_value (markdown, "'one'");
  g_assert_cmpstr (events->str, ==, "change ");
  g_string_truncate (events, 0);
  gtk_text_buffer_insert_at_cursor (buffer, " two", -1);
  component_test_assert_value (markdown, "'one two'");
  g_assert_cmpstr (events->str, ==, "change input ");

  sp_component_set_interactive (markdown, FALSE);
  component_test_assert_value (markdown, "'one two'");
  g_assert_finalize_object (markdown);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/markdown/generations", test_generations);
  g_test_add_func ("/markdown/hostile", test_hostile);
  g_test_add_func ("/markdown/output", test_output);
  g_test_add_func ("/markdown/input", test_input);

  return g_test_run ();
}
