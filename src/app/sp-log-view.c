/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-log-view.h"

#include "sp-log-text.h"
#include "sp-resources.h"
#include "sp-source-buffer.h"
#include "sp-source-search.h"

#include <glib/gi18n-lib.h>

#define MAX_LINES 5000

/* How many lines a frame has time for. */
#define LINES_PER_FRAME 400

#define SETTLING_FRAMES 5

/* Programs have a few styles; what has more does it for no good, and loses the colours of the others. */
#define MAX_TAGS 1000

struct _SpLogView {
  AdwBin             parent_instance;
  GtkStack          *stack;    /* template child: “empty”, “log” */
  GtkWidget         *tools;    /* template child */
  SpSourceSearch    *search;   /* template child */
  GtkSourceView     *view;     /* template child */
  GtkScrolledWindow *scrolled; /* template child */
  GtkAdjustment     *scroll;   /* template child */
  GtkWidget         *to_end;   /* template child */
  GtkTextBuffer     *buffer;   /* of @view */
  GtkTextMark       *last;     /* start of the line that has no end yet */
  SpLogText         *text;     /* owned */
  GtkTextTag        *plain;    /* of @buffer: what all of its text has */
  GHashTable        *tags;     /* owned: SpLogStyle to GtkTextTag */
  guint              tick;     /* 0 while there is nothing to do */
  guint              frames;   /* until the view is where it was told to be */
  guint              n_lines;  /* in @buffer, without the last one */
  gboolean           compact;
  gboolean           shown; /* all that came */
  gboolean           away;  /* the user has scrolled up, or is about to */
  gboolean           left;  /* the view is not at the end any more since then */
};

G_DEFINE_FINAL_TYPE (SpLogView, sp_log_view, ADW_TYPE_BIN)

typedef enum {
  PROP_COMPACT = 1,
} SpLogViewProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

static GtkTextTag *
get_tag (SpLogView *self,
         SpLogStyle style)
{
  GtkTextTag *tag = g_hash_table_lookup (self->tags, GUINT_TO_POINTER (style));

  if (tag == NULL && g_hash_table_size (self->tags) < MAX_TAGS) {
    tag = gtk_text_buffer_create_tag (self->buffer, NULL, NULL);
    sp_log_style_set_tag (style, tag);
    g_hash_table_insert (self->tags, GUINT_TO_POINTER (style), tag);
  }

  return tag;
}

static void
insert_line (SpLogView       *self,
             const SpLogLine *line,
             gboolean         has_end)
{
  const char *text = line->text->str;
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (self->buffer, &end);
  for (guint i = 0; i < line->runs->len; i++) {
    const SpLogRun *run = &g_array_index (line->runs, SpLogRun, i);
    GtkTextTag     *tag = run->style != 0 ? get_tag (self, run->style) : NULL;

    gtk_text_buffer_insert_with_tags (self->buffer, &end, text, (int) run->length, self->plain, tag, NULL);
    text += run->length;
  }
  if (has_end)
    gtk_text_buffer_insert (self->buffer, &end, "\n", 1);
}

static void
remove_last_line (SpLogView *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &start, self->last);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_delete (self->buffer, &start, &end);
}

static void
drop_old_lines (SpLogView *self)
{
  GtkTextIter start, end;

  if (self->n_lines <= MAX_LINES)
    return;

  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_get_iter_at_line (self->buffer, &end, (int) (self->n_lines - MAX_LINES));
  gtk_text_buffer_delete (self->buffer, &start, &end);
  self->n_lines = MAX_LINES;
}

/* Returns: whether all is shown */
static gboolean
show_lines (SpLogView *self,
            guint      max)
{
  g_autoptr (SpLogLine) last = NULL;
  SpLogLine            *line = NULL;
  GtkTextIter           end;
  guint                 n = 0;

  remove_last_line (self);
  for (; n < max && (line = sp_log_text_take_line (self->text)) != NULL; n++) {
    insert_line (self, line, TRUE);
    sp_log_line_free (line);
  }
  self->n_lines += n;
  drop_old_lines (self);

  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_move_mark (self->buffer, self->last, &end);
  if (n == max)
    return FALSE;

  last = sp_log_text_dup_last_line (self->text);
  insert_line (self, last, FALSE);

  return TRUE;
}

static void
show_away (SpLogView *self,
           gboolean   away)
{
  self->away = away;
  self->left = FALSE;
  gtk_widget_set_visible (self->to_end, away);
}

static void
go_to_end (SpLogView *self)
{
  gtk_adjustment_set_value (self->scroll,
                            gtk_adjustment_get_upper (self->scroll) - gtk_adjustment_get_page_size (self->scroll));
}

