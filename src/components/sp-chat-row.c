/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chat-row.h"

#include "sp-chat-avatar.h"
#include "sp-chat-body.h"
#include "sp-chat-dots.h"
#include "sp-chat-editor.h"
#include "sp-chat-options.h"
#include "sp-chat-tools.h"

#include <glib/gi18n-lib.h>

/* Of what is said a name has no more than these characters. */
#define NAME_LENGTH 200

struct _SpChatRow {
  GtkWidget parent_instance;

  SpChatMessage *message;
  SpChatStyle   *style;
  GtkWidget     *line;
  GtkWidget     *column;
  GtkWidget     *body;
  GtkWidget     *actions;
  GtkWidget     *options;
  GtkWidget     *avatar;        /* nullable */
  GtkWidget     *editor;        /* nullable, while the text is being changed */
  GtkWidget     *dots;          /* nullable, while the answer is awaited */
  GtkWidget     *menu;          /* nullable */
  GSimpleAction *feedback;      /* nullable; owned */
  JsonArray     *drawn_options; /* nullable; owned */
  SpChatOffers   offers;        /* what there are buttons for */
  GtkAlign       align;         /* of the column when there is no editor */
  double         press_x;       /* on the surface */
  double         press_y;
  gboolean       is_hovered;
  gboolean       has_focus;
  gboolean       has_face; /* the avatar is a picture, not the room for one */
  guint          position;
  guint          n_messages;  /* 0 until there is a place */
  gboolean       is_all_told; /* the name has as much of the text as a name has */
  guint          tick_id;
};

G_DEFINE_FINAL_TYPE (SpChatRow, sp_chat_row, GTK_TYPE_WIDGET)

enum {
  SIGNAL_ACT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void update (SpChatRow *self);
static void update_feedback (SpChatRow *self);

static void
act (SpChatRow *self, const char *name, const char *detail)
{
  g_signal_emit (self, signals[SIGNAL_ACT], 0, name, detail);
}

static void
act_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  act (SP_CHAT_ROW (widget), action_name + strlen ("message."),
       parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL);
}

/* Buttons are made for the rows that show them: the last one, and where the pointer or the focus
 * is. A row changes often while its text grows, what it offers seldom. */
static void
update_tools (SpChatRow *self)
{
  SpChatOffers offers = sp_chat_tools_get_offers (self->message, self->style);
  gboolean     shown = self->is_hovered || self->has_focus || sp_chat_message_is_last (self->message);

  gtk_widget_set_visible (self->actions, offers != 0);
  if (!shown)
    offers = 0;
  if (offers == self->offers)
    return;

  self->offers = offers;
  sp_chat_tools_fill (GTK_BOX (self->actions), offers, self->style);
}

/* While an answer is made nothing else can be asked for, and without an app nothing at all. */
static void
update_enabled (SpChatRow *self)
{
  static const char *const names[] = { "message.retry", "message.undo", "message.edit",
                                       "message.option" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i],
                                   self->style->is_live && !self->style->busy);
}

static void
update_options (SpChatRow *self)
{
  gboolean offered = sp_chat_message_is_last (self->message) &&
                     !sp_chat_message_is_user (self->message) && !self->style->waiting;

  JsonArray *options = offered ? sp_chat_message_get_options (self->message) : NULL;

  if (options == self->drawn_options && options == NULL)
    return;
  if (options != NULL && self->drawn_options != NULL &&
      sp_chat_options_equal (options, self->drawn_options))
    return;

  g_clear_pointer (&self->drawn_options, json_array_unref);
  self->drawn_options = options != NULL ? json_array_ref (options) : NULL;
  sp_chat_options_fill (GTK_BOX (self->options), options != NULL ? self->message : NULL);
  gtk_widget_set_visible (self->options, gtk_widget_get_first_child (self->options) != NULL);
}

/* After a thought that is done there is more to come while the job runs. */
static gboolean
is_done_thought (SpChatMessage *message)
{
  JsonObject *metadata = sp_chat_message_get_metadata (message);

  return metadata != NULL &&
         g_strcmp0 (gradio_json_get_string (metadata, "status", NULL), "done") == 0;
}

