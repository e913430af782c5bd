/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-call.h"
#include "sp-hub-readme.h"
#include "sp-hub-search.h"
#include "sp-hub-space.h"
#include "sp-hub-states.h"

G_BEGIN_DECLS

/* What is asynchronous, waited for. */

JsonNode *hub_call (SpHubSession    *session,
                    const SpHubCall *call,
                    char           **next,
                    gint64          *kept_since,
                    GError         **error);

/* The same for a GET that is kept; fails the test when it fails. */
JsonNode *hub_get (SpHubSession *session, const char *path, gint64 *kept_since);

SpHubSpace *hub_fetch_space (SpHubSession *session, const char *id, gint64 *kept_since, GError **error);
char       *hub_fetch_readme (SpHubSession *session, const char *id, gint64 *kept_since, GError **error);
GHashTable *hub_fetch_states (SpHubSession *session, const char *const *ids, GError **error);
gboolean    hub_visit (SpHubSession *session, const char *id, GError **error);

/* Until the search has what it asked for. */
void hub_wait_search (SpHubSearch *search);

/* All pages of what it was started for. */
void hub_load_all (SpHubSearch *search);

/* Returns: (nullable): the Space of that id among what was found */
SpHubSpace *hub_find_space (SpHubSearch *search, const char *id);

/* Runs the main loop until @condition says so; meson ends a test that waits for too long. */
typedef gboolean (*HubCondition) (gpointer user_data);
void hub_wait_until (HubCondition condition, gpointer user_data);

/* A call to the own controls of tests/servers/fake_hub.py, see /_fake/help. */
JsonNode *hub_control (const char *method, const char *path, const char *body);
void      hub_control_only (const char *method, const char *path, const char *body);

/* Runs the tests with a cache of their own, which is empty at the start of the program. */
int hub_run_tests (void);

JsonNode *hub_parse (const char *text);

G_END_DECLS
