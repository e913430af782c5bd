/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-watch.h"

#include "gradio-pause.h"
#include "gradio.h"
#include "sp-hub-call.h"
#include "sp-hub-error.h"
#include "sp-hub-session-private.h"
#include "sp-hub-stream.h"
#include "sp-hub-visit.h"

/* All times are in units of the session's pause, a second, which tests make shorter. */
#define MIN_UNIT 20 /* milliseconds */
#define QUICK 10    /* for so long each unit, */
#define BRISK 60    /* then each second, and each fifth after that */
#define EXPECTED 10 /* after an action something is going to happen */
#define WAKING 180  /* after a visit */
#define STEADY 60
#define UNKNOWN 15
#define RESTRAINED 15   /* the Hub wants to be left alone */
#define MAX_DOUBLINGS 6 /* of the rest after errors */

struct _SpHubWatch {
  GObject       parent_instance;
  SpHubSession *session;
  char         *id;
  SpHubRepo    *repo;

  SpHubRuntime *runtime; /* nullable */
  GError       *error;   /* nullable */

  gboolean      started;
  GCancellable *cancellable; /* of the question or the rest at hand */
  GCancellable *visiting;    /* nullable */
  gboolean      asking;
  gint64        asked_at; /* monotonic */
  guint         n_errors;
  gint64        close_since;    /* monotonic; 0: it is not watched closely */
  gint64        expected_until; /* monotonic */
  gboolean      woken;

  SpHubStream *stream; /* of changes; nullable */
  gboolean     told;   /* it tells when something happens */
  gboolean     nudged; /* it told, and the next question will show what */
};

G_DEFINE_FINAL_TYPE (SpHubWatch, sp_hub_watch, G_TYPE_OBJECT)

typedef enum {
  PROP_RUNTIME = 1,
  PROP_ERROR,
} SpHubWatchProperty;

static GParamSpec *properties[PROP_ERROR + 1];

static void
clear_cancellable (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

static void
close_stream (SpHubWatch *self)
{
  self->told = FALSE;
  if (self->stream != NULL)
    sp_hub_stream_stop (self->stream, SP_HUB_LIVE_STOPPED);
}

static void
sp_hub_watch_dispose (GObject *object)
{
  SpHubWatch *self = SP_HUB_WATCH (object);

  self->started = FALSE;
  clear_cancellable (&self->cancellable);
  clear_cancellable (&self->visiting);
  close_stream (self);
  g_clear_object (&self->stream);
  g_clear_object (&self->runtime);
  g_clear_object (&self->repo);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sp_hub_watch_parent_class)->dispose (object);
}

static void
sp_hub_watch_finalize (GObject *object)
{
  SpHubWatch *self = SP_HUB_WATCH (object);

  g_clear_error (&self->error);
  g_free (self->id);

  G_OBJECT_CLASS (sp_hub_watch_parent_class)->finalize (object);
}

static void
sp_hub_watch_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SpHubWatch *self = SP_HUB_WATCH (object);

  switch ((SpHubWatchProperty) prop_id) {
  case PROP_RUNTIME:
    g_value_set_object (value, self->runtime);
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  }
}

