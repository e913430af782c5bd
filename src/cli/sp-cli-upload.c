/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sp-cli-options.h"

/* Uploads at the same time. */
#define MAX_PENDING 8

typedef struct {
  SpCli     *cli;
  char     **paths;   /* borrowed */
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

static gboolean
can_read (SpCli *cli, char **paths)
{
  for (guint i = 0; paths[i] != NULL; i++) {
    if (g_access (paths[i], R_OK) != 0) {
      sp_cli_message (cli, _("The file “%s” cannot be read: %s"), paths[i], g_strerror (errno));
      return FALSE;
    }
    if (g_file_test (paths[i], G_FILE_TEST_IS_DIR)) {
      sp_cli_message (cli, _("“%s” is a folder. Name the files in it."), paths[i]);
      return FALSE;
    }
  }
  return TRUE;
}

/* Starts with the next file. The fraction of one among many says nothing. */
static void
start (Uploads *self)
{
  g_autoptr (GFile)  file = g_file_new_for_path (self->paths[self->n_started]);
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
  g_ptr_array_set_size (self->results, g_strv_length (self->paths));
  for (guint i = 0; i < MIN (MAX_PENDING, self->results->len); i++)
    start (self);
  while (self->n_pending > 0)
    g_main_loop_run (self->cli->loop);
  sp_cli_progress_clear (self->cli->progress);
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

  uploads.paths = arguments + 1;
  uploads.results = g_ptr_array_new_with_free_func (clear_node);
  upload_all (&uploads);
  if (uploads.error == NULL)
    print_paths (&uploads);
  else
    status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, uploads.error);
  g_clear_error (&uploads.error);
  g_ptr_array_unref (uploads.results);
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
