/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-status-overlay.h"

#include "sp-job-watch.h"
#include "sp-resources.h"
#include "sp-status-words.h"
#include "sp-tooltip.h"

#include <adwaita.h>

#include <glib/gi18n-lib.h>

/* How long it is said that a result came from the cache: as on the page of the app. */
#define CACHE_MS 1750

/* Over less than these pixels a result that is there already would not be seen beside all words. */
#define NARROW 400

/* Two functions may give a component its next value at the same time. */
typedef struct {
  GradioJob     *job; /* owned */
  SpShowProgress show_progress;
} Entry;

struct _SpStatusOverlay {
  GtkWidget       parent_instance;
  GtkProgressBar *bar;     /* template child */
  GtkWidget      *line;    /* template child */
  GtkWidget      *caption; /* template child */
  GtkLabel       *step;    /* template child */
  GtkLabel       *state;   /* template child */
  GtkLabel       *corner;  /* template child */
  GtkWidget      *stop;    /* template child */
  GtkWidget      *clear;   /* template child */
  GArray         *entries; /* of Entry: all that run, and those that ended while another one ran */
  SpJobWatch     *watch;   /* owned */
  GradioJob      *job;     /* owned: the one that is shown */
  char           *news;    /* owned: what a screen reader was told last */
  SpShowProgress  show_progress;
  guint           cache_timer;
  gboolean        busy;
  gboolean        waiting;
};

G_DEFINE_FINAL_TYPE (SpStatusOverlay, sp_status_overlay, GTK_TYPE_WIDGET)

typedef enum {
  PROP_BUSY = 1,
  PROP_WAITING,
} SpStatusOverlayProperty;

static GParamSpec *properties[PROP_WAITING + 1];

static void
entry_clear (gpointer data)
{
  g_clear_object (&((Entry *) data)->job);
}

static GradioJobState
get_state (SpStatusOverlay *self)
{
  return self->job != NULL ? gradio_job_get_state (self->job) : GRADIO_JOB_COMPLETE;
}

static gboolean
is_running (SpStatusOverlay *self)
{
  return self->job != NULL && !gradio_job_is_final (self->job);
}

/* What the validators of the app refuse is told at the fields. */
static gboolean
has_failed (GradioJob *job)
{
  return gradio_job_get_state (job) == GRADIO_JOB_FAILED && gradio_job_get_error_parameter (job) < 0;
}

static void
tell_news (SpStatusOverlay *self)
{
  g_autofree char *news = sp_status_words_news (self->job);

  if (g_strcmp0 (news, self->news) == 0)
    return;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, news, -1);
  g_free (self->news);
  self->news = g_steal_pointer (&news);
}

static char *
dup_state_words (SpStatusOverlay *self)
{
  if (get_state (self) == GRADIO_JOB_COMPLETE)
    return sp_status_words_cache (self->job);

  return sp_status_words_state (self->job);
}

static void
update_texts (SpStatusOverlay *self)
{
  const GError    *error = gradio_job_get_error (self->job);
  gboolean         failed = has_failed (self->job);
  g_autofree char *state = dup_state_words (self);
  g_autofree char *corner = sp_status_words_short (self->job);
  g_autofree char *step = NULL;

  if (is_running (self))
    step = sp_status_words_levels (gradio_job_get_progress (self->job));
  gtk_label_set_text (self->state, state != NULL ? state : "");
  gtk_label_set_text (self->step, step != NULL ? step : "");
  gtk_label_set_text (self->corner, corner);
  gtk_widget_set_visible (GTK_WIDGET (self->step), step != NULL);
  sp_tooltip_set_text (self->caption, failed && error != NULL ? error->message : NULL);
  gtk_widget_set_can_target (self->caption, failed);
  if (failed)
    gtk_widget_add_css_class (self->caption, "error");
  else
    gtk_widget_remove_css_class (self->caption, "error");
  tell_news (self);
}

