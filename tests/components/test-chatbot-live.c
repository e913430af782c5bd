/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the functions of tests/apps/chat_events.py hear of a chat, from a real server. */
#include "component-test.h"
#include "live-fixture.h"
#include "sp-blocks.h"
#include "sp-chat-editor.h"
#include "sp-chat-row.h"
#include "sp-text-area.h"

#define TIMEOUT 30 /* seconds, for one answer */

typedef struct {
  Live         live;
  SpBlocks    *blocks;
  SpBlock     *chat_block;
  SpBlock     *heard;
  SpComponent *chat;
  GtkWidget   *window;
} Chat;

static SpBlock *
find (Chat *chat, const char *label)
{
  JsonObject *config = gradio_client_get_config (chat->live.client);
  JsonArray  *components = gradio_json_get_array (config, "components");

  for (guint i = 0; i < json_array_get_length (components); i++) {
    JsonObject *component = json_array_get_object_element (components, i);
    JsonObject *props = gradio_json_get_object (component, "props");

    if (g_str_equal (gradio_json_get_string (props, "label", ""), label))
      return sp_blocks_get_block (chat->blocks, (int) gradio_json_get_int (component, "id", -1));
  }

  g_assert_not_reached ();
}

static void
event_cb (Chat *chat, const char *name, JsonNode *data)
{
  sp_blocks_dispatch (chat->blocks, sp_block_get_id (chat->chat_block), name, data);
}

static JsonNode *
dup_value_cb (gpointer component)
{
  return sp_component_dup_value (component);
}

static void
update_cb (SpComponent *component, JsonObject *props)
{
  sp_component_set_props (component, props);
  if (json_object_has_member (props, "value"))
    sp_component_set_value (component, json_object_get_member (props, "value"));
}

static void
set_up (Chat *chat, gconstpointer data)
{
  JsonObject *props = NULL;

  live_set_up (&chat->live, data);
  chat->blocks = sp_blocks_new (chat->live.client, NULL, NULL);
  chat->chat_block = find (chat, "chat");
  chat->heard = find (chat, "heard");
  chat->chat = component_test_new ("chatbot");
  props = sp_block_get_props (chat->chat_block);
  sp_component_set_id (chat->chat, sp_block_get_id (chat->chat_block));
  sp_component_set_client (chat->chat, chat->live.client);
  sp_component_set_props (chat->chat, props);
  sp_component_set_value (chat->chat, json_object_get_member (props, "value"));
  sp_block_set_source (chat->chat_block, dup_value_cb, chat->chat);
  g_signal_connect_swapped (chat->chat, "event", G_CALLBACK (event_cb), chat);
  g_signal_connect_object (chat->chat_block, "update", G_CALLBACK (update_cb), chat->chat,
                           G_CONNECT_SWAPPED);
  chat->window = component_test_show (chat->chat);
}

static void
tear_down (Chat *chat, gconstpointer data)
{
  sp_block_set_source (chat->chat_block, NULL, NULL);
  gtk_window_destroy (GTK_WINDOW (chat->window));
  g_assert_finalize_object (chat->chat);
  sp_blocks_close (chat->blocks);
  g_clear_object (&chat->blocks);
  gradio_client_close (chat->live.client);
  while (G_OBJECT (chat->live.client)->ref_count > 1) /* what was cancelled is told to the server */
    g_main_context_iteration (NULL, TRUE);
  live_tear_down (&chat->live, data);
}

static gboolean
late_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_CONTINUE;
}

