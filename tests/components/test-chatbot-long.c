/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chat of very many messages costs what is on screen, and an answer that grows what is new of it. */
#include "component-test.h"
#include "sp-chat-message.h"
#include "sp-chat-row.h"
#include "sp-long-list.h"
#include "sp-markdown-view.h"

#define MOST_ROWS 80 /* that are made where the list comes to rest: what can be seen, and three pages more */

typedef struct {
  guint n_messages;
  guint n_tokens;
} Size;

typedef struct {
  SpComponent *chat;
  GtkWidget   *window;
  SpLongList  *list;
  GPtrArray   *messages; /* of JsonNode, owned */
  Size         size;
  guint        awaited; /* position of a row */
  guint        n_rows;  /* made so far */
  guint        n_texts; /* shown as Markdown so far */
  guint        n_changed;
  guint        signals[2];
  gulong       hooks[2];
} Chat;

/* What is made in a window that is shown is mapped, once. */
static gboolean
map_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  Chat    *chat = user_data;
  gpointer widget = g_value_get_object (values);

  chat->n_rows += SP_IS_CHAT_ROW (widget);
  chat->n_texts += SP_IS_MARKDOWN_VIEW (widget);

  return TRUE;
}

static gboolean
changed_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  ((Chat *) user_data)->n_changed++;

  return TRUE;
}

static JsonNode *
new_message (guint i)
{
  static const char *const answers[] = {
    "One paragraph.\\n\\nAnother one with `code`, *stress* and [a link](https://example.org/).",
    "Try this:\\n\\n```python\\nfor i in range(9):\\n    print(i)\\n```\\n\\nThat is all.",
    "| name | value |\\n|--|--|\\n| a | 1 |\\n| b | 2 |",
    "- one\\n- two\\n  - three\\n\\n1. first\\n2. last",
    "> A quotation\\n\\n# Heading\\n\\n$$x^2$$",
  };
  g_autofree char *file = NULL;
  g_autofree char *text = NULL;

  if (i % 25 == 4)
    file = g_strdup_printf ("{'type':'file','file':{'path':'/tmp/data-%u.csv','url':null,"
                            "'orig_name':'data.csv','meta':{'_type':'gradio.FileData'}}},",
                            i);
  text = g_strdup_printf (
    "{'role':'%s','metadata':%s,'options':null,'content':[%s{'type':'text','text':'Message %u. %s'}]}",
    i % 2 == 0 ? "user" : "assistant",
    i % 40 == 7 ? "{'title':'Thinking','status':'done'}" : "null", file != NULL ? file : "", i,
    i % 2 == 0 ? "Is that **so**?" : answers[i / 2 % G_N_ELEMENTS (answers)]);

  return component_test_parse (text);
}

/* As a message of a server is applied: what is the same is the same node as before. */
static void
set_messages (Chat *chat)
{
  g_autoptr (JsonNode) value = json_node_new (JSON_NODE_ARRAY);
  JsonArray           *array = json_array_sized_new (chat->messages->len);

  for (guint i = 0; i < chat->messages->len; i++)
    json_array_add_element (array, json_node_ref (g_ptr_array_index (chat->messages, i)));
  json_node_take_array (value, array);
  sp_component_set_value (chat->chat, value);
}

static void
set_last_text (Chat *chat, const char *text)
{
  g_autofree char *start = g_strdup (
    "{'role':'assistant','metadata':null,'options':null,'content':[{'type':'text','text':''}]}");
  JsonNode  *message = component_test_parse (start);
  JsonArray *content = json_object_get_array_member (json_node_get_object (message), "content");

  json_object_set_string_member (json_array_get_object_element (content, 0), "text", text);
  json_node_unref (g_ptr_array_index (chat->messages, chat->messages->len - 1));
  g_ptr_array_index (chat->messages, chat->messages->len - 1) = message;
  set_messages (chat);
}

