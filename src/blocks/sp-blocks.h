/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-block.h"
#include "sp-browser-store.h"
#include "sp-run.h"
#include "sp-script.h"

G_BEGIN_DECLS

/**
 * SpConnection:
 * @SP_CONNECTION_FINE: the server answers
 * @SP_CONNECTION_LOST: it does not; nothing is started, and it is asked again and again
 * @SP_CONNECTION_RESTARTED: another start of the server answers, which knows nothing of this
 *   session: the app has to be made again, see sp_blocks_take_values()
 *
 * How an app stands with its server.
 */
typedef enum {
  SP_CONNECTION_FINE,
  SP_CONNECTION_LOST,
  SP_CONNECTION_RESTARTED,
} SpConnection;

#define SP_TYPE_CONNECTION (sp_connection_get_type ())
GType sp_connection_get_type (void);

#define SP_TYPE_BLOCKS (sp_blocks_get_type ())

/**
 * SpBlocks:
 *
 * An app in motion, without a screen: its components and what it does when something happens to one
 * of them (blocks-runtime.md 7). It has a session of its own, in which the server keeps its State.
 *
 * Properties, all read-only and notified: `page` (text): route of the page in front; `busy` (boolean);
 * `connection` (#SpConnection).
 *
 * Signal: `run` (#SpRun): something was started, a script or a function; it has its data.
 *
 * Signal: `job` (#GradioJob, #SpDependency): a function was started on the server.
 *
 * Signal: `log` (#GradioLog): a message for people, errors of functions among them.
 *
 * Signal: `problem` (text): something that the app wants is not possible here. Told once.
 *
 * Signal: `rendered` (id): the children of this container are other ones now; blocks that are no
 * longer there are gone (sp_blocks_get_block()).
 *
 * Signal: `scroll-to` (id): this component is to be brought into view.
 *
 * Signal: `open-uri` (text, #SpRun): a script wants an address opened; the run is %NULL where it is
 * not known which script.
 *
 * Signal: `known-script` (text, #SpRun): a script of Gradio's own that only a page could run was started:
 * `deep-link` (copy a link to this state), `log-in` (the Hub's sign-in), `log-out`.
 */
G_DECLARE_FINAL_TYPE (SpBlocks, sp_blocks, SP, BLOCKS, GObject)

/**
 * sp_blocks_new:
 * @client: a connected app whose /config was loaded (gradio_client_load_config_async())
 * @store: (nullable): what the app keeps with the user, loaded; without it that lasts as long as
 *   this object
 * @script: (nullable): what runs the app's scripts; without it they are left out
 *
 * Returns: (transfer full): the app as its author left it; nothing runs yet
 */
SpBlocks *sp_blocks_new (GradioClient   *client,
                         SpBrowserStore *store,
                         SpScript       *script);

GradioClient *sp_blocks_get_client (SpBlocks *self);
SpScript     *sp_blocks_get_script (SpBlocks *self); /* nullable */

/**
 * sp_blocks_get_layout:
 * @self: an app
 *
 * Returns: (transfer none) (nullable): the tree of the page in front as /config has it: `id`,
 *   `children`. What was made since is in sp_blocks_get_children()
 */
JsonObject *sp_blocks_get_layout (SpBlocks *self);

/**
 * sp_blocks_get_block:
 * @self: an app
 * @id: id of a component
 *
 * Returns: (transfer none) (nullable): the component
 */
SpBlock *sp_blocks_get_block (SpBlocks *self,
                              int       id);

/* A layout stands in itself no deeper than this. The reader of JSON has its own limit, but the parts of a layout are
 * known by their ids, and each may lead to the next one. */
#define SP_BLOCKS_DEEPEST 256

/**
 * sp_blocks_get_children:
 * @self: an app
 * @id: id of a container
 *
 * Returns: (transfer none) (nullable): what is in it now, as nodes of a layout
 */
JsonArray *sp_blocks_get_children (SpBlocks *self,
                                   int       id);

/**
 * sp_blocks_list_blocks:
 * @self: an app
 *
 * Returns: (transfer container) (element-type SpBlock): the components of the page in front from top
 *   to bottom, containers before what is in them, those that are not seen too
 */
GPtrArray *sp_blocks_list_blocks (SpBlocks *self);

/**
 * sp_blocks_has_listener:
 * @self: an app
 * @component_id: id of a component
 * @event: word for what could happen to it
 *
 * Returns: whether the app does something then
 */
gboolean sp_blocks_has_listener (SpBlocks   *self,
                                 int         component_id,
                                 const char *event);

/**
 * sp_blocks_is_interactive:
 * @self: an app
 * @block: one of its components
 *
 * Returns: whether the user may change it when the author does not say (blocks-runtime.md R6)
 */
