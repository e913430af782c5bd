/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the parent class draws around every component: tools, place, full screen, status. */

#include "component-test.h"

#include "gradio-endpoint-private.h"
#include "gradio-job-private.h"
#include "sp-component-private.h"
#include "sp-css-length.h"
#include "sp-file-row.h"

static guint
count_tools (SpComponent *self)
{
  guint n = 0;

  for (GtkWidget *child =
         gtk_widget_get_first_child (GTK_WIDGET (sp_component_get_private (self)->standard_tools));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    n++;

  return n;
}

static const char *
get_tool_action (SpComponent *self, guint index)
{
  GtkWidget *button = component_test_find (
    GTK_WIDGET (sp_component_get_private (self)->standard_tools), GTK_TYPE_BUTTON, index);

  return gtk_actionable_get_action_name (GTK_ACTIONABLE (button));
}

static void
test_buttons_of_six (void)
{
  SpComponent *self = component_test_new ("image");

  g_assert_cmpuint (count_tools (self), ==, 1);
  g_assert_cmpstr (get_tool_action (self, 0), ==, "component.fullscreen");
  component_test_set_props (self, "{'buttons': ['fullscreen', 'share', 'download', 'copy', 7, null]}");
  g_assert_cmpuint (count_tools (self), ==, 2); /* a picture has no text to copy */
  g_assert_cmpstr (get_tool_action (self, 0), ==, "component.save");
  component_test_set_props (self, "{'label': 'X'}");
  g_assert_cmpuint (count_tools (self), ==, 2);
  component_test_set_props (self, "{'buttons': null}");
  g_assert_cmpuint (count_tools (self), ==, 2);
  component_test_set_props (self, "{'buttons': []}");
  g_assert_cmpuint (count_tools (self), ==, 0);
  g_assert_finalize_object (self);
}

/* A file is saved by a button in one place, not in two. */
static void
test_save_once (void)
{
  SpComponent           *self = component_test_new ("image");
  GtkWidget             *row = component_test_find (GTK_WIDGET (self), SP_TYPE_FILE_ROW, 0);
  GtkWidget             *save = NULL;
  gboolean               elsewhere = FALSE;
  g_autoptr (GFile)      local = g_file_new_for_path ("/nowhere/a.png");
  g_autoptr (GradioFile) file = gradio_file_new_local (local);

  sp_file_row_set_file (SP_FILE_ROW (row), file, NULL);
  for (guint i = 0; save == NULL; i++) {
    GtkWidget *button = component_test_find (row, GTK_TYPE_BUTTON, i);

    if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), "file-row.save") == 0)
      save = button;
  }
  component_test_set_props (self, "{'buttons': ['fullscreen']}");
  g_assert_true (gtk_widget_get_visible (save));
  component_test_set_props (self, "{'buttons': ['download']}");
  g_assert_false (gtk_widget_get_visible (save));
  component_test_set_props (self, "{'buttons': []}");
  g_assert_true (gtk_widget_get_visible (save));
  g_assert_finalize_object (self);

  self = component_test_new ("video"); /* has one unless the author takes it away */
  g_object_get (component_test_find (GTK_WIDGET (self), SP_TYPE_FILE_ROW, 0), "saved-elsewhere", &elsewhere, NULL);
  g_assert_true (elsewhere);
  g_assert_finalize_object (self);
}

static void
test_buttons_of_three_to_five (void)
{
  SpComponent *self = component_test_new ("image");

  component_test_set_props (self, "{'show_download_button': true, 'show_fullscreen_button': false}");
  g_assert_cmpuint (count_tools (self), ==, 1);
  g_assert_cmpstr (get_tool_action (self, 0), ==, "component.save");
  component_test_set_props (self, "{'show_download_button': null, 'show_fullscreen_button': 'yes'}");
  g_assert_cmpuint (count_tools (self), ==, 1);
  g_assert_finalize_object (self);

  self = component_test_new ("textbox");
  g_assert_cmpuint (count_tools (self), ==, 0);
  component_test_set_props (self, "{'show_copy_button': true}");
  g_assert_cmpstr (get_tool_action (self, 0), ==, "component.copy");
  g_assert_finalize_object (self);
}

static void
clicked_cb (SpComponent *self, int id, int *clicked)
{
  *clicked = id;
}

