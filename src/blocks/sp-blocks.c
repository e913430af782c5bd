/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-blocks-private.h"

G_DEFINE_FINAL_TYPE (SpBlocks, sp_blocks, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (SpConnection, sp_connection, G_DEFINE_ENUM_VALUE (SP_CONNECTION_FINE, "fine"), G_DEFINE_ENUM_VALUE (SP_CONNECTION_LOST, "lost"), G_DEFINE_ENUM_VALUE (SP_CONNECTION_RESTARTED, "restarted"))

/* Since this generation the listeners of one event run one after another. */
#define SERIAL_SINCE 6

typedef enum {
  PROP_PAGE = 1,
  PROP_BUSY,
  PROP_CONNECTION,
} SpBlocksProperty;

static GParamSpec *properties[PROP_CONNECTION + 1];

enum {
  SIGNAL_RUN,
  SIGNAL_JOB,
  SIGNAL_LOG,
  SIGNAL_PROBLEM,
  SIGNAL_RENDERED,
  SIGNAL_SCROLL_TO,
  SIGNAL_OPEN_URI,
  SIGNAL_KNOWN_SCRIPT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

void
sp_blocks_tell_problem (SpBlocks *self, const char *text)
{
  if (g_hash_table_add (self->told, g_strdup (text)))
    g_signal_emit (self, signals[SIGNAL_PROBLEM], 0, text);
}

void
sp_blocks_emit_run (SpBlocks *self, SpRun *run)
{
  g_signal_emit (self, signals[SIGNAL_RUN], 0, run);
}

void
sp_blocks_emit_job (SpBlocks *self, GradioJob *job, SpDependency *dependency)
{
  g_signal_emit (self, signals[SIGNAL_JOB], 0, job, dependency);
}

void
sp_blocks_emit_log (SpBlocks *self, const GradioLog *log)
{
  g_signal_emit (self, signals[SIGNAL_LOG], 0, log);
}

void
sp_blocks_emit_rendered (SpBlocks *self, int id)
{
  g_signal_emit (self, signals[SIGNAL_RENDERED], 0, id);
}

void
sp_blocks_emit_scroll_to (SpBlocks *self, int id)
{
  g_signal_emit (self, signals[SIGNAL_SCROLL_TO], 0, id);
}

void
sp_blocks_emit_open_uri (SpBlocks *self, const char *uri, SpRun *run)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_URI], 0, uri, run);
}

void
sp_blocks_emit_known_script (SpBlocks *self, const char *name, SpRun *run)
{
  g_signal_emit (self, signals[SIGNAL_KNOWN_SCRIPT], 0, name, run);
}

void
sp_blocks_notify_connection (SpBlocks *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTION]);
}

static void
sp_blocks_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpBlocks *self = SP_BLOCKS (object);

  switch ((SpBlocksProperty) prop_id) {
  case PROP_PAGE:
    g_value_set_string (value, self->page);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, self->busy);
    break;
  case PROP_CONNECTION:
    g_value_set_enum (value, self->connection);
    break;
  }
}

static void
sp_blocks_dispose (GObject *object)
{
  sp_blocks_close (SP_BLOCKS (object));

  G_OBJECT_CLASS (sp_blocks_parent_class)->dispose (object);
}

