/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-preload.h"

#include "sp-hub-error.h"
#include "sp-hub-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The words between any white space. */
static GStrv
dup_words (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv)           pieces = g_strsplit_set (text, " \t\r\n", -1);

  for (guint i = 0; pieces[i] != NULL; i++)
    if (*pieces[i] != '\0')
      g_strv_builder_add (builder, pieces[i]);

  return g_strv_builder_end (builder);
}

SpHubPreload *
sp_hub_preload_parse (SpHubKind   kind,
                      const char *text,
                      GError    **error)
{
  g_auto (GStrv)        words = NULL;
  g_autoptr (SpHubRepo) repo = NULL;
  SpHubPreload         *self;
  guint                 n_words;

  g_return_val_if_fail (text != NULL, NULL);

  words = dup_words (text);
  n_words = g_strv_length (words);
  if (n_words == 0 || n_words > 3) {
    g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, 80));

    g_set_error (error, SP_HUB_ERROR, SP_HUB_ERROR_ADDRESS,
                 _("The Space asks for “%s” from the Hub, which makes no sense. Tell its author."), valid);
    return NULL;
  }

  repo = sp_hub_repo_new (kind, words[0], error);
  if (repo == NULL)
    return NULL;

  self = g_new0 (SpHubPreload, 1);
  self->repo = g_steal_pointer (&repo);
  self->files = n_words > 1 ? g_strsplit (words[1], ",", -1) : NULL;
  self->revision = n_words > 2 ? g_strdup (words[2]) : NULL;

  return self;
}

void
sp_hub_preload_free (SpHubPreload *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->repo);
  g_free (self->revision);
  g_strfreev (self->files);
  g_free (self);
}

static SpHubFile *
find_file (GPtrArray  *files,
           const char *path)
{
  for (guint i = 0; i < files->len; i++)
    if (g_str_equal (sp_hub_file_get_path (g_ptr_array_index (files, i)), path))
      return g_ptr_array_index (files, i);

  return NULL;
}

GPtrArray *
sp_hub_preload_select (const SpHubPreload *self,
                       GPtrArray          *files,
                       GError            **error)
{
  g_autoptr (GPtrArray) wanted = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (files != NULL, NULL);

  if (self->files == NULL)
    return g_ptr_array_ref (files);

  wanted = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; self->files[i] != NULL; i++) {
    SpHubFile *file = find_file (files, self->files[i]);

    if (file == NULL && *self->files[i] != '\0') {
      g_set_error (error, SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND,
                   _("“%s” has no file “%s”, which the Space asks for. Tell the Space’s author."),
                   sp_hub_repo_get_id (self->repo), self->files[i]);
      return NULL;
    }
    if (file != NULL && !g_ptr_array_find (wanted, file, NULL))
      g_ptr_array_add (wanted, g_object_ref (file));
  }

  return g_steal_pointer (&wanted);
}
