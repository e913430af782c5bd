/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-drop-zone-private.h"
#include "sp-file-fetch.h"
#include "sp-file-intake.h"
#include "sp-file-types.h"
#include "sp-platform.h"

#include <glib/gi18n-lib.h>

static GCancellable *
begin_taking (SpDropZone *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  /* The spinner of this page waits before it turns, so that a file on this computer does not make the page flash. */
  if (!self->filled)
    sp_drop_zone_show_busy (self);

  return self->cancellable;
}

static void
files_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpDropZone) self = user_data;
  g_autoptr (GPtrArray)  accepted = NULL;
  g_autoptr (GError)     error = NULL;
  g_autofree char       *refusal = NULL;

  accepted = sp_file_intake_check_finish (result, &refusal, &error);
  if (accepted == NULL)
    return; /* Closed, or something newer is being taken. */

  sp_drop_zone_end_taking (self);
  if (refusal != NULL)
    sp_drop_zone_refuse (self, refusal);
  if (accepted->len > 0)
    sp_drop_zone_emit_files (self, accepted);
}

void
sp_drop_zone_take_files (SpDropZone *self, GPtrArray *files)
{
  SpFileIntake intake = { 0 };

  g_return_if_fail (SP_IS_DROP_ZONE (self));
  g_return_if_fail (files != NULL);

  intake.types = (const char *const *) self->file_types;
  intake.max_size = self->max_size;
  if (intake.max_size < 0 && self->client != NULL)
    intake.max_size = gradio_client_get_max_file_size (self->client);
  intake.multiple = self->multiple;
  intake.folders = self->folders;
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  self->taken = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (self->taken, g_object_ref (g_ptr_array_index (files, i)));

  sp_file_intake_check_async (&intake, files, begin_taking (self), files_checked_cb,
                              g_object_ref (self));
}

static void
take_file (SpDropZone *self, GFile *file)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  g_ptr_array_add (files, file);
  sp_drop_zone_take_files (self, files);
}

static void
texture_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpDropZone) self = user_data;
  g_autoptr (GFile)      file = NULL;
  g_autoptr (GError)     error = NULL;

  file = sp_file_intake_save_texture_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (file != NULL) {
    take_file (self, file);
    return;
  }
  sp_drop_zone_end_taking (self);
  sp_drop_zone_refuse (self, error->message);
}

void
sp_drop_zone_take_texture (SpDropZone *self, GdkTexture *texture)
{
  g_autoptr (GError) error = NULL;
  const char        *path = NULL;

  g_return_if_fail (SP_IS_DROP_ZONE (self));
  g_return_if_fail (GDK_IS_TEXTURE (texture));

  if (self->temp_folder == NULL)
    self->temp_folder = sp_temp_folder_new ();
  path = sp_temp_folder_get_path (self->temp_folder, &error);
  if (path == NULL) {
    sp_drop_zone_refuse (self, error->message);
    return;
  }

  sp_file_intake_save_texture_async (texture, path, begin_taking (self),
                                     texture_saved_cb, g_object_ref (self));
}

static void
address_fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpDropZone) self = user_data;
  g_autoptr (GFile)      file = NULL;
  g_autoptr (GError)     error = NULL;

  file = sp_file_fetch_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (file != NULL) {
    take_file (self, file);
    return;
  }
  sp_drop_zone_end_taking (self);
  sp_drop_zone_refuse (self, error->message);
}

static GradioFile *
new_file_for_address (const char *address)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode)    node = NULL;
  g_autoptr (GUri)        uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  g_autofree char        *name = NULL;

  if (uri == NULL)
    return NULL;

  name = g_path_get_basename (g_uri_get_path (uri));
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "path");
  json_builder_add_string_value (builder, address);
  json_builder_set_member_name (builder, "orig_name");
  json_builder_add_string_value (builder, name);
  json_builder_set_member_name (builder, "meta");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "_type");
  json_builder_add_string_value (builder, "gradio.FileData");
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);

  return gradio_file_new_from_json (node);
}

static void
take_address (SpDropZone *self, const char *address)
{
  g_autoptr (GradioFile) file = new_file_for_address (address);

  if (file == NULL) {
    sp_drop_zone_refuse (self, _("This is no web address. Drop a file, or the address of one."));
  } else if (!sp_file_fetch_is_possible (file, self->client)) {
    sp_drop_zone_refuse (self, _("The file at this address cannot be fetched yet. Save it on this "
                                  "computer and choose it there."));
  } else {
    sp_file_fetch_async (file, self->client, begin_taking (self), address_fetched_cb,
                         g_object_ref (self));
  }
}

