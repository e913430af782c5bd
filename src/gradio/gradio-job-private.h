/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-job.h"
#include "gradio-message.h"
#include "gradio-outputs.h"
#include "gradio-session.h"

G_BEGIN_DECLS

/* Shared by gradio-job.c (what it is), gradio-job-messages.c (what the server says), gradio-job-errors.c
 * (what went wrong), gradio-job-wait.c (who waits for it) and gradio-job-input.c (what is sent while it
 * runs). */
struct _GradioJob {
  GObject parent_instance;

  GradioSession  *session; /* owned until the job is final */
  GradioEndpoint *endpoint;
  JsonArray      *values;
  JsonNode       *event_data; /* nullable */
  GCancellable   *cancellable;
  char           *event_id;
  char           *session_hash; /* it was sent with */
  GSource        *timeout;
  GSource        *retry;      /* sends it again when the server was busy */
  int             trigger_id; /* -1: none */
  gboolean        diffs;
  gboolean        has_place; /* in the session's gate */
  gboolean        from_app;  /* @values are `data` as it is on the wire, State and all */

  GradioJobState state;
  int            queue_position;
  int            queue_size;
  double         eta; /* seconds after eta_time */
  gint64         eta_time;
  gint64         start_time;
  gint64         end_time;   /* 0 while it goes on */
  gint64         retry_time; /* when it is sent again, 0 when it need not be */
  double         upload_fraction;
  GPtrArray     *progress;
  GPtrArray     *log;
  guint          n_messages;

  gint64         input_time; /* when its function began to listen, 0 before */
  GradioCacheUse cache_use;
  double         cache_duration;
  double         usual_duration;

  GradioOutputs *outputs;
  guint          n_outputs;      /* how often they changed */
  guint          n_taken;        /* how many of these gradio_job_next_async() has given */
  JsonArray     *changed_states; /* nullable */
  JsonObject    *render_config;  /* nullable */
  GPtrArray     *history;        /* of JsonArray; NULL unless it is kept */

  JsonArray *chunk;      /* input that waits to be sent; nullable */
  gboolean   chunk_sent; /* one is on its way, or not answered yet */
  gboolean   listening;  /* the function has started and takes input */
  gboolean   input_ended;

  GError    *error;
  GradioLog *error_log;
  int        error_parameter;
  GPtrArray *input_errors;     /* as the next, one an input */
  GPtrArray *parameter_errors; /* of char, one a parameter, NULL where it is fine; NULL without any */
  GPtrArray *waiters;          /* of GTask: for the end */
  GPtrArray *takers;           /* of GTask: for the next outputs */
};

/**
 * gradio_job_new:
 * @session: (nullable): the session it runs in, told when the job is cancelled; held until the job
 *   is final
 * @endpoint: what it runs
 * @values: one value per parameter
 * @diffs: whether second and later partial outputs are edits (sse_v2 and later)
 */
GradioJob *gradio_job_new (GradioSession  *session,
                           GradioEndpoint *endpoint,
                           JsonArray      *values,
                           gboolean        diffs);

/**
 * gradio_job_new_for_app:
 * @session: the session it runs in
 * @endpoint: what it runs
 * @data: one value per input of the dependency, null for State
 * @event_data: (nullable): what the event was about
 * @trigger_id: component whose event it was, or -1
 * @diffs: whether second and later partial outputs are edits
 */
GradioJob *gradio_job_new_for_app (GradioSession  *session,
                                   GradioEndpoint *endpoint,
                                   JsonArray      *data,
                                   JsonNode       *event_data,
                                   int             trigger_id,
                                   gboolean        diffs);

