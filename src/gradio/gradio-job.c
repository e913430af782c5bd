/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-job-private.h"

#include "gradio-endpoint-private.h"
#include "gradio-error.h"
#include "gradio-json.h"
#include "gradio-outputs.h"

#include <glib/gi18n-lib.h>

struct _GradioJob {
  GObject parent_instance;

  GradioSession  *session; /* owned until the job is final */
  GradioEndpoint *endpoint;
  JsonArray      *values;
  GCancellable   *cancellable;
  char           *event_id;
  gboolean        diffs;

  GradioJobState state;
  int            queue_position;
  int            queue_size;
  double         eta; /* seconds after eta_time */
  gint64         eta_time;
  gint64         start_time;
  gint64         end_time; /* 0 while it goes on */
  double         upload_fraction;
  GPtrArray     *progress;
  GPtrArray     *log;
  guint          n_messages;

  GradioOutputs *outputs;

  GError    *error;
  GradioLog *error_log;
  int        error_parameter;
  GPtrArray *waiters; /* of GTask */
};

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
/* clang-format on */

typedef enum {
  PROP_STATE = 1,
  PROP_QUEUE_POSITION,
  PROP_QUEUE_SIZE,
  PROP_ETA,
  PROP_PROGRESS,
  PROP_UPLOAD_FRACTION,
} GradioJobProperty;

static GParamSpec *properties[PROP_UPLOAD_FRACTION + 1];

enum {
  SIGNAL_PARTIAL,
  SIGNAL_LOG,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_state (GradioJob     *self,
           GradioJobState state)
{
  if (self->state >= state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_queue_place (GradioJob *self,
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

static void
set_eta (GradioJob *self,
         double     eta)
{
  if (self->eta < 0 && eta < 0)
    return;

  self->eta = eta;
  self->eta_time = g_get_monotonic_time ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ETA]);
}

static void
answer_waiter (GradioJob *self,
               GTask     *task)
{
  if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else
    g_task_return_pointer (task, gradio_job_dup_returns (self), (GDestroyNotify) json_array_unref);
}

static void
finish (GradioJob     *self,
        GradioJobState state)
{
  g_autoptr (GradioSession) session = g_steal_pointer (&self->session);
  g_autoptr (GPtrArray)     waiters = g_steal_pointer (&self->waiters);

  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  self->end_time = g_get_monotonic_time ();
  set_queue_place (self, 0, 0);
  set_eta (self, -1);
  set_state (self, state);

  for (guint i = 0; i < waiters->len; i++)
    answer_waiter (self, waiters->pdata[i]);
}

/* messages */

static void
handle_estimation (GradioJob  *self,
                   JsonObject *message)
{
  gint64 rank = gradio_json_get_int (message, "rank", -1);
  gint64 size = gradio_json_get_int (message, "queue_size", 0);

  if (self->state > GRADIO_JOB_QUEUED)
    return;

  set_state (self, GRADIO_JOB_QUEUED);
  set_queue_place (self, (int) CLAMP (rank + 1, 0, G_MAXINT),
                   (int) CLAMP (MAX (size, rank + 1), 0, G_MAXINT));
  set_eta (self, gradio_json_get_double (message, "rank_eta", -1));
}

static void
start_processing (GradioJob *self)
{
  set_queue_place (self, 0, 0);
  set_state (self, GRADIO_JOB_PROCESSING);
}

static void
handle_progress (GradioJob  *self,
                 JsonObject *message)
{
  start_processing (self);
  g_ptr_array_unref (self->progress);
  self->progress = gradio_progress_list_from_json (gradio_json_get_array (message, "progress_data"));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

static void
handle_log (GradioJob  *self,
            JsonObject *message)
{
  GradioLog *log = gradio_log_new_from_json (message);

  g_ptr_array_add (self->log, log);
  g_signal_emit (self, signals[SIGNAL_LOG], 0, log);
}

static void
handle_partial (GradioJob  *self,
                JsonObject *message,
                gboolean    diffs)
{
  JsonObject *output = gradio_json_get_object (message, "output");
  JsonArray  *data = gradio_json_get_array (output, "data");

  if (!gradio_json_get_boolean (message, "success", TRUE)) {
    gradio_job_fail_app (self, output);
    return;
  }
  if (data == NULL)
    return;

  start_processing (self);
  if (diffs && !gradio_outputs_is_empty (self->outputs))
    gradio_outputs_apply (self->outputs, data);
  else
    gradio_outputs_take (self->outputs, data);

  set_state (self, GRADIO_JOB_GENERATING);
  g_signal_emit (self, signals[SIGNAL_PARTIAL], 0);
}

static void
handle_completed (GradioJob  *self,
                  JsonObject *message)
{
  JsonObject *output = gradio_json_get_object (message, "output");
  JsonArray  *data = gradio_json_get_array (output, "data");

  if (!gradio_json_get_boolean (message, "success", TRUE))
    gradio_job_fail_app (self, output);
  else if (data != NULL)
    gradio_job_complete (self, data);
  else /* success without data is how the server says that the job was cancelled */
    gradio_job_fail (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                _("The job was cancelled.")));
}

void
gradio_job_handle_message (GradioJob  *self,
                           JsonObject *message)
{
  const char *msg = gradio_json_get_string (message, "msg", "");

  g_return_if_fail (GRADIO_IS_JOB (self));

  if (gradio_job_is_final (self))
    return;

  self->n_messages++;

  if (g_str_equal (msg, "process_generating"))
    handle_partial (self, message, self->diffs);
  else if (g_str_equal (msg, "progress"))
    handle_progress (self, message);
  else if (g_str_equal (msg, "process_completed"))
    handle_completed (self, message);
  else if (g_str_equal (msg, "estimation"))
    handle_estimation (self, message);
  else if (g_str_equal (msg, "process_starts")) {
    start_processing (self);
    set_eta (self, gradio_json_get_double (message, "eta", -1));
  } else if (g_str_equal (msg, "log"))
    handle_log (self, message);
  else if (g_str_equal (msg, "process_streaming"))
    handle_partial (self, message, FALSE);
  else
    g_debug ("A message of a kind that is not known: %s", msg);
}

void
gradio_job_joined (GradioJob *self)
{
  set_state (self, GRADIO_JOB_QUEUED);
}

void
gradio_job_complete (GradioJob *self,
                     JsonArray *data)
{
  if (gradio_job_is_final (self))
    return;

  gradio_outputs_take (self->outputs, data);
  finish (self, GRADIO_JOB_COMPLETE);
}

void
gradio_job_fail (GradioJob *self,
                 GError    *error)
{
  g_autoptr (GradioJob) keep = g_object_ref (self);
  gboolean              cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (gradio_job_is_final (self)) {
    g_error_free (error);
    return;
  }

  self->error = error;
  finish (self, cancelled ? GRADIO_JOB_CANCELLED : GRADIO_JOB_FAILED);
}

void
gradio_job_fail_app (GradioJob  *self,
                     JsonObject *output)
{
  g_autoptr (JsonObject) nothing = json_object_new ();

  if (gradio_job_is_final (self))
    return;

  if (output == NULL || !json_object_has_member (output, "error"))
    json_object_set_null_member (nothing, "error");

  g_clear_pointer (&self->error_log, gradio_log_free);
  self->error_log = gradio_log_new_from_json (
    output != NULL && json_object_has_member (output, "error") ? output : nothing);
  gradio_job_fail (self, g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_APP, self->error_log->text));
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
  }
}

