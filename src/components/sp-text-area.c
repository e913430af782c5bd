/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-text-area.h"

#include <string.h>

#include "sp-natural-layout.h"
#include "sp-resources.h"

#define FIRST_PART (200 * 1024) /* bytes shown of a long text until the user wants the rest */
#define NEXT_PART (64 * 1024)   /* bytes added at a time after that */
#define LONGEST_LINE 10000      /* bytes: a text view stalls on lines that are much longer */
#define MARGIN 8                /* above and below the text, as in the template */

struct _SpTextArea {
  GtkWidget          parent_instance;
  GtkTextBuffer     *buffer;      /* template child */
  GtkWidget         *overlay;     /* template child */
  GtkScrolledWindow *scroller;    /* template child */
  GtkTextView       *view;        /* template child */
  GtkLabel          *placeholder; /* template child */
  GtkWidget         *show_all;    /* template child */
  char              *text;        /* what was set; NULL once the user edited it */
  gsize              length;      /* of @text in bytes */
  gsize              shown;       /* how many bytes of @text are in the buffer */
  gsize              column;      /* bytes after the last line break in the buffer */
  gsize              limit;       /* how many bytes may be shown */
  guint              idle_id;
  int                lines;
  int                max_lines;
  SpTextAreaEnter    enter;
  gboolean           editable;
  gboolean           autoscroll;
  gboolean           quiet; /* the buffer is not being changed by the user */
};

G_DEFINE_FINAL_TYPE (SpTextArea, sp_text_area, GTK_TYPE_WIDGET)

enum {
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_at_end (SpTextArea *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double         value = gtk_adjustment_get_value (adjustment);
  double         page = gtk_adjustment_get_page_size (adjustment);

  return value + page >= gtk_adjustment_get_upper (adjustment) - 1;
}

static void
scroll_to_end (SpTextArea *self)
{
  gtk_text_view_scroll_to_mark (self->view, gtk_text_buffer_get_mark (self->buffer, "end"), 0,
                                FALSE, 0, 0);
}

static void
update_editable (SpTextArea *self)
{
  gboolean is_whole = self->text == NULL || self->shown == self->length;

  gtk_text_view_set_editable (self->view, self->editable && is_whole);
  gtk_widget_set_visible (self->show_all, !is_whole && self->idle_id == 0);
}

static void
update_placeholder (SpTextArea *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->placeholder),
                          gtk_text_buffer_get_char_count (self->buffer) == 0);
}

/* Lines that would stall the view get breaks of ours, in a text that is not edited here. */
static char *
break_lines (SpTextArea *self, const char *text, gsize length)
{
  GString    *broken = g_string_sized_new (length + length / LONGEST_LINE + 1);
  const char *end = text + length;

  while (text < end) {
    const char *stop = memchr (text, '\n', end - text);
    gsize       part = (stop != NULL ? stop + 1 : end) - text;
    gsize       room = LONGEST_LINE - self->column;

    if (part > room) {
      part = g_utf8_find_prev_char (text, text + room + 1) - text; /* at the start of a character */
      stop = NULL;
    }
    g_string_append_len (broken, text, part);
    self->column = stop != NULL ? 0 : self->column + part;
    text += part;
    if (text < end && stop == NULL) {
      g_string_append_c (broken, '\n');
      self->column = 0;
    }
  }

  return g_string_free (broken, FALSE);
}

/* Adds the next bytes of the text at the end and leaves selection and place alone. */
static void
append_part (SpTextArea *self, gsize length)
{
  const char      *start = self->text + self->shown;
  g_autofree char *broken = NULL;
  GtkTextIter      end, from, to;
  int              first = 0, last = 0;

  gtk_text_buffer_get_selection_bounds (self->buffer, &from, &to);
  first = gtk_text_iter_get_offset (&from);
  last = gtk_text_iter_get_offset (&to);

  self->quiet = TRUE;
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  if (self->editable) {
    gtk_text_buffer_insert (self->buffer, &end, start, (int) length);
  } else {
    broken = break_lines (self, start, length);
    gtk_text_buffer_insert (self->buffer, &end, broken, -1);
  }
  gtk_text_buffer_end_irreversible_action (self->buffer);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &from, first);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &to, last);
  gtk_text_buffer_select_range (self->buffer, &from, &to);
  self->quiet = FALSE;

  self->shown += length;
  update_placeholder (self);
}

