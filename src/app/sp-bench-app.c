/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-bench-app.h"

/* `api_name` is the endpoint without its slash. */
static JsonObject *
find_dependency (JsonObject *config, const char *endpoint)
{
  JsonArray *dependencies = gradio_json_get_array (config, "dependencies");

  for (guint i = 0; dependencies != NULL && *endpoint == '/' && i < json_array_get_length (dependencies); i++) {
    JsonNode   *node = json_array_get_element (dependencies, i);
    JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

    if (g_strcmp0 (gradio_json_get_string (object, "api_name", NULL), endpoint + 1) == 0)
      return object;
  }

  return NULL;
}

static void
fill_inputs (SpAppView *view, JsonObject *dependency, JsonArray *values)
{
  JsonArray *inputs = gradio_json_get_array (dependency, "inputs");
  guint      n = inputs != NULL ? MIN (json_array_get_length (inputs), json_array_get_length (values)) : 0;

  for (guint i = 0; i < n; i++) {
    SpComponent *component = sp_app_view_get_component (view, (int) json_array_get_int_element (inputs, i));

    if (component != NULL)
      sp_component_set_value (component, json_array_get_element (values, i));
  }
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_BUTTON (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child);

  return found;
}

/* Targets are pairs of the component's id and what happens to it. */
static GtkWidget *
find_trigger (SpAppView *view, JsonObject *dependency)
{
  JsonArray *targets = gradio_json_get_array (dependency, "targets");

  for (guint i = 0; targets != NULL && i < json_array_get_length (targets); i++) {
    JsonArray   *target = json_array_get_array_element (targets, i);
    SpComponent *component = NULL;

    if (json_array_get_length (target) > 1 && g_strcmp0 (json_array_get_string_element (target, 1), "click") == 0)
      component = sp_app_view_get_component (view, (int) json_array_get_int_element (target, 0));
    if (component != NULL)
      return find_button (GTK_WIDGET (component));
  }

  return NULL;
}

gboolean
sp_bench_app_press (SpAppView  *view,
                    const char *endpoint,
                    JsonArray  *values,
                    int        *dependency)
{
  JsonObject *object = find_dependency (gradio_client_get_config (sp_app_view_get_client (view)), endpoint);
  GtkWidget  *button = object != NULL ? find_trigger (view, object) : NULL;

  if (button == NULL)
    return FALSE;

  *dependency = (int) gradio_json_get_int (object, "id", -1);
  fill_inputs (view, object, values);

  return gtk_widget_activate (button);
}