/* `'` stands for `"`. */
static void
wait_for (Chat *chat, const char *text)
{
  g_autoptr (JsonNode) want = component_test_parse (text);
  gboolean             late = FALSE;
  guint                timeout = g_timeout_add_seconds (TIMEOUT, late_cb, &late);

  for (;;) {
    g_autoptr (JsonNode) have = sp_block_dup_value (chat->heard);

    if (gradio_json_equal (have, want))
      break;
    if (late) {
      g_autofree char *json = gradio_json_write (have);

      g_assert_cmpstr (json, ==, text);
    }
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (timeout);
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
test_like (Chat *chat, gconstpointer data)
{
  if (!live_has_version (4, 44)) {
    act (get_row (chat, 1), "feedback.give", "Like");
    wait_for (chat, "{'event':'like','texts':['Hello Hi'],'index':[0,1],'value':'Hi','liked':true}");
    act (get_row (chat, 1), "feedback.give", "Dislike");
    wait_for (chat, "{'event':'like','texts':['Hello Hi'],'index':[0,1],'value':'Hi','liked':false}");
    return;
  }
  if (!live_has_version (5, 0)) {
    act (get_row (chat, 2), "feedback.give", "Dislike");
    wait_for (chat, "{'event':'like','texts':['Hello','Hi','there'],'index':[1,2],"
                    "'value':['Hi','there'],'liked':false}");
    return;
  }

  act (get_row (chat, 2), "feedback.give", "Like");
  wait_for (chat, "{'event':'like','texts':['Hello','Hi','there'],'index':1,'value':['Hi','there'],"
                  "'liked':true}");
  act (get_row (chat, 2), "feedback.give", "Spam");
  wait_for (chat, "{'event':'like','texts':['Hello','Hi','there'],'index':1,'value':['Hi','there'],"
                  "'liked':'Spam'}");
  act (get_row (chat, 2), "feedback.give", "Spam");
  wait_for (chat, "{'event':'like','texts':['Hello','Hi','there'],'index':1,'value':['Hi','there'],"
                  "'liked':''}");
}

static void
test_select (Chat *chat, gconstpointer data)
{
  act (get_row (chat, 1), "message.select", NULL);
  if (live_has_version (4, 44))
    wait_for (chat, "{'event':'select','texts':['Hello','Hi','there'],'index':1,'value':'Hi'}");
  else
    wait_for (chat, "{'event':'select','texts':['Hello Hi'],'index':[0,1],'value':'Hi'}");
}

static gboolean
skips_old (void)
{
  if (live_has_version (5, 0))
    return FALSE;

  g_test_skip ("Gradio 5 has this first");

  return TRUE;
}

static void
test_turn (Chat *chat, gconstpointer data)
{
  if (skips_old ())
    return;

  act (get_row (chat, 2), "message.retry", NULL);
  wait_for (chat, "{'event':'retry','texts':['Hello','Hi','there'],'index':0,'value':'Hello'}");
  act (get_row (chat, 2), "message.undo", NULL);
  wait_for (chat, "{'event':'undo','texts':['Hello','Hi','there'],'index':0,'value':'Hello'}");
}

static void
test_option (Chat *chat, gconstpointer data)
{
  if (skips_old ())
    return;

  act (get_row (chat, 2), "message.option", "0");
  wait_for (chat, "{'event':'option_select','texts':['Hello','Hi','there'],'index':0,'value':'yes'}");
}

static void
test_copy (Chat *chat, gconstpointer data)
{
  if (skips_old ())
    return;

  act (get_row (chat, 0), "message.copy", NULL);
  wait_for (chat, "{'event':'copy','texts':['Hello','Hi','there'],'value':'Hello'}");
}

static void
test_edit (Chat *chat, gconstpointer data)
{
  GtkWidget     *row = get_row (chat, 0);
  GtkTextBuffer *buffer = NULL;

  if (skips_old ())
    return;

  act (row, "message.edit", NULL);
  buffer = gtk_text_view_get_buffer (
    sp_text_area_get_view (SP_TEXT_AREA (component_test_find (row, SP_TYPE_TEXT_AREA, 0))));
  gtk_text_buffer_set_text (buffer, "Changed", -1);
  g_signal_emit_by_name (component_test_find (row, SP_TYPE_CHAT_EDITOR, 0), "save");
  wait_for (chat, "{'event':'edit','texts':['Changed','Hi','there'],'index':0,'value':'Changed',"
                  "'previous_value':'Hello'}");
}

static void
test_clear (Chat *chat, gconstpointer data)
{
  GtkWidget *bin = NULL;

  if (skips_old ())
    return;

  for (guint i = 0; bin == NULL; i++) {
    GtkWidget *button = component_test_find (GTK_WIDGET (chat->chat), GTK_TYPE_BUTTON, i);

    if (g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (button)), "user-trash-symbolic") == 0)
      bin = button;
  }
  g_signal_emit_by_name (bin, "clicked");
  wait_for (chat, "{'event':'clear','texts':[]}");
}

static gboolean
has_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;

  return FALSE;
}

static gboolean
has_answer (gpointer chat)
{
  return has_text (chat, "You said it well.");
}

/* What grows is drawn as it grows, though the job changes what it gave before. */
static void
test_stream (Chat *chat, gconstpointer data)
{
  SpBlock *talk = NULL;

  for (int id = 0; talk == NULL; id++) {
    SpBlock *block = sp_blocks_get_block (chat->blocks, id);

    if (block != NULL && g_str_equal (sp_block_get_type_name (block), "button") &&
        g_str_equal (gradio_json_get_string (sp_block_get_props (block), "value", ""), "talk"))
      talk = block;
  }
  sp_blocks_dispatch (chat->blocks, sp_block_get_id (talk), "click", NULL);
  component_test_wait (has_answer, chat->chat);
  if (live_has_version (6, 0)) /* `reasoning_tags`: what stands between them becomes a thought */
    g_assert_true (has_text (GTK_WIDGET (chat->chat), "Reasoning"));
}

static void
add (const char *path, void (*test) (Chat *chat, gconstpointer data))
{
  g_test_add (path, Chat, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  add ("/chatbot-live/stream", test_stream);
  add ("/chatbot-live/like", test_like);
  add ("/chatbot-live/select", test_select);
  add ("/chatbot-live/turn", test_turn);
  add ("/chatbot-live/option", test_option);
  add ("/chatbot-live/copy", test_copy);
  add ("/chatbot-live/edit", test_edit);
  add ("/chatbot-live/clear", test_clear);

  return g_test_run ();
}
