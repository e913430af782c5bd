/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-sign-in-dialog.h"

#include "sp-plain-words.h"
#include "sp-platform.h"
#include "sp-resources.h"
#include "sp-sign-in-code.h"
#include "sp-sign-in-scopes.h"

#include <glib/gi18n-lib.h>

typedef enum {
  WAY_NONE,
  WAY_BROWSER,
  WAY_CODE,
  WAY_TOKEN,
  WAY_TOOL,
} Way;

struct _SpSignInDialog {
  AdwWindow       parent_instance;
  GtkWidget      *cancel;           /* template child */
  GtkRevealer    *problem_revealer; /* template child */
  GtkLabel       *problem;          /* template child */
  GtkSpinner     *spinner;          /* template child */
  GtkStack       *stack;            /* template child: “ways”, “wide” */
  GtkWidget      *ways;             /* template child */
  GtkLabel       *reason;           /* template child */
  GtkStack       *browser_stack;    /* template child: “offer”, “waiting” */
  GtkWidget      *browser;          /* template child */
  GtkWidget      *again;            /* template child */
  SpSignInScopes *scopes;           /* template child */
  GtkWidget      *tool_group;       /* template child */
  AdwActionRow   *tool_row;         /* template child */
  AdwExpanderRow *code_row;         /* template child */
  SpSignInCode   *code;             /* template child */
  GtkEditable    *token;            /* template child */
  GtkWidget      *token_button;     /* template child */
  GtkLabel       *not_kept;         /* template child */
  AdwStatusPage  *wide;             /* template child */
  GtkWidget      *keep;             /* template child */
  GtkWidget      *another;          /* template child */
  SpHubAccounts  *accounts;         /* owned */
  GtkWidget      *wanting;          /* weak: what wants it */
  SpHubSignIn    *attempt;          /* owned, nullable: the one that goes on */
  Way             way;              /* that it goes */
  SpHubAccount   *account;          /* owned, nullable: signed in, and not told yet */
  GCancellable   *cancellable;      /* owned: the questions of this dialog */
};

G_DEFINE_FINAL_TYPE (SpSignInDialog, sp_sign_in_dialog, ADW_TYPE_WINDOW)

typedef enum {
  SIGNAL_SIGNED_IN,
} SpSignInDialogSignal;

static guint signals[SIGNAL_SIGNED_IN + 1];

static void
show_problem (SpSignInDialog *self, const char *text)
{
  if (text != NULL)
    gtk_label_set_text (self->problem, text);
  gtk_revealer_set_reveal_child (self->problem_revealer, text != NULL);
}

/* Where nothing goes on any more. */
static void
stop_attempt (SpSignInDialog *self)
{
  g_autoptr (SpHubSignIn) attempt = g_steal_pointer (&self->attempt);

  self->way = WAY_NONE;
  if (attempt != NULL) {
    g_signal_handlers_disconnect_by_data (attempt, self);
    sp_hub_sign_in_cancel (attempt);
  }
  if (self->ways == NULL)
    return; /* closed */

  gtk_widget_set_sensitive (self->ways, TRUE);
  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_stack_set_visible_child_name (self->browser_stack, "offer");
  sp_sign_in_code_show (self->code, NULL);
}

/* Back to the ways: what shows that one was chosen goes away. */
static void
reset (SpSignInDialog *self)
{
  stop_attempt (self);
  adw_expander_row_set_expanded (self->code_row, FALSE);
}

static void
tell (SpSignInDialog *self)
{
  g_autoptr (SpHubAccount) account = g_steal_pointer (&self->account);
  g_autofree char         *title = NULL;
  g_autofree char         *text = NULL;

  if (account == NULL)
    return;

  title = sp_hub_account_dup_title (account);
  text = g_strdup_printf (_("Signed in as %s"), title);
  if (self->wanting != NULL)
    gtk_widget_activate_action (self->wanting, "win.toast", "(su)", text, 5);
  g_signal_emit (self, signals[SIGNAL_SIGNED_IN], 0, account);
}

