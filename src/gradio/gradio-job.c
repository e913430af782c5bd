/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-job-private.h"

#include "gradio-endpoint-private.h"
#include "gradio-error.h"
#include "gradio-session-private.h"
#include "gradio-timer.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (GradioJob, gradio_job, G_TYPE_OBJECT)

/* clang-format off */
G_DEFINE_ENUM_TYPE (GradioJobState, gradio_job_state,
  G_DEFINE_ENUM_VALUE (GRADIO_JOB_UPLOADING, "uploading"),
  G_DEFINE_ENUM_VALUE (GRADIO_JOB_QUEUED, "queued"),
  G_DEFINE_ENUM_VALUE (GRADIO_JOB_PROCESSING, "processing"),
  G_DEFINE_ENUM_VALUE (GRADIO_JOB_GENERATING, "generating"),
  G_DEFINE_ENUM_VALUE (GRADIO_JOB_COMPLETE, "complete"),
  G_DEFINE_ENUM_VALUE (GRADIO_JOB_CANCELLED, "cancelled"),
  G_DEFINE_ENUM_VALUE (GRADIO_JOB_FAILED, "failed"))

G_DEFINE_ENUM_TYPE (GradioCacheUse, gradio_cache_use,
  G_DEFINE_ENUM_VALUE (GRADIO_CACHE_NOT_USED, "not-used"),
  G_DEFINE_ENUM_VALUE (GRADIO_CACHE_USED_PARTLY, "used-partly"),
  G_DEFINE_ENUM_VALUE (GRADIO_CACHE_USED, "used"))
/* clang-format on */

typedef enum {
  PROP_STATE = 1,
  PROP_QUEUE_POSITION,
  PROP_QUEUE_SIZE,
  PROP_ETA,
  PROP_PROGRESS,
  PROP_UPLOAD_FRACTION,
  PROP_RETRY_IN,
} GradioJobProperty;

static GParamSpec *properties[PROP_RETRY_IN + 1];

enum {
  SIGNAL_PARTIAL,
  SIGNAL_LOG,
  SIGNAL_MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

void
gradio_job_set_state (GradioJob     *self,
                      GradioJobState state)
{
  if (self->state >= state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
gradio_job_set_queue_place (GradioJob *self,
                            int        position,
                            int        size)
{
  if (self->queue_position != position) {
    self->queue_position = position;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUEUE_POSITION]);
  }
  if (self->queue_size != size) {
    self->queue_size = size;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUEUE_SIZE]);
  }
}

void
gradio_job_set_eta (GradioJob *self,
                    double     eta)
{
  if (self->eta < 0 && eta < 0)
    return;

  self->eta = eta;
  self->eta_time = g_get_monotonic_time ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ETA]);
}

void
gradio_job_finish (GradioJob     *self,
                   GradioJobState state)
{
  g_autoptr (GradioJob)     keep = g_object_ref (self);
  g_autoptr (GradioSession) session = g_steal_pointer (&self->session);

  self->end_time = g_get_monotonic_time ();
  gradio_timer_clear (&self->timeout);
  gradio_timer_clear (&self->retry);
  gradio_job_set_retry (self, 0);
  gradio_job_set_queue_place (self, 0, 0);
  gradio_job_set_eta (self, -1);
  gradio_job_set_state (self, state);

  gradio_job_answer_waiters (self);
  if (session != NULL)
    gradio_session_job_ended (session, self);
}

void
gradio_job_joined (GradioJob *self)
{
  gradio_job_set_retry (self, 0);
  gradio_job_set_state (self, GRADIO_JOB_QUEUED);
}

void
gradio_job_complete (GradioJob *self)
{
  gradio_job_outputs_changed (self);
  gradio_job_finish (self, GRADIO_JOB_COMPLETE);
}

