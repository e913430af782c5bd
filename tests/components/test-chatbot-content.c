/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is inside a message. */
#include "component-test.h"
#include "gradio-description.h"
#include "gradio-endpoint-private.h"
#include "gradio-job-private.h"
#include "sp-chat-body.h"
#include "sp-chat-list.h"
#include "sp-chat-row.h"
#include "sp-chat-style.h"
#include "sp-file-row.h"
#include "sp-markdown-view.h"
#include "sp-math-label.h"
#include "sp-picture.h"

GType sp_audio_get_type (void);
GType sp_gallery_get_type (void);
GType sp_html_get_type (void);
GType sp_plot_get_type (void);
GType sp_video_get_type (void);

typedef struct {
  SpComponent *chat;
  GtkWidget   *window;
} Chat;

static void
set_up (Chat *chat, gconstpointer value)
{
  chat->chat = component_test_new ("chatbot");
  sp_component_set_id (chat->chat, 1);
  component_test_set_value (chat->chat, value);
  chat->window = component_test_show (chat->chat);
}

static void
tear_down (Chat *chat, gconstpointer value)
{
  gtk_window_destroy (GTK_WINDOW (chat->window));
  g_assert_finalize_object (chat->chat);
}

static GtkWidget *
get_row (Chat *chat, guint position)
{
  return component_test_find (GTK_WIDGET (chat->chat), SP_TYPE_CHAT_ROW, position);
}

/* How many widgets of a type are inside and not hidden. */
static guint
count (GtkWidget *widget, GType type)
{
  guint n = g_type_is_a (G_OBJECT_TYPE (widget), type);

  if (!gtk_widget_get_visible (widget))
    return 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count (child, type);

  return n;
}

static gboolean
has_text (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;

  return FALSE;
}

static gboolean
has_class (GtkWidget *widget, const char *name)
{
  if (gtk_widget_has_css_class (widget, name))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_class (child, name))
      return TRUE;

  return FALSE;
}

/* A button inside that runs the action is insensitive when the action is off. */
static gboolean
is_enabled (GtkWidget *widget, const char *action)
{
  GtkWidget *button = gtk_button_new ();
  gboolean   enabled = FALSE;

  gtk_widget_set_parent (button, widget);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  enabled = gtk_widget_get_sensitive (button);
  gtk_widget_unparent (button);

  return enabled;
}

typedef struct {
  GtkWidget  *widget;
  const char *text;
  gboolean    is_there;
} Wanted;

static gboolean
is_as_wanted (gpointer user_data)
{
  Wanted *wanted = user_data;

  return has_text (wanted->widget, wanted->text) == wanted->is_there;
}

/* Messages that change are drawn with the next frame. */
static void
wait_for_text (GtkWidget *widget, const char *text, gboolean is_there)
{
  component_test_wait (is_as_wanted, &(Wanted){ widget, text, is_there });
}

#define THOUGHT(status, text)                                                                     \
  "[{'role':'user','content':'Go'},"                                                              \
  "{'role':'assistant','metadata':{'title':'Using *tools*','id':'a','log':'weather'," status "}," \
  "'content':'" text "'}"
#define NESTED \
  ",{'role':'assistant','metadata':{'title':'Inside','parent_id':'a'},'content':'inner words'}"

static void
test_thought (Chat *chat, gconstpointer value)
{
  GtkWidget *row = get_row (chat, 1);

  g_assert_cmpuint (count (row, GTK_TYPE_SPINNER), ==, 1);
  g_assert_true (has_text (row, "Using tools"));
  g_assert_true (has_text (row, "weather"));
  g_assert_true (has_text (row, "looking"));

  component_test_set_value (chat->chat, THOUGHT ("'status':'pending'", "looking") NESTED "]");
  wait_for_text (row, "inner words", TRUE);

  component_test_set_value (chat->chat,
                            THOUGHT ("'status':'done','duration':1.55", "looked") NESTED "]");
  wait_for_text (row, "weather · 1.6 s", TRUE);
  g_assert_cmpuint (count (row, GTK_TYPE_SPINNER), ==, 0);
  g_assert_false (has_text (row, "looked"));
  g_assert_false (has_text (row, "Inside"));
  g_assert_true (get_row (chat, 1) == row);

  g_signal_emit_by_name (component_test_find (row, GTK_TYPE_BUTTON, 0), "clicked");
  g_assert_true (has_text (row, "looked"));
  g_assert_true (has_text (row, "inner words")); /* no status: open */
  component_test_set_value (chat->chat,
                            THOUGHT ("'status':'done','duration':0.05", "looked") NESTED "]");
  wait_for_text (row, "50.0 ms", TRUE);
  g_assert_true (has_text (row, "looked")); /* the user opened it */
}

