/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-endpoint.h"
#include "gradio-log.h"
#include "gradio-progress.h"
#include "gradio-visibility.h"

GRADIO_BEGIN_DECLS

/**
 * GradioJobState:
 * @GRADIO_JOB_UPLOADING: the files among its values are on their way; the first state of every job
 * @GRADIO_JOB_QUEUED: it waits on the server
 * @GRADIO_JOB_PROCESSING: its function runs
 * @GRADIO_JOB_GENERATING: its function runs and has given partial outputs
 * @GRADIO_JOB_COMPLETE: it ended well; final
 * @GRADIO_JOB_CANCELLED: somebody stopped it; final
 * @GRADIO_JOB_FAILED: it ended with an error; final
 *
 * States go forwards and may be skipped.
 */
typedef enum {
  GRADIO_JOB_UPLOADING,
  GRADIO_JOB_QUEUED,
  GRADIO_JOB_PROCESSING,
  GRADIO_JOB_GENERATING,
  GRADIO_JOB_COMPLETE,
  GRADIO_JOB_CANCELLED,
  GRADIO_JOB_FAILED,
} GradioJobState;

/**
 * GradioCacheUse:
 * @GRADIO_CACHE_NOT_USED: the function ran
 * @GRADIO_CACHE_USED_PARTLY: the function ran and took something from its cache
 * @GRADIO_CACHE_USED: the result was there already
 *
 * What a job has from the cache of its app (`gr.cache`, `gr.Cache`).
 */
typedef enum {
  GRADIO_CACHE_NOT_USED,
  GRADIO_CACHE_USED_PARTLY,
  GRADIO_CACHE_USED,
} GradioCacheUse;

#define GRADIO_TYPE_CACHE_USE (gradio_cache_use_get_type ())
GType gradio_cache_use_get_type (void);

#define GRADIO_TYPE_JOB_STATE (gradio_job_state_get_type ())
GType gradio_job_state_get_type (void);

#define GRADIO_TYPE_JOB (gradio_job_get_type ())

/**
 * GradioJob:
 *
 * One run of an endpoint, made by gradio_client_submit(). It goes on when nobody holds it; closing
 * its client ends it.
 *
 * Properties, all read-only and notified: `state`, `queue-position`, `queue-size`, `eta`,
 * `progress`, `upload-fraction`, `retry-in`.
 *
 * Signals: `partial` (no arguments) when gradio_job_get_outputs() changed and the job goes on;
 * `log` (#GradioLog) for each message to people; `message` (#JsonObject) for each message of the
 * server as it came, before anything else is made of it: `render_config` and what is not known yet
 * are in there (protocol.md 9, 17). While somebody listens each message is read twice. Handlers run in the main context of the
 * submission.
 */
G_DECLARE_FINAL_TYPE (GradioJob, gradio_job, GRADIO, JOB, GObject)

/**
 * GradioJob:state:
 *
 * As gradio_job_get_state() has it.
 */

/**
 * GradioJob:queue-position:
 *
 * As gradio_job_get_queue_position() has it.
 */

/**
 * GradioJob:queue-size:
 *
 * As gradio_job_get_queue_size() has it.
 */

/**
 * GradioJob:eta:
 *
 * As gradio_job_get_eta() has it; notified when the server estimates anew, not as it is counted down.
 */

/**
 * GradioJob:progress: (type GLib.PtrArray(GradioProgress))
 *
 * As gradio_job_get_progress() has it; some languages can call that only.
 */

/**
 * GradioJob:upload-fraction:
 *
 * As gradio_job_get_upload_fraction() has it.
 */

/**
 * GradioJob:retry-in:
 *
 * As gradio_job_get_retry_in() has it; notified when a wait begins or ends.
 */

/**
 * GradioJob::partial:
 * @self: a job
 *
 * The outputs changed and the job goes on; gradio_job_dup_returns() has them.
 */

/**
 * GradioJob::log:
 * @self: a job
 * @log: the message
 *
 * The app sent a message for people.
 */

/**
 * GradioJob::message:
 * @self: a job
 * @message: the message
 *
 * The server sent a message; nothing else was made of it yet.
 */

/**
 * gradio_job_get_endpoint:
 * @self: a job
 *
 * Returns: (transfer none): what it runs
 */
GradioEndpoint *gradio_job_get_endpoint (GradioJob *self);

/**
 * gradio_job_get_state:
 * @self: a job
 *
 * Returns: how far it is
 */
GradioJobState gradio_job_get_state (GradioJob *self);

/**
 * gradio_job_is_final:
 * @self: a job
 *
 * Returns: whether it has ended, in whatever way
 */
gboolean gradio_job_is_final (GradioJob *self);

