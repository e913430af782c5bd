/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The output of a program in a window. */
#include "app-fixture.h"

#include "sp-contrast.h"
#include "sp-log-style.h"
#include "sp-log-view.h"

#include <gtksourceview/gtksource.h>

static GtkTextBuffer *
get_buffer (GtkWidget *log)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_widget (log, GTK_SOURCE_TYPE_VIEW, NULL)));
}

static GtkAdjustment *
get_scroll (GtkWidget *log)
{
  return gtk_scrolled_window_get_vadjustment (
    GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (find_widget (log, GTK_SOURCE_TYPE_VIEW, NULL), GTK_TYPE_SCROLLED_WINDOW)));
}

static GtkWidget *
show_log (void)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 500, 300);
  gtk_window_set_child (GTK_WINDOW (window), sp_log_view_new ());
  gtk_window_present (GTK_WINDOW (window));

  return gtk_window_get_child (GTK_WINDOW (window));
}

static void
close_log (GtkWidget *log)
{
  g_object_ref (log);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (log)));
  g_assert_finalize_object (log);
}

static void
append_lines (GtkWidget *log,
              int        first,
              int        n)
{
  for (int i = first; i < first + n; i++) {
    g_autofree char *line = g_strdup_printf ("line %d", i);

    sp_log_view_append_line (SP_LOG_VIEW (log), line);
  }
}

static gboolean
is_at_end (GtkWidget *log)
{
  GtkAdjustment *scroll = get_scroll (log);

  return gtk_adjustment_get_upper (scroll) > gtk_adjustment_get_page_size (scroll) * 2 &&
         gtk_adjustment_get_value (scroll) >= gtk_adjustment_get_upper (scroll) - gtk_adjustment_get_page_size (scroll) - 1;
}

static gboolean
ends_with (GtkWidget  *log,
           const char *text)
{
  GtkTextIter      start, end;
  g_autofree char *all = NULL;

  gtk_text_buffer_get_bounds (get_buffer (log), &start, &end);
  all = gtk_text_buffer_get_text (get_buffer (log), &start, &end, TRUE);

  return g_str_has_suffix (all, text);
}

static void
test_empty (void)
{
  SpLogView *log = g_object_ref_sink (SP_LOG_VIEW (sp_log_view_new ()));

  g_assert_true (sp_log_view_is_empty (log));
  g_assert_nonnull (find_widget (GTK_WIDGET (log), GTK_TYPE_LABEL, "No Output Yet"));
  sp_log_view_append (log, "", -1);
  g_assert_true (sp_log_view_is_empty (log));
  sp_log_view_find (log); /* nothing to search in */
  sp_log_view_append (log, "x", -1);
  g_assert_false (sp_log_view_is_empty (log));
  g_assert_finalize_object (log); /* before it was shown */
}

static void
test_text (void)
{
  SpLogView       *log = g_object_ref_sink (SP_LOG_VIEW (sp_log_view_new ()));
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  GtkTextIter      iter;

  sp_log_view_append (log, "one\r\n\033[31mtw", -1);
  sp_log_view_append (log, "o\033[0m\n50%\r10", -1);
  text = sp_log_view_dup_text (log);
  g_assert_cmpstr (text, ==, "one\ntwo\n10%");

  sp_log_view_append (log, "0%\nend", -1);
  again = sp_log_view_dup_text (log);
  g_assert_cmpstr (again, ==, "one\ntwo\n100%\nend");

  gtk_text_buffer_get_iter_at_line (get_buffer (GTK_WIDGET (log)), &iter, 1);
  g_assert_true (gtk_text_iter_starts_tag (&iter, NULL));
  gtk_text_iter_forward_to_line_end (&iter);
  g_assert_true (gtk_text_iter_ends_tag (&iter, NULL));

  sp_log_view_clear (log);
  g_assert_nonnull (find_widget (GTK_WIDGET (log), GTK_TYPE_LABEL, "No Output Yet"));
  sp_log_view_append_line (log, "new");
  g_clear_pointer (&text, g_free);
  text = sp_log_view_dup_text (log);
  g_assert_cmpstr (text, ==, "new\n");
  g_assert_finalize_object (log);
}

