/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Hub that says and sends what it should not. */
#include "fake-app.h"
#include "hub-ask.h"
#include "hub-fixture.h"
#include "sp-hub-error.h"
#include "sp-hub-session-private.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define SHA "0123456789abcdef0123456789abcdef01234567"
#define API "/api/spaces/acme/reader"
#define TREE API "/tree/" SHA
#define FILES "/spaces/acme/reader/resolve/" SHA "/"
#define CONTENT "print('hello')\n"

typedef struct {
  FakeApp      *hub;
  SpHubSession *session; /* with a token */
  SpHubRepo    *repo;
  char         *folder;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->hub = fake_app_new ();
  g_assert_true (g_setenv ("HF_ENDPOINT", fake_app_get_uri (fixture->hub), TRUE));
  fixture->session = hub_new_session ("hf_secret");
  fixture->repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, "acme/reader", NULL);
  fixture->folder = hub_make_folder ();
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->session);
  g_assert_finalize_object (fixture->repo);
  fake_app_free (fixture->hub);
  hub_remove_folder (fixture->folder);
}

static char *
dup_blob_hash (const char *content)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree char      *head = g_strdup_printf ("blob %u", (guint) strlen (content));

  g_checksum_update (checksum, (const guchar *) head, (gssize) strlen (head) + 1);
  g_checksum_update (checksum, (const guchar *) content, (gssize) strlen (content));

  return g_strdup (g_checksum_get_string (checksum));
}

/* The Hub lists one file with the hash of @content, and a size that may be a lie. */
static void
list_file (Fixture    *fixture,
           const char *path,
           const char *content,
           gint64      size)
{
  g_autofree char *hash = dup_blob_hash (content);
  g_autofree char *text = g_strdup_printf (
    "[{\"type\":\"file\",\"path\":\"%s\",\"size\":%" G_GINT64_FORMAT ",\"oid\":\"%s\"}]", path, size, hash);

  fake_app_answer (fixture->hub, TREE, 200, "application/json", text);
}

static void
list_large (Fixture    *fixture,
            const char *path,
            const char *content)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, content, -1);
  g_autofree char *text = g_strdup_printf ("[{\"type\":\"file\",\"path\":\"%s\",\"size\":130,\"oid\":\"" SHA
                                           "\",\"lfs\":{\"oid\":\"%s\",\"size\":%u}}]",
                                           path, hash, (guint) strlen (content));

  fake_app_answer (fixture->hub, TREE, 200, "application/json", text);
}

static void
download_and_fail (Fixture   *fixture,
                   SpHubError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (hub_download_all (fixture->session, fixture->repo, SHA, fixture->folder, &error));
  g_assert_error (error, SP_HUB_ERROR, (int) code);
  g_test_message ("%s", error->message);
}

static void
download (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hub_download_all (fixture->session, fixture->repo, SHA, fixture->folder, &error));
  g_assert_no_error (error);
}

static void
test_good (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *content = NULL;

  list_file (fixture, "src/app.py", CONTENT, strlen (CONTENT));
  fake_app_answer (fixture->hub, FILES "src/app.py", 200, "text/plain", CONTENT);
  download (fixture);
  content = hub_read (fixture->folder, "src/app.py");
  g_assert_cmpstr (content, ==, CONTENT);
  g_assert_false (hub_exists (fixture->folder, ".spaceport-part"));
  g_assert_cmpstr (fake_app_get_last_header (fixture->hub, FILES "src/app.py", "Authorization"), ==,
                   "Bearer hf_secret");

  /* A second time there is nothing to fetch. */
  download (fixture);
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, FILES "src/app.py"), ==, 1);
}

