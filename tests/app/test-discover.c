/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Spaces of tests/servers/fake_hub.py in a tab: 500 of them, and a Hub that refuses, fails and is away. */
#include "app-fixture.h"

#include "sp-discover-page.h"
#include "sp-hub-card.h"
#include "sp-hub-files-window.h"
#include "sp-hub-picture.h"
#include "sp-markdown-view.h"
#include "sp-resources.h"
#include "sp-space-details.h"
#include "sp-state-label.h"

#include <libsoup/soup.h>
#include <malloc.h>
#include <string.h>
#include <time.h>

/* What a window of this size shows and GTK keeps around it; far fewer than there are Spaces. */
#define MAX_CARDS 400

typedef struct {
  GtkWidget        *window;
  SpHubAccounts    *accounts;
  GtkWidget        *page;
  SpDiscoverSearch *search;
  GListModel       *found;
  gint64            answered; /* monotonic time at which the first Spaces came */
  gint64            painted;  /* and at which they were on the screen */
  double            work;     /* seconds of the processor between them */
} Fixture;

/* A call to the Hub's own controls, see /_fake/help. */
static JsonNode *
control (const char *method,
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
  node = gradio_json_parse (g_bytes_get_data (answer, NULL), (gssize) g_bytes_get_size (answer), &error);
  g_assert_no_error (error);

  return node;
}

static void
control_only (const char *method,
              const char *path,
              const char *body)
{
  g_autoptr (JsonNode) answer = control (method, path, body);
}

/* How many requests since the last time were for paths that begin like this. */
static guint
count_requests (const char *prefix)
{
  g_autoptr (JsonNode) log = control ("GET", "requests", "");
  JsonArray           *requests = json_node_get_array (log);
  guint                count = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++) {
    JsonObject *request = json_array_get_object_element (requests, i);

    if (g_str_has_prefix (json_object_get_string_member (request, "path"), prefix))
      count++;
  }

  return count;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  control_only ("POST", "chaos", "{}");
  control_only ("POST", "limits", "{\"api\": [5000, 300]}");
  control_only ("DELETE", "requests", "");
  fixture->accounts = sp_hub_accounts_new ();
  sp_hub_session_set_pause (sp_hub_accounts_get_session (fixture->accounts), 1);
  fixture->page = g_object_ref_sink (sp_discover_page_new (fixture->accounts));
  fixture->search = SP_DISCOVER_SEARCH (find_widget (fixture->page, SP_TYPE_DISCOVER_SEARCH, NULL));
  fixture->found = G_LIST_MODEL (sp_discover_search_get_model (fixture->search));
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->page);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gpointer window = fixture->window;

  control_only ("POST", "chaos", "{}");
  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  wait_until (window == NULL);
  g_assert_finalize_object (fixture->page);
  release ((gpointer *) &fixture->accounts);
}

static gboolean
is_loading (Fixture *fixture)
{
  return sp_hub_search_is_loading (SP_HUB_SEARCH (fixture->found));
}

static guint
count_found (Fixture *fixture)
{
  return g_list_model_get_n_items (fixture->found);
}

static void
present (Fixture *fixture)
{
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (count_found (fixture) > 0 && !is_loading (fixture));
}

static gboolean
shows (Fixture    *fixture,
       const char *text)
{
  return shows_text (fixture->window, text);
}

static GtkWidget *
find_button (Fixture    *fixture,
             const char *label)
{
  GtkWidget *button = find_widget (fixture->window, GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);

  return button;
}

/* The one that can be seen: others are on pages behind. */
static GtkWidget *
find_shown (GtkWidget  *widget,
            const char *label)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_shown (child, label);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static void
click (Fixture    *fixture,
       const char *label)
{
  wait_until (find_shown (fixture->window, label) != NULL);
  g_signal_emit_by_name (find_shown (fixture->window, label), "clicked");
}

static guint
count_widgets (GtkWidget *widget,
               GType      type)
{
  guint n = g_type_is_a (G_OBJECT_TYPE (widget), type) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_widgets (child, type);

  return n;
}

