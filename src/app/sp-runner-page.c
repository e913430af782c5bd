/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-runner-page.h"

#include "sp-log-text.h"
#include "sp-log-view.h"
#include "sp-resources.h"
#include "sp-time-words.h"

#include <glib/gi18n-lib.h>

#define MAX_FAILURE_LINES 100

struct _SpRunnerPage {
  AdwBin           parent_instance;
  AdwStatusPage   *status;   /* template child */
  GtkSpinner      *spinner;  /* template child */
  GtkLabel        *elapsed;  /* template child */
  GtkButton       *start;    /* template child */
  GtkWidget       *stop;     /* template child */
  GtkWidget       *rollback; /* template child */
  GtkToggleButton *show_log; /* template child */
  GtkWidget       *output;   /* template child */
  SpLogView       *log;      /* template child */
  GtkLabel        *lines;    /* template child */
  SpLibrary       *library;  /* owned */
  SpRunner        *runner;   /* owned */
  char            *id;       /* owned */
  gint64           began;    /* monotonic */
  guint            clock;    /* once a second, while it is started */
};

G_DEFINE_FINAL_TYPE (SpRunnerPage, sp_runner_page, ADW_TYPE_BIN)

typedef enum {
  PROP_RUNNER = 1,
} SpRunnerPageProperty;

static GParamSpec *properties[PROP_RUNNER + 1];

typedef enum {
  SIGNAL_READY,
} SpRunnerPageSignal;

static guint signals[SIGNAL_READY + 1];

static gboolean
clock_cb (gpointer user_data)
{
  SpRunnerPage    *self = user_data;
  g_autofree char *text = sp_time_words_elapsed ((g_get_monotonic_time () - self->began) / 1e6);

  gtk_label_set_text (self->elapsed, text);

  return G_SOURCE_CONTINUE;
}

static void
set_busy (SpRunnerPage *self,
          gboolean      busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_visible (GTK_WIDGET (self->elapsed), busy);
  gtk_widget_set_visible (self->stop, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->start), !busy);
  if (!busy) {
    g_clear_handle_id (&self->clock, g_source_remove);
  } else if (self->clock == 0) {
    self->began = g_get_monotonic_time ();
    self->clock = g_timeout_add_seconds (1, clock_cb, self);
    clock_cb (self);
  }
}

static void
show_words (SpRunnerPage *self,
            const char   *title,
            const char   *description,
            gboolean      busy)
{
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, description);
  gtk_widget_set_visible (self->rollback, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->lines), FALSE);
  if (busy)
    gtk_toggle_button_set_active (self->show_log, TRUE);
  set_busy (self, busy);
}

static gboolean
can_roll_back (SpRunnerPage *self)
{
  SpInstalledSpace *space = sp_space_store_find (sp_library_get_store (self->library), self->id);

  return space != NULL && sp_installed_space_get_previous_version (space) != NULL;
}

/* Without the colours that a terminal would show. */
static char *
dup_plain (const char *lines)
{
  g_autoptr (SpLogText) text = sp_log_text_new (MAX_FAILURE_LINES);
  g_autoptr (SpLogLine) last = NULL;
  g_autoptr (GString)   plain = g_string_new (NULL);
  SpLogLine            *line;

  sp_log_text_feed (text, lines, strlen (lines));
  while ((line = sp_log_text_take_line (text)) != NULL) {
    g_string_append_printf (plain, "%s\n", line->text->str);
    sp_log_line_free (line);
  }
  last = sp_log_text_dup_last_line (text);
  g_string_append (plain, last->text->str);

  return g_string_free (g_steal_pointer (&plain), FALSE);
}

/* An error is a sentence or two, and from the next line on what the log says of it. */
static void
show_failure (SpRunnerPage *self,
              const GError *error)
{
  g_auto (GStrv)   parts = g_strsplit (error != NULL ? error->message : "", "\n", 2);
  g_autofree char *text = g_markup_escape_text (parts[0] != NULL ? parts[0] : "", -1);
  gboolean         has_lines = parts[0] != NULL && parts[1] != NULL;
  g_autofree char *lines = has_lines ? dup_plain (parts[1]) : g_strdup ("");

  show_words (self, _("The Space Stopped"), text, FALSE);
  gtk_label_set_label (self->lines, lines);
  gtk_widget_set_visible (GTK_WIDGET (self->lines), has_lines);
  gtk_toggle_button_set_active (self->show_log, FALSE);
  gtk_button_set_label (self->start, _("Try Again"));
  gtk_widget_set_visible (self->rollback, can_roll_back (self));
}

static void
state_changed_cb (SpRunnerPage *self)
{
  g_autofree char *name = g_markup_escape_text (sp_space_get_title (sp_runner_get_space (self->runner)), -1);
  g_autofree char *title = NULL;

  switch (sp_runner_get_state (self->runner)) {
  case SP_RUNNER_STOPPED:
    show_words (self, _("Not Running"), _("This Space runs on this computer."), FALSE);
    gtk_button_set_label (self->start, _("Start"));
    break;
  case SP_RUNNER_INSTALLING:
    title = g_strdup_printf (_("Installing “%s”"), name);
    show_words (self, title, _("This is done once and can take a minute."), TRUE);
    break;
  case SP_RUNNER_STARTING:
    title = g_strdup_printf (_("Starting “%s”"), name);
    show_words (self, title, _("This takes a few seconds."), TRUE);
    break;
  case SP_RUNNER_WAITING:
    title = g_strdup_printf (_("Starting “%s” Again"), name);
    show_words (self, title, _("It ended by itself and is started again in a moment."), TRUE);
    break;
  case SP_RUNNER_RUNNING:
    set_busy (self, FALSE);
    g_signal_emit (self, signals[SIGNAL_READY], 0);
    break;
  case SP_RUNNER_FAILED:
    show_failure (self, sp_runner_get_error (self->runner));
    break;
  }
}

