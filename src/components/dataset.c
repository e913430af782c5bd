/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component.h"

#include <glib/gi18n-lib.h>

#include "sp-flow-layout.h"
#include "sp-resources.h"
#include "sp-sample.h"

#define MOST_ON_A_PAGE 100 /* also when the author wants more */

#define SP_TYPE_DATASET (sp_dataset_get_type ())
G_DECLARE_FINAL_TYPE (SpDataset, sp_dataset, SP, DATASET, SpComponent)

/* The `dataset` component: examples to pick from, each drawn small in the manner of its components.
 * Its value is the number of the one that was picked. */
struct _SpDataset {
  SpComponent        parent_instance;
  GtkStack          *stack;        /* template child */
  GtkFlowBox        *flow;         /* template child */
  GtkListBox        *list;         /* template child */
  GtkWidget         *header;       /* template child */
  GtkWidget         *pager;        /* template child */
  GtkLabel          *page_label;   /* template child */
  GtkWidget         *first_button; /* template child */
  GtkWidget         *back_button;  /* template child */
  GtkWidget         *next_button;  /* template child */
  GtkWidget         *last_button;  /* template child */
  JsonNode          *value;        /* owned */
  JsonArray         *samples;      /* owned, nullable */
  JsonArray         *labels;       /* owned, nullable */
  JsonArray         *headers;      /* owned, nullable */
  JsonArray         *types;        /* owned, nullable: `components` */
  JsonArray         *props;        /* owned, nullable: `component_props` */
  SpThumbnailLoader *loader;       /* owned */
  char              *layout;
  guint              per_page;
  guint              page;
};

G_DEFINE_FINAL_TYPE (SpDataset, sp_dataset, SP_TYPE_COMPONENT)

static guint
get_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

static JsonNode *
get_element (JsonArray *array, guint index)
{
  return index < get_length (array) ? json_array_get_element (array, index) : NULL;
}

static guint
get_n_samples (SpDataset *self)
{
  return MAX (get_length (self->samples), get_length (self->labels));
}

static guint
get_n_pages (SpDataset *self)
{
  return MAX (1, (get_n_samples (self) + self->per_page - 1) / self->per_page);
}

/* Gradio 6 sends an object for each, others a word. */
static const char *
get_type (SpDataset *self, guint column)
{
  JsonNode *node = get_element (self->types, column);

  if (gradio_json_is_string (node))
    return json_node_get_string (node);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return gradio_json_get_string (json_node_get_object (node), "name", NULL);

  return NULL;
}

static JsonObject *
get_props (SpDataset *self, guint column)
{
  JsonNode *node = get_element (self->props, column);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* A sample that is no list is one of a single component. */
static JsonNode *
get_sample (SpDataset *self, guint index, guint column)
{
  JsonNode *node = get_element (self->samples, index);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return get_element (json_node_get_array (node), column);

  return column == 0 ? node : NULL;
}

static guint
get_n_columns (SpDataset *self)
{
  JsonNode *first = get_element (self->samples, 0);

  if (get_length (self->types) > 0)
    return get_length (self->types);

  return first != NULL && JSON_NODE_HOLDS_ARRAY (first)
           ? MAX (1, json_array_get_length (json_node_get_array (first)))
           : 1;
}

static gboolean
is_table (SpDataset *self)
{
  if (get_length (self->labels) > 0)
    return FALSE;
  if (self->layout != NULL)
    return g_str_equal (self->layout, "table");

  return get_n_columns (self) > 1;
}

static GtkWidget *
create_sample (SpDataset *self, guint index, guint column)
{
  SpSampleContext context = { sp_component_get_client (SP_COMPONENT (self)), self->loader };
  JsonNode       *label = get_element (self->labels, index);

  if (gradio_json_is_string (label))
    return sp_sample_new (NULL, NULL, label, &context);

  return sp_sample_new (get_type (self, column), get_props (self, column),
                        get_sample (self, index, column), &context);
}

/* What assistive technology says of a sample. */
static char *
dup_name (SpDataset *self, guint index)
{
  JsonNode           *label = get_element (self->labels, index);
  g_autoptr (GString) name = g_string_new (NULL);

  if (gradio_json_is_string (label))
    return sp_sample_dup_text (NULL, NULL, label);

  for (guint i = 0; i < get_n_columns (self); i++) {
    g_autofree char *text =
      sp_sample_dup_text (get_type (self, i), get_props (self, i), get_sample (self, index, i));

    g_string_append_printf (name, "%s%s", i > 0 ? ", " : "", text);
  }

  return g_string_free (g_steal_pointer (&name), FALSE);
}

static void
set_name (SpDataset *self, GtkWidget *row, guint index)
{
  g_autofree char *name = dup_name (self, index);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
add_to_column (GtkWidget *box, GtkWidget *cell, GPtrArray *columns, guint column)
{
  if (columns->len <= column)
    g_ptr_array_add (columns, gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL));
  gtk_size_group_add_widget (columns->pdata[column], cell);
  gtk_widget_set_hexpand (cell, TRUE);
  gtk_box_append (GTK_BOX (box), cell);
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static char *
dup_header (SpDataset *self, guint column)
{
  JsonNode *header = get_element (self->headers, column);

  if (gradio_json_is_string (header))
    return g_utf8_make_valid (json_node_get_string (header), -1);

  return g_strdup (gradio_json_get_string (get_props (self, column), "label", ""));
}

static void
fill_header (SpDataset *self, GPtrArray *columns)
{
  gboolean has_words = FALSE;

  clear_box (self->header);
  for (guint i = 0; i < get_n_columns (self); i++) {
    g_autofree char *text = dup_header (self, i);
    GtkWidget       *label = gtk_label_new (text);

    has_words = has_words || *text != '\0';
    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    gtk_label_set_width_chars (GTK_LABEL (label), (int) MIN (g_utf8_strlen (text, -1), 12));
    gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
    gtk_widget_add_css_class (label, "caption-heading");
    add_to_column (self->header, label, columns, i);
  }
  gtk_widget_set_visible (self->header, has_words);
}

static void
fill_table (SpDataset *self, guint first, guint last)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_object_unref);

  fill_header (self, columns);
  for (guint i = first; i < last; i++) {
    GtkWidget *row = gtk_list_box_row_new ();
    GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);

    for (guint j = 0; j < get_n_columns (self); j++)
      add_to_column (box, create_sample (self, i, j), columns, j);
    gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
    set_name (self, row, i);
    gtk_list_box_append (self->list, row);
  }
}

