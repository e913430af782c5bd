/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Spaces of this computer, and what shows them. */
#include "app-fixture.h"

#include <unistd.h>

#include <glib/gstdio.h>

#include "sp-app-settings.h"
#include "sp-install-badge.h"
#include "sp-install-dialog.h"
#include "sp-installation-row.h"
#include "sp-installed-row.h"
#include "sp-jobs-window.h"
#include "sp-preflight-list.h"
#include "sp-runner-bar.h"
#include "sp-runner-page.h"
#include "sp-space-file-row.h"
#include "sp-space-files.h"
#include "sp-space-logs.h"
#include "sp-space-secrets.h"
#include "sp-space-settings-window.h"
#include "sp-update-list.h"

typedef struct {
  char       *path;
  SpSettings *settings;
  SpLibrary  *library;
} Fixture;

static void
write_file (const char *folder,
            const char *name,
            const char *content)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

static void
write_space (const char       *root,
             const char       *id,
             SpSpaceSourceKind kind,
             const char       *reference)
{
  g_autofree char            *path = g_build_filename (root, id, NULL);
  g_autoptr (GFile)           folder = g_file_new_for_path (path);
  g_autoptr (SpSpaceManifest) manifest = sp_space_manifest_new (id, kind, reference);

  write_file (path, "versions/v1/app/README.md", "---\nsdk: gradio\ntitle: A <b>Sample</b>\nemoji: 🐜\n---\n");
  write_file (path, "versions/v1/app/app.py", "print(1)\n");
  write_file (path, "versions/v1/environment/bin/python", "#!/bin/sh\nexit 1\n");
  manifest->title = g_strdup ("A <b>Sample</b>");
  manifest->current = g_strdup ("v1");
  manifest->commit = g_strdup (kind == SP_SPACE_SOURCE_HUB ? "0123456789abcdef" : NULL);
  g_assert_true (sp_space_manifest_save (manifest, folder, NULL));
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GFile) root = NULL;

  fixture->path = g_dir_make_tmp ("spaceport-library-XXXXXX", NULL);
  write_space (fixture->path, "sample", SP_SPACE_SOURCE_HUB, "acme/sample");
  write_file (fixture->path, "broken/space.json", "{\"format\": 1,");
  write_file (fixture->path, "broken/versions/v1/app/app.py", "");
  root = g_file_new_for_path (fixture->path);
  fixture->settings = sp_settings_new (TRUE);
  fixture->library = sp_library_new (root, fixture->settings);
  wait_until (g_list_model_get_n_items (sp_library_get_spaces (fixture->library)) == 2);
}

/* Settings may still be on their way to the disk: then it is tried again. */
static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  *(gboolean *) user_data = sp_file_tree_remove_finish (result, NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean              removed = FALSE;

  g_assert_finalize_object (fixture->library);
  g_assert_finalize_object (fixture->settings);
  g_ptr_array_add (files, g_file_new_for_path (fixture->path));
  for (int i = 0; i < 5 && !removed; i++) {
    gboolean done = -1;

    sp_file_tree_remove_async (files, removed_cb, &done);
    wait_until (done != -1);
    removed = done;
  }
  g_assert_true (removed);
  g_free (fixture->path);
}

static SpInstalledSpace *
find (Fixture    *fixture,
      const char *id)
{
  SpInstalledSpace *space = sp_space_store_find (sp_library_get_store (fixture->library), id);

  g_assert_nonnull (space);

  return space;
}

static void
test_row (Fixture      *fixture,
          gconstpointer data)
{
  GtkWidget  *row = g_object_ref_sink (sp_installed_row_new (fixture->library, find (fixture, "sample")));
  const char *subtitle;

  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "A <b>Sample</b>");
  g_assert_nonnull (find_widget (row, GTK_TYPE_LABEL, "🐜"));
  subtitle = adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
  g_assert_cmpstr (subtitle, ==, "Not running");
  wait_until (g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Not running · "));

  g_object_set (row, "network", TRUE, NULL);
  g_assert_true (sp_space_settings_get_network (sp_installed_space_get_settings (find (fixture, "sample"))));
  g_assert_finalize_object (row);
}

static void
open_cb (GtkWidget *row,
         SpSpace   *space,
         int       *n)
{
  g_assert_cmpstr (sp_space_get_id (space), ==, "sample");
  (*n)++;
}

