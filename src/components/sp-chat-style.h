/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-thumbnail-loader.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  SP_CHAT_EDITABLE_NONE,
  SP_CHAT_EDITABLE_USER,
  SP_CHAT_EDITABLE_ALL,
} SpChatEditable;

/**
 * SpChatStyle:
 *
 * How a chat draws its messages and what it offers on them; shared by its rows, read only for them.
 */
typedef struct {
  GradioClient      *client;           /* owned, nullable */
  JsonArray         *latex_delimiters; /* owned, nullable */
  GStrv              feedback;         /* owned: what can be said of a message */
  GStrv              kept_tags;        /* owned, nullable: tags that stay as text */
  char              *watermark;        /* owned, nullable: goes along with copies */
  JsonNode          *avatars;          /* owned, nullable: as the author wrote them */
  GradioFile        *faces[2];         /* owned, nullable: those of the user and the bot */
  SpThumbnailLoader *loader;           /* owned */
  SpChatEditable     editable;
  gboolean           rtl;               /* text runs from the right to the left */
  gboolean           keep_unknown_tags; /* as text, else they are dropped */
  gboolean           panel;
  gboolean           plain; /* no Markdown */
  gboolean           line_breaks;
  gboolean           is_live; /* an app listens; else it is a result to look at */
  gboolean           likeable;
  gboolean           like_user; /* likeable counts for what the user said too */
  gboolean           retryable;
  gboolean           undoable;
  gboolean           selectable;
  gboolean           copyable; /* by a button; by key and menu always */
  gboolean           savable;
  gboolean           waiting; /* the job of the next answer has not said anything yet */
  gboolean           busy;    /* that job is not done */
  gboolean           stopped; /* it is, and nothing goes on any more, whatever messages say */
} SpChatStyle;

SpChatStyle *sp_chat_style_new (void);
SpChatStyle *sp_chat_style_ref (SpChatStyle *self);
void         sp_chat_style_unref (SpChatStyle *self);

/**
 * sp_chat_style_read:
 * @self: a style
 * @props: props of a chat or members of an update
 *
 * Returns: whether messages look different now, or offer something else
 */
gboolean sp_chat_style_read (SpChatStyle *self, JsonObject *props);

/**
 * sp_chat_style_dup_markdown:
 * @self: a style
 * @text: Markdown of a message
 *
 * Returns: (transfer full): the same with the tags escaped that stay as text
 */
char *sp_chat_style_dup_markdown (SpChatStyle *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpChatStyle, sp_chat_style_unref)

G_END_DECLS
