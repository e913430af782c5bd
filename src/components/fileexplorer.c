/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component-private.h"
#include "sp-css-length.h"
#include "sp-explorer-row.h"
#include "sp-list-height.h"
#include "sp-resources.h"
#include "sp-text-area.h"
#include "sp-tooltip.h"

#include <glib/gi18n-lib.h>

#define MAX_HEIGHT 500 /* Gradio's own */
#define MIN_HEIGHT 60
#define MAX_NAMED 3 /* paths that are told under the tree */

#define SP_TYPE_FILE_EXPLORER (sp_file_explorer_get_type ())
G_DECLARE_FINAL_TYPE (SpFileExplorer, sp_file_explorer, SP, FILE_EXPLORER, SpComponent)

/* The `fileexplorer` component: folders of the server as a tree that is asked for level by level.
 * Without a visit of the app there is nobody to ask, and paths are a text. */
struct _SpFileExplorer {
  SpComponent parent_instance;

  GtkStack           *stack;     /* template child */
  GtkListView        *list;      /* template child */
  GtkSingleSelection *selection; /* template child */
  GtkWidget          *scroller;  /* template child */
  SpTextArea         *area;      /* template child */
  GtkLabel           *summary;   /* template child */
  GtkWidget          *clear;     /* template child */
  GtkLabel           *note;      /* template child */
  SpExplorerTree     *tree;      /* owned */
  GHashTable         *criteria;  /* owned: props that the listings depend on, as JSON */
  int                 max_height;
};

G_DEFINE_FINAL_TYPE (SpFileExplorer, sp_file_explorer, SP_TYPE_COMPONENT)

static char *
build_summary (GPtrArray *chosen)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv)           paths = NULL;
  g_autofree char         *text = NULL;
  g_autofree char         *rest = NULL;

  for (guint i = 0; i < MIN (chosen->len, MAX_NAMED); i++)
    g_strv_builder_add (builder, g_ptr_array_index (chosen, i));
  paths = g_strv_builder_end (builder);
  text = g_strjoinv (", ", paths);
  if (chosen->len <= MAX_NAMED)
    return g_strdup_printf (_("Chosen: %s"), text);

  rest = g_strdup_printf (ngettext ("%u more", "%u more", chosen->len - MAX_NAMED),
                          chosen->len - MAX_NAMED);

  return g_strdup_printf (_("Chosen: %s and %s"), text, rest);
}

static void
update_summary (SpFileExplorer *self)
{
  GPtrArray       *chosen = sp_explorer_tree_get_chosen (self->tree);
  g_autofree char *text = build_summary (chosen);

  gtk_label_set_text (self->summary, text);
  sp_tooltip_set_text (GTK_WIDGET (self->summary), text);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), chosen->len > 0);
  gtk_widget_set_visible (self->clear,
                          chosen->len > 0 && sp_component_get_interactive (SP_COMPONENT (self)));
}

static JsonNode *
build_value (SpFileExplorer *self)
{
  GPtrArray *chosen = sp_explorer_tree_get_chosen (self->tree);
  JsonArray *paths = NULL;
  JsonNode  *value = NULL;

  if (chosen->len == 0 && sp_explorer_tree_get_single (self->tree))
    return json_node_new (JSON_NODE_NULL);

  paths = json_array_sized_new (chosen->len);
  for (guint i = 0; i < chosen->len; i++) {
    g_auto (GStrv) names = g_strsplit (g_ptr_array_index (chosen, i), "/", -1);
    JsonArray     *path = json_array_new ();

    for (gsize j = 0; names[j] != NULL; j++)
      json_array_add_string_element (path, names[j]);
    json_array_add_array_element (paths, path);
  }
  value = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (value, paths);

  return value;
}

