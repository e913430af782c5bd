/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-canvas-load.h"

#include "sp-canvas-export.h"
#include "sp-data-uri.h"
#include "sp-file-fetch.h"
#include "sp-picture-decoder.h"

#include <glib/gi18n-lib.h>

#define MAX_PIXELS (64 * 1000 * 1000) /* several copies of it are needed to draw */

typedef struct {
  GPtrArray    *files;
  GradioClient *client;
  GPtrArray    *textures;
  gint64        n_pixels;
} Load;

static void
load_free (Load *load)
{
  g_ptr_array_unref (load->files);
  g_clear_object (&load->client);
  g_ptr_array_unref (load->textures);
  g_free (load);
}

static void load_next (GTask *task);

static void
convert_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Load      *load = task_data;
  GPtrArray *surfaces = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);

  for (guint i = 0; i < load->textures->len; i++)
    g_ptr_array_add (surfaces, sp_canvas_surface_from_texture (g_ptr_array_index (load->textures, i)));
  g_task_return_pointer (task, surfaces, (GDestroyNotify) g_ptr_array_unref);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)            task = user_data;
  g_autoptr (SpDecodedPicture) picture = NULL;
  g_autoptr (GError)           error = NULL;
  Load                        *load = g_task_get_task_data (task);

  picture = sp_picture_decode_finish (result, &error);
  if (picture == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  load->n_pixels += (gint64) picture->width * picture->height;
  if (load->n_pixels > MAX_PIXELS || MAX (picture->width, picture->height) > 16384) {
    g_task_return_new_error (task, SP_PICTURE_ERROR, SP_PICTURE_ERROR_TOO_LARGE,
                             _("The picture has %d × %d pixels, too many to draw on. Choose a smaller one."),
                             picture->width, picture->height);
    return;
  }
  g_ptr_array_add (load->textures, g_object_ref (picture->texture));
  load_next (task);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile)  file = sp_file_fetch_finish (result, &error);

  if (file != NULL)
    sp_picture_decode_async (file, NULL, 0, g_task_get_cancellable (task), decoded_cb, g_object_ref (task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
load_next (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  GradioFile        *file = NULL;
  g_autoptr (GBytes) inside = NULL; /* of a `data:` address */

  if (load->textures->len == load->files->len) {
    g_task_run_in_thread (task, convert_thread);
    return;
  }

  file = g_ptr_array_index (load->files, load->textures->len);
  inside = sp_data_uri_decode (gradio_file_get_url (file), NULL);
  if (inside != NULL)
    sp_picture_decode_async (NULL, inside, 0, g_task_get_cancellable (task), decoded_cb, g_object_ref (task));
  else
    sp_file_fetch_async (file, load->client, g_task_get_cancellable (task), fetched_cb, g_object_ref (task));
}

void
sp_canvas_load_async (GPtrArray          *files,
                      GradioClient       *client,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Load             *load = g_new0 (Load, 1);

  load->files = g_ptr_array_ref (files);
  g_set_object (&load->client, client);
  load->textures = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_source_tag (task, sp_canvas_load_async);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  load_next (task);
}

GPtrArray *
sp_canvas_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sp_canvas_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
