/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-visibility.h"

#include <gio/gio.h>

GRADIO_BEGIN_DECLS

/**
 * GradioAddressKind:
 * @GRADIO_ADDRESS_SPACE: `owner/name`, or a page of the Hub that shows a Space; the Hub knows its
 *   host
 * @GRADIO_ADDRESS_URL: the app itself, or a page of it
 *
 * What an address leads to.
 */
typedef enum {
  GRADIO_ADDRESS_SPACE,
  GRADIO_ADDRESS_URL,
} GradioAddressKind;

#define GRADIO_TYPE_ADDRESS (gradio_address_get_type ())

/**
 * GradioAddress:
 * @kind: what it is
 * @space_id: (nullable): `owner/name` for %GRADIO_ADDRESS_SPACE
 * @uri: (nullable): for %GRADIO_ADDRESS_URL, with a scheme, without query, fragment and trailing
 *   slash
 * @query: (nullable): what stood after the question mark
 * @try_http: @uri has a guessed `https` scheme, and `http` is worth a try when nothing answers
 *
 * What a person's text means (protocol.md 3.1).
 */
typedef struct {
  GradioAddressKind kind;
  char             *space_id;
  char             *uri;
  char             *query;
  gboolean          try_http;
} GradioAddress;

GType gradio_address_get_type (void);

/**
 * gradio_address_copy:
 * @address: an address
 *
 * Returns: (transfer full): the same again
 */
GradioAddress *gradio_address_copy (const GradioAddress *address);

/**
 * gradio_address_parse:
 * @text: what somebody typed or pasted: a URL, `owner/name`, `localhost:7860`, a page of the Hub
 * @error: return location
 *
 * Needs no network and no file system. Surrounding white space is ignored. Passwords inside a URL
 * are refused.
 *
 * Returns: (transfer full): the address, or %NULL with %GRADIO_ERROR_ADDRESS
 */
GradioAddress *gradio_address_parse (const char *text,
                                     GError    **error);

/**
 * gradio_address_free: (skip)
 * @address: (nullable): an address
 *
 * Frees it.
 */
void gradio_address_free (GradioAddress *address);

/**
 * gradio_address_guess_host:
 * @space_id: `owner/name`
 *
 * The host that a Space usually has. Only for when the Hub cannot be asked: long and renamed Spaces
 * have another one.
 *
 * Returns: (transfer full): `https://owner-name.hf.space`
 */
char *gradio_address_guess_host (const char *space_id);

/**
 * gradio_address_dup_hub:
 *
 * Returns: (transfer full): address of the Hub without a trailing slash: `HF_ENDPOINT` or the usual
 */
char *gradio_address_dup_hub (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioAddress, gradio_address_free)

GRADIO_END_DECLS
