/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-message.h"

G_BEGIN_DECLS

/* The values of a job's outputs while they grow (protocol.md 10). Not installed. */

typedef struct _GradioOutputs GradioOutputs;

GradioOutputs *gradio_outputs_new (void);
void           gradio_outputs_free (GradioOutputs *self);

/**
 * gradio_outputs_is_empty:
 * @self: the outputs
 *
 * Returns: whether no value came yet
 */
gboolean gradio_outputs_is_empty (GradioOutputs *self);

/**
 * gradio_outputs_take:
 * @self: the outputs
 * @data: whole values, one per output; its nodes are moved into @self
 */
void gradio_outputs_take (GradioOutputs *self,
                          JsonArray     *data);

/**
 * gradio_outputs_apply:
 * @self: the outputs
 * @data: a list of edits per output; they are used up
 *
 * An output whose edits do not fit keeps what it has until its next whole value.
 */
void gradio_outputs_apply (GradioOutputs *self,
                           JsonArray     *data);

/**
 * gradio_outputs_read:
 * @self: the outputs
 * @message: a message with `output.data`
 * @edits: whether it has edits once there are values
 *
 * Takes whole values or applies edits straight from the bytes of a message. A text that grows costs
 * what it grows by.
 */
void gradio_outputs_read (GradioOutputs       *self,
                          const GradioMessage *message,
                          gboolean             edits);

/**
 * gradio_outputs_get_json:
 * @self: the outputs
 *
 * Returns: (transfer none) (nullable): the values as a list, valid until the next change
 */
JsonArray *gradio_outputs_get_json (GradioOutputs *self);

/**
 * gradio_outputs_copy_json:
 * @values: any values
 *
 * Returns: (transfer full): a deep copy, which later edits leave alone
 */
JsonArray *gradio_outputs_copy_json (JsonArray *values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioOutputs, gradio_outputs_free)

G_END_DECLS