static void
take_change (SpFileExplorer *self)
{
  g_autoptr (JsonNode) value = build_value (self);

  SP_COMPONENT_CLASS (sp_file_explorer_parent_class)->set_value (SP_COMPONENT (self), value);
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  update_summary (self);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
notice_cb (SpFileExplorer *self, const char *text)
{
  sp_component_notice (SP_COMPONENT (self), text);
}

static void
emit_select (SpFileExplorer *self, SpExplorerItem *item, gboolean selected)
{
  JsonObject          *object = json_object_new ();
  g_autoptr (JsonNode) data = json_node_new (JSON_NODE_OBJECT);

  json_object_set_member (object, "index", sp_explorer_item_build_index (item));
  json_object_set_string_member (object, "value", sp_explorer_item_get_key (item));
  json_object_set_boolean_member (object, "selected", selected);
  json_node_take_object (data, object);
  sp_component_emit_event (SP_COMPONENT (self), "select", data);
}

static void
choose (SpFileExplorer *self, SpExplorerItem *item, gboolean chosen)
{
  emit_select (self, item, chosen);
  sp_explorer_tree_choose (self->tree, item, chosen);
}

static void
row_clicked_cb (SpFileExplorer *self, SpExplorerRow *row)
{
  emit_select (self, sp_explorer_row_get_item (row), TRUE);
}

static void
row_toggled_cb (SpFileExplorer *self, gboolean chosen, SpExplorerRow *row)
{
  choose (self, sp_explorer_row_get_item (row), chosen);
}

static SpExplorerItem *
dup_item (SpFileExplorer *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  return row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
}

static void
toggle_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpFileExplorer            *self = SP_FILE_EXPLORER (widget);
  g_autoptr (SpExplorerItem) item = NULL;

  item = dup_item (self, gtk_single_selection_get_selected (self->selection));
  if (item == NULL || !sp_component_get_interactive (SP_COMPONENT (self)))
    return;

  if (sp_explorer_item_is_choice (item) || (sp_explorer_item_get_kind (item) == SP_EXPLORER_FOLDER &&
                                            !sp_explorer_tree_get_single (self->tree)))
    choose (self, item, sp_explorer_tree_get_mark (self->tree, item) != SP_EXPLORER_ALL);
}

static void
activate_cb (SpFileExplorer *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autoptr (SpExplorerItem) item = dup_item (self, position);
  SpExplorerItem            *folder = NULL;

  if (item == NULL)
    return;

  folder = sp_explorer_item_get_folder (item);
  if (sp_explorer_item_get_kind (item) == SP_EXPLORER_FOLDER) {
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  } else if (sp_explorer_item_get_kind (item) == SP_EXPLORER_PROBLEM && folder != NULL) {
    sp_explorer_tree_load (self->tree, folder);
  } else {
    gtk_single_selection_set_selected (self->selection, position);
    gtk_widget_activate_action (GTK_WIDGET (self), "file-explorer.toggle", NULL);
  }
}

static void
clear_clicked_cb (SpFileExplorer *self)
{
  sp_explorer_tree_set_chosen (self->tree, NULL);
  take_change (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
setup_cb (SpFileExplorer *self, GtkListItem *item)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *row = sp_explorer_row_new ();

  g_object_bind_property (self, "interactive", row, "interactive", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (row, "clicked", G_CALLBACK (row_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "toggled", G_CALLBACK (row_toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), row);
  gtk_list_item_set_child (item, expander);
}

static void
bind_cb (SpFileExplorer *self, GtkListItem *list_item)
{
  GtkTreeExpander           *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));
  GtkTreeListRow            *row = gtk_list_item_get_item (list_item);
  g_autoptr (SpExplorerItem) item = gtk_tree_list_row_get_item (row);

  gtk_tree_expander_set_list_row (expander, row);
  sp_explorer_row_set_item (SP_EXPLORER_ROW (gtk_tree_expander_get_child (expander)), item,
                            self->tree);
}

static void
unbind_cb (SpFileExplorer *self, GtkListItem *list_item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));

  sp_explorer_row_set_item (SP_EXPLORER_ROW (gtk_tree_expander_get_child (expander)), NULL, NULL);
  gtk_tree_expander_set_list_row (expander, NULL);
}

static void
lines_changed_cb (SpFileExplorer *self)
{
  if (self->stack != NULL)
    sp_list_height_update (self->list, self->max_height);
}

