/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searches, states and READMEs of a Hub that says what it should not. */
#include "fake-app.h"
#include "hub-ask.h"
#include "hub-fixture.h"
#include "sp-hub-error.h"

#include <string.h>

#define LIST "/api/spaces"
#define MEANING "/api/spaces/semantic-search"

typedef struct {
  FakeApp      *hub;
  SpHubSession *session;
  SpHubSearch  *search;
  SpHubQuery   *query;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->hub = fake_app_new ();
  g_assert_true (g_setenv ("HF_ENDPOINT", fake_app_get_uri (fixture->hub), TRUE));
  fixture->session = hub_new_session ("hf_secret");
  sp_hub_session_set_user (fixture->session, g_test_get_path ());
  fixture->search = sp_hub_search_new (fixture->session);
  fixture->query = sp_hub_query_new ();
}

static gboolean
is_finalized (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

/* What was cancelled holds it a moment longer. */
static void
finalize (gpointer *object)
{
  g_object_add_weak_pointer (*object, object);
  g_object_unref (*object);
  hub_wait_until (is_finalized, object);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  finalize ((gpointer *) &fixture->search);
  finalize ((gpointer *) &fixture->session);
  g_assert_finalize_object (fixture->query);
  fake_app_free (fixture->hub);
}

static void
answer (Fixture    *fixture,
        const char *path,
        const char *body)
{
  fake_app_answer (fixture->hub, path, 200, "application/json", body);
}

/* The ids of what was found, with spaces between them. */
static char *
dup_ids (SpHubSearch *search)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (search)); i++) {
    g_autoptr (SpHubSpace) space = g_list_model_get_item (G_LIST_MODEL (search), i);

    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", sp_hub_space_get_id (space));
  }

  return g_string_free (ids, FALSE);
}

static void
check_ids (Fixture    *fixture,
           const char *expected)
{
  g_autofree char *ids = NULL;

  sp_hub_search_start (fixture->search, fixture->query);
  hub_load_all (fixture->search);
  g_assert_no_error (sp_hub_search_get_error (fixture->search));
  ids = dup_ids (fixture->search);
  g_assert_cmpstr (ids, ==, expected);
}

/* An answer in which all is wrong but two entries. */
static void
test_odd_list (Fixture      *fixture,
               gconstpointer data)
{
  answer (fixture, LIST, "[null,7,{},{\"id\":[]},{\"id\":\"acme/a\",\"runtime\":7},[],{\"id\":\"acme/a\"},"
                         "{\"id\":\"acme/b\",\"cardData\":\"x\"}]");
  check_ids (fixture, "acme/a acme/b");
}

static void
test_empty_lists (Fixture      *fixture,
                  gconstpointer data)
{
  answer (fixture, LIST, "[]");
  check_ids (fixture, "");
  g_assert_true (sp_hub_search_is_at_end (fixture->search));

  answer (fixture, LIST, "7");
  sp_hub_query_set_words (fixture->query, "seven");
  sp_hub_search_start (fixture->search, fixture->query);
  hub_wait_search (fixture->search);
  g_assert_error (sp_hub_search_get_error (fixture->search), SP_HUB_ERROR, SP_HUB_ERROR_ANSWER);
}

/* One word is a name first, several have a meaning, an id is a Space; what came twice is shown once. */
static void
test_ways (Fixture      *fixture,
           gconstpointer data)
{
  answer (fixture, LIST, "[{\"id\":\"acme/list\"},{\"id\":\"acme/both\"}]");
  answer (fixture, MEANING, "[{\"id\":\"acme/meaning\"},{\"id\":\"acme/both\"}]");
  answer (fixture, "/api/spaces/acme/exact", "{\"id\":\"acme/exact\"}");
  fake_app_answer (fixture->hub, "/api/spaces/acme/none", 404, "application/json", "{}");

  check_ids (fixture, "acme/list acme/both");
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, MEANING), ==, 0);
  sp_hub_query_set_words (fixture->query, "  reader ");
  check_ids (fixture, "acme/list acme/both acme/meaning");

  sp_hub_query_set_words (fixture->query, "remove the background");
  check_ids (fixture, "acme/meaning acme/both acme/list");
  sp_hub_query_set_words (fixture->query, "acme/exact");
  check_ids (fixture, "acme/exact acme/list acme/both");
  sp_hub_query_set_words (fixture->query, "https://huggingface.co/spaces/acme/exact");
  check_ids (fixture, "acme/exact acme/list acme/both");
  sp_hub_query_set_words (fixture->query, "acme/none");
  check_ids (fixture, "acme/list acme/both");

  sp_hub_query_set_words (fixture->query, "");
  sp_hub_query_set_category (fixture->query, "ocr");
  check_ids (fixture, "acme/meaning acme/both");

  /* A Hub that knows no meanings. */
  fake_app_answer (fixture->hub, MEANING, 404, "application/json", "{}");
  check_ids (fixture, "acme/list acme/both");
  sp_hub_query_set_category (fixture->query, NULL);
  sp_hub_query_set_words (fixture->query, "two words");
  check_ids (fixture, "acme/list acme/both");
  sp_hub_query_set_words (fixture->query, "word");
  check_ids (fixture, "acme/list acme/both");
}

