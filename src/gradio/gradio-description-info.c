/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-description-read.h"

#include "gradio-json.h"

/* Authors of a server (Gradio 6) may answer /config themselves; the routes below its prefix stay
 * Gradio's. What /info alone says is enough to call endpoints by their names. */

#define HEAD                                                      \
  "{\"version\":\"6\",\"mode\":\"server\",\"protocol\":\"call\"," \
  "\"api_prefix\":\"/gradio_api\",\"components\":[],\"dependencies\":["

/* Values without a component: a number that none has. */
static void
append_places (GString        *json,
               const char     *name,
               GradioJsonRange list)
{
  g_auto (GradioJsonReader) reader = { NULL };
  const char               *comma = "";

  g_string_append_printf (json, ",\"%s\":[", name);
  gradio_json_reader_init (&reader, list.text, list.length);
  if (gradio_json_reader_enter_list (&reader)) {
    while (gradio_json_reader_next_element (&reader)) {
      gradio_json_reader_skip (&reader);
      g_string_append_printf (json, "%s-1", comma);
      comma = ",";
    }
  }
  g_string_append_c (json, ']');
}

static void
append_dependency (GString             *json,
                   const GradioListing *listing)
{
  g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), listing->key + 1);

  g_string_append (json, "{\"api_name\":");
  gradio_json_append (json, name);
  append_places (json, "inputs", listing->parameters);
  append_places (json, "outputs", listing->returns);
  g_string_append_c (json, '}');
}

GradioDescription *
gradio_description_new_from_info (GBytes *info)
{
  g_autoptr (GString)           json = g_string_new (HEAD);
  g_autoptr (GBytes)            nothing = g_bytes_new_static ("{}", 2);
  g_autoptr (GradioDescription) listed = gradio_description_new (nothing, NULL);
  g_autoptr (GBytes)            config = NULL;
  const char                   *comma = "";

  if (!gradio_description_add_info (listed, info, NULL) || !listed->is_listed)
    return NULL;

  for (guint i = 0; i < listed->listings->len; i++) {
    const GradioListing *listing = &g_array_index (listed->listings, GradioListing, i);

    if (!listing->named || *listing->key != '/')
      continue;
    g_string_append (json, comma);
    append_dependency (json, listing);
    comma = ",";
  }
  g_string_append (json, "]}");
  config = g_string_free_to_bytes (g_steal_pointer (&json));

  return gradio_description_new (config, NULL);
}
