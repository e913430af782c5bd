/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-number-field.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "gradio.h"
#include "sp-number-text.h"
#include "sp-resources.h"

#define PAGE_STEPS 10

/* A field for one number; see the header. */
struct _SpNumberField {
  GtkWidget                parent_instance;
  GtkEntry                *entry; /* template child */
  GtkWidget               *less;  /* template child */
  GtkWidget               *more;  /* template child */
  GtkEventControllerFocus *focus; /* template child */
  JsonNode                *value; /* owned: what was set; NULL once the user edited it */
  double                   minimum;
  double                   maximum;
  double                   step;
  int                      precision;
  gboolean                 editable;
  gboolean                 quiet; /* the text is not being changed by the user */
};

G_DEFINE_FINAL_TYPE (SpNumberField, sp_number_field, GTK_TYPE_WIDGET)

typedef enum {
  PROP_EDITABLE = 1,
} SpNumberFieldProperty;

static GParamSpec *properties[PROP_EDITABLE + 1];

enum {
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATE,
  SIGNAL_LEFT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static JsonNode *
round_node (SpNumberField *self, JsonNode *node)
{
  if (self->precision < 0 || json_node_get_value_type (node) != G_TYPE_DOUBLE)
    return json_node_ref (node);

  return sp_number_text_node (json_node_get_double (node), self->precision);
}

/* Steps from a multiple of the step to the next: 0.1 three times is 0.3, not 0.30000000000000004.
 */
static double
add_steps (double value, double step, int n_steps)
{
  double sum = value + n_steps * step;
  double rounded = round (sum / step) * step;
  double scale = fabs (value) + fabs (step);
  char   digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (fabs (rounded - sum) <= scale * 1e-9)
    sum = rounded;

  return g_ascii_strtod (g_ascii_formatd (digits, sizeof (digits), "%.12g", sum), NULL);
}

static void
update_accessible_value (SpNumberField *self)
{
  g_autoptr (JsonNode) value = sp_number_field_dup_value (self);
  GtkAccessible       *accessible = GTK_ACCESSIBLE (self->entry);

  if (gradio_json_is_number (value) && isfinite (json_node_get_double (value)))
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                    json_node_get_double (value), -1);
  else
    gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW);
}

static void
show_node (SpNumberField *self, JsonNode *node)
{
  g_autofree char *text = sp_number_text_format (node);

  if (g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    return;

  self->quiet = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->quiet = FALSE;
}

static void
change_to (SpNumberField *self, JsonNode *node)
{
  g_clear_pointer (&self->value, json_node_unref);
  show_node (self, node);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  update_accessible_value (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Whole numbers are added as such: doubles lose the last digits of a large seed. */
static JsonNode *
stepped_node (SpNumberField *self, JsonNode *value, int n_steps)
{
  JsonNode *node = NULL;
  gint64    whole = 0;
  double    number = 0;

  if (json_node_get_value_type (value) == G_TYPE_INT64 && floor (self->step) == self->step &&
      self->step < 0x1p53 &&
      !__builtin_add_overflow (json_node_get_int (value), (gint64) self->step * n_steps, &whole) &&
      (double) whole >= self->minimum && (double) whole <= self->maximum) {
    node = json_node_new (JSON_NODE_VALUE);
    json_node_set_int (node, whole);

    return node;
  }

  number = CLAMP (add_steps (json_node_get_double (value), self->step, n_steps), self->minimum,
                  self->maximum);

  return sp_number_text_node (number, floor (number) == number ? 0 : self->precision);
}

static void
step_by (SpNumberField *self, int n_steps)
{
  g_autoptr (JsonNode) value = sp_number_field_dup_value (self);
  g_autoptr (JsonNode) next = NULL;

  if (!self->editable)
    return;

  if (gradio_json_is_number (value))
    next = stepped_node (self, value, n_steps);
  else
    next = sp_number_text_node (CLAMP (0.0, self->minimum, self->maximum), self->precision);
  if (!gradio_json_equal (value, next))
    change_to (self, next);
}

static void
less_cb (SpNumberField *self)
{
  step_by (self, -1);
}

static void
more_cb (SpNumberField *self)
{
  step_by (self, 1);
}

static gboolean
key_pressed_cb (SpNumberField *self, guint keyval, guint keycode, GdkModifierType state)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval) {
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    step_by (self, 1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    step_by (self, -1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Page_Up:
  case GDK_KEY_KP_Page_Up:
    step_by (self, PAGE_STEPS);
    return GDK_EVENT_STOP;
  case GDK_KEY_Page_Down:
  case GDK_KEY_KP_Page_Down:
    step_by (self, -PAGE_STEPS);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

/* The wheel over a field that has no focus scrolls the page. */
static gboolean
scroll_cb (SpNumberField *self, double dx, double dy)
{
  if (!self->editable || !gtk_event_controller_focus_contains_focus (self->focus) || dy == 0)
    return GDK_EVENT_PROPAGATE;

  step_by (self, dy < 0 ? 1 : -1);

  return GDK_EVENT_STOP;
}

static void
text_changed_cb (SpNumberField *self)
{
  if (self->quiet)
    return;

  g_clear_pointer (&self->value, json_node_unref);
  update_accessible_value (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Shows what will be sent: rounded, without what the user's notation had beyond that. */
static void
tidy (SpNumberField *self)
{
  g_autoptr (JsonNode) value = NULL;

  if (self->value != NULL || !sp_number_field_check (self, NULL))
    return;

  value = sp_number_field_dup_value (self);
  show_node (self, value);
}

static void
activate_cb (SpNumberField *self)
{
  tidy (self);
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0);
}

static void
leave_cb (SpNumberField *self)
{
  tidy (self);
  g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}

static gboolean
sp_number_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SP_NUMBER_FIELD (widget)->entry));
}

static void
sp_number_field_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpNumberFieldProperty) prop_id) {
  case PROP_EDITABLE:
    g_value_set_boolean (value, SP_NUMBER_FIELD (object)->editable);
    break;
  }
}

