/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-hub.h"
#include "sp-cli-options.h"
#include "sp-cli-space-hub-log.h"
#include "sp-cli-space.h"
#include "sp-cli-text.h"
#include "sp-cli-verbs.h"

#define FOLLOW_MS 200
#define N_OLD 3 /* files that were rotated away: app.log.1 and on */

/* A log that is read to its end, and on when it grows or is rotated. */
typedef struct {
  SpCli   *cli;
  char    *path;
  int      fd;   /* -1 while there is no file */
  GString *rest; /* of a line that is not whole yet */
} Log;

static void
print_lines (Log *log)
{
  char *end;

  while ((end = memchr (log->rest->str, '\n', log->rest->len)) != NULL) {
    g_autofree char *line = g_utf8_make_valid (log->rest->str, end - log->rest->str);
    g_autofree char *printable = sp_cli_text_printable (line);

    g_string_append_printf (log->cli->output, "%s\n", printable);
    g_string_erase (log->rest, 0, end + 1 - log->rest->str);
  }
}

static void
read_on (Log *log)
{
  char   buffer[8192];
  gssize length;

  if (log->fd < 0)
    log->fd = open (log->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  while (log->fd >= 0 && (length = read (log->fd, buffer, sizeof buffer)) > 0) {
    g_string_append_len (log->rest, buffer, length);
    print_lines (log);
    sp_cli_flush (log->cli);
  }
}

/* Whether another file has the name now. */
static gboolean
is_rotated (Log *log)
{
  struct stat open_one;
  struct stat named;

  return log->fd >= 0 && fstat (log->fd, &open_one) == 0 && stat (log->path, &named) == 0 &&
         (open_one.st_ino != named.st_ino || open_one.st_dev != named.st_dev);
}

static gboolean
follow_cb (gpointer user_data)
{
  Log *log = user_data;

  read_on (log);
  if (is_rotated (log)) {
    read_on (log);
    close (log->fd);
    log->fd = -1;
    read_on (log);
  }
  return G_SOURCE_CONTINUE;
}

static void
print_file (SpCli *cli, const char *path)
{
  Log log = { cli, (char *) path, -1, g_string_new (NULL) };

  read_on (&log);
  if (log.rest->len > 0) {
    g_string_append_c (log.rest, '\n');
    print_lines (&log);
  }
  if (log.fd >= 0)
    close (log.fd);
  g_string_free (log.rest, TRUE);
}

static void
follow (SpCli *cli, const char *path)
{
  Log   log = { cli, (char *) path, -1, g_string_new (NULL) };
  guint timer;

  sp_cli_watch (cli);
  read_on (&log);
  timer = g_timeout_add (FOLLOW_MS, follow_cb, &log);
  while (!sp_cli_is_stopped (cli) && !cli->output_failed)
    g_main_loop_run (cli->loop);
  g_source_remove (timer);
  if (log.fd >= 0)
    close (log.fd);
  g_string_free (log.rest, TRUE);
}

static int
run_logs (SpCli *cli, GStrv arguments)
{
  g_autoptr (SpSpaceStore) store = NULL;
  g_autoptr (GFile)        logs = NULL;
  g_autofree char         *path = NULL;
  SpInstalledSpace        *space;
  SpCliHubLog              wishes = { NULL };
  int                      status = 0;
  const SpCliOption        options[] = {
           { "follow", 'f', &wishes.follow, NULL, NULL, N_("Go on with what it writes") },
           { "build", 0, &wishes.build, NULL, NULL, N_("Of the Hub: what was written while it was built") },
           { "tail", 0, NULL, &wishes.tail, "LINES", N_("Of the Hub: only the last lines") },
           { "token", 0, NULL, &wishes.token, "TOKEN",
             N_("Token of the Hugging Face Hub, in place of the saved one") },
           { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 1, 1, &status))
    return status;
  if (sp_cli_hub_is_space (arguments[0]))
    return sp_cli_space_print_hub_log (cli, arguments[0], &wishes);
  if (wishes.build || wishes.tail != NULL || wishes.token != NULL)
    return sp_cli_misused (cli, _("“%s” is on this computer. Those options are for Spaces of the Hub: OWNER/NAME."),
                           arguments[0]);
  store = sp_cli_space_open_store (cli, &status);
  space = store != NULL ? sp_cli_space_find (cli, store, arguments[0], &status) : NULL;
  if (space == NULL)
    return status;

  logs = sp_installed_space_dup_logs (space);
  path = g_build_filename (g_file_peek_path (logs), "app.log", NULL);
  for (guint i = N_OLD; i > 0; i--) {
    g_autofree char *old = g_strdup_printf ("%s.%u", path, i);

    print_file (cli, old);
  }
  if (wishes.follow)
    follow (cli, path);
  else
    print_file (cli, path);
  return cli->signal != 0 ? SP_CLI_EXIT_SIGNAL + cli->signal : 0;
}

const SpCliVerb sp_cli_verb_space_logs = {
  "space logs",
  "[OPTION…] ID|OWNER/NAME",
  N_("Prints what a Space wrote when it ran."),
  N_("An id without a slash is a Space on this computer, OWNER/NAME one of yours on the Hub. When\n"
      "the connection to the Hub is lost it is opened again; nothing is printed twice."),
  run_logs,
  SP_CLI_VERB_LOCAL,
};
