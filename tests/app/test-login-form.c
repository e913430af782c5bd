/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of somebody whom an app does not let in. */
#include "app-fixture.h"

#include "sp-login-form.h"

typedef struct {
  SpLoginForm *form;
  GtkWidget   *user;
  GtkWidget   *password;
  GtkWidget   *button;
  GString     *given; /* logins, in the order in which they came */
} Fixture;

static void
log_in_cb (SpLoginForm *form,
           const char  *user,
           const char  *password,
           GString     *given)
{
  g_string_append_printf (given, "%s:%s ", user, password);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->form = g_object_ref_sink (g_object_new (SP_TYPE_LOGIN_FORM, NULL));
  fixture->user = find_widget (GTK_WIDGET (fixture->form), GTK_TYPE_ENTRY, NULL);
  fixture->password = find_widget (GTK_WIDGET (fixture->form), GTK_TYPE_PASSWORD_ENTRY, NULL);
  fixture->button = find_widget (GTK_WIDGET (fixture->form), GTK_TYPE_BUTTON, "Log In");
  fixture->given = g_string_new (NULL);
  g_signal_connect (fixture->form, "log-in", G_CALLBACK (log_in_cb), fixture->given);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->form);
  g_string_free (fixture->given, TRUE);
}

static void
type_into (GtkWidget  *entry,
           const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
test_log_in (Fixture      *fixture,
             gconstpointer data)
{
  type_into (fixture->user, "ada");
  type_into (fixture->password, "p@ss wörd");
  g_signal_emit_by_name (fixture->button, "clicked");
  g_signal_emit_by_name (fixture->password, "activate");
  g_signal_emit_by_name (fixture->user, "activate");
  g_assert_cmpstr (fixture->given->str, ==, "ada:p@ss wörd ada:p@ss wörd ada:p@ss wörd ");
}

static void
test_incomplete (Fixture      *fixture,
                 gconstpointer data)
{
  g_signal_emit_by_name (fixture->button, "clicked");
  type_into (fixture->password, "secret");
  g_signal_emit_by_name (fixture->password, "activate");
  g_assert_cmpstr (fixture->given->str, ==, "");

  type_into (fixture->password, "");
  type_into (fixture->user, "ada");
  g_signal_emit_by_name (fixture->user, "activate");
  g_signal_emit_by_name (fixture->button, "clicked");
  g_assert_cmpstr (fixture->given->str, ==, "");
}

static void
test_ask_again (Fixture      *fixture,
                gconstpointer data)
{
  type_into (fixture->user, "ada");
  type_into (fixture->password, "wrong");
  sp_login_form_ask (fixture->form, "bob");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->user)), ==, "bob");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->password)), ==, "");
}

static void
add (const char *path,
     void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/login-form/log-in", test_log_in);
  add ("/login-form/incomplete", test_incomplete);
  add ("/login-form/ask-again", test_ask_again);

  return g_test_run ();
}
