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

/* @translation is nullable: some texts are the program's. */
static GtkWidget *
new_link (const char *label, const char *address, SpTranslation *translation)
{
  g_autofree char *text = translation != NULL ? sp_translation_dup_text (translation, label) : g_strdup (label);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GtkWidget       *button = new_button (valid, NULL);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.open-uri");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", address);
  gtk_widget_set_tooltip_text (button, address);

  return button;
}

static void
add_known (GtkBox *box, GradioClient *client, const char *word)
{
  if (g_str_equal (word, "api") && g_list_model_get_n_items (gradio_client_get_endpoints (client)) > 0)
    gtk_box_append (box, new_button (_("View API"), "page.show-api"));
  else if (g_str_equal (word, "gradio"))
    gtk_box_append (box, new_link (_("Built with Gradio"), "https://gradio.app", NULL));
  else if (g_str_equal (word, "settings"))
    gtk_box_append (box, new_button (_("Settings"), "page.settings"));
}

/* `{"label": …, "url": …}`, or names and addresses. */
static void
add_own (GtkBox *box, JsonObject *link, SpTranslation *translation)
{
  const char    *url = gradio_json_get_string (link, "url", NULL);
  JsonObjectIter iter;
  const char    *name = NULL;
  JsonNode      *node = NULL;
  guint          n_links = 0;

  if (url != NULL) {
    gtk_box_append (box, new_link (gradio_json_get_string (link, "label", url), url, translation));
    return;
  }

  json_object_iter_init_ordered (&iter, link);
  while (n_links++ < MAX_LINKS && json_object_iter_next_ordered (&iter, &name, &node))
    if (gradio_json_is_string (node))
      gtk_box_append (box, new_link (name, json_node_get_string (node), translation));
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
sp_app_footer_new (GradioClient *client, SpTranslation *translation)
{
  g_autoptr (JsonArray) links = NULL;
  GtkBox               *box = NULL;
  GtkWidget            *scroller = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (client), NULL);
  g_return_val_if_fail (SP_IS_TRANSLATION (translation), NULL);

  links = dup_links (gradio_client_get_config (client));
  box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_widget_set_halign (GTK_WIDGET (box), GTK_ALIGN_CENTER);
  for (guint i = 0; i < MIN (json_array_get_length (links), MAX_LINKS); i++) {
    JsonNode *link = json_array_get_element (links, i);

    if (gradio_json_is_string (link))
      add_known (box, client, json_node_get_string (link));
    else if (JSON_NODE_HOLDS_OBJECT (link))
      add_own (box, json_node_get_object (link), translation);
  }
  if (gtk_widget_get_first_child (GTK_WIDGET (box)) == NULL) {
    g_object_ref_sink (box);
    g_object_unref (box);
    return NULL;
  }

  scroller = gtk_scrolled_window_new (); /* an author may want more links than a narrow window has room for */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (box));
  gtk_widget_add_css_class (scroller, "app-footer");

  return scroller;
}
