/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chat-view.h"

#include "sp-chat-empty.h"
#include "sp-height-limit.h"
#include "sp-resize-grip.h"
#include "sp-resources.h"

#define HEIGHT 400      /* of a chat whose author says nothing, pixels */
#define MOST_HEIGHT 600 /* of one that is to be as high as what is in it, pixels */

struct _SpChatView {
  GtkWidget parent_instance;

  GtkWidget     *box;          /* template child */
  SpHeightLimit *limit;        /* template child */
  SpLongList    *list;         /* template child */
  SpChatEmpty   *empty;        /* template child */
  GtkRevealer   *end_revealer; /* template child */
  GtkWidget     *grip;         /* template child */
  gboolean       has_props;
};

G_DEFINE_FINAL_TYPE (SpChatView, sp_chat_view, GTK_TYPE_WIDGET)

enum {
  SIGNAL_EXAMPLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
example_cb (SpChatView *self, guint position, JsonNode *message)
{
  g_signal_emit (self, signals[SIGNAL_EXAMPLE], 0, position, message);
}

static void
near_end_cb (SpChatView *self)
{
  gtk_revealer_set_reveal_child (self->end_revealer, !sp_long_list_get_near_end (self->list));
}

static void
go_to_end_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_long_list_go_to_end (SP_CHAT_VIEW (widget)->list);
}

static void
sp_chat_view_dispose (GObject *object)
{
  g_clear_pointer (&SP_CHAT_VIEW (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_chat_view_parent_class)->dispose (object);
}

static void
sp_chat_view_class_init (SpChatViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_chat_view_dispose;

  signals[SIGNAL_EXAMPLE] = g_signal_new ("example", SP_TYPE_CHAT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, JSON_TYPE_NODE);
  g_type_ensure (SP_TYPE_CHAT_EMPTY);
  g_type_ensure (SP_TYPE_HEIGHT_LIMIT);
  g_type_ensure (SP_TYPE_LONG_LIST);
  g_type_ensure (SP_TYPE_RESIZE_GRIP);
  gtk_widget_class_install_action (widget_class, "chat.go-to-end", NULL, go_to_end_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-chat-view");
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-chat-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SpChatView, box);
  gtk_widget_class_bind_template_child (widget_class, SpChatView, limit);
  gtk_widget_class_bind_template_child (widget_class, SpChatView, list);
  gtk_widget_class_bind_template_child (widget_class, SpChatView, empty);
  gtk_widget_class_bind_template_child (widget_class, SpChatView, end_revealer);
  gtk_widget_class_bind_template_child (widget_class, SpChatView, grip);
  gtk_widget_class_bind_template_callback (widget_class, example_cb);
}

static void
sp_chat_view_init (SpChatView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_long_list_set_follows_end (self->list, TRUE);
  g_signal_connect_object (self->list, "notify::near-end", G_CALLBACK (near_end_cb), self,
                           G_CONNECT_SWAPPED);
}

SpLongList *
sp_chat_view_get_list (SpChatView *self)
{
  g_return_val_if_fail (SP_IS_CHAT_VIEW (self), NULL);

  return self->list;
}

/* A height of null means as high as the messages; a height that is not there, the usual one. */
static void
read_first (SpChatView *self, JsonObject *props)
{
  g_autoptr (JsonObject) usual = json_object_new ();

  if (!json_object_has_member (props, "height"))
    json_object_set_int_member (usual, "height", HEIGHT);
  json_object_set_int_member (usual, "max_height", MOST_HEIGHT);
  sp_height_limit_read (self->limit, usual);
}

/* Gradio 5 spelt it in both ways. One that people make as high as they like does not fill its place. */
static void
read_resizable (SpChatView *self, JsonObject *props)
{
  gboolean before = gtk_widget_get_visible (self->grip);
  gboolean old = gradio_json_get_boolean (props, "resizeable", before);
  gboolean is_resizable = gradio_json_get_boolean (props, "resizable", old);

  gtk_widget_set_visible (self->grip, is_resizable);
  gtk_widget_set_vexpand (GTK_WIDGET (self), !is_resizable);
}

void
sp_chat_view_read (SpChatView *self, JsonObject *props, SpChatStyle *style)
{
  JsonNode *autoscroll = NULL;

  g_return_if_fail (SP_IS_CHAT_VIEW (self));
  g_return_if_fail (props != NULL);

  if (!self->has_props)
    read_first (self, props);
  self->has_props = TRUE;
  sp_height_limit_read (self->limit, props);
  read_resizable (self, props);
  sp_chat_empty_read (self->empty, props, style);
  autoscroll = json_object_get_member (props, "autoscroll");
  if (autoscroll != NULL && !json_node_is_null (autoscroll))
    sp_long_list_set_follows_end (self->list, gradio_json_get_boolean (props, "autoscroll", TRUE));
}

void
sp_chat_view_set_empty (SpChatView *self, gboolean empty)
{
  g_return_if_fail (SP_IS_CHAT_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->empty), empty);
}
