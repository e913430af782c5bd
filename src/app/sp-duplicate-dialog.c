/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-duplicate-dialog.h"

#include "sp-care-choice.h"
#include "sp-care-cost.h"
#include "sp-care-space.h"
#include "sp-duplicate-dialog-values.h"
#include "sp-hub-duplicate.h"
#include "sp-plain-words.h"
#include "sp-resources.h"
#include "sp-sign-in-dialog.h"

#include <glib/gi18n-lib.h>

/* Of a copy on hardware that costs: what the Hub's own clients take. */
#define SLEEP_SECONDS "300"

struct _SpDuplicateDialog {
  AdwWindow                parent_instance;
  GtkStack                *stack;       /* template child */
  AdwStatusPage           *problem;     /* template child */
  AdwPreferencesGroup     *about;       /* template child */
  AdwComboRow             *owner;       /* template child */
  GtkEditable             *name;        /* template child */
  AdwComboRow             *visibility;  /* template child */
  GtkWidget               *place;       /* template child */
  AdwComboRow             *hardware;    /* template child */
  AdwComboRow             *sleep;       /* template child */
  GtkLabel                *cost;        /* template child */
  SpDuplicateDialogValues *secrets;     /* template child */
  SpDuplicateDialogValues *variables;   /* template child */
  GtkLabel                *trouble;     /* template child */
  GtkWidget               *duplicate;   /* template child */
  AdwStatusPage           *exists;      /* template child */
  SpHubAccounts           *accounts;    /* owned, nullable */
  SpHubAccount            *account;     /* owned, nullable: who makes the copy */
  SpCareSpace             *source;      /* owned, nullable */
  char                    *id;          /* owned: of the source */
  char                    *copy;        /* owned, nullable: that is made, or was there */
  GCancellable            *cancellable; /* owned, nullable: of what is asked for the form */
  gboolean                 filled;      /* the form is */
  gboolean                 priced;      /* with the prices */
};

G_DEFINE_FINAL_TYPE (SpDuplicateDialog, sp_duplicate_dialog, ADW_TYPE_WINDOW)

typedef enum {
  SIGNAL_DONE,
} SpDuplicateDialogSignal;

static guint signals[SIGNAL_DONE + 1];

static void start (SpDuplicateDialog *self);

static void
show_page (SpDuplicateDialog *self,
           const char        *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->duplicate, g_str_equal (name, "form"));
}

static void
show_problem (SpDuplicateDialog *self,
              const GError      *error)
{
  sp_plain_words_describe (self->problem, error->message);
  show_page (self, "problem");
}

static void
show_trouble (SpDuplicateDialog *self,
              const char        *text)
{
  gtk_label_set_label (self->trouble, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), text != NULL);
}

static char *
dup_cost (SpDuplicateDialog *self)
{
  const char *sleep = sp_care_choice_get_selected (self->sleep);

  return sp_care_cost_dup_words (sp_care_space_get_hardware (self->source),
                                 sp_care_choice_get_selected (self->hardware),
                                 sleep != NULL ? g_ascii_strtoll (sleep, NULL, 10) : 0, 1);
}

/* The Hub decides what a name is; only what would be another address is refused here. */
static gboolean
has_name (SpDuplicateDialog *self)
{
  const char *owner = sp_care_choice_get_selected (self->owner);
  const char *name = gtk_editable_get_text (self->name);

  return owner != NULL && g_regex_match_simple ("^[A-Za-z0-9][A-Za-z0-9._-]*$", name, G_REGEX_DOLLAR_ENDONLY, 0);
}

static void
changed_cb (SpDuplicateDialog *self)
{
  g_autofree char *cost = NULL;

  if (!self->filled)
    return;

  cost = dup_cost (self);
  gtk_label_set_label (self->cost, cost != NULL ? cost : _("This costs nothing."));
  gtk_widget_set_visible (GTK_WIDGET (self->sleep), cost != NULL);
  gtk_widget_set_sensitive (self->duplicate, has_name (self));
  show_trouble (self, NULL);
}

static void
fill_owners (SpDuplicateDialog *self)
{
  g_autoptr (GListStore) choices = g_list_store_new (SP_TYPE_CARE_CHOICE);
  g_auto (GStrv)         owners = sp_hub_account_dup_owners (self->account);

  for (gsize i = 0; owners[i] != NULL; i++)
    sp_care_choice_append (choices, owners[i], owners[i], NULL);
  sp_care_choice_show (self->owner, choices, sp_hub_account_get_name (self->account));
}

