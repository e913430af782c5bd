/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Hub says, read. */
#include "gradio.h"
#include "sp-hub-error.h"
#include "sp-hub-folder.h"
#include "sp-hub-path.h"
#include "sp-hub-preload.h"
#include "sp-hub-space-info.h"
#include "sp-hub-tree.h"

#include <errno.h>
#include <string.h>

#define SHA "0123456789abcdef0123456789abcdef01234567"
#define SHA256 SHA "0123456789abcdef01234567"

static GBytes *
new_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
test_paths (void)
{
  static const char *const good[] = { "a", "a/b.txt", ".gitattributes", "ünï/ö 100%.txt", "...", "a/..b",
                                      "-rf", "a\\b" };
  static const char *const bad[] = { "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "a/..", "a\nb",
                                     "a\033[31m", "a\177", "\xff", "a/\xc3", ".spaceport-part/x", ".Spaceport-Part",
                                     "a\xc2\x85" };
  g_autofree char         *long_part = g_strnfill (256, 'a');
  g_autofree char         *long_path = g_strnfill (1025, '/');
  g_autoptr (GError)       error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_assert_true (sp_hub_path_check (good[i], &error));
    g_assert_no_error (error);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_assert_false (sp_hub_path_check (bad[i], &error));
    g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_HOSTILE);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
    g_clear_error (&error);
  }

  for (guint i = 1; i < strlen (long_path); i += 2)
    long_path[i - 1] = 'a';
  g_assert_false (sp_hub_path_check (long_part, NULL));
  g_assert_false (sp_hub_path_check (long_path, NULL));
  long_part[255] = '\0';
  g_assert_true (sp_hub_path_check (long_part, NULL));
}

typedef struct {
  const char *paths[4];
  gboolean    good;
} Beside;

static void
test_paths_beside (void)
{
  static const Beside cases[] = {
    { { NULL }, TRUE },
    { { "a", "b", "c/a", NULL }, TRUE },
    { { "a/b", "a/c", "ab", NULL }, TRUE },
    { { "a", "a", NULL }, FALSE },
    { { "README.md", "readme.MD", NULL }, FALSE },
    { { "Data/x", "data/X", NULL }, FALSE },
    { { "\xc3\xbc", "u\xcc\x88", NULL }, FALSE }, /* ü in two ways */
    { { "a", "a/b", NULL }, FALSE },
    { { "A/b/c", "a/B", NULL }, FALSE },
    { { "a", "b", "../c", NULL }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (sp_hub_path_check_all (cases[i].paths, &error) == cases[i].good);
    if (!cases[i].good)
      g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_HOSTILE);
  }
}

static void
test_repo (void)
{
  static const char *const bad[] = { "", "/", "a/", "/a", "a/b/c", "a", "a b/c", "../b", "a/..", "a/.b", "-a/b",
                                     "a--b/c", "a/b?c", "a/b#c", "ä/b", "a/b\n", "a/b.." };
  g_autoptr (SpHubRepo)    space = sp_hub_repo_new (SP_HUB_KIND_SPACE, "Acme/Page_Reader.v2", NULL);
  g_autoptr (SpHubRepo)    old = sp_hub_repo_new (SP_HUB_KIND_MODEL, "gpt2", NULL);
  SpHubRepo               *set = sp_hub_repo_new (SP_HUB_KIND_DATASET, "acme/set", NULL);
  g_autofree char         *api = sp_hub_repo_dup_api_path (space);
  g_autofree char         *file = sp_hub_repo_dup_file_path (space, SHA, "a b/c%?#.txt");
  g_autofree char         *model_file = sp_hub_repo_dup_file_path (old, SHA, "config.json");
  g_autofree char         *set_file = sp_hub_repo_dup_file_path (set, SHA, "x");
  g_autofree char         *cache = sp_hub_repo_dup_cache_name (set);
  g_autofree char         *old_cache = sp_hub_repo_dup_cache_name (old);

  g_assert_cmpstr (api, ==, "/api/spaces/Acme/Page_Reader.v2");
  g_assert_cmpstr (file, ==, "/spaces/Acme/Page_Reader.v2/resolve/" SHA "/a%20b/c%25%3F%23.txt");
  g_assert_cmpstr (model_file, ==, "/gpt2/resolve/" SHA "/config.json");
  g_assert_cmpstr (set_file, ==, "/datasets/acme/set/resolve/" SHA "/x");
  g_assert_cmpstr (cache, ==, "datasets--acme--set");
  g_assert_cmpstr (old_cache, ==, "models--gpt2");
  g_assert_true (sp_hub_repo_is_commit (SHA));
  g_assert_false (sp_hub_repo_is_commit ("main"));
  g_assert_false (sp_hub_repo_is_commit (SHA "0"));
  g_assert_false (sp_hub_repo_is_commit (NULL));

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sp_hub_repo_new (SP_HUB_KIND_SPACE, bad[i], &error));
    g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_ADDRESS);
  }
  g_assert_finalize_object (set);
}

