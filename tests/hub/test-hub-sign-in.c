/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in and what becomes of it, with a Hub inside the test that does what it is told. */
#include "sp-hub-account-private.h"
#include "sp-hub-accounts.h"
#include "sp-hub-error.h"
#include "sp-hub-loopback.h"
#include "sp-hub-oauth.h"
#include "sp-hub-sign-in-private.h"

#include "fake-app.h"
#include "told-hub.h"

#include <string.h>

#define SECOND 20 /* milliseconds */
#define WHO "{\"name\":\"tess\",\"auth\":{\"type\":\"oauth\"}}"
#define GRANT(token, refresh)                                                                                        \
  "200 {\"access_token\":\"" token "\",\"token_type\":\"bearer\",\"expires_in\":28800,\"scope\":\"openid profile\"," \
  "\"refresh_token\":\"" refresh "\"}"

typedef struct {
  SpHubAccounts *accounts;
  SpHubSignIn   *sign_in;
  SpHubAccount  *account; /* owned, nullable */
  GError        *error;
  gboolean       is_over;
} Attempt;

static GString *logged; /* all that was logged in this program */

static void
done_cb (Attempt      *self,
         SpHubAccount *account)
{
  g_assert_false (self->is_over);
  self->account = g_object_ref (account);
  self->is_over = TRUE;
}

static void
failed_cb (Attempt      *self,
           const GError *error)
{
  g_assert_false (self->is_over);
  self->error = g_error_copy (error);
  self->is_over = TRUE;
}

static Attempt *
attempt_new (void)
{
  Attempt *self = g_new0 (Attempt, 1);

  self->accounts = sp_hub_accounts_new ();
  self->sign_in = sp_hub_sign_in_new (self->accounts, NULL);
  sp_hub_sign_in_set_second (self->sign_in, SECOND);
  g_signal_connect_swapped (self->sign_in, "done", G_CALLBACK (done_cb), self);
  g_signal_connect_swapped (self->sign_in, "failed", G_CALLBACK (failed_cb), self);

  return self;
}

static gboolean
is_alone (gpointer object)
{
  return G_OBJECT (object)->ref_count == 1;
}

static void
wait_until (gboolean (*is_so) (gpointer),
            gpointer data)
{
  while (!is_so (data))
    g_main_context_iteration (NULL, TRUE);
}

/* What goes on holds references for a while. */
static void
attempt_free (Attempt *self)
{
  wait_until (is_alone, self->sign_in);
  g_assert_finalize_object (self->sign_in);
  g_clear_object (&self->account);
  wait_until (is_alone, self->accounts);
  g_assert_finalize_object (self->accounts);
  g_clear_error (&self->error);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

/* meson ends a test that waits for too long. */
static void
attempt_wait (Attempt *self)
{
  while (!self->is_over)
    g_main_context_iteration (NULL, TRUE);
}

static void
attempt_wait_state (Attempt         *self,
                    SpHubSignInState state)
{
  while (sp_hub_sign_in_get_state (self->sign_in) != state)
    g_main_context_iteration (NULL, TRUE);
}

typedef struct {
  gboolean is_over;
  GBytes  *body;
} Visit;

static void
visited_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Visit *visit = user_data;

  visit->body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  visit->is_over = TRUE;
}

