/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-cli-known-app.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include <glib/gstdio.h>

/* How long somebody who pressed Tab waits. */
#define PATIENCE_MS 1500
#define FRESH_SECONDS (5 * 60)
#define KEPT_SECONDS (7 * 24 * 60 * 60)
#define MAX_TARGET 1000

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "spaceport", "completion", NULL);
}

/* Whoever asks in another way may see another app. */
static char *
dup_path (SpCli *cli, const char *target)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char      *folder = dup_folder ();
  const char           *parts[] = { target, cli->way.token, cli->way.login };
  GPtrArray            *lists[] = { cli->way.headers, cli->way.cookies };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    const char *part = parts[i] != NULL ? parts[i] : "";

    g_checksum_update (checksum, (const guchar *) part, (gssize) strlen (part) + 1);
  }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    for (guint j = 0; j < lists[i]->len; j++) {
      const char *text = lists[i]->pdata[j];

      g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text) + 1);
    }
  }
  return g_build_filename (folder, g_checksum_get_string (checksum), NULL);
}

/* The texts among the choices of a parameter that takes one of them. */
static JsonArray *
list_choices (GradioParameter *parameter)
{
  JsonNode   *node = gradio_parameter_get_schema (parameter);
  JsonObject *schema = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray  *listed = gradio_json_get_array (schema, "enum");
  JsonArray  *choices = json_array_new ();

  if (listed == NULL && g_str_equal (gradio_json_get_string (schema, "type", "string"), "string"))
    listed = gradio_json_get_array (gradio_parameter_get_props (parameter), "choices");

  for (guint i = 0; listed != NULL && i < json_array_get_length (listed); i++) {
    JsonNode *choice = json_array_get_element (listed, i);

    if (JSON_NODE_HOLDS_ARRAY (choice) && json_array_get_length (json_node_get_array (choice)) == 2)
      choice = json_array_get_element (json_node_get_array (choice), 1);
    if (gradio_json_is_string (choice))
      json_array_add_element (choices, json_node_ref (choice));
  }
  if (g_str_equal (gradio_json_get_string (schema, "type", ""), "boolean")) {
    json_array_add_boolean_element (choices, TRUE);
    json_array_add_boolean_element (choices, FALSE);
  }
  return choices;
}

static JsonObject *
describe_parameter (GradioParameter *parameter)
{
  JsonNode        *schema = gradio_parameter_get_schema (parameter);
  g_autofree char *type = gradio_schema_describe (schema);
  JsonObject      *object = json_object_new ();

  json_object_set_string_member (object, "name", gradio_parameter_get_name (parameter));
  json_object_set_string_member (object, "type", type);
  json_object_set_boolean_member (object, "file", gradio_schema_contains_file (schema));
  json_object_set_array_member (object, "choices", list_choices (parameter));
  return object;
}

static JsonObject *
describe_endpoint (GradioEndpoint *endpoint)
{
  GPtrArray  *parameters = gradio_endpoint_get_parameters (endpoint);
  JsonObject *object = json_object_new ();
  JsonArray  *array = json_array_sized_new (parameters->len);

  for (guint i = 0; i < parameters->len; i++)
    json_array_add_object_element (array, describe_parameter (parameters->pdata[i]));
  json_object_set_string_member (object, "description", gradio_endpoint_get_description (endpoint));
  json_object_set_array_member (object, "parameters", array);
  return object;
}

static JsonObject *
describe (GradioClient *client)
{
  GListModel *endpoints = gradio_client_get_endpoints (client);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < g_list_model_get_n_items (endpoints); i++) {
    g_autoptr (GradioEndpoint) endpoint = g_list_model_get_item (endpoints, i);

    json_object_set_object_member (object, gradio_endpoint_get_name (endpoint),
                                   describe_endpoint (endpoint));
  }
  return object;
}

static void
remove_old (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    GStatBuf         info;

    if (g_stat (path, &info) == 0 && time (NULL) - info.st_mtime > KEPT_SECONDS)
      g_remove (path);
  }
}

/* The first line is the target. A cache that cannot be written is none. */
static void
save (const char *path, const char *target, JsonObject *app)
{
  g_autofree char     *folder = dup_folder ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), app);
  g_autoptr (GString)  text = g_string_new (target);
  g_autoptr (GError)   error = NULL;

  g_string_append_c (text, '\n');
  gradio_json_append (text, node);
  if (g_mkdir_with_parents (folder, 0700) == 0 &&
      !g_file_set_contents_full (path, text->str, (gssize) text->len, G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600, &error))
    g_debug ("%s", error->message);
  remove_old (folder);
}

static JsonObject *
read_saved (const char *path)
{
  g_autofree char     *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  char                *line;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  line = strchr (text, '\n');
  if (line == NULL)
    return NULL;

  node = gradio_json_parse (line + 1, -1, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return json_node_dup_object (node);
}

static gboolean
is_fresh (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && time (NULL) - info.st_mtime < FRESH_SECONDS;
}

static gboolean
patience_over_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* Nobody can be asked for a password here. */
static gboolean
ask (SpCli *cli, const char *target)
{
  g_autoptr (GAsyncResult) result = NULL;
  SpCliWay                *way = &cli->way;
  int                      status;

  if (way->login != NULL && strchr (way->login, ':') == NULL && g_getenv ("GRADIO_PASSWORD") == NULL)
    way->login = NULL;
  way->no_wait = TRUE;
  if (!sp_cli_make_client (cli, target, &status))
    return FALSE;

  g_timeout_add (PATIENCE_MS, patience_over_cb, cli->cancellable);
  gradio_client_connect_async (cli->client, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  return gradio_client_connect_finish (cli->client, result, NULL);
}

/**
 * sp_cli_known_app_load:
 * @cli: a run that is not connected, with the options for the way to the app
 * @target: an app
 *
 * Looks it up in the cache; asks the app, for a short time, when it is not there or has been there
 * for long.
 *
 * Returns: (transfer full) (nullable): by name of endpoint: `description` and `parameters` (`name`,
 *   `type`, `file`, `choices`)
 */
JsonObject *
sp_cli_known_app_load (SpCli *cli, const char *target)
{
  g_autofree char *path = dup_path (cli, target);
  JsonObject      *app = is_fresh (path) ? read_saved (path) : NULL;

  if (app != NULL)
    return app;
  if (!ask (cli, target))
    return read_saved (path);

  app = describe (cli->client);
  save (path, target, app);
  return app;
}

/**
 * sp_cli_known_app_list:
 *
 * Returns: (transfer full) (element-type utf8): targets in the cache
 */
GPtrArray *
sp_cli_known_app_list (void)
{
  g_autofree char *folder = dup_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray       *targets = g_ptr_array_new_with_free_func (g_free);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    char             line[MAX_TARGET];
    FILE            *file = g_fopen (path, "re");

    if (file != NULL && fgets (line, sizeof line, file) != NULL && strchr (line, '\n') != NULL)
      g_ptr_array_add (targets, g_strndup (line, strcspn (line, "\n")));
    if (file != NULL)
      fclose (file);
  }
  return targets;
}
