/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-known-app.h"
#include "sp-cli-options.h"
#include "sp-cli-space.h"
#include "sp-cli-text.h"
#include "sp-cli-verbs.h"
#include "sp-hub-query.h"

#define DESCRIPTION_COLUMNS 60

/* An option of the verb, as sp_cli_options_parse() lists it. */
typedef struct {
  char *name; /* with its dashes */
  char *placeholder;
  char *description;
} Option;

/* A command line that somebody is writing. */
typedef struct {
  SpCli           *cli;
  GPtrArray       *words;   /* before the cursor, without the program; ends with NULL */
  const char      *current; /* the word that is not finished */
  const SpCliVerb *verb;
  GPtrArray       *options;  /* of Option */
  GPtrArray       *operands; /* borrowed from words */
  const Option    *pending;  /* wants the current word as its value */
  gboolean         no_more_options;
} Completion;

static void
option_free (Option *option)
{
  g_free (option->name);
  g_free (option->placeholder);
  g_free (option->description);
  g_free (option);
}

/* What does not begin as the word does is none. */
static void
add (Completion *self, const char *before, const char *text, const char *description)
{
  g_autofree char *candidate = g_strconcat (before, text, NULL);
  g_autofree char *line = sp_cli_text_one_line (description, DESCRIPTION_COLUMNS);

  if (!g_str_has_prefix (candidate, self->current) || strpbrk (candidate, "\t\n") != NULL)
    return;

  g_string_append (self->cli->output, candidate);
  if (*line != '\0')
    g_string_append_printf (self->cli->output, "\t%s", line);
  g_string_append_c (self->cli->output, '\n');
}

/* verbs */

static gboolean
begins_with (GStrv words, GPtrArray *start)
{
  for (guint i = 0; i + 1 < start->len; i++) {
    if (g_strcmp0 (words[i], start->pdata[i]) != 0)
      return FALSE;
  }
  return g_strv_length (words) >= start->len;
}

static void
complete_verb (Completion *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; sp_cli_verbs[i] != NULL; i++) {
    const SpCliVerb *verb = sp_cli_verbs[i];
    g_auto (GStrv)   words = g_strsplit (verb->name, " ", -1);
    const char      *next;

    if ((verb->flags & SP_CLI_VERB_HIDDEN) != 0 || !begins_with (words, self->words))
      continue;
    next = words[self->words->len - 1];
    if (g_hash_table_add (seen, g_strdup (next)))
      add (self, "", next, words[self->words->len] == NULL ? _(verb->summary) : NULL);
  }
  add (self, "", "--help", _("Show this help"));
  if (self->words->len == 1)
    add (self, "", "--version", _("Show the version"));
}

/* options */

static GPtrArray *
list_options (const SpCliVerb *verb)
{
  GPtrArray     *options = g_ptr_array_new_with_free_func ((GDestroyNotify) option_free);
  SpCli          other = { 0 };
  char          *none[] = { NULL };
  g_auto (GStrv) lines = NULL;

  sp_cli_init (&other, verb);
  other.list_options = TRUE;
  verb->run (&other, none);
  lines = g_strsplit (other.output->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], "\t", 3);
    Option        *option;

    if (g_strv_length (fields) < 3)
      continue;
    option = g_new (Option, 1);
    option->name = g_strdup (fields[0]);
    option->placeholder = g_strdup (fields[1]);
    option->description = g_strdup (fields[2]);
    g_ptr_array_add (options, option);
  }
  sp_cli_clear (&other);
  return options;
}

static const Option *
find_option (Completion *self, const char *word)
{
  gsize length = strcspn (word, "=");

  for (guint i = 0; i < self->options->len; i++) {
    const Option *option = self->options->pdata[i];

    if (strlen (option->name) == length && strncmp (option->name, word, length) == 0)
      return option;
  }
  return NULL;
}

/* What the options before the cursor say about the way to the app. */
static void
set_way (Completion *self, const Option *option, char *value)
{
  SpCliWay *way = &self->cli->way;

  if (g_str_equal (option->name, "--token"))
    way->token = value;
  else if (g_str_equal (option->name, "--auth"))
    way->login = value;
  else if (g_str_equal (option->name, "--header") || g_str_equal (option->name, "-H"))
    g_ptr_array_add (way->headers, value);
  else if (g_str_equal (option->name, "--cookie"))
    g_ptr_array_add (way->cookies, value);
}

