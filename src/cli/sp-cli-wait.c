/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-options.h"
#include "sp-cli-text.h"
#include "sp-cli-verbs.h"

/* Between two questions whether the app answers now. */
#define AGAIN_MS 1000

typedef struct {
  SpCli *cli;
  char  *last; /* line that was printed */
} Wait;

static gboolean
is_space (const char *target)
{
  g_autoptr (GradioAddress) address = gradio_address_parse (target, NULL);

  return address != NULL && address->kind == GRADIO_ADDRESS_SPACE;
}

/*
 * What may be different soon: nothing answers yet, or what stands in front of the app does. The client
 * itself waits for a Space, so one that does not run will not, and one that the Hub does not know is
 * none.
 */
static gboolean
may_come (const char *target, const GError *error)
{
  static const GradioError codes[] = {
    GRADIO_ERROR_HOST_NOT_FOUND, GRADIO_ERROR_UNREACHABLE, GRADIO_ERROR_SERVER, GRADIO_ERROR_BUSY,
    GRADIO_ERROR_LOST
  };

  if (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND))
    return !is_space (target);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    if (g_error_matches (error, GRADIO_ERROR, codes[i]))
      return TRUE;
  }
  return FALSE;
}

/* An app that asks who is there answers. */
static gboolean
answers (SpCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  gradio_client_connect_async (cli->client, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  if (gradio_client_connect_finish (cli->client, result, error))
    return TRUE;
  if (!g_error_matches (*error, GRADIO_ERROR, GRADIO_ERROR_LOGIN) || cli->way.login != NULL)
    return FALSE;

  g_clear_error (error);
  return TRUE;
}

static void
print_change (Wait *self, const char *text)
{
  g_autofree char *line = sp_cli_text_one_line (text, G_MAXINT);

  if (g_strcmp0 (self->last, line) == 0)
    return;

  g_string_append_printf (self->cli->output, "%s\n", line);
  sp_cli_flush (self->cli);
  g_free (self->last);
  self->last = g_steal_pointer (&line);
}

static void
space_state_cb (GradioClient *client, GradioSpaceState *state, Wait *self)
{
  g_autofree char *text = g_strdup_printf ("%s: %s", gradio_space_state_get_stage (state),
                                           gradio_space_state_get_message (state));

  print_change (self, text);
}

static gboolean
again_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static int
wait_for_app (Wait *self)
{
  SpCli *cli = self->cli;

  while (TRUE) {
    g_autoptr (GError) error = NULL;

    if (answers (cli, &error)) {
      print_change (self, _("It answers."));
      return 0;
    }
    if (sp_cli_is_stopped (cli) || !may_come (gradio_client_get_reference (cli->client), error))
      return sp_cli_fail (cli, sp_cli_get_connect_status (error), error);

    print_change (self, error->message);
    g_timeout_add (AGAIN_MS, again_cb, cli->loop);
    g_main_loop_run (cli->loop);
  }
}

static int
run (SpCli *cli, GStrv arguments)
{
  Wait              wait = { .cli = cli };
  const SpCliOption options[] = { { NULL } };
  int               status = 0;

  if (!sp_cli_options_parse (cli, options, arguments, 1, 1, &status))
    return status;
  if (!sp_cli_begin (cli, arguments[0], &status))
    return status;
  g_signal_connect (cli->client, "space-state", G_CALLBACK (space_state_cb), &wait);
  status = wait_for_app (&wait);
  g_free (wait.last);
  return status;
}

const SpCliVerb sp_cli_verb_wait = {
  "wait",
  "[OPTION…] TARGET",
  N_("Waits until an app answers, and prints what it is waiting for."),
  N_("A line is printed whenever something changes: nothing answers yet, a Space is built or\n"
      "wakes up, and at last that it answers. Without --timeout it waits as long as it takes;\n"
      "a Space that is broken or paused is an error."),
  run,
};
