/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-files.h"
#include "sp-cli-options.h"
#include "sp-cli-verbs.h"

/* Uploads at the same time. */
#define MAX_PENDING 8

typedef struct {
  SpCli     *cli;
  GPtrArray *paths;
  GPtrArray *results; /* of owned JsonNode or NULL, as @paths */
  GError    *error;   /* the first */
  guint      n_started;
  guint      n_pending;
} Uploads;

typedef struct {
  Uploads *uploads;
  guint    index;
} Upload;

static void start (Uploads *self);

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Upload *upload = user_data;
  Uploads           *self = upload->uploads;
  GradioClient      *client = GRADIO_CLIENT (source);
  g_autoptr (GError) error = NULL;

  self->results->pdata[upload->index] = gradio_client_upload_finish (client, result, &error);
  if (error != NULL && self->error == NULL) {
    self->error = g_steal_pointer (&error);
    g_cancellable_cancel (self->cli->cancellable);
  }

  /* A file that is named twice is sent twice. */
  gradio_client_forget_uploads (client);
  self->n_pending--;
  if (self->error == NULL && self->n_started < self->results->len)
    start (self);
  if (self->n_pending == 0)
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

/* Starts with the next file. The fraction of one among many says nothing. */
static void
start (Uploads *self)
{
  g_autoptr (GFile)  file = g_file_new_for_path (self->paths->pdata[self->n_started]);
  GradioTransferFunc progress = self->results->len == 1 ? transferred_cb : NULL;
  Upload            *upload = g_new (Upload, 1);

  upload->uploads = self;
  upload->index = self->n_started++;
  self->n_pending++;
  gradio_client_upload_async (self->cli->client, file, progress, self->cli, NULL, self->cli->cancellable,
                              uploaded_cb, upload);
}

static void
upload_all (Uploads *self)
{
  g_ptr_array_set_size (self->results, self->paths->len);
  for (guint i = 0; i < MIN (MAX_PENDING, self->results->len); i++)
    start (self);
  while (self->n_pending > 0)
    g_main_loop_run (self->cli->loop);
  sp_cli_progress_clear (self->cli->progress);
}

/* What was named, with the files of a folder in its place. */
static GPtrArray *
collect_paths (GStrv names, GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; names[i] != NULL; i++) {
    GPtrArray *more = sp_cli_files_list (names[i], error);

    if (more == NULL)
      return NULL;
    g_ptr_array_extend_and_steal (paths, more);
  }
  return g_steal_pointer (&paths);
}

static void
print_json (Uploads *self)
{
  g_autoptr (JsonArray) array = json_array_sized_new (self->results->len);
  g_autoptr (JsonNode)  node = NULL;

  for (guint i = 0; i < self->results->len; i++)
    json_array_add_element (array, json_node_ref (self->results->pdata[i]));
  node = json_node_init_array (json_node_alloc (), array);
  sp_cli_print_json (self->cli, node);
}

static void
print_paths (Uploads *self)
{
  for (guint i = 0; i < self->results->len; i++) {
    JsonNode   *node = self->results->pdata[i];
    const char *path = gradio_json_get_string (json_node_get_object (node), "path", "");

    g_string_append_printf (self->cli->output, "%s\n", path);
  }
}

static void
clear_node (gpointer node)
{
  if (node != NULL)
    json_node_unref (node);
}

static int
upload_and_print (Uploads *self, gboolean json)
{
  int status = 0;

  self->results = g_ptr_array_new_with_free_func (clear_node);
  upload_all (self);
  if (self->error != NULL)
    status = sp_cli_fail (self->cli, SP_CLI_EXIT_ERROR, self->error);
  else if (json)
    print_json (self);
  else
    print_paths (self);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->results);
  return status;
}

static int
run (SpCli *cli, GStrv arguments)
{
  Uploads               uploads = { .cli = cli };
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GError)    error = NULL;
  gboolean              json = FALSE;
  const SpCliOption     options[] = {
        { "json", 0, &json, NULL, NULL, N_("Print a JSON list of file objects") },
        { NULL },
  };
  int status = 0;

  if (!sp_cli_options_parse (cli, options, arguments, 2, G_MAXUINT, &status))
    return status;
  paths = collect_paths (arguments + 1, &error);
  if (paths == NULL)
    return sp_cli_fail (cli, SP_CLI_EXIT_ARGUMENTS, error);
  if (!sp_cli_connect (cli, arguments[0], &status))
    return status;

  uploads.paths = paths;
  return upload_and_print (&uploads, json);
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
