/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-endpoint-form.h"

#include "sp-job-error.h"
#include "sp-job-result.h"
#include "sp-job-status.h"
#include "sp-parameter-row.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

#include <math.h>

struct _SpEndpointForm {
  AdwBin             parent_instance;
  GtkScrolledWindow *scroller;     /* template child */
  GtkLabel          *name;         /* template child */
  GtkLabel          *description;  /* template child */
  GtkWidget         *fill;         /* template child */
  GtkLabel          *no_values;    /* template child */
  GtkBox            *rows;         /* template child */
  GtkWidget         *run;          /* template child */
  GtkWidget         *cancel;       /* template child */
  GtkWidget         *queued;       /* template child: says what it waits for */
  SpJobStatus       *status;       /* template child */
  SpJobError        *error;        /* template child */
  SpJobResult       *result;       /* template child */
  GPtrArray         *parameters;   /* owned, of SpParameterRow */
  GSignalGroup      *signals;      /* owned */
  GradioClient      *client;       /* owned */
  GradioEndpoint    *endpoint;     /* owned */
  GradioJob         *job;          /* owned: the last one */
  JsonArray         *values;       /* owned, nullable: what that was given */
  gboolean           queues;       /* it can be run before its app is there */
  gboolean           waiting;      /* and was */
  gboolean           focus_on_map; /* the first input is to have the focus as soon as it is there */
};

G_DEFINE_FINAL_TYPE (SpEndpointForm, sp_endpoint_form, ADW_TYPE_BIN)

typedef enum {
  PROP_RUNNING = 1,
  PROP_WAITING,
} SpEndpointFormProperty;

static GParamSpec *properties[PROP_WAITING + 1];

typedef enum {
  SIGNAL_UPDATED,
} SpEndpointFormSignal;

static guint signals[SIGNAL_UPDATED + 1];

/* Brings a part into view that may be below the window, without taking the focus. */
static void
scroll_to (SpEndpointForm *self,
           GtkWidget      *widget)
{
  GtkAdjustment  *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t bounds;
  double          bottom;

  if (!gtk_widget_compute_bounds (widget, GTK_WIDGET (self->scroller), &bounds))
    return;

  bottom = bounds.origin.y + bounds.size.height;
  if (bounds.origin.y < 0 || bottom > gtk_adjustment_get_page_size (adjustment))
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + bottom -
                                            gtk_adjustment_get_page_size (adjustment) + 24);
}

static void
show_fault (SpEndpointForm *self)
{
  int position = gradio_job_get_error_parameter (self->job);

  if (position < 0 || (guint) position >= self->parameters->len)
    return;

  sp_parameter_row_set_fault (g_ptr_array_index (self->parameters, position),
                              gradio_job_get_error (self->job)->message);
  sp_parameter_row_focus (g_ptr_array_index (self->parameters, position));
}

static void
update_running (SpEndpointForm *self)
{
  gboolean running = sp_endpoint_form_get_running (self);
  gboolean had_focus = gtk_widget_has_focus (self->cancel);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.run",
                                 !running && !self->waiting && (self->queues || gradio_client_is_connected (self->client)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.cancel", running || self->waiting);
  gtk_widget_set_visible (self->cancel, running || self->waiting);
  gtk_widget_set_visible (self->queued, self->waiting);
  if (had_focus && !running && !self->waiting)
    gtk_widget_grab_focus (self->run);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

static void
job_state_changed_cb (SpEndpointForm *self)
{
  if (!gradio_job_is_final (self->job))
    return;

  update_running (self);
  sp_job_error_set_job (self->error, self->job);
  if (gradio_job_get_state (self->job) == GRADIO_JOB_FAILED)
    show_fault (self);
}

static void
job_log_cb (SpEndpointForm  *self,
            const GradioLog *log)
{
  g_autofree char *text = NULL;
  double           duration = isfinite (log->duration) ? CLAMP (log->duration, 0, 600) : 0;

  if (!log->visible)
    return;

  /* Translators: title and text of an app's message. */
  text = *log->title != '\0' ? g_strdup_printf (_("%s: %s"), log->title, log->text) : g_strdup (log->text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(su)", text, (guint) ceil (duration));
}

static void
result_updated_cb (SpEndpointForm *self,
                   gboolean        final)
{
  g_signal_emit (self, signals[SIGNAL_UPDATED], 0, final);
}

static void
run_action_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  sp_endpoint_form_run (SP_ENDPOINT_FORM (widget));
}

static void
fill_action_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SpEndpointForm *self = SP_ENDPOINT_FORM (widget);

  for (guint i = 0; i < self->parameters->len; i++)
    sp_parameter_row_use_example (self->parameters->pdata[i]);
}

static void
cancel_action_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  sp_endpoint_form_cancel (SP_ENDPOINT_FORM (widget));
}

