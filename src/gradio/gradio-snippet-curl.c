/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-snippet-private.h"

#include <stdlib.h>
#include <string.h>

#include "gradio-endpoint-private.h"
#include "gradio-json.h"

/* In place of a file there is its number between two of these, which JSON never has as they are;
 * behind the shell's quotes they become a variable. */
#define MARK '\001'

typedef struct {
  GradioSnippetApp *app;
  GString          *uploads; /* commands */
  guint            *n_files; /* of the whole script */
  gboolean          inlined; /* Gradio 3 takes pictures as text */
} Files;

static void
append_way (GradioSnippetApp *app, GString *text)
{
  if (app->user != NULL)
    g_string_append (text, " -b \"$cookies\"");
  if (app->uses_token)
    g_string_append (text, " -H \"x-hf-authorization: Bearer $HF_TOKEN\"");
}

static char *
dup_form_field (const char *path)
{
  g_autoptr (GString) field = g_string_new ("files=@\"");

  for (const char *p = path; *p != '\0'; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_c (field, '\\');
    g_string_append_c (field, *p);
  }
  g_string_append_c (field, '"');
  return g_strdup (field->str);
}

static void
append_upload (Files *self, const char *path, guint number)
{
  g_autofree char *field = dup_form_field (path);
  g_autofree char *uri = g_strconcat (self->app->api_uri, "/upload", NULL);

  g_string_append_printf (self->uploads, "file%u=$(curl -sS", number);
  append_way (self->app, self->uploads);
  g_string_append (self->uploads, " -F ");
  gradio_snippet_append_shell (self->uploads, field);
  g_string_append_c (self->uploads, ' ');
  gradio_snippet_append_shell (self->uploads, uri);
  g_string_append (self->uploads, " |\n  sed 's/^\\[\"\\(.*\\)\"\\]$/\\1/')\n");
}

static void
append_inlined (Files *self, const char *path, guint number)
{
  g_string_append_printf (self->uploads, "file%u=$(base64 <", number);
  gradio_snippet_append_shell (self->uploads, path);
  g_string_append (self->uploads, " | tr -d '\\n')\n");
}

static gboolean
append_file (GString *text, GradioFile *file, gpointer data)
{
  Files           *self = data;
  const char      *mime_type = gradio_file_get_mime_type (file);
  g_autofree char *path = NULL;
  guint            number;

  if (gradio_file_get_local (file) == NULL)
    return FALSE;

  path = gradio_snippet_dup_file_source (file);
  number = ++*self->n_files;
  if (self->inlined) {
    append_inlined (self, path, number);
    g_string_append_printf (text, "\"data:%s;base64,%c%u%c\"",
                            mime_type != NULL ? mime_type : "application/octet-stream", MARK, number, MARK);
    return TRUE;
  }

  append_upload (self, path, number);
  g_string_append_printf (text, self->app->major != 3 ? "{\"path\": \"%c%u%c\", \"orig_name\": " : "{\"name\": \"%c%u%c\", \"orig_name\": ",
                          MARK, number, MARK);
  gradio_snippet_append_string (text, gradio_file_get_name (file));
  g_string_append (text, self->app->major != 3 ? ", \"meta\": {\"_type\": \"gradio.FileData\"}}"
                                               : ", \"data\": null, \"is_file\": true}");
  return TRUE;
}

static const GradioSnippetWords words = { "null", "true", "false", ", ", ": ", append_file };

static gboolean
is_picture (GradioSnippetCall *call, guint index)
{
  GPtrArray *parameters = gradio_endpoint_get_parameters (call->endpoint);

  return index < parameters->len &&
         g_str_equal (gradio_parameter_get_component (parameters->pdata[index]), "image");
}

static GString *
make_values (Files *files, GradioSnippetCall *call)
{
  GString              *json = g_string_new ("[");
  g_autoptr (JsonArray) data = gradio_endpoint_fill_data (call->endpoint, call->values);
  guint                 n_given = 0;

  for (guint i = 0; i < json_array_get_length (data); i++) {
    JsonNode *value = json_array_get_element (data, i);

    files->inlined = FALSE;
    if (n_given < json_array_get_length (call->values) &&
        json_array_get_element (call->values, n_given) == value) {
      files->inlined = files->app->major == 3 && is_picture (call, n_given);
      n_given++;
    }
    if (i > 0)
      g_string_append (json, ", ");
    gradio_snippet_append_value (json, value, &words, files);
  }
  g_string_append_c (json, ']');
  return json;
}

