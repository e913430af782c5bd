/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-upload-list.h"

#include "gradio-error.h"
#include "gradio-upload-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BUFFER_SIZE (256 * 1024)
#define MAX_DEPTH 64
#define MAX_EXTENSION_LENGTH 20

#define ATTRIBUTES                           \
  G_FILE_ATTRIBUTE_STANDARD_NAME             \
  "," G_FILE_ATTRIBUTE_STANDARD_TYPE         \
  "," G_FILE_ATTRIBUTE_STANDARD_SIZE         \
  "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME \
  "," G_FILE_ATTRIBUTE_TIME_MODIFIED         \
  "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC

static void
item_free (GradioUploadItem *self)
{
  g_clear_object (&self->file);
  g_free (self->name);
  g_free (self->mime_type);
  g_free (self->key);
  g_free (self->digest);
  g_clear_error (&self->error);
  g_free (self->path);
  g_free (self);
}

static char *
make_key (GFile     *file,
          GFileInfo *info)
{
  g_autofree char *uri = g_file_get_uri (file);

  return g_strdup_printf ("%s %" G_GOFFSET_FORMAT " %" G_GUINT64_FORMAT ".%u", uri,
                          g_file_info_get_size (info),
                          g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED),
                          g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC));
}

static GError *
new_file_error (const char *name,
                GError     *error)
{
  g_autoptr (GError) cause = error;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&cause);

  return g_error_new (GRADIO_ERROR, GRADIO_ERROR_FILE,
                      _("“%s” cannot be read: %s. Choose another file."), name, cause->message);
}

static GChecksum *
hash_content (GFile        *file,
              GCancellable *cancellable,
              GError      **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GChecksum)        checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar           *buffer = NULL;
  gssize                       n_read;

  if (stream == NULL)
    return NULL;

  buffer = g_malloc (BUFFER_SIZE);
  while ((n_read = g_input_stream_read (G_INPUT_STREAM (stream), buffer, BUFFER_SIZE, cancellable, error)) > 0)
    g_checksum_update (checksum, buffer, n_read);

  return n_read == 0 ? g_steal_pointer (&checksum) : NULL;
}

/* Apps tell by the extension what a file is: the same bytes under another one are another file. */
static char *
make_digest (GFile        *file,
             GCancellable *cancellable,
             GError      **error)
{
  g_autoptr (GChecksum) checksum = hash_content (file, cancellable, error);
  g_autofree char      *name = g_file_get_basename (file);
  g_autofree char      *lower = g_ascii_strdown (name, -1);
  const char           *dot = strrchr (lower, '.');

  if (checksum == NULL)
    return NULL;

  return g_strconcat (g_checksum_get_string (checksum),
                      dot != NULL && strlen (dot) <= MAX_EXTENSION_LENGTH ? dot : "", NULL);
}

static GradioUploadItem *
add_item (GradioUploadList *self,
          GFile            *file,
          const char       *name)
{
  GradioUploadItem *item = g_new0 (GradioUploadItem, 1);

  item->file = g_object_ref (file);
  item->name = g_strdup (name);
  g_ptr_array_add (self->items, item);

  return item;
}

/* What all files with this ending are. Asking for each of a thousand takes longer than sending them. */
static const char *
lookup_ending (GradioUploadList *self,
               const char       *ending)
{
  const char *known = g_hash_table_lookup (self->types, ending);
  char       *mime_type;

  if (known == NULL) {
    g_autofree char *name = g_strconcat ("a", ending, NULL);
    g_autofree char *type = g_content_type_guess (name, NULL, 0, NULL);

    mime_type = g_content_type_get_mime_type (type);
    known = mime_type != NULL ? mime_type : g_strdup ("application/octet-stream");
    g_hash_table_insert (self->types, g_strdup (ending), (char *) known);
  }

  return known;
}

