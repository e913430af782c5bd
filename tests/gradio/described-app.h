/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "gradio-endpoint-private.h"
#include "gradio-json.h"

/* The bytes of a value, as a server sends them. */
static inline GBytes *
to_bytes (JsonNode *node)
{
  char *text = gradio_json_write (node);

  return g_bytes_new_take (text, strlen (text));
}

static inline GradioDescription *
describe (JsonNode *config, JsonNode *info)
{
  g_autoptr (GBytes) config_bytes = to_bytes (config);
  g_autoptr (GError) error = NULL;
  GradioDescription *description = gradio_description_new (config_bytes, &error);

  g_assert_no_error (error);
  if (info != NULL && JSON_NODE_HOLDS_OBJECT (info)) {
    g_autoptr (GBytes) info_bytes = to_bytes (info);

    gradio_description_add_info (description, info_bytes, &error);
    g_assert_no_error (error);
  }

  return description;
}

/* An app's description and the endpoints made of it. */
typedef struct {
  JsonNode  *config;
  JsonNode  *info;
  GPtrArray *endpoints;
} App;

static inline void
app_free (App *app)
{
  g_clear_pointer (&app->endpoints, g_ptr_array_unref);
  g_clear_pointer (&app->config, json_node_unref);
  g_clear_pointer (&app->info, json_node_unref);
  g_free (app);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (App, app_free)

static inline JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode          *node = gradio_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return node;
}

static inline char *
decompress (const char *bytes, gsize length)
{
  g_autoptr (GConverter)    inflater = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream)  packed = g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);
  g_autoptr (GInputStream)  unpacked = g_converter_input_stream_new (packed, inflater);
  g_autoptr (GOutputStream) text = g_memory_output_stream_new_resizable ();
  g_autoptr (GError)        error = NULL;

  g_output_stream_splice (text, unpacked, G_OUTPUT_STREAM_SPLICE_NONE, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (text, "", 1, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (text, NULL, NULL));

  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (text));
}

static inline JsonNode *
load (const char *name)
{
  g_autofree char   *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autofree char   *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize              length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  if (g_str_has_suffix (name, ".gz")) {
    g_autofree char *packed = g_steal_pointer (&text);

    text = decompress (packed, length);
  }

  return parse (text);
}

static inline App *
app_new (JsonNode *config, JsonNode *info)
{
  App                          *app = g_new0 (App, 1);
  g_autoptr (GradioDescription) description = NULL;

  app->config = config;
  app->info = info;
  description = describe (config, info);
  app->endpoints = gradio_endpoint_list_new (description);

  return app;
}

static inline App *
app_load (const char *version, gboolean with_info)
{
  g_autofree char *config = g_strdup_printf ("config-%s.json", version);
  g_autofree char *info = g_strdup_printf ("info-%s.json", version);

  return app_new (load (config), with_info ? load (info) : NULL);
}

static inline GradioEndpoint *
find (App *app, const char *name)
{
  for (guint i = 0; i < app->endpoints->len; i++) {
    if (g_str_equal (gradio_endpoint_get_name (app->endpoints->pdata[i]), name))
      return app->endpoints->pdata[i];
  }

  return NULL;
}

static inline GradioParameter *
find_parameter (App *app, const char *endpoint, guint index)
{
  GradioEndpoint *found = find (app, endpoint);

  g_assert_nonnull (found);
  g_assert_cmpuint (gradio_endpoint_get_parameters (found)->len, >, index);

  return gradio_endpoint_get_parameters (found)->pdata[index];
}
