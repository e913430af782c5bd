/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-input.h"
#include "sp-cli-options.h"
#include "sp-cli-verbs.h"
#include "sp-drive-page.h"
#include "sp-drive-script.h"
#include "sp-drive-steps.h"

#define CLOSE_SECONDS 2.0 /* how long the program stays for what it still has to tell the server */

#define NARROW 768 /* pixels: where Gradio's page becomes that of a phone */

typedef struct {
  SpDrive         drive;
  SpScript       *script;   /* owned, nullable */
  SpBrowserStore *store;    /* owned, nullable */
  const char     *file;     /* of the script; nullable */
  const char     *locale;   /* nullable */
  const char     *width;    /* nullable */
  const char     *folder;   /* where values stay; nullable */
  guint64         pixels;   /* what @width says, 0 for wide enough */
  char           *language; /* owned, nullable: @locale as a server has it */
  char           *header;   /* owned, nullable: of every request */
} Drive;

G_DEFINE_QUARK (sp-drive-error-quark, sp_drive_error)

static char *
read_script (SpCli *cli, const char *file, GError **error)
{
  g_autoptr (SpCliInput) input = NULL;
  char                  *text = NULL;

  if (file != NULL && !g_str_equal (file, "-"))
    return g_file_get_contents (file, &text, NULL, error) ? text : NULL;

  sp_cli_watch (cli);
  input = sp_cli_input_new (cli, STDIN_FILENO);

  return sp_cli_input_read_all (input, error);
}

static JsonArray *
load_script (Drive *self, int *status)
{
  SpCli             *cli = self->drive.cli;
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = read_script (cli, self->file, &error);
  JsonArray         *steps = text != NULL ? sp_drive_script_parse (text, &error) : NULL;

  if (steps == NULL)
    *status = sp_cli_fail (cli, SP_CLI_EXIT_ARGUMENTS, error);

  return steps;
}

static gboolean
read_width (Drive *self, int *status)
{
  if (self->width == NULL || g_ascii_string_to_unsigned (self->width, 10, 1, G_MAXINT, &self->pixels, NULL))
    return TRUE;

  *status = sp_cli_misused (self->drive.cli, _("“%s” is no number of pixels."), self->width);

  return FALSE;
}

/* The texts of the app and what the app is told: our own messages go by the locale of the system. */
static void
set_locale (Drive *self)
{
  if (self->locale == NULL)
    return;

  self->language = g_strdelimit (g_strdup (self->locale), "_", '-');
  self->header = g_strconcat ("Accept-Language: ", self->language, NULL);
  g_ptr_array_add (self->drive.cli->way.headers, self->header);
}

static gboolean
load_config (SpCli *cli, int *status)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  gradio_client_load_config_async (cli->client, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  if (gradio_client_load_config_finish (cli->client, result, &error) != NULL)
    return TRUE;

  *status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);

  return FALSE;
}

static gboolean
load_store (Drive *self, int *status)
{
  SpCli                   *cli = self->drive.cli;
  g_autofree char         *path = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  if (self->folder == NULL)
    return TRUE;

  path = g_build_filename (self->folder, "browser-state.db", NULL);
  self->store = sp_browser_store_new (path, gradio_client_get_base_uri (cli->client));
  sp_browser_store_load_async (self->store, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  if (sp_browser_store_load_finish (self->store, result, &error))
    return TRUE;

  *status = sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);

  return FALSE;
}

/* On a phone a sidebar lies over the page, so it begins closed. */
static void
close_sidebars (SpBlocks *blocks)
{
  g_autoptr (GPtrArray) items = sp_drive_page_list (blocks);
  g_autoptr (JsonNode)  update = gradio_json_parse ("{\"__type__\": \"update\", \"open\": false}", -1, NULL);

  for (guint i = 0; i < items->len; i++) {
    SpDriveItem *item = items->pdata[i];

    if (item->block != NULL && g_str_equal (item->type, "sidebar"))
      sp_block_apply (item->block, update);
  }
}

static void
open_app (Drive *self)
{
  SpDrive *drive = &self->drive;

  self->script = sp_script_is_available () ? sp_script_new () : NULL;
  drive->blocks = sp_blocks_new (drive->cli->client, self->store, self->script);
  drive->record = sp_drive_record_new (drive->blocks);
  if (self->language != NULL)
    sp_translation_set_language (sp_blocks_get_translation (drive->blocks), self->language);
  if (self->pixels > 0 && self->pixels < NARROW)
    close_sidebars (drive->blocks);
  sp_blocks_load (drive->blocks);
}

static int
get_status (Drive *self, guint number, const GError *error)
{
  SpCli *cli = self->drive.cli;

  if (!g_error_matches (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_STEP) &&
      !g_error_matches (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_TIME))
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);

  sp_cli_message (cli, _("Step %u: %s"), number, error->message);

  return error->code == SP_DRIVE_ERROR_TIME ? SP_DRIVE_EXIT_TIME : SP_DRIVE_EXIT_STEP;
}

static gboolean
late_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_CONTINUE;
}

