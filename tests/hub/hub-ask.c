/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-ask.h"

#include "gradio.h"
#include "hub-fixture.h"
#include "sp-hub-visit.h"

#include <libsoup/soup.h>
#include <string.h>

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

void
hub_wait_until (HubCondition condition,
                gpointer     user_data)
{
  while (!condition (user_data))
    g_main_context_iteration (NULL, TRUE);
}

JsonNode *
hub_call (SpHubSession    *session,
          const SpHubCall *call,
          char           **next,
          gint64          *kept_since,
          GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_hub_call_async (session, call, NULL, answered_cb, &result);

  return sp_hub_call_finish (session, wait_for (&result), next, kept_since, error);
}

JsonNode *
hub_get (SpHubSession *session,
         const char   *path,
         gint64       *kept_since)
{
  const SpHubCall    call = { .path = path, .keep = TRUE };
  g_autoptr (GError) error = NULL;
  JsonNode          *node = hub_call (session, &call, NULL, kept_since, &error);

  g_assert_no_error (error);

  return node;
}

SpHubSpace *
hub_fetch_space (SpHubSession *session,
                 const char   *id,
                 gint64       *kept_since,
                 GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_hub_space_fetch_async (session, id, NULL, answered_cb, &result);

  return sp_hub_space_fetch_finish (session, wait_for (&result), kept_since, error);
}

char *
hub_fetch_readme (SpHubSession *session,
                  const char   *id,
                  gint64       *kept_since,
                  GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_hub_readme_async (session, id, NULL, answered_cb, &result);

  return sp_hub_readme_finish (session, wait_for (&result), kept_since, error);
}

GHashTable *
hub_fetch_states (SpHubSession      *session,
                  const char *const *ids,
                  GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_hub_states_async (session, ids, NULL, answered_cb, &result);

  return sp_hub_states_finish (session, wait_for (&result), error);
}

gboolean
hub_visit (SpHubSession *session,
           const char   *id,
           GError      **error)
{
  g_autoptr (SpHubRepo)    repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, id, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  sp_hub_visit_async (session, repo, NULL, answered_cb, &result);

  return sp_hub_visit_finish (session, wait_for (&result), error);
}

static gboolean
is_loaded (gpointer user_data)
{
  return !sp_hub_search_is_loading (user_data);
}

void
hub_wait_search (SpHubSearch *search)
{
  hub_wait_until (is_loaded, search);
}

void
hub_load_all (SpHubSearch *search)
{
  hub_wait_search (search);
  while (!sp_hub_search_is_at_end (search)) {
    g_assert_no_error (sp_hub_search_get_error (search));
    sp_hub_search_load_more (search);
    hub_wait_search (search);
  }
}

SpHubSpace *
hub_find_space (SpHubSearch *search,
                const char  *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (search)); i++) {
    g_autoptr (SpHubSpace) space = g_list_model_get_item (G_LIST_MODEL (search), i);

    if (g_str_equal (sp_hub_space_get_id (space), id))
      return space; /* the search holds it */
  }

  return NULL;
}

JsonNode *
hub_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode          *node = gradio_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return node;
}

JsonNode *
hub_control (const char *method,
             const char *path,
             const char *body)
{
  g_autoptr (SoupSession) soup = soup_session_new ();
  g_autofree char        *uri = g_strconcat (g_getenv ("HF_ENDPOINT"), "/_fake/", path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autoptr (GError)      error = NULL;
  g_autoptr (GBytes)      sent = g_bytes_new_static (body, strlen (body));
  g_autoptr (GBytes)      answer = NULL;
  JsonNode               *node;

  if (*body != '\0')
    soup_message_set_request_body_from_bytes (message, "application/json", sent);
  answer = soup_session_send_and_read (soup, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  node = gradio_json_parse (g_bytes_get_data (answer, NULL), (gssize) g_bytes_get_size (answer), &error);
  g_assert_no_error (error);

  return node;
}

void
hub_control_only (const char *method,
                  const char *path,
                  const char *body)
{
  g_autoptr (JsonNode) answer = hub_control (method, path, body);
}

int
hub_run_tests (void)
{
  char *folder = hub_make_folder ();
  int   status;

  g_assert_true (g_setenv ("XDG_CACHE_HOME", folder, TRUE));
  status = g_test_run ();
  hub_remove_folder (folder);

  return status;
}
