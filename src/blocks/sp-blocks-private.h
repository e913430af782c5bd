/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-blocks.h"

#include "sp-translation.h"

G_BEGIN_DECLS

/* Shared by sp-blocks.c (what an app is), sp-blocks-config.c (how it is read), sp-run-loop.c (what happens) and
 * sp-run-*.c, sp-blocks-render.c (parts that are made while it runs), sp-blocks-containers.c, sp-blocks-timers.c,
 * sp-browser-state.c and sp-blocks-connection.c. */
struct _SpBlocks {
  GObject parent_instance;

  GradioClient   *client;      /* owned */
  GradioSession  *session;     /* owned */
  JsonObject     *config;      /* owned */
  SpTranslation  *translation; /* owned */
  SpBrowserStore *store;       /* owned, nullable */
  SpScript       *script;      /* owned, nullable */

  /* What it is made of. */
  GHashTable *blocks;       /* id -> SpBlock */
  GHashTable *routes;       /* id of a component -> route of the page that it is on, where there are several */
  GHashTable *nodes;        /* id of a container -> JsonObject of the layout */
  GPtrArray  *dependencies; /* of SpDependency: those of /config in its order, then those of renders */
  GHashTable *endpoints;    /* id of a dependency -> GradioEndpoint, owned */

  /* Made anew from the dependencies whenever these change. */
  GHashTable *by_target; /* id of a component -> GPtrArray of SpDependency, in order */
  GHashTable *after;     /* id of a dependency -> GPtrArray of those that follow it */
  GHashTable *inputs;    /* ids of components that are an input of some dependency */
  GHashTable *outputs;

  /* What goes on. */
  GListStore   *runs;        /* of SpRun */
  GHashTable   *last_runs;   /* id of a component -> SpRun, owned */
  GHashTable   *running;     /* id of a dependency -> number of its runs */
  GHashTable   *deferred;    /* id of a dependency -> Deferred, see sp-run-loop.c */
  GHashTable   *rounds;      /* id of a State -> how often its change has led to its change */
  guint         n_waiting;   /* listeners that wait for one before them */
  guint         depth;       /* how many starts stand in each other now */
  guint         n_within;    /* starts since that was 0 */
  GPtrArray    *interrupted; /* of SpRun: ended by a loss of the connection, still to be finished */
  GHashTable   *timers;      /* id of a block -> SpBlockTimer, see sp-blocks-timers.c */
  GHashTable   *told;        /* problems that were told */
  char         *page;        /* route of the page in front */
  GHashTable   *visited;     /* routes of pages that were loaded */
  gboolean      load_waits;  /* for the connection to come back */
  GPtrArray    *held;        /* nullable: what happened, and waits, see sp-blocks-hold.c */
  SpConnection  connection;
  GSource      *reconnect; /* owned, nullable */
  GCancellable *cancellable;
  gboolean      seen;
  gboolean      busy;
  gboolean      serial; /* listeners of one event run one after another (R28) */
  gboolean      closed;
};

/* sp-blocks.c */

/* Tells of something that is not possible here, once. */
void sp_blocks_tell_problem (SpBlocks   *self,
                             const char *text);

void sp_blocks_notify_connection (SpBlocks *self);
void sp_blocks_update_busy (SpBlocks *self);

/* Signals. */
void sp_blocks_emit_run (SpBlocks *self, SpRun *run);
void sp_blocks_emit_job (SpBlocks *self, GradioJob *job, SpDependency *dependency);
void sp_blocks_emit_log (SpBlocks *self, const GradioLog *log);
void sp_blocks_emit_rendered (SpBlocks *self, int id);
void sp_blocks_emit_scroll_to (SpBlocks *self, int id);
void sp_blocks_emit_open_uri (SpBlocks *self, const char *uri, SpRun *run); /* nullable */
void sp_blocks_emit_known_script (SpBlocks *self, const char *name, SpRun *run);

/* sp-blocks-config.c */

/* Makes the blocks and dependencies of the config. */
void sp_blocks_read_config (SpBlocks *self);

/* The tree of a page; NULL for an app without pages. */
JsonObject *sp_blocks_get_page_layout (SpBlocks   *self,
                                       const char *route);

/**
 * sp_blocks_add_dependency:
 * @self: an app
 * @object: an element of `dependencies`
 * @index: its position
 *
 * For sp_blocks_index() to take notice.
 */
void sp_blocks_add_dependency (SpBlocks   *self,
                               JsonObject *object,
                               int         index);

/* Makes everything that is looked up by the dependencies. */
void sp_blocks_index (SpBlocks *self);

/* Remembers the containers of a layout. */
void sp_blocks_add_nodes (SpBlocks   *self,
                          JsonObject *node);

/* Whether a component is on that page, or the app has no pages. */
gboolean sp_blocks_is_on_page (SpBlocks   *self,
                               SpBlock    *block,
                               const char *route);