static void
area_changed_cb (SpFileExplorer *self)
{
  g_autofree char         *text = sp_text_area_dup_text (self->area);
  g_auto (GStrv)           lines = g_strsplit (text, "\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv)           keys = NULL;

  for (gsize i = 0; lines[i] != NULL; i++) {
    if (*g_strstrip (lines[i]) != '\0')
      g_strv_builder_add (builder, lines[i]);
  }
  keys = g_strv_builder_end (builder);
  sp_explorer_tree_set_chosen (self->tree, (const char *const *) keys);
  take_change (self);
}

static void
show_text (SpFileExplorer *self)
{
  GPtrArray          *chosen = sp_explorer_tree_get_chosen (self->tree);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < chosen->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (chosen, i));
  sp_text_area_set_text (self->area, text->str);
}

static void
update_source (SpFileExplorer *self)
{
  GradioSession *session = sp_component_get_session (SP_COMPONENT (self));
  int            id = sp_component_get_id (SP_COMPONENT (self));
  gboolean       is_tree = FALSE;

  if (self->stack == NULL)
    return; /* being disposed of */

  sp_explorer_tree_set_source (self->tree, id >= 0 ? session : NULL, id);
  is_tree = session != NULL && id >= 0;
  gtk_stack_set_visible_child_name (self->stack, is_tree ? "tree" : "text");
  sp_component_set_labelled_widget (SP_COMPONENT (self), is_tree ? GTK_WIDGET (self->list)
                                                                 : GTK_WIDGET (sp_text_area_get_view (self->area)));
}

/* Reads one path in any of the ways that it may be written. */
static char *
read_path (JsonNode *node)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv)           names = NULL;
  JsonArray               *array = NULL;

  if (gradio_json_is_string (node))
    return *json_node_get_string (node) != '\0' ? g_strdup (json_node_get_string (node)) : NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return NULL;

  builder = g_strv_builder_new ();
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (!gradio_json_is_string (json_array_get_element (array, i)))
      return NULL;
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  }
  names = g_strv_builder_end (builder);

  return names[0] != NULL ? g_strjoinv ("/", names) : NULL;
}

/* Returns whether all of it are paths. */
static gboolean
read_value (JsonNode *value, GStrvBuilder *builder)
{
  g_autofree char *path = NULL;
  JsonArray       *array = NULL;
  gboolean         is_good = TRUE;

  if (value == NULL || json_node_is_null (value))
    return TRUE;

  path = read_path (value); /* as a server of old times may send a single one */
  if (path != NULL) {
    g_strv_builder_add (builder, path);
    return TRUE;
  }
  if (!JSON_NODE_HOLDS_ARRAY (value))
    return FALSE;

  array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    g_autofree char *element = read_path (json_array_get_element (array, i));

    if (element != NULL)
      g_strv_builder_add (builder, element);
    is_good = is_good && element != NULL;
  }

  return is_good;
}

static void
sp_file_explorer_set_value (SpComponent *component, JsonNode *value)
{
  SpFileExplorer          *self = SP_FILE_EXPLORER (component);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv)           keys = NULL;
  gboolean                 is_good = read_value (value, builder);

  SP_COMPONENT_CLASS (sp_file_explorer_parent_class)->set_value (component, value);
  keys = g_strv_builder_end (builder);
  sp_explorer_tree_set_chosen (self->tree, (const char *const *) keys);
  gtk_widget_set_visible (GTK_WIDGET (self->note), !is_good);
  show_text (self);
  update_summary (self);
}

/* Whether a prop that the listings depend on is another one. */
static gboolean
read_criterion (SpFileExplorer *self, JsonObject *props, const char *member)
{
  JsonNode        *node = json_object_get_member (props, member);
  g_autofree char *json = NULL;

  if (node == NULL)
    return FALSE;

  json = gradio_json_write (node);
  if (g_strcmp0 (g_hash_table_lookup (self->criteria, member), json) == 0)
    return FALSE;
  g_hash_table_insert (self->criteria, (gpointer) member, g_steal_pointer (&json));

  return TRUE;
}

static void
read_height (SpFileExplorer *self, JsonObject *props)
{
  int height = sp_css_length_for_widget (json_object_get_member (props, "height"), GTK_WIDGET (self));
  int least = sp_css_length_for_widget (json_object_get_member (props, "min_height"), GTK_WIDGET (self));
  int most = sp_css_length_for_widget (json_object_get_member (props, "max_height"), GTK_WIDGET (self));

  if (height > 0)
    least = most = height;
  if (most > 0) {
    self->max_height = CLAMP (most, MIN_HEIGHT, 5000);
    gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller), -1);
    gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller),
                                                self->max_height);
  }
  if (least > 0)
    gtk_widget_set_size_request (self->scroller, -1, CLAMP (least, MIN_HEIGHT, 5000));
  lines_changed_cb (self);
}