static void
update_bar (SpStatusOverlay *self)
{
  double fraction = sp_status_words_fraction (self->job);

  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->bar, fraction);
  else if (adw_get_enable_animations (GTK_WIDGET (self)))
    gtk_progress_bar_pulse (self->bar);
}

/* A bar that was pulsed once asks for every frame from then on, seen or not, until it has a fraction. */
static void
rest_bar (SpStatusOverlay *self)
{
  gtk_progress_bar_set_fraction (self->bar, 0);
}

/* A function that gives results has nothing to say but how far it is, and that it can be stopped. */
static void
update_parts (SpStatusOverlay *self)
{
  gboolean running = is_running (self);
  gboolean gives = get_state (self) == GRADIO_JOB_GENERATING;
  gboolean narrow = gives && gtk_widget_get_width (GTK_WIDGET (self)) < NARROW;
  gboolean full = self->show_progress == SP_SHOW_PROGRESS_FULL && !narrow;
  gboolean silent = gives && gradio_job_get_progress (self->job)->len == 0 &&
                    gradio_job_get_time_left (self->job) < 0;

  gtk_widget_set_visible (GTK_WIDGET (self->bar), running);
  gtk_widget_set_visible (self->caption, !running || (full && !silent));
  gtk_widget_set_visible (GTK_WIDGET (self->corner), running && !full && !silent);
  gtk_widget_set_visible (self->stop, running);
  gtk_widget_set_visible (self->clear, has_failed (self->job));
}

/* Makes what is seen fit the job; does not run while nothing is seen. */
static void
update (SpStatusOverlay *self)
{
  gboolean busy = is_running (self) && gtk_widget_get_mapped (GTK_WIDGET (self));

  if (!is_running (self))
    rest_bar (self);
  if (self->job == NULL || !gtk_widget_get_visible (GTK_WIDGET (self))) {
    sp_job_watch_set_timers (self->watch, FALSE, FALSE);
    return;
  }

  update_texts (self);
  update_parts (self);
  if (sp_status_words_fraction (self->job) >= 0)
    update_bar (self);
  sp_job_watch_set_timers (self->watch, busy, busy && gradio_job_get_progress (self->job)->len == 0);
}

static gboolean
cache_over_cb (gpointer user_data)
{
  SpStatusOverlay *self = user_data;

  self->cache_timer = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  return G_SOURCE_REMOVE;
}

static gboolean
should_be_visible (SpStatusOverlay *self)
{
  GradioJobState state = get_state (self);

  if (self->job == NULL || self->show_progress == SP_SHOW_PROGRESS_HIDDEN)
    return FALSE;
  if (state == GRADIO_JOB_COMPLETE)
    return self->cache_timer != 0;
  if (state == GRADIO_JOB_GENERATING && self->show_progress == SP_SHOW_PROGRESS_MINIMAL)
    return gradio_job_get_time_left (self->job) >= 0;

  return is_running (self) || has_failed (self->job);
}

