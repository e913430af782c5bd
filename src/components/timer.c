/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-component-private.h"

#include <math.h>

#define SP_TYPE_TIMER (sp_timer_get_type ())
G_DECLARE_FINAL_TYPE (SpTimer, sp_timer, SP, TIMER, SpComponent)

/* The `timer` component: an event `tick` every so many seconds. It has no face; it ticks while the
 * window it is in can be seen, and does not catch up on what it missed. */
struct _SpTimer {
  SpComponent parent_instance;

  GtkWidget *window;  /* weak: the root it is in */
  double     seconds; /* between ticks; not above 0 for none */
  gboolean   active;
  guint      source; /* 0 while it stands still */
};

G_DEFINE_FINAL_TYPE (SpTimer, sp_timer, SP_TYPE_COMPONENT)

/* An app that asks for more gets this, in milliseconds. */
#define SHORTEST 100

static gboolean
tick_cb (gpointer user_data)
{
  sp_component_emit_event (SP_COMPONENT (user_data), "tick", NULL);

  return G_SOURCE_CONTINUE;
}

static gboolean
runs (SpTimer *self)
{
  return self->active && self->seconds > 0 && self->window != NULL &&
         gtk_widget_get_mapped (self->window);
}

static void
stop (SpTimer *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
}

static void
start (SpTimer *self)
{
  double milliseconds = CLAMP (self->seconds * 1000, SHORTEST, G_MAXINT);

  stop (self);
  if (runs (self))
    self->source = g_timeout_add ((guint) milliseconds, tick_cb, self);
}

/* Also when nothing changed for the timer: a period that has begun goes on. */
static void
update (SpTimer *self)
{
  if (!runs (self))
    stop (self);
  else if (self->source == 0)
    start (self);
}

static void
set_window (SpTimer *self, GtkWidget *window)
{
  if (self->window != NULL)
    g_signal_handlers_disconnect_by_func (self->window, update, self);
  g_set_weak_pointer (&self->window, window);
  if (window != NULL) {
    g_signal_connect_object (window, "map", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
    g_signal_connect_object (window, "unmap", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  }
  update (self);
}

static void
sp_timer_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_timer_parent_class)->root (widget);

  set_window (SP_TIMER (widget), GTK_WIDGET (gtk_widget_get_root (widget)));
}

static void
sp_timer_unroot (GtkWidget *widget)
{
  set_window (SP_TIMER (widget), NULL);

  GTK_WIDGET_CLASS (sp_timer_parent_class)->unroot (widget);
}

static void
sp_timer_set_props (SpComponent *component, JsonObject *props)
{
  SpTimer *self = SP_TIMER (component);

  self->active = gradio_json_get_boolean (props, "active", self->active);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  update (self);
}

static void
sp_timer_set_value (SpComponent *component, JsonNode *value)
{
  SpTimer *self = SP_TIMER (component);

  SP_COMPONENT_CLASS (sp_timer_parent_class)->set_value (component, value);

  self->seconds = gradio_json_is_number (value) ? json_node_get_double (value) : 0;
  start (self);
}

static void
sp_timer_dispose (GObject *object)
{
  set_window (SP_TIMER (object), NULL);

  G_OBJECT_CLASS (sp_timer_parent_class)->dispose (object);
}

static void
sp_timer_class_init (SpTimerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_timer_dispose;
  widget_class->root = sp_timer_root;
  widget_class->unroot = sp_timer_unroot;
  SP_COMPONENT_CLASS (klass)->set_props = sp_timer_set_props;
  SP_COMPONENT_CLASS (klass)->set_value = sp_timer_set_value;
}

static void
sp_timer_init (SpTimer *self)
{
  self->active = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
