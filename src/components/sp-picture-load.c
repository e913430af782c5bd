/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-picture-private.h"

#include "sp-file-fetch.h"

#include <glib/gi18n-lib.h>

/* Fetches and decodes what a picture shows, at the size it is needed in. */

#define SMALLEST_SIDE 256
#define LARGEST_SIDE 8192

gboolean
sp_picture_has_source (SpPicture *self)
{
  return self->data != NULL || self->local != NULL ||
         sp_file_fetch_is_possible (self->file, self->client);
}

typedef struct {
  SpPicture    *picture;
  GCancellable *cancellable;
  int           side; /* what is wanted */
} Load;

static Load *
load_new (SpPicture *self, int side)
{
  Load *load = g_new0 (Load, 1);

  load->picture = g_object_ref (self);
  load->cancellable = g_object_ref (self->cancellable);
  load->side = side;

  return load;
}

static void
load_free (Load *load)
{
  g_object_unref (load->picture);
  g_object_unref (load->cancellable);
  g_free (load);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

static void
stop (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

/* An earlier picture is shown until the newest is there; what went wrong with it is of no interest. */
static void
finish_earlier (SpPicture *self, SpDecodedPicture *picture)
{
  g_clear_object (&self->earlier);
  if (picture != NULL)
    sp_picture_take (self, picture);
}

static void
finish (Load *load, SpDecodedPicture *picture, const GError *error)
{
  SpPicture *self = load->picture;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (load->cancellable == self->earlier) {
    finish_earlier (self, picture);
    return;
  }

  stop (&self->earlier);
  g_clear_object (&self->cancellable);
  self->decoded_side = load->side;
  if (picture != NULL)
    sp_picture_take (self, picture);
  else
    sp_picture_set_error_text (self, error->message);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Load)             load = user_data;
  g_autoptr (SpDecodedPicture) picture = NULL;
  g_autoptr (GError)           error = NULL;

  picture = sp_picture_decode_finish (result, &error);
  finish (load, picture, error);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Load)   load = user_data;
  g_autoptr (GFile)  local = NULL;
  g_autoptr (GError) error = NULL;
  GCancellable      *cancellable = NULL;
  int                side = 0;

  local = sp_file_fetch_finish (result, &error);
  if (local == NULL) {
    finish (load, NULL, error);
    return;
  }

  cancellable = load->cancellable;
  side = load->side;
  if (cancellable == load->picture->cancellable)
    g_set_object (&load->picture->local, local);
  sp_picture_decode_async (local, NULL, side, cancellable, decoded_cb, g_steal_pointer (&load));
}

/* A power of two, so that a window that is being resized does not decode at every pixel. */
static int
get_needed_side (SpPicture *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int        scale = gtk_widget_get_scale_factor (widget);
  int        side = MAX (gtk_widget_get_width (widget), gtk_widget_get_height (widget)) * scale;
  int        needed = SMALLEST_SIDE;

  while (needed < MAX (side, self->max_height * scale) && needed < LARGEST_SIDE)
    needed *= 2;

  return needed;
}

void
sp_picture_stop_loading (SpPicture *self)
{
  stop (&self->earlier);
  stop (&self->cancellable);
}

void
sp_picture_let_load (SpPicture *self)
{
  if (self->earlier == NULL)
    self->earlier = g_steal_pointer (&self->cancellable);
  else
    stop (&self->cancellable);
}

void
sp_picture_load (SpPicture *self)
{
  int side = get_needed_side (self);

  if (!sp_on_screen_get (self->on_screen) || self->cancellable != NULL ||
      self->error_text != NULL || !sp_picture_has_source (self))
    return;
  /* Larger than the picture itself would be no gain. */
  if (self->decoded_side >= side ||
      (self->texture != NULL && !self->is_drawing &&
       self->decoded_side >= MAX (self->pixel_width, self->pixel_height)))
    return;

  self->cancellable = g_cancellable_new ();
  if (self->data != NULL || self->local != NULL)
    sp_picture_decode_async (self->local, self->data, side, self->cancellable, decoded_cb,
                             load_new (self, side));
  else
    sp_file_fetch_async (self->file, self->client, self->cancellable, fetched_cb,
                         load_new (self, side));
}

static void
whole_decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)            task = user_data;
  g_autoptr (SpDecodedPicture) picture = NULL;
  g_autoptr (GError)           error = NULL;

  picture = sp_picture_decode_finish (result, &error);
  if (picture != NULL)
    g_task_return_pointer (task, g_object_ref (picture->texture), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
sp_picture_decode_whole_async (SpPicture          *self,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SP_IS_PICTURE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_picture_decode_whole_async);
  if (self->local != NULL || self->data != NULL)
    sp_picture_decode_async (self->local, self->data, 0, cancellable, whole_decoded_cb,
                             g_steal_pointer (&task));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             _("There is no picture to copy yet."));
}

GdkTexture *
sp_picture_decode_whole_finish (SpPicture *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
