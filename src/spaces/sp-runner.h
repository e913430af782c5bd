/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-space.h"

G_BEGIN_DECLS

/**
 * SpRunnerState:
 * @SP_RUNNER_STOPPED: nothing runs
 * @SP_RUNNER_INSTALLING: its environment is being made
 * @SP_RUNNER_STARTING: its process runs, its app does not answer yet
 * @SP_RUNNER_RUNNING: its app answers at sp_runner_get_uri()
 * @SP_RUNNER_FAILED: it could not be started, or ended by itself; sp_runner_get_error() says why
 */
typedef enum {
  SP_RUNNER_STOPPED,
  SP_RUNNER_INSTALLING,
  SP_RUNNER_STARTING,
  SP_RUNNER_RUNNING,
  SP_RUNNER_FAILED,
} SpRunnerState;

#define SP_TYPE_RUNNER_STATE (sp_runner_state_get_type ())
GType sp_runner_state_get_type (void);

#define SP_TYPE_RUNNER (sp_runner_get_type ())

/**
 * SpRunner:
 *
 * The process of a Space on this computer, on a free port of the loopback. It ends with the runner,
 * and with the program however that ends.
 *
 * Properties: `space` (construct only), `state` (notified), `start-timeout` (seconds until an app
 * that does not answer has failed, 120 unless set). Signal: `output` (line): a line the process or
 * its installation wrote.
 */
G_DECLARE_FINAL_TYPE (SpRunner, sp_runner, SP, RUNNER, GObject)

SpRunner     *sp_runner_new (SpSpace *space);
SpSpace      *sp_runner_get_space (SpRunner *self);
SpRunnerState sp_runner_get_state (SpRunner *self);

/**
 * sp_runner_get_uri:
 * @self: a runner
 *
 * Returns: (nullable): where the app answers, %NULL unless it is running
 */
const char *sp_runner_get_uri (SpRunner *self);

/**
 * sp_runner_get_error:
 * @self: a runner
 *
 * Returns: (nullable) (transfer none): why it failed, with the last lines of its output
 */
const GError *sp_runner_get_error (SpRunner *self);

/**
 * sp_runner_start:
 * @self: a runner
 *
 * Installs the Space where that is needed and starts it. Watch `state`. Does nothing when it is on
 * its way already.
 */
void sp_runner_start (SpRunner *self);

/**
 * sp_runner_stop:
 * @self: a runner
 *
 * Ends whatever goes on, the process and those it started.
 */
void sp_runner_stop (SpRunner *self);

G_END_DECLS
