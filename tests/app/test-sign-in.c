/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts of the Hub: the dialog to sign in, their window, and which one an app is opened with. */
#include "app-fixture.h"

#include "sp-account-choice-row.h"
#include "sp-account-choice.h"
#include "sp-account-window.h"
#include "sp-app-page-private.h"
#include "sp-app-settings-window.h"
#include "sp-file-tree.h"
#include "sp-install-dialog.h"
#include "sp-qr-code.h"
#include "sp-sign-in-dialog.h"
#include "sp-sign-in-scopes.h"

#include <glib/gstdio.h>

typedef struct {
  FakeApp       *hub;
  SpHubAccounts *accounts;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->hub = fake_app_new ();
  g_setenv ("HF_ENDPOINT", fake_app_get_uri (fixture->hub), TRUE);
  fixture->accounts = sp_hub_accounts_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  SpHubAccounts *left = fixture->accounts;

  /* What was stopped a moment ago ends in a moment. */
  g_object_add_weak_pointer (G_OBJECT (left), (gpointer *) &left);
  g_object_unref (fixture->accounts);
  wait_until (left == NULL);
  fake_app_free (fixture->hub);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (SpHubAccount) account = sp_hub_accounts_add_finish (SP_HUB_ACCOUNTS (source), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (account);
  *(gboolean *) user_data = TRUE;
}

static void
answer_name (Fixture *fixture, const char *name, const char *role)
{
  g_autofree char *profile = g_strdup_printf (
    "{\"type\":\"user\",\"name\":\"%s\",\"fullname\":\"A <b>\",\"auth\":{\"accessToken\":{\"role\":\"%s\"}}}", name,
    role);

  fake_app_answer (fixture->hub, "/api/whoami-v2", 200, "application/json", profile);
}

static SpHubAccount *
add_account (Fixture *fixture, const char *name, const char *token)
{
  g_autoptr (SpHubGrant) grant = sp_hub_grant_new (token, SP_HUB_SOURCE_TOKEN);
  gboolean               added = FALSE;

  answer_name (fixture, name, "read");
  sp_hub_accounts_add_async (fixture->accounts, grant, NULL, added_cb, &added);
  wait_until (added);

  return sp_hub_accounts_find (fixture->accounts, name);
}

static void
close_window (GtkWindow *window)
{
  GtkWindow *left = window;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &left);
  gtk_window_close (window);
  wait_until (left == NULL);
}

static void
test_qr (void)
{
  SpQrCode        *code = g_object_ref_sink (g_object_new (SP_TYPE_QR_CODE, NULL));
  g_autofree char *huge = g_strnfill (5000, 'x');

  g_assert_cmpuint (sp_qr_code_get_width (code), ==, 0);
  sp_qr_code_set_text (code, "https://hub.example/oauth/device");
  if (sp_qr_code_is_built ()) {
    guint width = sp_qr_code_get_width (code);

    /* Rings with a dot in three corners: what a camera looks for. */
    g_assert_cmpuint (width, >=, 21);
    for (guint i = 0; i < 7; i++) {
      g_assert_true (sp_qr_code_is_dark (code, i, 0));
      g_assert_true (sp_qr_code_is_dark (code, width - 1 - i, 0));
      g_assert_true (sp_qr_code_is_dark (code, i, width - 1));
    }
    g_assert_false (sp_qr_code_is_dark (code, 1, 1));
    g_assert_true (sp_qr_code_is_dark (code, 3, 3));
    g_assert_false (sp_qr_code_is_dark (code, 7, 7));
  }
  sp_qr_code_set_text (code, huge);
  g_assert_cmpuint (sp_qr_code_get_width (code), ==, 0);
  sp_qr_code_set_text (code, NULL);
  g_assert_cmpuint (sp_qr_code_get_width (code), ==, 0);
  g_assert_finalize_object (code);
}

/* As it is on the screen. */
static GdkTexture *
draw (GtkWidget *widget)
{
  g_autoptr (GdkPaintable)  paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GskRenderNode) node = NULL;
  GtkSnapshot              *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);

  return gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node, NULL);
}

