/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <glib/gi18n-lib.h>

#include "sp-cli-text.h"
#include "sp-cli-verbs.h"

#define HEAP_STEP (16 * 1024 * 1024)

/* The main program has no verb, but its mistakes are told like a verb's. */
static const SpCliVerb no_verb = { .name = "", .flags = SP_CLI_VERB_LOCAL };

static void
print_help (GString *help)
{
  g_string_append_printf (help, "%s\n  spaceport-cli %s\n\n", _("Usage:"), _("VERB [ARGUMENT…]"));
  g_string_append_printf (help, "%s\n\n", _("Calls Gradio apps from the command line."));
  g_string_append_printf (help, "%s\n", _("Verbs:"));
  for (guint i = 0; sp_cli_verbs[i] != NULL; i++) {
    const SpCliVerb *verb = sp_cli_verbs[i];

    if ((verb->flags & SP_CLI_VERB_HIDDEN) == 0) {
      g_string_append_printf (help, "  %s %s\n", verb->name, verb->synopsis);
      g_string_append_printf (help, "      %s\n", _(verb->summary));
    }
  }

  g_string_append_printf (help, "\n%s\n", _("“spaceport-cli VERB --help” tells more about each."));
  g_string_append_printf (help, "\n%s\n", _("Options:"));
  g_string_append_printf (help, "  --version  %s\n", _("Show the version"));
  g_string_append_printf (help, "  --help     %s\n", _("Show this help"));
  g_string_append_printf (help, "\n%s\n",
                          _("Results go to standard output; progress, messages of the app and errors to\n"
                             "standard error. Progress is shown on a terminal, or with --progress."));
  g_string_append_printf (help, "\n%s\n%s\n", _("Exit status:"),
                          _("  0    it went well\n"
                             "  1    the app, the network or a disk failed\n"
                             "  2    the arguments are wrong\n"
                             "  3    it took longer than --timeout allows; a running job was cancelled\n"
                             "       on the server; of drive: a step of the script cannot be done\n"
                             "  4    of drive: it took too long\n"
                             "  130  interrupted (128 and the number of the signal); a running job was\n"
                             "       cancelled on the server"));
}

/* Whether @word is the first one of verbs of two words. */
static gboolean
is_group (const char *word)
{
  g_autofree char *prefix = g_strconcat (word, " ", NULL);

  for (guint i = 0; sp_cli_verbs[i] != NULL; i++) {
    if (g_str_has_prefix (sp_cli_verbs[i]->name, prefix))
      return TRUE;
  }

  return FALSE;
}

static int
no_such_verb (SpCli *cli, GStrv arguments)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char      *both = NULL;
  const char           *nearest;

  for (guint i = 0; sp_cli_verbs[i] != NULL; i++) {
    if ((sp_cli_verbs[i]->flags & SP_CLI_VERB_HIDDEN) == 0)
      g_ptr_array_add (names, (char *) sp_cli_verbs[i]->name);
  }

  nearest = sp_cli_text_find_nearest (arguments[0], names);
  if (nearest == NULL && arguments[1] != NULL) {
    both = g_strdup_printf ("%s %s", arguments[0], arguments[1]);
    nearest = sp_cli_text_find_nearest (both, names);
  }
  if (nearest != NULL)
    return sp_cli_misused (cli, _("There is no verb “%s”. Did you mean “%s”?"),
                           both != NULL ? both : arguments[0], nearest);
  return sp_cli_misused (cli, _("There is no verb “%s”."), arguments[0]);
}

static int
run_without_verb (SpCli *cli, GStrv arguments)
{
  static const char *const help[] = { "--help", "-h", "help", NULL };

  if (arguments[0] == NULL)
    return sp_cli_misused (cli, _("A verb is missing."));

  if (g_strv_contains (help, arguments[0])) {
    print_help (cli->output);
    return 0;
  }
  if (is_group (arguments[0]) && arguments[1] != NULL && g_strv_contains (help, arguments[1])) {
    print_help (cli->output);
    return 0;
  }
  if (is_group (arguments[0]) && arguments[1] != NULL)
    return no_such_verb (cli, arguments);
  if (is_group (arguments[0]))
    return sp_cli_misused (cli, _("What is to be done with “%s”?"), arguments[0]);
  if (g_str_equal (arguments[0], "--version")) {
    g_string_append (cli->output, "spaceport-cli " PACKAGE_VERSION "\n");
    return 0;
  }
  return no_such_verb (cli, arguments);
}

static int
run (SpCli *cli, GStrv arguments)
{
  guint            n_words = 0;
  const SpCliVerb *verb = sp_cli_verbs_find (arguments, &n_words);

  sp_cli_init (cli, verb != NULL ? verb : &no_verb);
  if (verb != NULL)
    return verb->run (cli, arguments + n_words);
  return run_without_verb (cli, arguments);
}

int
main (int argc, char **argv)
{
  SpCli       cli = { 0 };
  const char *translations = g_getenv ("SPACEPORT_LOCALE_DIR"); /* set when run uninstalled */
  int         status;

#ifdef __GLIBC__
  /* A large app's description is read in a thread, whose own heap would grow in steps of a page. */
  mallopt (M_ARENA_MAX, 1);
  mallopt (M_TOP_PAD, HEAP_STEP);
#endif
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, translations != NULL ? translations : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_set_prgname ("spaceport-cli");

  /* Modules for remote file systems would be loaded for nothing: all paths are local. */
  g_setenv ("GIO_USE_VFS", "local", TRUE);

  status = run (&cli, argv + (argc > 0 ? 1 : 0));
  if (!sp_cli_flush (&cli) && status == 0)
    status = SP_CLI_EXIT_ERROR;
  if (cli.client != NULL)
    gradio_client_close (cli.client);

  /* The rest ends with the process: a large app's description takes as long to free as to read. */
  exit (status);
}
