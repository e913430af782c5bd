/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-quota-bar.h"

#include "sp-flow-layout.h"
#include "sp-hub-call.h"
#include "sp-hub-moment.h"
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
  GtkWidget    *run_later;   /* template child: labelled by the moment */
  GtkWidget    *call_off;    /* template child */
  GtkWidget    *sign_in;     /* template child */
  GtkWidget    *install;     /* template child */
  GtkWidget    *more;        /* template child */
  GtkWidget    *close;       /* template child */
  SpRunLater   *later;       /* owned */
  SpAppJob     *refused;     /* owned, nullable: the run that there was no time for */
  gint64        refill;      /* Unix time when there is some again, 0: not known */
  SpHubSession *session;     /* owned, nullable */
  SpHubQuota   *quota;       /* owned, nullable: what was left the last time */
  GCancellable *cancellable; /* owned, nullable: of the question at hand */
  char         *id;          /* owned, nullable */
  gboolean      zero_gpu;    /* it is a Space that runs on it */
  gboolean      used_up;     /* a run was refused */
  gboolean      closed;      /* by the user */
};

G_DEFINE_FINAL_TYPE (SpQuotaBar, sp_quota_bar, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_DUE,
} SpQuotaBarSignal;

static guint signals[SIGNAL_DUE + 1];

static gboolean
is_signed_in (SpQuotaBar *self)
{
  return sp_hub_session_get_token (self->session) != NULL;
}

static void
show_text (SpQuotaBar *self,
           const char *text)
{
  gboolean empty = self->used_up || (self->quota != NULL && sp_hub_quota_is_used_up (self->quota));
  gboolean keeps = sp_run_later_get_job (self->later) != NULL;

  gtk_label_set_label (self->label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (self->run_later, !keeps && self->refused != NULL && self->refill > 0);
  gtk_widget_set_visible (self->call_off, keeps);
  gtk_widget_set_visible (self->sign_in, !is_signed_in (self));
  gtk_widget_set_visible (self->install, empty && self->id != NULL);
  gtk_widget_set_visible (self->more, empty && is_signed_in (self));
  gtk_widget_set_visible (self->close, !keeps); /* what happens by itself is to be seen */
  gtk_widget_set_visible (GTK_WIDGET (self), !self->closed);
}

static void
show_refused (SpQuotaBar *self)
{
  g_autofree char *words = sp_quota_words_used_up (self->refill, is_signed_in (self));
  g_autofree char *moment = self->refill > 0 ? sp_hub_moment_dup_words (self->refill) : NULL;
  g_autofree char *label = NULL;

  if (moment != NULL)
    /* Translators: a time of the day. */
    label = g_strdup_printf (_("Run at %s"), moment);
  gtk_button_set_label (GTK_BUTTON (self->run_later), label != NULL ? label : "");
  show_text (self, words);
}

static void
show_kept (SpQuotaBar *self)
{
  g_autofree char *moment = sp_hub_moment_dup_words (self->refill);
  g_autofree char *text = NULL;

  /* Translators: a time of the day. */
  text = g_strdup_printf (_("The run starts at %s with the values that it had, if this page is still open then."), moment);
  show_text (self, text);
}

static void
run_later_cb (SpQuotaBar *self)
{
  sp_run_later_keep (self->later, self->refused, self->refill);
  if (sp_run_later_get_job (self->later) == NULL || sp_run_later_get_now (self->later) >= self->refill)
    return; /* it was time already */

  show_kept (self);
  gtk_widget_grab_focus (self->call_off);
}

static void
call_off_cb (SpQuotaBar *self)
{
  sp_run_later_drop (self->later);
  show_refused (self);
  gtk_widget_grab_focus (self->run_later);
}

static void
due_cb (SpQuotaBar *self)
{
  g_autoptr (SpAppJob) job = g_object_ref (sp_run_later_get_job (self->later));

  g_signal_emit (self, signals[SIGNAL_DUE], 0, job);
  if (sp_run_later_get_job (self->later) != NULL)
    show_text (self, _("There is ZeroGPU time again. The run starts as soon as the app can take it."));
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
  if (self->later != NULL)
    sp_run_later_drop (self->later);
  g_clear_object (&self->later);
  g_clear_object (&self->refused);
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

  signals[SIGNAL_DUE] = g_signal_new ("due", SP_TYPE_QUOTA_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                      SP_TYPE_APP_JOB);

  g_type_ensure (SP_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-quota-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SpQuotaBar, label);
  gtk_widget_class_bind_template_child (widget_class, SpQuotaBar, run_later);
  gtk_widget_class_bind_template_child (widget_class, SpQuotaBar, call_off);
  gtk_widget_class_bind_template_child (widget_class, SpQuotaBar, sign_in);
  gtk_widget_class_bind_template_child (widget_class, SpQuotaBar, install);
  gtk_widget_class_bind_template_child (widget_class, SpQuotaBar, more);
  gtk_widget_class_bind_template_child (widget_class, SpQuotaBar, close);
  gtk_widget_class_bind_template_callback (widget_class, run_later_cb);
  gtk_widget_class_bind_template_callback (widget_class, call_off_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
}

static void
sp_quota_bar_init (SpQuotaBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->later = sp_run_later_new ();
  g_signal_connect_object (self->later, "due", G_CALLBACK (due_cb), self, G_CONNECT_SWAPPED);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->sign_in), "s", _("To have ZeroGPU time of your own"));
}