static void
sp_endpoint_form_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch ((SpEndpointFormProperty) prop_id) {
  case PROP_RUNNING:
    g_value_set_boolean (value, sp_endpoint_form_get_running (SP_ENDPOINT_FORM (object)));
    break;
  case PROP_WAITING:
    g_value_set_boolean (value, SP_ENDPOINT_FORM (object)->waiting);
    break;
  }
}

static void
sp_endpoint_form_map (GtkWidget *widget)
{
  SpEndpointForm *self = SP_ENDPOINT_FORM (widget);

  GTK_WIDGET_CLASS (sp_endpoint_form_parent_class)->map (widget);

  if (self->focus_on_map)
    sp_endpoint_form_focus_first_input (self);
}

static void
sp_endpoint_form_dispose (GObject *object)
{
  SpEndpointForm *self = SP_ENDPOINT_FORM (object);

  g_clear_object (&self->signals);
  sp_endpoint_form_set_waiting (self, FALSE);
  if (self->job != NULL)
    gradio_job_cancel (self->job); /* nobody is left to see its results */
  g_clear_object (&self->job);
  g_clear_pointer (&self->values, json_array_unref);
  g_clear_object (&self->client);
  g_clear_object (&self->endpoint);
  g_clear_pointer (&self->parameters, g_ptr_array_unref);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_ENDPOINT_FORM);

  G_OBJECT_CLASS (sp_endpoint_form_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-endpoint-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SpEndpointForm, scroller);
  gtk_widget_class_bind_template_child (widget_class, SpEndpointForm, name);
  gtk_widget_class_bind_template_child (widget_class, SpEndpointForm, description);
  gtk_widget_class_bind_template_child (widget_class, SpEndpointForm, fill);
  gtk_widget_class_bind_template_child (widget_class, SpEndpointForm, no_values);
  gtk_widget_class_bind_template_child (widget_class, SpEndpointForm, rows);
  gtk_widget_class_bind_template_child (widget_class, SpEndpointForm, run);
  gtk_widget_class_bind_template_child (widget_class, SpEndpointForm, cancel);
  gtk_widget_class_bind_template_child (widget_class, SpEndpointForm, queued);
  gtk_widget_class_bind_template_child (widget_class, SpEndpointForm, status);
  gtk_widget_class_bind_template_child (widget_class, SpEndpointForm, error);
  gtk_widget_class_bind_template_child (widget_class, SpEndpointForm, result);
  gtk_widget_class_bind_template_callback (widget_class, result_updated_cb);
}

static void
sp_endpoint_form_class_init (SpEndpointFormClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_endpoint_form_get_property;
  object_class->dispose = sp_endpoint_form_dispose;
  widget_class->map = sp_endpoint_form_map;

  properties[PROP_RUNNING] =
    g_param_spec_boolean ("running", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WAITING] =
    g_param_spec_boolean ("waiting", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_UPDATED] = g_signal_new ("updated", SP_TYPE_ENDPOINT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  g_type_ensure (SP_TYPE_JOB_STATUS);
  g_type_ensure (SP_TYPE_JOB_ERROR);
  g_type_ensure (SP_TYPE_JOB_RESULT);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "form.run", NULL, run_action_cb);
  gtk_widget_class_install_action (widget_class, "form.cancel", NULL, cancel_action_cb);
  gtk_widget_class_install_action (widget_class, "form.fill-with-examples", NULL, fill_action_cb);
}

