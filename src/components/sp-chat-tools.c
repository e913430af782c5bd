/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chat-tools.h"
#include "sp-tooltip.h"

#include <glib/gi18n-lib.h>

/* The words that have a picture of their own; case counts. */
#define LIKE "Like"
#define DISLIKE "Dislike"

static gboolean
is_thumb (const char *word)
{
  return g_str_equal (word, LIKE) || g_str_equal (word, DISLIKE);
}

/* A message without a file is looked at often, one with files seldom. */
static gboolean
has_files (SpChatMessage *message)
{
  for (guint i = 0; i < sp_chat_message_get_n_parts (message); i++) {
    SpChatPartKind kind = sp_chat_message_get_part (message, i)->kind;

    if (kind == SP_CHAT_PART_FILE)
      return TRUE;
    if (kind == SP_CHAT_PART_COMPONENT) {
      g_autoptr (GPtrArray) files = sp_chat_tools_dup_files (message);

      return files->len > 0;
    }
  }

  return FALSE;
}

static gboolean
can_edit (SpChatMessage *message, SpChatStyle *style)
{
  g_autofree char *source = NULL;

  if (style->editable == SP_CHAT_EDITABLE_NONE ||
      (style->editable == SP_CHAT_EDITABLE_USER && !sp_chat_message_is_user (message)))
    return FALSE;

  source = sp_chat_message_dup_source (message);

  return source != NULL;
}

static SpChatOffers
get_all_offers (SpChatMessage *message, SpChatStyle *style)
{
  gboolean     is_user = sp_chat_message_is_user (message);
  gboolean     is_answer = sp_chat_message_is_last (message) && !is_user;
  SpChatOffers offers = SP_CHAT_OFFER_COPY;

  if (style->savable && has_files (message))
    offers |= SP_CHAT_OFFER_SAVE;
  if (!style->is_live)
    return offers;

  if (style->likeable && (!is_user || style->like_user) && *style->feedback != NULL)
    offers |= SP_CHAT_OFFER_FEEDBACK;
  if (is_answer && style->retryable)
    offers |= SP_CHAT_OFFER_RETRY;
  if (is_answer && style->undoable)
    offers |= SP_CHAT_OFFER_UNDO;
  if (can_edit (message, style))
    offers |= SP_CHAT_OFFER_EDIT;

  return offers;
}

SpChatOffers
sp_chat_tools_get_offers (SpChatMessage *message, SpChatStyle *style)
{
  if (!sp_chat_message_ends_group (message) || sp_chat_message_get_draft (message) != NULL)
    return 0;

  return get_all_offers (message, style) & (style->copyable ? ~0U : ~(guint) SP_CHAT_OFFER_COPY);
}

static void
name_button (GtkWidget *button, const char *name)
{
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "component-tool");
  sp_tooltip_set_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
add_button (GtkBox *box, const char *icon, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  name_button (button, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (box, button);
}

/* Pressed in while it is what was given, as the state of the action says. */
static void
add_thumb (GtkBox *box, const char *icon, const char *name, const char *word)
{
  GtkWidget *button = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "icon-name", icon, NULL);

  name_button (button, name);
  gtk_widget_add_css_class (button, "chat-thumb");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", word);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "feedback.give");
  gtk_box_append (box, button);
}

static GMenu *
new_flags (SpChatStyle *style, gboolean with_thumbs)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; style->feedback[i] != NULL; i++) {
    const char           *word = style->feedback[i];
    g_autoptr (GMenuItem) item = NULL;
    g_autoptr (GString)   label = NULL;

    if (is_thumb (word) && !with_thumbs)
      continue;

    label = g_string_new (g_str_equal (word, LIKE)      ? _("Like")
                          : g_str_equal (word, DISLIKE) ? _("Dislike")
                                                        : word);
    if (!is_thumb (word))
      g_string_replace (label, "_", "__", 0); /* no mnemonics in an author's words */
    item = g_menu_item_new (label->str, NULL);
    g_menu_item_set_action_and_target (item, "feedback.give", "s", word);
    g_menu_append_item (menu, item);
  }

  return menu;
}