static void
sp_file_explorer_set_props (SpComponent *component, JsonObject *props)
{
  static const char *const criteria[] = { "glob", "ignore_glob", "root_dir", "root" };

  SpFileExplorer *self = SP_FILE_EXPLORER (component);
  const char     *count = gradio_json_get_string (props, "file_count", NULL);
  const char     *root = gradio_json_get_string (props, "root_dir", NULL);
  gboolean        is_other = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (criteria); i++)
    is_other |= read_criterion (self, props, criteria[i]);
  if (is_other)
    sp_explorer_tree_reload (self->tree);
  if (count != NULL)
    sp_explorer_tree_set_single (self->tree, g_str_equal (count, "single"));
  if (root != NULL) {
    g_autofree char *valid = g_utf8_make_valid (root, -1);

    sp_tooltip_set_text (GTK_WIDGET (sp_component_get_private (component)->heading_label),
                         valid);
  }
  read_height (self, props);
  update_source (self); /* The id is known by now. */
}

static void
sp_file_explorer_set_interactive (SpComponent *component, gboolean interactive)
{
  sp_text_area_set_editable (SP_FILE_EXPLORER (component)->area, interactive);
  update_summary (SP_FILE_EXPLORER (component));
}

static GListModel *
create_children_cb (gpointer item, gpointer user_data)
{
  GListModel *children = sp_explorer_item_get_children (item);

  return children != NULL ? g_object_ref (children) : NULL;
}

static void
sp_file_explorer_dispose (GObject *object)
{
  SpFileExplorer *self = SP_FILE_EXPLORER (object);

  if (self->tree != NULL)
    g_signal_handlers_disconnect_by_data (self->tree, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_FILE_EXPLORER);
  g_clear_object (&self->tree);
  g_clear_pointer (&self->criteria, g_hash_table_unref);

  G_OBJECT_CLASS (sp_file_explorer_parent_class)->dispose (object);
}

static void
sp_file_explorer_class_init (SpFileExplorerClass *klass)
{
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_file_explorer_dispose;
  component_class->set_props = sp_file_explorer_set_props;
  component_class->set_value = sp_file_explorer_set_value;
  component_class->set_interactive = sp_file_explorer_set_interactive;

  gtk_widget_class_install_action (widget_class, "file-explorer.toggle", NULL, toggle_cb);

  g_type_ensure (SP_TYPE_TEXT_AREA);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "fileexplorer.ui");
  gtk_widget_class_bind_template_child (widget_class, SpFileExplorer, stack);
  gtk_widget_class_bind_template_child (widget_class, SpFileExplorer, list);
  gtk_widget_class_bind_template_child (widget_class, SpFileExplorer, selection);
  gtk_widget_class_bind_template_child (widget_class, SpFileExplorer, scroller);
  gtk_widget_class_bind_template_child (widget_class, SpFileExplorer, area);
  gtk_widget_class_bind_template_child (widget_class, SpFileExplorer, summary);
  gtk_widget_class_bind_template_child (widget_class, SpFileExplorer, clear);
  gtk_widget_class_bind_template_child (widget_class, SpFileExplorer, note);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, area_changed_cb);
}

static void
sp_file_explorer_init (SpFileExplorer *self)
{
  GListModel       *roots = NULL;
  GtkTreeListModel *model = NULL;

  self->max_height = MAX_HEIGHT;
  self->criteria = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->tree = sp_explorer_tree_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  roots = sp_explorer_item_get_children (sp_explorer_tree_get_root (self->tree));
  model = gtk_tree_list_model_new (g_object_ref (roots), FALSE, FALSE, create_children_cb, NULL,
                                   NULL);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (model));
  g_object_unref (model);

  g_signal_connect_swapped (self->tree, "changed", G_CALLBACK (take_change), self);
  g_signal_connect_swapped (self->tree, "notice", G_CALLBACK (notice_cb), self);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (lines_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect (self, "notify::session", G_CALLBACK (update_source), NULL);
  update_source (self);
}