/* What is cancelled here is cancelled on the server; what is to stay is written. */
static int
close_app (Drive *self, int status)
{
  SpCli                   *cli = self->drive.cli;
  GradioSession           *session = sp_blocks_get_session (self->drive.blocks);
  gboolean                 late = FALSE;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  sp_blocks_close (self->drive.blocks);
  if (gradio_session_get_n_jobs (session) > 0) {
    guint source = g_timeout_add ((guint) (CLOSE_SECONDS * 1000), late_cb, &late);

    while (!late && gradio_session_get_n_jobs (session) > 0)
      g_main_context_iteration (NULL, TRUE);
    g_source_remove (source);
  }
  g_clear_pointer (&self->drive.record, sp_drive_record_free);
  g_clear_object (&self->drive.blocks);
  if (self->store == NULL)
    return status;

  sp_browser_store_flush_async (self->store, NULL, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  if (sp_browser_store_flush_finish (self->store, result, &error))
    return status;

  return sp_cli_fail (cli, status != 0 ? status : SP_CLI_EXIT_ERROR, error);
}

static int
drive_app (Drive *self, JsonArray *steps)
{
  SpCli             *cli = self->drive.cli;
  g_autoptr (GError) error = NULL;
  guint              number = 0;
  int                status = 0;

  sp_cli_watch (cli);
  open_app (self);
  if (!sp_drive_steps_run (&self->drive, steps, &number, &error))
    status = get_status (self, number, error);

  return close_app (self, status);
}

static int
run_script (Drive *self, const char *target)
{
  SpCli                *cli = self->drive.cli;
  int                   status = 0;
  g_autoptr (JsonArray) steps = NULL;

  if (!read_width (self, &status))
    return status;
  steps = load_script (self, &status);
  if (steps == NULL)
    return status;
  set_locale (self);
  if (!sp_cli_connect (cli, target, &status) || !load_config (cli, &status) || !load_store (self, &status))
    return status;

  return drive_app (self, steps);
}

static int
run (SpCli *cli, GStrv arguments)
{
  Drive             drive = { .drive.cli = cli };
  int               status = 0;
  const SpCliOption options[] = {
    { "script", 0, NULL, &drive.file, "FILE", N_("Read the steps from FILE") },
    { "locale", 0, NULL, &drive.locale, "LOCALE", N_("Language of the app's texts") },
    { "width", 0, NULL, &drive.width, "PIXELS", N_("How wide the page is: below 768 it is that of a phone") },
    { "storage", 0, NULL, &drive.folder, "DIR", N_("Keep there what a browser would remember for the app") },
    { "user", 0, NULL, &cli->way.login, "NAME:PASSWORD", N_("Log in to the app") },
    { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 1, 2, &status))
    return status;
  if (arguments[1] != NULL && !g_str_equal (arguments[1], "-"))
    return sp_cli_misused (cli, _("There are too many arguments."));

  status = run_script (&drive, arguments[0]);
  g_clear_object (&drive.script);
  g_clear_object (&drive.store);
  g_free (drive.language);

  return cli->timed_out ? SP_DRIVE_EXIT_TIME : status;
}

const SpCliVerb sp_cli_verb_drive = {
  "drive",
  "[OPTION…] TARGET [-]",
  N_("Uses an app as people do, by a script, and prints what they would see."),
  N_("The script is a JSON list of steps, read from a file or from standard input. Each step\n"
      "is an object with one verb:\n"
      "\n"
      "  {\"set\": S, \"value\": V}             changes a value; {\"$file\": PATH} in V is uploaded\n"
      "  {\"fire\": S, \"event\": E, \"data\": D}  any event of the component, such as click\n"
      "  {\"example\": S, \"row\": N}           chooses a row of examples, counted from 0\n"
      "  {\"tab\": S}, {\"page\": \"/path\"}, {\"open\": S}\n"
      "                                     a tab, a page, an accordion or sidebar\n"
      "  {\"stop\": S}                        ends what runs for the component\n"
      "  {\"wait\": \"idle\", \"timeout\": 10}    until nothing runs\n"
      "  {\"wait\": {\"seconds\": 2}}\n"
      "  {\"wait\": {\"value\": S, \"is\": V}}, {\"wait\": {\"value\": S, \"contains\": TEXT}}\n"
      "  {\"wait\": {\"status\": S, \"is\": WORD}}\n"
      "                                     pending, generating, error, invalid or complete\n"
      "  {\"dump\": \"values\", \"of\": [S, …]}   prints values, of all components without “of”\n"
      "  {\"dump\": \"tree\"|\"status\"|\"log\"|\"calls\"}\n"
      "\n"
      "S is the id of a component, or a text: #ELEM_ID, label:NAME, text:WORDS of a button or\n"
      "type:TYPE. The second such one has [1] behind it. Only what can be seen is found, unless\n"
      "the text ends in an exclamation mark. Each dump is one line of JSON.\n"
      "\n"
      "The exit status is 3 when a step cannot be done and 4 when it took too long."),
  run,
};