static void
sp_endpoint_form_init (SpEndpointForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.cancel", FALSE);

  self->parameters = g_ptr_array_new ();
  self->signals = g_signal_group_new (GRADIO_TYPE_JOB);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (job_state_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "log", G_CALLBACK (job_log_cb), self);
}

static void
add_row (SpEndpointForm  *self,
         GradioParameter *parameter)
{
  GtkWidget *row = sp_parameter_row_new (parameter, self->client);

  gtk_box_append (self->rows, row);
  g_ptr_array_add (self->parameters, row);
  if (sp_parameter_row_has_example (SP_PARAMETER_ROW (row)))
    gtk_widget_set_visible (self->fill, TRUE);
}

GtkWidget *
sp_endpoint_form_new (GradioClient   *client,
                      GradioEndpoint *endpoint)
{
  SpEndpointForm *self = g_object_new (SP_TYPE_ENDPOINT_FORM, NULL);
  const char     *description = gradio_endpoint_get_description (endpoint);
  GPtrArray      *parameters = gradio_endpoint_get_parameters (endpoint);

  self->client = g_object_ref (client);
  self->endpoint = g_object_ref (endpoint);

  g_signal_connect_object (client, "notify::connected", G_CALLBACK (update_running), self, G_CONNECT_SWAPPED);
  update_running (self);

  gtk_label_set_text (self->name, gradio_endpoint_get_name (endpoint));
  gtk_label_set_text (self->description, description);
  gtk_widget_set_visible (GTK_WIDGET (self->description), *description != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->no_values), parameters->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->rows), parameters->len > 0);
  for (guint i = 0; i < parameters->len; i++)
    add_row (self, g_ptr_array_index (parameters, i));

  return GTK_WIDGET (self);
}

GradioEndpoint *
sp_endpoint_form_get_endpoint (SpEndpointForm *self)
{
  g_return_val_if_fail (SP_IS_ENDPOINT_FORM (self), NULL);

  return self->endpoint;
}

gboolean
sp_endpoint_form_get_running (SpEndpointForm *self)
{
  g_return_val_if_fail (SP_IS_ENDPOINT_FORM (self), FALSE);

  return self->job != NULL && !gradio_job_is_final (self->job);
}

GradioJob *
sp_endpoint_form_get_job (SpEndpointForm *self)
{
  g_return_val_if_fail (SP_IS_ENDPOINT_FORM (self), NULL);

  return self->job;
}

/* All fields at fault say so, not only the first. */
static JsonArray *
collect_values (SpEndpointForm *self)
{
  g_autoptr (JsonArray) values = json_array_new ();
  SpParameterRow       *fault = NULL;

  for (guint i = 0; i < self->parameters->len; i++) {
    SpParameterRow *row = g_ptr_array_index (self->parameters, i);
    JsonNode       *value = sp_parameter_row_check (row);

    if (value != NULL)
      json_array_add_element (values, value);
    else if (fault == NULL)
      fault = row;
  }

  if (fault == NULL)
    return g_steal_pointer (&values);

  sp_parameter_row_focus (fault);

  return NULL;
}

static void
set_job (SpEndpointForm *self,
         GradioJob      *job)
{
  g_set_object (&self->job, job);
  g_signal_group_set_target (self->signals, job);
  sp_job_error_set_job (self->error, job);
  sp_job_result_set_job (self->result, self->client, job);
  sp_job_status_set_job (self->status, job);
  update_running (self);
  if (gradio_job_is_final (job)) /* it may have failed at once */
    job_state_changed_cb (self);
}

