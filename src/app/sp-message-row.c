/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-message-row.h"

#include "sp-html-block.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What is left at least when the pointer goes away: nothing closes under the user's hand. */
#define SHORTEST_REST (1 * G_USEC_PER_SEC)
#define LONGEST (600 * G_USEC_PER_SEC)

/* A message is no page: what goes beyond is plain text. */
#define MAX_BLOCKS 40

struct _SpMessageRow {
  AdwBin              parent_instance;
  GtkImage           *icon;    /* template child */
  GtkLabel           *title;   /* template child */
  GtkLabel           *count;   /* template child */
  AdwBin             *content; /* template child */
  GtkButton          *button;  /* template child */
  GtkEventController *motion;  /* template child */
  GtkEventController *focus;   /* template child */
  GradioLog          *log;     /* owned */
  guint               n_times;
  gint64              rest;    /* microseconds of its time that are left; 0 for until it is closed */
  gint64              started; /* when the timer was */
  guint               timer;
};

G_DEFINE_FINAL_TYPE (SpMessageRow, sp_message_row, ADW_TYPE_BIN)

enum {
  SIGNAL_CLOSE,
  SIGNAL_BUTTON_CLICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
close_row (SpMessageRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSE], 0);
}

static void
close_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  close_row (SP_MESSAGE_ROW (widget));
}

static void
button_clicked_cb (SpMessageRow *self)
{
  g_autoptr (SpMessageRow) alive = g_object_ref (self);

  g_signal_emit (self, signals[SIGNAL_BUTTON_CLICKED], 0);
  close_row (self);
}

static gboolean
time_over_cb (gpointer user_data)
{
  SpMessageRow *self = user_data;

  self->timer = 0;
  close_row (self);

  return G_SOURCE_REMOVE;
}

static void
stop_clock (SpMessageRow *self)
{
  if (self->timer == 0)
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->rest = MAX (self->rest - (g_get_monotonic_time () - self->started), SHORTEST_REST);
}

static void
update_clock (SpMessageRow *self)
{
  gboolean looked_at =
    self->motion != NULL &&
    (gtk_event_controller_motion_contains_pointer (GTK_EVENT_CONTROLLER_MOTION (self->motion)) ||
     gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (self->focus)));

  if (self->rest == 0 || looked_at || !gtk_widget_get_mapped (GTK_WIDGET (self))) {
    stop_clock (self);
  } else if (self->timer == 0) {
    self->started = g_get_monotonic_time ();
    self->timer = g_timeout_add ((guint) (self->rest / 1000), time_over_cb, self);
  }
}

static void
start_time (SpMessageRow *self)
{
  double seconds = self->log->duration;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->rest = seconds > 0 ? (gint64) CLAMP (seconds * G_USEC_PER_SEC, 1000, LONGEST) : 0;
  update_clock (self);
}

static const char *
get_icon_name (GradioLogLevel level)
{
  switch (level) {
  case GRADIO_LOG_WARNING:
    return "dialog-warning-symbolic";
  case GRADIO_LOG_SUCCESS:
    return "emblem-ok-symbolic";
  case GRADIO_LOG_ERROR:
    return "dialog-error-symbolic";
  case GRADIO_LOG_INFO:
    break;
  }

  return "dialog-information-symbolic";
}

/* The title may be any word of the author; the kind is told as well. */
static const char *
get_kind (GradioLogLevel level)
{
  switch (level) {
  case GRADIO_LOG_WARNING:
    return C_("kind of a message", "Warning");
  case GRADIO_LOG_SUCCESS:
    return C_("kind of a message", "Success");
  case GRADIO_LOG_ERROR:
    return C_("kind of a message", "Error");
  case GRADIO_LOG_INFO:
    break;
  }

  return C_("kind of a message", "Info");
}

static const char *
get_style (GradioLogLevel level)
{
  switch (level) {
  case GRADIO_LOG_WARNING:
    return "warning";
  case GRADIO_LOG_SUCCESS:
    return "success";
  case GRADIO_LOG_ERROR:
    return "error";
  case GRADIO_LOG_INFO:
    break;
  }

  return "accent";
}

static void
show_log (SpMessageRow *self, GradioClient *client)
{
  const GradioLog *log = self->log;
  SpHtmlContext    context = { client, NULL, MAX_BLOCKS };
  const char      *kind = get_kind (log->level);
  g_autofree char *escaped = g_markup_escape_text (log->text, -1);
  gboolean         titled = *log->title != '\0';
  g_autofree char *name = !titled || g_str_equal (log->title, kind)
                            ? g_strdup_printf (_("%s: %s"), kind, log->text)
                            : g_strdup_printf (_("%s: %s: %s"), kind, log->title, log->text);

  gtk_image_set_from_icon_name (self->icon, get_icon_name (log->level));
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), get_style (log->level));
  gtk_label_set_label (self->title, log->title);
  gtk_widget_set_visible (GTK_WIDGET (self->title), titled);
  adw_bin_set_child (self->content, sp_html_block_new (&context, log->html != NULL ? log->html : escaped));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL, kind, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