/* As a browser does. Returns: the status. */
static guint
visit (const char *method,
       const char *uri,
       const char *host)
{
  g_autoptr (SoupSession) soup = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  Visit                   it = { FALSE, NULL };

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (host != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Host", host);
  soup_session_send_and_read_async (soup, message, G_PRIORITY_DEFAULT, NULL, visited_cb, &it);
  while (!it.is_over)
    g_main_context_iteration (NULL, TRUE);
  g_clear_pointer (&it.body, g_bytes_unref);

  return soup_message_get_status (message);
}

static guint
visit_query (const char *address,
             const char *query,
             const char *end)
{
  g_autofree char *uri = g_strconcat (address, "?", query, end, NULL);

  return visit ("GET", uri, NULL);
}

/* What the program asks the browser for. */
static GHashTable *
dup_query (Attempt *self)
{
  g_autoptr (GUri) uri = g_uri_parse (sp_hub_sign_in_get_address (self->sign_in), G_URI_FLAGS_ENCODED_QUERY, NULL);

  g_assert_cmpstr (g_uri_get_path (uri), ==, "/oauth/authorize");

  return soup_form_decode (g_uri_get_query (uri));
}

static void
test_browser (gconstpointer data)
{
  ToldHub               *hub = told_hub_reset (data);
  g_autoptr (Attempt)    self = attempt_new ();
  g_autoptr (GHashTable) query = NULL;
  g_autoptr (GHashTable) form = NULL;
  g_autofree char       *challenge = NULL;
  const char            *here;

  told_hub_answer (hub, "/oauth/register", "201 {\"client_id\":\"me\"}", NULL);
  told_hub_answer (hub, "/oauth/token", GRANT ("hf_secret_1", "hf_secret_r1"), NULL);
  told_hub_answer (hub, "/api/whoami-v2", "200 " WHO, NULL);
  sp_hub_sign_in_start_browser (self->sign_in);
  attempt_wait_state (self, SP_HUB_SIGN_IN_WAITING);

  query = dup_query (self);
  here = g_hash_table_lookup (query, "redirect_uri");
  g_assert_true (g_str_has_prefix (here, "http://127.0.0.1:"));
  g_assert_cmpstr (g_hash_table_lookup (query, "client_id"), ==, "me");
  g_assert_cmpstr (g_hash_table_lookup (query, "scope"), ==, "openid profile");
  g_assert_cmpstr (g_hash_table_lookup (query, "code_challenge_method"), ==, "S256");

  /* What is not from the Hub is refused, and the waiting goes on. */
  g_assert_cmpuint (visit_query (here, "code=evil&state=", "another"), ==, 400);
  g_assert_cmpuint (visit_query (here, "error=access_denied&state=", ""), ==, 400);
  g_assert_cmpuint (visit_query (here, "code=", "evil"), ==, 400);
  g_assert_cmpuint (told_hub_count (hub, "/oauth/token"), ==, 0);
  g_assert_cmpint (sp_hub_sign_in_get_state (self->sign_in), ==, SP_HUB_SIGN_IN_WAITING);

  g_assert_cmpuint (visit_query (here, "code=good&state=", g_hash_table_lookup (query, "state")), ==, 200);
  attempt_wait (self);
  g_assert_no_error (self->error);
  form = told_hub_dup_form (hub, "/oauth/token");
  challenge = sp_hub_oauth_dup_challenge (g_hash_table_lookup (form, "code_verifier"));
  g_assert_cmpstr (challenge, ==, g_hash_table_lookup (query, "code_challenge"));
  g_assert_cmpstr (g_hash_table_lookup (form, "code"), ==, "good");
  g_assert_cmpstr (g_hash_table_lookup (form, "redirect_uri"), ==, here);
  g_assert_cmpstr (g_hash_table_lookup (hub->bearers, "/api/whoami-v2"), ==, "Bearer hf_secret_1");
  g_assert_null (g_hash_table_lookup (hub->bearers, "/oauth/token"));
  g_assert_true (sp_hub_accounts_get_current (self->accounts) == self->account);
  g_assert_cmpstr (sp_hub_account_get_name (self->account), ==, "tess");
  /* There is no keyring: it says so. */
  g_assert_false (sp_hub_account_is_kept (self->account));
  g_assert_nonnull (sp_hub_accounts_get_keyring_error (self->accounts));
}

static void
test_browser_refused (gconstpointer data)
{
  ToldHub               *hub = told_hub_reset (data);
  g_autoptr (Attempt)    self = attempt_new ();
  g_autoptr (GHashTable) query = NULL;

  told_hub_answer (hub, "/oauth/register", "201 {\"client_id\":\"me\"}", NULL);
  sp_hub_sign_in_start_browser (self->sign_in);
  attempt_wait_state (self, SP_HUB_SIGN_IN_WAITING);
  query = dup_query (self);
  visit_query (g_hash_table_lookup (query, "redirect_uri"), "error=access_denied&error_description=x&state=",
               g_hash_table_lookup (query, "state"));
  attempt_wait (self);
  g_assert_error (self->error, SP_HUB_OAUTH_ERROR, SP_HUB_OAUTH_ERROR_DENIED);
  g_assert_cmpstr (self->error->message, ==,
                   "Signing in was refused on the Hub’s page. Start again if that was a mistake.");
  g_assert_cmpuint (told_hub_count (hub, "/oauth/token"), ==, 0);
}

/* A code goes to the Hub and not where somebody sends it on. */
static void
test_redirect (gconstpointer data)
{
  g_autoptr (FakeApp)    other = fake_app_new ();
  ToldHub               *hub = told_hub_reset (data);
  g_autoptr (Attempt)    self = attempt_new ();
  g_autoptr (GHashTable) query = NULL;
  g_autofree char       *elsewhere = g_strdup_printf ("302 %s/oauth/token", fake_app_get_uri (other));

  told_hub_answer (hub, "/oauth/register", "201 {\"client_id\":\"me\"}", NULL);
  told_hub_answer (hub, "/oauth/token", elsewhere, NULL);
  sp_hub_sign_in_start_browser (self->sign_in);
  attempt_wait_state (self, SP_HUB_SIGN_IN_WAITING);
  query = dup_query (self);
  visit_query (g_hash_table_lookup (query, "redirect_uri"), "code=good&state=", g_hash_table_lookup (query, "state"));
  attempt_wait (self);
  g_assert_error (self->error, SP_HUB_ERROR, SP_HUB_ERROR_ANSWER);
  g_assert_cmpuint (fake_app_count_requests (other, "/oauth/token"), ==, 0);
}

/* Nor does a token. */
static void
test_redirect_token (gconstpointer data)
{
  ToldHub            *hub = told_hub_reset (data);
  g_autoptr (FakeApp) other = fake_app_new ();
  g_autoptr (Attempt) self = attempt_new ();
  g_autofree char    *elsewhere = g_strdup_printf ("302 %s/api/whoami-v2", fake_app_get_uri (other));

  told_hub_answer (hub, "/api/whoami-v2", elsewhere, NULL);
  sp_hub_sign_in_use_token (self->sign_in, "hf_secret_7");
  attempt_wait (self);
  g_assert_error (self->error, SP_HUB_ERROR, SP_HUB_ERROR_ANSWER);
  g_assert_cmpuint (fake_app_count_requests (other, "/api/whoami-v2"), ==, 0);
}

static void
count_cb (guint *count)
{
  ++*count;
}

static void
test_loopback (void)
{
  g_autoptr (GError)        error = NULL;
  g_autoptr (SpHubLoopback) loopback = sp_hub_loopback_new ("right", &error);
  g_autofree char          *good = g_strconcat (sp_hub_loopback_get_address (loopback), "?state=right&code=1", NULL);
  g_autofree char          *long_code = g_strnfill (5000, 'c');
  g_autofree char          *base = g_strndup (good, strcspn (good, "?") - strlen ("/callback"));
  g_autofree char          *elsewhere = g_strconcat (base, "/?state=right&code=1", NULL);
  guint                     n_codes = 0;
  guint                     n_refused = 0;

  g_assert_no_error (error);
  g_signal_connect_swapped (loopback, "code", G_CALLBACK (count_cb), &n_codes);
  g_signal_connect_swapped (loopback, "refused", G_CALLBACK (count_cb), &n_refused);
  g_assert_cmpuint (visit ("POST", good, NULL), ==, 404);
  g_assert_cmpuint (visit ("GET", elsewhere, NULL), ==, 404);
  g_assert_cmpuint (visit ("GET", good, "evil.example"), ==, 404);
  g_assert_cmpuint (visit ("GET", sp_hub_loopback_get_address (loopback), NULL), ==, 400);
  g_assert_cmpuint (n_codes + n_refused, ==, 0);

  /* Once. */
  g_assert_cmpuint (visit_query (sp_hub_loopback_get_address (loopback), "state=right&code=", long_code), ==, 200);
  g_assert_cmpuint (visit ("GET", good, NULL), ==, 410);
  g_assert_cmpuint (n_codes, ==, 0);
  g_assert_cmpuint (n_refused, ==, 1);
  wait_until (is_alone, loopback);
  g_assert_finalize_object (g_steal_pointer (&loopback));
}

#define DEVICE "200 {\"device_code\":\"hf_secret_d\",\"user_code\":\"AB-12\"," \
               "\"verification_uri\":\"https://hf.co/oauth/device\",\"expires_in\":300,\"interval\":1}"

/* Neither the network nor a Hub that fails ends it. */
static void
test_device (gconstpointer data)
{
  ToldHub               *hub = told_hub_reset (data);
  g_autoptr (Attempt)    self = attempt_new ();
  g_autoptr (GHashTable) form = NULL;

  told_hub_answer (hub, "/oauth/register", "201 {\"client_id\":\"me\"}", NULL);
  told_hub_answer (hub, "/oauth/device", DEVICE, NULL);
  told_hub_answer (hub, "/oauth/token", "400 {\"error\":\"authorization_pending\"}", "503 {}", "CUT", "200 <html>",
                   "200 ", "400 {\"error\":\"slow_down\"}", GRANT ("hf_secret_2", "hf_secret_r2"), NULL);
  told_hub_answer (hub, "/api/whoami-v2", "200 " WHO, NULL);
  sp_hub_sign_in_start_device (self->sign_in);
  attempt_wait_state (self, SP_HUB_SIGN_IN_WAITING);
  g_assert_cmpstr (sp_hub_sign_in_get_user_code (self->sign_in), ==, "AB-12");
  g_assert_cmpstr (sp_hub_sign_in_get_verification_address (self->sign_in), ==, "https://hf.co/oauth/device");
  g_assert_cmpuint (sp_hub_sign_in_get_seconds_left (self->sign_in), ==, 300);
  attempt_wait (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (told_hub_count (hub, "/oauth/token"), ==, 7);
  g_assert_cmpint (hub->gap, >=, 6 * SECOND * 1000 - 1000);
  form = told_hub_dup_form (hub, "/oauth/token");
  g_assert_cmpstr (g_hash_table_lookup (form, "device_code"), ==, "hf_secret_d");
  g_assert_cmpstr (g_hash_table_lookup (form, "grant_type"), ==, "urn:ietf:params:oauth:grant-type:device_code");
}

static void
test_device_ends (gconstpointer data)
{
  static const struct {
    const char *device;
    const char *token;
    const char *words;
  } cases[] = {
    { DEVICE, "400 {\"error\":\"expired_token\"}", "has expired" },
    { DEVICE, "400 {\"error\":\"access_denied\"}", "was refused" },
    { "401 {\"error\":\"invalid_client\"}", NULL, "does not know this program" },
    { "200 {}", NULL, "makes no sense" },
    { "200 {\"device_code\":\"a\",\"user_code\":\"b\",\"verification_uri\":\"javascript:alert(1)\"}", NULL,
      "no sense" },
    { "200 <html><h1>Welcome to the hotel</h1>", NULL, "login page of this network" },
    { "429 {}", NULL, "busy" },
    { "500 {}", NULL, "fails" },
  };
  ToldHub *hub = told_hub_reset (data);

  told_hub_answer (hub, "/oauth/register", "201 {\"client_id\":\"me\"}", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Attempt) self = attempt_new ();

    told_hub_answer (hub, "/oauth/device", cases[i].device, NULL);
    told_hub_answer (hub, "/oauth/token", cases[i].token, NULL);
    sp_hub_sign_in_start_device (self->sign_in);
    attempt_wait (self);
    g_assert_nonnull (strstr (self->error->message, cases[i].words));
    g_assert_null (sp_hub_accounts_get_current (self->accounts));
  }
}

static void
test_cancel (gconstpointer data)
{
  ToldHub            *hub = told_hub_reset (data);
  g_autoptr (Attempt) self = attempt_new ();
  g_autoptr (Attempt) other = attempt_new ();

  told_hub_answer (hub, "/oauth/register", "201 {\"client_id\":\"me\"}", NULL);
  told_hub_answer (hub, "/oauth/device", DEVICE, NULL);
  told_hub_answer (hub, "/oauth/token", GRANT ("hf_secret_3", "hf_secret_r3"), NULL);
  sp_hub_sign_in_start_device (self->sign_in);
  attempt_wait_state (self, SP_HUB_SIGN_IN_WAITING);
  sp_hub_sign_in_cancel (self->sign_in);
  sp_hub_sign_in_start_browser (other->sign_in);
  sp_hub_sign_in_cancel (other->sign_in);
  wait_until (is_alone, other->sign_in);
  g_assert_false (self->is_over || other->is_over);
  g_assert_null (sp_hub_sign_in_get_address (other->sign_in));
}

static void
test_token (gconstpointer data)
{
  static const char *const wrong[] = { "", " \n", "hf_a hf_b", "hf_ä", "hf_a\r\nX: 1" };
  ToldHub                 *hub = told_hub_reset (data);
  g_autoptr (Attempt)      good = attempt_new ();

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (Attempt) self = attempt_new ();

    sp_hub_sign_in_use_token (self->sign_in, wrong[i]);
    g_assert_nonnull (strstr (self->error->message, "That is no token"));
  }
  g_assert_cmpuint (told_hub_count (hub, "/api/whoami-v2"), ==, 0);

  {
    g_autoptr (Attempt) self = attempt_new ();

    told_hub_answer (hub, "/api/whoami-v2", "401 {\"error\":\"Invalid credentials in Authorization header\"}",
                     "200 " WHO, NULL);
    sp_hub_sign_in_use_token (self->sign_in, "hf_secret_wrong");
    attempt_wait (self);
    g_assert_error (self->error, SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS);
  }

  sp_hub_sign_in_use_token (good->sign_in, " hf_secret_4\n");
  attempt_wait (good);
  g_assert_no_error (good->error);
  g_assert_cmpint (sp_hub_account_get_source (good->account), ==, SP_HUB_SOURCE_TOKEN);
  g_assert_cmpstr (sp_hub_session_get_token (sp_hub_accounts_get_session (good->accounts)), ==, "hf_secret_4");
}

