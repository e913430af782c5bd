/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sp-number-field.h"
#include "sp-number-text.h"
#include "sp-resources.h"

#define PAGE_STEPS 10
#define RELEASE_DELAY \
  400 /* milliseconds after the last key: for those who have no pointer to let go of */

#define SP_TYPE_SLIDER (sp_slider_get_type ())
G_DECLARE_FINAL_TYPE (SpSlider, sp_slider, SP, SLIDER, SpComponent)

/* The `slider` component: a scale and a number field. The field has the value; the scale shows the
 * nearest place it has. */
struct _SpSlider {
  SpComponent    parent_instance;
  GtkScale      *scale;      /* template child */
  GtkAdjustment *adjustment; /* template child */
  SpNumberField *field;      /* template child */
  GtkWidget     *reset;      /* a tool */
  JsonNode      *minimum;    /* owned */
  JsonNode      *maximum;    /* owned */
  JsonNode      *initial;    /* owned: what the reset button brings back */
  JsonNode      *last;       /* owned, nullable: what the field had before the user emptied it */
  double         step;
  int            precision;
  guint          release_id;
  gboolean       has_value;
  gboolean       has_reset;
  gboolean       pressed; /* the pointer holds the thumb */
  gboolean       quiet;   /* the scale follows the field */
};

G_DEFINE_FINAL_TYPE (SpSlider, sp_slider, SP_TYPE_COMPONENT)

static double
get_lower (SpSlider *self)
{
  return MIN (json_node_get_double (self->minimum), json_node_get_double (self->maximum));
}

static double
get_upper (SpSlider *self)
{
  return MAX (json_node_get_double (self->minimum), json_node_get_double (self->maximum));
}

static JsonNode *
get_initial (SpSlider *self)
{
  return self->initial != NULL ? self->initial : self->minimum;
}

/* A slider always has a number, also while another one is being typed: servers refuse null. */
static JsonNode *
dup_number (SpSlider *self)
{
  g_autoptr (JsonNode) value = sp_number_field_dup_value (self->field);

  if (json_node_is_null (value) && self->last != NULL)
    return json_node_ref (self->last);

  return g_steal_pointer (&value);
}

static void
remember (SpSlider *self)
{
  JsonNode *number = dup_number (self);

  g_clear_pointer (&self->last, json_node_unref);
  self->last = number;
}

static void
update_reset (SpSlider *self)
{
  g_autoptr (JsonNode) value = sp_number_field_dup_value (self->field);

  gtk_widget_set_visible (self->reset,
                          self->has_reset && sp_component_get_interactive (SP_COMPONENT (self)));
  gtk_widget_set_sensitive (self->reset, !gradio_json_equal (value, get_initial (self)));
}

static void
update_scale (SpSlider *self)
{
  g_autoptr (JsonNode) value = sp_number_field_dup_value (self->field);
  g_autofree char     *text = sp_number_text_format (value);
  double               number = get_lower (self);

  if (gradio_json_is_number (value))
    number = json_node_get_double (value);
  self->quiet = TRUE;
  gtk_adjustment_configure (self->adjustment, CLAMP (number, get_lower (self), get_upper (self)),
                            get_lower (self), get_upper (self), self->step, self->step * PAGE_STEPS,
                            0);
  self->quiet = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->scale),
                            sp_component_get_interactive (SP_COMPONENT (self)) &&
                              get_lower (self) < get_upper (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  text, -1);
  update_reset (self);
}

static void
emit_release (SpSlider *self)
{
  g_autoptr (JsonNode) value = dup_number (self);

  g_clear_handle_id (&self->release_id, g_source_remove);
  sp_component_emit_event (SP_COMPONENT (self), "release", value);
}

static gboolean
release_cb (gpointer user_data)
{
  SpSlider *self = user_data;

  self->release_id = 0;
  emit_release (self);

  return G_SOURCE_REMOVE;
}

