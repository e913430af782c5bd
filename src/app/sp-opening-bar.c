/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-opening-bar.h"

#include "sp-error-words.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpOpeningBar {
  AdwBin     parent_instance;
  GtkImage  *icon;   /* template child */
  GtkLabel  *label;  /* template child */
  GtkWidget *cancel; /* template child */
  GtkWidget *retry;  /* template child */
};

G_DEFINE_FINAL_TYPE (SpOpeningBar, sp_opening_bar, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_CANCELLED,
  SIGNAL_RETRY,
} SpOpeningBarSignal;

static guint signals[SIGNAL_RETRY + 1];

static void
cancel_clicked_cb (SpOpeningBar *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
}

static void
retry_clicked_cb (SpOpeningBar *self)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
sp_opening_bar_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_OPENING_BAR);

  G_OBJECT_CLASS (sp_opening_bar_parent_class)->dispose (object);
}

static void
sp_opening_bar_class_init (SpOpeningBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_opening_bar_dispose;

  signals[SIGNAL_CANCELLED] = g_signal_new ("cancelled", SP_TYPE_OPENING_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RETRY] = g_signal_new ("retry", SP_TYPE_OPENING_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-opening-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SpOpeningBar, icon);
  gtk_widget_class_bind_template_child (widget_class, SpOpeningBar, label);
  gtk_widget_class_bind_template_child (widget_class, SpOpeningBar, cancel);
  gtk_widget_class_bind_template_child (widget_class, SpOpeningBar, retry);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
sp_opening_bar_init (SpOpeningBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_text (SpOpeningBar *self, const char *text, gboolean waiting)
{
  gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), !waiting);
  gtk_widget_set_visible (self->cancel, waiting);
  gtk_widget_set_visible (self->retry, !waiting);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

void
sp_opening_bar_show_waiting (SpOpeningBar *self, const char *text)
{
  g_return_if_fail (SP_IS_OPENING_BAR (self));
  g_return_if_fail (text != NULL);

  show_text (self, text, TRUE);
}

void
sp_opening_bar_show_error (SpOpeningBar *self, const char *title, const GError *error)
{
  g_autofree char *text = NULL;

  g_return_if_fail (SP_IS_OPENING_BAR (self));
  g_return_if_fail (error != NULL);

  /* Translators: what is wrong, and a sentence that says more. This stands above an app that is shown as it was the last time. */
  text = g_strdup_printf (_("%s. %s The app is shown as it was the last time."), title, error->message);
  gtk_image_set_from_icon_name (self->icon, sp_error_words_icon (error));
  show_text (self, text, FALSE);
}

gboolean
sp_opening_bar_is_waiting (SpOpeningBar *self)
{
  g_return_val_if_fail (SP_IS_OPENING_BAR (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self)) && gtk_widget_get_visible (self->cancel);
}

void
sp_opening_bar_hide (SpOpeningBar *self)
{
  g_return_if_fail (SP_IS_OPENING_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
