/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-job.h"
#include "gradio-json-reader.h"

G_BEGIN_DECLS

/* One message of a queue (protocol.md 9), read without making values of it: most are an id and a
 * few letters of text, and there are thousands in a second. Not installed. */

typedef enum {
  GRADIO_MESSAGE_UNKNOWN,
  GRADIO_MESSAGE_ESTIMATION,
  GRADIO_MESSAGE_PROCESS_STARTS,
  GRADIO_MESSAGE_PROGRESS,
  GRADIO_MESSAGE_LOG,
  GRADIO_MESSAGE_PROCESS_GENERATING,
  GRADIO_MESSAGE_PROCESS_STREAMING,
  GRADIO_MESSAGE_PROCESS_COMPLETED,
  GRADIO_MESSAGE_HEARTBEAT,
  GRADIO_MESSAGE_CLOSE_STREAM,
  GRADIO_MESSAGE_UNEXPECTED_ERROR,
  GRADIO_MESSAGE_SERVER_STOPPED,
  GRADIO_MESSAGE_QUEUE_FULL,
  GRADIO_MESSAGE_SEND_HASH,
  GRADIO_MESSAGE_SEND_DATA,
} GradioMessageKind;

/**
 * GradioMessage:
 * @kind: what `msg` says
 * @success: %TRUE where nothing is said
 * @session_not_found: whether the server does not know the session any more
 * @rank: place in the queue from 0, -1 when unknown
 * @queue_size: jobs in the queue, 0 when unknown
 * @eta: seconds, `rank_eta` or `eta`, -1 when unknown
 * @cache_use: what `used_cache` says
 * @cache_duration: seconds, -1 when unknown
 * @usual_duration: `avg_time`, seconds, -1 when unknown
 * @text: the whole message
 * @event_id: the text with its quotation marks, if it is one
 * @message: likewise `message` of an error
 * @output: the object, if it is one
 * @data: `output.data`, if it is a list
 * @changed_states: `output.changed_state_ids`, if it is a list
 * @render_config: `output.render_config`, if it is an object
 * @progress_data: the list, if it is one
 * @values: (nullable): what gradio_message_make_values() made
 *
 * The ranges lie in the text that was read, which stays with its owner.
 */
typedef struct {
  GradioMessageKind kind;
  gboolean          success;
  gboolean          session_not_found;
  gint64            rank;
  gint64            queue_size;
  double            eta;
  GradioCacheUse    cache_use;
  double            cache_duration;
  double            usual_duration;
  GradioJsonRange   text;
  GradioJsonRange   event_id;
  GradioJsonRange   message;
  GradioJsonRange   output;
  GradioJsonRange   data;
  GradioJsonRange   changed_states;
  GradioJsonRange   render_config;
  GradioJsonRange   progress_data;
  JsonArray        *values;
} GradioMessage;

/**
 * gradio_message_read:
 * @self: (out): where to make the message
 * @text: its bytes
 * @length: how many
 * @error: return location
 *
 * May run in a thread. Clear the message after use.
 *
 * Returns: whether it is a JSON object; if not, there is nothing to clear and @error is a
 *   #JsonParserError
 */
gboolean gradio_message_read (GradioMessage *self,
                              const char    *text,
                              gsize          length,
                              GError       **error);
void     gradio_message_clear (GradioMessage *self);

/**
 * gradio_message_is_for:
 * @self: a message
 * @event_id: (nullable): the event of a job
 *
 * Returns: whether the message is for this job alone
 */
gboolean gradio_message_is_for (const GradioMessage *self,
                                const char          *event_id);

char *gradio_message_dup_event_id (const GradioMessage *self); /* nullable */
char *gradio_message_dup_message (const GradioMessage *self);  /* nullable */

/**
 * gradio_message_make_values:
 * @self: a message
 *
 * Makes values of `output.data` ahead, for a large message that is read in a thread.
 * gradio_outputs_read() takes them when they are there.
 */
void gradio_message_make_values (GradioMessage *self);

/**
 * gradio_message_get_object:
 * @self: a message
 *
 * Returns: (transfer full): the whole message as a value
 */
JsonObject *gradio_message_get_object (const GradioMessage *self);

/* Likewise parts of it; %NULL where they are missing. */
JsonObject *gradio_message_get_output (const GradioMessage *self);
JsonArray  *gradio_message_get_progress (const GradioMessage *self);
JsonArray  *gradio_message_get_changed_states (const GradioMessage *self);
JsonObject *gradio_message_get_render_config (const GradioMessage *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GradioMessage, gradio_message_clear)

G_END_DECLS