typedef struct {
  guint   n_left; /* calls that go on */
  GError *error;  /* of the last one */
} Calls;

static void
renewed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Calls *calls = user_data;

  g_clear_error (&calls->error);
  sp_hub_accounts_renew_finish (SP_HUB_ACCOUNTS (source), result, &calls->error);
  calls->n_left--;
}

static void
identified_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Calls *calls = user_data;

  g_clear_error (&calls->error);
  sp_hub_accounts_identify_finish (SP_HUB_ACCOUNTS (source), result, &calls->error);
  calls->n_left--;
}

static gboolean
is_done (gpointer data)
{
  return ((Calls *) data)->n_left == 0;
}

/* Signed in with a login that ends at once. */
static Attempt *
sign_in_for_a_moment (ToldHub *hub)
{
  Attempt *self = attempt_new ();

  told_hub_answer (hub, "/oauth/register", "201 {\"client_id\":\"me\"}", NULL);
  told_hub_answer (hub, "/oauth/device", DEVICE, NULL);
  told_hub_answer (hub, "/oauth/token", GRANT ("hf_secret_old", "hf_secret_once"), NULL);
  told_hub_answer (hub, "/api/whoami-v2", "200 " WHO, NULL);
  sp_hub_sign_in_start_device (self->sign_in);
  attempt_wait (self);
  g_assert_no_error (self->error);

  {
    g_autoptr (SpHubGrant) grant = sp_hub_grant_copy (sp_hub_account_get_grant (self->account));

    grant->expires = 1;
    sp_hub_account_set_grant (self->account, grant);
  }

  return self;
}

