/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-snippet.h"

G_BEGIN_DECLS

/* What the writers of gradio-snippet-LANGUAGE.c share. Not installed. */

typedef struct {
  GradioEndpoint *endpoint;
  JsonArray      *values;
} GradioSnippetCall;

/**
 * GradioSnippetApp:
 * @client: the client
 * @reference: how a client finds the app: `owner/name` or its address
 * @base_uri: its address
 * @api_uri: the same with `api_prefix`
 * @major: version of Gradio, 0 when unknown
 * @minor: its second part
 * @user: (nullable): who logs in
 * @uses_token: whether the Hub's token is needed
 * @calls: (element-type GradioSnippetCall): what to call, at least one
 */
typedef struct {
  GradioClient *client;
  char         *reference;
  char         *base_uri;
  char         *api_uri;
  int           major;
  int           minor;
  const char   *user;
  gboolean      uses_token;
  GPtrArray    *calls;
} GradioSnippetApp;

void gradio_snippet_write_python (GradioSnippetApp *app,
                                  GString          *text);
void gradio_snippet_write_javascript (GradioSnippetApp *app,
                                      GString          *text);
void gradio_snippet_write_curl (GradioSnippetApp *app,
                                GString          *text);
void gradio_snippet_write_cli (GradioSnippetApp *app,
                               GString          *text);
void gradio_snippet_write_c (GradioSnippetApp *app,
                             GString          *text);

/**
 * GradioSnippetFileFunc:
 * @text: where to write
 * @file: a file in a value
 * @data: data of the call
 *
 * Returns: %FALSE when the file is to be written like any other object
 */
typedef gboolean (*GradioSnippetFileFunc) (GString    *text,
                                           GradioFile *file,
                                           gpointer    data);

/**
 * GradioSnippetWords:
 * @null_word: how null is written
 * @true_word: how true is written
 * @false_word: how false is written
 * @separator: between values
 * @colon: behind the name of a member
 * @write_file: (nullable): writes a file
 *
 * How values look in a language whose texts and numbers are those of JSON.
 */
typedef struct {
  const char           *null_word;
  const char           *true_word;
  const char           *false_word;
  const char           *separator;
  const char           *colon;
  GradioSnippetFileFunc write_file;
} GradioSnippetWords;

void gradio_snippet_append_value (GString                  *text,
                                  JsonNode                 *value,
                                  const GradioSnippetWords *words,
                                  gpointer                  data);

/* A text as JSON, Python, JavaScript and C write it alike. */
void gradio_snippet_append_string (GString    *text,
                                   const char *string);

/* A word of a POSIX shell, in quotes where it needs them. */
void gradio_snippet_append_shell (GString    *text,
                                  const char *word);

/* Whether the values can be given by name: each parameter has a name that is an identifier. */
gboolean gradio_snippet_has_names (GradioEndpoint *endpoint);

/* Whether it is called by its name; a private endpoint may have one, but is known by its number only. */
gboolean gradio_snippet_is_named (GradioEndpoint *endpoint);

/* The name, or the number as text. */
char *gradio_snippet_dup_name (GradioEndpoint *endpoint);

gboolean gradio_snippet_has_local_files (GradioSnippetApp *app);

/* The path on this computer or the web address of @file; NULL when it is on the app's server. */
char *gradio_snippet_dup_file_source (GradioFile *file);

G_END_DECLS