sp_message_row_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_message_row_parent_class)->map (widget);

  update_clock (SP_MESSAGE_ROW (widget));
}

/* What nobody can see has all the time in the world. */
static void
sp_message_row_unmap (GtkWidget *widget)
{
  stop_clock (SP_MESSAGE_ROW (widget));

  GTK_WIDGET_CLASS (sp_message_row_parent_class)->unmap (widget);
}

static void
sp_message_row_dispose (GObject *object)
{
  SpMessageRow *self = SP_MESSAGE_ROW (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->motion = NULL;
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_MESSAGE_ROW);

  G_OBJECT_CLASS (sp_message_row_parent_class)->dispose (object);
}

static void
sp_message_row_finalize (GObject *object)
{
  g_clear_pointer (&SP_MESSAGE_ROW (object)->log, gradio_log_free);

  G_OBJECT_CLASS (sp_message_row_parent_class)->finalize (object);
}

static void
sp_message_row_class_init (SpMessageRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_message_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_message_row_finalize;
  widget_class->map = sp_message_row_map;
  widget_class->unmap = sp_message_row_unmap;

  signals[SIGNAL_CLOSE] = g_signal_new ("close", SP_TYPE_MESSAGE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_BUTTON_CLICKED] = g_signal_new ("button-clicked", SP_TYPE_MESSAGE_ROW, G_SIGNAL_RUN_LAST,
                                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "message.close", NULL, close_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "message.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "message.close", NULL);
  gtk_widget_class_set_css_name (widget_class, "sp-message");
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-message-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SpMessageRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SpMessageRow, title);
  gtk_widget_class_bind_template_child (widget_class, SpMessageRow, count);
  gtk_widget_class_bind_template_child (widget_class, SpMessageRow, content);
  gtk_widget_class_bind_template_child (widget_class, SpMessageRow, button);
  gtk_widget_class_bind_template_child (widget_class, SpMessageRow, motion);
  gtk_widget_class_bind_template_child (widget_class, SpMessageRow, focus);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
}

static void
sp_message_row_init (SpMessageRow *self)
{
  self->n_times = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->motion, "notify::contains-pointer", G_CALLBACK (update_clock), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->focus, "notify::contains-focus", G_CALLBACK (update_clock), self,
                           G_CONNECT_SWAPPED);
}

/* Assistive technology tells of an alert at once, of a status when the user is not busy. */
GtkWidget *
sp_message_row_new (const GradioLog *log, GradioClient *client)
{
  SpMessageRow *self = NULL;
  gboolean      urgent = FALSE;

  g_return_val_if_fail (log != NULL, NULL);

  urgent = log->level == GRADIO_LOG_ERROR || log->level == GRADIO_LOG_WARNING;
  self = g_object_new (SP_TYPE_MESSAGE_ROW, "accessible-role",
                       urgent ? GTK_ACCESSIBLE_ROLE_ALERT : GTK_ACCESSIBLE_ROLE_STATUS, NULL);
  self->log = gradio_log_copy (log);
  show_log (self, client);
  start_time (self);

  return GTK_WIDGET (self);
}

void
sp_message_row_set_button (SpMessageRow *self, const char *label)
{
  g_return_if_fail (SP_IS_MESSAGE_ROW (self));
  g_return_if_fail (label != NULL);

  gtk_button_set_label (self->button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->button), TRUE);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->rest = 0;
}

gboolean
sp_message_row_repeat (SpMessageRow *self, const GradioLog *log)
{
  g_autofree char *count = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (SP_IS_MESSAGE_ROW (self), FALSE);
  g_return_val_if_fail (log != NULL, FALSE);

  if (self->log->level != log->level || !g_str_equal (self->log->title, log->title) ||
      g_strcmp0 (self->log->text, log->text) != 0 || g_strcmp0 (self->log->html, log->html) != 0)
    return FALSE;

  self->n_times++;
  count = g_strdup_printf ("×%u", self->n_times);
  words = g_strdup_printf (ngettext ("%u time", "%u times", self->n_times), self->n_times);
  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->count), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  self->log->duration = log->duration;
  start_time (self);

  return TRUE;
}