static void
fill_hardware (SpDuplicateDialog *self,
               const char        *flavour)
{
  g_autoptr (GListStore) choices = g_list_store_new (SP_TYPE_CARE_CHOICE);

  if (flavour == NULL)
    flavour = "cpu-basic";
  sp_care_choice_append_hardware (choices, sp_care_space_get_hardware (self->source), flavour);
  sp_care_choice_show (self->hardware, choices, flavour);
  self->priced = sp_care_space_get_hardware (self->source) != NULL;
}

/* An own Space is copied beside itself, that of somebody else to the same name. */
static void
fill_name (SpDuplicateDialog *self,
           SpHubSpace        *space)
{
  gboolean         is_own = g_strcmp0 (sp_hub_space_get_owner (space), sp_hub_account_get_name (self->account)) == 0;
  g_autofree char *name = g_strconcat (sp_hub_space_get_name (space), is_own ? "-copy" : "", NULL);

  gtk_editable_set_text (self->name, name);
}

static void
variables_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (SpDuplicateDialogValues) values = user_data;
  g_autoptr (GPtrArray)               list = sp_hub_variables_list_finish (SP_HUB_SESSION (source), result, NULL);

  /* Those of somebody else are not told. */
  for (guint i = 0; list != NULL && i < list->len; i++) {
    SpHubVariable *variable = g_ptr_array_index (list, i);

    sp_duplicate_dialog_values_add (values, sp_hub_variable_get_key (variable), sp_hub_variable_get_value (variable));
  }
}

static void
ask_values (SpDuplicateDialog *self)
{
  SpHubSession *session = sp_care_space_get_session (self->source);
  const char   *id = sp_care_space_get_id (self->source);

  sp_duplicate_dialog_values_clear (self->secrets); /* another account may know others */
  sp_duplicate_dialog_values_clear (self->variables);
  sp_hub_variables_list_async (session, id, SP_HUB_VARIABLE_SECRET, self->cancellable, variables_cb,
                               g_object_ref (self->secrets));
  sp_hub_variables_list_async (session, id, SP_HUB_VARIABLE_OPEN, self->cancellable, variables_cb,
                               g_object_ref (self->variables));
}

static void
fill (SpDuplicateDialog *self)
{
  SpHubSpace            *space = sp_care_space_get_space (self->source);
  g_autoptr (GListStore) visibilities = g_list_store_new (SP_TYPE_CARE_CHOICE);
  g_autoptr (GListStore) times = g_list_store_new (SP_TYPE_CARE_CHOICE);
  g_autofree char       *about = g_markup_printf_escaped (_("A copy of “%s” that belongs to you."), self->id);

  adw_preferences_group_set_description (self->about, about);
  fill_owners (self);
  fill_name (self, space);
  sp_care_choice_append_visibility (visibilities);
  sp_care_choice_show (self->visibility, visibilities, "private");
  sp_care_choice_append_sleep (times, 300);
  sp_care_choice_show (self->sleep, times, SLEEP_SECONDS);
  fill_hardware (self, sp_care_space_get_flavour (self->source));
  gtk_widget_set_visible (self->place, g_strcmp0 (sp_hub_space_get_sdk (space), "static") != 0);
  ask_values (self);
  self->filled = TRUE;
  changed_cb (self);
  show_page (self, "form");
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

/* The prices may come later than the Space, and change nothing of what was chosen meanwhile. */
static void
source_changed_cb (SpDuplicateDialog *self)
{
  const GError    *error = sp_care_space_get_error (self->source);
  g_autofree char *chosen = NULL;

  if (sp_care_space_get_space (self->source) == NULL) {
    if (error != NULL)
      show_problem (self, error);
  } else if (!self->filled) {
    fill (self);
  } else if (!self->priced && sp_care_space_get_hardware (self->source) != NULL) {
    chosen = g_strdup (sp_care_choice_get_selected (self->hardware));
    fill_hardware (self, chosen);
    changed_cb (self);
  }
}

static void
drop_source (SpDuplicateDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->source);
  g_clear_object (&self->account);
  self->filled = FALSE;
  self->priced = FALSE;
}

static void
load_source (SpDuplicateDialog *self)
{
  self->source = sp_care_space_new (sp_hub_account_get_session (self->account), self->id);
  g_signal_connect_object (self->source, "changed", G_CALLBACK (source_changed_cb), self, G_CONNECT_SWAPPED);
  sp_care_space_load (self->source);
}

