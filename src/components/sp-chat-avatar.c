/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-chat-avatar.h"

#include "sp-thumbnail.h"

#define SIZE 32 /* pixels */

GradioFile *
sp_chat_avatar_dup_file (JsonNode *node)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode)   file = NULL;

  if (!gradio_json_is_string (node))
    return gradio_file_new_from_json (node);
  if (*json_node_get_string (node) == '\0')
    return NULL;

  object = json_object_new ();
  json_object_set_string_member (object, "path", json_node_get_string (node));
  if (g_uri_is_valid (json_node_get_string (node), G_URI_FLAGS_NONE, NULL))
    json_object_set_string_member (object, "url", json_node_get_string (node));
  else
    json_object_set_null_member (object, "url");
  file = json_node_init_object (json_node_alloc (), object);

  return gradio_file_new_from_json (file);
}

gboolean
sp_chat_avatar_read (SpChatStyle *style, JsonObject *props)
{
  JsonNode  *node = json_object_get_member (props, "avatar_images");
  JsonArray *images = gradio_json_get_array (props, "avatar_images");

  if (images == NULL || (style->avatars != NULL && gradio_json_equal (node, style->avatars)))
    return FALSE;

  g_clear_pointer (&style->avatars, json_node_unref);
  style->avatars = json_node_copy (node);
  for (guint side = 0; side < G_N_ELEMENTS (style->faces); side++) {
    g_clear_object (&style->faces[side]);
    if (side < json_array_get_length (images))
      style->faces[side] = sp_chat_avatar_dup_file (json_array_get_element (images, side));
  }

  return TRUE;
}

GtkWidget *
sp_chat_avatar_new (SpChatStyle *style, gboolean is_user, gboolean starts)
{
  GradioFile *file = style->faces[is_user ? 0 : 1];
  GtkWidget  *avatar = NULL;

  if (file == NULL)
    return NULL;

  avatar = starts ? sp_thumbnail_new () : gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_size_request (avatar, SIZE, SIZE);
  gtk_widget_set_valign (avatar, GTK_ALIGN_START);
  gtk_widget_set_halign (avatar, GTK_ALIGN_START);
  if (!starts)
    return avatar;

  gtk_widget_set_overflow (avatar, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (avatar, "chat-avatar");
  sp_thumbnail_set_content_fit (SP_THUMBNAIL (avatar), GTK_CONTENT_FIT_COVER);
  sp_thumbnail_set_alternative_text (SP_THUMBNAIL (avatar), ""); /* the row's name says who it is */
  sp_thumbnail_set_file (SP_THUMBNAIL (avatar), style->loader, file, style->client);

  return avatar;
}
