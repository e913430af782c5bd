/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-page-private.h"

#include "sp-space-settings-window.h"

/* Nullable: what comes with the program is known a moment after its start. */
static SpInstalledSpace *
find_installed (SpAppPage *self)
{
  return self->library != NULL
           ? sp_space_store_find (sp_library_get_store (self->library), sp_space_get_id (self->space))
           : NULL;
}

static void
runner_cb (SpAppPage *self)
{
  SpInstalledSpace *installed = find_installed (self);
  SpRunner         *runner = sp_runner_page_get_runner (self->runner_page);

  sp_space_logs_set_runner (self->logs, runner);
  sp_runner_bar_set_runner (self->runner_bar, runner,
                            installed != NULL ? sp_installed_space_get_settings (installed) : NULL);
}

static void
ready_cb (SpAppPage *self)
{
  g_free (self->reference);
  self->reference = g_strdup (sp_runner_get_uri (sp_runner_page_get_runner (self->runner_page)));
  g_clear_pointer (&self->page_address, g_free);
  runner_cb (self); /* what was not known when it was started may be now */
  g_object_notify (G_OBJECT (self), "address");
  sp_app_page_connect (self);
}

void
sp_app_page_restart_space (SpAppPage *self)
{
  if (self->runner_page == NULL)
    return;

  if (sp_app_page_get_view (self) == NULL)
    gtk_stack_set_visible_child_name (self->stack, "runner");
  sp_runner_page_restart (self->runner_page);
}

void
sp_app_page_stop_space (SpAppPage *self)
{
  if (self->runner_page != NULL)
    sp_runner_stop (sp_runner_page_get_runner (self->runner_page));
}

void
sp_app_page_show_space_settings (SpAppPage *self)
{
  SpInstalledSpace *installed = self->space != NULL ? find_installed (self) : NULL;
  GtkRoot          *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (installed != NULL)
    gtk_window_present (sp_space_settings_window_new (GTK_WINDOW (root), self->library, installed));
}

void
sp_app_page_reload_space (SpAppPage *self)
{
  if (!sp_runner_page_get_running (self->runner_page))
    gtk_stack_set_visible_child_name (self->stack, "runner");
  sp_runner_page_start (self->runner_page);
}

gboolean
sp_app_page_find_in_logs (SpAppPage *self)
{
  g_return_val_if_fail (SP_IS_APP_PAGE (self), FALSE);

  if (self->logs == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self->logs)))
    return FALSE;

  sp_space_logs_find (self->logs);

  return TRUE;
}

/* Other apps do without them. */
static void
add_space_views (SpAppPage *self)
{
  g_autoptr (GFile) home = g_file_get_child (sp_space_get_data_folder (self->space), "home");
  GtkWidget        *files = sp_space_files_new ();

  g_signal_connect_object (files, "toast", G_CALLBACK (sp_app_page_toast_cb), self, G_CONNECT_SWAPPED);
  sp_space_files_set_home (SP_SPACE_FILES (files), home);
  adw_bin_set_child (self->files_bin, files);
  adw_view_stack_page_set_visible (self->files_page, TRUE);

  self->logs = g_object_new (SP_TYPE_SPACE_LOGS, NULL);
  adw_bin_set_child (self->logs_bin, GTK_WIDGET (self->logs));
  adw_view_stack_page_set_visible (self->logs_page, TRUE);
}

GtkWidget *
sp_app_page_new_for_space (SpLibrary *library,
                           SpSpace   *space)
{
  SpAppPage *self = g_object_new (SP_TYPE_APP_PAGE, NULL);
  GtkWidget *page = sp_runner_page_new (library, space);

  self->library = g_object_ref (library);
  self->space = g_object_ref (space);
  self->space_address = g_strconcat (SP_SPACE_SCHEME, sp_space_get_id (space), NULL);
  self->runner_page = SP_RUNNER_PAGE (page);
  adw_bin_set_child (self->runner_bin, page);
  add_space_views (self);
  sp_app_page_enable_space_actions (self, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "runner");
  g_signal_connect_object (page, "ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::runner", G_CALLBACK (runner_cb), self, G_CONNECT_SWAPPED);
  runner_cb (self);
  sp_runner_page_start (self->runner_page);

  return GTK_WIDGET (self);
}
