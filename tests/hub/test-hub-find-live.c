/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding Spaces on tests/servers/fake_hub.py with 500 of them, with and without its faults. */
#include "hub-ask.h"
#include "hub-fixture.h"
#include "sp-hub-error.h"

#include <string.h>

#define N_SPACES 500 /* that are made up; there are some more */
#define HELLO "demo/hello"

typedef struct {
  SpHubSession *session; /* without a token */
  SpHubSearch  *search;
  SpHubQuery   *query;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer token)
{
  hub_control_only ("POST", "chaos", "{}");
  hub_control_only ("POST", "limits", "{\"api\":[5000,300]}");
  hub_control_only ("DELETE", "requests", "");
  fixture->session = hub_new_session (token);
  sp_hub_session_set_user (fixture->session, g_test_get_path ());
  fixture->search = sp_hub_search_new (fixture->session);
  fixture->query = sp_hub_query_new ();
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  hub_control_only ("POST", "chaos", "{}");
  g_assert_finalize_object (fixture->search);
  g_assert_finalize_object (fixture->query);
  g_assert_finalize_object (fixture->session);
}

static guint
get_n_found (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->search));
}

static void
start (Fixture *fixture)
{
  sp_hub_search_start (fixture->search, fixture->query);
  hub_wait_search (fixture->search);
}

static guint
count_requests (int status)
{
  g_autoptr (JsonNode) log = hub_control ("GET", "requests", "");
  JsonArray           *requests = json_node_get_array (log);
  guint                count = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++)
    if (json_object_get_int_member (json_array_get_object_element (requests, i), "status") == status)
      count++;

  return count;
}

/* Page by page to the end, each Space once, the awkward ones among them. */
static void
test_all (Fixture      *fixture,
          gconstpointer data)
{
  static const char *const ids[] = { "edge/rtl-title", "edge/very-long", "edge/markup-title", "edge/no-card",
                                     "edge/no-runtime", "edge/unknown-sdk", "edge/unicode-name_ok.v2",
                                     "edge/huge-likes", "edge/gated", "tester/sleepy", HELLO };
  g_autoptr (GHashTable)   seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint                    n_first;

  start (fixture);
  n_first = get_n_found (fixture);
  g_assert_cmpuint (n_first, >, 20);
  g_assert_cmpuint (n_first, <=, 60);
  g_assert_cmpuint (count_requests (200), ==, 1);

  hub_load_all (fixture->search);
  g_assert_cmpuint (get_n_found (fixture), >, N_SPACES);
  g_assert_cmpuint (count_requests (200), <=, N_SPACES / 50 + 2);
  for (guint i = 0; i < get_n_found (fixture); i++) {
    g_autoptr (SpHubSpace) space = g_list_model_get_item (G_LIST_MODEL (fixture->search), i);

    g_assert_true (g_hash_table_add (seen, g_strdup (sp_hub_space_get_id (space))));
    g_assert_cmpuint (strlen (sp_hub_space_get_title (space)), >, 0);
    g_assert_false (sp_hub_space_is_private (space));
  }
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_nonnull (hub_find_space (fixture->search, ids[i]));
}

static void
test_words (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (SpHubSpace) first = NULL;
  SpHubSpace            *space;

  sp_hub_query_set_words (fixture->query, "background removal");
  start (fixture);
  first = g_list_model_get_item (G_LIST_MODEL (fixture->search), 0);
  g_assert_nonnull (strstr (sp_hub_space_get_summary (first), "background removal"));
  g_assert_nonnull (sp_hub_space_get_runtime (first));
  g_assert_nonnull (sp_hub_space_get_avatar (first));

  /* By an old name. */
  sp_hub_query_set_words (fixture->query, "edge/old-name");
  start (fixture);
  space = hub_find_space (fixture->search, "edge/huge-likes");
  g_assert_cmpint (sp_hub_space_get_likes (space), ==, 2147483648);

  sp_hub_query_set_words (fixture->query, "edge/nowhere-to-be-found");
  start (fixture);
  g_assert_no_error (sp_hub_search_get_error (fixture->search));
  g_assert_cmpuint (get_n_found (fixture), ==, 0);
  g_assert_true (sp_hub_search_is_at_end (fixture->search));
}

static void
test_categories (Fixture      *fixture,
                 gconstpointer data)
{
  static const char *const with_spaces[] = { "image-generation", "video-generation", "text-generation",
                                             "speech-synthesis", "music-generation", "background-removal",
                                             "image-upscaling", "ocr" };

  for (guint i = 0; i < G_N_ELEMENTS (with_spaces); i++) {
    g_assert_nonnull (sp_hub_category_get_title (with_spaces[i]));
    sp_hub_query_set_category (fixture->query, with_spaces[i]);
    start (fixture);
    g_assert_no_error (sp_hub_search_get_error (fixture->search));
    g_assert_cmpuint (get_n_found (fixture), >, 0);
  }
}

