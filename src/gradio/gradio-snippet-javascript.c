/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-snippet-private.h"

/* A path alone would be taken for a name: the content must come from here. */
static gboolean
append_file (GString *text, GradioFile *file, gpointer data)
{
  GradioSnippetApp *app = data;
  g_autofree char  *source = gradio_snippet_dup_file_source (file);

  if (source == NULL)
    source = gradio_client_dup_file_uri (app->client, file);
  if (gradio_file_get_local (file) == NULL) {
    g_string_append (text, "handle_file(");
    gradio_snippet_append_string (text, source);
    g_string_append_c (text, ')');
    return TRUE;
  }

  g_string_append (text, "handle_file(new File([await readFile(");
  gradio_snippet_append_string (text, source);
  g_string_append (text, ")], ");
  gradio_snippet_append_string (text, gradio_file_get_name (file));
  g_string_append (text, "))");
  return TRUE;
}

static const GradioSnippetWords words = { "null", "true", "false", ", ", ": ", append_file };

static void
append_client (GradioSnippetApp *app, GString *text)
{
  g_string_append (text, "const client = await Client.connect(");
  gradio_snippet_append_string (text, app->reference);
  if (app->uses_token || app->user != NULL)
    g_string_append (text, ", {\n");
  if (app->uses_token)
    g_string_append (text, "  token: process.env.HF_TOKEN,\n");
  if (app->user != NULL) {
    g_string_append (text, "  auth: [");
    gradio_snippet_append_string (text, app->user);
    g_string_append (text, ", process.env.GRADIO_PASSWORD],\n");
  }
  g_string_append (text, app->uses_token || app->user != NULL ? "});\n" : ");\n");
}

static void
append_call (GradioSnippetApp *app, GradioSnippetCall *call, guint number, GString *text)
{
  GPtrArray       *parameters = gradio_endpoint_get_parameters (call->endpoint);
  gboolean         named = gradio_snippet_has_names (call->endpoint) && parameters->len > 0;
  g_autofree char *result = app->calls->len == 1 ? g_strdup ("result")
                                                 : g_strdup_printf ("result%u", number + 1);

  g_string_append_printf (text, "\nconst %s = await client.predict(", result);
  if (gradio_snippet_is_named (call->endpoint))
    gradio_snippet_append_string (text, gradio_endpoint_get_name (call->endpoint));
  else
    g_string_append_printf (text, "%d", gradio_endpoint_get_fn_index (call->endpoint));

  g_string_append (text, named ? ", {\n" : ", [\n");
  for (guint i = 0; i < json_array_get_length (call->values); i++) {
    g_string_append (text, "  ");
    if (named && i < parameters->len)
      g_string_append_printf (text, "%s: ", gradio_parameter_get_name (parameters->pdata[i]));
    gradio_snippet_append_value (text, json_array_get_element (call->values, i), &words, app);
    g_string_append (text, ",\n");
  }
  g_string_append_printf (text, "%s);\nconsole.log(JSON.stringify(%s.data));\n", named ? "}" : "]", result);
}

void
gradio_snippet_write_javascript (GradioSnippetApp *app, GString *text)
{
  GString *calls = g_string_new (NULL);

  for (guint i = 0; i < app->calls->len; i++)
    append_call (app, app->calls->pdata[i], i, calls);

  if (app->major == 3)
    g_string_append (text, "// Gradio 3 needs an old client: npm install @gradio/client@0\n");
  if (gradio_snippet_has_local_files (app))
    g_string_append (text, "import { readFile } from \"node:fs/promises\";\n");
  if (g_strstr_len (calls->str, -1, "handle_file(") != NULL)
    g_string_append (text, "import { Client, handle_file } from \"@gradio/client\";\n\n");
  else
    g_string_append (text, "import { Client } from \"@gradio/client\";\n\n");
  append_client (app, text);
  g_string_append_len (text, calls->str, calls->len);
  g_string_append (text, "\nprocess.exit(); // the client would stay connected\n");
  g_string_free (calls, TRUE);
}
