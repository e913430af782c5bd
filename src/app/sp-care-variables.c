/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-care-variables.h"

#include "sp-care-variable-row.h"
#include "sp-plain-words.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpCareVariables {
  AdwBin               parent_instance;
  GtkStack            *stack;        /* template child: “loading”, “problem”, “list” */
  AdwStatusPage       *problem;      /* template child */
  AdwPreferencesGroup *secrets;      /* template child */
  AdwPreferencesGroup *variables;    /* template child */
  GtkSwitch           *is_secret;    /* template child */
  GtkEditable         *name;         /* template child */
  GtkEditable         *secret_value; /* template child */
  GtkEditable         *value;        /* template child */
  GtkLabel            *trouble;      /* template child */
  GtkButton           *keep;         /* template child */
  SpCareSpace         *space;        /* owned, nullable */
  GCancellable        *cancellable;  /* owned, nullable: of the listing */
  GPtrArray           *rows;         /* owned, of SpCareVariableRow: they are in the groups */
  SpHubVariable       *removed;      /* owned, nullable: the variable that is removed, or was last */
  SpHubVariable       *removing;     /* owned, nullable: the secret that is asked about */
  gboolean             busy;
};

G_DEFINE_FINAL_TYPE (SpCareVariables, sp_care_variables, ADW_TYPE_BIN)

static void load (SpCareVariables *self);

static GtkEditable *
get_value_entry (SpCareVariables *self)
{
  return gtk_switch_get_active (self->is_secret) ? self->secret_value : self->value;
}

static SpHubVariableKind
get_kind (SpCareVariables *self)
{
  return gtk_switch_get_active (self->is_secret) ? SP_HUB_VARIABLE_SECRET : SP_HUB_VARIABLE_OPEN;
}

static void
show_trouble (SpCareVariables *self,
              const char      *text)
{
  gtk_label_set_label (self->trouble, text != NULL ? text : "");
}

static gboolean
has (SpCareVariables  *self,
     SpHubVariableKind kind,
     const char       *key)
{
  for (guint i = 0; i < self->rows->len; i++) {
    SpCareVariableRow *row = g_ptr_array_index (self->rows, i);

    if (sp_care_variable_row_get_kind (row) == kind &&
        g_str_equal (sp_hub_variable_get_key (sp_care_variable_row_get_variable (row)), key))
      return TRUE;
  }

  return FALSE;
}

static void
update (SpCareVariables *self)
{
  SpHubVariableKind kind = get_kind (self);
  const char       *key = gtk_editable_get_text (self->name);

  if (has (self, kind, key))
    gtk_button_set_label (self->keep, kind == SP_HUB_VARIABLE_SECRET ? _("Replace Secret") : _("Replace Variable"));
  else
    gtk_button_set_label (self->keep, kind == SP_HUB_VARIABLE_SECRET ? _("Add Secret") : _("Add Variable"));
  gtk_widget_set_visible (GTK_WIDGET (self->secret_value), kind == SP_HUB_VARIABLE_SECRET);
  gtk_widget_set_visible (GTK_WIDGET (self->value), kind == SP_HUB_VARIABLE_OPEN);
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep),
                            !self->busy && *key != '\0' && *gtk_editable_get_text (get_value_entry (self)) != '\0');
}

static void
entry_changed_cb (SpCareVariables *self)
{
  show_trouble (self, NULL);
  update (self);
}

/* What was typed for the one is not shown in the other. */
static void
kind_cb (SpCareVariables *self)
{
  gtk_editable_set_text (self->secret_value, "");
  gtk_editable_set_text (self->value, "");
  update (self);
}

static void
set_busy (SpCareVariables *self,
          gboolean         busy)
{
  self->busy = busy;
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_sensitive (g_ptr_array_index (self->rows, i), !busy);
  update (self);
}

/* Whether it still matters: the page may be gone. */
static gboolean
end_change (SpCareVariables *self,
            GObject         *session,
            GAsyncResult    *result)
{
  g_autoptr (GError) error = NULL;
  gboolean           done = sp_hub_variables_change_finish (SP_HUB_SESSION (session), result, &error);

  if (self->stack == NULL)
    return FALSE;

  set_busy (self, FALSE);
  show_trouble (self, done ? NULL : error->message);
  if (done)
    load (self);

  return done;
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SpCareVariables) self = user_data;

  if (!end_change (self, source, result))
    return;

  gtk_editable_set_text (self->name, "");
  gtk_editable_set_text (self->secret_value, "");
  gtk_editable_set_text (self->value, "");
}

