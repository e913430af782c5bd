/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-client.h"
#include "gradio-visibility.h"

GRADIO_BEGIN_DECLS

/**
 * GradioSnippetLanguage:
 * @GRADIO_SNIPPET_PYTHON: Python, with `gradio_client`
 * @GRADIO_SNIPPET_JAVASCRIPT: JavaScript (an ES module for Node), with `@gradio/client`
 * @GRADIO_SNIPPET_CURL: a shell script, with `curl`
 * @GRADIO_SNIPPET_CLI: a shell script, with `spaceport-cli`
 * @GRADIO_SNIPPET_C: C, with this library
 *
 * What a program can be written in.
 */
typedef enum {
  GRADIO_SNIPPET_PYTHON,
  GRADIO_SNIPPET_JAVASCRIPT,
  GRADIO_SNIPPET_CURL,
  GRADIO_SNIPPET_CLI,
  GRADIO_SNIPPET_C,
} GradioSnippetLanguage;

#define GRADIO_TYPE_SNIPPET (gradio_snippet_get_type ())

/**
 * GradioSnippet:
 *
 * A program that calls an app: calls are added to it, and its text can be had in several languages.
 * It is complete and runs as it is. Passwords and tokens are not in it: it takes them from the
 * environment variables `GRADIO_PASSWORD` and `HF_TOKEN`.
 */
G_DECLARE_FINAL_TYPE (GradioSnippet, gradio_snippet, GRADIO, SNIPPET, GObject)

/**
 * gradio_snippet_new:
 * @client: a connected client of the app
 *
 * Returns: (transfer full): a program without calls
 */
GradioSnippet *gradio_snippet_new (GradioClient *client);

/**
 * gradio_snippet_set_user:
 * @self: a program
 * @user: (nullable): who logs in to the app
 *
 * Makes the program log in. The password is left to the environment variable `GRADIO_PASSWORD`.
 */
void gradio_snippet_set_user (GradioSnippet *self,
                              const char    *user);

/**
 * gradio_snippet_set_uses_token:
 * @self: a program
 * @uses_token: whether the app needs a token of the Hub
 *
 * Makes the program take a token from the environment variable `HF_TOKEN`.
 */
void gradio_snippet_set_uses_token (GradioSnippet *self,
                                    gboolean       uses_token);

/**
 * gradio_snippet_add_call:
 * @self: a program
 * @endpoint: an endpoint of the app
 * @values: one value per parameter, as for gradio_client_submit(); local files stand in the text
 *   with their path. Not changed
 *
 * Adds a call behind those there are.
 */
void gradio_snippet_add_call (GradioSnippet  *self,
                              GradioEndpoint *endpoint,
                              JsonArray      *values);

/**
 * gradio_snippet_dup_text:
 * @self: a program
 * @language: what to write it in
 *
 * What it prints when it runs: Python the outputs as Python writes them, JavaScript, C and
 * spaceport-cli as JSON, curl what the server answers.
 *
 * Returns: (transfer full): the program
 */
char *gradio_snippet_dup_text (GradioSnippet        *self,
                               GradioSnippetLanguage language);

GRADIO_END_DECLS
