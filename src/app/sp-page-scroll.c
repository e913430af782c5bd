/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-page-scroll.h"

#include <adwaita.h>

#define DURATION_MS 250
#define TYPING (2 * G_TIME_SPAN_SECOND) /* since the last key */

struct _SpPageScroll {
  GObject            parent_instance;
  GtkScrolledWindow *scroller;  /* owned */
  GtkWidget         *target;    /* owned, nullable: waits for the next frame */
  AdwAnimation      *animation; /* owned, nullable */
  gint64             last_key;  /* monotonic time */
  double             place;     /* to scroll to as soon as the page is that long, 0 for none */
  guint              tick;
  guint              settling;
  guint              frames;
};

G_DEFINE_FINAL_TYPE (SpPageScroll, sp_page_scroll, G_TYPE_OBJECT)

static gboolean
is_typing (SpPageScroll *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self->scroller));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus)) &&
         g_get_monotonic_time () - self->last_key < TYPING;
}

static void
move (SpPageScroll *self, double value)
{
  GtkAdjustment      *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  AdwAnimationTarget *target =
    adw_property_animation_target_new (G_OBJECT (adjustment), "value");

  if (self->animation != NULL) /* to reset it would put the page back to where it began */
    adw_animation_pause (self->animation);
  g_clear_object (&self->animation);
  self->animation = adw_timed_animation_new (GTK_WIDGET (self->scroller),
                                             gtk_adjustment_get_value (adjustment), value,
                                             DURATION_MS, target);
  adw_animation_play (self->animation);
}

/* As little as shows all of it, and where it is too high, its top. */
static void
show (SpPageScroll *self, GtkWidget *widget)
{
  GtkAdjustment  *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double          value = gtk_adjustment_get_value (adjustment);
  double          page = gtk_adjustment_get_page_size (adjustment);
  double          top = 0;
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (widget) ||
      !gtk_widget_compute_bounds (widget, GTK_WIDGET (self->scroller), &bounds))
    return;

  top = value + bounds.origin.y;
  if (top + bounds.size.height > value + page)
    value = top + bounds.size.height - page;
  if (top < value)
    value = top;
  if (value != gtk_adjustment_get_value (adjustment))
    move (self, value);
}

static gboolean
tick_cb (GtkWidget *scroller, GdkFrameClock *clock, gpointer user_data)
{
  SpPageScroll         *self = user_data;
  g_autoptr (GtkWidget) target = g_steal_pointer (&self->target);

  self->tick = 0;
  if (!is_typing (self))
    show (self, target);

  return G_SOURCE_REMOVE;
}

static void
go_to_place (SpPageScroll *self, gboolean at_last)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double         end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  double         place = self->place;

  if (place <= 0 || (end < place && !at_last))
    return;

  self->place = 0;
  gtk_adjustment_set_value (adjustment, MIN (place, end));
}

static void
length_cb (SpPageScroll *self)
{
  go_to_place (self, FALSE);
}

/* What was made before this frame has its size in the next one. */
static gboolean
settle_cb (GtkWidget *scroller, GdkFrameClock *clock, gpointer user_data)
{
  SpPageScroll *self = user_data;

  if (self->frames++ == 0)
    return G_SOURCE_CONTINUE;

  self->settling = 0;
  go_to_place (self, TRUE);

  return G_SOURCE_REMOVE;
}

/* Return starts something, whose end is to be seen. */
static gboolean
key_cb (SpPageScroll *self, guint key)
{
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter)
    self->last_key = g_get_monotonic_time ();

  return GDK_EVENT_PROPAGATE;
}

static void
sp_page_scroll_dispose (GObject *object)
{
  SpPageScroll *self = SP_PAGE_SCROLL (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->scroller), self->tick);
  self->tick = 0;
  if (self->settling != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->scroller), self->settling);
  self->settling = 0;
  g_clear_object (&self->target);
  g_clear_object (&self->animation);
  g_clear_object (&self->scroller);

  G_OBJECT_CLASS (sp_page_scroll_parent_class)->dispose (object);
}

static void
sp_page_scroll_class_init (SpPageScrollClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_page_scroll_dispose;
}

static void
sp_page_scroll_init (SpPageScroll *self)
{
  self->last_key = -TYPING;
}

SpPageScroll *
sp_page_scroll_new (GtkScrolledWindow *scroller)
{
  SpPageScroll       *self = g_object_new (SP_TYPE_PAGE_SCROLL, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->scroller = g_object_ref (scroller);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (scroller), keys);

  return self;
}

void
sp_page_scroll_show (SpPageScroll *self, GtkWidget *widget)
{
  g_return_if_fail (SP_IS_PAGE_SCROLL (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_set_object (&self->target, widget);
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->scroller), tick_cb, self, NULL);
}

void
sp_page_scroll_take_place (SpPageScroll *self, SpPageScroll *other)
{
  g_return_if_fail (SP_IS_PAGE_SCROLL (self));
  g_return_if_fail (SP_IS_PAGE_SCROLL (other));

  self->place = gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (other->scroller));
  if (self->place > 0)
    g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed",
                             G_CALLBACK (length_cb), self, G_CONNECT_SWAPPED);
}

void
sp_page_scroll_settle (SpPageScroll *self)
{
  g_return_if_fail (SP_IS_PAGE_SCROLL (self));

  if (self->place <= 0 || self->settling != 0)
    return;

  self->frames = 0;
  self->settling = gtk_widget_add_tick_callback (GTK_WIDGET (self->scroller), settle_cb, self, NULL);
}
