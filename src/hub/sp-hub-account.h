/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-grant.h"
#include "sp-hub-session.h"

G_BEGIN_DECLS

#define SP_TYPE_HUB_ACCOUNT (sp_hub_account_get_type ())

/**
 * SpHubAccount:
 *
 * An account of the Hub. Each fact is a property that is notified: `name`, `fullname`, `avatar`, `pro`, `kept`. An
 * account of the `hf` tool or of `HF_TOKEN` has no name until the Hub was asked, see sp_hub_accounts_identify_async().
 */
G_DECLARE_FINAL_TYPE (SpHubAccount, sp_hub_account, SP, HUB_ACCOUNT, GObject)

const char *sp_hub_account_get_name (SpHubAccount *self);     /* nullable: not known yet */
const char *sp_hub_account_get_fullname (SpHubAccount *self); /* nullable */
const char *sp_hub_account_get_avatar (SpHubAccount *self);   /* nullable; an address, fetched without the token */
gboolean    sp_hub_account_is_pro (SpHubAccount *self);
SpHubSource sp_hub_account_get_source (SpHubAccount *self);

/**
 * sp_hub_account_get_scopes:
 * @self: an account
 *
 * Returns: (nullable): what the user allowed this program when signing in; %NULL for tokens, which have a role
 */
const char *const *sp_hub_account_get_scopes (SpHubAccount *self);

/* Nullable: what a token may do: `read`, `write`, `fineGrained`. */
const char *sp_hub_account_get_role (SpHubAccount *self);

/* The names of the organisations in which the account may make something. */
const char *const *sp_hub_account_get_organisations (SpHubAccount *self);

/**
 * sp_hub_account_dup_owners:
 * @self: an account
 *
 * Returns: (transfer full): those whose Spaces it takes care of: itself, once it has a name, and its organisations
 */
GStrv sp_hub_account_dup_owners (SpHubAccount *self);

/**
 * sp_hub_account_owns:
 * @self: an account
 * @id: `owner/name`
 *
 * Returns: whether it belongs to one of those
 */
gboolean sp_hub_account_owns (SpHubAccount *self,
                              const char   *id);

/* In Unix seconds; 0: never. Where the account can renew itself it does so before. */
gint64 sp_hub_account_get_expires (SpHubAccount *self);

/* Whether it is in the keyring. One that is not ends with the program, unless others keep it (the `hf` tool,
 * HF_TOKEN). */
gboolean sp_hub_account_is_kept (SpHubAccount *self);

/**
 * sp_hub_account_may:
 * @self: an account
 * @scope: a scope of the Hub, such as `manage-repos`
 *
 * Returns: %FALSE when it is known that the account may not; the Hub has the last word
 */
gboolean sp_hub_account_may (SpHubAccount *self,
                             const char   *scope);

/**
 * sp_hub_account_dup_title:
 * @self: an account
 *
 * Returns: (transfer full): how to call it: its name, else where it comes from in words
 */
char *sp_hub_account_dup_title (SpHubAccount *self);

/* Where it comes from, in words. */
char *sp_hub_account_dup_source_words (SpHubAccount *self);

/**
 * sp_hub_account_dup_right_words:
 * @self: an account
 *
 * Returns: (transfer full): what this program may do with the account, a line for each; empty when nothing is known
 */
GStrv sp_hub_account_dup_right_words (SpHubAccount *self);

/* The way to the Hub by this account; the same one as long as the account is there, whatever becomes of its token. */
SpHubSession *sp_hub_account_get_session (SpHubAccount *self);

G_END_DECLS