/* What ends each of them. */
#define RUNTIME(stage, current, requested) \
  "\"runtime\":{\"stage\":\"" stage "\",\"hardware\":{\"current\":" current ",\"requested\":" requested "}}}"

#define ONE "{\"id\":\"a/one\",\"sdk\":\"gradio\",\"likes\":1,\"cardData\":{\"license\":\"mit\"},"
#define TWO "{\"id\":\"a/two\",\"sdk\":\"docker\",\"likes\":3,\"cardData\":{\"license\":[\"MIT\",\"bsd\"]},"
#define THREE "{\"id\":\"b/three\",\"sdk\":\"gradio\",\"gated\":\"auto\",\"likes\":2,\"tags\":[\"license:gpl-3.0\"],"
#define FOUR "{\"id\":\"b/four\",\"sdk\":\"gradio\","
#define ONE_RUNTIME RUNTIME ("RUNNING", "\"zero-a10g\"", "null")
#define TWO_RUNTIME RUNTIME ("SLEEPING", "null", "\"t4-small\"")
#define THREE_RUNTIME RUNTIME ("RUNNING_BUILDING", "\"cpu-basic\"", "null")
#define FOUR_RUNTIME RUNTIME ("DELETING", "null", "null")
#define MANY \
  "[" ONE ONE_RUNTIME "," TWO TWO_RUNTIME "," THREE THREE_RUNTIME "," FOUR FOUR_RUNTIME ",{\"id\":\"b/five\"}]"

static void
test_filters (Fixture      *fixture,
              gconstpointer data)
{
  answer (fixture, LIST, MANY);
  answer (fixture, MEANING, MANY);
  check_ids (fixture, "a/one a/two b/three b/five");

  sp_hub_query_set_running (fixture->query, TRUE);
  check_ids (fixture, "a/one b/three");
  sp_hub_query_set_installable (fixture->query, TRUE);
  check_ids (fixture, "a/one");
  g_assert_cmpuint (sp_hub_query_count_filters (fixture->query), ==, 2);
  sp_hub_query_clear_filters (fixture->query);

  sp_hub_query_set_sdk (fixture->query, "docker");
  check_ids (fixture, "a/two");
  sp_hub_query_set_sdk (fixture->query, NULL);
  sp_hub_query_set_hardware (fixture->query, "zero");
  check_ids (fixture, "a/one");
  sp_hub_query_set_hardware (fixture->query, "gpu");
  check_ids (fixture, "a/two");
  sp_hub_query_set_hardware (fixture->query, "cpu");
  check_ids (fixture, "b/three");
  sp_hub_query_set_hardware (fixture->query, "t4-small");
  check_ids (fixture, "a/two");
  sp_hub_query_set_hardware (fixture->query, "");
  sp_hub_query_set_license (fixture->query, "mit");
  check_ids (fixture, "a/one a/two");
  sp_hub_query_set_license (fixture->query, "gpl-3.0");
  check_ids (fixture, "b/three");
  sp_hub_query_clear_filters (fixture->query);
  g_assert_cmpuint (sp_hub_query_count_filters (fixture->query), ==, 0);

  sp_hub_query_set_mine (fixture->query, "B");
  check_ids (fixture, "b/three b/five");
  sp_hub_query_set_mine (fixture->query, NULL);

  /* What is found by meaning comes by how well it fits; another order is made here. */
  sp_hub_query_set_words (fixture->query, "two words");
  sp_hub_query_set_sort (fixture->query, SP_HUB_SORT_LIKES);
  check_ids (fixture, "a/two b/three a/one b/five");
}

