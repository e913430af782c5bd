/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

/*
 * SP_CLI_PROGRESS_NONE: nothing is shown
 * SP_CLI_PROGRESS_LINES: a line for each change
 * SP_CLI_PROGRESS_REWRITE: one line of a terminal that is written over and over
 */
typedef enum {
  SP_CLI_PROGRESS_NONE,
  SP_CLI_PROGRESS_LINES,
  SP_CLI_PROGRESS_REWRITE,
} SpCliProgressMode;

/* What a job is doing. Numbers are as GradioJob's getters give them. */
typedef struct {
  GradioJobState state;
  double         upload_fraction;
  int            queue_position;
  int            queue_size;
  double         eta;
  double         retry_in; /* 0 or less: it is not waiting for another try */
  GPtrArray     *units;    /* nullable, of GradioProgress */
} SpCliStatus;

char *sp_cli_status_describe (const SpCliStatus *self);

typedef struct _SpCliProgress SpCliProgress;

SpCliProgress *sp_cli_progress_new (int               fd,
                                    SpCliProgressMode mode);
void           sp_cli_progress_free (SpCliProgress *self);
void           sp_cli_progress_set_mode (SpCliProgress    *self,
                                         SpCliProgressMode mode);
void           sp_cli_progress_show (SpCliProgress *self,
                                     const char    *text);
void           sp_cli_progress_clear (SpCliProgress *self);
void           sp_cli_progress_watch_job (SpCliProgress *self,
                                          GradioJob     *job);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpCliProgress, sp_cli_progress_free)

G_END_DECLS
