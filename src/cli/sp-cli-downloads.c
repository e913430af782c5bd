/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-cli-downloads.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define MAX_DEPTH 64

typedef struct {
  SpCli      *cli;
  const char *folder;
  GHashTable *paths;  /* address -> path on this computer, or "" for a file that failed */
  int        *status; /* when one failed */
} Downloads;

static void
transferred_cb (goffset transferred, goffset total, gpointer user_data)
{
  SpCli           *cli = user_data;
  g_autofree char *text = NULL;

  if (total > 0) {
    text = g_strdup_printf (_("Downloading %d %%"), (int) (transferred * 100 / total));
  } else {
    g_autofree char *size = g_format_size (transferred);

    text = g_strdup_printf (_("Downloading, %s so far"), size);
  }
  sp_cli_progress_show (cli->progress, text);
}

/**
 * sp_cli_downloads_make_folder:
 * @cli: the run
 * @folder: where files are to go
 *
 * Makes the folder when it is not there. Tells why when it cannot.
 *
 * Returns: whether it is there
 */
gboolean
sp_cli_downloads_make_folder (SpCli *cli, const char *folder)
{
  if (g_mkdir_with_parents (folder, 0777) == 0)
    return TRUE;

  sp_cli_message (cli, _("The folder “%s” cannot be made: %s"), folder, g_strerror (errno));
  return FALSE;
}

/**
 * sp_cli_downloads_fetch:
 * @cli: the run, connected
 * @file: a file of the app
 * @folder: where to put it
 * @status: (out): exit status when it fails
 *
 * Fetches one file; what is there already is never replaced. Tells why when it cannot.
 *
 * Returns: (transfer full) (nullable): the path on this computer
 */
char *
sp_cli_downloads_fetch (SpCli *cli, GradioFile *file, const char *folder, int *status)
{
  g_autoptr (GFile)        destination = g_file_new_for_path (folder);
  g_autoptr (GFile)        fetched = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char         *name = NULL;
  g_autoptr (GError)       error = NULL;

  gradio_client_download_into_async (cli->client, file, destination, transferred_cb, cli, NULL,
                                     cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  sp_cli_progress_clear (cli->progress);
  fetched = gradio_client_download_into_finish (cli->client, result, &error);
  if (fetched != NULL) {
    name = g_file_get_basename (fetched);
    return g_build_filename (folder, name, NULL);
  }

  *status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);
  return NULL;
}

static const char *
get_path (Downloads *self, GradioFile *file)
{
  g_autofree char *address = gradio_client_dup_file_uri (self->cli->client, file);
  const char      *path = g_hash_table_lookup (self->paths, address);

  if (path == NULL) {
    char *fetched = sp_cli_downloads_fetch (self->cli, file, self->folder, self->status);

    path = fetched != NULL ? fetched : g_strdup ("");
    g_hash_table_insert (self->paths, g_steal_pointer (&address), (char *) path);
  }
  return path;
}

static JsonNode *replace_files (Downloads *self,
                                JsonNode  *node,
                                guint      depth);

static JsonNode *
replace_in_object (Downloads *self, JsonObject *object, guint depth)
{
  JsonNode              *node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) replaced = json_object_new ();
  JsonObjectIter         iter;
  const char            *name;
  JsonNode              *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (replaced, name, replace_files (self, member, depth + 1));
  json_node_set_object (node, replaced);
  return node;
}

static JsonNode *
replace_in_array (Downloads *self, JsonArray *array, guint depth)
{
  JsonNode             *node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonArray) replaced = json_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (replaced,
                            replace_files (self, json_array_get_element (array, i), depth + 1));
  json_node_set_array (node, replaced);
  return node;
}

static JsonNode *
replace_files (Downloads *self, JsonNode *node, guint depth)
{
  g_autoptr (GradioFile) file = gradio_file_new_from_json (node);
  const char            *path;

  if (file != NULL && !g_cancellable_is_cancelled (self->cli->cancellable)) {
    path = get_path (self, file);
    if (*path != '\0')
      return json_node_init_string (json_node_alloc (), path);
    return json_node_ref (node);
  }
  if (file == NULL && depth < MAX_DEPTH && JSON_NODE_HOLDS_OBJECT (node))
    return replace_in_object (self, json_node_get_object (node), depth);
  if (file == NULL && depth < MAX_DEPTH && JSON_NODE_HOLDS_ARRAY (node))
    return replace_in_array (self, json_node_get_array (node), depth);
  return json_node_ref (node);
}

/* An object in a value of these components is data, whatever it looks like. */
static gboolean
holds_files (GradioEndpoint *endpoint, guint index)
{
  GPtrArray *returns = gradio_endpoint_get_returns (endpoint);

  return index >= returns->len ||
         !g_str_equal (gradio_parameter_get_component (returns->pdata[index]), "json");
}

/**
 * sp_cli_downloads_run:
 * @cli: the run
 * @endpoint: what gave the values
 * @returns: the values
 * @folder: where to put their files; made when it is not there
 * @status: (out): exit status when not all files could be fetched
 *
 * Fetches all files in the values, each once.
 *
 * Returns: (transfer full) (nullable): the values with paths on this computer in the place of the
 *   files that were fetched, %NULL when nothing could be tried
 */
JsonArray *
sp_cli_downloads_run (SpCli          *cli,
                      GradioEndpoint *endpoint,
                      JsonArray      *returns,
                      const char     *folder,
                      int            *status)
{
  Downloads             downloads = { .cli = cli, .folder = folder, .status = status };
  g_autoptr (JsonArray) replaced = json_array_new ();

  if (!sp_cli_downloads_make_folder (cli, folder)) {
    *status = SP_CLI_EXIT_ERROR;
    return NULL;
  }

  downloads.paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < json_array_get_length (returns); i++) {
    JsonNode *value = json_array_get_element (returns, i);

    if (holds_files (endpoint, i))
      json_array_add_element (replaced, replace_files (&downloads, value, 0));
    else
      json_array_add_element (replaced, json_node_ref (value));
  }
  g_hash_table_unref (downloads.paths);
  return g_steal_pointer (&replaced);
}
