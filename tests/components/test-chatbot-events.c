/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user can do with messages, and what the app hears of it. */
#include "component-test.h"
#include "sp-chat-editor.h"
#include "sp-chat-row.h"
#include "sp-text-area.h"

#define MESSAGES                                                                                 \
  "[{'role':'user','metadata':null,'content':[{'text':'Hello','type':'text'}],'options':null},"  \
  "{'role':'assistant','metadata':null,'content':[{'text':'Hi','type':'text'}],'options':null}," \
  "{'role':'assistant','metadata':null,'content':[{'text':'there','type':'text'}],"              \
  "'options':[{'value':'yes','label':'Yes'},{'value':3},'plain',{'label':'only'},null]}]"

typedef struct {
  SpComponent *chat;
  GtkWidget   *window;
  GString     *events; /* name, space, data, line break */
} Chat;

static void
event_cb (Chat *chat, const char *name, JsonNode *data)
{
  g_autofree char *text = data != NULL ? gradio_json_write (data) : g_strdup ("-");

  g_string_append_printf (chat->events, "%s %s\n", name, text);
}

static void
set_up (Chat *chat, gconstpointer value)
{
  chat->chat = component_test_new ("chatbot");
  sp_component_set_id (chat->chat, 1);
  chat->events = g_string_new (NULL);
  component_test_set_props (chat->chat, "{'_retryable': true, '_undoable': true, 'likeable': true,"
                                        "'_selectable': true, 'editable': 'all'}");
  component_test_set_value (chat->chat, value != NULL ? value : MESSAGES);
  g_signal_connect_swapped (chat->chat, "event", G_CALLBACK (event_cb), chat);
  chat->window = component_test_show (chat->chat);
}

static void
tear_down (Chat *chat, gconstpointer value)
{
  gtk_window_destroy (GTK_WINDOW (chat->window));
  g_assert_finalize_object (chat->chat);
  g_string_free (chat->events, TRUE);
}

static GtkWidget *
get_row (Chat *chat, guint position)
{
  return component_test_find (GTK_WIDGET (chat->chat), SP_TYPE_CHAT_ROW, position);
}

static void
act (GtkWidget *row, const char *action, const char *target)
{
  GVariant *parameter = target != NULL ? g_variant_new_string (target) : NULL;

  g_assert_true (gtk_widget_activate_action_variant (row, action, parameter));
}

static void
assert_events (Chat *chat, const char *expected)
{
  g_autofree char *json = g_strdelimit (g_strdup (expected), "'", '"');

  g_assert_cmpstr (chat->events->str, ==, json);
  g_string_truncate (chat->events, 0);
}

static gboolean
find_tool (GtkWidget *widget, const char *tooltip)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0)
    return gtk_widget_get_visible (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (find_tool (child, tooltip))
      return TRUE;

  return FALSE;
}

static GtkWidget *
get_tool (GtkWidget *widget, const char *tooltip)
{
  GtkWidget *found = NULL;

  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = get_tool (child, tooltip);

  return found;
}

static void
test_like (Chat *chat, gconstpointer value)
{
  GtkWidget *row = get_row (chat, 2);

  act (row, "feedback.give", "Like");
  assert_events (chat, "like {'index':1,'value':['Hi','there'],'liked':true}\n");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_tool (row, "Like"))));
  act (row, "feedback.give", "Dislike");
  assert_events (chat, "like {'index':1,'value':['Hi','there'],'liked':false}\n");
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_tool (row, "Like"))));
  act (row, "feedback.give", "Dislike"); /* taken back */
  assert_events (chat, "like {'index':1,'value':['Hi','there'],'liked':''}\n");
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_tool (row, "Dislike"))));
  g_signal_emit_by_name (get_tool (row, "Like"), "clicked");
  assert_events (chat, "like {'index':1,'value':['Hi','there'],'liked':true}\n");
}

/* A group is liked as one; without groups each message by itself. */
static void
test_like_single (Chat *chat, gconstpointer value)
{
  component_test_set_props (chat->chat, "{'group_consecutive_messages': false}");
  act (get_row (chat, 2), "feedback.give", "Like");
  assert_events (chat, "like {'index':2,'value':['there'],'liked':true}\n");
}

