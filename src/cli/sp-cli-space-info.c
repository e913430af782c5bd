/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-hub.h"
#include "sp-cli-options.h"
#include "sp-cli-text.h"
#include "sp-cli-verbs.h"
#include "sp-hub-call.h"
#include "sp-hub-space.h"

#define MAX_FILES 20 /* in the text; JSON has all */
#define LABEL_COLUMNS 10

static void
print_row (SpCli *cli, const char *label, const char *text)
{
  g_autofree char *line = sp_cli_text_one_line (text, G_MAXINT);
  int              padding = LABEL_COLUMNS - sp_cli_text_width (label);

  if (*line != '\0')
    g_string_append_printf (cli->output, "%s%*s %s\n", label, MAX (padding, 0), "", line);
}

static void
print_date (SpCli *cli, const char *label, gint64 seconds)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (seconds);
  g_autofree char      *text = date != NULL ? g_date_time_format (date, "%x") : NULL;

  if (seconds > 0)
    print_row (cli, label, text);
}

static void
print_sdk (SpCli *cli, SpHubSpace *space)
{
  const char      *sdk = sp_hub_space_get_sdk (space);
  const char      *version = sp_hub_space_get_sdk_version (space);
  g_autofree char *both = g_strjoin (" ", sdk != NULL ? sdk : "", version, NULL);

  print_row (cli, _("SDK"), both);
}

static void
print_state (SpCli *cli, SpHubRuntime *runtime)
{
  g_autofree char *words = NULL;
  g_autofree char *hardware = NULL;

  if (runtime == NULL)
    return;

  words = sp_hub_runtime_dup_words (runtime);
  hardware = sp_hub_hardware_dup_name (sp_hub_runtime_get_hardware (runtime) != NULL
                                         ? sp_hub_runtime_get_hardware (runtime)
                                         : sp_hub_runtime_get_requested_hardware (runtime));
  print_row (cli, _("State"), words);
  print_row (cli, _("Error"), sp_hub_runtime_get_error (runtime));
  print_row (cli, _("Hardware"), hardware);
}

/* Command lines that fit how it is. */
static void
print_next (SpCli *cli, SpHubSpace *space)
{
  SpHubRuntime *runtime = sp_hub_space_get_runtime (space);
  const char   *id = sp_hub_space_get_id (space);
  const struct {
    const char *command;
    gboolean    fits;
  } commands[] = {
    { "info", runtime != NULL && sp_hub_runtime_is_callable (runtime) },
    { "space wake", runtime != NULL && (sp_hub_runtime_can_wake (runtime) || sp_hub_runtime_is_moving (runtime)) },
    { "space restart", runtime != NULL && (sp_hub_runtime_get_stage (runtime) == SP_HUB_STAGE_PAUSED ||
                                           sp_hub_runtime_get_stage (runtime) == SP_HUB_STAGE_BROKEN) },
    { "space install", sp_hub_space_is_installable (space) },
    { "space duplicate", !sp_hub_space_is_disabled (space) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autofree char *line = g_strdup_printf ("spaceport-cli %s %s", commands[i].command, id);

    if (commands[i].fits)
      print_row (cli, _("Next"), line);
  }
}

static void
print_files (SpCli *cli, JsonArray *files)
{
  guint n_files = json_array_get_length (files);

  for (guint i = 0; i < MIN (n_files, MAX_FILES); i++)
    print_row (cli, _("File"), json_array_get_string_element (files, i));
  if (n_files > MAX_FILES) {
    g_autofree char *rest = g_strdup_printf (_("… and %u more"), n_files - MAX_FILES);

    print_row (cli, _("File"), rest);
  }
}

/* What is in the way of whoever wants to use it; NULL: nothing. */
static const char *
get_access (SpHubSpace *space)
{
  if (sp_hub_space_is_disabled (space))
    return _("taken down");
  if (sp_hub_space_is_private (space))
    return _("private");

  return sp_hub_space_is_gated (space) ? _("after accepting its terms") : NULL;
}

static void
print_space (SpCli *cli, SpHubSpace *space, JsonArray *files)
{
  g_autofree char *likes = g_strdup_printf ("%" G_GINT64_FORMAT, sp_hub_space_get_likes (space));
  g_autofree char *page = sp_hub_space_dup_page (space);

  print_row (cli, _("Space"), sp_hub_space_get_id (space));
  print_row (cli, _("Title"), sp_hub_space_get_title (space));
  print_row (cli, _("Summary"), sp_hub_space_get_summary (space));
  print_state (cli, sp_hub_space_get_runtime (space));
  print_sdk (cli, space);
  print_row (cli, _("Licence"), sp_hub_space_get_license (space));
  print_row (cli, _("Likes"), likes);
  print_date (cli, _("Changed"), sp_hub_space_get_last_modified (space));
  print_row (cli, _("Access"), get_access (space));
  print_row (cli, _("App"), sp_hub_space_get_host (space));
  print_row (cli, _("Page"), page);
  print_files (cli, files);
  print_next (cli, space);
}

static void
add_runtime (JsonObject *object, SpHubRuntime *runtime)
{
  g_autofree char *words = NULL;

  if (runtime == NULL)
    return;

  words = sp_hub_runtime_dup_words (runtime);
  json_object_set_string_member (object, "stage", sp_hub_runtime_get_stage_word (runtime));
  json_object_set_string_member (object, "state", words);
  json_object_set_string_member (object, "error", sp_hub_runtime_get_error (runtime));
  json_object_set_string_member (object, "hardware", sp_hub_runtime_get_hardware (runtime));
  json_object_set_string_member (object, "requested_hardware", sp_hub_runtime_get_requested_hardware (runtime));
  json_object_set_int_member (object, "sleep_seconds", sp_hub_runtime_get_sleep_time (runtime));
  json_object_set_string_member (object, "replicas", sp_hub_runtime_get_replicas (runtime));
  json_object_set_boolean_member (object, "callable", sp_hub_runtime_is_callable (runtime));
  json_object_set_boolean_member (object, "can_wake", sp_hub_runtime_can_wake (runtime));
}

static JsonArray *
build_list (const char *const *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  return array;
}

static void
print_json (SpCli *cli, SpHubSpace *space, JsonArray *files)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject          *object = json_object_new ();
  g_autofree char     *page = sp_hub_space_dup_page (space);

  json_node_take_object (node, object);
  json_object_set_string_member (object, "id", sp_hub_space_get_id (space));
  json_object_set_string_member (object, "title", sp_hub_space_get_title (space));
  json_object_set_string_member (object, "summary", sp_hub_space_get_summary (space));
  add_runtime (object, sp_hub_space_get_runtime (space));
  json_object_set_string_member (object, "sdk", sp_hub_space_get_sdk (space));
  json_object_set_string_member (object, "sdk_version", sp_hub_space_get_sdk_version (space));
  json_object_set_string_member (object, "license", sp_hub_space_get_license (space));
  json_object_set_int_member (object, "likes", sp_hub_space_get_likes (space));
  json_object_set_int_member (object, "last_modified", sp_hub_space_get_last_modified (space));
  json_object_set_boolean_member (object, "private", sp_hub_space_is_private (space));
  json_object_set_boolean_member (object, "gated", sp_hub_space_is_gated (space));
  json_object_set_boolean_member (object, "disabled", sp_hub_space_is_disabled (space));
  json_object_set_boolean_member (object, "installable", sp_hub_space_is_installable (space));
  json_object_set_string_member (object, "app", sp_hub_space_get_host (space));
  json_object_set_string_member (object, "page", page);
  json_object_set_array_member (object, "tags", build_list (sp_hub_space_get_tags (space)));
  json_object_set_array_member (object, "models", build_list (sp_hub_space_get_models (space)));
  json_object_set_array_member (object, "files", json_array_ref (files));
  sp_cli_print_json (cli, node);
}

