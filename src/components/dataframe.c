/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component.h"

#include "sp-css-length.h"
#include "sp-resources.h"
#include "sp-table-view.h"

#define DEFAULT_HEIGHT 500

#define SP_TYPE_DATAFRAME (sp_dataframe_get_type ())
G_DECLARE_FINAL_TYPE (SpDataframe, sp_dataframe, SP, DATAFRAME, SpComponent)

/* The `dataframe` component: a table. List, Matrix and Numpy are the same one on the wire. */
struct _SpDataframe {
  SpComponent  parent_instance;
  SpTableView *view;    /* template child */
  JsonNode    *kinds;   /* owned, nullable: `datatype` */
  JsonArray   *headers; /* owned, nullable: of the config, to which `datatype` belongs */
  JsonArray   *widths;  /* owned, nullable */
  int          pinned;
  guint        max_chars;
  gboolean     wrap;
  gboolean     selectable; /* whether anybody listens to `select` */
  gboolean     fixed_rows;
  gboolean     fixed_columns;
  guint        most_rows;
  guint        most_columns;
};

G_DEFINE_FINAL_TYPE (SpDataframe, sp_dataframe, SP_TYPE_COMPONENT)

static SpTable *
get_table (SpDataframe *self)
{
  return sp_table_view_get_table (self->view);
}

