/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-session.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SpHubVariableKind:
 * @SP_HUB_VARIABLE_OPEN: everybody who sees the Space can read it
 * @SP_HUB_VARIABLE_SECRET: only the Space gets it; nobody reads its value again, its owner neither
 *
 * What is set in the environment of a Space.
 */
typedef enum {
  SP_HUB_VARIABLE_OPEN,
  SP_HUB_VARIABLE_SECRET,
} SpHubVariableKind;

#define SP_TYPE_HUB_VARIABLE (sp_hub_variable_get_type ())

/**
 * SpHubVariable:
 *
 * One variable or secret of a Space (hub-api.md 5). It never changes.
 */
G_DECLARE_FINAL_TYPE (SpHubVariable, sp_hub_variable, SP, HUB_VARIABLE, GObject)

/**
 * sp_hub_variable_new:
 * @key: its name
 * @value: (nullable): its value; %NULL for a secret that is set on the Hub
 * @description: (nullable): what it is for
 *
 * Returns: (transfer full): a variable, such as for #SpHubDuplicate
 */
SpHubVariable *sp_hub_variable_new (const char *key,
                                    const char *value,
                                    const char *description);

const char *sp_hub_variable_get_key (SpHubVariable *self);
const char *sp_hub_variable_get_value (SpHubVariable *self);       /* nullable */
const char *sp_hub_variable_get_description (SpHubVariable *self); /* nullable */
gint64      sp_hub_variable_get_updated (SpHubVariable *self);     /* Unix time, 0 when not known */

/**
 * sp_hub_variable_is_key:
 * @text: (nullable): a text
 *
 * Returns: whether it can be the name of one: a letter, then letters, digits and underscores
 */
gboolean sp_hub_variable_is_key (const char *text);

/**
 * sp_hub_variables_list_async:
 * @session: the way to the Hub, with the token of an owner
 * @id: `owner/name`
 * @kind: which of both
 * @cancellable: (nullable): stops it
 * @callback: called with the list
 * @user_data: for @callback
 *
 * Asks what is set.
 */
void sp_hub_variables_list_async (SpHubSession       *session,
                                  const char         *id,
                                  SpHubVariableKind   kind,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);

/**
 * sp_hub_variables_list_finish:
 * @session: the way to the Hub
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type SpHubVariable): what is set, by name, or %NULL with a #SpHubError
 */
GPtrArray *sp_hub_variables_list_finish (SpHubSession *session,
                                         GAsyncResult *result,
                                         GError      **error);

/**
 * sp_hub_variables_parse:
 * @node: (nullable): the Hub's answer: an object of objects, or a list of them
 *
 * Returns: (transfer full) (element-type SpHubVariable): what is set, by name
 */
GPtrArray *sp_hub_variables_parse (JsonNode *node);

/**
 * sp_hub_variables_set_async:
 * @session: the way to the Hub, with the token of an owner
 * @id: `owner/name`
 * @kind: which of both
 * @key: its name, see sp_hub_variable_is_key()
 * @value: its value
 * @description: (nullable): what it is for
 * @cancellable: (nullable): stops waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Sets it, in the place of what it was. A Space that runs restarts by it.
 */
void sp_hub_variables_set_async (SpHubSession       *session,
                                 const char         *id,
                                 SpHubVariableKind   kind,
                                 const char         *key,
                                 const char         *value,
                                 const char         *description,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);

/**
 * sp_hub_variables_remove_async:
 * @session: the way to the Hub, with the token of an owner
 * @id: `owner/name`
 * @kind: which of both
 * @key: its name
 * @cancellable: (nullable): stops waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Removes it. A Space that runs restarts by it.
 */
void sp_hub_variables_remove_async (SpHubSession       *session,
                                    const char         *id,
                                    SpHubVariableKind   kind,
                                    const char         *key,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);

/**
 * sp_hub_variables_change_finish:
 * @session: the way to the Hub
 * @result: what the callback of sp_hub_variables_set_async() or sp_hub_variables_remove_async() got
 * @error: return location
 *
 * Returns: whether it was done, else %FALSE with %G_IO_ERROR_INVALID_ARGUMENT when the name is none, or a #SpHubError
 */
gboolean sp_hub_variables_change_finish (SpHubSession *session,
                                         GAsyncResult *result,
                                         GError      **error);

G_END_DECLS