void sp_blocks_add_endpoints (SpBlocks  *self,
                              GPtrArray *endpoints);

/* sp-blocks-hold.c */

/* Whether what happened waits; with NULL for @event the page was opened. */
gboolean sp_blocks_keep_event (SpBlocks   *self,
                               int         component_id,
                               const char *event,
                               JsonNode   *data);

/* sp-run-loop.c */

/**
 * sp_run_loop_start:
 * @self: an app
 * @dependency: one of its dependencies
 * @data: (nullable): what the event was about
 * @trigger_id: id of the component whose event it is
 *
 * Cancels what it cancels, and starts it as its trigger mode says.
 *
 * Returns: (transfer none) (nullable): the run, unless nothing was started
 */
SpRun *sp_run_loop_start (SpBlocks     *self,
                          SpDependency *dependency,
                          JsonNode     *data,
                          int           trigger_id);

/* Sends a run to the server, with the data that it has. */
void sp_run_loop_send (SpBlocks *self,
                       SpRun    *run);

/* Ends a run that is no job, and starts what follows. */
void sp_run_loop_end (SpBlocks     *self,
                      SpRun        *run,
                      SpAfter       outcome,
                      const GError *error); /* nullable */

/* What follows a run whose end waited for the connection to come back. */
void sp_run_loop_finish_interrupted (SpBlocks *self);

void sp_run_loop_deferred_free (gpointer data);

/* What follows from the end of its job. */
void sp_run_loop_job_ended (SpBlocks *self,
                            SpRun    *run);

/* Lets States tell that they changed, as far as the job of a run says so. */
void sp_run_loop_fire_changed_states (SpBlocks *self,
                                      SpRun    *run);

/* sp-run-job.c */

/* Takes what the job of a run gives. To be called before the run itself listens: whoever waits for its end gets the
 * results first. */
void sp_run_job_watch (SpBlocks  *self,
                       SpRun     *run,
                       GradioJob *job);

/* sp-run-script.c */

/* Calls the script of a run, and goes on with it when that has ended. */
void sp_run_script_start (SpBlocks *self,
                          SpRun    *run);

/* Gives the outputs what a script returned, and ends the run. */
void sp_run_script_take_result (SpBlocks *self,
                                SpRun    *run,
                                JsonNode *result); /* nullable */

/* sp-run-values.c */

/* One value per input, as they are now (R45). */
JsonArray *sp_run_values_gather (SpBlocks     *self,
                                 SpDependency *dependency);

/**
 * sp_run_values_apply:
 * @self: an app
 * @dependency: one of its dependencies
 * @data: (nullable): one value or update per output
 * @goes_on: whether the job that gave them does, and changes them where they are
 */
void sp_run_values_apply (SpBlocks     *self,
                          SpDependency *dependency,
                          JsonArray    *data,
                          gboolean      goes_on);

/* Takes what the server has against values; returns whether it had anything. */
gboolean sp_run_values_take_refusal (SpBlocks *self,
                                     SpRun    *run);
void     sp_run_values_forget_refusal (SpBlocks     *self,
                                       SpDependency *dependency);

/* sp-blocks-containers.c */

/**
 * sp_blocks_dup_container_state:
 * @block: a block
 *
 * Returns: (transfer full) (nullable): what of it is an event of its own when it changes: the chosen
 *   tab, or whether it is open; %NULL for other blocks, and where a widget sees to it
 */
JsonNode *sp_blocks_dup_container_state (SpBlock *block);

/* Fires what follows from an update; @before as it was. */
void sp_blocks_container_changed (SpBlocks *self,
                                  SpBlock  *block,
                                  JsonNode *before); /* nullable */

/* sp-blocks-render.c */

/* Takes the part of the app that a function of `gr.render` made. */
void sp_blocks_render (SpBlocks     *self,
                       SpDependency *dependency,
                       JsonObject   *part);

/* sp-blocks-timers.c */

/* Lets a block tick if it is a timer. */
void sp_blocks_add_timer (SpBlocks *self, SpBlock *block);
void sp_blocks_update_timers (SpBlocks *self);

void sp_block_timer_free (gpointer data);

/* sp-browser-state.c */

/* Gives BrowserState components what was kept for them, those of the page in front, and keeps what they get. */
void sp_browser_state_restore_page (SpBlocks *self);
void sp_browser_state_restore (SpBlocks *self, SpBlock *block);
void sp_browser_state_keep (SpBlocks *self, SpBlock *block);

/* sp-blocks-connection.c */

/**
 * sp_blocks_lost_connection:
 * @self: an app
 * @run: (nullable): what was ended by it
 *
 * Nothing is started until the server answers again (blocks-runtime.md 10.4).
 */
void sp_blocks_lost_connection (SpBlocks *self,
                                SpRun    *run);

G_END_DECLS
