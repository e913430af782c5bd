/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-snippet-private.h"

#include "gradio-json.h"

#define SET_FILE                                                     \
  "static void\n"                                                    \
  "set_file (JsonNode *node, const char *path)\n"                    \
  "{\n"                                                              \
  "  g_autoptr (GFile) file = g_file_new_for_path (path);\n"         \
  "  g_autoptr (GradioFile) local = gradio_file_new_local (file);\n" \
  "  g_autoptr (JsonNode) object = gradio_file_to_json (local);\n"   \
  "\n"                                                               \
  "  json_node_init_object (node, json_node_get_object (object));\n" \
  "}\n\n"

#define PREDICT                                                                                     \
  "static gboolean\n"                                                                               \
  "predict (GradioClient *client, const char *endpoint, JsonNode *values, GError **error)\n"        \
  "{\n"                                                                                             \
  "  g_autoptr (JsonArray) outputs = NULL;\n"                                                       \
  "  g_autoptr (JsonNode) node = NULL;\n"                                                           \
  "  g_autofree char *text = NULL;\n"                                                               \
  "\n"                                                                                              \
  "  outputs = gradio_client_predict_sync (client, endpoint, json_node_get_array (values), NULL,\n" \
  "                                        NULL, error);\n"                                         \
  "  if (outputs == NULL)\n"                                                                        \
  "    return FALSE;\n"                                                                             \
  "\n"                                                                                              \
  "  node = json_node_init_array (json_node_alloc (), outputs);\n"                                  \
  "  text = gradio_json_write (node);\n"                                                            \
  "  puts (text);\n"                                                                                \
  "  return TRUE;\n"                                                                                \
  "}\n\n"

/* Behind “?” a digit could make a trigraph, and other bytes than ASCII need no escape in UTF-8. */
static void
append_c_string (GString *text, const char *string)
{
  g_string_append_c (text, '"');
  for (const char *p = string; *p != '\0'; p++) {
    guchar c = *p;

    if (c == '"' || c == '\\' || c == '?')
      g_string_append_printf (text, "\\%c", c);
    else if (c < 0x20 || c == 0x7f)
      g_string_append_printf (text, "\\%03o", c);
    else
      g_string_append_c (text, c);
  }
  g_string_append_c (text, '"');
}

/* Local files are put into their places afterwards. */
static gboolean
append_file (GString *text, GradioFile *file, gpointer data)
{
  if (gradio_file_get_local (file) == NULL)
    return FALSE;

  g_string_append (text, "null");
  return TRUE;
}

static const GradioSnippetWords words = { "null", "true", "false", ", ", ": ", append_file };

/* @place is C for the node that holds @value. */
static void
append_files (GString *text, JsonNode *value, const char *place)
{
  g_autoptr (GradioFile) file = gradio_file_new_from_json (value);

  if (file != NULL && gradio_file_get_local (file) != NULL) {
    g_autofree char *path = gradio_snippet_dup_file_source (file);

    g_string_append_printf (text, "  set_file (%s, ", place);
    append_c_string (text, path);
    g_string_append (text, ");\n");
  } else if (JSON_NODE_HOLDS_ARRAY (value)) {
    JsonArray *array = json_node_get_array (value);

    for (guint i = 0; i < json_array_get_length (array); i++) {
      g_autofree char *inner =
        g_strdup_printf ("json_array_get_element (json_node_get_array (%s), %u)", place, i);

      append_files (text, json_array_get_element (array, i), inner);
    }
  } else if (JSON_NODE_HOLDS_OBJECT (value)) {
    JsonObjectIter iter;
    const char    *name;
    JsonNode      *member;

    json_object_iter_init_ordered (&iter, json_node_get_object (value));
    while (json_object_iter_next_ordered (&iter, &name, &member)) {
      g_autoptr (GString) inner = g_string_new ("json_object_get_member (json_node_get_object (");

      g_string_append_printf (inner, "%s), ", place);
      append_c_string (inner, name);
      g_string_append_c (inner, ')');
      append_files (text, member, inner->str);
    }
  }
}

static void
append_values (GradioSnippetApp *app, GradioSnippetCall *call, guint number, GString *text)
{
  g_autoptr (JsonNode) list = json_node_init_array (json_node_alloc (), call->values);
  g_autoptr (GString)  json = g_string_new (NULL);
  g_autofree char     *name = g_strdup_printf ("values%u", number + 1);

  gradio_snippet_append_value (json, list, &words, NULL);
  g_string_append_printf (text, "  g_autoptr (JsonNode) %s = gradio_json_parse (", name);
  append_c_string (text, json->str);
  g_string_append (text, ", -1, NULL);\n");
}

static void
append_places (GradioSnippetCall *call, guint number, GString *text)
{
  g_autoptr (JsonNode) list = json_node_init_array (json_node_alloc (), call->values);
  g_autofree char     *name = g_strdup_printf ("values%u", number + 1);

  append_files (text, list, name);
}

static void
append_way (GradioSnippetApp *app, GString *text)
{
  if (app->uses_token)
    g_string_append (text, "  gradio_client_set_token (client, g_getenv (\"HF_TOKEN\"));\n");
  if (app->user != NULL) {
    g_string_append (text, "  gradio_client_set_login (client, ");
    append_c_string (text, app->user);
    g_string_append (text, ", g_getenv (\"GRADIO_PASSWORD\"));\n");
  }
}

static void
append_main (GradioSnippetApp *app, GString *text)
{
  g_string_append (text, "int\nmain (void)\n{\n  g_autoptr (GradioClient) client = gradio_client_new (");
  append_c_string (text, app->reference);
  g_string_append (text, ");\n");
  for (guint i = 0; i < app->calls->len; i++)
    append_values (app, app->calls->pdata[i], i, text);
  g_string_append (text, "  g_autoptr (GError) error = NULL;\n\n");

  append_way (app, text);
  for (guint i = 0; i < app->calls->len; i++)
    append_places (app->calls->pdata[i], i, text);

  g_string_append (text, "  if (!gradio_client_connect_sync (client, NULL, &error)");
  for (guint i = 0; i < app->calls->len; i++) {
    GradioSnippetCall *call = app->calls->pdata[i];
    g_autofree char   *name = gradio_snippet_dup_name (call->endpoint);

    g_string_append (text, " ||\n      !predict (client, ");
    append_c_string (text, name);
    g_string_append_printf (text, ", values%u, &error)", i + 1);
  }
  g_string_append (text, ") {\n"
                         "    g_printerr (\"%s\\n\", error->message);\n"
                         "    return 1;\n"
                         "  }\n"
                         "  return 0;\n"
                         "}\n");
}

void
gradio_snippet_write_c (GradioSnippetApp *app, GString *text)
{
  g_string_append (text, "/* cc call.c -o call $(pkg-config --cflags --libs gradio-glib-1) */\n"
                         "#include <gradio.h>\n"
                         "#include <stdio.h>\n\n");
  if (gradio_snippet_has_local_files (app))
    g_string_append (text, SET_FILE);
  g_string_append (text, PREDICT);
  append_main (app, text);
}