static SpHubSpaceInfo *
parse_info (const char *text,
            GError    **error)
{
  g_autoptr (SpHubRepo) repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, "asked/for", NULL);
  g_autoptr (JsonNode)  node = *text != '\0' ? gradio_json_parse (text, -1, NULL) : NULL;

  return sp_hub_space_info_new_from_json (repo, node, error);
}

static void
test_info (void)
{
  SpHubSpaceInfo *info = parse_info (
    "{\"id\":\"acme/reader\",\"sha\":\"" SHA "\",\"sdk\":\"gradio\",\"gated\":\"manual\",\"private\":true,"
    "\"usedStorage\":4096,\"lastModified\":\"2026-08-20T09:00:00.000Z\",\"models\":[\"a/b\",7],"
    "\"runtime\":{\"hardware\":{\"current\":null,\"requested\":\"t4-small\"}},"
    "\"siblings\":[{\"rfilename\":\"app.py\"},{},3,{\"rfilename\":\"README.md\"}],"
    "\"cardData\":{\"title\":\"Reader\",\"sdk_version\":5.5,\"license\":[\"mit\",\"other\"],\"hf_oauth\":true,"
    "\"preload_from_hub\":[\"a/b c.json\"],\"models\":[\"not/this\"],\"odd\":{\"x\":1}}}",
    NULL);

  g_assert_cmpstr (sp_hub_repo_get_id (sp_hub_space_info_get_repo (info)), ==, "acme/reader");
  g_assert_cmpstr (sp_hub_space_info_get_commit (info), ==, SHA);
  g_assert_cmpstr (sp_hub_space_info_get_title (info), ==, "Reader");
  g_assert_cmpstr (sp_hub_space_info_get_hardware (info), ==, "t4-small");
  g_assert_true (sp_hub_space_info_is_gated (info));
  g_assert_true (sp_hub_space_info_is_private (info));
  g_assert_false (sp_hub_space_info_is_disabled (info));
  g_assert_cmpstr (sp_hub_space_info_get_fact (info, "preload_from_hub"), ==, "a/b c.json");
  g_assert_cmpstr (sp_hub_space_info_get_fact (info, "sdk_version"), ==, "5.5");
  g_assert_cmpstr (sp_hub_space_info_get_fact (info, "license"), ==, "mit, other");
  g_assert_null (sp_hub_space_info_get_fact (info, "odd"));
  g_assert_null (sp_hub_space_info_get_fact (info, "emoji"));
  g_assert_cmpstr (sp_hub_space_info_get_fact (info, "hf_oauth"), ==, "true");
  g_assert_finalize_object (info);
}

/* Each field once with a value of each other type. */
static void
test_info_odd (void)
{
  static const char *const fields[] = { "id", "sdk", "gated", "private", "disabled", "usedStorage", "lastModified",
                                        "models", "datasets", "runtime", "siblings", "cardData", "title" };
  static const char *const values[] = { "null", "7", "-1e300", "\"../x\"", "true", "[]", "[null,[],{}]", "{}",
                                        "{\"hardware\":3,\"title\":[]}" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (values); j++) {
      g_autofree char           *text = g_strdup_printf ("{\"sha\":\"" SHA "\",\"%s\":%s}", fields[i], values[j]);
      g_autoptr (GError)         error = NULL;
      g_autoptr (SpHubSpaceInfo) info = parse_info (text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (sp_hub_repo_get_id (sp_hub_space_info_get_repo (info)), ==, "asked/for");
      g_assert_nonnull (sp_hub_space_info_get_title (info));
    }
  }
}

static void
test_info_wrong (void)
{
  static const char *const texts[] = { "", "{", "null", "[]", "\"\"", "{}", "<html>", "{\"sha\":7}",
                                       "{\"sha\":\"main\"}", "{\"sha\":\"" SHA "\"" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (parse_info (texts[i], &error));
    g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_ANSWER);
  }
}

static gboolean
parse_tree (const char *text,
            GPtrArray  *files,
            GError    **error)
{
  g_autoptr (GBytes) json = new_bytes (text);

  return sp_hub_tree_parse (json, files, error);
}