static void
sp_hub_watch_class_init (SpHubWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_hub_watch_get_property;
  object_class->dispose = sp_hub_watch_dispose;
  object_class->finalize = sp_hub_watch_finalize;

  properties[PROP_RUNTIME] = g_param_spec_object ("runtime", NULL, NULL, SP_TYPE_HUB_RUNTIME,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_hub_watch_init (SpHubWatch *self)
{
}

SpHubWatch *
sp_hub_watch_new (SpHubSession *session,
                  const char   *id)
{
  SpHubWatch *self;

  g_return_val_if_fail (SP_IS_HUB_SESSION (session), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (SP_TYPE_HUB_WATCH, NULL);
  self->session = g_object_ref (session);
  self->id = g_strdup (id);

  return self;
}

static guint
get_unit (SpHubWatch *self)
{
  return MAX (sp_hub_session_get_pause (self->session), MIN_UNIT);
}

static gint64
get_units (SpHubWatch *self,
           gint64      since)
{
  return (g_get_monotonic_time () - since) / 1000 / get_unit (self);
}

static gint64
get_moment (SpHubWatch *self,
            guint       units)
{
  return g_get_monotonic_time () + (gint64) units * get_unit (self) * 1000;
}

static gboolean
is_asleep (SpHubWatch *self)
{
  return self->runtime != NULL && sp_hub_runtime_can_wake (self->runtime);
}

static gboolean
is_close (SpHubWatch *self)
{
  return g_get_monotonic_time () < self->expected_until ||
         (self->runtime != NULL && sp_hub_runtime_is_moving (self->runtime));
}

static void
update_times (SpHubWatch *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->woken && self->runtime != NULL && !is_asleep (self)) {
    self->woken = FALSE;
    self->expected_until = 0;
  }
  if (now >= self->expected_until)
    self->woken = FALSE; /* the visit did not help */
  if (!is_close (self))
    self->close_since = 0;
  else if (self->close_since == 0)
    self->close_since = now;
}

/* A watch of a Space that is not there, or that may not be seen, is over. */
static gboolean
may_pass (const GError *error)
{
  static const SpHubError codes[] = {
    SP_HUB_ERROR_UNREACHABLE,
    SP_HUB_ERROR_BUSY,
    SP_HUB_ERROR_SERVER,
    SP_HUB_ERROR_ANSWER,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, SP_HUB_ERROR, (int) codes[i]))
      return TRUE;

  return FALSE;
}

/* How many units until the next question. */
static guint
get_rest (SpHubWatch *self)
{
  gint64 units;

  if (self->n_errors > 0)
    return 1u << MIN (self->n_errors, MAX_DOUBLINGS);
  if (self->nudged)
    return 1;
  if (self->told)
    return STEADY;
  if (self->close_since == 0)
    return self->runtime == NULL || sp_hub_runtime_get_stage (self->runtime) == SP_HUB_STAGE_UNKNOWN ? UNKNOWN : STEADY;

  units = get_units (self, self->close_since);

  return units < QUICK ? 1 : units < BRISK ? 2
                                           : 5;
}

static void ask (SpHubWatch *self);
static void rest (SpHubWatch *self, guint units);

static void
rested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  SpHubWatch *self = user_data;

  if (!gradio_pause_finish (result, NULL))
    return; /* stopped: the watch may be gone */

  update_times (self);
  if (sp_hub_session_may_refresh (self->session))
    ask (self);
  else
    rest (self, RESTRAINED);
}

static void
rest (SpHubWatch *self,
      guint       units)
{
  clear_cancellable (&self->cancellable);
  self->asking = FALSE;
  self->cancellable = g_cancellable_new ();
  gradio_pause_async (units * get_unit (self), self->cancellable, rested_cb, self);
}

static void follow_changes (SpHubWatch *self);

/* Takes how the Space is, and @error, which says why that is not known. The next question is arranged for before
 * anybody hears of it. */
static void
take (SpHubWatch   *self,
      SpHubRuntime *runtime,
      GError       *error)
{
  g_autoptr (SpHubWatch) alive = g_object_ref (self);
  gboolean               had_error = self->error != NULL;
  gboolean               differs = runtime != NULL && !sp_hub_runtime_equal (self->runtime, runtime);

  g_clear_error (&self->error);
  self->error = error;
  if (differs)
    g_set_object (&self->runtime, runtime);
  update_times (self);
  follow_changes (self);
  if (self->started && (error == NULL || may_pass (error)))
    rest (self, get_rest (self));

  if (had_error || error != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  if (differs)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNTIME]);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  SpHubWatch              *self = user_data;
  GError                  *error = NULL;
  g_autoptr (JsonNode)     node = sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, NULL, &error);
  g_autoptr (SpHubRuntime) runtime = node != NULL ? sp_hub_runtime_new_from_json (node) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_error_free (error);
    return; /* stopped: the watch may be gone */
  }

  self->asking = FALSE;
  self->n_errors = error != NULL ? self->n_errors + 1 : 0;
  take (self, runtime, error);
}

