/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <glib/gi18n-lib.h>

#include "sp-cli.h"

#define HEAP_STEP (16 * 1024 * 1024)

static const SpCliVerb *const verbs[] = {
  &sp_cli_verb_info,
  &sp_cli_verb_predict,
  &sp_cli_verb_stream,
  &sp_cli_verb_upload,
  &sp_cli_verb_mcp_tools,
  &sp_cli_verb_mcp_resources,
  &sp_cli_verb_mcp_prompts,
  &sp_cli_verb_mcp_call,
  &sp_cli_verb_openapi,
  &sp_cli_verb_bench_calls,
  &sp_cli_verb_space_list,
  &sp_cli_verb_space_run,
};

/* The main program has no verb, but its mistakes are told like a verb's. */
static const SpCliVerb no_verb = { .name = "" };

/* Returns how many arguments the name of @verb takes, 0 when it is another. */
static guint
match_verb (const SpCliVerb *verb, GStrv arguments)
{
  g_auto (GStrv) words = g_strsplit (verb->name, " ", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    if (g_strcmp0 (arguments[i], words[i]) != 0)
      return 0;
  }
  return g_strv_length (words);
}

static void
print_help (GString *help)
{
  g_string_append_printf (help, "%s\n  spaceport-cli %s\n\n", _("Usage:"), _("VERB [ARGUMENT…]"));
  g_string_append_printf (help, "%s\n\n", _("Calls Gradio apps from the command line."));
  g_string_append_printf (help, "%s\n", _("Verbs:"));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++) {
    g_string_append_printf (help, "  %s %s\n", verbs[i]->name, verbs[i]->synopsis);
    g_string_append_printf (help, "      %s\n", _(verbs[i]->summary));
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
                             "  130  interrupted (128 and the number of the signal); a running job was\n"
                             "       cancelled on the server"));
}

/* Whether @word is the first one of verbs of two words. */
static gboolean
is_group (const char *word)
{
  g_autofree char *prefix = g_strconcat (word, " ", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++) {
    if (g_str_has_prefix (verbs[i]->name, prefix))
      return TRUE;
  }

  return FALSE;
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
  if (is_group (arguments[0]))
    return sp_cli_misused (cli, _("What is to be done with “%s”?"), arguments[0]);
  if (g_str_equal (arguments[0], "--version")) {
    g_string_append (cli->output, "spaceport-cli " PACKAGE_VERSION "\n");
    return 0;
  }
  return sp_cli_misused (cli, _("There is no verb “%s”."), arguments[0]);
}

static int
run (SpCli *cli, GStrv arguments)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++) {
    guint n = match_verb (verbs[i], arguments);

    if (n > 0) {
      sp_cli_init (cli, verbs[i]);
      return verbs[i]->run (cli, arguments + n);
    }
  }

  sp_cli_init (cli, &no_verb);
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
