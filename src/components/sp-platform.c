/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-platform.h"

#include <glib/gi18n-lib.h>

/* A dialog that is open; the task's callback gets its answer. */
typedef struct {
  GtkNativeDialog *dialog;       /* owned */
  GtkWindow       *window;       /* owned: GTK 4.8 needs the parent while the dialog is open */
  gulong           cancelled_id; /* of the task's cancellable */
  gulong           unmap_id;     /* of the window */
} Ask;

static void
ask_free (Ask *ask)
{
  g_clear_object (&ask->dialog);
  g_clear_object (&ask->window);
  g_free (ask);
}

static void
ask_close (GTask *task)
{
  Ask *ask = g_task_get_task_data (task);

  gtk_native_dialog_hide (ask->dialog);
  g_signal_handlers_disconnect_by_data (ask->dialog, task);
  if (ask->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), ask->cancelled_id);
  ask->cancelled_id = 0;
  if (ask->unmap_id != 0)
    g_signal_handler_disconnect (ask->window, ask->unmap_id);
  ask->unmap_id = 0;
}

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask)      task = g_object_ref (user_data);
  g_autoptr (GListModel) files = NULL;

  files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  ask_close (task);
  if (response != GTK_RESPONSE_ACCEPT || files == NULL || g_list_model_get_n_items (files) == 0)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Nothing was chosen."));
  else
    g_task_return_pointer (task, g_steal_pointer (&files), g_object_unref);
  g_object_unref (task); /* what the open dialog held */
}

static gboolean
close_idle_cb (gpointer user_data)
{
  GTask *task = user_data;
  Ask   *ask = g_task_get_task_data (task);

  if (ask->cancelled_id != 0 || ask->unmap_id != 0) { /* not answered meanwhile */
    ask_close (task);
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Nothing was chosen."));
    g_object_unref (task); /* what the open dialog held */
  }

  return G_SOURCE_REMOVE;
}

/* Not at once: a handler of a cancellable must not disconnect itself, and a window has first to be done with going. */
static void
close_later (GTask *task)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, close_idle_cb, g_object_ref (task), g_object_unref);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  close_later (user_data);
}

static void
unmap_cb (GtkWidget *window, gpointer user_data)
{
  close_later (user_data);
}

static GtkFileChooserNative *
dialog_new (GtkWidget *widget, const char *title, GtkFileChooserAction action, GtkWindow **window)
{
  GtkRoot              *root = gtk_widget_get_root (widget);
  const char           *accept = NULL;
  GtkFileChooserNative *dialog = NULL;

  *window = GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
  if (action == GTK_FILE_CHOOSER_ACTION_SAVE)
    accept = _("_Save");
  else if (action == GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER)
    accept = _("_Select");
  else
    accept = _("_Open");
  dialog = gtk_file_chooser_native_new (title, *window, action, accept, _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);

  return dialog;
}

/* Takes @dialog. The open dialog holds the task until it is answered or cancelled. */
static void
ask_async (GtkWidget            *widget,
           GtkFileChooserNative *dialog,
           GtkWindow            *window,
           GCancellable         *cancellable,
           GAsyncReadyCallback   callback,
           gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (widget, cancellable, callback, user_data);
  Ask              *ask = g_new0 (Ask, 1);

  g_task_set_source_tag (task, ask_async);
  ask->dialog = GTK_NATIVE_DIALOG (dialog);
  g_set_object (&ask->window, window);
  g_task_set_task_data (task, ask, (GDestroyNotify) ask_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (cancellable != NULL)
    ask->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), task, NULL);
  if (window != NULL)
    ask->unmap_id = g_signal_connect (window, "unmap", G_CALLBACK (unmap_cb), task);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_show (ask->dialog);
  g_steal_pointer (&task);
}

static GListModel *
ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static GFile *
ask_finish_one (GAsyncResult *result, GError **error)
{
  g_autoptr (GListModel) files = ask_finish (result, error);

  return files != NULL ? g_list_model_get_item (files, 0) : NULL;
}

static void
add_filters (GtkFileChooser *chooser, GListModel *filters)
{
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  guint                     n_filters = filters != NULL ? g_list_model_get_n_items (filters) : 0;

  for (guint i = 0; i < n_filters; i++) {
    g_autoptr (GtkFileFilter) filter = g_list_model_get_item (filters, i);

    gtk_file_chooser_add_filter (chooser, filter);
    if (i == 0)
      gtk_file_chooser_set_filter (chooser, filter);
  }
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, all);
}