static void
test_feedback (Chat *chat, gconstpointer value)
{
  GtkWidget *row = NULL;

  component_test_set_props (chat->chat, "{'feedback_options': ['Like', 'Spam', '_x', 3],"
                                        " 'feedback_value': ['Spam', null, 5]}");
  row = get_row (chat, 2);
  g_assert_null (get_tool (row, "Dislike"));
  g_assert_nonnull (get_tool (row, "More Feedback"));
  act (row, "feedback.give", "Spam"); /* the app said it was given: taken back */
  assert_events (chat, "like {'index':1,'value':['Hi','there'],'liked':''}\n");
  act (row, "feedback.give", "Spam");
  assert_events (chat, "like {'index':1,'value':['Hi','there'],'liked':'Spam'}\n");

  /* What the user said stays while the chat goes on, until the app says otherwise. */
  component_test_set_value (chat->chat, "[{'role':'user','content':'Hello'},"
                                        "{'role':'assistant','content':'Hi'},"
                                        "{'role':'assistant','content':'there you are'}]");
  assert_events (chat, "change -\n");
  g_assert_cmpstr (sp_chat_message_get_feedback (sp_chat_row_get_message (SP_CHAT_ROW (row))), ==,
                   "Spam");
  component_test_set_props (chat->chat, "{'feedback_value': ['Like']}");
  g_assert_cmpstr (sp_chat_message_get_feedback (sp_chat_row_get_message (SP_CHAT_ROW (row))), ==,
                   "Like");
}

static void
test_like_user (Chat *chat, gconstpointer value)
{
  GtkWidget *row = get_row (chat, 0);

  g_assert_true (component_test_press (row, GDK_KEY_F10, GDK_SHIFT_MASK));
  component_test_set_props (chat->chat, "{'like_user_message': true}");
  row = get_row (chat, 0);
  act (row, "feedback.give", "Like");
  assert_events (chat, "like {'index':0,'value':['Hello'],'liked':true}\n");
}

static void
test_turn (Chat *chat, gconstpointer value)
{
  GtkWidget *row = get_row (chat, 2);

  g_signal_emit_by_name (get_tool (row, "Retry"), "clicked");
  g_signal_emit_by_name (get_tool (row, "Undo"), "clicked");
  assert_events (chat, "retry {'index':0,'value':'Hello'}\nundo {'index':0,'value':'Hello'}\n");
  component_test_set_props (chat->chat, "{'_retryable': false}");
  row = get_row (chat, 2);
  g_assert_null (get_tool (row, "Retry"));
  g_assert_nonnull (get_tool (row, "Undo"));
  component_test_set_value (chat->chat, "[{'role':'assistant','content':'I begin'}]");
  g_string_truncate (chat->events, 0);
  act (get_row (chat, 0), "message.undo", NULL);
  assert_events (chat, ""); /* there is nothing to take back */
}

static void
test_options (Chat *chat, gconstpointer value)
{
  GtkWidget *row = get_row (chat, 2);

  for (guint i = 0; i < 4; i++) {
    g_autofree char *number = g_strdup_printf ("%u", i);

    act (row, "message.option", number);
  }
  assert_events (chat, "option_select {'index':0,'value':'yes'}\n"
                       "option_select {'index':1,'value':3}\n"
                       "option_select {'index':2,'value':'plain'}\n"
                       "option_select {'index':3,'value':'only'}\n");
  act (row, "message.option", "99");
  assert_events (chat, "");
}

static SpTextArea *
start_edit (GtkWidget *row)
{
  act (row, "message.edit", NULL);

  return SP_TEXT_AREA (component_test_find (row, SP_TYPE_TEXT_AREA, 0));
}

static void
test_edit (Chat *chat, gconstpointer value)
{
  GtkWidget           *row = get_row (chat, 0);
  SpTextArea          *area = start_edit (row);
  g_autofree char     *text = sp_text_area_dup_text (area);
  g_autoptr (JsonNode) before = sp_component_dup_value (chat->chat);
  g_autoptr (JsonNode) after = NULL;
  GtkWidget           *editor = component_test_find (row, SP_TYPE_CHAT_EDITOR, 0);

  g_assert_cmpstr (text, ==, "Hello");
  sp_text_area_insert (area, "X");
  g_assert_true (component_test_press (editor, GDK_KEY_Escape, 0));
  assert_events (chat, "");
  after = sp_component_dup_value (chat->chat);
  g_assert_true (gradio_json_equal (before, after));

  area = start_edit (row);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (sp_text_area_get_view (area)), "", -1);
  sp_text_area_insert (area, "Changed");
  editor = component_test_find (row, SP_TYPE_CHAT_EDITOR, 0);
  g_assert_true (component_test_press (editor, GDK_KEY_Return, GDK_CONTROL_MASK));
  assert_events (chat, "edit {'index':0,'previous_value':'Hello','value':'Changed'}\n"
                       "change -\ninput -\n");
  component_test_assert_value (
    chat->chat,
    "[{'role':'user','metadata':null,'content':[{'text':'Changed','type':'text'}],'options':null},"
    "{'role':'assistant','metadata':null,'content':[{'text':'Hi','type':'text'}],'options':null},"
    "{'role':'assistant','metadata':null,'content':[{'text':'there','type':'text'}],"
    "'options':[{'value':'yes','label':'Yes'},{'value':3},'plain',{'label':'only'},null]}]");
}