/* Another program reads it, also where all else is mirrored. */
static void
test_qr_read (void)
{
  static const char       address[] = "https://hub.example/oauth/device?user_code=WMWM-1234";
  g_autofree char        *folder = g_dir_make_tmp ("spaceport-qr-XXXXXX", NULL);
  g_autofree char        *path = g_build_filename (folder, "code.png", NULL);
  g_autofree char        *reader = g_find_program_in_path ("zbarimg");
  g_autofree char        *read = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GdkTexture)  texture = NULL;
  g_autoptr (GError)      error = NULL;
  GtkWidget              *code = g_object_new (SP_TYPE_QR_CODE, NULL);
  GtkWidget              *window = g_object_new (GTK_TYPE_WINDOW, "child", code, NULL);

  sp_qr_code_set_text (SP_QR_CODE (code), address);
  gtk_widget_set_direction (code, GTK_TEXT_DIR_RTL);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (gtk_widget_get_mapped (code) && gtk_widget_get_width (code) > 0);
  if (reader == NULL || !sp_qr_code_is_built ()) {
    g_test_skip ("no zbarimg (zbar-tools), or no QR codes");
  } else {
    texture = draw (code);
    g_assert_true (gdk_texture_save_to_png (texture, path));
    process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, reader, "--quiet", "--raw", path, NULL);
    g_assert_no_error (error);
    g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &read, NULL, &error));
    g_assert_cmpstr (g_strstrip (read), ==, address);
    g_remove (path);
  }
  g_rmdir (folder);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_scopes (void)
{
  static const char *const asked[] = { "openid", "read-repos", "future-scope", NULL };
  SpSignInScopes          *row = g_object_ref_sink (g_object_new (SP_TYPE_SIGN_IN_SCOPES, NULL));
  g_auto (GStrv)           none = sp_sign_in_scopes_dup (row);
  g_auto (GStrv)           scopes = NULL;
  const char              *words = NULL;

  g_assert_cmpuint (g_strv_length (none), ==, 0);
  sp_sign_in_scopes_ask (row, asked);
  scopes = sp_sign_in_scopes_dup (row);
  g_assert_cmpstrv (scopes, ((const char *[]){ "read-repos", "future-scope", NULL }));
  words = adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row));
  g_assert_nonnull (strstr (words, "know who you are"));
  g_assert_nonnull (strstr (words, "private Spaces"));
  g_assert_nonnull (strstr (words, "future-scope"));
  g_assert_null (strstr (words, "delete"));
  sp_sign_in_scopes_ask (row, NULL);
  g_assert_null (strstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), "private Spaces"));
  g_assert_finalize_object (row);
}

