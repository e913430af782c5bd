/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-cli-options.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-text.h"

#define OPTION_COLUMNS 24

typedef struct {
  SpCli             *cli;
  const SpCliOption *options; /* of the verb */
  SpCliOption        way[7];  /* to the app */
  SpCliOption        common[4];
  gboolean           help;
  GPtrArray         *operands;
} Parser;

static void
add_way (Parser *self, SpCliWay *way)
{
  const SpCliOption options[] = {
    { "token", 0, NULL, &way->token, "TOKEN", N_("Token of the Hugging Face Hub, in place of the saved one") },
    { "auth", 0, NULL, &way->login, "USER[:PASSWORD]", N_("Log in to the app") },
    { "header", 'H', NULL, NULL, "NAME: VALUE", N_("Send a header with every request"), way->headers },
    { "cookie", 0, NULL, NULL, "NAME=VALUE", N_("Send a cookie to the app"), way->cookies },
    { "no-wait", 0, &way->no_wait, NULL, NULL, N_("Do not wait for a Space that sleeps or is built") },
    { "timeout", 0, NULL, &way->timeout, "SECONDS", N_("Stop when all of it takes longer") },
    { NULL },
  };

  memcpy (self->way, options, sizeof options);
}

static void
parser_init (Parser *self, SpCli *cli, const SpCliOption *options)
{
  const SpCliOption common[] = {
    { "progress", 0, &cli->progress_lines, NULL, NULL, N_("Show progress as plain lines") },
    { "quiet", 'q', &cli->quiet, NULL, NULL, N_("Show no progress and no messages") },
    { "help", 'h', &self->help, NULL, NULL, N_("Show this help") },
    { NULL },
  };

  self->cli = cli;
  self->options = options;
  self->help = FALSE;
  self->operands = g_ptr_array_new ();
  memcpy (self->common, common, sizeof common);
  self->way[0].name = NULL;
  if ((cli->verb->flags & SP_CLI_VERB_LOCAL) == 0)
    add_way (self, &cli->way);
}

static const SpCliOption *
find_in (const SpCliOption *options, const char *name, gsize length, char letter)
{
  for (const SpCliOption *option = options; option->name != NULL; option++) {
    if (name == NULL && option->letter == letter)
      return option;
    if (name != NULL && strlen (option->name) == length && strncmp (option->name, name, length) == 0)
      return option;
  }
  return NULL;
}

static const SpCliOption *
find (Parser *self, const char *name, gsize length, char letter)
{
  const SpCliOption *option = find_in (self->options, name, length, letter);

  if (option == NULL)
    option = find_in (self->way, name, length, letter);
  return option != NULL ? option : find_in (self->common, name, length, letter);
}

static gboolean
no_such_option (Parser *self, const char *argument)
{
  const SpCliOption    *tables[] = { self->options, self->way, self->common };
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char           *nearest;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++) {
    for (const SpCliOption *option = tables[i]; option->name != NULL; option++)
      g_ptr_array_add (names, g_strconcat ("--", option->name, NULL));
  }

  nearest = sp_cli_text_find_nearest (argument, names);
  if (nearest != NULL)
    sp_cli_misused (self->cli, _("There is no option “%s”. Did you mean “%s”?"), argument, nearest);
  else
    sp_cli_misused (self->cli, _("There is no option “%s”."), argument);
  return FALSE;
}

static void
set_value (const SpCliOption *option, char *text)
{
  if (option->values != NULL)
    g_ptr_array_add (option->values, text);
  else
    *option->value = text;
}

/* Takes `--name`, `--name=value` or `--name value`. Returns how many arguments that were, or 0. */
static guint
parse_long (Parser *self, char **argument)
{
  const char        *name = argument[0] + 2;
  const char        *equals = strchr (name, '=');
  gsize              length = equals != NULL ? (gsize) (equals - name) : strlen (name);
  const SpCliOption *option = find (self, name, length, 0);
  char              *value;

  if (option == NULL)
    return no_such_option (self, argument[0]);
  if (option->flag != NULL) {
    if (equals != NULL) {
      sp_cli_misused (self->cli, _("The option “--%s” takes no value."), option->name);
      return 0;
    }
    *option->flag = TRUE;
    return 1;
  }

  value = equals != NULL ? (char *) equals + 1 : argument[1];
  if (value == NULL) {
    sp_cli_misused (self->cli, _("The option “--%s” needs a value."), option->name);
    return 0;
  }
  set_value (option, value);
  return equals != NULL ? 1 : 2;
}

/* Takes `-abc`, `-ovalue` or `-o value`. */
static guint
parse_short (Parser *self, char **argument)
{
  for (const char *p = argument[0] + 1; *p != '\0'; p++) {
    const SpCliOption *option = find (self, NULL, 0, *p);
    char              *value;

    if (option == NULL)
      return no_such_option (self, argument[0]);
    if (option->flag != NULL) {
      *option->flag = TRUE;
      continue;
    }

    value = p[1] != '\0' ? (char *) p + 1 : argument[1];
    if (value == NULL) {
      sp_cli_misused (self->cli, _("The option “-%c” needs a value."), option->letter);
      return 0;
    }
    set_value (option, value);
    return p[1] != '\0' ? 1 : 2;
  }
  return 1;
}

