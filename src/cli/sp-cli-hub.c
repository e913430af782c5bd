/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-cli-hub.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-account.h"
#include "sp-hub-answer.h"
#include "sp-hub-call.h"

/**
 * sp_cli_hub_open:
 * @cli: the run
 * @token: (nullable): a token that was given
 * @status: (out): exit status when it fails
 *
 * Makes the way to the Hub, with the token that was given or the saved one. Tells why it cannot.
 *
 * Returns: (transfer full) (nullable): the way
 */
SpHubSession *
sp_cli_hub_open (SpCli *cli, const char *token, int *status)
{
  g_autoptr (GError) error = NULL;
  SpHubSession      *session;

  if (token != NULL && *token != '\0')
    return sp_hub_session_new (token);

  session = sp_cli_account_open (cli, &error);
  if (session == NULL)
    *status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);
  return session;
}

/**
 * sp_cli_hub_is_space:
 * @text: an argument
 *
 * Returns: whether it names a Space of the Hub, by its form: ids of Spaces on this computer have no slash
 */
gboolean
sp_cli_hub_is_space (const char *text)
{
  return strchr (text, '/') != NULL;
}

/**
 * sp_cli_hub_parse_space:
 * @cli: the run
 * @text: `owner/name`, or the address of a Space's page
 * @status: (out): exit status when it is none
 *
 * Returns: (transfer full) (nullable): `owner/name`
 */
char *
sp_cli_hub_parse_space (SpCli *cli, const char *text, int *status)
{
  g_autoptr (GradioAddress) address = gradio_address_parse (text, NULL);

  if (address != NULL && address->kind == GRADIO_ADDRESS_SPACE)
    return g_strdup (address->space_id);

  *status = sp_cli_misused (cli, _("“%s” is no Space of the Hub. Give its owner and its name: OWNER/NAME."), text);
  return NULL;
}

/**
 * sp_cli_hub_dup_user:
 * @cli: the run
 * @session: a way to the Hub, with a token
 * @status: (out): exit status when the Hub does not say
 *
 * Returns: (transfer full) (nullable): name of the account that the token belongs to
 */
char *
sp_cli_hub_dup_user (SpCli *cli, SpHubSession *session, int *status)
{
  const SpHubCall          call = { .path = "/api/whoami-v2", .keep = TRUE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode)     answer = NULL;
  g_autoptr (GError)       error = NULL;
  const char              *name = sp_hub_session_get_user (session);

  if (name != NULL)
    return g_strdup (name);

  sp_hub_call_async (session, &call, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  answer = sp_hub_call_finish (session, result, NULL, NULL, &error);
  if (answer != NULL && JSON_NODE_HOLDS_OBJECT (answer))
    name = gradio_json_get_string (json_node_get_object (answer), "name", NULL);
  if (name == NULL && error == NULL)
    error = sp_hub_answer_new_odd_error ();
  if (error != NULL)
    *status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);

  return g_strdup (name);
}