static void
update_dots (SpChatRow *self)
{
  gboolean waits = sp_chat_message_is_last (self->message) &&
                   (self->style->waiting ||
                    (self->style->busy && is_done_thought (self->message)));

  if (waits && self->dots == NULL) {
    self->dots = sp_chat_dots_new ();
    gtk_widget_set_parent (self->dots, GTK_WIDGET (self));
  } else if (!waits) {
    g_clear_pointer (&self->dots, gtk_widget_unparent);
  }
}

static void
draft_cb (SpChatRow *self)
{
  g_autofree char *text = sp_chat_editor_dup_text (SP_CHAT_EDITOR (self->editor));

  sp_chat_message_set_draft (self->message, text);
}

static void
end_edit (SpChatRow *self)
{
  sp_chat_message_set_draft (self->message, NULL);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
save_cb (SpChatRow *self)
{
  g_autofree char *text = NULL;
  g_autofree char *before = sp_chat_message_dup_source (self->message);

  if (self->style->busy)
    return; /* the draft waits */

  text = sp_chat_editor_dup_text (SP_CHAT_EDITOR (self->editor));
  end_edit (self);
  if (g_strcmp0 (text, before) != 0)
    act (self, "edit", text);
}

/* The draft is the message's: the row may go away and come back while the user writes. */
static void
update_editor (SpChatRow *self)
{
  const char *draft = sp_chat_message_get_draft (self->message);

  if (draft != NULL && self->editor == NULL) {
    self->editor = sp_chat_editor_new (draft);
    gtk_widget_add_css_class (self->editor, "chat-bubble");
    g_signal_connect_object (self->editor, "changed", G_CALLBACK (draft_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->editor, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->editor, "cancel", G_CALLBACK (end_edit), self, G_CONNECT_SWAPPED);
    gtk_box_prepend (GTK_BOX (self->column), self->editor);
    self->align = gtk_widget_get_halign (self->column);
    gtk_widget_set_halign (self->column, GTK_ALIGN_FILL); /* room to write in */
  } else if (draft == NULL && self->editor != NULL) {
    gtk_box_remove (GTK_BOX (self->column), g_steal_pointer (&self->editor));
    gtk_widget_set_halign (self->column, self->align);
  }
  gtk_widget_set_visible (self->body, self->editor == NULL);
}

static void
edit_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpChatRow       *self = SP_CHAT_ROW (widget);
  g_autofree char *source = sp_chat_message_dup_source (self->message);

  if (source == NULL || self->editor != NULL)
    return;

  sp_chat_message_set_draft (self->message, source);
  update (self);
  gtk_widget_grab_focus (self->editor);
}

/* What was given already is taken back. */
static void
give_cb (SpChatRow *self, GVariant *parameter)
{
  const char *word = g_variant_get_string (parameter, NULL);

  if (g_str_equal (sp_chat_message_get_feedback (self->message), word))
    word = "";
  sp_chat_message_set_feedback (self->message, word);
  update_feedback (self);
  act (self, "like", word);
}

static void
add_feedback (SpChatRow *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->feedback = g_simple_action_new_stateful ("give", G_VARIANT_TYPE_STRING,
                                                 g_variant_new_string (""));
  g_signal_connect_object (self->feedback, "activate", G_CALLBACK (give_cb), self,
                           G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (self->feedback));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "feedback", G_ACTION_GROUP (group));
}

static void
update_feedback (SpChatRow *self)
{
  if (!self->style->likeable)
    return;

  if (self->feedback == NULL)
    add_feedback (self);
  g_simple_action_set_state (self->feedback,
                             g_variant_new_string (sp_chat_message_get_feedback (self->message)));
}

static void
popup_menu (SpChatRow *self, double x, double y)
{
  g_autoptr (GMenuModel) model = sp_chat_tools_new_menu (self->message, self->style);
  GdkRectangle           place = { (int) x, (int) y, 1, 1 };

  if (self->menu == NULL) {
    self->menu = gtk_popover_menu_new_from_model (NULL);
    gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
    gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
    gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &place);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  popup_menu (SP_CHAT_ROW (widget), 24, gtk_widget_get_height (widget) / 2.0);
}

static void
pressed_cb (SpChatRow *self, int n_presses, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  popup_menu (self, x, y);
}

