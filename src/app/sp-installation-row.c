/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-installation-row.h"

#include "sp-log-view.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpInstallationRow {
  GtkListBoxRow    parent_instance;
  GtkLabel        *title;        /* template child */
  GtkLabel        *words;        /* template child */
  GtkProgressBar  *bar;          /* template child */
  GtkButton       *again;        /* template child */
  GtkButton       *give_up;      /* template child */
  GtkToggleButton *show_log;     /* template child */
  SpLogView       *log;          /* template child */
  SpLibrary       *library;      /* owned */
  SpInstallation  *installation; /* owned */
};

G_DEFINE_FINAL_TYPE (SpInstallationRow, sp_installation_row, GTK_TYPE_LIST_BOX_ROW)

const char *
sp_installation_row_get_step_words (SpInstallationStep step)
{
  switch (step) {
  case SP_INSTALLATION_LIST:
    return _("Looking at it…");
  case SP_INSTALLATION_DOWNLOAD:
    return _("Getting its files…");
  case SP_INSTALLATION_RUNTIME:
    return _("Preparing Python…");
  case SP_INSTALLATION_PACKAGES:
    return _("Getting packages…");
  case SP_INSTALLATION_MODELS:
    return _("Getting models…");
  case SP_INSTALLATION_FIRST_START:
    return _("Starting it for a try…");
  }

  return "";
}

/* The rest of an error is in the log. */
static char *
dup_first_line (const GError *error)
{
  return error != NULL ? g_strndup (error->message, strcspn (error->message, "\n")) : g_strdup ("");
}

static char *
dup_running_words (SpInstallationRow *self)
{
  const char      *step = sp_installation_row_get_step_words (sp_installation_get_step (self->installation));
  gint64           done = sp_installation_get_bytes_done (self->installation);
  gint64           total = sp_installation_get_bytes_total (self->installation);
  g_autofree char *done_size = g_format_size ((guint64) MAX (done, 0));
  g_autofree char *total_size = g_format_size ((guint64) MAX (total, 0));

  if (done <= 0 || total <= 0)
    return g_strdup (step);

  /* Translators: what is done, and sizes: how much of how much. */
  return g_strdup_printf (_("%s %s of %s"), step, done_size, total_size);
}

static char *
dup_words (SpInstallationRow *self)
{
  switch (sp_installation_get_state (self->installation)) {
  case SP_INSTALLATION_READY:
    return g_strdup (_("Not finished. It can go on where it was."));
  case SP_INSTALLATION_RUNNING:
    return dup_running_words (self);
  case SP_INSTALLATION_DONE:
    return g_strdup (_("Done"));
  case SP_INSTALLATION_FAILED:
    return dup_first_line (sp_installation_get_error (self->installation));
  case SP_INSTALLATION_CANCELLED:
    return g_strdup (_("Cancelled. What came is kept, so that it can go on."));
  }

  return NULL;
}

static void
progress_cb (SpInstallationRow *self)
{
  g_autofree char *words = dup_words (self);

  gtk_label_set_label (self->words, words);
  gtk_progress_bar_set_fraction (self->bar, CLAMP (sp_installation_get_fraction (self->installation), 0, 1));
}

static void
update (SpInstallationRow *self)
{
  SpInstallationState state = sp_installation_get_state (self->installation);
  const char         *title = sp_installation_get_title (self->installation);
  gboolean            running = state == SP_INSTALLATION_RUNNING;
  g_autofree char    *name = g_strdup_printf (_("Installation of “%s”"), title);

  gtk_label_set_label (self->title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), running);
  gtk_widget_set_visible (GTK_WIDGET (self->again), !running);
  gtk_button_set_label (self->again, state == SP_INSTALLATION_FAILED ? _("Try Again") : _("Resume"));
  gtk_button_set_label (self->give_up, running ? _("Cancel") : _("Discard"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (state == SP_INSTALLATION_FAILED)
    gtk_toggle_button_set_active (self->show_log, TRUE);
  progress_cb (self);
}

static void
log_cb (SpInstallationRow *self,
        const char        *line)
{
  sp_log_view_append_line (self->log, line);
}

static void
warning_cb (SpInstallationRow *self,
            const char        *text)
{
  g_autofree char *line = g_strdup_printf ("\033[33m%s\033[0m", text);

  sp_log_view_append_line (self->log, line);
}

static void
again_clicked_cb (SpInstallationRow *self)
{
  g_autoptr (SpInstallation) installation = g_object_ref (self->installation); /* the row goes away with it */

  if (sp_installation_get_state (installation) == SP_INSTALLATION_READY)
    sp_library_install (self->library, installation);
  else
    sp_library_install_again (self->library, installation);
}

static void
give_up_clicked_cb (SpInstallationRow *self)
{
  g_autoptr (SpInstallation) installation = g_object_ref (self->installation);

  if (sp_installation_get_state (installation) == SP_INSTALLATION_RUNNING)
    sp_installation_cancel (installation, TRUE);
  else
    sp_library_give_up (self->library, installation);
}

static void
sp_installation_row_dispose (GObject *object)
{
  SpInstallationRow *self = SP_INSTALLATION_ROW (object);

  if (self->installation != NULL)
    g_signal_handlers_disconnect_by_data (self->installation, self);
  g_clear_object (&self->installation);
  g_clear_object (&self->library);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_INSTALLATION_ROW);

  G_OBJECT_CLASS (sp_installation_row_parent_class)->dispose (object);
}

static void
sp_installation_row_class_init (SpInstallationRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_installation_row_dispose;

  g_type_ensure (SP_TYPE_LOG_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-installation-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SpInstallationRow, title);
  gtk_widget_class_bind_template_child (widget_class, SpInstallationRow, words);
  gtk_widget_class_bind_template_child (widget_class, SpInstallationRow, bar);
  gtk_widget_class_bind_template_child (widget_class, SpInstallationRow, again);
  gtk_widget_class_bind_template_child (widget_class, SpInstallationRow, give_up);
  gtk_widget_class_bind_template_child (widget_class, SpInstallationRow, show_log);
  gtk_widget_class_bind_template_child (widget_class, SpInstallationRow, log);
  gtk_widget_class_bind_template_callback (widget_class, again_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, give_up_clicked_cb);
}

static void
sp_installation_row_init (SpInstallationRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_installation_row_new (SpLibrary      *library,
                         SpInstallation *installation)
{
  SpInstallationRow *self = g_object_new (SP_TYPE_INSTALLATION_ROW, NULL);
  g_auto (GStrv)     lines = sp_installation_dup_log (installation);

  self->library = g_object_ref (library);
  self->installation = g_object_ref (installation);
  for (gsize i = 0; lines != NULL && lines[i] != NULL; i++)
    sp_log_view_append_line (self->log, lines[i]);
  g_signal_connect_object (installation, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (installation, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (installation, "log", G_CALLBACK (log_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (installation, "warning", G_CALLBACK (warning_cb), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
