/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-snippet-private.h"

/* handle_file() came with gradio_client 1.0; clients of Gradio 3 take paths. */
static gboolean
append_file (GString *text, GradioFile *file, gpointer data)
{
  GradioSnippetApp *app = data;
  g_autofree char  *source = gradio_snippet_dup_file_source (file);

  if (source == NULL)
    source = gradio_client_dup_file_uri (app->client, file);
  if (app->major != 3)
    g_string_append (text, "handle_file(");
  gradio_snippet_append_string (text, source);
  if (app->major != 3)
    g_string_append_c (text, ')');
  return TRUE;
}

static const GradioSnippetWords words = { "None", "True", "False", ", ", ": ", append_file };

static void
append_client (GradioSnippetApp *app, GString *text)
{
  g_string_append (text, "client = Client(");
  gradio_snippet_append_string (text, app->reference);
  if (app->uses_token)
    g_string_append_printf (text, ", %s=os.environ[\"HF_TOKEN\"]", app->major != 3 ? "token" : "hf_token");
  if (app->user != NULL) {
    g_string_append (text, ", auth=(");
    gradio_snippet_append_string (text, app->user);
    g_string_append (text, ", os.environ[\"GRADIO_PASSWORD\"])");
  }
  g_string_append (text, ")\n");
}

static void
append_call (GradioSnippetApp *app, GradioSnippetCall *call, GString *text)
{
  GPtrArray *parameters = gradio_endpoint_get_parameters (call->endpoint);
  gboolean   named = app->major != 3 && gradio_snippet_has_names (call->endpoint);

  g_string_append (text, "\nresult = client.predict(\n");
  for (guint i = 0; i < json_array_get_length (call->values); i++) {
    g_string_append (text, "    ");
    if (named && i < parameters->len)
      g_string_append_printf (text, "%s=", gradio_parameter_get_name (parameters->pdata[i]));
    gradio_snippet_append_value (text, json_array_get_element (call->values, i), &words, app);
    g_string_append (text, ",\n");
  }
  if (gradio_snippet_is_named (call->endpoint)) {
    g_string_append (text, "    api_name=");
    gradio_snippet_append_string (text, gradio_endpoint_get_name (call->endpoint));
  } else {
    g_string_append_printf (text, "    fn_index=%d", gradio_endpoint_get_fn_index (call->endpoint));
  }
  g_string_append (text, ",\n)\nprint(result)\n");
}

void
gradio_snippet_write_python (GradioSnippetApp *app, GString *text)
{
  GString *calls = g_string_new (NULL);

  for (guint i = 0; i < app->calls->len; i++)
    append_call (app, app->calls->pdata[i], calls);

  if (app->major == 3)
    g_string_append (text, "# Gradio 3 needs an old client: pip install \"gradio_client<1\"\n");
  if (app->uses_token || app->user != NULL)
    g_string_append (text, "import os\n\n");
  if (g_strstr_len (calls->str, -1, "handle_file(") != NULL)
    g_string_append (text, "from gradio_client import Client, handle_file\n\n");
  else
    g_string_append (text, "from gradio_client import Client\n\n");
  append_client (app, text);
  g_string_append_len (text, calls->str, calls->len);
  g_string_free (calls, TRUE);
}
