/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-file-drag.h"

#include "sp-file-fetch.h"

/* Pointing at something larger does not start a transfer. */
#define MAX_PREFETCH (64 * 1024 * 1024)

struct _SpFileDrag {
  GObject parent_instance;

  GtkWidget          *widget; /* weak */
  GtkEventController *motion; /* owned by the widget */
  GtkEventController *source; /* owned by the widget */
  GradioFile         *file;
  GradioClient       *client;
  GFile              *local; /* what is dragged */
  GCancellable       *cancellable;
};

G_DEFINE_FINAL_TYPE (SpFileDrag, sp_file_drag, G_TYPE_OBJECT)

static void
file_fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpFileDrag) self = user_data;
  g_autoptr (GFile)      local = NULL;
  g_autoptr (GError)     error = NULL;

  local = sp_file_fetch_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (local != NULL)
    g_set_object (&self->local, local);
  else
    g_debug ("A file cannot be dragged: %s", error->message);
}

static GdkContentProvider *
prepare_cb (SpFileDrag *self)
{
  GdkContentProvider *content = sp_file_drag_dup_content (self);

  if (content == NULL)
    sp_file_drag_prepare (self);

  return content;
}

static void
drag_begin_cb (SpFileDrag *self, GdkDrag *drag, GtkDragSource *source)
{
  g_autoptr (GIcon)            icon = NULL;
  g_autoptr (GtkIconPaintable) paintable = NULL;
  g_autofree char             *content_type = NULL;
  const char                  *mime_type = NULL;

  if (self->widget == NULL || self->file == NULL)
    return;

  mime_type = gradio_file_get_mime_type (self->file);
  content_type = g_content_type_from_mime_type (mime_type != NULL ? mime_type : "application/octet-stream");
  icon = g_content_type_get_icon (content_type);
  paintable = gtk_icon_theme_lookup_by_gicon (
    gtk_icon_theme_get_for_display (gtk_widget_get_display (self->widget)), icon, 48,
    gtk_widget_get_scale_factor (self->widget), gtk_widget_get_direction (self->widget), 0);
  gtk_drag_source_set_icon (source, GDK_PAINTABLE (paintable), 0, 0);
}

static void
sp_file_drag_dispose (GObject *object)
{
  SpFileDrag *self = SP_FILE_DRAG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->widget != NULL) {
    gtk_widget_remove_controller (self->widget, self->motion);
    gtk_widget_remove_controller (self->widget, self->source);
  }
  g_clear_weak_pointer (&self->widget);
  g_clear_object (&self->file);
  g_clear_object (&self->client);
  g_clear_object (&self->local);

  G_OBJECT_CLASS (sp_file_drag_parent_class)->dispose (object);
}

static void
sp_file_drag_class_init (SpFileDragClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_file_drag_dispose;
}

static void
sp_file_drag_init (SpFileDrag *self)
{
}

SpFileDrag *
sp_file_drag_new (GtkWidget *widget)
{
  SpFileDrag    *self = NULL;
  GtkDragSource *source = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  self = g_object_new (SP_TYPE_FILE_DRAG, NULL);
  g_set_weak_pointer (&self->widget, widget);

  self->motion = gtk_event_controller_motion_new ();
  g_signal_connect_object (self->motion, "enter", G_CALLBACK (sp_file_drag_prepare), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, self->motion);

  source = gtk_drag_source_new ();
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  self->source = GTK_EVENT_CONTROLLER (source);
  gtk_widget_add_controller (widget, self->source);

  return self;
}

void
sp_file_drag_set_file (SpFileDrag *self, GradioFile *file, GradioClient *client)
{
  g_return_if_fail (SP_IS_FILE_DRAG (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->local);
  g_set_object (&self->file, file);
  g_set_object (&self->client, client);
  if (file != NULL && gradio_file_get_local (file) != NULL)
    self->local = g_object_ref (gradio_file_get_local (file));
}

void
sp_file_drag_prepare (SpFileDrag *self)
{
  g_return_if_fail (SP_IS_FILE_DRAG (self));

  if (self->local != NULL || self->cancellable != NULL || self->file == NULL)
    return;
  if (gradio_file_get_size (self->file) > MAX_PREFETCH ||
      !sp_file_fetch_is_possible (self->file, self->client))
    return;

  self->cancellable = g_cancellable_new ();
  sp_file_fetch_async (self->file, self->client, self->cancellable, file_fetched_cb,
                       g_object_ref (self));
}

GdkContentProvider *
sp_file_drag_dup_content (SpFileDrag *self)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_return_val_if_fail (SP_IS_FILE_DRAG (self), NULL);

  if (self->local == NULL)
    return NULL;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (&self->local, 1));

  return gdk_content_provider_new_for_value (&value);
}
