/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-cli.h"

G_BEGIN_DECLS

/* Prints what happens to jobs, one line of JSON an event (predict --jsonl). */
typedef struct _SpCliEvents SpCliEvents;

SpCliEvents *sp_cli_events_new (SpCli *cli);
void         sp_cli_events_free (SpCliEvents *self);
void         sp_cli_events_set_call (SpCliEvents *self,
                                     int          call);
void         sp_cli_events_watch (SpCliEvents *self,
                                  GradioJob   *job);
void         sp_cli_events_print_result (SpCliEvents *self,
                                         GradioJob   *job,
                                         JsonArray   *returns);
void         sp_cli_events_print_error (SpCliEvents  *self,
                                        GradioJob    *job,
                                        const GError *error);

const char *sp_cli_events_get_level_word (GradioLogLevel level);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpCliEvents, sp_cli_events_free)

G_END_DECLS
