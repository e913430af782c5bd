/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-runner-bar.h"

#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpRunnerBar {
  AdwBin           parent_instance;
  GtkLabel        *label;    /* template child */
  GtkWidget       *logs;     /* template child */
  GtkButton       *restart;  /* template child */
  SpRunner        *runner;   /* owned, nullable */
  SpSpaceSettings *settings; /* owned, nullable */
  gboolean         outdated; /* it runs with other settings than there are now */
};

G_DEFINE_FINAL_TYPE (SpRunnerBar, sp_runner_bar, ADW_TYPE_BIN)

static void
show_text (SpRunnerBar *self,
           const char  *text,
           const char  *button,
           gboolean     with_logs)
{
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->restart), button != NULL);
  gtk_widget_set_visible (self->logs, with_logs);
  if (text == NULL)
    return;

  gtk_label_set_label (self->label, text);
  if (button != NULL)
    gtk_button_set_label (self->restart, button);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* The rest of the error is in the log. */
static char *
dup_reason (SpRunnerBar *self)
{
  const GError *error = sp_runner_get_error (self->runner);

  return error != NULL ? g_strndup (error->message, strcspn (error->message, "\n")) : g_strdup (_("The Space stopped."));
}

static void
update (SpRunnerBar *self)
{
  g_autofree char *reason = NULL;
  g_autofree char *text = NULL;

  switch (sp_runner_get_state (self->runner)) {
  case SP_RUNNER_STOPPED:
    show_text (self, _("The Space is not running."), _("Start"), FALSE);
    break;
  case SP_RUNNER_INSTALLING:
  case SP_RUNNER_STARTING:
    show_text (self, _("The Space is being started…"), NULL, TRUE);
    break;
  case SP_RUNNER_RUNNING:
    show_text (self, self->outdated ? _("The new settings count after a restart.") : NULL, _("Restart"), FALSE);
    break;
  case SP_RUNNER_FAILED:
    reason = dup_reason (self);
    show_text (self, reason, _("Restart"), TRUE);
    break;
  case SP_RUNNER_WAITING:
    reason = dup_reason (self);
    /* Translators: why a Space ended. */
    text = g_strdup_printf (_("%s It is started again in a moment."), reason);
    show_text (self, text, _("Restart"), TRUE);
    break;
  }
}

static void
state_cb (SpRunnerBar *self)
{
  if (sp_runner_get_state (self->runner) != SP_RUNNER_RUNNING)
    self->outdated = FALSE; /* the next start reads them */
  update (self);
}

static void
settings_cb (SpRunnerBar *self,
             GParamSpec  *pspec)
{
  const char *name = g_param_spec_get_name (pspec);

  if (g_str_equal (name, "idle-timeout") || g_str_equal (name, "start-timeout"))
    return; /* heeded at once, or the next time anyway */

  self->outdated = sp_runner_get_state (self->runner) == SP_RUNNER_RUNNING;
  update (self);
}

static void
let_go (SpRunnerBar *self)
{
  if (self->runner != NULL)
    g_signal_handlers_disconnect_by_data (self->runner, self);
  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  g_clear_object (&self->runner);
  g_clear_object (&self->settings);
}

static void
sp_runner_bar_dispose (GObject *object)
{
  let_go (SP_RUNNER_BAR (object));
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_RUNNER_BAR);

  G_OBJECT_CLASS (sp_runner_bar_parent_class)->dispose (object);
}

static void
sp_runner_bar_class_init (SpRunnerBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_runner_bar_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-runner-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SpRunnerBar, label);
  gtk_widget_class_bind_template_child (widget_class, SpRunnerBar, logs);
  gtk_widget_class_bind_template_child (widget_class, SpRunnerBar, restart);
}

static void
sp_runner_bar_init (SpRunnerBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sp_runner_bar_set_runner (SpRunnerBar     *self,
                          SpRunner        *runner,
                          SpSpaceSettings *settings)
{
  g_return_if_fail (SP_IS_RUNNER_BAR (self));
  g_return_if_fail (SP_IS_RUNNER (runner));

  let_go (self);
  self->runner = g_object_ref (runner);
  g_signal_connect_object (runner, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_set_object (&self->settings, settings);
  if (settings != NULL)
    g_signal_connect_object (settings, "notify", G_CALLBACK (settings_cb), self, G_CONNECT_SWAPPED);
  update (self);
}