/* In a narrow window nothing is cut off. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  SpSignInDialog *dialog = sp_sign_in_dialog_present (fixture->accounts, NULL, "To open <acme>/internal", NULL);
  GtkWindow      *window = sp_account_window_new (NULL, fixture->accounts);
  int             minimum;

  gtk_widget_measure (GTK_WIDGET (dialog), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  wait_until (shows_text (GTK_WIDGET (dialog), "To open <acme>/internal"));
  add_account (fixture, "tess", "hf_a");
  gtk_window_present (window);
  wait_until (shows_text (GTK_WIDGET (window), "tess"));
  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  close_window (window);
  close_window (GTK_WINDOW (dialog));
}

static int
measure_width (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

/* Neither is with text of twice the size; what is to be typed elsewhere is whole, and never from right to left. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  SpSignInDialog *dialog = sp_sign_in_dialog_present (fixture->accounts, NULL, NULL, NULL);
  GtkWidget      *row = NULL;
  GtkWidget      *code = NULL;
  GtkWidget      *address = NULL;
  GtkWidget      *entry = NULL;
  int             dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 192 * 1024, NULL);
  fake_app_answer (fixture->hub, "/oauth/register", 201, "application/json", "{\"client_id\":\"me\"}");
  fake_app_answer (fixture->hub, "/oauth/device", 200, "application/json",
                   "{\"device_code\":\"d\",\"user_code\":\"WMWM-WMWM\",\"expires_in\":300,\"interval\":60,"
                   "\"verification_uri\":\"https://hub.example.org/a/long/address/oauth/device\"}");
  row = gtk_widget_get_ancestor (find_widget (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "Sign In with a Code"),
                                 ADW_TYPE_EXPANDER_ROW);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  wait_until (shows_text (GTK_WIDGET (dialog), "WMWM-WMWM"));
  code = find_widget (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "WMWM-WMWM");
  address = find_widget (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "https://hub.example.org/a/long/address/oauth/device");
  g_assert_cmpint (measure_width (GTK_WIDGET (dialog)), <=, 360);
  g_assert_cmpint (gtk_label_get_ellipsize (GTK_LABEL (code)), ==, PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_direction (GTK_WIDGET (dialog), GTK_TEXT_DIR_RTL);
  g_assert_cmpint (gtk_widget_get_direction (code), ==, GTK_TEXT_DIR_LTR);
  g_assert_cmpint (gtk_widget_get_direction (address), ==, GTK_TEXT_DIR_LTR);

  answer_name (fixture, "tess", "write");
  entry = find_widget (GTK_WIDGET (dialog), ADW_TYPE_PASSWORD_ENTRY_ROW, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "hf_wide");
  g_signal_emit_by_name (find_widget (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Check"), "clicked");
  wait_until (shows_text (GTK_WIDGET (dialog), "This Token May Do More Than Is Needed"));
  g_assert_cmpint (measure_width (GTK_WIDGET (dialog)), <=, 360);
  close_window (GTK_WINDOW (dialog));
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
}

static void
signed_in_cb (SpSignInDialog *dialog, SpHubAccount *account, char **name)
{
  *name = g_strdup (sp_hub_account_get_name (account));
}

static void
test_token (Fixture *fixture, gconstpointer data)
{
  static const char *const scopes[] = { "read-repos", NULL };
  g_autofree char         *name = NULL;
  SpSignInDialog          *dialog = sp_sign_in_dialog_present (fixture->accounts, NULL, NULL, scopes);
  GtkWidget               *entry = find_widget (GTK_WIDGET (dialog), ADW_TYPE_PASSWORD_ENTRY_ROW, NULL);
  GtkWidget               *check = find_widget (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Check");

  g_signal_connect (dialog, "signed-in", G_CALLBACK (signed_in_cb), &name);
  g_assert_false (gtk_widget_get_sensitive (check));
  gtk_editable_set_text (GTK_EDITABLE (entry), "no token");
  g_signal_emit_by_name (check, "clicked");
  wait_until (shows_text (GTK_WIDGET (dialog), "That is no token. Copy one from the settings of your account on the "
                                               "Hub; it begins with “hf_”."));
  g_assert_null (name);

  answer_name (fixture, "tess", "write");
  gtk_editable_set_text (GTK_EDITABLE (entry), "hf_wide");
  g_signal_emit_by_name (check, "clicked");
  wait_until (shows_text (GTK_WIDGET (dialog), "This Token May Do More Than Is Needed"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_signal_emit_by_name (find_widget (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Forget It, and Use Another"), "clicked");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture->accounts)) == 0);
  g_assert_null (name);

  answer_name (fixture, "tess", "read");
  gtk_editable_set_text (GTK_EDITABLE (entry), "hf_narrow");
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  g_signal_emit_by_name (entry, "entry-activated");
  wait_until (dialog == NULL);
  g_assert_cmpstr (name, ==, "tess");
  g_assert_cmpstr (sp_hub_account_get_name (sp_hub_accounts_get_current (fixture->accounts)), ==, "tess");
}

/* Closed while the Hub is asked: nobody is signed in by what comes later. */
static void
test_close (Fixture *fixture, gconstpointer data)
{
  SpSignInDialog *dialog = sp_sign_in_dialog_present (fixture->accounts, NULL, NULL, NULL);
  GtkWidget      *entry = find_widget (GTK_WIDGET (dialog), ADW_TYPE_PASSWORD_ENTRY_ROW, NULL);

  answer_name (fixture, "tess", "read");
  gtk_editable_set_text (GTK_EDITABLE (entry), "hf_a");
  g_signal_emit_by_name (entry, "entry-activated");
  close_window (GTK_WINDOW (dialog));
  g_assert_null (sp_hub_accounts_get_current (fixture->accounts));
}

static const char *
choose (const char *reference, const char *choice)
{
  g_autoptr (SpAppSettings) settings = sp_account_choice_open_settings (reference);

  g_object_set (settings, "account", choice, NULL);

  return reference;
}