/* What is damaged says why, and can be removed. */
static void
test_damaged (Fixture      *fixture,
              gconstpointer data)
{
  GtkWidget *row = g_object_ref_sink (sp_installed_row_new (fixture->library, find (fixture, "broken")));
  GtkWidget *good = g_object_ref_sink (sp_installed_row_new (fixture->library, find (fixture, "sample")));
  int        n = 0;

  g_signal_connect (row, "open", G_CALLBACK (open_cb), &n);
  g_signal_connect (good, "open", G_CALLBACK (open_cb), &n);
  g_assert_cmpint (strlen (adw_action_row_get_subtitle (ADW_ACTION_ROW (row))), >, 10);
  gtk_widget_activate_action (row, "space.open", NULL);
  g_assert_cmpint (n, ==, 0);
  gtk_widget_activate_action (good, "space.open", NULL);
  g_assert_cmpint (n, ==, 1);
  g_object_unref (row);
  g_object_unref (good);
  wait_a_moment ();
}

static void
freed_cb (SpLibrary  *library,
          const char *title,
          guint64     freed,
          guint64    *sum)
{
  g_assert_cmpstr (title, ==, "A <b>Sample</b>");
  *sum = freed;
}

static void
test_remove (Fixture      *fixture,
             gconstpointer data)
{
  GListModel               *spaces = sp_library_get_spaces (fixture->library);
  g_autofree char          *folder = g_build_filename (fixture->path, "sample", NULL);
  g_autoptr (SpAppSettings) chosen = sp_app_settings_new ("sample");
  g_autoptr (SpAppSettings) other = sp_app_settings_new ("other");
  guint64                   freed = 0;

  g_object_set (chosen, "color-scheme", "dark", NULL);
  g_object_set (other, "color-scheme", "dark", NULL);

  g_signal_connect (fixture->library, "removed", G_CALLBACK (freed_cb), &freed);
  sp_library_hide (fixture->library, find (fixture, "sample"));
  g_assert_cmpuint (g_list_model_get_n_items (spaces), ==, 1);
  sp_library_show (fixture->library, find (fixture, "sample"));
  g_assert_cmpuint (g_list_model_get_n_items (spaces), ==, 2);
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));

  sp_library_hide (fixture->library, find (fixture, "sample"));
  sp_library_remove (fixture->library, find (fixture, "sample"));
  wait_until (freed > 0);
  g_assert_cmpuint (g_list_model_get_n_items (spaces), ==, 1);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  wait_until (g_str_equal (sp_app_settings_get_color_scheme (chosen), "system")); /* for who has that id next */
  g_assert_cmpstr (sp_app_settings_get_color_scheme (other), ==, "dark");
}

static void
test_keeps_running (Fixture      *fixture,
                    gconstpointer data)
{
  g_assert_false (sp_library_get_keeps_running (fixture->library, "sample"));
  sp_library_set_keeps_running (fixture->library, "sample", TRUE);
  sp_library_set_keeps_running (fixture->library, "other", TRUE);
  sp_library_set_keeps_running (fixture->library, "sample", TRUE);
  g_assert_true (sp_library_get_keeps_running (fixture->library, "sample"));
  sp_library_set_keeps_running (fixture->library, "sample", FALSE);
  g_assert_false (sp_library_get_keeps_running (fixture->library, "sample"));
  g_assert_true (sp_library_get_keeps_running (fixture->library, "other"));
}

/* An address may name anything. */
static void
test_find (Fixture      *fixture,
           gconstpointer data)
{
  const char *const   hostile[] = { "", "..", "../sample", "/etc", "nothing", "broken", "SAMPLE" };
  g_autoptr (SpSpace) space = sp_library_dup_space (fixture->library, "sample");

  g_assert_cmpstr (sp_space_get_title (space), ==, "A <b>Sample</b>");
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    g_assert_null (sp_library_dup_space (fixture->library, hostile[i]));
}

