/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-recorder.h"

#define MAX_CALLS 200 /* a program that is longer is not read any more, and all of them are kept with their data */

typedef struct {
  GradioEndpoint *endpoint; /* owned */
  JsonArray      *data;     /* owned: one value per input of the dependency */
} Call;

struct _SpRecorder {
  GObject        parent_instance;
  GradioClient  *client;   /* owned */
  SpBlocks      *blocks;   /* owned, nullable */
  GPtrArray     *calls;    /* of Call */
  GradioSession *session;  /* owned, NULL when nothing runs again */
  GradioJob     *job;      /* owned, nullable: the call that runs again */
  guint          position; /* of that call, from 1 */
  gboolean       recording;
};

G_DEFINE_FINAL_TYPE (SpRecorder, sp_recorder, G_TYPE_OBJECT)

typedef enum {
  PROP_N_CALLS = 1,
  PROP_RECORDING,
  PROP_REPLAYING,
} SpRecorderProperty;

static GParamSpec *properties[PROP_REPLAYING + 1];

typedef enum {
  SIGNAL_REPLAYED,
} SpRecorderSignal;

static guint signals[SIGNAL_REPLAYED + 1];

static void
call_free (gpointer data)
{
  Call *call = data;

  g_object_unref (call->endpoint);
  json_array_unref (call->data);
  g_free (call);
}

/* Returns: (nullable): the function on the server; one that was made while the app runs has none
 * that could be called from elsewhere */
static GradioEndpoint *
find_endpoint (SpRecorder *self, int id)
{
  GPtrArray *endpoints = gradio_client_get_all_endpoints (self->client);

  for (guint i = 0; i < endpoints->len; i++) {
    GradioEndpoint *endpoint = endpoints->pdata[i];

    if (gradio_endpoint_get_fn_index (endpoint) == id)
      return endpoint;
  }

  return NULL;
}

static gboolean
is_timer (SpRecorder *self, int id)
{
  SpBlock *block = sp_blocks_get_block (self->blocks, id);

  return block != NULL && g_str_equal (sp_block_get_type_name (block), "timer");
}

static void
run_cb (SpRecorder *self, SpRun *run)
{
  SpDependency   *dependency = sp_run_get_dependency (run);
  GradioEndpoint *endpoint = find_endpoint (self, sp_dependency_get_id (dependency));
  JsonArray      *data = sp_run_get_data (run);

  if (!self->recording || endpoint == NULL || data == NULL || !sp_dependency_has_backend (dependency) ||
      sp_dependency_is_render (dependency) || is_timer (self, sp_run_get_trigger_id (run)))
    return;

  sp_recorder_add_call (self, endpoint, data);
}

static void
sp_recorder_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpRecorder *self = SP_RECORDER (object);

  switch ((SpRecorderProperty) prop_id) {
  case PROP_N_CALLS:
    g_value_set_uint (value, self->calls->len);
    break;
  case PROP_RECORDING:
    g_value_set_boolean (value, self->recording);
    break;
  case PROP_REPLAYING:
    g_value_set_uint (value, self->position);
    break;
  }
}

static void
sp_recorder_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((SpRecorderProperty) prop_id) {
  case PROP_RECORDING:
    sp_recorder_set_recording (SP_RECORDER (object), g_value_get_boolean (value));
    break;
  case PROP_N_CALLS:
  case PROP_REPLAYING:
    break; /* read-only */
  }
}

static void
sp_recorder_dispose (GObject *object)
{
  SpRecorder *self = SP_RECORDER (object);

  sp_recorder_stop_replay (self);
  sp_recorder_watch (self, NULL);

  G_OBJECT_CLASS (sp_recorder_parent_class)->dispose (object);
}

static void
sp_recorder_finalize (GObject *object)
{
  SpRecorder *self = SP_RECORDER (object);

  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (sp_recorder_parent_class)->finalize (object);
}

static void
sp_recorder_class_init (SpRecorderClass *klass)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_recorder_get_property;
  object_class->set_property = sp_recorder_set_property;
  object_class->dispose = sp_recorder_dispose;
  object_class->finalize = sp_recorder_finalize;

  properties[PROP_N_CALLS] = g_param_spec_uint ("n-calls", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_RECORDING] =
    g_param_spec_boolean ("recording", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_REPLAYING] = g_param_spec_uint ("replaying", NULL, NULL, 0, G_MAXUINT, 0, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_REPLAYED] = g_signal_new ("replayed", SP_TYPE_RECORDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sp_recorder_init (SpRecorder *self)
{
  self->calls = g_ptr_array_new_with_free_func (call_free);
}

SpRecorder *
sp_recorder_new (GradioClient *client)
{
  SpRecorder *self = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (client), NULL);

  self = g_object_new (SP_TYPE_RECORDER, NULL);
  self->client = g_object_ref (client);

  return self;
}

/* What is called is known by its name: its number may be another one's by now. */
static void
find_again (SpRecorder *self, Call *call)
{
  GradioEndpoint *endpoint = NULL;

  if (gradio_endpoint_is_named (call->endpoint))
    endpoint = gradio_client_find_endpoint (self->client, gradio_endpoint_get_name (call->endpoint), NULL);
  if (endpoint != NULL)
    g_set_object (&call->endpoint, endpoint);
}