/* What is used once is used once, whoever waits for it. */
static void
test_renew (gconstpointer data)
{
  ToldHub               *hub = told_hub_reset (data);
  g_autoptr (Attempt)    self = sign_in_for_a_moment (hub);
  g_autoptr (GHashTable) form = NULL;
  SpHubSession          *session = sp_hub_accounts_get_session (self->accounts);
  guint                  count = told_hub_count (hub, "/oauth/token");
  Calls                  calls = { 2, NULL };

  told_hub_answer (hub, "/oauth/token", GRANT ("hf_secret_new", "hf_secret_next"),
                   "400 {\"error\":\"invalid_grant\"}", NULL);
  sp_hub_accounts_renew_async (self->accounts, self->account, NULL, renewed_cb, &calls);
  sp_hub_accounts_renew_async (self->accounts, self->account, NULL, renewed_cb, &calls);
  g_assert_true (sp_hub_session_is_renewing (session));
  wait_until (is_done, &calls);
  g_assert_no_error (calls.error);
  g_assert_cmpuint (told_hub_count (hub, "/oauth/token"), ==, count + 1);
  form = told_hub_dup_form (hub, "/oauth/token");
  g_assert_cmpstr (g_hash_table_lookup (form, "refresh_token"), ==, "hf_secret_once");
  g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, "me");
  g_assert_cmpstr (sp_hub_session_get_token (session), ==, "hf_secret_new");
  g_assert_cmpstr (sp_hub_account_get_grant (self->account)->refresh, ==, "hf_secret_next");
  g_assert_false (sp_hub_session_is_renewing (session));

  /* Nothing is due any more. */
  calls.n_left = 1;
  sp_hub_accounts_renew_async (self->accounts, self->account, NULL, renewed_cb, &calls);
  wait_until (is_done, &calls);
  g_assert_cmpuint (told_hub_count (hub, "/oauth/token"), ==, count + 1);
}

