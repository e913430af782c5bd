/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-table-view-private.h"

#include <glib/gi18n-lib.h>

#include "sp-platform.h"
#include "sp-table-file.h"

/* Tables go into files and come out of them. */

typedef struct {
  SpTableView *view; /* owned */
  char        *name; /* of the file */
} Save;

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Save        *save = user_data;
  g_autoptr (SpTableView) self = save->view;
  g_autofree char        *name = save->name;
  g_autofree char        *text = NULL;
  g_autoptr (GError)      error = NULL;

  if (sp_table_file_write_finish (result, &error))
    text = g_strdup_printf (_("Saved as “%s”"), name);
  sp_table_view_emit_notice (self, text != NULL ? text : error->message);
}

void
sp_table_view_write_file (SpTableView *self, GFile *file)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv)           headers = NULL;
  Save                    *save = NULL;

  g_return_if_fail (SP_IS_TABLE_VIEW (self));

  for (guint i = 0; i < sp_table_get_n_columns (self->table); i++) {
    g_autofree char *header = sp_table_dup_header (self->table, i);

    g_strv_builder_add (builder, header);
  }
  headers = g_strv_builder_end (builder);
  save = g_new0 (Save, 1);
  save->view = g_object_ref (self);
  save->name = g_file_get_basename (file);
  sp_table_file_write_async (file, (const char *const *) headers, sp_table_get_rows (self->table),
                             self->order, NULL, saved_cb, save);
}

static void
place_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpTableView) self = user_data;
  g_autoptr (GFile)       file = sp_platform_save_file_finish (result, NULL);

  if (file != NULL && self->table != NULL) /* else the user chose no place */
    sp_table_view_write_file (self, file);
}

void
sp_table_view_save (SpTableView *self)
{
  sp_platform_save_file_async (GTK_WIDGET (self), _("Save Table"), _("table.csv"), NULL,
                               place_chosen_cb, g_object_ref (self));
}

/* Why the file cannot become the table, or NULL. */
static char *
dup_obstacle (SpTableView *self, SpTableFile *file)
{
  guint n_rows = sp_table_get_n_rows (self->table);
  guint n_columns = sp_table_get_n_columns (self->table);

  if (file->width == 0)
    return g_strdup (_("The file is empty."));
  if (self->fixed_columns && file->width != n_columns)
    return g_strdup_printf (ngettext ("The table has %u column, no more and no less.",
                                      "The table has %u columns, no more and no less.", n_columns),
                            n_columns);
  if (self->fixed_rows && file->rows->len != n_rows)
    return g_strdup_printf (ngettext ("The table has %u row, no more and no less.",
                                      "The table has %u rows, no more and no less.", n_rows),
                            n_rows);
  if ((self->most_columns > 0 && file->width > self->most_columns) ||
      (self->most_rows > 0 && file->rows->len > self->most_rows))
    return g_strdup (_("The file has more rows or columns than the table can have."));

  return NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpTableView) self = user_data;
  g_autoptr (GError)      error = NULL;
  g_autoptr (SpTableFile) file = sp_table_file_read_finish (result, &error);
  g_autofree char        *obstacle = NULL;

  if (self->table == NULL || !self->interactive)
    return; /* closed, or no longer to be changed */

  obstacle = file != NULL ? dup_obstacle (self, file) : g_strdup (error->message);
  if (obstacle != NULL) {
    sp_table_view_emit_notice (self, obstacle);
    return;
  }

  sp_table_replace (self->table, file->headers, file->rows);
  sp_table_view_emit_changed (self);
}

void
sp_table_view_read_file (SpTableView *self, GFile *file)
{
  g_return_if_fail (SP_IS_TABLE_VIEW (self));

  sp_table_file_read_async (file, self->column_kinds, NULL, read_cb, g_object_ref (self));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpTableView) self = user_data;
  g_autoptr (GListModel)  files = sp_platform_open_files_finish (result, NULL);
  g_autoptr (GFile)       file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (file != NULL && self->table != NULL)
    sp_table_view_read_file (self, file);
}

void
sp_table_view_open (SpTableView *self)
{
  g_autoptr (GListStore)    filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Tables"));
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_add_suffix (filter, "tsv");
  g_list_store_append (filters, filter);
  sp_platform_open_files_async (GTK_WIDGET (self), _("Open Table"), G_LIST_MODEL (filters), FALSE,
                                NULL, file_chosen_cb, g_object_ref (self));
}

static gboolean
drop_cb (SpTableView *self, const GValue *value)
{
  if (!self->interactive || !G_VALUE_HOLDS (value, G_TYPE_FILE))
    return FALSE;

  sp_table_view_read_file (self, g_value_get_object (value));

  return TRUE;
}

void
sp_table_view_init_drop (SpTableView *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