static void
value_changed (SpSlider *self)
{
  self->has_value = TRUE;
  update_scale (self);
  g_clear_handle_id (&self->release_id, g_source_remove);
  if (!self->pressed)
    self->release_id = g_timeout_add (RELEASE_DELAY, release_cb, self);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
typed_cb (SpSlider *self)
{
  if (sp_number_field_is_empty (self->field))
    return;

  remember (self);
  value_changed (self);
}

static void
field_left_cb (SpSlider *self)
{
  if (sp_number_field_is_empty (self->field))
    sp_number_field_set_value (self->field, self->last);
  if (self->release_id != 0)
    emit_release (self);
}

/* The user's moves go by steps from the minimum; the ends can always be reached. */
static double
snap (SpSlider *self, double number)
{
  double lower = get_lower (self);
  double snapped = lower + round ((number - lower) / self->step) * self->step;
  char   digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (number >= get_upper (self))
    return get_upper (self);

  snapped = g_ascii_strtod (g_ascii_formatd (digits, sizeof (digits), "%.12g", snapped), NULL);

  return CLAMP (snapped, lower, get_upper (self));
}

static void
moved_cb (SpSlider *self)
{
  g_autoptr (JsonNode) value = NULL;
  double               snapped = 0;

  if (self->quiet)
    return;

  value = sp_number_field_dup_value (self->field);
  snapped = snap (self, gtk_adjustment_get_value (self->adjustment));
  if (gradio_json_is_number (value) && json_node_get_double (value) == snapped)
    update_scale (self); /* back to the step it was dragged off */
  else
    sp_number_field_change (self->field, snapped);
}

static void
reset_cb (SpSlider *self)
{
  sp_number_field_set_value (self->field, get_initial (self));
  remember (self);
  value_changed (self);
  emit_release (self);
}

static gboolean
scale_event_cb (SpSlider *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN) {
    self->pressed = TRUE;
  } else if (type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL) {
    self->pressed = FALSE;
    emit_release (self);
  }

  return GDK_EVENT_PROPAGATE;
}

/* The wheel over a scale that has no focus scrolls the page: its own controller must not see it. */
static void
set_wheel (SpSlider *self, gboolean enabled)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->scale));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
      gtk_event_controller_set_propagation_phase (controller,
                                                  enabled ? GTK_PHASE_BUBBLE : GTK_PHASE_NONE);
  }
}

static void
scale_focused_cb (SpSlider *self)
{
  set_wheel (self, TRUE);
}

static void
scale_left_cb (SpSlider *self)
{
  set_wheel (self, FALSE);
}

static void
replace_number (JsonNode **place, JsonObject *props, const char *member)
{
  JsonNode *node = json_object_get_member (props, member);

  if (!gradio_json_is_number (node) || !isfinite (json_node_get_double (node)))
    return;

  json_node_ref (node);
  json_node_unref (*place);
  *place = node;
}

static gboolean
wants_reset (JsonObject *props, gboolean fallback)
{
  JsonArray *buttons = gradio_json_get_array (props, "buttons");

  if (buttons == NULL)
    return gradio_json_get_boolean (props, "show_reset_button", fallback);

  for (guint i = 0; i < json_array_get_length (buttons); i++) {
    JsonNode *button = json_array_get_element (buttons, i);

    if (gradio_json_is_string (button) && g_str_equal (json_node_get_string (button), "reset"))
      return TRUE;
  }

  return FALSE;
}

