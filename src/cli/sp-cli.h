/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"
#include "sp-cli-progress.h"

G_BEGIN_DECLS

#define SP_CLI_EXIT_ERROR 1 /* the app, the network or the disk failed */
#define SP_CLI_EXIT_ARGUMENTS 2
#define SP_CLI_EXIT_TIMEOUT 3  /* it took longer than --timeout allows */
#define SP_CLI_EXIT_SIGNAL 128 /* plus the number of the signal */

typedef struct _SpCli SpCli;

/*
 * SP_CLI_VERB_LOCAL: it connects to no app, so it has none of the options for that
 * SP_CLI_VERB_HIDDEN: it is for programs; the help does not list it
 */
typedef enum {
  SP_CLI_VERB_LOCAL = 1 << 0,
  SP_CLI_VERB_HIDDEN = 1 << 1,
} SpCliVerbFlags;

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
  SpCliVerbFlags flags;
} SpCliVerb;

/* What the options say about the way to the app. Texts are borrowed from the arguments. */
typedef struct {
  const char *token;
  const char *login;   /* USER or USER:PASSWORD */
  GPtrArray  *headers; /* of “NAME: VALUE” */
  GPtrArray  *cookies; /* of “NAME=VALUE” */
  gboolean    no_wait;
  const char *timeout; /* seconds */
} SpCliWay;

/* One run of the program. */
struct _SpCli {
  const SpCliVerb *verb;
  GString         *output; /* what is to go to standard output */
  gboolean         output_failed;
  gboolean         quiet;
  gboolean         progress_lines; /* --progress */
  gboolean         no_retry;       /* when a server has no room for a job */
  gboolean         list_options;   /* sp_cli_options_parse() prints them instead of parsing */
  SpCliWay         way;
  SpCliProgress   *progress;
  GMainLoop       *loop;
  GAsyncResult    *result;      /* of the call that sp_cli_wait() waits for */
  GCancellable    *cancellable; /* of all calls but jobs */
  GradioClient    *client;
  GradioJob       *job;         /* to be cancelled by a signal */
  JsonArray       *values;      /* what it got */
  gboolean         watching;    /* signals */
  int              signal;      /* that came, or 0 */
  gint64           signal_time; /* monotonic */
  gboolean         timed_out;
};

void sp_cli_init (SpCli           *self,
                  const SpCliVerb *verb);
void sp_cli_clear (SpCli *self);

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
gboolean      sp_cli_is_stopped (SpCli *self);
void          sp_cli_stop (SpCli *self);

void            sp_cli_show_progress (SpCli *self);
gboolean        sp_cli_begin (SpCli      *self,
                              const char *target,
                              int        *status);
gboolean        sp_cli_make_client (SpCli      *self,
                                    const char *target,
                                    int        *status);
int             sp_cli_get_connect_status (const GError *error);
gboolean        sp_cli_connect (SpCli      *self,
                                const char *target,
                                int        *status);
GradioEndpoint *sp_cli_find_endpoint (SpCli      *self,
                                      const char *target,
                                      const char *name,
                                      int        *status);

G_END_DECLS
