/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-text-area.h"

#include "sp-long-text.h"
#include "sp-natural-layout.h"
#include "sp-resources.h"

#define MARGIN 8 /* above and below the text, as in the template */

struct _SpTextArea {
  GtkWidget          parent_instance;
  GtkTextBuffer     *buffer;      /* template child */
  GtkWidget         *overlay;     /* template child */
  GtkScrolledWindow *scroller;    /* template child */
  GtkTextView       *view;        /* template child */
  GtkLabel          *placeholder; /* template child */
  GtkWidget         *show_all;    /* template child */
  SpLongText        *text;        /* owned: what is in the buffer */
  int                lines;
  int                max_lines;
  SpTextAreaEnter    enter;
  gboolean           editable;
  gboolean           autoscroll;
  double             reached; /* the place in the text that was seen last */
  gboolean           follows; /* the end of what is being put in is to be in view */
  gboolean           going;   /* to the end, which is not reached yet */
};

G_DEFINE_FINAL_TYPE (SpTextArea, sp_text_area, GTK_TYPE_WIDGET)

enum {
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The margin below the text is not scrolled into view. */
static gboolean
is_at_end (SpTextArea *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double         value = gtk_adjustment_get_value (adjustment);
  double         page = gtk_adjustment_get_page_size (adjustment);

  return value + page >= gtk_adjustment_get_upper (adjustment) - MARGIN - 1;
}

static void
scroll_to_end (SpTextArea *self)
{
  self->going = TRUE;
  gtk_text_view_scroll_to_mark (self->view, gtk_text_buffer_get_mark (self->buffer, "end"), 0,
                                FALSE, 0, 0);
}

/* Whoever turns back wants to stay there. A view goes back itself by parts of a pixel. */
static void
scrolled_cb (SpTextArea *self)
{
  double value = gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller));

  if (value < self->reached - 1 || is_at_end (self))
    self->going = FALSE;
  self->reached = value;
}

/* The height of a text becomes known little by little. */
static void
grown_cb (SpTextArea *self)
{
  if (self->going)
    scroll_to_end (self);
}

/* What scrolls must be at rest when its window takes leave: GTK 4.8 then goes at once to where it was to end, which
 * has a text that has grown meanwhile correct the place and end it, and ends it a second time (a critical warning). */
static void
unmap_cb (SpTextArea *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  gboolean       going = self->going;

  self->going = FALSE; /* or what becomes known of the height would begin it anew */
  if (going)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment));
  self->going = going && !is_at_end (self);
}

static void
update_editable (SpTextArea *self)
{
  gboolean is_whole = sp_long_text_is_whole (self->text);

  gtk_text_view_set_editable (self->view, self->editable && is_whole);
  gtk_widget_set_visible (self->show_all, !is_whole && !sp_long_text_is_filling (self->text));
}

static void
update_placeholder (SpTextArea *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->placeholder),
                          gtk_text_buffer_get_char_count (self->buffer) == 0);
}

/* The end is followed when it was in view. */
static void
filled_cb (SpTextArea *self)
{
  if (self->follows)
    scroll_to_end (self);
  update_placeholder (self);
  update_editable (self);
}

static void
show_all_cb (SpTextArea *self)
{
  sp_long_text_fill (self->text);
  update_editable (self);
}

static void
changed_cb (SpTextArea *self)
{
  self->going = FALSE;
  update_placeholder (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
key_pressed_cb (SpTextArea *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean is_enter =
    keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;
  gboolean shift = (state & gtk_accelerator_get_default_mod_mask ()) == GDK_SHIFT_MASK;
  gboolean plain = (state & gtk_accelerator_get_default_mod_mask ()) == 0;

  if (!is_enter || !self->editable || !(plain || shift) ||
      shift == (self->enter == SP_TEXT_AREA_ENTER_SENDS))
    return GDK_EVENT_PROPAGATE;

  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0);

  return GDK_EVENT_STOP;
}

static void
update_height (SpTextArea *self)
{
  PangoContext     *context = gtk_widget_get_pango_context (GTK_WIDGET (self->view));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int               line = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);
  /* The least may never be over the most, not even between the two calls. */
  gtk_scrolled_window_set_min_content_height (self->scroller, -1);
  gtk_scrolled_window_set_max_content_height (self->scroller, line * self->max_lines + 2 * MARGIN);
  gtk_scrolled_window_set_min_content_height (self->scroller, line * self->lines + 2 * MARGIN);
}

static void
sp_text_area_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sp_text_area_parent_class)->css_changed (widget, change);

  update_height (SP_TEXT_AREA (widget));
}

static gboolean
sp_text_area_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SP_TEXT_AREA (widget)->view));
}

