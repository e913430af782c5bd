/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an app's own page needs beyond endpoints, against tests/apps/proto_render.py and proto_files.py. */
#include "live-fixture.h"

#include <string.h>

/* The first entry of a list of /config that has the member with this text, or with any value. */
static JsonObject *
find_entry (Live       *live,
            const char *list,
            const char *member,
            const char *text)
{
  JsonArray *entries = gradio_json_get_array (gradio_client_get_config (live->client), list);

  for (guint i = 0; i < json_array_get_length (entries); i++) {
    JsonObject *entry = json_array_get_object_element (entries, i);

    if (text != NULL ? g_str_equal (gradio_json_get_string (entry, member, ""), text)
                     : json_object_has_member (entry, member) && !json_object_get_null_member (entry, member))
      return entry;
  }

  g_assert_not_reached ();
}

static void
render_cb (Live       *live,
           JsonObject *message)
{
  JsonObject *output = gradio_json_get_object (message, "output");
  JsonObject *render = gradio_json_get_object (output, "render_config");

  if (render != NULL)
    g_string_append_printf (live->seen, "%u components, %u dependencies",
                            json_array_get_length (gradio_json_get_array (render, "components")),
                            json_array_get_length (gradio_json_get_array (render, "dependencies")));
}

/* gr.render: the message brings the components of the rendered part. */
static void
test_render (Live         *live,
             gconstpointer data)
{
  JsonObject           *dependency = find_entry (live, "dependencies", "render_id", NULL);
  g_autofree char      *fn_index = g_strdup_printf ("%" G_GINT64_FORMAT, gradio_json_get_int (dependency, "id", -1));
  g_autoptr (JsonNode)  inputs = gradio_json_parse ("[2,null]", -1, NULL);
  g_autoptr (GradioJob) job = gradio_session_trigger (gradio_client_get_session (live->client),
                                                      live_find (live, fn_index), json_node_get_array (inputs),
                                                      NULL, -1);

  g_signal_connect_swapped (job, "message", G_CALLBACK (render_cb), live);
  live_watch (live, job);
  fake_app_wait (&live->done);
  g_assert_no_error (gradio_job_get_error (job));
  g_assert_nonnull (strstr (live->seen->str, "components, 3 dependencies"));
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Live                *live = user_data;
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = gradio_session_call_component_finish (GRADIO_SESSION (source), result, &error);
  g_autofree char     *text = NULL;

  g_assert_true ((node != NULL) != (error != NULL));
  if (error != NULL)
    g_assert_error (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND);
  text = error == NULL ? gradio_json_write (node) : g_strdup (" missing");
  g_string_append (live->seen, text);
  live->done = TRUE;
}

static void
call_component (Live       *live,
                const char *function)
{
  JsonObject          *component = find_entry (live, "components", "type", "fileexplorer");
  g_autoptr (JsonNode) data = gradio_json_parse ("[]", -1, NULL);

  live->done = FALSE;
  gradio_session_call_component_async (gradio_client_get_session (live->client),
                                       (int) gradio_json_get_int (component, "id", -1), function, data, NULL,
                                       called_cb, live);
  fake_app_wait (&live->done);
}

static void
test_component (Live         *live,
                gconstpointer data)
{
  call_component (live, "ls");
  g_assert_true (g_str_has_prefix (live->seen->str, "[{"));
  g_assert_nonnull (strstr (live->seen->str, "\"type\":\"file\""));

  if (live_has_version (5, 0)) { /* 4.44 fails with 500 */
    call_component (live, "nope");
    g_assert_true (g_str_has_suffix (live->seen->str, " missing"));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (argc > 1 && g_str_equal (argv[1], "component"))
    g_test_add ("/blocks/component", Live, NULL, live_set_up, test_component, live_tear_down);
  else
    g_test_add ("/blocks/render", Live, NULL, live_set_up, test_render, live_tear_down);

  return g_test_run ();
}