/* It is asked for a second time in case that something on the way kept another one. */
static void
test_wrong_hash (Fixture      *fixture,
                 gconstpointer data)
{
  list_file (fixture, "app.py", CONTENT, strlen (CONTENT));
  fake_app_answer (fixture->hub, FILES "app.py", 200, "text/plain", "print('HELLO')\n");
  download_and_fail (fixture, SP_HUB_ERROR_CONTENT);
  g_assert_false (hub_exists (fixture->folder, "app.py"));
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, FILES "app.py"), ==, 2);
}

/* A part of something else is no use, which shows at its end only. */
static void
test_wrong_part (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *hash = dup_blob_hash (CONTENT);
  g_autofree char *part = g_strconcat (".spaceport-part/", hash, ".part", NULL);
  g_autofree char *content = NULL;

  hub_write (fixture->folder, part, "PRINT('HELLO')\n");
  list_file (fixture, "app.py", CONTENT, strlen (CONTENT));
  fake_app_answer (fixture->hub, FILES "app.py", 200, "text/plain", CONTENT);
  download (fixture);
  content = hub_read (fixture->folder, "app.py");
  g_assert_cmpstr (content, ==, CONTENT);
}

/* More than was said to come: it is not waited for its end. */
static void
test_too_long (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *flood = g_strnfill (8 * 1024 * 1024, 'x');

  list_file (fixture, "app.py", CONTENT, strlen (CONTENT));
  fake_app_answer (fixture->hub, FILES "app.py", 200, "text/plain", flood);
  download_and_fail (fixture, SP_HUB_ERROR_CONTENT);
  g_assert_false (hub_exists (fixture->folder, "app.py"));
}

static void
test_huge_claim (Fixture      *fixture,
                 gconstpointer data)
{
  list_file (fixture, "app.py", CONTENT, G_MAXINT64);
  fake_app_answer (fixture->hub, FILES "app.py", 200, "text/plain", CONTENT);
  download_and_fail (fixture, SP_HUB_ERROR_DISK_FULL);
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, FILES "app.py"), ==, 0);
}

/* A size that the Hub does not know is found out. */
static void
test_unknown_size (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *content = NULL;

  list_file (fixture, "app.py", CONTENT, -7);
  fake_app_answer (fixture->hub, FILES "app.py", 200, "text/plain", CONTENT);
  download (fixture);
  content = hub_read (fixture->folder, "app.py");
  g_assert_cmpstr (content, ==, CONTENT);
}

static void
test_hostile (Fixture      *fixture,
              gconstpointer data)
{
  static const char *const paths[] = { "../app.py", "/tmp/app.py", "a/../../b", "a\\u0000b", "",
                                       ".spaceport-part/x", "a\\nb" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    list_file (fixture, paths[i], CONTENT, strlen (CONTENT));
    download_and_fail (fixture, SP_HUB_ERROR_HOSTILE);
  }
}

/* Nor does a list that was made elsewhere lead out of the target. */
static void
test_hostile_list (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char          *hash = dup_blob_hash (CONTENT);
  g_autoptr (GPtrArray)     files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GFile)         target = g_file_new_for_path (fixture->folder);
  g_autoptr (SpHubSnapshot) snapshot = NULL;
  g_autoptr (GError)        error = NULL;

  g_ptr_array_add (files, sp_hub_file_new ("../app.py", (gint64) strlen (CONTENT), hash, NULL));
  snapshot = sp_hub_snapshot_new (fixture->session, fixture->repo, SHA, files, target);
  g_assert_false (hub_download (snapshot, NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_HOSTILE);
}

/* Cancelled before it began. */
static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GPtrArray)     files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char          *hash = dup_blob_hash (CONTENT);
  g_autoptr (GFile)         target = g_file_new_for_path (fixture->folder);
  g_autoptr (SpHubSnapshot) snapshot = NULL;
  g_autoptr (GCancellable)  cancellable = g_cancellable_new ();
  g_autoptr (GError)        error = NULL;

  g_ptr_array_add (files, sp_hub_file_new ("app.py", (gint64) strlen (CONTENT), hash, NULL));
  snapshot = sp_hub_snapshot_new (fixture->session, fixture->repo, SHA, files, target);
  g_cancellable_cancel (cancellable);
  g_assert_false (hub_download (snapshot, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, FILES "app.py"), ==, 0);
}

