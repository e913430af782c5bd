/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-value-targets.h"

#include "sp-api-view.h"

/* No menu is longer. */
#define MAX_TARGETS 40

/* All of them are files on the wire, so the schema does not tell them apart. */
static const char *
get_medium (GradioParameter *parameter)
{
  static const char *const media[] = { "audio", "image", "model3d", "video" };

  const char *component = gradio_parameter_get_component (parameter);

  for (gsize i = 0; component != NULL && i < G_N_ELEMENTS (media); i++)
    if (g_ascii_strcasecmp (component, media[i]) == 0)
      return media[i];

  return NULL;
}

/* A parameter that takes anything is no hint where a value belongs. */
static gboolean
takes_anything (GradioParameter *parameter)
{
  JsonNode            *schema = gradio_parameter_get_schema (parameter);
  g_autoptr (JsonNode) number = json_node_new (JSON_NODE_VALUE);
  g_autoptr (JsonNode) list = json_node_new (JSON_NODE_ARRAY);

  json_node_set_double (number, 0.5);
  json_node_take_array (list, json_array_new ());

  return gradio_schema_validate (schema, number, NULL) && gradio_schema_validate (schema, list, NULL);
}

gboolean
sp_value_targets_fits (GradioParameter *from, JsonNode *value, GradioParameter *to)
{
  const char *component = gradio_parameter_get_component (from);
  const char *other = gradio_parameter_get_component (to);
  const char *medium = get_medium (from);
  const char *other_medium = get_medium (to);

  if (json_node_is_null (value))
    return FALSE;
  if (medium != NULL && other_medium != NULL && medium != other_medium)
    return FALSE;
  if (takes_anything (to) &&
      (component == NULL || other == NULL || g_ascii_strcasecmp (component, other) != 0))
    return FALSE;

  return gradio_parameter_validate (to, value, NULL);
}

typedef struct {
  GradioParameter *parameter;
  GradioClient    *client;
} Targets;

static void
targets_free (gpointer data, GClosure *closure)
{
  Targets *targets = data;

  g_object_unref (targets->parameter);
  g_object_unref (targets->client);
  g_free (targets);
}

static guint
append_endpoint (Targets *targets, JsonNode *value, GradioEndpoint *endpoint, GMenu *menu, guint n_left)
{
  GPtrArray        *parameters = gradio_endpoint_get_parameters (endpoint);
  g_autoptr (GMenu) section = g_menu_new ();
  guint             n = 0;

  for (guint i = 0; i < parameters->len && n < n_left; i++) {
    GradioParameter      *parameter = g_ptr_array_index (parameters, i);
    g_autoptr (GMenuItem) item = NULL;
    g_autofree char      *target = NULL;

    if (!sp_value_targets_fits (targets->parameter, value, parameter))
      continue;

    target = g_strdup_printf ("%u%s", i, gradio_endpoint_get_name (endpoint));
    item = g_menu_item_new (gradio_parameter_get_label (parameter), NULL);
    g_menu_item_set_action_and_target (item, "component.use-as-input", "s", target);
    g_menu_append_item (section, item);
    n++;
  }
  if (n > 0)
    g_menu_append_section (menu, gradio_endpoint_get_name (endpoint), G_MENU_MODEL (section));

  return n;
}

static void
collect_cb (SpComponent *component, GMenu *menu, Targets *targets)
{
  GListModel          *endpoints = gradio_client_get_endpoints (targets->client);
  g_autoptr (JsonNode) value = NULL;
  guint                n_left = MAX_TARGETS;

  if (gtk_widget_get_ancestor (GTK_WIDGET (component), SP_TYPE_API_VIEW) == NULL)
    return;

  value = sp_component_dup_value (component);
  for (guint i = 0; i < g_list_model_get_n_items (endpoints) && n_left > 0; i++) {
    g_autoptr (GradioEndpoint) endpoint = g_list_model_get_item (endpoints, i);

    n_left -= append_endpoint (targets, value, endpoint, menu, n_left);
  }
}

/* A target is a position and the name of an endpoint, which begins with a slash. */
static void
use_cb (SpComponent *component, const char *target, Targets *targets)
{
  GtkWidget           *view = gtk_widget_get_ancestor (GTK_WIDGET (component), SP_TYPE_API_VIEW);
  g_autoptr (JsonNode) value = sp_component_dup_value (component);
  char                *name = NULL;
  guint64              position = g_ascii_strtoull (target, &name, 10);

  if (view != NULL)
    sp_api_view_fill (SP_API_VIEW (view), name, (guint) position, value);
}

void
sp_value_targets_connect (SpComponent *component, GradioParameter *parameter, GradioClient *client)
{
  Targets *targets = NULL;

  g_return_if_fail (SP_IS_COMPONENT (component));
  g_return_if_fail (GRADIO_IS_PARAMETER (parameter));
  g_return_if_fail (GRADIO_IS_CLIENT (client));

  targets = g_new0 (Targets, 1);
  targets->parameter = g_object_ref (parameter);
  targets->client = g_object_ref (client);
  g_signal_connect_data (component, "collect-targets", G_CALLBACK (collect_cb), targets, targets_free, 0);
  g_signal_connect (component, "use-as-input", G_CALLBACK (use_cb), targets);
}
