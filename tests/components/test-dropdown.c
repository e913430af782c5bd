/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-choice-chips.h"
#include "sp-choice-entry.h"

static void
test_generations (void)
{
  component_test_generations ("dropdown");
}

static void
test_hostile (void)
{
  component_test_hostile ("dropdown");
}

static GtkDropDown *
get_list (SpComponent *self)
{
  return GTK_DROP_DOWN (component_test_find (GTK_WIDGET (self), GTK_TYPE_DROP_DOWN, 0));
}

static void
test_choosing (void)
{
  SpComponent        *self = component_test_new ("dropdown");
  GtkDropDown        *list = NULL;
  g_autoptr (GString) events = component_test_watch (self);

  component_test_set_props (self, "{'choices': [['One', 1], ['Two', true], ['three', 'three']]}");
  list = get_list (self);
  component_test_assert_value (self, "null");
  g_assert_cmpuint (gtk_drop_down_get_selected (list), ==, GTK_INVALID_LIST_POSITION);
  gtk_drop_down_set_selected (list, 1);
  g_assert_cmpstr (events->str, ==, "select change input ");
  component_test_assert_value (self, "true");
  g_assert_finalize_object (self);
}

static void
test_unknown_value_is_kept (void)
{
  SpComponent *self = component_test_new ("dropdown");
  GtkDropDown *list = NULL;

  component_test_set_props (self, "{'choices': ['a', 'b']}");
  list = get_list (self);
  component_test_set_value (self, "'b'");
  component_test_set_props (self, "{'choices': ['c', 'd', 'e']}");
  component_test_assert_value (self, "'b'");
  g_assert_cmpuint (gtk_drop_down_get_selected (list), ==, 3);
  gtk_drop_down_set_selected (list, 0);
  component_test_assert_value (self, "'c'");
  component_test_set_value (self, "null");
  component_test_assert_value (self, "null");
  g_assert_finalize_object (self);
}

static char *
build_many (void)
{
  GString *props = g_string_new ("{'choices': [");

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (props, "%s['Choice %u', %u]", i > 0 ? ", " : "", i, i);
  g_string_append (props, "]}");

  return g_string_free (props, FALSE);
}

static gboolean
is_filtered (gpointer user_data)
{
  return g_list_model_get_n_items (user_data) == 1;
}

static guint
count_rows (GtkWidget *list)
{
  guint n_rows = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n_rows++;

  return n_rows;
}

/* What is typed finds any part of a label; the cost is that of the rows in view. */
static void
test_many_choices (void)
{
  SpComponent        *self = component_test_new ("dropdown");
  GtkWidget          *window = component_test_show (self);
  GtkWidget          *choices = NULL;
  GtkEditable        *entry = NULL;
  GtkWidget          *list = NULL;
  g_autofree char    *props = build_many ();
  g_autoptr (GString) events = NULL;

  component_test_set_props (self, props);
  choices = component_test_find (GTK_WIDGET (self), SP_TYPE_CHOICE_ENTRY, 0);
  entry = GTK_EDITABLE (component_test_find (choices, GTK_TYPE_ENTRY, 0));
  list = component_test_find (choices, GTK_TYPE_LIST_VIEW, 0);
  component_test_set_value (self, "9999");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "Choice 9999");
  events = component_test_watch (self);
  gtk_editable_set_text (entry, "");
  g_assert_cmpuint (count_rows (list), <, 500);
  gtk_editable_set_text (entry, "ICE 777");
  gtk_editable_set_text (entry, "ICE 7776");
  g_assert_cmpstr (events->str, ==, ""); /* a search is no choice */
  component_test_assert_value (self, "9999");
  component_test_wait (is_filtered, gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (events->str, ==, "select change input ");
  component_test_assert_value (self, "7776");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "Choice 7776");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
test_filterable (void)
{
  SpComponent     *self = component_test_new ("dropdown");
  GtkWidget       *choices = NULL;
  GtkEditable     *entry = NULL;
  GtkWidget       *list = NULL;
  g_autofree char *props = build_many ();

  component_test_set_props (self, props);
  choices = component_test_find (GTK_WIDGET (self), SP_TYPE_CHOICE_ENTRY, 0);
  entry = GTK_EDITABLE (component_test_find (choices, GTK_TYPE_ENTRY, 0));
  component_test_set_value (self, "'none of them'");
  g_assert_true (g_str_has_prefix (gtk_editable_get_text (entry), "none of them ("));
  component_test_assert_value (self, "'none of them'");
  component_test_set_props (self, "{'filterable': false}");
  list = GTK_WIDGET (get_list (self));
  g_assert_true (gtk_widget_get_child_visible (list));
  component_test_assert_value (self, "'none of them'");
  component_test_set_props (self, "{'filterable': true, 'choices': ['a', 'b']}");
  g_assert_true (gtk_widget_get_child_visible (list));
  component_test_set_props (self, "{'attached_events': ['key_up']}");
  g_assert_true (gtk_widget_get_child_visible (choices));
  component_test_assert_value (self, "'none of them'");
  g_assert_finalize_object (self);
}

static void
event_cb (SpComponent *self, const char *name, JsonNode *data, char **text)
{
  if (!g_str_equal (name, "key_up"))
    return;

  g_free (*text);
  *text = gradio_json_write (data);
}

