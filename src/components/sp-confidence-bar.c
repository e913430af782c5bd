/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-confidence-bar.h"

#include <glib/gi18n-lib.h>

#include "sp-confidence.h"
#include "sp-resources.h"
#include "sp-tooltip.h"

struct _SpConfidenceBar {
  GtkWidget       parent_instance;
  GtkLabel       *name_label;    /* template child */
  GtkLabel       *percent_label; /* template child */
  GtkProgressBar *bar;           /* template child */
  SpConfidence   *confidence;    /* owned */
};

G_DEFINE_FINAL_TYPE (SpConfidenceBar, sp_confidence_bar, GTK_TYPE_WIDGET)

typedef enum {
  PROP_CONFIDENCE = 1,
} SpConfidenceBarProperty;

static GParamSpec *properties[PROP_CONFIDENCE + 1];

static void
set_confidence (SpConfidenceBar *self, SpConfidence *confidence)
{
  g_autofree char *percent = NULL;
  g_autofree char *name = NULL;

  if (!g_set_object (&self->confidence, confidence))
    return;

  if (confidence != NULL) {
    percent = sp_confidence_dup_text (confidence);
    gtk_label_set_label (self->name_label, sp_confidence_get_name (confidence));
    gtk_label_set_label (self->percent_label, percent);
    sp_tooltip_set_text (GTK_WIDGET (self), sp_confidence_get_name (confidence));
    gtk_progress_bar_set_fraction (self->bar, sp_confidence_get_fraction (confidence));
    /* Translators: for screen readers, a class and its share: “cat, 70 %”. */
    name = g_strdup_printf (_("%s, %s"), sp_confidence_get_name (confidence), percent);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONFIDENCE]);
}

static void
sp_confidence_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpConfidenceBarProperty) prop_id) {
  case PROP_CONFIDENCE:
    g_value_set_object (value, SP_CONFIDENCE_BAR (object)->confidence);
    break;
  }
}

static void
sp_confidence_bar_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch ((SpConfidenceBarProperty) prop_id) {
  case PROP_CONFIDENCE:
    set_confidence (SP_CONFIDENCE_BAR (object), g_value_get_object (value));
    break;
  }
}

static void
sp_confidence_bar_dispose (GObject *object)
{
  SpConfidenceBar *self = SP_CONFIDENCE_BAR (object);
  GtkWidget       *child = NULL;

  gtk_widget_dispose_template (GTK_WIDGET (self), SP_TYPE_CONFIDENCE_BAR);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->confidence);

  G_OBJECT_CLASS (sp_confidence_bar_parent_class)->dispose (object);
}

static void
sp_confidence_bar_class_init (SpConfidenceBarClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_confidence_bar_get_property;
  object_class->set_property = sp_confidence_bar_set_property;
  object_class->dispose = sp_confidence_bar_dispose;

  /* GtkExpression looks the item up as a plain object. */
  properties[PROP_CONFIDENCE] =
    g_param_spec_object ("confidence", NULL, NULL, G_TYPE_OBJECT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-confidence-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SpConfidenceBar, name_label);
  gtk_widget_class_bind_template_child (widget_class, SpConfidenceBar, percent_label);
  gtk_widget_class_bind_template_child (widget_class, SpConfidenceBar, bar);
}

static void
sp_confidence_bar_init (SpConfidenceBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
