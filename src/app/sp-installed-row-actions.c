/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-installed-row-private.h"

#include "sp-app-icon.h"
#include "sp-install-dialog.h"
#include "sp-install-dialog.h"
#include "sp-launcher.h"
#include "sp-platform.h"
#include "sp-space-settings-window.h"

#include <glib/gi18n-lib.h>

static GtkWindow *
get_window (SpInstalledRow *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* A row may have left its window meanwhile. */
static void
toast_error (SpInstalledRow *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sp_installed_row_toast (self, error->message);
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sp_installed_row_open (SP_INSTALLED_ROW (widget));
}

static void
start_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SpInstalledRow    *self = SP_INSTALLED_ROW (widget);
  SpSpace           *space = sp_installed_space_get_space (self->space);
  g_autoptr (GError) error = NULL;

  if (space != NULL && !sp_library_start (self->library, space, &error))
    toast_error (self, error);
}

static void
stop_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SpInstalledRow *self = SP_INSTALLED_ROW (widget);

  sp_library_stop (self->library, sp_installed_space_get_id (self->space));
}

static void
update_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SpInstalledRow    *self = SP_INSTALLED_ROW (widget);
  g_autoptr (GError) error = NULL;

  if (sp_install_dialog_present_update (get_window (self), self->library, self->space, &error) == NULL)
    toast_error (self, error);
}

static void
rolled_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpInstalledRow) self = user_data;
  g_autoptr (GError)         error = NULL;
  g_autofree char           *text = NULL;

  if (!sp_space_store_rollback_finish (SP_SPACE_STORE (source), result, &error)) {
    toast_error (self, error);
    return;
  }

  text = g_strdup_printf (_("“%s” is what it was before the update. Go back once more to undo this."),
                          sp_installed_space_get_title (self->space));
  sp_installed_row_toast (self, text);
}

static void
rollback_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SpInstalledRow *self = SP_INSTALLED_ROW (widget);

  sp_space_store_rollback_async (sp_library_get_store (self->library), self->space, rolled_back_cb, g_object_ref (self));
}

static void
settings_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SpInstalledRow *self = SP_INSTALLED_ROW (widget);

  gtk_window_present (sp_space_settings_window_new (get_window (self), self->library, self->space));
}

static void
folder_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sp_platform_open_file (widget, sp_installed_space_get_folder (SP_INSTALLED_ROW (widget)->space));
}

static void
add_line (GString *text, const char *label, const SpFileTreeSize *size)
{
  g_autofree char *own = g_format_size (size->own);
  g_autofree char *shared = size->shared > 0 ? g_format_size (size->shared) : NULL;

  g_string_append_printf (text, "%s: %s", label, own);
  if (shared != NULL) {
    g_string_append_c (text, ' ');
    /* Translators: follows a size; that much more is in files that other Spaces use as well. */
    g_string_append_printf (text, _("(and %s shared with others)"), shared);
  }
  g_string_append_c (text, '\n');
}

static void
measured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpInstalledRow) self = user_data;
  g_autoptr (GError)         error = NULL;
  g_autoptr (GString)        text = g_string_new (NULL);
  GtkWidget                 *dialog;
  SpSpaceSize                size;

  if (!sp_space_store_measure_finish (SP_SPACE_STORE (source), result, &size, &error)) {
    toast_error (self, error);
    return;
  }
  if (get_window (self) == NULL)
    return;

  add_line (text, _("App"), &size.app);
  add_line (text, _("Packages"), &size.environment);
  add_line (text, _("Models"), &size.models);
  add_line (text, _("Written by itself"), &size.home);
  add_line (text, _("In all"), &size.total);
  g_string_truncate (text, text->len - 1);
  dialog = adw_message_dialog_new (get_window (self), _("Disk Use"), text->str);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
disk_use_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SpInstalledRow *self = SP_INSTALLED_ROW (widget);

  sp_space_store_measure_async (sp_library_get_store (self->library), self->space, NULL, measured_cb, g_object_ref (self));
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpInstalledRow) self = user_data;
  g_autoptr (GError)         error = NULL;

  if (sp_space_store_export_finish (SP_SPACE_STORE (source), result, &error))
    sp_installed_row_toast (self, _("Exported"));
  else
    toast_error (self, error);
}