static void
signed_out_cb (Attempt      *self,
               SpHubAccount *account,
               const GError *error)
{
  g_assert_null (self->error);
  g_assert_true (account == self->account);
  self->error = g_error_copy (error);
}

static void
test_renew_ends (gconstpointer data)
{
  ToldHub            *hub = told_hub_reset (data);
  g_autoptr (Attempt) self = sign_in_for_a_moment (hub);
  Calls               calls = { 1, NULL };

  g_signal_connect_swapped (self->accounts, "signed-out", G_CALLBACK (signed_out_cb), self);

  /* A Hub that fails ends nothing. */
  told_hub_answer (hub, "/oauth/token", "503 {}", "CUT", "400 {\"error\":\"invalid_grant\"}", NULL);
  sp_hub_accounts_renew_async (self->accounts, self->account, NULL, renewed_cb, &calls);
  wait_until (is_done, &calls);
  g_assert_error (calls.error, SP_HUB_ERROR, SP_HUB_ERROR_SERVER);
  calls.n_left = 1;
  sp_hub_accounts_renew_async (self->accounts, self->account, NULL, renewed_cb, &calls);
  wait_until (is_done, &calls);
  g_assert_error (calls.error, SP_HUB_ERROR, SP_HUB_ERROR_SERVER);
  g_assert_true (sp_hub_accounts_get_current (self->accounts) == self->account);

  calls.n_left = 1;
  sp_hub_accounts_renew_async (self->accounts, self->account, NULL, renewed_cb, &calls);
  wait_until (is_done, &calls);
  g_assert_error (calls.error, SP_HUB_OAUTH_ERROR, SP_HUB_OAUTH_ERROR_ENDED);
  g_assert_cmpstr (self->error->message, ==, "The Hub has ended the login of “tess”. Sign in again.");
  g_assert_null (sp_hub_accounts_get_current (self->accounts));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->accounts)), ==, 0);
  g_assert_null (sp_hub_session_get_token (sp_hub_accounts_get_session (self->accounts)));
  g_clear_error (&calls.error);
}