static void
test_custom_buttons (void)
{
  SpComponent *self = component_test_new ("textbox");
  GtkWidget   *window = component_test_show (self);
  GtkWidget   *button = NULL;
  int          clicked = -1;

  g_signal_connect (self, "button-clicked", G_CALLBACK (clicked_cb), &clicked);
  component_test_set_props (self, "{'buttons': ['copy', {'value': 'Translate', 'id': 7}, {'value': 'no id'}, "
                                  "{'value': 'hidden', 'id': 8, 'visible': false}]}");
  g_assert_cmpuint (count_tools (self), ==, 2);
  button = component_test_find (GTK_WIDGET (sp_component_get_private (self)->standard_tools),
                                GTK_TYPE_BUTTON, 0);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "Translate");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpint (clicked, ==, 7);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_place (void)
{
  SpComponent *self = component_test_new ("number");

  g_assert_cmpint (sp_component_get_scale (self), ==, -1);
  g_assert_cmpint (sp_component_get_min_width (self), ==, -1);
  component_test_set_props (self, "{'elem_id': 'size', 'elem_classes': ['wide', 'a b', 3], 'scale': 2, "
                                  "'min_width': 200, 'container': false}");
  g_assert_cmpstr (gtk_widget_get_name (GTK_WIDGET (self)), ==, "elem-size");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (self), "app-wide"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (self), "app-b"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (self), "no-container"));
  g_assert_false (sp_component_get_container (self));
  g_assert_cmpint (sp_component_get_scale (self), ==, 2);
  g_assert_cmpint (sp_component_get_min_width (self), ==, 200);
  component_test_set_props (self, "{'elem_id': null, 'elem_classes': 'narrow', 'scale': 'x', "
                                  "'min_width': -5, 'container': 1}");
  g_assert_cmpstr (gtk_widget_get_name (GTK_WIDGET (self)), ==, "elem-size");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (self), "app-wide"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (self), "app-narrow"));
  g_assert_cmpint (sp_component_get_scale (self), ==, 2);
  g_assert_cmpint (sp_component_get_min_width (self), ==, 200);
  g_assert_false (sp_component_get_container (self));
  component_test_set_props (self, "{'scale': 0, 'container': true, 'min_width': 1e300}");
  g_assert_cmpint (sp_component_get_scale (self), ==, 0);
  g_assert_cmpint (sp_component_get_min_width (self), ==, 200);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (self), "no-container"));
  g_assert_finalize_object (self);
}

static void
test_info (void)
{
  SpComponent        *self = component_test_new ("number");
  SpComponentPrivate *priv = sp_component_get_private (self);

  component_test_set_props (self, "{'info': 'See **the** [manual](https://example.org), 3 < 5\\n\\n"
                                  "[not](javascript:x) \\u0001 & so on'}");
  g_assert_cmpstr (gtk_label_get_text (priv->info_label), ==,
                   "See the manual, 3 < 5\nnot \357\277\275 & so on");
  g_assert_nonnull (strstr (gtk_label_get_label (priv->info_label), "https://example.org"));
  g_assert_null (strstr (gtk_label_get_label (priv->info_label), "javascript"));
  component_test_set_props (self, "{'info': ''}");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (priv->info_label)));
  g_assert_finalize_object (self);
}

static void
check_length (const char *json, int reference, int expected)
{
  g_autoptr (JsonNode) node = component_test_parse (json);

  g_assert_cmpint (sp_css_length_to_pixels (node, reference), ==, expected);
}

static void
check_share (const char *text, gboolean expected)
{
  g_autoptr (JsonNode) node = component_test_parse (text);

  g_assert_cmpint (sp_css_length_is_share (node), ==, expected);
}

static void
check_share_of_window (const char *text, gboolean expected)
{
  g_autoptr (JsonNode) node = component_test_parse (text);

  g_assert_cmpint (sp_css_length_is_share_of_window (node), ==, expected);
}

static gboolean
has_width (gpointer widget)
{
  return gtk_widget_get_width (widget) > 0;
}

