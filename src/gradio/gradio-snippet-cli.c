/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-snippet-private.h"

static gboolean
append_file (GString *text, GradioFile *file, gpointer data)
{
  g_autofree char *source = gradio_snippet_dup_file_source (file);

  if (source == NULL)
    return FALSE;

  g_string_append (text, "{\"$file\":");
  gradio_snippet_append_string (text, source);
  g_string_append_c (text, '}');
  return TRUE;
}

static const GradioSnippetWords words = { "null", "true", "false", ",", ":", append_file };

static char *
dup_value (JsonNode *value)
{
  g_autoptr (GradioFile) file = gradio_file_new_from_json (value);
  g_autofree char       *source = file != NULL ? gradio_snippet_dup_file_source (file) : NULL;
  GString               *string;

  if (source != NULL)
    return g_strconcat ("@", source, NULL);

  string = g_string_new (NULL);
  gradio_snippet_append_value (string, value, &words, NULL);
  return g_string_free (string, FALSE);
}

static void
append_call (GradioSnippetApp *app, GradioSnippetCall *call, GString *text)
{
  GPtrArray       *parameters = gradio_endpoint_get_parameters (call->endpoint);
  gboolean         named = gradio_snippet_has_names (call->endpoint);
  g_autofree char *name = gradio_snippet_dup_name (call->endpoint);

  g_string_append (text, "spaceport-cli predict ");
  if (app->uses_token)
    g_string_append (text, "--token \"$HF_TOKEN\" ");
  if (app->user != NULL) {
    g_string_append (text, "--auth ");
    gradio_snippet_append_shell (text, app->user);
    g_string_append_c (text, ' ');
  }
  gradio_snippet_append_shell (text, app->reference);
  g_string_append_c (text, ' ');
  gradio_snippet_append_shell (text, name);

  for (guint i = 0; i < json_array_get_length (call->values); i++) {
    g_autofree char *value = dup_value (json_array_get_element (call->values, i));
    g_autofree char *word = NULL;

    if (named && i < parameters->len)
      word = g_strdup_printf ("%s=%s", gradio_parameter_get_name (parameters->pdata[i]), value);
    g_string_append (text, " \\\n  ");
    gradio_snippet_append_shell (text, word != NULL ? word : value);
  }
  g_string_append_c (text, '\n');
}

void
gradio_snippet_write_cli (GradioSnippetApp *app, GString *text)
{
  for (guint i = 0; i < app->calls->len; i++)
    append_call (app, app->calls->pdata[i], text);
}
