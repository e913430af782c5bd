/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-chat-options.h"

#include "sp-chat-events.h"

/* More answers than this nobody reads. */
#define MAX_OPTIONS 100

/* What stands on the button: the label, else the value, whatever that is. */
static char *
dup_label (JsonNode *option)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (option) ? json_node_get_object (option) : NULL;
  const char *label = object != NULL ? gradio_json_get_string (object, "label", NULL) : NULL;
  JsonNode   *value = sp_chat_events_get_option_value (option);

  if (label == NULL && gradio_json_is_string (value))
    label = json_node_get_string (value);
  if (label == NULL)
    return gradio_json_write (value);

  return g_utf8_make_valid (label, -1);
}

static void
add_option (GtkBox *box, JsonNode *option, guint number)
{
  g_autofree char *label = dup_label (option);
  g_autofree char *text = g_strdup_printf ("%u", number);
  GtkWidget       *button = gtk_button_new ();
  GtkWidget       *words = gtk_label_new (label);

  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (words), 40);
  gtk_button_set_child (GTK_BUTTON (button), words);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  words, NULL, -1);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "chat-option");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "message.option");
  gtk_box_append (box, button);
}

void
sp_chat_options_fill (GtkBox *box, SpChatMessage *message)
{
  JsonArray *options = message != NULL ? sp_chat_message_get_options (message) : NULL;
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);

  for (guint i = 0; options != NULL && i < MIN (json_array_get_length (options), MAX_OPTIONS); i++) {
    JsonNode *option = json_array_get_element (options, i);

    if (!JSON_NODE_HOLDS_NULL (sp_chat_events_get_option_value (option)))
      add_option (box, option, i);
  }
}

gboolean
sp_chat_options_equal (JsonArray *a, JsonArray *b)
{
  g_autoptr (JsonNode) first = json_node_init_array (json_node_alloc (), a);
  g_autoptr (JsonNode) second = json_node_init_array (json_node_alloc (), b);

  return gradio_json_equal (first, second);
}