static void
gradio_job_finalize (GObject *object)
{
  GradioJob *self = GRADIO_JOB (object);

  g_clear_object (&self->session);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->values, json_array_unref);
  g_clear_pointer (&self->event_id, g_free);
  g_clear_pointer (&self->progress, g_ptr_array_unref);
  g_clear_pointer (&self->log, g_ptr_array_unref);
  g_clear_pointer (&self->outputs, gradio_outputs_free);
  g_clear_pointer (&self->error_log, gradio_log_free);
  g_clear_pointer (&self->waiters, g_ptr_array_unref);
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
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_PARTIAL] = g_signal_new ("partial", GRADIO_TYPE_JOB, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LOG] = g_signal_new ("log", GRADIO_TYPE_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                      NULL, G_TYPE_NONE, 1,
                                      GRADIO_TYPE_LOG | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
gradio_job_init (GradioJob *self)
{
  self->cancellable = g_cancellable_new ();
  self->progress = g_ptr_array_new_with_free_func ((GDestroyNotify) gradio_progress_free);
  self->log = g_ptr_array_new_with_free_func ((GDestroyNotify) gradio_log_free);
  self->outputs = gradio_outputs_new ();
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  self->start_time = g_get_monotonic_time ();
  self->eta = -1;
  self->upload_fraction = -1;
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

const GError *
gradio_job_get_error (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), NULL);

  return self->error;
}

const GradioLog *
gradio_job_get_error_log (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), NULL);

  return self->error_log;
}

int
gradio_job_get_error_parameter (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), -1);

  return self->error_parameter;
}

void
gradio_job_set_error_parameter (GradioJob *self,
                                int        parameter)
{
  self->error_parameter = parameter;
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
gradio_job_cancel (GradioJob *self)
{
  g_autoptr (GradioSession) session = NULL;
  g_autoptr (GradioJob)     keep = g_object_ref (self);

  g_return_if_fail (GRADIO_IS_JOB (self));

  if (gradio_job_is_final (self))
    return;

  session = g_steal_pointer (&self->session);
  gradio_job_fail (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                              _("The job was cancelled.")));
  g_cancellable_cancel (self->cancellable);
  if (session != NULL)
    gradio_session_job_cancelled (session, self);
}

static void
waiter_cancelled_cb (GCancellable *cancellable,
                     GTask        *task)
{
  GradioJob *self = g_task_get_source_object (task);
  guint      index;

  if (g_ptr_array_find (self->waiters, task, &index)) {
    g_task_return_error_if_cancelled (task);
    g_ptr_array_remove_index (self->waiters, index);
  }
}

void
gradio_job_wait_async (GradioJob          *self,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GRADIO_IS_JOB (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gradio_job_wait_async);

  if (gradio_job_is_final (self)) {
    answer_waiter (self, task);
    return;
  }

  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (waiter_cancelled_cb), task, 0);
  g_ptr_array_add (self->waiters, g_steal_pointer (&task));
}

JsonArray *
gradio_job_wait_finish (GradioJob    *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
