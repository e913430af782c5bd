/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-log.h"

#include "gradio-timer.h"
#include "gradio.h"
#include "sp-hub-care-error.h"
#include "sp-hub-log-memory.h"
#include "sp-hub-moment.h"
#include "sp-hub-stream.h"

#include <string.h>

#define MAX_REMEMBERED 50000 /* lines */
#define MAX_LINE (64 * 1024) /* bytes */
#define BATCH_MS 50
#define MAX_LOSSES 4    /* for who does not follow */
#define MAX_BATCH 1000  /* lines */
#define SILENCE_MS 5000 /* all that there is has come, for who does not follow */
#define CLOCK_SECONDS 1 /* by which the Hub's dates may differ */

struct _SpHubLog {
  GObject         parent_instance;
  SpHubSession   *session;
  char           *id;
  SpHubLogKind    kind;
  guint           tail;
  gboolean        follow;
  guint           n_losses; /* of connections, since something came */
  SpHubStream    *stream;   /* nullable: not started */
  SpHubRepo      *repo;
  SpHubLogMemory *memory;
  GPtrArray      *batch; /* of char */
  GSource        *batch_timer;
  GSource        *silence_timer;
  SpHubLiveState  state;
  GError         *error;
};

G_DEFINE_FINAL_TYPE (SpHubLog, sp_hub_log, G_TYPE_OBJECT)

typedef enum {
  PROP_STATE = 1,
  PROP_ERROR,
} SpHubLogProperty;

static GParamSpec *properties[PROP_ERROR + 1];

enum {
  LINES,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
close_stream (SpHubLog      *self,
              SpHubLiveState state)
{
  gradio_timer_clear (&self->silence_timer);
  if (self->stream != NULL)
    sp_hub_stream_stop (self->stream, state);
}

static void
sp_hub_log_dispose (GObject *object)
{
  SpHubLog *self = SP_HUB_LOG (object);

  close_stream (self, SP_HUB_LIVE_STOPPED);
  gradio_timer_clear (&self->batch_timer);
  g_clear_object (&self->stream);
  g_clear_object (&self->repo);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sp_hub_log_parent_class)->dispose (object);
}

static void
sp_hub_log_finalize (GObject *object)
{
  SpHubLog *self = SP_HUB_LOG (object);

  sp_hub_log_memory_free (self->memory);
  g_ptr_array_unref (self->batch);
  g_clear_error (&self->error);
  g_free (self->id);

  G_OBJECT_CLASS (sp_hub_log_parent_class)->finalize (object);
}

static void
sp_hub_log_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  SpHubLog *self = SP_HUB_LOG (object);

  switch ((SpHubLogProperty) prop_id) {
  case PROP_STATE:
    g_value_set_int (value, (int) self->state);
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  }
}

