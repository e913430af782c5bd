/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-waveform.h"

#include "sp-contrast.h"

#include <math.h>

#define BAR_WIDTH 2
#define BAR_STEP 4
#define LEAST_HEIGHT 2
#define HEIGHT 64
#define LEAST_BOX 32   /* pixels, wide and high */
#define MAX_GROWN 4096 /* bars; more than any screen is wide */
#define DIM 0.3

struct _SpWaveform {
  GtkWidget parent_instance;

  GArray  *levels; /* of double */
  GdkRGBA  color;
  gboolean has_color;
  gboolean whole; /* all of @levels are shown, however many there are */
  double   start;
  double   end;
  int      height;
};

G_DEFINE_FINAL_TYPE (SpWaveform, sp_waveform, GTK_TYPE_WIDGET)

static double
get_loudest (SpWaveform *self, guint first, guint end)
{
  double loudest = 0;

  for (guint i = first; i < end && i < self->levels->len; i++)
    loudest = MAX (loudest, g_array_index (self->levels, double, i));

  return loudest;
}

/* Of a sound that grows the newest is at the end, and there is nothing yet before the first. */
static double
get_level (SpWaveform *self, int bar, int n_bars)
{
  gint64 place = (gint64) self->levels->len - n_bars + bar;
  guint  first = (guint) ((guint64) bar * self->levels->len / (guint64) n_bars);
  guint  end = (guint) ((guint64) (bar + 1) * self->levels->len / (guint64) n_bars);

  if (self->whole)
    return get_loudest (self, first, MAX (end, first + 1));

  return place >= 0 ? g_array_index (self->levels, double, place) : -1;
}

static void
get_bar_color (SpWaveform *self, GdkRGBA *color)
{
  GdkRGBA background;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), color);
  if (!self->has_color)
    return;

  *color = self->color;
  sp_contrast_get_view_background (&background);
  sp_contrast_make_readable (color, &background);
}

static void
sp_waveform_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SpWaveform *self = SP_WAVEFORM (widget);
  int         width = gtk_widget_get_width (widget);
  int         height = gtk_widget_get_height (widget);
  int         n_bars = width / BAR_STEP;
  gboolean    turned = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL && !self->whole;
  GdkRGBA     color;

  get_bar_color (self, &color);
  for (int i = 0; i < n_bars; i++) {
    double  level = get_level (self, i, n_bars);
    float   size = (float) MAX (LEAST_HEIGHT, sqrt (CLAMP (level, 0, 1)) * height);
    double  place = (i + 0.5) / n_bars;
    int     x = (turned ? n_bars - 1 - i : i) * BAR_STEP + (BAR_STEP - BAR_WIDTH) / 2;
    GdkRGBA shade = color;

    if (level < 0)
      continue;
    if (place < self->start || place > self->end)
      shade.alpha *= DIM;
    gtk_snapshot_append_color (snapshot, &shade,
                               &GRAPHENE_RECT_INIT ((float) x, (height - size) / 2, BAR_WIDTH, size));
  }
}

static void
sp_waveform_measure (GtkWidget     *widget,
                     GtkOrientation orientation,
                     int            for_size,
                     int           *minimum,
                     int           *natural,
                     int           *minimum_baseline,
                     int           *natural_baseline)
{
  SpWaveform *self = SP_WAVEFORM (widget);

  *minimum = LEAST_BOX;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? self->height : 2 * HEIGHT;
}

static void
sp_waveform_finalize (GObject *object)
{
  g_array_unref (SP_WAVEFORM (object)->levels);

  G_OBJECT_CLASS (sp_waveform_parent_class)->finalize (object);
}

static void
sp_waveform_class_init (SpWaveformClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sp_waveform_finalize;
  widget_class->measure = sp_waveform_measure;
  widget_class->snapshot = sp_waveform_snapshot;

  gtk_widget_class_set_css_name (widget_class, "sp-waveform");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
sp_waveform_init (SpWaveform *self)
{
  self->levels = g_array_new (FALSE, FALSE, sizeof (double));
  self->end = 1;
  self->height = HEIGHT;
}

GtkWidget *
sp_waveform_new (void)
{
  return g_object_new (SP_TYPE_WAVEFORM, NULL);
}

void
sp_waveform_set_color (SpWaveform *self, const GdkRGBA *color)
{
  g_return_if_fail (SP_IS_WAVEFORM (self));

  self->has_color = color != NULL;
  if (color != NULL)
    self->color = *color;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
sp_waveform_clear (SpWaveform *self)
{
  g_return_if_fail (SP_IS_WAVEFORM (self));

  self->whole = FALSE;
  g_array_set_size (self->levels, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
sp_waveform_add (SpWaveform *self, double level)
{
  g_return_if_fail (SP_IS_WAVEFORM (self));

  if (self->levels->len >= MAX_GROWN)
    g_array_remove_range (self->levels, 0, MAX_GROWN / 2);
  g_array_append_val (self->levels, level);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
sp_waveform_set_levels (SpWaveform *self, GArray *levels)
{
  g_return_if_fail (SP_IS_WAVEFORM (self));
  g_return_if_fail (levels != NULL);

  self->whole = TRUE;
  g_array_set_size (self->levels, 0);
  g_array_append_vals (self->levels, levels->data, levels->len);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
sp_waveform_set_range (SpWaveform *self, double start, double end)
{
  g_return_if_fail (SP_IS_WAVEFORM (self));

  self->start = start;
  self->end = end;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
sp_waveform_set_height (SpWaveform *self, int height)
{
  g_return_if_fail (SP_IS_WAVEFORM (self));

  self->height = MAX (height, LEAST_BOX);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