void
gradio_job_take_result (GradioJob *self,
                        JsonArray *data)
{
  g_autoptr (JsonArray) legacy = NULL;

  if (gradio_job_is_final (self))
    return;

  if (gradio_job_is_legacy (self))
    legacy = gradio_job_read_legacy_data (self, data);
  gradio_outputs_take (self->outputs, legacy != NULL ? legacy : data);
  gradio_job_complete (self);
}

/* GObject */

static void
gradio_job_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  GradioJob *self = GRADIO_JOB (object);

  switch ((GradioJobProperty) prop_id) {
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_QUEUE_POSITION:
    g_value_set_int (value, self->queue_position);
    break;
  case PROP_QUEUE_SIZE:
    g_value_set_int (value, self->queue_size);
    break;
  case PROP_ETA:
    g_value_set_double (value, gradio_job_get_eta (self));
    break;
  case PROP_PROGRESS:
    g_value_set_boxed (value, self->progress);
    break;
  case PROP_UPLOAD_FRACTION:
    g_value_set_double (value, self->upload_fraction);
    break;
  case PROP_RETRY_IN:
    g_value_set_double (value, gradio_job_get_retry_in (self));
    break;
  }
}

static void
gradio_job_finalize (GObject *object)
{
  GradioJob *self = GRADIO_JOB (object);

  gradio_timer_clear (&self->timeout);
  gradio_timer_clear (&self->retry);
  g_clear_object (&self->session);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->values, json_array_unref);
  g_clear_pointer (&self->event_id, g_free);
  g_clear_pointer (&self->session_hash, g_free);
  g_clear_pointer (&self->progress, g_ptr_array_unref);
  g_clear_pointer (&self->log, g_ptr_array_unref);
  g_clear_pointer (&self->outputs, gradio_outputs_free);
  g_clear_pointer (&self->error_log, gradio_log_free);
  g_clear_pointer (&self->waiters, g_ptr_array_unref);
  g_clear_pointer (&self->takers, g_ptr_array_unref);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  g_clear_pointer (&self->chunk, json_array_unref);
  g_clear_pointer (&self->changed_states, json_array_unref);
  g_clear_pointer (&self->render_config, json_object_unref);
  g_clear_pointer (&self->event_data, json_node_unref);
  g_clear_pointer (&self->input_errors, g_ptr_array_unref);
  g_clear_pointer (&self->parameter_errors, g_ptr_array_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (gradio_job_parent_class)->finalize (object);
}

static void
gradio_job_class_init (GradioJobClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gradio_job_get_property;
  object_class->finalize = gradio_job_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, GRADIO_TYPE_JOB_STATE,
                                              GRADIO_JOB_UPLOADING, flags);
  properties[PROP_QUEUE_POSITION] = g_param_spec_int ("queue-position", NULL, NULL, 0, G_MAXINT, 0,
                                                      flags);
  properties[PROP_QUEUE_SIZE] = g_param_spec_int ("queue-size", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_ETA] = g_param_spec_double ("eta", NULL, NULL, -1, G_MAXDOUBLE, -1, flags);
  properties[PROP_PROGRESS] = g_param_spec_boxed ("progress", NULL, NULL, G_TYPE_PTR_ARRAY, flags);
  properties[PROP_UPLOAD_FRACTION] = g_param_spec_double ("upload-fraction", NULL, NULL, -1, 1, -1,
                                                          flags);
  properties[PROP_RETRY_IN] = g_param_spec_double ("retry-in", NULL, NULL, -1, G_MAXDOUBLE, -1, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_PARTIAL] = g_signal_new ("partial", GRADIO_TYPE_JOB, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LOG] = g_signal_new ("log", GRADIO_TYPE_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                      NULL, G_TYPE_NONE, 1,
                                      GRADIO_TYPE_LOG | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_MESSAGE] = g_signal_new ("message", GRADIO_TYPE_JOB, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, JSON_TYPE_OBJECT);
}