static GtkAdjustment *
get_adjustment (Fixture *fixture)
{
  GtkWidget *grid = find_widget (fixture->page, GTK_TYPE_GRID_VIEW, NULL);

  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (grid));
}

static double
get_work (void)
{
  return (double) clock () / CLOCKS_PER_SEC;
}

static void
answered_cb (Fixture *fixture)
{
  if (fixture->answered != 0)
    return;

  fixture->answered = g_get_monotonic_time ();
  fixture->work = -get_work ();
}

static void
after_paint_cb (Fixture *fixture)
{
  if (fixture->painted != 0 || fixture->answered == 0 || !shows (fixture, "Everyone likes this"))
    return;

  fixture->painted = g_get_monotonic_time ();
  fixture->work += get_work ();
}

static gsize
measure_memory (void)
{
  malloc_trim (0);

  return mallinfo2 ().uordblks;
}

/* To the end of what there is. It is further away once more cards have their places. */
static gboolean
scroll (Fixture *fixture)
{
  GtkAdjustment *adjustment = get_adjustment (fixture);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));

  return TRUE;
}

static void
scroll_to (Fixture *fixture,
           guint    n_wanted)
{
  while (count_found (fixture) < n_wanted && !sp_hub_search_is_at_end (SP_HUB_SEARCH (fixture->found))) {
    guint before = count_found (fixture);

    wait_until (scroll (fixture) && !is_loading (fixture) &&
                (count_found (fixture) > before || sp_hub_search_is_at_end (SP_HUB_SEARCH (fixture->found))));
  }
}

/* First what it costs is told, then what must hold on any computer. */
static void
test_scroll (Fixture      *fixture,
             gconstpointer data)
{
  gsize begin, half, end;
  guint n_cards, n_pages;

  g_signal_connect_swapped (fixture->found, "items-changed", G_CALLBACK (answered_cb), fixture);
  gtk_widget_realize (fixture->window);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (fixture->window), "after-paint", G_CALLBACK (after_paint_cb),
                            fixture);
  present (fixture);
  wait_until (fixture->painted != 0);
  g_test_message ("first cards %.3f s after the answer, of which the processor worked %.3f s",
                  (double) (fixture->painted - fixture->answered) / G_USEC_PER_SEC, fixture->work);
  for (guint i = 0; i < 10; i++)
    wait_a_moment ();
  g_assert_cmpuint (count_found (fixture), <=, 120); /* the rest comes when it is scrolled to */

  begin = measure_memory ();
  scroll_to (fixture, 250);
  half = measure_memory ();
  scroll_to (fixture, 10000);
  end = measure_memory ();
  n_cards = count_widgets (fixture->page, SP_TYPE_HUB_CARD);
  n_pages = count_requests ("/api/spaces");
  g_test_message ("%u Spaces in %u pages, %u cards; KiB: %zu at first, %zu at 250, %zu at the end",
                  count_found (fixture), n_pages, n_cards, begin / 1024, half / 1024, end / 1024);

  g_assert_cmpuint (count_found (fixture), >, 500);
  g_assert_cmpuint (n_cards, <, MAX_CARDS);
  g_assert_cmpuint (n_pages, <=, count_found (fixture) / 60 + 1);
  g_assert_cmpuint (count_requests ("/api/avatars"), ==, 0); /* a grid must not cost a call a card */
}

static void
set_words (Fixture    *fixture,
           const char *words)
{
  sp_discover_page_search (SP_DISCOVER_PAGE (fixture->page), words);
}

static void
test_search (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (SpHubSpace) first = NULL;
  guint                  n_all;

  present (fixture);
  n_all = count_found (fixture);
  set_words (fixture, "remove the background");
  wait_until (!is_loading (fixture) && count_found (fixture) != n_all);
  first = g_list_model_get_item (fixture->found, 0);
  g_assert_nonnull (strstr (sp_hub_space_get_summary (first), "background removal"));

  set_words (fixture, "xyzzyplugh");
  wait_until (shows (fixture, "Nothing Found for “xyzzyplugh”"));
  g_assert_false (gtk_widget_get_visible (find_button (fixture, "Take Filters Off")));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (fixture, "Can Be Installed")), TRUE);
  wait_until (gtk_widget_get_visible (find_button (fixture, "Take Filters Off")));
  g_assert_true (find_widget (fixture->window, GTK_TYPE_BUTTON, "Filters (1)") != NULL);
  click (fixture, "Take Filters Off");
  g_assert_true (find_widget (fixture->window, GTK_TYPE_BUTTON, "Filters") != NULL);
}

