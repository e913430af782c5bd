/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-window-private.h"

#include "sp-duplicate-dialog.h"
#include "sp-my-spaces.h"
#include "sp-plain-words.h"

#include <glib/gi18n-lib.h>

/* The tab that is there already, else a new one. */
static SpMySpaces *
show_spaces (SpWindow *self)
{
  GtkWidget *spaces = sp_window_find_content (self, SP_TYPE_MY_SPACES);

  if (spaces == NULL) {
    spaces = sp_my_spaces_new (self->accounts);
    sp_window_show_content (self, spaces);
  }

  return SP_MY_SPACES (spaces);
}

SpMySpaces *
sp_window_get_my_spaces (SpWindow *self)
{
  GtkWidget *content = sp_window_get_content (self);

  return SP_IS_MY_SPACES (content) ? SP_MY_SPACES (content) : NULL;
}

static void
my_spaces_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  sp_my_spaces_show_list (show_spaces (SP_WINDOW (widget)));
}

static void
manage_space_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  sp_my_spaces_show_space (show_spaces (SP_WINDOW (widget)), g_variant_get_string (parameter, NULL));
}

static void
open_hub_app_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  sp_window_open (SP_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* The copy is what was wanted, so it is opened; how it is meanwhile its page says. */
static void
duplicated_cb (SpWindow   *self,
               const char *id,
               gboolean    existed)
{
  g_autofree char *text = existed ? g_strdup_printf (_("“%s” was there already, and is what it was"), id)
                                  : g_strdup_printf (_("“%s” is your copy"), id);
  AdwToast        *toast = sp_plain_words_toast (text);

  sp_window_open (self, id);
  adw_toast_set_timeout (toast, 10);
  adw_toast_set_button_label (toast, _("Manage"));
  adw_toast_set_action_name (toast, "win.manage-space");
  adw_toast_set_action_target (toast, "s", id);
  sp_window_add_toast (self, toast);
}

static void
duplicate_space_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  GtkWidget *dialog = sp_duplicate_dialog_present (GTK_WINDOW (widget), SP_WINDOW (widget)->accounts,
                                                   g_variant_get_string (parameter, NULL));

  g_signal_connect_object (dialog, "done", G_CALLBACK (duplicated_cb), widget, G_CONNECT_SWAPPED);
}

void
sp_window_install_spaces_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.my-spaces", NULL, my_spaces_cb);
  gtk_widget_class_install_action (widget_class, "win.manage-space", "s", manage_space_cb);
  gtk_widget_class_install_action (widget_class, "win.duplicate-space", "s", duplicate_space_cb);
  gtk_widget_class_install_action (widget_class, "win.open-hub-app", "s", open_hub_app_cb);
}