/* Texts of users stay inside of their place in an address. */
static void
test_hostile_words (Fixture      *fixture,
                    gconstpointer data)
{
  static const char *const words[] = { "a&author=b", "#x", "%00", "ü\n\t😀", "../../x", "a//b", "/", "?", "x\\y" };
  g_autofree char         *long_words = g_strnfill (100000, 'x');

  answer (fixture, LIST, "[{\"id\":\"acme/a\"}]");
  answer (fixture, MEANING, "[]");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    sp_hub_query_set_words (fixture->query, words[i]);
    check_ids (fixture, "acme/a");
  }

  sp_hub_query_set_words (fixture->query, long_words);
  g_assert_cmpuint (strlen (sp_hub_query_get_words (fixture->query)), ==, 250);
}

static void
changed_cb (GListModel *model,
            guint       position,
            guint       n_removed,
            guint       n_added,
            GString    *log)
{
  g_string_append_printf (log, "%u-%u+%u ", position, n_removed, n_added);
}

/* Pages follow each other; another query takes the place of what is there in one step. */
static void
test_pages (Fixture      *fixture,
            gconstpointer data)
{
  GString *log = g_string_new (NULL);
  GString *page = g_string_new ("[");

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (page, "%s{\"id\":\"acme/s%u\"}", i > 0 ? "," : "", i);
  g_string_append (page, "]");
  answer (fixture, LIST, page->str);
  fake_app_answer_header (fixture->hub, LIST, "Link", "</api/second?cursor=x>; rel=\"next\"");
  g_string_free (page, TRUE);

  g_signal_connect (fixture->search, "items-changed", G_CALLBACK (changed_cb), log);
  sp_hub_search_start (fixture->search, fixture->query);
  hub_wait_search (fixture->search);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->search)), ==, 20);
  g_assert_false (sp_hub_search_is_at_end (fixture->search));
  g_assert_no_error (sp_hub_search_get_error (fixture->search));
  g_assert_cmpstr (log->str, ==, "0-0+20 ");

  sp_hub_query_set_words (fixture->query, "other");
  answer (fixture, LIST, "[{\"id\":\"acme/other\"}]");
  fake_app_answer_header (fixture->hub, LIST, "Link", "<>");
  check_ids (fixture, "acme/other");
  g_assert_cmpstr (log->str, ==, "0-0+20 0-20+1 ");
  g_signal_handlers_disconnect_by_func (fixture->search, changed_cb, log);
  g_string_free (log, TRUE);
}

static SpHubSearch *
new_paged_search (Fixture    *fixture,
                  const char *first,
                  const char *second)
{
  g_autofree char *link = g_strdup_printf ("<%s/api/second>; rel=\"next\"", fake_app_get_uri (fixture->hub));

  answer (fixture, LIST, first);
  fake_app_answer_header (fixture->hub, LIST, "Link", link);
  answer (fixture, "/api/second", second);
  sp_hub_search_start (fixture->search, fixture->query);

  return fixture->search;
}

/* A page of which a filter leaves little is followed by the next one by itself. */
static void
test_thin_pages (Fixture      *fixture,
                 gconstpointer data)
{
  sp_hub_query_set_running (fixture->query, TRUE);
  hub_wait_search (new_paged_search (fixture, "[{\"id\":\"acme/a\"}]", MANY));
  g_assert_true (sp_hub_search_is_at_end (fixture->search));
  g_assert_nonnull (hub_find_space (fixture->search, "a/one"));
  g_assert_null (hub_find_space (fixture->search, "acme/a"));
}

static char *
dup_created (const char *id,
             int         days)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_days (now, -days);
  g_autofree char      *text = g_date_time_format_iso8601 (then);

  return g_strdup_printf ("{\"id\":\"acme/%s\",\"createdAt\":\"%s\"}", id, text);
}

