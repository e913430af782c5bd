/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-grid-private.h"

#include <glib/gi18n-lib.h>

#define LEAST_DRAG_WIDTH 32
#define EDITOR_LINES 6
#define LONG_TEXT 60

static void
toggle (SpGrid *self, const SpGridContent *content)
{
  if (content->is_editable)
    sp_grid_emit_edited (self, self->cursor_row, self->cursor_column,
                         content->is_active ? "false" : "true");
}

static char *
dup_editor_text (SpGrid *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->editor_view);
  GtkTextIter    start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

void
sp_grid_drop_left (SpGrid *self)
{
  g_clear_handle_id (&self->left_id, g_source_remove);
  g_clear_pointer (&self->left_editor, gtk_widget_unparent);
}

static gboolean
drop_left_cb (gpointer user_data)
{
  SpGrid *self = user_data;

  self->left_id = 0;
  sp_grid_drop_left (self);

  return G_SOURCE_REMOVE;
}

/* Leaving the editor comes back here. While GTK takes the focus out of it, it must stay where it is. */
static void
end_edit (SpGrid *self, gboolean accept, gboolean is_left)
{
  g_autofree char *text = dup_editor_text (self);
  gboolean         had_focus = gtk_widget_has_focus (GTK_WIDGET (self->editor_view));

  accept = accept && gtk_text_view_get_editable (self->editor_view);
  sp_grid_drop_left (self);
  self->left_editor = g_steal_pointer (&self->editor);
  self->editor_view = NULL;
  if (is_left) {
    self->left_id = g_idle_add (drop_left_cb, self);
  } else {
    if (had_focus)
      gtk_widget_grab_focus (GTK_WIDGET (self));
    sp_grid_drop_left (self);
  }
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (accept)
    sp_grid_emit_edited (self, self->cursor_row, self->cursor_column, text);
}

void
sp_grid_end_edit (SpGrid *self, gboolean accept)
{
  g_return_if_fail (SP_IS_GRID (self));

  if (self->editor != NULL)
    end_edit (self, accept, FALSE);
}

gboolean
sp_grid_is_editing (SpGrid *self)
{
  g_return_val_if_fail (SP_IS_GRID (self), FALSE);

  return self->editor != NULL;
}

static gboolean
editor_key_cb (SpGrid *self, guint keyval, guint keycode, GdkModifierType state)
{
  int      row = self->cursor_row, column = self->cursor_column;
  gboolean back = (state & GDK_SHIFT_MASK) != 0;

  switch (keyval) {
  case GDK_KEY_Escape:
    sp_grid_end_edit (self, FALSE);
    return TRUE;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    if (state & (GDK_SHIFT_MASK | GDK_ALT_MASK | GDK_CONTROL_MASK))
      return FALSE; /* a line break */
    sp_grid_end_edit (self, TRUE);
    if (row >= 0)
      sp_grid_move_cursor (self, row + 1, column, FALSE);
    return TRUE;
  case GDK_KEY_Tab:
  case GDK_KEY_ISO_Left_Tab:
    sp_grid_end_edit (self, TRUE);
    sp_grid_move_cursor (self, row, column + (back ? -1 : 1), FALSE);
    return TRUE;
  default:
    return FALSE;
  }
}

static void
editor_left_cb (SpGrid *self)
{
  if (self->editor != NULL)
    end_edit (self, TRUE, TRUE);
}

static GtkWidget *
create_editor (SpGrid *self, gboolean is_long)
{
  GtkWidget          *scroller = gtk_scrolled_window_new ();
  GtkWidget          *view = gtk_text_view_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  g_object_set (view, "left-margin", 9, "right-margin", 9, "top-margin", 6, "bottom-margin", 6,
                NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  is_long ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller),
                                              EDITOR_LINES * self->row_height);
  gtk_widget_add_css_class (scroller, "cell-editor");
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (editor_key_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (editor_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (view, keys);
  gtk_widget_add_controller (view, focus);
  self->editor_view = GTK_TEXT_VIEW (view);

  return scroller;
}

static void
open_editor (SpGrid *self, const SpGridContent *content, const char *text)
{
  GtkTextBuffer *buffer = NULL;
  GtkTextIter    start, end;
  gboolean       is_long = g_utf8_strlen (content->edit_text, -1) > LONG_TEXT;

  self->editor = create_editor (self, is_long);
  gtk_text_view_set_editable (self->editor_view, content->is_editable);
  buffer = gtk_text_view_get_buffer (self->editor_view);
  gtk_text_buffer_set_text (buffer, text != NULL ? text : content->edit_text, -1);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  if (text == NULL && !is_long)
    gtk_text_buffer_select_range (buffer, &start, &end);
  else
    gtk_text_buffer_place_cursor (buffer, &end);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor_view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->cursor_row < 0 ? _("Name of the column") : _("Cell"), -1);
  gtk_widget_insert_before (self->editor, GTK_WIDGET (self), NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->editor_view));
}

