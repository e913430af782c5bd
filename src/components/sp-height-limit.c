/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-height-limit.h"

#include "sp-css-length.h"

/* What the user can make of it, pixels. */
#define MIN_HEIGHT 80
#define MAX_HEIGHT 10000

struct _SpHeightLimit {
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *child;
  int        least;  /* pixels, or -1 */
  int        most;   /* pixels, or -1 */
  int        height; /* pixels, or -1 */
};

G_DEFINE_FINAL_TYPE (SpHeightLimit, sp_height_limit, GTK_TYPE_WIDGET)

typedef enum {
  PROP_CHILD = 1,
} SpHeightLimitProperty;

static GParamSpec *properties[PROP_CHILD + 1];

static void
sp_height_limit_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  SpHeightLimit *self = SP_HEIGHT_LIMIT (widget);

  if (self->child == NULL || !gtk_widget_get_visible (self->child))
    return;

  gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;

  if (self->most >= 0)
    *natural = MIN (*natural, self->most);
  if (self->least >= 0)
    *natural = MAX (*natural, self->least);
  if (self->height >= 0)
    *natural = self->height;
  *minimum = *natural;
}

static void
sp_height_limit_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (SP_HEIGHT_LIMIT (widget)->scroller,
                            &(GtkAllocation){ 0, 0, width, height }, baseline);
}

static GtkSizeRequestMode
sp_height_limit_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sp_height_limit_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpHeightLimitProperty) prop_id) {
  case PROP_CHILD:
    g_value_set_object (value, SP_HEIGHT_LIMIT (object)->child);
    break;
  }
}

static void
sp_height_limit_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpHeightLimit *self = SP_HEIGHT_LIMIT (object);

  switch ((SpHeightLimitProperty) prop_id) {
  case PROP_CHILD:
    self->child = g_value_get_object (value);
    gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->child);
    g_object_notify_by_pspec (object, properties[PROP_CHILD]);
    break;
  }
}

static void
sp_height_limit_dispose (GObject *object)
{
  SpHeightLimit *self = SP_HEIGHT_LIMIT (object);

  self->child = NULL;
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_height_limit_parent_class)->dispose (object);
}

static void
sp_height_limit_class_init (SpHeightLimitClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_height_limit_get_property;
  object_class->set_property = sp_height_limit_set_property;
  object_class->dispose = sp_height_limit_dispose;
  widget_class->measure = sp_height_limit_measure;
  widget_class->size_allocate = sp_height_limit_size_allocate;
  widget_class->get_request_mode = sp_height_limit_get_request_mode;

  properties[PROP_CHILD] =
    g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_height_limit_init (SpHeightLimit *self)
{
  self->least = self->most = self->height = -1;
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

static void
read_height (SpHeightLimit *self, JsonObject *props, const char *name, int *height)
{
  JsonNode *node = json_object_get_member (props, name);
  int       pixels = 0;

  if (node == NULL || json_node_is_null (node))
    return;
  pixels = sp_css_length_for_widget (node, GTK_WIDGET (self));
  *height = pixels > 0 ? MIN (pixels, MAX_HEIGHT) : -1;
}

void
sp_height_limit_read (SpHeightLimit *self, JsonObject *props)
{
  g_return_if_fail (SP_IS_HEIGHT_LIMIT (self));
  g_return_if_fail (props != NULL);

  read_height (self, props, "min_height", &self->least);
  read_height (self, props, "max_height", &self->most);
  read_height (self, props, "height", &self->height);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

int
sp_height_limit_set_height (SpHeightLimit *self, int height)
{
  g_return_val_if_fail (SP_IS_HEIGHT_LIMIT (self), -1);

  self->height = CLAMP (height, MAX (self->least, MIN_HEIGHT), MAX_HEIGHT);
  gtk_widget_queue_resize (GTK_WIDGET (self));

  return self->height;
}
