/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-files-window.h"

#include "sp-care-files.h"

#include <glib/gi18n-lib.h>

#define WIDTH 480
#define HEIGHT 560

struct _SpHubFilesWindow {
  AdwWindow    parent_instance;
  SpCareFiles *files; /* a child */
  SpCareSpace *space; /* owned */
};

G_DEFINE_FINAL_TYPE (SpHubFilesWindow, sp_hub_files_window, ADW_TYPE_WINDOW)

static void
sp_hub_files_window_dispose (GObject *object)
{
  g_clear_object (&SP_HUB_FILES_WINDOW (object)->space);

  G_OBJECT_CLASS (sp_hub_files_window_parent_class)->dispose (object);
}

static void
sp_hub_files_window_class_init (SpHubFilesWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_hub_files_window_dispose;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sp_hub_files_window_init (SpHubFilesWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->files = SP_CARE_FILES (g_object_new (SP_TYPE_CARE_FILES, NULL));
  gtk_widget_set_vexpand (GTK_WIDGET (self->files), TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->files));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
}

GtkWindow *
sp_hub_files_window_new (GtkWindow    *parent,
                         SpHubSession *session,
                         const char   *id,
                         const char   *title)
{
  SpHubFilesWindow *self = NULL;
  g_autofree char  *words = NULL;

  g_return_val_if_fail (SP_IS_HUB_SESSION (session), NULL);
  g_return_val_if_fail (id != NULL && title != NULL, NULL);

  /* Translators: title of a window; the name of a Space stands for %s. */
  words = g_strdup_printf (_("Files of %s"), title);
  self = g_object_new (SP_TYPE_HUB_FILES_WINDOW, "transient-for", parent, "title", words, NULL);
  self->space = sp_care_space_new (session, id);
  sp_care_files_set_space (self->files, self->space);
  sp_care_space_load (self->space);

  return GTK_WINDOW (self);
}
