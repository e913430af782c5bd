/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component-private.h"

#include "sp-chat-events.h"
#include "sp-chat-feedback.h"
#include "sp-chat-list.h"
#include "sp-chat-row.h"
#include "sp-chat-tools.h"
#include "sp-chat-view.h"
#include "sp-resources.h"
#include "sp-tooltip.h"

#include <glib/gi18n-lib.h>

#define SP_TYPE_CHATBOT (sp_chatbot_get_type ())
G_DECLARE_FINAL_TYPE (SpChatbot, sp_chatbot, SP, CHATBOT, SpComponent)

/* The `chatbot` component: messages, each drawn while it is near the screen only. */
struct _SpChatbot {
  SpComponent parent_instance;

  SpChatView   *view; /* template child */
  SpChatList   *list;
  SpChatStyle  *style;
  GtkWidget    *clear_button;
  GtkWidget    *copy_all_button;
  GSignalGroup *job_signals;
  GradioJob    *job;            /* nullable: that of the next answer */
  JsonArray    *feedback_value; /* nullable */
  JsonNode     *cleared;        /* nullable: what can be brought back */
  gboolean      shows_waiting;
  gboolean      copies_all;
  gboolean      grouping; /* messages of one side that follow each other stand together */
};

G_DEFINE_FINAL_TYPE (SpChatbot, sp_chatbot, SP_TYPE_COMPONENT)

static void
emit (SpChatbot *self, const char *name, JsonNode *data)
{
  g_autoptr (JsonNode) owned = data;

  if (data != NULL)
    sp_component_emit_event (SP_COMPONENT (self), name, data);
}

/* The value as the user made it; the server hears of @event before `change`. */
static void
change_value (SpChatbot *self, JsonNode *value, const char *event, JsonNode *data)
{
  SP_COMPONENT_GET_CLASS (self)->set_value (SP_COMPONENT (self), value);
  if (event != NULL)
    sp_component_emit_event (SP_COMPONENT (self), event, data);
  sp_component_value_changed (SP_COMPONENT (self));
}

/* Who takes a copy along tells where it is from; the app hears of what was copied only. */
static void
copy (SpChatbot *self, const char *text)
{
  const char      *watermark = self->style->watermark;
  g_autofree char *marked = NULL;

  if (*text == '\0') {
    sp_component_notice (SP_COMPONENT (self), _("There is nothing to copy."));
    return;
  }

  marked = watermark != NULL ? g_strdup_printf ("%s\n\n%s", text, watermark) : g_strdup (text);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), marked);
  sp_component_notice (SP_COMPONENT (self), _("Copied"));
  emit (self, "copy", sp_chat_events_new_copy (text));
}

static void
copy_message (SpChatbot *self, SpChatMessage *message, const char *detail)
{
  g_autofree char *text = sp_chat_message_dup_text (message);

  copy (self, text);
}

static void
copy_group (SpChatbot *self, SpChatMessage *message, const char *detail)
{
  g_autofree char *text = sp_chat_events_dup_group_text (self->list, message);

  copy (self, text);
}

static void
save (SpChatbot *self, SpChatMessage *message, const char *detail)
{
  g_autoptr (GPtrArray) files = sp_chat_tools_dup_files (message);

  if (files->len > 0)
    sp_component_save_files (SP_COMPONENT (self), files);
}

static void
retry (SpChatbot *self, SpChatMessage *message, const char *detail)
{
  emit (self, "retry", sp_chat_events_new_turn (self->list));
}

static void
undo (SpChatbot *self, SpChatMessage *message, const char *detail)
{
  emit (self, "undo", sp_chat_events_new_turn (self->list));
}

static void
select_message (SpChatbot *self, SpChatMessage *message, const char *detail)
{
  emit (self, "select", sp_chat_events_new_select (message));
}

static void
like (SpChatbot *self, SpChatMessage *message, const char *detail)
{
  GradioClient *client = self->style->client;
  const char   *version = client != NULL ? gradio_client_get_server_version (client) : NULL;

  emit (self, "like", sp_chat_events_new_like (self->list, message, detail, version));
}

static void
choose_option (SpChatbot *self, SpChatMessage *message, const char *detail)
{
  guint number = (guint) g_ascii_strtoull (detail, NULL, 10);

  emit (self, "option_select", sp_chat_events_new_option (message, number));
}

