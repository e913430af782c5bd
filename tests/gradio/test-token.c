/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-app.h"

#include <glib/gstdio.h>

typedef struct {
  gboolean done;
  char    *token;
  GError  *error;
} Found;

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Found *found = user_data;

  found->token = gradio_token_find_finish (result, &found->error);
  found->done = TRUE;
}

static void
assert_found (const char *given,
              const char *expected)
{
  Found            found = { FALSE, NULL, NULL };
  g_autofree char *token = NULL;

  gradio_token_find_async (given, NULL, found_cb, &found);
  fake_app_wait (&found.done);
  token = found.token;
  g_assert_no_error (found.error);
  g_assert_cmpstr (token, ==, expected);
}

static void
forget_all (void)
{
  static const char *const names[] = { "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_TOKEN_PATH", "HF_HOME",
                                       "HF_HUB_DISABLE_IMPLICIT_TOKEN" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_unsetenv (names[i]);
}

/* A file below the test's own folder. */
static char *
write_token (const char *name,
             const char *text)
{
  g_autofree char   *path = g_build_filename (g_get_user_cache_dir (), name, NULL);
  g_autofree char   *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&path);
}

static void
forget_file (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* The more a token was meant for this call, the sooner it wins. */
static void
test_order (void)
{
  g_autofree char *home = g_build_filename (g_get_user_cache_dir (), "hf", NULL);
  g_autofree char *in_cache = NULL;
  g_autofree char *in_home = NULL;
  g_autofree char *elsewhere = NULL;

  forget_all ();
  assert_found (NULL, NULL);
  in_cache = write_token ("huggingface/token", "hf_cache\n");
  assert_found (NULL, "hf_cache");
  g_setenv ("HF_HOME", home, TRUE);
  assert_found (NULL, NULL);
  in_home = write_token ("hf/token", " hf_home\r\n");
  assert_found (NULL, "hf_home");
  elsewhere = write_token ("elsewhere/mine", "hf_path");
  g_setenv ("HF_TOKEN_PATH", elsewhere, TRUE);
  assert_found (NULL, "hf_path");
  g_setenv ("HUGGING_FACE_HUB_TOKEN", "hf_old", TRUE);
  assert_found (NULL, "hf_old");
  g_setenv ("HF_TOKEN", "hf_new\n", TRUE);
  assert_found (NULL, "hf_new");
  assert_found ("hf_given", "hf_given");
  assert_found ("", "hf_new");
  g_setenv ("HF_HUB_DISABLE_IMPLICIT_TOKEN", "yes", TRUE);
  assert_found (NULL, NULL);
  assert_found ("hf_given", "hf_given");
  g_setenv ("HF_HUB_DISABLE_IMPLICIT_TOKEN", "0", TRUE);
  assert_found (NULL, "hf_new");
  forget_all ();
  forget_file (in_cache);
  forget_file (in_home);
  forget_file (elsewhere);
}

static void
test_unreadable (void)
{
  Found              found = { FALSE, NULL, NULL };
  g_autoptr (GError) error = NULL;

  forget_all ();
  g_setenv ("HF_TOKEN_PATH", g_get_tmp_dir (), TRUE); /* a folder */
  gradio_token_find_async (NULL, NULL, found_cb, &found);
  fake_app_wait (&found.done);
  error = found.error;
  g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_FILE);
  g_assert_null (found.token);
  forget_all ();
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Found                    found = { FALSE, NULL, NULL };
  g_autoptr (GError)       error = NULL;

  forget_all ();
  g_cancellable_cancel (cancellable);
  gradio_token_find_async (NULL, cancellable, found_cb, &found);
  fake_app_wait (&found.done);
  error = found.error;
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("test-token-XXXXXX", NULL);
  int              status;

  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE); /* nobody's secret store */
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/token/order", test_order);
  g_test_add_func ("/token/unreadable", test_unreadable);
  g_test_add_func ("/token/cancel", test_cancel);

  status = g_test_run ();
  g_rmdir (folder);

  return status;
}
