/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component-private.h"

#include <glib/gi18n-lib.h>

#include "sp-platform.h"

/* Brings the files of a value to where the user wants them. */

/* A transfer that is over sooner is not worth a bar. */
#define BAR_DELAY (G_USEC_PER_SEC / 2)

/* A file on its way: with a bar below the component once it takes a while. */
typedef struct {
  SpComponent *component; /* weak: the task holds it */
  GtkWidget   *bar;       /* weak, NULL while there is none */
  gint64       start;
} Transfer;

static Transfer *
transfer_new (SpComponent *component)
{
  Transfer *transfer = g_new0 (Transfer, 1);

  transfer->component = component;
  transfer->start = g_get_monotonic_time ();

  return transfer;
}

static void
transfer_free (Transfer *transfer)
{
  if (transfer->bar != NULL) {
    gtk_widget_unparent (transfer->bar);
    g_clear_weak_pointer (&transfer->bar);
  }
  g_free (transfer);
}

static void
progress_cb (goffset transferred, goffset total, gpointer user_data)
{
  Transfer *transfer = user_data;

  if (total <= 0 || g_get_monotonic_time () - transfer->start < BAR_DELAY)
    return;

  if (transfer->bar == NULL) {
    g_set_weak_pointer (&transfer->bar, gtk_progress_bar_new ());
    gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (transfer->bar), TRUE);
    gtk_progress_bar_set_text (GTK_PROGRESS_BAR (transfer->bar), _("Saving…"));
    gtk_widget_insert_before (transfer->bar, GTK_WIDGET (transfer->component), NULL);
  }
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (transfer->bar), (double) transferred / total);
}

typedef struct {
  GPtrArray *files; /* owned, of GradioFile */
  GFile     *folder;
  GFile     *destination; /* of the file that is on its way */
  guint      next;
  guint      attempt; /* how many names for it were taken already */
} Save;

static void
save_free (Save *save)
{
  g_clear_pointer (&save->files, g_ptr_array_unref);
  g_clear_object (&save->folder);
  g_clear_object (&save->destination);
  g_free (save);
}

static void save_next (GTask *task);

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_copy_finish (G_FILE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
downloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;

  if (gradio_client_download_finish (GRADIO_CLIENT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
fetch_async (SpComponent        *self,
             GradioFile         *file,
             GFile              *destination,
             GAsyncReadyCallback callback,
             gpointer            user_data)
{
  GCancellable     *cancellable = sp_component_get_cancellable (self);
  GradioClient     *client = sp_component_get_client (self);
  GFile            *local = gradio_file_get_local (file);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, fetch_async);
  if (local != NULL)
    g_file_copy_async (local, destination, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, cancellable,
                       NULL, NULL, copied_cb, g_steal_pointer (&task));
  else if (client != NULL) {
    Transfer *transfer = transfer_new (self);

    g_task_set_task_data (task, transfer, (GDestroyNotify) transfer_free);
    gradio_client_download_async (client, file, destination, progress_cb, transfer, NULL, cancellable,
                                  downloaded_cb, g_steal_pointer (&task));
  } else
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_FILE,
                             _("“%s” cannot be fetched, for its app is not open."),
                             gradio_file_get_name (file));
}

static void
notice_error (SpComponent *self, GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sp_component_notice (self, error->message);
}

static void
file_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpComponent       *self = SP_COMPONENT (source);
  g_autoptr (GFile)  destination = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *name = NULL;
  g_autofree char   *text = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    notice_error (self, error);
    return;
  }

  name = g_file_get_basename (destination);
  text = g_strdup_printf (_("Saved as “%s”"), name);
  sp_component_notice (self, text);
}

static void
destination_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpComponent           *self = SP_COMPONENT (source);
  g_autoptr (GradioFile) file = user_data;
  g_autoptr (GError)     error = NULL;
  g_autoptr (GFile)      destination = sp_platform_save_file_finish (result, &error);

  if (destination != NULL)
    fetch_async (self, file, destination, file_saved_cb, g_object_ref (destination));
  else
    notice_error (self, error);
}

static void
save_fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  Save              *save = g_task_get_task_data (task);

  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    save->next++;
    save->attempt = 0;
    save_next (task);
  } else {
    /* The empty file that kept the name free. */
    g_file_delete_async (save->destination, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
    g_task_return_error (task, g_steal_pointer (&error));
  }
}

