/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-space-secrets.h"

#include "sp-resources.h"
#include "sp-space-secret.h"

#include <glib/gi18n-lib.h>

struct _SpSpaceSecrets {
  AdwBin            parent_instance;
  GtkListBox       *list;     /* template child */
  GtkEditable      *name;     /* template child */
  GtkEditable      *value;    /* template child */
  GtkLabel         *problem;  /* template child */
  GtkButton        *keep;     /* template child */
  SpInstalledSpace *space;    /* owned, nullable */
  char             *removing; /* owned, nullable: what is asked about */
  gboolean          busy;
};

G_DEFINE_FINAL_TYPE (SpSpaceSecrets, sp_space_secrets, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_CHANGED,
} SpSpaceSecretsSignal;

static guint signals[SIGNAL_CHANGED + 1];

static void
show_problem (SpSpaceSecrets *self,
              const char     *text)
{
  gtk_label_set_label (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

/* A variable without a value is a secret. */
static gboolean
is_secret (SpSpaceSecrets *self,
           const char     *name)
{
  SpSpaceSettings *settings = sp_installed_space_get_settings (self->space);
  g_auto (GStrv)   names = sp_space_settings_dup_variables (settings);

  return g_strv_contains ((const char *const *) names, name) && sp_space_settings_get_variable (settings, name) == NULL;
}

static void
update (SpSpaceSecrets *self)
{
  const char *name = gtk_editable_get_text (self->name);
  gboolean    is_there = self->space != NULL && is_secret (self, name);

  gtk_button_set_label (self->keep, is_there ? _("Replace Secret") : _("Add Secret"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep),
                            !self->busy && *name != '\0' && *gtk_editable_get_text (self->value) != '\0');
}

static void
set_busy (SpSpaceSecrets *self,
          gboolean        busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), !busy);
  update (self);
}

static void
entry_changed_cb (SpSpaceSecrets *self)
{
  show_problem (self, NULL);
  update (self);
}

/* Whether it still matters: what was asked for may be over after the window is closed. */
static gboolean
end_call (SpSpaceSecrets *self,
          gboolean        worked,
          const GError   *error)
{
  if (self->space == NULL)
    return FALSE;

  set_busy (self, FALSE);
  show_problem (self, worked ? NULL : error->message);
  if (worked)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  return worked;
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpSpaceSecrets) self = user_data;
  g_autoptr (GError)         error = NULL;
  gboolean                   worked = sp_space_secret_store_finish (SP_INSTALLED_SPACE (source), result, &error);

  if (!end_call (self, worked, error))
    return;

  gtk_editable_set_text (self->name, "");
  gtk_editable_set_text (self->value, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
keep_cb (SpSpaceSecrets *self)
{
  const char        *name = gtk_editable_get_text (self->name);
  const char        *value = gtk_editable_get_text (self->value);
  g_autoptr (GError) error = NULL;

  if (self->busy)
    return;

  if (!sp_space_secret_check (name, value, &error)) {
    show_problem (self, error->message);
    return;
  }

  show_problem (self, NULL);
  set_busy (self, TRUE);
  sp_space_secret_store_async (self->space, name, value, NULL, stored_cb, g_object_ref (self));
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (SpSpaceSecrets) self = user_data;
  g_autoptr (GError)         error = NULL;
  gboolean                   worked = sp_space_secret_forget_finish (SP_INSTALLED_SPACE (source), result, &error);

  end_call (self, worked, error);
}

/* A row with what can be done with it. */
static GtkWidget *
get_row (GtkWidget *button)
{
  return gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);
}

static const char *
get_name (GtkWidget *button)
{
  return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (get_row (button)));
}

static void
response_cb (SpSpaceSecrets *self,
             const char     *response)
{
  if (!g_str_equal (response, "remove") || self->busy || self->space == NULL)
    return;

  set_busy (self, TRUE);
  sp_space_secret_forget_async (self->space, self->removing, NULL, forgotten_cb,
                                g_object_ref (self));
}

/* Nobody can bring it back: not even the program reads its value. */
static void
remove_cb (SpSpaceSecrets *self,
           GtkWidget      *button)
{
  const char      *name = get_name (button);
  const char      *body = _("Its value is removed from the keyring and cannot be brought back.");
  g_autofree char *heading = g_strdup_printf (_("Remove “%s”?"), name);
  GtkWidget       *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (button)), heading, body);

  g_free (self->removing);
  self->removing = g_strdup (name);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "remove", _("Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
replace_cb (SpSpaceSecrets *self,
            GtkWidget      *button)
{
  gtk_editable_set_text (self->name, get_name (button));
  gtk_editable_set_text (self->value, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->value));
}

/* Takes the label. */
static void
add_button (SpSpaceSecrets *self,
            GtkWidget      *row,
            const char     *icon,
            const char     *tooltip,
            char           *label,
            GCallback       callback)
{
  GtkWidget       *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *text = label;

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_row (SpSpaceSecrets *self,
         const char     *name)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("In the keyring"));
  add_button (self, row, "document-edit-symbolic", _("Replace"), g_strdup_printf (_("Replace “%s”"), name),
              G_CALLBACK (replace_cb));
  add_button (self, row, "user-trash-symbolic", _("Remove"), g_strdup_printf (_("Remove “%s”"), name),
              G_CALLBACK (remove_cb));
  gtk_list_box_append (self->list, row);
}

static void
show_secrets (SpSpaceSecrets *self)
{
  g_auto (GStrv) names = sp_space_settings_dup_variables (sp_installed_space_get_settings (self->space));
  GtkWidget     *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (gsize i = 0; names[i] != NULL; i++)
    if (is_secret (self, names[i]))
      add_row (self, names[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->list), gtk_widget_get_first_child (GTK_WIDGET (self->list)) != NULL);
  update (self);
}

static void
sp_space_secrets_dispose (GObject *object)
{
  SpSpaceSecrets *self = SP_SPACE_SECRETS (object);

  if (self->space != NULL)
    g_signal_handlers_disconnect_by_data (sp_installed_space_get_settings (self->space), self);
  g_clear_object (&self->space);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_SPACE_SECRETS);

  G_OBJECT_CLASS (sp_space_secrets_parent_class)->dispose (object);
}

static void
sp_space_secrets_finalize (GObject *object)
{
  g_free (SP_SPACE_SECRETS (object)->removing);

  G_OBJECT_CLASS (sp_space_secrets_parent_class)->finalize (object);
}

static void
sp_space_secrets_class_init (SpSpaceSecretsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_space_secrets_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_space_secrets_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_SPACE_SECRETS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-space-secrets.ui");
  gtk_widget_class_bind_template_child (widget_class, SpSpaceSecrets, list);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceSecrets, name);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceSecrets, value);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceSecrets, problem);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceSecrets, keep);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
}

static void
sp_space_secrets_init (SpSpaceSecrets *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_space_secrets_new (void)
{
  return g_object_new (SP_TYPE_SPACE_SECRETS, NULL);
}

void
sp_space_secrets_set_space (SpSpaceSecrets   *self,
                            SpInstalledSpace *space)
{
  g_return_if_fail (SP_IS_SPACE_SECRETS (self));
  g_return_if_fail (SP_IS_INSTALLED_SPACE (space));
  g_return_if_fail (self->space == NULL);

  self->space = g_object_ref (space);
  g_signal_connect_object (sp_installed_space_get_settings (space), "changed", G_CALLBACK (show_secrets), self,
                           G_CONNECT_SWAPPED);
  show_secrets (self);
}
