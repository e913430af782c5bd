/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-blocks.h"

#include <glib/gi18n-lib.h>

#include "sp-constant-js.h"

/* A run that waits for the one before to end. */
typedef struct {
  JsonNode *data; /* owned, nullable */
  int       trigger_id;
} Deferred;

struct _SpBlocks {
  GObject parent_instance;

  GradioClient  *client;       /* owned */
  GradioSession *session;      /* owned */
  JsonObject    *config;       /* owned */
  GHashTable    *blocks;       /* id -> SpBlock */
  GPtrArray     *dependencies; /* of SpDependency, in the order of /config */
  GHashTable    *by_target;    /* id of a component -> GPtrArray of SpDependency, in the order of /config */
  GHashTable    *after;        /* id of a dependency -> GPtrArray of those that follow it */
  GHashTable    *inputs;       /* ids of components that are an input of some dependency */
  GHashTable    *outputs;
  GHashTable    *endpoints; /* id of a dependency -> GradioEndpoint, which the client owns */
  GHashTable    *running;   /* SpDependency -> number of its jobs */
  GHashTable    *deferred;  /* SpDependency -> Deferred */
  GHashTable    *told;      /* problems that were told */
  gboolean       closed;
};

G_DEFINE_FINAL_TYPE (SpBlocks, sp_blocks, G_TYPE_OBJECT)

enum {
  SIGNAL_JOB,
  SIGNAL_PROBLEM,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void start (SpBlocks *self, SpDependency *dependency, JsonNode *data, int trigger_id);

static void
deferred_free (gpointer data)
{
  Deferred *deferred = data;

  g_clear_pointer (&deferred->data, json_node_unref);
  g_free (deferred);
}

static void
tell_once (SpBlocks *self, const char *text)
{
  if (g_hash_table_add (self->told, g_strdup (text)))
    g_signal_emit (self, signals[SIGNAL_PROBLEM], 0, text);
}

static void
append_to (GHashTable *table, int id, gpointer object)
{
  GPtrArray *array = g_hash_table_lookup (table, GINT_TO_POINTER (id));

  if (array == NULL) {
    array = g_ptr_array_new_with_free_func (g_object_unref);
    g_hash_table_insert (table, GINT_TO_POINTER (id), array);
  }
  if (array->len == 0 || g_ptr_array_index (array, array->len - 1) != object)
    g_ptr_array_add (array, g_object_ref (object));
}

static void
add_ids (GHashTable *set, GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, GINT_TO_POINTER (g_array_index (ids, int, i)));
}

static void
add_dependency (SpBlocks *self, JsonObject *object, int index)
{
  g_autoptr (SpDependency) dependency = sp_dependency_new (object, index);
  GArray                  *targets = sp_dependency_get_targets (dependency);
  int                      before = -1;

  for (guint i = 0; i < targets->len; i++)
    append_to (self->by_target, g_array_index (targets, int, i), dependency);
  if (sp_dependency_get_after (dependency, &before) != SP_AFTER_NOTHING)
    append_to (self->after, before, dependency);
  add_ids (self->inputs, sp_dependency_get_inputs (dependency));
  add_ids (self->outputs, sp_dependency_get_outputs (dependency));
  g_ptr_array_add (self->dependencies, g_object_ref (dependency));
}