static void
test_filters (Fixture      *fixture,
              gconstpointer data)
{
  gint64 likes = G_MAXINT64;

  sp_hub_query_set_running (fixture->query, TRUE);
  sp_hub_query_set_hardware (fixture->query, "zero");
  sp_hub_query_set_license (fixture->query, "mit");
  sp_hub_query_set_installable (fixture->query, TRUE);
  sp_hub_query_set_sort (fixture->query, SP_HUB_SORT_LIKES);
  sp_hub_search_start (fixture->search, fixture->query);
  hub_load_all (fixture->search);
  g_assert_cmpuint (get_n_found (fixture), >, 3);

  for (guint i = 0; i < get_n_found (fixture); i++) {
    g_autoptr (SpHubSpace) space = g_list_model_get_item (G_LIST_MODEL (fixture->search), i);

    g_assert_true (sp_hub_runtime_is_callable (sp_hub_space_get_runtime (space)));
    g_assert_true (sp_hub_runtime_is_zero_gpu (sp_hub_space_get_runtime (space)));
    g_assert_cmpstr (sp_hub_space_get_license (space), ==, "mit");
    g_assert_cmpstr (sp_hub_space_get_sdk (space), ==, "gradio");
    g_assert_cmpint (sp_hub_space_get_likes (space), <=, likes);
    likes = sp_hub_space_get_likes (space);
  }
}

/* With a token there is what others do not see. */
static void
test_mine (Fixture      *fixture,
           gconstpointer data)
{
  SpHubSpace *private;

  sp_hub_query_set_mine (fixture->query, "tester");
  start (fixture);
  g_assert_true (sp_hub_search_is_at_end (fixture->search));
  private = hub_find_space (fixture->search, "tester/my-private");
  g_assert_true (sp_hub_space_is_private (private));
  g_assert_true (sp_hub_runtime_can_wake (sp_hub_space_get_runtime (hub_find_space (fixture->search,
                                                                                    "tester/sleepy"))));
}

static const struct {
  const char *id;
  const char *token;
  int         code; /* of a SpHubError, -1: none */
  const char *found;
} SPACES[] = {
  { HELLO, NULL, -1, HELLO },
  { "edge/old-name", NULL, -1, "edge/huge-likes" },
  { "Edge/Huge-Likes", NULL, -1, "edge/huge-likes" },
  { "edge/gated", NULL, -1, "edge/gated" },
  { "edge/disabled", NULL, -1, "edge/disabled" },
  { "tester/my-private", NULL, SP_HUB_ERROR_NOT_FOUND, NULL },
  { "tester/my-private", "hf_stranger", SP_HUB_ERROR_NOT_FOUND, NULL },
  { "tester/my-private", "hf_tester", -1, "tester/my-private" },
  { "tester/my-private", "hf_revoked", SP_HUB_ERROR_CREDENTIALS, NULL },
  { "edge/nowhere", NULL, SP_HUB_ERROR_NOT_FOUND, NULL },
  { "no id", NULL, SP_HUB_ERROR_ADDRESS, NULL },
};

static void
test_spaces (Fixture      *fixture,
             gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (SPACES); i++) {
    g_autoptr (SpHubSession) session = hub_new_session (SPACES[i].token);
    g_autoptr (GError)       error = NULL;
    g_autoptr (SpHubSpace)   space = hub_fetch_space (session, SPACES[i].id, NULL, &error);

    if (SPACES[i].code >= 0) {
      g_assert_error (error, SP_HUB_ERROR, SPACES[i].code);
      g_test_message ("%s", error->message);
      continue;
    }

    g_assert_no_error (error);
    g_assert_cmpstr (sp_hub_space_get_id (space), ==, SPACES[i].found);
    g_assert_nonnull (sp_hub_space_get_host (space));
    g_assert_true (sp_hub_space_is_gated (space) == g_str_equal (SPACES[i].found, "edge/gated"));
    g_assert_true (sp_hub_space_is_disabled (space) == g_str_equal (SPACES[i].found, "edge/disabled"));
  }
}