/* By the name, and only when that tells nothing by the content, which takes longer. */
static char *
find_mime_type (GradioUploadList *self,
                GFile            *file,
                const char       *name,
                GCancellable     *cancellable)
{
  const char           *slash = strrchr (name, '/');
  const char           *ending = strchr (slash != NULL ? slash + 2 : name + 1, '.');
  g_autoptr (GFileInfo) sniffed = NULL;
  const char           *type;

  if (ending != NULL)
    return g_strdup (lookup_ending (self, ending));

  sniffed = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE, G_FILE_QUERY_INFO_NONE,
                               cancellable, NULL);
  type = sniffed != NULL ? g_file_info_get_content_type (sniffed) : NULL;

  return type != NULL ? g_content_type_get_mime_type (type) : NULL;
}

static void
add_file (GradioUploadList *self,
          GFile            *file,
          GFileInfo        *info,
          const char       *name,
          GCancellable     *cancellable)
{
  GradioUploadItem *item = add_item (self, file, name);
  GError           *error = NULL;

  item->mime_type = find_mime_type (self, file, name, cancellable);
  item->size = g_file_info_get_size (info);
  item->key = make_key (file, info);
  if (item->size > GRADIO_UPLOAD_SMALL_SIZE || !self->hashes)
    return;

  item->digest = make_digest (file, cancellable, &error);
  if (item->digest == NULL)
    item->error = new_file_error (name, error);
}

static void add_folder (GradioUploadList *self,
                        GFile            *folder,
                        const char       *name,
                        guint             depth,
                        GCancellable     *cancellable);

/* Links to files are followed, those to folders are not: they may lead in circles. */
static void
add_child (GradioUploadList *self,
           GFile            *child,
           GFileInfo        *listed,
           const char       *name,
           guint             depth,
           GCancellable     *cancellable)
{
  g_autoptr (GFileInfo) info = g_object_ref (listed);
  GError               *error = NULL;

  if (g_file_info_get_file_type (info) == G_FILE_TYPE_SYMBOLIC_LINK) {
    g_clear_object (&info);
    info = g_file_query_info (child, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, cancellable, &error);
    if (info == NULL) {
      add_item (self, child, name)->error = new_file_error (name, error);
      return;
    }
    if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
      return;
  }

  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    add_folder (self, child, name, depth + 1, cancellable);
  else if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
    add_file (self, child, info, name, cancellable);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (g_file_info_get_name (*(GFileInfo **) a), g_file_info_get_name (*(GFileInfo **) b));
}

static GPtrArray *
list_children (GFile        *folder,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (GPtrArray)       children = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GFileEnumerator) enumerator = NULL;
  GFileInfo                  *info;

  enumerator = g_file_enumerate_children (folder, ATTRIBUTES, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS,
                                          cancellable, error);
  do {
    if (enumerator == NULL || !g_file_enumerator_iterate (enumerator, &info, NULL, cancellable, error))
      return NULL;
    if (info != NULL)
      g_ptr_array_add (children, g_object_ref (info));
  } while (info != NULL);

  g_ptr_array_sort (children, compare_names);

  return g_steal_pointer (&children);
}

static void
add_folder (GradioUploadList *self,
            GFile            *folder,
            const char       *name,
            guint             depth,
            GCancellable     *cancellable)
{
  GError               *error = NULL;
  g_autoptr (GPtrArray) children = NULL;

  if (depth > MAX_DEPTH)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_FAILED, _("it is too deep in a folder"));
  else
    children = list_children (folder, cancellable, &error);

  if (children == NULL) {
    add_item (self, folder, name)->error = new_file_error (name, error);
    return;
  }

  for (guint i = 0; i < children->len; i++) {
    GFileInfo        *info = children->pdata[i];
    g_autoptr (GFile) child = g_file_get_child (folder, g_file_info_get_name (info));
    g_autofree char  *path = g_strconcat (name, "/", g_file_info_get_display_name (info), NULL);

    add_child (self, child, info, path, depth, cancellable);
  }
}

static char *
dup_shown_name (GFile *file)
{
  g_autofree char *basename = g_file_get_basename (file);

  return g_filename_display_name (basename != NULL ? basename : "");
}