/* Wherever in the window it stands. */
static void
test_share_of_window (void)
{
  SpComponent *self = component_test_new ("image");
  GtkWidget   *window = NULL;

  component_test_set_props (self, "{'width': '50vw'}");
  window = component_test_show (self);
  component_test_wait (has_width, window);
  g_assert_cmpint (sp_component_get_width (self, 10), ==, gtk_widget_get_width (window) / 2);
  component_test_set_props (self, "{'width': '50%'}");
  g_assert_cmpint (sp_component_get_width (self, 10), ==, 5);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_css_length (void)
{
  check_length ("200", 0, 200);
  check_length ("12.7", 0, 12);
  check_length ("'300px'", 0, 300);
  check_length ("' 300 PX '", 0, 300);
  check_length ("'50%'", 800, 400);
  check_length ("'50%'", 0, -1);
  check_length ("'10vh'", 500, 50);
  check_length ("'2rem'", 0, 32);
  check_length ("'1e9px'", 0, 32767);
  check_length ("'calc(1px + 2px)'", 100, -1);
  check_length ("'auto'", 100, -1);
  check_length ("'-3px'", 100, -1);
  check_length ("'nan'", 100, -1);
  check_length ("'inf'", 100, -1);
  check_length ("-1", 100, -1);
  check_length ("null", 100, -1);
  check_length ("[3]", 100, -1);
  check_length ("true", 100, -1);
  g_assert_cmpint (sp_css_length_to_pixels (NULL, 100), ==, -1);
  check_share_of_window ("'40vw'", TRUE);
  check_share_of_window ("'40%'", FALSE);
  check_share_of_window ("'40px'", FALSE);
  check_share_of_window ("null", FALSE);
  check_share ("'40vh'", TRUE);
  check_share ("'5 %'", TRUE);
  check_share ("'40px'", FALSE);
  check_share ("'vh'", FALSE);
  check_share ("40", FALSE);
}

static gboolean
is_mapped (gpointer user_data)
{
  return gtk_widget_get_mapped (user_data);
}

static void
notice_cb (SpComponent *self, const char *text, GString *notices)
{
  g_string_append (notices, text);
}

/* The text that was typed and its undo steps are the widget's own: it must be the same one. */
static void
test_fullscreen (void)
{
  SpComponent        *self = component_test_new ("textbox");
  SpComponentPrivate *priv = sp_component_get_private (self);
  GtkWidget          *window = component_test_show (self);
  GtkWidget          *content = priv->content;
  g_autoptr (GString) notices = g_string_new (NULL);

  component_test_set_value (self, "'some text'");
  g_signal_connect (self, "notice", G_CALLBACK (notice_cb), notices);
  gtk_widget_activate_action (GTK_WIDGET (self), "component.fullscreen", NULL);
  g_assert_nonnull (priv->window);
  g_assert_true (gtk_widget_get_root (content) == GTK_ROOT (priv->window));
  component_test_wait (is_mapped, content);
  g_assert_true (sp_component_find (content) == self);
  gtk_widget_activate_action (content, "component.copy", NULL);
  g_assert_cmpstr (notices->str, ==, "Copied");

  gtk_widget_activate_action (content, "component.fullscreen", NULL);
  g_assert_null (priv->window);
  g_assert_true (priv->content == content);
  g_assert_true (gtk_widget_get_root (content) == GTK_ROOT (window));
  component_test_assert_value (self, "'some text'");

  gtk_widget_activate_action (GTK_WIDGET (self), "component.fullscreen", NULL);
  gtk_window_close (priv->window);
  g_assert_null (priv->window);
  g_assert_true (gtk_widget_get_root (content) == GTK_ROOT (window));

  gtk_widget_activate_action (GTK_WIDGET (self), "component.fullscreen", NULL);
  g_assert_nonnull (priv->window);
  gtk_window_destroy (GTK_WINDOW (window)); /* the page is gone, and the other window with it */
  g_assert_null (priv->window);
  g_assert_finalize_object (self);
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
has_caption (gpointer user_data)
{
  GtkLabel *label = GTK_LABEL (component_test_find (user_data, GTK_TYPE_LABEL, 1));

  return g_str_has_prefix (gtk_label_get_text (label), "Waiting in the queue: 3 of 10 · about 12 s left");
}

static void
test_status (void)
{
  SpComponent          *self = component_test_new ("textbox");
  SpComponentPrivate   *priv = sp_component_get_private (self);
  GtkWidget            *window = component_test_show (self);
  g_autoptr (GradioJob) job = new_job ();
  GtkWidget            *bar = NULL;

  g_assert_null (priv->status);
  sp_component_show_job (self, job, SP_SHOW_PROGRESS_FULL);
  component_test_wait (is_mapped, priv->status);
  bar = component_test_find (priv->status, GTK_TYPE_PROGRESS_BAR, 0);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (self), "waiting"));
  gradio_job_set_state (job, GRADIO_JOB_QUEUED);
  gradio_job_set_queue_place (job, 3, 10);
  gradio_job_set_eta (job, 12);
  component_test_wait (has_caption, priv->status);
  g_assert_true (gtk_widget_get_visible (bar));

  gradio_job_set_state (job, GRADIO_JOB_GENERATING);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (self), "waiting"));
  g_assert_true (gtk_widget_get_visible (priv->status));
  gradio_job_finish (job, GRADIO_JOB_COMPLETE);
  g_assert_false (gtk_widget_get_visible (priv->status));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_status_of_failure (void)
{
  SpComponent          *self = component_test_new ("textbox");
  SpComponentPrivate   *priv = sp_component_get_private (self);
  GtkWidget            *window = component_test_show (self);
  g_autoptr (GradioJob) job = new_job ();

  sp_component_show_job (self, job, SP_SHOW_PROGRESS_MINIMAL);
  component_test_wait (is_mapped, priv->status);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (self), "waiting"));
  g_assert_false (
    gtk_widget_get_visible (gtk_widget_get_parent (component_test_find (priv->status, GTK_TYPE_LABEL, 1))));
  gradio_job_fail (job, g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_APP, "No luck"));
  g_assert_true (gtk_widget_get_visible (priv->status));
  g_assert_cmpstr (
    gtk_label_get_text (GTK_LABEL (component_test_find (priv->status, GTK_TYPE_LABEL, 1))), ==, "Error");
  sp_component_show_job (self, job, SP_SHOW_PROGRESS_HIDDEN);
  g_assert_false (gtk_widget_get_visible (priv->status));
  sp_component_show_job (self, NULL, SP_SHOW_PROGRESS_FULL);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