/* A dash alone and negative numbers are values. */
static gboolean
is_option (const char *argument)
{
  return argument[0] == '-' && argument[1] != '\0' && strchr (".0123456789", argument[1]) == NULL;
}

static gboolean
parse_all (Parser *self, GStrv arguments)
{
  guint i = 0;

  while (arguments[i] != NULL) {
    guint taken = 1;

    if (g_str_equal (arguments[i], "--")) {
      for (i++; arguments[i] != NULL; i++)
        g_ptr_array_add (self->operands, arguments[i]);
      break;
    }

    if (!is_option (arguments[i]))
      g_ptr_array_add (self->operands, arguments[i]);
    else if (arguments[i][1] == '-')
      taken = parse_long (self, &arguments[i]);
    else
      taken = parse_short (self, &arguments[i]);
    if (taken == 0)
      return FALSE;
    i += taken;
  }
  return TRUE;
}

static void
append_options (GString *help, const SpCliOption *options)
{
  for (const SpCliOption *option = options; option->name != NULL; option++) {
    g_autoptr (GString) left = g_string_new ("  ");

    if (option->letter != 0)
      g_string_append_printf (left, "-%c, ", option->letter);
    g_string_append_printf (left, "--%s", option->name);
    if (option->placeholder != NULL)
      g_string_append_printf (left, " %s", option->placeholder);
    if (left->len > OPTION_COLUMNS)
      g_string_append_printf (left, "\n%*s", OPTION_COLUMNS, "");
    g_string_append_printf (help, "%-*s %s\n", OPTION_COLUMNS, left->str, _(option->description));
  }
}

/* For programs: a line an option, with its placeholder, where it takes a value, behind a tab. */
static void
list_options (Parser *self)
{
  const SpCliOption *tables[] = { self->options, self->way, self->common };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++) {
    for (const SpCliOption *option = tables[i]; option->name != NULL; option++) {
      const char *placeholder = option->placeholder != NULL ? option->placeholder : "";
      GString    *output = self->cli->output;

      if (option->letter != 0)
        g_string_append_printf (output, "-%c\t%s\t%s\n", option->letter, placeholder, _(option->description));
      g_string_append_printf (output, "--%s\t%s\t%s\n", option->name, placeholder, _(option->description));
    }
  }
}

static void
print_help (Parser *self)
{
  const SpCliVerb *verb = self->cli->verb;
  GString         *help = self->cli->output;

  g_string_append (help, _("Usage:"));
  g_string_append_printf (help, "\n  spaceport-cli %s %s\n", verb->name, verb->synopsis);
  g_string_append_printf (help, "\n%s\n", _(verb->summary));
  if (verb->details != NULL)
    g_string_append_printf (help, "\n%s\n", _(verb->details));
  g_string_append_printf (help, "\n%s\n", _("Options:"));
  append_options (help, self->options);
  append_options (help, self->way);
  append_options (help, self->common);
}

/* Puts the operands to the front of @arguments, which has room for them, and ends it there. */
static void
keep_operands (Parser *self, GStrv arguments)
{
  for (guint i = 0; i < self->operands->len; i++)
    arguments[i] = g_ptr_array_index (self->operands, i);
  arguments[self->operands->len] = NULL;
}

/**
 * sp_cli_options_parse:
 * @cli: the run
 * @options: options of its verb
 * @arguments: (inout): arguments of the verb; the operands among them are left
 * @min_operands: how many of them there must be
 * @max_operands: how many there may be
 * @status: (out): exit status when the verb is not to go on
 *
 * Takes the options out of the arguments, wherever they stand. Prints the help when that is asked
 * for, and tells what is wrong.
 *
 * Returns: whether the verb is to go on
 */
gboolean
sp_cli_options_parse (SpCli             *cli,
                      const SpCliOption *options,
                      GStrv              arguments,
                      guint              min_operands,
                      guint              max_operands,
                      int               *status)
{
  Parser   parser;
  gboolean parsed;
  guint    n_operands;

  parser_init (&parser, cli, options);
  *status = 0;
  if (cli->list_options) {
    list_options (&parser);
    g_ptr_array_unref (parser.operands);
    return FALSE;
  }

  parsed = parse_all (&parser, arguments);
  n_operands = parser.operands->len;
  if (parsed)
    keep_operands (&parser, arguments);
  g_ptr_array_unref (parser.operands);

  *status = parsed ? 0 : SP_CLI_EXIT_ARGUMENTS;
  if (parsed && parser.help) {
    print_help (&parser);
    return FALSE;
  }
  if (parsed && n_operands < min_operands)
    *status = sp_cli_misused (cli, _("An argument is missing."));
  else if (parsed && n_operands > max_operands)
    *status = sp_cli_misused (cli, _("There are too many arguments."));
  return *status == 0;
}
