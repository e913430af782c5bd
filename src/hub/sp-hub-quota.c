/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-quota.h"

#include "gradio.h"
#include "sp-hub-answer.h"
#include "sp-hub-call.h"
#include "sp-hub-care-error.h"
#include "sp-hub-error.h"
#include "sp-hub-moment.h"

#include <glib/gi18n-lib.h>

#define MAX_SECONDS 1e7 /* more is no quota of a day */

struct _SpHubQuota {
  GObject parent_instance;
  double  base;
  double  current;
  double  overquota;
  gint64  resets_at;
};

G_DEFINE_FINAL_TYPE (SpHubQuota, sp_hub_quota, G_TYPE_OBJECT)

static void
sp_hub_quota_class_init (SpHubQuotaClass *klass)
{
}

static void
sp_hub_quota_init (SpHubQuota *self)
{
}

static double
get_seconds (JsonObject *object,
             const char *member)
{
  return CLAMP (gradio_json_get_double (object, member, 0), 0, MAX_SECONDS);
}

SpHubQuota *
sp_hub_quota_parse (JsonNode *node)
{
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  SpHubQuota *self;

  if (object == NULL || !gradio_json_is_number (json_object_get_member (object, "current")))
    return NULL;

  self = g_object_new (SP_TYPE_HUB_QUOTA, NULL);
  self->base = get_seconds (object, "base");
  self->current = get_seconds (object, "current");
  self->overquota = get_seconds (object, "overquotaUsed");
  self->resets_at = sp_hub_moment_parse (json_object_get_member (object, "resetsAt"));

  return self;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  GError              *error = NULL;
  g_autoptr (JsonNode) node = sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, NULL, &error);
  SpHubQuota          *quota = node != NULL ? sp_hub_quota_parse (node) : NULL;

  if (node != NULL && quota == NULL)
    error = sp_hub_answer_new_odd_error ();

  if (g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_ACCESS)) {
    g_clear_error (&error);
    g_set_error_literal (&error, SP_HUB_ERROR, SP_HUB_ERROR_ACCESS,
                         _("This sign-in may not see how much ZeroGPU time is left. Sign in again and allow it."));
  }

  if (quota != NULL)
    g_task_return_pointer (task, quota, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
sp_hub_quota_fetch_async (SpHubSession       *session,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  GError           *error = NULL;

  g_return_if_fail (SP_IS_HUB_SESSION (session));

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_quota_fetch_async);
  if (!sp_hub_care_check (session, &error)) {
    g_task_return_error (task, error);
    return;
  }

  sp_hub_call_async (session, &(SpHubCall){ .path = "/api/spaces/zero-gpu/quota" }, cancellable, answered_cb,
                     g_steal_pointer (&task));
}

SpHubQuota *
sp_hub_quota_fetch_finish (SpHubSession *session,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

double
sp_hub_quota_get_current (SpHubQuota *self)
{
  g_return_val_if_fail (SP_IS_HUB_QUOTA (self), 0);

  return self->current;
}

double
sp_hub_quota_get_overquota (SpHubQuota *self)
{
  g_return_val_if_fail (SP_IS_HUB_QUOTA (self), 0);

  return self->overquota;
}

gint64
sp_hub_quota_get_reset (SpHubQuota *self)
{
  g_return_val_if_fail (SP_IS_HUB_QUOTA (self), 0);

  return self->resets_at;
}

gboolean
sp_hub_quota_is_used_up (SpHubQuota *self)
{
  g_return_val_if_fail (SP_IS_HUB_QUOTA (self), FALSE);

  return self->current < 1;
}

/* “3 min 20 s”, “5 min”, “40 s” */
static char *
dup_duration (double seconds)
{
  guint whole = (guint) seconds;

  if (whole < 60)
    return g_strdup_printf (_("%u s"), whole);
  if (whole % 60 == 0)
    return g_strdup_printf (_("%u min"), whole / 60);

  return g_strdup_printf (_("%u min %u s"), whole / 60, whole % 60);
}

char *
sp_hub_quota_dup_words (SpHubQuota *self)
{
  g_autofree char *left = NULL;
  g_autofree char *base = NULL;
  g_autofree char *moment = NULL;

  g_return_val_if_fail (SP_IS_HUB_QUOTA (self), NULL);

  left = dup_duration (self->current);
  base = dup_duration (self->base);
  moment = self->resets_at > 0 ? sp_hub_moment_dup_words (self->resets_at) : NULL;

  if (sp_hub_quota_is_used_up (self) && moment != NULL)
    return g_strdup_printf (_("The ZeroGPU time is used up until %s."), moment);
  if (sp_hub_quota_is_used_up (self))
    return g_strdup (_("The ZeroGPU time is used up. There is more tomorrow."));
  if (moment != NULL)
    return g_strdup_printf (_("%s of %s ZeroGPU time are left, and all of it again at %s."), left, base, moment);

  return g_strdup_printf (_("%s of %s ZeroGPU time are left."), left, base);
}
