/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-file-intake.h"
#include "sp-file-types.h"

#include "gradio.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define MAX_FILES 10000
#define MAX_DEPTH 32
#define ATTRIBUTES                                                          \
  G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE         \
                                 "," G_FILE_ATTRIBUTE_STANDARD_SIZE         \
                                 "," G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE \
                                 "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN    \
                                 "," G_FILE_ATTRIBUTE_ACCESS_CAN_READ

typedef struct {
  GStrv      types;
  goffset    max_size;
  gboolean   multiple;
  gboolean   folders;
  GPtrArray *files;    /* given */
  GPtrArray *accepted; /* becomes the result */
  char      *refusal;  /* of the first file that was refused */
  guint      n_refused;
} IntakeCheck;

static void
intake_check_free (IntakeCheck *check)
{
  g_strfreev (check->types);
  g_clear_pointer (&check->files, g_ptr_array_unref);
  g_clear_pointer (&check->accepted, g_ptr_array_unref);
  g_free (check->refusal);
  g_free (check);
}

static void
refuse (IntakeCheck *check, char *sentence)
{
  if (check->refusal == NULL)
    check->refusal = sentence;
  else
    g_free (sentence);
  check->n_refused++;
}

static char *
dup_shown_name (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return gradio_file_sanitize_name (name);
}

static void
check_file (IntakeCheck *check, GFile *file, GFileInfo *info)
{
  const char      *content_type = g_file_info_get_content_type (info);
  goffset          size = g_file_info_get_size (info);
  g_autofree char *mime_type = NULL;
  g_autofree char *name = dup_shown_name (file);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (!g_file_info_get_attribute_boolean (info, G_FILE_ATTRIBUTE_ACCESS_CAN_READ)) {
    refuse (check, g_strdup_printf (_("“%s” may not be read. Check who it belongs to."), name));
    return;
  }

  mime_type = content_type != NULL ? g_content_type_get_mime_type (content_type) : NULL;
  if (!sp_file_types_match ((const char *const *) check->types, name, mime_type)) {
    first = sp_file_types_dup_text ((const char *const *) check->types);
    /* Translators: the first is a file's name, the second a list such as “pictures, .pdf”. */
    refuse (check, g_strdup_printf (_("“%s” does not fit here. Choose one of: %s."), name, first));
    return;
  }

  if (check->max_size >= 0 && size > check->max_size) {
    first = g_format_size (size);
    second = g_format_size (check->max_size);
    refuse (check, g_strdup_printf (_("“%s” has %s. The app takes files of up to %s."), name, first,
                                    second));
    return;
  }

  if (check->accepted->len > 0 && !check->multiple) {
    refuse (check, g_strdup (_("Only one file fits here. The first one was taken.")));
    return;
  }

  if (check->accepted->len >= MAX_FILES)
    refuse (check, g_strdup_printf (_("More than %d files do not fit here."), MAX_FILES));
  else
    g_ptr_array_add (check->accepted, g_object_ref (file));
}

static void check_folder (IntakeCheck *check, GFile *folder, guint depth, GCancellable *cancellable);

static void
check_entry (IntakeCheck  *check,
             GFile        *file,
             GFileInfo    *info,
             guint         depth,
             GCancellable *cancellable)
{
  g_autofree char *name = NULL;

  switch (g_file_info_get_file_type (info)) {
  case G_FILE_TYPE_REGULAR:
    check_file (check, file, info);
    break;
  case G_FILE_TYPE_DIRECTORY:
    if (check->folders && depth < MAX_DEPTH) {
      check_folder (check, file, depth + 1, cancellable);
      break;
    }
    name = dup_shown_name (file);
    refuse (check, g_strdup_printf (_("“%s” is a folder. Choose a file."), name));
    break;
  case G_FILE_TYPE_UNKNOWN:
  case G_FILE_TYPE_SYMBOLIC_LINK:
  case G_FILE_TYPE_SPECIAL:
  case G_FILE_TYPE_SHORTCUT:
  case G_FILE_TYPE_MOUNTABLE:
  default:
    name = dup_shown_name (file);
    refuse (check, g_strdup_printf (_("“%s” is no ordinary file. Choose another one."), name));
    break;
  }
}

