/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component-private.h"
#include "sp-css-length.h"
#include "sp-drop-zone.h"
#include "sp-file-row.h"
#include "sp-file-types.h"
#include "sp-list-height.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

#define MAX_HEIGHT 320 /* as in the template */
#define MIN_HEIGHT 60

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
  GtkWidget          *add;          /* template child */
  GtkWidget          *remove_all;   /* template child */
  GtkWidget          *save_all;     /* template child */
  int                 max_height;
  gboolean            multiple;
  gboolean            allow_reordering;
};

G_DEFINE_FINAL_TYPE (SpFile, sp_file, SP_TYPE_COMPONENT)

typedef enum {
  PROP_REORDERABLE = 1, /* whether the order can be changed now */
} SpFileProperty;

static GParamSpec *properties[PROP_REORDERABLE + 1];

static gboolean
is_reorderable (SpFile *self)
{
  return self->allow_reordering && self->multiple &&
         sp_component_get_interactive (SP_COMPONENT (self)) &&
         g_list_model_get_n_items (G_LIST_MODEL (self->files)) > 1;
}

static void
update_view (SpFile *self)
{
  guint n_files = g_list_model_get_n_items (G_LIST_MODEL (self->files));

  gboolean is_interactive = sp_component_get_interactive (SP_COMPONENT (self));

  sp_list_height_update (self->list, self->max_height);
  gtk_widget_set_visible (self->scroller, n_files > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->source_label), n_files == 0);
  gtk_widget_set_visible (self->add, self->multiple && is_interactive);
  gtk_widget_set_visible (self->remove_all, self->multiple && is_interactive);
  gtk_widget_set_visible (self->save_all, n_files > 1 && !is_interactive);
  gtk_widget_set_visible (self->tools,
                          n_files > 0 && (is_interactive ? self->multiple : n_files > 1));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REORDERABLE]);
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

/* Of a folder the app is told where in it a file was. */
static GradioFile *
new_file (SpFile *self, GFile *file)
{
  GFile *folder = sp_drop_zone_find_folder (self->zone, file);

  return folder != NULL ? gradio_file_new_local_in (file, folder) : gradio_file_new_local (file);
}

static void
files_cb (SpFile *self, GPtrArray *files)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  guint                 n_files = g_list_model_get_n_items (G_LIST_MODEL (self->files));

  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (added, new_file (self, g_ptr_array_index (files, i)));
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
row_clicked_cb (SpFileRow *row)
{
  SpFile              *self = SP_FILE (sp_component_find (GTK_WIDGET (row)));
  GradioFile          *file = sp_file_row_get_file (row);
  JsonObject          *object = NULL;
  g_autoptr (JsonNode) data = NULL;
  guint                position = 0;

  if (file == NULL || !g_list_store_find (self->files, file, &position))
    return;

  object = json_object_new ();
  json_object_set_string_member (object, "value", gradio_file_get_name (file));
  json_object_set_int_member (object, "index", position);
  data = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (data, object);
  sp_component_emit_event (SP_COMPONENT (self), "select", data);
}

/* The file, and its name in two parts. */
static void
save_cb (SpFile *self, SpFileRow *row)
{
  GradioFile          *file = sp_file_row_get_file (row);
  g_autoptr (JsonNode) json = gradio_file_to_json (file);
  g_autoptr (GList)    members = json_object_get_members (json_node_get_object (json));
  const char          *name = gradio_file_get_name (file);
  const char          *dot = strrchr (name, '.');
  gsize                length = dot != NULL && dot != name ? (gsize) (dot - name) : strlen (name);
  g_autofree char     *stem = g_strndup (name, length);
  JsonObject          *object = json_object_new ();
  g_autoptr (JsonNode) data = json_node_new (JSON_NODE_OBJECT);

  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (object, l->data,
                            json_object_dup_member (json_node_get_object (json), l->data));
  json_object_set_string_member (object, "filename_stem", stem);
  json_object_set_string_member (object, "filename_ext", name + length);
  json_node_take_object (data, object);
  sp_component_emit_event (SP_COMPONENT (self), "download", data);
}

