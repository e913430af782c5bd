/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-player-loader.h"

#include "sp-file-fetch.h"

#include <gst/gst.h>

typedef struct {
  char         *uri; /* (nullable): where it is, once that is known */
  GradioClient *client;
  gboolean      with_picture;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_free (load->uri);
  g_clear_object (&load->client);
  g_free (load);
}

/* Returns: (transfer full): what reads a stream, as the client would */
static SpStreamReader *
make_reader (Load *load)
{
  g_autoptr (GHashTable) headers = gradio_client_dup_headers (load->client, load->uri);
  SpStreamReader        *reader = sp_stream_reader_new (load->uri, headers);

  if (gradio_client_is_on_socket (load->client, load->uri))
    sp_stream_reader_set_socket (reader, gradio_client_get_connectable (load->client));
  sp_stream_reader_set_client (reader, load->client);

  return reader;
}

static void
make_pipeline (GTask *task)
{
  Load                      *load = g_task_get_task_data (task);
  g_autoptr (SpStreamReader) stream = g_str_has_prefix (load->uri, "file:") ? NULL : make_reader (load);
  SpPlayerPipeline          *pipeline = NULL;
  GError                    *error = NULL;

  pipeline = sp_player_pipeline_new (stream == NULL ? load->uri : NULL, stream, load->with_picture, &error);
  if (pipeline != NULL)
    g_task_return_pointer (task, pipeline, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
init_gstreamer (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (gst_init_check (NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
initialized_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    make_pipeline (task);
  else
    g_task_return_error (task, error);
}

/* The very first time GStreamer looks at all its plug-ins, which takes seconds: not here. */
static void
take_uri (GTask *task, char *uri)
{
  Load             *load = g_task_get_task_data (task);
  g_autoptr (GTask) init = NULL;

  load->uri = uri;
  if (gst_is_initialized ()) {
    make_pipeline (task);
    return;
  }

  init = g_task_new (NULL, g_task_get_cancellable (task), initialized_cb, g_object_ref (task));
  g_task_run_in_thread (init, init_gstreamer);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GFile) local = NULL;
  GError           *error = NULL;

  local = sp_file_fetch_finish (result, &error);
  if (local != NULL)
    take_uri (task, g_file_get_uri (local));
  else
    g_task_return_error (task, error);
}

gboolean
sp_player_loader_is_stream (GradioFile *file, GradioClient *client)
{
  g_autofree char *uri = NULL;

  if (file == NULL || !gradio_file_is_stream (file) || gradio_file_get_local (file) != NULL ||
      client == NULL || gradio_client_get_base_uri (client) == NULL)
    return FALSE;

  uri = gradio_client_dup_file_uri (client, file);

  return g_str_has_prefix (uri, "http:") || g_str_has_prefix (uri, "https:");
}

void
sp_player_loader_load_async (GradioFile         *file,
                             GradioClient       *client,
                             SpPlayerSource      source,
                             gboolean            with_picture,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Load             *load = NULL;

  g_return_if_fail (GRADIO_IS_FILE (file));

  load = g_new0 (Load, 1);
  load->client = client != NULL ? g_object_ref (client) : NULL;
  load->with_picture = with_picture;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_player_loader_load_async);
  g_task_set_task_data (task, load, load_free);
  if (source == SP_PLAYER_SOURCE_AS_IT_IS && sp_player_loader_is_stream (file, client))
    take_uri (task, gradio_client_dup_file_uri (client, file));
  else
    sp_file_fetch_async (file, client, cancellable, fetched_cb, g_steal_pointer (&task));
}

SpPlayerPipeline *
sp_player_loader_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sp_player_loader_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