/* What is in the target must not lead out of it. */
static void
test_links (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *outside = hub_make_folder ();
  g_autofree char *link = g_build_filename (fixture->folder, "src", NULL);
  g_autofree char *file_link = g_build_filename (fixture->folder, "app.py", NULL);
  g_autofree char *victim = g_build_filename (outside, "victim", NULL);
  g_autofree char *content = NULL;
  g_autofree char *fetched = NULL;
  struct stat      status;

  hub_write (outside, "victim", "mine");
  g_assert_cmpint (symlink (outside, link), ==, 0);
  list_file (fixture, "src/app.py", CONTENT, strlen (CONTENT));
  fake_app_answer (fixture->hub, FILES "src/app.py", 200, "text/plain", CONTENT);
  download_and_fail (fixture, SP_HUB_ERROR_FILE);
  g_assert_false (hub_exists (outside, "app.py"));

  /* A link in the place of a file is replaced, its target is left alone. */
  g_assert_cmpint (symlink (victim, file_link), ==, 0);
  list_file (fixture, "app.py", CONTENT, strlen (CONTENT));
  fake_app_answer (fixture->hub, FILES "app.py", 200, "text/plain", CONTENT);
  download (fixture);
  content = hub_read (outside, "victim");
  fetched = hub_read (fixture->folder, "app.py");
  g_assert_cmpstr (content, ==, "mine");
  g_assert_cmpstr (fetched, ==, CONTENT);
  g_assert_cmpint (g_lstat (file_link, &status), ==, 0);
  g_assert_true (S_ISREG (status.st_mode));

  hub_remove_folder (g_steal_pointer (&outside));
}

/* A folder in the place of a file, a pipe in the place of another. */
static void
test_in_the_way (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *pipe = g_build_filename (fixture->folder, "pipe", NULL);

  hub_write (fixture->folder, "app.py/x", "");
  list_file (fixture, "app.py", CONTENT, strlen (CONTENT));
  fake_app_answer (fixture->hub, FILES "app.py", 200, "text/plain", CONTENT);
  download_and_fail (fixture, SP_HUB_ERROR_FILE);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  list_file (fixture, "pipe", CONTENT, strlen (CONTENT));
  fake_app_answer (fixture->hub, FILES "pipe", 200, "text/plain", CONTENT);
  download (fixture);
  g_assert_true (g_file_test (pipe, G_FILE_TEST_IS_REGULAR));
}

/* Storage of another origin gets no token. */
static void
test_storage (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (FakeApp) storage = fake_app_new ();
  g_autofree char    *place = g_strconcat (fake_app_get_uri (storage), "/blob", NULL);
  g_autofree char    *content = NULL;

  list_large (fixture, "model.bin", CONTENT);
  fake_app_answer (fixture->hub, FILES "model.bin", 302, "text/plain", "Found");
  fake_app_answer_header (fixture->hub, FILES "model.bin", "Location", place);
  fake_app_answer (storage, "/blob", 200, "application/octet-stream", CONTENT);
  download (fixture);
  content = hub_read (fixture->folder, "model.bin");
  g_assert_cmpstr (content, ==, CONTENT);
  g_assert_cmpuint (fake_app_count_requests (storage, "/blob"), ==, 1);
  g_assert_null (fake_app_get_last_header (storage, "/blob", "Authorization"));
  g_assert_null (fake_app_get_last_header (storage, "/blob", "Cookie"));
}

