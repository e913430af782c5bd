/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-endpoint-private.h"

#include "gradio-json.h"

/* A dependency that can be called, before and after its entry in /info was looked for. */
typedef struct {
  JsonObject *dependency; /* lent by config */
  int         fn_index;
  gboolean    listed;
} Candidate;

/* What is looked up while the list is made; the JSON stays with its owners. */
typedef struct {
  GHashTable *components; /* id -> component */
  GArray     *candidates;
  GHashTable *by_name;     /* “/name” -> Candidate */
  GHashTable *by_fn_index; /* number -> Candidate */
  gboolean    enable_queue;
  gboolean    described;
  GPtrArray  *endpoints;
} Builder;

static JsonObject *
get_object_element (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static GHashTable *
index_components (JsonObject *config)
{
  GHashTable *components = g_hash_table_new (NULL, NULL);
  JsonArray  *list = gradio_json_get_array (config, "components");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    JsonObject *component = get_object_element (list, i);
    gint64      id = gradio_json_get_int (component, "id", -1);

    if (id >= 0 && id <= G_MAXINT)
      g_hash_table_insert (components, GINT_TO_POINTER ((int) id), component);
  }

  return components;
}

/* The dependency's `id` is its number; servers without it go by the place in the list. */
static int
find_fn_index (JsonObject *dependency, guint position)
{
  gint64 id = gradio_json_get_int (dependency, "id", -1);

  return id >= 0 && id <= G_MAXINT ? (int) id : (int) position;
}

static GArray *
find_candidates (JsonObject *config)
{
  JsonArray *list = gradio_json_get_array (config, "dependencies");
  GArray    *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    JsonObject *dependency = get_object_element (list, i);
    Candidate   candidate = { dependency, find_fn_index (dependency, i), FALSE };

    if (dependency != NULL && gradio_json_get_boolean (dependency, "backend_fn", TRUE))
      g_array_append_val (candidates, candidate);
  }

  return candidates;
}

static gboolean
is_private (JsonObject *dependency)
{
  const char *visibility = gradio_json_get_string (dependency, "api_visibility", "");

  /* A text as `api_name` is no truth value, so that the default stands. */
  return g_str_equal (visibility, "private") ||
         !gradio_json_get_boolean (dependency, "api_name", TRUE);
}

static GradioVisibility
find_visibility (Builder *builder, Candidate *candidate)
{
  JsonObject *dependency = candidate->dependency;

  if (is_private (dependency))
    return GRADIO_VISIBILITY_PRIVATE;

  if (g_str_equal (gradio_json_get_string (dependency, "api_visibility", ""), "undocumented") ||
      !gradio_json_get_boolean (dependency, "show_api", TRUE))
    return GRADIO_VISIBILITY_UNDOCUMENTED;

  if (builder->described && !candidate->listed)
    return GRADIO_VISIBILITY_UNDOCUMENTED;

  return GRADIO_VISIBILITY_PUBLIC;
}

static void
index_candidates (Builder *builder)
{
  for (guint i = 0; i < builder->candidates->len; i++) {
    Candidate  *candidate = &g_array_index (builder->candidates, Candidate, i);
    const char *api_name = gradio_json_get_string (candidate->dependency, "api_name", "");
    gpointer    number = GINT_TO_POINTER (candidate->fn_index);
    char       *name;

    if (!g_hash_table_contains (builder->by_fn_index, number))
      g_hash_table_insert (builder->by_fn_index, number, candidate);

    if (*api_name == '\0' || is_private (candidate->dependency))
      continue;

    name = g_strconcat ("/", api_name, NULL);
    if (g_hash_table_contains (builder->by_name, name))
      g_free (name); /* the first one has the name */
    else
      g_hash_table_insert (builder->by_name, name, candidate);
  }
}

static void
add_endpoint (Builder *builder, Candidate *candidate, JsonObject *info)
{
  GradioVisibility visibility = find_visibility (builder, candidate);
  gboolean         queued =
    gradio_json_get_boolean (candidate->dependency, "queue", builder->enable_queue);

  g_ptr_array_add (builder->endpoints,
                   gradio_endpoint_new (candidate->dependency, candidate->fn_index, visibility,
                                        queued, info, builder->components));
}

static Candidate *
find_named (Builder *builder, const char *key)
{
  return g_hash_table_lookup (builder->by_name, key);
}

static Candidate *
find_unnamed (Builder *builder, const char *key)
{
  gint64 fn_index;

  if (!g_ascii_string_to_signed (key, 10, 0, G_MAXINT, &fn_index, NULL))
    return NULL;

  return g_hash_table_lookup (builder->by_fn_index, GINT_TO_POINTER ((int) fn_index));
}

static void
add_listed (Builder *builder, JsonObject *group, Candidate *(*find) (Builder *, const char *) )
{
  JsonObjectIter iter;
  const char    *key;
  JsonNode      *node;

  if (group == NULL)
    return;

  json_object_iter_init_ordered (&iter, group);
  while (json_object_iter_next_ordered (&iter, &key, &node)) {
    Candidate *candidate = find (builder, key);

    if (candidate == NULL || candidate->listed || !JSON_NODE_HOLDS_OBJECT (node))
      continue;

    candidate->listed = TRUE;
    add_endpoint (builder, candidate, json_node_get_object (node));
  }
}

static void
add_others (Builder *builder)
{
  for (guint i = 0; i < builder->candidates->len; i++) {
    Candidate *candidate = &g_array_index (builder->candidates, Candidate, i);

    if (!candidate->listed)
      add_endpoint (builder, candidate, NULL);
  }
}

GPtrArray *
gradio_endpoint_list_new (JsonObject *config, JsonObject *info)
{
  JsonObject            *named = gradio_json_get_object (info, "named_endpoints");
  JsonObject            *unnamed = gradio_json_get_object (info, "unnamed_endpoints");
  g_autoptr (GHashTable) components = index_components (config);
  g_autoptr (GArray)     candidates = find_candidates (config);
  g_autoptr (GHashTable) by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) by_fn_index = g_hash_table_new (NULL, NULL);
  Builder                builder = { components, candidates, by_name, by_fn_index };

  builder.enable_queue = gradio_json_get_boolean (config, "enable_queue", TRUE);
  builder.endpoints = g_ptr_array_new_with_free_func (g_object_unref);
  builder.described = (named != NULL && json_object_get_size (named) > 0) ||
                      (unnamed != NULL && json_object_get_size (unnamed) > 0);

  index_candidates (&builder);
  add_listed (&builder, named, find_named);
  add_listed (&builder, unnamed, find_unnamed);
  add_others (&builder);

  return builder.endpoints;
}
