/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-options.h"
#include "sp-cli-verbs.h"

static int
run (SpCli *cli, GStrv arguments)
{
  const SpCliOption        options[] = { { NULL } };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  g_autoptr (JsonNode)     node = NULL;
  int                      status = 0;

  if (!sp_cli_options_parse (cli, options, arguments, 1, 1, &status))
    return status;
  if (!sp_cli_connect (cli, arguments[0], &status))
    return status;

  gradio_client_fetch_openapi_async (cli->client, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  node = gradio_client_fetch_openapi_finish (cli->client, result, &error);
  if (node == NULL)
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);

  sp_cli_print_json (cli, node);
  return 0;
}

const SpCliVerb sp_cli_verb_openapi = {
  .name = "openapi",
  .synopsis = "[OPTION…] TARGET",
  .summary = N_("Prints the description of an app in the words of OpenAPI, as its server gives it."),
  .details = N_("It is of use from Gradio 6 on; older servers describe other routes than those that\n"
                 "clients call."),
  .run = run,
};
