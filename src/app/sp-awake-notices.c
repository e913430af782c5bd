/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-awake-notices.h"

#include "sp-hub-watch.h"
#include "sp-notice.h"
#include "sp-space-words.h"

#include <glib/gi18n-lib.h>

/* Seconds. No Space takes longer to be built and started; who waits for somebody to wake one up has given up by then,
 * and the program is not to stay in the background for it. */
#define LONGEST_WAIT (6 * 60 * 60)

struct _SpAwakeNotices {
  GObject     parent_instance;
  GHashTable *notices; /* owned, of Notice by id */
  guint       longest_wait;
};

/* A Space and who wants to know. */
typedef struct {
  SpAwakeNotices *notices;   /* that has it */
  SpHubWatch     *watch;     /* owned */
  char           *reference; /* owned */
  char           *end;       /* owned, nullable: why its account ended by itself */
  guint           timer;
} Notice;

G_DEFINE_FINAL_TYPE (SpAwakeNotices, sp_awake_notices, G_TYPE_OBJECT)

typedef enum {
  SIGNAL_CHANGED,
  SIGNAL_TOLD,
} SpAwakeNoticesSignal;

static guint signals[SIGNAL_TOLD + 1];

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_clear_handle_id (&notice->timer, g_source_remove);
  g_signal_handlers_disconnect_by_data (notice->watch, notice->notices);
  g_object_unref (notice->watch);
  g_free (notice->reference);
  g_free (notice->end);
  g_free (notice);
}

static char *
dup_notice_id (const char *id)
{
  return g_strdup_printf ("awake %s", id);
}

/* Which is the end of it. */
static void
tell (Notice     *notice,
      const char *body,
      gboolean    awake)
{
  SpAwakeNotices           *self = notice->notices;
  g_autofree char          *id = g_strdup (sp_hub_watch_get_id (notice->watch));
  g_autofree char          *notice_id = dup_notice_id (id);
  g_autofree char          *title = NULL;
  g_autoptr (GNotification) notification = NULL;

  /* Translators: owner and name of an app. */
  title = g_strdup_printf (awake ? _("%s Is Awake") : _("%s Did Not Start"), id);
  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.open-app", "s", notice->reference);
  if (awake)
    g_notification_add_button_with_target (notification, _("Open"), "app.open-app", "s", notice->reference);
  sp_notice_send (notice_id, notification);
  g_signal_emit (self, signals[SIGNAL_TOLD], 0, id);
  sp_awake_notices_remove (self, id);
}

/* Tells what is known. */
static void
end (SpAwakeNotices *self,
     SpHubWatch     *watch)
{
  g_autoptr (SpHubWatch) alive = g_object_ref (watch);
  const char            *id = sp_hub_watch_get_id (watch);
  SpHubRuntime          *runtime = sp_hub_watch_get_runtime (watch);
  const GError          *error = sp_hub_watch_get_error (watch);
  gboolean               awake = error == NULL && runtime != NULL && sp_hub_runtime_is_callable (runtime);
  g_autofree char       *body = NULL;

  if (awake)
    body = g_strdup (_("It can be used now."));
  else if (error != NULL)
    body = g_strdup (error->message);
  else if (runtime != NULL)
    body = sp_space_words_text (runtime, id, FALSE);
  else
    body = g_strdup (_("The Hub did not say how it is. Open it to try again."));
  tell (g_hash_table_lookup (self->notices, id), body, awake);
}

static void
runtime_cb (SpAwakeNotices *self,
            GParamSpec     *pspec,
            SpHubWatch     *watch)
{
  SpHubRuntime *runtime = sp_hub_watch_get_runtime (watch);
  SpHubStage    stage = runtime != NULL ? sp_hub_runtime_get_stage (runtime) : SP_HUB_STAGE_UNKNOWN;

  if (runtime == NULL || stage == SP_HUB_STAGE_ASLEEP || stage == SP_HUB_STAGE_UNKNOWN)
    return; /* what that means may become clear */

  /* One that runs while its next version is made can be used. */
  if (sp_hub_runtime_is_callable (runtime) || !sp_hub_runtime_is_moving (runtime))
    end (self, watch);
}

/* It was deleted, or may not be seen any more. */
static void
error_cb (SpAwakeNotices *self,
          GParamSpec     *pspec,
          SpHubWatch     *watch)
{
  if (sp_hub_watch_is_over (watch))
    end (self, watch);
}

static gboolean
late_cb (gpointer user_data)
{
  Notice *notice = user_data;

  notice->timer = 0;
  end (notice->notices, notice->watch);

  return G_SOURCE_REMOVE;
}

/* Why an account ended is known a moment after it did. */
static gboolean
account_gone_cb (gpointer user_data)
{
  Notice *notice = user_data;

  notice->timer = 0;
  if (notice->end != NULL)
    tell (notice, notice->end, FALSE);
  else
    sp_awake_notices_remove (notice->notices, sp_hub_watch_get_id (notice->watch));

  return G_SOURCE_REMOVE;
}

