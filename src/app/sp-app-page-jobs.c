/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-page-private.h"

#include <glib/gi18n-lib.h>

/* Only a Space has somebody who can have another one. */
static void
long_wait_cb (SpAppPage *self,
              double     seconds)
{
  if (self->client != NULL && self->duplicate != NULL)
    sp_duplicate_bar_tell (self->duplicate, sp_app_page_get_hub_name (self), seconds);
}

static void
quota_cb (SpAppPage *self,
          SpAppJob  *job)
{
  if (self->quota != NULL)
    sp_quota_bar_tell_used_up (self->quota, gradio_job_get_error (sp_app_job_get_job (job))->message, job);
}

/* As it was run before: by the page of the app, or by one of its forms. */
static gboolean
repeat (SpAppPage *self,
        SpAppJob  *job,
        GError   **error)
{
  SpAppView *view = sp_app_page_get_app_view (self);
  SpBlocks  *blocks = view != NULL ? sp_app_view_get_blocks (view) : NULL;

  if (self->preview || blocks == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("The app cannot run it now."));
    return FALSE;
  }
  if (sp_app_job_get_run (job) != NULL)
    return sp_blocks_repeat (blocks, sp_app_job_get_run (job), error);

  return sp_api_view_repeat (sp_app_page_get_view (self), sp_app_job_get_job (job), sp_app_job_get_values (job), error);
}

void
sp_app_page_run_due_cb (SpAppPage *self,
                        SpAppJob  *job)
{
  g_autoptr (GError) error = NULL;

  if (repeat (self, job, &error)) {
    sp_quota_bar_run_began (self->quota);
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY)) {
    sp_quota_bar_run_began (self->quota);
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(su)", error->message, 0);
  }
}

static void
ended_cb (SpAppPage *self,
          SpAppJob  *job)
{
  const GError *error = sp_app_job_get_job (job) != NULL ? gradio_job_get_error (sp_app_job_get_job (job)) : NULL;

  if (self->quota != NULL)
    sp_quota_bar_run_ended (self->quota, job, g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_QUOTA));
}

void
sp_app_page_watch_jobs (SpAppPage *self)
{
  g_signal_connect_object (self->jobs, "long-wait", G_CALLBACK (long_wait_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->jobs, "quota-used-up", G_CALLBACK (quota_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->jobs, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
}
