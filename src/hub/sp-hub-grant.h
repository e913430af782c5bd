/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SpHubSource:
 * @SP_HUB_SOURCE_BROWSER: the user signed in with this program: in a browser, here or on another device
 * @SP_HUB_SOURCE_TOKEN: the user gave a token
 * @SP_HUB_SOURCE_HF_TOOL: the login of the `hf` tool, which is only read
 * @SP_HUB_SOURCE_ENVIRONMENT: the variable `HF_TOKEN`
 *
 * Where the right to speak for an account comes from.
 */
typedef enum {
  SP_HUB_SOURCE_BROWSER,
  SP_HUB_SOURCE_TOKEN,
  SP_HUB_SOURCE_HF_TOOL,
  SP_HUB_SOURCE_ENVIRONMENT,
} SpHubSource;

/**
 * SpHubGrant:
 * @token: what is sent
 * @refresh: (nullable): what a new @token is fetched with, once
 * @client: (nullable): the name of this program at the Hub that @refresh belongs to
 * @scopes: (nullable): what @token is for; %NULL where the Hub does not say
 * @expires: when it ends, in Unix seconds; 0: never
 * @life: how long it was to last when it came, in seconds
 * @source: where it comes from
 *
 * The right to speak for an account. None of it is to be logged.
 */
typedef struct {
  char       *token;
  char       *refresh;
  char       *client;
  GStrv       scopes;
  gint64      expires;
  gint64      life;
  SpHubSource source;
} SpHubGrant;

/**
 * sp_hub_grant_is_token:
 * @text: (nullable): a text that may come from anywhere
 *
 * Returns: whether it can be a token, which goes into a header of a request: not empty, not huge, nothing but letters,
 *   digits and signs of ASCII
 */
gboolean sp_hub_grant_is_token (const char *text);

SpHubGrant *sp_hub_grant_new (const char *token, SpHubSource source);
SpHubGrant *sp_hub_grant_copy (const SpHubGrant *self);
void        sp_hub_grant_free (SpHubGrant *self);

/* Whether it ends soon: less than a day is left, or less than a quarter of its life where that is shorter. */
gboolean sp_hub_grant_is_due (const SpHubGrant *self, gint64 now);
gboolean sp_hub_grant_is_over (const SpHubGrant *self, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpHubGrant, sp_hub_grant_free)

G_END_DECLS