/* Where redirects must not lead: elsewhere with what is JSON, round in circles, away from the web. */
static void
test_redirects (Fixture      *fixture,
                gconstpointer data)
{
  static const char *const places[] = { FILES "app.py", "file:///etc/passwd", "ftp://127.0.0.1/x", "data:,x",
                                        "http:///", NULL };
  g_autoptr (FakeApp)      other = fake_app_new ();
  g_autofree char         *away = g_strconcat (fake_app_get_uri (other), TREE, NULL);

  fake_app_answer (fixture->hub, TREE, 307, "text/plain", "");
  fake_app_answer_header (fixture->hub, TREE, "Location", away);
  fake_app_answer (other, TREE, 200, "application/json", "[]");
  download_and_fail (fixture, SP_HUB_ERROR_ANSWER);
  g_assert_cmpuint (fake_app_count_requests (other, TREE), ==, 0);

  list_file (fixture, "app.py", CONTENT, strlen (CONTENT));
  for (guint i = 0; places[i] != NULL; i++) {
    fake_app_answer (fixture->hub, FILES "app.py", 302, "text/plain", "");
    fake_app_answer_header (fixture->hub, FILES "app.py", "Location", places[i]);
    download_and_fail (fixture, SP_HUB_ERROR_ANSWER);
  }
}

typedef struct {
  const char *type;
  const char *body;
  guint       status;
  SpHubError  code;
} Answer;

static const Answer ANSWERS[] = {
  { "text/html", "<html>Log in to this network</html>", 200, SP_HUB_ERROR_ANSWER },
  { "text/html", "<html></html>", 511, SP_HUB_ERROR_ANSWER },
  { "application/json", "", 200, SP_HUB_ERROR_ANSWER },
  { "application/json", "{\"sha\":\"" SHA "\",\"id\":\"acme/re", 200, SP_HUB_ERROR_ANSWER },
  { "application/json", "[{\"type\":\"file\",\"path\"", 200, SP_HUB_ERROR_ANSWER },
  { "application/json", "{\"error\":\"no\"}", 401, SP_HUB_ERROR_CREDENTIALS },
  { "application/json", "{\"error\":\"no\"}", 403, SP_HUB_ERROR_ACCESS },
  { "application/json", "{\"error\":\"no\"}", 404, SP_HUB_ERROR_NOT_FOUND },
  { "application/json", "{\"error\":\"no\"}", 400, SP_HUB_ERROR_ANSWER },
  { "application/json", "{\"error\":\"no\"}", 304, SP_HUB_ERROR_ANSWER },
  { "application/json", "{\"error\":\"no\"}", 500, SP_HUB_ERROR_SERVER },
  { "application/json", "{\"error\":\"no\"}", 429, SP_HUB_ERROR_BUSY },
};

static void
test_answers (Fixture      *fixture,
              gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (ANSWERS); i++) {
    const Answer      *answer = &ANSWERS[i];
    g_autoptr (GError) error = NULL;

    fake_app_answer (fixture->hub, API, answer->status, answer->type, answer->body);
    fake_app_answer (fixture->hub, TREE, answer->status, answer->type, answer->body);
    g_assert_null (hub_fetch_info (fixture->session, SP_HUB_KIND_SPACE, "acme/reader", NULL, &error));
    g_assert_error (error, SP_HUB_ERROR, (int) answer->code);
    g_test_message ("%s", error->message);
    download_and_fail (fixture, answer->code);
  }

  /* What can be over in a moment was asked for again. */
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, API), ==, G_N_ELEMENTS (ANSWERS) + 2 * 3);
}

/* Files whose place a page has, and those that are pages. */
static void
test_pages (Fixture      *fixture,
            gconstpointer data)
{
  list_file (fixture, "app.py", CONTENT, strlen (CONTENT));
  fake_app_answer (fixture->hub, FILES "app.py", 200, "text/html", "<html>Log in to this network</html>");
  download_and_fail (fixture, SP_HUB_ERROR_ANSWER);

  list_file (fixture, "index.html", CONTENT, strlen (CONTENT));
  fake_app_answer (fixture->hub, FILES "index.html", 200, "text/html", CONTENT);
  download (fixture);
}