void
sp_grid_edit (SpGrid *self, const char *text)
{
  SpGridContent content;

  g_return_if_fail (SP_IS_GRID (self));

  sp_grid_end_edit (self, TRUE);
  if (self->cursor_column < 0)
    return;

  sp_grid_get_content (self, self->cursor_row, self->cursor_column, &content);
  if (content.is_check && text == NULL)
    toggle (self, &content);
  else if (content.edit_text != NULL && (content.is_editable || text == NULL))
    open_editor (self, &content, text);
  sp_grid_content_clear (&content);
}

/* Where a key leads to. */
static gboolean
find_target (SpGrid *self, guint keyval, gboolean control, int *row, int *column)
{
  int last_row = (int) self->n_rows - 1;
  int last_column = (int) self->layout.n_columns - 1;
  int forward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;

  switch (keyval) {
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    *row = control ? 0 : *row - 1;
    return TRUE;
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    *row = control ? last_row : *row + 1;
    return TRUE;
  case GDK_KEY_Left:
  case GDK_KEY_KP_Left:
    *column = control ? 0 : *column - forward;
    return TRUE;
  case GDK_KEY_Right:
  case GDK_KEY_KP_Right:
    *column = control ? last_column : *column + forward;
    return TRUE;
  case GDK_KEY_Page_Up:
    *row = MAX (0, *row - sp_grid_get_page (self));
    return TRUE;
  case GDK_KEY_Page_Down:
    *row = *row + sp_grid_get_page (self);
    return TRUE;
  case GDK_KEY_Home:
    *column = 0;
    *row = control ? 0 : *row;
    return TRUE;
  case GDK_KEY_End:
    *column = last_column;
    *row = control ? last_row : *row;
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
activate (SpGrid *self, guint keyval, GdkModifierType state)
{
  gboolean is_enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;

  if (keyval != GDK_KEY_F2 && !is_enter && keyval != GDK_KEY_space)
    return FALSE;

  if (self->cursor_row < 0 && keyval != GDK_KEY_F2)
    sp_grid_emit_header (self, self->cursor_column,
                         (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0);
  else
    sp_grid_edit (self, NULL);

  return TRUE;
}

/* What is typed replaces what is in the cell. */
static gboolean
type_over (SpGrid *self, guint keyval, GdkModifierType state)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);
  char     text[7] = "";

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) || self->cursor_row < 0 ||
      letter == 0 || !g_unichar_isprint (letter))
    return FALSE;

  text[g_unichar_to_utf8 (letter, text)] = '\0';
  sp_grid_edit (self, text);

  return sp_grid_is_editing (self);
}

static gboolean
key_cb (SpGrid *self, guint keyval, guint keycode, GdkModifierType state)
{
  int      row = self->cursor_row, column = self->cursor_column;
  gboolean control = (state & GDK_CONTROL_MASK) != 0;
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  if (self->editor != NULL)
    return FALSE;
  if (sp_grid_emit_key (self, keyval, state))
    return TRUE;
  if (self->cursor_column < 0 || (state & GDK_ALT_MASK))
    return FALSE;

  if (control && (keyval == GDK_KEY_a || keyval == GDK_KEY_A)) {
    sp_grid_select (self, &(SpGridRange){ 0, (int) self->n_rows - 1, 0,
                                          (int) self->layout.n_columns - 1 });
    return TRUE;
  }
  if (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && shift)) {
    GtkAllocation area;

    sp_grid_get_area (self, row, column, &area);
    sp_grid_emit_menu (self, area.x + area.width / 2, area.y + area.height);
    return TRUE;
  }
  if (find_target (self, keyval, control, &row, &column)) {
    sp_grid_move_cursor (self, row, column, shift);
    return TRUE;
  }

  return activate (self, keyval, state) || type_over (self, keyval, state);
}

