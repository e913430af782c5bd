/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-json-reader.h"

G_BEGIN_DECLS

/* A text inside of a value that gets longer with each message, as those of language models do. It
 * is kept beside the value and put into it when somebody looks, so that what a message costs is the
 * size of what it adds. Not installed. */

typedef struct _GradioGrowingText GradioGrowingText;

/**
 * gradio_growing_text_new:
 * @value: what the text is part of; outlives the growing text and is not changed while there is one
 * @edits: the edits that were applied to @value last
 *
 * Returns: (transfer full) (nullable): the text that @edits made longer; %NULL when they did
 *   anything else
 */
GradioGrowingText *gradio_growing_text_new (JsonNode       *value,
                                            GradioJsonRange edits);
void               gradio_growing_text_free (GradioGrowingText *self);

/**
 * gradio_growing_text_append:
 * @self: a growing text
 * @edits: the next edits
 *
 * Returns: whether @edits only made this text longer; if not, nothing was done
 */
gboolean gradio_growing_text_append (GradioGrowingText *self,
                                     GradioJsonRange    edits);

/**
 * gradio_growing_text_flush:
 * @self: a growing text
 *
 * Puts the text into the value.
 */
void gradio_growing_text_flush (GradioGrowingText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioGrowingText, gradio_growing_text_free)

G_END_DECLS
