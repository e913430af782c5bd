/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-cli-hub-price.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-space.h"
#include "sp-hub-care.h"
#include "sp-hub-hardware.h"

#define PAID_SLEEP 300 /* seconds; what Gradio’s own clients ask for */
#define MAX_SLEEP (365 * 24 * 3600)

/**
 * sp_cli_hub_parse_sleep:
 * @cli: the run
 * @text: (nullable): what an option says
 * @seconds: (inout): after how long a Space sleeps, as it is where nothing is said
 * @status: (out): exit status when it makes no sense
 *
 * Returns: whether it makes sense
 */
gboolean
sp_cli_hub_parse_sleep (SpCli *cli, const char *text, gint64 *seconds, int *status)
{
  guint64 number = 0;

  if (text == NULL)
    return TRUE;

  if (g_str_equal (text, "never")) {
    *seconds = SP_HUB_SLEEP_NEVER;
  } else if (g_ascii_string_to_unsigned (text, 10, 1, MAX_SLEEP, &number, NULL)) {
    *seconds = (gint64) number;
  } else {
    *status = sp_cli_misused (cli, _("“%s” is no number of seconds, and not “never”."), text);
    return FALSE;
  }
  return TRUE;
}

static GPtrArray *
list_hardware (SpCli *cli, SpHubSession *session, int *status)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  GPtrArray               *list;

  sp_hub_hardware_list_async (session, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  list = sp_hub_hardware_list_finish (session, result, &error);
  if (list == NULL)
    *status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);
  return list;
}

/**
 * sp_cli_hub_agree_on_price:
 * @cli: the run
 * @session: the way to the Hub
 * @flavour: hardware that is wanted
 * @yes: whether the user agreed by an option
 * @sleep_time: (inout): after how long the Space sleeps; where nothing is said it is soon on what costs
 * @status: (out): exit status when the user does not agree, or there is no such hardware
 *
 * Asks on the terminal about hardware that costs; where there is none it says the price.
 *
 * Returns: whether to go on
 */
gboolean
sp_cli_hub_agree_on_price (SpCli        *cli,
                           SpHubSession *session,
                           const char   *flavour,
                           gboolean      yes,
                           gint64       *sleep_time,
                           int          *status)
{
  g_autoptr (GPtrArray) list = list_hardware (cli, session, status);
  g_autofree char      *price = NULL;
  g_autofree char      *question = NULL;
  SpHubHardware        *hardware = sp_hub_hardware_find (list, flavour);

  if (list == NULL)
    return FALSE;
  if (hardware == NULL) {
    g_autoptr (GString) names = g_string_new (NULL);

    for (guint i = 0; i < list->len; i++)
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", sp_hub_hardware_get_flavour (list->pdata[i]));
    *status = sp_cli_misused (cli, _("The Hub has no hardware “%s”, but %s."), flavour, names->str);
    return FALSE;
  }
  if (sp_hub_hardware_is_free (hardware))
    return TRUE;

  if (*sleep_time == SP_HUB_SLEEP_UNCHANGED)
    *sleep_time = PAID_SLEEP;
  price = sp_hub_hardware_dup_price (hardware);
  if (!yes && !isatty (STDIN_FILENO)) {
    /* Translators: hardware and its price, such as “Nvidia T4: $0.40 an hour.”, then an option. */
    *status = sp_cli_misused (cli, _("%s: %s. There is no terminal to ask on. Agree by “%s”, or choose other hardware."),
                              sp_hub_hardware_get_title (hardware), price, "--yes");
    return FALSE;
  }

  if (yes && !cli->quiet)
    /* Translators: hardware and its price, such as “Nvidia T4: $0.40 an hour.” */
    sp_cli_message (cli, _("%s: %s."), sp_hub_hardware_get_title (hardware), price);

  /* Translators: hardware and its price, such as “Nvidia T4: $0.40 an hour.” */
  question = g_strdup_printf (_("%s: %s. Go on? [y/N]"), sp_hub_hardware_get_title (hardware), price);
  return sp_cli_space_confirm (cli, yes, question, status);
}