void
sp_recorder_set_client (SpRecorder *self, GradioClient *client)
{
  g_return_if_fail (SP_IS_RECORDER (self));
  g_return_if_fail (GRADIO_IS_CLIENT (client));

  sp_recorder_stop_replay (self);
  sp_recorder_watch (self, NULL);
  g_set_object (&self->client, client);
  for (guint i = 0; i < self->calls->len; i++)
    find_again (self, self->calls->pdata[i]);
}

void
sp_recorder_watch (SpRecorder *self, SpBlocks *blocks)
{
  g_return_if_fail (SP_IS_RECORDER (self));

  if (self->blocks != NULL)
    g_signal_handlers_disconnect_by_func (self->blocks, run_cb, self);
  g_set_object (&self->blocks, blocks);
  if (blocks != NULL)
    g_signal_connect_object (blocks, "run", G_CALLBACK (run_cb), self, G_CONNECT_SWAPPED);
}

void
sp_recorder_set_recording (SpRecorder *self, gboolean recording)
{
  g_return_if_fail (SP_IS_RECORDER (self));

  if (self->recording == recording)
    return;

  self->recording = recording;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
}

gboolean
sp_recorder_get_recording (SpRecorder *self)
{
  g_return_val_if_fail (SP_IS_RECORDER (self), FALSE);

  return self->recording;
}

guint
sp_recorder_get_n_calls (SpRecorder *self)
{
  g_return_val_if_fail (SP_IS_RECORDER (self), 0);

  return self->calls->len;
}

gboolean
sp_recorder_is_full (SpRecorder *self)
{
  g_return_val_if_fail (SP_IS_RECORDER (self), FALSE);

  return self->calls->len >= MAX_CALLS;
}

guint
sp_recorder_get_replaying (SpRecorder *self)
{
  g_return_val_if_fail (SP_IS_RECORDER (self), 0);

  return self->position;
}

void
sp_recorder_add_call (SpRecorder *self, GradioEndpoint *endpoint, JsonArray *data)
{
  Call *call = NULL;

  g_return_if_fail (SP_IS_RECORDER (self));
  g_return_if_fail (GRADIO_IS_ENDPOINT (endpoint));
  g_return_if_fail (data != NULL);

  if (sp_recorder_is_full (self))
    return;

  call = g_new (Call, 1);
  call->endpoint = g_object_ref (endpoint);
  call->data = json_array_ref (data);
  g_ptr_array_add (self->calls, call);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_CALLS]);
}

void
sp_recorder_clear (SpRecorder *self)
{
  g_return_if_fail (SP_IS_RECORDER (self));

  sp_recorder_stop_replay (self);
  g_ptr_array_set_size (self->calls, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_CALLS]);
}

char *
sp_recorder_dup_text (SpRecorder *self, GradioSnippetLanguage language)
{
  g_autoptr (GradioSnippet) snippet = NULL;

  g_return_val_if_fail (SP_IS_RECORDER (self), NULL);

  if (self->calls->len == 0)
    return g_strdup ("");

  snippet = gradio_snippet_new (self->client);
  gradio_snippet_set_user (snippet, gradio_client_get_username (self->client));
  for (guint i = 0; i < self->calls->len; i++) {
    Call                 *call = self->calls->pdata[i];
    g_autoptr (JsonArray) values = gradio_endpoint_pick_values (call->endpoint, call->data);

    gradio_snippet_add_call (snippet, call->endpoint, values);
  }

  return gradio_snippet_dup_text (snippet, language);
}

/* What ran again is over. */
static void
end_replay (SpRecorder *self, const GError *error)
{
  g_clear_object (&self->job);
  g_clear_object (&self->session);
  self->position = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REPLAYING]);
  g_signal_emit (self, signals[SIGNAL_REPLAYED], 0, error);
}

static void replay_next (SpRecorder *self);

static void
waited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpRecorder) self = user_data;
  g_autoptr (GError)     error = NULL;
  g_autoptr (JsonArray)  outputs = gradio_job_wait_finish (GRADIO_JOB (source), result, &error);

  if (self->job != GRADIO_JOB (source))
    return; /* stopped */

  if (outputs == NULL)
    end_replay (self, error);
  else
    replay_next (self);
}

static void
replay_next (SpRecorder *self)
{
  Call *call = NULL;

  if (self->position == self->calls->len) {
    end_replay (self, NULL);
    return;
  }

  call = self->calls->pdata[self->position];
  self->position++;
  g_clear_object (&self->job);
  self->job = gradio_session_trigger (self->session, call->endpoint, call->data, NULL, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REPLAYING]);
  gradio_job_wait_async (self->job, NULL, waited_cb, g_object_ref (self));
}

void
sp_recorder_replay (SpRecorder *self)
{
  g_return_if_fail (SP_IS_RECORDER (self));

  if (self->session != NULL || self->calls->len == 0)
    return;

  self->session = gradio_client_new_session (self->client);
  replay_next (self);
}

void
sp_recorder_stop_replay (SpRecorder *self)
{
  g_autoptr (GradioJob) job = NULL;

  g_return_if_fail (SP_IS_RECORDER (self));

  if (self->session == NULL)
    return;

  job = g_steal_pointer (&self->job);
  g_clear_object (&self->session);
  self->position = 0;
  gradio_job_cancel (job);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REPLAYING]);
}
