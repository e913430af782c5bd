/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include <adwaita.h>
#include <gst/gst.h>

#include "sp-resources.h"

#define TIMEOUT 30 /* seconds */

static gint n_pipelines; /* (atomic): threads make and end them */

void
component_test_init (int *argc, char ***argv)
{
  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP there is no display\n");
    exit (0);
  }
  g_test_init (argc, argv, NULL);
  adw_init ();
  sp_components_init_style (gdk_display_get_default ());
}

/* A domain whose warnings are forgiven: %NULL for those without any. */
static gboolean
is_forgiven (const char *domain, gboolean nameless)
{
  static const char *const domains[] = {
    "GLib",
    "GLib-GObject",
    "GLib-GIO",
    "Gdk",
    "Gsk",
    "Gtk",
    "Adwaita",
    "GtkSourceView",
    "Pango",
    "Json",
    "libsoup",
    "Gradio",
    "Spaceport-Components",
    NULL,
  };

  return domain != NULL ? !g_strv_contains (domains, domain) : nameless;
}

/* GTK writes its log in fields, for which g_log_set_fatal_mask() counts nothing. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer nameless)
{
  const char *domain = NULL;

  for (gsize i = 0; i < n_fields; i++) {
    if (g_str_equal (fields[i].key, "GLIB_DOMAIN"))
      domain = fields[i].value;
  }
  g_log_writer_default (level, fields, n_fields, NULL);
  if ((level & G_LOG_LEVEL_WARNING) != 0 && !is_forgiven (domain, GPOINTER_TO_INT (nameless)))
    G_BREAKPOINT ();

  return G_LOG_WRITER_HANDLED;
}

/* All warnings stay fatal but those of the domain that is forgiven. */
static void
forgive (gboolean nameless)
{
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_log_set_writer_func (write_log, GINT_TO_POINTER (nameless), NULL);
}

static void
pipeline_gone_cb (gpointer data, GObject *pipeline)
{
  g_atomic_int_add (&n_pipelines, -1);
  g_main_context_wakeup (NULL);
}

/* Each pipeline counts from its first element on. */
static gboolean
element_added_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  GObject *bin = g_value_get_object (&values[0]);

  if (GST_IS_PIPELINE (bin) && g_object_replace_data (bin, "counted", NULL, bin, NULL, NULL)) {
    g_object_weak_ref (bin, pipeline_gone_cb, NULL);
    g_atomic_int_inc (&n_pipelines);
  }

  return TRUE;
}

static gboolean
too_late_cb (gpointer user_data)
{
  g_error ("%d pipelines were never given up", g_atomic_int_get (&n_pipelines));

  return G_SOURCE_REMOVE;
}

/* They stop in threads of their own, which may be loading a plugin still: what that needs must not have ended
 * before. */
static void
wait_for_pipelines (void)
{
  guint timeout = g_timeout_add_seconds (TIMEOUT, too_late_cb, NULL);

  while (g_atomic_int_get (&n_pipelines) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
}

void
component_test_use_gstreamer (void)
{
  forgive (FALSE);
  gst_init (NULL, NULL);
  g_signal_add_emission_hook (g_signal_lookup ("element-added", GST_TYPE_BIN), 0, element_added_cb, NULL, NULL);
  atexit (wait_for_pipelines);
}

void
component_test_forgive_webkit (void)
{
  forgive (TRUE);
  g_unsetenv ("G_DEBUG"); /* it holds here; its processes warn of what is not ours */
}

SpComponent *
component_test_new (const char *type)
{
  return g_object_ref_sink (sp_component_new_for_type (type));
}

JsonNode *
component_test_parse (const char *text)
{
  g_autofree char   *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GError) error = NULL;
  JsonNode          *node = gradio_json_parse (json, -1, &error);

  g_assert_no_error (error);

  return node;
}

void
component_test_set_props (SpComponent *self, const char *text)
{
  g_autoptr (JsonNode) props = component_test_parse (text);

  sp_component_set_props (self, json_node_get_object (props));
}

