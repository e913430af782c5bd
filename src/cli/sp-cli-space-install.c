/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-options.h"
#include "sp-cli-space.h"
#include "sp-cli-text.h"
#include "sp-cli-verbs.h"

/* What the options of an installation say. */
typedef struct {
  const char *revision;
  const char *token;
  gboolean    yes;
  gboolean    offline;
  gboolean    no_models;
  gboolean    try;
  gboolean    repair;
} Wishes;

/* The longest label of the languages there are. */
#define LABEL_WIDTH 15

static void
tell (const char *label, const char *text)
{
  g_autofree char *printable = sp_cli_text_one_line (text, G_MAXINT);

  /* printf() pads bytes, and a translated label may have more of them than characters. */
  if (text != NULL)
    fprintf (stderr, "  %s%*s %s\n", label, (int) MAX (LABEL_WIDTH - g_utf8_strlen (label, -1), 0), "", printable);
}

static void
tell_sizes (const SpPreflightFacts *facts)
{
  g_autofree char *files = g_format_size (facts->files);
  g_autofree char *models = g_format_size (facts->models);
  g_autofree char *packages = g_format_size (facts->packages);
  g_autofree char *disk = g_format_size (facts->disk);
  g_autofree char *room = g_format_size (MAX (facts->disk_free, 0));
  g_autofree char *memory = g_format_size (facts->memory);
  g_autofree char *here = g_format_size (facts->memory_here);
  g_autofree char *download = NULL;
  g_autofree char *disk_text = NULL;
  g_autofree char *memory_text = NULL;

  if (facts->models > 0)
    download = g_strdup_printf (_("%s, models %s, packages about %s"), files, models, packages);
  else
    download = g_strdup_printf (_("%s, packages about %s"), files, packages);
  disk_text = g_strdup_printf (_("about %s, you have %s"), disk, room);
  memory_text = g_strdup_printf (_("about %s, you have %s"), memory, here);
  tell (_("Download"), download);
  tell (_("Disk"), disk_text);
  tell (_("Memory"), memory_text);
}

/* Says everything before the first byte. */
static void
tell_facts (SpCli *cli, const SpPreflightFacts *facts)
{
  g_autofree char *missing = NULL;

  if (cli->quiet)
    return;

  sp_cli_progress_clear (cli->progress);
  tell (_("Space"), facts->title);
  tell (_("Commit"), facts->commit);
  tell_sizes (facts);
  tell (_("Graphics card"), !facts->wants_gpu ? _("not needed")
                             : facts->has_gpu  ? _("wanted, you have one")
                                               : _("wanted, you have none"));
  tell (_("Hardware"), facts->hardware);
  tell (_("Python"), facts->python);
  tell (_("Licence"), facts->license != NULL ? facts->license : _("not said"));
  missing = facts->missing != NULL ? g_strjoinv (", ", facts->missing) : NULL;
  if (missing != NULL && *missing != '\0')
    tell (_("Missing"), missing);
  for (guint i = 0; facts->warnings != NULL && facts->warnings[i] != NULL; i++)
    sp_cli_message (cli, "%s", facts->warnings[i]);
}

static SpPreflight *
look (SpCli *cli, SpSpaceStore *store, SpSpaceSource *source, const Wishes *wishes, int *status)
{
  g_autoptr (SpPreflight)  preflight = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  preflight = sp_preflight_new (source, sp_space_store_get_root (store));
  sp_preflight_set_offline (preflight, wishes->offline);
  sp_preflight_set_models (preflight, !wishes->no_models);
  sp_preflight_run_async (preflight, wishes->token, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  if (sp_preflight_run_finish (preflight, result, &error))
    return g_steal_pointer (&preflight);

  *status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);
  return NULL;
}

static void
take_wishes (SpInstallation *installation, const Wishes *wishes)
{
  sp_installation_set_token (installation, wishes->token);
  sp_installation_set_offline (installation, wishes->offline);
  sp_installation_set_models (installation, !wishes->no_models);
  sp_installation_set_first_start (installation, wishes->try);
  sp_installation_set_repair (installation, wishes->repair);
}