static void
read_config (SpBlocks *self)
{
  JsonArray                *components = gradio_json_get_array (self->config, "components");
  JsonArray                *dependencies = gradio_json_get_array (self->config, "dependencies");
  GPtrArray                *endpoints = gradio_client_get_all_endpoints (self->client);
  g_autoptr (SpTranslation) translation = sp_translation_new (self->config);

  for (guint i = 0; components != NULL && i < json_array_get_length (components); i++) {
    JsonNode *node = json_array_get_element (components, i);
    SpBlock  *block = NULL;

    if (!JSON_NODE_HOLDS_OBJECT (node))
      continue;

    block = sp_block_new (json_node_get_object (node), translation);
    g_hash_table_insert (self->blocks, GINT_TO_POINTER (sp_block_get_id (block)), block);
  }
  for (guint i = 0; dependencies != NULL && i < json_array_get_length (dependencies); i++) {
    JsonNode *node = json_array_get_element (dependencies, i);

    if (JSON_NODE_HOLDS_OBJECT (node))
      add_dependency (self, json_node_get_object (node), (int) i);
  }
  for (guint i = 0; i < endpoints->len; i++) {
    GradioEndpoint *endpoint = g_ptr_array_index (endpoints, i);

    g_hash_table_insert (self->endpoints, GINT_TO_POINTER (gradio_endpoint_get_fn_index (endpoint)),
                         endpoint);
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
  g_clear_pointer (&self->dependencies, g_ptr_array_unref);
  g_clear_pointer (&self->by_target, g_hash_table_unref);
  g_clear_pointer (&self->after, g_hash_table_unref);
  g_clear_pointer (&self->inputs, g_hash_table_unref);
  g_clear_pointer (&self->outputs, g_hash_table_unref);
  g_clear_pointer (&self->endpoints, g_hash_table_unref);
  g_clear_pointer (&self->running, g_hash_table_unref);
  g_clear_pointer (&self->deferred, g_hash_table_unref);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_pointer (&self->config, json_object_unref);
  g_clear_object (&self->session);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (sp_blocks_parent_class)->finalize (object);
}

static void
sp_blocks_class_init (SpBlocksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_blocks_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_blocks_finalize;

  signals[SIGNAL_JOB] = g_signal_new ("job", SP_TYPE_BLOCKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, GRADIO_TYPE_JOB, SP_TYPE_DEPENDENCY);
  signals[SIGNAL_PROBLEM] = g_signal_new ("problem", SP_TYPE_BLOCKS, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sp_blocks_init (SpBlocks *self)
{
  self->blocks = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->dependencies = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_target =
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->after = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->inputs = g_hash_table_new (NULL, NULL);
  self->outputs = g_hash_table_new (NULL, NULL);
  self->endpoints = g_hash_table_new (NULL, NULL);
  self->running = g_hash_table_new (NULL, NULL);
  self->deferred = g_hash_table_new_full (NULL, NULL, NULL, deferred_free);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

SpBlocks *
sp_blocks_new (GradioClient *client)
{
  SpBlocks *self = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (client), NULL);
  g_return_val_if_fail (gradio_client_get_config (client) != NULL, NULL);

  self = g_object_new (SP_TYPE_BLOCKS, NULL);
  self->client = g_object_ref (client);
  self->session = gradio_client_new_session (client);
  self->config = json_object_ref (gradio_client_get_config (client));
  read_config (self);

  return self;
}

/* An app of several pages has each page's tree of its own. */
JsonObject *
sp_blocks_get_layout (SpBlocks *self)
{
  JsonObject *pages = NULL;
  JsonObject *page = NULL;

  g_return_val_if_fail (SP_IS_BLOCKS (self), NULL);

  pages = gradio_json_get_object (self->config, "page");
  page = gradio_json_get_object (pages, gradio_client_get_page (self->client));
  if (gradio_json_get_object (page, "layout") != NULL)
    return gradio_json_get_object (page, "layout");

  return gradio_json_get_object (self->config, "layout");
}

SpBlock *
sp_blocks_get_block (SpBlocks *self, int id)
{
  g_return_val_if_fail (SP_IS_BLOCKS (self), NULL);

  return g_hash_table_lookup (self->blocks, GINT_TO_POINTER (id));
}

static gboolean
is_empty (JsonNode *value)
{
  if (JSON_NODE_HOLDS_ARRAY (value))
    return json_array_get_length (json_node_get_array (value)) == 0;
  if (gradio_json_is_string (value))
    return *json_node_get_string (value) == '\0';
  if (JSON_NODE_HOLDS_VALUE (value))
    return json_node_get_double (value) == 0 && !json_node_get_boolean (value);

  return json_node_is_null (value);
}

gboolean
sp_blocks_is_interactive (SpBlocks *self, SpBlock *block)
{
  g_autoptr (JsonNode) value = NULL;
  gpointer             id = NULL;

  g_return_val_if_fail (SP_IS_BLOCKS (self), FALSE);
  g_return_val_if_fail (SP_IS_BLOCK (block), FALSE);

  id = GINT_TO_POINTER (sp_block_get_id (block));
  if (g_hash_table_contains (self->inputs, id))
    return TRUE;

  value = sp_block_dup_value (block);

  return !g_hash_table_contains (self->outputs, id) && is_empty (value);
}

GradioSession *
sp_blocks_get_session (SpBlocks *self)
{
  g_return_val_if_fail (SP_IS_BLOCKS (self), NULL);

  return self->session;
}

/* Taken now, not when the job gets to it (R45). */
static JsonArray *
gather (SpBlocks *self, SpDependency *dependency)
{
  GArray    *inputs = sp_dependency_get_inputs (dependency);
  JsonArray *values = json_array_sized_new (inputs->len);

  for (guint i = 0; i < inputs->len; i++) {
    SpBlock *block = sp_blocks_get_block (self, g_array_index (inputs, int, i));

    if (block != NULL && !sp_block_is_state (block))
      json_array_add_element (values, sp_block_dup_value (block));
    else
      json_array_add_null_element (values);
  }

  return values;
}

/* Outputs of a job that goes on are changed by it where they are. */
static JsonNode *
dup_output (SpBlock *block, JsonNode *output, gboolean goes_on)
{
  g_autoptr (JsonNode) before = goes_on ? sp_block_dup_value (block) : NULL;

  return goes_on ? gradio_json_snapshot (output, before) : json_node_ref (output);
}

static void
apply (SpBlocks *self, SpDependency *dependency, JsonArray *data, gboolean goes_on)
{
  GArray *outputs = sp_dependency_get_outputs (dependency);
  guint   n = data != NULL ? MIN (json_array_get_length (data), outputs->len) : 0;

  for (guint i = 0; i < n && !self->closed; i++) {
    int                  id = g_array_index (outputs, int, i);
    SpBlock             *block = sp_blocks_get_block (self, id);
    g_autoptr (JsonNode) output = NULL;

    if (block == NULL)
      continue;

    output = dup_output (block, json_array_get_element (data, i), goes_on);
    if (sp_block_apply (block, output))
      sp_blocks_dispatch (self, id, "change", NULL);
  }
}

static void
start_followers (SpBlocks *self, SpDependency *dependency, SpAfter outcome, int trigger_id)
{
  GPtrArray *followers =
    g_hash_table_lookup (self->after, GINT_TO_POINTER (sp_dependency_get_id (dependency)));
  const SpAfter order[] = { outcome, SP_AFTER_ANY };
  int           before = -1;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++) {
    for (guint j = 0; followers != NULL && j < followers->len; j++) {
      if (sp_dependency_get_after (followers->pdata[j], &before) == order[i])
        start (self, followers->pdata[j], NULL, trigger_id);
    }
  }
}

static void
finish (SpBlocks *self, SpDependency *dependency, SpAfter outcome, int trigger_id)
{
  Deferred *deferred = NULL;

  if (self->closed)
    return;

  start_followers (self, dependency, outcome, trigger_id);
  if (GPOINTER_TO_UINT (g_hash_table_lookup (self->running, dependency)) == 0 &&
      g_hash_table_steal_extended (self->deferred, dependency, NULL, (gpointer *) &deferred)) {
    start (self, dependency, deferred->data, deferred->trigger_id);
    deferred_free (deferred);
  }
}

/* A job and what it was started for. */
typedef struct {
  SpBlocks     *blocks;     /* owned */
  SpDependency *dependency; /* owned */
  int           trigger_id;
} Run;

static void
run_free (gpointer data, GClosure *closure)
{
  Run *run = data;

  g_clear_object (&run->blocks);
  g_clear_object (&run->dependency);
  g_free (run);
}

static void
partial_cb (GradioJob *job, Run *run)
{
  apply (run->blocks, run->dependency, gradio_job_get_outputs (job), TRUE);
}

/* A refused value starts nothing: the user has to see to it first. */
static gboolean
was_refused (GradioJob *job)
{
  return gradio_job_get_error_parameter (job) >= 0;
}

static void
fire_changed_states (SpBlocks *self, GradioJob *job)
{
  JsonArray *ids = gradio_job_get_changed_states (job);

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++) {
    if (JSON_NODE_HOLDS_VALUE (json_array_get_element (ids, i)))
      sp_blocks_dispatch (self, (int) json_array_get_int_element (ids, i), "change", NULL);
  }
}

static void
state_cb (GradioJob *job, GParamSpec *pspec, Run *run)
{
  SpBlocks     *self = run->blocks;
  SpDependency *dependency = run->dependency;
  gpointer      n_jobs = NULL;

  if (!gradio_job_is_final (job))
    return;

  n_jobs = g_hash_table_lookup (self->running, dependency);
  g_hash_table_insert (self->running, dependency,
                       GUINT_TO_POINTER (MAX (GPOINTER_TO_UINT (n_jobs), 1) - 1));
  if (gradio_job_get_state (job) == GRADIO_JOB_COMPLETE) {
    fire_changed_states (self, job);
    apply (self, dependency, gradio_job_get_outputs (job), FALSE);
    finish (self, dependency, SP_AFTER_SUCCESS, run->trigger_id);
  } else if (!was_refused (job)) {
    finish (self, dependency, SP_AFTER_FAILURE, run->trigger_id);
  }
}

static void
submit (SpBlocks     *self,
        SpDependency *dependency,
        JsonNode     *data,
        int           trigger_id)
{
  GradioEndpoint *endpoint =
    g_hash_table_lookup (self->endpoints, GINT_TO_POINTER (sp_dependency_get_id (dependency)));
  g_autoptr (JsonArray) values = gather (self, dependency);
  g_autoptr (GradioJob) job = NULL;
  gpointer              n_jobs = g_hash_table_lookup (self->running, dependency);
  Run                  *run = NULL;

  if (endpoint == NULL) {
    g_debug ("No endpoint for dependency %d", sp_dependency_get_id (dependency));
    return;
  }

  job = gradio_session_trigger (self->session, endpoint, values, data, trigger_id);
  g_hash_table_insert (self->running, dependency, GUINT_TO_POINTER (GPOINTER_TO_UINT (n_jobs) + 1));
  run = g_new0 (Run, 1);
  run->blocks = g_object_ref (self);
  run->dependency = g_object_ref (dependency);
  run->trigger_id = trigger_id;
  g_signal_connect_data (job, "notify::state", G_CALLBACK (state_cb), run, run_free, 0);
  g_signal_connect (job, "partial", G_CALLBACK (partial_cb), run);
  g_signal_emit (self, signals[SIGNAL_JOB], 0, job, dependency);
}

/* Returns: whether the script was all there was to do. */
static gboolean
run_js (SpBlocks *self, SpDependency *dependency, int trigger_id)
{
  const char           *js = sp_dependency_get_js (dependency);
  gboolean              has_backend = sp_dependency_has_backend (dependency);
  g_autoptr (JsonArray) results = js != NULL ? sp_constant_js_evaluate (js) : NULL;

  if (js != NULL && results == NULL)
    tell_once (self, _("This app uses scripts that only a browser runs; what they do is left out here."));
  if (has_backend)
    return FALSE;

  apply (self, dependency, results, FALSE);
  finish (self, dependency, SP_AFTER_SUCCESS, trigger_id);

  return TRUE;
}

static void
start (SpBlocks *self, SpDependency *dependency, JsonNode *data, int trigger_id)
{
  SpTriggerMode mode = sp_dependency_get_trigger_mode (dependency);
  gboolean      runs =
    GPOINTER_TO_UINT (g_hash_table_lookup (self->running, dependency)) > 0;

  if (self->closed)
    return;

  if (sp_dependency_is_render (dependency)) {
    tell_once (self, _("This app makes parts of itself while it runs; those are left out here."));
    return;
  }
  if (runs && mode == SP_TRIGGER_ALWAYS_LAST) {
    Deferred *deferred = g_new0 (Deferred, 1);

    deferred->data = data != NULL ? json_node_ref (data) : NULL;
    deferred->trigger_id = trigger_id;
    g_hash_table_insert (self->deferred, dependency, deferred);
    return;
  }
  if (runs && mode == SP_TRIGGER_ONCE)
    return;
  if (run_js (self, dependency, trigger_id))
    return;

  submit (self, dependency, data, trigger_id);
}

static void
cancel_others (SpBlocks *self, SpDependency *dependency)
{
  GArray *ids = sp_dependency_get_cancels (dependency);

  for (guint i = 0; i < ids->len; i++)
    gradio_session_cancel (self->session, g_array_index (ids, int, i));
}

void
sp_blocks_dispatch (SpBlocks *self, int component_id, const char *event, JsonNode *data)
{
  GPtrArray *dependencies = NULL;

  g_return_if_fail (SP_IS_BLOCKS (self));
  g_return_if_fail (event != NULL);

  dependencies = g_hash_table_lookup (self->by_target, GINT_TO_POINTER (component_id));
  if (self->closed || dependencies == NULL)
    return;

  /* All that is to end ends first (R27). */
  for (guint i = 0; i < dependencies->len; i++) {
    if (sp_dependency_has_target (dependencies->pdata[i], component_id, event))
      cancel_others (self, dependencies->pdata[i]);
  }
  for (guint i = 0; i < dependencies->len; i++) {
    if (sp_dependency_has_target (dependencies->pdata[i], component_id, event))
      start (self, dependencies->pdata[i], data, component_id);
  }
}

/* `load` of the page itself, and of components that are on it. */
static gboolean
find_load_target (SpDependency *dependency, int *id)
{
  GArray *targets = sp_dependency_get_targets (dependency);

  for (guint i = 0; i < targets->len; i++) {
    *id = g_array_index (targets, int, i);
    if (sp_dependency_has_target (dependency, *id, "load"))
      return TRUE;
  }

  return FALSE;
}

void
sp_blocks_load (SpBlocks *self)
{
  int id = -1;

  g_return_if_fail (SP_IS_BLOCKS (self));

  for (guint i = 0; i < self->dependencies->len; i++) {
    if (find_load_target (self->dependencies->pdata[i], &id))
      start (self, self->dependencies->pdata[i], NULL, id);
  }
}

void
sp_blocks_close (SpBlocks *self)
{
  g_return_if_fail (SP_IS_BLOCKS (self));

  if (self->closed)
    return;

  self->closed = TRUE;
  for (guint i = 0; self->session != NULL && i < self->dependencies->len; i++)
    gradio_session_cancel (self->session, sp_dependency_get_id (self->dependencies->pdata[i]));
}
