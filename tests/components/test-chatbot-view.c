/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is around the messages of a chat. */
#include "component-test.h"
#include "sp-chat-empty.h"
#include "sp-chat-row.h"
#include "sp-chat-view.h"
#include "sp-height-limit.h"
#include "sp-markdown-code.h"
#include "sp-markdown-view.h"
#include "sp-resize-grip.h"
#include "sp-thumbnail.h"

#define TALK "[{'role':'user','content':'Hello'},{'role':'assistant','content':'Hi'}]"

typedef struct {
  SpComponent *chat;
  GtkWidget   *window;
  char        *event;  /* name, space, data */
  int          wanted; /* height, pixels */
} Chat;

static void
event_cb (Chat *chat, const char *name, JsonNode *data)
{
  g_autofree char *text = data != NULL ? gradio_json_write (data) : g_strdup ("-");

  g_free (chat->event);
  chat->event = g_strdup_printf ("%s %s", name, text);
}

static void
set_up (Chat *chat, gconstpointer user_data)
{
  chat->chat = component_test_new ("chatbot");
  g_signal_connect_swapped (chat->chat, "event", G_CALLBACK (event_cb), chat);
  chat->window = component_test_show (chat->chat);
}

static gboolean
has_height (gpointer list)
{
  return gtk_widget_get_height (list) > 0;
}

/* Rows are made as soon as there is room to see them. */
static void
give_room (Chat *chat)
{
  component_test_set_props (chat->chat, "{'height': 400}");
  component_test_wait (has_height, component_test_find (GTK_WIDGET (chat->chat), SP_TYPE_LONG_LIST, 0));
}

static void
tear_down (Chat *chat, gconstpointer user_data)
{
  gtk_window_destroy (GTK_WINDOW (chat->window));
  g_assert_finalize_object (chat->chat);
  g_free (chat->event);
}

static GtkWidget *
find (Chat *chat, GType type, guint index)
{
  return component_test_find (GTK_WIDGET (chat->chat), type, index);
}

static int
measure_height (Chat *chat)
{
  int height = 0;

  gtk_widget_measure (find (chat, SP_TYPE_HEIGHT_LIMIT, 0), GTK_ORIENTATION_VERTICAL, 400, NULL,
                      &height, NULL, NULL);

  return height;
}

static gboolean
has_wanted_height (gpointer user_data)
{
  Chat *chat = user_data;

  return gtk_widget_get_height (find (chat, SP_TYPE_HEIGHT_LIMIT, 0)) == chat->wanted;
}

static void
test_heights (Chat *chat, gconstpointer user_data)
{
  component_test_set_props (chat->chat, "{}");
  g_assert_cmpint (measure_height (chat), ==, 400);
  component_test_set_props (chat->chat, "{'height': 250}");
  g_assert_cmpint (measure_height (chat), ==, 250);
  component_test_set_props (chat->chat, "{'height': null}");
  g_assert_cmpint (measure_height (chat), ==, 250);
  component_test_set_props (chat->chat, "{'height': '20rem'}");
  g_assert_cmpint (measure_height (chat), ==, 320);
}

/* Without a height it is as high as the messages, between the limits. */
static void
test_limits (Chat *chat, gconstpointer user_data)
{
  component_test_set_props (chat->chat, "{'height': null, 'min_height': 90, 'max_height': 300}");
  g_assert_cmpint (measure_height (chat), ==, 90);
  component_test_set_value (chat->chat, "[['1','2'],['3','4'],['5','6'],['7','8'],['9','10']]");
  g_assert_cmpint (measure_height (chat), ==, 300);
}

