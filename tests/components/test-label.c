/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"

#include "sp-confidence-bar.h"
#include "sp-confidence.h"

static void
test_generations (void)
{
  component_test_generations ("label");
}

static void
test_hostile (void)
{
  component_test_hostile ("label");
}

static void
check_share (const char *json, const char *text, double fraction)
{
  g_autoptr (JsonNode)     node = component_test_parse (json);
  g_autoptr (SpConfidence) confidence = sp_confidence_new (node);
  g_autofree char         *have = sp_confidence_dup_text (confidence);

  g_assert_cmpstr (have, ==, text);
  g_assert_cmpfloat (sp_confidence_get_fraction (confidence), ==, fraction);
}

static void
test_shares (void)
{
  check_share ("{'label': 'a', 'confidence': 0.5}", "50\302\240%", 0.5);
  check_share ("{'label': 'a', 'confidence': 0.005}", "0.50\302\240%", 0.005);
  check_share ("{'label': 'a', 'confidence': 1}", "100\302\240%", 1);
  check_share ("{'label': 'a', 'confidence': null}", "–", 0);
  check_share ("{'label': 'a', 'confidence': -2}", "-2", 0);
  check_share ("{'label': 'a', 'confidence': 3.5}", "3.5", 1);
  check_share ("{'label': 'a', 'confidence': 'x'}", "–", 0);
  check_share ("7", "–", 0);
}

static void
test_bars (void)
{
  SpComponent *self = component_test_new ("label");
  GtkWidget   *window = NULL;

  component_test_set_value (self,
                            "{'label': 'cat', 'confidences': [{'label': 'cat', 'confidence': 0.7},"
                            " {'label': 3, 'confidence': null}]}");
  window = component_test_show (self);
  component_test_find (GTK_WIDGET (self), SP_TYPE_CONFIDENCE_BAR, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

static void
event_cb (SpComponent *self, const char *name, JsonNode *data, char **text)
{
  g_autofree char *json = data != NULL ? gradio_json_write (data) : g_strdup ("null");

  g_free (*text);
  *text = g_strconcat (name, " ", json, NULL);
}

static void
test_select (void)
{
  SpComponent     *self = component_test_new ("label");
  g_autofree char *text = NULL;
  GtkWidget       *list = component_test_find (GTK_WIDGET (self), GTK_TYPE_LIST_BOX, 0);
  GtkListBoxRow   *row = NULL;

  component_test_set_value (self, "{'label': 'cat', 'confidences': [{'label': 'cat', 'confidence': 0.7},"
                                  " {'label': 3, 'confidence': 0.1}]}");
  g_signal_connect (self, "event", G_CALLBACK (event_cb), &text);
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1);
  g_assert_false (gtk_list_box_row_get_activatable (row));
  component_test_set_props (self, "{'_selectable': true, 'color': '#ff0000'}");
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1);
  g_assert_true (gtk_list_box_row_get_activatable (row));
  g_signal_emit_by_name (list, "row-activated", row);
  g_assert_cmpstr (text, ==, "select {\"index\":1,\"value\":3}");
  component_test_set_props (self, "{'color': 'no colour', 'show_heading': false}");
  g_assert_finalize_object (self);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/label/generations", test_generations);
  g_test_add_func ("/label/hostile", test_hostile);
  g_test_add_func ("/label/shares", test_shares);
  g_test_add_func ("/label/bars", test_bars);

  g_test_add_func ("/label/select", test_select);

  return g_test_run ();
}
