/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-flow-layout.h"

struct _SpFlowLayout {
  GtkLayoutManager parent_instance;
  int              column_spacing;
  int              row_spacing;
};

G_DEFINE_FINAL_TYPE (SpFlowLayout, sp_flow_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef enum {
  PROP_COLUMN_SPACING = 1,
  PROP_ROW_SPACING,
} SpFlowLayoutProperty;

static GParamSpec *properties[PROP_ROW_SPACING + 1];

/* Children side by side. */
typedef struct {
  GtkWidget *first;
  GtkWidget *end; /* the child after the last one, NULL for none */
  int        height;
} Line;

/* What a child would like to have, but no more than a line. */
static int
get_child_width (GtkWidget *child, int room)
{
  int minimum = 0;
  int natural = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return MAX (minimum, MIN (natural, room));
}

/* The first child of those from @child on that takes room. */
static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

/* The line that begins with @first. */
static Line
fill_line (SpFlowLayout *self, GtkWidget *first, int room)
{
  Line line = { .first = first };
  int  used = 0;

  for (line.end = first; line.end != NULL;
       line.end = skip_hidden (gtk_widget_get_next_sibling (line.end))) {
    int width = get_child_width (line.end, room);
    int height = 0;

    if (line.end != first && used + width > room)
      break;

    gtk_widget_measure (line.end, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
    line.height = MAX (line.height, height);
    used += width + self->column_spacing;
  }

  return line;
}

static void
measure_width (SpFlowLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget)); child != NULL;
       child = skip_hidden (gtk_widget_get_next_sibling (child))) {
    int child_minimum = 0;
    int child_natural = 0;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL,
                        NULL);
    *minimum = MAX (*minimum, child_minimum);
    *natural += child_natural + (*natural > 0 ? self->column_spacing : 0);
  }
}

static int
measure_height (SpFlowLayout *self, GtkWidget *widget, int room)
{
  int height = 0;

  for (Line line = { .end = skip_hidden (gtk_widget_get_first_child (widget)) };
       line.end != NULL;) {
    line = fill_line (self, line.end, room);
    height += line.height + (line.end != NULL ? self->row_spacing : 0);
  }

  return height;
}

static void
sp_flow_layout_measure (GtkLayoutManager *manager,
                        GtkWidget        *widget,
                        GtkOrientation    orientation,
                        int               for_size,
                        int              *minimum,
                        int              *natural,
                        int              *minimum_baseline,
                        int              *natural_baseline)
{
  SpFlowLayout *self = SP_FLOW_LAYOUT (manager);

  *minimum = 0;
  *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, minimum, natural);
  else
    *minimum = *natural = measure_height (self, widget, for_size >= 0 ? for_size : G_MAXINT);
}

static void
allocate_line (SpFlowLayout *self, GtkWidget *widget, Line line, int y, int room)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int      x = 0;

  for (GtkWidget *child = line.first; child != line.end;
       child = skip_hidden (gtk_widget_get_next_sibling (child))) {
    int           width = get_child_width (child, room);
    GtkAllocation allocation = { mirrored ? room - x - width : x, y, width, line.height };

    gtk_widget_size_allocate (child, &allocation, -1);
    x += width + self->column_spacing;
  }
}

static void
sp_flow_layout_allocate (
  GtkLayoutManager *manager,
  GtkWidget        *widget,
  int               width,
  int               height,
  int               baseline)
{
  SpFlowLayout *self = SP_FLOW_LAYOUT (manager);
  int           y = 0;

  /* A GtkFlowBox counts its columns there, and without any its keys for up and down never end. */
  GTK_WIDGET_GET_CLASS (widget)->size_allocate (widget, width, height, baseline);
  for (Line line = { .end = skip_hidden (gtk_widget_get_first_child (widget)) };
       line.end != NULL;) {
    line = fill_line (self, line.end, width);
    allocate_line (self, widget, line, y, width);
    y += line.height + self->row_spacing;
  }
}

static GtkSizeRequestMode
sp_flow_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sp_flow_layout_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpFlowLayout *self = SP_FLOW_LAYOUT (object);

  switch ((SpFlowLayoutProperty) prop_id) {
  case PROP_COLUMN_SPACING:
    g_value_set_int (value, self->column_spacing);
    break;
  case PROP_ROW_SPACING:
    g_value_set_int (value, self->row_spacing);
    break;
  }
}

static void
sp_flow_layout_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpFlowLayout *self = SP_FLOW_LAYOUT (object);

  switch ((SpFlowLayoutProperty) prop_id) {
  case PROP_COLUMN_SPACING:
    self->column_spacing = g_value_get_int (value);
    break;
  case PROP_ROW_SPACING:
    self->row_spacing = g_value_get_int (value);
    break;
  }
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
sp_flow_layout_class_init (SpFlowLayoutClass *klass)
{
  GObjectClass          *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = sp_flow_layout_get_property;
  object_class->set_property = sp_flow_layout_set_property;
  layout_class->measure = sp_flow_layout_measure;
  layout_class->allocate = sp_flow_layout_allocate;
  layout_class->get_request_mode = sp_flow_layout_get_request_mode;

  properties[PROP_COLUMN_SPACING] =
    g_param_spec_int ("column-spacing", NULL, NULL, 0, G_MAXSHORT, 0,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ROW_SPACING] =
    g_param_spec_int ("row-spacing", NULL, NULL, 0, G_MAXSHORT, 0,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_flow_layout_init (SpFlowLayout *self)
{
}