static void
ask (SpHubWatch *self)
{
  g_autofree char *space = sp_hub_repo_dup_api_path (self->repo);
  g_autofree char *path = g_strconcat (space, "/runtime", NULL);

  self->nudged = FALSE;
  self->asking = TRUE;
  self->asked_at = g_get_monotonic_time ();
  clear_cancellable (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  sp_hub_call_async (self->session, &(SpHubCall){ .path = path, .repo = self->repo }, self->cancellable, answered_cb,
                     self);
}

/* the Hub's own stream of changes */

static char *
dup_path (gpointer user_data)
{
  SpHubWatch      *self = user_data;
  g_autofree char *space = sp_hub_repo_dup_api_path (self->repo);

  return g_strconcat (space, "/events", NULL);
}

/* Whether it tells how the Space is, wherever in the event: its shape is not documented (hub-api.md 6). */
static gboolean
tells_stage (JsonNode *node)
{
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return gradio_json_get_string (object, "stage", NULL) != NULL ||
         gradio_json_get_string (gradio_json_get_object (object, "runtime"), "stage", NULL) != NULL;
}

/* Something happened: ask what. What the event itself says may be older than the last answer, which came another
 * way. */
static void
event_cb (gpointer    user_data,
          const char *data,
          gsize       length)
{
  SpHubWatch          *self = user_data;
  g_autoptr (JsonNode) node = gradio_json_parse (data, (gssize) length, NULL);

  if (tells_stage (node))
    self->told = TRUE;
  if (self->nudged)
    return;

  self->nudged = TRUE;
  if (!self->asking && get_units (self, self->asked_at) > 0)
    ask (self);
  else if (!self->asking)
    rest (self, 1);
}

static void
changed_cb (gpointer user_data)
{
  SpHubWatch *self = user_data;

  if (!self->told || sp_hub_stream_get_state (self->stream) == SP_HUB_LIVE_OPEN)
    return;

  self->told = FALSE;
  rest (self, get_rest (self));
}

static const SpHubStreamFuncs funcs = { dup_path, NULL, event_cb, NULL, changed_cb };

/* A stream takes one of few connections: it is open only while something happens. One that was refused is not tried
 * again. */
static void
follow_changes (SpHubWatch *self)
{
  if (!self->started || self->close_since == 0 || !sp_hub_session_has_token (self->session)) {
    if (self->stream != NULL && sp_hub_stream_get_state (self->stream) != SP_HUB_LIVE_ENDED)
      close_stream (self);
    return;
  }

  if (self->stream == NULL)
    self->stream = sp_hub_stream_new (self->session, self->repo, &funcs, self);
  if (sp_hub_stream_get_state (self->stream) == SP_HUB_LIVE_STOPPED)
    sp_hub_stream_start (self->stream);
}

/* what others do */

static gboolean
find_repo (SpHubWatch *self)
{
  GError *error = NULL;

  if (self->repo == NULL)
    self->repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, self->id, &error);
  if (self->repo == NULL)
    take (self, NULL, error);

  return self->repo != NULL;
}

void
sp_hub_watch_start (SpHubWatch *self)
{
  g_return_if_fail (SP_IS_HUB_WATCH (self));

  if (self->started || !find_repo (self))
    return;

  self->started = TRUE;
  self->n_errors = 0;
  ask (self);
}

void
sp_hub_watch_stop (SpHubWatch *self)
{
  g_return_if_fail (SP_IS_HUB_WATCH (self));

  self->started = FALSE;
  self->expected_until = 0;
  self->close_since = 0;
  self->asking = FALSE;
  self->nudged = FALSE;
  clear_cancellable (&self->cancellable);
  clear_cancellable (&self->visiting);
  close_stream (self);
}

/* From now on closely, as nothing happened before. */
static void
expect (SpHubWatch *self,
        guint       units)
{
  self->expected_until = get_moment (self, units);
  self->close_since = 0;
  update_times (self);
}

static void
visited_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  SpHubWatch *self = user_data;
  GError     *error = NULL;

  if (sp_hub_visit_finish (SP_HUB_SESSION (source), result, &error)) {
    ask (self);
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_error_free (error); /* stopped: the watch may be gone */
  } else {
    self->woken = FALSE;
    self->expected_until = 0;
    take (self, NULL, error);
  }
}

void
sp_hub_watch_wake (SpHubWatch *self)
{
  g_return_if_fail (SP_IS_HUB_WATCH (self));

  if (!find_repo (self))
    return;

  sp_hub_watch_start (self);
  self->woken = TRUE;
  expect (self, WAKING);
  clear_cancellable (&self->visiting);
  self->visiting = g_cancellable_new ();
  sp_hub_visit_async (self->session, self->repo, self->visiting, visited_cb, self);
}

void
sp_hub_watch_take (SpHubWatch   *self,
                   SpHubRuntime *runtime)
{
  g_return_if_fail (SP_IS_HUB_WATCH (self));

  expect (self, EXPECTED);
  if (find_repo (self))
    take (self, runtime, NULL);
}

SpHubRuntime *
sp_hub_watch_get_runtime (SpHubWatch *self)
{
  g_return_val_if_fail (SP_IS_HUB_WATCH (self), NULL);

  return self->runtime;
}

const GError *
sp_hub_watch_get_error (SpHubWatch *self)
{
  g_return_val_if_fail (SP_IS_HUB_WATCH (self), NULL);

  return self->error;
}

gboolean
sp_hub_watch_is_over (SpHubWatch *self)
{
  g_return_val_if_fail (SP_IS_HUB_WATCH (self), TRUE);

  return self->error != NULL && !may_pass (self->error);
}

const char *
sp_hub_watch_get_id (SpHubWatch *self)
{
  g_return_val_if_fail (SP_IS_HUB_WATCH (self), NULL);

  return self->id;
}

SpHubSession *
sp_hub_watch_get_session (SpHubWatch *self)
{
  g_return_val_if_fail (SP_IS_HUB_WATCH (self), NULL);

  return self->session;
}