static void
output_cb (SpRunnerPage *self,
           const char   *line)
{
  sp_log_view_append_line (self->log, line);
  gtk_widget_set_visible (GTK_WIDGET (self->show_log), TRUE);
}

/* After an update, or where it was never started, there is a new one. */
static void
use_runner (SpRunnerPage *self,
            SpRunner     *runner)
{
  if (self->runner == runner)
    return;

  if (self->runner != NULL)
    g_signal_handlers_disconnect_by_data (self->runner, self);
  g_set_object (&self->runner, runner);
  g_signal_connect_object (runner, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "output", G_CALLBACK (output_cb), self, G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNER]);
  state_changed_cb (self);
}

static void
start_clicked_cb (SpRunnerPage *self)
{
  sp_runner_page_start (self);
}

static void
stop_clicked_cb (SpRunnerPage *self)
{
  sp_runner_stop (self->runner);
}

static void
rolled_back_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (SpRunnerPage) self = user_data;
  g_autoptr (GError)       error = NULL;

  if (!sp_space_store_rollback_finish (SP_SPACE_STORE (source), result, &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(su)", error->message, 5);
  else if (self->library != NULL)
    sp_runner_page_start (self);
}

static void
rollback_clicked_cb (SpRunnerPage *self)
{
  SpSpaceStore     *store = sp_library_get_store (self->library);
  SpInstalledSpace *space = sp_space_store_find (store, self->id);

  if (space != NULL)
    sp_space_store_rollback_async (store, space, rolled_back_cb, g_object_ref (self));
}

static void
sp_runner_page_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch ((SpRunnerPageProperty) prop_id) {
  case PROP_RUNNER:
    g_value_set_object (value, SP_RUNNER_PAGE (object)->runner);
    break;
  }
}

static void
sp_runner_page_dispose (GObject *object)
{
  SpRunnerPage *self = SP_RUNNER_PAGE (object);

  if (self->runner != NULL)
    g_signal_handlers_disconnect_by_data (self->runner, self);
  if (self->library != NULL)
    sp_library_release (self->library, self->id);
  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_object (&self->runner);
  g_clear_object (&self->library);
  g_clear_pointer (&self->id, g_free);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_RUNNER_PAGE);

  G_OBJECT_CLASS (sp_runner_page_parent_class)->dispose (object);
}

static void
sp_runner_page_class_init (SpRunnerPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_runner_page_get_property;
  object_class->dispose = sp_runner_page_dispose;

  properties[PROP_RUNNER] =
    g_param_spec_object ("runner", NULL, NULL, SP_TYPE_RUNNER, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_READY] = g_signal_new ("ready", SP_TYPE_RUNNER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);

  g_type_ensure (SP_TYPE_LOG_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-runner-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SpRunnerPage, status);
  gtk_widget_class_bind_template_child (widget_class, SpRunnerPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, SpRunnerPage, elapsed);
  gtk_widget_class_bind_template_child (widget_class, SpRunnerPage, start);
  gtk_widget_class_bind_template_child (widget_class, SpRunnerPage, stop);
  gtk_widget_class_bind_template_child (widget_class, SpRunnerPage, rollback);
  gtk_widget_class_bind_template_child (widget_class, SpRunnerPage, show_log);
  gtk_widget_class_bind_template_child (widget_class, SpRunnerPage, output);
  gtk_widget_class_bind_template_child (widget_class, SpRunnerPage, lines);
  gtk_widget_class_bind_template_child (widget_class, SpRunnerPage, log);
  gtk_widget_class_bind_template_callback (widget_class, start_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, rollback_clicked_cb);
}

static void
sp_runner_page_init (SpRunnerPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_runner_page_new (SpLibrary *library,
                    SpSpace   *space)
{
  SpRunnerPage *self = g_object_new (SP_TYPE_RUNNER_PAGE, NULL);

  self->library = g_object_ref (library);
  self->id = g_strdup (sp_space_get_id (space));
  use_runner (self, sp_library_get_runner (library, space));

  return GTK_WIDGET (self);
}

void
sp_runner_page_start (SpRunnerPage *self)
{
  g_autoptr (SpSpace) space = NULL;
  g_autoptr (GError)  error = NULL;

  g_return_if_fail (SP_IS_RUNNER_PAGE (self));

  if (sp_runner_page_get_running (self)) {
    g_signal_emit (self, signals[SIGNAL_READY], 0);
    return;
  }

  space = sp_library_dup_space (self->library, self->id);
  if (space == NULL)
    space = g_object_ref (sp_runner_get_space (self->runner));
  use_runner (self, sp_library_get_runner (self->library, space));
  if (!sp_library_start (self->library, space, &error))
    show_failure (self, error);
}

/* When it runs it is stopped first, so that an update counts. */
void
sp_runner_page_restart (SpRunnerPage *self)
{
  g_return_if_fail (SP_IS_RUNNER_PAGE (self));

  sp_runner_stop (self->runner);
  sp_runner_page_start (self);
}

SpRunner *
sp_runner_page_get_runner (SpRunnerPage *self)
{
  g_return_val_if_fail (SP_IS_RUNNER_PAGE (self), NULL);

  return self->runner;
}

gboolean
sp_runner_page_get_running (SpRunnerPage *self)
{
  g_return_val_if_fail (SP_IS_RUNNER_PAGE (self), FALSE);

  return sp_runner_get_state (self->runner) == SP_RUNNER_RUNNING;
}