static void
test_tree (void)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError)    error = NULL;
  SpHubFile            *large;
  SpHubFile            *last;

  parse_tree ("[{\"type\":\"directory\",\"path\":\"a\"},"
              "{\"type\":\"file\",\"path\":\"a/b\",\"size\":3,\"oid\":\"" SHA "\"},"
              "{\"type\":\"file\",\"path\":\"c\",\"size\":130,\"oid\":\"" SHA "\",\"xetHash\":1,"
              "\"lfs\":{\"oid\":\"" SHA256 "\",\"size\":5000000000,\"pointerSize\":130}},7,null,{\"type\":\"new\"},"
              "{\"type\":\"file\",\"path\":\"d\",\"size\":\"3\",\"oid\":\"" SHA "\"}]",
              files, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (files->len, ==, 3);
  large = files->pdata[1];
  last = files->pdata[2];
  g_assert_cmpstr (sp_hub_file_get_path (large), ==, "c");
  g_assert_cmpint (sp_hub_file_get_size (large), ==, 5000000000);
  g_assert_cmpstr (sp_hub_file_get_hash (large), ==, SHA256);
  g_assert_cmpstr (sp_hub_file_get_oid (large), ==, SHA);
  g_assert_cmpint (sp_hub_file_get_size (last), ==, -1);
  g_assert_cmpstr (sp_hub_file_get_hash (last), ==, SHA);
  g_assert_null (sp_hub_file_get_sha256 (last));
  g_assert_cmpint (sp_hub_tree_get_size (files), ==, 5000000003);

  /* Claims that no number holds. */
  for (guint i = 0; i < 3; i++)
    g_assert_true (parse_tree ("[{\"type\":\"file\",\"path\":\"e\",\"size\":9223372036854775807,\"oid\":\"" SHA "\"}]",
                               files, NULL));
  g_assert_cmpint (sp_hub_tree_get_size (files), ==, G_MAXINT64);

  g_object_ref (large);
  g_ptr_array_set_size (files, 0);
  g_assert_finalize_object (large);
}

static void
test_tree_wrong (void)
{
  static const char *const texts[] = {
    "",
    "[",
    "{}",
    "null",
    "7",
    "[{\"type\":\"file\"}]",
    "[{\"type\":\"file\",\"path\":\"a\",\"size\":1}]",
    "[{\"type\":\"file\",\"path\":\"a\",\"size\":1,\"oid\":\"../../a\"}]",
    "[{\"type\":\"file\",\"path\":7,\"size\":1,\"oid\":\"" SHA "\"}]",
    "[{\"type\":\"file\",\"path\":\"a\",\"size\":1,\"oid\":\"" SHA "\",\"lfs\":{\"oid\":\"" SHA "\"}}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
    g_autoptr (GError)    error = NULL;

    g_assert_false (parse_tree (texts[i], files, &error));
    g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_ANSWER);
  }
}

static void
test_preload (void)
{
  static const char *const bad[] = { "", "  ", "a b c d", "a/../b", "a/b/c" };
  g_autoptr (SpHubPreload) whole = sp_hub_preload_parse (SP_HUB_KIND_MODEL, " acme/tiny\n", NULL);
  g_autoptr (SpHubPreload) some = sp_hub_preload_parse (SP_HUB_KIND_MODEL, "acme/tiny  a.json,,sub/b " SHA, NULL);
  g_autoptr (GPtrArray)    files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray)    all = NULL;
  g_autoptr (GPtrArray)    wanted = NULL;
  g_autoptr (GPtrArray)    missing = NULL;
  g_autoptr (GError)       error = NULL;

  g_ptr_array_add (files, sp_hub_file_new ("x", 1, SHA, NULL));
  g_ptr_array_add (files, sp_hub_file_new ("a.json", 1, SHA, NULL));
  missing = sp_hub_preload_select (some, files, &error);
  g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND);
  g_assert_null (missing);

  g_ptr_array_add (files, sp_hub_file_new ("sub/b", 1, SHA, NULL));
  all = sp_hub_preload_select (whole, files, NULL);
  wanted = sp_hub_preload_select (some, files, NULL);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpuint (wanted->len, ==, 2);
  g_assert_cmpstr (some->revision, ==, SHA);
  g_assert_null (whole->revision);
  g_assert_cmpstr (sp_hub_repo_get_id (some->repo), ==, "acme/tiny");

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_clear_error (&error);
    g_assert_null (sp_hub_preload_parse (SP_HUB_KIND_MODEL, bad[i], &error));
    g_assert_error (error, SP_HUB_ERROR, SP_HUB_ERROR_ADDRESS);
  }
}

/* What a disk says, in words with a next step. */
static void
test_disk (void)
{
  static const int codes[][2] = {
    { ENOSPC, SP_HUB_ERROR_DISK_FULL },
    { EDQUOT, SP_HUB_ERROR_DISK_FULL },
    { EACCES, SP_HUB_ERROR_FILE },
    { ELOOP, SP_HUB_ERROR_FILE },
    { EROFS, SP_HUB_ERROR_FILE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (GError) error = sp_hub_folder_new_error ("app.py", codes[i][0]);

    g_assert_error (error, SP_HUB_ERROR, codes[i][1]);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hub/paths", test_paths);
  g_test_add_func ("/hub/paths/beside", test_paths_beside);
  g_test_add_func ("/hub/repo", test_repo);
  g_test_add_func ("/hub/info", test_info);
  g_test_add_func ("/hub/info/odd", test_info_odd);
  g_test_add_func ("/hub/info/wrong", test_info_wrong);
  g_test_add_func ("/hub/tree", test_tree);
  g_test_add_func ("/hub/tree/wrong", test_tree_wrong);
  g_test_add_func ("/hub/preload", test_preload);
  g_test_add_func ("/hub/disk", test_disk);

  return g_test_run ();
}