static gboolean
is_on_button (SpChatRow *self, double x, double y)
{
  GtkNative *native = gtk_widget_get_native (self->body);
  GtkWidget *widget = NULL;
  double     dx, dy;

  gtk_native_get_surface_transform (native, &dx, &dy);
  widget = gtk_widget_pick (GTK_WIDGET (native), x - dx, y - dy, GTK_PICK_DEFAULT);

  return widget != NULL && gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON) != NULL;
}

/* A click that ends where it began selects the message. Not a gesture: text takes clicks for
 * itself, to put its cursor. */
static gboolean
event_cb (SpChatRow *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);
  double       x, y;

  if (!self->style->selectable || !self->style->is_live || (type != GDK_BUTTON_PRESS && type != GDK_BUTTON_RELEASE) ||
      gdk_button_event_get_button (event) != GDK_BUTTON_PRIMARY ||
      !gdk_event_get_position (event, &x, &y))
    return GDK_EVENT_PROPAGATE;

  if (type == GDK_BUTTON_PRESS) {
    self->press_x = x;
    self->press_y = y;
  } else if (!is_on_button (self, x, y) &&
             !gtk_drag_check_threshold (self->body, (int) self->press_x, (int) self->press_y,
                                        (int) x, (int) y)) {
    act (self, "select", NULL);
  }

  return GDK_EVENT_PROPAGATE;
}

static void
enter_cb (SpChatRow *self)
{
  self->is_hovered = TRUE;
  update_tools (self);
}

static void
leave_cb (SpChatRow *self)
{
  self->is_hovered = FALSE;
  update_tools (self);
}

static void
focus_in_cb (SpChatRow *self)
{
  self->has_focus = TRUE;
  update_tools (self);
}

static void
focus_out_cb (SpChatRow *self)
{
  self->has_focus = FALSE;
  update_tools (self);
}

static void
add_controllers (SpChatRow *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *events = gtk_event_controller_legacy_new ();
  GtkGesture         *menu = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_in_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_out_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (self->body, events);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (menu, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (menu));
}

