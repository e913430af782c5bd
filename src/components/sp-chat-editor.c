/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chat-editor.h"

#include "sp-resources.h"
#include "sp-text-area.h"

#include <glib/gi18n-lib.h>

#define LEAST_LINES 2
#define MOST_LINES 16

struct _SpChatEditor {
  GtkWidget   parent_instance;
  SpTextArea *area; /* template child */
};

G_DEFINE_FINAL_TYPE (SpChatEditor, sp_chat_editor, GTK_TYPE_WIDGET)

enum {
  SIGNAL_CHANGED,
  SIGNAL_SAVE,
  SIGNAL_CANCEL,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
changed_cb (SpChatEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
save_cb (SpChatEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_SAVE], 0);
}

static void
cancel_cb (SpChatEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCEL], 0);
}

static gboolean
save_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  save_cb (SP_CHAT_EDITOR (widget));

  return TRUE;
}

static gboolean
cancel_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  cancel_cb (SP_CHAT_EDITOR (widget));

  return TRUE;
}

static void
add_key (GtkEventController *keys, guint key, GdkModifierType state, GtkShortcutFunc function)
{
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (key, state),
                      gtk_callback_action_new (function, NULL, NULL)));
}

/* Before the text gets them, which would begin a line. */
static void
add_keys (SpChatEditor *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (keys, GDK_KEY_Return, GDK_CONTROL_MASK, save_key_cb);
  add_key (keys, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, save_key_cb);
  add_key (keys, GDK_KEY_Escape, 0, cancel_key_cb);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static gboolean
sp_chat_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (sp_text_area_get_view (SP_CHAT_EDITOR (widget)->area)));
}

static void
sp_chat_editor_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CHAT_EDITOR);

  G_OBJECT_CLASS (sp_chat_editor_parent_class)->dispose (object);
}

static void
sp_chat_editor_class_init (SpChatEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_chat_editor_dispose;
  widget_class->grab_focus = sp_chat_editor_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_CHAT_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SAVE] = g_signal_new ("save", SP_TYPE_CHAT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CANCEL] = g_signal_new ("cancel", SP_TYPE_CHAT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SP_TYPE_TEXT_AREA);
  gtk_widget_class_set_css_name (widget_class, "sp-chat-editor");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-chat-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, SpChatEditor, area);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
sp_chat_editor_init (SpChatEditor *self)
{
  GtkLayoutManager *layout = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  sp_text_area_set_lines (self->area, LEAST_LINES, MOST_LINES);
  gtk_accessible_update_property (GTK_ACCESSIBLE (sp_text_area_get_view (self->area)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Text of the Message"), -1);
  add_keys (self);
}

GtkWidget *
sp_chat_editor_new (const char *text)
{
  SpChatEditor *self = g_object_new (SP_TYPE_CHAT_EDITOR, NULL);

  sp_text_area_set_text (self->area, text);

  return GTK_WIDGET (self);
}

char *
sp_chat_editor_dup_text (SpChatEditor *self)
{
  return sp_text_area_dup_text (self->area);
}
