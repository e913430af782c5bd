/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

#define SP_TYPE_INPUT_STREAMS (sp_input_streams_get_type ())

/**
 * SpInputStreams:
 *
 * The jobs that listen to a microphone or a camera while it records: they are told when it ends, and
 * may end before.
 *
 * Signal: `over`: one of them takes nothing more: its time is over, it was cancelled or it failed.
 *
 * Signal: `closed`: after sp_input_streams_end(), all of them have taken what they got, so that what is
 * done next finds what they made of it. At once where there are none.
 */
G_DECLARE_FINAL_TYPE (SpInputStreams, sp_input_streams, SP, INPUT_STREAMS, GObject)

SpInputStreams *sp_input_streams_new (void);

/**
 * sp_input_streams_add:
 * @self: some streams
 * @job: a job that the event `stream` has started; others are no streams and not looked at
 */
void sp_input_streams_add (SpInputStreams *self,
                           GradioJob      *job);

/**
 * sp_input_streams_check:
 * @self: some streams
 *
 * To be called with each piece: the server itself ends a stream only some time after its limit.
 */
void sp_input_streams_check (SpInputStreams *self);

/**
 * sp_input_streams_end:
 * @self: some streams
 *
 * There is nothing more to hear or to see.
 */
void sp_input_streams_end (SpInputStreams *self);

G_END_DECLS
