/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-options.h"
#include "sp-cli-space.h"
#include "sp-cli-verbs.h"
#include "sp-run-folder.h"
#include "sp-stop-socket.h"

#define LOOK_AGAIN_MS 100
#define MAX_SECONDS 30 /* a Space that does not heed anything is killed after ten */

/* A Space that is to be stopped. */
typedef struct {
  SpCli        *cli;
  char         *socket;
  GCancellable *cancellable;
  gboolean      asking;
  gboolean      stopped; /* whoever ran it said so */
} Stop;

static gboolean
look_again_cb (gpointer user_data)
{
  SpCli *cli = user_data;

  g_main_loop_quit (cli->loop);
  return G_SOURCE_CONTINUE;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Stop              *stop = user_data;
  g_autoptr (GError) error = NULL;

  /* Nobody listens yet while it is being started, and does not any more when it just ended. */
  stop->stopped = sp_stop_socket_ask_finish (result, &error);
  if (!stop->stopped)
    g_debug ("Whoever runs the Space is not reached: %s", error->message);
  stop->asking = FALSE;
}

/* Returns who runs it, as “NAME (process PID)”: the runner's lock file has “PID NAME” in it. */
static char *
dup_owner (SpInstalledSpace *space)
{
  g_autoptr (GFile) folder = sp_installed_space_dup_run_folder (space);
  g_autoptr (GFile) lock = g_file_get_child (folder, "lock");
  g_autofree char  *content = NULL;
  g_auto (GStrv)    words = NULL;

  if (g_file_load_contents (lock, NULL, &content, NULL, NULL, NULL) && g_utf8_validate (content, -1, NULL))
    words = g_strsplit (g_strstrip (content), " ", 3);
  if (words == NULL || g_strv_length (words) < 2)
    return g_strdup ("?");
  /* Translators: a program and its number, such as “spaceport (process 123)” */
  return g_strdup_printf (_("%s (process %s)"), words[1], words[0]);
}

static int
stop_space (SpCli *cli, SpInstalledSpace *space)
{
  Stop             stop = { .cli = cli };
  gint64           deadline = g_get_monotonic_time () + MAX_SECONDS * G_TIME_SPAN_SECOND;
  guint            timer = g_timeout_add (LOOK_AGAIN_MS, look_again_cb, cli);
  g_autofree char *owner = NULL;

  sp_cli_watch (cli);
  stop.socket = sp_run_folder_dup_stop_socket (sp_installed_space_get_data_folder (space));
  stop.cancellable = g_cancellable_new ();
  while ((sp_installed_space_is_running (space) || stop.asking) && !sp_cli_is_stopped (cli) &&
         g_get_monotonic_time () < deadline) { /* its processes end a moment after it was let go of */
    if (!stop.asking && !stop.stopped && stop.socket != NULL) {
      stop.asking = TRUE;
      sp_stop_socket_ask_async (stop.socket, stop.cancellable, asked_cb, &stop);
    }
    g_main_loop_run (cli->loop);
  }
  g_cancellable_cancel (stop.cancellable);
  while (stop.asking)
    g_main_loop_run (cli->loop);
  g_source_remove (timer);
  g_object_unref (stop.cancellable);
  g_free (stop.socket);

  if (cli->signal != 0)
    return SP_CLI_EXIT_SIGNAL + cli->signal;
  if (stop.stopped || !sp_installed_space_is_running (space))
    return 0;
  owner = dup_owner (space);
  sp_cli_message (cli, _("“%s” did not end in %d seconds. End the program that runs it: %s."),
                  sp_installed_space_get_title (space), MAX_SECONDS, owner);
  return SP_CLI_EXIT_ERROR;
}

static int
run_stop (SpCli *cli, GStrv arguments)
{
  g_autoptr (SpSpaceStore) store = NULL;
  const SpCliOption        options[] = { { NULL } };
  SpInstalledSpace        *space;
  int                      status = 0;

  if (!sp_cli_options_parse (cli, options, arguments, 1, 1, &status))
    return status;
  store = sp_cli_space_open_store (cli, &status);
  space = store != NULL ? sp_cli_space_find (cli, store, arguments[0], &status) : NULL;
  return space != NULL ? stop_space (cli, space) : status;
}

const SpCliVerb sp_cli_verb_space_stop = {
  "space stop",
  "ID",
  N_("Stops a Space, whichever program of yours runs it, and waits until it is gone."),
  N_("Nothing is done when it does not run. A window that shows it says that it was stopped."),
  run_stop,
  SP_CLI_VERB_LOCAL,
};
