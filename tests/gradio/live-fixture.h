/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-app.h"

G_BEGIN_DECLS

/* A client that is connected to the real server at $GRADIO_TEST_URL, for one test. */
typedef struct {
  GradioClient *client;
  GString      *seen;
  guint         pending; /* jobs of live_submit() that are not final */
  gboolean      done;    /* none is pending */
} Live;

void live_set_up (Live         *live,
                  gconstpointer data);
void live_tear_down (Live         *live,
                     gconstpointer data);

/* Whether the server is of this version or newer. */
gboolean live_has_version (guint major,
                           guint minor);

GradioEndpoint *live_find (Live       *live,
                           const char *endpoint);
JsonArray      *live_build (GradioEndpoint *endpoint, /* values of a JSON list, and defaults */
                            const char     *arguments);

/* Counts the job as pending until it is final. */
void live_watch (Live      *live,
                 GradioJob *job);

GradioJob *live_submit (Live       *live,
                        const char *endpoint,
                        const char *arguments);

/* The values of a job that ended well are those of a JSON list. */
void  live_assert_returns (GradioJob  *job,
                           const char *json);
char *live_dup_json (JsonArray *values);

G_END_DECLS
