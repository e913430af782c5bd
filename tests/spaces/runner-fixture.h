/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-runner.h"

G_BEGIN_DECLS

/* A Space of the scratch cache whose app is a file of tests/spaces, run by the system's Python, and its runner. */
typedef struct {
  SpRunner  *runner;
  GPtrArray *lines;
  GArray    *states;
  char      *mark; /* a variable that all its processes have */
} RunnerFixture;

/* Makes it; the app is a copy of @source that is called @what and does what that says. */
void runner_fixture_init (RunnerFixture *fixture,
                          const char    *name,
                          const char    *source,
                          const char    *what);

/* Lets go of the runner and waits until all its processes are gone. */
void runner_fixture_clear (RunnerFixture *fixture);

/* For g_test_add(): a Space “space” whose app is fake-app.py as what the data says. */
void runner_fixture_set_up (RunnerFixture *fixture,
                            gconstpointer  what);
void runner_fixture_tear_down (RunnerFixture *fixture,
                               gconstpointer  what);

/* Adds a variable to what the Space gets at its next start. */
void runner_fixture_add_variable (RunnerFixture *fixture,
                                  const char    *name,
                                  const char    *value);

/* What follows the prefix in the first line that has it, NULL when there is none yet. */
const char *runner_fixture_find_line (RunnerFixture *fixture,
                                      const char    *prefix);
void        runner_fixture_wait_for_line (RunnerFixture *fixture,
                                          const char    *prefix);
void        runner_fixture_wait_for_state (RunnerFixture *fixture,
                                           SpRunnerState  state);
void        runner_fixture_assert_states (RunnerFixture       *fixture,
                                          const SpRunnerState *states,
                                          guint                n_states);

/* How many processes of this computer have a text in their environment or their command line. */
guint runner_fixture_count_processes (const char *text);
void  runner_fixture_wait_until_gone (RunnerFixture *fixture);

/* The process that watches the app; there must be one. */
pid_t runner_fixture_find_supervisor (RunnerFixture *fixture);

/* Tells the app that what it sent was received. */
void runner_fixture_set_received (RunnerFixture *fixture);

GSocketConnection *runner_fixture_connect (RunnerFixture *fixture);

/* Connects to the Space and sends a request. */
GSocketConnection *runner_fixture_request (RunnerFixture *fixture,
                                           const char    *path);

G_END_DECLS