/**
 * gradio_job_get_queue_position:
 * @self: a job
 *
 * Returns: its place in the queue, 1 for the next one to run, 0 when it does not wait or the place
 *   is unknown
 */
int gradio_job_get_queue_position (GradioJob *self);

/**
 * gradio_job_get_queue_size:
 * @self: a job
 *
 * Returns: how many jobs wait in this queue, 0 when unknown
 */
int gradio_job_get_queue_size (GradioJob *self);

/**
 * gradio_job_get_eta:
 * @self: a job
 *
 * Returns: seconds until the result by the server's estimate, counted down since it was made; -1
 *   when there is none
 */
double gradio_job_get_eta (GradioJob *self);

/**
 * gradio_job_get_elapsed:
 * @self: a job
 *
 * Returns: seconds since the submission; the time it took once it is final
 */
double gradio_job_get_elapsed (GradioJob *self);

/**
 * gradio_job_get_upload_fraction:
 * @self: a job
 *
 * Returns: 0 to 1: share of the files' bytes that were sent; -1 when the job has no files
 */
double gradio_job_get_upload_fraction (GradioJob *self);

/**
 * gradio_job_get_progress:
 * @self: a job
 *
 * Returns: (transfer none) (element-type GradioProgress): its bars, the outer one first; empty when
 *   it reports none
 */
GPtrArray *gradio_job_get_progress (GradioJob *self);

/**
 * gradio_job_get_log:
 * @self: a job
 *
 * Returns: (transfer none) (element-type GradioLog): all messages so far, also those that are not
 *   to be shown
 */
GPtrArray *gradio_job_get_log (GradioJob *self);

/**
 * gradio_job_dup_returns:
 * @self: a job
 *
 * The values so far, one per return of the endpoint. While the job goes on they are valid until it
 * changes next: copy what is to be kept.
 *
 * Returns: (transfer full) (nullable): the values, or %NULL when there are none yet
 */
JsonArray *gradio_job_dup_returns (GradioJob *self);

/**
 * gradio_job_get_outputs:
 * @self: a job
 *
 * Like gradio_job_dup_returns(), with State and layout: one entry per output of the dependency.
 *
 * Returns: (transfer none) (nullable): the values
 */
JsonArray *gradio_job_get_outputs (GradioJob *self);

/**
 * gradio_job_get_changed_states:
 * @self: a job
 *
 * The State components (ids of the config) whose values the run changed since its last message, as
 * far as they have `change` listeners; the values themselves stay with the server (protocol.md 17).
 * A generator names them with each of its partial outputs.
 *
 * Returns: (transfer none) (nullable): a list of numbers, with partial outputs and once the job is
 *   complete
 */
JsonArray *gradio_job_get_changed_states (GradioJob *self);

/**
 * gradio_job_get_cache_use:
 * @self: a job
 *
 * Returns: what it has from the app's cache, once it is complete
 */
GradioCacheUse gradio_job_get_cache_use (GradioJob *self);

/**
 * gradio_job_get_cache_duration:
 * @self: a job
 *
 * Returns: seconds that it took with the cache, -1 when unknown
 */
double gradio_job_get_cache_duration (GradioJob *self);

/**
 * gradio_job_get_usual_duration:
 * @self: a job
 *
 * Returns: seconds that its function takes on average without the cache, -1 when unknown
 */
double gradio_job_get_usual_duration (GradioJob *self);

/**
 * gradio_job_get_time_left:
 * @self: a job of an endpoint with gradio_endpoint_is_stream()
 *
 * Returns: seconds that are left of gradio_endpoint_get_time_limit(); -1 when it has not started, or
 *   there is no limit
 */
double gradio_job_get_time_left (GradioJob *self);

/**
 * gradio_job_get_render_config:
 * @self: a job
 *
 * What a function of `gr.render` gives instead of values: a part of the app, with `components`,
 * `layout`, `dependencies` and `render_id` (protocol.md 17).
 *
 * Returns: (transfer none) (nullable): the part, once the job is complete
 */
JsonObject *gradio_job_get_render_config (GradioJob *self);

/**
 * gradio_job_get_n_messages:
 * @self: a job
 *
 * Returns: how many messages the server sent for it
 */
guint gradio_job_get_n_messages (GradioJob *self);

/**
 * gradio_job_get_error:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): why it failed or was cancelled; partial outputs stay
 */
const GError *gradio_job_get_error (GradioJob *self);

/**
 * gradio_job_get_error_log:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): title, duration and visibility of the app's own error
 *   (%GRADIO_ERROR_APP, %GRADIO_ERROR_QUOTA)
 */
const GradioLog *gradio_job_get_error_log (GradioJob *self);

/**
 * gradio_job_get_error_parameter:
 * @self: a job
 *
 * Returns: position of the parameter that the server found at fault, or -1
 */