/* How many bytes of the text to add for at most @size: only whole characters. */
static gsize
measure_part (SpTextArea *self, gsize size)
{
  gsize rest = self->length - self->shown;

  if (rest <= size)
    return rest;

  return g_utf8_find_prev_char (self->text + self->shown, self->text + self->shown + size + 1) -
         (self->text + self->shown);
}

static void
show_more (SpTextArea *self)
{
  gboolean follow = self->autoscroll && self->shown > 0 && is_at_end (self);

  if (self->shown < self->limit && self->shown < self->length)
    append_part (self, measure_part (self, self->limit - self->shown));
  if (follow)
    scroll_to_end (self);
  update_editable (self);
}

static gboolean
idle_cb (gpointer user_data)
{
  SpTextArea *self = user_data;

  append_part (self, measure_part (self, NEXT_PART));
  if (self->shown < self->length)
    return G_SOURCE_CONTINUE;

  self->idle_id = 0;
  update_editable (self);

  return G_SOURCE_REMOVE;
}

static void
show_all_cb (SpTextArea *self)
{
  self->limit = G_MAXSIZE;
  if (self->idle_id == 0 && self->text != NULL)
    self->idle_id = g_idle_add (idle_cb, self);
  update_editable (self);
}

static void
buffer_changed_cb (SpTextArea *self)
{
  if (self->quiet)
    return;

  g_clear_pointer (&self->text, g_free);
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

  self->quiet = TRUE;
  g_clear_handle_id (&self->idle_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), SP_TYPE_TEXT_AREA);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sp_text_area_parent_class)->dispose (object);
}

static void
sp_text_area_finalize (GObject *object)
{
  g_clear_pointer (&SP_TEXT_AREA (object)->text, g_free);

  G_OBJECT_CLASS (sp_text_area_parent_class)->finalize (object);
}

static void
sp_text_area_class_init (SpTextAreaClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sp_text_area_dispose;
  object_class->finalize = sp_text_area_finalize;
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
  gtk_widget_class_bind_template_callback (widget_class, buffer_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
}

static void
sp_text_area_init (SpTextArea *self)
{
  GtkTextIter end;

  self->lines = 1;
  self->max_lines = 20;
  self->limit = FIRST_PART;
  self->editable = TRUE;
  self->autoscroll = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_create_mark (self->buffer, "end", &end, FALSE);
  update_height (self);
}

static gboolean
can_append (SpTextArea *self, const char *text, gsize length)
{
  return self->text != NULL && self->shown > 0 && length >= self->length &&
         memcmp (text, self->text, self->length) == 0;
}

static void
clear_buffer (SpTextArea *self)
{
  g_clear_handle_id (&self->idle_id, g_source_remove);
  self->quiet = TRUE;
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, "", 0);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  self->quiet = FALSE;
  self->shown = 0;
  self->column = 0;
  self->limit = FIRST_PART;
}

void
sp_text_area_set_text (SpTextArea *self, const char *text)
{
  g_autofree char *current = NULL;
  gsize            length = 0;
  g_autofree char *old = NULL;

  g_return_if_fail (SP_IS_TEXT_AREA (self));

  text = text != NULL ? text : "";
  length = strlen (text);
  if (self->text == NULL) { /* edited: the same text must not touch cursor and undo */
    current = sp_text_area_dup_text (self);
    if (g_str_equal (current, text))
      return;
  }

  if (!can_append (self, text, length))
    clear_buffer (self);
  old = g_steal_pointer (&self->text);
  self->text = g_strdup (text);
  self->length = length;
  show_more (self);
  update_placeholder (self);
}

char *
sp_text_area_dup_text (SpTextArea *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (SP_IS_TEXT_AREA (self), NULL);

  if (self->text != NULL)
    return g_strdup (self->text);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

void
sp_text_area_set_lines (SpTextArea *self, int lines, int max_lines)
{
  g_return_if_fail (SP_IS_TEXT_AREA (self));

  self->lines = CLAMP (lines, 1, 100);
  self->max_lines = CLAMP (max_lines, self->lines, 100);
  update_height (self);
}

/* Breaks of ours are in the buffer of a text that cannot be edited only: it is filled anew. */
void
sp_text_area_set_editable (SpTextArea *self, gboolean editable)
{
  g_return_if_fail (SP_IS_TEXT_AREA (self));

  editable = !!editable;
  if (self->editable == editable)
    return;

  self->editable = editable;
  if (self->text == NULL)
    self->text = sp_text_area_dup_text (self);
  self->length = strlen (self->text);
  clear_buffer (self);
  show_more (self);
  update_placeholder (self);
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
