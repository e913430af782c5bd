/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SP_TYPE_HIGHLIGHT_BUFFER (sp_highlight_buffer_get_type ())

/**
 * SpHighlightBuffer:
 *
 * The text of a `highlightedtext`: its tokens one after the other, with the colours of their classes
 * or scores. The name of a class may stand behind a token.
 */
G_DECLARE_FINAL_TYPE (SpHighlightBuffer, sp_highlight_buffer, SP, HIGHLIGHT_BUFFER, GtkTextBuffer)

/**
 * sp_highlight_buffer_set_props:
 * @self: a text
 * @props: props of the component or the members of an update
 *
 * Reads how tokens look; it is seen when they are shown next.
 */
void sp_highlight_buffer_set_props (SpHighlightBuffer *self,
                                    JsonObject        *props);

/**
 * sp_highlight_buffer_show:
 * @self: a text
 * @tokens: (element-type SpHighlightToken) (nullable): what it is made of; kept, not changed
 *
 * Shows the first tokens at once, the others as the window has time.
 */
void sp_highlight_buffer_show (SpHighlightBuffer *self,
                               GPtrArray         *tokens);

/**
 * sp_highlight_buffer_get_classes:
 * @self: a text
 *
 * Returns: (transfer none) (element-type utf8): the classes of its tokens in order of appearance
 */
GPtrArray *sp_highlight_buffer_get_classes (SpHighlightBuffer *self);

/**
 * sp_highlight_buffer_get_class_color:
 * @self: a text
 * @position: of the class
 * @color: (out): its colour
 */
void sp_highlight_buffer_get_class_color (SpHighlightBuffer *self,
                                          guint              position,
                                          GdkRGBA           *color);

/**
 * sp_highlight_buffer_set_is_on:
 * @self: a text
 * @label: a class, of these tokens or later ones
 * @is_on: whether it is highlighted, as it is at first
 */
void     sp_highlight_buffer_set_is_on (SpHighlightBuffer *self,
                                        const char        *label,
                                        gboolean           is_on);
gboolean sp_highlight_buffer_get_is_on (SpHighlightBuffer *self,
                                        const char        *label);

/* How many tokens there are in it so far. */
guint sp_highlight_buffer_get_n_shown (SpHighlightBuffer *self);

/**
 * sp_highlight_buffer_find_token:
 * @self: a text
 * @iter: a place in it
 *
 * Returns: the token whose text is there, -1 for none
 */
int sp_highlight_buffer_find_token (SpHighlightBuffer *self,
                                    const GtkTextIter *iter);

/* Marks the text of a token that is shown. */
void sp_highlight_buffer_select_token (SpHighlightBuffer *self,
                                       guint              position);

/**
 * sp_highlight_buffer_get_text_offset:
 * @self: a text
 * @iter: a place in it
 *
 * Returns: how many characters of tokens are before it, without names of classes
 */
guint sp_highlight_buffer_get_text_offset (SpHighlightBuffer *self,
                                           const GtkTextIter *iter);

G_END_DECLS