static void
read_words (Completion *self, guint start)
{
  for (guint i = start; i + 1 < self->words->len; i++) {
    char         *word = self->words->pdata[i];
    const Option *option = word[0] == '-' && !self->no_more_options ? find_option (self, word) : NULL;
    char         *equals = strchr (word, '=');

    if (!self->no_more_options && g_str_equal (word, "--"))
      self->no_more_options = TRUE;
    else if (option == NULL && (word[0] != '-' || self->no_more_options))
      g_ptr_array_add (self->operands, word);
    else if (option != NULL && *option->placeholder != '\0' && equals != NULL)
      set_way (self, option, equals + 1);
    else if (option != NULL && *option->placeholder != '\0' && i + 2 < self->words->len)
      set_way (self, option, self->words->pdata[++i]);
    else if (option != NULL && *option->placeholder != '\0')
      self->pending = option;
  }
}

/* files */

static void
add_path (Completion *self, const char *before, const char *typed, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  const char      *base = strrchr (typed, '/');
  g_autofree char *kept = base != NULL ? g_strndup (typed, base + 1 - typed) : g_strdup ("");
  gboolean         is_folder = g_file_test (path, G_FILE_TEST_IS_DIR);
  g_autofree char *text = g_strconcat (kept, name, is_folder ? "/" : "", NULL);

  add (self, before, text, NULL);
}

/* @typed is the part of the current word behind @before. */
static void
complete_file (Completion *self, const char *before, const char *typed, gboolean folders_only)
{
  const char      *base = strrchr (typed, '/');
  g_autofree char *kept = base != NULL ? g_strndup (typed, base + 1 - typed) : g_strdup (".");
  g_autofree char *folder = g_str_has_prefix (kept, "~/")
                              ? g_build_filename (g_get_home_dir (), kept + 2, NULL)
                              : g_strdup (kept);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean         hidden = (base != NULL ? base[1] : typed[0]) == '.';
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (name[0] == '.' && !hidden)
      continue;
    if (!folders_only || g_file_test (path, G_FILE_TEST_IS_DIR))
      add_path (self, before, typed, folder, name);
  }
}

static void
complete_category (Completion *self, const char *before)
{
  for (const SpHubCategory *category = sp_hub_categories; category->name != NULL; category++)
    add (self, before, category->name, sp_hub_category_get_title (category->name));
}

/* Words that a value can be, by its placeholder. */
static const struct {
  const char *placeholder;
  const char *words;
} value_words[] = {
  { "LANGUAGE", "python javascript curl cli c" },
  { "SORT", "best trending likes created modified" },
  { "SDK", "gradio docker static" },
  { "HARDWARE", "cpu zero gpu cpu-basic zero-a10g t4-small l4x1 a10g-small a100-large" },
  { "LICENCE", "mit apache-2.0 gpl-3.0 agpl-3.0 openrail cc-by-4.0 cc-by-nc-4.0 other" },
};

static void
complete_option_value (Completion *self, const Option *option, const char *before, const char *typed)
{
  if (g_str_equal (option->placeholder, "DIR"))
    complete_file (self, before, typed, TRUE);
  else if (g_str_equal (option->placeholder, "FILE"))
    complete_file (self, before, typed, FALSE);
  else if (g_str_equal (option->placeholder, "CATEGORY"))
    complete_category (self, before);

  for (guint i = 0; i < G_N_ELEMENTS (value_words); i++) {
    g_auto (GStrv) words = NULL;

    if (!g_str_equal (option->placeholder, value_words[i].placeholder))
      continue;
    words = g_strsplit (value_words[i].words, " ", -1);
    for (guint j = 0; words[j] != NULL; j++)
      add (self, before, words[j], NULL);
  }
}

static void
complete_option (Completion *self)
{
  const Option    *option = find_option (self, self->current);
  const char      *equals = strchr (self->current, '=');
  g_autofree char *before = NULL;

  if (equals == NULL) {
    for (guint i = 0; i < self->options->len; i++) {
      option = self->options->pdata[i];
      add (self, "", option->name, option->description);
    }
  } else if (option != NULL) {
    before = g_strndup (self->current, equals + 1 - self->current);
    complete_option_value (self, option, before, equals + 1);
  }
}

/* apps */

static void
complete_target (Completion *self)
{
  g_autoptr (GPtrArray) targets = sp_cli_known_app_list ();

  add (self, "", "localhost:7860", NULL);
  for (guint i = 0; i < targets->len; i++) {
    if (!g_str_equal (targets->pdata[i], "localhost:7860"))
      add (self, "", targets->pdata[i], NULL);
  }
}

static void
complete_space (Completion *self)
{
  int                      status = 0;
  g_autoptr (SpSpaceStore) store = sp_cli_space_open_store (self->cli, &status);
  guint                    n_spaces = store != NULL ? g_list_model_get_n_items (G_LIST_MODEL (store)) : 0;

  for (guint i = 0; i < n_spaces; i++) {
    g_autoptr (SpInstalledSpace) space = g_list_model_get_item (G_LIST_MODEL (store), i);

    add (self, "", sp_installed_space_get_id (space), sp_installed_space_get_title (space));
  }
}

