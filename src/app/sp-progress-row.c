/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-progress-row.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpProgressRow {
  AdwBin          parent_instance;
  GtkLabel       *label; /* template child */
  GtkProgressBar *bar;   /* template child */
  gboolean        unknown;
};

G_DEFINE_FINAL_TYPE (SpProgressRow, sp_progress_row, ADW_TYPE_BIN)

static void
sp_progress_row_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_PROGRESS_ROW);

  G_OBJECT_CLASS (sp_progress_row_parent_class)->dispose (object);
}

static void
sp_progress_row_class_init (SpProgressRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_progress_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-progress-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SpProgressRow, label);
  gtk_widget_class_bind_template_child (widget_class, SpProgressRow, bar);
}

static void
sp_progress_row_init (SpProgressRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_progress_row_new (void)
{
  return g_object_new (SP_TYPE_PROGRESS_ROW, NULL);
}

gboolean
sp_progress_row_set_progress (SpProgressRow        *self,
                              const GradioProgress *progress)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (SP_IS_PROGRESS_ROW (self), FALSE);
  g_return_val_if_fail (progress != NULL, FALSE);

  text = gradio_progress_dup_text (progress);
  self->unknown = !(progress->fraction >= 0);
  gtk_label_set_text (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->label), *text != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  *text != '\0' ? text : _("Progress"), -1);
  if (!self->unknown)
    gtk_progress_bar_set_fraction (self->bar, MIN (progress->fraction, 1));

  return self->unknown;
}

void
sp_progress_row_pulse (SpProgressRow *self)
{
  g_return_if_fail (SP_IS_PROGRESS_ROW (self));

  if (self->unknown)
    gtk_progress_bar_pulse (self->bar);
}