/* Pages of a listing that lead in a circle, or to another Hub, come to an end. */
static void
test_paging (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (FakeApp) other = fake_app_new ();
  g_autofree char    *circle = g_strdup_printf ("<%s" TREE "?cursor=x>; rel=\"next\"", fake_app_get_uri (fixture->hub));
  g_autofree char    *away = g_strdup_printf ("<%s" TREE ">; rel=\"next\"", fake_app_get_uri (other));
  g_autoptr (GError)  error = NULL;

  fake_app_answer (fixture->hub, TREE, 200, "application/json", "[]");
  fake_app_answer_header (fixture->hub, TREE, "Link", circle);
  download_and_fail (fixture, SP_HUB_ERROR_ANSWER);
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, TREE), >, 100);

  fake_app_answer_header (fixture->hub, TREE, "Link", away);
  download_and_fail (fixture, SP_HUB_ERROR_ADDRESS);
  g_assert_cmpuint (fake_app_count_requests (other, TREE), ==, 0);

  /* That has nothing to do with HF_ENDPOINT. */
  fake_app_answer_header (fixture->hub, TREE, "Link", "<https://other.example/api>; rel=\"next\"");
  g_assert_false (hub_download_all (fixture->session, fixture->repo, SHA, fixture->folder, &error));
  g_assert_nonnull (strstr (error->message, "goes on at other.example"));
  g_assert_null (strstr (error->message, "HF_ENDPOINT"));
}

static void
greet_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "[]", 2);
}

static char *
dup_certificate_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "hub", "certificates", name, NULL);
}

/* A Hub with that certificate; the program is told that it is the one. */
static SoupServer *
start_secure (const char *name)
{
  g_autofree char            *path = dup_certificate_path (name);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, NULL);
  SoupServer                 *server = soup_server_new ("tls-certificate", certificate, NULL);
  g_autofree char            *endpoint = NULL;
  GSList                     *uris = NULL;
  GError                     *error = NULL;

  soup_server_add_handler (server, NULL, greet_cb, NULL, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  endpoint = g_strdup_printf ("https://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_assert_true (g_setenv ("HF_ENDPOINT", endpoint, TRUE));

  return server;
}

/* Returns: (nullable): what is wrong with it, when who made it is trusted or not */
static GError *
ask_secure (const char *name,
            gboolean    trusted)
{
  const SpHubCall          call = { .path = "/api/spaces" };
  g_autoptr (SoupServer)   server = start_secure (name);
  g_autofree char         *authority = dup_certificate_path ("authority.pem");
  g_autoptr (GTlsDatabase) trust = g_tls_file_database_new (authority, NULL);
  g_autoptr (SpHubSession) session = hub_new_session (NULL);
  g_autoptr (JsonNode)     node = NULL;
  GError                  *error = NULL;

  if (trusted)
    soup_session_set_tls_database (sp_hub_session_get_soup (session), trust);
  node = hub_call (session, &call, NULL, NULL, &error);
  g_assert_true ((node != NULL) != (error != NULL));
  soup_server_disconnect (server);

  return error;
}

static void
test_certificates (void)
{
  static const struct {
    const char *name;
    gboolean    trusted;
    SpHubError  code;
    const char *words;
  } cases[] = {
    { "expired.pem", TRUE, SP_HUB_ERROR_CLOCK, "has expired, if the clock of this computer is right" },
    { "other-host.pem", TRUE, SP_HUB_ERROR_UNREACHABLE, "the certificate of another server" },
    { "good.pem", FALSE, SP_HUB_ERROR_UNREACHABLE, "is not trusted" },
    { "expired.pem", FALSE, SP_HUB_ERROR_UNREACHABLE, "is not trusted" },
  };

  GError *none = ask_secure ("good.pem", TRUE);

  g_assert_no_error (none);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = ask_secure (cases[i].name, cases[i].trusted);

    g_assert_error (error, SP_HUB_ERROR, (int) cases[i].code);
    g_assert_nonnull (strstr (error->message, cases[i].words));
  }
}

