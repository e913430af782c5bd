/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-footer.h"

#include <glib/gi18n-lib.h>

#define MAX_LINKS 20

static GtkWidget *
new_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "footer-link");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return button;
}

static GtkWidget *
new_link (const char *label, const char *address)
{
  g_autofree char *valid = g_utf8_make_valid (label, -1);
  GtkWidget       *button = new_button (valid, NULL);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.open-uri");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", address);
  gtk_widget_set_tooltip_text (button, address);

  return button;
}

static void
add (GtkFlowBox *box, GtkWidget *button)
{
  gtk_flow_box_append (box, button);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE); /* the button itself is */
}

static void
add_known (GtkFlowBox *box, GradioClient *client, const char *word)
{
  if (g_str_equal (word, "api") && g_list_model_get_n_items (gradio_client_get_endpoints (client)) > 0)
    add (box, new_button (_("View API"), "page.show-api"));
  else if (g_str_equal (word, "gradio"))
    add (box, new_link (_("Built with Gradio"), "https://gradio.app"));
  else if (g_str_equal (word, "settings"))
    add (box, new_button (_("Settings"), "page.settings"));
}

/* `{"label": …, "url": …}`, or names and addresses. */
static void
add_own (GtkFlowBox *box, JsonObject *link)
{
  const char    *url = gradio_json_get_string (link, "url", NULL);
  JsonObjectIter iter;
  const char    *name = NULL;
  JsonNode      *node = NULL;
  guint          n_links = 0;

  if (url != NULL) {
    add (box, new_link (gradio_json_get_string (link, "label", url), url));
    return;
  }

  json_object_iter_init_ordered (&iter, link);
  while (n_links++ < MAX_LINKS && json_object_iter_next_ordered (&iter, &name, &node))
    if (gradio_json_is_string (node))
      add (box, new_link (name, json_node_get_string (node)));
}

/* Before Gradio 6 there was only a word on the API. */
static JsonArray *
dup_links (JsonObject *config)
{
  JsonArray *links = gradio_json_get_array (config, "footer_links");

  if (links != NULL)
    return json_array_ref (links);

  links = json_array_new ();
  if (gradio_json_get_boolean (config, "show_api", TRUE))
    json_array_add_string_element (links, "api");
  json_array_add_string_element (links, "gradio");
  json_array_add_string_element (links, "settings");

  return links;
}

GtkWidget *
sp_app_footer_new (GradioClient *client)
{
  g_autoptr (JsonArray) links = NULL;
  GtkFlowBox           *box = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (client), NULL);

  links = dup_links (gradio_client_get_config (client));
  box = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (box, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (box, MAX_LINKS);
  gtk_widget_set_halign (GTK_WIDGET (box), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (box), "app-footer");
  for (guint i = 0; i < MIN (json_array_get_length (links), MAX_LINKS); i++) {
    JsonNode *link = json_array_get_element (links, i);

    if (gradio_json_is_string (link))
      add_known (box, client, json_node_get_string (link));
    else if (JSON_NODE_HOLDS_OBJECT (link))
      add_own (box, json_node_get_object (link));
  }
  if (gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL)
    return GTK_WIDGET (box);

  g_object_ref_sink (box);
  g_object_unref (box);

  return NULL;
}
