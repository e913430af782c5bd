/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-component.h"

#include "sp-json-tree.h"
#include "sp-resources.h"

#define SP_TYPE_WORKFLOW_CANVAS (sp_workflow_canvas_get_type ())
G_DECLARE_FINAL_TYPE (SpWorkflowCanvas, sp_workflow_canvas, SP, WORKFLOW_CANVAS, SpComponent)

/* The `workflowcanvas` component: the steps of a workflow and their links, to be read. They are
 * edited in the app's page only. */
struct _SpWorkflowCanvas {
  SpComponent parent_instance;

  SpJsonTree *tree; /* template child */
};

G_DEFINE_FINAL_TYPE (SpWorkflowCanvas, sp_workflow_canvas, SP_TYPE_COMPONENT)

/* The value is JSON in a text; what is none is shown as the text that it is. */
static void
sp_workflow_canvas_set_value (SpComponent *component, JsonNode *value)
{
  SpWorkflowCanvas    *self = SP_WORKFLOW_CANVAS (component);
  g_autoptr (JsonNode) parsed = NULL;
  gboolean             is_empty = value == NULL || json_node_is_null (value);

  SP_COMPONENT_CLASS (sp_workflow_canvas_parent_class)->set_value (component, value);

  if (gradio_json_is_string (value))
    parsed = gradio_json_parse (json_node_get_string (value), -1, NULL);
  if (parsed == NULL && !is_empty)
    parsed = json_node_ref (value);
  sp_json_tree_set_value (self->tree, parsed);
  gtk_widget_set_visible (GTK_WIDGET (self->tree), !is_empty);
}

static void
sp_workflow_canvas_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_WORKFLOW_CANVAS);

  G_OBJECT_CLASS (sp_workflow_canvas_parent_class)->dispose (object);
}

static void
sp_workflow_canvas_class_init (SpWorkflowCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_workflow_canvas_dispose;
  SP_COMPONENT_CLASS (klass)->set_value = sp_workflow_canvas_set_value;

  g_type_ensure (SP_TYPE_JSON_TREE);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "workflowcanvas.ui");
  gtk_widget_class_bind_template_child (widget_class, SpWorkflowCanvas, tree);
}

static void
sp_workflow_canvas_init (SpWorkflowCanvas *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->tree));
}