static void
test_filters (Fixture      *fixture,
              gconstpointer data)
{
  present (fixture);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (fixture, "Running")), TRUE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (fixture, "Can Be Installed")), TRUE);
  g_assert_true (is_loading (fixture));
  wait_until (!is_loading (fixture) && count_found (fixture) > 0);

  for (guint i = 0; i < count_found (fixture); i++) {
    g_autoptr (SpHubSpace) space = g_list_model_get_item (fixture->found, i);

    g_assert_true (sp_hub_space_is_installable (space));
    g_assert_true (sp_hub_runtime_is_callable (sp_hub_space_get_runtime (space)));
  }

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (fixture, "Music")), TRUE);
  g_assert_true (is_loading (fixture));
  wait_until (!is_loading (fixture));
}

/* The cards stay, it is said how long it takes, and then it goes on without being asked. */
static void
test_pause (Fixture      *fixture,
            gconstpointer data)
{
  SpHubSession *session = sp_hub_accounts_get_session (fixture->accounts);
  GtkWidget    *banner;
  guint         n_before;

  present (fixture);
  banner = find_widget (fixture->page, g_type_from_name ("SpDiscoverBanner"), NULL);
  g_assert_false (gtk_widget_get_visible (banner));
  n_before = count_found (fixture);
  control_only ("POST", "chaos",
                "{\"match\": \"/api/*\", \"fail_status\": 429, \"retry_after\": 3, \"fail_times\": 1}");
  wait_until (scroll (fixture) && gtk_widget_get_mapped (banner) && sp_hub_session_get_pause_left (session) > 0);
  g_assert_cmpuint (count_found (fixture), ==, n_before);
  g_assert_false (gtk_widget_get_visible (find_widget (banner, GTK_TYPE_BUTTON, "Try Again")));

  sp_discover_page_show_space (SP_DISCOVER_PAGE (fixture->page), "demo/hello", NULL);
  wait_until (count_found (fixture) > n_before);
  wait_until (shows (fixture, "Greets you, slowly if you like"));
  wait_until (!gtk_widget_get_visible (banner));
}

/* What was seen before is shown again, and it is said how old it is. */
static void
test_offline (Fixture      *fixture,
              gconstpointer data)
{
  GtkWidget *banner;
  guint      n_before;

  present (fixture);
  banner = find_widget (fixture->page, g_type_from_name ("SpDiscoverBanner"), NULL);
  n_before = count_found (fixture);
  control_only ("POST", "chaos", "{\"match\": \"/api/*\", \"offline\": true}");
  sp_discover_page_reload (SP_DISCOVER_PAGE (fixture->page));
  wait_until (gtk_widget_get_mapped (banner));
  g_assert_true (shows (fixture, "The Hub can’t be reached. This is what it said just now."));
  g_assert_cmpuint (count_found (fixture), ==, n_before);

  set_words (fixture, "never asked before");
  wait_until (shows (fixture, "The Hub Has Trouble")); /* for all that it can tell: the connections break */
  g_assert_cmpuint (count_found (fixture), ==, 0);
  control_only ("POST", "chaos", "{}");
  click (fixture, "Try Again");
  wait_until (shows (fixture, "Nothing Found for “never asked before”") || count_found (fixture) > 0);
}

/* A page of a network's own in the place of data. */
static void
test_chaos (Fixture      *fixture,
            gconstpointer data)
{
  control_only ("POST", "chaos", "{\"match\": \"/api/*\", \"fail_status\": 200, \"fail_body\": \"<h1>Log in</h1>\"}");
  sp_discover_page_search (SP_DISCOVER_PAGE (fixture->page), "chart");
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (shows (fixture, "The Hub Did Not Answer As It Should"));
  control_only ("POST", "chaos", "{\"match\": \"/api/*\", \"fail_status\": 500, \"fail_times\": 1}");
  sp_discover_page_reload (SP_DISCOVER_PAGE (fixture->page));
  wait_until (count_found (fixture) > 0);
}

