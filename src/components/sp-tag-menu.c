/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-tag-menu.h"

#include <string.h>

#define LONGEST_TAG 100 /* characters looked back for the colon */

struct _SpTagMenu {
  GtkPopover   parent_instance;
  GtkTextView *view; /* weak */
  GtkListBox  *list; /* a child */
  GStrv        tags; /* owned */
};

G_DEFINE_FINAL_TYPE (SpTagMenu, sp_tag_menu, GTK_TYPE_POPOVER)

/* The colon before the cursor, when only a part of a tag is between them. */
static gboolean
find_colon (SpTagMenu *self, GtkTextIter *colon, GtkTextIter *cursor)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  gtk_text_buffer_get_iter_at_mark (buffer, cursor, gtk_text_buffer_get_insert (buffer));
  *colon = *cursor;
  for (int i = 0; i < LONGEST_TAG && gtk_text_iter_backward_char (colon); i++) {
    gunichar character = gtk_text_iter_get_char (colon);

    if (character == ':')
      return TRUE;
    if (g_unichar_isspace (character))
      return FALSE;
  }

  return FALSE;
}

static gboolean
fill_list (SpTagMenu *self, const char *part)
{
  g_autofree char *folded = g_utf8_casefold (part, -1);
  GtkWidget       *row = NULL;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (gsize i = 0; self->tags[i] != NULL; i++) {
    g_autofree char *tag = g_utf8_casefold (self->tags[i], -1);

    if (strstr (tag, folded) != NULL) {
      GtkWidget *label = gtk_label_new (self->tags[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_append (self->list, label);
    }
  }
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));

  return gtk_list_box_get_row_at_index (self->list, 0) != NULL;
}

static void
update (SpTagMenu *self)
{
  GtkTextIter      colon, cursor;
  GdkRectangle     place;
  g_autofree char *part = NULL;
  double           x = 0, y = 0;

  if (self->view == NULL || self->tags == NULL || !gtk_text_view_get_editable (self->view) ||
      !find_colon (self, &colon, &cursor)) {
    gtk_popover_popdown (GTK_POPOVER (self));
    return;
  }

  part = gtk_text_iter_get_text (&colon, &cursor);
  if (!fill_list (self, part + strlen (":"))) {
    gtk_popover_popdown (GTK_POPOVER (self));
    return;
  }

  gtk_text_view_get_iter_location (self->view, &colon, &place);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y,
                                         &place.x, &place.y);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->view),
                                    gtk_widget_get_parent (GTK_WIDGET (self)), place.x, place.y, &x,
                                    &y);
  place.x = (int) x;
  place.y = (int) y;
  gtk_popover_set_pointing_to (GTK_POPOVER (self), &place);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    gtk_popover_popup (GTK_POPOVER (self));
}

static void
activate_cb (SpTagMenu *self, GtkListBoxRow *row)
{
  GtkTextBuffer   *buffer = gtk_text_view_get_buffer (self->view);
  GtkWidget       *label = gtk_list_box_row_get_child (row);
  g_autofree char *text = g_strconcat (gtk_label_get_label (GTK_LABEL (label)), " ", NULL);
  GtkTextIter      colon, cursor;

  gtk_popover_popdown (GTK_POPOVER (self));
  if (!find_colon (self, &colon, &cursor))
    return;

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &colon, &cursor);
  gtk_text_buffer_insert (buffer, &colon, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}

static void
move_by (SpTagMenu *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int            index = row != NULL ? gtk_list_box_row_get_index (row) + by : 0;
  GtkListBoxRow *next = index >= 0 ? gtk_list_box_get_row_at_index (self->list, index) : NULL;

  if (next != NULL)
    gtk_list_box_select_row (self->list, next);
}

static gboolean
key_pressed_cb (SpTagMenu *self, guint keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return GDK_EVENT_PROPAGATE;

  switch (keyval) {
  case GDK_KEY_Down:
    move_by (self, 1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Up:
    move_by (self, -1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
  case GDK_KEY_Tab:
    if (row != NULL)
      activate_cb (self, row);
    return GDK_EVENT_STOP;
  case GDK_KEY_Escape:
    gtk_popover_popdown (GTK_POPOVER (self));
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
sp_tag_menu_dispose (GObject *object)
{
  g_clear_weak_pointer (&SP_TAG_MENU (object)->view);

  G_OBJECT_CLASS (sp_tag_menu_parent_class)->dispose (object);
}

static void
sp_tag_menu_finalize (GObject *object)
{
  g_clear_pointer (&SP_TAG_MENU (object)->tags, g_strfreev);

  G_OBJECT_CLASS (sp_tag_menu_parent_class)->finalize (object);
}

static void
sp_tag_menu_class_init (SpTagMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_tag_menu_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_tag_menu_finalize;
}

static void
sp_tag_menu_init (SpTagMenu *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activate_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 240);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_popover_set_child (GTK_POPOVER (self), scroller);
  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "menu");
}

SpTagMenu *
sp_tag_menu_new (SpTextArea *area)
{
  SpTagMenu          *self = g_object_new (SP_TYPE_TAG_MENU, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_set_weak_pointer (&self->view, sp_text_area_get_view (area));
  gtk_widget_set_parent (GTK_WIDGET (self), GTK_WIDGET (area));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (area), keys);
  g_signal_connect_object (area, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  return self;
}

void
sp_tag_menu_set_tags (SpTagMenu *self, const char *const *tags)
{
  g_return_if_fail (SP_IS_TAG_MENU (self));

  g_strfreev (self->tags);
  self->tags = tags != NULL && tags[0] != NULL ? g_strdupv ((GStrv) tags) : NULL;
}