static void
test_busy (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_app_answer (fixture->hub, API, 429, "application/json", "{}");
  fake_app_answer_header (fixture->hub, API, "RateLimit", "\"api\";r=0;t=295");
  g_assert_null (hub_fetch_info (fixture->session, SP_HUB_KIND_SPACE, "acme/reader", NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "5 minutes"));
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, API), ==, 1);
}

static void
test_no_hub (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (SpHubSession) nowhere = NULL;

  fake_app_stop (fixture->hub);
  g_assert_null (hub_fetch_info (fixture->session, SP_HUB_KIND_SPACE, "acme/reader", NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE);
  g_clear_error (&error);

  g_assert_true (g_setenv ("HF_ENDPOINT", "not an address", TRUE));
  nowhere = hub_new_session (NULL);
  g_assert_null (hub_fetch_info (nowhere, SP_HUB_KIND_SPACE, "acme/reader", NULL, &error));
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_ADDRESS);
}

static void
test_offline (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_app_answer (fixture->hub, API, 200, "application/json", "{\"sha\":\"" SHA "\"}");
  g_assert_true (g_setenv ("HF_HUB_OFFLINE", "1", TRUE));
  g_assert_null (hub_fetch_info (fixture->session, SP_HUB_KIND_SPACE, "acme/reader", NULL, &error));
  g_unsetenv ("HF_HUB_OFFLINE");
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE);
  g_assert_cmpuint (fake_app_count_requests (fixture->hub, API), ==, 0);
}

/* Names of versions come from users and stay inside of their place in an address. */
static void
test_revisions (Fixture      *fixture,
                gconstpointer data)
{
  static const char *const   bad[] = { "", "a b", "a\nb", "\xff" };
  g_autoptr (GError)         error = NULL;
  g_autoptr (SpHubSpaceInfo) info = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_assert_null (hub_fetch_info (fixture->session, SP_HUB_KIND_SPACE, "acme/reader", bad[i], &error));
    g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_REVISION);
    g_clear_error (&error);
  }

  fake_app_answer (fixture->hub, API "/revision/refs/pr/1", 200, "application/json", "{\"sha\":\"" SHA "\"}");
  info = hub_fetch_info (fixture->session, SP_HUB_KIND_SPACE, "acme/reader", "refs/pr/1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sp_hub_space_info_get_commit (info), ==, SHA);
}

static void
add (const char *path,
     void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("HF_HUB_OFFLINE");

  add ("/hub/faults/good", test_good);
  add ("/hub/faults/wrong-hash", test_wrong_hash);
  add ("/hub/faults/wrong-part", test_wrong_part);
  add ("/hub/faults/too-long", test_too_long);
  add ("/hub/faults/huge-claim", test_huge_claim);
  add ("/hub/faults/unknown-size", test_unknown_size);
  add ("/hub/faults/hostile", test_hostile);
  add ("/hub/faults/hostile-list", test_hostile_list);
  add ("/hub/faults/cancelled", test_cancelled);
  add ("/hub/faults/links", test_links);
  add ("/hub/faults/in-the-way", test_in_the_way);
  add ("/hub/faults/storage", test_storage);
  add ("/hub/faults/redirects", test_redirects);
  add ("/hub/faults/answers", test_answers);
  add ("/hub/faults/pages", test_pages);
  add ("/hub/faults/paging", test_paging);
  add ("/hub/faults/busy", test_busy);
  add ("/hub/faults/no-hub", test_no_hub);
  add ("/hub/faults/offline", test_offline);
  add ("/hub/faults/revisions", test_revisions);
  g_test_add_func ("/hub/faults/certificates", test_certificates);

  return g_test_run ();
}