static void
test_thought_closed (Chat *chat, gconstpointer value)
{
  GtkWidget *row = get_row (chat, 1);

  g_signal_emit_by_name (component_test_find (row, GTK_TYPE_BUTTON, 0), "clicked");
  g_assert_false (has_text (row, "looking"));
  component_test_set_value (chat->chat,
                            THOUGHT ("'status':'pending'", "looking on") ",{'role':'assistant','content':'x'}]");
  wait_for_text (GTK_WIDGET (chat->chat), "x", TRUE);
  g_assert_false (has_text (row, "looking"));
}

#define DONE THOUGHT ("'status':'done'", "looked")

/* An answer that grows under its thought. */
static void
test_growing (Chat *chat, gconstpointer value)
{
  GtkWidget *row = NULL;

  component_test_set_value (chat->chat, DONE ",{'role':'assistant','content':'Yo'}]");
  wait_for_text (GTK_WIDGET (chat->chat), "Yo", TRUE);
  row = get_row (chat, 2);
  component_test_set_value (chat->chat, DONE ",{'role':'assistant','content':'You said'}]");
  component_test_set_value (chat->chat, DONE ",{'role':'assistant','content':'You said **it**. $$x$$'}]");
  wait_for_text (GTK_WIDGET (chat->chat), "You said it", TRUE);
  component_test_set_value (chat->chat, DONE ",{'role':'assistant','content':'You said **it**. $$x$$ and `code`.'}]");
  wait_for_text (GTK_WIDGET (chat->chat), "code", TRUE);
  g_assert_true (get_row (chat, 2) == row);
}

/* Whose parent is nowhere stands by itself. */
static void
test_orphan (Chat *chat, gconstpointer value)
{
  g_assert_true (has_text (get_row (chat, 0), "Alone"));
  g_assert_true (has_text (get_row (chat, 1), "after it"));
}

/* A job of an endpoint without parameters, which nobody runs. */
static GradioJob *
new_job (void)
{
  const char                   *config = "{\"components\":[],\"dependencies\":[{\"api_name\":\"f\"}]}";
  g_autoptr (GBytes)            bytes = g_bytes_new (config, strlen (config));
  g_autoptr (GradioDescription) description = gradio_description_new (bytes, NULL);
  g_autoptr (GPtrArray)         endpoints = gradio_endpoint_list_new (description);
  g_autoptr (JsonArray)         values = json_array_new ();

  g_assert_cmpuint (endpoints->len, ==, 1);

  return gradio_job_new (NULL, g_ptr_array_index (endpoints, 0), values, FALSE);
}

static gboolean
has_dots (gpointer row)
{
  return has_class (row, "chat-dots");
}

static gboolean
has_no_dots (gpointer row)
{
  return !has_class (row, "chat-dots");
}

static gboolean
has_no_spinner (gpointer row)
{
  return count (row, GTK_TYPE_SPINNER) == 0;
}

static void
test_waiting (Chat *chat, gconstpointer value)
{
  g_autoptr (GradioJob) job = new_job ();
  g_autoptr (GradioJob) other = new_job ();
  GtkWidget            *row = get_row (chat, 1);

  g_assert_true (has_no_dots (row));
  sp_component_show_job (chat->chat, job, SP_SHOW_PROGRESS_FULL);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (chat->chat), "waiting"));
  component_test_wait (has_dots, row);
  gradio_job_set_state (job, GRADIO_JOB_GENERATING);
  component_test_wait (has_no_dots, row);
  g_assert_cmpuint (count (row, GTK_TYPE_SPINNER), ==, 1);
  gradio_job_finish (job, GRADIO_JOB_COMPLETE);
  component_test_wait (has_no_spinner, row); /* the thought was never told to be done */

  sp_component_show_job (chat->chat, other, SP_SHOW_PROGRESS_HIDDEN);
  g_assert_true (has_no_dots (row));
  gradio_job_finish (other, GRADIO_JOB_COMPLETE);
}

static void
test_busy (Chat *chat, gconstpointer value)
{
  g_autoptr (GradioJob) job = new_job ();
  GtkWidget            *row = get_row (chat, 1);

  component_test_set_props (chat->chat, "{'_retryable': true}");
  row = get_row (chat, 1);
  g_assert_true (is_enabled (row, "message.retry"));
  sp_component_show_job (chat->chat, job, SP_SHOW_PROGRESS_FULL);
  component_test_wait (has_dots, row);
  g_assert_false (is_enabled (row, "message.retry"));
  gradio_job_finish (job, GRADIO_JOB_COMPLETE);
  component_test_wait (has_no_dots, row);
  g_assert_true (is_enabled (row, "message.retry"));
}