static void
test_edit_user (Chat *chat, gconstpointer value)
{
  component_test_set_props (chat->chat, "{'editable': 'user'}");
  g_assert_null (get_tool (get_row (chat, 2), "Edit Message"));
  component_test_set_props (chat->chat, "{'editable': 'all'}");
  g_assert_nonnull (get_tool (get_row (chat, 2), "Edit Message"));
  component_test_set_props (chat->chat, "{'editable': null}");
  g_assert_null (get_tool (get_row (chat, 2), "Edit Message"));
}

/* What the user writes stays there when the row is made anew. */
static void
test_draft (Chat *chat, gconstpointer value)
{
  GtkWidget       *row = get_row (chat, 2);
  SpTextArea      *area = start_edit (row);
  g_autofree char *text = NULL;

  sp_text_area_insert (area, "new ");
  component_test_set_props (chat->chat, "{'line_breaks': false}");
  row = get_row (chat, 2);
  area = SP_TEXT_AREA (component_test_find (row, SP_TYPE_TEXT_AREA, 0));
  text = sp_text_area_dup_text (area);
  g_assert_nonnull (strstr (text, "new "));
}

static void
test_pairs (Chat *chat, gconstpointer value)
{
  GtkWidget  *row = get_row (chat, 1);
  GtkWidget  *editor = NULL;
  SpTextArea *area = NULL;

  act (row, "feedback.give", "Like");
  act (row, "message.undo", NULL);
  act (row, "message.select", NULL);
  assert_events (chat, "like {'index':[0,1],'value':'Hi','liked':true}\n"
                       "undo {'index':[0,0],'value':'Hello'}\n"
                       "select {'index':[0,1],'value':'Hi'}\n");
  area = start_edit (row);
  sp_text_area_insert (area, "Oh ");
  editor = component_test_find (row, SP_TYPE_CHAT_EDITOR, 0);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (sp_text_area_get_view (area)), "Oh", -1);
  g_signal_emit_by_name (editor, "save");
  assert_events (chat, "edit {'index':[0,1],'previous_value':'Hi','value':'Oh'}\nchange -\ninput -\n");
  component_test_assert_value (chat->chat, "[['Hello','Oh']]");
}

static void
test_copy (Chat *chat, gconstpointer value)
{
  component_test_set_props (chat->chat, "{'watermark': 'by a test'}");
  act (get_row (chat, 0), "message.copy", NULL);
  act (get_row (chat, 2), "message.copy-group", NULL);
  assert_events (chat, "copy {'value':'Hello'}\ncopy {'value':'Hi\\nthere'}\n");
  act (GTK_WIDGET (chat->chat), "component.copy", NULL);
  assert_events (chat, "copy {'value':'user: Hello\\n\\nassistant: Hi\\n\\nassistant: there'}\n");
}

typedef struct {
  char    *text;
  gboolean done;
} Clipboard;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Clipboard *clipboard = user_data;

  clipboard->text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  clipboard->done = TRUE;
}

static gboolean
is_done (gpointer user_data)
{
  return ((Clipboard *) user_data)->done;
}

static void
test_watermark (Chat *chat, gconstpointer value)
{
  Clipboard clipboard = { 0 };

  component_test_set_props (chat->chat, "{'watermark': 'by a test'}");
  act (get_row (chat, 0), "message.copy", NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (chat->chat)), NULL, read_cb,
                                 &clipboard);
  component_test_wait (is_done, &clipboard);
  g_assert_cmpstr (clipboard.text, ==, "Hello\n\nby a test");
  g_free (clipboard.text);
}

static void
test_clear (Chat *chat, gconstpointer value)
{
  GtkWidget           *bin = get_tool (GTK_WIDGET (chat->chat), "Clear the Conversation");
  g_autoptr (JsonNode) before = sp_component_dup_value (chat->chat);
  g_autoptr (JsonNode) after = NULL;

  g_signal_emit_by_name (bin, "clicked");
  assert_events (chat, "clear -\nchange -\ninput -\n");
  component_test_assert_value (chat->chat, "[]");
  component_test_set_value (chat->chat, "[]"); /* as the app answers */
  g_assert_cmpstr (gtk_widget_get_tooltip_text (bin), ==, "Bring the Conversation Back");
  g_signal_emit_by_name (bin, "clicked");
  assert_events (chat, "change -\ninput -\n");
  after = sp_component_dup_value (chat->chat);
  g_assert_true (gradio_json_equal (before, after));

  g_signal_emit_by_name (bin, "clicked");
  component_test_set_value (chat->chat, "[{'role':'assistant','content':'anew'}]");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (bin), ==, "Clear the Conversation");
  component_test_set_value (chat->chat, "[]");
  g_assert_false (gtk_widget_get_visible (bin));
}

