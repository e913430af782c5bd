/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-awake-notices.h"

#include "sp-hub-watch.h"
#include "sp-notice.h"
#include "sp-space-words.h"

#include <glib/gi18n-lib.h>

struct _SpAwakeNotices {
  GObject     parent_instance;
  GHashTable *watches;    /* owned, of SpHubWatch by id */
  GHashTable *references; /* owned, of text by id */
};

G_DEFINE_FINAL_TYPE (SpAwakeNotices, sp_awake_notices, G_TYPE_OBJECT)

typedef enum {
  SIGNAL_CHANGED,
} SpAwakeNoticesSignal;

static guint signals[SIGNAL_CHANGED + 1];

static char *
dup_notice_id (const char *id)
{
  return g_strdup_printf ("awake %s", id);
}

static void
tell (SpAwakeNotices *self,
      const char     *id,
      SpHubRuntime   *runtime)
{
  gboolean                  awake = sp_hub_runtime_is_callable (runtime);
  const char               *reference = g_hash_table_lookup (self->references, id);
  g_autofree char          *notice_id = dup_notice_id (id);
  g_autofree char          *title = NULL;
  g_autofree char          *body = NULL;
  g_autoptr (GNotification) notification = NULL;

  /* Translators: owner and name of an app. */
  title = g_strdup_printf (awake ? _("%s Is Awake") : _("%s Did Not Start"), id);
  body = awake ? g_strdup (_("It can be used now.")) : sp_space_words_text (runtime, id, FALSE);
  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.open-app", "s", reference);
  if (awake)
    g_notification_add_button_with_target (notification, _("Open"), "app.open-app", "s", reference);
  sp_notice_send (notice_id, notification);
}

static void
runtime_cb (SpAwakeNotices *self,
            GParamSpec     *pspec,
            SpHubWatch     *watch)
{
  SpHubRuntime          *runtime = sp_hub_watch_get_runtime (watch);
  g_autoptr (SpHubWatch) alive = g_object_ref (watch);
  SpHubStage             stage = runtime != NULL ? sp_hub_runtime_get_stage (runtime) : SP_HUB_STAGE_UNKNOWN;

  if (runtime == NULL || sp_hub_runtime_is_moving (runtime) || stage == SP_HUB_STAGE_ASLEEP)
    return;
  if (stage == SP_HUB_STAGE_UNKNOWN)
    return; /* what it means may become clear */

  tell (self, sp_hub_watch_get_id (watch), runtime);
  sp_awake_notices_remove (self, sp_hub_watch_get_id (watch));
}

static void
sp_awake_notices_dispose (GObject *object)
{
  g_hash_table_remove_all (SP_AWAKE_NOTICES (object)->watches);

  G_OBJECT_CLASS (sp_awake_notices_parent_class)->dispose (object);
}

static void
sp_awake_notices_finalize (GObject *object)
{
  SpAwakeNotices *self = SP_AWAKE_NOTICES (object);

  g_clear_pointer (&self->watches, g_hash_table_unref);
  g_clear_pointer (&self->references, g_hash_table_unref);

  G_OBJECT_CLASS (sp_awake_notices_parent_class)->finalize (object);
}

static void
sp_awake_notices_class_init (SpAwakeNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_awake_notices_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_awake_notices_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_AWAKE_NOTICES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sp_awake_notices_init (SpAwakeNotices *self)
{
  self->watches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->references = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

SpAwakeNotices *
sp_awake_notices_new (void)
{
  return g_object_new (SP_TYPE_AWAKE_NOTICES, NULL);
}

void
sp_awake_notices_add (SpAwakeNotices *self,
                      SpHubSession   *session,
                      const char     *id,
                      const char     *reference)
{
  SpHubWatch *watch = NULL;

  g_return_if_fail (SP_IS_AWAKE_NOTICES (self));
  g_return_if_fail (SP_IS_HUB_SESSION (session));
  g_return_if_fail (id != NULL);
  g_return_if_fail (reference != NULL);

  if (g_hash_table_contains (self->watches, id))
    return;

  watch = sp_hub_watch_new (session, id);
  g_hash_table_insert (self->watches, g_strdup (id), watch);
  g_hash_table_insert (self->references, g_strdup (id), g_strdup (reference));
  g_signal_connect_object (watch, "notify::runtime", G_CALLBACK (runtime_cb), self, G_CONNECT_SWAPPED);
  sp_hub_watch_start (watch);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, id);
}

void
sp_awake_notices_take (SpAwakeNotices *self,
                       const char     *id,
                       SpHubRuntime   *runtime)
{
  SpHubWatch *watch = NULL;

  g_return_if_fail (SP_IS_AWAKE_NOTICES (self));
  g_return_if_fail (id != NULL);

  watch = g_hash_table_lookup (self->watches, id);
  if (watch != NULL)
    sp_hub_watch_take (watch, runtime);
}

void
sp_awake_notices_remove (SpAwakeNotices *self,
                         const char     *id)
{
  g_autofree char *kept = NULL;

  g_return_if_fail (SP_IS_AWAKE_NOTICES (self));
  g_return_if_fail (id != NULL);

  kept = g_strdup (id); /* it may be that of the watch */
  if (!g_hash_table_remove (self->watches, kept))
    return;

  g_hash_table_remove (self->references, kept);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, kept);
}

gboolean
sp_awake_notices_has (SpAwakeNotices *self,
                      const char     *id)
{
  g_return_val_if_fail (SP_IS_AWAKE_NOTICES (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return g_hash_table_contains (self->watches, id);
}

void
sp_awake_notices_withdraw (const char *id)
{
  g_autofree char *notice_id = dup_notice_id (id);

  sp_notice_withdraw (notice_id);
}