static void
click_header (SpGrid *self, int column, int n_press, GdkModifierType state)
{
  gboolean add = (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0;

  sp_grid_move_cursor (self, -1, column, FALSE);
  sp_grid_emit_header (self, column, add);
  if (n_press == 2) {
    /* Three clicks are none: what the first one sorted is as it was, and the name is edited. */
    sp_grid_emit_header (self, column, add);
    sp_grid_edit (self, NULL);
  }
}

static void
pressed_cb (SpGrid *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));
  int       row = 0, column = 0, edge = -1;
  gboolean  is_menu = event != NULL && gdk_event_triggers_context_menu (event);
  gboolean  found = sp_grid_find_cell (self, x, y, &row, &column, &edge);

  if (self->editor != NULL && gtk_widget_is_ancestor (gtk_widget_pick (GTK_WIDGET (self), x, y,
                                                                       GTK_PICK_DEFAULT),
                                                      self->editor))
    return;

  sp_grid_end_edit (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!found || (row < 0 && edge >= 0 && !is_menu))
    return;

  if (is_menu) {
    SpGridRange range;

    if (!sp_grid_get_selection (self, &range) || row < range.first_row || row > range.last_row ||
        column < range.first_column || column > range.last_column)
      sp_grid_move_cursor (self, row, MAX (column, 0), FALSE);
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    sp_grid_emit_menu (self, x, y);
  } else if (row < 0 && column >= 0) {
    click_header (self, column, n_press, state);
  } else if (column < 0) { /* its number selects a row */
    sp_grid_select (self, &(SpGridRange){ row, row, 0, (int) self->layout.n_columns - 1 });
  } else {
    sp_grid_move_cursor (self, row, column, (state & GDK_SHIFT_MASK) != 0);
    if (n_press == 2)
      sp_grid_edit (self, NULL);
  }
}

/* A tick box is ticked by one click. */
static void
released_cb (SpGrid *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  SpGridContent content;
  SpGridRange   range;
  int           row = 0, column = 0;

  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) != GDK_BUTTON_PRIMARY ||
      n_press != 1 || !sp_grid_find_cell (self, x, y, &row, &column, NULL) || row < 0 ||
      column < 0 || !sp_grid_get_selection (self, &range) || range.first_row != range.last_row ||
      range.first_column != range.last_column || row != self->cursor_row ||
      column != self->cursor_column)
    return;

  sp_grid_get_content (self, row, column, &content);
  if (content.is_check)
    toggle (self, &content);
  sp_grid_content_clear (&content);
}

static void
drag_begin_cb (SpGrid *self, double x, double y)
{
  int row = 0, column = 0, edge = -1;

  sp_grid_find_cell (self, x, y, &row, &column, &edge);
  self->drag_column = row < 0 && edge >= 0 && y < self->row_height ? edge : -1;
  if (self->drag_column >= 0) {
    GtkAllocation area;

    sp_grid_get_area (self, -1, self->drag_column, &area);
    self->drag_width = area.width;
  }
}

static void
drag_update_cb (SpGrid *self, double offset_x, double offset_y, GtkGestureDrag *gesture)
{
  double start_x = 0, start_y = 0;
  int    row = 0, column = 0;

  if (self->drag_column >= 0) {
    int forward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;
    int width = MAX (LEAST_DRAG_WIDTH, self->drag_width + forward * (int) offset_x);

    sp_grid_set_column_width (self, (guint) self->drag_column, width);
    sp_grid_emit_resized (self, self->drag_column, width);
    return;
  }

  gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y);
  if (self->editor != NULL || start_y < self->row_height || self->cursor_row < 0)
    return;
  if (sp_grid_find_cell (self, start_x + offset_x, MAX (self->row_height, start_y + offset_y), &row,
                         &column, NULL) &&
      row >= 0 && (row != self->cursor_row || column != self->cursor_column))
    sp_grid_move_cursor (self, row, MAX (column, 0), TRUE);
}

static void
motion_cb (SpGrid *self, double x, double y)
{
  int row = 0, column = 0, edge = -1;

  sp_grid_find_cell (self, x, y, &row, &column, &edge);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   y < self->row_height && edge >= 0 ? "col-resize" : NULL);
}

void
sp_grid_init_input (SpGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture         *click = gtk_gesture_click_new ();
  GtkGesture         *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