static void
test_buttons (Chat *chat, gconstpointer value)
{
  GtkWidget *chatbot = GTK_WIDGET (chat->chat);

  component_test_set_props (chat->chat, "{'buttons': ['copy']}");
  g_assert_false (find_tool (chatbot, "Copy the Conversation"));
  g_assert_nonnull (get_tool (get_row (chat, 2), "Copy Message"));
  component_test_set_props (chat->chat, "{'buttons': ['copy_all', {'value': 'Mine', 'id': 7}]}");
  g_assert_true (find_tool (chatbot, "Copy the Conversation"));
  g_assert_null (get_tool (get_row (chat, 2), "Copy Message"));
  component_test_set_props (chat->chat, "{'show_copy_button': true, 'show_copy_all_button': false}");
  g_assert_false (find_tool (chatbot, "Copy the Conversation"));
  g_assert_nonnull (get_tool (get_row (chat, 2), "Copy Message"));
}

static void
clicked_id_cb (SpComponent *self, int id, int *clicked)
{
  *clicked = id;
}

static void
test_custom_button (Chat *chat, gconstpointer value)
{
  GtkWidget *button = NULL;
  int        clicked = -1;

  component_test_set_props (chat->chat, "{'buttons': [{'value': 'Mine', 'id': 7}]}");
  g_signal_connect (chat->chat, "button-clicked", G_CALLBACK (clicked_id_cb), &clicked);
  for (guint i = 0; button == NULL; i++) {
    GtkWidget *next = component_test_find (GTK_WIDGET (chat->chat), GTK_TYPE_BUTTON, i);

    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (next)), "Mine") == 0)
      button = next;
  }
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpint (clicked, ==, 7);
}

/* Only rows that show them have buttons. */
static void
test_lazy (Chat *chat, gconstpointer value)
{
  GtkWidget *row = get_row (chat, 0);

  gtk_widget_grab_focus (get_row (chat, 2));
  g_assert_null (get_tool (row, "Copy Message"));
  g_assert_nonnull (get_tool (get_row (chat, 2), "Copy Message"));
  gtk_widget_grab_focus (row);
  g_assert_nonnull (get_tool (row, "Copy Message"));
  g_assert_true (gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD));
  g_assert_true (GTK_IS_WIDGET (gtk_widget_get_focus_child (row)));
  gtk_widget_grab_focus (get_row (chat, 2));
  g_assert_null (get_tool (row, "Copy Message"));
}

/* Every event that a Chatbot declares, but `example_select`, which the empty chat has. */
static void
test_all (Chat *chat, gconstpointer value)
{
  static const char *const names[] = { "change", "select", "like", "retry", "undo", "option_select",
                                       "clear", "copy", "edit" };

  GtkWidget *row = get_row (chat, 2);

  act (row, "message.select", NULL);
  act (row, "feedback.give", "Like");
  act (row, "message.retry", NULL);
  act (row, "message.undo", NULL);
  act (row, "message.option", "0");
  act (row, "message.copy", NULL);
  start_edit (row);
  gtk_text_buffer_set_text (
    gtk_text_view_get_buffer (sp_text_area_get_view (
      SP_TEXT_AREA (component_test_find (row, SP_TYPE_TEXT_AREA, 0)))),
    "other", -1);
  g_signal_emit_by_name (component_test_find (row, SP_TYPE_CHAT_EDITOR, 0), "save");
  g_signal_emit_by_name (get_tool (GTK_WIDGET (chat->chat), "Clear the Conversation"), "clicked");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *line = g_strdup_printf ("%s ", names[i]);

    g_assert_nonnull (strstr (chat->events->str, line));
  }
}

static void
add (const char *path, const char *value, void (*test) (Chat *chat, gconstpointer value))
{
  g_test_add (path, Chat, value, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  add ("/chatbot-events/like", NULL, test_like);
  add ("/chatbot-events/like-single", NULL, test_like_single);
  add ("/chatbot-events/feedback", NULL, test_feedback);
  add ("/chatbot-events/like-user", NULL, test_like_user);
  add ("/chatbot-events/turn", NULL, test_turn);
  add ("/chatbot-events/options", NULL, test_options);
  add ("/chatbot-events/edit", NULL, test_edit);
  add ("/chatbot-events/edit-user", NULL, test_edit_user);
  add ("/chatbot-events/draft", NULL, test_draft);
  add ("/chatbot-events/pairs", "[['Hello','Hi']]", test_pairs);
  add ("/chatbot-events/copy", NULL, test_copy);
  add ("/chatbot-events/watermark", NULL, test_watermark);
  add ("/chatbot-events/clear", NULL, test_clear);
  add ("/chatbot-events/buttons", NULL, test_buttons);
  add ("/chatbot-events/custom-button", NULL, test_custom_button);
  add ("/chatbot-events/lazy", NULL, test_lazy);
  add ("/chatbot-events/all", NULL, test_all);

  return g_test_run ();
}
