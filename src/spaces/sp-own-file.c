/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-own-file.h"

#include <string.h>

struct _SpOwnFile {
  GObject       parent_instance;
  char         *path; /* owned */
  char         *key;  /* owned: to sort by */
  SpOwnFileKind kind;
  guint64       size;
  gint64        modified;
};

G_DEFINE_FINAL_TYPE (SpOwnFile, sp_own_file, G_TYPE_OBJECT)

static void
sp_own_file_finalize (GObject *object)
{
  SpOwnFile *self = SP_OWN_FILE (object);

  g_free (self->path);
  g_free (self->key);

  G_OBJECT_CLASS (sp_own_file_parent_class)->finalize (object);
}

static void
sp_own_file_class_init (SpOwnFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_own_file_finalize;
}

static void
sp_own_file_init (SpOwnFile *self)
{
}

SpOwnFile *
sp_own_file_new (const char *path, SpOwnFileKind kind, guint64 size, gint64 modified)
{
  SpOwnFile *self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (SP_TYPE_OWN_FILE, NULL);
  self->path = g_strdup (path);
  self->key = g_utf8_collate_key_for_filename (sp_own_file_get_name (self), -1);
  self->kind = kind;
  self->size = size;
  self->modified = modified;

  return self;
}

const char *
sp_own_file_get_path (SpOwnFile *self)
{
  g_return_val_if_fail (SP_IS_OWN_FILE (self), NULL);

  return self->path;
}

const char *
sp_own_file_get_name (SpOwnFile *self)
{
  const char *slash;

  g_return_val_if_fail (SP_IS_OWN_FILE (self), NULL);

  slash = strrchr (self->path, '/');

  return slash != NULL ? slash + 1 : self->path;
}

SpOwnFileKind
sp_own_file_get_kind (SpOwnFile *self)
{
  g_return_val_if_fail (SP_IS_OWN_FILE (self), SP_OWN_FILE_SPECIAL);

  return self->kind;
}

guint64
sp_own_file_get_size (SpOwnFile *self)
{
  g_return_val_if_fail (SP_IS_OWN_FILE (self), 0);

  return self->size;
}

gint64
sp_own_file_get_modified (SpOwnFile *self)
{
  g_return_val_if_fail (SP_IS_OWN_FILE (self), 0);

  return self->modified;
}

gboolean
sp_own_file_is_hidden (SpOwnFile *self)
{
  g_return_val_if_fail (SP_IS_OWN_FILE (self), FALSE);

  return *sp_own_file_get_name (self) == '.';
}

int
sp_own_file_compare (SpOwnFile *self, SpOwnFile *other)
{
  gboolean is_folder = self->kind == SP_OWN_FILE_FOLDER;
  int      order;

  if (is_folder != (other->kind == SP_OWN_FILE_FOLDER))
    return is_folder ? -1 : 1;

  order = strcmp (self->key, other->key);

  return order != 0 ? order : strcmp (self->path, other->path);
}

gboolean
sp_own_file_equal (SpOwnFile *self, SpOwnFile *other)
{
  return g_str_equal (self->path, other->path) && self->kind == other->kind && self->size == other->size &&
         self->modified == other->modified;
}
