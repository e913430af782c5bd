/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-model-facts.h"

#include "gradio.h"

#include <glib/gi18n-lib.h>

#define MAX_SIZE (256 * 1024 * 1024) /* what is read into memory */
#define SPLAT_SIZE 32
#define STL_HEADER 84
#define STL_TRIANGLE 50
#define GLB_HEADER 20
#define TRIANGLES 4 /* the mode of glTF */

typedef struct {
  GFile *file;
  char  *name;
} Order;

static void
order_free (Order *order)
{
  g_object_unref (order->file);
  g_free (order->name);
  g_free (order);
}

static guint32
read_uint32 (const guint8 *bytes)
{
  return (guint32) bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16 | (guint32) bytes[3] << 24;
}

/* Calls for each line; they end somewhere, for the data is no text with a zero at its end. */
static void
for_each_line (const char *text,
               gsize       length,
               gboolean (*line) (const char *start, gsize length, SpModelFacts *facts),
               SpModelFacts *facts)
{
  const char *end = text + length;

  while (text < end) {
    const char *next = memchr (text, '\n', (gsize) (end - text));

    if (next == NULL)
      next = end;
    if (!line (text, (gsize) (next - text), facts))
      return;
    text = next + 1;
  }
}

static gboolean
starts_with (const char *line, gsize length, const char *word)
{
  return length >= strlen (word) && memcmp (line, word, strlen (word)) == 0;
}

/* How many words there are after the first one. */
static guint
count_corners (const char *line, gsize length)
{
  guint    count = 0;
  gboolean inside = TRUE;

  for (gsize i = 1; i < length; i++) {
    gboolean is_space = g_ascii_isspace (line[i]);

    count += inside == FALSE && !is_space;
    inside = !is_space;
  }

  return count;
}

static gboolean
read_obj_line (const char *line, gsize length, SpModelFacts *facts)
{
  if (starts_with (line, length, "v ")) {
    facts->n_points++;
  } else if (starts_with (line, length, "f ")) {
    guint n_corners = count_corners (line, length);

    facts->n_triangles += n_corners > 2 ? n_corners - 2 : 0;
  }

  return TRUE;
}

static gboolean
read_ply_line (const char *line, gsize length, SpModelFacts *facts)
{
  g_autofree char *text = g_strndup (line, MIN (length, 200));

  if (g_str_has_prefix (text, "element vertex "))
    facts->n_points = g_ascii_strtoull (text + strlen ("element vertex "), NULL, 10);
  else if (g_str_has_prefix (text, "element face "))
    facts->n_triangles = g_ascii_strtoull (text + strlen ("element face "), NULL, 10);
  else if (strstr (text, " f_dc_0") != NULL)
    facts->kind = SP_MODEL_KIND_SPLATS;

  return !g_str_has_prefix (text, "end_header");
}

static gboolean
read_stl_line (const char *line, gsize length, SpModelFacts *facts)
{
  while (length > 0 && g_ascii_isspace (*line)) {
    line++;
    length--;
  }
  facts->n_triangles += starts_with (line, length, "facet ");

  return TRUE;
}

static gboolean
read_stl (const guint8 *bytes, gsize length, guint64 size, SpModelFacts *facts)
{
  facts->kind = SP_MODEL_KIND_MESH;
  if (length >= STL_HEADER &&
      STL_HEADER + (guint64) read_uint32 (bytes + STL_HEADER - 4) * STL_TRIANGLE == size) {
    facts->n_triangles = read_uint32 (bytes + STL_HEADER - 4);
    return TRUE;
  }
  for_each_line ((const char *) bytes, length, read_stl_line, facts);

  return facts->n_triangles > 0;
}

static gboolean
read_ply (const guint8 *bytes, gsize length, SpModelFacts *facts)
{
  if (!starts_with ((const char *) bytes, length, "ply"))
    return FALSE;

  for_each_line ((const char *) bytes, length, read_ply_line, facts);
  if (facts->kind == SP_MODEL_KIND_UNKNOWN)
    facts->kind = facts->n_triangles > 0 ? SP_MODEL_KIND_MESH : SP_MODEL_KIND_POINTS;

  return facts->n_points > 0;
}

static guint64
count_accessor (JsonArray *accessors, JsonObject *owner, const char *member)
{
  gint64      index = gradio_json_get_int (owner, member, -1);
  JsonNode   *node = NULL;
  JsonObject *accessor = NULL;

  if (accessors == NULL || index < 0 || index >= json_array_get_length (accessors))
    return 0;
  node = json_array_get_element (accessors, (guint) index);
  if (JSON_NODE_HOLDS_OBJECT (node))
    accessor = json_node_get_object (node);

  return (guint64) CLAMP (gradio_json_get_int (accessor, "count", 0), 0, G_MAXINT32);
}

static void
add_primitive (JsonArray *accessors, JsonObject *primitive, SpModelFacts *facts)
{
  guint64 n_points =
    count_accessor (accessors, gradio_json_get_object (primitive, "attributes"), "POSITION");
  guint64 n_corners = count_accessor (accessors, primitive, "indices");

  facts->n_points += n_points;
  if (gradio_json_get_int (primitive, "mode", TRIANGLES) == TRIANGLES)
    facts->n_triangles += (n_corners > 0 ? n_corners : n_points) / 3;
}