/* What the app said comes before it: that is what the run needed. */
static void
take_refill (SpQuotaBar *self,
             SpHubQuota *quota)
{
  if (self->refused != NULL && self->refill == 0)
    self->refill = sp_quota_words_round_moment (sp_hub_quota_get_reset (quota));
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
  take_refill (self, quota);
  if (sp_run_later_get_job (self->later) != NULL)
    return; /* that it starts by itself is what counts */
  if (self->refused != NULL)
    show_refused (self); /* some may be left, but not what the run wanted */
  else if (!self->used_up || sp_hub_quota_is_used_up (quota))
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

/* Somebody else asks now. A run that is kept stays, as was said. */
static void
change_session (SpQuotaBar   *self,
                SpHubSession *session)
{
  stop (self);
  g_set_object (&self->session, session);
  g_clear_object (&self->quota);
  show_kept (self);
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
  if (sp_run_later_get_job (self->later) != NULL && g_strcmp0 (self->id, id) == 0) {
    change_session (self, session);
    return;
  }

  stop (self);
  g_set_object (&self->session, session);
  g_clear_object (&self->quota);
  g_free (self->id);
  self->id = g_strdup (id);
  self->zero_gpu = FALSE;
  self->used_up = FALSE;
  self->refill = 0;
  g_clear_object (&self->refused);
  sp_run_later_drop (self->later);
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

/* Whether it was for @job that there was no time. */
static gboolean
is_refused (SpQuotaBar *self,
            SpAppJob   *job)
{
  return self->refused != NULL && g_strcmp0 (sp_app_job_get_name (self->refused), sp_app_job_get_name (job)) == 0;
}

void
sp_quota_bar_run_ended (SpQuotaBar *self,
                        SpAppJob   *job,
                        gboolean    refused)
{
  g_return_if_fail (SP_IS_QUOTA_BAR (self));
  g_return_if_fail (SP_IS_APP_JOB (job));

  /* What else an app does may need none of that time, and so says nothing about it. */
  if (!refused && is_refused (self, job) && sp_run_later_get_job (self->later) == NULL)
    sp_quota_bar_run_began (self);
  if (self->zero_gpu && is_signed_in (self))
    ask (self);
}

void
sp_quota_bar_tell_used_up (SpQuotaBar *self,
                           const char *text,
                           SpAppJob   *job)
{
  guint wait = sp_quota_words_find_wait (text);

  g_return_if_fail (SP_IS_QUOTA_BAR (self));

  if (self->session == NULL)
    return; /* not an app of the Hub */

  self->used_up = TRUE;
  self->closed = FALSE;
  if (sp_run_later_get_job (self->later) != NULL)
    return; /* there is one that comes first */

  g_set_object (&self->refused, job);
  self->refill = wait > 0 ? sp_quota_words_round_moment (sp_run_later_get_now (self->later) + wait) : 0;
  show_refused (self);
}

/* Its end will say how much time is left. */
void
sp_quota_bar_run_began (SpQuotaBar *self)
{
  g_return_if_fail (SP_IS_QUOTA_BAR (self));

  sp_run_later_drop (self->later);
  g_clear_object (&self->refused);
  self->used_up = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

SpRunLater *
sp_quota_bar_get_later (SpQuotaBar *self)
{
  g_return_val_if_fail (SP_IS_QUOTA_BAR (self), NULL);

  return self->later;
}