collect_cb (SpComponent *self, GMenu *menu)
{
  g_menu_append (menu, "Prompt", "component.use-as-input::f/0");
}

static void
use_cb (SpComponent *self, const char *target, char **used)
{
  g_free (*used);
  *used = g_strdup (target);
}

static void
test_use_as_input (void)
{
  SpComponent     *self = component_test_new ("textbox");
  GtkWidget       *window = component_test_show (self);
  g_autofree char *used = NULL;

  g_signal_connect (self, "collect-targets", G_CALLBACK (collect_cb), NULL);
  g_signal_connect (self, "use-as-input", G_CALLBACK (use_cb), &used);
  gtk_widget_activate_action (GTK_WIDGET (self), "component.menu", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "component.use-as-input", "s", "f/0");
  g_assert_cmpstr (used, ==, "f/0");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_identity (void)
{
  SpComponent *self = component_test_new ("number");
  SpComponent *child = component_test_new ("number");

  g_assert_cmpint (sp_component_get_id (self), ==, -1);
  sp_component_set_id (self, 12);
  g_assert_cmpint (sp_component_get_id (self), ==, 12);
  g_assert_null (sp_component_get_session (self));
  g_assert_false (sp_component_add_child (self, child));
  g_assert_finalize_object (child);
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/component-parts/buttons-of-6", test_buttons_of_six);
  g_test_add_func ("/component-parts/save-once", test_save_once);
  g_test_add_func ("/component-parts/buttons-of-3-to-5", test_buttons_of_three_to_five);
  g_test_add_func ("/component-parts/custom-buttons", test_custom_buttons);
  g_test_add_func ("/component-parts/place", test_place);
  g_test_add_func ("/component-parts/info", test_info);
  g_test_add_func ("/component-parts/css-length", test_css_length);
  g_test_add_func ("/component-parts/share-of-window", test_share_of_window);
  g_test_add_func ("/component-parts/fullscreen", test_fullscreen);
  g_test_add_func ("/component-parts/status", test_status);
  g_test_add_func ("/component-parts/status-of-failure", test_status_of_failure);
  g_test_add_func ("/component-parts/use-as-input", test_use_as_input);
  g_test_add_func ("/component-parts/identity", test_identity);

  return g_test_run ();
}
