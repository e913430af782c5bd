/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sp-date-text.h"
#include "sp-resources.h"
#include "sp-tooltip.h"

#define SP_TYPE_DATE_TIME (sp_date_time_get_type ())
G_DECLARE_FINAL_TYPE (SpDateTime, sp_date_time, SP, DATE_TIME, SpComponent)

/* The `datetime` component: a date, mostly with a time, as a text with a calendar beside it. */
struct _SpDateTime {
  SpComponent    parent_instance;
  GtkEntry      *entry;    /* template child */
  GtkMenuButton *button;   /* template child */
  GtkPopover    *popover;  /* template child */
  GtkCalendar   *calendar; /* template child */
  GtkWidget     *time_box; /* template child */
  GtkSpinButton *hour;     /* template child */
  GtkSpinButton *minute;   /* template child */
  GtkSpinButton *second;   /* template child */
  GtkLabel      *zone;     /* template child */
  JsonNode      *value;    /* owned: what was set; NULL once the user edited it */
  char          *told;     /* the text that `change` was last told of */
  char          *timezone;
  gboolean       include_time;
  gboolean       quiet; /* the parts follow the value */
};

G_DEFINE_FINAL_TYPE (SpDateTime, sp_date_time, SP_TYPE_COMPONENT)

static const char *
get_text (SpDateTime *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static GDateTime *
get_now (SpDateTime *self)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (self->timezone != NULL)
    zone = g_time_zone_new_identifier (self->timezone);
  if (zone == NULL)
    zone = g_time_zone_new_local ();

  return g_date_time_new_now (zone);
}

/* Some servers send seconds since 1970. */
static char *
describe (SpDateTime *self, JsonNode *value)
{
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GDateTime) there = NULL;
  g_autoptr (GDateTime) now = NULL;
  double                seconds = 0;

  if (json_node_is_null (value))
    return g_strdup ("");
  if (gradio_json_is_string (value))
    return json_node_dup_string (value);
  if (!gradio_json_is_number (value))
    return gradio_json_write (value);

  seconds = json_node_get_double (value);
  if (isfinite (seconds) && fabs (seconds) < 1e11)
    time = g_date_time_new_from_unix_utc ((gint64) floor (seconds));
  if (time == NULL)
    return gradio_json_write (value);

  now = get_now (self);
  there = g_date_time_to_timezone (time, g_date_time_get_timezone (now));

  return sp_date_text_new (there, self->include_time);
}

static void
update_tooltip (SpDateTime *self)
{
  g_autoptr (GDateTime) time = sp_date_text_parse (get_text (self));
  g_autofree char      *text = NULL;

  if (time != NULL)
    text = g_date_time_format (time, self->include_time ? _("%A, %e %B %Y, %X") : _("%A, %e %B %Y"));
  sp_tooltip_set_text (GTK_WIDGET (self->entry), text);
}

static void
show_text (SpDateTime *self, const char *text)
{
  self->quiet = TRUE;
  if (!g_str_equal (get_text (self), text))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->quiet = FALSE;
  update_tooltip (self);
}

static void
keep_told (SpDateTime *self)
{
  g_free (self->told);
  self->told = g_strdup (get_text (self));
}

/* The app hears of a text when it is finished and right, not of each key. */
static void
finish (SpDateTime *self)
{
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (self->told, get_text (self)) == 0)
    return;

  if (!sp_component_check (SP_COMPONENT (self), &error)) {
    sp_component_set_error_text (SP_COMPONENT (self), error->message);
    return;
  }
  keep_told (self);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
put_in (SpDateTime *self, const char *text)
{
  show_text (self, text);
  g_clear_pointer (&self->value, json_node_unref);
  finish (self);
}

static void
typed_cb (SpDateTime *self)
{
  if (self->quiet || self->entry == NULL)
    return;

  g_clear_pointer (&self->value, json_node_unref);
  update_tooltip (self);
  if (sp_component_check (SP_COMPONENT (self), NULL))
    sp_component_set_error_text (SP_COMPONENT (self), NULL);
}

static void
activate_cb (SpDateTime *self)
{
  if (!sp_component_get_interactive (SP_COMPONENT (self)))
    return;

  finish (self);
  if (sp_component_check (SP_COMPONENT (self), NULL))
    sp_component_emit_event (SP_COMPONENT (self), "submit", NULL);
}

static void
left_cb (SpDateTime *self)
{
  if (self->entry != NULL)
    finish (self);
}

static void
picked_cb (SpDateTime *self)
{
  g_autoptr (GDateTime) day = NULL;
  g_autoptr (GDateTime) time = NULL;
  g_autofree char      *text = NULL;

  if (self->quiet || self->entry == NULL)
    return;

  day = gtk_calendar_get_date (self->calendar);
  time = g_date_time_new_utc (
    g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day),
    gtk_spin_button_get_value_as_int (self->hour), gtk_spin_button_get_value_as_int (self->minute),
    gtk_spin_button_get_value_as_int (self->second));
  if (time == NULL)
    return;

  text = sp_date_text_new (time, self->include_time);
  put_in (self, text);
}

static void
now_cb (SpDateTime *self)
{
  g_autoptr (GDateTime) now = get_now (self);
  g_autofree char      *text = sp_date_text_new (now, self->include_time);

  put_in (self, text);
  gtk_popover_popdown (self->popover);
}