static void
sp_slider_set_props (SpComponent *component, JsonObject *props)
{
  SpSlider *self = SP_SLIDER (component);
  JsonNode *value = json_object_get_member (props, "value");

  replace_number (&self->minimum, props, "minimum");
  replace_number (&self->maximum, props, "maximum");
  self->step = gradio_json_get_double (props, "step", self->step);
  if (!isfinite (self->step) || self->step <= 0)
    self->step = 1;
  self->precision = CLAMP (gradio_json_get_int (props, "precision", self->precision), -1, G_MAXINT);
  self->has_reset = wants_reset (props, self->has_reset);
  if (self->initial == NULL && gradio_json_is_number (value))
    self->initial = json_node_ref (value);

  sp_number_field_set_range (self->field, get_lower (self), get_upper (self));
  sp_number_field_set_step (self->field, self->step);
  sp_number_field_set_precision (self->field, self->precision);
  if (!self->has_value) {
    sp_number_field_set_value (self->field, self->minimum);
    remember (self);
  }
  update_scale (self);
}

/* None is the minimum, as it is for the server. */
static void
sp_slider_set_value (SpComponent *component, JsonNode *value)
{
  SpSlider *self = SP_SLIDER (component);

  self->has_value = value != NULL && !json_node_is_null (value);
  sp_number_field_set_value (self->field, self->has_value ? value : self->minimum);
  remember (self);
  update_scale (self);
}

static JsonNode *
sp_slider_dup_value (SpComponent *component)
{
  return dup_number (SP_SLIDER (component));
}

static gboolean
sp_slider_check (SpComponent *component, GError **error)
{
  return sp_number_field_check (SP_SLIDER (component)->field, error);
}

static void
sp_slider_set_interactive (SpComponent *component, gboolean interactive)
{
  update_scale (SP_SLIDER (component));
}

static void
sp_slider_dispose (GObject *object)
{
  g_clear_handle_id (&SP_SLIDER (object)->release_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_SLIDER);

  G_OBJECT_CLASS (sp_slider_parent_class)->dispose (object);
}

static void
sp_slider_finalize (GObject *object)
{
  SpSlider *self = SP_SLIDER (object);

  g_clear_pointer (&self->minimum, json_node_unref);
  g_clear_pointer (&self->maximum, json_node_unref);
  g_clear_pointer (&self->initial, json_node_unref);
  g_clear_pointer (&self->last, json_node_unref);

  G_OBJECT_CLASS (sp_slider_parent_class)->finalize (object);
}

static void
sp_slider_class_init (SpSliderClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_slider_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_slider_finalize;
  component_class->set_props = sp_slider_set_props;
  component_class->set_value = sp_slider_set_value;
  component_class->dup_value = sp_slider_dup_value;
  component_class->check = sp_slider_check;
  component_class->set_interactive = sp_slider_set_interactive;

  g_type_ensure (SP_TYPE_NUMBER_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "slider.ui");
  gtk_widget_class_bind_template_child (widget_class, SpSlider, scale);
  gtk_widget_class_bind_template_child (widget_class, SpSlider, adjustment);
  gtk_widget_class_bind_template_child (widget_class, SpSlider, field);
  gtk_widget_class_bind_template_callback (widget_class, field_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, scale_event_cb);
  gtk_widget_class_bind_template_callback (widget_class, scale_focused_cb);
  gtk_widget_class_bind_template_callback (widget_class, scale_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
}

static void
sp_slider_init (SpSlider *self)
{
  self->minimum = json_node_init_int (json_node_alloc (), 0);
  self->maximum = json_node_init_int (json_node_alloc (), 100);
  self->step = 1;
  self->precision = -1;
  self->has_reset = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  self->reset = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  gtk_widget_set_tooltip_text (self->reset, _("Reset to the Default"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reset), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Reset to the Default"), -1);
  g_signal_connect_object (self->reset, "clicked", G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);
  sp_component_add_tool (SP_COMPONENT (self), self->reset);

  set_wheel (self, FALSE);
  sp_number_field_set_range (self->field, 0, 100);
  sp_number_field_set_value (self->field, self->minimum);
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->scale));
  gtk_accessible_update_property (GTK_ACCESSIBLE (sp_number_field_get_entry (self->field)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Value"), -1);
  update_scale (self);
}