static void
set_flag (SpStatusOverlay *self, gboolean *flag, gboolean value, SpStatusOverlayProperty property)
{
  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
update_state (SpStatusOverlay *self)
{
  gboolean waiting = is_running (self) && get_state (self) < GRADIO_JOB_GENERATING &&
                     self->show_progress == SP_SHOW_PROGRESS_FULL;

  gtk_widget_set_visible (GTK_WIDGET (self), should_be_visible (self));
  update (self);
  set_flag (self, &self->busy, is_running (self), PROP_BUSY);
  set_flag (self, &self->waiting, waiting, PROP_WAITING);
}

static void
show_entry (SpStatusOverlay *self, const Entry *entry)
{
  self->show_progress = entry->show_progress;
  g_clear_handle_id (&self->cache_timer, g_source_remove);
  if (g_set_object (&self->job, entry->job))
    sp_job_watch_set_job (self->watch, entry->job);
}

/* The newest that goes on, one that is told of before one that is not; when all have ended an error
 * rather than none. */
static const Entry *
find_entry (SpStatusOverlay *self)
{
  const Entry *hidden = NULL;
  const Entry *failed = NULL;

  for (guint i = self->entries->len; i > 0; i--) {
    const Entry *entry = &g_array_index (self->entries, Entry, i - 1);
    gboolean     is_hidden = entry->show_progress == SP_SHOW_PROGRESS_HIDDEN;

    if (!gradio_job_is_final (entry->job) && !is_hidden)
      return entry;
    if (hidden == NULL && !gradio_job_is_final (entry->job))
      hidden = entry;
    if (failed == NULL && !is_hidden && has_failed (entry->job))
      failed = entry;
  }

  return hidden != NULL ? hidden : failed;
}

static void
job_state_cb (SpStatusOverlay *self)
{
  const Entry *entry = is_running (self) ? NULL : find_entry (self);

  if (entry != NULL) {
    show_entry (self, entry);
  } else if (get_state (self) == GRADIO_JOB_COMPLETE && self->cache_timer == 0 &&
             gradio_job_get_cache_use (self->job) != GRADIO_CACHE_NOT_USED) {
    self->cache_timer = g_timeout_add (CACHE_MS, cache_over_cb, self);
  }
  update_state (self);
}

static void
pulse_cb (SpStatusOverlay *self)
{
  update_bar (self);
}

static void
stop_cb (SpStatusOverlay *self)
{
  g_autoptr (GradioJob) job = g_object_ref (self->job);

  gradio_job_cancel (job);
}

static void
clear_cb (SpStatusOverlay *self)
{
  sp_status_overlay_set_job (self, NULL, SP_SHOW_PROGRESS_FULL);
}

/* Only its buttons are in the way of the pointer. */
static gboolean
sp_status_overlay_contains (GtkWidget *widget, double x, double y)
{
  return FALSE;
}

static void
sp_status_overlay_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_status_overlay_parent_class)->map (widget);

  update (SP_STATUS_OVERLAY (widget));
}

static void
sp_status_overlay_unmap (GtkWidget *widget)
{
  sp_job_watch_stop (SP_STATUS_OVERLAY (widget)->watch);
  rest_bar (SP_STATUS_OVERLAY (widget));

  GTK_WIDGET_CLASS (sp_status_overlay_parent_class)->unmap (widget);
}

static void
sp_status_overlay_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpStatusOverlayProperty) prop_id) {
  case PROP_BUSY:
    g_value_set_boolean (value, SP_STATUS_OVERLAY (object)->busy);
    break;
  case PROP_WAITING:
    g_value_set_boolean (value, SP_STATUS_OVERLAY (object)->waiting);
    break;
  }
}

static void
sp_status_overlay_dispose (GObject *object)
{
  SpStatusOverlay *self = SP_STATUS_OVERLAY (object);
  GtkWidget       *child = NULL;

  sp_job_watch_set_job (self->watch, NULL);
  sp_job_watch_stop (self->watch);
  g_clear_handle_id (&self->cache_timer, g_source_remove);
  g_array_set_size (self->entries, 0);
  g_clear_object (&self->job);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_STATUS_OVERLAY);

  G_OBJECT_CLASS (sp_status_overlay_parent_class)->dispose (object);
}

static void
sp_status_overlay_finalize (GObject *object)
{
  SpStatusOverlay *self = SP_STATUS_OVERLAY (object);

  g_clear_object (&self->watch);
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->news, g_free);

  G_OBJECT_CLASS (sp_status_overlay_parent_class)->finalize (object);
}