static void
sp_text_area_dispose (GObject *object)
{
  SpTextArea *self = SP_TEXT_AREA (object);
  GtkWidget  *child = NULL;

  if (self->scroller != NULL)
    g_signal_handlers_disconnect_by_data (gtk_scrolled_window_get_vadjustment (self->scroller), self);
  if (self->text != NULL)
    g_signal_handlers_disconnect_by_data (self->text, self);
  g_clear_object (&self->text);
  gtk_widget_dispose_template (GTK_WIDGET (self), SP_TYPE_TEXT_AREA);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sp_text_area_parent_class)->dispose (object);
}

static void
sp_text_area_class_init (SpTextAreaClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sp_text_area_dispose;
  widget_class->css_changed = sp_text_area_css_changed;
  widget_class->grab_focus = sp_text_area_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_TEXT_AREA, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATE] = g_signal_new ("activate", SP_TYPE_TEXT_AREA, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "textarea");
  g_type_ensure (SP_TYPE_NATURAL_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-text-area.ui");
  gtk_widget_class_bind_template_child (widget_class, SpTextArea, buffer);
  gtk_widget_class_bind_template_child (widget_class, SpTextArea, overlay);
  gtk_widget_class_bind_template_child (widget_class, SpTextArea, scroller);
  gtk_widget_class_bind_template_child (widget_class, SpTextArea, view);
  gtk_widget_class_bind_template_child (widget_class, SpTextArea, placeholder);
  gtk_widget_class_bind_template_child (widget_class, SpTextArea, show_all);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, unmap_cb);
}

static void
sp_text_area_init (SpTextArea *self)
{
  GtkAdjustment *adjustment = NULL;
  GtkTextIter    end;

  self->lines = 1;
  self->max_lines = 20;
  self->editable = TRUE;
  self->autoscroll = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_create_mark (self->buffer, "end", &end, FALSE);
  self->text = sp_long_text_new (self->buffer);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "notify::upper", G_CALLBACK (grown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->text, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->text, "filled", G_CALLBACK (filled_cb), self);
  update_height (self);
}

void
sp_text_area_set_text (SpTextArea *self, const char *text)
{
  g_return_if_fail (SP_IS_TEXT_AREA (self));

  self->follows =
    self->autoscroll && gtk_text_buffer_get_char_count (self->buffer) > 0 && (self->going || is_at_end (self));
  sp_long_text_set_text (self->text, text);
  self->follows = FALSE;
}

char *
sp_text_area_dup_text (SpTextArea *self)
{
  g_return_val_if_fail (SP_IS_TEXT_AREA (self), NULL);

  return sp_long_text_dup_text (self->text);
}

void
sp_text_area_insert (SpTextArea *self, const char *text)
{
  g_return_if_fail (SP_IS_TEXT_AREA (self));
  g_return_if_fail (text != NULL);

  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (self->buffer, text, -1, TRUE);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_text_view_scroll_mark_onscreen (self->view, gtk_text_buffer_get_insert (self->buffer));
}

void
sp_text_area_set_lines (SpTextArea *self, int lines, int max_lines)
{
  g_return_if_fail (SP_IS_TEXT_AREA (self));

  self->lines = CLAMP (lines, 1, 100);
  self->max_lines = CLAMP (max_lines, self->lines, 100);
  update_height (self);
}

void
sp_text_area_set_editable (SpTextArea *self, gboolean editable)
{
  g_return_if_fail (SP_IS_TEXT_AREA (self));

  editable = !!editable;
  if (self->editable == editable)
    return;

  self->editable = editable;
  sp_long_text_set_breaks (self->text, !editable);
  update_editable (self);
  if (editable)
    gtk_widget_remove_css_class (self->overlay, "static");
  else
    gtk_widget_add_css_class (self->overlay, "static");
}

void
sp_text_area_set_placeholder (SpTextArea *self, const char *text)
{
  g_return_if_fail (SP_IS_TEXT_AREA (self));

  gtk_label_set_label (self->placeholder, text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_PLACEHOLDER,
                                  text != NULL ? text : "", -1);
}

void
sp_text_area_set_autoscroll (SpTextArea *self, gboolean autoscroll)
{
  g_return_if_fail (SP_IS_TEXT_AREA (self));

  self->autoscroll = autoscroll;
}

void
sp_text_area_set_enter (SpTextArea *self, SpTextAreaEnter enter)
{
  g_return_if_fail (SP_IS_TEXT_AREA (self));

  self->enter = enter;
}

GtkTextView *
sp_text_area_get_view (SpTextArea *self)
{
  g_return_val_if_fail (SP_IS_TEXT_AREA (self), NULL);

  return self->view;
}
