/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-cli-hub.h"
#include "sp-cli-options.h"
#include "sp-cli-text.h"
#include "sp-cli-verbs.h"
#include "sp-hub-search.h"

#define DEFAULT_LIMIT 20
#define MAX_LIMIT 10000
#define TITLE_COLUMNS 32
#define STATE_COLUMNS 28
#define N_COLUMNS 5

/* What the options say. */
typedef struct {
  const char *sort;
  const char *category;
  const char *sdk;
  const char *hardware;
  const char *license;
  const char *owner;
  const char *limit;
  const char *token;
  gboolean    running;
  gboolean    installable;
  gboolean    mine;
  gboolean    json;
} Wishes;

/* the table */

static char *
dup_state (SpHubSpace *space)
{
  SpHubRuntime *runtime = sp_hub_space_get_runtime (space);

  return runtime != NULL ? sp_hub_runtime_dup_words (runtime) : g_strdup ("");
}

static char *
dup_sdk (SpHubSpace *space)
{
  const char *sdk = sp_hub_space_get_sdk (space);
  const char *version = sp_hub_space_get_sdk_version (space);

  return g_strdup_printf ("%s%s%s", sdk != NULL ? sdk : "", version != NULL ? " " : "", version != NULL ? version : "");
}

static GStrv
new_row (SpHubSpace *space)
{
  g_autofree char *state = dup_state (space);
  g_autofree char *sdk = dup_sdk (space);
  GStrv            row = g_new0 (char *, N_COLUMNS + 1);

  row[0] = sp_cli_text_one_line (sp_hub_space_get_id (space), G_MAXINT);
  row[1] = sp_cli_text_one_line (sp_hub_space_get_title (space), TITLE_COLUMNS);
  row[2] = sp_cli_text_one_line (state, STATE_COLUMNS);
  row[3] = g_strdup_printf ("%" G_GINT64_FORMAT, sp_hub_space_get_likes (space));
  row[4] = sp_cli_text_one_line (sdk, STATE_COLUMNS);

  return row;
}

static GStrv
new_heading (void)
{
  const char *const heading[] = { _("SPACE"), _("TITLE"), _("STATE"), _("LIKES"), _("MADE WITH"), NULL };

  return g_strdupv ((GStrv) heading);
}

static void
print_row (SpCli *cli, GStrv row, const int *widths)
{
  for (guint i = 0; i < N_COLUMNS; i++) {
    int n_spaces = i + 1 < N_COLUMNS ? widths[i] - sp_cli_text_width (row[i]) + 2 : 0;

    g_string_append_printf (cli->output, "%s%*s", row[i], MAX (n_spaces, 0), "");
  }
  g_string_append_c (cli->output, '\n');
}

static void
print_table (SpCli *cli, GListModel *spaces, guint limit)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  int                   widths[N_COLUMNS] = { 0 };

  if (g_list_model_get_n_items (spaces) == 0) {
    sp_cli_message (cli, "%s", _("Nothing was found. Try other words, or fewer filters."));
    return;
  }

  g_ptr_array_add (rows, new_heading ());
  for (guint i = 0; i < MIN (g_list_model_get_n_items (spaces), limit); i++) {
    g_autoptr (SpHubSpace) space = g_list_model_get_item (spaces, i);

    g_ptr_array_add (rows, new_row (space));
  }

  for (guint i = 0; i < rows->len; i++)
    for (guint j = 0; j < N_COLUMNS; j++)
      widths[j] = MAX (widths[j], sp_cli_text_width (((GStrv) rows->pdata[i])[j]));
  for (guint i = 0; i < rows->len; i++)
    print_row (cli, rows->pdata[i], widths);
}

/* JSON */

static void
set_date (JsonObject *object, const char *name, gint64 time)
{
  g_autoptr (GDateTime) date = time > 0 ? g_date_time_new_from_unix_utc (time) : NULL;
  g_autofree char      *text = date != NULL ? g_date_time_format_iso8601 (date) : NULL;

  json_object_set_string_member (object, name, text);
}

static void
set_texts (JsonObject *object, const char *name, const char *const *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_object_set_array_member (object, name, array);
}

static void
set_runtime (JsonObject *object, SpHubRuntime *runtime)
{
  json_object_set_string_member (object, "stage", runtime != NULL ? sp_hub_runtime_get_stage_word (runtime) : NULL);
  json_object_set_string_member (object, "hardware", runtime != NULL ? sp_hub_runtime_get_hardware (runtime) : NULL);
  json_object_set_boolean_member (object, "running", runtime != NULL && sp_hub_runtime_is_callable (runtime));
}