/* What a token may do beyond what was asked for: it can be lost, and whoever finds it may do that, too. */
static gboolean
is_too_wide (SpSignInDialog *self, SpHubAccount *account)
{
  g_auto (GStrv) scopes = sp_sign_in_scopes_dup (self->scopes);

  return sp_hub_account_get_source (account) == SP_HUB_SOURCE_TOKEN &&
         g_strcmp0 (sp_hub_account_get_role (account), "write") == 0 &&
         !g_strv_contains ((const char *const *) scopes, "manage-repos") &&
         !g_strv_contains ((const char *const *) scopes, "write-repos");
}

static void
show_too_wide (SpSignInDialog *self, SpHubAccount *account)
{
  g_autofree char *title = sp_hub_account_dup_title (account);
  g_autofree char *text = g_strdup_printf (
    _("It signs you in as %s, and whoever has it can change and delete all that is yours on the Hub. To use Spaces, a "
       "token with the role “read” is enough; one with the role “write” is needed to take care of your own Spaces "
       "here."),
    title);

  sp_plain_words_describe (self->wide, text);
  gtk_stack_set_visible_child_name (self->stack, "wide");
  gtk_widget_set_visible (self->cancel, FALSE); /* it is too late */
  gtk_widget_grab_focus (self->keep);
}

static void
done_cb (SpSignInDialog *self, SpHubAccount *account)
{
  reset (self);
  gtk_editable_set_text (self->token, "");
  g_set_object (&self->account, account);
  if (is_too_wide (self, account))
    show_too_wide (self, account);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
failed_cb (SpSignInDialog *self, const GError *error)
{
  Way way = self->way;

  reset (self);
  show_problem (self, error->message);
  if (way == WAY_TOKEN)
    gtk_widget_grab_focus (GTK_WIDGET (self->token));
  else if (way == WAY_BROWSER)
    gtk_widget_grab_focus (self->browser);
}

static void
state_cb (SpSignInDialog *self)
{
  SpHubSignInState state = sp_hub_sign_in_get_state (self->attempt);
  gboolean         finishing = state == SP_HUB_SIGN_IN_FINISHING;

  if (finishing)
    gtk_window_set_focus (GTK_WINDOW (self), NULL); /* else an entry that cannot be used goes on blinking */
  gtk_widget_set_sensitive (self->ways, !finishing);
  gtk_spinner_set_spinning (self->spinner, finishing || state == SP_HUB_SIGN_IN_STARTING);
  if (self->way != WAY_BROWSER || state != SP_HUB_SIGN_IN_WAITING)
    return;

  gtk_stack_set_visible_child_name (self->browser_stack, "waiting");
  gtk_widget_grab_focus (self->again);
  sp_platform_open_uri (GTK_WIDGET (self), sp_hub_sign_in_get_address (self->attempt));
}

/* One at a time: what another way was waiting for is over. */
static SpHubSignIn *
new_attempt (SpSignInDialog *self, Way way)
{
  g_auto (GStrv) scopes = sp_sign_in_scopes_dup (self->scopes);

  stop_attempt (self);
  if (way != WAY_CODE)
    adw_expander_row_set_expanded (self->code_row, FALSE);
  show_problem (self, NULL);
  self->way = way;
  self->attempt = sp_hub_sign_in_new (self->accounts, (const char *const *) scopes);
  g_signal_connect_object (self->attempt, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->attempt, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->attempt, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);

  return self->attempt;
}

static void
browser_cb (SpSignInDialog *self)
{
  sp_hub_sign_in_start_browser (new_attempt (self, WAY_BROWSER));
}

static void
open_again_cb (SpSignInDialog *self)
{
  if (self->attempt != NULL)
    sp_platform_open_uri (GTK_WIDGET (self), sp_hub_sign_in_get_address (self->attempt));
}

static void
copy_address_cb (SpSignInDialog *self)
{
  if (self->attempt != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), sp_hub_sign_in_get_address (self->attempt));
}

static void
stop_cb (SpSignInDialog *self)
{
  reset (self);
  gtk_widget_grab_focus (self->browser);
}