static void
sp_blocks_finalize (GObject *object)
{
  SpBlocks *self = SP_BLOCKS (object);

  g_clear_pointer (&self->blocks, g_hash_table_unref);
  g_clear_pointer (&self->routes, g_hash_table_unref);
  g_clear_pointer (&self->nodes, g_hash_table_unref);
  g_clear_pointer (&self->dependencies, g_ptr_array_unref);
  g_clear_pointer (&self->endpoints, g_hash_table_unref);
  g_clear_pointer (&self->by_target, g_hash_table_unref);
  g_clear_pointer (&self->after, g_hash_table_unref);
  g_clear_pointer (&self->inputs, g_hash_table_unref);
  g_clear_pointer (&self->outputs, g_hash_table_unref);
  g_clear_object (&self->runs);
  g_clear_pointer (&self->last_runs, g_hash_table_unref);
  g_clear_pointer (&self->running, g_hash_table_unref);
  g_clear_pointer (&self->deferred, g_hash_table_unref);
  g_clear_pointer (&self->rounds, g_hash_table_unref);
  g_clear_pointer (&self->interrupted, g_ptr_array_unref);
  g_clear_pointer (&self->timers, g_hash_table_unref);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_pointer (&self->visited, g_hash_table_unref);
  g_clear_pointer (&self->page, g_free);
  g_clear_pointer (&self->config, json_object_unref);
  g_clear_object (&self->translation);
  g_clear_object (&self->store);
  g_clear_object (&self->script);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (sp_blocks_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, guint n_params, GType first, GType second)
{
  return g_signal_new (name, SP_TYPE_BLOCKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, n_params, first,
                       second);
}

static void
sp_blocks_class_init (SpBlocksClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sp_blocks_get_property;
  object_class->dispose = sp_blocks_dispose;
  object_class->finalize = sp_blocks_finalize;

  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, NULL, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_CONNECTION] =
    g_param_spec_enum ("connection", NULL, NULL, SP_TYPE_CONNECTION, SP_CONNECTION_FINE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_RUN] = new_signal ("run", 1, SP_TYPE_RUN, G_TYPE_NONE);
  signals[SIGNAL_JOB] = new_signal ("job", 2, GRADIO_TYPE_JOB, SP_TYPE_DEPENDENCY);
  signals[SIGNAL_LOG] = new_signal ("log", 1, GRADIO_TYPE_LOG, G_TYPE_NONE);
  signals[SIGNAL_PROBLEM] = new_signal ("problem", 1, G_TYPE_STRING, G_TYPE_NONE);
  signals[SIGNAL_RENDERED] = new_signal ("rendered", 1, G_TYPE_INT, G_TYPE_NONE);
  signals[SIGNAL_SCROLL_TO] = new_signal ("scroll-to", 1, G_TYPE_INT, G_TYPE_NONE);
  signals[SIGNAL_OPEN_URI] = new_signal ("open-uri", 2, G_TYPE_STRING, SP_TYPE_RUN);
  signals[SIGNAL_KNOWN_SCRIPT] = new_signal ("known-script", 2, G_TYPE_STRING, SP_TYPE_RUN);
}

static GHashTable *
new_lists (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

static void
sp_blocks_init (SpBlocks *self)
{
  self->blocks = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->routes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->nodes = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) json_object_unref);
  self->dependencies = g_ptr_array_new_with_free_func (g_object_unref);
  self->endpoints = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->by_target = new_lists ();
  self->after = new_lists ();
  self->inputs = g_hash_table_new (NULL, NULL);
  self->outputs = g_hash_table_new (NULL, NULL);
  self->runs = g_list_store_new (SP_TYPE_RUN);
  self->last_runs = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->running = g_hash_table_new (NULL, NULL);
  self->deferred = g_hash_table_new_full (NULL, NULL, NULL, sp_run_loop_deferred_free);
  self->rounds = g_hash_table_new (NULL, NULL);
  self->interrupted = g_ptr_array_new_with_free_func (g_object_unref);
  self->timers = g_hash_table_new_full (NULL, NULL, NULL, sp_block_timer_free);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->visited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
  self->seen = TRUE;
}

static void
script_uri_cb (SpBlocks *self, const char *uri)
{
  sp_blocks_emit_open_uri (self, uri, NULL);
}

static void
script_alert_cb (SpBlocks *self, const char *text)
{
  g_autoptr (GradioLog) log = g_new0 (GradioLog, 1);

  log->level = GRADIO_LOG_INFO;
  log->title = g_strdup ("");
  log->text = g_strdup (text);
  log->visible = TRUE;
  sp_blocks_emit_log (self, log);
}

/* Where scripts of the app believe to be: the page in front. */
static void
tell_location (SpBlocks *self)
{
  const char      *query = gradio_client_get_query (self->client);
  g_autofree char *address = g_strconcat (gradio_client_get_base_uri (self->client), "/", self->page,
                                          query != NULL ? "?" : NULL, query, NULL);

  if (self->script != NULL)
    g_object_set (self->script, "location", address, NULL);
}

