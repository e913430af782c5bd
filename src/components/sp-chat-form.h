/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"

G_BEGIN_DECLS

#define SP_TYPE_CHAT_FORM (sp_chat_form_get_type ())

/**
 * SpChatForm:
 *
 * A conversation to fill in: who says what, line by line. What a message holds beside its text
 * stays as it is.
 */
G_DECLARE_FINAL_TYPE (SpChatForm, sp_chat_form, SP, CHAT_FORM, SpComponent)

/**
 * sp_chat_form_new:
 * @schema: (nullable): the schema of a parameter that is a chat
 *
 * Returns: (transfer floating) (nullable): a form for the messages or pairs that @schema asks for;
 *   %NULL when it does not say
 */
SpComponent *sp_chat_form_new (JsonNode *schema);

G_END_DECLS