static void
gradio_job_init (GradioJob *self)
{
  self->cancellable = g_cancellable_new ();
  self->progress = g_ptr_array_new_with_free_func ((GDestroyNotify) gradio_progress_free);
  self->log = g_ptr_array_new_with_free_func ((GDestroyNotify) gradio_log_free);
  self->outputs = gradio_outputs_new ();
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  self->takers = g_ptr_array_new_with_free_func (g_object_unref);
  self->trigger_id = -1;
  self->start_time = g_get_monotonic_time ();
  self->eta = -1;
  self->upload_fraction = -1;
  self->cache_duration = -1;
  self->usual_duration = -1;
  self->error_parameter = -1;
}

GradioJob *
gradio_job_new (GradioSession  *session,
                GradioEndpoint *endpoint,
                JsonArray      *values,
                gboolean        diffs)
{
  GradioJob *self = g_object_new (GRADIO_TYPE_JOB, NULL);

  g_set_object (&self->session, session);
  self->endpoint = g_object_ref (endpoint);
  self->values = json_array_ref (values);
  self->diffs = diffs;

  return self;
}

GradioJob *
gradio_job_new_for_app (GradioSession  *session,
                        GradioEndpoint *endpoint,
                        JsonArray      *data,
                        JsonNode       *event_data,
                        int             trigger_id,
                        gboolean        diffs)
{
  GradioJob *self = gradio_job_new (session, endpoint, data, diffs);

  self->from_app = TRUE;
  self->event_data = event_data != NULL ? json_node_ref (event_data) : NULL;
  self->trigger_id = trigger_id;

  return self;
}

GradioEndpoint *
gradio_job_get_endpoint (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), NULL);

  return self->endpoint;
}

GradioJobState
gradio_job_get_state (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), GRADIO_JOB_FAILED);

  return self->state;
}

gboolean
gradio_job_is_final (GradioJob *self)
{
  return gradio_job_get_state (self) >= GRADIO_JOB_COMPLETE;
}

int
gradio_job_get_queue_position (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), 0);

  return self->queue_position;
}

int
gradio_job_get_queue_size (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), 0);

  return self->queue_size;
}

double
gradio_job_get_eta (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), -1);

  if (self->eta < 0)
    return -1;

  return MAX (0, self->eta - (g_get_monotonic_time () - self->eta_time) / 1e6);
}

double
gradio_job_get_elapsed (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), 0);

  return ((self->end_time != 0 ? self->end_time : g_get_monotonic_time ()) - self->start_time) / 1e6;
}

double
gradio_job_get_upload_fraction (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), -1);

  return self->upload_fraction;
}

GPtrArray *
gradio_job_get_progress (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), NULL);

  return self->progress;
}

GPtrArray *
gradio_job_get_log (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), NULL);

  return self->log;
}

JsonArray *
gradio_job_get_outputs (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), NULL);

  return gradio_outputs_get_json (self->outputs);
}

JsonArray *
gradio_job_dup_returns (GradioJob *self)
{
  JsonArray *outputs = gradio_job_get_outputs (self);

  if (outputs != NULL)
    return gradio_endpoint_pick_returns (self->endpoint, outputs);

  /* An endpoint without outputs gives nothing, which is not the same as nothing yet. */
  return gradio_job_get_state (self) == GRADIO_JOB_COMPLETE ? json_array_new () : NULL;
}

guint
gradio_job_get_n_messages (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), 0);

  return self->n_messages;
}

JsonArray *
gradio_job_get_changed_states (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), NULL);

  return self->changed_states;
}

void
gradio_job_set_changed_states (GradioJob *self,
                               JsonArray *ids)
{
  g_clear_pointer (&self->changed_states, json_array_unref);
  self->changed_states = ids != NULL ? json_array_ref (ids) : NULL;
}

JsonObject *
gradio_job_get_render_config (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), NULL);

  return self->render_config;
}

void
gradio_job_set_render_config (GradioJob  *self,
                              JsonObject *config)
{
  g_clear_pointer (&self->render_config, json_object_unref);
  self->render_config = config != NULL ? json_object_ref (config) : NULL;
}