/* A clock that is wrong, or a login that was ended: the Hub says first that the token is. */
static void
test_refused (gconstpointer data)
{
  ToldHub            *hub = told_hub_reset (data);
  g_autoptr (Attempt) self = attempt_new ();
  Calls               calls = { 1, NULL };

  told_hub_answer (hub, "/oauth/register", "201 {\"client_id\":\"me\"}", NULL);
  told_hub_answer (hub, "/oauth/device", DEVICE, NULL);
  told_hub_answer (hub, "/oauth/token", GRANT ("hf_secret_5", "hf_secret_r5"),
                   GRANT ("hf_secret_6", "hf_secret_r6"), NULL);
  told_hub_answer (hub, "/api/whoami-v2", "200 " WHO, "401 {}", "200 " WHO, "401 {}", NULL);
  sp_hub_sign_in_start_device (self->sign_in);
  attempt_wait (self);
  g_signal_connect_swapped (self->accounts, "signed-out", G_CALLBACK (signed_out_cb), self);

  sp_hub_accounts_identify_async (self->accounts, self->account, NULL, identified_cb, &calls);
  wait_until (is_done, &calls);
  g_assert_no_error (calls.error);
  g_assert_cmpstr (g_hash_table_lookup (hub->bearers, "/api/whoami-v2"), ==, "Bearer hf_secret_6");

  /* A new one that is refused too is not replaced again and again. */
  calls.n_left = 1;
  sp_hub_accounts_identify_async (self->accounts, self->account, NULL, identified_cb, &calls);
  wait_until (is_done, &calls);
  g_assert_nonnull (self->error);
  g_assert_cmpuint (told_hub_count (hub, "/oauth/token"), ==, 2);
  g_clear_error (&calls.error);
}

