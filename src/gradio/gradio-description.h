/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-json-reader.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What an app says of itself in /config and /info. Of megabytes of JSON it keeps the bytes and where
 * in them things are; endpoints read the rest when somebody asks. Nothing of it changes once it is
 * read, and it may be read in a worker thread. Not installed. */

/**
 * GradioComponent:
 * @type: `""` when it has none
 * @is_state: whether its value is kept by the server
 * @is_skipped: whether callers neither give nor get it
 * @range: the whole entry
 */
typedef struct {
  int             id;
  const char     *type;
  gboolean        is_state;
  gboolean        is_skipped;
  GradioJsonRange range;
} GradioComponent;

/**
 * GradioDependency:
 * @range: the whole entry
 * @inputs: the list of component ids, if it is one
 * @api_name: (nullable): without a slash
 * @description: `""` when there is none
 * @fn_index: its number on the wire
 * @callable: whether there is a function on the server
 * @queued: whether it goes through the queue; %FALSE and @queue_known %FALSE: as `enable_queue` says
 * @rendered: whether it belongs to a part that is made anew for each session
 * @is_stream: whether it takes a stream of inputs
 * @stream_every: seconds between two of these
 * @time_limit: seconds that a stream may take, 0 for any number
 * @is_batch: whether its function takes several calls at once
 */
typedef struct {
  GradioJsonRange range;
  GradioJsonRange inputs;
  GradioJsonRange outputs;
  const char     *api_name;
  const char     *description;
  double          stream_every;
  double          time_limit;
  int             fn_index;
  guint           callable : 1;
  guint           is_private : 1;
  guint           is_undocumented : 1;
  guint           generator : 1;
  guint           queued : 1;
  guint           queue_known : 1;
  guint           rendered : 1;
  guint           is_stream : 1;
  guint           is_batch : 1;
} GradioDependency;

/**
 * GradioListing:
 * @key: `/name` or an `fn_index`
 * @named: which of the two groups it stands in
 * @description: (nullable): what /info says of it
 * @parameters: the list of parameters, if there is one
 *
 * An entry of /info.
 */
typedef struct {
  const char     *key;
  gboolean        named;
  const char     *description;
  GradioJsonRange parameters;
  GradioJsonRange returns;
} GradioListing;

/**
 * GradioDescription:
 * @config: the bytes of /config
 * @info: (nullable): the bytes of /info
 * @asked_space: (nullable): the Space that was asked for by its id
 * @page: (nullable): route of the page that was asked for, %NULL for the first one
 * @query: (nullable): what stood after the question mark of the address
 * @version: (nullable): of Gradio
 * @protocol: (nullable): `ws`, `sse_v3`, …
 * @title: (nullable): what the author calls it, when that is a text
 * @app_id: (nullable): a number of up to 64 bits, as text
 * @pages: (nullable): entries `[route, title, shown]`
 * @has_lists: whether there are dependencies and components, if none of them
 * @max_file_size: bytes, -1 for any number
 * @is_listed: whether /info has endpoints
 *
 * Texts are %NULL where the server has none, or something else.
 */
typedef struct {
  GBytes       *config;
  GBytes       *info;
  char         *asked_space;
  char         *page;
  char         *query;
  char         *version;
  char         *protocol;
  char         *api_prefix;
  char         *title;
  char         *space_id;
  char         *app_id;
  char         *username;
  char         *root;
  char         *mode;
  char         *theme_hash;
  JsonArray    *pages;
  gint64        max_file_size;
  gboolean      enable_queue;
  gboolean      connect_heartbeat;
  gboolean      mcp_server;
  gboolean      auth_required;
  gboolean      has_components;
  gboolean      has_dependencies;
  gboolean      is_listed;
  GArray       *dependencies;  /* of GradioDependency */
  GArray       *components;    /* of GradioComponent */
  GHashTable   *component_ids; /* id to position in components */
  GArray       *listings;      /* of GradioListing */
  GStringChunk *strings;
  GHashTable   *schemas; /* GradioJsonRange to JsonNode */
} GradioDescription;

/**
 * gradio_description_new:
 * @config: /config
 * @error: return location
 *
 * Entries that make no sense are left out.
 *
 * Returns: (transfer full): the description, %NULL with a #JsonParserError when it is not a JSON
 *   object
 */
GradioDescription *gradio_description_new (GBytes  *config,
                                           GError **error);
GradioDescription *gradio_description_ref (GradioDescription *self);
void               gradio_description_unref (GradioDescription *self);

/**
 * gradio_description_new_async:
 * @config: /config
 * @cancellable: (nullable): stops it
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Like gradio_description_new(), in a thread when there is much to read.
 */
void               gradio_description_new_async (GBytes             *config,
                                                 GCancellable       *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer            user_data);
GradioDescription *gradio_description_new_finish (GAsyncResult *result,
                                                  GError      **error);

/**
 * gradio_description_add_info:
 * @self: a description that nobody else has yet
 * @info: /info
 * @error: return location
 *
 * Returns: whether it could be read; if not, endpoints are described by /config alone
 */
gboolean gradio_description_add_info (GradioDescription *self,
                                      GBytes            *info,
                                      GError           **error);

void     gradio_description_add_info_async (GradioDescription  *self,
                                            GBytes             *info,
                                            GCancellable       *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer            user_data);
gboolean gradio_description_add_info_finish (GradioDescription *self,
                                             GAsyncResult      *result,
                                             GError           **error);

/**
 * gradio_description_new_from_info:
 * @info: /info
 *
 * Describes an app whose /config is not Gradio's: its endpoints are called by their names.
 *
 * Returns: (transfer full) (nullable): the description, without @info; %NULL when that lists none
 */
GradioDescription *gradio_description_new_from_info (GBytes *info);

/**
 * gradio_description_is_app:
 * @self: a description
 *
 * Returns: whether it is that of a Gradio app, and not just some JSON
 */
gboolean gradio_description_is_app (GradioDescription *self);

/**
 * gradio_description_find_component:
 * @self: a description
 * @id: its number
 *
 * Returns: (nullable): the component
 */
const GradioComponent *gradio_description_find_component (GradioDescription *self,
                                                          gint64             id);

/**
 * gradio_description_get_schema:
 * @self: a description
 * @range: a schema in /config or /info
 *
 * Apps have hundreds of parameters, but few kinds of them: equal schemas are made one value, which
 * nobody may change. For the thread of the description's user only.
 *
 * Returns: (transfer none) (nullable): the schema, %NULL where there is none
 */
JsonNode *gradio_description_get_schema (GradioDescription *self,
                                         GradioJsonRange    range);

/**
 * gradio_description_has_page:
 * @self: a description
 * @route: address of a page below the app, without slashes around
 *
 * Returns: whether the app has it
 */
gboolean gradio_description_has_page (GradioDescription *self,
                                      const char        *route);

/**
 * gradio_description_equal:
 * @self: a description
 * @other: another one
 *
 * What changes with each start of a server is not looked at: the number of the start, and the address
 * that it takes for its own.
 *
 * Returns: whether they were read from the same text, and for the same page
 */
gboolean gradio_description_equal (GradioDescription *self,
                                   GradioDescription *other);

/* Takes what gradio_description_equal() does not look at; @other gets what @self had. */
void gradio_description_swap_start (GradioDescription *self,
                                    GradioDescription *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioDescription, gradio_description_unref)

G_END_DECLS
