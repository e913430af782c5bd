/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-hub.h"
#include "sp-cli-options.h"
#include "sp-cli-text.h"
#include "sp-cli-verbs.h"
#include "sp-hub-error.h"
#include "sp-hub-watch.h"

typedef struct {
  SpCli      *cli;
  SpHubWatch *watch;
  char       *last; /* line that was printed */
  gboolean    no_wait;
  gboolean    woken;
  gboolean    done;
  int         status;
} Wake;

static void
print_change (Wake *self, SpHubRuntime *runtime)
{
  g_autofree char *words = sp_hub_runtime_dup_words (runtime);
  g_autofree char *text = g_strdup_printf ("%s: %s", sp_hub_runtime_get_stage_word (runtime), words);
  g_autofree char *line = sp_cli_text_one_line (text, G_MAXINT);

  if (g_strcmp0 (self->last, line) == 0)
    return;

  g_string_append_printf (self->cli->output, "%s\n", line);
  sp_cli_flush (self->cli);
  g_free (self->last);
  self->last = g_steal_pointer (&line);
}

static void
end (Wake *self, int status)
{
  self->done = TRUE;
  self->status = status;
  g_main_loop_quit (self->cli->loop);
}

/* It is not on its way up, and a visit does not change that. */
static void
give_up (Wake *self, SpHubRuntime *runtime)
{
  const char *reason = sp_hub_runtime_get_error (runtime);

  if (reason != NULL)
    sp_cli_message (self->cli, "%s", reason);
  sp_cli_message (self->cli, _("It does not start by a visit. If it is yours, try “%s”."),
                  "spaceport-cli space restart");
  end (self, SP_CLI_EXIT_ERROR);
}

static void
runtime_cb (SpHubWatch *watch, GParamSpec *pspec, Wake *self)
{
  SpHubRuntime *runtime = sp_hub_watch_get_runtime (watch);

  print_change (self, runtime);
  if (sp_hub_runtime_is_callable (runtime)) {
    end (self, 0);
  } else if (sp_hub_runtime_can_wake (runtime) && !self->woken) {
    self->woken = TRUE;
    sp_hub_watch_wake (watch);
  } else if (self->woken && self->no_wait) {
    end (self, 0);
  } else if (!sp_hub_runtime_is_moving (runtime) && !sp_hub_runtime_can_wake (runtime)) {
    give_up (self, runtime);
  }
}

/* What passes is waited out; the rest is told. */
static void
error_cb (SpHubWatch *watch, GParamSpec *pspec, Wake *self)
{
  const GError *error = sp_hub_watch_get_error (watch);

  if (error == NULL)
    return;

  if (self->last != NULL && (g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_SERVER) ||
                             g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_BUSY) ||
                             g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_UNREACHABLE)))
    sp_cli_message (self->cli, "%s", error->message);
  else
    end (self, sp_cli_fail (self->cli, SP_CLI_EXIT_ERROR, error));
}

static int
wake (Wake *self)
{
  SpCli *cli = self->cli;

  sp_cli_watch (cli);
  g_signal_connect (self->watch, "notify::runtime", G_CALLBACK (runtime_cb), self);
  g_signal_connect (self->watch, "notify::error", G_CALLBACK (error_cb), self);
  sp_hub_watch_start (self->watch);
  while (!self->done && !sp_cli_is_stopped (cli))
    g_main_loop_run (cli->loop);
  g_signal_handlers_disconnect_by_data (self->watch, self);

  return cli->signal != 0 ? SP_CLI_EXIT_SIGNAL + cli->signal : self->status;
}

static int
run_wake (SpCli *cli, GStrv arguments)
{
  g_autoptr (SpHubSession) session = NULL;
  g_autofree char         *id = NULL;
  const char              *token = NULL;
  Wake                     self = { .cli = cli };
  int                      status = 0;
  const SpCliOption        options[] = {
           { "no-wait", 0, &self.no_wait, NULL, NULL, N_("Do not wait until it runs") },
           { "token", 0, NULL, &token, "TOKEN", N_("Token of the Hugging Face Hub, in place of the saved one") },
           { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 1, 1, &status))
    return status;
  id = sp_cli_hub_parse_space (cli, arguments[0], &status);
  session = id != NULL ? sp_cli_hub_open (cli, token, &status) : NULL;
  if (session == NULL)
    return status;

  self.watch = sp_hub_watch_new (session, id);
  status = wake (&self);
  g_object_unref (self.watch);
  g_free (self.last);
  return status;
}

const SpCliVerb sp_cli_verb_space_wake = {
  "space wake",
  "[OPTION…] OWNER/NAME",
  N_("Wakes a Space of the Hub that is asleep, and waits until it runs."),
  N_("A line is printed whenever its state changes. A Space that is paused or broken is an error."),
  run_wake,
  SP_CLI_VERB_LOCAL,
};