static gboolean
has_row (gpointer user_data)
{
  Chat           *chat = user_data;
  GtkWidget      *row = sp_long_list_get_row (chat->list, chat->awaited);
  graphene_rect_t bounds;

  return row != NULL && gtk_widget_get_height (row) > 0 &&
         gtk_widget_compute_bounds (row, GTK_WIDGET (chat->list), &bounds) &&
         bounds.origin.y + bounds.size.height > 0 &&
         bounds.origin.y < gtk_widget_get_height (GTK_WIDGET (chat->list));
}

static void
wait_for_row (Chat *chat, guint position)
{
  chat->awaited = position;
  component_test_wait (has_row, chat);
}

static void
set_up (Chat *chat, gconstpointer user_data)
{
  chat->size = *(const Size *) user_data;
  chat->chat = component_test_new ("chatbot");
  chat->signals[0] = g_signal_lookup ("map", GTK_TYPE_WIDGET);
  chat->hooks[0] = g_signal_add_emission_hook (chat->signals[0], 0, map_cb, chat, NULL);
  g_type_class_unref (g_type_class_ref (SP_TYPE_CHAT_MESSAGE));
  chat->signals[1] = g_signal_lookup ("changed", SP_TYPE_CHAT_MESSAGE);
  chat->hooks[1] = g_signal_add_emission_hook (chat->signals[1], 0, changed_cb, chat, NULL);

  chat->messages = g_ptr_array_new_full (chat->size.n_messages, (GDestroyNotify) json_node_unref);
  for (guint i = 0; i < chat->size.n_messages; i++)
    g_ptr_array_add (chat->messages, new_message (i));
  component_test_set_props (chat->chat, "{'height': 400}");
  chat->window = component_test_show (chat->chat);
  chat->list =
    SP_LONG_LIST (component_test_find (GTK_WIDGET (chat->chat), SP_TYPE_LONG_LIST, 0));
  set_messages (chat);
  wait_for_row (chat, chat->size.n_messages - 1);
}

static void
tear_down (Chat *chat, gconstpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (chat->hooks); i++)
    g_signal_remove_emission_hook (chat->signals[i], chat->hooks[i]);
  gtk_window_destroy (GTK_WINDOW (chat->window));
  g_assert_finalize_object (chat->chat);
  g_ptr_array_unref (chat->messages);
}

static void
assert_few_were_made (Chat *chat)
{
  g_assert_cmpuint (chat->n_rows, <, MOST_ROWS);
  g_assert_cmpuint (chat->n_texts, <, MOST_ROWS);
}

static void
scroll_to (Chat *chat, double part)
{
  g_autoptr (GtkAdjustment) adjustment = NULL;
  double                    lower, upper;

  g_object_get (chat->list, "vadjustment", &adjustment, NULL);
  lower = gtk_adjustment_get_lower (adjustment);
  upper = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  gtk_adjustment_set_value (adjustment, lower + part * (upper - lower));
}

static gboolean
has_middle (gpointer user_data)
{
  Chat *chat = user_data;

  for (chat->awaited = chat->size.n_messages * 4 / 10; chat->awaited < chat->size.n_messages * 6 / 10; chat->awaited++)
    if (has_row (chat))
      return TRUE;

  return FALSE;
}

/* It opens at its end; the middle, the beginning and the end again are one step away. */
static void
test_moves (Chat *chat, gconstpointer user_data)
{
  g_assert_cmpuint (chat->n_rows, >, 0);
  g_assert_cmpuint (chat->n_texts, >, 0);
  assert_few_were_made (chat);

  chat->n_rows = chat->n_texts = 0;
  scroll_to (chat, 0.5);
  component_test_wait (has_middle, chat);
  assert_few_were_made (chat);

  chat->n_rows = chat->n_texts = 0;
  scroll_to (chat, 0);
  wait_for_row (chat, 0);
  assert_few_were_made (chat);

  chat->n_rows = chat->n_texts = 0;
  sp_long_list_go_to_end (chat->list);
  wait_for_row (chat, chat->size.n_messages - 1);
  assert_few_were_made (chat);
}