static void
fill_flow (SpDataset *self, guint first, guint last)
{
  for (guint i = first; i < last; i++) {
    GtkWidget *child = gtk_flow_box_child_new ();

    gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), create_sample (self, i, 0));
    gtk_widget_add_css_class (child, "card");
    gtk_widget_add_css_class (child, "activatable");
    gtk_widget_set_halign (child, GTK_ALIGN_START);
    set_name (self, child, i);
    gtk_flow_box_append (self->flow, child);
  }
}

static void
clear_rows (SpDataset *self)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->flow))) != NULL)
    gtk_flow_box_remove (self->flow, child);
  while ((child = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0))) != NULL)
    gtk_list_box_remove (self->list, child);
}

static void
mark (GtkWidget *widget, gboolean picked)
{
  if (picked)
    gtk_widget_add_css_class (widget, "picked");
  else
    gtk_widget_remove_css_class (widget, "picked");
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_SELECTED, picked, -1);
}

/* The one that was picked stays marked. A list selects what has the focus: that is another thing. */
static void
mark_picked (SpDataset *self)
{
  gint64           index = gradio_json_is_number (self->value) ? json_node_get_int (self->value) : -1;
  gint64           place = index - (gint64) self->page * self->per_page;
  GtkListBoxRow   *row = NULL;
  GtkFlowBoxChild *child = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    mark (GTK_WIDGET (row), index >= 0 && i == place);
  for (int i = 0; (child = gtk_flow_box_get_child_at_index (self->flow, i)) != NULL; i++)
    mark (GTK_WIDGET (child), index >= 0 && i == place);
}

static void
show_page (SpDataset *self)
{
  guint            n_pages = get_n_pages (self);
  guint            first = 0, last = 0;
  g_autofree char *text = NULL;

  self->page = MIN (self->page, n_pages - 1);
  first = self->page * self->per_page;
  last = MIN (first + self->per_page, get_n_samples (self));
  clear_rows (self);
  if (is_table (self))
    fill_table (self, first, last);
  else
    fill_flow (self, first, last);
  gtk_stack_set_visible_child_name (self->stack, is_table (self) ? "table" : "flow");
  gtk_widget_set_visible (GTK_WIDGET (self->stack), get_n_samples (self) > 0);
  mark_picked (self);

  text = g_strdup_printf (_("%u of %u"), self->page + 1, n_pages);
  gtk_label_set_label (self->page_label, text);
  gtk_widget_set_visible (self->pager, n_pages > 1);
  gtk_widget_set_sensitive (self->first_button, self->page > 0);
  gtk_widget_set_sensitive (self->back_button, self->page > 0);
  gtk_widget_set_sensitive (self->next_button, self->page + 1 < n_pages);
  gtk_widget_set_sensitive (self->last_button, self->page + 1 < n_pages);
}

static void
go_to_page (SpDataset *self, guint page)
{
  self->page = page;
  show_page (self);
}

static void
first_cb (SpDataset *self)
{
  go_to_page (self, 0);
}

static void
back_cb (SpDataset *self)
{
  go_to_page (self, MAX (self->page, 1) - 1);
}

static void
next_cb (SpDataset *self)
{
  go_to_page (self, self->page + 1);
}

static void
last_cb (SpDataset *self)
{
  go_to_page (self, get_n_pages (self) - 1);
}