static void
test_settings_window (Fixture      *fixture,
                      gconstpointer data)
{
  SpSpaceSettings *settings = sp_installed_space_get_settings (find (fixture, "sample"));
  GtkWindow       *window = sp_space_settings_window_new (NULL, fixture->library, find (fixture, "sample"));
  GtkWidget       *first = find_widget (GTK_WIDGET (window), GTK_TYPE_SWITCH, NULL);
  GtkWidget       *number = find_widget (GTK_WIDGET (window), GTK_TYPE_SPIN_BUTTON, NULL);

  gtk_window_present (window);
  gtk_switch_set_active (GTK_SWITCH (first), TRUE);
  g_assert_true (sp_space_settings_get_network (settings));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (number), 512);
  g_assert_cmpuint (sp_space_settings_get_memory_limit (settings), ==, G_GUINT64_CONSTANT (512) << 20);
  g_object_set (settings, "memory-limit", G_GUINT64_CONSTANT (1024) << 20, NULL);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (number)), ==, 1024);
  g_object_ref (window);
  gtk_window_destroy (window);
  g_assert_finalize_object (window);
}

/* Their names are shown, and never a value; what cannot be kept says why. */
static void
test_secrets (Fixture      *fixture,
              gconstpointer data)
{
  SpSpaceSettings *settings = sp_installed_space_get_settings (find (fixture, "sample"));
  GtkWidget       *secrets = g_object_ref_sink (sp_space_secrets_new ());
  GtkWidget       *button = NULL;
  GtkWidget       *value = NULL;

  sp_space_settings_set_variable (settings, "PLAIN", "seen");
  sp_space_secrets_set_space (SP_SPACE_SECRETS (secrets), find (fixture, "sample"));
  g_assert_null (find_widget (secrets, GTK_TYPE_LABEL, "In the keyring"));
  sp_space_settings_set_variable (settings, "API_KEY", NULL);
  g_assert_nonnull (find_widget (secrets, GTK_TYPE_LABEL, "API_KEY"));
  g_assert_null (find_widget (secrets, GTK_TYPE_LABEL, "PLAIN"));

  button = find_widget (secrets, GTK_TYPE_BUTTON, "Add Secret");
  value = find_widget (secrets, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL);
  gtk_editable_set_text (GTK_EDITABLE (find_widget (secrets, ADW_TYPE_ENTRY_ROW, NULL)), "LD_PRELOAD");
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (value), "key");
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_nonnull (find_widget (secrets, GTK_TYPE_LABEL,
                                 "“LD_PRELOAD” is set by the program itself, for the Space to run at all."));
  g_assert_null (find_widget (secrets, GTK_TYPE_LABEL, "LD_PRELOAD"));
  gtk_editable_set_text (GTK_EDITABLE (find_widget (secrets, ADW_TYPE_ENTRY_ROW, NULL)), "API_KEY");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "Replace Secret");

  g_signal_emit_by_name (button, "clicked"); /* there is no keyring on the bus of the tests */
  wait_until (gtk_widget_get_sensitive (button));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (value)), ==, "key");
  g_assert_finalize_object (secrets);
}

static gboolean
is_on_screen (GtkWidget  *root,
              const char *text)
{
  GtkWidget *label = find_widget (root, GTK_TYPE_LABEL, text);

  return label != NULL && gtk_widget_get_mapped (label);
}

static void
test_dialog (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->path, "source", "tiny", NULL);
  g_autofree char *docker = g_build_filename (fixture->path, "source", "docker", NULL);
  GtkWidget       *dialog = sp_install_dialog_present (NULL, fixture->library);

  write_file (folder, "README.md", "---\nsdk: gradio\nsdk_version: 6.31.0\ntitle: <i>Tiny\nlicense: mit\n---\n");
  write_file (folder, "app.py", "print(1)\n");
  write_file (docker, "README.md", "---\nsdk: docker\n---\n");
  wait_until (is_on_screen (dialog, "Which Space?"));

  sp_install_dialog_show_text (SP_INSTALL_DIALOG (dialog), "not a space at all");
  wait_until (gtk_widget_get_mapped (find_widget (dialog, GTK_TYPE_ENTRY, NULL)));
  sp_install_dialog_show_text (SP_INSTALL_DIALOG (dialog), docker);
  wait_until (is_on_screen (dialog, "This Cannot Be Installed"));
  sp_install_dialog_show_text (SP_INSTALL_DIALOG (dialog), folder);
  wait_until (is_on_screen (dialog, "Licence"));
  g_assert_true (is_on_screen (dialog, "mit"));
  g_assert_true (gtk_widget_get_mapped (find_widget (dialog, GTK_TYPE_BUTTON, "Install")));

  sp_install_dialog_show_text (SP_INSTALL_DIALOG (dialog), folder); /* to be closed while it looks */
  g_object_ref (dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  wait_until (G_OBJECT (dialog)->ref_count == 1);
  g_assert_finalize_object (dialog);
}

