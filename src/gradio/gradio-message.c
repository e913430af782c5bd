/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-message.h"

#include <glib/gi18n-lib.h>

static GradioMessageKind
take_kind (GradioJsonReader *reader)
{
  static const char *const names[] = {
    [GRADIO_MESSAGE_ESTIMATION] = "estimation",
    [GRADIO_MESSAGE_PROCESS_STARTS] = "process_starts",
    [GRADIO_MESSAGE_PROGRESS] = "progress",
    [GRADIO_MESSAGE_LOG] = "log",
    [GRADIO_MESSAGE_PROCESS_GENERATING] = "process_generating",
    [GRADIO_MESSAGE_PROCESS_STREAMING] = "process_streaming",
    [GRADIO_MESSAGE_PROCESS_COMPLETED] = "process_completed",
    [GRADIO_MESSAGE_HEARTBEAT] = "heartbeat",
    [GRADIO_MESSAGE_CLOSE_STREAM] = "close_stream",
    [GRADIO_MESSAGE_UNEXPECTED_ERROR] = "unexpected_error",
    [GRADIO_MESSAGE_SERVER_STOPPED] = "server_stopped",
    [GRADIO_MESSAGE_QUEUE_FULL] = "queue_full",
    [GRADIO_MESSAGE_SEND_HASH] = "send_hash",
    [GRADIO_MESSAGE_SEND_DATA] = "send_data",
  };
  GradioJsonText text;

  if (!gradio_json_reader_take_text (reader, &text))
    return GRADIO_MESSAGE_UNKNOWN;

  for (guint kind = GRADIO_MESSAGE_ESTIMATION; kind < G_N_ELEMENTS (names); kind++) {
    if (gradio_json_text_is (&text, names[kind]))
      return kind;
  }

  return GRADIO_MESSAGE_UNKNOWN;
}

static GradioCacheUse
take_cache_use (GradioJsonReader *reader)
{
  GradioJsonText text;

  if (!gradio_json_reader_take_text (reader, &text))
    return GRADIO_CACHE_NOT_USED;
  if (gradio_json_text_is (&text, "full"))
    return GRADIO_CACHE_USED;

  return gradio_json_text_is (&text, "partial") ? GRADIO_CACHE_USED_PARTLY : GRADIO_CACHE_NOT_USED;
}

/* The value at hand when it is of the kind that is wanted. */
static GradioJsonRange
take_kind_of (GradioJsonReader *reader,
              GradioJsonKind    wanted)
{
  gboolean        fits = gradio_json_reader_peek (reader) == wanted;
  GradioJsonRange range = gradio_json_reader_take_range (reader);

  return fits ? range : (GradioJsonRange){ NULL, 0 };
}

static void
read_output (GradioMessage    *self,
             GradioJsonReader *reader)
{
  const char    *start = gradio_json_reader_get_place (reader);
  GradioJsonText name;

  self->output = (GradioJsonRange){ NULL, 0 };
  self->data = (GradioJsonRange){ NULL, 0 };
  self->changed_states = (GradioJsonRange){ NULL, 0 };
  self->render_config = (GradioJsonRange){ NULL, 0 };
  if (!gradio_json_reader_enter_object (reader))
    return;

  while (gradio_json_reader_next_member (reader, &name)) {
    if (gradio_json_text_is (&name, "data"))
      self->data = take_kind_of (reader, GRADIO_JSON_LIST);
    else if (gradio_json_text_is (&name, "changed_state_ids"))
      self->changed_states = take_kind_of (reader, GRADIO_JSON_LIST);
    else if (gradio_json_text_is (&name, "render_config"))
      self->render_config = take_kind_of (reader, GRADIO_JSON_OBJECT);
  }
  self->output = (GradioJsonRange){ start, gradio_json_reader_get_place (reader) - start };
}