static void
identified_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SpDuplicateDialog) self = user_data;
  g_autoptr (GError)            error = NULL;

  sp_hub_accounts_identify_finish (SP_HUB_ACCOUNTS (source), result, &error);
  if (self->account == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (sp_hub_account_get_name (self->account) != NULL)
    load_source (self);
  else
    show_problem (self, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpDuplicateDialog) self = user_data;

  sp_hub_accounts_load_finish (SP_HUB_ACCOUNTS (source), result, NULL);
  if (self->accounts != NULL && self->account == NULL)
    start (self);
}

static void
start (SpDuplicateDialog *self)
{
  SpHubAccount *account = sp_hub_accounts_get_current (self->accounts);

  drop_source (self);
  if (account == NULL && sp_hub_accounts_is_loaded (self->accounts)) {
    show_page (self, "signed-out");
    return;
  }

  show_page (self, "loading");
  if (account == NULL) {
    sp_hub_accounts_load_async (self->accounts, NULL, loaded_cb, g_object_ref (self));
    return;
  }

  self->account = g_object_ref (account);
  self->cancellable = g_cancellable_new ();
  if (sp_hub_account_get_name (account) != NULL)
    load_source (self);
  else
    sp_hub_accounts_identify_async (self->accounts, account, self->cancellable, identified_cb, g_object_ref (self));
}

static void
reload_cb (SpDuplicateDialog *self)
{
  start (self);
}

static void
sign_in_cb (SpDuplicateDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (parent), "win.sign-in-for", "(s^as)",
                              _("A copy of a Space belongs to an account of the Hub."),
                              SP_SIGN_IN_TO_MANAGE);
}

/* Takes the copy. */
static void
end (SpDuplicateDialog *self,
     char              *copy,
     gboolean           existed)
{
  g_autofree char *id = copy;

  g_signal_emit (self, signals[SIGNAL_DONE], 0, id, existed);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
show_existing (SpDuplicateDialog *self)
{
  g_autofree char *text = g_strdup_printf (
    _("“%s” is there. Using it changes nothing of it: its hardware, secrets and variables stay what they are."),
    self->copy);

  sp_plain_words_describe (self->exists, text);
  show_page (self, "exists");
}

static void
duplicated_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SpDuplicateDialog) self = user_data;
  g_autoptr (GError)            error = NULL;
  gboolean                      existed = FALSE;
  g_autofree char              *copy = sp_hub_duplicate_finish (SP_HUB_SESSION (source), result, &existed, &error);

  if (self->stack == NULL)
    return; /* closed; the copy is in the list of Spaces */

  if (copy == NULL && !self->filled)
    return; /* signed out, or in as somebody else: what was asked for then is over */
  if (copy == NULL) {
    show_page (self, "form");
    show_trouble (self, error->message);
    gtk_widget_grab_focus (self->duplicate);
    return;
  }

  g_free (self->copy);
  self->copy = g_steal_pointer (&copy);
  if (existed)
    show_existing (self);
  else
    end (self, g_steal_pointer (&self->copy), FALSE);
}

static void
go (SpDuplicateDialog *self)
{
  g_autoptr (GPtrArray) secrets = sp_duplicate_dialog_values_collect (self->secrets);
  g_autoptr (GPtrArray) variables = sp_duplicate_dialog_values_collect (self->variables);
  g_autofree char      *target = g_strjoin ("/", sp_care_choice_get_selected (self->owner),
                                            gtk_editable_get_text (self->name), NULL);
  g_autofree char      *cost = dup_cost (self);
  const char           *sleep = sp_care_choice_get_selected (self->sleep);
  const SpHubDuplicate  duplicate = {
     .source = sp_care_space_get_id (self->source),
     .target = target,
     .visibility = sp_care_choice_get_selected (self->visibility),
     .hardware = gtk_widget_get_visible (self->place) ? sp_care_choice_get_selected (self->hardware) : NULL,
     .sleep_time = cost != NULL && sleep != NULL ? g_ascii_strtoll (sleep, NULL, 10) : SP_HUB_SLEEP_UNCHANGED,
     .secrets = secrets,
     .variables = variables,
  };

  show_trouble (self, NULL);
  show_page (self, "busy");
  sp_hub_duplicate_async (sp_care_space_get_session (self->source), &duplicate, NULL, duplicated_cb,
                          g_object_ref (self));
}

