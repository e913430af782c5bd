/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-aside-box.h"

#define LEAST_CONTENT 240 /* pixels that the page needs beside what stands at its sides */
#define NARROW 600        /* pixels: in less than that most sidebars would leave it nothing */

struct _SpAsideBox {
  GtkWidget  parent_instance;
  GtkWidget *content; /* the first child, NULL for none */
};

G_DEFINE_FINAL_TYPE (SpAsideBox, sp_aside_box, GTK_TYPE_WIDGET)

typedef enum {
  PROP_CONTENT = 1,
} SpAsideBoxProperty;

static GParamSpec *properties[PROP_CONTENT + 1];

static void
sp_aside_box_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  *minimum = 0;
  *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int child_minimum = 0;
    int child_natural = 0;

    if (!gtk_widget_should_layout (child))
      continue;

    gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
    *minimum = MAX (*minimum, child_minimum);
    *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? *natural + child_natural
                                                         : MAX (*natural, child_natural);
  }
}

static int
measure_width (GtkWidget *aside, int room)
{
  int minimum = 0;
  int natural = 0;

  gtk_widget_measure (aside, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return MAX (MIN (natural, room), minimum);
}

/* Returns: what all asides of one side take together */
static int
place_asides (SpAsideBox *self, SpSide side, int width, int height)
{
  gboolean at_start =
    (side == SP_SIDE_LEFT) == (gtk_widget_get_direction (GTK_WIDGET (self)) != GTK_TEXT_DIR_RTL);
  int used = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkAllocation place = { 0, 0, 0, height };

    if (child == self->content || !gtk_widget_should_layout (child) ||
        sp_container_get_side (SP_CONTAINER (child)) != side)
      continue;

    place.width = measure_width (child, width);
    place.x = at_start ? used : width - used - place.width;
    used += place.width;
    gtk_widget_size_allocate (child, &place, -1);
  }

  return used;
}

static void
sp_aside_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SpAsideBox   *self = SP_ASIDE_BOX (widget);
  gboolean      rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int           left = place_asides (self, SP_SIDE_LEFT, width, height);
  int           right = place_asides (self, SP_SIDE_RIGHT, width, height);
  int           least = 0;
  gboolean      beside = FALSE;
  GtkAllocation place = { 0, 0, width, height };

  if (self->content == NULL || !gtk_widget_should_layout (self->content))
    return;

  gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  beside = width - left - right >= MAX (least, LEAST_CONTENT);
  if (beside) {
    place.x = rtl ? right : left;
    place.width = width - left - right;
  }
  gtk_widget_size_allocate (self->content, &place, -1);
}

static void
sp_aside_box_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, SP_ASIDE_BOX (object)->content);
}

static void
sp_aside_box_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpAsideBox *self = SP_ASIDE_BOX (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  self->content = g_value_get_object (value);
  if (self->content != NULL)
    gtk_widget_insert_after (self->content, GTK_WIDGET (self), NULL);
}

static void
sp_aside_box_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  SP_ASIDE_BOX (object)->content = NULL;

  G_OBJECT_CLASS (sp_aside_box_parent_class)->dispose (object);
}

static void
sp_aside_box_class_init (SpAsideBoxClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_aside_box_get_property;
  object_class->set_property = sp_aside_box_set_property;
  object_class->dispose = sp_aside_box_dispose;
  widget_class->measure = sp_aside_box_measure;
  widget_class->size_allocate = sp_aside_box_size_allocate;

  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_aside_box_init (SpAsideBox *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/* Before the box has its place, the window tells how much room there will be. */
static gboolean
is_narrow (SpAsideBox *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  int      width = gtk_widget_get_width (GTK_WIDGET (self));

  if (width == 0 && root != NULL)
    width = gtk_widget_get_width (GTK_WIDGET (root));
  if (width == 0 && GTK_IS_WINDOW (root))
    gtk_window_get_default_size (GTK_WINDOW (root), &width, NULL);

  return width > 0 && width < NARROW;
}

void
sp_aside_box_add (SpAsideBox *self, SpContainer *aside)
{
  g_return_if_fail (SP_IS_ASIDE_BOX (self));
  g_return_if_fail (SP_IS_CONTAINER (aside));

  gtk_widget_insert_before (GTK_WIDGET (aside), GTK_WIDGET (self), NULL);
  if (is_narrow (self))
    sp_container_fold (aside);
}

void
sp_aside_box_clear (SpAsideBox *self)
{
  GtkWidget *child = NULL;

  g_return_if_fail (SP_IS_ASIDE_BOX (self));

  while ((child = gtk_widget_get_last_child (GTK_WIDGET (self))) != self->content)
    gtk_widget_unparent (child);
}