/* The token of an account that signed out is not sent once more. */
static void
accounts_cb (SpAwakeNotices *self,
             guint           position,
             guint           removed,
             guint           added,
             SpHubAccounts  *accounts)
{
  GHashTableIter iter;
  Notice        *notice = NULL;

  if (removed == 0)
    return;

  g_hash_table_iter_init (&iter, self->notices);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &notice)) {
    if (sp_hub_accounts_has_session (accounts, sp_hub_watch_get_session (notice->watch)))
      continue;

    sp_hub_watch_stop (notice->watch);
    g_clear_handle_id (&notice->timer, g_source_remove);
    notice->timer = g_idle_add (account_gone_cb, notice);
  }
}

/* Not by the user, who waits for it. */
static void
signed_out_cb (SpAwakeNotices *self,
               SpHubAccount   *account,
               const GError   *error)
{
  GHashTableIter iter;
  Notice        *notice = NULL;

  g_hash_table_iter_init (&iter, self->notices);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &notice))
    if (sp_hub_watch_get_session (notice->watch) == sp_hub_account_get_session (account) && notice->end == NULL)
      notice->end = g_strdup (error->message);
}

static void
sp_awake_notices_finalize (GObject *object)
{
  g_clear_pointer (&SP_AWAKE_NOTICES (object)->notices, g_hash_table_unref);

  G_OBJECT_CLASS (sp_awake_notices_parent_class)->finalize (object);
}

static void
sp_awake_notices_class_init (SpAwakeNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_awake_notices_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_AWAKE_NOTICES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_TOLD] = g_signal_new ("told", SP_TYPE_AWAKE_NOTICES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sp_awake_notices_init (SpAwakeNotices *self)
{
  self->notices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, notice_free);
  self->longest_wait = LONGEST_WAIT;
}

SpAwakeNotices *
sp_awake_notices_new (void)
{
  return g_object_new (SP_TYPE_AWAKE_NOTICES, NULL);
}

void
sp_awake_notices_set_accounts (SpAwakeNotices *self,
                               SpHubAccounts  *accounts)
{
  g_return_if_fail (SP_IS_AWAKE_NOTICES (self));
  g_return_if_fail (SP_IS_HUB_ACCOUNTS (accounts));

  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (accounts, "signed-out", G_CALLBACK (signed_out_cb), self, G_CONNECT_SWAPPED);
}

void
sp_awake_notices_add (SpAwakeNotices *self,
                      SpHubSession   *session,
                      const char     *id,
                      const char     *reference)
{
  g_autoptr (SpHubWatch) watch = NULL;
  Notice                *notice = NULL;

  g_return_if_fail (SP_IS_AWAKE_NOTICES (self));
  g_return_if_fail (SP_IS_HUB_SESSION (session));
  g_return_if_fail (id != NULL);
  g_return_if_fail (reference != NULL);

  if (g_hash_table_contains (self->notices, id))
    return;

  notice = g_new0 (Notice, 1);
  notice->notices = self;
  watch = sp_hub_watch_new (session, id);
  notice->watch = g_object_ref (watch); /* its start may be the end of it */
  notice->reference = g_strdup (reference);
  notice->timer = g_timeout_add_seconds (self->longest_wait, late_cb, notice);
  g_hash_table_insert (self->notices, g_strdup (id), notice);
  g_signal_connect_object (watch, "notify::runtime", G_CALLBACK (runtime_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (watch, "notify::error", G_CALLBACK (error_cb), self, G_CONNECT_SWAPPED);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, id);
  sp_hub_watch_start (watch);
}

void
sp_awake_notices_take (SpAwakeNotices *self,
                       const char     *id,
                       SpHubRuntime   *runtime)
{
  Notice                *notice = NULL;
  g_autoptr (SpHubWatch) watch = NULL;

  g_return_if_fail (SP_IS_AWAKE_NOTICES (self));
  g_return_if_fail (id != NULL);

  notice = g_hash_table_lookup (self->notices, id);
  if (notice == NULL)
    return;

  watch = g_object_ref (notice->watch); /* what is taken may be the end of it */
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
  if (g_hash_table_remove (self->notices, kept))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, kept);
}

void
sp_awake_notices_clear (SpAwakeNotices *self)
{
  g_autofree char **ids = NULL;

  g_return_if_fail (SP_IS_AWAKE_NOTICES (self));

  while (g_hash_table_size (self->notices) > 0) {
    g_clear_pointer (&ids, g_free);
    ids = (char **) g_hash_table_get_keys_as_array (self->notices, NULL);
    sp_awake_notices_remove (self, ids[0]);
  }
}

gboolean
sp_awake_notices_has (SpAwakeNotices *self,
                      const char     *id)
{
  g_return_val_if_fail (SP_IS_AWAKE_NOTICES (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return g_hash_table_contains (self->notices, id);
}

gboolean
sp_awake_notices_is_empty (SpAwakeNotices *self)
{
  g_return_val_if_fail (SP_IS_AWAKE_NOTICES (self), TRUE);

  return g_hash_table_size (self->notices) == 0;
}

void
sp_awake_notices_set_longest_wait (SpAwakeNotices *self,
                                   guint           seconds)
{
  g_return_if_fail (SP_IS_AWAKE_NOTICES (self));

  self->longest_wait = seconds;
}

void
sp_awake_notices_withdraw (const char *id)
{
  g_autofree char *notice_id = dup_notice_id (id);

  sp_notice_withdraw (notice_id);
}
