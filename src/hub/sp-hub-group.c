/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-group.h"

#include "sp-hub-part.h"

#include <string.h>

static void
group_free (SpHubGroup *self)
{
  g_object_unref (self->file);
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->targets);
  g_free (self);
}

static SpHubGroup *
group_new (SpHubFile *file)
{
  SpHubGroup *self = g_new0 (SpHubGroup, 1);

  self->file = g_object_ref (file);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->targets = g_ptr_array_new_with_free_func (g_free);

  return self;
}

static int
compare_sizes (gconstpointer a,
               gconstpointer b)
{
  gint64 size_a = sp_hub_group_get_size (*(SpHubGroup *const *) a);
  gint64 size_b = sp_hub_group_get_size (*(SpHubGroup *const *) b);

  return (size_a < size_b) - (size_a > size_b);
}

GPtrArray *
sp_hub_group_list (GPtrArray *files,
                   gboolean   is_cache)
{
  GPtrArray             *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) group_free);
  g_autoptr (GHashTable) by_hash = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < files->len; i++) {
    SpHubFile       *file = g_ptr_array_index (files, i);
    const char      *hash = sp_hub_file_get_hash (file);
    g_autofree char *key = g_strdup_printf ("%s %" G_GINT64_FORMAT, hash, sp_hub_file_get_size (file));
    SpHubGroup      *group = g_hash_table_lookup (by_hash, key);

    if (group == NULL) {
      group = group_new (file);
      g_ptr_array_add (groups, group);
      g_hash_table_insert (by_hash, g_steal_pointer (&key), group);
      if (is_cache)
        g_ptr_array_add (group->targets, g_strconcat ("blobs/", hash, NULL));
    }
    g_ptr_array_add (group->paths, g_strdup (sp_hub_file_get_path (file)));
    if (!is_cache)
      g_ptr_array_add (group->targets, g_strdup (sp_hub_file_get_path (file)));
  }

  g_ptr_array_sort (groups, compare_sizes);

  return groups;
}

gint64
sp_hub_group_get_size (SpHubGroup *self)
{
  return MAX (sp_hub_file_get_size (self->file), 0);
}

gint64
sp_hub_group_get_done (SpHubGroup *self)
{
  gint64 size = sp_hub_group_get_size (self);

  if (self->source == NULL)
    return MIN (self->position, size);

  return size > G_MAXINT64 / (gint64) self->paths->len ? G_MAXINT64 : size * (gint64) self->paths->len;
}

/* One of @names in @folder that has the group's content, or NULL. */
static const char *
find_in (SpHubGroup   *self,
         SpHubFolder  *folder,
         GCancellable *cancellable)
{
  for (guint i = 0; i < self->targets->len; i++) {
    const char *target = g_ptr_array_index (self->targets, i);

    if (sp_hub_part_is_file (folder, target, self->file, cancellable))
      return target;
  }

  return NULL;
}

gboolean
sp_hub_group_find (SpHubGroup   *self,
                   SpHubFolder  *folder,
                   SpHubFolder  *reuse,
                   GCancellable *cancellable,
                   GError      **error)
{
  const char *old;

  self->source = find_in (self, folder, cancellable);
  old = self->source == NULL && reuse != NULL ? find_in (self, reuse, cancellable) : NULL;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  if (old != NULL) {
    if (!sp_hub_folder_take (folder, reuse, old, old, error))
      return FALSE;
    self->source = old;
  }
  if (self->source == NULL) {
    self->position = sp_hub_part_measure (folder, self->file);
    return TRUE;
  }

  return sp_hub_group_spread (self, folder, error);
}

gboolean
sp_hub_group_spread (SpHubGroup  *self,
                     SpHubFolder *folder,
                     GError     **error)
{
  for (guint i = 0; i < self->targets->len; i++) {
    const char *target = g_ptr_array_index (self->targets, i);

    if (target != self->source && !sp_hub_part_is_file (folder, target, self->file, NULL) &&
        !sp_hub_folder_take (folder, folder, self->source, target, error))
      return FALSE;
  }

  return TRUE;
}

/* From `snapshots/COMMIT/a/b` to `blobs/HASH`. */
static char *
dup_way_to_blob (SpHubGroup *self,
                 const char *path)
{
  GString *way = g_string_new ("../../");

  for (const char *at = path; *at != '\0'; at++)
    if (*at == '/')
      g_string_append (way, "../");
  g_string_append_printf (way, "blobs/%s", sp_hub_file_get_hash (self->file));

  return g_string_free (way, FALSE);
}

gboolean
sp_hub_group_show (SpHubGroup  *self,
                   SpHubFolder *folder,
                   const char  *commit,
                   GError     **error)
{
  for (guint i = 0; i < self->paths->len; i++) {
    const char      *path = g_ptr_array_index (self->paths, i);
    g_autofree char *link = g_strconcat ("snapshots/", commit, "/", path, NULL);
    g_autofree char *way = dup_way_to_blob (self, path);

    if (!sp_hub_folder_link (folder, link, way, error))
      return FALSE;
  }

  return TRUE;
}
