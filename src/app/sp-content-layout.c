/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-content-layout.h"

#define MARGIN 32        /* at both sides, pixels */
#define NARROW_MARGIN 12 /* where every pixel counts */
#define NARROW 500

struct _SpContentLayout {
  GtkLayoutManager parent_instance;

  gboolean fill;
};

G_DEFINE_FINAL_TYPE (SpContentLayout, sp_content_layout, GTK_TYPE_LAYOUT_MANAGER)

enum {
  PROP_FILL = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

int
sp_content_layout_get_width (int width, gboolean fill)
{
  static const int steps[] = { 1920, 1536, 1280, 1024, 768, 640 };
  int              outer = width;

  for (gsize i = 0; !fill && i < G_N_ELEMENTS (steps); i++) {
    if (steps[i] <= width) {
      outer = steps[i];
      break;
    }
  }

  return MAX (outer - 2 * (width < NARROW ? NARROW_MARGIN : MARGIN), 0);
}

static void
sp_content_layout_measure (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           GtkOrientation    orientation,
                           int               for_size,
                           int              *minimum,
                           int              *natural,
                           int              *minimum_baseline,
                           int              *natural_baseline)
{
  SpContentLayout *self = SP_CONTENT_LAYOUT (manager);
  GtkWidget       *child = gtk_widget_get_first_child (widget);

  *minimum = 0;
  *natural = 0;
  if (child == NULL || !gtk_widget_should_layout (child))
    return;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = sp_content_layout_get_width (for_size, self->fill);
  gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum += 2 * NARROW_MARGIN;
    *natural += 2 * MARGIN;
  }
}

static void
sp_content_layout_allocate (
  GtkLayoutManager *manager,
  GtkWidget        *widget,
  int               width,
  int               height,
  int               baseline)
{
  SpContentLayout *self = SP_CONTENT_LAYOUT (manager);
  GtkWidget       *child = gtk_widget_get_first_child (widget);
  GtkAllocation    place = { 0, 0, width, height };
  int              minimum = 0;

  if (child == NULL || !gtk_widget_should_layout (child))
    return;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  place.width = MAX (sp_content_layout_get_width (width, self->fill), minimum);
  place.x = MAX ((width - place.width) / 2, 0);
  gtk_widget_size_allocate (child, &place, -1);
}

static GtkSizeRequestMode
sp_content_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sp_content_layout_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, SP_CONTENT_LAYOUT (object)->fill);
}

static void
sp_content_layout_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SP_CONTENT_LAYOUT (object)->fill = g_value_get_boolean (value);
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (object));
}

static void
sp_content_layout_class_init (SpContentLayoutClass *klass)
{
  GObjectClass          *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = sp_content_layout_get_property;
  object_class->set_property = sp_content_layout_set_property;
  layout_class->get_request_mode = sp_content_layout_get_request_mode;
  layout_class->measure = sp_content_layout_measure;
  layout_class->allocate = sp_content_layout_allocate;

  properties[PROP_FILL] =
    g_param_spec_boolean ("fill", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sp_content_layout_init (SpContentLayout *self)
{
}
