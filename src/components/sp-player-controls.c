/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-player-controls.h"

#include "sp-resources.h"
#include "sp-time-format.h"

#include <glib/gi18n-lib.h>

#define SPACING 6
#define LEAST_SEEK_WIDTH 220 /* what a place to seek needs beside buttons; else it gets a row */

struct _SpPlayerControls {
  GtkWidget parent_instance;

  GtkWidget      *start;           /* template child: what plays */
  GtkWidget      *seek;            /* template child: where it is */
  GtkWidget      *end;             /* template child: how it is played */
  GtkWidget      *play_button;     /* template child */
  GtkWidget      *back_button;     /* template child */
  GtkWidget      *forward_button;  /* template child */
  GtkSpinner     *spinner;         /* template child */
  GtkAdjustment  *position;        /* template child */
  GtkScale       *seek_scale;      /* template child */
  GtkLabel       *position_label;  /* template child */
  GtkLabel       *duration_label;  /* template child */
  GtkWidget      *subtitle_button; /* template child */
  GtkScaleButton *volume_button;   /* template child */

  double   volume_before_mute;
  double   rate;
  gboolean following; /* the scale is being moved by the sound */
};

G_DEFINE_FINAL_TYPE (SpPlayerControls, sp_player_controls, GTK_TYPE_WIDGET)

typedef enum {
  PROP_RATE = 1,
  PROP_RATE_TEXT,
  PROP_VOLUME,
  PROP_SUBTITLES_SHOWN,
} SpPlayerControlsProperty;

static GParamSpec *properties[PROP_SUBTITLES_SHOWN + 1];

enum {
  SIGNAL_SEEK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
subtitles_toggled_cb (SpPlayerControls *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBTITLES_SHOWN]);
}

static void
volume_changed_cb (SpPlayerControls *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VOLUME]);
}

static void
position_changed_cb (SpPlayerControls *self)
{
  if (!self->following)
    g_signal_emit (self, signals[SIGNAL_SEEK], 0, gtk_adjustment_get_value (self->position));
}

static int
get_natural (GtkWidget *widget, GtkOrientation orientation)
{
  int natural = 0;

  gtk_widget_measure (widget, orientation, -1, NULL, &natural, NULL, NULL);

  return natural;
}

static int
get_minimum (GtkWidget *widget)
{
  int minimum = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

/* The least width at which all of it has place in one row. */
static int
get_row_width (SpPlayerControls *self)
{
  return get_natural (self->start, GTK_ORIENTATION_HORIZONTAL) +
         MAX (LEAST_SEEK_WIDTH, get_minimum (self->seek)) +
         get_natural (self->end, GTK_ORIENTATION_HORIZONTAL) + 2 * SPACING;
}

static void
sp_player_controls_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  SpPlayerControls *self = SP_PLAYER_CONTROLS (widget);
  int               seek = get_natural (self->seek, GTK_ORIENTATION_VERTICAL);
  int               buttons = MAX (get_natural (self->start, GTK_ORIENTATION_VERTICAL),
                                   get_natural (self->end, GTK_ORIENTATION_VERTICAL));

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = MAX (get_minimum (self->seek),
                    get_minimum (self->start) + SPACING + get_minimum (self->end));
    *natural = get_row_width (self);
  } else {
    *minimum = *natural = for_size < 0 || for_size >= get_row_width (self) ? MAX (buttons, seek)
                                                                           : seek + buttons;
  }
}

static GtkSizeRequestMode
sp_player_controls_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
place (GtkWidget *child, int x, int y, int width, int height, int whole_width)
{
  GtkAllocation allocation = { x, y, width, height };

  if (gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL)
    allocation.x = whole_width - x - width;
  gtk_widget_size_allocate (child, &allocation, -1);
}

