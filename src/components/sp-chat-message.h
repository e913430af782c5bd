/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

#define SP_TYPE_CHAT_MESSAGE (sp_chat_message_get_type ())

/**
 * SpChatMessage:
 *
 * A message of a chat, whichever generation of Gradio wrote it. It stays the same object while its
 * text grows.
 *
 * Signal: `changed`: what it says, or its place among the others, is another one.
 */
G_DECLARE_FINAL_TYPE (SpChatMessage, sp_chat_message, SP, CHAT_MESSAGE, GObject)

typedef enum {
  SP_CHAT_PART_TEXT,
  SP_CHAT_PART_FILE,
  SP_CHAT_PART_COMPONENT,
  SP_CHAT_PART_VALUE, /* of a shape nobody knows: shown as JSON */
} SpChatPartKind;

/**
 * SpChatPart:
 * @kind: what it is
 * @node: the part in wire form
 * @text: (nullable): the text, or the words for a file
 * @file: (nullable): the file
 *
 * A piece of a message; lent by it.
 */
typedef struct {
  SpChatPartKind kind;
  JsonNode      *node;
  const char    *text;
  GradioFile    *file;
} SpChatPart;

/**
 * SpChatEntry:
 * @node: the message in wire form, or one side of a pair
 * @index: its place in the value
 * @side: 0 or 1 in a pair, -1 in a list of messages
 * @is_user: whether the user said it
 * @children: (nullable) (element-type SpChatEntry): thoughts inside it
 *
 * What a value says about a message; the nodes belong to the value.
 */
typedef struct _SpChatEntry SpChatEntry;
struct _SpChatEntry {
  JsonNode    *node;
  guint        index;
  int          side;
  gboolean     is_user;
  GPtrArray   *children;
  SpChatEntry *parent; /* nullable, lent */
  guint        depth;
};

void sp_chat_entry_free (SpChatEntry *entry);

SpChatMessage *sp_chat_message_new (const SpChatEntry *entry);

/**
 * sp_chat_message_matches:
 * @self: a message
 * @entry: what a value says
 *
 * Returns: whether it says the same
 */
gboolean sp_chat_message_matches (SpChatMessage *self, const SpChatEntry *entry);

/**
 * sp_chat_message_take:
 * @self: a message
 * @entry: what a newer value says about it
 *
 * Returns: whether that is something else; the caller emits `changed`
 */
gboolean sp_chat_message_take (SpChatMessage *self, const SpChatEntry *entry);

/**
 * sp_chat_message_set_place:
 * @self: a message
 * @starts_group: whether the message before is of somebody else
 * @ends_group: whether the message after is of somebody else
 * @is_last: whether no message follows
 *
 * Returns: whether that is something else; the caller emits `changed`
 */
gboolean sp_chat_message_set_place (SpChatMessage *self,
                                    gboolean       starts_group,
                                    gboolean       ends_group,
                                    gboolean       is_last);

void     sp_chat_message_emit_changed (SpChatMessage *self);
gboolean sp_chat_message_is_user (SpChatMessage *self);
gboolean sp_chat_message_starts_group (SpChatMessage *self);
gboolean sp_chat_message_ends_group (SpChatMessage *self);
gboolean sp_chat_message_is_last (SpChatMessage *self);

/**
 * sp_chat_message_dup_index:
 * @self: a message
 *
 * Returns: (transfer full): its place in Gradio's words: a number, or pair and side
 */
JsonNode *sp_chat_message_dup_index (SpChatMessage *self);

/**
 * sp_chat_message_get_index:
 * @self: a message
 *
 * Returns: its place in the value, or that of its pair
 */
guint sp_chat_message_get_index (SpChatMessage *self);

/**
 * sp_chat_message_get_side:
 * @self: a message
 *
 * Returns: 0 or 1 in a pair, -1 in a list of messages
 */
int sp_chat_message_get_side (SpChatMessage *self);

guint             sp_chat_message_get_n_parts (SpChatMessage *self);
const SpChatPart *sp_chat_message_get_part (SpChatMessage *self, guint position);

/**
 * sp_chat_message_get_children:
 * @self: a message
 *
 * Returns: (transfer none) (element-type SpChatMessage): the thoughts inside it
 */
GPtrArray *sp_chat_message_get_children (SpChatMessage *self);

/**
 * sp_chat_message_get_metadata:
 * @self: a message
 *
 * Returns: (transfer none) (nullable): title, status, duration… of a thought; %NULL for none
 */
JsonObject *sp_chat_message_get_metadata (SpChatMessage *self);

/**
 * sp_chat_message_get_options:
 * @self: a message
 *
 * Returns: (transfer none) (nullable): what is offered as an answer
 */
JsonArray *sp_chat_message_get_options (SpChatMessage *self);

/**
 * sp_chat_message_dup_text:
 * @self: a message
 *
 * Returns: (transfer full): its source, with thoughts as an indented list and files by name
 */
char *sp_chat_message_dup_text (SpChatMessage *self);

/**
 * sp_chat_message_dup_content:
 * @self: a message
 * @position: which part
 *
 * Returns: (transfer full): the part as events have it: a text, or the object as it came
 */
JsonNode *sp_chat_message_dup_content (SpChatMessage *self, guint position);

/**
 * sp_chat_message_dup_source:
 * @self: a message
 *
 * Returns: (transfer full) (nullable): the text that the user can change: that of its own parts; %NULL when it has none
 */
char *sp_chat_message_dup_source (SpChatMessage *self);

/**
 * sp_chat_message_set_given:
 * @self: a message
 * @word: (nullable): the feedback that the app says was given
 */
void sp_chat_message_set_given (SpChatMessage *self, const char *word);

/* What the user did with it, kept while it is scrolled away. */

/**
 * sp_chat_message_set_feedback:
 * @self: a message
 * @word: (nullable): the feedback, empty when it was taken back; %NULL: what the app says counts
 */
void sp_chat_message_set_feedback (SpChatMessage *self, const char *word);

/**
 * sp_chat_message_get_feedback:
 * @self: a message
 *
 * Returns: what was said of it by the user, else by the app; empty for nothing
 */
const char *sp_chat_message_get_feedback (SpChatMessage *self);

/**
 * sp_chat_message_set_draft:
 * @self: a message
 * @draft: (nullable): the text that the user is changing it to, %NULL when that is over
 */
void        sp_chat_message_set_draft (SpChatMessage *self, const char *draft);
const char *sp_chat_message_get_draft (SpChatMessage *self);

void sp_chat_message_set_open (SpChatMessage *self, gboolean open);

/**
 * sp_chat_message_get_open:
 * @self: a thought
 *
 * Returns: whether its content is shown: until it is done, unless the user wanted it otherwise
 */
gboolean sp_chat_message_get_open (SpChatMessage *self);

G_END_DECLS