static void
sp_status_overlay_class_init (SpStatusOverlayClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sp_status_overlay_get_property;
  object_class->dispose = sp_status_overlay_dispose;
  object_class->finalize = sp_status_overlay_finalize;
  widget_class->map = sp_status_overlay_map;
  widget_class->unmap = sp_status_overlay_unmap;
  widget_class->contains = sp_status_overlay_contains;

  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_WAITING] = g_param_spec_boolean ("waiting", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "sp-status-overlay");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-status-overlay.ui");
  gtk_widget_class_bind_template_child (widget_class, SpStatusOverlay, bar);
  gtk_widget_class_bind_template_child (widget_class, SpStatusOverlay, line);
  gtk_widget_class_bind_template_child (widget_class, SpStatusOverlay, caption);
  gtk_widget_class_bind_template_child (widget_class, SpStatusOverlay, step);
  gtk_widget_class_bind_template_child (widget_class, SpStatusOverlay, state);
  gtk_widget_class_bind_template_child (widget_class, SpStatusOverlay, corner);
  gtk_widget_class_bind_template_child (widget_class, SpStatusOverlay, stop);
  gtk_widget_class_bind_template_child (widget_class, SpStatusOverlay, clear);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
sp_status_overlay_init (SpStatusOverlay *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, entry_clear);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->watch = sp_job_watch_new (GTK_WIDGET (self));
  g_signal_connect_object (self->watch, "state", G_CALLBACK (job_state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "second", G_CALLBACK (update_texts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "pulse", G_CALLBACK (pulse_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
sp_status_overlay_new (void)
{
  return g_object_new (SP_TYPE_STATUS_OVERLAY, NULL);
}

static Entry *
find_job (SpStatusOverlay *self, GradioJob *job)
{
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = &g_array_index (self->entries, Entry, i);

    if (entry->job == job)
      return entry;
  }

  return NULL;
}

/* Beside one that goes on for long there may be thousands: of those that have ended nothing is left to
 * tell but the last error. */
static void
forget_ended (SpStatusOverlay *self)
{
  gboolean has_error = FALSE;

  for (guint i = self->entries->len; i > 0; i--) {
    const Entry *entry = &g_array_index (self->entries, Entry, i - 1);
    gboolean     tells = entry->show_progress != SP_SHOW_PROGRESS_HIDDEN && has_failed (entry->job);

    if (gradio_job_is_final (entry->job) && (has_error || !tells))
      g_array_remove_index (self->entries, i - 1);
    else
      has_error = has_error || tells;
  }
}

static Entry *
add_job (SpStatusOverlay *self, GradioJob *job)
{
  Entry entry = { g_object_ref (job), SP_SHOW_PROGRESS_FULL };

  if (is_running (self))
    forget_ended (self);
  else /* what was before is over and done with */
    g_array_set_size (self->entries, 0);
  g_array_append_val (self->entries, entry);

  return &g_array_index (self->entries, Entry, self->entries->len - 1);
}

void
sp_status_overlay_set_job (SpStatusOverlay *self, GradioJob *job, SpShowProgress show_progress)
{
  Entry       *entry = NULL;
  const Entry *shown = NULL;

  g_return_if_fail (SP_IS_STATUS_OVERLAY (self));
  g_return_if_fail (job == NULL || GRADIO_IS_JOB (job));

  if (job == NULL) {
    g_array_set_size (self->entries, 0);
    g_clear_handle_id (&self->cache_timer, g_source_remove);
    g_clear_object (&self->job);
    sp_job_watch_set_job (self->watch, NULL);
  } else {
    entry = find_job (self, job);
    if (entry == NULL)
      entry = add_job (self, job);
    entry->show_progress = show_progress;
    shown = find_entry (self);
    show_entry (self, shown != NULL ? shown : entry);
  }
  update_state (self);
}

gboolean
sp_status_overlay_get_busy (SpStatusOverlay *self)
{
  g_return_val_if_fail (SP_IS_STATUS_OVERLAY (self), FALSE);

  return self->busy;
}

gboolean
sp_status_overlay_get_waiting (SpStatusOverlay *self)
{
  g_return_val_if_fail (SP_IS_STATUS_OVERLAY (self), FALSE);

  return self->waiting;
}