static void
edit (SpChatbot *self, SpChatMessage *message, const char *detail)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (SP_COMPONENT (self));
  g_autoptr (JsonNode) edited = sp_chat_events_new_edited_value (value, message, detail);
  g_autoptr (JsonNode) data = sp_chat_events_new_edit (message, detail);

  change_value (self, edited, "edit", data);
}

static void
act_cb (SpChatbot *self, const char *name, const char *detail, SpChatRow *row)
{
  static const struct {
    const char *name;
    void (*run) (SpChatbot *self, SpChatMessage *message, const char *detail);
  } acts[] = {
    { "copy", copy_message },
    { "copy-group", copy_group },
    { "edit", edit },
    { "like", like },
    { "option", choose_option },
    { "retry", retry },
    { "save", save },
    { "select", select_message },
    { "undo", undo },
  };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (name, acts[i].name))
      acts[i].run (self, sp_chat_row_get_message (row), detail);
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

/* Pressed once it forgets all, pressed again it brings that back. */
static void
clear_clicked_cb (SpChatbot *self)
{
  g_autoptr (JsonNode) value = NULL;

  if (self->cleared != NULL) {
    g_autoptr (JsonNode) back = g_steal_pointer (&self->cleared);

    change_value (self, back, NULL, NULL);
    return;
  }

  self->cleared = sp_component_dup_value (SP_COMPONENT (self));
  value = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (value, json_array_new ());
  change_value (self, value, "clear", NULL);
  sp_component_notice (SP_COMPONENT (self), _("Conversation cleared"));
}

static void
copy_all_clicked_cb (SpChatbot *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "component.copy", NULL);
}

static GtkWidget *
add_tool (SpChatbot *self, const char *icon, const char *name, void (*clicked) (SpChatbot *self))
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  sp_tooltip_set_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (button, FALSE);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked), self, G_CONNECT_SWAPPED);
  sp_component_add_tool (SP_COMPONENT (self), button);

  return button;
}

/* A chat in a form or a result has nobody who would hear that it was cleared. */
static void
update_tools (SpChatbot *self)
{
  gboolean    has_messages = g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;
  gboolean    is_cleared = self->cleared != NULL;
  const char *name = is_cleared ? _("Bring the Conversation Back") : _("Clear the Conversation");

  gtk_button_set_icon_name (GTK_BUTTON (self->clear_button),
                            is_cleared ? "edit-undo-symbolic" : "user-trash-symbolic");
  sp_tooltip_set_text (self->clear_button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clear_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (self->clear_button,
                          (has_messages || is_cleared) && self->style->is_live);
  gtk_widget_set_visible (self->copy_all_button, has_messages && self->copies_all);
}

/* `copy` in the list is about single messages. */
static void
read_tools (SpChatbot *self, JsonObject *props)
{
  JsonArray *buttons = gradio_json_get_array (props, "buttons");

  if (buttons != NULL) {
    self->copies_all = FALSE;
    for (guint i = 0; i < json_array_get_length (buttons); i++) {
      JsonNode *word = json_array_get_element (buttons, i);

      self->copies_all |= gradio_json_is_string (word) &&
                          g_str_equal (json_node_get_string (word), "copy_all");
    }
  } else {
    self->copies_all = gradio_json_get_boolean (props, "show_copy_all_button", self->copies_all);
  }
  update_tools (self);
}

/* All that was said. */
static char *
sp_chatbot_dup_text (SpComponent *component)
{
  return sp_chat_events_dup_text (SP_CHATBOT (component)->list);
}

static void
sp_chatbot_copy (SpComponent *component)
{
  g_autofree char *text = sp_chatbot_dup_text (component);

  copy (SP_CHATBOT (component), text);
}

/* The messages that show whether something goes on: those since the user spoke. */
static void
update_answer (SpChatbot *self)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->list)); i > 0; i--) {
    SpChatMessage *message = sp_chat_list_get (self->list, i - 1);

    sp_chat_message_emit_changed (message);
    if (sp_chat_message_is_user (message))
      break;
  }
}

static void
update_job (SpChatbot *self)
{
  SpChatStyle   *style = self->style;
  GradioJobState state = self->job != NULL ? gradio_job_get_state (self->job) : GRADIO_JOB_COMPLETE;
  gboolean       busy = self->job != NULL && !gradio_job_is_final (self->job);

  style->waiting = busy && self->shows_waiting && state < GRADIO_JOB_GENERATING;
  style->busy = busy;
  style->stopped = self->job != NULL && !busy;
  update_answer (self);
}