static JsonObject *
get_element (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
read_gltf (const char *text, gsize length, SpModelFacts *facts)
{
  g_autoptr (JsonNode) root = gradio_json_parse (text, (gssize) length, NULL);
  JsonObject          *object = NULL;
  JsonArray           *meshes = NULL;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;

  object = json_node_get_object (root);
  meshes = gradio_json_get_array (object, "meshes");
  for (guint i = 0; meshes != NULL && i < json_array_get_length (meshes); i++) {
    JsonArray *primitives = gradio_json_get_array (get_element (meshes, i), "primitives");

    for (guint j = 0; primitives != NULL && j < json_array_get_length (primitives); j++)
      add_primitive (gradio_json_get_array (object, "accessors"), get_element (primitives, j), facts);
  }
  facts->kind = facts->n_triangles > 0 ? SP_MODEL_KIND_MESH : SP_MODEL_KIND_POINTS;

  return facts->n_points > 0;
}

static gboolean
read_glb (const guint8 *bytes, gsize length, SpModelFacts *facts)
{
  guint32 json_length = 0;

  if (length < GLB_HEADER || memcmp (bytes, "glTF", 4) != 0 || memcmp (bytes + 16, "JSON", 4) != 0)
    return FALSE;
  json_length = read_uint32 (bytes + 12);
  if (json_length > length - GLB_HEADER)
    return FALSE;

  return read_gltf ((const char *) bytes + GLB_HEADER, json_length, facts);
}

gboolean
sp_model_facts_read (GBytes *bytes, const char *name, guint64 size, SpModelFacts *facts)
{
  gsize            length = 0;
  const guint8    *data = g_bytes_get_data (bytes, &length);
  g_autofree char *lower = g_ascii_strdown (name, -1);

  *facts = (SpModelFacts){ 0 };
  if (length == 0)
    return FALSE;
  if (g_str_has_suffix (lower, ".glb"))
    return read_glb (data, length, facts);
  if (g_str_has_suffix (lower, ".gltf"))
    return read_gltf ((const char *) data, length, facts);
  if (g_str_has_suffix (lower, ".stl"))
    return read_stl (data, length, size, facts);
  if (g_str_has_suffix (lower, ".ply"))
    return read_ply (data, length, facts);
  if (g_str_has_suffix (lower, ".splat")) {
    facts->kind = SP_MODEL_KIND_SPLATS;
    facts->n_points = size / SPLAT_SIZE;
    return size >= SPLAT_SIZE && size % SPLAT_SIZE == 0;
  }
  if (!g_str_has_suffix (lower, ".obj"))
    return FALSE;

  for_each_line ((const char *) data, length, read_obj_line, facts);
  facts->kind = facts->n_triangles > 0 ? SP_MODEL_KIND_MESH : SP_MODEL_KIND_POINTS;

  return facts->n_points > 0;
}

char *
sp_model_facts_dup_text (const SpModelFacts *facts)
{
  gulong           n_points = (gulong) MIN (facts->n_points, G_MAXLONG);
  gulong           n_triangles = (gulong) MIN (facts->n_triangles, G_MAXLONG);
  g_autofree char *triangles = NULL;
  g_autofree char *points = NULL;

  if (facts->kind == SP_MODEL_KIND_SPLATS)
    return g_strdup_printf (ngettext ("%'lu splat", "%'lu splats", n_points), n_points);
  if (facts->kind == SP_MODEL_KIND_POINTS)
    return g_strdup_printf (ngettext ("%'lu point", "%'lu points", n_points), n_points);

  triangles = g_strdup_printf (ngettext ("%'lu triangle", "%'lu triangles", n_triangles), n_triangles);
  if (n_points == 0)
    return g_steal_pointer (&triangles);
  points = g_strdup_printf (ngettext ("%'lu vertex", "%'lu vertices", n_points), n_points);

  return g_strdup_printf ("%s, %s", triangles, points);
}

static void
read_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Order                *order = task_data;
  g_autoptr (GError)    error = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GBytes)    bytes = NULL;
  SpModelFacts          facts;

  info = g_file_query_info (order->file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, cancellable,
                            &error);
  if (info != NULL && g_file_info_get_size (info) <= MAX_SIZE)
    bytes = g_file_load_bytes (order->file, cancellable, NULL, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (bytes != NULL &&
           sp_model_facts_read (bytes, order->name, (guint64) g_file_info_get_size (info), &facts))
    g_task_return_pointer (task, sp_model_facts_dup_text (&facts), g_free);
  else
    g_task_return_pointer (task, NULL, NULL);
}

void
sp_model_facts_read_async (GFile              *file,
                           const char         *name,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Order            *order = g_new0 (Order, 1);

  order->file = g_object_ref (file);
  order->name = g_strdup (name);
  g_task_set_source_tag (task, sp_model_facts_read_async);
  g_task_set_task_data (task, order, (GDestroyNotify) order_free);
  g_task_run_in_thread (task, read_thread);
}

char *
sp_model_facts_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sp_model_facts_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
