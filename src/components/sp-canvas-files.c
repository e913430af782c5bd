/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-canvas-files.h"

#include "sp-canvas-export.h"
#include "sp-temp-folder.h"

struct _SpCanvasFiles {
  GObject parent_instance;

  SpTempFolder *folder;
};

G_DEFINE_FINAL_TYPE (SpCanvasFiles, sp_canvas_files, G_TYPE_OBJECT)

static void
clear_copy (gpointer data)
{
  SpCanvasCopy *copy = data;

  g_object_unref (copy->picture);
  g_free (copy->drawing_path);
  g_free (copy->composite_path);
}

void
sp_canvas_copy_unref (SpCanvasCopy *copy)
{
  g_rc_box_release_full (copy, clear_copy);
}

static char *
make_path (SpCanvasFiles *self, const char *name, GError **error)
{
  g_autoptr (GFile) file = sp_temp_folder_new_file (self->folder, name, ".png", error);

  return file != NULL ? g_file_get_path (file) : NULL;
}

/* Says where it goes; nothing is written yet. */
static SpCanvasCopy *
new_copy (SpCanvasFiles *self, SpCanvasPicture *picture, GError **error)
{
  g_autoptr (SpCanvasCopy) copy = g_rc_box_new0 (SpCanvasCopy);

  copy->picture = g_object_ref (picture);
  copy->serial = sp_canvas_picture_get_serial (picture);
  copy->drawing_path = make_path (self, "layer", error);
  if (copy->drawing_path == NULL)
    return NULL;

  copy->composite_path = make_path (self, "composite", error);
  if (copy->composite_path == NULL)
    return NULL;

  return g_steal_pointer (&copy);
}

SpCanvasCopy *
sp_canvas_files_write (SpCanvasFiles *self, SpCanvasPicture *picture, GError **error)
{
  g_autoptr (SpCanvasCopy) copy = new_copy (self, picture, error);
  cairo_surface_t         *drawing = NULL;
  gboolean                 written = FALSE;

  if (copy == NULL)
    return NULL;

  drawing = sp_canvas_picture_copy_drawing (picture);
  written = sp_canvas_export_write (drawing, copy->drawing_path, error) &&
            sp_canvas_export_write (sp_canvas_picture_get_composite (picture), copy->composite_path, error);
  cairo_surface_destroy (drawing);

  return written ? g_steal_pointer (&copy) : NULL;
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  SpCanvasCopy      *copy = g_task_get_task_data (task);

  if (sp_canvas_export_finish (result, &error))
    g_task_return_pointer (task, g_rc_box_acquire (copy), (GDestroyNotify) sp_canvas_copy_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
sp_canvas_files_write_async (SpCanvasFiles      *self,
                             SpCanvasPicture    *picture,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask)  task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  SpCanvasCopy      *copy = new_copy (self, picture, &error);

  g_task_set_source_tag (task, sp_canvas_files_write_async);
  if (copy == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  g_task_set_task_data (task, copy, (GDestroyNotify) sp_canvas_copy_unref);
  sp_canvas_export_async (sp_canvas_picture_copy_drawing (picture), copy->drawing_path,
                          sp_canvas_picture_copy_composite (picture), copy->composite_path, cancellable,
                          exported_cb, g_steal_pointer (&task));
}

SpCanvasCopy *
sp_canvas_files_write_finish (SpCanvasFiles *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sp_canvas_files_finalize (GObject *object)
{
  sp_temp_folder_free (SP_CANVAS_FILES (object)->folder);

  G_OBJECT_CLASS (sp_canvas_files_parent_class)->finalize (object);
}

static void
sp_canvas_files_class_init (SpCanvasFilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_canvas_files_finalize;
}

static void
sp_canvas_files_init (SpCanvasFiles *self)
{
  self->folder = sp_temp_folder_new ();
}

SpCanvasFiles *
sp_canvas_files_new (void)
{
  return g_object_new (SP_TYPE_CANVAS_FILES, NULL);
}