static int
run_install (SpCli *cli, GStrv arguments)
{
  g_autoptr (SpSpaceStore)   store = NULL;
  g_autoptr (SpSpaceSource)  source = NULL;
  g_autoptr (SpPreflight)    preflight = NULL;
  g_autoptr (SpInstallation) installation = NULL;
  g_autoptr (GError)         error = NULL;
  Wishes                     wishes = { NULL };
  int                        status = 0;
  const SpCliOption          options[] = {
             { "revision", 0, NULL, &wishes.revision, "REVISION",
               N_("Branch, tag or commit of the Hub; the newest by default") },
             { "yes", 'y', &wishes.yes, NULL, NULL, N_("Do not ask") },
             { "offline", 0, &wishes.offline, NULL, NULL,
               N_("Use no network: its packages are here or in the archive") },
             { "no-models", 0, &wishes.no_models, NULL, NULL, N_("Load no models and data sets") },
             { "try", 0, &wishes.try, NULL, NULL, N_("Start it once when it is installed") },
             { "token", 0, NULL, &wishes.token, "TOKEN",
               N_("Token of the Hugging Face Hub, in place of the saved one") },
             { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 1, 1, &status))
    return status;
  source = sp_space_source_parse (arguments[0], wishes.revision, &error);
  if (source == NULL)
    return sp_cli_fail (cli, SP_CLI_EXIT_ARGUMENTS, error);

  sp_cli_watch (cli);
  store = sp_cli_space_open_store (cli, &status);
  if (store != NULL)
    preflight = look (cli, store, source, &wishes, &status);
  if (preflight == NULL)
    return status;

  tell_facts (cli, sp_preflight_get_facts (preflight));
  if (!sp_cli_space_confirm (cli, wishes.yes, _("Install it? [y/N]"), &status))
    return status;

  installation = sp_installation_new (store, source);
  take_wishes (installation, &wishes);
  sp_installation_set_preflight (installation, preflight);
  return sp_cli_space_install (cli, installation);
}

const SpCliVerb sp_cli_verb_space_install = {
  "space install",
  "[OPTION…] OWNER/NAME[@REVISION]|FOLDER|ARCHIVE",
  N_("Installs a Space on this computer and prints its id."),
  N_("It comes from the Hub, from a folder (of a git checkout what git tracks), or from a .space\n"
      "archive. What it needs is said before and asked for. When it is stopped, the same command\n"
      "goes on with what has come; “space remove” of its id removes that."),
  run_install,
  SP_CLI_VERB_LOCAL,
};

static int
run_update (SpCli *cli, GStrv arguments)
{
  g_autoptr (SpSpaceStore)   store = NULL;
  g_autoptr (SpInstallation) installation = NULL;
  g_autoptr (GError)         error = NULL;
  SpInstalledSpace          *space;
  Wishes                     wishes = { NULL };
  gboolean                   no_try = FALSE;
  int                        status = 0;
  const SpCliOption          options[] = {
             { "no-try", 0, &no_try, NULL, NULL, N_("Do not start the new version for a try") },
             { "repair", 0, &wishes.repair, NULL, NULL, N_("Install the same version anew") },
             { "offline", 0, &wishes.offline, NULL, NULL, N_("Use no network") },
             { "no-models", 0, &wishes.no_models, NULL, NULL, N_("Load no models and data sets") },
             { "token", 0, NULL, &wishes.token, "TOKEN",
               N_("Token of the Hugging Face Hub, in place of the saved one") },
             { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 1, 1, &status))
    return status;
  store = sp_cli_space_open_store (cli, &status);
  space = store != NULL ? sp_cli_space_find (cli, store, arguments[0], &status) : NULL;
  if (space == NULL)
    return status;

  installation = sp_installation_new_update (store, space, &error);
  if (installation == NULL)
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);

  wishes.try = !no_try;
  take_wishes (installation, &wishes);
  status = sp_cli_space_install (cli, installation);
  if (status == 0 && sp_installation_is_unchanged (installation) && !cli->quiet)
    sp_cli_message (cli, _("“%s” is the newest version."), sp_installation_get_title (installation));
  return status;
}

const SpCliVerb sp_cli_verb_space_update = {
  "space update",
  "[OPTION…] ID",
  N_("Installs the newest version of a Space, from where it came."),
  N_("The new version is started for a try; when it does not start the old one is kept. “space\n"
      "rollback” goes back."),
  run_update,
  SP_CLI_VERB_LOCAL,
};
