/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-drop-zone.h"

static void
test_generations (void)
{
  component_test_generations ("uploadbutton");
  component_test_generations ("downloadbutton");
}

static void
test_hostile (void)
{
  component_test_hostile ("uploadbutton");
  component_test_hostile ("downloadbutton");
}

static gboolean
has_event (gpointer user_data)
{
  return ((GString *) user_data)->len > 0;
}

static gboolean
has_error (gpointer user_data)
{
  return sp_component_get_error_text (user_data) != NULL;
}

static gboolean
has_class (GtkWidget *widget, const char *name)
{
  if (gtk_widget_has_css_class (widget, name))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (has_class (child, name))
      return TRUE;
  }

  return FALSE;
}

static void
test_upload (void)
{
  SpComponent          *button = component_test_new ("uploadbutton");
  g_autoptr (GString)   events = component_test_watch (button);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (JsonNode)  value = NULL;
  SpDropZone           *zone = NULL;

  component_test_set_props (button, "{'file_count':'multiple','file_types':['.txt'],'variant':'primary'}");
  g_assert_true (has_class (GTK_WIDGET (button), "suggested-action"));
  component_test_set_props (button, "{'variant':'secondary'}");
  g_assert_false (has_class (GTK_WIDGET (button), "suggested-action"));
  zone = SP_DROP_ZONE (component_test_find (GTK_WIDGET (button), SP_TYPE_DROP_ZONE, 0));
  g_ptr_array_add (files, media_test_file ("rgb.png"));
  sp_drop_zone_take_files (zone, files);
  component_test_wait (has_error, button);

  g_ptr_array_set_size (files, 0);
  g_ptr_array_add (files, media_test_file ("notes.txt"));
  g_ptr_array_add (files, media_test_file ("empty.txt"));
  sp_drop_zone_take_files (zone, files);
  component_test_wait (has_event, events);
  g_assert_cmpstr (events->str, ==, "upload change input ");
  value = sp_component_dup_value (button);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (value)), ==, 2);
  media_test_finalize (button);
}

/* What a button of Gradio 3 comes back with is a path on the server. */
static void
test_names (void)
{
  SpComponent *upload = component_test_new ("uploadbutton");
  SpComponent *download = component_test_new ("downloadbutton");
  GtkWidget   *button = component_test_find (GTK_WIDGET (download), GTK_TYPE_BUTTON, 0);
  GtkWidget   *names = NULL;

  for (guint i = 0; names == NULL || !gtk_label_get_selectable (GTK_LABEL (names)); i++)
    names = component_test_find (component_test_find (GTK_WIDGET (upload), SP_TYPE_DROP_ZONE, 0), GTK_TYPE_LABEL, i);
  component_test_set_value (upload, "'/tmp/gradio/0f/notes.txt'");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (names)), ==, "notes.txt");
  component_test_assert_value (upload, "'/tmp/gradio/0f/notes.txt'");
  component_test_set_value (upload, "null");
  g_assert_false (gtk_widget_get_visible (names));
  media_test_finalize (upload);

  component_test_set_value (download, "{'path':'/x/paper.pdf','meta':{'_type':'gradio.FileData'}}");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "paper.pdf");
  component_test_set_value (download, "null");
  g_assert_null (gtk_widget_get_tooltip_text (button));
  g_assert_finalize_object (download);
}

static void
test_download (void)
{
  SpComponent        *button = component_test_new ("downloadbutton");
  g_autoptr (GString) events = component_test_watch (button);

  g_signal_emit_by_name (component_test_find (GTK_WIDGET (button), GTK_TYPE_BUTTON, 0), "clicked");
  g_assert_cmpstr (events->str, ==, "click ");
  g_assert_finalize_object (button);
}

static gboolean
has_dialog (gpointer user_data)
{
  GtkFileChooser **dialog = user_data;
  GListModel      *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (GTK_IS_FILE_CHOOSER (window) && gtk_widget_get_mapped (window))
      g_set_weak_pointer (dialog, GTK_FILE_CHOOSER (window));
  }

  return *dialog != NULL;
}

static gboolean
is_closed (gpointer user_data)
{
  return *(GtkFileChooser **) user_data == NULL;
}

/* It asks for a file at once, which is told, too. */
static void
test_choose (void)
{
  SpComponent        *button = component_test_new ("uploadbutton");
  g_autoptr (GString) events = component_test_watch (button);
  GtkWindow          *window = media_test_show (GTK_WIDGET (button));
  GtkFileChooser     *dialog = NULL;
  GtkWidget          *face = NULL;

  for (guint i = 0; face == NULL || !gtk_widget_get_mapped (face); i++) /* not those of the empty zone */
    face = component_test_find (GTK_WIDGET (button), GTK_TYPE_BUTTON, i);
  g_signal_emit_by_name (face, "clicked");
  g_assert_cmpstr (events->str, ==, "click ");
  component_test_wait (has_dialog, &dialog);
  g_assert_cmpint (gtk_file_chooser_get_action (dialog), ==, GTK_FILE_CHOOSER_ACTION_OPEN);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  component_test_wait (is_closed, &dialog);
  gtk_window_destroy (window);
  media_test_finalize (button);
}

/* An app that closes takes its dialog along. */
static void
test_close (void)
{
  SpComponent    *button = component_test_new ("uploadbutton");
  GtkWindow      *window = media_test_show (GTK_WIDGET (button));
  GtkFileChooser *dialog = NULL;
  GtkWidget      *face = NULL;

  for (guint i = 0; face == NULL || !gtk_widget_get_mapped (face); i++)
    face = component_test_find (GTK_WIDGET (button), GTK_TYPE_BUTTON, i);
  g_signal_emit_by_name (face, "clicked");
  component_test_wait (has_dialog, &dialog);
  gtk_window_destroy (window);
  component_test_wait (is_closed, &dialog);
  media_test_finalize (button);
}

/* The dialog suggests the name that the file had for who made it, not that of its place on the server. */
static void
test_save (void)
{
  SpComponent     *button = component_test_new ("downloadbutton");
  GtkWidget       *window = component_test_show (button);
  GtkFileChooser  *dialog = NULL;
  g_autofree char *name = NULL;

  component_test_set_value (button, "{'path':'/tmp/gradio/0f/nme.txt','orig_name':'we ird & näme (1).txt',"
                                    "'meta':{'_type':'gradio.FileData'}}");
  g_signal_emit_by_name (component_test_find (GTK_WIDGET (button), GTK_TYPE_BUTTON, 0), "clicked");
  component_test_wait (has_dialog, &dialog);
  g_assert_cmpint (gtk_file_chooser_get_action (dialog), ==, GTK_FILE_CHOOSER_ACTION_SAVE);
  name = gtk_file_chooser_get_current_name (dialog);
  g_assert_cmpstr (name, ==, "we ird & näme (1).txt");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  component_test_wait (is_closed, &dialog);
  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (button);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/filebuttons/generations", test_generations);
  g_test_add_func ("/filebuttons/hostile", test_hostile);
  g_test_add_func ("/filebuttons/names", test_names);
  g_test_add_func ("/filebuttons/upload", test_upload);
  g_test_add_func ("/filebuttons/download", test_download);
  g_test_add_func ("/filebuttons/choose", test_choose);
  g_test_add_func ("/filebuttons/close", test_close);
  g_test_add_func ("/filebuttons/save", test_save);

  return g_test_run ();
}
