/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-file.h"

struct _SpHubFile {
  GObject parent_instance;
  char   *path;
  gint64  size;
  char   *oid;
  char   *sha256;
};

G_DEFINE_FINAL_TYPE (SpHubFile, sp_hub_file, G_TYPE_OBJECT)

static void
sp_hub_file_finalize (GObject *object)
{
  SpHubFile *self = SP_HUB_FILE (object);

  g_free (self->path);
  g_free (self->oid);
  g_free (self->sha256);

  G_OBJECT_CLASS (sp_hub_file_parent_class)->finalize (object);
}

static void
sp_hub_file_class_init (SpHubFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_hub_file_finalize;
}

static void
sp_hub_file_init (SpHubFile *self)
{
}

SpHubFile *
sp_hub_file_new (const char *path,
                 gint64      size,
                 const char *oid,
                 const char *sha256)
{
  SpHubFile *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (oid != NULL || sha256 != NULL, NULL);

  self = g_object_new (SP_TYPE_HUB_FILE, NULL);
  self->path = g_strdup (path);
  self->size = MAX (size, -1);
  self->oid = g_strdup (oid);
  self->sha256 = g_strdup (sha256);

  return self;
}

const char *
sp_hub_file_get_path (SpHubFile *self)
{
  g_return_val_if_fail (SP_IS_HUB_FILE (self), NULL);

  return self->path;
}

gint64
sp_hub_file_get_size (SpHubFile *self)
{
  g_return_val_if_fail (SP_IS_HUB_FILE (self), -1);

  return self->size;
}

const char *
sp_hub_file_get_oid (SpHubFile *self)
{
  g_return_val_if_fail (SP_IS_HUB_FILE (self), NULL);

  return self->oid;
}

const char *
sp_hub_file_get_sha256 (SpHubFile *self)
{
  g_return_val_if_fail (SP_IS_HUB_FILE (self), NULL);

  return self->sha256;
}

const char *
sp_hub_file_get_hash (SpHubFile *self)
{
  g_return_val_if_fail (SP_IS_HUB_FILE (self), NULL);

  return self->sha256 != NULL ? self->sha256 : self->oid;
}