/* The user's height stays while other props change, and goes when the author says another one. */
static void
test_resizable (Chat *chat, gconstpointer user_data)
{
  GtkWidget *grip = find (chat, SP_TYPE_RESIZE_GRIP, 0);

  give_room (chat);
  g_assert_false (gtk_widget_get_visible (grip));
  component_test_set_props (chat->chat, "{'resizable': true, 'min_height': 200, 'height': 300}");
  g_assert_true (gtk_widget_get_visible (grip));
  chat->wanted = 300;
  component_test_wait (has_wanted_height, chat);

  g_assert_true (component_test_press (grip, GDK_KEY_Down, 0));
  g_assert_cmpint (measure_height (chat), ==, 320);
  chat->wanted = 320;
  component_test_wait (has_wanted_height, chat);
  g_assert_true (component_test_press (grip, GDK_KEY_Page_Down, 0));
  chat->wanted = 420;
  component_test_wait (has_wanted_height, chat);
  component_test_set_props (chat->chat, "{'label': 'Talk', 'height': null}");
  g_assert_cmpint (measure_height (chat), ==, 420);

  for (guint i = 0; i < 3; i++) {
    g_assert_true (component_test_press (grip, GDK_KEY_Page_Up, 0));
    chat->wanted = MAX (200, chat->wanted - 100);
    component_test_wait (has_wanted_height, chat);
  }
  g_assert_true (component_test_press (grip, GDK_KEY_Up, 0));
  g_assert_cmpint (measure_height (chat), ==, 200);

  component_test_set_props (chat->chat, "{'height': 350, 'resizable': false}");
  g_assert_cmpint (measure_height (chat), ==, 350);
  g_assert_false (gtk_widget_get_visible (grip));
}

static void
test_placeholder (Chat *chat, gconstpointer user_data)
{
  GtkWidget *empty = find (chat, SP_TYPE_CHAT_EMPTY, 0);
  GtkWidget *words = component_test_find (empty, SP_TYPE_MARKDOWN_VIEW, 0);

  component_test_set_props (chat->chat, "{}");
  g_assert_true (gtk_widget_get_visible (empty));
  g_assert_false (gtk_widget_get_visible (words));
  component_test_set_props (chat->chat, "{'placeholder': '# Ask'}");
  g_assert_true (gtk_widget_get_visible (words));
  g_assert_cmpstr (sp_markdown_view_get_text (SP_MARKDOWN_VIEW (words)), ==, "# Ask");
  component_test_set_value (chat->chat, TALK);
  g_assert_false (gtk_widget_get_visible (empty));
  component_test_set_value (chat->chat, "[]");
  g_assert_true (gtk_widget_get_visible (empty));
}

static void
test_examples (Chat *chat, gconstpointer user_data)
{
  GtkWidget *card = NULL;

  component_test_set_props (
    chat->chat, "{'examples': [null, {'text':'See','display_text':'Look','files':[{'path':'/a.png'}],"
                "'icon':{'text':'A'}}, 7, {'text':'Two'}]}");
  card = find (chat, GTK_TYPE_FLOW_BOX_CHILD, 0);
  g_signal_emit_by_name (gtk_widget_get_parent (card), "child-activated", card);
  g_assert_cmpstr (chat->event, ==,
                   "example_select {\"index\":1,\"value\":{\"text\":\"See\",\"files\":[{\"path\":\"/a.png\"}]}}");
  card = find (chat, GTK_TYPE_FLOW_BOX_CHILD, 1);
  g_signal_emit_by_name (gtk_widget_get_parent (card), "child-activated", card);
  g_assert_cmpstr (chat->event, ==, "example_select {\"index\":3,\"value\":{\"text\":\"Two\"}}");

  component_test_set_props (chat->chat, "{'examples': []}");
  g_assert_null (gtk_widget_get_first_child (find (chat, GTK_TYPE_FLOW_BOX, 0)));
}

static guint
count (GtkWidget *widget, GType type)
{
  guint n_found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_found += count (child, type);

  return n_found;
}

/* The first of several messages has the picture, the others the room for it. */
static void
test_avatars (Chat *chat, gconstpointer user_data)
{
  GtkWidget *list = find (chat, SP_TYPE_LONG_LIST, 0);

  give_room (chat);
  component_test_set_value (chat->chat, "[['a',null],[null,'b'],[null,'c']]");
  g_assert_cmpuint (count (list, SP_TYPE_THUMBNAIL), ==, 0);
  component_test_set_props (chat->chat, "{'avatar_images': [null, {'path':'/bot.png','url':null,'meta':{'_type':'gradio.FileData'}}]}");
  g_assert_cmpuint (count (list, SP_TYPE_THUMBNAIL), ==, 1);
  component_test_set_props (chat->chat, "{'avatar_images': ['https://example.org/me.png', '/bot.png', 3]}");
  g_assert_cmpuint (count (list, SP_TYPE_THUMBNAIL), ==, 2);
  component_test_set_props (chat->chat, "{'avatar_images': [null, null]}");
  g_assert_cmpuint (count (list, SP_TYPE_THUMBNAIL), ==, 0);
}

