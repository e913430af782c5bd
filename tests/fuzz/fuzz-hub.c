/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Hub says about a repository, its list of files, and a Space in a list. */
#include "fuzz.h"

#include "gradio.h"
#include "sp-hub-error.h"
#include "sp-hub-path.h"
#include "sp-hub-preload.h"
#include "sp-hub-readme.h"
#include "sp-hub-space-info.h"
#include "sp-hub-space.h"
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
  gsize                      size;
  const char                *text = g_bytes_get_data (json, &size);
  g_autoptr (JsonNode)       node = size > 0 ? gradio_json_parse (text, (gssize) size, NULL) : NULL;
  g_autoptr (SpHubSpaceInfo) info = sp_hub_space_info_new_from_json (repo, node, &error);
  g_auto (GStrv)             wishes = NULL;
  const char                *preload;

  if (info == NULL) {
    check_error (error);
    return;
  }

  g_assert_true (sp_hub_repo_is_commit (sp_hub_space_info_get_commit (info)));
  g_assert_nonnull (sp_hub_space_info_get_title (info));
  sp_hub_space_info_get_fact (info, "license");

  preload = sp_hub_space_info_get_fact (info, "preload_from_hub");
  wishes = g_strsplit (preload != NULL ? preload : "", ", ", -1);
  for (guint i = 0; wishes[i] != NULL; i++) {
    g_autoptr (SpHubPreload) wish = sp_hub_preload_parse (SP_HUB_KIND_MODEL, wishes[i], NULL);
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

/* One line that a label shows. */
static void
check_line (const char *text)
{
  g_assert_true (text == NULL || (g_utf8_validate (text, -1, NULL) && strpbrk (text, "\n\r\t\x1b") == NULL));
}

static void
check_address (const char *address)
{
  g_assert_true (address == NULL || g_str_has_prefix (address, "https:") || g_str_has_prefix (address, "http:"));
}

static void
look_at_space (GBytes *json)
{
  gsize                  size = g_bytes_get_size (json);
  g_autoptr (JsonNode)   node = size > 0 ? gradio_json_parse (g_bytes_get_data (json, NULL), (gssize) size, NULL) : NULL;
  g_autoptr (SpHubSpace) space = sp_hub_space_new_from_json (node);
  g_autofree char       *words = NULL;
  SpHubRuntime          *runtime;

  if (space == NULL)
    return;

  check_line (sp_hub_space_get_title (space));
  check_line (sp_hub_space_get_summary (space));
  check_line (sp_hub_space_get_emoji (space));
  check_line (sp_hub_space_get_license (space));
  g_assert_cmpuint (strlen (sp_hub_space_get_name (space)), >, 0);
  g_assert_cmpint (sp_hub_space_get_likes (space), >=, 0);
  g_assert_cmpint (sp_hub_space_get_last_modified (space), >=, 0);
  check_address (sp_hub_space_get_thumbnail (space));
  check_address (sp_hub_space_get_host (space));
  check_address (sp_hub_space_get_avatar (space));

  runtime = sp_hub_space_get_runtime (space);
  if (runtime != NULL) {
    words = sp_hub_runtime_dup_words (runtime);
    check_line (words);
    g_assert_cmpint (sp_hub_runtime_get_sleep_time (runtime), >=, -1);
  }
}

static void
look_at_readme (GBytes *text)
{
  gsize            size;
  const char      *data = g_bytes_get_data (text, &size);
  g_autofree char *readme = data != NULL ? sp_hub_readme_strip (data, size) : NULL;

  g_assert_true (readme == NULL || g_utf8_validate (readme, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) json = g_bytes_new (data, size);

  look_at_info (json);
  look_at_tree (json);
  look_at_space (json);
  look_at_readme (json);

  return 0;
}