static void
add_feedback (GtkBox *box, SpChatStyle *style)
{
  const char *const *words = (const char *const *) style->feedback;
  g_autoptr (GMenu)  flags = new_flags (style, FALSE);
  GtkWidget         *button = NULL;

  if (g_strv_contains (words, LIKE))
    add_thumb (box, "sp-thumb-up-symbolic", _("Like"), LIKE);
  if (g_strv_contains (words, DISLIKE))
    add_thumb (box, "sp-thumb-down-symbolic", _("Dislike"), DISLIKE);
  if (g_menu_model_get_n_items (G_MENU_MODEL (flags)) == 0)
    return;

  button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "sp-flag-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (flags));
  name_button (button, _("More Feedback"));
  gtk_box_append (box, button);
}

void
sp_chat_tools_fill (GtkBox *box, SpChatOffers offers, SpChatStyle *style)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);

  if ((offers & SP_CHAT_OFFER_COPY) != 0)
    add_button (box, "edit-copy-symbolic", _("Copy Message"), "message.copy-group");
  if ((offers & SP_CHAT_OFFER_SAVE) != 0)
    add_button (box, "document-save-symbolic", _("Save Files…"), "message.save");
  if ((offers & SP_CHAT_OFFER_FEEDBACK) != 0)
    add_feedback (box, style);
  if ((offers & SP_CHAT_OFFER_RETRY) != 0)
    add_button (box, "view-refresh-symbolic", _("Retry"), "message.retry");
  if ((offers & SP_CHAT_OFFER_UNDO) != 0)
    add_button (box, "edit-undo-symbolic", _("Undo"), "message.undo");
  if ((offers & SP_CHAT_OFFER_EDIT) != 0)
    add_button (box, "document-edit-symbolic", _("Edit Message"), "message.edit");
}

GMenuModel *
sp_chat_tools_new_menu (SpChatMessage *message, SpChatStyle *style)
{
  SpChatOffers      offers = get_all_offers (message, style);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) second = g_menu_new ();

  g_menu_append (first, _("_Copy Message"), "message.copy");
  if (style->selectable && style->is_live)
    g_menu_append (first, _("_Select Message"), "message.select");
  if ((offers & SP_CHAT_OFFER_SAVE) != 0)
    g_menu_append (first, _("Save _Files…"), "message.save");
  if ((offers & SP_CHAT_OFFER_EDIT) != 0)
    g_menu_append (first, _("_Edit Message"), "message.edit");
  if ((offers & SP_CHAT_OFFER_RETRY) != 0)
    g_menu_append (second, _("_Retry"), "message.retry");
  if ((offers & SP_CHAT_OFFER_UNDO) != 0)
    g_menu_append (second, _("_Undo"), "message.undo");

  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  if (g_menu_model_get_n_items (G_MENU_MODEL (second)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (second));
  if ((offers & SP_CHAT_OFFER_FEEDBACK) != 0) {
    g_autoptr (GMenu) feedback = new_flags (style, TRUE);

    g_menu_append_section (menu, _("Feedback"), G_MENU_MODEL (feedback));
  }

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

GPtrArray *
sp_chat_tools_dup_files (SpChatMessage *message)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < sp_chat_message_get_n_parts (message); i++) {
    const SpChatPart *part = sp_chat_message_get_part (message, i);

    if (part->kind == SP_CHAT_PART_FILE) {
      g_ptr_array_add (files, g_object_ref (part->file));
    } else if (part->kind == SP_CHAT_PART_COMPONENT) {
      JsonObject *object = json_node_get_object (part->node);

      g_ptr_array_extend_and_steal (
        files, gradio_file_collect_for_component (json_object_get_member (object, "value"),
                                                  gradio_json_get_string (object, "component", NULL)));
    }
  }

  return files;
}