double
gradio_job_get_retry_in (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), -1);

  if (self->retry_time == 0)
    return -1;

  return MAX (0, (self->retry_time - g_get_monotonic_time ()) / 1e6);
}

void
gradio_job_set_retry (GradioJob *self,
                      double     seconds)
{
  if (self->retry_time == 0 && seconds <= 0)
    return;

  self->retry_time = seconds > 0 ? g_get_monotonic_time () + (gint64) (seconds * 1e6) : 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RETRY_IN]);
}

JsonArray *
gradio_job_get_values (GradioJob *self)
{
  return self->values;
}

const char *
gradio_job_get_event_id (GradioJob *self)
{
  return self->event_id;
}

void
gradio_job_set_event_id (GradioJob  *self,
                         const char *event_id)
{
  g_free (self->event_id);
  self->event_id = g_strdup (event_id);
}

const char *
gradio_job_get_session_hash (GradioJob *self)
{
  return self->session_hash;
}

void
gradio_job_set_session_hash (GradioJob  *self,
                             const char *hash)
{
  g_free (self->session_hash);
  self->session_hash = g_strdup (hash);
}

GCancellable *
gradio_job_get_cancellable (GradioJob *self)
{
  return self->cancellable;
}

void
gradio_job_set_upload_fraction (GradioJob *self,
                                double     fraction)
{
  self->upload_fraction = CLAMP (fraction, -1, 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UPLOAD_FRACTION]);
}

void
gradio_job_give_place (GradioJob *self)
{
  self->has_place = TRUE;
}

gboolean
gradio_job_take_place (GradioJob *self)
{
  gboolean had = self->has_place;

  self->has_place = FALSE;

  return had;
}

void
gradio_job_add_log (GradioJob *self,
                    GradioLog *log)
{
  g_ptr_array_add (self->log, log);
  g_signal_emit (self, signals[SIGNAL_LOG], 0, log);
}

gboolean
gradio_job_has_message_handler (GradioJob *self)
{
  return g_signal_has_handler_pending (self, signals[SIGNAL_MESSAGE], 0, FALSE);
}

void
gradio_job_emit_message (GradioJob  *self,
                         JsonObject *message)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, message);
}

void
gradio_job_emit_partial (GradioJob *self)
{
  g_signal_emit (self, signals[SIGNAL_PARTIAL], 0);
}

void
gradio_job_notify_progress (GradioJob *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/* Takes the error. */
static void
stop (GradioJob *self,
      GError    *error)
{
  g_autoptr (GradioJob)     keep = g_object_ref (self);
  g_autoptr (GradioSession) session = self->session != NULL ? g_object_ref (self->session) : NULL;

  gradio_job_fail (self, error);
  g_cancellable_cancel (self->cancellable);
  if (session != NULL)
    gradio_session_job_stopped (session, self);
}

void
gradio_job_cancel (GradioJob *self)
{
  g_return_if_fail (GRADIO_IS_JOB (self));

  if (!gradio_job_is_final (self))
    stop (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The job was cancelled.")));
}

static gboolean
timeout_cb (gpointer user_data)
{
  GradioJob *self = user_data;

  stop (self, g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_TIMEOUT,
                                   _("The job took longer than it was given. Allow more time.")));

  return G_SOURCE_REMOVE;
}

void
gradio_job_set_timeout (GradioJob *self,
                        double     seconds)
{
  double left;

  g_return_if_fail (GRADIO_IS_JOB (self));

  gradio_timer_clear (&self->timeout);
  if (seconds <= 0 || gradio_job_is_final (self))
    return;

  left = MAX (0, seconds - gradio_job_get_elapsed (self));
  self->timeout = gradio_timer_start ((guint) CLAMP (left * 1000, 0, G_MAXINT), timeout_cb, self, NULL);
}