/* A week ends at its first page that ends with something older, by the Hub's clock. What has no date is shown. */
static void
test_recent (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char      *young = dup_created ("young", 1);
  g_autofree char      *six = dup_created ("six", 6);
  g_autofree char      *eight = dup_created ("eight", 8);
  g_autofree char      *whole = g_strdup_printf ("[%s,{\"id\":\"acme/odd\",\"createdAt\":[]},%s]", young, six);
  g_autofree char      *partly = g_strdup_printf ("[%s,%s]", six, eight);
  g_autofree char      *mixed = g_strdup_printf ("[%s,%s]", eight, young);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) ahead = g_date_time_add_days (now, 4);
  g_autofree char      *date = soup_date_time_to_string (ahead, SOUP_DATE_HTTP);

  sp_hub_query_set_recent (fixture->query, TRUE);
  sp_hub_query_set_words (fixture->query, "two words");
  sp_hub_query_set_sort (fixture->query, SP_HUB_SORT_LIKES);
  hub_wait_search (new_paged_search (fixture, whole, "[{\"id\":\"acme/next\"}]"));
  g_assert_nonnull (hub_find_space (fixture->search, "acme/next"));
  check_ids (fixture, "acme/young acme/odd acme/six acme/next");
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, MEANING), ==, 0);

  hub_wait_search (new_paged_search (fixture, partly, "[{\"id\":\"acme/never\"}]"));
  g_assert_true (sp_hub_search_is_at_end (fixture->search));
  check_ids (fixture, "acme/six");
  answer (fixture, LIST, mixed);
  check_ids (fixture, "acme/young acme/never");

  /* This computer's clock is four days behind. */
  answer (fixture, LIST, whole);
  fake_app_answer_header (fixture->hub, LIST, "Date", date);
  check_ids (fixture, "acme/young acme/odd");
}

/* All Spaces of a collection, and nothing else that is in it. */
static void
test_collection (Fixture      *fixture,
                 gconstpointer data)
{
  const char *path = "/api/collections/acme/best-1";

  answer (fixture, path,
          "{\"title\":\"Best\",\"items\":[7,{\"type\":\"model\",\"id\":\"acme/model\"},"
          "{\"type\":\"space\",\"id\":\"acme/a\",\"title\":\"A\",\"likes\":1,\"sdk\":\"static\"},"
          "{\"repoType\":\"space\",\"id\":\"acme/b\",\"likes\":2,\"sdk\":\"gradio\"},{\"type\":\"space\"}]}");
  sp_hub_query_set_collection (fixture->query, "acme/best-1");
  check_ids (fixture, "acme/a acme/b");
  g_assert_true (sp_hub_search_is_at_end (fixture->search));
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, LIST), ==, 0);
  sp_hub_query_set_sort (fixture->query, SP_HUB_SORT_LIKES);
  check_ids (fixture, "acme/b acme/a");
  sp_hub_query_set_sdk (fixture->query, "static");
  check_ids (fixture, "acme/a");
  answer (fixture, path, "[]");
  check_ids (fixture, "");

  sp_hub_query_set_collection (fixture->query, "acme/../x?y");
  sp_hub_search_start (fixture->search, fixture->query);
  hub_wait_search (fixture->search);
  g_assert_error (sp_hub_search_get_error (fixture->search), SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND);
}

/* A later page that fails leaves what is there; then it is tried again. */
static void
test_failing_page (Fixture      *fixture,
                   gconstpointer data)
{
  hub_wait_search (new_paged_search (fixture, "[{\"id\":\"acme/a\"}]", "[{\"id\":\"acme/b\"}]"));
  g_assert_true (sp_hub_search_is_at_end (fixture->search));

  fake_app_answer (fixture->hub, "/api/second", 403, "application/json", "{}");
  sp_hub_query_set_sort (fixture->query, SP_HUB_SORT_LIKES);
  sp_hub_search_start (fixture->search, fixture->query);
  hub_wait_search (fixture->search);
  g_assert_error (sp_hub_search_get_error (fixture->search), SP_HUB_ERROR, SP_HUB_ERROR_ACCESS);
  g_assert_nonnull (hub_find_space (fixture->search, "acme/a"));
  g_assert_null (hub_find_space (fixture->search, "acme/b"));
  g_assert_false (sp_hub_search_is_at_end (fixture->search));

  answer (fixture, "/api/second", "[{\"id\":\"acme/b\"}]");
  sp_hub_search_load_more (fixture->search);
  hub_load_all (fixture->search);
  g_assert_nonnull (hub_find_space (fixture->search, "acme/b"));
}

/* Pages that lead to another Hub, or in a circle, end. */
static void
test_foreign_page (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (FakeApp) other = fake_app_new ();
  g_autofree char    *away = g_strdup_printf ("<%s/api/second>; rel=\"next\"", fake_app_get_uri (other));
  g_autofree char    *circle = g_strdup_printf ("<%s" LIST ">; rel=\"next\"", fake_app_get_uri (fixture->hub));

  answer (fixture, LIST, "[{\"id\":\"acme/a\"}]");
  fake_app_answer_header (fixture->hub, LIST, "Link", away);
  sp_hub_search_start (fixture->search, fixture->query);
  hub_wait_search (fixture->search);
  g_assert_nonnull (sp_hub_search_get_error (fixture->search));
  g_assert_cmpuint (fake_app_count_requests (other, "/api/second"), ==, 0);
  g_assert_nonnull (hub_find_space (fixture->search, "acme/a"));

  fake_app_answer_header (fixture->hub, LIST, "Link", circle);
  sp_hub_search_start (fixture->search, fixture->query);
  hub_load_all (fixture->search);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->search)), ==, 1);
}

