/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-visibility.h"

#include <json-glib/json-glib.h>

GRADIO_BEGIN_DECLS

#define GRADIO_TYPE_LOG (gradio_log_get_type ())

/**
 * GradioLogLevel:
 * @GRADIO_LOG_INFO: news
 * @GRADIO_LOG_WARNING: something to be careful about
 * @GRADIO_LOG_SUCCESS: something went well
 * @GRADIO_LOG_ERROR: something went wrong
 *
 * How a message is meant.
 */
typedef enum {
  GRADIO_LOG_INFO,
  GRADIO_LOG_WARNING,
  GRADIO_LOG_SUCCESS,
  GRADIO_LOG_ERROR,
} GradioLogLevel;

/**
 * GradioLog:
 * @level: how it is meant; a word that is not known counts as %GRADIO_LOG_INFO
 * @title: the server's title, or the word for the level where it sends none (before 5.0)
 * @text: plain text, HTML taken out
 * @html: (nullable): the same as the server sent it: untrusted, and only for what shows HTML; %NULL
 *   when the message is not a server's
 * @duration: seconds to show it, 0 until dismissed, 10 where the server does not say (before 4.44)
 * @visible: whether it is to be shown at all; always kept in the job's log
 *
 * A message of gr.Info(), gr.Warning(), gr.Success() or gr.Error() (protocol.md 9.2).
 */
typedef struct {
  GradioLogLevel level;
  char          *title;
  char          *text;
  char          *html;
  double         duration;
  gboolean       visible;
} GradioLog;

GType gradio_log_get_type (void);

/**
 * gradio_log_copy:
 * @self: a message
 *
 * Returns: (transfer full): the same again
 */
GradioLog *gradio_log_copy (const GradioLog *self);

/**
 * gradio_log_free: (skip)
 * @self: (nullable): a message
 *
 * Frees it.
 */
void gradio_log_free (GradioLog *self);

/**
 * gradio_log_new_from_json:
 * @message: a `log` message, or the `output` of a failed job with `error` in the place of `log`
 *
 * Returns: (transfer full): the same as plain text
 */
GradioLog *gradio_log_new_from_json (JsonObject *message);

/**
 * gradio_log_strip_markup:
 * @text: a server's text, maybe with HTML
 *
 * Takes tags out (`<br>` and `</p>` become line breaks, script and style go with their content),
 * turns the usual entities into their characters and drops control characters.
 *
 * Returns: (transfer full): plain text
 */
char *gradio_log_strip_markup (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioLog, gradio_log_free)

GRADIO_END_DECLS
