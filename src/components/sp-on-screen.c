/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-on-screen.h"

/* So many pixels beyond the edge count as seen: what is scrolled to is there already then. */
#define MARGIN 200

struct _SpOnScreen {
  GObject parent_instance;

  GtkWidget *widget; /* weak */
  GPtrArray *groups; /* owned, of GSignalGroup: one for each adjustment around the widget */
  guint      tick_id;
  guint      frames_left; /* before the place can be told */
  gboolean   on_screen;
};

G_DEFINE_FINAL_TYPE (SpOnScreen, sp_on_screen, G_TYPE_OBJECT)

typedef enum {
  PROP_ON_SCREEN = 1,
} SpOnScreenProperty;

static GParamSpec *properties[PROP_ON_SCREEN + 1];

static void
set_on_screen (SpOnScreen *self, gboolean on_screen)
{
  if (self->on_screen == on_screen)
    return;

  self->on_screen = on_screen;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ON_SCREEN]);
}

static gboolean
is_within (GtkWidget *widget, GtkWidget *scroller)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (widget, scroller, &bounds))
    return FALSE;

  return bounds.origin.x <= gtk_widget_get_width (scroller) + MARGIN &&
         bounds.origin.y <= gtk_widget_get_height (scroller) + MARGIN &&
         bounds.origin.x + bounds.size.width >= -MARGIN &&
         bounds.origin.y + bounds.size.height >= -MARGIN;
}

static gboolean
is_seen (GtkWidget *widget)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);

  for (; scroller != NULL; scroller = gtk_widget_get_parent (scroller)) {
    if (GTK_IS_SCROLLED_WINDOW (scroller) && !is_within (widget, scroller))
      return FALSE;
  }

  return TRUE;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SpOnScreen *self = user_data;

  if (self->frames_left > 0) {
    self->frames_left--;
    return G_SOURCE_CONTINUE;
  }

  self->tick_id = 0;
  set_on_screen (self, gtk_widget_get_mapped (widget) && is_seen (widget));

  return G_SOURCE_REMOVE;
}

/* Where the widget is can be told once the next frame has been laid out, after this function. */
static void
check_soon (SpOnScreen *self)
{
  self->frames_left = 1;
  if (self->tick_id == 0 && self->widget != NULL)
    self->tick_id = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
}

static void
watch_adjustment (SpOnScreen *self, GtkAdjustment *adjustment)
{
  GSignalGroup *group = g_signal_group_new (GTK_TYPE_ADJUSTMENT);

  g_signal_group_connect_swapped (group, "value-changed", G_CALLBACK (check_soon), self);
  g_signal_group_connect_swapped (group, "changed", G_CALLBACK (check_soon), self);
  g_signal_group_set_target (group, adjustment);
  g_ptr_array_add (self->groups, group);
}

static void
map_cb (SpOnScreen *self)
{
  g_ptr_array_set_size (self->groups, 0);
  for (GtkWidget *widget = self->widget; widget != NULL; widget = gtk_widget_get_parent (widget)) {
    if (!GTK_IS_SCROLLED_WINDOW (widget))
      continue;
    watch_adjustment (self, gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (widget)));
    watch_adjustment (self, gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget)));
  }
  check_soon (self);
}

static void
stop_watching (SpOnScreen *self)
{
  g_ptr_array_set_size (self->groups, 0);
  if (self->tick_id != 0 && self->widget != NULL)
    gtk_widget_remove_tick_callback (self->widget, self->tick_id);
  self->tick_id = 0;
}

static void
unmap_cb (SpOnScreen *self)
{
  stop_watching (self);
  set_on_screen (self, FALSE);
}

static void
sp_on_screen_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpOnScreenProperty) prop_id) {
  case PROP_ON_SCREEN:
    g_value_set_boolean (value, SP_ON_SCREEN (object)->on_screen);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_on_screen_dispose (GObject *object)
{
  stop_watching (SP_ON_SCREEN (object));
  g_clear_weak_pointer (&SP_ON_SCREEN (object)->widget);

  G_OBJECT_CLASS (sp_on_screen_parent_class)->dispose (object);
}

static void
sp_on_screen_finalize (GObject *object)
{
  g_ptr_array_unref (SP_ON_SCREEN (object)->groups);

  G_OBJECT_CLASS (sp_on_screen_parent_class)->finalize (object);
}

static void
sp_on_screen_class_init (SpOnScreenClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_on_screen_get_property;
  object_class->dispose = sp_on_screen_dispose;
  object_class->finalize = sp_on_screen_finalize;

  properties[PROP_ON_SCREEN] =
    g_param_spec_boolean ("on-screen", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_on_screen_init (SpOnScreen *self)
{
  self->groups = g_ptr_array_new_with_free_func (g_object_unref);
}

SpOnScreen *
sp_on_screen_new (GtkWidget *widget)
{
  SpOnScreen *self = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  self = g_object_new (SP_TYPE_ON_SCREEN, NULL);
  g_set_weak_pointer (&self->widget, widget);
  g_signal_connect_object (widget, "map", G_CALLBACK (map_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (widget, "unmap", G_CALLBACK (unmap_cb), self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (widget))
    map_cb (self);

  return self;
}

gboolean
sp_on_screen_get (SpOnScreen *self)
{
  g_return_val_if_fail (SP_IS_ON_SCREEN (self), FALSE);

  return self->on_screen;
}