/* It changes while somebody looks. */
static void
test_runtime (Fixture      *fixture,
              gconstpointer data)
{
  static const char *const ids[] = { "tester/sleepy", "tester/paused", "tester/breaks-on-start",
                                     "tester/breaks-on-build",
                                     "demo/hello", "edge/old-name", "edge/nowhere", "edge/no-runtime", NULL };
  g_autoptr (GError)       error = NULL;
  g_autoptr (GHashTable)   states = hub_fetch_states (fixture->session, ids, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (states), ==, g_strv_length ((GStrv) ids));
  g_assert_true (sp_hub_runtime_can_wake (g_hash_table_lookup (states, "tester/sleepy")));
  g_assert_cmpint (sp_hub_runtime_get_stage (g_hash_table_lookup (states, "tester/paused")), ==, SP_HUB_STAGE_PAUSED);
  g_assert_true (sp_hub_runtime_is_callable (g_hash_table_lookup (states, "edge/old-name")));
  g_assert_null (g_hash_table_lookup (states, "edge/nowhere"));
  /* One of each owner with several, and those that the list does not have. */
  g_assert_cmpuint (count_requests (200), <=, 5);
  g_clear_pointer (&states, g_hash_table_unref);

  hub_control_only ("PATCH", "spaces/tester/paused", "{\"stage\":\"BUILD_ERROR\",\"error\":\"no pip\"}");
  states = hub_fetch_states (fixture->session, ids, &error);
  hub_control_only ("PATCH", "spaces/tester/paused", "{\"stage\":\"PAUSED\"}");
  g_assert_cmpint (sp_hub_runtime_get_stage (g_hash_table_lookup (states, "tester/paused")), ==, SP_HUB_STAGE_BROKEN);
  g_assert_cmpstr (sp_hub_runtime_get_error (g_hash_table_lookup (states, "tester/paused")), ==, "no pip");
}

static void
test_readme (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *readme = hub_fetch_readme (fixture->session, HELLO, NULL, &error);
  g_autofree char   *again = NULL;
  gint64             kept_since = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (readme), >, 0);
  g_assert_null (strstr (readme, "sdk_version"));

  hub_control_only ("POST", "chaos", "{\"offline\":true}");
  again = hub_fetch_readme (fixture->session, HELLO, &kept_since, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, readme);
  g_assert_cmpint (kept_since, >, 0);
  g_assert_null (hub_fetch_readme (fixture->session, "edge/huge-likes", NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_SERVER);
}

static const char *const FAULTS[] = {
  "{\"offline\":true}",
  "{\"fail_status\":503}",
  "{\"fail_status\":200,\"fail_body\":\"<html>Log in</html>\"}",
  "{\"fail_status\":403,\"fail_body\":\"<html>Log in</html>\"}",
  "{\"fail_status\":429,\"retry_after\":600}",
};

/* Whatever the Hub does, what was there is there; what was not fails with words. */
static void
test_chaos (Fixture      *fixture,
            gconstpointer data)
{
  guint n_found;

  start (fixture);
  n_found = get_n_found (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (FAULTS); i++) {
    g_autofree char *words = g_strdup_printf ("fault%u", i);

    hub_control_only ("POST", "chaos", FAULTS[i]);
    sp_hub_query_set_words (fixture->query, NULL);
    start (fixture);
    g_assert_no_error (sp_hub_search_get_error (fixture->search));
    g_assert_cmpint (sp_hub_search_get_kept_since (fixture->search), >, 0);
    g_assert_cmpuint (get_n_found (fixture), ==, n_found);

    sp_hub_query_set_words (fixture->query, words);
    start (fixture);
    g_assert_nonnull (sp_hub_search_get_error (fixture->search));
    g_assert_cmpuint (get_n_found (fixture), ==, 0);
    g_test_message ("%s", sp_hub_search_get_error (fixture->search)->message);
  }
}

/* A Hub that stumbles is asked again. */
static void
test_stumbling (Fixture      *fixture,
                gconstpointer data)
{
  hub_control_only ("POST", "chaos", "{\"fail_status\":502,\"fail_times\":3}");
  start (fixture);
  g_assert_no_error (sp_hub_search_get_error (fixture->search));
  g_assert_cmpint (sp_hub_search_get_kept_since (fixture->search), ==, 0);
  g_assert_cmpuint (get_n_found (fixture), >, 20);
}

/* Of few requests all of it comes, with rests, and the Hub hardly has to say no. */
static void
test_limits (Fixture      *fixture,
             gconstpointer data)
{
  hub_control_only ("POST", "limits", "{\"api\":[4,1]}");
  sp_hub_search_start (fixture->search, fixture->query);
  hub_load_all (fixture->search);
  g_assert_cmpuint (get_n_found (fixture), >, N_SPACES);
  g_assert_cmpuint (count_requests (429), <=, 1);
}

#define ADD(path, token, func) g_test_add ("/hub/find-live/" path, Fixture, token, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("all", NULL, test_all);
  ADD ("words", NULL, test_words);
  ADD ("categories", NULL, test_categories);
  ADD ("filters", NULL, test_filters);
  ADD ("mine", "hf_tester", test_mine);
  ADD ("spaces", NULL, test_spaces);
  ADD ("runtime", NULL, test_runtime);
  ADD ("readme", NULL, test_readme);
  ADD ("chaos", NULL, test_chaos);
  ADD ("stumbling", NULL, test_stumbling);
  ADD ("limits", NULL, test_limits);

  return hub_run_tests ();
}