static void
code_expanded_cb (SpSignInDialog *self)
{
  SpHubSignIn *attempt = NULL;

  if (self->accounts == NULL)
    return;

  if (!adw_expander_row_get_expanded (self->code_row)) {
    if (self->way == WAY_CODE)
      stop_attempt (self);
    return;
  }

  attempt = new_attempt (self, WAY_CODE);
  sp_sign_in_code_show (self->code, attempt);
  sp_hub_sign_in_start_device (attempt);
}

/* What is asked for is part of a question that was asked: it is taken back. */
static void
scopes_cb (SpSignInDialog *self)
{
  if (self->way != WAY_NONE)
    reset (self);
}

static void
token_changed_cb (SpSignInDialog *self)
{
  gtk_widget_set_sensitive (self->token_button, *gtk_editable_get_text (self->token) != '\0');
  if (*gtk_editable_get_text (self->token) != '\0')
    show_problem (self, NULL);
}

static void
token_cb (SpSignInDialog *self)
{
  const char *text = gtk_editable_get_text (self->token);

  if (*text != '\0')
    sp_hub_sign_in_use_token (new_attempt (self, WAY_TOKEN), text);
}

static void
tokens_page_cb (SpSignInDialog *self)
{
  SpHubSession    *session = sp_hub_accounts_get_anonymous_session (self->accounts);
  g_autofree char *address = g_strconcat (sp_hub_session_get_endpoint (session), "/settings/tokens", NULL);

  sp_platform_open_uri (GTK_WIDGET (self), address);
}

static void
tool_cb (SpSignInDialog *self)
{
  sp_hub_sign_in_use_hf_tool (new_attempt (self, WAY_TOOL));
}

static void
close_cb (SpSignInDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
signed_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SpSignInDialog) self = user_data;
  g_autoptr (GError)         error = NULL;

  if (!sp_hub_accounts_sign_out_finish (SP_HUB_ACCOUNTS (source), result, &error) && self->ways != NULL)
    show_problem (self, error->message);
}

/* Of the token that may do too much. */
static void
use_another_cb (SpSignInDialog *self)
{
  g_autoptr (SpHubAccount) account = g_steal_pointer (&self->account);

  gtk_stack_set_visible_child_name (self->stack, "ways");
  gtk_widget_set_visible (self->cancel, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->token));
  sp_hub_accounts_sign_out_async (self->accounts, account, NULL, signed_out_cb, g_object_ref (self));
}

static void
show_tool (SpSignInDialog *self)
{
  SpHubAccount    *account = sp_hub_accounts_find_source (self->accounts, SP_HUB_SOURCE_HF_TOOL);
  const char      *name = account != NULL ? sp_hub_account_get_name (account) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *markup = NULL;

  gtk_widget_set_visible (self->tool_group, account != NULL && account != sp_hub_accounts_get_current (self->accounts));
  if (name != NULL)
    /* Translators: “hf” is the command of the Hub; the name of an account. */
    title = g_strdup_printf (_("Use the login of the hf tool (%s)?"), name);
  else
    title = g_strdup (_("Use the login of the hf tool?"));
  markup = g_markup_escape_text (title, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->tool_row), markup);
}

static void
identified_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SpSignInDialog) self = user_data;
  g_autoptr (GError)         error = NULL;

  if (!sp_hub_accounts_identify_finish (SP_HUB_ACCOUNTS (source), result, &error))
    g_debug ("Whose login of the hf tool it is: %s", error->message);
  if (self->ways != NULL)
    show_tool (self);
}

/* It is somebody's: the user is told whose before it is used. */
static void
look_for_tool (SpSignInDialog *self)
{
  SpHubAccount *account = sp_hub_accounts_find_source (self->accounts, SP_HUB_SOURCE_HF_TOOL);

  show_tool (self);
  if (account != NULL && sp_hub_account_get_name (account) == NULL)
    sp_hub_accounts_identify_async (self->accounts, account, self->cancellable, identified_cb, g_object_ref (self));
}

static void
show_kept (SpSignInDialog *self)
{
  const GError *error = sp_hub_accounts_get_keyring_error (self->accounts);

  gtk_widget_set_visible (GTK_WIDGET (self->not_kept), error != NULL);
  if (error != NULL)
    gtk_label_set_text (self->not_kept, error->message);
}