void
sp_drop_zone_take_text (SpDropZone *self, const char *text)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv)        lines = NULL;

  g_return_if_fail (SP_IS_DROP_ZONE (self));
  g_return_if_fail (text != NULL);

  lines = g_strsplit_set (text, "\r\n", 0);
  for (gsize i = 0; lines[i] != NULL; i++) {
    const char      *line = g_strstrip (lines[i]);
    g_autofree char *scheme = g_uri_parse_scheme (line);

    if (g_strcmp0 (scheme, "file") == 0) {
      g_ptr_array_add (files, g_file_new_for_uri (line));
    } else if (g_strcmp0 (scheme, "http") == 0 || g_strcmp0 (scheme, "https") == 0) {
      take_address (self, line);
      return;
    }
  }

  if (files->len > 0)
    sp_drop_zone_take_files (self, files);
  else
    sp_drop_zone_refuse (self, _("This text is no address of a file. Drop a file instead."));
}

gboolean
sp_drop_zone_take_value (SpDropZone *self, const GValue *value)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST)) {
    g_autoptr (GSList)    list = gdk_file_list_get_files (g_value_get_boxed (value));
    g_autoptr (GPtrArray) files = g_ptr_array_new ();

    for (GSList *link = list; link != NULL; link = link->next)
      g_ptr_array_add (files, link->data);
    if (files->len > 0)
      sp_drop_zone_take_files (self, files);
    return files->len > 0;
  }
  if (G_VALUE_HOLDS (value, G_TYPE_FILE) && g_value_get_object (value) != NULL) {
    take_file (self, g_value_get_object (value));
    return TRUE;
  }
  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE) && g_value_get_object (value) != NULL) {
    sp_drop_zone_take_texture (self, g_value_get_object (value));
    return TRUE;
  }
  if (G_VALUE_HOLDS (value, G_TYPE_STRING) && g_value_get_string (value) != NULL) {
    sp_drop_zone_take_text (self, g_value_get_string (value));
    return TRUE;
  }

  return FALSE;
}

static void
clipboard_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpDropZone) self = user_data;
  g_autoptr (GError)     error = NULL;
  const GValue          *value = NULL;

  value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  sp_drop_zone_end_taking (self);
  if (value == NULL || !sp_drop_zone_take_value (self, value))
    sp_drop_zone_refuse (self, _("There is no file on the clipboard. Copy one first."));
}

void
sp_drop_zone_paste (SpDropZone *self)
{
  GType              types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE, G_TYPE_STRING };
  GdkClipboard      *clipboard = NULL;
  GdkContentFormats *formats = NULL;

  g_return_if_fail (SP_IS_DROP_ZONE (self));

  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  formats = gdk_clipboard_get_formats (clipboard);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autoptr (GdkContentFormats) wanted = gdk_content_formats_new_for_gtype (types[i]);

    wanted = gdk_content_formats_union_deserialize_mime_types (g_steal_pointer (&wanted));
    if (!gdk_content_formats_match (formats, wanted))
      continue;
    gdk_clipboard_read_value_async (clipboard, types[i], G_PRIORITY_DEFAULT, begin_taking (self),
                                    clipboard_read_cb, g_object_ref (self));
    return;
  }

  sp_drop_zone_refuse (self, _("There is no file on the clipboard. Copy one first."));
}

static void
files_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpDropZone) self = user_data;
  g_autoptr (GListModel) chosen = NULL;
  g_autoptr (GPtrArray)  files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError)     error = NULL;

  chosen = sp_platform_open_files_finish (result, &error);
  if (chosen == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      sp_drop_zone_refuse (self, error->message);
    return;
  }

  for (guint i = 0; i < g_list_model_get_n_items (chosen); i++)
    g_ptr_array_add (files, g_list_model_get_item (chosen, i));
  if (files->len > 0)
    sp_drop_zone_take_files (self, files);
}

static void
folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpDropZone) self = user_data;
  g_autoptr (GFile)      folder = NULL;
  g_autoptr (GError)     error = NULL;

  folder = sp_platform_choose_folder_finish (result, &error);
  if (folder != NULL)
    take_file (self, folder);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sp_drop_zone_refuse (self, error->message);
}

void
sp_drop_zone_choose (SpDropZone *self)
{
  g_autoptr (GListModel) filters = NULL;

  g_return_if_fail (SP_IS_DROP_ZONE (self));

  if (self->folders) {
    sp_platform_choose_folder_async (GTK_WIDGET (self), _("Choose a Folder"), NULL,
                                     folder_chosen_cb, g_object_ref (self));
    return;
  }

  filters = sp_file_types_dup_filters ((const char *const *) self->file_types);
  sp_platform_open_files_async (GTK_WIDGET (self),
                                self->multiple ? _("Choose Files") : _("Choose a File"), filters,
                                self->multiple, NULL, files_chosen_cb, g_object_ref (self));
}
