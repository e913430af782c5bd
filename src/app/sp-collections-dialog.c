/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-collections-dialog.h"

#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpCollectionsDialog {
  AdwWindow    parent_instance;
  GtkLabel    *heading; /* template child */
  GtkListBox  *list;    /* template child */
  GtkWidget   *none;    /* template child */
  GtkEditable *name;    /* template child */
  GtkLabel    *problem; /* template child */
  SpSavedApps *apps;    /* owned */
  SpSavedApp  *app;     /* owned */
};

G_DEFINE_FINAL_TYPE (SpCollectionsDialog, sp_collections_dialog, ADW_TYPE_WINDOW)

static void
toggled_cb (SpCollectionsDialog *self,
            GtkCheckButton      *check)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (check), ADW_TYPE_ACTION_ROW);

  sp_saved_apps_set_in (self->apps, self->app, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                        gtk_check_button_get_active (check));
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  SpCollectionsDialog *self = user_data;
  const char          *name = gtk_string_object_get_string (item);
  GtkWidget           *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name, NULL);
  GtkWidget           *check = gtk_check_button_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), sp_saved_app_is_in (self->app, name));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static void
collections_changed_cb (SpCollectionsDialog *self)
{
  gboolean some = g_list_model_get_n_items (sp_saved_apps_get_collections (self->apps)) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->list), some);
  gtk_widget_set_visible (self->none, !some);
}

static void
show_problem (SpCollectionsDialog *self,
              const char          *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
name_changed_cb (SpCollectionsDialog *self)
{
  show_problem (self, NULL);
}

/* Who makes a collection here wants the app in it; its row is made for that at once. */
static void
add_cb (SpCollectionsDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *line = sp_saved_app_dup_line (gtk_editable_get_text (self->name), SP_LIBRARY_MAX_NAME);
  g_autofree char   *name = NULL;
  gboolean           was_in = line != NULL && sp_saved_app_is_in (self->app, line);

  if (line != NULL)
    sp_saved_app_set_in (self->app, line, TRUE);
  name = sp_saved_apps_add_collection (self->apps, line != NULL ? line : "", &error);
  if (name == NULL) {
    if (line != NULL)
      sp_saved_app_set_in (self->app, line, was_in);
    show_problem (self, error->message);
    return;
  }

  sp_saved_apps_keep (self->apps, self->app);
  gtk_editable_set_text (self->name, "");
  show_problem (self, NULL);
}

static void
sp_collections_dialog_dispose (GObject *object)
{
  SpCollectionsDialog *self = SP_COLLECTIONS_DIALOG (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->apps);
  g_clear_object (&self->app);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_COLLECTIONS_DIALOG);

  G_OBJECT_CLASS (sp_collections_dialog_parent_class)->dispose (object);
}

static void
sp_collections_dialog_class_init (SpCollectionsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_collections_dialog_dispose;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-collections-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SpCollectionsDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, SpCollectionsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, SpCollectionsDialog, none);
  gtk_widget_class_bind_template_child (widget_class, SpCollectionsDialog, name);
  gtk_widget_class_bind_template_child (widget_class, SpCollectionsDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
}

static void
sp_collections_dialog_init (SpCollectionsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_collections_dialog_new (SpSavedApps *apps,
                           SpSavedApp  *app)
{
  SpCollectionsDialog *self = g_object_new (SP_TYPE_COLLECTIONS_DIALOG, NULL);
  GListModel          *collections = sp_saved_apps_get_collections (apps);

  self->apps = g_object_ref (apps);
  self->app = g_object_ref (app);
  gtk_label_set_text (self->heading, sp_saved_app_get_title (app));
  gtk_list_box_bind_model (self->list, collections, create_row_cb, self, NULL);
  g_signal_connect_object (collections, "items-changed", G_CALLBACK (collections_changed_cb), self, G_CONNECT_SWAPPED);
  collections_changed_cb (self);

  return GTK_WIDGET (self);
}