static JsonArray *
list_files (JsonNode *answer)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (answer) ? json_node_get_object (answer) : NULL;
  JsonArray  *siblings = gradio_json_get_array (object, "siblings");
  JsonArray  *files = json_array_new ();

  for (guint i = 0; siblings != NULL && i < json_array_get_length (siblings); i++) {
    JsonNode   *node = json_array_get_element (siblings, i);
    const char *name = gradio_json_get_string (JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL,
                                               "rfilename", NULL);

    if (name != NULL)
      json_array_add_string_element (files, name);
  }
  return files;
}

static int
print_info (SpCli *cli, SpHubSession *session, const char *id, gboolean json)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (SpHubRepo)    repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, id, &error);
  g_autofree char         *path = repo != NULL ? sp_hub_repo_dup_api_path (repo) : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode)     answer = NULL;
  g_autoptr (SpHubSpace)   space = NULL;
  g_autoptr (JsonArray)    files = NULL;

  if (repo == NULL)
    return sp_cli_fail (cli, SP_CLI_EXIT_ARGUMENTS, error);

  sp_hub_call_async (session, &(SpHubCall){ .path = path, .repo = repo }, cli->cancellable, sp_cli_result_cb, cli);
  result = sp_cli_wait (cli);
  answer = sp_hub_call_finish (session, result, NULL, NULL, &error);
  if (answer == NULL)
    return sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error);

  space = sp_hub_space_new_from_json (answer);
  if (space == NULL) {
    sp_cli_message (cli, _("The Hub’s answer makes no sense. Try again later."));
    return SP_CLI_EXIT_ERROR;
  }

  files = list_files (answer);
  if (json)
    print_json (cli, space, files);
  else
    print_space (cli, space, files);
  return 0;
}

static int
run_info (SpCli *cli, GStrv arguments)
{
  g_autoptr (SpHubSession) session = NULL;
  g_autofree char         *id = NULL;
  const char              *token = NULL;
  gboolean                 json = FALSE;
  int                      status = 0;
  const SpCliOption        options[] = {
           { "json", 0, &json, NULL, NULL, N_("Print one JSON document") },
           { "token", 0, NULL, &token, "TOKEN", N_("Token of the Hugging Face Hub, in place of the saved one") },
           { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 1, 1, &status))
    return status;
  id = sp_cli_hub_parse_space (cli, arguments[0], &status);
  session = id != NULL ? sp_cli_hub_open (cli, token, &status) : NULL;

  return session != NULL ? print_info (cli, session, id, json) : status;
}

const SpCliVerb sp_cli_verb_space_info = {
  "space info",
  "[OPTION…] OWNER/NAME",
  N_("Tells what the Hub says about a Space: its state, hardware, licence and files."),
  N_("“Next” are the commands that fit its state. “info” tells about the app inside."),
  run_info,
  SP_CLI_VERB_LOCAL,
};
