/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The messages of a job, one a line. Read from their bytes they say what the values made of them say,
 * and lead to the same outputs however often somebody looks at these. */
#include "fuzz.h"

#include "gradio-json.h"
#include "gradio-outputs.h"

typedef struct {
  GradioOutputs *nodes;  /* from values of whole messages */
  GradioOutputs *values; /* from values that were made ahead */
  GradioOutputs *seen;   /* from bytes, looked at after every message */
  GradioOutputs *unseen; /* from bytes, looked at in the end */
} Job;

static void
assert_equal (GradioOutputs *a,
              GradioOutputs *b)
{
  g_autoptr (JsonNode) left = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonNode) right = json_node_new (JSON_NODE_ARRAY);

  g_assert_true (gradio_outputs_is_empty (a) == gradio_outputs_is_empty (b));
  if (gradio_outputs_is_empty (a))
    return;

  json_node_set_array (left, gradio_outputs_get_json (a));
  json_node_set_array (right, gradio_outputs_get_json (b));
  g_assert_true (gradio_json_equal (left, right));
}

static void
check_members (const GradioMessage *message,
               JsonObject          *object)
{
  const char            *event_id = gradio_json_get_string (object, "event_id", NULL);
  g_autofree char       *read_id = gradio_message_dup_event_id (message);
  g_autofree char       *words = gradio_message_dup_message (message);
  g_autoptr (JsonObject) output = gradio_message_get_output (message);
  g_autoptr (JsonArray)  progress = gradio_message_get_progress (message);

  g_assert_cmpstr (read_id, ==, event_id);
  g_assert_true (gradio_message_is_for (message, event_id) == (event_id != NULL));
  g_assert_cmpstr (words, ==, gradio_json_get_string (object, "message", NULL));
  g_assert_true (message->success == gradio_json_get_boolean (object, "success", TRUE));
  g_assert_cmpint (message->rank, ==, gradio_json_get_int (object, "rank", -1));
  g_assert_cmpint (message->queue_size, ==, gradio_json_get_int (object, "queue_size", 0));
  g_assert_true ((output != NULL) == (gradio_json_get_object (object, "output") != NULL));
  g_assert_true ((progress != NULL) == (gradio_json_get_array (object, "progress_data") != NULL));
  g_assert_true ((message->data.text != NULL) ==
                 (gradio_json_get_array (gradio_json_get_object (object, "output"), "data") != NULL));
}

static void
follow_nodes (Job        *job,
              JsonObject *object,
              gboolean    edits)
{
  JsonArray *data = gradio_json_get_array (gradio_json_get_object (object, "output"), "data");

  if (data == NULL)
    return;

  if (edits && !gradio_outputs_is_empty (job->nodes))
    gradio_outputs_apply (job->nodes, data);
  else
    gradio_outputs_take (job->nodes, data);
}

static void
follow (Job    *job,
        GBytes *line)
{
  gsize                  length;
  const char            *text = g_bytes_get_data (line, &length);
  g_auto (GradioMessage) message = { 0 };
  g_autoptr (JsonNode)   node = fuzz_parse_bytes (line);
  gboolean               is_object = node != NULL && JSON_NODE_HOLDS_OBJECT (node);
  g_autoptr (GError)     error = NULL;
  gboolean               edits;

  g_assert_true (gradio_message_read (&message, text, length, &error) == is_object);
  if (!is_object) {
    g_assert_true (error != NULL && error->domain == JSON_PARSER_ERROR);
    return;
  }

  g_assert_no_error (error);
  check_members (&message, json_node_get_object (node));

  edits = message.kind == GRADIO_MESSAGE_PROCESS_GENERATING;
  gradio_outputs_read (job->unseen, &message, edits);
  gradio_outputs_read (job->seen, &message, edits);
  gradio_message_make_values (&message);
  gradio_outputs_read (job->values, &message, edits);
  follow_nodes (job, json_node_get_object (node), edits);
  assert_equal (job->seen, job->nodes);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  Job                job = { gradio_outputs_new (), gradio_outputs_new (), gradio_outputs_new (), gradio_outputs_new () };
  g_autoptr (GBytes) rest = g_bytes_new (data, size);

  while (rest != NULL) {
    g_autoptr (GBytes) line = NULL;
    g_autoptr (GBytes) next = NULL;

    fuzz_split (g_bytes_get_data (rest, NULL), g_bytes_get_size (rest), &line, &next);
    follow (&job, line);
    g_bytes_unref (rest);
    rest = g_steal_pointer (&next);
  }
  assert_equal (job.values, job.nodes);
  assert_equal (job.unseen, job.nodes);

  gradio_outputs_free (job.nodes);
  gradio_outputs_free (job.values);
  gradio_outputs_free (job.seen);
  gradio_outputs_free (job.unseen);

  return 0;
}
