/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-downloads.h"
#include "sp-cli-options.h"
#include "sp-cli-verbs.h"

/* A file object of a value, else a path on the server or a web address. */
static GradioFile *
parse_file (const char *text)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject          *object;

  if (*text == '{' || *text == '"')
    node = gradio_json_parse (text, -1, NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return gradio_file_new_from_json (node);

  if (gradio_json_is_string (node))
    text = json_node_get_string (node);
  object = json_object_new ();
  json_object_set_string_member (object, "path", text);
  json_object_set_object_member (object, "meta", json_object_new ());
  json_object_set_string_member (json_object_get_object_member (object, "meta"), "_type", "gradio.FileData");
  g_clear_pointer (&node, json_node_unref);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return gradio_file_new_from_json (node);
}

static GPtrArray *
parse_files (SpCli *cli, GStrv texts, int *status)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; texts[i] != NULL; i++) {
    GradioFile *file = parse_file (texts[i]);

    if (file == NULL) {
      *status = sp_cli_misused (cli, _("“%s” is no file of an app."), texts[i]);
      return NULL;
    }
    g_ptr_array_add (files, file);
  }
  return g_steal_pointer (&files);
}

static int
run (SpCli *cli, GStrv arguments)
{
  const char           *folder = ".";
  g_autoptr (GPtrArray) files = NULL;
  int                   status = 0;
  const SpCliOption     options[] = {
        { "output-dir", 'o', NULL, &folder, "DIR", N_("Put the files into DIR instead of here") },
        { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 2, G_MAXUINT, &status))
    return status;
  files = parse_files (cli, arguments + 1, &status);
  if (files == NULL || !sp_cli_connect (cli, arguments[0], &status))
    return status;
  if (!sp_cli_downloads_make_folder (cli, folder))
    return SP_CLI_EXIT_ERROR;

  for (guint i = 0; i < files->len && !sp_cli_is_stopped (cli); i++) {
    g_autofree char *path = sp_cli_downloads_fetch (cli, files->pdata[i], folder, &status);

    if (path != NULL)
      g_string_append_printf (cli->output, "%s\n", path);
    sp_cli_flush (cli);
  }
  return status;
}

const SpCliVerb sp_cli_verb_download = {
  "download",
  "[OPTION…] TARGET FILE…",
  N_("Downloads files of an app and prints where they are, one line each."),
  N_("FILE is a path on the server, a web address, or a file object as predict prints it.\n"
      "It gets the name it has on the server, and a number where that name is taken. A file\n"
      "that cannot be fetched is told, and the next one follows."),
  run,
};