static void
sp_player_controls_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SpPlayerControls *self = SP_PLAYER_CONTROLS (widget);
  int               start = get_natural (self->start, GTK_ORIENTATION_HORIZONTAL);
  int               end = get_natural (self->end, GTK_ORIENTATION_HORIZONTAL);
  int               seek_height = get_natural (self->seek, GTK_ORIENTATION_VERTICAL);

  if (width >= get_row_width (self)) {
    place (self->start, 0, 0, start, height, width);
    place (self->seek, start + SPACING, 0, width - start - end - 2 * SPACING, height, width);
    place (self->end, width - end, 0, end, height, width);
  } else {
    place (self->seek, 0, 0, width, seek_height, width);
    place (self->start, 0, seek_height, start, height - seek_height, width);
    place (self->end, width - end, seek_height, end, height - seek_height, width);
  }
}

static void
sp_player_controls_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpPlayerControls *self = SP_PLAYER_CONTROLS (object);

  switch ((SpPlayerControlsProperty) prop_id) {
  case PROP_RATE:
    g_value_set_double (value, self->rate);
    break;
  case PROP_RATE_TEXT:
    g_value_take_string (value, g_strdup_printf ("%g×", self->rate));
    break;
  case PROP_VOLUME:
    g_value_set_double (value, sp_player_controls_get_volume (self));
    break;
  case PROP_SUBTITLES_SHOWN:
    g_value_set_boolean (value, sp_player_controls_get_subtitles_shown (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_player_controls_dispose (GObject *object)
{
  SpPlayerControls *self = SP_PLAYER_CONTROLS (object);

  g_clear_pointer (&self->start, gtk_widget_unparent);
  g_clear_pointer (&self->seek, gtk_widget_unparent);
  g_clear_pointer (&self->end, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_player_controls_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0, G_MAXDOUBLE, 1, readable);
  properties[PROP_RATE_TEXT] = g_param_spec_string ("rate-text", NULL, NULL, NULL, readable);
  properties[PROP_VOLUME] = g_param_spec_double ("volume", NULL, NULL, 0, 1, 1, readable);
  properties[PROP_SUBTITLES_SHOWN] =
    g_param_spec_boolean ("subtitles-shown", NULL, NULL, TRUE, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-player-controls.ui");
  gtk_widget_class_bind_template_child (widget_class, SpPlayerControls, start);
  gtk_widget_class_bind_template_child (widget_class, SpPlayerControls, seek);
  gtk_widget_class_bind_template_child (widget_class, SpPlayerControls, end);
  gtk_widget_class_bind_template_child (widget_class, SpPlayerControls, play_button);
  gtk_widget_class_bind_template_child (widget_class, SpPlayerControls, back_button);
  gtk_widget_class_bind_template_child (widget_class, SpPlayerControls, forward_button);
  gtk_widget_class_bind_template_child (widget_class, SpPlayerControls, spinner);
  gtk_widget_class_bind_template_child (widget_class, SpPlayerControls, position);
  gtk_widget_class_bind_template_child (widget_class, SpPlayerControls, seek_scale);
  gtk_widget_class_bind_template_child (widget_class, SpPlayerControls, position_label);
  gtk_widget_class_bind_template_child (widget_class, SpPlayerControls, duration_label);
  gtk_widget_class_bind_template_child (widget_class, SpPlayerControls, subtitle_button);
  gtk_widget_class_bind_template_child (widget_class, SpPlayerControls, volume_button);
  gtk_widget_class_bind_template_callback (widget_class, position_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, subtitles_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, volume_changed_cb);
}

static void
sp_player_controls_class_init (SpPlayerControlsClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_player_controls_get_property;
  object_class->dispose = sp_player_controls_dispose;
  widget_class->measure = sp_player_controls_measure;
  widget_class->size_allocate = sp_player_controls_size_allocate;
  widget_class->get_request_mode = sp_player_controls_get_request_mode;

  install_properties (object_class);
  signals[SIGNAL_SEEK] = g_signal_new ("seek", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);

  gtk_widget_class_set_css_name (widget_class, "sp-player-controls");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_template (widget_class);
}

static void
sp_player_controls_init (SpPlayerControls *self)
{
  self->volume_before_mute = 1;
  self->rate = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_player_controls_set_playing (self, FALSE);
}

void
sp_player_controls_show_time (SpPlayerControls *self, const SpPlayerTime *time)
{
  g_autofree char *position = NULL;
  g_autofree char *duration = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (SP_IS_PLAYER_CONTROLS (self));

  position = sp_time_format (time->position);
  duration = sp_time_format (time->duration);
  self->following = TRUE;
  gtk_adjustment_set_upper (self->position, MAX (time->duration, 0.001));
  gtk_adjustment_set_value (self->position, time->live ? time->duration : time->position);
  self->following = FALSE;

  gtk_widget_set_sensitive (GTK_WIDGET (self->seek_scale), time->seekable);
  gtk_widget_set_sensitive (self->back_button, time->seekable);
  gtk_widget_set_sensitive (self->forward_button, time->seekable);
  gtk_label_set_text (self->position_label, position);
  if (time->live)
    /* Translators: of a sound that is still being made; there is little place. */
    gtk_label_set_text (self->duration_label, _("Live"));
  else /* A file may not tell its length. */
    gtk_label_set_text (self->duration_label,
                        time->ready && time->duration <= 0 ? "–:––" : duration);
  if (time->live)
    spoken = g_strdup_printf (_("%s, live"), position);
  else /* Translators: a place in a sound and its length: “1:20 of 3:00”. */
    spoken = time->duration > 0 ? g_strdup_printf (_("%s of %s"), position, duration)
                                : g_strdup (position);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->seek_scale),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, spoken, -1);
}

void
sp_player_controls_set_playing (SpPlayerControls *self, gboolean playing)
{
  const char *action = playing ? _("Pause") : _("Play");

  g_return_if_fail (SP_IS_PLAYER_CONTROLS (self));

  gtk_button_set_icon_name (GTK_BUTTON (self->play_button),
                            playing ? "media-playback-pause-symbolic"
                                    : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (self->play_button, action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  action, -1);
}

void
sp_player_controls_set_busy (SpPlayerControls *self, gboolean busy)
{
  g_return_if_fail (SP_IS_PLAYER_CONTROLS (self));

  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
}

void
sp_player_controls_set_has_subtitles (SpPlayerControls *self, gboolean has_subtitles)
{
  g_return_if_fail (SP_IS_PLAYER_CONTROLS (self));

  gtk_widget_set_visible (self->subtitle_button, has_subtitles);
}

void
sp_player_controls_set_skippable (SpPlayerControls *self, gboolean skippable)
{
  g_return_if_fail (SP_IS_PLAYER_CONTROLS (self));

  gtk_widget_set_visible (self->back_button, skippable);
  gtk_widget_set_visible (self->forward_button, skippable);
}

gboolean
sp_player_controls_get_subtitles_shown (SpPlayerControls *self)
{
  g_return_val_if_fail (SP_IS_PLAYER_CONTROLS (self), FALSE);

  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->subtitle_button));
}

double
sp_player_controls_get_volume (SpPlayerControls *self)
{
  g_return_val_if_fail (SP_IS_PLAYER_CONTROLS (self), 0);

  return gtk_scale_button_get_value (self->volume_button);
}

double
sp_player_controls_get_rate (SpPlayerControls *self)
{
  g_return_val_if_fail (SP_IS_PLAYER_CONTROLS (self), 1);

  return self->rate;
}

void
sp_player_controls_toggle_mute (SpPlayerControls *self)
{
  double volume = sp_player_controls_get_volume (self);

  if (volume > 0)
    self->volume_before_mute = volume;
  gtk_scale_button_set_value (self->volume_button, volume > 0 ? 0 : self->volume_before_mute);
}

void
sp_player_controls_toggle_subtitles (SpPlayerControls *self)
{
  g_return_if_fail (SP_IS_PLAYER_CONTROLS (self));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->subtitle_button),
                                !sp_player_controls_get_subtitles_shown (self));
}

void
sp_player_controls_set_rate (SpPlayerControls *self, double rate)
{
  g_return_if_fail (SP_IS_PLAYER_CONTROLS (self));

  if (self->rate == rate)
    return;

  self->rate = rate;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RATE_TEXT]);
}

void
sp_player_controls_focus (SpPlayerControls *self)
{
  g_return_if_fail (SP_IS_PLAYER_CONTROLS (self));

  gtk_widget_grab_focus (self->play_button);
}