static void
test_choice (Fixture *fixture, gconstpointer data)
{
  SpHubAccount    *tess = add_account (fixture, "tess", "hf_tess");
  SpHubAccount    *paul = add_account (fixture, "paul", "hf_paul");
  g_autofree char *token = NULL;

  g_assert_true (sp_account_choice_find (fixture->accounts, "demo/one") == paul); /* the current one */
  choose ("demo/one", "tess");
  g_assert_true (sp_account_choice_find (fixture->accounts, "demo/one") == tess);
  g_assert_true (sp_account_choice_find (fixture->accounts, "https://huggingface.co/spaces/demo/one") == tess);
  g_assert_true (sp_account_choice_find (fixture->accounts, "demo/two") == paul);
  token = sp_account_choice_dup_token (fixture->accounts, "demo/one");
  g_assert_cmpstr (token, ==, "hf_tess");
  choose ("demo/one", SP_ACCOUNT_CHOICE_NONE);
  g_assert_null (sp_account_choice_find (fixture->accounts, "demo/one"));
  g_assert_true (sp_account_choice_is_nobody (fixture->accounts, "demo/one"));
  choose ("demo/one", "gone");
  g_assert_null (sp_account_choice_find (fixture->accounts, "demo/one"));
  g_assert_true (sp_account_choice_is_nobody (fixture->accounts, "demo/one"));
  choose ("demo/one", "");
  g_assert_false (sp_account_choice_is_nobody (fixture->accounts, "demo/one"));
  g_assert_true (sp_account_choice_find (fixture->accounts, "demo/one") == paul);
  g_assert_null (sp_account_choice_find (NULL, "demo/one"));
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gradio_client_connect_finish (GRADIO_CLIENT (source), result, NULL);
  *(gboolean *) user_data = TRUE;
}

/* What the Hub is asked with about a Space. */
static char *
dup_told (Fixture *fixture, GradioClient *client)
{
  gboolean done = FALSE;

  gradio_client_connect_async (client, NULL, connected_cb, &done);
  wait_until (done);

  return g_strdup (fake_app_get_last_header (fixture->hub, "/api/spaces/demo/told", "Authorization"));
}

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
test_apply (Fixture *fixture, gconstpointer data)
{
  GradioClient    *client = gradio_client_new ("demo/told");
  SpHubAccount    *tess = add_account (fixture, "tess", "hf_tess");
  g_autofree char *first = NULL;
  g_autofree char *renewed = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *back = NULL;
  g_autofree char *after = NULL;
  gboolean         done = FALSE;

  fake_app_answer (fixture->hub, "/api/spaces/demo/told", 404, "application/json", "{}");
  sp_account_choice_apply (fixture->accounts, "demo/told", client);
  first = dup_told (fixture, client);
  g_assert_cmpstr (first, ==, "Bearer hf_tess");
  sp_hub_session_set_token (sp_hub_account_get_session (tess), "hf_new");
  renewed = dup_told (fixture, client);
  g_assert_cmpstr (renewed, ==, "Bearer hf_new");
  sp_hub_accounts_set_aside (fixture->accounts, tess);
  aside = dup_told (fixture, client);
  g_assert_null (aside);
  g_assert_true (sp_hub_accounts_take_back (fixture->accounts, tess));
  back = dup_told (fixture, client);
  g_assert_cmpstr (back, ==, "Bearer hf_new");
  sp_hub_accounts_sign_out_async (fixture->accounts, tess, NULL, signed_out_cb, &done);
  wait_until (done);
  after = dup_told (fixture, client);
  g_assert_null (after);
  g_assert_finalize_object (client);
}

static void
told_cb (SpAwakeNotices *notices, const char *id, int *n_told)
{
  (*n_told)++;
}

static gboolean
is_followed_by (SpAppPage *page, SpHubSession *session)
{
  return page->watch != NULL && sp_hub_watch_get_session (page->watch) == session;
}