/* Spaces of the Hub that were called before. */
static void
complete_hub_space (Completion *self)
{
  g_autoptr (GPtrArray) targets = sp_cli_known_app_list ();

  for (guint i = 0; i < targets->len; i++) {
    g_autoptr (GradioAddress) address = gradio_address_parse (targets->pdata[i], NULL);

    if (address != NULL && address->kind == GRADIO_ADDRESS_SPACE && strstr (targets->pdata[i], "://") == NULL)
      add (self, "", targets->pdata[i], NULL);
  }
}

/* Names are taken with and without their slash. */
static void
complete_endpoint (Completion *self)
{
  g_autoptr (JsonObject) app = sp_cli_known_app_load (self->cli, self->operands->pdata[0]);
  gboolean               bare = *self->current != '\0' && *self->current != '/';
  JsonObjectIter         iter;
  const char            *name;
  JsonNode              *endpoint;

  if (app == NULL)
    return;

  json_object_iter_init_ordered (&iter, app);
  while (json_object_iter_next_ordered (&iter, &name, &endpoint))
    add (self, "", bare && *name == '/' ? name + 1 : name,
         gradio_json_get_string (json_node_get_object (endpoint), "description", ""));
}

static JsonArray *
find_parameters (JsonObject *app, const char *name)
{
  g_autofree char *slashed = g_strconcat ("/", name, NULL);
  JsonObject      *endpoint = gradio_json_get_object (app, name);

  if (endpoint == NULL)
    endpoint = gradio_json_get_object (app, slashed);
  return gradio_json_get_array (endpoint, "parameters");
}

/* A choice as the arguments of predict take it: bare where it is read as a text. */
static char *
dup_choice (JsonNode *choice)
{
  g_autoptr (JsonNode) read = NULL;
  const char          *text;

  if (!gradio_json_is_string (choice))
    return gradio_json_write (choice);

  text = json_node_get_string (choice);
  read = gradio_json_parse (text, -1, NULL);
  return read == NULL && *text != '@' ? g_strdup (text) : gradio_json_write (choice);
}

static void
complete_named_value (Completion *self, JsonObject *parameter, const char *before, const char *typed)
{
  JsonArray       *choices = gradio_json_get_array (parameter, "choices");
  g_autofree char *with_at = g_strconcat (before, "@", NULL);

  if (*typed == '@')
    complete_file (self, with_at, typed + 1, FALSE);
  else if (gradio_json_get_boolean (parameter, "file", FALSE))
    complete_file (self, with_at, "", FALSE);
  for (guint i = 0; choices != NULL && i < json_array_get_length (choices); i++) {
    g_autofree char *text = dup_choice (json_array_get_element (choices, i));

    add (self, before, text, NULL);
  }
}

/* Whether a value for @name stands before the cursor, or one in its @position. */
static gboolean
is_given (Completion *self, guint first, guint position, const char *before)
{
  guint n_positional = 0;

  for (guint i = first; i < self->operands->len; i++) {
    if (g_str_has_prefix (self->operands->pdata[i], before))
      return TRUE;
    if (strchr (self->operands->pdata[i], '=') == NULL)
      n_positional++;
  }
  return position < n_positional;
}

static void
complete_value (Completion *self, guint first)
{
  g_autoptr (JsonObject) app = sp_cli_known_app_load (self->cli, self->operands->pdata[0]);
  JsonArray             *parameters = find_parameters (app, self->operands->pdata[1]);

  if (*self->current == '@')
    complete_file (self, "@", self->current + 1, FALSE);

  for (guint i = 0; parameters != NULL && i < json_array_get_length (parameters); i++) {
    JsonObject      *parameter = json_array_get_object_element (parameters, i);
    const char      *name = gradio_json_get_string (parameter, "name", "");
    g_autofree char *before = g_strconcat (name, "=", NULL);

    if (g_str_has_prefix (self->current, before))
      complete_named_value (self, parameter, before, self->current + strlen (before));
    else if (!is_given (self, first, i, before))
      add (self, before, "", gradio_json_get_string (parameter, "type", ""));
  }
}

/* operands */