static void
assert_markdown (const char *props, const char *text, const char *expected)
{
  g_autoptr (SpChatStyle) style = sp_chat_style_new ();
  g_autoptr (JsonNode)    node = component_test_parse (props);
  g_autofree char        *markdown = NULL;

  sp_chat_style_read (style, json_node_get_object (node));
  markdown = sp_chat_style_dup_markdown (style, text);
  g_assert_cmpstr (markdown, ==, expected);
}

static void
test_tags (void)
{
  const char *text = "<think>a</think> <b>c</b> <x-y/> `<think>` <https://a.b> 1 < 2";

  assert_markdown ("{}", text,
                   "&lt;think>a&lt;/think> <b>c</b> &lt;x-y/> `<think>` <https://a.b> 1 < 2");
  assert_markdown ("{'allow_tags': true}", text,
                   "&lt;think>a&lt;/think> <b>c</b> &lt;x-y/> `<think>` <https://a.b> 1 < 2");
  assert_markdown ("{'allow_tags': false}", text, text);
  assert_markdown ("{'allow_tags': ['think', 7]}", text,
                   "&lt;think>a&lt;/think> <b>c</b> <x-y/> `<think>` <https://a.b> 1 < 2");
}

static void
test_html (Chat *chat, gconstpointer value)
{
  GtkWidget *row = get_row (chat, 0);

  g_assert_true (has_text (row, "<think>hidden</think>"));
  g_assert_false (has_text (row, "alert"));
  component_test_set_props (chat->chat, "{'allow_tags': false}");
  row = get_row (chat, 0);
  g_assert_false (has_text (row, "think>"));
  g_assert_true (has_text (row, "hidden"));
}

static void
test_markdown (Chat *chat, gconstpointer value)
{
  GtkWidget *row = get_row (chat, 0);

  component_test_set_props (
    chat->chat, "{'latex_delimiters': [{'left': '$', 'right': '$', 'display': false}]}");
  row = get_row (chat, 0);
  g_assert_cmpuint (count (row, SP_TYPE_MARKDOWN_VIEW), ==, 1);
  g_assert_true (has_text (row, "one\ntwo"));
  g_assert_cmpuint (count (row, SP_TYPE_MATH_LABEL), >=, 1);

  component_test_set_props (chat->chat, "{'latex_delimiters': [], 'line_breaks': false}");
  row = get_row (chat, 0);
  g_assert_true (has_text (row, "one two"));
  g_assert_true (has_text (row, "$x^2$"));

  component_test_set_props (chat->chat, "{'render_markdown': false}");
  row = get_row (chat, 0);
  g_assert_cmpuint (count (row, SP_TYPE_MARKDOWN_VIEW), ==, 0);
  g_assert_true (has_text (row, "**bold**"));
  component_test_set_props (chat->chat, "{'render_markdown': true}");
  g_assert_cmpuint (count (get_row (chat, 0), SP_TYPE_MARKDOWN_VIEW), ==, 1);
}

#define FILE(path, mime) "{'path':'" path "','url':null,'size':2048,'orig_name':'" path \
                         "','mime_type':" mime ",'is_stream':false,'meta':{'_type':'gradio.FileData'}}"

static gboolean
is_savable (GtkWidget *row, const char *name)
{
  gboolean   savable = FALSE;
  GtkWidget *file = NULL;

  for (guint i = 0; file == NULL; i++) {
    GtkWidget  *next = component_test_find (row, SP_TYPE_FILE_ROW, i);
    GradioFile *shown = sp_file_row_get_file (SP_FILE_ROW (next));

    if (shown != NULL && g_str_equal (gradio_file_get_name (shown), name))
      file = next;
  }
  g_object_get (file, "savable", &savable, NULL);

  return savable;
}

static void
test_files (Chat *chat, gconstpointer value)
{
  GtkWidget *row = get_row (chat, 0);

  g_assert_cmpuint (count (row, SP_TYPE_PICTURE), ==, 1);
  g_assert_cmpuint (count (row, sp_audio_get_type ()), ==, 1);
  g_assert_cmpuint (count (row, sp_video_get_type ()), ==, 1);
  g_assert_cmpuint (count (row, SP_TYPE_FILE_ROW), >=, 1);
  g_assert_true (has_text (row, "notes.xyz"));
  g_assert_true (is_savable (row, "notes.xyz"));
  g_assert_true (is_enabled (component_test_find (row, sp_audio_get_type (), 0), "component.save"));

  component_test_set_props (chat->chat, "{'allow_file_downloads': false}");
  row = get_row (chat, 0);
  g_assert_false (is_savable (row, "notes.xyz"));
  g_assert_false (is_enabled (component_test_find (row, sp_audio_get_type (), 0), "component.save"));
  g_assert_false (is_enabled (GTK_WIDGET (chat->chat), "component.save"));
}

