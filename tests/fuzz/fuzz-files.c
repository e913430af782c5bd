/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values with files in them: found, described, and rewritten for the wire. */
#include "fuzz.h"

#include "gradio-file.h"
#include "gradio-json.h"
#include "gradio-legacy-files.h"
#include "gradio-upload.h"

static void
look_at (GradioFile *file)
{
  g_autoptr (JsonNode) node = gradio_file_to_json (file);
  g_autofree char     *text = gradio_json_write (node);
  g_autofree char     *name = gradio_file_sanitize_name (gradio_file_get_name (file));

  g_assert_cmpstr (name, !=, "");
  g_assert_cmpstr (name, !=, ".");
  g_assert_cmpstr (name, !=, "..");
  g_assert_null (strchr (name, '/'));
  g_assert_nonnull (text);
}

static void
rewritten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  JsonArray **rewritten = user_data;

  *rewritten = gradio_upload_values_finish (GRADIO_CONNECTION (source), result, NULL);
  g_assert_nonnull (*rewritten);
}

/* Values without a file to upload stay what they are. */
static void
rewrite (JsonArray *values)
{
  g_autoptr (GradioConnection) connection = gradio_connection_new ();
  g_autoptr (JsonArray)        rewritten = NULL;
  g_autoptr (JsonNode)         before = json_node_init_array (json_node_alloc (), values);
  g_autoptr (JsonNode)         after = NULL;

  gradio_upload_values_async (connection, values, NULL, NULL, NULL, NULL, rewritten_cb, &rewritten);
  while (rewritten == NULL)
    g_main_context_iteration (NULL, TRUE);

  after = json_node_init_array (json_node_alloc (), rewritten);
  g_assert_true (gradio_json_equal (before, after));
}

/* Gradio 3 has other files in each of these. */
static void
convert (JsonNode *value)
{
  static const char *const components[] = { "", "chatbot", "file", "gallery", "image", "json", "video" };

  for (guint i = 0; i < G_N_ELEMENTS (components); i++) {
    g_autoptr (JsonNode)  read = gradio_legacy_files_read (value, components[i]);
    g_autoptr (JsonNode)  written = gradio_legacy_files_write (read, components[i]);
    g_autoptr (GPtrArray) files = gradio_file_collect_for_component (read, components[i]);
    g_autofree char      *text = gradio_json_write (written);

    g_assert_nonnull (text);
    g_ptr_array_foreach (files, (GFunc) look_at, NULL);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (JsonNode)  node = fuzz_parse (data, size);
  g_autoptr (GPtrArray) files = NULL;

  if (node == NULL)
    return 0;

  files = gradio_file_collect (node);
  g_ptr_array_foreach (files, (GFunc) look_at, NULL);
  convert (node);

  if (JSON_NODE_HOLDS_ARRAY (node) && !gradio_upload_is_needed (json_node_get_array (node), FALSE))
    rewrite (json_node_get_array (node));

  return 0;
}
