/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-account.h"
#include "sp-cli-options.h"
#include "sp-cli-text.h"
#include "sp-cli-verbs.h"

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}

static void
set_texts (JsonObject *object, const char *member, const char *const *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_object_set_array_member (object, member, array);
}

static const char *
get_source (SpHubAccount *account)
{
  switch (sp_hub_account_get_source (account)) {
  case SP_HUB_SOURCE_BROWSER:
    return "browser";
  case SP_HUB_SOURCE_HF_TOOL:
    return "hf";
  case SP_HUB_SOURCE_ENVIRONMENT:
    return "environment";
  case SP_HUB_SOURCE_TOKEN:
  default:
    return "token";
  }
}

/* What else this program is signed in as. */
static GStrv
dup_others (SpHubAccounts *accounts, SpHubAccount *account)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (accounts)); i++) {
    g_autoptr (SpHubAccount) other = g_list_model_get_item (G_LIST_MODEL (accounts), i);

    if (other != account && sp_hub_account_get_name (other) != NULL)
      g_strv_builder_add (builder, sp_hub_account_get_name (other));
  }
  return g_strv_builder_end (builder);
}

static void
print_json (SpCli *cli, SpHubAccounts *accounts, SpHubAccount *account)
{
  g_autoptr (JsonNode)   node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();
  g_auto (GStrv)         others = dup_others (accounts, account);

  set_text (object, "name", sp_hub_account_get_name (account));
  set_text (object, "fullname", sp_hub_account_get_fullname (account));
  json_object_set_boolean_member (object, "pro", sp_hub_account_is_pro (account));
  set_text (object, "source", get_source (account));
  set_text (object, "role", sp_hub_account_get_role (account));
  set_texts (object, "scopes", sp_hub_account_get_scopes (account));
  set_texts (object, "organizations", sp_hub_account_get_organisations (account));
  json_object_set_int_member (object, "expires", sp_hub_account_get_expires (account));
  set_texts (object, "others", (const char *const *) others);
  json_node_set_object (node, object);
  sp_cli_print_json (cli, node);
}

static void
print_list (SpCli *cli, const char *label, const char *const *texts, const char *separator)
{
  g_autofree char *joined = texts != NULL && texts[0] != NULL ? g_strjoinv (separator, (GStrv) texts) : NULL;
  g_autofree char *printable = joined != NULL ? sp_cli_text_one_line (joined, G_MAXINT) : NULL;

  if (printable != NULL)
    g_string_append_printf (cli->output, "%s: %s\n", label, printable);
}

static void
print_text (SpCli *cli, SpHubAccounts *accounts, SpHubAccount *account)
{
  g_auto (GStrv)   rights = sp_hub_account_dup_right_words (account);
  g_auto (GStrv)   others = dup_others (accounts, account);
  g_autofree char *source = sp_hub_account_dup_source_words (account);
  g_autofree char *fullname = sp_cli_text_one_line (sp_hub_account_get_fullname (account), G_MAXINT);

  g_string_append_printf (cli->output, "%s\n", sp_hub_account_get_name (account));
  if (*fullname != '\0')
    g_string_append_printf (cli->output, "%s: %s\n", _("Name"), fullname);
  g_string_append_printf (cli->output, "%s: %s\n", _("Login"), source);
  print_list (cli, _("Organizations"), sp_hub_account_get_organisations (account), ", ");
  print_list (cli, _("This program may"), (const char *const *) rights, "; ");
  print_list (cli, _("Other accounts"), (const char *const *) others, ", ");
}

static int
run_whoami (SpCli *cli, GStrv arguments)
{
  g_autoptr (SpHubAccounts) accounts = NULL;
  g_autoptr (SpHubAccount)  account = NULL;
  g_autoptr (GAsyncResult)  result = NULL;
  g_autoptr (GError)        error = NULL;
  gboolean                  is_known;
  gboolean                  json = FALSE;
  int                       status = 0;
  const SpCliOption         options[] = {
            { "json", 0, &json, NULL, NULL, N_("Print JSON") },
            { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 0, 0, &status))
    return status;

  accounts = sp_cli_account_load (cli);
  g_set_object (&account, sp_cli_account_get (accounts));
  if (account == NULL) {
    error = sp_cli_account_new_error (accounts, _("Nobody is signed in. Run “spaceport-cli login”."));
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);
  }

  sp_hub_accounts_identify_async (accounts, account, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  is_known = sp_hub_accounts_identify_finish (accounts, result, &error);
  sp_cli_account_flush (cli, accounts);
  if (!is_known)
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);

  if (json)
    print_json (cli, accounts, account);
  else
    print_text (cli, accounts, account);
  return 0;
}

const SpCliVerb sp_cli_verb_whoami = {
  "whoami",
  "[OPTION…]",
  N_("Prints which account of the Hub is used, and what this program may do with it."),
  NULL,
  run_whoami,
  SP_CLI_VERB_LOCAL,
};