static JsonObject *
describe (SpHubSpace *space)
{
  JsonObject      *object = json_object_new ();
  g_autofree char *page = sp_hub_space_dup_page (space);

  json_object_set_string_member (object, "id", sp_hub_space_get_id (space));
  json_object_set_string_member (object, "title", sp_hub_space_get_title (space));
  json_object_set_string_member (object, "summary", sp_hub_space_get_summary (space));
  json_object_set_string_member (object, "emoji", sp_hub_space_get_emoji (space));
  json_object_set_string_member (object, "page", page);
  json_object_set_int_member (object, "likes", sp_hub_space_get_likes (space));
  json_object_set_string_member (object, "sdk", sp_hub_space_get_sdk (space));
  json_object_set_string_member (object, "sdk_version", sp_hub_space_get_sdk_version (space));
  json_object_set_string_member (object, "license", sp_hub_space_get_license (space));
  set_runtime (object, sp_hub_space_get_runtime (space));
  json_object_set_boolean_member (object, "installable", sp_hub_space_is_installable (space));
  json_object_set_boolean_member (object, "private", sp_hub_space_is_private (space));
  set_date (object, "last_modified", sp_hub_space_get_last_modified (space));
  set_texts (object, "tags", sp_hub_space_get_tags (space));
  set_texts (object, "models", sp_hub_space_get_models (space));

  return object;
}

static void
print_json (SpCli *cli, GListModel *spaces, guint limit)
{
  JsonArray           *array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  for (guint i = 0; i < MIN (g_list_model_get_n_items (spaces), limit); i++) {
    g_autoptr (SpHubSpace) space = g_list_model_get_item (spaces, i);

    json_array_add_object_element (array, describe (space));
  }
  sp_cli_print_json (cli, node);
}

/* asking */

/* Whose token it is. */
static gboolean
set_mine (SpCli *cli, SpHubSession *session, SpHubQuery *query, int *status)
{
  g_autofree char *name = NULL;

  if (sp_hub_session_get_token (session) == NULL) {
    *status = sp_cli_misused (cli, _("--mine needs to know who you are. Sign in, or give a token with --token."));
    return FALSE;
  }

  name = sp_cli_hub_dup_user (cli, session, status);
  if (name != NULL)
    sp_hub_query_set_mine (query, name);

  return name != NULL;
}

static void
loading_cb (SpHubSearch *search, GParamSpec *pspec, SpCli *cli)
{
  g_main_loop_quit (cli->loop);
}

static int
search_hub (SpCli *cli, SpHubSession *session, SpHubQuery *query, guint limit, gboolean json)
{
  g_autoptr (SpHubSearch) search = sp_hub_search_new (session);
  GListModel             *spaces = G_LIST_MODEL (search);
  const GError           *error;

  g_signal_connect (search, "notify::loading", G_CALLBACK (loading_cb), cli);
  sp_hub_search_start (search, query);
  while (TRUE) {
    while (sp_hub_search_is_loading (search))
      g_main_loop_run (cli->loop);
    error = sp_hub_search_get_error (search);
    if (error != NULL || sp_hub_search_is_at_end (search) || g_list_model_get_n_items (spaces) >= limit)
      break;
    sp_hub_search_load_more (search);
  }

  if (sp_hub_search_get_kept_since (search) > 0)
    sp_cli_message (cli, "%s", _("The Hub cannot be reached. This is what it said before."));
  if (error == NULL || g_list_model_get_n_items (spaces) > 0) {
    if (json)
      print_json (cli, spaces, limit);
    else
      print_table (cli, spaces, limit);
  }

  return error != NULL ? sp_cli_fail (cli, SP_CLI_EXIT_ERROR, error) : 0;
}

static gboolean
read_sort (SpCli *cli, const char *word, SpHubQuery *query, int *status)
{
  g_autoptr (GEnumClass) sorts = g_type_class_ref (SP_TYPE_HUB_SORT);
  GEnumValue            *sort = word != NULL ? g_enum_get_value_by_nick (sorts, word) : NULL;

  if (sort != NULL)
    sp_hub_query_set_sort (query, (SpHubSort) sort->value);
  if (sort != NULL || word == NULL)
    return TRUE;

  *status = sp_cli_misused (cli, _("“%s” is no order. There are best, trending, likes, created and modified."), word);
  return FALSE;
}

