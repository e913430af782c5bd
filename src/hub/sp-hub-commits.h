/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-session.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SP_TYPE_HUB_COMMIT (sp_hub_commit_get_type ())

/**
 * SpHubCommit:
 *
 * A version of a repository. It never changes.
 */
G_DECLARE_FINAL_TYPE (SpHubCommit, sp_hub_commit, SP, HUB_COMMIT, GObject)

/**
 * sp_hub_commit_new_from_json:
 * @node: (nullable): one entry of the Hub's list
 *
 * Returns: (transfer full) (nullable): the commit, or %NULL when it has no id
 */
SpHubCommit *sp_hub_commit_new_from_json (JsonNode *node);

const char *sp_hub_commit_get_id (SpHubCommit *self);      /* 40 hexadecimal digits */
const char *sp_hub_commit_get_title (SpHubCommit *self);   /* one line, maybe empty */
const char *sp_hub_commit_get_message (SpHubCommit *self); /* the rest, maybe empty */
const char *sp_hub_commit_get_author (SpHubCommit *self);  /* names, maybe empty */
gint64      sp_hub_commit_get_date (SpHubCommit *self);    /* Unix time, 0 when not known */

#define SP_TYPE_HUB_COMMITS (sp_hub_commits_get_type ())

/**
 * SpHubCommits:
 *
 * The commits of a Space's main branch, the newest first: a #GListModel of #SpHubCommit that grows page by page.
 *
 * Properties, all read-only and notified: `at-end` (boolean), `error` (#GError, nullable).
 */
G_DECLARE_FINAL_TYPE (SpHubCommits, sp_hub_commits, SP, HUB_COMMITS, GObject)

/**
 * sp_hub_commits_new:
 * @session: the way to the Hub
 * @id: `owner/name`
 *
 * Returns: (transfer full): a list that is empty until sp_hub_commits_load_more()
 */
SpHubCommits *sp_hub_commits_new (SpHubSession *session,
                                  const char   *id);

/* Loads the next page, unless it is doing so or there is none. After an error the same page again. */
void sp_hub_commits_load_more (SpHubCommits *self);

gboolean      sp_hub_commits_is_at_end (SpHubCommits *self);
const GError *sp_hub_commits_get_error (SpHubCommits *self); /* nullable */

G_END_DECLS