static void
test_facts (void)
{
  const char *const warnings[] = { "<b>a & b</b>", NULL };
  SpPreflightFacts  facts = {
     .title = (char *) "<i>T&</i>", .license = (char *) "<x>", .python = (char *) "3.11", .commit = (char *) "0123456789abcdef", .files = -1, .models = 5000000, .packages = 1000, .disk = 2000, .disk_free = 1000, .memory = 100, .memory_here = 120, .wants_gpu = TRUE, .warnings = (GStrv) warnings
  };
  SpPreflightFacts empty = { 0 };
  GtkWidget       *list = g_object_ref_sink (g_object_new (SP_TYPE_PREFLIGHT_LIST, NULL));

  sp_preflight_list_set_facts (SP_PREFLIGHT_LIST (list), SP_SPACE_SOURCE_HUB, &facts);
  g_assert_nonnull (find_widget (list, GTK_TYPE_LABEL, "“<i>T&</i>”"));
  g_assert_nonnull (find_widget (list, GTK_TYPE_LABEL, "<b>a & b</b>"));
  g_assert_nonnull (find_widget (list, GTK_TYPE_LABEL, "Python 3.11 · Commit 01234567"));
  sp_preflight_list_set_facts (SP_PREFLIGHT_LIST (list), SP_SPACE_SOURCE_FOLDER, &empty);
  g_assert_null (find_widget (list, GTK_TYPE_LABEL, "<b>a & b</b>"));
  g_assert_nonnull (find_widget (list, GTK_TYPE_LABEL, "None is named"));
  g_assert_finalize_object (list);
}