static void
check_folder (IntakeCheck *check, GFile *folder, guint depth, GCancellable *cancellable)
{
  g_autoptr (GFileEnumerator) enumerator = NULL;
  g_autoptr (GError)          error = NULL;

  /* Links are not followed: a folder may hold a link to itself. */
  enumerator = g_file_enumerate_children (folder, ATTRIBUTES, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS,
                                          cancellable, &error);
  while (enumerator != NULL && check->accepted->len <= MAX_FILES) {
    GFileInfo *info = NULL;
    GFile     *child = NULL;

    if (!g_file_enumerator_iterate (enumerator, &info, &child, cancellable, &error) || info == NULL)
      break;
    if (g_file_info_get_is_hidden (info) ||
        g_file_info_get_file_type (info) == G_FILE_TYPE_SYMBOLIC_LINK)
      continue;
    check_entry (check, child, info, depth, cancellable);
  }

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    refuse (check, g_strdup (error->message));
}

static void
check_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  IntakeCheck *check = task_data;

  for (guint i = 0; i < check->files->len; i++) {
    GFile                *file = g_ptr_array_index (check->files, i);
    g_autoptr (GError)    error = NULL;
    g_autoptr (GFileInfo) info = NULL;
    g_autofree char      *name = NULL;

    if (g_task_return_error_if_cancelled (task))
      return;

    info = g_file_query_info (file, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, cancellable, &error);
    if (info != NULL) {
      check_entry (check, file, info, 0, cancellable);
      continue;
    }
    name = dup_shown_name (file);
    refuse (check, g_strdup_printf (_("“%s” cannot be read: %s."), name, error->message));
  }

  g_task_return_pointer (task, g_ptr_array_ref (check->accepted),
                         (GDestroyNotify) g_ptr_array_unref);
}

void
sp_file_intake_check_async (const SpFileIntake *intake,
                            GPtrArray          *files,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  IntakeCheck      *check = NULL;

  g_return_if_fail (intake != NULL);
  g_return_if_fail (files != NULL);

  check = g_new0 (IntakeCheck, 1);
  check->types = g_strdupv ((GStrv) intake->types);
  check->max_size = intake->max_size;
  check->multiple = intake->multiple;
  check->folders = intake->folders;
  check->files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (check->files, g_object_ref (g_ptr_array_index (files, i)));
  check->accepted = g_ptr_array_new_with_free_func (g_object_unref);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_file_intake_check_async);
  g_task_set_task_data (task, check, (GDestroyNotify) intake_check_free);
  g_task_run_in_thread (task, check_thread);
}

GPtrArray *
sp_file_intake_check_finish (GAsyncResult *result, char **refusal, GError **error)
{
  IntakeCheck *check = NULL;
  GPtrArray   *accepted = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, sp_file_intake_check_async), NULL);

  accepted = g_task_propagate_pointer (G_TASK (result), error);
  check = g_task_get_task_data (G_TASK (result));
  if (accepted != NULL && refusal != NULL) {
    if (check->n_refused > 1)
      *refusal = g_strdup_printf (
        ngettext ("%s (%u more was not taken.)", "%s (%u more were not taken.)",
                  check->n_refused - 1),
        check->refusal, check->n_refused - 1);
    else
      *refusal = g_strdup (check->refusal);
  }

  return accepted;
}

typedef struct {
  GdkTexture *texture;
  char       *folder;
} TextureSave;

static void
texture_save_free (TextureSave *save)
{
  g_object_unref (save->texture);
  g_free (save->folder);
  g_free (save);
}

static void
save_texture_thread (GTask        *task,
                     gpointer      source_object,
                     gpointer      task_data,
                     GCancellable *cancellable)
{
  TextureSave          *save = task_data;
  g_autoptr (GBytes)    png = gdk_texture_save_to_png_bytes (save->texture);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GError)    error = NULL;
  g_autofree char      *stamp = g_date_time_format (now, "%Y-%m-%d %H-%M-%S-%f");
  g_autofree char      *name = NULL;
  g_autofree char      *path = NULL;

  /* Translators: name of a picture that came from the clipboard; %s is a date and time. */
  name = g_strdup_printf (_("Pasted %s.png"), stamp);
  path = g_build_filename (save->folder, name, NULL);
  if (g_file_set_contents_full (path, g_bytes_get_data (png, NULL), g_bytes_get_size (png),
                                G_FILE_SET_CONTENTS_NONE, 0600, &error))
    g_task_return_pointer (task, g_file_new_for_path (path), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
sp_file_intake_save_texture_async (GdkTexture         *texture,
                                   const char         *folder,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  TextureSave      *save = NULL;

  g_return_if_fail (GDK_IS_TEXTURE (texture));
  g_return_if_fail (folder != NULL);

  save = g_new0 (TextureSave, 1);
  save->texture = g_object_ref (texture);
  save->folder = g_strdup (folder);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_file_intake_save_texture_async);
  g_task_set_task_data (task, save, (GDestroyNotify) texture_save_free);
  g_task_run_in_thread (task, save_texture_thread);
}

GFile *
sp_file_intake_save_texture_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sp_file_intake_save_texture_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
