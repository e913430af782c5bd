/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-flex-layout.h"

#include "sp-container.h"

#define LEAST_WIDTH 160 /* of a child of a row that says nothing, pixels (blocks-runtime.md R10) */

struct _SpFlexLayout {
  GtkLayoutManager parent_instance;

  GtkOrientation orientation;
  int            spacing;
  gboolean       stretch;
  gboolean       grow;
  int            least_width;
};

G_DEFINE_FINAL_TYPE (SpFlexLayout, sp_flex_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef enum {
  PROP_ORIENTATION = 1,
  PROP_SPACING,
  PROP_STRETCH,
  PROP_GROW,
  PROP_LEAST_WIDTH,
} SpFlexLayoutProperty;

static GParamSpec *properties[PROP_LEAST_WIDTH + 1];

/* A child on its line. */
typedef struct {
  GtkWidget *widget;
  double     scale;
  int        minimum; /* of the width, pixels */
  int        width;
  int        height;
} Item;

/* Children side by side. */
typedef struct {
  guint  start; /* the first of the items */
  guint  n_items;
  int    height;
  double scale; /* how much of a height that is left over goes to it */
} Line;

static double
get_scale (GtkWidget *child, double otherwise)
{
  int scale = SP_IS_COMPONENT (child) ? sp_component_get_scale (SP_COMPONENT (child)) : -1;

  return scale >= 0 ? scale : otherwise;
}

/* The page never lets a least width be wider than the row. What GTK needs to draw it comes first. */
static int
get_minimum_width (SpFlexLayout *self, GtkWidget *child, int room)
{
  int min_width = SP_IS_COMPONENT (child) ? sp_component_get_min_width (SP_COMPONENT (child)) : -1;
  int minimum = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (min_width < 0)
    min_width = self->least_width;

  return MAX (minimum, MIN (min_width, room));
}

/* The author's width for the child, within the room; -1 for none. */
static int
get_wanted_width (SpFlexLayout *self, GtkWidget *child, int room)
{
  int width = SP_IS_COMPONENT (child) ? sp_component_get_width (SP_COMPONENT (child), room) : -1;

  return width > 0 ? MIN (MAX (width, get_minimum_width (self, child, room)), room) : -1;
}

/* In a column a child is as wide as the column unless the author wants it less wide. */
static int
get_width_in_column (SpFlexLayout *self, GtkWidget *child, int room)
{
  int wanted = room >= 0 ? get_wanted_width (self, child, room) : -1;

  return wanted >= 0 ? wanted : room;
}

void
sp_flex_layout_share (
  int           room,
  guint         n_parts,
  const double *scales,
  const int    *minima,
  int          *sizes)
{
  g_autofree gboolean *fixed = g_new0 (gboolean, n_parts);
  gboolean             again = TRUE;

  while (again) {
    double left = room;
    double total = 0;

    again = FALSE;
    for (guint i = 0; i < n_parts; i++) {
      left -= fixed[i] ? sizes[i] : 0;
      total += fixed[i] ? 0 : scales[i];
    }
    for (guint i = 0; i < n_parts; i++) {
      double share = total > 0 ? MAX (left, 0) * scales[i] / total : 0;

      if (fixed[i])
        continue;
      fixed[i] = share < minima[i];
      again |= fixed[i];
      sizes[i] = fixed[i] ? minima[i] : (int) share;
    }
  }
}

/* Which children stand on which line, and how wide each is. */
static void
break_lines (SpFlexLayout *self, GtkWidget *widget, int room, GArray *items, GArray *lines)
{
  int used = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    Item item = { .widget = child };
    Line line = { .start = items->len };

    if (!gtk_widget_should_layout (child))
      continue;

    item.scale = get_scale (child, 1);
    item.minimum = get_minimum_width (self, child, room);
    if (get_wanted_width (self, child, room) >= 0) {
      item.minimum = get_wanted_width (self, child, room);
      item.scale = 0;
    }
    if (lines->len == 0 || used + self->spacing + item.minimum > room) {
      g_array_append_val (lines, line);
      used = item.minimum;
    } else {
      used += self->spacing + item.minimum;
    }
    g_array_index (lines, Line, lines->len - 1).n_items++;
    g_array_append_val (items, item);
  }
}