static void
keep_cb (SpCareVariables *self)
{
  const char *key = gtk_editable_get_text (self->name);
  const char *value = gtk_editable_get_text (get_value_entry (self));

  if (self->busy || *value == '\0')
    return;

  if (!sp_hub_variable_is_key (key)) {
    show_trouble (self, _("A name begins with a letter, and has letters, digits and underscores only."));
    return;
  }

  show_trouble (self, NULL);
  set_busy (self, TRUE);
  sp_hub_variables_set_async (sp_care_space_get_session (self->space), sp_care_space_get_id (self->space),
                              get_kind (self), key, value, NULL, NULL, kept_cb, g_object_ref (self));
}

static void
replace_cb (SpCareVariables   *self,
            SpCareVariableRow *row)
{
  SpHubVariableKind kind = sp_care_variable_row_get_kind (row);
  SpHubVariable    *variable = sp_care_variable_row_get_variable (row);

  gtk_switch_set_active (self->is_secret, kind == SP_HUB_VARIABLE_SECRET);
  gtk_editable_set_text (self->name, sp_hub_variable_get_key (variable));
  if (kind == SP_HUB_VARIABLE_OPEN && sp_hub_variable_get_value (variable) != NULL)
    gtk_editable_set_text (self->value, sp_hub_variable_get_value (variable));
  gtk_widget_grab_focus (GTK_WIDGET (get_value_entry (self)));
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SpCareVariables) self = user_data;

  end_change (self, source, result);
}

/* A variable that was removed, for as long as its toast is there. */
typedef struct {
  SpCareVariables *page;     /* weak, nullable */
  SpHubVariable   *variable; /* owned */
} Removal;

static Removal *
removal_new (SpCareVariables *page,
             SpHubVariable   *variable)
{
  Removal *removal = g_new0 (Removal, 1);

  g_set_weak_pointer (&removal->page, page);
  removal->variable = g_object_ref (variable);

  return removal;
}

static void
removal_free (gpointer  data,
              GClosure *closure)
{
  Removal *removal = data;

  g_clear_weak_pointer (&removal->page);
  g_object_unref (removal->variable);
  g_free (removal);
}

static void
undo_cb (AdwToast *toast,
         Removal  *removal)
{
  SpCareVariables *self = removal->page;
  SpHubVariable   *variable = removal->variable;

  if (self == NULL || self->space == NULL)
    return;

  set_busy (self, TRUE);
  sp_hub_variables_set_async (sp_care_space_get_session (self->space), sp_care_space_get_id (self->space),
                              SP_HUB_VARIABLE_OPEN, sp_hub_variable_get_key (variable),
                              sp_hub_variable_get_value (variable), sp_hub_variable_get_description (variable), NULL,
                              restored_cb, g_object_ref (self));
}

/* The value of a variable is known, so it can be set again. */
static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SpCareVariables) self = user_data;
  GtkWidget                  *overlay = NULL;
  g_autofree char            *text = NULL;
  AdwToast                   *toast = NULL;

  if (!end_change (self, source, result) || self->removed == NULL)
    return;

  overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  if (overlay == NULL)
    return;

  text = g_strdup_printf (_("“%s” removed"), sp_hub_variable_get_key (self->removed));
  toast = sp_plain_words_undo_toast (text);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), removal_new (self, self->removed), removal_free,
                         0);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

static void
remove_now (SpCareVariables  *self,
            SpHubVariableKind kind,
            const char       *key)
{
  set_busy (self, TRUE);
  sp_hub_variables_remove_async (sp_care_space_get_session (self->space), sp_care_space_get_id (self->space), kind, key,
                                 NULL, removed_cb, g_object_ref (self));
}

static void
response_cb (SpCareVariables *self,
             const char      *response)
{
  if (!g_str_equal (response, "remove") || self->busy || self->space == NULL)
    return;

  g_clear_object (&self->removed);
  remove_now (self, SP_HUB_VARIABLE_SECRET, sp_hub_variable_get_key (self->removing));
}

