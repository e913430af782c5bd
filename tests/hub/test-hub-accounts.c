/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts: what is read of the Hub and of this computer. */
#include "sp-hub-account-private.h"
#include "sp-hub-logins.h"
#include "sp-hub-oauth.h"
#include "sp-hub-scope.h"

#include "gradio.h"

#include <string.h>

static void
test_pkce (void)
{
  g_autofree char *challenge = sp_hub_oauth_dup_challenge ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  g_autofree char *one = sp_hub_oauth_new_verifier ();
  g_autofree char *other = sp_hub_oauth_new_verifier ();

  /* RFC 7636, appendix B */
  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  g_assert_cmpuint (strlen (one), ==, 43);
  g_assert_cmpuint (strspn (one, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_"), ==, 43);
  g_assert_cmpstr (one, !=, other);
}

static SpHubGrant *
read_grant (const char *json)
{
  g_autoptr (JsonNode) node = gradio_json_parse (json, -1, NULL);

  return sp_hub_oauth_read_grant (node, "client", 1000);
}

static void
test_grant (void)
{
  g_autoptr (SpHubGrant)   grant = NULL;
  g_autoptr (SpHubGrant)   odd = NULL;
  static const char *const wrong[] = {
    "null",
    "[]",
    "{}",
    "\"hf_a\"",
    "{\"access_token\":null}",
    "{\"access_token\":\"\"}",
    "{\"access_token\":7}",
    "{\"access_token\":\"a\\r\\nX-Evil: 1\"}",
    "{\"access_token\":\"a b\"}",
    "{\"access_token\":\"ä\"}",
    "{\"access_token\":\"hf_a\",\"token_type\":\"mac\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (read_grant (wrong[i]));

  grant = read_grant ("{\"access_token\":\"hf_a\",\"token_type\":\"Bearer\",\"expires_in\":28800,"
                      "\"scope\":\"openid profile\",\"refresh_token\":\"r\"}");
  g_assert_cmpstr (grant->token, ==, "hf_a");
  g_assert_cmpstr (grant->refresh, ==, "r");
  g_assert_cmpstr (grant->client, ==, "client");
  g_assert_cmpstr (grant->scopes[1], ==, "profile");
  g_assert_cmpint (grant->expires, ==, 29800);
  /* A quarter of eight hours. */
  g_assert_false (sp_hub_grant_is_due (grant, 29800 - 7200));
  g_assert_true (sp_hub_grant_is_due (grant, 29800 - 7199));
  g_assert_false (sp_hub_grant_is_over (grant, 29799));
  g_assert_true (sp_hub_grant_is_over (grant, 29800));

  odd = read_grant ("{\"access_token\":\"hf_a\",\"expires_in\":-1e300,\"scope\":[],\"refresh_token\":\"a\\nb\"}");
  g_assert_cmpint (odd->expires, ==, 0);
  g_assert_null (odd->scopes);
  g_assert_null (odd->refresh);
  g_assert_false (sp_hub_grant_is_due (odd, G_MAXINT64));
}

/* Of a long life it is a day. */
static void
test_grant_month (void)
{
  g_autoptr (SpHubGrant) grant = read_grant ("{\"access_token\":\"hf_a\",\"expires_in\":2592000}");
  g_autoptr (SpHubGrant) second = read_grant ("{\"access_token\":\"hf_a\",\"expires_in\":1}");
  g_autoptr (SpHubGrant) huge = read_grant ("{\"access_token\":\"hf_a\",\"expires_in\":1e300}");

  g_assert_false (sp_hub_grant_is_due (grant, 1000 + 2592000 - 86400));
  g_assert_true (sp_hub_grant_is_due (grant, 1000 + 2592000 - 86399));
  g_assert_false (sp_hub_grant_is_due (second, 1000));
  g_assert_true (sp_hub_grant_is_due (second, 1001));
  g_assert_cmpint (huge->expires, >, 0);
}

static SpHubAccount *
new_account (const char *profile)
{
  g_autoptr (SpHubGrant) grant = sp_hub_grant_new ("hf_secret", SP_HUB_SOURCE_TOKEN);
  g_autoptr (JsonNode)   node = gradio_json_parse (profile, -1, NULL);
  SpHubAccount          *account = sp_hub_account_new (grant);

  if (!sp_hub_account_read_profile (account, node))
    g_clear_object (&account);

  return account;
}

static void
test_profile (void)
{
  g_autoptr (SpHubAccount) account = NULL;
  g_auto (GStrv)           words = NULL;
  static const char *const wrong[] = {
    "null",
    "[]",
    "{}",
    "{\"name\":null}",
    "{\"name\":\"\"}",
    "{\"name\":\"a/b\"}",
    "{\"name\":\"@current\"}",
    "{\"name\":\"a b\"}",
    "{\"name\":\"<b>\"}",
    "{\"error\":\"no\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (new_account (wrong[i]));

  account = new_account ("{\"name\":\"tess\",\"fullname\":\" Tess \",\"isPro\":true,\"avatarUrl\":\"/avatars/1.svg\","
                         "\"orgs\":[7,{\"name\":\"acme\",\"roleInOrg\":\"admin\"},{\"name\":\"../x\"},null,"
                         "{\"name\":\"lurk\",\"roleInOrg\":\"read\"}],"
                         "\"auth\":{\"accessToken\":{\"role\":\"write\"}}}");
  g_assert_cmpstr (sp_hub_account_get_name (account), ==, "tess");
  g_assert_cmpstr (sp_hub_account_get_fullname (account), ==, "Tess");
  g_assert_true (sp_hub_account_is_pro (account));
  g_assert_cmpstr (sp_hub_account_get_avatar (account), ==, "https://hub.example/avatars/1.svg");
  g_assert_cmpuint (g_strv_length ((GStrv) sp_hub_account_get_organisations (account)), ==, 1);
  g_assert_true (sp_hub_account_owns (account, "tess/a"));
  g_assert_true (sp_hub_account_owns (account, "acme/a"));
  g_assert_false (sp_hub_account_owns (account, "lurk/a"));
  g_assert_false (sp_hub_account_owns (account, "tes/tess"));
  g_assert_cmpstr (sp_hub_account_get_role (account), ==, "write");
  g_assert_true (sp_hub_account_may (account, "manage-repos"));
  words = sp_hub_account_dup_right_words (account);
  g_assert_nonnull (strstr (words[0], "more than is needed"));
  g_assert_finalize_object (g_steal_pointer (&account));
}

static void
test_profile_odd (void)
{
  g_autofree char         *name = g_strnfill (500, 'n');
  g_autofree char         *json = g_strdup_printf ("{\"name\":\"%s\"}", name);
  g_autoptr (SpHubAccount) account = NULL;
  static const char *const addresses[] = { "javascript:alert(1)", "file:///etc/passwd", "data:image/png;base64,", "" };

  g_assert_null (new_account (json));
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autofree char         *text = g_strdup_printf ("{\"name\":\"a\",\"avatarUrl\":\"%s\"}", addresses[i]);
    g_autoptr (SpHubAccount) other = new_account (text);

    g_assert_null (sp_hub_account_get_avatar (other));
  }
  account = new_account ("{\"name\":\"a\",\"fullname\":7,\"isPro\":\"yes\",\"orgs\":{},\"auth\":[],\"avatarUrl\":{}}");
  g_assert_null (sp_hub_account_get_fullname (account));
  g_assert_null (sp_hub_account_get_role (account));
}

/* What goes to the keyring comes back. */
static void
test_record (void)
{
  g_autoptr (SpHubAccount) account = new_account (
    "{\"name\":\"tess\",\"fullname\":\"Tess\",\"orgs\":[{\"name\":\"acme\"}]}");
  g_autoptr (SpHubGrant)   grant = sp_hub_grant_new ("hf_new", SP_HUB_SOURCE_BROWSER);
  g_autoptr (SpHubAccount) back = NULL;
  g_autofree char         *record = NULL;
  static const char *const wrong[] = { "", "{", "[]", "null", "{\"token\":\"a\"}", "{\"name\":\"a\"}",
                                       "{\"token\":\"\",\"name\":\"a\"}", "{\"token\":\"a\",\"name\":\"../a\"}" };

  grant->refresh = g_strdup ("r");
  grant->client = g_strdup ("c");
  grant->scopes = g_strsplit ("openid read-repos", " ", -1);
  grant->expires = 5;
  grant->life = 4;
  sp_hub_account_set_grant (account, grant);
  record = sp_hub_account_dup_record (account);
  back = sp_hub_account_new_from_record (record);
  g_assert_cmpstr (sp_hub_account_get_name (back), ==, "tess");
  g_assert_cmpstr (sp_hub_account_get_organisations (back)[0], ==, "acme");
  g_assert_cmpstr (sp_hub_account_get_grant (back)->token, ==, "hf_new");
  g_assert_cmpstr (sp_hub_account_get_grant (back)->refresh, ==, "r");
  g_assert_cmpstr (sp_hub_account_get_grant (back)->client, ==, "c");
  g_assert_cmpint (sp_hub_account_get_grant (back)->life, ==, 4);
  g_assert_cmpint (sp_hub_account_get_source (back), ==, SP_HUB_SOURCE_BROWSER);
  g_assert_cmpstr (sp_hub_session_get_token (sp_hub_account_get_session (back)), ==, "hf_new");
  g_assert_cmpstrv (sp_hub_account_get_scopes (back), ((const char *[]){ "openid", "read-repos", NULL }));
  g_assert_true (sp_hub_account_may (back, "read-repos"));
  g_assert_false (sp_hub_account_may (back, "manage-repos"));
  g_assert_true (sp_hub_account_is_kept (back));

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (sp_hub_account_new_from_record (wrong[i]));
}

static void
test_tool (void)
{
  g_autofree char       *huge = g_strnfill (100000, 'a');
  g_autoptr (SpHubGrant) plain = sp_hub_logins_read_tool (" hf_a\r\n", NULL);
  g_autoptr (SpHubGrant) named = sp_hub_logins_read_tool ("hf_a", "[one]\nhf_token = hf_b\nexpires_at = 5\n"
                                                                  "[two]\nhf_token = hf_a\nexpires_at = 7\n");
  g_autoptr (SpHubGrant) cut = sp_hub_logins_read_tool ("hf_a", "[one\nhf_tok");

  g_assert_cmpstr (plain->token, ==, "hf_a");
  g_assert_cmpint (plain->source, ==, SP_HUB_SOURCE_HF_TOOL);
  g_assert_cmpint (named->expires, ==, 7);
  g_assert_null (named->refresh);
  g_assert_cmpint (cut->expires, ==, 0);
  g_assert_null (sp_hub_logins_read_tool ("", NULL));
  g_assert_null (sp_hub_logins_read_tool (" \n", NULL));
  g_assert_null (sp_hub_logins_read_tool ("hf_a\r\nX-Evil: 1", NULL));
  g_assert_null (sp_hub_logins_read_tool (huge, NULL));
}

static void
test_words (void)
{
  g_autofree char   *known = sp_hub_scope_dup_words ("read-repos");
  g_autofree char   *unknown = sp_hub_scope_dup_words ("fly-drones");
  g_autofree char   *huge = g_strnfill (100000, 'x');
  g_autoptr (GError) denied = sp_hub_oauth_new_error ("access_denied", "<b>no</b>");
  g_autoptr (GError) other = sp_hub_oauth_new_error ("odd_one", "The moon is full");
  g_autoptr (GError) none = sp_hub_oauth_new_error (NULL, NULL);
  g_autoptr (GError) long_one = sp_hub_oauth_new_error ("odd", huge);
  g_autoptr (GError) binary = sp_hub_oauth_new_error ("odd", "\xff\xfe");

  g_assert_nonnull (strstr (known, "private Spaces"));
  g_assert_cmpstr (unknown, ==, "fly-drones");
  g_assert_error (denied, SP_HUB_OAUTH_ERROR, SP_HUB_OAUTH_ERROR_DENIED);
  g_assert_null (strstr (denied->message, "<b>"));
  g_assert_nonnull (strstr (other->message, "“The moon is full”"));
  g_assert_error (none, SP_HUB_OAUTH_ERROR, SP_HUB_OAUTH_ERROR_FAILED);
  g_assert_cmpuint (strlen (long_one->message), <, 600);
  g_assert_true (g_utf8_validate (binary->message, -1, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("HF_ENDPOINT", "https://hub.example", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hub/accounts/pkce", test_pkce);
  g_test_add_func ("/hub/accounts/grant", test_grant);
  g_test_add_func ("/hub/accounts/grant-month", test_grant_month);
  g_test_add_func ("/hub/accounts/profile", test_profile);
  g_test_add_func ("/hub/accounts/profile-odd", test_profile_odd);
  g_test_add_func ("/hub/accounts/record", test_record);
  g_test_add_func ("/hub/accounts/tool", test_tool);
  g_test_add_func ("/hub/accounts/words", test_words);

  return g_test_run ();
}