static gboolean
read_category (SpCli *cli, const char *word, SpHubQuery *query, int *status)
{
  sp_hub_query_set_category (query, word);
  if (word == NULL || sp_hub_category_get_title (word) != NULL)
    return TRUE;

  *status = sp_cli_misused (cli, _("“%s” is no category. The shell’s completion lists them."), word);
  return FALSE;
}

static gboolean
read_limit (SpCli *cli, const char *text, guint *limit, int *status)
{
  guint64 number = DEFAULT_LIMIT;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, MAX_LIMIT, &number, NULL)) {
    *status = sp_cli_misused (cli, _("“%s” is no number from 1 to %u."), text, MAX_LIMIT);
    return FALSE;
  }

  *limit = (guint) number;
  return TRUE;
}

static gboolean
read_query (SpCli *cli, const Wishes *wishes, GStrv words, SpHubQuery *query, int *status)
{
  g_autofree char *text = g_strjoinv (" ", words);
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  sp_hub_query_set_words (query, valid);
  sp_hub_query_set_sdk (query, wishes->sdk);
  sp_hub_query_set_hardware (query, wishes->hardware);
  sp_hub_query_set_license (query, wishes->license);
  sp_hub_query_set_mine (query, wishes->owner);
  sp_hub_query_set_running (query, wishes->running);
  sp_hub_query_set_installable (query, wishes->installable);

  return read_sort (cli, wishes->sort, query, status) && read_category (cli, wishes->category, query, status);
}

static int
run (SpCli *cli, GStrv arguments)
{
  Wishes            wishes = { NULL };
  const SpCliOption options[] = {
    { "sort", 0, NULL, &wishes.sort, "SORT", N_("What comes first: best, trending, likes, created, modified") },
    { "category", 0, NULL, &wishes.category, "CATEGORY", N_("Only what is for this, such as image-generation") },
    { "running", 0, &wishes.running, NULL, NULL, N_("Only what can be called now") },
    { "installable", 0, &wishes.installable, NULL, NULL, N_("Only what can be installed") },
    { "sdk", 0, NULL, &wishes.sdk, "SDK", N_("Only what is made with it: gradio, docker, static") },
    { "hardware", 0, NULL, &wishes.hardware, "HARDWARE", N_("Only what runs on it: cpu, zero, gpu, or a flavour") },
    { "license", 0, NULL, &wishes.license, "LICENCE", N_("Only what has this licence, such as mit") },
    { "owner", 0, NULL, &wishes.owner, "NAME", N_("Only what belongs to a user or an organisation") },
    { "mine", 0, &wishes.mine, NULL, NULL, N_("Only your own Spaces") },
    { "limit", 0, NULL, &wishes.limit, "N", N_("How many at most (20)") },
    { "token", 0, NULL, &wishes.token, "TOKEN",
      N_("Token of the Hugging Face Hub, in place of the saved one") },
    { "json", 0, &wishes.json, NULL, NULL, N_("Print one JSON document") },
    { NULL },
  };
  g_autoptr (SpHubQuery)   query = NULL;
  g_autoptr (SpHubSession) session = NULL;
  guint                    limit = 0;
  int                      status = 0;

  if (!sp_cli_options_parse (cli, options, arguments, 0, G_MAXUINT, &status))
    return status;

  query = sp_hub_query_new ();
  if (!read_query (cli, &wishes, arguments, query, &status) || !read_limit (cli, wishes.limit, &limit, &status))
    return status;

  session = sp_cli_hub_open (cli, wishes.token, &status);
  if (session == NULL || (wishes.mine && !set_mine (cli, session, query, &status)))
    return status;

  return search_hub (cli, session, query, limit, wishes.json);
}

const SpCliVerb sp_cli_verb_search = {
  "search",
  "[OPTION…] [WORD]…",
  N_("Finds Spaces on the Hugging Face Hub."),
  N_("One word is looked for in names, then in titles and texts, several by what they mean, and\n"
      "owner/name or the address of a page is that Space; without words it lists what is talked\n"
      "about. A line has the id, the title, how it is, how many like it and what it is made with;\n"
      "JSON says more. Without a network it prints what the Hub said before, and says so."),
  run,
  SP_CLI_VERB_LOCAL,
};