static void
test_key_up (void)
{
  SpComponent           *self = component_test_new ("dropdown");
  GtkWidget             *choices = NULL;
  GtkEditable           *entry = NULL;
  g_autoptr (GListModel) controllers = NULL;
  g_autofree char       *text = NULL;

  component_test_set_props (self, "{'choices': ['a', 'b'], 'attached_events': ['key_up']}");
  choices = component_test_find (GTK_WIDGET (self), SP_TYPE_CHOICE_ENTRY, 0);
  entry = GTK_EDITABLE (component_test_find (choices, GTK_TYPE_ENTRY, 0));
  controllers = gtk_widget_observe_controllers (GTK_WIDGET (entry));
  g_signal_connect (self, "event", G_CALLBACK (event_cb), &text);
  gtk_editable_set_text (entry, "ca");
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      g_signal_emit_by_name (controller, "key-released", GDK_KEY_a, 0, 0);
  }
  g_assert_cmpstr (text, ==, "{\"key\":\"a\",\"input_value\":\"ca\"}");
  component_test_set_props (self, "{'choices': ['cat', 'car']}");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "ca"); /* what is being typed stays */
  g_assert_finalize_object (self);
}

static void
test_custom (void)
{
  SpComponent        *self = component_test_new ("dropdown");
  GtkWidget          *choices = NULL;
  GtkEditable        *entry = NULL;
  g_autoptr (GString) events = component_test_watch (self);

  component_test_set_props (self,
                            "{'choices': [['One', 1], ['Two', 2]], 'allow_custom_value': true}");
  choices = component_test_find (GTK_WIDGET (self), SP_TYPE_CHOICE_ENTRY, 0);
  entry = GTK_EDITABLE (component_test_find (choices, GTK_TYPE_ENTRY, 0));
  component_test_set_value (self, "2");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "Two");
  gtk_editable_set_text (entry, ""); /* two steps, or there are two changes */
  g_string_truncate (events, 0);
  gtk_editable_set_text (entry, "Three");
  g_assert_cmpstr (events->str, ==, "change input ");
  component_test_assert_value (self, "'Three'");
  gtk_editable_set_text (entry, "One");
  component_test_assert_value (self, "1");
  component_test_set_props (self, "{'choices': [['Four', 4]]}");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "One"); /* what was typed stays */
  component_test_set_value (self, "null");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
  component_test_assert_value (self, "null");
  g_assert_finalize_object (self);
}

static void
test_several (void)
{
  SpComponent        *self = component_test_new ("dropdown");
  GtkWidget          *chips = NULL;
  GtkWidget          *list = NULL;
  g_autoptr (GString) events = NULL;

  component_test_set_props (
    self, "{'choices': [['One', 1], ['Two', 2], ['Three', 3]], 'multiselect': true,"
          " 'max_choices': 2}");
  chips = component_test_find (GTK_WIDGET (self), SP_TYPE_CHOICE_CHIPS, 0);
  list = component_test_find (chips, GTK_TYPE_LIST_VIEW, 0);
  component_test_set_value (self, "[3]");
  events = component_test_watch (self);
  g_signal_emit_by_name (list, "activate", 0);
  g_assert_cmpstr (events->str, ==, "select change input ");
  component_test_assert_value (self, "[3, 1]"); /* in the order they were chosen */
  g_signal_emit_by_name (list, "activate", 1);
  component_test_assert_value (self, "[3, 1]"); /* no more than two */
  g_signal_emit_by_name (list, "activate", 2);
  component_test_assert_value (self, "[1]");
  component_test_set_value (self, "[1, 'other', 2]");
  component_test_assert_value (self, "[1, 'other', 2]");
  g_signal_emit_by_name (component_test_find (chips, GTK_TYPE_BUTTON, 0), "clicked");
  component_test_assert_value (self, "['other', 2]");
  sp_component_set_interactive (self, FALSE);
  g_signal_emit_by_name (component_test_find (chips, GTK_TYPE_BUTTON, 0), "clicked");
  component_test_assert_value (self, "['other', 2]");
  g_assert_finalize_object (self);
}

/* The first label with a tooltip. */
static GtkWidget *
find_row_label (GtkWidget *list)
{
  guint      i = 0;
  GtkWidget *label = component_test_find (list, GTK_TYPE_LABEL, i);

  while (gtk_widget_get_tooltip_text (label) == NULL)
    label = component_test_find (list, GTK_TYPE_LABEL, ++i);

  return label;
}

/* A tooltip that shows the whole value would be higher than a window can be. */
static void
test_huge_value (void)
{
  SpComponent     *self = component_test_new ("dropdown");
  GtkWidget       *window = component_test_show (self);
  GtkWidget       *label = NULL;
  g_autofree char *text = g_strnfill (1000000, 'x');
  g_autofree char *value = g_strdup_printf ("'%s'", text);

  component_test_set_props (self, "{'choices': ['a']}");
  component_test_set_value (self, value);
  label = find_row_label (GTK_WIDGET (get_list (self)));
  g_assert_cmpuint (strlen (gtk_label_get_label (GTK_LABEL (label))), <, 2000);
  g_assert_cmpuint (strlen (gtk_widget_get_tooltip_text (label)), <, 2000);
  component_test_assert_value (self, value);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/dropdown/generations", test_generations);
  g_test_add_func ("/dropdown/hostile", test_hostile);
  g_test_add_func ("/dropdown/choosing", test_choosing);
  g_test_add_func ("/dropdown/unknown-value-is-kept", test_unknown_value_is_kept);
  g_test_add_func ("/dropdown/huge-value", test_huge_value);
  g_test_add_func ("/dropdown/many-choices", test_many_choices);
  g_test_add_func ("/dropdown/filterable", test_filterable);
  g_test_add_func ("/dropdown/key-up", test_key_up);
  g_test_add_func ("/dropdown/custom", test_custom);
  g_test_add_func ("/dropdown/several", test_several);

  return g_test_run ();
}