/* Its files, in a window of their own. */
static void
wait_for_files (Fixture    *fixture,
                const char *name)
{
  GtkWidget *details = find_widget (fixture->page, SP_TYPE_SPACE_DETAILS, NULL);
  GtkWidget *window = NULL;

  gtk_widget_activate_action (details, "details.files", NULL);
  for (guint i = 0; i < g_list_model_get_n_items (gtk_window_get_toplevels ()); i++) {
    g_autoptr (GtkWidget) toplevel = g_list_model_get_item (gtk_window_get_toplevels (), i);

    if (SP_IS_HUB_FILES_WINDOW (toplevel))
      window = toplevel;
  }
  wait_until (shows_text (window, name));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  wait_until (window == NULL);
}

static void
test_details (Fixture      *fixture,
              gconstpointer data)
{
  SpDiscoverPage *page = SP_DISCOVER_PAGE (fixture->page);
  GtkWidget      *avatar;
  const char     *text;

  gtk_window_present (GTK_WINDOW (fixture->window));
  sp_discover_page_show_space (page, "demo/hello", NULL);
  wait_until (shows (fixture, "Greets you, slowly if you like"));
  g_assert_true (shows (fixture, "Gradio 6.31.0"));
  wait_until (shows (fixture, "What Its Author Writes"));
  text = sp_markdown_view_get_text (SP_MARKDOWN_VIEW (find_widget (fixture->page, SP_TYPE_MARKDOWN_VIEW, NULL)));
  g_assert_cmpstr (text, !=, "");
  g_assert_null (strstr (text, "colorFrom")); /* not what is for the Hub */

  avatar = gtk_widget_get_prev_sibling (find_widget (fixture->page, GTK_TYPE_LABEL, "demo"));
  g_assert_true (SP_IS_HUB_PICTURE (avatar));

  wait_until (shows (fixture, "Asleep"));
  control_only ("POST", "wake/demo/hello", "");
  wait_until (shows (fixture, "Building") || shows (fixture, "Starting") || shows (fixture, "Running on CPU"));

  wait_for_files (fixture, "app.py");
  sp_discover_page_show_space (page, "edge/old-name", NULL);
  wait_until (shows (fixture, "Everyone likes this"));
  sp_discover_page_show_space (page, "samples/snapshot", NULL);
  wait_until (shows (fixture, "Suggested Hardware"));

  sp_discover_page_show_space (page, "nobody/nothing", NULL);
  wait_until (shows (fixture, "The Space Cannot Be Shown"));
  g_assert_true (gtk_widget_get_visible (find_button (fixture, "Sign In…")));
  sp_discover_page_find (page);
  wait_until (!shows (fixture, "The Space Cannot Be Shown"));
}

/* What belongs to the account, which is known by its token only. */
static void
test_mine (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget *mine = find_button (fixture, "Mine");
  GtkWidget *lock;

  present (fixture);
  g_assert_false (gtk_widget_get_visible (mine));
  g_assert_true (g_setenv ("HF_TOKEN", "hf_tester", TRUE));
  sp_hub_accounts_load_async (fixture->accounts, NULL, NULL, NULL);
  wait_until (gtk_widget_get_visible (mine));
  g_unsetenv ("HF_TOKEN");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (mine), TRUE);
  wait_until (!is_loading (fixture) && shows (fixture, "My private Space"));
  lock = gtk_widget_get_next_sibling (find_widget (fixture->page, GTK_TYPE_LABEL, "My private Space"));
  g_assert_true (gtk_widget_get_mapped (lock));
  for (guint i = 0; i < count_found (fixture); i++) {
    g_autoptr (SpHubSpace) space = g_list_model_get_item (fixture->found, i);

    g_assert_cmpstr (sp_hub_space_get_owner (space), ==, "tester");
  }

  sp_discover_page_show_space (SP_DISCOVER_PAGE (fixture->page), "tester/my-private", NULL);
  wait_until (shows (fixture, "Only its owners see it"));
}

