/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-table-view-private.h"

#include <glib/gi18n-lib.h>

/* Keys, menus and the clipboard. The actions are the content's own, so that they work in a
 * full-screen window too. */

static gboolean
copy (SpTableView *self)
{
  g_autoptr (GdkContentProvider) provider = NULL;
  g_autofree char               *text = NULL;
  g_autofree char               *csv = NULL;
  g_autoptr (GBytes)             bytes = NULL;
  SpGridRange                    range;

  if (!sp_grid_get_selection (self->grid, &range))
    return FALSE;

  text = sp_table_view_dup_range (self, &range, '\t');
  csv = sp_table_view_dup_range (self, &range, ',');
  bytes = g_bytes_new_take (csv, strlen (csv));
  csv = NULL;
  provider = gdk_content_provider_new_union (
    (GdkContentProvider *[]){ gdk_content_provider_new_typed (G_TYPE_STRING, text),
                              gdk_content_provider_new_for_bytes ("text/csv", bytes) },
    2);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), provider);
  sp_table_view_emit_notice (self, _("Copied"));

  return TRUE;
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  copy (user_data);
}

static void
cut_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  if (copy (user_data))
    sp_table_view_clear_range (user_data);
}

static void
clear_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sp_table_view_clear_range (user_data);
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpTableView) self = user_data;
  g_autoptr (GError)      error = NULL;
  g_autofree char        *text = NULL;

  text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);
  if (self->table == NULL)
    return; /* closed */
  if (text != NULL)
    sp_table_view_paste (self, text);
  else if (error != NULL)
    sp_table_view_emit_notice (self, error->message);
}

static void
paste_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (user_data), NULL, text_read_cb,
                                 g_object_ref (user_data));
}

static void
insert_row_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sp_table_view_insert_row (user_data, g_variant_get_boolean (parameter));
}

static void
insert_column_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sp_table_view_insert_column (user_data, g_variant_get_boolean (parameter));
}

static void
remove_rows_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sp_table_view_remove_rows (user_data);
}

static void
remove_columns_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sp_table_view_remove_columns (user_data);
}

static void
rename_column_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SpTableView *self = user_data;
  int          column = 0;

  if (!sp_grid_get_cursor (self->grid, NULL, &column))
    return;

  sp_grid_move_cursor (self->grid, -1, column, FALSE);
  sp_grid_edit (self->grid, NULL);
}

static void
sort_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SpTableView *self = user_data;
  const char  *way = g_variant_get_string (parameter, NULL);
  int          column = 0;

  if (sp_grid_get_cursor (self->grid, NULL, &column))
    sp_table_view_sort (self, (guint) column, FALSE, g_str_equal (way, "descending"),
                        g_str_equal (way, "none"));
}

static void
filter_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sp_table_view_ask_filter (user_data);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sp_table_view_step (user_data, FALSE);
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sp_table_view_step (user_data, TRUE);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sp_table_view_save (user_data);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sp_table_view_open (user_data);
}