static void
pick (SpDataset *self, int place)
{
  guint                   index = self->page * self->per_page + (guint) MAX (place, 0);
  JsonNode               *sample = get_element (self->samples, index);
  g_autoptr (SpComponent) alive = g_object_ref (SP_COMPONENT (self));
  g_autoptr (JsonObject)  object = json_object_new ();
  g_autoptr (JsonNode)    data = NULL;
  g_autoptr (JsonNode)    before = g_steal_pointer (&self->value);

  if (place < 0) {
    self->value = g_steal_pointer (&before);
    return;
  }

  self->value = json_node_init_int (json_node_alloc (), index);
  json_object_set_int_member (object, "index", index);
  json_object_set_member (object, "value",
                          sample != NULL ? json_node_ref (sample) : json_node_new (JSON_NODE_NULL));
  data = json_node_init_object (json_node_alloc (), object);
  mark_picked (self);
  sp_component_emit_event (alive, "click", NULL);
  if (!gradio_json_equal (before, self->value))
    sp_component_emit_event (alive, "change", NULL);
  sp_component_emit_event (alive, "select", data);
}

static void
row_activated_cb (SpDataset *self, GtkListBoxRow *row)
{
  pick (self, gtk_list_box_row_get_index (row));
}

static void
child_activated_cb (SpDataset *self, GtkFlowBoxChild *child)
{
  pick (self, gtk_flow_box_child_get_index (child));
}

static gboolean
replace_list (JsonArray **place, JsonObject *props, const char *member)
{
  JsonArray            *list = gradio_json_get_array (props, member);
  g_autoptr (JsonArray) old = NULL;

  if (list == NULL)
    return FALSE;

  old = g_steal_pointer (place);
  *place = json_array_ref (list);

  return TRUE;
}

static void
sp_dataset_set_props (SpComponent *component, JsonObject *props)
{
  SpDataset  *self = SP_DATASET (component);
  const char *layout = gradio_json_get_string (props, "layout", NULL);
  gint64      per_page = gradio_json_get_int (props, "samples_per_page", self->per_page);
  gboolean    changed = replace_list (&self->samples, props, "samples");

  changed |= replace_list (&self->labels, props, "sample_labels");
  changed |= replace_list (&self->headers, props, "headers");
  changed |= replace_list (&self->types, props, "components");
  changed |= replace_list (&self->props, props, "component_props");
  if (layout != NULL && g_strcmp0 (layout, self->layout) != 0) {
    g_free (self->layout);
    self->layout = g_strdup (layout);
    changed = TRUE;
  }
  per_page = CLAMP (per_page, 1, MOST_ON_A_PAGE);
  if (changed || per_page != self->per_page) {
    self->per_page = (guint) per_page;
    show_page (self);
  }
}

static void
sp_dataset_set_value (SpComponent *component, JsonNode *value)
{
  SpDataset           *self = SP_DATASET (component);
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);

  self->value = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
  mark_picked (self);
}

static JsonNode *
sp_dataset_dup_value (SpComponent *component)
{
  return json_node_ref (SP_DATASET (component)->value);
}

static void
sp_dataset_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_DATASET);

  G_OBJECT_CLASS (sp_dataset_parent_class)->dispose (object);
}

static void
sp_dataset_finalize (GObject *object)
{
  SpDataset *self = SP_DATASET (object);

  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->samples, json_array_unref);
  g_clear_pointer (&self->labels, json_array_unref);
  g_clear_pointer (&self->headers, json_array_unref);
  g_clear_pointer (&self->types, json_array_unref);
  g_clear_pointer (&self->props, json_array_unref);
  g_clear_object (&self->loader);
  g_free (self->layout);

  G_OBJECT_CLASS (sp_dataset_parent_class)->finalize (object);
}

static void
sp_dataset_class_init (SpDatasetClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_dataset_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_dataset_finalize;
  component_class->set_props = sp_dataset_set_props;
  component_class->set_value = sp_dataset_set_value;
  component_class->dup_value = sp_dataset_dup_value;

  g_type_ensure (SP_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "dataset.ui");
  gtk_widget_class_bind_template_child (widget_class, SpDataset, stack);
  gtk_widget_class_bind_template_child (widget_class, SpDataset, flow);
  gtk_widget_class_bind_template_child (widget_class, SpDataset, list);
  gtk_widget_class_bind_template_child (widget_class, SpDataset, header);
  gtk_widget_class_bind_template_child (widget_class, SpDataset, pager);
  gtk_widget_class_bind_template_child (widget_class, SpDataset, page_label);
  gtk_widget_class_bind_template_child (widget_class, SpDataset, first_button);
  gtk_widget_class_bind_template_child (widget_class, SpDataset, back_button);
  gtk_widget_class_bind_template_child (widget_class, SpDataset, next_button);
  gtk_widget_class_bind_template_child (widget_class, SpDataset, last_button);
  gtk_widget_class_bind_template_callback (widget_class, first_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, last_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, child_activated_cb);
}

static void
sp_dataset_init (SpDataset *self)
{
  self->per_page = 10;
  self->value = json_node_new (JSON_NODE_NULL);
  self->loader = sp_thumbnail_loader_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->stack));
  g_signal_connect (self, "notify::client", G_CALLBACK (show_page), NULL);
}
