/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fault-server.h"

#include "gradio-client-private.h"

G_BEGIN_DECLS

/* One client against a fault server, and what became of the last thing it did. Its minutes are seconds. */
typedef struct {
  FaultServer  *server;
  GradioClient *client;
  GradioJob    *job;     /* owned */
  JsonArray    *returns; /* owned */
  GError       *error;   /* owned */
  gboolean      done;
} FaultRun;

#define FAULT_RUN_SCALE 0.02

FaultRun *fault_run_new (FaultServer *server);           /* not connected */
FaultRun *fault_run_new_connected (FaultServer *server); /* which must work */

/* Closes the client and asserts that nothing of it is left: objects, timers, connections. */
void fault_run_free (FaultRun *self);

void fault_run_connect (FaultRun *self);
void fault_run_submit (FaultRun   *self,
                       const char *endpoint);
void fault_run_submit_shared (FaultRun   *self,
                              const char *endpoint);
void fault_run_follow (FaultRun  *self,
                       GradioJob *job); /* takes it */
void fault_run_wait (FaultRun *self);

void fault_run_assert_text (FaultRun   *self,
                            const char *text); /* the job gave it */
void fault_run_assert_failed (FaultRun   *self,
                              GradioError code);
void fault_run_forget (FaultRun *self); /* for another job */

G_END_DECLS
