/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts of the Hub: the dialog to sign in, their window, and which one an app is opened with. */
#include "app-fixture.h"

#include "sp-account-choice-row.h"
#include "sp-account-choice.h"
#include "sp-account-window.h"
#include "sp-app-settings-window.h"
#include "sp-qr-code.h"
#include "sp-sign-in-dialog.h"
#include "sp-sign-in-scopes.h"

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
  choose ("demo/one", "gone");
  g_assert_null (sp_account_choice_find (fixture->accounts, "demo/one"));
  choose ("demo/one", "");
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
  g_autofree char *after = NULL;
  gboolean         done = FALSE;

  fake_app_answer (fixture->hub, "/api/spaces/demo/told", 404, "application/json", "{}");
  sp_account_choice_apply (fixture->accounts, "demo/told", client);
  first = dup_told (fixture, client);
  g_assert_cmpstr (first, ==, "Bearer hf_tess");
  sp_hub_session_set_token (sp_hub_account_get_session (tess), "hf_new");
  renewed = dup_told (fixture, client);
  g_assert_cmpstr (renewed, ==, "Bearer hf_new");
  sp_hub_accounts_sign_out_async (fixture->accounts, tess, NULL, signed_out_cb, &done);
  wait_until (done);
  after = dup_told (fixture, client);
  g_assert_null (after);
  g_assert_finalize_object (client);
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

  gtk_window_present (window);
  wait_until (shows_text (GTK_WIDGET (window), "Not Signed In"));
  add_account (fixture, "tess", "hf_tess");
  wait_until (shows_text (GTK_WIDGET (window), "tess"));
  wait_until (shows_text (GTK_WIDGET (window), "A <b> · Signed in with a token"));
  sp_hub_accounts_set_current (fixture->accounts, NULL);
  g_signal_emit_by_name (find_widget (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Sign Out"), "clicked");
  wait_until (shows_text (GTK_WIDGET (window), "Not Signed In"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->accounts)), ==, 0);
  close_window (window);
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
  g_test_add_func ("/sign-in/scopes", test_scopes);
  add ("/sign-in/narrow", test_narrow);
  add ("/sign-in/token", test_token);
  add ("/sign-in/close", test_close);
  add ("/sign-in/choice", test_choice);
  add ("/sign-in/apply", test_apply);
  add ("/sign-in/settings", test_settings);
  add ("/sign-in/window", test_window);

  return g_test_run ();
}