/* The synopsis tells what stands where: “[OPTION…] TARGET ENDPOINT [VALUE|name=value]…”. */
static char *
dup_kind (Completion *self)
{
  g_auto (GStrv) kinds = g_strsplit (self->verb->synopsis, " ", -1);
  guint          first = kinds[0] != NULL && g_str_has_prefix (kinds[0], "[OPTION") ? 1 : 0;
  guint          n_kinds = g_strv_length (kinds);
  guint          index = first + self->operands->len;

  if (index < n_kinds)
    return g_strdup (kinds[index]);
  return n_kinds > first && strstr (kinds[n_kinds - 1], "…") != NULL ? g_strdup (kinds[n_kinds - 1]) : NULL;
}

static guint
count_operands_before_values (Completion *self)
{
  return strstr (self->verb->synopsis, " N ") != NULL ? 3 : 2;
}

static void
complete_operand (Completion *self)
{
  g_autofree char *kind = dup_kind (self);

  if (kind == NULL)
    return;

  if (g_str_equal (kind, "TARGET"))
    complete_target (self);
  else if (strstr (kind, "ENDPOINT") != NULL)
    complete_endpoint (self);
  else if (strstr (kind, "VALUE") != NULL)
    complete_value (self, count_operands_before_values (self));
  else if (strstr (kind, "FILE") != NULL || strstr (kind, "ARCHIVE") != NULL)
    complete_file (self, "", self->current, FALSE);
  else if (strstr (kind, "FOLDER") != NULL)
    complete_file (self, "", self->current, TRUE);
  if (g_str_equal (kind, "ID") || g_str_has_prefix (kind, "ID|"))
    complete_space (self);
  if (g_str_has_suffix (kind, "OWNER/NAME") || g_str_equal (kind, "[OWNER/NAME]"))
    complete_hub_space (self);
}

static void
complete (Completion *self)
{
  guint n_words = 0;

  self->verb = sp_cli_verbs_find ((GStrv) self->words->pdata, &n_words);
  if (self->verb == NULL || n_words >= self->words->len) {
    complete_verb (self);
    return;
  }

  self->options = list_options (self->verb);
  self->operands = g_ptr_array_new ();
  read_words (self, n_words);
  if (self->pending != NULL)
    complete_option_value (self, self->pending, "", self->current);
  else if (*self->current == '-' && !self->no_more_options)
    complete_option (self);
  else
    complete_operand (self);
  g_ptr_array_unref (self->operands);
  g_ptr_array_unref (self->options);
}

/*
 * Splits as a shell does, but takes a quote that is still open, and keeps a last word that is empty.
 */
static GPtrArray *
split_line (const char *line)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  GString   *word = g_string_new (NULL);
  char       quote = 0;
  gboolean   inside = FALSE;

  for (const char *p = line; *p != '\0'; p++) {
    if (quote == 0 && (*p == ' ' || *p == '\t' || *p == '\n')) {
      if (inside)
        g_ptr_array_add (words, g_strndup (word->str, word->len));
      g_string_truncate (word, 0);
      inside = FALSE;
      continue;
    }

    inside = TRUE;
    if (*p == quote)
      quote = 0;
    else if (quote == 0 && (*p == '"' || *p == '\''))
      quote = *p;
    else if (*p == '\\' && quote != '\'' && p[1] != '\0')
      g_string_append_c (word, *++p);
    else
      g_string_append_c (word, *p);
  }
  g_ptr_array_add (words, g_string_free (word, FALSE));
  return words;
}

static int
run (SpCli *cli, GStrv arguments)
{
  Completion            completion = { .cli = cli };
  const char           *line = NULL;
  g_autoptr (GPtrArray) words = NULL;
  int                   status = 0;
  const SpCliOption     options[] = {
        { "line", 0, NULL, &line, "LINE", N_("Take the words from a command line up to the cursor") },
        { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 0, G_MAXUINT, &status))
    return status;

  words = split_line (line != NULL ? line : "");
  if (line != NULL)
    g_ptr_array_remove_index (words, 0);
  else
    g_ptr_array_set_size (words, 0);
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (words, g_strdup (arguments[i]));
  if (words->len == 0)
    g_ptr_array_add (words, g_strdup (""));

  completion.current = words->pdata[words->len - 1];
  g_ptr_array_add (words, NULL);
  words->len--; /* behind the words, for those who count by it */
  completion.words = words;
  complete (&completion);
  return 0;
}

const SpCliVerb sp_cli_verb_complete = {
  "complete",
  "[--line LINE] [-- WORD…]",
  N_("Prints what the last word can become, for the completion of shells."),
  N_("The words are those behind the program’s name; the last one is not finished. A line is\n"
      "a word and, behind a tab, what it is. An app is asked for at most 1.5 seconds, and what\n"
      "it answers is kept for five minutes."),
  run,
  SP_CLI_VERB_LOCAL | SP_CLI_VERB_HIDDEN,
};
