/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-player-screen.h"

#include "sp-resources.h"

#include <math.h>

#define USUAL_HEIGHT 420       /* pixels at most, unless the author says otherwise */
#define ENLARGED_HEIGHT 240    /* what is smaller is enlarged up to this */
#define USUAL_RATIO (16.0 / 9) /* of what is not there yet */

struct _SpPlayerScreen {
  GtkWidget parent_instance;

  GtkWidget  *overlay;  /* template child */
  GtkPicture *picture;  /* template child */
  GtkLabel   *subtitle; /* template child */
  int         height;   /* at most, 0 for what is usual */
};

G_DEFINE_FINAL_TYPE (SpPlayerScreen, sp_player_screen, GTK_TYPE_WIDGET)

enum {
  SIGNAL_PRESSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
pressed_cb (SpPlayerScreen *self, int n_press)
{
  g_signal_emit (self, signals[SIGNAL_PRESSED], 0, n_press);
}

static int
get_height (SpPlayerScreen *self, int width)
{
  GdkPaintable *frame = gtk_picture_get_paintable (self->picture);
  double        ratio = frame != NULL ? gdk_paintable_get_intrinsic_aspect_ratio (frame) : 0;
  int           largest = self->height > 0 ? self->height : USUAL_HEIGHT;

  if (frame != NULL && self->height == 0)
    largest = MIN (largest, MAX (ENLARGED_HEIGHT, gdk_paintable_get_intrinsic_height (frame)));
  if (ratio <= 0)
    ratio = USUAL_RATIO;

  return width < 0 ? largest : (int) ceil (CLAMP (width / ratio, 1, largest));
}

static void
sp_player_screen_measure (GtkWidget     *widget,
                          GtkOrientation orientation,
                          int            for_size,
                          int           *minimum,
                          int           *natural,
                          int           *minimum_baseline,
                          int           *natural_baseline)
{
  SpPlayerScreen *self = SP_PLAYER_SCREEN (widget);

  gtk_widget_measure (self->overlay, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = MAX (*minimum, get_height (self, for_size));
}

static GtkSizeRequestMode
sp_player_screen_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sp_player_screen_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (SP_PLAYER_SCREEN (widget)->overlay,
                            &(GtkAllocation){ 0, 0, width, height }, baseline);
}

static void
sp_player_screen_dispose (GObject *object)
{
  g_clear_pointer (&SP_PLAYER_SCREEN (object)->overlay, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_player_screen_parent_class)->dispose (object);
}

static void
sp_player_screen_class_init (SpPlayerScreenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_player_screen_dispose;
  widget_class->measure = sp_player_screen_measure;
  widget_class->size_allocate = sp_player_screen_size_allocate;
  widget_class->get_request_mode = sp_player_screen_get_request_mode;

  signals[SIGNAL_PRESSED] = g_signal_new ("pressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_css_name (widget_class, "sp-player-screen");
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-player-screen.ui");
  gtk_widget_class_bind_template_child (widget_class, SpPlayerScreen, overlay);
  gtk_widget_class_bind_template_child (widget_class, SpPlayerScreen, picture);
  gtk_widget_class_bind_template_child (widget_class, SpPlayerScreen, subtitle);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
}

static void
sp_player_screen_init (SpPlayerScreen *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sp_player_screen_set_frame (SpPlayerScreen *self, GdkPaintable *frame)
{
  g_return_if_fail (SP_IS_PLAYER_SCREEN (self));

  gtk_picture_set_paintable (self->picture, frame);
}

GdkPaintable *
sp_player_screen_get_frame (SpPlayerScreen *self)
{
  g_return_val_if_fail (SP_IS_PLAYER_SCREEN (self), NULL);

  return gtk_picture_get_paintable (self->picture);
}

void
sp_player_screen_set_subtitle (SpPlayerScreen *self, const char *text)
{
  g_return_if_fail (SP_IS_PLAYER_SCREEN (self));

  gtk_label_set_text (self->subtitle, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), text != NULL);
}

void
sp_player_screen_set_height (SpPlayerScreen *self, int height)
{
  g_return_if_fail (SP_IS_PLAYER_SCREEN (self));

  if (self->height == height)
    return;

  self->height = height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