static void
export_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpInstalledRow) self = user_data;
  g_autoptr (GError)         error = NULL;
  g_autoptr (GFile)          file = sp_platform_save_file_finish (result, &error);

  if (file != NULL)
    sp_space_store_export_async (sp_library_get_store (self->library), self->space, file, NULL, NULL, NULL, NULL,
                                 exported_cb, g_object_ref (self));
  else
    toast_error (self, error);
}

static void
export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SpInstalledRow  *self = SP_INSTALLED_ROW (widget);
  g_autofree char *file_name = g_strconcat (sp_installed_space_get_id (self->space), ".space", NULL);

  sp_platform_save_file_async (widget, _("Export Space"), file_name, NULL, export_chosen_cb, g_object_ref (self));
}

static char *
dup_reference (SpInstalledRow *self)
{
  return g_strconcat (SP_SPACE_SCHEME, sp_installed_space_get_id (self->space), NULL);
}

static void
set_launcher (SpInstalledRow *self, gboolean added)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "space.add-launcher", !added);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "space.remove-launcher", added);
}

static void
launcher_added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpInstalledRow) self = user_data;
  g_autoptr (GError)         error = NULL;
  gboolean                   added = sp_launcher_add_finish (result, &error);

  if (added)
    sp_installed_row_toast (self, _("Added to the desktop"));
  else
    toast_error (self, error);
  set_launcher (self, added);
}

/* What stands for a Space is its emoji. */
static void
add_launcher_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SpInstalledRow    *self = SP_INSTALLED_ROW (widget);
  const char        *title = sp_installed_space_get_title (self->space);
  SpSpace           *space = sp_installed_space_get_space (self->space);
  const char        *emoji = space != NULL ? sp_space_get_emoji (space) : NULL;
  g_autoptr (GBytes) icon = sp_app_icon_draw (NULL, emoji != NULL ? emoji : title);
  g_autofree char   *reference = dup_reference (self);

  sp_launcher_add_async (reference, title, icon, NULL, launcher_added_cb, g_object_ref (self));
}

static void
launcher_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpInstalledRow) self = user_data;
  g_autoptr (GError)         error = NULL;
  gboolean                   removed = sp_launcher_remove_finish (result, &error);

  if (removed)
    sp_installed_row_toast (self, _("Removed from the desktop"));
  else
    toast_error (self, error);
  set_launcher (self, !removed);
}

static void
remove_launcher_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *reference = dup_reference (SP_INSTALLED_ROW (widget));

  sp_launcher_remove_async (reference, NULL, launcher_removed_cb, g_object_ref (widget));
}

static void
launcher_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpInstalledRow) self = user_data;

  set_launcher (self, sp_launcher_find_finish (result));
}

void
sp_installed_row_find_launcher (SpInstalledRow *self)
{
  g_autofree char *reference = dup_reference (self);

  sp_launcher_find_async (reference, NULL, launcher_found_cb, g_object_ref (self));
}

static void
uninstall_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sp_installed_row_uninstall (SP_INSTALLED_ROW (widget));
}

void
sp_installed_row_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "space.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "space.start", NULL, start_cb);
  gtk_widget_class_install_action (widget_class, "space.stop", NULL, stop_cb);
  gtk_widget_class_install_action (widget_class, "space.update", NULL, update_cb);
  gtk_widget_class_install_action (widget_class, "space.rollback", NULL, rollback_cb);
  gtk_widget_class_install_action (widget_class, "space.settings", NULL, settings_cb);
  gtk_widget_class_install_action (widget_class, "space.folder", NULL, folder_cb);
  gtk_widget_class_install_action (widget_class, "space.disk-use", NULL, disk_use_cb);
  gtk_widget_class_install_action (widget_class, "space.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "space.add-launcher", NULL, add_launcher_cb);
  gtk_widget_class_install_action (widget_class, "space.remove-launcher", NULL, remove_launcher_cb);
  gtk_widget_class_install_action (widget_class, "space.uninstall", NULL, uninstall_cb);
}
