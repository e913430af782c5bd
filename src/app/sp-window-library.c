/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-window-private.h"

#include "sp-install-dialog.h"
#include "sp-plain-words.h"

#include <glib/gi18n-lib.h>

typedef struct {
  SpLibrary        *library; /* owned */
  SpInstalledSpace *space;   /* owned */
  gboolean          undone;
} Uninstall;

static void
undo_cb (AdwToast  *toast,
         Uninstall *uninstall)
{
  uninstall->undone = TRUE;
  sp_library_show (uninstall->library, uninstall->space);
}

/* The toast is gone, however it went. */
static void
uninstall_free (gpointer  data,
                GClosure *closure)
{
  Uninstall *uninstall = data;

  if (!uninstall->undone)
    sp_library_remove (uninstall->library, uninstall->space);
  g_object_unref (uninstall->library);
  g_object_unref (uninstall->space);
  g_free (uninstall);
}

void
sp_window_uninstall (SpWindow         *self,
                     SpInstalledSpace *space)
{
  g_autofree char *text = g_strdup_printf (_("“%s” uninstalled"), sp_installed_space_get_title (space));
  AdwToast        *toast = sp_plain_words_toast (text);
  Uninstall       *uninstall = g_new0 (Uninstall, 1);

  uninstall->library = g_object_ref (self->library);
  uninstall->space = g_object_ref (space);
  sp_window_close_space (self, sp_installed_space_get_id (space));
  sp_library_hide (self->library, space);
  adw_toast_set_button_label (toast, _("Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), uninstall, uninstall_free, 0);
  sp_window_add_toast (self, toast);
}

static void
add_toast (SpWindow   *self,
           const char *text)
{
  sp_window_add_toast (self, sp_plain_words_toast (text));
}

static void
installed_cb (SpWindow         *self,
              SpInstalledSpace *space)
{
  SpRunnerState    state = sp_library_get_state (self->library, sp_installed_space_get_id (space));
  gboolean         is_up = state != SP_RUNNER_STOPPED && state != SP_RUNNER_FAILED;
  const char      *title = sp_installed_space_get_title (space);
  g_autofree char *text =
    g_strdup_printf (is_up ? _("“%s” is installed. Restart it to use the new version.") : _("“%s” is installed"), title);
  AdwToast *toast = sp_plain_words_toast (text);

  adw_toast_set_button_label (toast, _("Open"));
  adw_toast_set_action_name (toast, "win.open-space");
  adw_toast_set_action_target (toast, "s", sp_installed_space_get_id (space));
  sp_window_add_toast (self, toast);
}

static void
removed_cb (SpWindow   *self,
            const char *title,
            guint64     freed)
{
  g_autofree char *size = g_format_size (freed);
  /* Translators: name of a Space, and a size on the disk. */
  g_autofree char *text = g_strdup_printf (_("“%s” is gone, %s are free again"), title, size);

  add_toast (self, text);
}

static void
failed_cb (SpWindow     *self,
           const GError *error)
{
  add_toast (self, error->message);
}

static void
loaded_cb (SpWindow *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    sp_window_open (self, g_ptr_array_index (waiting, i));
}

void
sp_window_open_later (SpWindow   *self,
                      const char *reference)
{
  if (self->waiting == NULL)
    self->waiting = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->waiting, g_strdup (reference));
}

void
sp_window_watch_library (SpWindow *self)
{
  g_signal_connect_object (self->library, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "installed", G_CALLBACK (installed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  sp_window_watch_saved (self);
}

/* With an empty text the user is asked for it. */
static void
install_space_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  const char *text = g_variant_get_string (parameter, NULL);
  GtkWidget  *dialog = sp_install_dialog_present (GTK_WINDOW (widget), SP_WINDOW (widget)->library);

  if (*text != '\0')
    sp_install_dialog_show_text (SP_INSTALL_DIALOG (dialog), text);
}

static void
open_space_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  g_autofree char *reference = g_strconcat (SP_SPACE_SCHEME, g_variant_get_string (parameter, NULL), NULL);

  sp_window_open (SP_WINDOW (widget), reference);
}

void
sp_window_install_library_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.install-space", "s", install_space_cb);
  gtk_widget_class_install_action (widget_class, "win.open-space", "s", open_space_cb);
  sp_window_install_saved_actions (widget_class);
}
