/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-component-private.h"
#include "sp-status-overlay.h"

/* What a component shows of the jobs that have to do with it. */

static void
set_style (SpComponent *self, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

static gboolean
is_layout (SpComponent *self)
{
  return SP_COMPONENT_GET_CLASS (self)->add_child != NULL;
}

static void
status_cb (SpComponent *self, GParamSpec *pspec, SpStatusOverlay *status)
{
  set_style (self, "waiting", sp_status_overlay_get_waiting (status));
  set_style (self, "pending", is_layout (self) && sp_status_overlay_get_busy (status));
}

static void
make_status (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_private (self);

  g_set_weak_pointer (&priv->status, sp_status_overlay_new ());
  gtk_widget_set_valign (priv->status, GTK_ALIGN_START);
  g_signal_connect_object (priv->status, "notify::waiting", G_CALLBACK (status_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->status, "notify::busy", G_CALLBACK (status_cb), self, G_CONNECT_SWAPPED);
  gtk_overlay_add_overlay (priv->frame, priv->status);
}

/* A layout shows by its edge alone that its content is being made, and only where the author wants it. */
static SpShowProgress
choose_progress (SpComponent *self, GradioJob *job, SpShowProgress show_progress)
{
  if (SP_COMPONENT_GET_CLASS (self)->show_job != NULL)
    show_progress = SP_COMPONENT_GET_CLASS (self)->show_job (self, job, show_progress);

  return is_layout (self) ? SP_SHOW_PROGRESS_HIDDEN : show_progress;
}

void
sp_component_show_job (SpComponent *self, GradioJob *job, SpShowProgress show_progress)
{
  SpComponentPrivate *priv = sp_component_get_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));
  g_return_if_fail (job == NULL || GRADIO_IS_JOB (job));

  if (job != NULL && is_layout (self) && (!priv->shows_progress || show_progress == SP_SHOW_PROGRESS_HIDDEN))
    return;

  show_progress = choose_progress (self, job, show_progress);
  if (priv->status == NULL && job != NULL && priv->frame != NULL)
    make_status (self);
  if (priv->status != NULL)
    sp_status_overlay_set_job (SP_STATUS_OVERLAY (priv->status), job, show_progress);
}

void
sp_component_show_started_job (SpComponent *self, GradioJob *job)
{
  g_return_if_fail (SP_IS_COMPONENT (self));
  g_return_if_fail (GRADIO_IS_JOB (job));

  if (SP_COMPONENT_GET_CLASS (self)->show_started_job != NULL)
    SP_COMPONENT_GET_CLASS (self)->show_started_job (self, job);
}