/* Nobody can bring it back: not even the Hub tells its value. */
static void
ask (SpCareVariables *self,
     SpHubVariable   *secret)
{
  g_autofree char *heading = g_strdup_printf (_("Remove “%s”?"), sp_hub_variable_get_key (secret));
  const char      *body = _("The Hub does not tell its value, so it cannot be brought back.");
  GtkWindow       *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget       *dialog = adw_message_dialog_new (window, heading, body);

  g_set_object (&self->removing, secret);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "remove", _("Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
remove_cb (SpCareVariables   *self,
           SpCareVariableRow *row)
{
  SpHubVariable *variable = sp_care_variable_row_get_variable (row);

  if (self->busy)
    return;

  if (sp_care_variable_row_get_kind (row) == SP_HUB_VARIABLE_SECRET) {
    ask (self, variable);
    return;
  }

  g_set_object (&self->removed, variable);
  remove_now (self, SP_HUB_VARIABLE_OPEN, sp_hub_variable_get_key (variable));
}

static void
remove_rows (SpCareVariables  *self,
             SpHubVariableKind kind)
{
  AdwPreferencesGroup *group = kind == SP_HUB_VARIABLE_SECRET ? self->secrets : self->variables;

  for (guint i = self->rows->len; i > 0; i--) {
    SpCareVariableRow *row = g_ptr_array_index (self->rows, i - 1);

    if (sp_care_variable_row_get_kind (row) != kind)
      continue;
    g_ptr_array_remove_index (self->rows, i - 1);
    adw_preferences_group_remove (group, GTK_WIDGET (row));
  }
}

static void
show_list (SpCareVariables  *self,
           SpHubVariableKind kind,
           GPtrArray        *list)
{
  AdwPreferencesGroup *group = kind == SP_HUB_VARIABLE_SECRET ? self->secrets : self->variables;

  remove_rows (self, kind);
  for (guint i = 0; i < list->len; i++) {
    GtkWidget *row = sp_care_variable_row_new (kind, g_ptr_array_index (list, i));

    g_signal_connect_object (row, "replace", G_CALLBACK (replace_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
    g_ptr_array_add (self->rows, row);
    adw_preferences_group_add (group, row);
  }
  update (self);
  gtk_stack_set_visible_child_name (self->stack, "list");
}

static void
listed (SpCareVariables  *self,
        SpHubVariableKind kind,
        GObject          *session,
        GAsyncResult     *result)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) list = sp_hub_variables_list_finish (SP_HUB_SESSION (session), result, &error);

  if (self->stack == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (list != NULL) {
    show_list (self, kind, list);
    return;
  }

  sp_plain_words_describe (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
variables_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (SpCareVariables) self = user_data;

  listed (self, SP_HUB_VARIABLE_OPEN, source, result);
}

static void
secrets_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SpCareVariables) self = user_data;

  listed (self, SP_HUB_VARIABLE_SECRET, source, result);
}

static void
load (SpCareVariables *self)
{
  SpHubSession *session = sp_care_space_get_session (self->space);
  const char   *id = sp_care_space_get_id (self->space);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  sp_hub_variables_list_async (session, id, SP_HUB_VARIABLE_SECRET, self->cancellable, secrets_cb, g_object_ref (self));
  sp_hub_variables_list_async (session, id, SP_HUB_VARIABLE_OPEN, self->cancellable, variables_cb, g_object_ref (self));
}

static void
reload_cb (SpCareVariables *self)
{
  gtk_stack_set_visible_child_name (self->stack, "loading");
  load (self);
}

static void
sp_care_variables_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_care_variables_parent_class)->map (widget);
  if (SP_CARE_VARIABLES (widget)->space != NULL)
    load (SP_CARE_VARIABLES (widget));
}

static void
sp_care_variables_dispose (GObject *object)
{
  SpCareVariables *self = SP_CARE_VARIABLES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->space);
  g_clear_object (&self->removed);
  g_clear_object (&self->removing);
  g_ptr_array_set_size (self->rows, 0);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CARE_VARIABLES);

  G_OBJECT_CLASS (sp_care_variables_parent_class)->dispose (object);
}

static void
sp_care_variables_finalize (GObject *object)
{
  g_ptr_array_unref (SP_CARE_VARIABLES (object)->rows);

  G_OBJECT_CLASS (sp_care_variables_parent_class)->finalize (object);
}

static void
sp_care_variables_class_init (SpCareVariablesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_care_variables_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_care_variables_finalize;
  widget_class->map = sp_care_variables_map;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-care-variables.ui");
  gtk_widget_class_bind_template_child (widget_class, SpCareVariables, stack);
  gtk_widget_class_bind_template_child (widget_class, SpCareVariables, problem);
  gtk_widget_class_bind_template_child (widget_class, SpCareVariables, secrets);
  gtk_widget_class_bind_template_child (widget_class, SpCareVariables, variables);
  gtk_widget_class_bind_template_child (widget_class, SpCareVariables, is_secret);
  gtk_widget_class_bind_template_child (widget_class, SpCareVariables, name);
  gtk_widget_class_bind_template_child (widget_class, SpCareVariables, secret_value);
  gtk_widget_class_bind_template_child (widget_class, SpCareVariables, value);
  gtk_widget_class_bind_template_child (widget_class, SpCareVariables, trouble);
  gtk_widget_class_bind_template_child (widget_class, SpCareVariables, keep);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, reload_cb);
}

static void
sp_care_variables_init (SpCareVariables *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sp_care_variables_set_space (SpCareVariables *self,
                             SpCareSpace     *space)
{
  g_return_if_fail (SP_IS_CARE_VARIABLES (self));
  g_return_if_fail (SP_IS_CARE_SPACE (space));

  g_return_if_fail (self->space == NULL);

  self->space = g_object_ref (space);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

void
sp_care_variables_reload (SpCareVariables *self)
{
  g_return_if_fail (SP_IS_CARE_VARIABLES (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}