static void
move_file (SpFile *self, guint from, guint to)
{
  g_autoptr (GradioFile) file = g_list_model_get_item (G_LIST_MODEL (self->files), from);
  g_autoptr (JsonNode)   value = NULL;

  if (file == NULL || from == to || to >= g_list_model_get_n_items (G_LIST_MODEL (self->files)))
    return;

  g_list_store_remove (self->files, from);
  g_list_store_insert (self->files, to, file);
  value = build_value (self);
  SP_COMPONENT_CLASS (sp_file_parent_class)->set_value (SP_COMPONENT (self), value);
  gtk_single_selection_set_selected (self->selection, to);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", to);
  sp_component_value_changed (SP_COMPONENT (self));
}

static gboolean
move_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SpFile *self = SP_FILE (widget);
  guint   position = gtk_single_selection_get_selected (self->selection);
  int     step = g_variant_get_int32 (arguments);

  if (!is_reorderable (self) || position == GTK_INVALID_LIST_POSITION)
    return FALSE;
  if (step > 0 || position > 0)
    move_file (self, position, position + step);

  return TRUE;
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, SpFileRow *row)
{
  return gdk_content_provider_new_typed (GRADIO_TYPE_FILE, sp_file_row_get_file (row));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, SpFile *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  guint      from = 0;
  guint      to = 0;

  if (!is_reorderable (self) ||
      !g_list_store_find (self->files, g_value_get_object (value), &from) ||
      !g_list_store_find (self->files, sp_file_row_get_file (SP_FILE_ROW (row)), &to))
    return FALSE; /* that of another list */

  move_file (self, from, to);

  return TRUE;
}

/* Rows are dragged by a handle, for a row that is dragged by its name leaves the app. */
static void
add_handle (SpFile *self, SpFileRow *row)
{
  GtkWidget     *handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (GRADIO_TYPE_FILE, GDK_ACTION_MOVE);

  gtk_widget_set_tooltip_text (handle, _("Drag to reorder, or press Alt and an arrow key"));
  gtk_widget_set_cursor_from_name (handle, "grab");
  gtk_widget_add_css_class (handle, "file-handle");
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (drag_prepare_cb), row, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (row), GTK_EVENT_CONTROLLER (target));
  g_object_bind_property (self, "reorderable", handle, "visible", G_BINDING_SYNC_CREATE);
  sp_file_row_add_button (row, handle);
}

static void
setup_cb (SpFile *self, GtkListItem *item)
{
  GtkWidget  *row = sp_file_row_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_object_bind_property (self, "interactive", row, "removable", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "released", G_CALLBACK (row_clicked_cb), row, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  add_handle (self, SP_FILE_ROW (row));
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
read_height (SpFile *self, JsonObject *props)
{
  int height = sp_css_length_for_widget (json_object_get_member (props, "height"), GTK_WIDGET (self));

  if (height <= 0)
    return;

  self->max_height = CLAMP (height, MIN_HEIGHT, 5000);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller), -1);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller),
                                              self->max_height);
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
  self->allow_reordering = gradio_json_get_boolean (props, "allow_reordering",
                                                    self->allow_reordering);
  read_height (self, props);
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
sp_file_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpFileProperty) prop_id) {
  case PROP_REORDERABLE:
    g_value_set_boolean (value, is_reorderable (SP_FILE (object)));
    break;
  }
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
  G_OBJECT_CLASS (klass)->get_property = sp_file_get_property;
  component_class->set_props = sp_file_set_props;
  component_class->set_value = sp_file_set_value;
  component_class->set_interactive = sp_file_set_interactive;

  properties[PROP_REORDERABLE] = g_param_spec_boolean ("reorderable", NULL, NULL, FALSE,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, move_key_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, move_key_cb, "i", 1);
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
  gtk_widget_class_bind_template_child (widget_class, SpFile, add);
  gtk_widget_class_bind_template_child (widget_class, SpFile, remove_all);
  gtk_widget_class_bind_template_child (widget_class, SpFile, save_all);
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
  self->max_height = MAX_HEIGHT;
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->zone));
  g_signal_connect (self, "notify::client", G_CALLBACK (client_changed_cb), NULL);
  update_view (self);
}