void
component_test_set_value (SpComponent *self, const char *text)
{
  g_autoptr (JsonNode) value = component_test_parse (text);

  sp_component_set_value (self, value);
}

static void
assert_same (SpComponent *self, JsonNode *expected)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (self);
  g_autofree char     *have = gradio_json_write (value);
  g_autofree char     *want = gradio_json_write (expected);

  if (!gradio_json_equal (value, expected))
    g_assert_cmpstr (have, ==, want);
}

void
component_test_assert_value (SpComponent *self, const char *text)
{
  g_autoptr (JsonNode) expected = component_test_parse (text);

  assert_same (self, expected);
}

static GtkWidget *
find (GtkWidget *widget, GType type, guint *index)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)) {
    if (*index == 0)
      return widget;
    *index -= 1;
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, type, index);

    if (found != NULL)
      return found;
  }

  return NULL;
}

GtkWidget *
component_test_find (GtkWidget *widget, GType type, guint index)
{
  GtkWidget *found = find (widget, type, &index);

  g_assert_nonnull (found);

  return found;
}

static void
event_cb (SpComponent *self, const char *name, JsonNode *data, GString *events)
{
  g_string_append_printf (events, "%s ", name);
}

GString *
component_test_watch (SpComponent *self)
{
  GString *events = g_string_new (NULL);

  g_signal_connect (self, "event", G_CALLBACK (event_cb), events);

  return events;
}

static gboolean
timeout_cb (gpointer user_data)
{
  gboolean *is_late = user_data;

  *is_late = TRUE;

  return G_SOURCE_CONTINUE;
}

void
component_test_wait (gboolean (*condition) (gpointer user_data), gpointer user_data)
{
  gboolean is_late = FALSE;
  guint    timeout_id = g_timeout_add_seconds (TIMEOUT, timeout_cb, &is_late);

  while (!condition (user_data)) {
    g_assert_false (is_late);
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (timeout_id);
}

static gboolean
is_mapped (gpointer user_data)
{
  return gtk_widget_get_mapped (user_data) && gtk_widget_get_width (user_data) > 0;
}

static gboolean
press_in (GListModel *shortcuts, GtkWidget *widget, guint key, GdkModifierType state)
{
  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++) {
    g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);
    GtkShortcutTrigger     *trigger = gtk_shortcut_get_trigger (shortcut);

    if (GTK_IS_KEYVAL_TRIGGER (trigger) &&
        gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key &&
        gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == state &&
        gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), GTK_SHORTCUT_ACTION_EXCLUSIVE,
                                      widget, gtk_shortcut_get_arguments (shortcut)))
      return TRUE;
  }

  return FALSE;
}

gboolean
component_test_press (GtkWidget *widget, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_SHORTCUT_CONTROLLER (controller) &&
        press_in (G_LIST_MODEL (controller), widget, key, state))
      return TRUE;
  }

  return FALSE;
}

GtkWidget *
component_test_show (SpComponent *self)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 480, 360);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (self));
  gtk_window_present (GTK_WINDOW (window));
  component_test_wait (is_mapped, self);

  return window;
}

/* A value of every kind, and such as hostile or broken servers send. */
static const char *const values[] = {
  "null",
  "true",
  "false",
  "0",
  "-1",
  "9007199254740993",
  "9223372036854775807",
  "-9223372036854775808",
  "0.1",
  "1e308",
  "-1e-300",
  "''",
  "'text'",
  "'a\\u0000b'",
  "'<b>&amp;</b> %s %n'",
  "'\\u202e\\ud83d\\ude42\\n\\r\\t'",
  "[]",
  "[null]",
  "[1, 'a', true, null, [], {}]",
  "[[['a', 'b'], ['c']], 7]",
  "{}",
  "{'label': 5, 'confidences': 'x', 'value': [], 'path': 3, 'url': null, 'meta': {}}",
  "{'label': null, 'confidences': [null, 1, {}, {'label': [], 'confidence': 'a'}, {'confidence': "
  "-5}]}",
  "{'path': '/etc/passwd', 'url': 'file:///etc/passwd', 'orig_name': '../../x', 'meta': {'_type': "
  "'gradio.FileData'}}",
};

