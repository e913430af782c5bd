/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chat-row.h"

#include "sp-chat-body.h"
#include "sp-picture.h"

#include <glib/gi18n-lib.h>

#define AVATAR_SIZE 32

struct _SpChatRow {
  GtkWidget parent_instance;

  SpChatMessage *message;
  SpChatStyle   *style;
  GtkWidget     *line;
  GtkWidget     *column;
  GtkWidget     *body;
  GtkWidget     *actions;
  GtkWidget     *options;
  GtkWidget     *editor; /* nullable, while the text is being changed */
  GtkTextBuffer *buffer; /* of the editor */
  guint          tick_id;
};

G_DEFINE_FINAL_TYPE (SpChatRow, sp_chat_row, GTK_TYPE_WIDGET)

enum {
  SIGNAL_ACT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

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

static void
like_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpChatRow  *self = SP_CHAT_ROW (widget);
  const char *word = g_variant_get_string (parameter, NULL);
  gboolean    is_given = g_strcmp0 (sp_chat_message_get_feedback (self->message), word) == 0;

  act (self, "like", is_given ? "" : word);
}

static void
close_editor (SpChatRow *self)
{
  if (self->editor == NULL)
    return;

  gtk_box_remove (GTK_BOX (self->column), g_steal_pointer (&self->editor));
  self->buffer = NULL;
  gtk_widget_set_visible (self->body, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
save_edit_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpChatRow       *self = SP_CHAT_ROW (widget);
  GtkTextIter      start, end;
  g_autofree char *text = NULL;

  if (self->buffer == NULL)
    return;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
  close_editor (self);
  act (self, "edit", text);
}

static void
cancel_edit_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  close_editor (SP_CHAT_ROW (widget));
}

static char *
dup_source (SpChatRow *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sp_chat_message_get_n_parts (self->message); i++) {
    const SpChatPart *part = sp_chat_message_get_part (self->message, i);

    if (part->kind == SP_CHAT_PART_TEXT)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", part->text);
  }

  return g_string_free (text, FALSE);
}

static gboolean
editor_key_cb (SpChatRow *self, guint key, guint code, GdkModifierType state)
{
  if (key == GDK_KEY_Escape)
    close_editor (self);
  else if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && (state & GDK_CONTROL_MASK) != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "message.save-edit", NULL);
  else
    return FALSE;

  return TRUE;
}

static GtkWidget *
new_edit_buttons (void)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));
  GtkWidget *save = gtk_button_new_with_mnemonic (_("_Save"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "message.cancel-edit");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (save), "message.save-edit");
  gtk_widget_add_css_class (save, "suggested-action");
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (buttons), cancel);
  gtk_box_append (GTK_BOX (buttons), save);

  return buttons;
}

static void
edit_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpChatRow          *self = SP_CHAT_ROW (widget);
  g_autofree char    *source = dup_source (self);
  GtkWidget          *view = NULL;
  GtkEventController *keys = gtk_event_controller_key_new ();

  if (self->editor != NULL) {
    g_object_ref_sink (keys);
    g_object_unref (keys);
    return;
  }

  view = gtk_text_view_new ();
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_text (self->buffer, source, -1);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_set_size_request (view, 220, 60);
  gtk_widget_add_css_class (view, "chat-editor");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Text of the message"), -1);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (editor_key_cb), self);
  gtk_widget_add_controller (view, keys);

  self->editor = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->editor), view);
  gtk_box_append (GTK_BOX (self->editor), new_edit_buttons ());
  gtk_widget_set_visible (self->body, FALSE);
  gtk_box_prepend (GTK_BOX (self->column), self->editor);
  gtk_widget_grab_focus (view);
}

static GtkWidget *
add_action (SpChatRow *self, const char *icon, const char *name, const char *action, const char *word)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "component-tool");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (word != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", word);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (self->actions), button);

  return button;
}

/* Thumbs for “Like” and “Dislike”, a menu for all other words. */
static void
add_feedback (SpChatRow *self)
{
  static const char *const words[] = { "Like", "Dislike", NULL };

  const char       *given = sp_chat_message_get_feedback (self->message);
  GStrv             options = self->style->feedback;
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget        *button = NULL;

  for (guint i = 0; options != NULL ? options[i] != NULL : words[i] != NULL; i++) {
    const char *word = options != NULL ? options[i] : words[i];
    gboolean    is_given = g_strcmp0 (given, word) == 0;

    if (g_str_equal (word, "Like") || g_str_equal (word, "Dislike")) {
      gboolean likes = g_str_equal (word, "Like");

      button = add_action (self, "emblem-favorite-symbolic",
                           likes ? _("Like") : _("Dislike"), "message.like", word);
      gtk_button_set_label (GTK_BUTTON (button), likes ? "👍\uFE0E" : "👎\uFE0E");
      if (is_given)
        gtk_widget_add_css_class (button, "chat-given");
    } else {
      g_autoptr (GMenuItem) item = g_menu_item_new (word, NULL);

      g_menu_item_set_action_and_target (item, "message.like", "s", word);
      g_menu_append_item (menu, item);
    }
  }
  if (g_menu_model_get_n_items (G_MENU_MODEL (menu)) == 0)
    return;

  button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "mail-flag-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _("More Feedback"));
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (self->actions), button);
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static gboolean
is_editable (SpChatRow *self)
{
  return self->style->editable == SP_CHAT_EDITABLE_ALL ||
         (self->style->editable == SP_CHAT_EDITABLE_USER &&
          sp_chat_message_is_user (self->message));
}

