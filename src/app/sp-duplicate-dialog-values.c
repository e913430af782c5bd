/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-duplicate-dialog-values.h"

#include <glib/gi18n-lib.h>

/* One of them; its row is in the group. */
typedef struct {
  char      *key;    /* owned */
  char      *before; /* owned, nullable: in the source */
  GtkWidget *row;
} Value;

struct _SpDuplicateDialogValues {
  AdwPreferencesGroup parent_instance;
  GPtrArray          *values; /* owned, of Value */
  GtkWidget          *name;   /* a child: of another one */
  GtkWidget          *add;    /* a child of @name */
  gboolean            is_secret;
};

G_DEFINE_FINAL_TYPE (SpDuplicateDialogValues, sp_duplicate_dialog_values, ADW_TYPE_PREFERENCES_GROUP)

typedef enum {
  PROP_SECRET = 1,
} SpDuplicateDialogValuesProperty;

static GParamSpec *properties[PROP_SECRET + 1];

static void
value_free (gpointer data)
{
  Value *value = data;

  g_free (value->key);
  g_free (value->before);
  g_free (value);
}

static gboolean
has (SpDuplicateDialogValues *self,
     const char              *key)
{
  for (guint i = 0; i < self->values->len; i++)
    if (g_str_equal (((Value *) g_ptr_array_index (self->values, i))->key, key))
      return TRUE;

  return FALSE;
}

static void
name_changed_cb (SpDuplicateDialogValues *self)
{
  const char *key = gtk_editable_get_text (GTK_EDITABLE (self->name));

  gtk_widget_set_sensitive (self->add, sp_hub_variable_is_key (key) && !has (self, key));
}

static void
add_cb (SpDuplicateDialogValues *self)
{
  const char *key = gtk_editable_get_text (GTK_EDITABLE (self->name));

  if (!sp_hub_variable_is_key (key) || has (self, key))
    return;

  sp_duplicate_dialog_values_add (self, key, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  gtk_widget_grab_focus (((Value *) g_ptr_array_index (self->values, self->values->len - 1))->row);
}

static void
sp_duplicate_dialog_values_constructed (GObject *object)
{
  SpDuplicateDialogValues *self = SP_DUPLICATE_DIALOG_VALUES (object);

  G_OBJECT_CLASS (sp_duplicate_dialog_values_parent_class)->constructed (object);

  self->name = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name),
                                 self->is_secret ? _("Name of Another Secret") : _("Name of Another Variable"));
  self->add = gtk_button_new_with_label (_("Add"));
  gtk_widget_set_valign (self->add, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (self->add, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->is_secret ? _("Add Secret") : _("Add Variable"), -1);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->name), self->add);
  g_signal_connect_object (self->name, "changed", G_CALLBACK (name_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->name, "entry-activated", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->name);
}

static void
sp_duplicate_dialog_values_set_property (GObject      *object,
                                         guint         prop_id,
                                         const GValue *value,
                                         GParamSpec   *pspec)
{
  switch ((SpDuplicateDialogValuesProperty) prop_id) {
  case PROP_SECRET:
    SP_DUPLICATE_DIALOG_VALUES (object)->is_secret = g_value_get_boolean (value);
    break;
  }
}

static void
sp_duplicate_dialog_values_finalize (GObject *object)
{
  g_ptr_array_unref (SP_DUPLICATE_DIALOG_VALUES (object)->values);

  G_OBJECT_CLASS (sp_duplicate_dialog_values_parent_class)->finalize (object);
}

static void
sp_duplicate_dialog_values_class_init (SpDuplicateDialogValuesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = sp_duplicate_dialog_values_constructed;
  object_class->set_property = sp_duplicate_dialog_values_set_property;
  object_class->finalize = sp_duplicate_dialog_values_finalize;

  properties[PROP_SECRET] =
    g_param_spec_boolean ("secret", NULL, NULL, FALSE,
                          G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_duplicate_dialog_values_init (SpDuplicateDialogValues *self)
{
  self->values = g_ptr_array_new_with_free_func (value_free);
}

void
sp_duplicate_dialog_values_add (SpDuplicateDialogValues *self,
                                const char              *key,
                                const char              *value)
{
  Value *added = NULL;

  g_return_if_fail (SP_IS_DUPLICATE_DIALOG_VALUES (self));
  g_return_if_fail (key != NULL);

  if (has (self, key))
    return;

  added = g_new0 (Value, 1);
  added->key = g_strdup (key);
  added->before = g_strdup (value);
  added->row = self->is_secret ? adw_password_entry_row_new () : adw_entry_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (added->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (added->row), key);
  if (value != NULL)
    gtk_editable_set_text (GTK_EDITABLE (added->row), value);
  g_ptr_array_add (self->values, added);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), added->row);
}

GPtrArray *
sp_duplicate_dialog_values_collect (SpDuplicateDialogValues *self)
{
  g_autoptr (GPtrArray) collected = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (SP_IS_DUPLICATE_DIALOG_VALUES (self), NULL);

  for (guint i = 0; i < self->values->len; i++) {
    Value      *value = g_ptr_array_index (self->values, i);
    const char *text = gtk_editable_get_text (GTK_EDITABLE (value->row));

    if (value->before != NULL ? !g_str_equal (text, value->before) : *text != '\0')
      g_ptr_array_add (collected, sp_hub_variable_new (value->key, text, NULL));
  }

  return g_steal_pointer (&collected);
}

void
sp_duplicate_dialog_values_clear (SpDuplicateDialogValues *self)
{
  g_return_if_fail (SP_IS_DUPLICATE_DIALOG_VALUES (self));

  for (guint i = 0; i < self->values->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self),
                                  ((Value *) g_ptr_array_index (self->values, i))->row);
  g_ptr_array_set_size (self->values, 0);
}