static void
clear_cb (SpDateTime *self)
{
  put_in (self, "");
  gtk_popover_popdown (self->popover);
}

static gboolean
two_digits_cb (GtkSpinButton *spin)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (spin));

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (spin))))
    gtk_editable_set_text (GTK_EDITABLE (spin), text);

  return TRUE;
}

/* The calendar begins with what is in the field, else with today. */
static void
opened_cb (SpDateTime *self)
{
  g_autoptr (GDateTime) time = sp_date_text_parse (get_text (self));

  if (time == NULL)
    time = get_now (self);
  self->quiet = TRUE;
  gtk_calendar_select_day (self->calendar, time);
  gtk_spin_button_set_value (self->hour, g_date_time_get_hour (time));
  gtk_spin_button_set_value (self->minute, g_date_time_get_minute (time));
  gtk_spin_button_set_value (self->second, g_date_time_get_second (time));
  self->quiet = FALSE;
}

static void
sp_date_time_set_props (SpComponent *component, JsonObject *props)
{
  SpDateTime *self = SP_DATE_TIME (component);
  const char *timezone = gradio_json_get_string (props, "timezone", NULL);

  self->include_time = gradio_json_get_boolean (props, "include_time", self->include_time);
  gtk_entry_set_placeholder_text (self->entry, self->include_time ? "YYYY-MM-DD HH:MM:SS"
                                                                  : "YYYY-MM-DD");
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), self->include_time ? 20 : 12);
  gtk_widget_set_visible (self->time_box, self->include_time);
  if (timezone != NULL) {
    g_free (self->timezone);
    self->timezone = g_strdup (timezone);
    gtk_label_set_label (self->zone, timezone);
    gtk_widget_set_visible (GTK_WIDGET (self->zone), *timezone != '\0');
  }
  update_tooltip (self);
}

static void
sp_date_time_set_value (SpComponent *component, JsonNode *value)
{
  SpDateTime          *self = SP_DATE_TIME (component);
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);
  g_autofree char     *text = NULL;

  self->value = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
  text = describe (self, self->value);
  show_text (self, text);
  keep_told (self);
}

/* An empty field is null: an empty text would be refused. */
static JsonNode *
sp_date_time_dup_value (SpComponent *component)
{
  SpDateTime *self = SP_DATE_TIME (component);

  if (self->value != NULL)
    return json_node_ref (self->value);
  if (*get_text (self) == '\0')
    return json_node_new (JSON_NODE_NULL);

  return json_node_init_string (json_node_alloc (), get_text (self));
}

static gboolean
sp_date_time_check (SpComponent *component, GError **error)
{
  SpDateTime *self = SP_DATE_TIME (component);

  return self->value != NULL || *get_text (self) == '\0' ||
         sp_date_text_check (get_text (self), self->include_time, error);
}

static void
sp_date_time_set_interactive (SpComponent *component, gboolean interactive)
{
  SpDateTime *self = SP_DATE_TIME (component);

  gtk_editable_set_editable (GTK_EDITABLE (self->entry), interactive);
  gtk_widget_set_visible (GTK_WIDGET (self->button), interactive);
}

static void
sp_date_time_dispose (GObject *object)
{
  SP_DATE_TIME (object)->quiet = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_DATE_TIME);

  G_OBJECT_CLASS (sp_date_time_parent_class)->dispose (object);
}

static void
sp_date_time_finalize (GObject *object)
{
  SpDateTime *self = SP_DATE_TIME (object);

  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->told, g_free);
  g_clear_pointer (&self->timezone, g_free);

  G_OBJECT_CLASS (sp_date_time_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "datetime.ui");
  gtk_widget_class_bind_template_child (widget_class, SpDateTime, button);
  gtk_widget_class_bind_template_child (widget_class, SpDateTime, calendar);
  gtk_widget_class_bind_template_child (widget_class, SpDateTime, entry);
  gtk_widget_class_bind_template_child (widget_class, SpDateTime, hour);
  gtk_widget_class_bind_template_child (widget_class, SpDateTime, minute);
  gtk_widget_class_bind_template_child (widget_class, SpDateTime, popover);
  gtk_widget_class_bind_template_child (widget_class, SpDateTime, second);
  gtk_widget_class_bind_template_child (widget_class, SpDateTime, time_box);
  gtk_widget_class_bind_template_child (widget_class, SpDateTime, zone);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, now_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, two_digits_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
}

static void
sp_date_time_class_init (SpDateTimeClass *klass)
{
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_date_time_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_date_time_finalize;
  component_class->set_props = sp_date_time_set_props;
  component_class->set_value = sp_date_time_set_value;
  component_class->dup_value = sp_date_time_dup_value;
  component_class->check = sp_date_time_check;
  component_class->set_interactive = sp_date_time_set_interactive;

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
sp_date_time_init (SpDateTime *self)
{
  g_autoptr (JsonObject) nothing = json_object_new ();

  self->include_time = TRUE;
  self->value = json_node_new (JSON_NODE_NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (GTK_WIDGET (self->entry), GTK_TEXT_DIR_LTR); /* as times are written */
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->entry));
  sp_date_time_set_props (SP_COMPONENT (self), nothing);
  keep_told (self);
}
