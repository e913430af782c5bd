/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-space-source.h"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-sandbox-flatpak.h"

#define ID_CHARACTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-"
#define MAX_REVISION 200

struct _SpSpaceSource {
  GObject           parent_instance;
  SpSpaceSourceKind kind;
  char             *reference;
  char             *revision;
};

G_DEFINE_FINAL_TYPE (SpSpaceSource, sp_space_source, G_TYPE_OBJECT)

static void
sp_space_source_finalize (GObject *object)
{
  SpSpaceSource *self = SP_SPACE_SOURCE (object);

  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->revision, g_free);

  G_OBJECT_CLASS (sp_space_source_parent_class)->finalize (object);
}

static void
sp_space_source_class_init (SpSpaceSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_space_source_finalize;
}

static void
sp_space_source_init (SpSpaceSource *self)
{
}

SpSpaceSource *
sp_space_source_new (SpSpaceSourceKind kind, const char *reference, const char *revision)
{
  SpSpaceSource *self;

  g_return_val_if_fail (reference != NULL, NULL);

  self = g_object_new (SP_TYPE_SPACE_SOURCE, NULL);
  self->kind = kind;
  self->reference = g_strdup (reference);
  self->revision = g_strdup (revision);
  return self;
}

/* Whether a text is `owner/name`. */
static gboolean
is_hub_id (const char *text)
{
  const char *slash = strchr (text, '/');

  return slash != NULL && slash != text && slash[1] != '\0' && strlen (text) <= 200 &&
         text[strspn (text, ID_CHARACTERS "/")] == '\0' && strchr (slash + 1, '/') == NULL &&
         g_ascii_isalnum (text[0]) && g_ascii_isalnum (slash[1]);
}

static gboolean
is_revision (const char *text)
{
  return *text != '\0' && strlen (text) <= MAX_REVISION && *text != '-' && *text != '/' &&
         strstr (text, "..") == NULL && text[strspn (text, ID_CHARACTERS "/+")] == '\0';
}

/* Takes the id and the revision out of the path of a page: /spaces/OWNER/NAME[/tree/REVISION]. */
static gboolean
parse_page (const char *path, char **id, char **revision)
{
  g_auto (GStrv) parts = g_strsplit (path + strspn (path, "/"), "/", 5);

  if (g_strv_length (parts) < 3 || !g_str_equal (parts[0], "spaces"))
    return FALSE;

  *id = g_strconcat (parts[1], "/", parts[2], NULL);
  if (parts[3] != NULL && parts[4] != NULL &&
      (g_str_equal (parts[3], "tree") || g_str_equal (parts[3], "commit")))
    *revision = g_strdup (parts[4]);
  return TRUE;
}

/* Whether an address is one of the Hub's pages. */
static gboolean
is_hub_host (GUri *uri)
{
  const char      *endpoint = g_getenv ("HF_ENDPOINT");
  g_autoptr (GUri) own = NULL;
  const char      *host = g_uri_get_host (uri);

  if (g_strcmp0 (host, "huggingface.co") == 0 || g_strcmp0 (host, "hf.co") == 0 ||
      g_strcmp0 (host, "www.huggingface.co") == 0)
    return TRUE;
  if (endpoint != NULL)
    own = g_uri_parse (endpoint, G_URI_FLAGS_NONE, NULL);
  return own != NULL && g_strcmp0 (host, g_uri_get_host (own)) == 0 &&
         g_uri_get_port (uri) == g_uri_get_port (own);
}

static SpSpaceSource *
make_hub (const char *id, const char *revision, const char *text, GError **error)
{
  if (!is_hub_id (id)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("“%s” is neither a folder or an archive that is there, nor a Space on the Hub "
                    "(“owner/name”)."),
                 text);
    return NULL;
  }
  if (revision != NULL && !is_revision (revision)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("“%s” is no branch, tag or commit."), revision);
    return NULL;
  }
  return sp_space_source_new (SP_SPACE_SOURCE_HUB, id, revision);
}

