/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-chat-feedback.h"

static const char *
get_word (JsonArray *value, guint number)
{
  JsonNode *node = value != NULL && number < json_array_get_length (value)
                     ? json_array_get_element (value, number)
                     : NULL;

  return node != NULL && gradio_json_is_string (node) ? json_node_get_string (node) : NULL;
}

/* Answers that stand together are one; the buttons are under the last of them. */
void
sp_chat_feedback_apply (SpChatList *list, JsonArray *value, gboolean replace)
{
  guint n_answers = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++) {
    SpChatMessage *message = sp_chat_list_get (list, i);
    gboolean       is_answer =
      !sp_chat_message_is_user (message) && sp_chat_message_ends_group (message);
    g_autofree char *before = g_strdup (sp_chat_message_get_feedback (message));

    if (replace)
      sp_chat_message_set_feedback (message, NULL);
    sp_chat_message_set_given (message, is_answer ? get_word (value, n_answers) : NULL);
    if (is_answer)
      n_answers++;
    if (g_strcmp0 (before, sp_chat_message_get_feedback (message)) != 0)
      sp_chat_message_emit_changed (message);
  }
}
