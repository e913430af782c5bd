/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component-private.h"
#include "sp-drop-zone.h"
#include "sp-file-row.h"
#include "sp-file-types.h"
#include "sp-list-height.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

#define MAX_HEIGHT 320 /* as in the template */

#define SP_TYPE_FILE (sp_file_get_type ())
G_DECLARE_FINAL_TYPE (SpFile, sp_file, SP, FILE, SpComponent)

/* The `file` component: one or several files as rows. */
struct _SpFile {
  SpComponent parent_instance;

  SpDropZone         *zone;         /* template child */
  GtkSingleSelection *selection;    /* template child */
  GtkListView        *list;         /* template child */
  GtkWidget          *tools;        /* template child */
  GtkWidget          *scroller;     /* template child */
  GListStore         *files;        /* template child, of GradioFile */
  GtkLabel           *source_label; /* template child */
  gboolean            multiple;
};

G_DEFINE_FINAL_TYPE (SpFile, sp_file, SP_TYPE_COMPONENT)

static void
update_view (SpFile *self)
{
  guint n_files = g_list_model_get_n_items (G_LIST_MODEL (self->files));

  sp_list_height_update (self->list, MAX_HEIGHT);
  gtk_widget_set_visible (self->scroller, n_files > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->source_label), n_files == 0);
  gtk_widget_set_visible (self->tools, self->multiple && n_files > 0 &&
                                         sp_component_get_interactive (SP_COMPONENT (self)));
}

static JsonNode *
build_value (SpFile *self)
{
  guint      n_files = g_list_model_get_n_items (G_LIST_MODEL (self->files));
  JsonNode  *value = NULL;
  JsonArray *array = NULL;

  if (n_files == 0)
    return json_node_new (JSON_NODE_NULL);

  array = json_array_new ();
  for (guint i = 0; i < n_files; i++) {
    g_autoptr (GradioFile) file = g_list_model_get_item (G_LIST_MODEL (self->files), i);

    json_array_add_element (array, gradio_file_to_json (file));
  }
  if (self->multiple) {
    value = json_node_new (JSON_NODE_ARRAY);
    json_node_take_array (value, array);
  } else {
    value = json_array_dup_element (array, 0);
    json_array_unref (array);
  }

  return value;
}

static void
take_change (SpFile *self, const char *event, JsonNode *data)
{
  g_autoptr (JsonNode) value = build_value (self);

  SP_COMPONENT_CLASS (sp_file_parent_class)->set_value (SP_COMPONENT (self), value);
  sp_drop_zone_set_filled (self->zone, !json_node_is_null (value));
  update_view (self);
  sp_component_emit_event (SP_COMPONENT (self), event, data);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
files_cb (SpFile *self, GPtrArray *files)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  guint                 n_files = g_list_model_get_n_items (G_LIST_MODEL (self->files));

  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (added, gradio_file_new_local (g_ptr_array_index (files, i)));
  if (self->multiple)
    g_list_store_splice (self->files, n_files, 0, added->pdata, added->len);
  else
    g_list_store_splice (self->files, 0, n_files, added->pdata, 1);
  take_change (self, "upload", NULL);
}

static void
refused_cb (SpFile *self, const char *sentence)
{
  sp_component_set_error_text (SP_COMPONENT (self), sentence);
}

static void
remove_file (SpFile *self, guint position)
{
  g_autoptr (GradioFile) file = g_list_model_get_item (G_LIST_MODEL (self->files), position);
  g_autoptr (JsonNode)   data = NULL;

  if (file == NULL || !sp_component_get_interactive (SP_COMPONENT (self)))
    return;

  data = gradio_file_to_json (file);
  g_list_store_remove (self->files, position);
  take_change (self, "delete", data);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->files)) == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->zone));
}

static void
remove_clicked_cb (SpFile *self, SpFileRow *row)
{
  guint position = 0;

  if (g_list_store_find (self->files, sp_file_row_get_file (row), &position))
    remove_file (self, position);
}

static void
remove_all_clicked_cb (SpFile *self)
{
  g_list_store_remove_all (self->files);
  take_change (self, "clear", NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->zone));
}

static void
remove_selected_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  remove_file (SP_FILE (widget), gtk_single_selection_get_selected (SP_FILE (widget)->selection));
}

static void
activate_cb (SpFile *self, guint position)
{
  g_autoptr (GradioFile) file = g_list_model_get_item (G_LIST_MODEL (self->files), position);

  if (file != NULL)
    sp_component_open_file (SP_COMPONENT (self), file);
}

