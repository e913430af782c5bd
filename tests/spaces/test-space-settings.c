/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "scratch-cache.h"
#include "sp-space-settings.h"

static void
count_cb (gpointer object, guint *count)
{
  (*count)++;
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
save (SpSpaceSettings *settings, GFile *file, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_space_settings_save_async (settings, file, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  sp_space_settings_save_finish (settings, result, error);
}

static void
assert_defaults (SpSpaceSettings *settings)
{
  g_auto (GStrv) variables = sp_space_settings_dup_variables (settings);

  g_assert_false (sp_space_settings_get_network (settings));
  g_assert_false (sp_space_settings_get_gpu (settings));
  g_assert_cmpuint (sp_space_settings_get_memory_limit (settings), ==, G_GUINT64_CONSTANT (8589934592));
  g_assert_cmpuint (sp_space_settings_get_process_limit (settings), ==, 512);
  g_assert_cmpuint (sp_space_settings_get_disk_limit (settings), ==, G_GUINT64_CONSTANT (17179869184));
  g_assert_cmpuint (sp_space_settings_get_idle_timeout (settings), ==, 0);
  g_assert_cmpuint (sp_space_settings_get_start_timeout (settings), ==, 300);
  g_assert_cmpuint (g_strv_length (variables), ==, 0);
}

static void
test_changes (void)
{
  g_autoptr (SpSpaceSettings) settings = sp_space_settings_new ();
  g_auto (GStrv)              variables = NULL;
  guint                       n_changes = 0;

  assert_defaults (settings);
  g_signal_connect (settings, "changed", G_CALLBACK (count_cb), &n_changes);
  g_object_set (settings, "network", TRUE, "memory-limit", G_GUINT64_CONSTANT (1000), NULL);
  g_assert_cmpuint (n_changes, ==, 2);
  g_object_set (settings, "network", TRUE, NULL);
  sp_space_settings_set_variable (settings, "PATH", "/evil");
  sp_space_settings_unset_variable (settings, "NOT_SET");
  g_assert_cmpuint (n_changes, ==, 2);

  sp_space_settings_set_variable (settings, "MODE", "fast");
  sp_space_settings_set_variable (settings, "MODE", "fast");
  sp_space_settings_set_variable (settings, "API_KEY", NULL);
  g_assert_cmpuint (n_changes, ==, 4);
  variables = sp_space_settings_dup_variables (settings);
  g_assert_cmpstrv (variables, ((const char *[]){ "API_KEY", "MODE", NULL }));
  g_assert_cmpstr (sp_space_settings_get_variable (settings, "MODE"), ==, "fast");
  g_assert_null (sp_space_settings_get_variable (settings, "API_KEY"));
  sp_space_settings_unset_variable (settings, "MODE");
  g_assert_cmpuint (n_changes, ==, 5);
  g_assert_finalize_object (g_steal_pointer (&settings));
}

static void
test_variable_names (void)
{
  static const char *const good[] = { "A", "_a", "OPENAI_API_KEY", "HF_TOKEN", "GRADIO_THEME" };
  static const char *const bad[] = { "",
                                     "1A",
                                     "A B",
                                     "A=B",
                                     "é",
                                     "A\n",
                                     "PATH",
                                     "HOME",
                                     "LD_PRELOAD",
                                     "PYTHONPATH",
                                     "SPACE_ID",
                                     "GRADIO_SERVER_PORT",
                                     "GRADIO_SHARE",
                                     "BASH_ENV" };
  g_autofree char         *long_name = g_strnfill (200, 'A');

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (sp_space_settings_check_variable (good[i], NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (sp_space_settings_check_variable (bad[i], &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  }
  g_assert_false (sp_space_settings_check_variable (NULL, NULL));
  g_assert_false (sp_space_settings_check_variable (long_name, NULL));
}

static void
test_round_trip (void)
{
  g_autofree char            *path = scratch_cache_make_folder ("sample");
  g_autoptr (GFile)           file = g_file_new_build_filename (path, "sub", "settings.json", NULL);
  g_autoptr (GFile)           nowhere = g_file_new_for_path ("/proc/nowhere/settings.json");
  g_autoptr (SpSpaceSettings) settings = sp_space_settings_new ();
  g_autoptr (SpSpaceSettings) read = sp_space_settings_new ();
  g_autoptr (SpSpaceSettings) copy = sp_space_settings_new ();
  g_autoptr (GError)          error = NULL;
  g_auto (GStrv)              variables = NULL;

  g_object_set (settings, "network", TRUE, "gpu", TRUE, "memory-limit", G_GUINT64_CONSTANT (123456789012),
                "process-limit", 7, "disk-limit", G_GUINT64_CONSTANT (0), "idle-timeout", 60, "start-timeout", 10,
                NULL);
  sp_space_settings_set_variable (settings, "TEXT", "a “b”\nc");
  sp_space_settings_set_variable (settings, "SECRET", NULL);
  save (settings, file, &error);
  g_assert_no_error (error);

  sp_space_settings_set_variable (read, "OLD", "gone after loading");
  g_assert_true (sp_space_settings_load (read, file, &error));
  sp_space_settings_set_variable (copy, "OLD", "gone as well");
  sp_space_settings_assign (copy, read);
  g_assert_true (sp_space_settings_get_network (copy));
  g_assert_true (sp_space_settings_get_gpu (copy));
  g_assert_cmpuint (sp_space_settings_get_memory_limit (copy), ==, G_GUINT64_CONSTANT (123456789012));
  g_assert_cmpuint (sp_space_settings_get_process_limit (copy), ==, 7);
  g_assert_cmpuint (sp_space_settings_get_disk_limit (copy), ==, 0);
  g_assert_cmpuint (sp_space_settings_get_idle_timeout (copy), ==, 60);
  g_assert_cmpuint (sp_space_settings_get_start_timeout (copy), ==, 10);
  variables = sp_space_settings_dup_variables (copy);
  g_assert_cmpstrv (variables, ((const char *[]){ "SECRET", "TEXT", NULL }));
  g_assert_cmpstr (sp_space_settings_get_variable (copy, "TEXT"), ==, "a “b”\nc");
  g_assert_null (sp_space_settings_get_variable (copy, "SECRET"));

  save (settings, nowhere, &error);
  g_assert_nonnull (error);
  scratch_cache_clear ();
}

/* What cannot be used has its default, never a wider one. */
static void
test_hostile (void)
{
  static const struct {
    const char *text;
    gboolean    is_json;
  } cases[] = {
    { "", FALSE },
    { "{", FALSE },
    { "[]", FALSE },
    { "{}", TRUE },
    { "{\"network\": 1, \"gpu\": \"true\", \"memory-limit\": -1, \"process-limit\": 1e3, \"idle-timeout\": "
      "99999999999}",
      TRUE },
    { "{\"network\": [true], \"memory-limit\": \"0\", \"start-timeout\": 0, \"disk-limit\": null, \"process-limit\": "
      "{}}",
      TRUE },
    { "{\"environment\": [\"A\"]}", TRUE },
    { "{\"environment\": {\"LD_PRELOAD\": \"/evil.so\", \"A B\": \"x\", \"N\": 5, \"O\": {}, \"L\": [1]}}", TRUE },
  };
  g_autofree char  *path = scratch_cache_make_folder ("sample");
  g_autoptr (GFile) file = g_file_new_build_filename (path, "settings.json", NULL);
  g_autoptr (GFile) missing = g_file_new_build_filename (path, "missing.json", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SpSpaceSettings) settings = sp_space_settings_new ();
    g_autoptr (GError)          error = NULL;

    g_object_set (settings, "network", TRUE, "gpu", TRUE, "start-timeout", 5, NULL);
    scratch_cache_write (path, "settings.json", cases[i].text);
    g_assert_cmpint (sp_space_settings_load (settings, file, &error), ==, cases[i].is_json);
    g_assert_true ((error == NULL) == cases[i].is_json);
    assert_defaults (settings);
    g_assert_true (sp_space_settings_load (settings, missing, NULL));
    assert_defaults (settings);
  }
  scratch_cache_clear ();
}

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spaces/settings/changes", test_changes);
  g_test_add_func ("/spaces/settings/variable-names", test_variable_names);
  g_test_add_func ("/spaces/settings/round-trip", test_round_trip);
  g_test_add_func ("/spaces/settings/hostile", test_hostile);

  return g_test_run ();
}
