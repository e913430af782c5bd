/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-care-variable-row.h"

#include "sp-time-words.h"

#include <glib/gi18n-lib.h>

struct _SpCareVariableRow {
  AdwActionRow      parent_instance;
  SpHubVariableKind kind;
  SpHubVariable    *variable; /* owned */
};

G_DEFINE_FINAL_TYPE (SpCareVariableRow, sp_care_variable_row, ADW_TYPE_ACTION_ROW)

typedef enum {
  SIGNAL_REPLACE,
  SIGNAL_REMOVE,
} SpCareVariableRowSignal;

static guint signals[SIGNAL_REMOVE + 1];

static void
replace_cb (SpCareVariableRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REPLACE], 0);
}

static void
remove_cb (SpCareVariableRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
sp_care_variable_row_dispose (GObject *object)
{
  g_clear_object (&SP_CARE_VARIABLE_ROW (object)->variable);

  G_OBJECT_CLASS (sp_care_variable_row_parent_class)->dispose (object);
}

static void
sp_care_variable_row_class_init (SpCareVariableRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_care_variable_row_dispose;

  signals[SIGNAL_REPLACE] = g_signal_new ("replace", SP_TYPE_CARE_VARIABLE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", SP_TYPE_CARE_VARIABLE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
sp_care_variable_row_init (SpCareVariableRow *self)
{
}

/* Takes the label. */
static void
add_button (SpCareVariableRow *self,
            const char        *icon,
            const char        *tooltip,
            char              *label,
            GCallback          callback)
{
  GtkWidget       *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *text = label;

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
}

/* Of a secret only when it was set. */
static char *
dup_subtitle (SpCareVariableRow *self)
{
  gint64           updated = sp_hub_variable_get_updated (self->variable);
  g_autofree char *ago = NULL;

  if (self->kind == SP_HUB_VARIABLE_OPEN)
    return g_strdup (sp_hub_variable_get_value (self->variable));
  if (updated == 0)
    return g_strdup (_("Set on the Hub"));

  ago = sp_time_words_ago (updated, g_get_real_time () / G_USEC_PER_SEC);

  /* Translators: a secret of a Space; “5 minutes ago” or a date stands for %s. */
  return g_strdup_printf (_("Set on the Hub · %s"), ago);
}

GtkWidget *
sp_care_variable_row_new (SpHubVariableKind kind,
                          SpHubVariable    *variable)
{
  SpCareVariableRow *self = NULL;
  const char        *key = NULL;
  g_autofree char   *subtitle = NULL;

  g_return_val_if_fail (SP_IS_HUB_VARIABLE (variable), NULL);

  self = g_object_new (SP_TYPE_CARE_VARIABLE_ROW, "use-markup", FALSE, "subtitle-lines", 3, NULL);
  self->kind = kind;
  self->variable = g_object_ref (variable);
  key = sp_hub_variable_get_key (variable);
  subtitle = dup_subtitle (self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), key);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle != NULL ? subtitle : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), sp_hub_variable_get_description (variable));
  add_button (self, "document-edit-symbolic", _("Replace"), g_strdup_printf (_("Replace “%s”"), key),
              G_CALLBACK (replace_cb));
  add_button (self, "user-trash-symbolic", _("Remove"), g_strdup_printf (_("Remove “%s”"), key),
              G_CALLBACK (remove_cb));

  return GTK_WIDGET (self);
}

SpHubVariableKind
sp_care_variable_row_get_kind (SpCareVariableRow *self)
{
  g_return_val_if_fail (SP_IS_CARE_VARIABLE_ROW (self), SP_HUB_VARIABLE_OPEN);

  return self->kind;
}

SpHubVariable *
sp_care_variable_row_get_variable (SpCareVariableRow *self)
{
  g_return_val_if_fail (SP_IS_CARE_VARIABLE_ROW (self), NULL);

  return self->variable;
}
