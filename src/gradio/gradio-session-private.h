/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-connection.h"
#include "gradio-event-stream.h"
#include "gradio-gate.h"
#include "gradio-heartbeat.h"
#include "gradio-protocol.h"
#include "gradio-session.h"

G_BEGIN_DECLS

/* Shared by gradio-session.c (what it is, and its jobs) and gradio-session-stream.c (how they are heard of). */
struct _GradioSession {
  GObject parent_instance;

  GradioConnection  *connection;
  GradioHeartbeat   *heartbeat; /* nullable */
  GradioEventStream *stream;    /* NULL while none is open */
  GHashTable        *active;    /* set of GradioJob: all that are not final */
  GHashTable        *jobs;      /* event id -> GradioJob: those the stream tells of */
  GradioJob         *last;      /* lent by jobs: the one of the last message */
  GQueue             early;     /* of GBytes: messages of jobs whose join is not answered yet */
  char              *hash;
  GSource           *idle_timer;
  GSource           *reopened_timer;
  GError            *refusal; /* nullable: why the stream ended the first time, where that says more than a loss */
  GSource           *held_back_timer;
  GradioProtocol     protocol;
  guint              n_joining;
  guint              busy_retries;
  gboolean           wants_heartbeat;
  gboolean           shared;
  gboolean           server_closes; /* it said close_stream: the end of the body is no loss */
  gboolean           heard;         /* the stream said something of a job */
  gboolean           ever_heard;
  gboolean           reopened; /* after a loss; not tried twice */
  gboolean           renewed;  /* under a new hash; not tried twice */
};

/**
 * gradio_session_new:
 * @connection: the way to the server
 * @protocol: how its queue is spoken to
 * @heartbeat: whether the server wants to be told that the session is in use
 * @shared: whether it has one stream for many jobs, and State; else it is made for a single job
 */
GradioSession *gradio_session_new (GradioConnection *connection,
                                   GradioProtocol    protocol,
                                   gboolean          heartbeat,
                                   gboolean          shared);

GradioConnection *gradio_session_get_connection (GradioSession *self);
GradioProtocol    gradio_session_get_protocol (GradioSession *self);
gboolean          gradio_session_is_shared (GradioSession *self);

/* How often a job is sent again when the server is busy; 0 is the default. */
void  gradio_session_set_busy_retries (GradioSession *self, guint n);
guint gradio_session_get_busy_retries (GradioSession *self);

/* For gradio-join.c: between the two calls messages of unknown jobs are kept. */
void gradio_session_begin_join (GradioSession *self);
void gradio_session_end_join (GradioSession *self,
                              GradioJob     *job,
                              const char    *event_id); /* nullable: the join failed */

/* For gradio-submission.c: a server that cannot be told to stop a job may notice that nobody listens. */
void gradio_session_close_if_idle (GradioSession *self);

/* For gradio-job.c. */
void gradio_session_job_ended (GradioSession *self,
                               GradioJob     *job);
void gradio_session_job_stopped (GradioSession *self, /* by its caller: tells the server */
                                 GradioJob     *job);

/* Between the two parts. */
void        gradio_session_close_stream (GradioSession *self);
void        gradio_session_close_when_idle (GradioSession *self); /* a while after the last job of the stream */
void        gradio_session_renew_hash (GradioSession *self);
GHashTable *gradio_session_steal_jobs (GradioSession *self); /* those that the stream tells of */

G_END_DECLS