/* Spaces that somebody waits for are not followed with the token of an account that is gone. */
static void
test_waiting (Fixture *fixture, gconstpointer data)
{
  SpHubSession   *anonymous = sp_hub_accounts_get_anonymous_session (fixture->accounts);
  SpHubAccount   *tess = add_account (fixture, "tess", "hf_tess");
  SpAwakeNotices *notices = sp_awake_notices_new ();
  GtkWidget      *window = gtk_window_new ();
  SpAppPage      *page = SP_APP_PAGE (sp_app_page_new ("demo/told", fixture->accounts));
  int             n_told = 0;

  fake_app_answer (fixture->hub, "/api/spaces/demo/told", 200, "application/json",
                   "{\"id\":\"demo/told\",\"sdk\":\"gradio\",\"runtime\":{\"stage\":\"BUILDING\"}}");
  fake_app_answer (fixture->hub, "/api/spaces/demo/told/runtime", 200, "application/json", "{\"stage\":\"BUILDING\"}");
  fake_app_answer (fixture->hub, "/api/spaces/demo/other/runtime", 200, "application/json", "{\"stage\":\"SLEEPING\"}");
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  wait_until (sp_app_page_is_starting (page));
  g_assert_true (is_followed_by (page, sp_hub_account_get_session (tess)));
  sp_awake_notices_set_accounts (notices, fixture->accounts);
  g_signal_connect (notices, "told", G_CALLBACK (told_cb), &n_told);
  sp_awake_notices_add (notices, sp_hub_account_get_session (tess), "demo/told", "demo/told");
  sp_awake_notices_add (notices, anonymous, "demo/other", "demo/other");

  sp_hub_accounts_set_aside (fixture->accounts, tess);
  wait_until (!sp_awake_notices_has (notices, "demo/told"));
  wait_until (is_followed_by (page, anonymous));
  g_assert_true (sp_app_page_is_starting (page));
  g_assert_true (sp_awake_notices_has (notices, "demo/other"));
  g_assert_cmpint (n_told, ==, 0);

  tess = add_account (fixture, "tess", "hf_more");
  sp_awake_notices_add (notices, sp_hub_account_get_session (tess), "demo/told", "demo/told");
  g_signal_emit_by_name (sp_hub_account_get_session (tess), "refused"); /* who waits hears of it */
  wait_until (!sp_awake_notices_has (notices, "demo/told"));
  g_assert_cmpint (n_told, ==, 1);

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (notices);
}

#define TOLD "/api/spaces/demo/told"

/* With what token a Space is looked at before it is installed. */
static void
look (Fixture *fixture, SpLibrary *library, const char *token)
{
  GtkWidget *dialog = sp_install_dialog_present (NULL, library);
  guint      count = fake_app_count_requests (fixture->hub, TOLD);

  sp_install_dialog_show_text (SP_INSTALL_DIALOG (dialog), "demo/told");
  wait_until (shows_text (dialog, "This Cannot Be Installed"));
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, TOLD), >, count);
  g_assert_cmpstr (fake_app_get_last_header (fixture->hub, TOLD, "Authorization"), ==, token);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* With what token it is installed. */
static void
begin (Fixture *fixture, SpLibrary *library, const char *token)
{
  g_autoptr (SpSpaceSource)  source = sp_space_source_new (SP_SPACE_SOURCE_HUB, "demo/told", NULL);
  g_autoptr (SpInstallation) installation = sp_installation_new (sp_library_get_store (library), source);
  guint                      count = fake_app_count_requests (fixture->hub, TOLD);

  sp_library_install (library, installation);
  wait_until (sp_installation_get_state (installation) == SP_INSTALLATION_FAILED);
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, TOLD), >, count);
  g_assert_cmpstr (fake_app_get_last_header (fixture->hub, TOLD, "Authorization"), ==, token);
  sp_library_give_up (library, installation);
}

static void
install (Fixture *fixture, SpLibrary *library, const char *token)
{
  look (fixture, library, token);
  begin (fixture, library, token);
}

/* Of accounts that nobody knows yet. */
static void
be_early (SpLibrary *library, void (*act) (Fixture *, SpLibrary *, const char *), Fixture *fixture)
{
  g_autoptr (SpHubAccounts) accounts = sp_hub_accounts_new ();

  sp_library_set_accounts (library, accounts);
  act (fixture, library, NULL);
  g_assert_true (sp_hub_accounts_is_loaded (accounts));
}