static void
share_line (SpFlexLayout *self, Line *line, GArray *items, int room)
{
  Item              *first = &g_array_index (items, Item, line->start);
  g_autofree double *scales = g_new (double, line->n_items);
  g_autofree int    *minima = g_new (int, line->n_items);
  g_autofree int    *widths = g_new0 (int, line->n_items);

  for (guint i = 0; i < line->n_items; i++) {
    scales[i] = first[i].scale;
    minima[i] = first[i].minimum;
  }
  sp_flex_layout_share (room - (int) (line->n_items - 1) * self->spacing, line->n_items, scales,
                        minima, widths);
  for (guint i = 0; i < line->n_items; i++) {
    first[i].width = widths[i];
    gtk_widget_measure (first[i].widget, GTK_ORIENTATION_VERTICAL, widths[i], NULL,
                        &first[i].height, NULL, NULL);
    line->height = MAX (line->height, first[i].height);
    line->scale = MAX (line->scale, first[i].scale);
  }
}

static int
lay_out_lines (SpFlexLayout *self, GtkWidget *widget, int room, GArray *items, GArray *lines)
{
  int height = 0;

  break_lines (self, widget, room, items, lines);
  for (guint i = 0; i < lines->len; i++) {
    share_line (self, &g_array_index (lines, Line, i), items, room);
    height += g_array_index (lines, Line, i).height + (i > 0 ? self->spacing : 0);
  }

  return height;
}

static void
measure_row_width (SpFlexLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  guint n_children = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int child_minimum = 0;
    int child_natural = 0;

    if (!gtk_widget_should_layout (child))
      continue;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL,
                        NULL);
    *minimum = MAX (*minimum, child_minimum);
    *natural += MAX (child_natural, get_minimum_width (self, child, G_MAXINT));
    n_children++;
  }
  if (n_children > 1)
    *natural += (int) (n_children - 1) * self->spacing;
}

static void
measure_row_height (SpFlexLayout *self, GtkWidget *widget, int width, int *minimum, int *natural)
{
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (Item));
  g_autoptr (GArray) lines = g_array_new (FALSE, TRUE, sizeof (Line));

  if (width < 0)
    gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  *natural = lay_out_lines (self, widget, width, items, lines);
  *minimum = *natural;
}

static void
measure_column (SpFlexLayout  *self,
                GtkWidget     *widget,
                GtkOrientation orientation,
                int            for_size,
                int           *minimum,
                int           *natural)
{
  guint n_children = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int child_minimum = 0;
    int child_natural = 0;

    if (!gtk_widget_should_layout (child))
      continue;

    gtk_widget_measure (child, orientation, orientation == GTK_ORIENTATION_VERTICAL ? get_width_in_column (self, child, for_size) : for_size, &child_minimum, &child_natural, NULL, NULL);
    n_children++;
    if (orientation == GTK_ORIENTATION_HORIZONTAL) {
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    } else {
      *natural += child_natural;
    }
  }
  if (orientation == GTK_ORIENTATION_VERTICAL) {
    *natural += n_children > 1 ? (int) (n_children - 1) * self->spacing : 0;
    *minimum = *natural; /* a page scrolls sooner than it squeezes its parts */
  }
}

static void
sp_flex_layout_measure (GtkLayoutManager *manager,
                        GtkWidget        *widget,
                        GtkOrientation    orientation,
                        int               for_size,
                        int              *minimum,
                        int              *natural,
                        int              *minimum_baseline,
                        int              *natural_baseline)
{
  SpFlexLayout *self = SP_FLEX_LAYOUT (manager);

  *minimum = 0;
  *natural = 0;
  if (self->orientation == GTK_ORIENTATION_VERTICAL)
    measure_column (self, widget, orientation, for_size, minimum, natural);
  else if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_row_width (self, widget, minimum, natural);
  else
    measure_row_height (self, widget, for_size, minimum, natural);
}

static void
place (GtkWidget *child, int row_width, int x, int y, int width, int height)
{
  GtkAllocation allocation = { x, y, width, height };

  /* In a right-to-left script a line begins at the right. */
  if (gtk_widget_get_direction (gtk_widget_get_parent (child)) == GTK_TEXT_DIR_RTL)
    allocation.x = row_width - x - width;
  gtk_widget_size_allocate (child, &allocation, -1);
}

static gboolean
stretches (SpFlexLayout *self, GtkWidget *child)
{
  return self->stretch || (self->grow && SP_IS_CONTAINER (child));
}

