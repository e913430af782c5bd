/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-care-space.h"

struct _SpCareSpace {
  GObject       parent_instance;
  SpHubSession *session;     /* owned */
  char         *id;          /* owned */
  SpHubSpace   *space;       /* owned, nullable */
  SpHubWatch   *watch;       /* owned */
  GPtrArray    *hardware;    /* owned, nullable, of SpHubHardware */
  GError       *error;       /* owned, nullable */
  const char   *visibility;  /* static, nullable: what was set last */
  GCancellable *cancellable; /* owned, nullable */
  gboolean      watched;
};

G_DEFINE_FINAL_TYPE (SpCareSpace, sp_care_space, G_TYPE_OBJECT)

typedef enum {
  SIGNAL_CHANGED,
} SpCareSpaceSignal;

static guint signals[SIGNAL_CHANGED + 1];

static void
emit_changed (SpCareSpace *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
hardware_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SpCareSpace) self = user_data;
  g_autoptr (GError)      error = NULL;
  g_autoptr (GPtrArray)   list = sp_hub_hardware_list_finish (SP_HUB_SESSION (source), result, &error);

  if (list == NULL) {
    g_debug ("No prices: %s", error->message); /* the words of costs say that they are not known */
    return;
  }

  g_clear_pointer (&self->hardware, g_ptr_array_unref);
  self->hardware = g_steal_pointer (&list);
  emit_changed (self);
}

/* A renamed Space is followed by the name that it has now. */
static void
set_id (SpCareSpace *self,
        const char  *id)
{
  if (self->watch != NULL && g_str_equal (self->id, id))
    return;

  if (self->watch != NULL) {
    g_signal_handlers_disconnect_by_data (self->watch, self);
    sp_hub_watch_stop (self->watch);
    g_clear_object (&self->watch);
  }
  if (self->id != id) {
    g_free (self->id);
    self->id = g_strdup (id);
  }
  self->watch = sp_hub_watch_new (self->session, id);
  g_signal_connect_object (self->watch, "notify::runtime", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  if (self->watched)
    sp_hub_watch_start (self->watch);
}

static void
space_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SpCareSpace) self = user_data;
  g_autoptr (GError)      error = NULL;
  g_autoptr (SpHubSpace)  space = sp_hub_space_fetch_finish (SP_HUB_SESSION (source), result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* asked again, or gone */

  g_clear_error (&self->error);
  if (space != NULL) {
    set_id (self, sp_hub_space_get_id (space));
    g_set_object (&self->space, space);
  } else {
    self->error = g_steal_pointer (&error);
  }
  emit_changed (self);
}

static void
stop_loading (SpCareSpace *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
sp_care_space_dispose (GObject *object)
{
  SpCareSpace *self = SP_CARE_SPACE (object);

  stop_loading (self);
  if (self->watch != NULL)
    sp_hub_watch_stop (self->watch);
  g_clear_object (&self->watch);
  g_clear_object (&self->space);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sp_care_space_parent_class)->dispose (object);
}

static void
sp_care_space_finalize (GObject *object)
{
  SpCareSpace *self = SP_CARE_SPACE (object);

  g_free (self->id);
  g_clear_error (&self->error);
  g_clear_pointer (&self->hardware, g_ptr_array_unref);

  G_OBJECT_CLASS (sp_care_space_parent_class)->finalize (object);
}