/* “No account” is none, also where a token could be found; nobody is asked before it is known who there is. */
static void
test_install (Fixture *fixture, gconstpointer data)
{
  g_autofree char       *path = g_dir_make_tmp ("spaceport-library-XXXXXX", NULL);
  g_autoptr (GFile)      root = g_file_new_for_path (path);
  g_autoptr (SpSettings) settings = sp_settings_new (TRUE);
  g_autoptr (SpLibrary)  library = sp_library_new (root, settings);
  g_autofree char       *old = g_strdup (g_getenv ("HF_TOKEN"));
  SpLibrary             *left = NULL;

  sp_hub_accounts_load_async (fixture->accounts, NULL, NULL, NULL);
  wait_until (sp_hub_accounts_is_loaded (fixture->accounts));
  fake_app_answer (fixture->hub, "/api/spaces/demo/told", 404, "application/json", "{}");
  g_setenv ("HF_TOKEN", "hf_outside", TRUE);
  sp_library_set_accounts (library, fixture->accounts);
  wait_until (sp_library_get_loaded (library));
  install (fixture, library, "Bearer hf_outside");
  add_account (fixture, "tess", "hf_tess");
  add_account (fixture, "paul", "hf_paul");
  install (fixture, library, "Bearer hf_paul");
  choose ("demo/told", "tess");
  install (fixture, library, "Bearer hf_tess");
  choose ("demo/told", SP_ACCOUNT_CHOICE_NONE);
  install (fixture, library, NULL);
  choose ("demo/told", "gone");
  install (fixture, library, NULL);
  choose ("demo/told", "");
  sp_hub_accounts_set_current (fixture->accounts, NULL);
  install (fixture, library, NULL);

  choose ("demo/told", "gone");
  be_early (library, look, fixture);
  be_early (library, begin, fixture);

  choose ("demo/told", "");
  if (old != NULL)
    g_setenv ("HF_TOKEN", old, TRUE);
  else
    g_unsetenv ("HF_TOKEN");
  left = library;
  g_object_add_weak_pointer (G_OBJECT (left), (gpointer *) &left);
  g_clear_object (&library);
  wait_until (left == NULL);
  g_assert_true (sp_file_tree_remove (root, NULL, NULL));
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpAppSettings) settings = sp_app_settings_new ("demo/three");
  static const char *const  none[] = { NULL };
  GtkWindow                *window = sp_app_settings_window_new (NULL, settings, none, FALSE);
  GtkWidget                *row = find_widget (GTK_WIDGET (window), SP_TYPE_ACCOUNT_CHOICE_ROW, NULL);
  g_autoptr (SpAppSettings) kept = NULL;

  add_account (fixture, "tess", "hf_tess");
  choose ("demo/three", "gone");
  sp_app_settings_window_offer_accounts (SP_APP_SETTINGS_WINDOW (window), fixture->accounts, "demo/three");
  gtk_window_present (window);
  wait_until (gtk_widget_get_mapped (row));
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (row))), ==, 4);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 3); /* that one has signed out */
  /* Below the title, where there is room for all of it. */
  wait_until (shows_text (row, "gone (signed out)"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  kept = sp_account_choice_open_settings ("demo/three");
  g_assert_cmpstr (sp_app_settings_get_account (kept), ==, "tess");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  g_assert_null (sp_account_choice_find (fixture->accounts, "demo/three"));
  close_window (window);
}

static void
test_window (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window = sp_account_window_new (NULL, fixture->accounts);
  GtkWidget *row = NULL;

  gtk_window_present (window);
  wait_until (shows_text (GTK_WIDGET (window), "Not Signed In"));
  add_account (fixture, "tess", "hf_tess");
  wait_until (shows_text (GTK_WIDGET (window), "tess"));
  wait_until (shows_text (GTK_WIDGET (window), "A <b> · Signed in with a token"));

  /* What is known of it is shown where somebody looks. */
  fake_app_answer (fixture->hub, "/api/spaces/zero-gpu/quota", 200, "application/json",
                   "{\"base\":300,\"current\":200}");
  row = gtk_widget_get_ancestor (find_widget (GTK_WIDGET (window), GTK_TYPE_LABEL, "tess"), ADW_TYPE_EXPANDER_ROW);
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, "/api/spaces/zero-gpu/quota"), ==, 0);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  wait_until (shows_text (row, fake_app_get_uri (fixture->hub)));
  wait_until (shows_text (row, "3 min 20 s of 5 min ZeroGPU time are left."));
  sp_hub_accounts_set_current (fixture->accounts, NULL);
  g_signal_emit_by_name (find_widget (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Sign Out"), "clicked");
  wait_until (shows_text (GTK_WIDGET (window), "Not Signed In"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->accounts)), ==, 0);
  close_window (window);
}

