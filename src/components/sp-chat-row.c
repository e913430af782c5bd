/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chat-row.h"

#include "sp-chat-body.h"

#include <glib/gi18n-lib.h>

struct _SpChatRow {
  GtkWidget parent_instance;

  SpChatMessage *message;
  SpChatStyle   *style;
  GtkWidget     *line;
  GtkWidget     *column;
  GtkWidget     *body;
  GtkWidget     *actions;
  GtkWidget     *options;
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
add_action (SpChatRow *self, const char *icon, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "component-tool");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (self->actions), button);
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
update_actions (SpChatRow *self)
{
  gboolean answers =
    sp_chat_message_is_last (self->message) && !sp_chat_message_is_user (self->message);

  clear_box (self->actions);
  if (!sp_chat_message_ends_group (self->message))
    return;

  add_action (self, "edit-copy-symbolic", _("Copy Message"), "message.copy");
  if (answers && self->style->retryable)
    add_action (self, "view-refresh-symbolic", _("Retry"), "message.retry");
  if (answers && self->style->undoable)
    add_action (self, "edit-undo-symbolic", _("Undo"), "message.undo");
}

static void
update_options (SpChatRow *self)
{
  JsonArray *options = sp_chat_message_get_options (self->message);

  clear_box (self->options);
  if (options == NULL || !sp_chat_message_is_last (self->message))
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
  g_autofree char *text = sp_chat_message_dup_text (self->message);
  g_autofree char *start = g_utf8_substring (text, 0, MIN (200, g_utf8_strlen (text, -1)));
  g_autofree char *name = NULL;

  name = g_strdup_printf (sp_chat_message_is_user (self->message)
                            ? _("You said %s, %u of %u")
                            : _("Bot said %s, %u of %u"),
                          start, position + 1, n_messages);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