static void
listen_to_script (SpBlocks *self)
{
  tell_location (self);
  g_signal_connect_object (self->script, "open-uri", G_CALLBACK (script_uri_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->script, "alert", G_CALLBACK (script_alert_cb), self, G_CONNECT_SWAPPED);
}

static gboolean
is_serial (GradioClient *client)
{
  const char *version = gradio_client_get_server_version (client);

  return version != NULL && g_ascii_strtoll (version, NULL, 10) >= SERIAL_SINCE;
}

/* The user chose another language: nothing is read or made again (blocks-runtime.md R67). */
static void
language_cb (SpBlocks *self)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter        iter;
  gpointer              block = NULL;

  g_hash_table_iter_init (&iter, self->blocks);
  while (g_hash_table_iter_next (&iter, NULL, &block))
    g_ptr_array_add (blocks, g_object_ref (block));
  for (guint i = 0; i < blocks->len; i++)
    sp_block_translate (blocks->pdata[i]);
}

SpBlocks *
sp_blocks_new (GradioClient *client, SpBrowserStore *store, SpScript *script)
{
  SpBlocks *self = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (client), NULL);
  g_return_val_if_fail (gradio_client_get_config (client) != NULL, NULL);

  self = g_object_new (SP_TYPE_BLOCKS, NULL);
  self->client = g_object_ref (client);
  self->session = gradio_client_new_session (client);
  self->config = json_object_ref (gradio_client_get_config (client));
  self->translation = sp_translation_new (self->config);
  g_signal_connect_object (self->translation, "notify::language", G_CALLBACK (language_cb), self,
                           G_CONNECT_SWAPPED);
  self->store = store != NULL ? g_object_ref (store) : NULL;
  self->script = script != NULL ? g_object_ref (script) : NULL;
  self->page = g_strdup (gradio_client_get_page (client));
  self->serial = is_serial (client);
  sp_blocks_read_config (self);
  if (self->script != NULL)
    listen_to_script (self);

  return self;
}

SpScript *
sp_blocks_get_script (SpBlocks *self)
{
  g_return_val_if_fail (SP_IS_BLOCKS (self), NULL);

  return self->script;
}

GradioClient *
sp_blocks_get_client (SpBlocks *self)
{
  g_return_val_if_fail (SP_IS_BLOCKS (self), NULL);

  return self->client;
}

JsonObject *
sp_blocks_get_layout (SpBlocks *self)
{
  JsonObject *layout = NULL;

  g_return_val_if_fail (SP_IS_BLOCKS (self), NULL);

  layout = sp_blocks_get_page_layout (self, self->page);

  return layout != NULL ? layout : gradio_json_get_object (self->config, "layout");
}

SpBlock *
sp_blocks_get_block (SpBlocks *self, int id)
{
  g_return_val_if_fail (SP_IS_BLOCKS (self), NULL);

  return g_hash_table_lookup (self->blocks, GINT_TO_POINTER (id));
}

JsonArray *
sp_blocks_get_children (SpBlocks *self, int id)
{
  g_return_val_if_fail (SP_IS_BLOCKS (self), NULL);

  return gradio_json_get_array (g_hash_table_lookup (self->nodes, GINT_TO_POINTER (id)), "children");
}

/* @seen keeps a layout that holds itself from going round for ever. */
static void
list_children (SpBlocks *self, JsonArray *children, GPtrArray *blocks, GHashTable *seen, guint depth)
{
  if (depth > SP_BLOCKS_DEEPEST)
    return;

  for (guint i = 0; children != NULL && i < json_array_get_length (children); i++) {
    JsonNode *node = json_array_get_element (children, i);
    int       id = JSON_NODE_HOLDS_OBJECT (node) ? (int) gradio_json_get_int (json_node_get_object (node), "id", -1)
                                                 : -1;
    SpBlock  *block = sp_blocks_get_block (self, id);

    if (block == NULL || !g_hash_table_add (seen, block))
      continue;

    g_ptr_array_add (blocks, block);
    list_children (self, sp_blocks_get_children (self, id), blocks, seen, depth + 1);
  }
}

GPtrArray *
sp_blocks_list_blocks (SpBlocks *self)
{
  GPtrArray             *blocks = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_return_val_if_fail (SP_IS_BLOCKS (self), blocks);

  list_children (self, gradio_json_get_array (sp_blocks_get_layout (self), "children"), blocks, seen, 1);

  return blocks;
}

double
sp_blocks_get_stream_every (SpBlocks *self, int component_id)
{
  double least = G_MAXDOUBLE;

  g_return_val_if_fail (SP_IS_BLOCKS (self), 0);

  if (!sp_blocks_has_listener (self, component_id, "stream"))
    return 0;

  for (guint i = 0; i < self->dependencies->len; i++) {
    SpDependency *dependency = self->dependencies->pdata[i];

    if (sp_dependency_has_target (dependency, component_id, "stream"))
      least = MIN (least, sp_dependency_get_stream_every (dependency));
  }

  return least < G_MAXDOUBLE ? least : 0;
}