static double
get_rest (SpLogView *self)
{
  return gtk_adjustment_get_upper (self->scroll) - gtk_adjustment_get_page_size (self->scroll) -
         gtk_adjustment_get_value (self->scroll);
}

/* That the view is not at the end does not tell that the user has left it: it moves by itself where lines above are dropped,
 * or turn out higher than it thought. Nor that it still is at the end that he came back: it scrolls in small steps. */
static void
scrolled_cb (SpLogView *self)
{
  if (get_rest (self) > 1)
    self->left = self->away;
  else if (self->left)
    show_away (self, FALSE);
}

/* A view that was told where to be before its text was laid out goes back to where it was: it is told again. */
static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  SpLogView *self = SP_LOG_VIEW (widget);

  if (!self->shown) {
    self->shown = show_lines (self, LINES_PER_FRAME);
    self->frames = SETTLING_FRAMES;
  } else {
    self->frames--;
  }
  if (!self->away && get_rest (self) > 1)
    go_to_end (self);
  if (!self->shown || self->frames > 0)
    return G_SOURCE_CONTINUE;

  self->tick = 0;

  return G_SOURCE_REMOVE;
}

static void
start_ticking (SpLogView *self)
{
  self->frames = MAX (self->frames, 1);
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* A text grows in steps while its lines are laid out. That is no time to scroll: the bar beside it, which has its place
 * already, would be drawn without one. */
static void
grew_cb (SpLogView *self)
{
  if (!self->away)
    start_ticking (self);
}

static void
leave_end (SpLogView *self)
{
  if (gtk_adjustment_get_upper (self->scroll) <= gtk_adjustment_get_page_size (self->scroll))
    return;

  show_away (self, TRUE);
  self->left = get_rest (self) > 1;
}

static gboolean
wheel_cb (SpLogView *self,
          double     dx,
          double     dy)
{
  if (dy < 0)
    leave_end (self);

  return GDK_EVENT_PROPAGATE;
}

static void
dragged_cb (SpLogView *self,
            double     dx,
            double     dy)
{
  if (dy > 0)
    leave_end (self);
}

static void
move_cursor_cb (SpLogView      *self,
                GtkMovementStep step,
                int             count)
{
  if (count < 0)
    leave_end (self);
}

static void
bar_pressed_cb (SpLogView *self)
{
  leave_end (self);
}

/* What was found, or is to be copied, stays where it is. */
static void
has_selection_cb (SpLogView *self)
{
  if (gtk_text_buffer_get_has_selection (self->buffer))
    leave_end (self);
}

/* A part of the scrolled window that templates do not know. */
static void
watch_bar (SpLogView *self)
{
  GtkWidget  *bar = gtk_scrolled_window_get_vscrollbar (self->scrolled);
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (bar_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (bar, GTK_EVENT_CONTROLLER (press));
}

static void
to_end_clicked_cb (SpLogView *self)
{
  show_away (self, FALSE);
  go_to_end (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view)); /* the button is gone */
}

static void
find_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  sp_log_view_find (SP_LOG_VIEW (widget));
}

static void
copy_all_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_autofree char *text = sp_log_view_dup_text (SP_LOG_VIEW (widget));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  gtk_widget_activate_action (widget, "win.toast", "(su)", _("Log copied"), 4);
}

static void
style_changed_cb (SpLogView *self)
{
  GHashTableIter iter;
  gpointer       style, tag;

  g_hash_table_iter_init (&iter, self->tags);
  while (g_hash_table_iter_next (&iter, &style, &tag))
    sp_log_style_set_tag (GPOINTER_TO_UINT (style), tag);
}

static void
sp_log_view_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch ((SpLogViewProperty) prop_id) {
  case PROP_COMPACT:
    g_value_set_boolean (value, SP_LOG_VIEW (object)->compact);
    break;
  }
}

static void
sp_log_view_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  switch ((SpLogViewProperty) prop_id) {
  case PROP_COMPACT:
    SP_LOG_VIEW (object)->compact = g_value_get_boolean (value);
    break;
  }
}

static void
sp_log_view_constructed (GObject *object)
{
  SpLogView *self = SP_LOG_VIEW (object);

  G_OBJECT_CLASS (sp_log_view_parent_class)->constructed (object);

  gtk_widget_set_visible (self->tools, !self->compact);
  if (self->compact)
    gtk_stack_set_visible_child_name (self->stack, "log");
}

static void
sp_log_view_dispose (GObject *object)
{
  SpLogView *self = SP_LOG_VIEW (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_LOG_VIEW);

  G_OBJECT_CLASS (sp_log_view_parent_class)->dispose (object);
}