static void
sign_out (Fixture *fixture, GtkWindow *window)
{
  g_signal_emit_by_name (find_widget (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Sign Out"), "clicked");
  wait_until (shows_text (GTK_WIDGET (window), "tess is signed out"));
  g_assert_null (sp_hub_accounts_get_current (fixture->accounts));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->accounts)), ==, 0);
}

/* The Hub is told only when it cannot be taken back any more, but then in any case. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  static const char      asked[] = "/.well-known/openid-configuration";
  g_autoptr (SpHubGrant) grant = sp_hub_grant_new ("hf_tess", SP_HUB_SOURCE_BROWSER);
  GtkWindow             *window = sp_account_window_new (NULL, fixture->accounts);
  SpHubAccount          *tess = NULL;
  gboolean               added = FALSE;

  grant->client = g_strdup ("me");
  fake_app_answer (fixture->hub, asked, 404, "application/json", "{}");
  answer_name (fixture, "tess", "read");
  sp_hub_accounts_add_async (fixture->accounts, grant, NULL, added_cb, &added);
  wait_until (added);
  gtk_window_present (window);
  tess = sp_hub_accounts_get_current (fixture->accounts);

  sign_out (fixture, window);
  g_signal_emit_by_name (find_widget (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Undo"), "clicked");
  g_assert_true (sp_hub_accounts_get_current (fixture->accounts) == tess);
  wait_until (shows_text (GTK_WIDGET (window), "tess") && !shows_text (GTK_WIDGET (window), "tess is signed out"));
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, asked), ==, 0);

  /* Signed in as the same once more, there is nothing to be taken back. */
  sign_out (fixture, window);
  add_account (fixture, "tess", "hf_anew");
  g_signal_emit_by_name (find_widget (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Undo"), "clicked");
  wait_until (fake_app_count_requests (fixture->hub, asked) == 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->accounts)), ==, 1);
  g_assert_true (sp_hub_accounts_get_current (fixture->accounts) != tess);
  wait_until (!shows_text (GTK_WIDGET (window), "tess is signed out"));
  close_window (window);
}

/* Whoever closes the window does not change their mind. */
static void
test_leave (Fixture *fixture, gconstpointer data)
{
  static const char      asked[] = "/.well-known/openid-configuration";
  g_autoptr (SpHubGrant) grant = sp_hub_grant_new ("hf_tess", SP_HUB_SOURCE_BROWSER);
  GtkWindow             *window = sp_account_window_new (NULL, fixture->accounts);
  gboolean               added = FALSE;

  grant->client = g_strdup ("me");
  fake_app_answer (fixture->hub, asked, 404, "application/json", "{}");
  answer_name (fixture, "tess", "read");
  sp_hub_accounts_add_async (fixture->accounts, grant, NULL, added_cb, &added);
  wait_until (added);
  gtk_window_present (window);
  sign_out (fixture, window);
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, asked), ==, 0);
  close_window (window);
  wait_until (fake_app_count_requests (fixture->hub, asked) == 1);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/sign-in/qr", test_qr);
  g_test_add_func ("/sign-in/qr-read", test_qr_read);
  g_test_add_func ("/sign-in/scopes", test_scopes);
  add ("/sign-in/narrow", test_narrow);
  add ("/sign-in/large", test_large);
  add ("/sign-in/token", test_token);
  add ("/sign-in/close", test_close);
  add ("/sign-in/choice", test_choice);
  add ("/sign-in/apply", test_apply);
  add ("/sign-in/waiting", test_waiting);
  add ("/sign-in/install", test_install);
  add ("/sign-in/settings", test_settings);
  add ("/sign-in/window", test_window);
  add ("/sign-in/undo", test_undo);
  add ("/sign-in/leave", test_leave);

  return g_test_run ();
}