static void
sp_care_space_class_init (SpCareSpaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_care_space_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_care_space_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_CARE_SPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
sp_care_space_init (SpCareSpace *self)
{
}

SpCareSpace *
sp_care_space_new (SpHubSession *session,
                   const char   *id)
{
  SpCareSpace *self = NULL;

  g_return_val_if_fail (SP_IS_HUB_SESSION (session), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (SP_TYPE_CARE_SPACE, NULL);
  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  set_id (self, self->id);

  return self;
}

void
sp_care_space_load (SpCareSpace *self)
{
  g_return_if_fail (SP_IS_CARE_SPACE (self));

  stop_loading (self);
  self->cancellable = g_cancellable_new ();
  sp_hub_space_fetch_async (self->session, self->id, self->cancellable, space_cb, g_object_ref (self));
  if (self->hardware == NULL)
    sp_hub_hardware_list_async (self->session, self->cancellable, hardware_cb, g_object_ref (self));
}

void
sp_care_space_set_watched (SpCareSpace *self,
                           gboolean     watched)
{
  g_return_if_fail (SP_IS_CARE_SPACE (self));

  self->watched = watched;
  if (watched)
    sp_hub_watch_start (self->watch);
  else
    sp_hub_watch_stop (self->watch);
}

SpHubSession *
sp_care_space_get_session (SpCareSpace *self)
{
  g_return_val_if_fail (SP_IS_CARE_SPACE (self), NULL);

  return self->session;
}

const char *
sp_care_space_get_id (SpCareSpace *self)
{
  g_return_val_if_fail (SP_IS_CARE_SPACE (self), NULL);

  return self->id;
}

SpHubSpace *
sp_care_space_get_space (SpCareSpace *self)
{
  g_return_val_if_fail (SP_IS_CARE_SPACE (self), NULL);

  return self->space;
}

SpHubRuntime *
sp_care_space_get_runtime (SpCareSpace *self)
{
  SpHubRuntime *now;

  g_return_val_if_fail (SP_IS_CARE_SPACE (self), NULL);

  now = sp_hub_watch_get_runtime (self->watch);
  if (now != NULL || self->space == NULL)
    return now;

  return sp_hub_space_get_runtime (self->space);
}

GPtrArray *
sp_care_space_get_hardware (SpCareSpace *self)
{
  g_return_val_if_fail (SP_IS_CARE_SPACE (self), NULL);

  return self->hardware;
}

const GError *
sp_care_space_get_error (SpCareSpace *self)
{
  g_return_val_if_fail (SP_IS_CARE_SPACE (self), NULL);

  return self->error;
}

const char *
sp_care_space_get_flavour (SpCareSpace *self)
{
  SpHubRuntime *runtime = sp_care_space_get_runtime (self);
  const char   *requested = runtime != NULL ? sp_hub_runtime_get_requested_hardware (runtime) : NULL;

  if (requested != NULL || runtime == NULL)
    return requested;

  return sp_hub_runtime_get_hardware (runtime);
}

const char *
sp_care_space_get_visibility (SpCareSpace *self)
{
  g_return_val_if_fail (SP_IS_CARE_SPACE (self), NULL);

  if (self->visibility != NULL)
    return self->visibility;

  return self->space != NULL && !sp_hub_space_is_private (self->space) ? "public" : "private";
}

guint
sp_care_space_count_replicas (SpCareSpace *self)
{
  SpHubRuntime *runtime = sp_care_space_get_runtime (self);
  const char   *wanted = runtime != NULL ? sp_hub_runtime_get_replicas (runtime) : NULL;
  guint64       n = 1;

  if (wanted != NULL && g_ascii_string_to_unsigned (wanted, 10, 1, 1000, &n, NULL))
    return (guint) n;

  return 1;
}

void
sp_care_space_take (SpCareSpace     *self,
                    const SpHubCare *care,
                    SpHubRuntime    *runtime)
{
  g_return_if_fail (SP_IS_CARE_SPACE (self));

  if (care->action == SP_HUB_CARE_VISIBILITY)
    self->visibility = g_intern_string (care->visibility);
  sp_hub_watch_take (self->watch, runtime);
  emit_changed (self);
}

void
sp_care_space_wake (SpCareSpace *self)
{
  g_return_if_fail (SP_IS_CARE_SPACE (self));

  sp_hub_watch_wake (self->watch);
}

char *
sp_care_space_dup_address (SpCareSpace *self,
                           const char  *what)
{
  g_return_val_if_fail (SP_IS_CARE_SPACE (self), NULL);

  return sp_hub_space_page_of (sp_hub_session_get_endpoint (self->session), self->id, what);
}
