/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Hub says about a repository, and its list of files. */
#include "fuzz.h"

#include "sp-hub-error.h"
#include "sp-hub-path.h"
#include "sp-hub-preload.h"
#include "sp-hub-space-info.h"
#include "sp-hub-tree.h"

#include <string.h>

static void
check_error (const GError *error)
{
  g_assert_true (error != NULL && error->domain == SP_HUB_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
look_at_info (GBytes *json)
{
  g_autoptr (SpHubRepo)      repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, "asked/for", NULL);
  g_autoptr (GError)         error = NULL;
  g_autoptr (SpHubSpaceInfo) info = sp_hub_space_info_parse (repo, json, &error);
  const char *const         *preload;

  if (info == NULL) {
    check_error (error);
    return;
  }

  g_assert_true (sp_hub_repo_is_commit (sp_hub_space_info_get_commit (info)));
  g_assert_nonnull (sp_hub_space_info_get_title (info));
  g_assert_cmpint (sp_hub_space_info_get_used_storage (info), >=, -1);
  sp_hub_space_info_get_fact (info, "license");

  preload = sp_hub_space_info_get_preload (info);
  for (guint i = 0; preload[i] != NULL; i++) {
    g_autoptr (SpHubPreload) wish = sp_hub_preload_parse (SP_HUB_KIND_MODEL, preload[i], NULL);
  }
}

/* What passed the check stays below a folder. */
static void
look_at_path (SpHubFile *file)
{
  const char        *path = sp_hub_file_get_path (file);
  g_autofree char   *whole = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sp_hub_file_get_size (file), >=, -1);
  g_assert_null (strchr (sp_hub_file_get_hash (file), '/'));
  if (!sp_hub_path_check (path, &error)) {
    check_error (error);
    return;
  }

  whole = g_canonicalize_filename (path, "/folder");
  g_assert_cmpstr (whole + strlen ("/folder/"), ==, path);
}

static void
look_at_tree (GBytes *json)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError)    error = NULL;

  if (!sp_hub_tree_parse (json, files, &error))
    check_error (error);

  g_assert_cmpint (sp_hub_tree_get_size (files), >=, 0);
  for (guint i = 0; i < files->len; i++)
    look_at_path (g_ptr_array_index (files, i));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) json = g_bytes_new (data, size);

  look_at_info (json);
  look_at_tree (json);

  return 0;
}
