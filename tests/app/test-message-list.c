/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an app tells people. */
#include "app-fixture.h"

#include "sp-message-list.h"

typedef struct {
  SpMessageList *list;
  GtkWidget     *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->list = SP_MESSAGE_LIST (sp_message_list_new ());
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 500, 500);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->list));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static SpMessageRow *
add (Fixture *fixture, const char *json)
{
  g_autoptr (JsonNode)  node = gradio_json_parse (json, -1, NULL);
  g_autoptr (GradioLog) log = gradio_log_new_from_json (json_node_get_object (node));

  return sp_message_list_add (fixture->list, log, NULL);
}

static guint
count (Fixture *fixture)
{
  return sp_message_list_get_n_messages (fixture->list);
}

static guint
count_seen (Fixture *fixture)
{
  GtkWidget *row = find_widget (GTK_WIDGET (fixture->list), SP_TYPE_MESSAGE_ROW, NULL);
  guint      n = 0;

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    n += gtk_widget_get_mapped (row);

  return n;
}

/* Kind, title and text; links and bold are kept, the rest does nothing. */
static void
test_content (Fixture *fixture, gconstpointer data)
{
  SpMessageRow *row = add (fixture, "{\"log\":\"Some <b>bold</b> <a href='https://example.org'>news</a>"
                                    "<script>alert(1)</script>\",\"title\":\"Title\",\"level\":\"warning\","
                                    "\"duration\":null}");
  GtkWidget    *icon = NULL;

  wait_until (gtk_widget_get_mapped (GTK_WIDGET (row)));
  icon = find_widget (GTK_WIDGET (row), GTK_TYPE_IMAGE, NULL);
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (icon)), ==, "dialog-warning-symbolic");
  g_assert_true (shows_text (GTK_WIDGET (row), "Title"));
  g_assert_true (shows_text (GTK_WIDGET (row), "Some bold news"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Warning: Title: Some bold news");
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (row)), ==, GTK_ACCESSIBLE_ROLE_ALERT);
}

/* What a script tells has no title. */
static void
test_untitled (Fixture *fixture, gconstpointer data)
{
  GradioLog     log = { GRADIO_LOG_INFO, (char *) "", (char *) "from a script", NULL, 0, TRUE };
  SpMessageRow *row = sp_message_list_add (fixture->list, &log, NULL);

  wait_until (gtk_widget_get_mapped (GTK_WIDGET (row)));
  g_assert_false (shows_text (GTK_WIDGET (row), ""));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "Info: from a script");
}

/* Each has its own time; one without is there until it is closed. */
static void
test_time (Fixture *fixture, gconstpointer data)
{
  SpMessageRow *stays = add (fixture, "{\"log\":\"stays\",\"duration\":null}");

  add (fixture, "{\"log\":\"short\",\"duration\":0.3}");
  add (fixture, "{\"log\":\"shorter\",\"duration\":0.1}");
  g_assert_cmpuint (count (fixture), ==, 3);
  wait_until (count (fixture) == 1);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (stays)));
  gtk_widget_activate_action (GTK_WIDGET (stays), "message.close", NULL);
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->list)));
}

/* The clock of one that has the focus stands. */
static void
test_focus (Fixture *fixture, gconstpointer data)
{
  SpMessageRow *read = add (fixture, "{\"log\":\"is being read\",\"duration\":0.2}");
  GtkWidget    *close = NULL;

  add (fixture, "{\"log\":\"is not\",\"duration\":0.4}");
  close = gtk_widget_get_last_child (adw_bin_get_child (ADW_BIN (read)));
  g_assert_true (gtk_widget_grab_focus (close));
  wait_until (count (fixture) == 1);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (read)));
}

/* Older ones are folded, counted, and wait. */
static void
test_folded (Fixture *fixture, gconstpointer data)
{
  GtkWidget *unfold = find_widget (GTK_WIDGET (fixture->list), GTK_TYPE_TOGGLE_BUTTON, NULL);

  add (fixture, "{\"log\":\"waits\",\"duration\":0.05}");
  for (guint i = 0; i < 6; i++) {
    g_autofree char *json = g_strdup_printf ("{\"log\":\"%u\",\"duration\":null}", i);

    add (fixture, json);
  }
  wait_until (count_seen (fixture) == 3);
  g_assert_cmpuint (count (fixture), ==, 7);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (unfold)), ==, "7 messages");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (unfold), TRUE);
  wait_until (count (fixture) == 6 && count_seen (fixture) == 6);
  sp_message_list_clear (fixture->list);
  g_assert_cmpuint (count (fixture), ==, 0);
}

/* A function that says the same again and again does not fill the window; nor does any other. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  SpMessageRow *row = NULL;

  for (guint i = 0; i < 5; i++)
    row = add (fixture, "{\"log\":\"again\",\"duration\":null}");
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_nonnull (find_widget (GTK_WIDGET (row), GTK_TYPE_LABEL, "×5"));
  for (guint i = 0; i < 500; i++) {
    g_autofree char *json = g_strdup_printf ("{\"log\":\"%u\",\"duration\":null}", i);

    add (fixture, json);
  }
  g_assert_cmpuint (count (fixture), ==, 100);
}

static void
test_unseen (Fixture *fixture, gconstpointer data)
{
  g_assert_null (add (fixture, "{\"error\":\"x\",\"visible\":false}"));
  g_assert_cmpuint (count (fixture), ==, 0);
}

static void
count_cb (guint *n)
{
  ++*n;
}

static void
test_button (Fixture *fixture, gconstpointer data)
{
  SpMessageRow *row = add (fixture, "{\"error\":\"full\",\"duration\":null}");
  guint         n = 0;

  sp_message_row_set_button (row, "Try Again");
  g_signal_connect_swapped (row, "button-clicked", G_CALLBACK (count_cb), &n);
  g_signal_emit_by_name (find_widget (GTK_WIDGET (row), GTK_TYPE_BUTTON, "Try Again"), "clicked");
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (count (fixture), ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } TESTS[] = {
    { "/message-list/content", test_content },
    { "/message-list/untitled", test_untitled },
    { "/message-list/time", test_time },
    { "/message-list/focus", test_focus },
    { "/message-list/folded", test_folded },
    { "/message-list/many", test_many },
    { "/message-list/unseen", test_unseen },
    { "/message-list/button", test_button },
  };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (TESTS); i++)
    g_test_add (TESTS[i].path, Fixture, NULL, set_up, TESTS[i].test, tear_down);

  return g_test_run ();
}
