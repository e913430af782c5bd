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
 * @SP_RUNNER_WAITING: it crashed while it ran and is started again after a moment;
 *   sp_runner_get_error() says why
 */
typedef enum {
  SP_RUNNER_STOPPED,
  SP_RUNNER_INSTALLING,
  SP_RUNNER_STARTING,
  SP_RUNNER_RUNNING,
  SP_RUNNER_FAILED,
  SP_RUNNER_WAITING,
} SpRunnerState;

#define SP_TYPE_RUNNER_STATE (sp_runner_state_get_type ())
GType sp_runner_state_get_type (void);

#define SP_TYPE_RUNNER (sp_runner_get_type ())

/**
 * SpRunner:
 *
 * A Space that runs on this computer, in a sandbox, reachable over a Unix socket only. It ends with
 * the runner, and with the program however that ends. The same Space runs once at a time, whichever
 * program starts it, and each program of the user can have it stopped: see sp_stop_socket_ask_async().
 *
 * Properties: `space` (construct only), `state` (notified).
 *
 * What it may do, read at each start (names and types are those of #SpSpaceSettings): `network`, `gpu` (off), `memory-limit`, `disk-limit` (bytes),
 * `process-limit` (each 0: none), `variables` (#GStrv, nullable: NAME=VALUE, more of its
 * environment; it counts more than the .env file of the Space), `secrets` (#GStrv, nullable: names of variables that
 * the keyring has the values of, see sp_space_secret_load_async()), `start-timeout` (seconds until an app that does not answer has failed), and
 * `idle-timeout` (seconds without a connection until it is stopped, 0: never; heeded at once);
 * `restart-delay` (milliseconds until it is started again after its first crash).
 *
 * What it uses, notified about every two seconds while it runs and 0 else: `memory`, `disk` (bytes),
 * `cpu` (percent of one processor), `processes`. At the same rate and only when it may use the graphics card, how much
 * that is used, by whatever program: `gpu-usage` (#SpGpuUsage, nullable: nothing is known). `gpu-folder` (path) is where
 * the kernel tells it, /sys/class/drm.
 *
 * Signal: `output` (line): a line the process or its installation wrote. The same goes to
 * logs/app.log.
 */
G_DECLARE_FINAL_TYPE (SpRunner, sp_runner, SP, RUNNER, GObject)

SpRunner     *sp_runner_new (SpSpace *space);
SpSpace      *sp_runner_get_space (SpRunner *self);
SpRunnerState sp_runner_get_state (SpRunner *self);

/**
 * sp_runner_get_socket:
 * @self: a runner
 *
 * Returns: (nullable): path of the Unix socket where the app answers, %NULL unless it is running
 */
const char *sp_runner_get_socket (SpRunner *self);

/**
 * sp_runner_get_uri:
 * @self: a runner
 *
 * Returns: (nullable): the address of the app, to be asked over the socket: `http://ID.localhost`
 *   and the path it is mounted at; %NULL unless it is running
 */
const char *sp_runner_get_uri (SpRunner *self);

/**
 * sp_runner_get_error:
 * @self: a runner
 *
 * Returns: (nullable) (transfer none): why it failed or is started again: a sentence, what to do,
 *   and the last lines of its output
 */
const GError *sp_runner_get_error (SpRunner *self);

/**
 * sp_runner_get_warning:
 * @self: a runner
 *
 * Returns: (nullable): in what the sandbox of this run is weaker than it should be, in a sentence
 */
const char *sp_runner_get_warning (SpRunner *self);

/**
 * sp_runner_has_network:
 * @self: a runner
 *
 * Returns: whether the process that runs now may reach the network; the property `network` is about the next start
 */
gboolean sp_runner_has_network (SpRunner *self);

/**
 * sp_runner_dup_last_lines:
 * @self: a runner
 *
 * Returns: (transfer full): the last lines of this run and of the ones before it, at most 500
 */
GStrv sp_runner_dup_last_lines (SpRunner *self);

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

/**
 * sp_runner_restart:
 * @self: a runner
 *
 * Stops it and starts it again with what it may do now.
 */
void sp_runner_restart (SpRunner *self);

G_END_DECLS