static void
save_created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)             task = user_data;
  g_autoptr (GError)            error = NULL;
  g_autoptr (GFileOutputStream) stream = g_file_create_finish (G_FILE (source), result, &error);
  Save                         *save = g_task_get_task_data (task);

  if (stream != NULL) {
    fetch_async (g_task_get_source_object (task), g_ptr_array_index (save->files, save->next),
                 save->destination, save_fetched_cb, g_object_ref (task));
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS)) {
    save->attempt++;
    save_next (task);
  } else {
    g_task_return_error (task, g_steal_pointer (&error));
  }
}

/* “picture.png”, then “picture (2).png”: nothing in the folder is ever replaced. */
static char *
numbered_name (const char *name, guint attempt)
{
  const char *dot = strrchr (name, '.');
  int         length = dot != NULL && dot != name ? (int) (dot - name) : (int) strlen (name);

  if (attempt == 0)
    return g_strdup (name);

  return g_strdup_printf ("%.*s (%u)%s", length, name, attempt + 1, name + length);
}

static void
save_next (GTask *task)
{
  Save            *save = g_task_get_task_data (task);
  g_autofree char *name = NULL;

  if (save->next >= save->files->len) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  name = numbered_name (gradio_file_get_name (g_ptr_array_index (save->files, save->next)),
                        save->attempt);
  g_clear_object (&save->destination);
  save->destination = g_file_get_child (save->folder, name);
  g_file_create_async (save->destination, G_FILE_CREATE_NONE, G_PRIORITY_DEFAULT,
                       g_task_get_cancellable (task), save_created_cb, g_object_ref (task));
}

static void
files_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpComponent       *self = SP_COMPONENT (source);
  Save              *save = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char   *name = NULL;
  g_autofree char   *text = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    notice_error (self, error);
    return;
  }

  name = g_file_get_basename (save->folder);
  text =
    g_strdup_printf (ngettext ("Saved %u file in “%s”", "Saved %u files in “%s”", save->files->len),
                     save->files->len, name);
  sp_component_notice (self, text);
}

static void
folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpComponent          *self = SP_COMPONENT (source);
  g_autoptr (GPtrArray) files = user_data;
  g_autoptr (GError)    error = NULL;
  g_autoptr (GFile)     folder = sp_platform_choose_folder_finish (result, &error);
  g_autoptr (GTask)     task = NULL;
  Save                 *save = NULL;

  if (folder == NULL) {
    notice_error (self, error);
    return;
  }

  save = g_new0 (Save, 1);
  save->files = g_steal_pointer (&files);
  save->folder = g_steal_pointer (&folder);
  task = g_task_new (self, sp_component_get_cancellable (self), files_saved_cb, NULL);
  g_task_set_source_tag (task, folder_chosen_cb);
  g_task_set_task_data (task, save, (GDestroyNotify) save_free);
  save_next (task);
}

static void
cached_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpComponent) self = user_data;
  g_autoptr (GError)      error = NULL;
  g_autoptr (GFile)       file = NULL;

  file = gradio_client_cache_finish (GRADIO_CLIENT (source), result, &error);
  if (file != NULL)
    sp_platform_open_file (GTK_WIDGET (self), file);
  else
    notice_error (self, error);
}

void
sp_component_save_files (SpComponent *self, GPtrArray *files)
{
  GCancellable *cancellable = sp_component_get_cancellable (self);

  g_return_if_fail (files != NULL && files->len > 0);

  if (files->len == 1) {
    GradioFile *file = g_ptr_array_index (files, 0);

    sp_platform_save_file_async (GTK_WIDGET (self), _("Save File"), gradio_file_get_name (file),
                                 cancellable, destination_chosen_cb, g_object_ref (file));
  } else {
    sp_platform_choose_folder_async (GTK_WIDGET (self), _("Save All Files"), cancellable,
                                     folder_chosen_cb, g_ptr_array_ref (files));
  }
}

void
sp_component_open_file (SpComponent *self, GradioFile *file)
{
  GradioClient *client = sp_component_get_client (self);

  if (gradio_file_get_local (file) != NULL)
    sp_platform_open_file (GTK_WIDGET (self), gradio_file_get_local (file));
  else if (client != NULL)
    gradio_client_cache_async (client, file, sp_component_get_cancellable (self), cached_cb,
                               g_object_ref (self));
  else
    sp_component_notice (self, _("The file cannot be opened, for its app is not open."));
}