static void
allocate_row (SpFlexLayout *self, GtkWidget *widget, int width, int height)
{
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (Item));
  g_autoptr (GArray) lines = g_array_new (FALSE, TRUE, sizeof (Line));
  int                spare = height - lay_out_lines (self, widget, width, items, lines);
  int                y = 0;

  for (guint i = 0; i < lines->len; i++) {
    Line *line = &g_array_index (lines, Line, i);
    Item *first = &g_array_index (items, Item, line->start);
    int   line_height = line->height;
    int   x = 0;

    if ((self->stretch || self->grow) && spare > 0)
      line_height += spare / (int) lines->len;
    for (guint j = 0; j < line->n_items; j++) {
      place (first[j].widget, width, x, y, first[j].width,
             stretches (self, first[j].widget) ? line_height : first[j].height);
      x += first[j].width + self->spacing;
    }
    y += line_height + self->spacing;
  }
}

static void
allocate_column (SpFlexLayout *self, GtkWidget *widget, int width, int height)
{
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (Item));
  double             total = 0;
  int                spare = height;
  int                y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    Item item = { .widget = child };

    if (!gtk_widget_should_layout (child))
      continue;

    item.scale = get_scale (child, 0);
    item.width = get_width_in_column (self, child, width);
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, item.width, NULL, &item.height, NULL, NULL);
    spare -= item.height + (items->len > 0 ? self->spacing : 0);
    total += item.scale;
    g_array_append_val (items, item);
  }

  for (guint i = 0; i < items->len; i++) {
    Item *item = &g_array_index (items, Item, i);
    int   extra = spare > 0 && total > 0 ? (int) (spare * item->scale / total) : 0;

    place (item->widget, width, 0, y, item->width, item->height + extra);
    y += item->height + extra + self->spacing;
  }
}

static void
sp_flex_layout_allocate (
  GtkLayoutManager *manager,
  GtkWidget        *widget,
  int               width,
  int               height,
  int               baseline)
{
  SpFlexLayout *self = SP_FLEX_LAYOUT (manager);

  if (self->orientation == GTK_ORIENTATION_VERTICAL)
    allocate_column (self, widget, width, height);
  else
    allocate_row (self, widget, width, height);
}

static GtkSizeRequestMode
sp_flex_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sp_flex_layout_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpFlexLayout *self = SP_FLEX_LAYOUT (object);

  switch ((SpFlexLayoutProperty) prop_id) {
  case PROP_ORIENTATION:
    g_value_set_enum (value, self->orientation);
    break;
  case PROP_SPACING:
    g_value_set_int (value, self->spacing);
    break;
  case PROP_STRETCH:
    g_value_set_boolean (value, self->stretch);
    break;
  case PROP_GROW:
    g_value_set_boolean (value, self->grow);
    break;
  case PROP_LEAST_WIDTH:
    g_value_set_int (value, self->least_width);
    break;
  }
}

static void
sp_flex_layout_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpFlexLayout *self = SP_FLEX_LAYOUT (object);

  switch ((SpFlexLayoutProperty) prop_id) {
  case PROP_ORIENTATION:
    self->orientation = g_value_get_enum (value);
    break;
  case PROP_SPACING:
    self->spacing = g_value_get_int (value);
    break;
  case PROP_STRETCH:
    self->stretch = g_value_get_boolean (value);
    break;
  case PROP_GROW:
    self->grow = g_value_get_boolean (value);
    break;
  case PROP_LEAST_WIDTH:
    self->least_width = g_value_get_int (value);
    break;
  }
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
sp_flex_layout_class_init (SpFlexLayoutClass *klass)
{
  GObjectClass          *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = sp_flex_layout_get_property;
  object_class->set_property = sp_flex_layout_set_property;
  layout_class->get_request_mode = sp_flex_layout_get_request_mode;
  layout_class->measure = sp_flex_layout_measure;
  layout_class->allocate = sp_flex_layout_allocate;

  properties[PROP_ORIENTATION] =
    g_param_spec_enum ("orientation", NULL, NULL, GTK_TYPE_ORIENTATION, GTK_ORIENTATION_VERTICAL,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 0,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STRETCH] = g_param_spec_boolean ("stretch", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_GROW] = g_param_spec_boolean ("grow", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LEAST_WIDTH] =
    g_param_spec_int ("least-width", NULL, NULL, 0, G_MAXINT, LEAST_WIDTH,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_flex_layout_init (SpFlexLayout *self)
{
  self->orientation = GTK_ORIENTATION_VERTICAL;
  self->least_width = LEAST_WIDTH;
}