/* Also such that nobody knows. */
static void
test_components (Chat *chat, gconstpointer value)
{
  g_assert_cmpuint (count (get_row (chat, 0), sp_gallery_get_type ()), ==, 1);
  g_assert_cmpuint (count (get_row (chat, 1), sp_html_get_type ()), ==, 1);
  g_assert_cmpuint (count (get_row (chat, 2), sp_plot_get_type ()), ==, 1);
  g_assert_cmpuint (count (get_row (chat, 3), SP_TYPE_COMPONENT), >=, 1);
  component_test_assert_value (chat->chat, value);
}

static SpChatMessage *
get (SpChatList *list, guint position)
{
  return sp_chat_list_get (list, position);
}

/* Files as Gradio 3, 4 and 5 put them into pairs and messages. */
static void
test_old_shapes (void)
{
  SpChatList          *list = sp_chat_list_new ();
  g_autoptr (JsonNode) value = component_test_parse (
    "[[{'name':'/a/b.png','mime_type':'image/png','alt_text':'bee','data':null,'is_file':true},"
    "{'file':" FILE ("c.png", "null") ",'alt_text':'sea'}],"
                                      "[['/d/e.png','dee'],null],"
                                      "[null,{'component':'image','value':null,'constructor_args':{},'props':{}}],"
                                      "{'role':'assistant','content':{'file':" FILE ("f.png", "null") "},"
                                                                                                      "'metadata':{'title':null}}]");

  sp_chat_list_set_value (list, value);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 5);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (sp_chat_message_get_part (get (list, i), 0)->kind, ==,
                     i == 3 ? SP_CHAT_PART_COMPONENT : SP_CHAT_PART_FILE);
  g_assert_cmpstr (sp_chat_message_get_part (get (list, 0), 0)->text, ==, "bee");
  g_assert_cmpstr (sp_chat_message_get_part (get (list, 1), 0)->text, ==, "sea");
  g_assert_cmpstr (sp_chat_message_get_part (get (list, 2), 0)->text, ==, "dee");
  g_assert_null (sp_chat_message_get_metadata (get (list, 4)));
  g_assert_finalize_object (list);
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
  component_test_use_gstreamer ();

  add ("/chatbot-content/thought", THOUGHT ("'status':'pending'", "looking") "]", test_thought);
  add ("/chatbot-content/thought-closed", THOUGHT ("'status':'pending'", "looking") "]",
       test_thought_closed);
  add ("/chatbot-content/growing", THOUGHT ("'status':'pending'", "looking") "]", test_growing);
  add ("/chatbot-content/orphan",
       "[{'role':'assistant','metadata':{'title':'Alone','parent_id':'none'},'content':'words'},"
       "{'role':'assistant','content':'after it'}]",
       test_orphan);
  add ("/chatbot-content/waiting", THOUGHT ("'status':'pending'", "looking") "]", test_waiting);
  add ("/chatbot-content/busy", "[{'role':'user','content':'Go'},{'role':'assistant','content':'Gone'}]",
       test_busy);
  g_test_add_func ("/chatbot-content/tags", test_tags);
  add ("/chatbot-content/html",
       "[{'role':'assistant','content':'<think>hidden</think> <script>alert(1)</script> seen'}]",
       test_html);
  add ("/chatbot-content/markdown",
       "[{'role':'assistant','content':'one\\ntwo **bold** $x^2$'}]", test_markdown);
  add ("/chatbot-content/files",
       "[{'role':'assistant','content':["
       "{'type':'file','file':" FILE ("a.png", "'image/png'") ",'alt_text':'a'},"
                                                              "{'type':'file','file':" FILE ("b.wav", "null") "},"
                                                                                                              "{'type':'file','file':" FILE ("c.mp4", "'video/mp4'") "},"
                                                                                                                                                                     "{'type':'file','file':" FILE ("notes.xyz", "null") "}]}]",
       test_files);
  add ("/chatbot-content/components",
       "[{'role':'assistant','content':[{'type':'component','component':'gallery','value':[],'props':{}}]},"
       "{'role':'assistant','content':[{'type':'component','component':'html','value':'<b>x</b>','props':{}}]},"
       "{'role':'assistant','content':[{'type':'component','component':'plot','value':null,'props':{}}]},"
       "{'role':'assistant','content':[{'type':'component','component':'nobodyknows','value':[1],'props':{}}]}]",
       test_components);
  g_test_add_func ("/chatbot-content/old-shapes", test_old_shapes);

  return g_test_run ();
}