/* Without a network the last answers are there, and say so. */
static void
test_offline (Fixture      *fixture,
              gconstpointer data)
{
  hub_wait_search (new_paged_search (fixture, "[{\"id\":\"acme/a\"}]", "[{\"id\":\"acme/b\"}]"));
  g_assert_cmpint (sp_hub_search_get_kept_since (fixture->search), ==, 0);

  fake_app_stop (fixture->hub);
  check_ids (fixture, "acme/a acme/b");
  g_assert_cmpint (sp_hub_search_get_kept_since (fixture->search), >, 0);

  sp_hub_query_set_words (fixture->query, "never");
  sp_hub_search_start (fixture->search, fixture->query);
  hub_wait_search (fixture->search);
  g_assert_error (sp_hub_search_get_error (fixture->search), SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->search)), ==, 0);
}

/* Somebody types: only the last question counts; and the search may be gone before an answer. */
static void
test_abandoned (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (SpHubSession) other = hub_new_session (NULL);

  answer (fixture, LIST, "[{\"id\":\"acme/a\"}]");
  answer (fixture, MEANING, "[{\"id\":\"acme/m\"}]");
  for (guint i = 0; i < 5; i++) {
    sp_hub_query_set_words (fixture->query, i % 2 == 0 ? "one" : "two words");
    sp_hub_search_start (fixture->search, fixture->query);
  }
  check_ids (fixture, "acme/a acme/m");

  sp_hub_search_set_session (fixture->search, other);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->search)), ==, 0);
  check_ids (fixture, "acme/a acme/m");

  sp_hub_search_start (fixture->search, fixture->query);
  sp_hub_search_stop (fixture->search);
  g_assert_false (sp_hub_search_is_loading (fixture->search));
  hub_wait_search (fixture->search);
}

static gboolean
is_found (gpointer user_data)
{
  return g_list_model_get_n_items (user_data) > 0;
}

/* The Hub wants a pause: it goes on by itself after that. */
static void
test_resumed (Fixture      *fixture,
              gconstpointer data)
{
  fake_app_answer (fixture->hub, LIST, 429, "application/json", "{}");
  sp_hub_search_start (fixture->search, fixture->query);
  hub_wait_search (fixture->search);
  g_assert_error (sp_hub_search_get_error (fixture->search), SP_HUB_ERROR, SP_HUB_ERROR_BUSY);

  answer (fixture, LIST, "[{\"id\":\"acme/a\"}]");
  g_object_notify (G_OBJECT (fixture->session), "pause-left");
  hub_wait_until (is_found, fixture->search);
  hub_wait_search (fixture->search);
  g_assert_no_error (sp_hub_search_get_error (fixture->search));
}

static gboolean
is_fresh (gpointer user_data)
{
  return sp_hub_search_get_kept_since (user_data) == 0 && !sp_hub_search_is_loading (user_data);
}

/* So it does where it had to make do with what was kept. */
static void
test_made_do (Fixture      *fixture,
              gconstpointer data)
{
  answer (fixture, LIST, "[{\"id\":\"acme/old\"}]");
  check_ids (fixture, "acme/old");

  fake_app_answer (fixture->hub, LIST, 429, "application/json", "{}");
  fake_app_answer_header (fixture->hub, LIST, "Retry-After", "1");
  check_ids (fixture, "acme/old");
  g_assert_cmpint (sp_hub_search_get_kept_since (fixture->search), >, 0);
  g_assert_cmpuint (sp_hub_session_get_pause_left (fixture->session), >, 0);

  answer (fixture, LIST, "[{\"id\":\"acme/new\"}]");
  hub_wait_until (is_fresh, fixture->search);
  g_assert_nonnull (hub_find_space (fixture->search, "acme/new"));
  g_assert_null (hub_find_space (fixture->search, "acme/old"));
}

static const struct {
  const char *text;
  const char *stripped;
} READMES[] = {
  { "---\ntitle: A\n---\n\n# Hello\n", "# Hello\n" },
  { "\xef\xbb\xbf---\r\ntitle: A\r\n--- \r\n\r\nText", "Text" },
  { "# No front matter\n---\nText", "# No front matter\n---\nText" },
  { "---\nnever closed\n", "---\nnever closed\n" },
  { "---", "---" },
  { "---\n---", "" },
  { "----\na\n---\nText", "----\na\n---\nText" },
  { "", "" },
  { "\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd" },
};

