/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file explorers of the kitchen sinks on a real server. */
#include "live-fixture.h"
#include "media-test.h"
#include "sp-explorer-row.h"

typedef struct {
  Live           live;
  GradioSession *session;
  SpComponent   *explorer;
  GtkWidget     *window;
} Fixture;

/* The explorer with this label, as the app has it. */
static JsonObject *
find_config (Fixture *fixture, const char *label)
{
  JsonArray *components = gradio_json_get_array (gradio_client_get_config (fixture->live.client),
                                                 "components");

  for (guint i = 0; i < json_array_get_length (components); i++) {
    JsonObject *component = json_array_get_object_element (components, i);
    JsonObject *props = json_object_get_object_member (component, "props");

    if (g_str_equal (json_object_get_string_member (component, "type"), "fileexplorer") &&
        g_strcmp0 (gradio_json_get_string (props, "label", NULL), label) == 0)
      return component;
  }
  g_assert_not_reached ();
}

static void
set_up (Fixture *fixture, gconstpointer label)
{
  JsonObject *config = NULL;

  live_set_up (&fixture->live, NULL);
  config = find_config (fixture, label);
  fixture->session = gradio_client_new_session (fixture->live.client);
  fixture->explorer = component_test_new ("fileexplorer");
  sp_component_set_session (fixture->explorer, fixture->session);
  sp_component_set_id (fixture->explorer, (int) json_object_get_int_member (config, "id"));
  sp_component_set_props (fixture->explorer, json_object_get_object_member (config, "props"));
  sp_component_set_interactive (fixture->explorer, TRUE);
  fixture->window = component_test_show (fixture->explorer);
}

static void
tear_down (Fixture *fixture, gconstpointer label)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  media_test_finalize (fixture->explorer);
  g_clear_object (&fixture->session);
  gradio_client_close (fixture->live.client);
  while (G_OBJECT (fixture->live.client)->ref_count > 1) /* what was cancelled is told to the server */
    g_main_context_iteration (NULL, TRUE);
  live_tear_down (&fixture->live, NULL);
}

static GtkTreeListRow *
dup_line (Fixture *fixture, const char *name, guint *position)
{
  GtkWidget  *list = component_test_find (GTK_WIDGET (fixture->explorer), GTK_TYPE_LIST_VIEW, 0);
  GListModel *lines = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++) {
    g_autoptr (GtkTreeListRow) row = g_list_model_get_item (lines, i);
    g_autoptr (SpExplorerItem) item = gtk_tree_list_row_get_item (row);

    *position = i;
    if (g_str_equal (sp_explorer_item_get_name (item), name))
      return g_steal_pointer (&row);
  }

  return NULL;
}

static GtkTreeListRow *
wait_for_line (Fixture *fixture, const char *name, guint *position)
{
  GtkTreeListRow *row = NULL;

  while ((row = dup_line (fixture, name, position)) == NULL)
    g_main_context_iteration (NULL, TRUE);

  return row;
}

static void
activate (Fixture *fixture, const char *name)
{
  GtkWidget                 *list = component_test_find (GTK_WIDGET (fixture->explorer), GTK_TYPE_LIST_VIEW, 0);
  guint                      position = 0;
  g_autoptr (GtkTreeListRow) row = wait_for_line (fixture, name, &position);

  gtk_widget_activate_action (list, "list.activate-item", "u", position);
}

/* The app judges the value that it gets. */
static void
assert_right (Fixture *fixture, const char *endpoint, const char *expected)
{
  g_autoptr (JsonNode)  value = sp_component_dup_value (fixture->explorer);
  g_autofree char      *json = gradio_json_write (value);
  g_autofree char      *arguments = g_strdup_printf ("[%s]", json);
  g_autoptr (GradioJob) job = NULL;
  JsonArray            *returns = NULL;

  component_test_assert_value (fixture->explorer, expected);
  job = live_submit (&fixture->live, endpoint, arguments);
  fake_app_wait (&fixture->live.done);
  returns = gradio_job_get_outputs (job);
  g_assert_nonnull (returns);
  g_assert_true (gradio_json_get_boolean (json_array_get_object_element (returns, 1), "ok", FALSE));

  /* What comes back is the same value again. */
  sp_component_set_value (fixture->explorer, json_array_get_element (returns, 0));
  component_test_assert_value (fixture->explorer, expected);
}

static void
test_several (Fixture *fixture, gconstpointer label)
{
  activate (fixture, "docs");
  activate (fixture, "a.txt");
  activate (fixture, "deep");
  activate (fixture, "c.txt");
  assert_right (fixture, "/fileexplorer", "[['a.txt'],['docs','deep','c.txt']]");
}

static void
test_one (Fixture *fixture, gconstpointer label)
{
  guint position = 0;

  activate (fixture, "docs");
  activate (fixture, "b.txt");
  g_assert_null (dup_line (fixture, "skip.log", &position));
  assert_right (fixture, "/fileexplorer_single", "[['docs','b.txt']]");
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add ("/live-fileexplorer/several", Fixture, "FileExplorer", set_up, test_several, tear_down);
  if (live_has_version (6, 0))
    g_test_add ("/live-fileexplorer/one", Fixture, "One file", set_up, test_one, tear_down);

  return g_test_run ();
}