static void
changed_cb (SpDataframe *self)
{
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
set_index (JsonObject *object, guint row, guint column)
{
  JsonArray *index = json_array_new ();

  json_array_add_int_element (index, row);
  json_array_add_int_element (index, column);
  json_object_set_array_member (object, "index", index);
}

static void
emit (SpDataframe *self, const char *name, JsonObject *object)
{
  g_autoptr (JsonNode) data = json_node_init_object (json_node_alloc (), object);

  sp_component_emit_event (SP_COMPONENT (self), name, data);
}

static void
edited_cb (SpDataframe *self, guint row, guint column, JsonNode *previous, JsonNode *value)
{
  g_autoptr (JsonObject) object = json_object_new ();

  set_index (object, row, column);
  json_object_set_member (object, "value", json_node_ref (value));
  json_object_set_member (object, "previous_value", json_node_ref (previous));
  emit (self, "edit", object);
}

static JsonNode *
dup_cell (SpTable *table, guint row, guint column)
{
  JsonNode *cell = sp_table_get_cell (table, row, column);

  return cell != NULL ? json_node_ref (cell) : json_node_new (JSON_NODE_NULL);
}

static void
selected_cb (SpDataframe *self, guint row, guint column)
{
  SpTable               *table = get_table (self);
  JsonArray             *row_value = NULL;
  JsonArray             *column_value = NULL;
  g_autoptr (JsonObject) object = NULL;

  if (!self->selectable)
    return; /* a column can be long */

  object = json_object_new ();
  row_value = json_array_new ();
  column_value = json_array_new ();
  for (guint i = 0; i < sp_table_get_n_columns (table); i++)
    json_array_add_element (row_value, dup_cell (table, row, i));
  for (guint i = 0; i < sp_table_get_n_rows (table); i++)
    json_array_add_element (column_value, dup_cell (table, i, column));
  set_index (object, row, column);
  json_object_set_member (object, "value", dup_cell (table, row, column));
  json_object_set_array_member (object, "row_value", row_value);
  json_object_set_array_member (object, "col_value", column_value);
  emit (self, "select", object);
}

/* A width is pixels or a share of the table. */
static void
update_widths (SpDataframe *self)
{
  SpGrid *grid = sp_table_view_get_grid (self->view);
  guint   n_columns = sp_table_get_n_columns (get_table (self));

  for (guint i = 0; self->widths != NULL && i < MIN (json_array_get_length (self->widths), n_columns);
       i++) {
    JsonNode *node = json_array_get_element (self->widths, i);
    int       width = sp_css_length_to_pixels (node, 0);

    if (gradio_json_is_string (node) && g_str_has_suffix (json_node_get_string (node), "%"))
      width = -(int) CLAMP (g_ascii_strtod (json_node_get_string (node), NULL), 1, 100);
    sp_grid_set_column_width (grid, i, width == -1 ? 0 : width);
  }
  sp_grid_set_pinned (grid, (guint) CLAMP (self->pinned, 0, (int) n_columns));
}

/* `[3, "fixed"]` */
static void
read_count (JsonObject *props, const char *member, gboolean *fixed)
{
  JsonArray *count = gradio_json_get_array (props, member);
  JsonNode  *rule = NULL;

  if (count == NULL || json_array_get_length (count) < 2)
    return;

  rule = json_array_get_element (count, 1);
  *fixed = gradio_json_is_string (rule) && g_str_equal (json_node_get_string (rule), "fixed");
}

/* `[least, most]`, each maybe null */
static void
read_limit (JsonObject *props, const char *member, guint *most)
{
  JsonArray *limits = gradio_json_get_array (props, member);
  JsonNode  *last = NULL;

  if (limits == NULL || json_array_get_length (limits) < 2)
    return;

  last = json_array_get_element (limits, 1);
  *most = gradio_json_is_number (last) ? (guint) CLAMP (json_node_get_int (last), 0, G_MAXINT) : 0;
}

static void
read_rules (SpDataframe *self, JsonObject *props)
{
  read_count (props, "row_count", &self->fixed_rows);
  read_count (props, "col_count", &self->fixed_columns);
  read_count (props, "column_count", &self->fixed_columns);
  read_limit (props, "row_limits", &self->most_rows);
  read_limit (props, "column_limits", &self->most_columns);
  sp_table_view_set_most (self->view, self->fixed_rows, self->fixed_columns, self->most_rows,
                          self->most_columns);
}

static void
read_height (SpDataframe *self, JsonObject *props)
{
  int height = sp_css_length_for_widget (json_object_get_member (props, "height"), GTK_WIDGET (self));
  int most = sp_css_length_for_widget (json_object_get_member (props, "max_height"), GTK_WIDGET (self));

  height = most >= 0 ? most : height; /* Gradio 3 and 4 call it `height` */
  if (height > 0)
    sp_table_view_set_max_height (self->view, MAX (height, 80));
}

static void
read_search (SpDataframe *self, JsonObject *props)
{
  const char *search = gradio_json_get_string (props, "show_search", NULL);

  if (search == NULL)
    return;

  if (g_str_equal (search, "search"))
    sp_table_view_set_search (self->view, SP_TABLE_SEARCH_ONLY);
  else if (g_str_equal (search, "filter"))
    sp_table_view_set_search (self->view, SP_TABLE_SEARCH_FILTER);
  else
    sp_table_view_set_search (self->view, SP_TABLE_SEARCH_NONE);
}

static void
read_columns (SpDataframe *self, JsonObject *props)
{
  JsonArray *headers = gradio_json_get_array (props, "headers");
  JsonNode  *kinds = json_object_get_member (props, "datatype");
  JsonArray *widths = gradio_json_get_array (props, "column_widths");

  if (headers != NULL) {
    g_clear_pointer (&self->headers, json_array_unref);
    self->headers = json_array_ref (headers);
    sp_table_set_headers (get_table (self), headers);
  }
  if (kinds != NULL && !json_node_is_null (kinds)) {
    g_clear_pointer (&self->kinds, json_node_unref);
    self->kinds = json_node_ref (kinds);
  }
  if (widths != NULL) {
    g_clear_pointer (&self->widths, json_array_unref);
    self->widths = json_array_ref (widths);
  }
  self->pinned = (int) CLAMP (gradio_json_get_int (props, "pinned_columns", self->pinned), 0, 1000);
  if (headers != NULL || kinds != NULL)
    sp_table_view_set_kinds (self->view, self->kinds, self->headers);
  if (gradio_json_get_array (props, "static_columns") != NULL)
    sp_table_view_set_static_columns (self->view, gradio_json_get_array (props, "static_columns"));
  update_widths (self);
}

static void
sp_dataframe_set_props (SpComponent *component, JsonObject *props)
{
  SpDataframe *self = SP_DATAFRAME (component);

  read_columns (self, props);
  read_rules (self, props);
  read_height (self, props);
  read_search (self, props);
  self->max_chars =
    (guint) CLAMP (gradio_json_get_int (props, "max_chars", self->max_chars), 0, G_MAXINT);
  self->wrap = gradio_json_get_boolean (props, "wrap", self->wrap);
  self->selectable = gradio_json_get_boolean (
    props, "_selectable", gradio_json_get_boolean (props, "selectable", self->selectable));
  sp_table_view_set_text_rules (self->view, self->max_chars, self->wrap);
  if (json_object_has_member (props, "show_row_numbers"))
    sp_grid_set_show_numbers (sp_table_view_get_grid (self->view),
                              gradio_json_get_boolean (props, "show_row_numbers", FALSE));
}

static void
sp_dataframe_set_value (SpComponent *component, JsonNode *value)
{
  SpDataframe         *self = SP_DATAFRAME (component);
  g_autoptr (JsonNode) shown = sp_table_dup_value (get_table (self));

  if (value != NULL && gradio_json_equal (shown, value))
    return; /* what is being written, selected and undone stays */

  sp_grid_end_edit (sp_table_view_get_grid (self->view), FALSE);
  sp_table_set_value (get_table (self), value);
}

static JsonNode *
sp_dataframe_dup_value (SpComponent *component)
{
  return sp_table_dup_value (get_table (SP_DATAFRAME (component)));
}

/* Without building the value of a table that may be long. */
static gboolean
sp_dataframe_is_empty (SpComponent *component)
{
  return sp_table_get_n_rows (get_table (SP_DATAFRAME (component))) == 0;
}

static void
sp_dataframe_set_interactive (SpComponent *component, gboolean interactive)
{
  sp_table_view_set_interactive (SP_DATAFRAME (component)->view, interactive);
}

static char *
sp_dataframe_dup_text (SpComponent *component)
{
  return sp_table_view_dup_csv (SP_DATAFRAME (component)->view);
}

/* The table itself is saved, not the pictures in it. */
static GPtrArray *
sp_dataframe_dup_files (SpComponent *component)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
client_changed_cb (SpDataframe *self)
{
  sp_grid_set_client (sp_table_view_get_grid (self->view),
                      sp_component_get_client (SP_COMPONENT (self)));
}

static void
sp_dataframe_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_DATAFRAME);

  G_OBJECT_CLASS (sp_dataframe_parent_class)->dispose (object);
}