static void
setup_cb (SpFile *self, GtkListItem *item)
{
  GtkWidget *row = sp_file_row_new ();

  g_object_bind_property (self, "interactive", row, "removable", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (SpFile *self, GtkListItem *item)
{
  sp_file_row_set_file (SP_FILE_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item),
                        sp_component_get_client (SP_COMPONENT (self)));
}

static void
client_changed_cb (SpFile *self)
{
  g_autoptr (GPtrArray) files = NULL;
  guint                 n_files = 0;

  if (self->zone == NULL)
    return; /* being disposed of */

  /* The rows are bound anew, so that they know where their files come from. */
  n_files = g_list_model_get_n_items (G_LIST_MODEL (self->files));
  files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (files, g_list_model_get_item (G_LIST_MODEL (self->files), i));
  sp_drop_zone_set_client (self->zone, sp_component_get_client (SP_COMPONENT (self)));
  g_list_store_splice (self->files, 0, n_files, files->pdata, files->len);
}

static void
sp_file_set_props (SpComponent *component, JsonObject *props)
{
  SpFile        *self = SP_FILE (component);
  const char    *count = gradio_json_get_string (props, "file_count", NULL);
  g_auto (GStrv) types = NULL;

  if (count != NULL) {
    self->multiple = !g_str_equal (count, "single");
    sp_drop_zone_set_multiple (self->zone, self->multiple);
    sp_drop_zone_set_folders (self->zone, g_str_equal (count, "directory"));
    g_object_set (self->zone, "sentence",
                  g_str_equal (count, "directory") ? _("Drop a folder here")
                  : self->multiple                 ? _("Drop files here")
                                                   : _("Drop a file here"),
                  NULL);
  }
  if (json_object_has_member (props, "file_types")) {
    types = sp_file_types_new_from_json (json_object_get_member (props, "file_types"));
    sp_drop_zone_set_file_types (self->zone, (const char *const *) types);
  }
  update_view (self);
}

static void
sp_file_set_value (SpComponent *component, JsonNode *value)
{
  SpFile               *self = SP_FILE (component);
  g_autoptr (GPtrArray) files = gradio_file_collect (value);
  guint                 n_files = g_list_model_get_n_items (G_LIST_MODEL (self->files));
  gboolean              is_nothing = value == NULL || json_node_is_null (value) ||
                        (JSON_NODE_HOLDS_ARRAY (value) &&
                         json_array_get_length (json_node_get_array (value)) == 0);
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;

  SP_COMPONENT_CLASS (sp_file_parent_class)->set_value (component, value);
  g_list_store_splice (self->files, 0, n_files, files->pdata, files->len);
  if (files->len == 0 && !is_nothing) {
    json = gradio_json_write (value);
    if (g_utf8_strlen (json, -1) > 2000)
      *g_utf8_offset_to_pointer (json, 2000) = '\0';
    text = g_strdup_printf (_("The app sent something that is no file:\n%s"), json);
    gtk_label_set_text (self->source_label, text);
  }
  sp_drop_zone_set_filled (self->zone, !is_nothing);
  update_view (self);
}

static void
sp_file_set_interactive (SpComponent *component, gboolean interactive)
{
  update_view (SP_FILE (component));
}

static void
sp_file_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_FILE);

  G_OBJECT_CLASS (sp_file_parent_class)->dispose (object);
}

static void
sp_file_class_init (SpFileClass *klass)
{
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_file_dispose;
  component_class->set_props = sp_file_set_props;
  component_class->set_value = sp_file_set_value;
  component_class->set_interactive = sp_file_set_interactive;

  gtk_widget_class_install_action (widget_class, "file.remove", NULL, remove_selected_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "file.remove", NULL);

  g_type_ensure (SP_TYPE_DROP_ZONE);
  g_type_ensure (GRADIO_TYPE_FILE);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "file.ui");
  gtk_widget_class_bind_template_child (widget_class, SpFile, zone);
  gtk_widget_class_bind_template_child (widget_class, SpFile, selection);
  gtk_widget_class_bind_template_child (widget_class, SpFile, list);
  gtk_widget_class_bind_template_child (widget_class, SpFile, files);
  gtk_widget_class_bind_template_child (widget_class, SpFile, tools);
  gtk_widget_class_bind_template_child (widget_class, SpFile, scroller);
  gtk_widget_class_bind_template_child (widget_class, SpFile, source_label);
  gtk_widget_class_bind_template_callback (widget_class, files_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_all_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
}

static void
sp_file_init (SpFile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->zone));
  g_signal_connect (self, "notify::client", G_CALLBACK (client_changed_cb), NULL);
  update_view (self);
}