int gradio_job_get_error_parameter (GradioJob *self);

/**
 * gradio_job_get_parameter_error:
 * @self: a job
 * @parameter: position of a parameter
 *
 * Returns: (nullable): what the server said about the value of this parameter when it refused the
 *   job (Gradio 6 validators, protocol.md 11.1)
 */
const char *gradio_job_get_parameter_error (GradioJob *self,
                                            guint      parameter);

/**
 * gradio_job_get_input_error:
 * @self: a job
 * @input: position of an input of its dependency, State and layout counted too
 *
 * Returns: (nullable): what the server said about the value of this input when it refused the job,
 *   as gradio_job_get_parameter_error()
 */
const char *gradio_job_get_input_error (GradioJob *self,
                                        guint      input);

/**
 * gradio_job_get_retry_in:
 * @self: a job
 *
 * Returns: seconds until it is sent again because the server was busy
 *   (gradio_client_set_busy_retries()), -1 when it is not waiting for that
 */
double gradio_job_get_retry_in (GradioJob *self);

/**
 * gradio_job_set_timeout:
 * @self: a job
 * @seconds: how long it may take since its submission; 0 for as long as it likes
 *
 * When the time is over the job fails with %GRADIO_ERROR_TIMEOUT and the server is told to stop it.
 */
void gradio_job_set_timeout (GradioJob *self,
                             double     seconds);

/**
 * gradio_job_cancel:
 * @self: a job
 *
 * Ends the job here at once and tells the server to stop it. A plain function on the server runs to
 * its end all the same; a generator stops at its next step (protocol.md 12.1). Does nothing for a
 * final job.
 */
void gradio_job_cancel (GradioJob *self);

/**
 * gradio_job_wait_async:
 * @self: a job
 * @cancellable: (nullable): ends the waiting, not the job
 * @callback: called when the job is final; soon, not at once, when it already is
 * @user_data: for @callback
 *
 * Waits for the end of the job, whatever it is. Several can wait for one job.
 */
void gradio_job_wait_async (GradioJob          *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);

/**
 * gradio_job_wait_finish:
 * @self: a job
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full): the values, one per return, or %NULL: the job's error,
 *   %G_IO_ERROR_CANCELLED when it was cancelled
 */
JsonArray *gradio_job_wait_finish (GradioJob    *self,
                                   GAsyncResult *result,
                                   GError      **error);

/**
 * gradio_job_next_async:
 * @self: a job
 * @cancellable: (nullable): ends the waiting, not the job
 * @callback: called when there are outputs that were not given yet, or will be none
 * @user_data: for @callback
 *
 * Goes through the outputs as they come. Without gradio_job_keep_history() those that were replaced
 * before anybody asked are left out.
 */
void gradio_job_next_async (GradioJob          *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);

/**
 * gradio_job_next_finish:
 * @self: a job
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the next values, one per return, the caller's own; %NULL
 *   without an error after the last, else the job's error
 */
JsonArray *gradio_job_next_finish (GradioJob    *self,
                                   GAsyncResult *result,
                                   GError      **error);

/**
 * gradio_job_keep_history:
 * @self: a job that was just submitted
 *
 * Keeps a copy of all outputs that come from now on. Long texts that grow by a word at a time make
 * that dear.
 */
void gradio_job_keep_history (GradioJob *self);

/**
 * gradio_job_get_history:
 * @self: a job
 *
 * Returns: (transfer none) (nullable) (element-type JsonArray): all outputs so far, the last ones at
 *   the end, one value per return each; %NULL when they are not kept
 */
GPtrArray *gradio_job_get_history (GradioJob *self);

/**
 * gradio_job_push:
 * @self: a job of an endpoint with gradio_endpoint_is_stream()
 * @values: one value per parameter, as for gradio_session_submit(), or per input, as for
 *   gradio_session_trigger(), whichever started the job
 *
 * Sends the next piece of input, such as a picture of the camera. One piece is on its way at a time;
 * of those that come while the server is at work on it, or before it has started, the newest waits
 * and the others are dropped (protocol.md 16.2). Does nothing for a final job.
 */
void gradio_job_push (GradioJob *self,
                      JsonArray *values);

/**
 * gradio_job_wants_input:
 * @self: a job of an endpoint with gradio_endpoint_is_stream()
 *
 * Returns: whether gradio_job_push() would send a piece at once. Whoever must not lose any waits for
 *   that, and joins what comes meanwhile
 */
gboolean gradio_job_wants_input (GradioJob *self);

/**
 * gradio_job_end_input:
 * @self: a job of an endpoint with gradio_endpoint_is_stream()
 *
 * Says that no more input comes, after the piece that waits. The job completes with the outputs of
 * the last one.
 */
void gradio_job_end_input (GradioJob *self);

GRADIO_END_DECLS
