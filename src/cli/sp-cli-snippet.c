/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-arguments.h"
#include "sp-cli-options.h"
#include "sp-cli-text.h"
#include "sp-cli-verbs.h"

static const struct {
  const char           *name;
  GradioSnippetLanguage language;
} languages[] = {
  { "python", GRADIO_SNIPPET_PYTHON },
  { "javascript", GRADIO_SNIPPET_JAVASCRIPT },
  { "curl", GRADIO_SNIPPET_CURL },
  { "cli", GRADIO_SNIPPET_CLI },
  { "c", GRADIO_SNIPPET_C },
};

static gboolean
find_language (SpCli *cli, const char *name, GradioSnippetLanguage *language, int *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    if (g_ascii_strcasecmp (languages[i].name, name) == 0) {
      *language = languages[i].language;
      return TRUE;
    }
  }

  *status = sp_cli_misused (cli, _("“%s” is none of the languages python, javascript, curl, cli and c."), name);
  return FALSE;
}

static void
print_snippet (SpCli *cli, GradioEndpoint *endpoint, JsonArray *values, GradioSnippetLanguage language)
{
  g_autoptr (GradioSnippet) snippet = gradio_snippet_new (cli->client);
  const char               *login = cli->way.login;
  g_autofree char          *user = login != NULL ? g_strndup (login, strcspn (login, ":")) : NULL;
  g_autofree char          *text = NULL;

  gradio_snippet_set_user (snippet, user);
  gradio_snippet_set_uses_token (snippet, cli->way.token != NULL);
  gradio_snippet_add_call (snippet, endpoint, values);
  text = gradio_snippet_dup_text (snippet, language);
  g_string_append (cli->output, text);
}

static int
run (SpCli *cli, GStrv arguments)
{
  const char           *name = "python";
  GradioSnippetLanguage language;
  GradioEndpoint       *endpoint;
  g_autoptr (JsonArray) values = NULL;
  g_autoptr (GError)    error = NULL;
  int                   status = 0;
  const SpCliOption     options[] = {
        { "language", 'l', NULL, &name, "LANGUAGE", N_("python (the default), javascript, curl, cli or c") },
        { NULL },
  };

  if (!sp_cli_options_parse (cli, options, arguments, 2, G_MAXUINT, &status))
    return status;
  if (!find_language (cli, name, &language, &status))
    return status;
  endpoint = sp_cli_find_endpoint (cli, arguments[0], arguments[1], &status);
  if (endpoint == NULL)
    return status;

  values = sp_cli_arguments_parse (endpoint, (const char *const *) arguments + 2, &error);
  if (values == NULL)
    return sp_cli_fail (cli, SP_CLI_EXIT_ARGUMENTS, error);
  print_snippet (cli, endpoint, values, language);
  return 0;
}

const SpCliVerb sp_cli_verb_snippet = {
  "snippet",
  "[OPTION…] TARGET ENDPOINT [VALUE|name=value]…",
  N_("Prints a program that makes this call."),
  N_("It is complete and runs as it is, with all values that predict would send. With --auth\n"
      "or --token it takes the password from the variable GRADIO_PASSWORD and the token from\n"
      "HF_TOKEN; neither is ever printed. Nothing is called or uploaded."),
  run,
};
