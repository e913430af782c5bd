/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

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
  GradioClient  *client;           /* owned, nullable */
  GradioFile    *avatars[2];       /* owned, nullable: of the user, of the bot */
  GStrv          feedback;         /* owned, nullable: what can be said of a message */
  GStrv          allowed_tags;     /* owned, nullable: tags that stay as text */
  JsonArray     *latex_delimiters; /* owned, nullable */
  SpChatEditable editable;
  gboolean       allow_all_tags;
  gboolean       panel;
  gboolean       plain; /* no Markdown */
  gboolean       line_breaks;
  gboolean       rtl;
  gboolean       likeable;
  gboolean       like_user;
  gboolean       retryable;
  gboolean       undoable;
  gboolean       selectable;
  gboolean       copyable;
  gboolean       savable;
  gboolean       pending; /* an answer is being made */
} SpChatStyle;

SpChatStyle *sp_chat_style_new (void);
SpChatStyle *sp_chat_style_ref (SpChatStyle *self);
void         sp_chat_style_unref (SpChatStyle *self);

/**
 * sp_chat_style_dup_markdown:
 * @self: a style
 * @text: Markdown of a message
 *
 * Returns: (transfer full): the same with the tags that are kept as text escaped
 */
char *sp_chat_style_dup_markdown (SpChatStyle *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpChatStyle, sp_chat_style_unref)

G_END_DECLS