static void
set_class (GtkWidget *widget, const char *name, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
update_avatar (SpChatRow *self)
{
  gboolean is_user = sp_chat_message_is_user (self->message);
  gboolean starts = sp_chat_message_starts_group (self->message);

  if (self->avatar != NULL && self->has_face == starts)
    return;

  if (self->avatar != NULL)
    gtk_box_remove (GTK_BOX (self->line), self->avatar);
  self->has_face = starts;
  self->avatar = sp_chat_avatar_new (self->style, is_user, starts);
  if (self->avatar != NULL)
    gtk_box_insert_child_after (GTK_BOX (self->line), self->avatar,
                                is_user && !self->style->panel ? self->column : NULL);
}

/* GTK does not hand directions down. */
static void
turn (GtkWidget *widget)
{
  gtk_widget_set_direction (widget, GTK_TEXT_DIR_RTL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    turn (child);
}

/* Of an answer that grows the name is made again until it has enough of it: the beginning stays. */
static void
update_name (SpChatRow *self)
{
  g_autofree char *text = NULL;
  g_autofree char *start = NULL;
  g_autofree char *name = NULL;
  glong            length = 0;

  if (self->n_messages == 0 || (self->is_all_told && self->style->busy))
    return;

  text = sp_chat_message_dup_text (self->message);
  length = g_utf8_strlen (text, -1);
  start = g_utf8_substring (text, 0, MIN (NAME_LENGTH, length));
  self->is_all_told = length >= NAME_LENGTH;
  name = g_strdup_printf (sp_chat_message_is_user (self->message)
                            ? _("You said %s, %u of %u")
                            : _("Bot said %s, %u of %u"),
                          start, self->position + 1, self->n_messages);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update (SpChatRow *self)
{
  sp_chat_body_update (SP_CHAT_BODY (self->body));
  set_class (GTK_WIDGET (self), "starts", sp_chat_message_starts_group (self->message));
  set_class (GTK_WIDGET (self), "ends", sp_chat_message_ends_group (self->message));
  set_class (GTK_WIDGET (self), "last", sp_chat_message_is_last (self->message));
  update_editor (self);
  update_enabled (self);
  update_feedback (self);
  update_tools (self);
  update_options (self);
  update_dots (self);
  update_avatar (self);
  update_name (self);
  if (self->style->rtl)
    turn (GTK_WIDGET (self));
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SP_CHAT_ROW (widget)->tick_id = 0;
  update (SP_CHAT_ROW (widget));

  return G_SOURCE_REMOVE;
}

/* However often a message grows, it is drawn once a frame. */
static void
message_changed_cb (SpChatRow *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
  else if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static gboolean
sp_chat_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (child != NULL) {
    if (gtk_widget_child_focus (child, direction))
      return TRUE;

    return direction == GTK_DIR_TAB_BACKWARD && gtk_widget_grab_focus (widget);
  }
  if (!gtk_widget_is_focus (widget))
    return gtk_widget_grab_focus (widget);

  return direction == GTK_DIR_TAB_FORWARD &&
         gtk_widget_child_focus (gtk_widget_get_first_child (widget), direction);
}

static void
sp_chat_row_dispose (GObject *object)
{
  SpChatRow *self = SP_CHAT_ROW (object);

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->dots, gtk_widget_unparent);
  g_clear_pointer (&self->line, gtk_widget_unparent);
  g_clear_object (&self->feedback);
  g_clear_pointer (&self->drawn_options, json_array_unref);
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_pointer (&self->style, sp_chat_style_unref);

  G_OBJECT_CLASS (sp_chat_row_parent_class)->dispose (object);
}

static void
sp_chat_row_class_init (SpChatRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_chat_row_dispose;
  widget_class->focus = sp_chat_row_focus;

  signals[SIGNAL_ACT] = g_signal_new ("act", SP_TYPE_CHAT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                      NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "message.copy", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "message.copy-group", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "message.edit", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "message.menu", NULL, menu_cb);
  gtk_widget_class_install_action (widget_class, "message.retry", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "message.save", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "message.select", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "message.undo", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "message.option", "s", act_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "message.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "message.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "message.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "message.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "message.menu",
                                       NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-chat-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
sp_chat_row_init (SpChatRow *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_orientable_set_orientation (
    GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));
}

static void
build (SpChatRow *self)
{
  gboolean is_user = sp_chat_message_is_user (self->message);
  GtkAlign align = self->style->panel ? GTK_ALIGN_FILL : is_user ? GTK_ALIGN_END
                                                                 : GTK_ALIGN_START;

  self->body = sp_chat_body_new (self->message, self->style);
  gtk_widget_add_css_class (self->body, "chat-bubble");
  gtk_widget_set_halign (self->body, align);
  self->options = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->actions = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  gtk_widget_set_halign (self->actions, is_user && !self->style->panel ? GTK_ALIGN_END : GTK_ALIGN_START);
  gtk_widget_add_css_class (self->actions, "chat-actions");

  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_hexpand (self->column, TRUE);
  gtk_widget_set_halign (self->column, align);
  gtk_box_append (GTK_BOX (self->column), self->body);
  gtk_box_append (GTK_BOX (self->column), self->options);
  gtk_box_append (GTK_BOX (self->column), self->actions);
  gtk_box_append (GTK_BOX (self->line), self->column);
  gtk_widget_set_visible (self->options, FALSE);
  add_controllers (self);

  gtk_widget_add_css_class (GTK_WIDGET (self), is_user ? "user" : "bot");
  gtk_widget_add_css_class (GTK_WIDGET (self), self->style->panel ? "panel" : "bubble");
}

GtkWidget *
sp_chat_row_new (SpChatMessage *message, SpChatStyle *style)
{
  SpChatRow *self = g_object_new (SP_TYPE_CHAT_ROW, NULL);

  self->message = g_object_ref (message);
  self->style = sp_chat_style_ref (style);
  build (self);
  update (self);
  g_signal_connect_swapped (message, "changed", G_CALLBACK (message_changed_cb), self);

  return GTK_WIDGET (self);
}

SpChatMessage *
sp_chat_row_get_message (SpChatRow *self)
{
  return self->message;
}

void
sp_chat_row_set_place (SpChatRow *self, guint position, guint n_messages)
{
  self->position = position;
  self->n_messages = n_messages;
  self->is_all_told = FALSE;
  update_name (self);
}
