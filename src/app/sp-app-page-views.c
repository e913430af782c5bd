/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-page-private.h"

#include "sp-result-window.h"

void
sp_app_page_set_first_view (SpAppPage  *self,
                            const char *view)
{
  g_return_if_fail (SP_IS_APP_PAGE (self));

  self->first_view = g_strcmp0 (view, "api") == 0 ? "api" : "app";
}

gboolean
sp_app_page_show (SpAppPage  *self,
                  const char *view)
{
  GtkWidget *child;

  g_return_val_if_fail (SP_IS_APP_PAGE (self), FALSE);

  child = adw_view_stack_get_child_by_name (self->views, view);
  if (child == NULL || !adw_view_stack_page_get_visible (adw_view_stack_get_page (self->views, child)))
    return FALSE;

  adw_view_stack_set_visible_child (self->views, child);

  return TRUE;
}

/* What a form's last job returned is below the form, what another one did in a window of its own. */
static void
show_result (SpAppPage *self,
             SpAppJob  *job)
{
  GradioJob      *its_job = sp_app_job_get_job (job);
  const char     *name = gradio_endpoint_get_name (gradio_job_get_endpoint (its_job));
  SpApiView      *view = sp_app_page_get_view (self);
  SpEndpointForm *form = view != NULL ? sp_api_view_show_endpoint (view, name) : NULL;

  if (form != NULL && sp_endpoint_form_get_job (form) == its_job)
    sp_app_page_show (self, "api");
  else if (self->client != NULL)
    gtk_window_present (sp_result_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->client, job));
}

void
sp_app_page_job_chosen_cb (SpAppPage *self,
                           SpAppJob  *job)
{
  if (sp_app_job_get_run (job) != NULL) /* the page shows what it made */
    sp_app_page_show (self, "app");
  else
    show_result (self, job);
}

void
sp_app_page_toast_cb (SpAppPage *self,
                      AdwToast  *toast)
{
  g_signal_emit_by_name (self, "toast", toast);
}
