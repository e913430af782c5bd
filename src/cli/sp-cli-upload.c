/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sp-cli-options.h"

typedef struct {
  SpCli     *cli;
  JsonArray *objects; /* a file object for each file, a list of them for each folder */
  GError    *error;
  gboolean   done;
} Uploads;

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Uploads *self = user_data;

  self->objects = gradio_client_upload_many_finish (GRADIO_CLIENT (source), result, NULL, &self->error);
  self->done = TRUE;
  g_main_loop_quit (self->cli->loop);
}

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

static gboolean
can_read (SpCli *cli, char **paths)
{
  for (guint i = 0; paths[i] != NULL; i++) {
    if (g_access (paths[i], R_OK) != 0) {
      sp_cli_message (cli, _("The file “%s” cannot be read: %s"), paths[i], g_strerror (errno));
      return FALSE;
    }
  }
  return TRUE;
}

/* A file that is named twice is sent twice. */
static void
upload_all (Uploads *self, char **paths)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (files, g_file_new_for_path (paths[i]));

  gradio_client_set_reuse_uploads (self->cli->client, FALSE);
  gradio_client_upload_many_async (self->cli->client, files, transferred_cb, self->cli, NULL, self->cli->cancellable,
                                   uploaded_cb, self);
  while (!self->done)
    g_main_loop_run (self->cli->loop);
  sp_cli_progress_clear (self->cli->progress);
}

static void
append_paths (GString *output, JsonArray *objects)
{
  for (guint i = 0; i < json_array_get_length (objects); i++) {
    JsonNode *node = json_array_get_element (objects, i);

    if (JSON_NODE_HOLDS_ARRAY (node))
      append_paths (output, json_node_get_array (node));
    else
      g_string_append_printf (output, "%s\n", gradio_json_get_string (json_node_get_object (node), "path", ""));
  }
}

static int
run (SpCli *cli, GStrv arguments)
{
  Uploads           uploads = { .cli = cli };
  const SpCliOption options[] = { { NULL } };
  int               status = 0;

  if (!sp_cli_options_parse (cli, options, arguments, 2, G_MAXUINT, &status))
    return status;
  if (!can_read (cli, arguments + 1))
    return SP_CLI_EXIT_ARGUMENTS;
  if (!sp_cli_connect (cli, arguments[0], &status))
    return status;

  upload_all (&uploads, arguments + 1);
  if (uploads.error == NULL)
    append_paths (cli->output, uploads.objects);
  else
    status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, uploads.error);
  g_clear_error (&uploads.error);
  g_clear_pointer (&uploads.objects, json_array_unref);
  return status;
}

const SpCliVerb sp_cli_verb_upload = {
  "upload",
  "TARGET FILE…",
  N_("Uploads files and prints their paths on the server, one line each."),
  N_("A path can be given to predict inside of a file object:\n"
      "{\"path\": \"PATH\", \"meta\": {\"_type\": \"gradio.FileData\"}}"),
  run,
};
