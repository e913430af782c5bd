/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-dialogue-row.h"
#include "sp-text-area.h"

#define PROPS "{'speakers': ['Ann', 'Bob'], 'tags': ['(laughs)', '(sighs)']}"

static GtkTextBuffer *
get_buffer (GtkWidget *widget)
{
  return gtk_text_view_get_buffer (
    sp_text_area_get_view (SP_TEXT_AREA (component_test_find (widget, SP_TYPE_TEXT_AREA, 0))));
}

static GtkWidget *
get_row (SpComponent *self, guint index)
{
  return component_test_find (GTK_WIDGET (self), SP_TYPE_DIALOGUE_ROW, index);
}

static void
test_generations (void)
{
  SpComponent *self = component_test_new ("dialogue");

  /* There are two generations that have it. */
  for (guint i = 0; i < 2; i++) {
    g_autoptr (JsonObject) types = component_test_load (i == 0 ? "5.49.1" : "6.31.0");
    JsonObject *class =
      json_object_get_object_member (json_object_get_object_member (types, "dialogue"), "Dialogue");
    JsonNode            *payload = json_object_get_member (class, "payload");
    g_autoptr (JsonNode) value = NULL;

    sp_component_set_props (self, json_object_get_object_member (class, "props"));
    sp_component_set_value (self, payload);
    value = sp_component_dup_value (self);
    g_assert_true (gradio_json_equal (value, payload));
    component_test_set_value (self, "null");
    component_test_assert_value (self, "null");
  }
  g_assert_finalize_object (self);
}

static void
test_hostile (void)
{
  component_test_hostile ("dialogue");
}

static void
test_lines (void)
{
  SpComponent        *self = component_test_new ("dialogue");
  g_autoptr (GString) events = NULL;

  component_test_set_props (self, PROPS);
  component_test_set_value (self, "[{'speaker': 'Ann', 'text': 'Hi'}]");
  events = component_test_watch (self);
  gtk_text_buffer_insert_at_cursor (get_buffer (get_row (self, 0)), "!", -1);
  g_assert_cmpstr (events->str, ==, "change input ");
  g_signal_emit_by_name (get_row (self, 0), "activate"); /* Enter: the other one answers */
  gtk_text_buffer_insert_at_cursor (get_buffer (get_row (self, 1)), "Yo", -1);
  component_test_assert_value (
    self, "[{'speaker': 'Ann', 'text': '!Hi'}, {'speaker': 'Bob', 'text': 'Yo'}]");
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (component_test_find (get_row (self, 1), GTK_TYPE_DROP_DOWN, 0)), 0);
  g_signal_emit_by_name (get_row (self, 0), "remove");
  component_test_assert_value (self, "[{'speaker': 'Ann', 'text': 'Yo'}]");
  g_assert_finalize_object (self);
}

static void
test_unknown_speakers (void)
{
  SpComponent *self = component_test_new ("dialogue");

  component_test_set_props (self, PROPS);
  component_test_set_value (self, "[{'speaker': 'Eve', 'text': 'Hi'}]");
  gtk_text_buffer_insert_at_cursor (get_buffer (get_row (self, 0)), "!", -1);
  component_test_assert_value (self, "[{'speaker': 'Eve', 'text': '!Hi'}]");
  component_test_set_props (self, "{'speakers': ['Eve', 'Ann'], 'color_map': {'Eve': 'red'}}");
  component_test_assert_value (self, "[{'speaker': 'Eve', 'text': '!Hi'}]");
  g_assert_finalize_object (self);
}

static void
test_text (void)
{
  SpComponent        *self = component_test_new ("dialogue");
  g_autoptr (GString) events = component_test_watch (self);

  component_test_set_value (self, "'[Ann] Hi'");
  component_test_assert_value (self, "'[Ann] Hi'");
  gtk_text_buffer_set_text (get_buffer (GTK_WIDGET (self)), "just text", -1);
  component_test_assert_value (self, "'just text'");
  component_test_set_props (self, "{'submit_btn': 'Go'}");
  g_string_truncate (events, 0);
  g_signal_emit_by_name (component_test_find (GTK_WIDGET (self), SP_TYPE_TEXT_AREA, 0), "activate");
  g_assert_cmpstr (events->str, ==, "submit ");
  g_assert_finalize_object (self);
}

static void
test_tags (void)
{
  SpComponent *self = component_test_new ("dialogue");
  GtkWidget   *window = NULL;
  GtkWidget   *list = NULL;

  component_test_set_props (self, PROPS);
  component_test_set_value (self, "[{'speaker': 'Ann', 'text': ''}]");
  window = component_test_show (self);
  list = component_test_find (
    component_test_find (get_row (self, 0), SP_TYPE_TEXT_AREA, 0), GTK_TYPE_LIST_BOX, 0);
  gtk_text_buffer_insert_at_cursor (get_buffer (get_row (self, 0)), "So :SI", -1);
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1));
  g_signal_emit_by_name (list, "row-activated",
                         gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  component_test_assert_value (self, "[{'speaker': 'Ann', 'text': 'So (sighs) '}]");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

/* What cannot be written in and has nothing in it says so, and offers nothing. */
static void
test_nothing (void)
{
  SpComponent *self = component_test_new ("dialogue");
  GtkWidget   *text_button = component_test_find (GTK_WIDGET (self), GTK_TYPE_TOGGLE_BUTTON, 0);
  GtkWidget   *label = gtk_widget_get_first_child (gtk_widget_get_parent (
      component_test_find (GTK_WIDGET (self), SP_TYPE_TEXT_AREA, 0)));

  component_test_set_props (self, "{'speakers': ['Ann'], 'ui_mode': 'both', 'interactive': false}");
  component_test_set_value (self, "[]");
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, "Nothing here yet");
  g_assert_true (gtk_widget_get_visible (label));
  g_assert_false (gtk_widget_get_visible (text_button));
  component_test_set_value (self, "''");
  g_assert_true (gtk_widget_get_visible (label));
  component_test_set_value (self, "[{'speaker': 'Ann', 'text': 'Hi'}]");
  g_assert_false (gtk_widget_get_visible (label));
  g_assert_true (gtk_widget_get_visible (text_button));
  component_test_set_value (self, "null");
  component_test_set_props (self, "{'interactive': true}");
  g_assert_false (gtk_widget_get_visible (label));
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/dialogue/generations", test_generations);
  g_test_add_func ("/dialogue/hostile", test_hostile);
  g_test_add_func ("/dialogue/lines", test_lines);
  g_test_add_func ("/dialogue/unknown-speakers", test_unknown_speakers);
  g_test_add_func ("/dialogue/text", test_text);
  g_test_add_func ("/dialogue/tags", test_tags);
  g_test_add_func ("/dialogue/nothing", test_nothing);

  return g_test_run ();
}
