/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-cli-space-hub-log.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-hub.h"
#include "sp-cli-text.h"
#include "sp-hub-log.h"

#define MAX_TAIL 1000000

typedef struct {
  SpCli   *cli;
  gboolean lost; /* and told so */
} Print;

/* Without sequences of the terminal, and of a progress bar only what it said last. */
static char *
dup_plain (const char *line)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  while (*line != '\0') {
    if (line[0] == '\033' && line[1] == '[') {
      line += 2;
      line += strspn (line, "0123456789;?");
      if (*line != '\0')
        line = g_utf8_next_char (line);
    } else if (*line == '\r') {
      if (line[1] != '\0')
        g_string_truncate (plain, 0);
      line++;
    } else {
      const char *next = g_utf8_next_char (line);

      g_string_append_len (plain, line, next - line);
      line = next;
    }
  }
  return sp_cli_text_printable (plain->str);
}

static void
lines_cb (SpHubLog *log, GStrv lines, Print *self)
{
  SpCli *cli = self->cli;

  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *plain = dup_plain (lines[i]);

    g_string_append_printf (cli->output, "%s\n", plain);
  }
  if (!sp_cli_flush (cli))
    g_main_loop_quit (cli->loop);
}

static void
state_cb (SpHubLog *log, GParamSpec *pspec, Print *self)
{
  SpCli         *cli = self->cli;
  SpHubLiveState state = sp_hub_log_get_state (log);
  const GError  *error = sp_hub_log_get_error (log);

  if (state == SP_HUB_LIVE_ENDED) {
    g_main_loop_quit (cli->loop);
  } else if (state == SP_HUB_LIVE_OPEN) {
    self->lost = FALSE;
  } else if (state == SP_HUB_LIVE_WAITING && error != NULL && !self->lost) {
    self->lost = TRUE;
    if (!cli->quiet)
      sp_cli_message (cli, "%s", error->message);
  }
}

static int
print_log (SpCli *cli, SpHubLog *log)
{
  Print print = { cli, FALSE };

  sp_cli_watch (cli);
  g_signal_connect (log, "lines", G_CALLBACK (lines_cb), &print);
  g_signal_connect (log, "notify::state", G_CALLBACK (state_cb), &print);
  sp_hub_log_start (log);
  while (sp_hub_log_get_state (log) != SP_HUB_LIVE_ENDED && !sp_cli_is_stopped (cli) && !cli->output_failed)
    g_main_loop_run (cli->loop);
  g_signal_handlers_disconnect_by_data (log, &print);

  if (cli->signal != 0)
    return SP_CLI_EXIT_SIGNAL + cli->signal;
  return sp_hub_log_get_error (log) != NULL ? sp_cli_fail (cli, SP_CLI_EXIT_ERROR, sp_hub_log_get_error (log)) : 0;
}

/**
 * sp_cli_space_print_hub_log:
 * @cli: the run
 * @target: a Space of the Hub
 * @wishes: which log, and how much of it
 *
 * Prints a log of an own Space. With `follow` a lost connection is opened again, without printing anything twice.
 *
 * Returns: the exit status
 */
int
sp_cli_space_print_hub_log (SpCli *cli, const char *target, const SpCliHubLog *wishes)
{
  g_autoptr (SpHubSession) session = NULL;
  g_autoptr (SpHubLog)     log = NULL;
  g_autofree char         *id = NULL;
  guint64                  tail = 0;
  int                      status = 0;

  if (wishes->tail != NULL && !g_ascii_string_to_unsigned (wishes->tail, 10, 1, MAX_TAIL, &tail, NULL))
    return sp_cli_misused (cli, _("“%s” is no number of lines."), wishes->tail);
  id = sp_cli_hub_parse_space (cli, target, &status);
  session = id != NULL ? sp_cli_hub_open (cli, wishes->token, &status) : NULL;
  if (session == NULL)
    return status;

  log = sp_hub_log_new (session, id, wishes->build ? SP_HUB_LOG_BUILD : SP_HUB_LOG_RUN);
  sp_hub_log_set_tail (log, (guint) tail);
  sp_hub_log_set_follow (log, wishes->follow);
  return print_log (cli, log);
}
