/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is seen while an app is connected to. */
#include "app-fixture.h"

#include "gradio-space-state-private.h"
#include "sp-connecting-page.h"

static SpConnectingPage *
new_page (void)
{
  return g_object_ref_sink (g_object_new (SP_TYPE_CONNECTING_PAGE, NULL));
}

static GradioSpaceState *
new_state (const char *stage,
           guint       elapsed)
{
  g_autofree char             *text = g_strdup_printf ("{\"id\":\"ada/<b>\",\"runtime\":{\"stage\":\"%s\"}}", stage);
  g_autoptr (JsonNode)         node = json_from_string (text, NULL);
  g_autoptr (GradioSpaceState) state = gradio_space_state_new (json_node_get_object (node));

  return gradio_space_state_new_waiting (state, elapsed);
}

static gboolean
has_text (SpConnectingPage *page,
          const char       *text)
{
  GtkWidget *label = find_widget (GTK_WIDGET (page), GTK_TYPE_LABEL, text);

  return label != NULL && gtk_widget_get_visible (label);
}

static void
test_address (void)
{
  SpConnectingPage *page = new_page ();

  sp_connecting_page_start (page, "http://a.invalid/?x&<y");
  g_assert_true (has_text (page, "Connecting…"));
  g_assert_true (has_text (page, "http://a.invalid/?x&<y"));
  g_assert_finalize_object (page);
}

static void
test_space (void)
{
  SpConnectingPage            *page = new_page ();
  g_autoptr (GradioSpaceState) asleep = new_state ("SLEEPING", 0);
  g_autoptr (GradioSpaceState) built = new_state ("BUILDING", 65);
  g_autoptr (GradioSpaceState) running = new_state ("RUNNING", 70);

  sp_connecting_page_start (page, "ada/b");
  sp_connecting_page_set_space_state (page, asleep);
  g_assert_true (has_text (page, "Waiting for the Space"));
  g_assert_true (has_text (page, "ada/<b> is asleep. A visit wakes it up."));
  g_assert_true (has_text (page, "0 s"));
  wait_until (!has_text (page, "0 s"));

  sp_connecting_page_set_space_state (page, running);
  g_assert_true (has_text (page, "Connecting…"));

  sp_connecting_page_start (page, "ada/b"); /* once more: nothing of the last time is left */
  g_assert_true (has_text (page, "ada/b"));
  sp_connecting_page_set_space_state (page, built);
  g_assert_true (has_text (page, "1:05"));
  g_assert_finalize_object (page); /* while its clock goes */
}

static void
cancelled_cb (SpConnectingPage *page,
              int              *n)
{
  (*n)++;
}

static void
test_cancel (void)
{
  SpConnectingPage *page = new_page ();
  int               n = 0;

  g_signal_connect (page, "cancelled", G_CALLBACK (cancelled_cb), &n);
  sp_connecting_page_start (page, "ada/b");
  g_signal_emit_by_name (find_widget (GTK_WIDGET (page), GTK_TYPE_BUTTON, "Cancel"), "clicked");
  g_assert_cmpint (n, ==, 1);
  sp_connecting_page_stop (page);
  g_assert_finalize_object (page);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/connecting-page/address", test_address);
  g_test_add_func ("/connecting-page/space", test_space);
  g_test_add_func ("/connecting-page/cancel", test_cancel);

  return g_test_run ();
}