static void
sp_dataframe_finalize (GObject *object)
{
  SpDataframe *self = SP_DATAFRAME (object);

  g_clear_pointer (&self->kinds, json_node_unref);
  g_clear_pointer (&self->headers, json_array_unref);
  g_clear_pointer (&self->widths, json_array_unref);

  G_OBJECT_CLASS (sp_dataframe_parent_class)->finalize (object);
}

static void
sp_dataframe_class_init (SpDataframeClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_dataframe_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_dataframe_finalize;
  component_class->set_props = sp_dataframe_set_props;
  component_class->set_value = sp_dataframe_set_value;
  component_class->dup_value = sp_dataframe_dup_value;
  component_class->set_interactive = sp_dataframe_set_interactive;
  component_class->is_empty = sp_dataframe_is_empty;
  component_class->dup_text = sp_dataframe_dup_text;
  component_class->dup_files = sp_dataframe_dup_files;
  component_class->buttons = SP_COMPONENT_BUTTON_COPY | SP_COMPONENT_BUTTON_FULLSCREEN;
  component_class->default_buttons = component_class->buttons;

  g_type_ensure (SP_TYPE_TABLE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "dataframe.ui");
  gtk_widget_class_bind_template_child (widget_class, SpDataframe, view);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, sp_component_notice);
}

static void
sp_dataframe_init (SpDataframe *self)
{
  self->selectable = TRUE; /* unless the author says otherwise */
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_table_view_set_interactive (self->view, TRUE); /* as every new component */
  sp_component_set_labelled_widget (SP_COMPONENT (self),
                                    GTK_WIDGET (sp_table_view_get_grid (self->view)));
  g_signal_connect (self, "notify::client", G_CALLBACK (client_changed_cb), NULL);
  g_signal_connect_object (get_table (self), "changed", G_CALLBACK (update_widths), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}