static void
set_enabled (SpTableView *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
sp_table_view_update_actions (SpTableView *self)
{
  gboolean    rows = sp_table_view_can_add_rows (self);
  gboolean    columns = sp_table_view_can_add_columns (self);
  int         column = -1;
  gboolean    has_cursor = sp_grid_get_cursor (self->grid, NULL, &column);
  SpGridRange range;
  gboolean    selected = sp_grid_get_selection (self->grid, &range);

  if (self->actions == NULL)
    return;

  set_enabled (self, "copy", selected);
  set_enabled (self, "cut", selected && self->interactive);
  set_enabled (self, "paste", selected && self->interactive);
  set_enabled (self, "clear", selected && self->interactive);
  set_enabled (self, "insert-row", rows);
  set_enabled (self, "insert-column", columns);
  set_enabled (self, "remove-rows", selected && self->interactive && !self->fixed_rows);
  set_enabled (self, "remove-columns", has_cursor && self->interactive && !self->fixed_columns);
  set_enabled (self, "rename-column",
               has_cursor && !self->fixed_columns &&
                 sp_table_view_can_edit (self, (guint) column));
  set_enabled (self, "sort", has_cursor);
  set_enabled (self, "filter", has_cursor);
  set_enabled (self, "open", self->interactive);
  set_enabled (self, "undo", self->interactive);
  set_enabled (self, "redo", self->interactive);
  gtk_widget_set_visible (self->row_button, rows);
  gtk_widget_set_visible (self->column_button, columns);
}

static void
append_section (GMenu *menu, GMenu *section)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

static GMenu *
create_edit_section (SpTableView *self)
{
  GMenu *section = g_menu_new ();

  if (self->interactive)
    g_menu_append (section, _("Cu_t"), "table.cut");
  g_menu_append (section, _("_Copy"), "table.copy");
  if (self->interactive) {
    g_menu_append (section, _("_Paste"), "table.paste");
    g_menu_append (section, _("C_lear"), "table.clear");
    g_menu_append (section, _("_Undo"), "table.undo");
    g_menu_append (section, _("_Redo"), "table.redo");
  }

  return section;
}

static GMenu *
create_row_section (SpTableView *self)
{
  GMenu *section = g_menu_new ();

  if (self->interactive && !self->fixed_rows) {
    g_menu_append (section, _("Insert Row _Above"), "table.insert-row(false)");
    g_menu_append (section, _("Insert Row _Below"), "table.insert-row(true)");
    g_menu_append (section, _("_Delete Rows"), "table.remove-rows");
  }

  return section;
}

static GMenu *
create_column_section (SpTableView *self)
{
  GMenu *section = g_menu_new ();

  if (self->interactive && !self->fixed_columns) {
    g_menu_append (section, _("Insert Column Be_fore"), "table.insert-column(false)");
    g_menu_append (section, _("Insert Column Be_hind"), "table.insert-column(true)");
    g_menu_append (section, _("Delete Colu_mns"), "table.remove-columns");
    g_menu_append (section, _("Re_name Column"), "table.rename-column");
  }

  return section;
}

static GMenu *
create_sort_section (void)
{
  GMenu *section = g_menu_new ();

  g_menu_append (section, _("Sort A_scending"), "table.sort('ascending')");
  g_menu_append (section, _("Sort Desc_ending"), "table.sort('descending')");
  g_menu_append (section, _("D_o Not Sort"), "table.sort('none')");
  g_menu_append (section, _("_Filter Rows…"), "table.filter");

  return section;
}

void
sp_table_view_popup_menu (SpTableView *self, double x, double y)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) save = g_menu_new ();
  double            menu_x = x, menu_y = y;

  append_section (menu, create_edit_section (self));
  append_section (menu, create_row_section (self));
  append_section (menu, create_column_section (self));
  append_section (menu, create_sort_section ());
  if (self->interactive)
    g_menu_append (save, _("Open CSV F_ile…"), "table.open");
  g_menu_append (save, _("Save as CS_V…"), "table.save");
  g_menu_append (save, _("Copy Table as _JSON"), "component.copy-json");
  append_section (menu, g_steal_pointer (&save));

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->grid), GTK_WIDGET (self), x, y, &menu_x,
                                    &menu_y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle){ (int) menu_x, (int) menu_y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
activate (SpTableView *self, const char *name)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), name, NULL);
}

/* Rows and columns come with Alt, Shift and an arrow. */
static gboolean
insert_by_key (SpTableView *self, guint keyval)
{
  switch (keyval) {
  case GDK_KEY_Up:
  case GDK_KEY_Down:
    sp_table_view_insert_row (self, keyval == GDK_KEY_Down);
    return TRUE;
  case GDK_KEY_Left:
  case GDK_KEY_Right:
    sp_table_view_insert_column (self, keyval == GDK_KEY_Right);
    return TRUE;
  default:
    return FALSE;
  }
}

gboolean
sp_table_view_handle_key (SpTableView *self, guint keyval, GdkModifierType state)
{
  static const struct {
    guint       keyval;
    const char *action;
  } keys[] = {
    { GDK_KEY_c, "copy" },
    { GDK_KEY_x, "cut" },
    { GDK_KEY_v, "paste" },
    { GDK_KEY_z, "undo" },
    { GDK_KEY_y, "redo" },
    { GDK_KEY_Z, "redo" },
  };

  if ((state & GDK_ALT_MASK) && (state & GDK_SHIFT_MASK))
    return insert_by_key (self, keyval);
  if (keyval == GDK_KEY_Delete && state == 0) {
    activate (self, "clear");
    return TRUE;
  }
  if (!(state & GDK_CONTROL_MASK))
    return FALSE;
  if (keyval == GDK_KEY_f && gtk_widget_get_visible (self->search_box))
    return gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (keys[i].keyval == keyval) {
      activate (self, keys[i].action);
      return TRUE;
    }
  }

  return FALSE;
}

void
sp_table_view_init_actions (SpTableView *self)
{
  static const GActionEntry entries[] = {
    { .name = "copy", .activate = copy_cb },
    { .name = "cut", .activate = cut_cb },
    { .name = "paste", .activate = paste_cb },
    { .name = "clear", .activate = clear_cb },
    { .name = "insert-row", .activate = insert_row_cb, .parameter_type = "b" },
    { .name = "insert-column", .activate = insert_column_cb, .parameter_type = "b" },
    { .name = "remove-rows", .activate = remove_rows_cb },
    { .name = "remove-columns", .activate = remove_columns_cb },
    { .name = "rename-column", .activate = rename_column_cb },
    { .name = "sort", .activate = sort_cb, .parameter_type = "s" },
    { .name = "filter", .activate = filter_cb },
    { .name = "undo", .activate = undo_cb },
    { .name = "redo", .activate = redo_cb },
    { .name = "save", .activate = save_cb },
    { .name = "open", .activate = open_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "table", G_ACTION_GROUP (self->actions));
}
