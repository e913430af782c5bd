/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-options.h"
#include "sp-cli-space.h"
#include "sp-cli-text.h"
#include "sp-cli-verbs.h"

static void
print_space (SpCli *cli, SpInstalledSpace *installed)
{
  SpSpace         *space = sp_installed_space_get_space (installed);
  const GError    *problem = sp_installed_space_get_problem (installed);
  const char      *text = problem != NULL ? problem->message : NULL;
  g_autofree char *id = sp_cli_text_one_line (sp_installed_space_get_id (installed), G_MAXINT);
  g_autofree char *title = sp_cli_text_one_line (sp_installed_space_get_title (installed), G_MAXINT);
  g_autofree char *summary = NULL;

  if (problem == NULL && space != NULL)
    text = sp_space_get_summary (space);
  summary = sp_cli_text_one_line (text, G_MAXINT);
  g_string_append_printf (cli->output, "%s\t%s", id, title);
  if (*summary != '\0')
    g_string_append_printf (cli->output, "\t%s", summary);
  g_string_append_c (cli->output, '\n');
}

static void
set_path (JsonObject *object, const char *name, GFile *file)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  json_object_set_string_member (object, name, path);
}

static void
set_source (JsonObject *object, const SpSpaceManifest *manifest)
{
  static const char *const kinds[] = { "hub", "folder", "archive", "extension" };
  JsonObject              *source;

  if (manifest == NULL)
    return;

  source = json_object_new ();
  json_object_set_string_member (source, "kind", kinds[manifest->source_kind]);
  json_object_set_string_member (source, "reference", manifest->source_reference);
  json_object_set_string_member (source, "commit", manifest->commit);
  json_object_set_object_member (object, "source", source);
}

/* Measures what the Space needs on the disk. */
static gboolean
set_size (SpCli *cli, SpSpaceStore *store, SpInstalledSpace *space, JsonObject *object, int *status)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  SpSpaceSize              size = { 0 };

  sp_space_store_measure_async (store, space, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  if (!sp_space_store_measure_finish (store, result, &size, &error)) {
    *status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);
    return FALSE;
  }

  json_object_set_int_member (object, "bytes", size.total.own);
  json_object_set_int_member (object, "shared_bytes", size.total.shared);
  return TRUE;
}

static JsonObject *
describe_space (SpInstalledSpace *installed)
{
  static const char *const origins[] = { "own", "extension", "bundled" };
  SpSpace                 *space = sp_installed_space_get_space (installed);
  const GError            *problem = sp_installed_space_get_problem (installed);
  JsonObject              *object = json_object_new ();

  json_object_set_string_member (object, "id", sp_installed_space_get_id (installed));
  json_object_set_string_member (object, "title", sp_installed_space_get_title (installed));
  json_object_set_string_member (object, "summary",
                                 space != NULL ? sp_space_get_summary (space) : NULL);
  set_path (object, "folder", space != NULL ? sp_space_get_folder (space) : NULL);
  json_object_set_boolean_member (object, "installed",
                                  space != NULL && sp_space_is_installed (space));
  json_object_set_string_member (object, "origin",
                                 origins[sp_installed_space_get_origin (installed)]);
  json_object_set_string_member (object, "version", sp_installed_space_get_version (installed));
  json_object_set_string_member (object, "previous_version",
                                 sp_installed_space_get_previous_version (installed));
  json_object_set_boolean_member (object, "running", sp_installed_space_is_running (installed));
  json_object_set_string_member (object, "problem", problem != NULL ? problem->message : NULL);
  set_source (object, sp_installed_space_get_manifest (installed));
  return object;
}

static int
print_json (SpCli *cli, SpSpaceStore *store)
{
  JsonArray           *array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  guint                n_items = g_list_model_get_n_items (G_LIST_MODEL (store));
  int                  status = 0;

  json_node_take_array (node, array);
  for (guint i = 0; i < n_items; i++) {
    g_autoptr (SpInstalledSpace) space = g_list_model_get_item (G_LIST_MODEL (store), i);
    JsonObject                  *object = describe_space (space);

    json_array_add_object_element (array, object);
    if (!set_size (cli, store, space, object, &status))
      return status;
  }
  sp_cli_print_json (cli, node);
  return 0;
}

static int
run_list (SpCli *cli, GStrv arguments)
{
  g_autoptr (SpSpaceStore) store = NULL;
  gboolean                 json = FALSE;
  int                      status = 0;
  const SpCliOption        options[] = {
           { "json", 0, &json, NULL, NULL, N_("Print one JSON document") },
           { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 0, 0, &status))
    return status;
  store = sp_cli_space_open_store (cli, &status);
  if (store == NULL)
    return status;
  if (json)
    return print_json (cli, store);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++) {
    g_autoptr (SpInstalledSpace) space = g_list_model_get_item (G_LIST_MODEL (store), i);

    print_space (cli, space);
  }
  return 0;
}

const SpCliVerb sp_cli_verb_space_list = {
  "space list",
  "[--json]",
  N_("Lists the Spaces on this computer."),
  N_("A line is the id, the title and a summary, with tabs between them; in place of the summary\n"
      "why a Space cannot run. JSON has the versions, where it came from, whether it runs, and the\n"
      "bytes on the disk that are its own and that it shares with others as well."),
  run_list,
  SP_CLI_VERB_LOCAL,
};