static void
sp_hub_log_class_init (SpHubLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_hub_log_get_property;
  object_class->dispose = sp_hub_log_dispose;
  object_class->finalize = sp_hub_log_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, SP_HUB_LIVE_STOPPED, SP_HUB_LIVE_ENDED,
                                             SP_HUB_LIVE_STOPPED, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[LINES] = g_signal_new ("lines", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
sp_hub_log_init (SpHubLog *self)
{
  self->follow = TRUE;
  self->memory = sp_hub_log_memory_new (MAX_REMEMBERED);
  self->batch = g_ptr_array_new_with_free_func (g_free);
}

SpHubLog *
sp_hub_log_new (SpHubSession *session,
                const char   *id,
                SpHubLogKind  kind)
{
  SpHubLog *self;

  g_return_val_if_fail (SP_IS_HUB_SESSION (session), NULL);

  self = g_object_new (SP_TYPE_HUB_LOG, NULL);
  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  self->kind = kind;

  return self;
}

void
sp_hub_log_set_tail (SpHubLog *self,
                     guint     tail)
{
  g_return_if_fail (SP_IS_HUB_LOG (self));

  self->tail = tail;
}

void
sp_hub_log_set_follow (SpHubLog *self,
                       gboolean  follow)
{
  g_return_if_fail (SP_IS_HUB_LOG (self));

  self->follow = follow;
}

static void
flush_batch (SpHubLog *self)
{
  g_auto (GStrv) lines = NULL;

  gradio_timer_clear (&self->batch_timer);
  if (self->batch->len == 0)
    return;

  g_ptr_array_add (self->batch, NULL);
  lines = (GStrv) g_ptr_array_steal (self->batch, NULL);
  g_signal_emit (self, signals[LINES], 0, lines);
}

/* Takes @error. What came before is told before. */
static void
set_state (SpHubLog      *self,
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

/* Takes @error. */
static void
end (SpHubLog *self,
     GError   *error)
{
  g_autoptr (SpHubLog) alive = g_object_ref (self);

  close_stream (self, SP_HUB_LIVE_ENDED);
  flush_batch (self);
  set_state (self, SP_HUB_LIVE_ENDED, error);
}

static gboolean
batch_cb (gpointer user_data)
{
  g_autoptr (SpHubLog) self = g_object_ref (user_data);

  flush_batch (self);

  return G_SOURCE_REMOVE;
}

static gboolean
silence_cb (gpointer user_data)
{
  end (user_data, NULL);

  return G_SOURCE_REMOVE;
}

static void
wind_silence (SpHubLog *self)
{
  gradio_timer_clear (&self->silence_timer);
  if (!self->follow)
    self->silence_timer = gradio_timer_start (SILENCE_MS, silence_cb, self, NULL);
}

static char *
dup_line (const char *start,
          const char *end)
{
  gsize            length = (gsize) (end - start);
  g_autofree char *cut = NULL;

  if (length > 0 && start[length - 1] == '\r')
    length--;
  if (length <= MAX_LINE)
    return g_utf8_make_valid (start, (gssize) length);

  cut = g_utf8_make_valid (start, MAX_LINE);

  return g_strconcat (cut, "…", NULL);
}

/* An event is a line most often. */
static void
add_lines (SpHubLog   *self,
           const char *text,
           gsize       length)
{
  const char *end = text + length;

  if (length > 0 && end[-1] == '\n')
    end--;
  while (text <= end) {
    const char *stop = memchr (text, '\n', (gsize) (end - text));

    g_ptr_array_add (self->batch, dup_line (text, stop != NULL ? stop : end));
    text = stop != NULL ? stop + 1 : end + 1;
  }

  if (self->batch_timer == NULL)
    self->batch_timer = gradio_timer_start (BATCH_MS, batch_cb, self, NULL);
}

static void
event_cb (gpointer    user_data,
          const char *data,
          gsize       length)
{
  SpHubLog            *self = user_data;
  g_autoptr (JsonNode) node = gradio_json_parse (data, (gssize) length, NULL);
  JsonObject          *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char          *text = gradio_json_get_string (object, "data", NULL);
  gint64               date = sp_hub_stream_get_date (self->stream);

  self->n_losses = 0;
  wind_silence (self);
  if (node == NULL) /* no JSON: it is the line itself */
    text = data;
  else if (gradio_json_is_string (node))
    text = json_node_get_string (node);
  if (text == NULL)
    return;

  /* Written after the question: what there was has come. */
  if (!self->follow && object != NULL && date > 0 &&
      sp_hub_moment_parse (json_object_get_member (object, "timestamp")) > date + CLOCK_SECONDS) {
    end (self, NULL);
    return;
  }

  length = strlen (text);
  if (sp_hub_log_memory_is_new (self->memory, text, length))
    add_lines (self, text, length);
  if (self->batch->len >= MAX_BATCH)
    flush_batch (self);
}

static void
quiet_cb (gpointer user_data)
{
  SpHubLog *self = user_data;

  sp_hub_log_memory_settle (self->memory);
  if (!self->follow)
    end (self, NULL);
}

static void
opened_cb (gpointer user_data)
{
  SpHubLog *self = user_data;

  sp_hub_log_memory_begin (self->memory);
  wind_silence (self);
}

static void
changed_cb (gpointer user_data)
{
  g_autoptr (SpHubLog) self = g_object_ref (user_data);
  const GError        *error = sp_hub_stream_get_error (self->stream);
  SpHubLiveState       state = sp_hub_stream_get_state (self->stream);

  if (state == SP_HUB_LIVE_WAITING && !self->follow && (error == NULL || ++self->n_losses == MAX_LOSSES)) {
    end (self, error != NULL ? g_error_copy (error) : NULL);
    return;
  }

  flush_batch (self);
  if (state == SP_HUB_LIVE_WAITING || state == SP_HUB_LIVE_ENDED)
    gradio_timer_clear (&self->silence_timer);
  set_state (self, state,
             error != NULL ? sp_hub_care_translate_error (g_error_copy (error), self->id) : NULL);
}

/* What was shown is asked for from where it is known. */
static char *
dup_path (gpointer user_data)
{
  SpHubLog        *self = user_data;
  g_autofree char *space = sp_hub_repo_dup_api_path (self->repo);
  const char      *name = self->kind == SP_HUB_LOG_BUILD ? "build" : "run";
  guint            n_lines = sp_hub_log_memory_get_n_lines (self->memory);

  if (n_lines > 0 && (self->tail > 0 || sp_hub_log_memory_is_cut (self->memory)))
    return g_strdup_printf ("%s/logs/%s?tail=%u", space, name, n_lines);
  if (self->tail > 0)
    return g_strdup_printf ("%s/logs/%s?tail=%u", space, name, self->tail);

  return g_strdup_printf ("%s/logs/%s", space, name);
}

static const SpHubStreamFuncs funcs = { dup_path, opened_cb, event_cb, quiet_cb, changed_cb };

void
sp_hub_log_start (SpHubLog *self)
{
  GError *error = NULL;

  g_return_if_fail (SP_IS_HUB_LOG (self));

  if (self->state != SP_HUB_LIVE_STOPPED && self->state != SP_HUB_LIVE_ENDED)
    return;

  if (self->repo == NULL)
    self->repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, self->id, &error);
  if (self->repo == NULL || !sp_hub_care_check (self->session, &error)) {
    set_state (self, SP_HUB_LIVE_ENDED, error);
    return;
  }

  self->n_losses = 0;
  if (self->stream == NULL)
    self->stream = sp_hub_stream_new (self->session, self->repo, &funcs, self);
  sp_hub_stream_start (self->stream);
}

void
sp_hub_log_stop (SpHubLog *self)
{
  g_return_if_fail (SP_IS_HUB_LOG (self));

  close_stream (self, SP_HUB_LIVE_STOPPED);
  flush_batch (self);
  set_state (self, SP_HUB_LIVE_STOPPED, NULL);
}

SpHubLiveState
sp_hub_log_get_state (SpHubLog *self)
{
  g_return_val_if_fail (SP_IS_HUB_LOG (self), SP_HUB_LIVE_STOPPED);

  return self->state;
}

const GError *
sp_hub_log_get_error (SpHubLog *self)
{
  g_return_val_if_fail (SP_IS_HUB_LOG (self), NULL);

  return self->error;
}
