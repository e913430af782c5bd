/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-platform.h"

typedef struct {
  GAsyncResult *result;
} Answer;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->result = g_object_ref (result);
}

static gboolean
is_answered (gpointer user_data)
{
  return ((Answer *) user_data)->result != NULL;
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
test_cancelled_dialogs (void)
{
  SpComponent *self = component_test_new ("number");
  GtkWidget   *window = component_test_show (self);

  for (guint i = 0; i < 3; i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GError)       error = NULL;
    g_autoptr (GListModel)   files = NULL;
    g_autoptr (GFile)        file = NULL;
    Answer                   answer = { NULL };

    if (i == 0)
      sp_platform_open_files_async (GTK_WIDGET (self), "Open", NULL, TRUE, cancellable, answered_cb,
                                    &answer);
    else if (i == 1)
      sp_platform_save_file_async (GTK_WIDGET (self), "Save", "name.png", cancellable, answered_cb,
                                   &answer);
    else
      sp_platform_choose_folder_async (GTK_WIDGET (self), "Choose", cancellable, answered_cb,
                                       &answer);
    g_idle_add_full (G_PRIORITY_LOW, cancel_cb, g_object_ref (cancellable), g_object_unref);
    component_test_wait (is_answered, &answer);

    if (i == 0)
      files = sp_platform_open_files_finish (answer.result, &error);
    else if (i == 1)
      file = sp_platform_save_file_finish (answer.result, &error);
    else
      file = sp_platform_choose_folder_finish (answer.result, &error);
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_null (files);
    g_assert_null (file);
    g_object_unref (answer.result);
  }
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_cancelled_before (void)
{
  SpComponent             *self = component_test_new ("number");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError)       error = NULL;
  Answer                   answer = { NULL };

  g_cancellable_cancel (cancellable);
  sp_platform_open_files_async (GTK_WIDGET (self), "Open", NULL, FALSE, cancellable, answered_cb,
                                &answer);
  component_test_wait (is_answered, &answer);
  g_assert_null (sp_platform_open_files_finish (answer.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (answer.result);
  g_assert_finalize_object (self);
}

static void
test_addresses_that_are_not_opened (void)
{
  static const char *const uris[] = { "file:///etc/passwd", "javascript:alert(1)", "", "nonsense",
                                      "ssh://x" };
  SpComponent             *self = component_test_new ("number");
  GtkWidget               *window = component_test_show (self);

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    sp_platform_open_uri (GTK_WIDGET (self), uris[i]);
  sp_platform_open_uri (GTK_WIDGET (self), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/platform/cancelled-dialogs", test_cancelled_dialogs);
  g_test_add_func ("/platform/cancelled-before", test_cancelled_before);
  g_test_add_func ("/platform/addresses-that-are-not-opened", test_addresses_that_are_not_opened);

  return g_test_run ();
}
