/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-state-label.h"

/* In the order of SpStateLook; style.css has what each looks like. */
static const char *const classes[] = { "unknown", "running", "moving", "asleep", "off", "broken", "installed" };

struct _SpStateLabel {
  GtkWidget   parent_instance;
  GtkWidget  *dot;
  GtkWidget  *label;
  SpStateLook look;
};

G_DEFINE_FINAL_TYPE (SpStateLabel, sp_state_label, GTK_TYPE_WIDGET)

static void
sp_state_label_dispose (GObject *object)
{
  SpStateLabel *self = SP_STATE_LABEL (object);

  g_clear_pointer (&self->dot, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_state_label_parent_class)->dispose (object);
}

static void
sp_state_label_class_init (SpStateLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_state_label_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "state");
}

static void
sp_state_label_init (SpStateLabel *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (widget)), 6);
  self->dot = g_object_new (GTK_TYPE_BOX, "css-name", "dot", "valign", GTK_ALIGN_CENTER, "accessible-role",
                            GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_add_css_class (self->dot, classes[self->look]);
  gtk_widget_set_parent (self->dot, widget);
  self->label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_set_parent (self->label, widget);
}

GtkWidget *
sp_state_label_new (void)
{
  return g_object_new (SP_TYPE_STATE_LABEL, NULL);
}

void
sp_state_label_set_state (SpStateLabel *self,
                          SpStateLook   look,
                          const char   *words)
{
  g_return_if_fail (SP_IS_STATE_LABEL (self));
  g_return_if_fail (look < G_N_ELEMENTS (classes));

  if (self->look != look) {
    gtk_widget_remove_css_class (self->dot, classes[self->look]);
    gtk_widget_add_css_class (self->dot, classes[look]);
    self->look = look;
  }
  gtk_label_set_text (GTK_LABEL (self->label), words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL);
}

SpStateLook
sp_state_look_of (SpHubRuntime *runtime)
{
  g_return_val_if_fail (SP_IS_HUB_RUNTIME (runtime), SP_STATE_LOOK_UNKNOWN);

  switch (sp_hub_runtime_get_stage (runtime)) {
  case SP_HUB_STAGE_RUNNING:
  case SP_HUB_STAGE_UPDATING:
    return SP_STATE_LOOK_RUNNING;
  case SP_HUB_STAGE_BUILDING:
  case SP_HUB_STAGE_STARTING:
    return SP_STATE_LOOK_MOVING;
  case SP_HUB_STAGE_ASLEEP:
    return SP_STATE_LOOK_ASLEEP;
  case SP_HUB_STAGE_PAUSED:
  case SP_HUB_STAGE_DELETING:
    return SP_STATE_LOOK_OFF;
  case SP_HUB_STAGE_BROKEN:
    return SP_STATE_LOOK_BROKEN;
  case SP_HUB_STAGE_UNKNOWN:
    break;
  }

  return SP_STATE_LOOK_UNKNOWN;
}

void
sp_state_label_set_runtime (SpStateLabel *self,
                            SpHubRuntime *runtime)
{
  g_autofree char *words = runtime != NULL ? sp_hub_runtime_dup_words (runtime) : NULL;

  if (words != NULL && *words != '\0')
    sp_state_label_set_state (self, sp_state_look_of (runtime), words);
  else
    sp_state_label_set_state (self, SP_STATE_LOOK_UNKNOWN, NULL);
}

const char *
sp_state_label_get_words (SpStateLabel *self)
{
  g_return_val_if_fail (SP_IS_STATE_LABEL (self), NULL);

  return gtk_label_get_text (GTK_LABEL (self->label));
}