/* Quotes @json for the shell and lets the variables of files out of the quotes. */
static void
append_body (GString *text, const char *json)
{
  g_autofree char *quoted = g_shell_quote (json);

  for (const char *p = quoted; *p != '\0'; p++) {
    if (*p != MARK) {
      g_string_append_c (text, *p);
      continue;
    }
    g_string_append_printf (text, "'\"$file%ld\"'", strtol (p + 1, NULL, 10));
    p = strchr (p + 1, MARK);
  }
}

static void
append_post (GradioSnippetApp *app, const char *uri, const char *json, GString *text)
{
  g_string_append (text, "curl -sS");
  append_way (app, text);
  g_string_append (text, " -H 'Content-Type: application/json' \\\n  -d ");
  append_body (text, json);
  g_string_append (text, " \\\n  ");
  gradio_snippet_append_shell (text, uri);
}

/* Two steps: the answer to the first names the stream of the second. */
static void
append_queued (GradioSnippetApp *app, const char *uri, const char *data, GString *text)
{
  g_autofree char *json = g_strdup_printf ("{\"data\": %s}", data);

  g_string_append (text, "event=$(");
  append_post (app, uri, json, text);
  g_string_append (text, " |\n  sed 's/.*\"event_id\": *\"\\([^\"]*\\)\".*/\\1/')\ncurl -sSN");
  append_way (app, text);
  g_string_append_c (text, ' ');
  gradio_snippet_append_shell (text, uri);
  g_string_append (text, "/\"$event\"\n");
}

static void
append_direct (GradioSnippetApp *app, GradioSnippetCall *call, const char *data, GString *text)
{
  gboolean         named = gradio_snippet_is_named (call->endpoint);
  g_autofree char *name = g_uri_escape_string (gradio_endpoint_get_name (call->endpoint) + (named ? 1 : 0),
                                               "/", FALSE);
  g_autofree char *uri = g_strdup_printf ("%s/run/%s", app->api_uri, named ? name : "predict");
  g_autofree char *json = NULL;

  if (gradio_endpoint_is_generator (call->endpoint))
    g_string_append (text, "# This gives the first value only; the others need a client.\n");
  json = g_strdup_printf ("{\"data\": %s, \"fn_index\": %d, \"session_hash\": \"s%08x\"}", data,
                          gradio_endpoint_get_fn_index (call->endpoint), g_random_int ());
  append_post (app, uri, json, text);
  g_string_append_c (text, '\n');
}

/* The form with two steps came with Gradio 4.20 and needs a name. */
static gboolean
has_call_route (GradioSnippetApp *app, GradioEndpoint *endpoint)
{
  return gradio_snippet_is_named (endpoint) &&
         (app->major == 0 || app->major > 4 || (app->major == 4 && app->minor >= 20));
}

static void
append_call (GradioSnippetApp *app, GradioSnippetCall *call, guint *n_files, GString *text)
{
  g_autoptr (GString) uploads = g_string_new (NULL);
  Files               files = { app, uploads, n_files, FALSE };
  g_autoptr (GString) data = make_values (&files, call);

  g_string_append_len (text, uploads->str, uploads->len);
  if (has_call_route (app, call->endpoint)) {
    g_autofree char *name = g_uri_escape_string (gradio_endpoint_get_name (call->endpoint) + 1, "/", FALSE);
    g_autofree char *uri = g_strdup_printf ("%s/call/%s", app->api_uri, name);

    append_queued (app, uri, data->str, text);
  } else {
    append_direct (app, call, data->str, text);
  }
}

static void
append_login (GradioSnippetApp *app, GString *text)
{
  g_autofree char *user = g_strconcat ("username=", app->user, NULL);
  g_autofree char *uri = g_strconcat (app->base_uri, "/login", NULL);

  g_string_append (text, "cookies=$(mktemp)\ntrap 'rm -f \"$cookies\"' EXIT\n"
                         "curl -sS -o /dev/null -c \"$cookies\" --data-urlencode ");
  gradio_snippet_append_shell (text, user);
  g_string_append (text, " \\\n  --data-urlencode \"password=$GRADIO_PASSWORD\" ");
  gradio_snippet_append_shell (text, uri);
  g_string_append_c (text, '\n');
}

void
gradio_snippet_write_curl (GradioSnippetApp *app, GString *text)
{
  guint n_files = 0;

  if (app->user != NULL)
    append_login (app, text);
  for (guint i = 0; i < app->calls->len; i++)
    append_call (app, app->calls->pdata[i], &n_files, text);
}
