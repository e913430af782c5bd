/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-cli.h"

G_BEGIN_DECLS

extern const SpCliVerb sp_cli_verb_info;
extern const SpCliVerb sp_cli_verb_predict;
extern const SpCliVerb sp_cli_verb_stream;
extern const SpCliVerb sp_cli_verb_upload;
extern const SpCliVerb sp_cli_verb_download;
extern const SpCliVerb sp_cli_verb_wait;
extern const SpCliVerb sp_cli_verb_snippet;
extern const SpCliVerb sp_cli_verb_mcp_tools;
extern const SpCliVerb sp_cli_verb_mcp_resources;
extern const SpCliVerb sp_cli_verb_mcp_prompts;
extern const SpCliVerb sp_cli_verb_mcp_call;
extern const SpCliVerb sp_cli_verb_openapi;
extern const SpCliVerb sp_cli_verb_drive;
extern const SpCliVerb sp_cli_verb_bench_calls;
extern const SpCliVerb sp_cli_verb_search;
extern const SpCliVerb sp_cli_verb_space_list;
extern const SpCliVerb sp_cli_verb_space_install;
extern const SpCliVerb sp_cli_verb_space_run;
extern const SpCliVerb sp_cli_verb_space_secret;
extern const SpCliVerb sp_cli_verb_space_stop;
extern const SpCliVerb sp_cli_verb_space_logs;
extern const SpCliVerb sp_cli_verb_space_update;
extern const SpCliVerb sp_cli_verb_space_rollback;
extern const SpCliVerb sp_cli_verb_space_verify;
extern const SpCliVerb sp_cli_verb_space_export;
extern const SpCliVerb sp_cli_verb_space_remove;
extern const SpCliVerb sp_cli_verb_space_info;
extern const SpCliVerb sp_cli_verb_space_wake;
extern const SpCliVerb sp_cli_verb_space_restart;
extern const SpCliVerb sp_cli_verb_space_pause;
extern const SpCliVerb sp_cli_verb_space_hardware;
extern const SpCliVerb sp_cli_verb_space_duplicate;
extern const SpCliVerb sp_cli_verb_login;
extern const SpCliVerb sp_cli_verb_logout;
extern const SpCliVerb sp_cli_verb_whoami;
extern const SpCliVerb sp_cli_verb_complete;

/* All of them, in the order of the help, and NULL. */
extern const SpCliVerb *const sp_cli_verbs[];

const SpCliVerb *sp_cli_verbs_find (GStrv  arguments,
                                    guint *n_words);

G_END_DECLS