static void
test_layout (Chat *chat, gconstpointer user_data)
{
  give_room (chat);
  component_test_set_value (chat->chat, TALK);
  g_assert_true (gtk_widget_has_css_class (find (chat, SP_TYPE_CHAT_ROW, 0), "bubble"));
  component_test_set_props (chat->chat, "{'layout': 'panel'}");
  g_assert_true (gtk_widget_has_css_class (find (chat, SP_TYPE_CHAT_ROW, 0), "panel"));
  component_test_set_props (chat->chat, "{'rtl': true}");
  g_assert_cmpint (gtk_widget_get_direction (find (chat, SP_TYPE_CHAT_ROW, 0)), ==,
                   GTK_TEXT_DIR_RTL);
  component_test_set_props (chat->chat, "{'rtl': false}");
  g_assert_cmpint (gtk_widget_get_direction (find (chat, SP_TYPE_CHAT_ROW, 0)), ==,
                   GTK_TEXT_DIR_LTR);
}

/* Code asks for the width of its longest line. */
static void
test_code_width (Chat *chat, gconstpointer user_data)
{
  GtkWidget *narrow = g_object_ref_sink (sp_markdown_code_new ("a\nb", NULL));
  GtkWidget *wide = g_object_ref_sink (sp_markdown_code_new ("a\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL));
  int        width = 0, more = 0;

  gtk_widget_measure (narrow, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (wide, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &more, NULL, NULL);
  g_assert_cmpint (more, >, width + 100);
  g_assert_finalize_object (narrow);
  g_assert_finalize_object (wide);
}

static gboolean
is_far (gpointer list)
{
  return !sp_long_list_get_near_end (list);
}

static gboolean
is_near (gpointer list)
{
  return sp_long_list_get_near_end (list);
}

static gboolean
has_end (gpointer list)
{
  g_autoptr (GtkAdjustment) adjustment = NULL;

  g_object_get (list, "vadjustment", &adjustment, NULL);

  return gtk_adjustment_get_value (adjustment) > gtk_adjustment_get_lower (adjustment) + 1000;
}

/* A button leads back to the end while that is out of sight. */
static void
test_end (Chat *chat, gconstpointer user_data)
{
  SpLongList    *list = SP_LONG_LIST (find (chat, SP_TYPE_LONG_LIST, 0));
  GtkWidget     *revealer = find (chat, GTK_TYPE_REVEALER, 0);
  GString       *talk = g_string_new ("[");
  GtkAdjustment *adjustment = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (talk, "%s['question','answer']", i > 0 ? "," : "");
  g_string_append_c (talk, ']');
  component_test_set_props (chat->chat, user_data);
  component_test_set_value (chat->chat, talk->str);
  g_string_free (talk, TRUE);
  if (g_str_equal (user_data, "{}")) { /* it opens at its end */
    component_test_wait (has_end, list);
    g_assert_true (sp_long_list_get_near_end (list));
    g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
    g_object_get (list, "vadjustment", &adjustment, NULL);
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_lower (adjustment));
    g_object_unref (adjustment);
  }
  component_test_wait (is_far, list);
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (list), "chat.go-to-end", NULL));
  component_test_wait (is_near, list);
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
}

#define ADD(path, data, function) g_test_add (path, Chat, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  ADD ("/chatbot-view/heights", NULL, test_heights);
  ADD ("/chatbot-view/limits", NULL, test_limits);
  ADD ("/chatbot-view/resizable", NULL, test_resizable);
  ADD ("/chatbot-view/placeholder", NULL, test_placeholder);
  ADD ("/chatbot-view/examples", NULL, test_examples);
  ADD ("/chatbot-view/avatars", NULL, test_avatars);
  ADD ("/chatbot-view/layout", NULL, test_layout);
  ADD ("/chatbot-view/code-width", NULL, test_code_width);
  ADD ("/chatbot-view/end", "{}", test_end);
  ADD ("/chatbot-view/no-autoscroll", "{'autoscroll': false}", test_end);

  return g_test_run ();
}