static const char *const members[] = {
  "label",
  "show_label",
  "info",
  "visible",
  "interactive",
  "mode",
  "value",
  "minimum",
  "maximum",
  "step",
  "precision",
  "placeholder",
  "lines",
  "max_lines",
  "max_length",
  "type",
  "text_align",
  "rtl",
  "autoscroll",
  "submit_btn",
  "stop_btn",
  "choices",
  "multiselect",
  "max_choices",
  "allow_custom_value",
  "filterable",
  "show_select_all",
  "show_heading",
  "buttons",
  "file_count",
  "file_types",
  "sources",
  "height",
  "width",
  "open",
  "max_height",
  "elem_classes",
  "latex_delimiters",
  "header_links",
  "container",
  "show_download_button",
  "format",
  "waveform_options",
  "camera_position",
  "clear_color",
  "display_mode",
  "image_mode",
  "root",
};

static void
set_all_values (SpComponent *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autoptr (JsonNode) after = NULL;
    g_autofree char     *text = NULL;

    component_test_set_value (self, values[i]);
    after = sp_component_dup_value (self);
    g_assert_nonnull (after);
    text = gradio_json_write (after);
    sp_component_check (self, NULL);
  }
  sp_component_set_value (self, NULL);
}

static void
set_all_props (SpComponent *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (values); j++) {
      g_autofree char *props = g_strdup_printf ("{'%s': %s}", members[i], values[j]);

      component_test_set_props (self, props);
    }
  }
  sp_component_set_props (self, NULL);
}

void
component_test_hostile (const char *type)
{
  SpComponent *self = component_test_new (type);
  GtkWidget   *window = NULL;

  set_all_values (self);
  sp_component_set_interactive (self, FALSE);
  set_all_values (self);
  sp_component_set_interactive (self, TRUE);
  set_all_props (self);
  set_all_values (self);

  component_test_set_props (self, "{'visible': true}");
  window = component_test_show (self);
  set_all_values (self);
  sp_component_set_interactive (self, FALSE);
  set_all_values (self);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);

  self = component_test_new (type);
  g_assert_finalize_object (self);
}

JsonObject *
component_test_load (const char *version)
{
  g_autofree char     *name = g_strdup_printf ("components-%s.json", version);
  g_autofree char     *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autofree char     *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError)   error = NULL;
  gsize                length = 0;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  root = gradio_json_parse (text, (gssize) length, &error);
  g_assert_no_error (error);

  return json_object_ref (json_node_get_object (root));
}

static void
check_class (const char *type, JsonObject *class)
{
  SpComponent        *self = component_test_new (type);
  JsonNode           *payload = json_object_get_member (class, "payload");
  g_autoptr (GString) events = component_test_watch (self);

  sp_component_set_props (self, gradio_json_get_object (class, "props"));
  g_assert_cmpstr (events->str, ==, ""); /* props are no change of the value */

  sp_component_set_value (self, payload);
  assert_same (self, payload);
  g_string_truncate (events, 0);
  sp_component_set_value (self, payload);
  g_assert_cmpstr (events->str, ==, ""); /* nor is the same value */

  sp_component_set_interactive (self, FALSE);
  assert_same (self, payload);
  sp_component_set_value (self, json_object_get_member (class, "null_output"));
  assert_same (self, json_object_get_member (class, "null_output"));
  g_assert_finalize_object (self);
}

void
component_test_generations (const char *type)
{
  static const char *const versions[] = { "3.50.2", "4.44.1", "5.49.1", "6.31.0" };
  guint                    n_checked = 0;

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++) {
    g_autoptr (JsonObject) components = component_test_load (versions[i]);
    JsonObject            *classes = gradio_json_get_object (components, type);
    g_autoptr (GList)      names = classes != NULL ? json_object_get_members (classes) : NULL;

    for (GList *name = names; name != NULL; name = name->next) {
      check_class (type, json_object_get_object_member (classes, name->data));
      n_checked++;
    }
  }
  g_assert_cmpuint (n_checked, >, 0);
}