static void
response_cb (SpDuplicateDialog *self,
             const char        *response)
{
  if (g_str_equal (response, "yes") && self->source != NULL)
    go (self);
}

static void
duplicate_cb (SpDuplicateDialog *self)
{
  g_autofree char *cost = dup_cost (self);
  GtkWidget       *dialog = NULL;

  if (cost == NULL || !gtk_widget_get_visible (self->place)) {
    go (self);
    return;
  }

  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Make a Copy That Costs?"), cost);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "yes", _("Duplicate"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
use_cb (SpDuplicateDialog *self)
{
  end (self, g_steal_pointer (&self->copy), TRUE);
}

static void
another_cb (SpDuplicateDialog *self)
{
  show_page (self, "form");
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

/* An answer that it waits for may hold it for longer than its parent lives, which GTK does not forget by itself. It is
 * disposed of after that answer only. */
static void
sp_duplicate_dialog_unrealize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_duplicate_dialog_parent_class)->unrealize (widget);
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);
}

static void
sp_duplicate_dialog_dispose (GObject *object)
{
  SpDuplicateDialog *self = SP_DUPLICATE_DIALOG (object);

  drop_source (self);
  if (self->accounts != NULL)
    g_signal_handlers_disconnect_by_data (self->accounts, self);
  g_clear_object (&self->accounts);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_DUPLICATE_DIALOG);

  G_OBJECT_CLASS (sp_duplicate_dialog_parent_class)->dispose (object);
}

static void
sp_duplicate_dialog_finalize (GObject *object)
{
  SpDuplicateDialog *self = SP_DUPLICATE_DIALOG (object);

  g_free (self->id);
  g_free (self->copy);

  G_OBJECT_CLASS (sp_duplicate_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SP_TYPE_DUPLICATE_DIALOG_VALUES);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-duplicate-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SpDuplicateDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SpDuplicateDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SpDuplicateDialog, about);
  gtk_widget_class_bind_template_child (widget_class, SpDuplicateDialog, owner);
  gtk_widget_class_bind_template_child (widget_class, SpDuplicateDialog, name);
  gtk_widget_class_bind_template_child (widget_class, SpDuplicateDialog, visibility);
  gtk_widget_class_bind_template_child (widget_class, SpDuplicateDialog, place);
  gtk_widget_class_bind_template_child (widget_class, SpDuplicateDialog, hardware);
  gtk_widget_class_bind_template_child (widget_class, SpDuplicateDialog, sleep);
  gtk_widget_class_bind_template_child (widget_class, SpDuplicateDialog, cost);
  gtk_widget_class_bind_template_child (widget_class, SpDuplicateDialog, secrets);
  gtk_widget_class_bind_template_child (widget_class, SpDuplicateDialog, variables);
  gtk_widget_class_bind_template_child (widget_class, SpDuplicateDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, SpDuplicateDialog, duplicate);
  gtk_widget_class_bind_template_child (widget_class, SpDuplicateDialog, exists);
  gtk_widget_class_bind_template_callback (widget_class, another_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, duplicate_cb);
  gtk_widget_class_bind_template_callback (widget_class, reload_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
}

static void
sp_duplicate_dialog_class_init (SpDuplicateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_duplicate_dialog_dispose;
  GTK_WIDGET_CLASS (klass)->unrealize = sp_duplicate_dialog_unrealize;
  G_OBJECT_CLASS (klass)->finalize = sp_duplicate_dialog_finalize;

  signals[SIGNAL_DONE] = g_signal_new ("done", SP_TYPE_DUPLICATE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  bind_template (widget_class);
}

static void
sp_duplicate_dialog_init (SpDuplicateDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_duplicate_dialog_present (GtkWindow     *parent,
                             SpHubAccounts *accounts,
                             const char    *id)
{
  SpDuplicateDialog *self = NULL;

  g_return_val_if_fail (SP_IS_HUB_ACCOUNTS (accounts), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (SP_TYPE_DUPLICATE_DIALOG, "transient-for", parent, NULL);
  self->id = g_strdup (id);
  self->accounts = g_object_ref (accounts);
  g_signal_connect_object (accounts, "notify::current", G_CALLBACK (start), self, G_CONNECT_SWAPPED);
  start (self);
  gtk_window_present (GTK_WINDOW (self));

  return GTK_WIDGET (self);
}
