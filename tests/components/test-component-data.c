/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every component of every generation with the props and values of real servers, and with what no
 * server should send. A warning of anything ends the program. */

#include "media-test.h"

#include "sample-data.h"

#include <math.h>

static const char *const versions[] = { "3.50.2", "4.44.1", "5.49.1", "6.31.0" };

static GPtrArray *
load (const char *version)
{
  return sample_data_load (g_test_get_dir (G_TEST_DIST), version);
}

static void
assert_gives_back (SpComponent *self, const SampleData *sample, JsonNode *value)
{
  g_autoptr (JsonNode) back = sp_component_dup_value (self);

  if (!gradio_json_equal (back, value)) {
    g_autofree char *have = gradio_json_write (back);
    g_autofree char *want = gradio_json_write (value);

    g_printerr ("%s (%s)\n", sample->class_name, sample->type);
    g_assert_cmpstr (have, ==, want);
  }
}

static void
test_types_have_widgets (gconstpointer version)
{
  g_autoptr (GPtrArray) samples = load (version);
  gboolean              missing = FALSE;

  for (guint i = 0; i < samples->len; i++) {
    const SampleData *sample = g_ptr_array_index (samples, i);

    if (sp_component_registry_has (sample->type))
      continue;
    g_printerr ("%s has no widget\n", sample->type);
    missing = TRUE;
  }
  g_assert_false (missing);
}

/* One window for all, for each new one takes its time; with scrolling, as a page has it: what is
 * absurdly high fits into no window of X. */
static void
show_in (GtkWidget *window, SpComponent *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self));
  gtk_window_set_child (GTK_WINDOW (window), scroller);
}

static GtkWidget *
new_window (void)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 480, 360);
  gtk_window_present (GTK_WINDOW (window));

  return window;
}

static void
check_values (GtkWidget *window, const SampleData *sample, gboolean interactive)
{
  SpComponent *self = component_test_new (sample->type);

  sp_component_set_props (self, sample->props);
  sp_component_set_interactive (self, interactive);
  show_in (window, self);
  if (sample->payload != NULL) {
    sp_component_set_value (self, sample->payload);
    assert_gives_back (self, sample, sample->payload);
  }
  sp_component_set_value (self, NULL);
  if (sample->null_output != NULL) {
    sp_component_set_value (self, sample->null_output);
    assert_gives_back (self, sample, sample->null_output);
  }
  sp_component_set_interactive (self, !interactive);
  sp_component_set_value (self, sample->payload);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  media_test_finalize (self);
}

static void
test_values (gconstpointer version)
{
  g_autoptr (GPtrArray) samples = load (version);
  GtkWidget            *window = new_window ();

  for (guint i = 0; i < samples->len; i++) {
    check_values (window, g_ptr_array_index (samples, i), TRUE);
    check_values (window, g_ptr_array_index (samples, i), FALSE);
  }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What real functions returned. */
static void
test_answers (gconstpointer version)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "answers.json", NULL);
  g_autofree char *text = NULL;
  gsize            length = 0;
  JsonArray       *answers = NULL;

  g_autoptr (JsonNode) root = NULL;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  root = gradio_json_parse (text, (gssize) length, NULL);
  answers = json_object_get_array_member (json_node_get_object (root), version);
  for (guint i = 0; i < json_array_get_length (answers); i++) {
    JsonArray   *pair = json_array_get_array_element (answers, i);
    JsonNode    *value = json_array_get_element (pair, 1);
    SampleData   sample = { (char *) json_array_get_string_element (pair, 0), "answer", NULL, NULL, NULL };
    SpComponent *self = component_test_new (sample.type);

    sp_component_set_interactive (self, i % 2 == 0);
    sp_component_set_value (self, value);
    assert_gives_back (self, &sample, value);
    media_test_finalize (self);
  }
}

static JsonNode *
new_number (double number)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  json_node_set_double (node, number);

  return node;
}

static GPtrArray *
new_absurd_values (void)
{
  static const char *const texts[] = {
    "null",
    "true",
    "'\\u0001\\u202e<b>&amp;'",
    "-1",
    "1e308",
    "9007199254740993",
    "[null, 3, 'x', {}, []]",
    "{'value': {'a': null}}",
    "[{'path': '/../x', 'url': 'file:///etc/passwd'}]",
  };
  GPtrArray *values = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_ptr_array_add (values, component_test_parse (texts[i]));
  g_ptr_array_add (values, new_number (NAN));
  g_ptr_array_add (values, new_number (-INFINITY));

  return values;
}

static void
set_prop (SpComponent *self, const char *name, JsonNode *value)
{
  g_autoptr (JsonObject) props = json_object_new ();

  json_object_set_member (props, name, json_node_copy (value));
  sp_component_set_props (self, props);
}

/* Things that any component may be sent, whether its class has them or not. */
static void
set_common_props (SpComponent *self, JsonNode *value)
{
  static const char *const names[] = {
    "label",
    "info",
    "show_label",
    "visible",
    "elem_id",
    "elem_classes",
    "scale",
    "min_width",
    "container",
    "buttons",
    "height",
    "rtl",
    "mode",
    "choices",
    "key",
    "placeholder",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    set_prop (self, names[i], value);
}

static void
iterate (void)
{
  for (guint i = 0; i < 100 && g_main_context_iteration (NULL, FALSE); i++)
    continue;
}

static void
check_absurd (GtkWidget *window, const SampleData *sample, GPtrArray *absurd)
{
  SpComponent      *self = component_test_new (sample->type);
  g_autoptr (GList) names = json_object_get_members (sample->props);

  show_in (window, self);
  sp_component_set_props (self, sample->props);
  sp_component_set_value (self, sample->payload);
  for (guint i = 0; i < absurd->len; i++) {
    JsonNode *value = g_ptr_array_index (absurd, i);

    for (GList *l = names; l != NULL; l = l->next)
      set_prop (self, l->data, value);
    set_common_props (self, value);
    sp_component_set_interactive (self, i % 2 == 0);
    gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
    iterate ();
  }
  for (guint i = 0; i < absurd->len; i++) {
    g_autoptr (JsonNode) back = NULL;

    sp_component_set_value (self, g_ptr_array_index (absurd, i));
    back = sp_component_dup_value (self);
    g_assert_nonnull (back);
    sp_component_check (self, NULL);
    iterate ();
  }
  sp_component_set_props (self, sample->props);
  sp_component_set_value (self, sample->payload);
  iterate ();
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  media_test_finalize (self);
}

static void
test_absurd (gconstpointer version)
{
  g_autoptr (GPtrArray) samples = load (version);
  g_autoptr (GPtrArray) absurd = new_absurd_values ();
  GtkWidget            *window = new_window ();

  for (guint i = 0; i < samples->len; i++) {
    const SampleData *sample = g_ptr_array_index (samples, i);

    if (i > 0 && g_str_equal (sample->type, ((SampleData *) g_ptr_array_index (samples, i - 1))->type))
      continue; /* the same widget under another name */
    check_absurd (window, sample, absurd);
  }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add (const char *name, const char *version, GTestDataFunc function)
{
  g_autofree char *path = g_strdup_printf ("/component-data/%s/%s", name, version);

  g_test_add_data_func (path, version, function);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  component_test_use_gstreamer ();
  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++) {
    add ("widgets", versions[i], test_types_have_widgets);
    add ("answers", versions[i], test_answers);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++) {
    add ("values", versions[i], test_values);
    add ("absurd", versions[i], test_absurd);
  }

  return g_test_run ();
}
