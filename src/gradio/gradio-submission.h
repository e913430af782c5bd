/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-session-private.h"

G_BEGIN_DECLS

/* The way of a job to the server: its files, then its values, by whatever the server speaks
 * (protocol.md 8, 11.1, 12.1). Not installed. */

/**
 * GradioSubmission:
 * @session: the session it runs in
 * @job: the job
 * @data: one entry per input of the dependency, files uploaded; %NULL before that
 * @n_tries: how often the server was too busy for it
 * @logins: how many logins there had been when it was sent
 * @renewed: a login that had ended was renewed for it
 *
 * Travels along the callbacks of one job until the server has taken or refused it.
 */
typedef struct {
  GradioSession *session; /* owned */
  GradioJob     *job;     /* owned */
  JsonArray     *data;    /* owned */
  guint          n_tries;
  guint          logins;
  gboolean       renewed;
} GradioSubmission;

GradioSubmission *gradio_submission_ref (GradioSubmission *self);
void              gradio_submission_unref (GradioSubmission *self);

/**
 * gradio_submission_start:
 * @session: the session it runs in
 * @job: a new job
 *
 * Uploads the local files among its values and sends them off. The job is told what becomes of it.
 */
void gradio_submission_start (GradioSession *session,
                              GradioJob     *job);

/**
 * gradio_submission_cancel:
 * @session: the session it runs in
 * @job: a job that the server has given an `event_id`
 *
 * Asks the server to stop it. Servers before 4.31 have no such route; they are told to reset the
 * job, and the end of their stream has to do for what is left.
 */
void gradio_submission_cancel (GradioSession *session,
                               GradioJob     *job);

/* What the ways have in common. */

/**
 * gradio_submission_new_post:
 * @session: a session
 * @path: path below the prefix
 * @json: (transfer full): the body
 *
 * Returns: (transfer full): a POST
 */
SoupMessage *gradio_submission_new_post (GradioSession *session,
                                         const char    *path,
                                         GString       *json);

/**
 * gradio_submission_begin_body:
 * @session: the session
 * @job: the job
 * @data: values for the wire
 *
 * Returns: (transfer full): the JSON object that all ways send, without its closing brace
 */
GString *gradio_submission_begin_body (GradioSession *session,
                                       GradioJob     *job,
                                       JsonArray     *data);

/**
 * gradio_submission_refused:
 * @self: a submission
 * @message: (nullable): the request that was refused
 * @error: (transfer full): why
 *
 * Ends the job, or sends it again: after a while when the server is busy and the caller wants that
 * (protocol.md 21), or once after a new login when the server knows the old one no more.
 */
void gradio_submission_refused (GradioSubmission *self,
                                SoupMessage      *message,
                                GError           *error);

/**
 * gradio_submission_new_refusal:
 * @job: the job
 * @message: a request that was answered with a failure
 * @body: the answer
 *
 * Returns: (transfer full): what it says; the job is told which of its parameters it is about
 */
GError *gradio_submission_new_refusal (GradioJob   *job,
                                       SoupMessage *message,
                                       GBytes      *body);

/* Returns: (transfer full): what a queue says that has no place left */
GError *gradio_submission_new_full_error (void);

typedef void (*GradioWay) (GradioSubmission *self);

/**
 * gradio_submission_pass_gate:
 * @self: a submission
 * @way: what opens an event stream or a socket for its job
 *
 * Goes that way when there is room for another connection that stays open: with too many of them the
 * requests that their jobs need would find no connection any more (protocol.md 4.2).
 */
void gradio_submission_pass_gate (GradioSubmission *self,
                                  GradioWay         way);

/* The ways. Each takes a reference of its own. */
void gradio_join_start (GradioSubmission *self);         /* POST /queue/join, the session's stream */
void gradio_run_start (GradioSubmission *self);          /* POST /run/predict, no queue */
void gradio_call_start (GradioSubmission *self);         /* POST /call/NAME, a stream for the job */
void gradio_queue_stream_start (GradioSubmission *self); /* GET /queue/join, 4.0 to 4.8 */
void gradio_queue_socket_start (GradioSubmission *self); /* WebSocket /queue/join, Gradio 3 */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioSubmission, gradio_submission_unref)

G_END_DECLS
