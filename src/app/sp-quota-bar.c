/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-quota-bar.h"

#include "sp-hub-call.h"
#include "sp-hub-quota.h"
#include "sp-hub-repo.h"
#include "sp-hub-runtime.h"
#include "sp-platform.h"
#include "sp-quota-words.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpQuotaBar {
  AdwBin        parent_instance;
  GtkLabel     *label;       /* template child */
  GtkWidget    *sign_in;     /* template child */
  GtkWidget    *install;     /* template child */
  GtkWidget    *more;        /* template child */
  SpHubSession *session;     /* owned, nullable */
  SpHubQuota   *quota;       /* owned, nullable: what was left the last time */
  GCancellable *cancellable; /* owned, nullable: of the question at hand */
  char         *id;          /* owned, nullable */
  gboolean      zero_gpu;    /* it is a Space that runs on it */
  gboolean      used_up;     /* a run was refused */
  gboolean      closed;      /* by the user */
};

G_DEFINE_FINAL_TYPE (SpQuotaBar, sp_quota_bar, ADW_TYPE_BIN)

static gboolean
is_signed_in (SpQuotaBar *self)
{
  return sp_hub_session_get_token (self->session) != NULL;
}

static void
close_cb (SpQuotaBar *self)
{
  self->closed = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
more_cb (SpQuotaBar *self)
{
  g_autofree char *address = g_strconcat (sp_hub_session_get_endpoint (self->session), "/pricing", NULL);

  /* It leads out of the app. */
  sp_platform_open_uri (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), address);
}

static void
stop (SpQuotaBar *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
sp_quota_bar_dispose (GObject *object)
{
  SpQuotaBar *self = SP_QUOTA_BAR (object);

  stop (self);
  g_clear_object (&self->session);
  g_clear_object (&self->quota);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_QUOTA_BAR);

  G_OBJECT_CLASS (sp_quota_bar_parent_class)->dispose (object);
}

static void
sp_quota_bar_finalize (GObject *object)
{
  g_clear_pointer (&SP_QUOTA_BAR (object)->id, g_free);

  G_OBJECT_CLASS (sp_quota_bar_parent_class)->finalize (object);
}

static void
sp_quota_bar_class_init (SpQuotaBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_quota_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_quota_bar_finalize;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-quota-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SpQuotaBar, label);
  gtk_widget_class_bind_template_child (widget_class, SpQuotaBar, sign_in);
  gtk_widget_class_bind_template_child (widget_class, SpQuotaBar, install);
  gtk_widget_class_bind_template_child (widget_class, SpQuotaBar, more);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
}

static void
sp_quota_bar_init (SpQuotaBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->sign_in), "s", _("To have ZeroGPU time of your own"));
}

static void
show_text (SpQuotaBar *self,
           const char *text)
{
  gboolean empty = self->used_up || (self->quota != NULL && sp_hub_quota_is_used_up (self->quota));

  gtk_label_set_label (self->label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (self->sign_in, !is_signed_in (self));
  gtk_widget_set_visible (self->install, empty && self->id != NULL);
  gtk_widget_set_visible (self->more, empty && is_signed_in (self));
  gtk_widget_set_visible (GTK_WIDGET (self), !self->closed);
}

static void
quota_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SpQuotaBar) self = user_data;
  g_autoptr (GError)     error = NULL;
  g_autoptr (SpHubQuota) quota = sp_hub_quota_fetch_finish (SP_HUB_SESSION (source), result, &error);
  g_autofree char       *words = NULL;
  g_autofree char       *cost = NULL;
  g_autofree char       *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* closed, or asked again */
  if (quota == NULL) {
    g_debug ("No quota: %s", error->message); /* a sign-in need not allow it */
    return;
  }

  words = sp_hub_quota_dup_words (quota);
  cost = self->quota != NULL ? sp_quota_words_cost (self->quota, quota) : NULL;
  text = cost != NULL ? g_strconcat (words, " ", cost, NULL) : g_strdup (words);
  g_set_object (&self->quota, quota);
  if (self->used_up && !sp_hub_quota_is_used_up (quota))
    return; /* some is left, but not what the run wanted: that was said */
  show_text (self, text);
}

static void
ask (SpQuotaBar *self)
{
  stop (self);
  self->cancellable = g_cancellable_new ();
  sp_hub_quota_fetch_async (self->session, self->cancellable, quota_cb, g_object_ref (self));
}

static void
runtime_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SpQuotaBar)   self = user_data;
  g_autoptr (GError)       error = NULL;
  g_autoptr (JsonNode)     node = sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, NULL, &error);
  g_autoptr (SpHubRuntime) runtime = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (node == NULL) {
    g_debug ("What it runs on is not known: %s", error->message);
    return;
  }

  runtime = sp_hub_runtime_new_from_json (node);
  self->zero_gpu = sp_hub_runtime_is_zero_gpu (runtime);
  if (self->zero_gpu && is_signed_in (self))
    ask (self);
  else if (self->zero_gpu)
    show_text (self, _("This Space runs on ZeroGPU. Without an account there is little time on it: sign in to have "
                        "more."));
}

void
sp_quota_bar_set_space (SpQuotaBar   *self,
                        SpHubSession *session,
                        const char   *id)
{
  g_autoptr (SpHubRepo) repo = NULL;
  g_autofree char      *space = NULL;
  g_autofree char      *path = NULL;

  g_return_if_fail (SP_IS_QUOTA_BAR (self));
  g_return_if_fail (SP_IS_HUB_SESSION (session));

  if (self->session == session && g_strcmp0 (self->id, id) == 0)
    return; /* it was only read anew */

  stop (self);
  g_set_object (&self->session, session);
  g_clear_object (&self->quota);
  g_free (self->id);
  self->id = g_strdup (id);
  self->zero_gpu = FALSE;
  self->used_up = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  repo = id != NULL ? sp_hub_repo_new (SP_HUB_KIND_SPACE, id, NULL) : NULL;
  if (repo == NULL || !sp_hub_session_may_refresh (session))
    return;

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->install), "s", id);
  space = sp_hub_repo_dup_api_path (repo);
  path = g_strconcat (space, "/runtime", NULL);
  self->cancellable = g_cancellable_new ();
  sp_hub_call_async (session, &(SpHubCall){ .path = path, .repo = repo }, self->cancellable, runtime_cb,
                     g_object_ref (self));
}

void
sp_quota_bar_run_ended (SpQuotaBar *self,
                        gboolean    refused)
{
  g_return_if_fail (SP_IS_QUOTA_BAR (self));

  self->used_up = refused;
  if (self->zero_gpu && is_signed_in (self))
    ask (self);
}

void
sp_quota_bar_tell_used_up (SpQuotaBar *self,
                           const char *text)
{
  g_autofree char *words = NULL;

  g_return_if_fail (SP_IS_QUOTA_BAR (self));

  if (self->session == NULL)
    return; /* not an app of the Hub */

  self->used_up = TRUE;
  self->closed = FALSE;
  words = sp_quota_words_used_up (text, g_get_real_time () / G_USEC_PER_SEC, is_signed_in (self));
  show_text (self, words);
}