static void
add_chosen (GradioUploadList *self,
            GFile            *file,
            GCancellable     *cancellable)
{
  GError               *error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (file, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, cancellable, &error);
  g_autofree char      *name = dup_shown_name (file);
  guint                 start = self->items->len;
  GFileType             type = info != NULL ? g_file_info_get_file_type (info) : G_FILE_TYPE_UNKNOWN;
  gboolean              is_folder = type == G_FILE_TYPE_DIRECTORY;

  g_array_append_val (self->starts, start);
  g_array_append_val (self->folders, is_folder);

  if (info == NULL)
    add_item (self, file, name)->error = new_file_error (name, error);
  else if (is_folder)
    add_folder (self, file, name, 0, cancellable);
  else if (type == G_FILE_TYPE_REGULAR)
    add_file (self, file, info, name, cancellable);
  else
    add_item (self, file, name)->error = g_error_new (
      GRADIO_ERROR, GRADIO_ERROR_FILE,
      _("“%s” is a device or a pipe, which has no end. Choose a file."), name);
}

/* A rival that changed since tells nothing about what is on the server. */
static void
hash_rival (GradioUploadRecord *rival,
            GCancellable       *cancellable)
{
  g_autoptr (GFileInfo) info = NULL;
  g_autofree char      *key = NULL;
  char                 *digest;

  if (gradio_upload_record_get_digest (rival) != NULL)
    return;

  info = g_file_query_info (rival->file, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  key = info != NULL ? make_key (rival->file, info) : NULL;
  if (g_strcmp0 (key, rival->key) != 0)
    return;

  digest = make_digest (rival->file, cancellable, NULL);
  if (digest != NULL)
    gradio_upload_record_take_digest (rival, digest);
}

/* Large files are read only when another has the same size: hashing takes longer than sending does
 * on a fast network. */
static void
hash_if_rivalled (GradioUploadList *self,
                  GradioUploadItem *item,
                  GPtrArray        *rivals,
                  GCancellable     *cancellable)
{
  gboolean rivalled = FALSE;

  for (guint i = 0; i < rivals->len; i++) {
    GradioUploadRecord *rival = rivals->pdata[i];

    if (g_str_equal (rival->key, item->key))
      return; /* it is there itself */
    if (rival->size == item->size) {
      hash_rival (rival, cancellable);
      rivalled |= gradio_upload_record_get_digest (rival) != NULL;
    }
  }

  for (guint i = 0; i < self->items->len && !rivalled; i++) {
    GradioUploadItem *other = self->items->pdata[i];

    rivalled = other->key != NULL && other->size == item->size && !g_str_equal (other->key, item->key);
  }

  if (rivalled) {
    GError *error = NULL;

    item->digest = make_digest (item->file, cancellable, &error);
    if (item->digest == NULL)
      item->error = new_file_error (item->name, error);
  }
}

GradioUploadList *
gradio_upload_list_new (GPtrArray    *files,
                        GPtrArray    *rivals,
                        GCancellable *cancellable)
{
  GradioUploadList *self = g_new0 (GradioUploadList, 1);

  self->hashes = rivals != NULL;
  self->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->folders = g_array_new (FALSE, FALSE, sizeof (gboolean));

  for (guint i = 0; i < files->len; i++)
    add_chosen (self, files->pdata[i], cancellable);

  for (guint i = 0; i < self->items->len && self->hashes; i++) {
    GradioUploadItem *item = self->items->pdata[i];

    if (item->key != NULL && item->size > GRADIO_UPLOAD_SMALL_SIZE)
      hash_if_rivalled (self, item, rivals, cancellable);
  }

  return self;
}

void
gradio_upload_list_free (GradioUploadList *self)
{
  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->types);
  g_array_unref (self->starts);
  g_array_unref (self->folders);
  g_free (self);
}

const char *
gradio_upload_item_get_identity (GradioUploadItem *self)
{
  return self->digest != NULL ? self->digest : self->key;
}