static void
read_member (GradioMessage        *self,
             GradioJsonReader     *reader,
             const GradioJsonText *name)
{
  if (gradio_json_text_is (name, "msg"))
    self->kind = take_kind (reader);
  else if (gradio_json_text_is (name, "event_id"))
    self->event_id = take_kind_of (reader, GRADIO_JSON_TEXT);
  else if (gradio_json_text_is (name, "output"))
    read_output (self, reader);
  else if (gradio_json_text_is (name, "success"))
    self->success = gradio_json_reader_take_boolean (reader, TRUE);
  else if (gradio_json_text_is (name, "rank"))
    self->rank = gradio_json_reader_take_int (reader, -1);
  else if (gradio_json_text_is (name, "queue_size"))
    self->queue_size = gradio_json_reader_take_int (reader, 0);
  else if (gradio_json_text_is (name, "rank_eta") || gradio_json_text_is (name, "eta"))
    self->eta = gradio_json_reader_take_double (reader, -1);
  else if (gradio_json_text_is (name, "used_cache"))
    self->cache_use = take_cache_use (reader);
  else if (gradio_json_text_is (name, "cache_duration"))
    self->cache_duration = gradio_json_reader_take_double (reader, -1);
  else if (gradio_json_text_is (name, "avg_time"))
    self->usual_duration = gradio_json_reader_take_double (reader, -1);
  else if (gradio_json_text_is (name, "progress_data"))
    self->progress_data = take_kind_of (reader, GRADIO_JSON_LIST);
  else if (gradio_json_text_is (name, "message"))
    self->message = take_kind_of (reader, GRADIO_JSON_TEXT);
  else if (gradio_json_text_is (name, "session_not_found"))
    self->session_not_found = gradio_json_reader_take_boolean (reader, FALSE);
}

gboolean
gradio_message_read (GradioMessage *self,
                     const char    *text,
                     gsize          length,
                     GError       **error)
{
  g_auto (GradioJsonReader) reader = { NULL };
  GradioJsonText            name;
  gboolean                  is_object;

  *self = (GradioMessage){ .success = TRUE,
                           .rank = -1,
                           .eta = -1,
                           .cache_duration = -1,
                           .usual_duration = -1,
                           .text = { text, length } };

  gradio_json_reader_init (&reader, text, length);
  is_object = gradio_json_reader_enter_object (&reader);
  while (is_object && gradio_json_reader_next_member (&reader, &name))
    read_member (self, &reader, &name);

  if (!gradio_json_reader_finish (&reader, error))
    return FALSE;

  if (!is_object)
    g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE,
                         _("This is no message: it is no JSON object."));

  return is_object;
}

void
gradio_message_clear (GradioMessage *self)
{
  g_clear_pointer (&self->values, json_array_unref);
}

static char *
dup_text (GradioJsonRange range)
{
  g_auto (GradioJsonReader) reader = { NULL };

  gradio_json_reader_init (&reader, range.text, range.length);

  return gradio_json_reader_dup_text (&reader);
}

gboolean
gradio_message_is_for (const GradioMessage *self,
                       const char          *event_id)
{
  gsize            length;
  g_autofree char *text = NULL;

  if (event_id == NULL || self->event_id.text == NULL)
    return FALSE;

  if (memchr (self->event_id.text, '\\', self->event_id.length) == NULL &&
      g_utf8_validate_len (self->event_id.text, self->event_id.length, NULL)) {
    length = strlen (event_id);
    return self->event_id.length == length + 2 && memcmp (self->event_id.text + 1, event_id, length) == 0;
  }

  text = dup_text (self->event_id);

  return g_str_equal (text, event_id);
}

char *
gradio_message_dup_event_id (const GradioMessage *self)
{
  return dup_text (self->event_id);
}

char *
gradio_message_dup_message (const GradioMessage *self)
{
  return dup_text (self->message);
}

static JsonArray *
make_array (GradioJsonRange range)
{
  g_autoptr (JsonNode) node = gradio_json_range_parse (range);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_dup_array (node) : NULL;
}

static JsonObject *
make_object (GradioJsonRange range)
{
  g_autoptr (JsonNode) node = gradio_json_range_parse (range);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}

void
gradio_message_make_values (GradioMessage *self)
{
  if (self->values == NULL)
    self->values = make_array (self->data);
}

JsonObject *
gradio_message_get_object (const GradioMessage *self)
{
  return make_object (self->text);
}

JsonObject *
gradio_message_get_output (const GradioMessage *self)
{
  return make_object (self->output);
}

JsonArray *
gradio_message_get_changed_states (const GradioMessage *self)
{
  return make_array (self->changed_states);
}

JsonObject *
gradio_message_get_render_config (const GradioMessage *self)
{
  return make_object (self->render_config);
}

JsonArray *
gradio_message_get_progress (const GradioMessage *self)
{
  return make_array (self->progress_data);
}