static SpSpaceSource *
parse_address (const char *text, const char *revision, GError **error)
{
  g_autofree char *whole =
    strstr (text, "://") != NULL ? g_strdup (text) : g_strconcat ("https://", text, NULL);
  g_autoptr (GUri) uri = g_uri_parse (whole, G_URI_FLAGS_NONE, NULL);
  g_autofree char *id = NULL;
  g_autofree char *own_revision = NULL;

  if (uri == NULL || !is_hub_host (uri) || !parse_page (g_uri_get_path (uri), &id, &own_revision)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("“%s” is not the page of a Space on the Hub. Its address ends with "
                    "“/spaces/owner/name”."),
                 text);
    return NULL;
  }
  return make_hub (id, revision != NULL ? revision : own_revision, text, error);
}

/* Returns NULL without an error when there is no such file. */
static SpSpaceSource *
parse_path (const char *text)
{
  g_autofree char *path = NULL;

  if (g_str_has_prefix (text, "file://"))
    path = g_filename_from_uri (text, NULL, NULL);
  else
    path = g_canonicalize_filename (text, NULL);
  if (path == NULL)
    return NULL;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return sp_space_source_new (SP_SPACE_SOURCE_FOLDER, path, NULL);
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return sp_space_source_new (SP_SPACE_SOURCE_ARCHIVE, path, NULL);
  return NULL;
}

/* A Flatpak is shown only those files that were chosen for it. */
static void
set_missing (GError **error, const char *path)
{
  if (sp_sandbox_flatpak_is_needed ())
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _("There is no folder or archive “%s” that this Flatpak may see. Choose it or drop it in the "
                    "window, or allow it to be seen: flatpak run --filesystem=FOLDER."),
                 path);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is no folder or archive “%s”."), path);
}

SpSpaceSource *
sp_space_source_parse (const char *text, const char *revision, GError **error)
{
  const char      *at = strrchr (text, '@');
  g_autofree char *id = NULL;
  SpSpaceSource   *local;

  if (*text == '\0' || !g_utf8_validate (text, -1, NULL)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _("Say what to install: “owner/name” of the Hub, a folder or an archive."));
    return NULL;
  }

  local = parse_path (text);
  if (local != NULL)
    return local;
  if (strstr (text, "://") != NULL || g_str_has_prefix (text, "huggingface.co/") ||
      g_str_has_prefix (text, "hf.co/"))
    return parse_address (text, revision, error);
  if (strchr ("/.~", *text) != NULL) {
    set_missing (error, text);
    return NULL;
  }

  id = at != NULL ? g_strndup (text, at - text) : g_strdup (text);
  return make_hub (id, revision != NULL || at == NULL ? revision : at + 1, text, error);
}

SpSpaceSourceKind
sp_space_source_get_kind (SpSpaceSource *self)
{
  g_return_val_if_fail (SP_IS_SPACE_SOURCE (self), SP_SPACE_SOURCE_FOLDER);

  return self->kind;
}

const char *
sp_space_source_get_reference (SpSpaceSource *self)
{
  g_return_val_if_fail (SP_IS_SPACE_SOURCE (self), NULL);

  return self->reference;
}

const char *
sp_space_source_get_revision (SpSpaceSource *self)
{
  g_return_val_if_fail (SP_IS_SPACE_SOURCE (self), NULL);

  return self->revision;
}

char *
sp_space_source_dup_name (SpSpaceSource *self)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (SP_IS_SPACE_SOURCE (self), NULL);

  if (self->kind == SP_SPACE_SOURCE_HUB)
    return g_strdup (self->reference);

  name = g_path_get_basename (self->reference);
  if (self->kind == SP_SPACE_SOURCE_ARCHIVE) {
    static const char *const suffixes[] = { ".space", ".zip", ".tar", ".tgz", ".tar.gz", ".tar.xz",
                                            ".tar.zst" };

    for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
      if (g_str_has_suffix (name, suffixes[i])) {
        name[strlen (name) - strlen (suffixes[i])] = '\0';
        break;
      }
  }
  return g_steal_pointer (&name);
}