static void
loaded_cb (SpSignInDialog *self)
{
  look_for_tool (self);
  show_kept (self);
}

static gboolean
sp_sign_in_dialog_close_request (GtkWindow *window)
{
  SpSignInDialog *self = SP_SIGN_IN_DIALOG (window);

  stop_attempt (self);
  tell (self);

  return GTK_WINDOW_CLASS (sp_sign_in_dialog_parent_class)->close_request (window);
}

static void
sp_sign_in_dialog_dispose (GObject *object)
{
  SpSignInDialog *self = SP_SIGN_IN_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  stop_attempt (self);
  g_clear_object (&self->account);
  g_clear_object (&self->accounts);
  g_clear_weak_pointer (&self->wanting);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_SIGN_IN_DIALOG);

  G_OBJECT_CLASS (sp_sign_in_dialog_parent_class)->dispose (object);
}

static void
sp_sign_in_dialog_finalize (GObject *object)
{
  g_clear_object (&SP_SIGN_IN_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (sp_sign_in_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-sign-in-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, ways);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, browser_stack);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, browser);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, again);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, scopes);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, tool_group);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, tool_row);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, code_row);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, code);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, token);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, token_button);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, not_kept);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, wide);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, keep);
  gtk_widget_class_bind_template_child (widget_class, SpSignInDialog, another);
  gtk_widget_class_bind_template_callback (widget_class, browser_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_address_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, code_expanded_cb);
  gtk_widget_class_bind_template_callback (widget_class, scopes_cb);
  gtk_widget_class_bind_template_callback (widget_class, token_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, token_cb);
  gtk_widget_class_bind_template_callback (widget_class, tokens_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, tool_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_another_cb);
}

static void
sp_sign_in_dialog_class_init (SpSignInDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_sign_in_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_sign_in_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = sp_sign_in_dialog_close_request;

  signals[SIGNAL_SIGNED_IN] = g_signal_new ("signed-in", SP_TYPE_SIGN_IN_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, SP_TYPE_HUB_ACCOUNT);

  g_type_ensure (SP_TYPE_SIGN_IN_CODE);
  g_type_ensure (SP_TYPE_SIGN_IN_SCOPES);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  bind_template (widget_class);
}

static void
sp_sign_in_dialog_init (SpSignInDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_plain_words_wrap_button (GTK_BUTTON (self->browser));
  sp_plain_words_wrap_button (GTK_BUTTON (self->another));
}

/* Signing in anew takes the place of what the account had: it must not be less then. */
static void
ask_scopes (SpSignInDialog *self, const char *const *scopes)
{
  SpHubAccount            *current = sp_hub_accounts_get_current (self->accounts);
  const char *const       *had = current != NULL ? sp_hub_account_get_scopes (current) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv)           all = NULL;

  for (guint i = 0; scopes != NULL && scopes[i] != NULL; i++)
    g_strv_builder_add (builder, scopes[i]);
  for (guint i = 0; had != NULL && had[i] != NULL; i++)
    if (scopes == NULL || !g_strv_contains (scopes, had[i]))
      g_strv_builder_add (builder, had[i]);
  all = g_strv_builder_end (builder);
  sp_sign_in_scopes_ask (self->scopes, (const char *const *) all);
}

SpSignInDialog *
sp_sign_in_dialog_present (SpHubAccounts     *accounts,
                           GtkWidget         *parent,
                           const char        *reason,
                           const char *const *scopes)
{
  SpSignInDialog *self = NULL;
  GtkRoot        *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;

  g_return_val_if_fail (SP_IS_HUB_ACCOUNTS (accounts), NULL);

  self = g_object_new (SP_TYPE_SIGN_IN_DIALOG, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);
  self->accounts = g_object_ref (accounts);
  g_set_weak_pointer (&self->wanting, parent);
  if (reason != NULL && *reason != '\0')
    gtk_label_set_text (self->reason, reason);
  ask_scopes (self, scopes);
  g_signal_connect_object (accounts, "notify::loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  loaded_cb (self);
  gtk_widget_grab_focus (self->browser);
  gtk_window_present (GTK_WINDOW (self));

  return self;
}
