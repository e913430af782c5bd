/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-name-dialog.h"

#include "sp-resources.h"

struct _SpNameDialog {
  AdwWindow    parent_instance;
  GtkButton   *button;  /* template child */
  GtkEditable *entry;   /* template child */
  GtkLabel    *problem; /* template child */
  GtkWidget   *widget;  /* owned: who asks */
  SpNameFunc   func;
};

G_DEFINE_FINAL_TYPE (SpNameDialog, sp_name_dialog, ADW_TYPE_WINDOW)

static void
show_problem (SpNameDialog *self,
              const char   *text)
{
  gtk_label_set_text (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *text != '\0');
}

static void
changed_cb (SpNameDialog *self)
{
  show_problem (self, "");
}

static void
accept_cb (SpNameDialog *self)
{
  g_autofree char   *text = g_strdup (gtk_editable_get_text (self->entry));
  g_autoptr (GError) error = NULL;
  g_autofree char   *name = NULL;

  if (gtk_widget_get_root (self->widget) == NULL) { /* who asks was closed meanwhile */
    gtk_window_close (GTK_WINDOW (self));
    return;
  }

  name = self->func (g_strstrip (text), self->widget, &error);
  if (name != NULL)
    gtk_window_close (GTK_WINDOW (self));
  else
    show_problem (self, error->message);
}

static void
sp_name_dialog_dispose (GObject *object)
{
  g_clear_object (&SP_NAME_DIALOG (object)->widget);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_NAME_DIALOG);

  G_OBJECT_CLASS (sp_name_dialog_parent_class)->dispose (object);
}

static void
sp_name_dialog_class_init (SpNameDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_name_dialog_dispose;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-name-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SpNameDialog, button);
  gtk_widget_class_bind_template_child (widget_class, SpNameDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, SpNameDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
sp_name_dialog_init (SpNameDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_name_dialog_present (GtkWidget  *widget,
                        const char *title,
                        const char *verb,
                        const char *name,
                        SpNameFunc  func)
{
  SpNameDialog *self = g_object_new (SP_TYPE_NAME_DIALOG, "title", title, "transient-for",
                                     gtk_widget_get_root (widget), NULL);

  self->widget = g_object_ref (widget);
  self->func = func;
  gtk_button_set_label (self->button, verb);
  gtk_editable_set_text (self->entry, name);
  show_problem (self, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_window_present (GTK_WINDOW (self));

  return GTK_WIDGET (self);
}