static gboolean
scroll_to_status_cb (GtkWidget     *widget,
                     GdkFrameClock *clock,
                     gpointer       user_data)
{
  SpEndpointForm *self = SP_ENDPOINT_FORM (widget);

  if (gtk_widget_get_mapped (GTK_WIDGET (self->status)) && gtk_widget_get_height (GTK_WIDGET (self->status)) == 0)
    return G_SOURCE_CONTINUE; /* it gets its place in this frame */

  if (gtk_widget_get_mapped (GTK_WIDGET (self->status)))
    scroll_to (self, GTK_WIDGET (self->status));

  return G_SOURCE_REMOVE;
}

static void
submit (SpEndpointForm *self,
        JsonArray      *values)
{
  g_autoptr (GradioJob) job = NULL;

  sp_endpoint_form_set_waiting (self, FALSE);
  json_array_ref (values);
  g_clear_pointer (&self->values, json_array_unref);
  self->values = values;
  job = gradio_client_submit (self->client, self->endpoint, values);
  set_job (self, job);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_to_status_cb, NULL, NULL);
}

void
sp_endpoint_form_set_waiting (SpEndpointForm *self,
                              gboolean        waiting)
{
  g_return_if_fail (SP_IS_ENDPOINT_FORM (self));

  if (self->waiting == waiting)
    return;

  self->waiting = waiting;
  update_running (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
}

gboolean
sp_endpoint_form_get_waiting (SpEndpointForm *self)
{
  g_return_val_if_fail (SP_IS_ENDPOINT_FORM (self), FALSE);

  return self->waiting;
}

void
sp_endpoint_form_set_queues (SpEndpointForm *self,
                             gboolean        queues)
{
  g_return_if_fail (SP_IS_ENDPOINT_FORM (self));

  self->queues = queues;
  if (!queues)
    sp_endpoint_form_set_waiting (self, FALSE);
  update_running (self);
}

void
sp_endpoint_form_run (SpEndpointForm *self)
{
  g_autoptr (JsonArray) values = NULL;

  g_return_if_fail (SP_IS_ENDPOINT_FORM (self));

  if (sp_endpoint_form_get_running (self) || (!gradio_client_is_connected (self->client) && !self->queues))
    return;

  values = collect_values (self);
  if (values == NULL) {
    sp_endpoint_form_set_waiting (self, FALSE); /* the app takes other values now */
    return;
  }
  if (!gradio_client_is_connected (self->client)) {
    sp_endpoint_form_set_waiting (self, TRUE);
    return;
  }

  submit (self, values);
}

/* Whether values for the one mean the same for the other. */
static gboolean
takes_the_same (GradioEndpoint *first,
                GradioEndpoint *second)
{
  GPtrArray *ones = gradio_endpoint_get_parameters (first);
  GPtrArray *others = gradio_endpoint_get_parameters (second);

  if (ones->len != others->len)
    return FALSE;

  for (guint i = 0; i < ones->len; i++) {
    GradioParameter *one = ones->pdata[i];
    GradioParameter *other = others->pdata[i];

    if (g_strcmp0 (gradio_parameter_get_name (one), gradio_parameter_get_name (other)) != 0 ||
        g_strcmp0 (gradio_parameter_get_component (one), gradio_parameter_get_component (other)) != 0)
      return FALSE;
  }

  return TRUE;
}

gboolean
sp_endpoint_form_repeat (SpEndpointForm *self,
                         GradioJob      *job,
                         JsonArray      *values,
                         GError        **error)
{
  g_return_val_if_fail (SP_IS_ENDPOINT_FORM (self), FALSE);
  g_return_val_if_fail (GRADIO_IS_JOB (job), FALSE);
  g_return_val_if_fail (values != NULL, FALSE);

  if (!takes_the_same (gradio_job_get_endpoint (job), self->endpoint)) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_ENDPOINT,
                         _("The app has changed since. Start the run again yourself."));
    return FALSE;
  }
  if (sp_endpoint_form_get_running (self) || !gradio_client_is_connected (self->client)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("The app cannot run it now."));
    return FALSE;
  }

  submit (self, values);

  return TRUE;
}