gboolean
sp_blocks_is_interactive (SpBlocks *self, SpBlock *block)
{
  JsonNode *said = NULL;
  gpointer  id = NULL;

  g_return_val_if_fail (SP_IS_BLOCKS (self), FALSE);
  g_return_val_if_fail (SP_IS_BLOCK (block), FALSE);

  said = json_object_get_member (sp_block_get_props (block), "interactive");
  if (said != NULL && !json_node_is_null (said))
    return gradio_json_get_boolean (sp_block_get_props (block), "interactive", TRUE);

  id = GINT_TO_POINTER (sp_block_get_id (block));

  return g_hash_table_contains (self->inputs, id) ||
         (!g_hash_table_contains (self->outputs, id) && sp_block_began_empty (block));
}

gboolean
sp_blocks_has_listener (SpBlocks *self, int component_id, const char *event)
{
  GPtrArray *dependencies = NULL;

  g_return_val_if_fail (SP_IS_BLOCKS (self), FALSE);
  g_return_val_if_fail (event != NULL, FALSE);

  dependencies = g_hash_table_lookup (self->by_target, GINT_TO_POINTER (component_id));
  for (guint i = 0; dependencies != NULL && i < dependencies->len; i++) {
    if (sp_dependency_has_target (dependencies->pdata[i], component_id, event))
      return TRUE;
  }

  return FALSE;
}

GradioSession *
sp_blocks_get_session (SpBlocks *self)
{
  g_return_val_if_fail (SP_IS_BLOCKS (self), NULL);

  return self->session;
}

SpTranslation *
sp_blocks_get_translation (SpBlocks *self)
{
  g_return_val_if_fail (SP_IS_BLOCKS (self), NULL);

  return self->translation;
}

/* Pages */

JsonArray *
sp_blocks_get_pages (SpBlocks *self)
{
  JsonArray *pages = NULL;

  g_return_val_if_fail (SP_IS_BLOCKS (self), NULL);

  pages = gradio_json_get_array (self->config, "pages");

  return pages != NULL && json_array_get_length (pages) > 1 ? pages : NULL;
}

const char *
sp_blocks_get_page (SpBlocks *self)
{
  g_return_val_if_fail (SP_IS_BLOCKS (self), NULL);

  return self->page;
}

void
sp_blocks_set_page (SpBlocks *self, const char *route)
{
  g_return_if_fail (SP_IS_BLOCKS (self));
  g_return_if_fail (route != NULL);

  if (self->closed || g_str_equal (route, self->page) || sp_blocks_get_page_layout (self, route) == NULL)
    return;

  g_free (self->page);
  self->page = g_strdup (route);
  tell_location (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
  sp_blocks_update_timers (self);
  if (!g_hash_table_contains (self->visited, route))
    sp_blocks_load (self);
}

/* The ids of what happens on the page in front; NULL where all does. */
static GHashTable *
list_page_dependencies (SpBlocks *self)
{
  JsonObject *page = gradio_json_get_object (gradio_json_get_object (self->config, "page"), self->page);
  JsonArray  *ids = gradio_json_get_array (page, "dependencies");
  GHashTable *set = NULL;

  if (ids == NULL)
    return NULL;

  set = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < json_array_get_length (ids); i++) {
    if (JSON_NODE_HOLDS_VALUE (json_array_get_element (ids, i)))
      g_hash_table_add (set, GINT_TO_POINTER ((int) json_array_get_int_element (ids, i)));
  }

  return set;
}

static void
add_timers (SpBlocks *self)
{
  GHashTableIter iter;
  gpointer       block = NULL;

  g_hash_table_iter_init (&iter, self->blocks);
  while (g_hash_table_iter_next (&iter, NULL, &block))
    sp_blocks_add_timer (self, block);
}

/* What is started may change the list. */
static GPtrArray *
dup_dependencies (SpBlocks *self)
{
  GPtrArray *copy = g_ptr_array_new_full (self->dependencies->len, g_object_unref);

  for (guint i = 0; i < self->dependencies->len; i++)
    g_ptr_array_add (copy, g_object_ref (self->dependencies->pdata[i]));

  return copy;
}

