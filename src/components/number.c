/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-component.h"

#include <math.h>

#include "sp-number-field.h"
#include "sp-resources.h"

#define SP_TYPE_NUMBER (sp_number_get_type ())
G_DECLARE_FINAL_TYPE (SpNumber, sp_number, SP, NUMBER, SpComponent)

/* The `number` component: a field for a number that may be empty. */
struct _SpNumber {
  SpComponent    parent_instance;
  SpNumberField *field; /* template child */
  double         minimum;
  double         maximum;
};

G_DEFINE_FINAL_TYPE (SpNumber, sp_number, SP_TYPE_COMPONENT)

static void
activate_cb (SpNumber *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "submit", NULL);
}

static void
changed_cb (SpNumber *self)
{
  sp_component_text_changed (SP_COMPONENT (self), sp_number_field_is_empty (self->field));
}

static void
entered_cb (SpNumber *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "focus", NULL);
}

static void
left_cb (SpNumber *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "blur", NULL);
}

static void
sp_number_set_props (SpComponent *component, JsonObject *props)
{
  SpNumber *self = SP_NUMBER (component);

  self->minimum = gradio_json_get_double (props, "minimum", self->minimum);
  self->maximum = gradio_json_get_double (props, "maximum", self->maximum);
  sp_number_field_set_range (self->field, self->minimum, self->maximum);
  if (gradio_json_is_number (json_object_get_member (props, "step")))
    sp_number_field_set_step (self->field, gradio_json_get_double (props, "step", 1));
  if (gradio_json_is_number (json_object_get_member (props, "precision")))
    sp_number_field_set_precision (
      self->field, CLAMP (gradio_json_get_int (props, "precision", -1), -1, G_MAXINT));
  if (json_object_has_member (props, "placeholder"))
    sp_number_field_set_placeholder (self->field,
                                     gradio_json_get_string (props, "placeholder", NULL));
}

static void
sp_number_set_value (SpComponent *component, JsonNode *value)
{
  sp_number_field_set_value (SP_NUMBER (component)->field, value);
}

static JsonNode *
sp_number_dup_value (SpComponent *component)
{
  return sp_number_field_dup_value (SP_NUMBER (component)->field);
}

static gboolean
sp_number_check (SpComponent *component, GError **error)
{
  return sp_number_field_check (SP_NUMBER (component)->field, error);
}

static void
sp_number_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_NUMBER);

  G_OBJECT_CLASS (sp_number_parent_class)->dispose (object);
}

static void
sp_number_class_init (SpNumberClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_number_dispose;
  component_class->set_props = sp_number_set_props;
  component_class->set_value = sp_number_set_value;
  component_class->dup_value = sp_number_dup_value;
  component_class->check = sp_number_check;

  g_type_ensure (SP_TYPE_NUMBER_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "number.ui");
  gtk_widget_class_bind_template_child (widget_class, SpNumber, field);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
sp_number_init (SpNumber *self)
{
  self->minimum = -INFINITY;
  self->maximum = INFINITY;
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_number_field_set_value (self->field, NULL);
  sp_component_set_labelled_widget (SP_COMPONENT (self), sp_number_field_get_entry (self->field));
}