JsonArray *
sp_endpoint_form_get_values (SpEndpointForm *self)
{
  g_return_val_if_fail (SP_IS_ENDPOINT_FORM (self), NULL);

  return self->values;
}

void
sp_endpoint_form_cancel (SpEndpointForm *self)
{
  g_return_if_fail (SP_IS_ENDPOINT_FORM (self));

  if (self->job != NULL)
    gradio_job_cancel (self->job);
}

GtkWidget *
sp_endpoint_form_get_first_input (SpEndpointForm *self)
{
  g_return_val_if_fail (SP_IS_ENDPOINT_FORM (self), NULL);

  if (self->parameters->len == 0)
    return self->run;

  return GTK_WIDGET (sp_parameter_row_get_component (g_ptr_array_index (self->parameters, 0)));
}

void
sp_endpoint_form_focus_first_input (SpEndpointForm *self)
{
  g_return_if_fail (SP_IS_ENDPOINT_FORM (self));

  self->focus_on_map = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->focus_on_map)
    return;

  if (self->parameters->len == 0 || !sp_parameter_row_focus (g_ptr_array_index (self->parameters, 0)))
    gtk_widget_grab_focus (self->run);
}

void
sp_endpoint_form_set_values (SpEndpointForm *self,
                             JsonArray      *values)
{
  guint n;

  g_return_if_fail (SP_IS_ENDPOINT_FORM (self));
  g_return_if_fail (values != NULL);

  n = MIN (self->parameters->len, json_array_get_length (values));
  for (guint i = 0; i < n; i++)
    sp_component_set_value (sp_parameter_row_get_component (g_ptr_array_index (self->parameters, i)),
                            json_array_get_element (values, i));
}

JsonObject *
sp_endpoint_form_dup_changes (SpEndpointForm *self)
{
  JsonObject *changes = json_object_new ();

  g_return_val_if_fail (SP_IS_ENDPOINT_FORM (self), changes);

  for (guint i = 0; i < self->parameters->len; i++) {
    SpParameterRow *row = g_ptr_array_index (self->parameters, i);

    if (sp_parameter_row_get_changed (row))
      json_object_set_member (changes, gradio_parameter_get_name (sp_parameter_row_get_parameter (row)),
                              sp_component_dup_value (sp_parameter_row_get_component (row)));
  }

  return changes;
}

void
sp_endpoint_form_set_changes (SpEndpointForm *self,
                              JsonObject     *changes)
{
  g_return_if_fail (SP_IS_ENDPOINT_FORM (self));
  g_return_if_fail (changes != NULL);

  for (guint i = 0; i < self->parameters->len; i++) {
    SpParameterRow *row = g_ptr_array_index (self->parameters, i);
    JsonNode       *value =
      json_object_get_member (changes, gradio_parameter_get_name (sp_parameter_row_get_parameter (row)));

    if (value != NULL)
      sp_component_set_value (sp_parameter_row_get_component (row), value);
  }
}

void
sp_endpoint_form_fill (SpEndpointForm *self,
                       guint           position,
                       JsonNode       *value)
{
  SpParameterRow *row;

  g_return_if_fail (SP_IS_ENDPOINT_FORM (self));
  g_return_if_fail (value != NULL);

  if (position >= self->parameters->len)
    return;

  row = g_ptr_array_index (self->parameters, position);
  sp_component_set_error_text (sp_parameter_row_get_component (row), NULL);
  sp_component_set_value (sp_parameter_row_get_component (row), value);
  if (gtk_widget_get_mapped (GTK_WIDGET (row)) &&
      !sp_parameter_row_focus (row)) /* a control that shows something may take no focus */
    gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
}