gboolean sp_blocks_is_interactive (SpBlocks *self,
                                   SpBlock  *block);

/**
 * sp_blocks_get_stream_every:
 * @self: an app
 * @component_id: id of a component
 *
 * Returns: seconds between two events `stream` of it, as its listeners want them; 0 without any
 */
double sp_blocks_get_stream_every (SpBlocks *self,
                                   int       component_id);

GradioSession *sp_blocks_get_session (SpBlocks *self);

/**
 * sp_blocks_get_translation:
 * @self: an app
 *
 * Returns: (transfer none): the texts that it gives by key
 */
SpTranslation *sp_blocks_get_translation (SpBlocks *self);

/**
 * sp_blocks_get_pages:
 * @self: an app
 *
 * Returns: (transfer none) (nullable): its pages: lists of route, label and whether the bar shows it;
 *   %NULL for an app without pages
 */
JsonArray *sp_blocks_get_pages (SpBlocks *self);

const char *sp_blocks_get_page (SpBlocks *self);

/**
 * sp_blocks_set_page:
 * @self: an app
 * @route: route of one of its pages
 *
 * Brings a page to the front. What it does when it is opened is done at the first time; it keeps its
 * values while others are in front.
 */
void sp_blocks_set_page (SpBlocks   *self,
                         const char *route);

/**
 * sp_blocks_get_runs:
 * @self: an app
 *
 * Returns: (transfer none): a list of #SpRun that go on, the oldest first
 */
GListModel *sp_blocks_get_runs (SpBlocks *self);

/**
 * sp_blocks_get_last_run:
 * @self: an app
 * @id: id of a component
 *
 * Returns: (transfer none) (nullable): the newest run that shows its status there, or did
 */
SpRun *sp_blocks_get_last_run (SpBlocks *self,
                               int       id);

/**
 * sp_blocks_is_busy:
 * @self: an app
 *
 * Returns: whether something goes on or waits for its turn; timers, and what old servers repeat by
 *   themselves, do not count
 */
gboolean sp_blocks_is_busy (SpBlocks *self);

/**
 * sp_blocks_set_seen:
 * @self: an app
 * @seen: whether somebody can see its page
 *
 * Timers stand still while nobody does; at first somebody does.
 */
void sp_blocks_set_seen (SpBlocks *self,
                         gboolean  seen);

SpConnection sp_blocks_get_connection (SpBlocks *self);

/**
 * sp_blocks_take_values:
 * @self: an app that was just made
 * @old: the same app before its server was started again
 *
 * Takes what the user had in components of the same id and type.
 */
void sp_blocks_take_values (SpBlocks *self,
                            SpBlocks *old);

/**
 * sp_blocks_hold:
 * @self: an app that was just made
 *
 * For an app that is shown before its server answered: until sp_blocks_release() nothing is started;
 * what happens waits.
 */
void     sp_blocks_hold (SpBlocks *self);
gboolean sp_blocks_is_held (SpBlocks *self);

/* Does what waits, in the order in which it happened. */
void sp_blocks_release (SpBlocks *self);

/**
 * sp_blocks_load:
 * @self: an app
 *
 * Starts what the app does when its page is opened.
 */
void sp_blocks_load (SpBlocks *self);

/**
 * sp_blocks_dispatch:
 * @self: an app
 * @component_id: id of a component
 * @event: word for what happened to it
 * @data: (nullable): data of the event
 *
 * Starts what the app does then.
 */
void sp_blocks_dispatch (SpBlocks   *self,
                         int         component_id,
                         const char *event,
                         JsonNode   *data);

/**
 * sp_blocks_run_again:
 * @self: an app
 * @run: a run that has ended
 *
 * Starts the same for the same reason, with the values of now.
 */
void sp_blocks_run_again (SpBlocks *self,
                          SpRun    *run);

/**
 * sp_blocks_repeat:
 * @self: an app
 * @run: a run that was sent and has ended, of this app or of the same before it was made again
 * @error: return location
 *
 * Sends the same again with the values that it had, whatever the components have now.
 *
 * Returns: whether it was sent; %G_IO_ERROR_BUSY when it can be only later, because it runs already or the connection
 *   is lost, %GRADIO_ERROR_ENDPOINT when the app does not have it any more
 */
gboolean sp_blocks_repeat (SpBlocks *self,
                           SpRun    *run,
                           GError  **error);

/**
 * sp_blocks_close:
 * @self: an app
 *
 * Cancels what runs; nothing is started any more.
 */
void sp_blocks_close (SpBlocks *self);

G_END_DECLS
