/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SpChatStyle:
 *
 * How a chat draws its messages and what it offers on them; shared by its rows, read only for them.
 */
typedef struct {
  GradioClient *client;           /* owned, nullable */
  JsonArray    *latex_delimiters; /* owned, nullable */
  gboolean      panel;
  gboolean      plain; /* no Markdown */
  gboolean      line_breaks;
  gboolean      retryable;
  gboolean      undoable;
} SpChatStyle;

SpChatStyle *sp_chat_style_new (void);
SpChatStyle *sp_chat_style_ref (SpChatStyle *self);
void         sp_chat_style_unref (SpChatStyle *self);

/**
 * sp_chat_style_dup_markdown:
 * @text: Markdown of a message
 *
 * Returns: (transfer full): the same with tags that HTML does not know escaped, so that they stay as text
 */
char *sp_chat_style_dup_markdown (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpChatStyle, sp_chat_style_unref)

G_END_DECLS
