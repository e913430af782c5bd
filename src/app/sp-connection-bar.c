/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-connection-bar.h"

#include "sp-resources.h"

#include <glib/gi18n-lib.h>

/* More names than that tell nobody anything. */
#define MAX_NAMES 5

struct _SpConnectionBar {
  AdwBin       parent_instance;
  GtkRevealer *revealer; /* template child */
  GtkSpinner  *spinner;  /* template child */
  GtkLabel    *label;    /* template child */
  GtkWidget   *reload;   /* template child */
};

G_DEFINE_FINAL_TYPE (SpConnectionBar, sp_connection_bar, ADW_TYPE_BIN)

static void
sp_connection_bar_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CONNECTION_BAR);

  G_OBJECT_CLASS (sp_connection_bar_parent_class)->dispose (object);
}

static void
sp_connection_bar_class_init (SpConnectionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_connection_bar_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-connection-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SpConnectionBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, SpConnectionBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, SpConnectionBar, label);
  gtk_widget_class_bind_template_child (widget_class, SpConnectionBar, reload);
}

static void
sp_connection_bar_init (SpConnectionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
get_words (SpConnection state)
{
  switch (state) {
  case SP_CONNECTION_FINE:
    break;
  case SP_CONNECTION_LOST:
    return _("The connection to the app was lost. Trying to reach it again…");
  case SP_CONNECTION_RESTARTED:
    return _("The app was started anew on its server. Reload it to go on; what you entered is kept.");
  }

  return "";
}

char *
sp_connection_bar_dup_interrupted (GPtrArray *interrupted)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (interrupted->len == 0)
    return NULL;

  for (guint i = 0; i < MIN (interrupted->len, MAX_NAMES); i++)
    g_string_append_printf (names, C_("one of several names", "%s“%s”"), i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (interrupted, i));
  if (interrupted->len > MAX_NAMES)
    g_string_append (names, "…");

  return g_strdup_printf (_("Interrupted: %s."), names->str);
}

void
sp_connection_bar_set_state (SpConnectionBar *self, SpConnection state, GPtrArray *interrupted)
{
  g_autofree char *names = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (SP_IS_CONNECTION_BAR (self));

  gtk_revealer_set_reveal_child (self->revealer, state != SP_CONNECTION_FINE);
  gtk_widget_set_visible (GTK_WIDGET (self), state != SP_CONNECTION_FINE);
  gtk_spinner_set_spinning (self->spinner, state == SP_CONNECTION_LOST);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), state == SP_CONNECTION_LOST);
  gtk_widget_set_visible (self->reload, state == SP_CONNECTION_RESTARTED);
  if (state == SP_CONNECTION_FINE)
    return;

  names = sp_connection_bar_dup_interrupted (interrupted);
  text = names != NULL ? g_strdup_printf ("%s %s", get_words (state), names) : g_strdup (get_words (state));
  gtk_label_set_label (self->label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}