/* What an update changes, as far as the folder it came from says. */
static void
test_update (Fixture      *fixture,
             gconstpointer data)
{
  const char *const wanted[] = { "gradio==6.31.0", "torch<b>", NULL };
  SpPreflightFacts  facts = { .commit = (char *) "89abcdef01234567", .requirements = (GStrv) wanted, .wants_gpu = TRUE };
  g_autofree char  *folder = g_build_filename (fixture->path, "source", "tiny", NULL);
  GtkWidget        *list = g_object_ref_sink (g_object_new (SP_TYPE_UPDATE_LIST, NULL));
  GtkWidget        *dialog = NULL;

  sp_update_list_set_facts (SP_UPDATE_LIST (list), find (fixture, "sample"), &facts);
  g_assert_nonnull (find_widget (list, GTK_TYPE_LABEL, "From commit 01234567 to 89abcdef"));
  g_assert_nonnull (find_widget (list, GTK_TYPE_LABEL, "torch<b>"));
  g_assert_nonnull (find_widget (list, GTK_TYPE_LABEL, "Graphics Card"));
  sp_update_list_set_facts (SP_UPDATE_LIST (list), find (fixture, "broken"), &facts);
  g_assert_null (find_widget (list, GTK_TYPE_LABEL, "torch<b>"));
  g_assert_finalize_object (list);

  g_assert_null (sp_install_dialog_present_update (NULL, fixture->library, find (fixture, "broken"), NULL));
  write_space (fixture->path, "local", SP_SPACE_SOURCE_FOLDER, folder);
  wait_until (sp_space_store_find (sp_library_get_store (fixture->library), "local") != NULL);
  dialog = sp_install_dialog_present_update (NULL, fixture->library, find (fixture, "local"), NULL);
  wait_until (is_on_screen (dialog, "This Cannot Be Updated")); /* the folder it came from is not there */
  gtk_window_destroy (GTK_WINDOW (dialog));

  write_file (folder, "README.md", "---\nsdk: gradio\ntitle: Tiny\n---\n");
  write_file (folder, "app.py", "print(1)\n");
  dialog = sp_install_dialog_present_update (NULL, fixture->library, find (fixture, "local"), NULL);
  wait_until (is_on_screen (dialog, "The files as they are there now"));
  g_assert_true (is_on_screen (dialog, "The Same as Before"));
  g_assert_true (gtk_widget_get_mapped (find_widget (dialog, GTK_TYPE_BUTTON, "Update")));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_installation_row (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (SpSpaceSource)  source = sp_space_source_new (SP_SPACE_SOURCE_FOLDER, "/nonexistent/sample", NULL);
  g_autoptr (SpInstallation) installation = sp_installation_new (sp_library_get_store (fixture->library), source);
  GListModel                *installations = sp_library_get_installations (fixture->library);
  GtkWidget                 *row = g_object_ref_sink (sp_installation_row_new (fixture->library, installation));
  GtkWidget                 *badge = g_object_ref_sink (g_object_new (SP_TYPE_INSTALL_BADGE, NULL));
  g_autoptr (GListStore)     jobs = g_list_store_new (SP_TYPE_APP_JOB);
  GtkWindow                 *window = sp_jobs_window_new (NULL, G_LIST_MODEL (jobs), fixture->library);

  g_assert_nonnull (find_widget (row, GTK_TYPE_BUTTON, "Resume"));
  sp_install_badge_set_library (SP_INSTALL_BADGE (badge), fixture->library);
  gtk_window_present (window);
  wait_until (is_on_screen (GTK_WIDGET (window), "Nothing Goes On"));
  g_assert_false (gtk_widget_get_visible (badge));
  sp_library_install (fixture->library, installation);
  g_assert_true (gtk_widget_get_visible (badge)); /* wherever the user is */
  g_assert_nonnull (find_widget (badge, GTK_TYPE_LABEL, "0 %"));
  wait_until (is_on_screen (GTK_WIDGET (window), "Installations"));
  g_assert_cmpuint (g_list_model_get_n_items (installations), ==, 1);
  wait_until (sp_installation_get_state (installation) == SP_INSTALLATION_FAILED);
  g_assert_nonnull (find_widget (row, GTK_TYPE_BUTTON, "Try Again"));
  g_assert_false (gtk_widget_get_visible (badge));
  g_assert_cmpuint (g_list_model_get_n_items (installations), ==, 1);
  g_signal_emit_by_name (find_widget (row, GTK_TYPE_BUTTON, "Discard"), "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (installations), ==, 0);
  wait_until (is_on_screen (GTK_WIDGET (window), "Nothing Goes On"));
  g_object_ref (window);
  gtk_window_destroy (window);
  g_assert_finalize_object (window);
  g_assert_finalize_object (badge);
  g_assert_finalize_object (row);
}

static void
test_runner (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (SpSpace) space = sp_library_dup_space (fixture->library, "sample");
  SpRunner           *runner = sp_library_get_runner (fixture->library, space);
  SpSpaceSettings    *settings = sp_installed_space_get_settings (find (fixture, "sample"));
  GtkWidget          *logs = g_object_ref_sink (g_object_new (SP_TYPE_SPACE_LOGS, NULL));
  GtkWidget          *bar = g_object_ref_sink (g_object_new (SP_TYPE_RUNNER_BAR, NULL));
  GtkWidget          *page = g_object_ref_sink (sp_runner_page_new (fixture->library, space));
  gboolean            network = FALSE;

  g_assert_true (sp_library_get_runner (fixture->library, space) == runner);
  g_assert_true (sp_runner_page_get_runner (SP_RUNNER_PAGE (page)) == runner);
  sp_space_logs_set_runner (SP_SPACE_LOGS (logs), runner);
  sp_runner_bar_set_runner (SP_RUNNER_BAR (bar), runner, settings);
  g_assert_nonnull (find_widget (logs, GTK_TYPE_LABEL, "Not running"));
  g_assert_nonnull (find_widget (bar, GTK_TYPE_BUTTON, "Start"));
  g_assert_nonnull (find_widget (page, GTK_TYPE_BUTTON, "Start"));

  g_object_set (settings, "network", TRUE, NULL);
  g_object_get (runner, "network", &network, NULL);
  g_assert_true (network);
  g_assert_null (sp_space_logs_dup_usage (runner));
  g_assert_finalize_object (logs);
  g_assert_finalize_object (bar);
  g_assert_finalize_object (page);
}

/* How many rows of files there are that are seen. */
static guint
count_rows (GtkWidget *view)
{
  GtkWidget *list = find_widget (view, GTK_TYPE_LIST_VIEW, NULL);
  guint      n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    n += gtk_widget_get_mapped (row);

  return n;
}

static gboolean
exists (Fixture    *fixture,
        const char *name)
{
  g_autofree char *path = g_build_filename (fixture->path, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
toast_cb (GtkWidget *files,
          AdwToast  *toast,
          AdwToast **kept)
{
  *kept = g_object_ref (toast);
}

static void
test_files (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char  *path = g_build_filename (fixture->path, "sample", "home", NULL);
  g_autofree char  *link = g_build_filename (path, "out", NULL);
  g_autoptr (GFile) home = g_file_new_for_path (path);
  GtkWidget        *window = gtk_window_new ();
  GtkWidget        *files = sp_space_files_new ();
  AdwToast         *toast = NULL;

  sp_space_files_set_home (SP_SPACE_FILES (files), home);
  gtk_window_set_child (GTK_WINDOW (window), files);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (is_on_screen (files, "No Files Yet"));
  write_file (path, "a <b>.txt", "12345");
  write_file (path, "sub/inner.txt", "1");
  write_file (path, ".cache/hidden.txt", "1");
  g_assert_cmpint (symlink (fixture->path, link), ==, 0);
  wait_until (count_rows (files) == 3); /* by itself */
  wait_until (is_on_screen (files, "a <b>.txt") && is_on_screen (files, "5 bytes · just now"));

  gtk_widget_activate_action (files, "files.open", "s", "out"); /* not followed */
  g_assert_cmpuint (count_rows (files), ==, 3);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_widget (files, GTK_TYPE_TOGGLE_BUTTON, NULL)), TRUE);
  wait_until (count_rows (files) == 4);
  gtk_widget_activate_action (files, "files.open", "s", "sub");
  wait_until (is_on_screen (files, "inner.txt") && count_rows (files) == 1);
  gtk_widget_activate_action (files, "files.up", NULL);
  wait_until (count_rows (files) == 4);

  g_signal_connect (files, "toast", G_CALLBACK (toast_cb), &toast);
  gtk_widget_activate_action (files, "files.delete", "s", "a <b>.txt");
  wait_until (count_rows (files) == 3);
  g_assert_true (exists (fixture, "sample/home/a <b>.txt"));
  g_assert_cmpstr (adw_toast_get_title (toast), ==, "“a &lt;b&gt;.txt” deleted");
  g_signal_emit_by_name (toast, "button-clicked");
  g_clear_object (&toast); /* it is gone */
  wait_until (count_rows (files) == 4);
  g_assert_true (exists (fixture, "sample/home/a <b>.txt"));

  gtk_widget_activate_action (files, "files.delete", "s", "a <b>.txt");
  g_clear_object (&toast);
  wait_until (!exists (fixture, "sample/home/a <b>.txt"));
  gtk_widget_activate_action (files, "files.delete", "s", "out");
  g_object_ref (files);
  gtk_window_destroy (GTK_WINDOW (window)); /* what was announced is done */
  g_clear_object (&toast);
  wait_until (!exists (fixture, "sample/home/out"));
  g_assert_true (exists (fixture, "sample/space.json"));
  g_assert_finalize_object (files);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("SPACEPORT_SPACES_DIR", "/nonexistent", TRUE);
  g_setenv ("SPACEPORT_EXTENSIONS_DIR", "/nonexistent", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/library/row", Fixture, NULL, set_up, test_row, tear_down);
  g_test_add ("/library/damaged", Fixture, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/library/remove", Fixture, NULL, set_up, test_remove, tear_down);
  g_test_add ("/library/keeps-running", Fixture, NULL, set_up, test_keeps_running, tear_down);
  g_test_add ("/library/find", Fixture, NULL, set_up, test_find, tear_down);
  g_test_add ("/library/settings-window", Fixture, NULL, set_up, test_settings_window, tear_down);
  g_test_add ("/library/secrets", Fixture, NULL, set_up, test_secrets, tear_down);
  g_test_add ("/library/dialog", Fixture, NULL, set_up, test_dialog, tear_down);
  g_test_add_func ("/library/facts", test_facts);
  g_test_add ("/library/update", Fixture, NULL, set_up, test_update, tear_down);
  g_test_add ("/library/installation-row", Fixture, NULL, set_up, test_installation_row, tear_down);
  g_test_add ("/library/files", Fixture, NULL, set_up, test_files, tear_down);
  g_test_add ("/library/runner", Fixture, NULL, set_up, test_runner, tear_down);

  return g_test_run ();
}
