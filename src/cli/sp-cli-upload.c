/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-files.h"
#include "sp-cli-options.h"
#include "sp-cli-verbs.h"

static void
transferred_cb (goffset transferred, goffset total, gpointer user_data)
{
  SpCli           *cli = user_data;
  g_autofree char *text = NULL;

  if (total <= 0)
    return;
  text = g_strdup_printf (_("Uploading %d %%"), (int) (transferred * 100 / total));
  sp_cli_progress_show (cli->progress, text);
}

/* What was named, with the files of a folder in its place. */
static GPtrArray *
collect_files (GStrv names, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autoptr (GPtrArray) paths = sp_cli_files_list (names[i], error);

    if (paths == NULL)
      return NULL;
    for (guint j = 0; j < paths->len; j++)
      g_ptr_array_add (files, g_file_new_for_path (paths->pdata[j]));
  }
  return g_steal_pointer (&files);
}

/* A file that is named twice is sent twice. */
static JsonArray *
upload_all (SpCli *cli, GPtrArray *files, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  gradio_client_set_reuse_uploads (cli->client, FALSE);
  gradio_client_upload_many_async (cli->client, files, transferred_cb, cli, NULL, cli->cancellable,
                                   sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  sp_cli_progress_clear (cli->progress);
  return gradio_client_upload_many_finish (cli->client, result, NULL, error);
}

static void
print_paths (SpCli *cli, JsonArray *objects)
{
  for (guint i = 0; i < json_array_get_length (objects); i++) {
    JsonObject *object = json_array_get_object_element (objects, i);

    g_string_append_printf (cli->output, "%s\n", gradio_json_get_string (object, "path", ""));
  }
}

static int
run (SpCli *cli, GStrv arguments)
{
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (JsonArray) objects = NULL;
  g_autoptr (JsonNode)  node = NULL;
  g_autoptr (GError)    error = NULL;
  gboolean              json = FALSE;
  const SpCliOption     options[] = {
        { "json", 0, &json, NULL, NULL, N_("Print a JSON list of file objects") },
        { NULL },
  };
  int status = 0;

  if (!sp_cli_options_parse (cli, options, arguments, 2, G_MAXUINT, &status))
    return status;
  files = collect_files (arguments + 1, &error);
  if (files == NULL)
    return sp_cli_fail (cli, SP_CLI_EXIT_ARGUMENTS, error);
  if (!sp_cli_connect (cli, arguments[0], &status))
    return status;

  objects = upload_all (cli, files, &error);
  if (objects == NULL)
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);
  node = json_node_init_array (json_node_alloc (), objects);
  if (json)
    sp_cli_print_json (cli, node);
  else
    print_paths (cli, objects);
  return 0;
}

const SpCliVerb sp_cli_verb_upload = {
  "upload",
  "[OPTION…] TARGET FILE|FOLDER…",
  N_("Uploads files and prints their paths on the server, one line each."),
  N_("A folder stands for the files in it, at any depth. A path can be given to predict\n"
      "inside of a file object; with --json the objects are printed:\n"
      "{\"path\": \"PATH\", \"meta\": {\"_type\": \"gradio.FileData\"}}"),
  run,
};
