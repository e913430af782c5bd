/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component-private.h"

#include "sp-chat-list.h"
#include "sp-chat-row.h"
#include "sp-chat-view.h"
#include "sp-resources.h"

#define SP_TYPE_CHATBOT (sp_chatbot_get_type ())
G_DECLARE_FINAL_TYPE (SpChatbot, sp_chatbot, SP, CHATBOT, SpComponent)

/* The `chatbot` component: messages, each drawn while it is near the screen only. */
struct _SpChatbot {
  SpComponent parent_instance;

  SpChatView  *view; /* template child */
  SpChatList  *list;
  SpChatStyle *style;
  gboolean     grouping; /* messages of one side that follow each other stand together */
};

G_DEFINE_FINAL_TYPE (SpChatbot, sp_chatbot, SP_TYPE_COMPONENT)

/* The last thing the user said, which is what is tried again or taken back. */
static void
emit_turn (SpChatbot *self, const char *name)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->list)); i > 0; i--) {
    SpChatMessage         *message = sp_chat_list_get (self->list, i - 1);
    g_autoptr (JsonObject) object = json_object_new ();
    g_autoptr (JsonNode)   data = NULL;
    g_autofree char       *text = NULL;

    if (!sp_chat_message_is_user (message))
      continue;

    text = sp_chat_message_dup_text (message);
    json_object_set_member (object, "index", sp_chat_message_dup_index (message));
    json_object_set_string_member (object, "value", text);
    data = json_node_init_object (json_node_alloc (), object);
    sp_component_emit_event (SP_COMPONENT (self), name, data);
    return;
  }
}

static void
act_cb (SpChatbot *self, const char *name, const char *detail, SpChatRow *row)
{
  g_autofree char       *text = sp_chat_message_dup_text (sp_chat_row_get_message (row));
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   data = NULL;

  if (g_str_equal (name, "retry") || g_str_equal (name, "undo")) {
    emit_turn (self, name);
  } else if (g_str_equal (name, "option")) {
    JsonArray *options = sp_chat_message_get_options (sp_chat_row_get_message (row));
    gint64     number = g_ascii_strtoll (detail, NULL, 10);
    JsonNode  *option = NULL;

    if (options == NULL || number >= json_array_get_length (options))
      return; /* the message has changed meanwhile */

    option = json_array_get_element (options, (guint) number);
    if (!JSON_NODE_HOLDS_OBJECT (option))
      return;

    json_object_set_int_member (object, "index", number);
    json_object_set_member (object, "value",
                            json_node_copy (json_object_get_member (json_node_get_object (option), "value")));
    data = json_node_init_object (json_node_alloc (), object);
    sp_component_emit_event (SP_COMPONENT (self), "option_select", data);
  } else if (g_str_equal (name, "copy")) {
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
    json_object_set_string_member (object, "value", text);
    data = json_node_init_object (json_node_alloc (), object);
    sp_component_emit_event (SP_COMPONENT (self), "copy", data);
  }
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  SpChatbot *self = SP_CHATBOT (user_data);
  GtkWidget *row = sp_chat_row_new (item, self->style);

  g_signal_connect_object (row, "act", G_CALLBACK (act_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static void
place_row (GtkWidget *row, guint position, guint n_rows, gpointer user_data)
{
  sp_chat_row_set_place (SP_CHAT_ROW (row), position, n_rows);
}

static void
sp_chatbot_set_value (SpComponent *component, JsonNode *value)
{
  SP_COMPONENT_CLASS (sp_chatbot_parent_class)->set_value (component, value);
  sp_chat_list_set_value (SP_CHATBOT (component)->list, value);
}

/* Whether messages look different after it. */
static gboolean
is_restyled (JsonObject *props)
{
  static const char *const names[] = { "render_markdown", "line_breaks", "_retryable",
                                       "_undoable", "layout", "latex_delimiters" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    JsonNode *node = json_object_get_member (props, names[i]);

    if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
      return TRUE;
  }

  return FALSE;
}

static void
sp_chatbot_set_props (SpComponent *component, JsonObject *props)
{
  SpChatbot   *self = SP_CHATBOT (component);
  SpChatStyle *style = self->style;
  JsonArray   *delimiters = NULL;

  style->plain = !gradio_json_get_boolean (props, "render_markdown", !style->plain);
  style->line_breaks = gradio_json_get_boolean (props, "line_breaks", style->line_breaks);
  style->retryable = gradio_json_get_boolean (props, "_retryable", style->retryable);
  style->undoable = gradio_json_get_boolean (props, "_undoable", style->undoable);
  style->panel = g_strcmp0 (gradio_json_get_string (props, "layout", style->panel ? "panel" : NULL),
                            "panel") == 0;
  delimiters = gradio_json_get_array (props, "latex_delimiters");
  if (delimiters != NULL) {
    g_clear_pointer (&style->latex_delimiters, json_array_unref);
    style->latex_delimiters = json_array_ref (delimiters);
  }
  self->grouping = gradio_json_get_boolean (props, "group_consecutive_messages", self->grouping);
  sp_chat_list_set_grouping (self->list, self->grouping);
  sp_chat_view_read (self->view, props);
  if (is_restyled (props))
    sp_long_list_rebuild (sp_chat_view_get_list (self->view));
}

static void
client_changed_cb (SpChatbot *self)
{
  g_set_object (&self->style->client, sp_component_get_client (SP_COMPONENT (self)));
}

static void
sp_chatbot_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CHATBOT);

  G_OBJECT_CLASS (sp_chatbot_parent_class)->dispose (object);
}

static void
sp_chatbot_finalize (GObject *object)
{
  g_clear_object (&SP_CHATBOT (object)->list);
  g_clear_pointer (&SP_CHATBOT (object)->style, sp_chat_style_unref);

  G_OBJECT_CLASS (sp_chatbot_parent_class)->finalize (object);
}

static void
sp_chatbot_class_init (SpChatbotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_chatbot_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_chatbot_finalize;
  SP_COMPONENT_CLASS (klass)->set_props = sp_chatbot_set_props;
  SP_COMPONENT_CLASS (klass)->set_value = sp_chatbot_set_value;

  g_type_ensure (SP_TYPE_CHAT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "chatbot.ui");
  gtk_widget_class_bind_template_child (widget_class, SpChatbot, view);
}

static void
sp_chatbot_init (SpChatbot *self)
{
  SpLongList *view = NULL;

  self->grouping = TRUE;
  self->list = sp_chat_list_new ();
  self->style = sp_chat_style_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  view = sp_chat_view_get_list (self->view);
  sp_long_list_set_model (view, G_LIST_MODEL (self->list), create_row, place_row, self);
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (view));
  g_signal_connect (self, "notify::client", G_CALLBACK (client_changed_cb), NULL);
}
