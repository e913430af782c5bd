/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-metrics.h"

#include "gradio.h"
#include "sp-hub-care-error.h"
#include "sp-hub-stream.h"

#define UNKNOWN (-1)
#define MAX_PERCENT 100000 /* of a thousand processors */
#define MAX_BYTES 1e18

struct _SpHubMetrics {
  GObject        parent_instance;
  SpHubSession  *session;
  char          *id;
  SpHubRepo     *repo;
  SpHubStream   *stream; /* nullable: not started */
  SpHubLiveState state;
  GError        *error;
};

G_DEFINE_FINAL_TYPE (SpHubMetrics, sp_hub_metrics, G_TYPE_OBJECT)

typedef enum {
  PROP_STATE = 1,
  PROP_ERROR,
} SpHubMetricsProperty;

static GParamSpec *properties[PROP_ERROR + 1];

enum {
  SAMPLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sp_hub_metrics_dispose (GObject *object)
{
  SpHubMetrics *self = SP_HUB_METRICS (object);

  if (self->stream != NULL)
    sp_hub_stream_stop (self->stream, SP_HUB_LIVE_STOPPED);
  g_clear_object (&self->stream);
  g_clear_object (&self->repo);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sp_hub_metrics_parent_class)->dispose (object);
}

static void
sp_hub_metrics_finalize (GObject *object)
{
  SpHubMetrics *self = SP_HUB_METRICS (object);

  g_clear_error (&self->error);
  g_free (self->id);

  G_OBJECT_CLASS (sp_hub_metrics_parent_class)->finalize (object);
}

static void
sp_hub_metrics_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SpHubMetrics *self = SP_HUB_METRICS (object);

  switch ((SpHubMetricsProperty) prop_id) {
  case PROP_STATE:
    g_value_set_int (value, (int) self->state);
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  }
}