/* The dots under the last message say that an answer is awaited; what was said before is not old. */
static SpShowProgress
sp_chatbot_show_job (SpComponent *component, GradioJob *job, SpShowProgress show_progress)
{
  SpChatbot *self = SP_CHATBOT (component);

  g_set_object (&self->job, job);
  self->shows_waiting = show_progress != SP_SHOW_PROGRESS_HIDDEN;
  g_signal_group_set_target (self->job_signals, self->job);
  update_job (self);

  return show_progress == SP_SHOW_PROGRESS_FULL ? SP_SHOW_PROGRESS_MINIMAL : show_progress;
}

static void
sp_chatbot_set_value (SpComponent *component, JsonNode *value)
{
  SpChatbot *self = SP_CHATBOT (component);

  self->style->is_live = sp_component_get_id (component) >= 0;
  SP_COMPONENT_CLASS (sp_chatbot_parent_class)->set_value (component, value);
  sp_chat_list_set_value (self->list, value);
  if (self->feedback_value != NULL)
    sp_chat_feedback_apply (self->list, self->feedback_value, FALSE);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    g_clear_pointer (&self->cleared, json_node_unref);
  update_tools (self);
}

/* What messages look like and offer; what is there is drawn again. */
static void
read_messages_props (SpChatbot *self, JsonObject *props)
{
  JsonArray *feedback = gradio_json_get_array (props, "feedback_value");

  if (sp_chat_style_read (self->style, props))
    sp_long_list_rebuild (sp_chat_view_get_list (self->view));
  if (feedback != NULL) {
    g_clear_pointer (&self->feedback_value, json_array_unref);
    self->feedback_value = json_array_ref (feedback);
    sp_chat_feedback_apply (self->list, feedback, TRUE);
  }
  read_tools (self, props);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "component.save", self->style->savable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "component.open", self->style->savable);
}

static void
sp_chatbot_set_props (SpComponent *component, JsonObject *props)
{
  SpChatbot *self = SP_CHATBOT (component);

  read_messages_props (self, props);
  self->grouping = gradio_json_get_boolean (props, "group_consecutive_messages", self->grouping);
  sp_chat_list_set_grouping (self->list, self->grouping);
  sp_chat_view_read (self->view, props, self->style);
}

static void
items_changed_cb (SpChatbot *self)
{
  sp_chat_view_set_empty (self->view, g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0);
}

static void
example_cb (SpChatbot *self, guint position, JsonNode *message)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   data = NULL;

  json_object_set_int_member (object, "index", position);
  json_object_set_member (object, "value", json_node_copy (message));
  data = json_node_init_object (json_node_alloc (), object);
  sp_component_emit_event (SP_COMPONENT (self), "example_select", data);
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
  SpChatbot *self = SP_CHATBOT (object);

  g_clear_object (&self->list);
  g_clear_object (&self->job_signals);
  g_clear_object (&self->job);
  g_clear_pointer (&self->feedback_value, json_array_unref);
  g_clear_pointer (&self->cleared, json_node_unref);
  g_clear_pointer (&self->style, sp_chat_style_unref);

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
  SP_COMPONENT_CLASS (klass)->dup_text = sp_chatbot_dup_text;
  SP_COMPONENT_CLASS (klass)->copy = sp_chatbot_copy;
  SP_COMPONENT_CLASS (klass)->show_job = sp_chatbot_show_job;

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
  self->copies_all = TRUE;
  self->job_signals = g_signal_group_new (GRADIO_TYPE_JOB);
  g_signal_group_connect_swapped (self->job_signals, "notify::state", G_CALLBACK (update_job), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->copy_all_button = add_tool (self, "edit-copy-symbolic", _("Copy the Conversation"),
                                    copy_all_clicked_cb);
  self->clear_button = add_tool (self, "user-trash-symbolic", _("Clear the Conversation"),
                                 clear_clicked_cb);
  view = sp_chat_view_get_list (self->view);
  sp_long_list_set_model (view, G_LIST_MODEL (self->list), create_row, place_row, self);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "example", G_CALLBACK (example_cb), self, G_CONNECT_SWAPPED);
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (view));
  g_signal_connect (self, "notify::client", G_CALLBACK (client_changed_cb), NULL);
}
