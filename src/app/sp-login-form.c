/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-login-form.h"

#include "sp-resources.h"

struct _SpLoginForm {
  AdwBin       parent_instance;
  GtkEditable *user;     /* template child */
  GtkEditable *password; /* template child */
};

G_DEFINE_FINAL_TYPE (SpLoginForm, sp_login_form, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_LOG_IN,
} SpLoginFormSignal;

static guint signals[SIGNAL_LOG_IN + 1];

static gboolean
is_empty (GtkEditable *editable)
{
  return *gtk_editable_get_text (editable) == '\0';
}

static void
focus_what_is_missing (SpLoginForm *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (is_empty (self->user) ? self->user : self->password));
}

/* Gradio takes an empty password for one that was left out, and refuses it. */
static void
log_in_cb (SpLoginForm *self)
{
  if (is_empty (self->user) || is_empty (self->password))
    focus_what_is_missing (self);
  else
    g_signal_emit (self, signals[SIGNAL_LOG_IN], 0, gtk_editable_get_text (self->user),
                   gtk_editable_get_text (self->password));
}

static void
sp_login_form_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_LOGIN_FORM);

  G_OBJECT_CLASS (sp_login_form_parent_class)->dispose (object);
}

static void
sp_login_form_class_init (SpLoginFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_login_form_dispose;

  signals[SIGNAL_LOG_IN] = g_signal_new ("log-in", SP_TYPE_LOGIN_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-login-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SpLoginForm, user);
  gtk_widget_class_bind_template_child (widget_class, SpLoginForm, password);
  gtk_widget_class_bind_template_callback (widget_class, log_in_cb);
}

static void
sp_login_form_init (SpLoginForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sp_login_form_ask (SpLoginForm *self,
                   const char  *user)
{
  g_return_if_fail (SP_IS_LOGIN_FORM (self));

  gtk_editable_set_text (self->password, "");
  if (user != NULL)
    gtk_editable_set_text (self->user, user);
  focus_what_is_missing (self);
}