static void
sp_log_view_finalize (GObject *object)
{
  SpLogView *self = SP_LOG_VIEW (object);

  g_hash_table_unref (self->tags);
  sp_log_text_free (self->text);

  G_OBJECT_CLASS (sp_log_view_parent_class)->finalize (object);
}

static void
sp_log_view_class_init (SpLogViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_log_view_get_property;
  object_class->set_property = sp_log_view_set_property;
  object_class->constructed = sp_log_view_constructed;
  object_class->dispose = sp_log_view_dispose;
  object_class->finalize = sp_log_view_finalize;

  properties[PROP_COMPACT] =
    g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  g_type_ensure (SP_TYPE_SOURCE_SEARCH);
  gtk_widget_class_install_action (widget_class, "log.find", NULL, find_cb);
  gtk_widget_class_install_action (widget_class, "log.copy-all", NULL, copy_all_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "log.find", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-log-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SpLogView, stack);
  gtk_widget_class_bind_template_child (widget_class, SpLogView, tools);
  gtk_widget_class_bind_template_child (widget_class, SpLogView, search);
  gtk_widget_class_bind_template_child (widget_class, SpLogView, view);
  gtk_widget_class_bind_template_child (widget_class, SpLogView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SpLogView, scroll);
  gtk_widget_class_bind_template_child (widget_class, SpLogView, to_end);
  gtk_widget_class_bind_template_callback (widget_class, dragged_cb);
  gtk_widget_class_bind_template_callback (widget_class, grew_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_cursor_cb);
  gtk_widget_class_bind_template_callback (widget_class, wheel_cb);
  gtk_widget_class_bind_template_callback (widget_class, scrolled_cb);
  gtk_widget_class_bind_template_callback (widget_class, to_end_clicked_cb);
}

static void
sp_log_view_init (SpLogView *self)
{
  GtkTextIter end;

  self->text = sp_log_text_new (MAX_LINES);
  self->tags = g_hash_table_new (NULL, NULL);
  self->shown = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_buffer_set_enable_undo (self->buffer, FALSE);
  gtk_source_buffer_set_highlight_matching_brackets (GTK_SOURCE_BUFFER (self->buffer), FALSE);
  sp_source_buffer_follow_style (GTK_SOURCE_BUFFER (self->buffer));
  /* Where a line is broken no hyphen is put: it would be read as a part of a path or a command. */
  self->plain = gtk_text_buffer_create_tag (self->buffer, NULL, "insert-hyphens", FALSE, NULL);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  self->last = gtk_text_buffer_create_mark (self->buffer, NULL, &end, TRUE);
  g_signal_connect_object (self->buffer, "notify::has-selection", G_CALLBACK (has_selection_cb), self, G_CONNECT_SWAPPED);
  watch_bar (self);
  sp_source_search_set_view (self->search, self->view);
  sp_source_search_set_prompt (self->search, _("Find in the log"));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
sp_log_view_new (void)
{
  return g_object_new (SP_TYPE_LOG_VIEW, NULL);
}

void
sp_log_view_append (SpLogView  *self,
                    const char *bytes,
                    gssize      length)
{
  g_return_if_fail (SP_IS_LOG_VIEW (self));
  g_return_if_fail (bytes != NULL);

  if (length == 0 || *bytes == '\0')
    return;

  sp_log_text_feed (self->text, bytes, length < 0 ? strlen (bytes) : (gsize) length);
  self->shown = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "log");
  start_ticking (self);
}

void
sp_log_view_append_line (SpLogView  *self,
                         const char *line)
{
  sp_log_view_append (self, line, -1);
  sp_log_view_append (self, "\n", 1);
}

void
sp_log_view_clear (SpLogView *self)
{
  g_return_if_fail (SP_IS_LOG_VIEW (self));

  sp_log_text_free (self->text);
  self->text = sp_log_text_new (MAX_LINES);
  self->n_lines = 0;
  self->shown = TRUE;
  gtk_text_buffer_set_text (self->buffer, "", 0);
  show_away (self, FALSE);
  if (!self->compact)
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

gboolean
sp_log_view_is_empty (SpLogView *self)
{
  g_return_val_if_fail (SP_IS_LOG_VIEW (self), TRUE);

  return self->shown && gtk_text_buffer_get_char_count (self->buffer) == 0;
}

void
sp_log_view_find (SpLogView *self)
{
  g_return_if_fail (SP_IS_LOG_VIEW (self));

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "log") == 0)
    sp_source_search_open (self->search);
}

/* Also what no frame has shown yet. */
char *
sp_log_view_dup_text (SpLogView *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (SP_IS_LOG_VIEW (self), NULL);

  self->shown = show_lines (self, G_MAXUINT);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}