static void
update_actions (SpChatRow *self)
{
  gboolean is_user = sp_chat_message_is_user (self->message);
  gboolean answers =
    sp_chat_message_is_last (self->message) && !is_user && !self->style->pending;

  clear_box (self->actions);
  if (!sp_chat_message_ends_group (self->message))
    return;

  if (self->style->copyable)
    add_action (self, "edit-copy-symbolic", _("Copy Message"), "message.copy", NULL);
  if (self->style->likeable && (!is_user || self->style->like_user))
    add_feedback (self);
  if (answers && self->style->retryable)
    add_action (self, "view-refresh-symbolic", _("Retry"), "message.retry", NULL);
  if (answers && self->style->undoable)
    add_action (self, "edit-undo-symbolic", _("Undo"), "message.undo", NULL);
  if (is_editable (self) && !self->style->pending)
    add_action (self, "document-edit-symbolic", _("Edit Message"), "message.start-edit", NULL);
}

static void
update_options (SpChatRow *self)
{
  JsonArray *options = sp_chat_message_get_options (self->message);

  clear_box (self->options);
  if (options == NULL || !sp_chat_message_is_last (self->message) || self->style->pending)
    return;

  for (guint i = 0; i < json_array_get_length (options); i++) {
    JsonNode        *node = json_array_get_element (options, i);
    JsonObject      *option = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char      *value = option != NULL ? gradio_json_get_string (option, "value", NULL) : NULL;
    g_autofree char *number = g_strdup_printf ("%u", i);
    GtkWidget       *button = NULL;

    if (value == NULL)
      continue;

    button = gtk_button_new_with_label (gradio_json_get_string (option, "label", value));
    gtk_widget_add_css_class (button, "pill");
    gtk_widget_set_halign (button, GTK_ALIGN_START);
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", number);
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "message.option");
    gtk_box_append (GTK_BOX (self->options), button);
  }
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
update (SpChatRow *self)
{
  sp_chat_body_update (SP_CHAT_BODY (self->body));
  set_class (GTK_WIDGET (self), "starts", sp_chat_message_starts_group (self->message));
  set_class (GTK_WIDGET (self), "ends", sp_chat_message_ends_group (self->message));
  set_class (GTK_WIDGET (self), "last", sp_chat_message_is_last (self->message));
  update_actions (self);
  update_options (self);
  gtk_widget_set_visible (self->actions, gtk_widget_get_first_child (self->actions) != NULL);
  gtk_widget_set_visible (self->options, gtk_widget_get_first_child (self->options) != NULL);
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

static void
released_cb (SpChatRow *self)
{
  if (self->style->selectable)
    act (self, "select", NULL);
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
  g_clear_pointer (&self->line, gtk_widget_unparent);
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
  gtk_widget_class_install_action (widget_class, "message.retry", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "message.undo", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "message.option", "s", act_cb);
  gtk_widget_class_install_action (widget_class, "message.like", "s", like_cb);
  gtk_widget_class_install_action (widget_class, "message.start-edit", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "message.save-edit", NULL, save_edit_cb);
  gtk_widget_class_install_action (widget_class, "message.cancel-edit", NULL, cancel_edit_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "message.copy",
                                       NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-chat-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
sp_chat_row_init (SpChatRow *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));
}

static void
add_avatar (SpChatRow *self, gboolean is_user)
{
  GtkWidget  *picture = NULL;
  GradioFile *file = self->style->avatars[is_user ? 0 : 1];

  if (file == NULL)
    return;

  picture = sp_picture_new ();
  sp_picture_set_max_height (SP_PICTURE (picture), AVATAR_SIZE);
  sp_picture_set_file (SP_PICTURE (picture), file, self->style->client);
  gtk_widget_set_size_request (picture, AVATAR_SIZE, AVATAR_SIZE);
  gtk_widget_set_valign (picture, GTK_ALIGN_START);
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (picture, "chat-avatar");
  if (is_user && !self->style->panel)
    gtk_box_append (GTK_BOX (self->line), picture);
  else
    gtk_box_prepend (GTK_BOX (self->line), picture);
}

static void
build (SpChatRow *self)
{
  gboolean    is_user = sp_chat_message_is_user (self->message);
  GtkAlign    align = self->style->panel ? GTK_ALIGN_FILL : is_user ? GTK_ALIGN_END
                                                                    : GTK_ALIGN_START;
  GtkGesture *click = gtk_gesture_click_new ();

  self->body = sp_chat_body_new (self->message, self->style);
  gtk_widget_add_css_class (self->body, "chat-bubble");
  gtk_widget_set_halign (self->body, align);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (self->body, GTK_EVENT_CONTROLLER (click));
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
  add_avatar (self, is_user);

  gtk_widget_add_css_class (GTK_WIDGET (self), is_user ? "user" : "bot");
  gtk_widget_add_css_class (GTK_WIDGET (self), self->style->panel ? "panel" : "bubble");
  gtk_widget_set_direction (self->line, self->style->rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_NONE);
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

gboolean
sp_chat_row_is_editing (SpChatRow *self)
{
  return self->editor != NULL;
}

void
sp_chat_row_set_place (SpChatRow *self, guint position, guint n_messages)
{
  g_autofree char *text = sp_chat_message_dup_text (self->message);
  g_autofree char *start = g_utf8_substring (text, 0, MIN (200, g_utf8_strlen (text, -1)));
  g_autofree char *name = NULL;

  name = g_strdup_printf (sp_chat_message_is_user (self->message)
                            ? _("You said %s, %u of %u")
                            : _("Bot said %s, %u of %u"),
                          start, position + 1, n_messages);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