static void
signed_out_by_user_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  Calls *calls = user_data;

  sp_hub_accounts_sign_out_finish (SP_HUB_ACCOUNTS (source), result, &calls->error);
  calls->n_left--;
}

/* What was given is given back, to the Hub alone. */
static void
test_sign_out (gconstpointer data)
{
  ToldHub            *hub = told_hub_reset (data);
  g_autoptr (FakeApp) other = fake_app_new ();
  const char         *endpoint = g_getenv ("HF_ENDPOINT");
  g_autofree char    *evil = g_strdup_printf ("200 {\"revocation_endpoint\":\"%s/revoke\"}", fake_app_get_uri (other));
  g_autofree char    *near = g_strdup_printf ("200 {\"revocation_endpoint\":\"%s.evil.example/revoke\"}", endpoint);
  g_autofree char    *good = g_strdup_printf ("200 {\"revocation_endpoint\":\"%s/oauth/revoke\"}", endpoint);
  const char *const   answers[] = { "404 {}", "200 {}", "500 {}", evil, near, good };

  told_hub_answer (hub, "/oauth/revoke", "200 ", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autoptr (Attempt) self = sign_in_for_a_moment (hub);
    Calls               calls = { 1, NULL };

    told_hub_answer (hub, "/.well-known/openid-configuration", answers[i], NULL);
    sp_hub_accounts_sign_out_async (self->accounts, self->account, NULL, signed_out_by_user_cb, &calls);
    g_assert_null (sp_hub_accounts_get_current (self->accounts)); /* at once */
    wait_until (is_done, &calls);
    g_assert_no_error (calls.error);
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->accounts)), ==, 0);
    g_assert_cmpuint (told_hub_count (hub, "/oauth/revoke"), ==, answers[i] == good ? 1 : 0);
  }
  g_assert_cmpuint (fake_app_count_requests (other, "/revoke"), ==, 0);

  {
    g_autoptr (GHashTable) form = told_hub_dup_form (hub, "/oauth/revoke");

    g_assert_cmpstr (g_hash_table_lookup (form, "token"), ==, "hf_secret_once");
    g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, "me");
  }
}

static GLogWriterOutput
write_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      g_string_append_printf (logged, "%s\n", (const char *) fields[i].value);

  return g_log_writer_default (level, fields, n_fields, NULL);
}

/* After all the others. */
static void
test_log (void)
{
  g_assert_nonnull (strstr (logged->str, "OAuth: status 400")); /* it is looked at */
  g_assert_null (strstr (logged->str, "hf_secret"));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("test-sign-in-XXXXXX", NULL);
  ToldHub         *hub;
  int              status;

  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE); /* nobody's keyring */
  g_unsetenv ("HF_TOKEN");
  g_unsetenv ("SPACEPORT_OAUTH_CLIENT_ID");
  g_unsetenv ("HF_DEVICE_CODE_OAUTH_CLIENT_ID");
  logged = g_string_new (NULL);
  g_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (write_log, NULL, NULL);
  hub = told_hub_new ();

  g_test_add_func ("/hub/sign-in/loopback", test_loopback);
  g_test_add_data_func ("/hub/sign-in/browser", hub, test_browser);
  g_test_add_data_func ("/hub/sign-in/browser-refused", hub, test_browser_refused);
  g_test_add_data_func ("/hub/sign-in/redirect", hub, test_redirect);
  g_test_add_data_func ("/hub/sign-in/redirect-token", hub, test_redirect_token);
  g_test_add_data_func ("/hub/sign-in/device", hub, test_device);
  g_test_add_data_func ("/hub/sign-in/device-ends", hub, test_device_ends);
  g_test_add_data_func ("/hub/sign-in/cancel", hub, test_cancel);
  g_test_add_data_func ("/hub/sign-in/token", hub, test_token);
  g_test_add_data_func ("/hub/sign-in/renew", hub, test_renew);
  g_test_add_data_func ("/hub/sign-in/renew-ends", hub, test_renew_ends);
  g_test_add_data_func ("/hub/sign-in/refused", hub, test_refused);
  g_test_add_data_func ("/hub/sign-in/sign-out", hub, test_sign_out);
  g_test_add_func ("/hub/sign-in/log", test_log);

  status = g_test_run ();
  told_hub_free (hub);
  g_string_free (logged, TRUE);

  return status;
}