/* What is known of the collections stays when the Hub is away or wants a pause, and is asked for again after that. */
static void
check_collections_kept (Fixture *fixture)
{
  SpDiscoverPage *page = SP_DISCOVER_PAGE (fixture->page);
  GtkWidget      *banner = find_widget (fixture->page, g_type_from_name ("SpDiscoverBanner"), NULL);

  control_only ("POST", "chaos", "{\"match\": \"/api/*\", \"offline\": true}");
  sp_discover_page_reload (page);
  wait_until (shows (fixture, "The Hub can’t be reached. This is what it said just now."));
  g_assert_true (shows (fixture, "Tiny but mighty"));

  control_only ("POST", "chaos", "{\"match\": \"/api/*\", \"fail_status\": 429, \"retry_after\": 2, \"fail_times\": 1}");
  sp_discover_page_reload (page);
  wait_until (sp_hub_session_get_pause_left (sp_hub_accounts_get_session (fixture->accounts)) > 0);
  control_only ("DELETE", "requests", "");
  wait_until (!gtk_widget_get_visible (banner));
  g_assert_true (shows (fixture, "Tiny but mighty"));
  g_assert_cmpuint (count_requests ("/api/collections"), >, 0);
}

/* Collections, one of them, and back. Words are looked for in all Spaces. */
static void
test_collections (Fixture      *fixture,
                  gconstpointer data)
{
  GtkWidget *discover = GTK_WIDGET (fixture->search);
  GtkWidget *row, *heading;

  control_only ("POST", "chaos", "{\"match\": \"/api/collections*\", \"fail_status\": 500}");
  present (fixture);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (fixture, "This week")), TRUE);
  wait_until (shows (fixture, "Nothing Found")); /* the fake Hub's are older */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (fixture, "Collections")), TRUE);
  wait_until (shows (fixture, "The Hub Has Trouble"));
  g_assert_false (gtk_widget_get_sensitive (find_button (fixture, "Filters")));
  control_only ("POST", "chaos", "{}");
  click (fixture, "Try Again");
  wait_until (shows (fixture, "Tiny but mighty"));
  check_collections_kept (fixture);

  row = gtk_widget_get_ancestor (find_widget (discover, GTK_TYPE_LABEL, "Tiny but mighty"), GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit_by_name (row, "activate");
  wait_until (!is_loading (fixture) && count_found (fixture) == 18);
  heading = find_widget (discover, GTK_TYPE_LABEL, "Tiny but mighty"); /* above its Spaces */
  g_assert_true (gtk_widget_get_mapped (heading));
  g_assert_false (gtk_widget_get_mapped (row));
  gtk_widget_activate_action (discover, "discover.back", NULL);
  wait_until (gtk_widget_get_mapped (row) && !gtk_widget_get_mapped (heading));

  set_words (fixture, "hello");
  wait_until (shows (fixture, "Greets you, slowly if you like"));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find_button (fixture, "Collections"))));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GdkTexture *
load (SpHubPictures *pictures,
      const char    *address,
      GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_hub_pictures_load_async (pictures, address, 32, NULL, loaded_cb, &result);
  wait_until (result != NULL);

  return sp_hub_pictures_load_finish (pictures, result, error);
}

static gboolean
has_file (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name = dir != NULL ? g_dir_read_name (dir) : NULL;

  return name != NULL && strchr (name, '.') == NULL; /* and not one that is being written */
}