/* However much comes, the newest lines are there, and not too many. */
static void
test_bounded (void)
{
  GtkWidget *log = show_log ();

  for (int i = 0; i < 10; i++) {
    append_lines (log, i * 2000, 2000);
    wait_a_moment ();
  }
  wait_until (ends_with (log, "line 19999\n"));
  g_assert_cmpint (gtk_text_buffer_get_line_count (get_buffer (log)), ==, 5001);
  wait_until (is_at_end (log));
  close_log (log);
}

static void
test_follow (void)
{
  GtkWidget *log = show_log ();
  GtkWidget *to_end;
  double     value;

  append_lines (log, 0, 500);
  wait_until (ends_with (log, "line 499\n") && is_at_end (log));
  append_lines (log, 500, 500);
  wait_until (ends_with (log, "line 999\n") && is_at_end (log));

  value = gtk_adjustment_get_value (get_scroll (log));
  g_signal_emit_by_name (find_widget (log, GTK_SOURCE_TYPE_VIEW, NULL), "move-cursor", GTK_MOVEMENT_PAGES, -1, FALSE);
  wait_until (gtk_adjustment_get_value (get_scroll (log)) < value);
  append_lines (log, 1000, 500);
  wait_until (ends_with (log, "line 1499\n"));
  wait_until (gtk_adjustment_get_upper (get_scroll (log)) > value + 3000);
  g_assert_false (is_at_end (log));

  to_end = gtk_widget_get_last_child (find_widget (log, GTK_TYPE_OVERLAY, NULL));
  g_assert_true (gtk_widget_get_visible (to_end));
  g_signal_emit_by_name (to_end, "clicked");
  wait_until (is_at_end (log));
  g_assert_false (gtk_widget_get_visible (to_end));
  append_lines (log, 1500, 500);
  wait_until (ends_with (log, "line 1999\n") && is_at_end (log));
  close_log (log);
}

static void
test_find (void)
{
  GtkWidget  *log = show_log ();
  GtkWidget  *entry = find_widget (log, GTK_TYPE_SEARCH_ENTRY, NULL);
  GtkTextIter start, end;

  append_lines (log, 0, 300);
  wait_until (ends_with (log, "line 299\n"));
  gtk_widget_activate_action (log, "log.find", NULL);
  wait_until (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (log))), entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), "LINE 123");
  wait_until (gtk_text_buffer_get_selection_bounds (get_buffer (log), &start, &end));
  g_assert_cmpint (gtk_text_iter_get_line (&start), ==, 123);
  wait_until (shows_text (log, "1 found"));
  close_log (log);
}

/* Any colour can be read, in both styles; what looks alike is not told apart for ever. */
static void
test_colors (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkWidget       *log = g_object_ref_sink (sp_log_view_new ());

  for (int dark = 0; dark < 2; dark++) {
    adw_style_manager_set_color_scheme (manager, dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
    for (guint color = 0; color < 256; color++) {
      const guint            parameters[] = { 38, 5, color };
      const gboolean         joined[] = { FALSE, FALSE, FALSE };
      g_autoptr (GtkTextTag) tag = gtk_text_tag_new (NULL);
      g_autoptr (GdkRGBA)    text = NULL;
      GdkRGBA                view;

      sp_log_style_set_tag (sp_log_style_apply (0, parameters, joined, 3), tag);
      g_object_get (tag, "foreground-rgba", &text, NULL);
      sp_contrast_get_view_background (&view);
      g_assert_cmpfloat (sp_contrast_get (text, &view), >=, 4.4);
    }
  }
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);

  for (guint i = 0; i < 3000; i++) {
    g_autofree char *line = g_strdup_printf ("\033[38;5;%u;48;5;%umx", i % 256, i / 10 % 256);

    sp_log_view_append_line (SP_LOG_VIEW (log), line);
  }
  g_free (sp_log_view_dup_text (SP_LOG_VIEW (log)));
  g_assert_cmpint (gtk_text_tag_table_get_size (gtk_text_buffer_get_tag_table (get_buffer (log))), <=, 1020);
  g_assert_finalize_object (log);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/log-view/empty", test_empty);
  g_test_add_func ("/log-view/text", test_text);
  g_test_add_func ("/log-view/bounded", test_bounded);
  g_test_add_func ("/log-view/follow", test_follow);
  g_test_add_func ("/log-view/find", test_find);
  g_test_add_func ("/log-view/colors", test_colors);

  return g_test_run ();
}