static void
test_readmes (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *huge = g_strnfill (600 * 1024, 'x');
  g_autofree char   *cut = NULL;
  g_autofree char   *none = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (READMES); i++) {
    g_autofree char *stripped = sp_hub_readme_strip (READMES[i].text, strlen (READMES[i].text));

    g_assert_cmpstr (stripped, ==, READMES[i].stripped);
  }

  fake_app_answer (fixture->hub, "/spaces/acme/a/resolve/main/README.md", 200, "text/plain", huge);
  cut = hub_fetch_readme (fixture->session, "acme/a", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (cut), >, 512 * 1024);
  g_assert_cmpuint (strlen (cut), <, 513 * 1024);
  g_assert_nonnull (strstr (cut, "left out"));

  fake_app_answer (fixture->hub, "/spaces/acme/b/resolve/main/README.md", 404, "text/plain", "");
  fake_app_answer_header (fixture->hub, "/spaces/acme/b/resolve/main/README.md", "X-Error-Code", "EntryNotFound");
  none = hub_fetch_readme (fixture->session, "acme/b", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (none, ==, "");

  fake_app_answer (fixture->hub, "/spaces/acme/c/resolve/main/README.md", 200, "text/html", "<html>Log in</html>");
  g_assert_null (hub_fetch_readme (fixture->session, "acme/c", NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_ANSWER);
  g_clear_error (&error);
  g_assert_null (hub_fetch_readme (fixture->session, "../c", NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_ADDRESS);
}

/* Several of an owner cost one call; what is not in the list is asked for by itself. */
static void
test_states (Fixture      *fixture,
             gconstpointer data)
{
  static const char *const ids[] = { "acme/a", "acme/b", "acme/gone", "acme/A", "other/x", "../no", "acme/a", NULL };
  g_autoptr (GError)       error = NULL;
  g_autoptr (GHashTable)   states = NULL;

  answer (fixture, LIST,
          "[7,{\"id\":null},{\"id\":\"acme/a\",\"runtime\":{\"stage\":\"RUNNING\"}},{\"id\":\"acme/b\"}]");
  answer (fixture, "/api/spaces/other/x/runtime", "{\"stage\":\"SLEEPING\"}");
  fake_app_answer (fixture->hub, "/api/spaces/acme/gone/runtime", 404, "application/json", "{}");
  states = hub_fetch_states (fixture->session, ids, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (states), ==, 5);
  g_assert_true (sp_hub_runtime_is_callable (g_hash_table_lookup (states, "acme/a")));
  g_assert_true (sp_hub_runtime_is_callable (g_hash_table_lookup (states, "acme/A")));
  g_assert_cmpint (sp_hub_runtime_get_stage (g_hash_table_lookup (states, "acme/b")), ==, SP_HUB_STAGE_UNKNOWN);
  g_assert_true (sp_hub_runtime_can_wake (g_hash_table_lookup (states, "other/x")));
  g_assert_true (g_hash_table_contains (states, "acme/gone"));
  g_assert_null (g_hash_table_lookup (states, "acme/gone"));
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, LIST), ==, 1);
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, "/api/spaces/acme/a/runtime"), ==, 0);
  g_clear_pointer (&states, g_hash_table_unref);

  states = hub_fetch_states (fixture->session, ids + 7, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (states), ==, 0);
  g_clear_pointer (&states, g_hash_table_unref);

  fake_app_stop (fixture->hub);
  g_assert_null (hub_fetch_states (fixture->session, ids, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE);
}

#define ADD(path, func) g_test_add ("/hub/search/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("odd-list", test_odd_list);
  ADD ("empty-lists", test_empty_lists);
  ADD ("ways", test_ways);
  ADD ("filters", test_filters);
  ADD ("hostile-words", test_hostile_words);
  ADD ("pages", test_pages);
  ADD ("thin-pages", test_thin_pages);
  ADD ("recent", test_recent);
  ADD ("collection", test_collection);
  ADD ("failing-page", test_failing_page);
  ADD ("foreign-page", test_foreign_page);
  ADD ("offline", test_offline);
  ADD ("abandoned", test_abandoned);
  ADD ("resumed", test_resumed);
  ADD ("made-do", test_made_do);
  ADD ("readmes", test_readmes);
  ADD ("states", test_states);

  return hub_run_tests ();
}
