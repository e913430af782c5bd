/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-raw-answer.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What comes back from a server, made a value or a sentence. Not installed. */

/**
 * gradio_response_parse:
 * @message: an answered message
 * @body: its body
 * @error: return location
 *
 * The one place that looks at the HTTP status, an empty body, HTML in the place of JSON, and bad
 * JSON.
 *
 * Returns: (transfer full): the value, or %NULL with a #GradioError
 */
JsonNode *gradio_response_parse (SoupMessage *message,
                                 GBytes      *body,
                                 GError     **error);

/**
 * gradio_response_parse_raw:
 * @raw: an answer that libsoup did not read
 * @uri: where it came from
 * @error: return location
 *
 * Returns: (transfer full): as gradio_response_parse()
 */
JsonNode *gradio_response_parse_raw (GradioRawAnswer *raw,
                                     GUri            *uri,
                                     GError         **error);

/**
 * gradio_response_check_body:
 * @message: an answered message
 * @body: its body
 * @error: return location
 *
 * Like gradio_response_parse() for those who read the body themselves.
 *
 * Returns: whether the status is a good one and the body is not a web page
 */
gboolean gradio_response_check_body (SoupMessage *message,
                                     GBytes      *body,
                                     GError     **error);

/**
 * gradio_response_check:
 * @message: an answered message
 * @body: (nullable): its body, where the server's own words may stand
 * @error: return location
 *
 * Returns: whether the status is a good one, else %FALSE with a #GradioError (protocol.md 11.1)
 */
gboolean gradio_response_check (SoupMessage *message,
                                GBytes      *body,
                                GError     **error);

gboolean gradio_response_is_html (SoupMessage *message);

/**
 * gradio_response_get_retry_after:
 * @message: an answered message
 *
 * Returns: seconds that the server wants to be left alone, 0 when it does not say
 */
int gradio_response_get_retry_after (SoupMessage *message);

/**
 * gradio_response_is_quota:
 * @title: (nullable): title of an app's error
 * @text: (nullable): its text
 *
 * Returns: whether it says that a share of GPU time is used up (protocol.md 18.4), which is
 *   %GRADIO_ERROR_QUOTA and no fault of the app
 */
gboolean gradio_response_is_quota (const char *title,
                                   const char *text);

/**
 * gradio_response_translate_error:
 * @error: (transfer full): what GIO or libsoup says
 * @uri: where it was to go
 *
 * Returns: (transfer full): the same as a #GradioError in words for people; a cancelled call stays
 *   %G_IO_ERROR_CANCELLED
 */
GError *gradio_response_translate_error (GError *error,
                                         GUri   *uri);

G_END_DECLS