void
sp_blocks_load (SpBlocks *self)
{
  g_autoptr (GPtrArray)  dependencies = NULL;
  g_autoptr (GHashTable) here = NULL;
  int                    id = -1;

  g_return_if_fail (SP_IS_BLOCKS (self));

  if (sp_blocks_keep_event (self, -1, NULL, NULL))
    return;

  self->load_waits = self->connection != SP_CONNECTION_FINE;
  if (self->closed || self->load_waits)
    return;

  if (g_hash_table_size (self->visited) == 0)
    add_timers (self);
  if (g_hash_table_add (self->visited, g_strdup (self->page)))
    sp_browser_state_restore_page (self);
  here = list_page_dependencies (self);
  dependencies = dup_dependencies (self);
  for (guint i = 0; i < dependencies->len; i++) {
    SpDependency *dependency = dependencies->pdata[i];

    if (here != NULL && !g_hash_table_contains (here, GINT_TO_POINTER (sp_dependency_get_id (dependency))))
      continue;
    if (sp_dependency_find_target (dependency, "load", &id)) /* of the page itself, or of what is on it */
      sp_run_loop_start (self, dependency, NULL, id);
  }
}

/* What goes on */

GListModel *
sp_blocks_get_runs (SpBlocks *self)
{
  g_return_val_if_fail (SP_IS_BLOCKS (self), NULL);

  return G_LIST_MODEL (self->runs);
}

SpRun *
sp_blocks_get_last_run (SpBlocks *self, int id)
{
  g_return_val_if_fail (SP_IS_BLOCKS (self), NULL);

  return g_hash_table_lookup (self->last_runs, GINT_TO_POINTER (id));
}

gboolean
sp_blocks_is_busy (SpBlocks *self)
{
  g_return_val_if_fail (SP_IS_BLOCKS (self), FALSE);

  return self->busy;
}

void
sp_blocks_update_busy (SpBlocks *self)
{
  gboolean busy = g_list_model_get_n_items (G_LIST_MODEL (self->runs)) > 0 ||
                  g_hash_table_size (self->deferred) > 0 || self->n_waiting > 0;

  if (busy == self->busy)
    return;

  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

void
sp_blocks_set_seen (SpBlocks *self, gboolean seen)
{
  g_return_if_fail (SP_IS_BLOCKS (self));

  if (self->seen == seen)
    return;

  self->seen = seen;
  sp_blocks_update_timers (self);
}

SpConnection
sp_blocks_get_connection (SpBlocks *self)
{
  g_return_val_if_fail (SP_IS_BLOCKS (self), SP_CONNECTION_FINE);

  return self->connection;
}

void
sp_blocks_take_values (SpBlocks *self, SpBlocks *old)
{
  GHashTableIter iter;
  gpointer       id = NULL;
  gpointer       block = NULL;

  g_return_if_fail (SP_IS_BLOCKS (self));
  g_return_if_fail (SP_IS_BLOCKS (old));

  g_hash_table_iter_init (&iter, self->blocks);
  while (g_hash_table_iter_next (&iter, &id, &block)) {
    SpBlock             *before = g_hash_table_lookup (old->blocks, id);
    g_autoptr (JsonNode) value = NULL;

    if (before == NULL || sp_block_is_state (block) ||
        !g_str_equal (sp_block_get_type_name (before), sp_block_get_type_name (block)))
      continue;

    value = sp_block_dup_value (before);
    sp_block_take (block, value);
  }
}

/* One that ends may take others along, out of the list too. */
static void
cancel_runs (SpBlocks *self)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->runs)); i++)
    g_ptr_array_add (runs, g_list_model_get_item (G_LIST_MODEL (self->runs), i));
  for (guint i = 0; i < runs->len; i++)
    sp_run_cancel (runs->pdata[i]);
}

void
sp_blocks_close (SpBlocks *self)
{
  g_return_if_fail (SP_IS_BLOCKS (self));

  if (self->closed)
    return;

  self->closed = TRUE;
  if (self->script != NULL) /* one that runs is not heard any more */
    g_signal_handlers_disconnect_by_data (self->script, self);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_cancellable_cancel (self->cancellable);
  if (self->reconnect != NULL)
    g_source_destroy (self->reconnect);
  g_clear_pointer (&self->reconnect, g_source_unref);
  g_hash_table_remove_all (self->timers);
  g_hash_table_remove_all (self->deferred);
  cancel_runs (self);
}
