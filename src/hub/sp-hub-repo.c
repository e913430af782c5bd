/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-repo.h"

#include "gradio.h"
#include "sp-hub-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_NAME 96 /* bytes of owner or name, as the Hub has it */
#define COMMIT_LENGTH 40

struct _SpHubRepo {
  GObject   parent_instance;
  SpHubKind kind;
  char     *id;
};

G_DEFINE_FINAL_TYPE (SpHubRepo, sp_hub_repo, G_TYPE_OBJECT)

static void
sp_hub_repo_finalize (GObject *object)
{
  g_free (SP_HUB_REPO (object)->id);

  G_OBJECT_CLASS (sp_hub_repo_parent_class)->finalize (object);
}

static void
sp_hub_repo_class_init (SpHubRepoClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_hub_repo_finalize;
}

static void
sp_hub_repo_init (SpHubRepo *self)
{
}

/* Two dashes would make two repositories one in a cache. */
static gboolean
is_name (const char *name)
{
  gsize length = strlen (name);

  if (length == 0 || length > MAX_NAME || strchr (".-", name[0]) != NULL || strchr (".-", name[length - 1]) != NULL ||
      strstr (name, "..") != NULL || strstr (name, "--") != NULL)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (name[i]) && strchr ("._-", name[i]) == NULL)
      return FALSE;

  return TRUE;
}

SpHubRepo *
sp_hub_repo_new (SpHubKind   kind,
                 const char *id,
                 GError    **error)
{
  SpHubRepo     *self;
  g_auto (GStrv) names = NULL;
  guint          n_names;

  g_return_val_if_fail (id != NULL, NULL);

  names = g_strsplit (id, "/", 3);
  n_names = g_strv_length (names);
  if (!(n_names == 2 || (n_names == 1 && kind != SP_HUB_KIND_SPACE)) || !is_name (names[0]) ||
      (n_names == 2 && !is_name (names[1]))) {
    g_autofree char *valid = g_utf8_make_valid (id, (gssize) strnlen (id, 80));

    g_set_error (error, SP_HUB_ERROR, SP_HUB_ERROR_ADDRESS,
                 _("“%s” is no name of a repository. Enter it as “owner/name”."), valid);
    return NULL;
  }

  self = g_object_new (SP_TYPE_HUB_REPO, NULL);
  self->kind = kind;
  self->id = g_strdup (id);

  return self;
}

SpHubKind
sp_hub_repo_get_kind (SpHubRepo *self)
{
  g_return_val_if_fail (SP_IS_HUB_REPO (self), SP_HUB_KIND_SPACE);

  return self->kind;
}

const char *
sp_hub_repo_get_id (SpHubRepo *self)
{
  g_return_val_if_fail (SP_IS_HUB_REPO (self), NULL);

  return self->id;
}

static const char *
get_plural (SpHubRepo *self)
{
  static const char *const plurals[] = { "spaces", "models", "datasets" };

  return plurals[self->kind];
}

char *
sp_hub_repo_dup_api_path (SpHubRepo *self)
{
  g_return_val_if_fail (SP_IS_HUB_REPO (self), NULL);

  return g_strconcat ("/api/", get_plural (self), "/", self->id, NULL);
}

/* Models have no folder of their own on the Hub. */
static char *
dup_page_path (SpHubRepo *self)
{
  return self->kind == SP_HUB_KIND_MODEL ? g_strconcat ("/", self->id, NULL)
                                         : g_strconcat ("/", get_plural (self), "/", self->id, NULL);
}

char *
sp_hub_repo_dup_file_path (SpHubRepo  *self,
                           const char *commit,
                           const char *path)
{
  g_autofree char *page = NULL;
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (SP_IS_HUB_REPO (self), NULL);
  g_return_val_if_fail (sp_hub_repo_is_commit (commit), NULL);

  page = dup_page_path (self);
  escaped = g_uri_escape_string (path, "/", FALSE);

  return g_strconcat (page, "/resolve/", commit, "/", escaped, NULL);
}

char *
sp_hub_repo_dup_page (SpHubRepo *self)
{
  g_autofree char *hub = NULL;
  g_autofree char *page = NULL;

  g_return_val_if_fail (SP_IS_HUB_REPO (self), NULL);

  hub = gradio_address_dup_hub ();
  page = dup_page_path (self);

  return g_strconcat (hub, page, NULL);
}

char *
sp_hub_repo_dup_cache_name (SpHubRepo *self)
{
  g_auto (GStrv)   names = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (SP_IS_HUB_REPO (self), NULL);

  names = g_strsplit (self->id, "/", -1);
  name = g_strjoinv ("--", names);

  return g_strconcat (get_plural (self), "--", name, NULL);
}

gboolean
sp_hub_repo_is_commit (const char *revision)
{
  return revision != NULL && strlen (revision) == COMMIT_LENGTH &&
         strspn (revision, "0123456789abcdef") == COMMIT_LENGTH;
}
