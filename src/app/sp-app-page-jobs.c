/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-page-private.h"

/* Only a Space has somebody who can have another one. */
static void
long_wait_cb (SpAppPage *self,
              double     seconds)
{
  if (self->client != NULL && self->duplicate != NULL)
    sp_duplicate_bar_tell (self->duplicate, sp_app_page_get_hub_name (self), seconds);
}

static void
quota_cb (SpAppPage  *self,
          const char *text)
{
  if (self->quota != NULL)
    sp_quota_bar_tell_used_up (self->quota, text);
}

static void
ended_cb (SpAppPage *self,
          SpAppJob  *job)
{
  const GError *error = sp_app_job_get_job (job) != NULL ? gradio_job_get_error (sp_app_job_get_job (job)) : NULL;

  if (self->quota != NULL)
    sp_quota_bar_run_ended (self->quota, g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_QUOTA));
}

void
sp_app_page_watch_jobs (SpAppPage *self)
{
  g_signal_connect_object (self->jobs, "long-wait", G_CALLBACK (long_wait_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->jobs, "quota-used-up", G_CALLBACK (quota_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->jobs, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
}
