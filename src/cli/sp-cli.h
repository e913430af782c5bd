/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"
#include "sp-cli-progress.h"

G_BEGIN_DECLS

#define SP_CLI_EXIT_ERROR 1 /* the app, the network or the disk failed */
#define SP_CLI_EXIT_ARGUMENTS 2
#define SP_CLI_EXIT_SIGNAL 128 /* plus the number of the signal */

typedef struct _SpCli SpCli;

/*
 * A verb of the command line. `name` can have two words. `run` gets the arguments behind the name,
 * options among them, and returns the exit status.
 */
typedef struct {
  const char *name;
  const char *synopsis; /* not translated */
  const char *summary;  /* one line */
  const char *details;  /* nullable */
  int (*run) (SpCli *cli, GStrv arguments);
} SpCliVerb;

extern const SpCliVerb sp_cli_verb_info;
extern const SpCliVerb sp_cli_verb_predict;
extern const SpCliVerb sp_cli_verb_stream;
extern const SpCliVerb sp_cli_verb_upload;
extern const SpCliVerb sp_cli_verb_mcp_tools;
extern const SpCliVerb sp_cli_verb_mcp_resources;
extern const SpCliVerb sp_cli_verb_mcp_prompts;
extern const SpCliVerb sp_cli_verb_mcp_call;
extern const SpCliVerb sp_cli_verb_openapi;
extern const SpCliVerb sp_cli_verb_bench_calls;
extern const SpCliVerb sp_cli_verb_space_list;
extern const SpCliVerb sp_cli_verb_space_run;

/* One run of the program. */
struct _SpCli {
  const SpCliVerb *verb;
  GString         *output; /* what is to go to standard output */
  gboolean         output_failed;
  gboolean         quiet;
  gboolean         progress_lines; /* --progress */
  SpCliProgress   *progress;
  GMainLoop       *loop;
  GAsyncResult    *result;      /* of the call that sp_cli_wait() waits for */
  GCancellable    *cancellable; /* of all calls but jobs */
  GradioClient    *client;
  GradioJob       *job;         /* to be cancelled by a signal */
  JsonArray       *values;      /* what it got */
  int              signal;      /* that came, or 0 */
  gint64           signal_time; /* monotonic */
};

void sp_cli_init (SpCli           *self,
                  const SpCliVerb *verb);

void     sp_cli_print_json (SpCli    *self,
                            JsonNode *node);
gboolean sp_cli_flush (SpCli *self);

void sp_cli_message (SpCli      *self,
                     const char *format,
                     ...) G_GNUC_PRINTF (2, 3);
int  sp_cli_fail (SpCli        *self,
                  int           status,
                  const GError *error);
int  sp_cli_misused (SpCli      *self,
                     const char *format,
                     ...) G_GNUC_PRINTF (2, 3);

void          sp_cli_result_cb (GObject      *source,
                                GAsyncResult *result,
                                gpointer      user_data);
GAsyncResult *sp_cli_wait (SpCli *self);
void          sp_cli_watch (SpCli *self);

gboolean        sp_cli_connect (SpCli      *self,
                                const char *target,
                                int        *status);
GradioEndpoint *sp_cli_find_endpoint (SpCli      *self,
                                      const char *target,
                                      const char *name,
                                      int        *status);

G_END_DECLS