void
sp_platform_open_files_async (GtkWidget          *widget,
                              const char         *title,
                              GListModel         *filters,
                              gboolean            multiple,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GtkFileChooserNative *dialog = NULL;
  GtkWindow            *window = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  dialog = dialog_new (widget, title, GTK_FILE_CHOOSER_ACTION_OPEN, &window);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), multiple);
  add_filters (GTK_FILE_CHOOSER (dialog), filters);
  ask_async (widget, dialog, window, cancellable, callback, user_data);
}

GListModel *
sp_platform_open_files_finish (GAsyncResult *result, GError **error)
{
  return ask_finish (result, error);
}

void
sp_platform_save_file_async (GtkWidget          *widget,
                             const char         *title,
                             const char         *name,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GtkFileChooserNative *dialog = NULL;
  GtkWindow            *window = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  dialog = dialog_new (widget, title, GTK_FILE_CHOOSER_ACTION_SAVE, &window);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  ask_async (widget, dialog, window, cancellable, callback, user_data);
}

GFile *
sp_platform_save_file_finish (GAsyncResult *result, GError **error)
{
  return ask_finish_one (result, error);
}

void
sp_platform_choose_folder_async (GtkWidget          *widget,
                                 const char         *title,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  GtkFileChooserNative *dialog = NULL;
  GtkWindow            *window = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  dialog = dialog_new (widget, title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, &window);
  ask_async (widget, dialog, window, cancellable, callback, user_data);
}

GFile *
sp_platform_choose_folder_finish (GAsyncResult *result, GError **error)
{
  return ask_finish_one (result, error);
}

/* A window that closed while the program was starting needs no answer. */
static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    g_debug ("Nothing opens the address: %s", error->message);
}

static void
show_uri (GtkWidget *widget, const char *uri)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (GTK_IS_WINDOW (root))
    gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, NULL, shown_cb, NULL);
}

void
sp_platform_open_uri (GtkWidget *widget, const char *uri)
{
  const char *scheme = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (uri != NULL && gtk_widget_activate_action (widget, "page.open-uri", "s", uri))
    return; /* it may be a page of the app that the link is in */

  scheme = uri != NULL ? g_uri_peek_scheme (uri) : NULL;
  if (scheme != NULL && (g_str_equal (scheme, "http") || g_str_equal (scheme, "https") ||
                         g_str_equal (scheme, "mailto")))
    show_uri (widget, uri);
}

void
sp_platform_open_file (GtkWidget *widget, GFile *file)
{
  g_autofree char *uri = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (G_IS_FILE (file));

  uri = g_file_get_uri (file);
  show_uri (widget, uri);
}

typedef struct {
  GtkWidget *widget; /* owned */
  GFile     *file;   /* owned */
} Showing;

static void
open_parent (GtkWidget *widget, GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);

  sp_platform_open_file (widget, folder != NULL ? folder : file);
}

static void
file_shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Showing             *showing = user_data;
  g_autoptr (GError)   error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer == NULL) { /* inside of a sandbox nobody may be asked */
    g_debug ("Nobody shows files: %s", error->message);
    open_parent (showing->widget, showing->file);
  }
  g_object_unref (showing->widget);
  g_object_unref (showing->file);
  g_free (showing);
}

/* https://www.freedesktop.org/wiki/Specifications/file-manager-interface/ */
void
sp_platform_show_file (GtkWidget *widget, GFile *file)
{
  GApplication    *application = g_application_get_default ();
  GDBusConnection *connection = application != NULL ? g_application_get_dbus_connection (application) : NULL;
  g_autofree char *uri = NULL;
  const char      *uris[2] = { NULL };
  Showing         *showing = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (G_IS_FILE (file));

  if (connection == NULL) {
    open_parent (widget, file);
    return;
  }

  uri = g_file_get_uri (file);
  uris[0] = uri;
  showing = g_new0 (Showing, 1);
  showing->widget = g_object_ref (widget);
  showing->file = g_object_ref (file);
  g_dbus_connection_call (connection, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                          "org.freedesktop.FileManager1", "ShowItems", g_variant_new ("(^ass)", uris, ""), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, file_shown_cb, showing);
}