JsonArray    *gradio_job_get_values (GradioJob *self);
const char   *gradio_job_get_event_id (GradioJob *self); /* nullable */
void          gradio_job_set_event_id (GradioJob *self, const char *event_id);
const char   *gradio_job_get_session_hash (GradioJob *self); /* nullable */
void          gradio_job_set_session_hash (GradioJob *self, const char *hash);
void          gradio_job_set_cache (GradioJob *self, GradioCacheUse use, double duration, double usual);
void          gradio_job_set_changed_states (GradioJob *self, JsonArray *ids);    /* nullable */
void          gradio_job_set_render_config (GradioJob *self, JsonObject *config); /* nullable */
GCancellable *gradio_job_get_cancellable (GradioJob *self);                       /* cancelled when the job is */
void          gradio_job_set_upload_fraction (GradioJob *self, double fraction);
void          gradio_job_set_retry (GradioJob *self, double seconds); /* 0: it is under way again */
void          gradio_job_add_log (GradioJob *self, GradioLog *log);   /* takes it */

void     gradio_job_give_place (GradioJob *self); /* in the session's gate */
gboolean gradio_job_take_place (GradioJob *self); /* whether it had one */

/**
 * gradio_job_handle_message:
 * @self: a job
 * @message: a message of its event stream (protocol.md 9)
 *
 * Messages may come in any order, twice, or after the end.
 */
void gradio_job_handle_message (GradioJob           *self,
                                const GradioMessage *message);

void gradio_job_joined (GradioJob *self);

/**
 * gradio_job_take_partial:
 * @self: a job
 * @data: one entry per output of the dependency
 */
void gradio_job_take_partial (GradioJob *self,
                              JsonArray *data);

/**
 * gradio_job_take_result:
 * @self: a job
 * @data: one entry per output of the dependency
 *
 * The job is complete.
 */
void gradio_job_take_result (GradioJob *self,
                             JsonArray *data);

void gradio_job_complete (GradioJob *self); /* with the outputs that it has */

/**
 * gradio_job_fail:
 * @self: a job
 * @error: (transfer full): why; %G_IO_ERROR_CANCELLED makes it a cancelled job
 */
void gradio_job_fail (GradioJob *self,
                      GError    *error);

/**
 * gradio_job_fail_app:
 * @self: a job
 * @output: (nullable): `output` of a failed job, or the answer of `/run` (protocol.md 11.2)
 */
void gradio_job_fail_app (GradioJob  *self,
                          JsonObject *output);

/**
 * gradio_job_set_parameter_error:
 * @self: a job
 * @parameter: position of a parameter
 * @text: what the server says about its value
 */
void gradio_job_set_parameter_error (GradioJob  *self,
                                     guint       parameter,
                                     const char *text);

void gradio_job_set_input_error (GradioJob  *self,
                                 guint       input,
                                 const char *text);

/* Whether the server is Gradio 3, whose files have other shapes than those of its successors. */
gboolean gradio_job_is_legacy (GradioJob *self);

/* Types of the components behind the values, in their order, when the server is Gradio 3, whose files
 * have other shapes. (transfer full) (nullable) (element-type utf8) */
GPtrArray *gradio_job_list_legacy_components (GradioJob *self);

/* Outputs of Gradio 3 in the shape of its successors. (transfer full) */
JsonArray *gradio_job_read_legacy_data (GradioJob *self, JsonArray *data);

/* Between the parts of GradioJob. */
void     gradio_job_set_state (GradioJob *self, GradioJobState state);
void     gradio_job_set_queue_place (GradioJob *self, int position, int size);
void     gradio_job_set_eta (GradioJob *self, double eta);
void     gradio_job_finish (GradioJob *self, GradioJobState state);
void     gradio_job_outputs_changed (GradioJob *self); /* for those who wait for the next ones */
void     gradio_job_answer_waiters (GradioJob *self);  /* all of them: the job is final */
void     gradio_job_input_answered (GradioJob *self);  /* the function has dealt with a chunk */
gboolean gradio_job_has_message_handler (GradioJob *self);
void     gradio_job_emit_message (GradioJob *self, JsonObject *message);
void     gradio_job_emit_partial (GradioJob *self);
void     gradio_job_notify_progress (GradioJob *self);

G_END_DECLS