/* Once is enough for a picture, also after the program was started again; and strangers' computers are not asked. */
static void
test_pictures (void)
{
  g_autofree char       *folder = g_build_filename (g_get_user_cache_dir (), "pictures-of-test", NULL);
  SpHubPictures         *pictures = sp_hub_pictures_new (folder);
  g_autofree char       *avatar = sp_hub_pictures_dup_avatar (pictures, "fjord");
  g_autoptr (GError)     error = NULL;
  g_autoptr (GdkTexture) first = NULL;
  g_autoptr (GdkTexture) second = NULL;
  g_autoptr (GdkTexture) none = NULL;

  control_only ("POST", "chaos", "{}");
  control_only ("DELETE", "requests", "");
  first = load (pictures, avatar, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (first), ==, 32);
  second = load (pictures, avatar, &error);
  g_assert_true (first == second);
  wait_until (has_file (folder));
  g_assert_finalize_object (pictures);

  g_clear_object (&second);
  pictures = sp_hub_pictures_new (folder);
  second = load (pictures, avatar, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_requests ("/api/avatars/fjord"), ==, 1);

  none = load (pictures, "/social-thumbnails/spaces/no/thing.png", &error);
  g_assert_nonnull (error);
  g_clear_error (&error);
  none = load (pictures, "https://example.org/me.png", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_clear_error (&error);
  g_assert_true (g_setenv ("HF_HUB_OFFLINE", "1", TRUE));
  none = load (pictures, "/avatars/other.svg", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE);
  g_unsetenv ("HF_HUB_OFFLINE");
  g_assert_finalize_object (pictures);
}

static void
test_face (void)
{
  static const char *const  odd[] = { "", "👩‍👩‍👧‍👦 family", "\xff\xfe", "<b>x</b>", "a\nb" };
  g_autoptr (SpHubPictures) pictures = sp_hub_pictures_new (NULL);
  GtkWidget                *window = gtk_window_new ();
  GtkWidget                *picture = sp_hub_picture_new ();
  GtkWidget                *state = g_object_ref_sink (sp_state_label_new ());
  g_autofree char          *count = NULL;

  gtk_widget_set_size_request (picture, 64, 64);
  gtk_window_set_child (GTK_WINDOW (window), picture);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (gtk_widget_get_mapped (picture));
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++) {
    sp_hub_picture_set_face (SP_HUB_PICTURE (picture), odd[i], "indigo", "no colour");
    wait_a_moment ();
  }

  sp_hub_picture_set_pictures (SP_HUB_PICTURE (picture), pictures);
  sp_hub_picture_set_address (SP_HUB_PICTURE (picture), "/social-thumbnails/spaces/demo/hello.png");
  wait_until (sp_hub_picture_has_picture (SP_HUB_PICTURE (picture)));
  gtk_widget_set_visible (picture, FALSE); /* as when it is scrolled away */
  wait_until (!sp_hub_picture_has_picture (SP_HUB_PICTURE (picture)));
  sp_hub_picture_set_address (SP_HUB_PICTURE (picture), NULL);
  sp_hub_picture_set_owner (SP_HUB_PICTURE (picture), "fjord");
  gtk_widget_set_visible (picture, TRUE);
  wait_until (sp_hub_picture_has_picture (SP_HUB_PICTURE (picture)));
  g_object_ref (picture);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (picture);

  for (int look = SP_STATE_LOOK_UNKNOWN; look <= SP_STATE_LOOK_INSTALLED; look++)
    sp_state_label_set_state (SP_STATE_LABEL (state), (SpStateLook) look, "Asleep");
  g_assert_cmpstr (sp_state_label_get_words (SP_STATE_LABEL (state)), ==, "Asleep");
  sp_state_label_set_runtime (SP_STATE_LABEL (state), NULL);
  g_assert_false (gtk_widget_get_visible (state));
  g_assert_finalize_object (state);

  count = sp_hub_card_dup_count (1234);
  g_assert_cmpstr (count, ==, "1.2 k");
}

#define ADD(name, function) g_test_add ("/discover/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sp_components_init_style (gdk_display_get_default ());

  ADD ("scroll", test_scroll);
  ADD ("search", test_search);
  ADD ("filters", test_filters);
  ADD ("pause", test_pause);
  ADD ("offline", test_offline);
  ADD ("chaos", test_chaos);
  ADD ("details", test_details);
  ADD ("mine", test_mine);
  ADD ("collections", test_collections);
  g_test_add_func ("/discover/pictures", test_pictures);
  g_test_add_func ("/discover/face", test_face);

  return g_test_run ();
}