static void
sp_number_field_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((SpNumberFieldProperty) prop_id) {
  case PROP_EDITABLE:
    sp_number_field_set_editable (SP_NUMBER_FIELD (object), g_value_get_boolean (value));
    break;
  }
}

static void
sp_number_field_dispose (GObject *object)
{
  SpNumberField *self = SP_NUMBER_FIELD (object);
  GtkWidget     *child = NULL;

  self->quiet = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), SP_TYPE_NUMBER_FIELD);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->value, json_node_unref);

  G_OBJECT_CLASS (sp_number_field_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-number-field.ui");
  gtk_widget_class_bind_template_child (widget_class, SpNumberField, entry);
  gtk_widget_class_bind_template_child (widget_class, SpNumberField, less);
  gtk_widget_class_bind_template_child (widget_class, SpNumberField, more);
  gtk_widget_class_bind_template_child (widget_class, SpNumberField, focus);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, less_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, scroll_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
}

static void
sp_number_field_class_init (SpNumberFieldClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_number_field_get_property;
  object_class->set_property = sp_number_field_set_property;
  object_class->dispose = sp_number_field_dispose;
  widget_class->grab_focus = sp_number_field_grab_focus;

  properties[PROP_EDITABLE] =
    g_param_spec_boolean ("editable", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_NUMBER_FIELD, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATE] = g_signal_new ("activate", SP_TYPE_NUMBER_FIELD, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LEFT] = g_signal_new ("left", SP_TYPE_NUMBER_FIELD, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "numberfield");
  bind_template (widget_class);
}

static void
sp_number_field_init (SpNumberField *self)
{
  self->minimum = -INFINITY;
  self->maximum = INFINITY;
  self->step = 1;
  self->precision = -1;
  self->editable = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sp_number_field_set_value (SpNumberField *self, JsonNode *value)
{
  g_return_if_fail (SP_IS_NUMBER_FIELD (self));

  if (value != NULL)
    json_node_ref (value);
  g_clear_pointer (&self->value, json_node_unref);
  self->value = value != NULL ? value : json_node_new (JSON_NODE_NULL);
  show_node (self, self->value);
  update_accessible_value (self);
}

JsonNode *
sp_number_field_dup_value (SpNumberField *self)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (SP_IS_NUMBER_FIELD (self), NULL);

  if (self->value != NULL)
    return json_node_ref (self->value);

  node = sp_number_text_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), NULL);
  if (node == NULL)
    return json_node_new (JSON_NODE_NULL);

  return round_node (self, node);
}

gboolean
sp_number_field_is_empty (SpNumberField *self)
{
  g_return_val_if_fail (SP_IS_NUMBER_FIELD (self), TRUE);

  return *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';
}

void
sp_number_field_change (SpNumberField *self, double value)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_if_fail (SP_IS_NUMBER_FIELD (self));

  node = sp_number_text_node (value, floor (value) == value ? 0 : self->precision);
  change_to (self, node);
}

gboolean
sp_number_field_check (SpNumberField *self, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char     *limit = NULL;
  double               number = 0;

  g_return_val_if_fail (SP_IS_NUMBER_FIELD (self), FALSE);

  node = sp_number_text_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), error);
  if (node == NULL)
    return FALSE;
  if (json_node_is_null (node))
    return TRUE;

  number = json_node_get_double (node);
  if (number < self->minimum) {
    limit = sp_number_text_format_double (self->minimum);
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("This is too small. The least is %s."),
                 limit);
    return FALSE;
  }
  if (number > self->maximum) {
    limit = sp_number_text_format_double (self->maximum);
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("This is too large. The most is %s."),
                 limit);
    return FALSE;
  }

  return TRUE;
}

void
sp_number_field_set_range (SpNumberField *self, double minimum, double maximum)
{
  GtkAccessible *accessible = NULL;

  g_return_if_fail (SP_IS_NUMBER_FIELD (self));

  self->minimum = MIN (minimum, maximum);
  self->maximum = MAX (minimum, maximum);
  accessible = GTK_ACCESSIBLE (self->entry);
  if (isfinite (self->minimum))
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, self->minimum,
                                    -1);
  if (isfinite (self->maximum))
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, self->maximum,
                                    -1);
}

void
sp_number_field_set_step (SpNumberField *self, double step)
{
  g_return_if_fail (SP_IS_NUMBER_FIELD (self));

  self->step = isfinite (step) && step > 0 ? step : 1;
}

void
sp_number_field_set_precision (SpNumberField *self, int precision)
{
  g_return_if_fail (SP_IS_NUMBER_FIELD (self));

  self->precision = precision;
}

void
sp_number_field_set_editable (SpNumberField *self, gboolean editable)
{
  g_return_if_fail (SP_IS_NUMBER_FIELD (self));

  editable = !!editable;
  if (self->editable == editable)
    return;

  self->editable = editable;
  gtk_editable_set_editable (GTK_EDITABLE (self->entry), editable);
  gtk_widget_set_visible (self->less, editable);
  gtk_widget_set_visible (self->more, editable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDITABLE]);
}

void
sp_number_field_set_placeholder (SpNumberField *self, const char *text)
{
  g_return_if_fail (SP_IS_NUMBER_FIELD (self));

  gtk_entry_set_placeholder_text (self->entry, text);
}

GtkWidget *
sp_number_field_get_entry (SpNumberField *self)
{
  g_return_val_if_fail (SP_IS_NUMBER_FIELD (self), NULL);

  return GTK_WIDGET (self->entry);
}
