/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-space-file-row.h"

#include "sp-resources.h"
#include "sp-time-words.h"

#include <glib/gi18n-lib.h>

struct _SpSpaceFileRow {
  AdwBin     parent_instance;
  GtkImage  *icon;        /* template child */
  GtkLabel  *name;        /* template child */
  GtkLabel  *caption;     /* template child */
  GtkWidget *menu_button; /* template child */
  SpOwnFile *file;        /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (SpSpaceFileRow, sp_space_file_row, ADW_TYPE_BIN)

static void
show_icon (SpSpaceFileRow *self)
{
  g_autofree char  *type = NULL;
  g_autoptr (GIcon) icon = NULL;

  switch (sp_own_file_get_kind (self->file)) {
  case SP_OWN_FILE_FOLDER:
    gtk_image_set_from_icon_name (self->icon, "folder-symbolic");
    break;
  case SP_OWN_FILE_REGULAR:
    type = g_content_type_guess (sp_own_file_get_name (self->file), NULL, 0, NULL);
    icon = g_content_type_get_symbolic_icon (type);
    gtk_image_set_from_gicon (self->icon, icon);
    break;
  case SP_OWN_FILE_LINK:
    gtk_image_set_from_icon_name (self->icon, "emblem-symbolic-link");
    break;
  case SP_OWN_FILE_SPECIAL:
    gtk_image_set_from_icon_name (self->icon, "text-x-generic-symbolic");
    break;
  }
}

static char *
dup_kind (SpSpaceFileRow *self)
{
  switch (sp_own_file_get_kind (self->file)) {
  case SP_OWN_FILE_FOLDER:
    return g_strdup (_("Folder"));
  case SP_OWN_FILE_REGULAR:
    return g_format_size (sp_own_file_get_size (self->file));
  case SP_OWN_FILE_LINK:
    return g_strdup (_("Link, not followed"));
  case SP_OWN_FILE_SPECIAL:
    return g_strdup (_("No file"));
  }

  return NULL;
}

static void
show_file (SpSpaceFileRow *self)
{
  SpOwnFileKind    kind = sp_own_file_get_kind (self->file);
  const char      *name = sp_own_file_get_name (self->file);
  g_autofree char *what = dup_kind (self);
  g_autofree char *ago = sp_time_words_ago (sp_own_file_get_modified (self->file), g_get_real_time () / G_USEC_PER_SEC);
  /* Translators: size of a file, and when it was changed last: “12 kB · 5 minutes ago”. */
  g_autofree char *caption = g_strdup_printf (_("%s · %s"), what, ago);
  g_autofree char *menu = g_strdup_printf (_("Menu of “%s”"), name);

  show_icon (self);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->caption, caption);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "file.open",
                                 kind == SP_OWN_FILE_FOLDER || kind == SP_OWN_FILE_REGULAR);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "file.save-as", kind == SP_OWN_FILE_REGULAR);
}

static void
pass_on (GtkWidget *widget, const char *action)
{
  SpSpaceFileRow *self = SP_SPACE_FILE_ROW (widget);

  if (self->file != NULL)
    gtk_widget_activate_action (widget, action, "s", sp_own_file_get_path (self->file));
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pass_on (widget, "files.open");
}

static void
save_as_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pass_on (widget, "files.save-as");
}

static void
show_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pass_on (widget, "files.show");
}

static void
delete_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pass_on (widget, "files.delete");
}

static void
sp_space_file_row_dispose (GObject *object)
{
  g_clear_object (&SP_SPACE_FILE_ROW (object)->file);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_SPACE_FILE_ROW);

  G_OBJECT_CLASS (sp_space_file_row_parent_class)->dispose (object);
}

static void
sp_space_file_row_class_init (SpSpaceFileRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_space_file_row_dispose;

  gtk_widget_class_install_action (widget_class, "file.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "file.save-as", NULL, save_as_cb);
  gtk_widget_class_install_action (widget_class, "file.show", NULL, show_cb);
  gtk_widget_class_install_action (widget_class, "file.delete", NULL, delete_cb);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-space-file-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SpSpaceFileRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceFileRow, name);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceFileRow, caption);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceFileRow, menu_button);
}

static void
sp_space_file_row_init (SpSpaceFileRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_space_file_row_new (void)
{
  return g_object_new (SP_TYPE_SPACE_FILE_ROW, NULL);
}

void
sp_space_file_row_set_file (SpSpaceFileRow *self, SpOwnFile *file)
{
  g_return_if_fail (SP_IS_SPACE_FILE_ROW (self));
  g_return_if_fail (file == NULL || SP_IS_OWN_FILE (file));

  if (g_set_object (&self->file, file) && file != NULL)
    show_file (self);
}