static void
sp_hub_metrics_class_init (SpHubMetricsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_hub_metrics_get_property;
  object_class->dispose = sp_hub_metrics_dispose;
  object_class->finalize = sp_hub_metrics_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, SP_HUB_LIVE_STOPPED, SP_HUB_LIVE_ENDED,
                                             SP_HUB_LIVE_STOPPED, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SAMPLE] = g_signal_new ("sample", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
sp_hub_metrics_init (SpHubMetrics *self)
{
}

SpHubMetrics *
sp_hub_metrics_new (SpHubSession *session,
                    const char   *id)
{
  SpHubMetrics *self;

  g_return_val_if_fail (SP_IS_HUB_SESSION (session), NULL);

  self = g_object_new (SP_TYPE_HUB_METRICS, NULL);
  self->session = g_object_ref (session);
  self->id = g_strdup (id);

  return self;
}

static double
get_number (JsonObject *object,
            const char *member,
            double      max)
{
  double number = gradio_json_get_double (object, member, UNKNOWN);

  return number >= 0 && number <= max ? number : UNKNOWN;
}

static gint64
add_known (gint64 sum,
           double more)
{
  if (more < 0)
    return sum;

  return MIN (MAX (sum, 0) + (gint64) more, (gint64) MAX_BYTES);
}

static void
add_gpu (SpHubSample *sample,
         JsonNode    *node,
         guint       *n_known)
{
  JsonObject *gpu = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  double      use = get_number (gpu, "utilization", MAX_PERCENT);

  if (gpu == NULL)
    return;

  sample->n_gpus++;
  sample->gpu_memory = add_known (sample->gpu_memory, get_number (gpu, "memory_used_bytes", MAX_BYTES));
  sample->gpu_memory_total = add_known (sample->gpu_memory_total, get_number (gpu, "memory_total_bytes", MAX_BYTES));
  if (use >= 0) {
    sample->gpu = (MAX (sample->gpu, 0) * *n_known + use) / (*n_known + 1);
    (*n_known)++;
  }
}

/* An object with an entry for each card. */
static void
add_gpus (SpHubSample *sample,
          JsonObject  *gpus)
{
  JsonObjectIter iter;
  JsonNode      *node;
  guint          n_known = 0;

  if (gpus == NULL)
    return;

  json_object_iter_init (&iter, gpus);
  while (json_object_iter_next (&iter, NULL, &node))
    add_gpu (sample, node, &n_known);
}

gboolean
sp_hub_sample_parse (SpHubSample *sample,
                     JsonNode    *node)
{
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  *sample = (SpHubSample){
    .cpu = get_number (object, "cpu_usage_pct", MAX_PERCENT),
    .memory = (gint64) get_number (object, "memory_used_bytes", MAX_BYTES),
    .memory_total = (gint64) get_number (object, "memory_total_bytes", MAX_BYTES),
    .received = get_number (object, "rx_bps", MAX_BYTES),
    .sent = get_number (object, "tx_bps", MAX_BYTES),
    .gpu = UNKNOWN,
    .gpu_memory = UNKNOWN,
    .gpu_memory_total = UNKNOWN,
  };
  add_gpus (sample, gradio_json_get_object (object, "gpus"));

  return sample->cpu >= 0 || sample->memory >= 0 || sample->received >= 0 || sample->sent >= 0 || sample->n_gpus > 0;
}

static char *
dup_path (gpointer user_data)
{
  SpHubMetrics    *self = user_data;
  g_autofree char *space = sp_hub_repo_dup_api_path (self->repo);

  return g_strconcat (space, "/metrics", NULL);
}

static void
event_cb (gpointer    user_data,
          const char *data,
          gsize       length)
{
  SpHubMetrics        *self = user_data;
  g_autoptr (JsonNode) node = gradio_json_parse (data, (gssize) length, NULL);
  SpHubSample          sample;

  if (!sp_hub_sample_parse (&sample, node))
    return;

  g_signal_emit (self, signals[SAMPLE], 0, &sample);
}

/* Takes @error. */
static void
set_state (SpHubMetrics  *self,
           SpHubLiveState state,
           GError        *error)
{
  gboolean had_error = self->error != NULL;

  g_object_freeze_notify (G_OBJECT (self));
  g_clear_error (&self->error);
  self->error = error;
  if (had_error || error != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  if (self->state != state) {
    self->state = state;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  }
  g_object_thaw_notify (G_OBJECT (self));
}

static void
changed_cb (gpointer user_data)
{
  g_autoptr (SpHubMetrics) self = g_object_ref (user_data);
  const GError            *error = sp_hub_stream_get_error (self->stream);

  set_state (self, sp_hub_stream_get_state (self->stream),
             error != NULL ? sp_hub_care_translate_error (g_error_copy (error), self->id) : NULL);
}

static const SpHubStreamFuncs funcs = { dup_path, NULL, event_cb, NULL, changed_cb };

void
sp_hub_metrics_start (SpHubMetrics *self)
{
  GError *error = NULL;

  g_return_if_fail (SP_IS_HUB_METRICS (self));

  if (self->state != SP_HUB_LIVE_STOPPED && self->state != SP_HUB_LIVE_ENDED)
    return;

  if (self->repo == NULL)
    self->repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, self->id, &error);
  if (self->repo == NULL || !sp_hub_care_check (self->session, &error)) {
    set_state (self, SP_HUB_LIVE_ENDED, error);
    return;
  }

  if (self->stream == NULL)
    self->stream = sp_hub_stream_new (self->session, self->repo, &funcs, self);
  sp_hub_stream_start (self->stream);
}

void
sp_hub_metrics_stop (SpHubMetrics *self)
{
  g_return_if_fail (SP_IS_HUB_METRICS (self));

  if (self->stream != NULL)
    sp_hub_stream_stop (self->stream, SP_HUB_LIVE_STOPPED);
  set_state (self, SP_HUB_LIVE_STOPPED, NULL);
}

SpHubLiveState
sp_hub_metrics_get_state (SpHubMetrics *self)
{
  g_return_val_if_fail (SP_IS_HUB_METRICS (self), SP_HUB_LIVE_STOPPED);

  return self->state;
}
