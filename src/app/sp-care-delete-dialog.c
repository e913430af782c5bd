/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-care-delete-dialog.h"

#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpCareDeleteDialog {
  AdwWindow    parent_instance;
  GtkLabel    *words;   /* template child */
  GtkEditable *name;    /* template child */
  GtkLabel    *problem; /* template child */
  GtkWidget *delete;    /* template child */
  SpCareSpace *space;   /* owned, nullable */
  gboolean     busy;
};

G_DEFINE_FINAL_TYPE (SpCareDeleteDialog, sp_care_delete_dialog, ADW_TYPE_WINDOW)

typedef enum {
  SIGNAL_DELETED,
} SpCareDeleteDialogSignal;

static guint signals[SIGNAL_DELETED + 1];

static gboolean
is_named (SpCareDeleteDialog *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));

  return g_str_equal (text, sp_care_space_get_id (self->space));
}

static void
update (SpCareDeleteDialog *self)
{
  gtk_widget_set_sensitive (self->delete, !self->busy && is_named (self));
}

static void
changed_cb (SpCareDeleteDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  update (self);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SpCareDeleteDialog) self = user_data;
  g_autoptr (GError)             error = NULL;

  self->busy = FALSE;
  if (sp_hub_care_finish (SP_HUB_SESSION (source), result, NULL, &error)) {
    g_signal_emit (self, signals[SIGNAL_DELETED], 0);
    if (self->name != NULL)
      gtk_window_destroy (GTK_WINDOW (self));
    return;
  }

  if (self->name == NULL)
    return; /* closed meanwhile */
  gtk_label_set_label (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  update (self);
}

static void
delete_cb (SpCareDeleteDialog *self)
{
  const SpHubCare care = { .action = SP_HUB_CARE_DELETE };

  if (self->busy || !is_named (self))
    return;

  self->busy = TRUE;
  update (self);
  sp_hub_care_async (sp_care_space_get_session (self->space), sp_care_space_get_id (self->space), &care, NULL,
                     deleted_cb, g_object_ref (self));
}

static void
sp_care_delete_dialog_dispose (GObject *object)
{
  g_clear_object (&SP_CARE_DELETE_DIALOG (object)->space);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CARE_DELETE_DIALOG);

  G_OBJECT_CLASS (sp_care_delete_dialog_parent_class)->dispose (object);
}

static void
sp_care_delete_dialog_class_init (SpCareDeleteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_care_delete_dialog_dispose;

  signals[SIGNAL_DELETED] = g_signal_new ("deleted", SP_TYPE_CARE_DELETE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-care-delete-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SpCareDeleteDialog, words);
  gtk_widget_class_bind_template_child (widget_class, SpCareDeleteDialog, name);
  gtk_widget_class_bind_template_child (widget_class, SpCareDeleteDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SpCareDeleteDialog, delete);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
}

static void
sp_care_delete_dialog_init (SpCareDeleteDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_care_delete_dialog_present (GtkWindow   *parent,
                               SpCareSpace *space)
{
  SpCareDeleteDialog *self = NULL;
  g_autofree char    *words = NULL;

  g_return_val_if_fail (SP_IS_CARE_SPACE (space), NULL);

  self = g_object_new (SP_TYPE_CARE_DELETE_DIALOG, "transient-for", parent, NULL);
  self->space = g_object_ref (space);
  words = g_strdup_printf (_("“%s” is deleted from the Hub with its files, their history, its settings and its "
                              "secrets. Nobody can bring it back. Type its name to go on."),
                           sp_care_space_get_id (space));
  gtk_label_set_label (self->words, words);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  gtk_window_present (GTK_WINDOW (self));

  return GTK_WIDGET (self);
}