static gboolean
is_at_end (gpointer user_data)
{
  Chat           *chat = user_data;
  GtkWidget      *row = sp_long_list_get_row (chat->list, chat->size.n_messages - 1);
  graphene_rect_t bounds;

  return row != NULL && gtk_widget_compute_bounds (row, GTK_WIDGET (chat->list), &bounds) &&
         bounds.size.height > gtk_widget_get_height (GTK_WIDGET (chat->list)) &&
         bounds.origin.y < 0 && sp_long_list_get_near_end (chat->list);
}

/* The row that grows stays the same, and so does what the user selected in it; the end stays in sight. */
static void
test_streams (Chat *chat, gconstpointer user_data)
{
  g_autoptr (GString) text = g_string_new ("What is selected.\n\n");
  GtkWidget          *row = sp_long_list_get_row (chat->list, chat->size.n_messages - 1);
  SpMarkdownView     *view = SP_MARKDOWN_VIEW (component_test_find (row, SP_TYPE_MARKDOWN_VIEW, 0));
  GtkWidget          *first = NULL;
  int                 from = 0, to = 0;
  guint               n_texts = 0;

  set_last_text (chat, text->str);
  wait_for_row (chat, chat->size.n_messages - 1);
  g_assert_true (sp_long_list_get_row (chat->list, chat->size.n_messages - 1) == row);
  while (sp_markdown_view_get_n_blocks (view) != 1)
    g_main_context_iteration (NULL, TRUE);
  first = sp_markdown_view_get_block (view, 0);
  gtk_label_select_region (GTK_LABEL (first), 8, 16);

  n_texts = chat->n_texts;
  chat->n_changed = 0;
  for (guint i = 1; i <= chat->size.n_tokens; i++) {
    g_string_append (text, i % 40 == 0 ? "end.\n\n" : i % 41 == 0 ? "\n- item "
                                                                  : "word ");
    set_last_text (chat, text->str);
    if (i % 10 == 0) /* several come between two frames */
      g_main_context_iteration (NULL, FALSE);
  }
  component_test_wait (is_at_end, chat);

  g_assert_cmpuint (chat->n_changed, ==, chat->size.n_tokens);
  g_assert_cmpuint (chat->n_texts, <, n_texts + MOST_ROWS); /* of the rows around it */
  g_assert_cmpuint (sp_markdown_view_get_n_parsed (view), <, chat->size.n_tokens * 1200);
  g_assert_true (sp_long_list_get_row (chat->list, chat->size.n_messages - 1) == row);
  g_assert_true (sp_markdown_view_get_block (view, 0) == first);
  g_assert_true (gtk_label_get_selection_bounds (GTK_LABEL (first), &from, &to));
  g_assert_cmpint (from, ==, 8);
  g_assert_cmpint (to, ==, 16);
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
is_set (gpointer place)
{
  return *(char **) place != NULL;
}

static void
test_copies_all (Chat *chat, gconstpointer user_data)
{
  guint            n_rows = chat->n_rows;
  g_autofree char *text = NULL;

  gtk_widget_activate_action (GTK_WIDGET (chat->chat), "component.copy", NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (chat->window), NULL, text_read_cb, &text);
  component_test_wait (is_set, &text);

  g_assert_nonnull (strstr (text, "Message 0. "));
  g_assert_nonnull (strstr (text, "Message 5000. "));
  g_assert_nonnull (strstr (text, "Message 9999. "));
  g_assert_cmpuint (chat->n_rows, <, n_rows + MOST_ROWS);
}

#define ADD(path, function, size) g_test_add (path, Chat, size, set_up, function, tear_down)

static const Size very_long = { 10000, 300 };
static const Size long_answer = { 100, 5000 };

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  ADD ("/chatbot-long/moves", test_moves, &very_long);
  ADD ("/chatbot-long/streams", test_streams, &very_long);
  ADD ("/chatbot-long/grows", test_streams, &long_answer);
  ADD ("/chatbot-long/copies-all", test_copies_all, &very_long);

  return g_test_run ();
}
