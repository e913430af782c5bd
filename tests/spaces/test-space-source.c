/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gstdio.h>

#include "scratch-cache.h"
#include "sp-requirements.h"
#include "sp-size-estimate.h"
#include "sp-space-source.h"
#include "sp-staging.h"
#include "sp-system-packages.h"
#include "sp-tool-reason.h"

static void
test_hub (void)
{
  static const struct {
    const char *text;
    const char *option;
    const char *reference;
    const char *revision;
  } cases[] = {
    { "acme/reader", NULL, "acme/reader", NULL },
    { "acme/reader@v1.0", NULL, "acme/reader", "v1.0" },
    { "acme/reader@v1.0", "main", "acme/reader", "main" },
    { "Acme/Page_Reader.2", NULL, "Acme/Page_Reader.2", NULL },
    { "https://huggingface.co/spaces/acme/reader", NULL, "acme/reader", NULL },
    { "hf.co/spaces/acme/reader/", NULL, "acme/reader", NULL },
    { "https://huggingface.co/spaces/acme/reader/tree/refs/pr/1", NULL, "acme/reader", "refs/pr/1" },
    { "https://huggingface.co/spaces/acme/reader?logs=build", NULL, "acme/reader", NULL },
    { "http://127.0.0.1:4321/spaces/acme/reader", NULL, "acme/reader", NULL },
  };

  g_setenv ("HF_ENDPOINT", "http://127.0.0.1:4321", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError)        error = NULL;
    g_autoptr (SpSpaceSource) source =
      sp_space_source_parse (cases[i].text, cases[i].option, &error);

    g_assert_no_error (error);
    g_assert_cmpint (sp_space_source_get_kind (source), ==, SP_SPACE_SOURCE_HUB);
    g_assert_cmpstr (sp_space_source_get_reference (source), ==, cases[i].reference);
    g_assert_cmpstr (sp_space_source_get_revision (source), ==, cases[i].revision);
    g_assert_finalize_object (g_steal_pointer (&source));
  }
  g_unsetenv ("HF_ENDPOINT");
}

static void
test_hub_refused (void)
{
  static const char *const texts[] = {
    "",
    "\xff\xfe",
    "reader",
    "acme/",
    "/reader",
    "acme/reader/more",
    "acme/re ader",
    "-acme/reader",
    "acme/reader@../../etc",
    "acme/reader@--upload-pack=x",
    "acme/reader@",
    "./nothing-here",
    "../nothing",
    "https://example.org/spaces/acme/reader",
    "https://huggingface.co/acme/reader",
    "https://user:secret@example.org/",
    "http://127.0.0.1:4321/spaces/acme/reader",
    "file:///nothing/here",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError)        error = NULL;
    g_autoptr (SpSpaceSource) source = sp_space_source_parse (texts[i], NULL, &error);

    g_assert_null (source);
    g_assert_nonnull (error);
    g_assert_cmpint (error->domain, ==, G_IO_ERROR);
  }
}

static void
test_local (void)
{
  g_autofree char          *folder = scratch_cache_make_folder ("owner/name");
  g_autofree char          *here = g_get_current_dir ();
  g_autofree char          *archive = g_build_filename (folder, "My App.space", NULL);
  g_autofree char          *name = NULL;
  g_autoptr (SpSpaceSource) source = NULL;

  scratch_cache_write (folder, "My App.space", "");
  g_assert_cmpint (g_chdir (g_get_user_cache_dir ()), ==, 0);
  source = sp_space_source_parse ("owner/name", NULL, NULL); /* what is there wins */
  g_assert_cmpint (sp_space_source_get_kind (source), ==, SP_SPACE_SOURCE_FOLDER);
  g_assert_cmpstr (sp_space_source_get_reference (source), ==, folder);
  name = sp_space_source_dup_name (source);
  g_assert_cmpstr (name, ==, "name");
  g_clear_object (&source);
  g_clear_pointer (&name, g_free);

  source = sp_space_source_parse (archive, NULL, NULL);
  g_assert_cmpint (sp_space_source_get_kind (source), ==, SP_SPACE_SOURCE_ARCHIVE);
  name = sp_space_source_dup_name (source);
  g_assert_cmpstr (name, ==, "My App");
  g_assert_cmpint (g_chdir (here), ==, 0);
  scratch_cache_clear ();
}

static void
test_requirements (void)
{
  static const char *const good[] = {
    "gradio==6.31.0",
    "numpy",
    "torch[cuda]>=2, <3",
    "Some_Package~=1.0 ; python_version > '3.8'",
    "name @ https://example.org/name-1.0-py3-none-any.whl",
    "git+https://example.org/name.git@main",
    "name@git+https://example.org/name",
    NULL,
  };
  static const char *const bad[] = {
    "-e .",
    "--index-url https://example.org",
    "-r other.txt",
    "./local.whl",
    "../up",
    "/absolute/file.whl",
    "folder/package",
    "package.whl/",
    "file:///etc/passwd",
    "name @ file:///etc/passwd",
    "name @ http://example.org/name.whl",
    "http://example.org/name.whl",
    "git+ssh://git@example.org/name",
    "git+file:///srv/name",
    "numpy --index-url https://example.org",
    "\xff",
    "",
  };
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError)    no_error = NULL;

  g_assert_true (sp_requirements_check (good, warnings, &no_error));
  g_assert_no_error (no_error);
  g_assert_cmpuint (warnings->len, ==, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    const char *const  lines[] = { "numpy", bad[i], NULL };
    g_autoptr (GError) error = NULL;

    g_assert_false (sp_requirements_check (lines, NULL, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  }

  g_assert_true (sp_requirements_wants (good, "torch"));
  g_assert_true (sp_requirements_wants (good, "some_package"));
  g_assert_false (sp_requirements_wants (good, "num"));
  g_assert_false (sp_requirements_wants (good, "numpy2"));
}

static void
test_estimate (void)
{
  static const char *const none[] = { NULL };
  static const char *const some[] = { "gradio==6.31.0", "humanize", NULL };
  static const char *const gpu[] = { "gradio", "torch", "xformers==1", NULL };
  SpSizeEstimate           least, small, large;

  sp_size_estimate_packages (none, &least);
  sp_size_estimate_packages (some, &small);
  sp_size_estimate_packages (gpu, &large);
  g_assert_cmpuint (least.disk, ==, 0);
  g_assert_cmpuint (small.disk, >, 200 * 1000 * 1000);
  g_assert_cmpuint (small.download, <, small.disk);
  g_assert_false (small.wants_gpu);
  g_assert_cmpuint (large.disk, >, 10 * small.disk);
  g_assert_true (large.wants_gpu);
  g_assert_true (sp_size_estimate_is_gpu ("zero-a10g"));
  g_assert_false (sp_size_estimate_is_gpu ("cpu-upgrade"));
  g_assert_false (sp_size_estimate_is_gpu (NULL));
}

static void
test_system_packages (void)
{
  static const char *const names[] = { "no-such-package", "../../etc", "a b", "", NULL };
  g_auto (GStrv)           missing = sp_system_packages_list_missing (names);
  g_autofree char         *folder = scratch_cache_make_folder ("bin");
  g_autofree char         *program = g_build_filename (folder, "pdftotext", NULL);
  const char *const        known[] = { "poppler-utils", NULL };
  g_autofree char         *path = g_strdup (g_getenv ("PATH"));
  g_auto (GStrv)           found = NULL;

  g_assert_true (g_strv_equal ((const char *const *) missing, names));

  scratch_cache_write (folder, "pdftotext", "");
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  g_setenv ("PATH", folder, TRUE);
  found = sp_system_packages_list_missing (known);
  g_assert_cmpuint (g_strv_length (found), ==, 0);
  g_setenv ("PATH", path, TRUE);
  scratch_cache_clear ();
}

static void
test_reasons (void)
{
  static const struct {
    const char *output;
    const char *sentence;
  } cases[] = {
    { "", "It does not say why." },
    { "words\n\n", "words" },
    { "error: No solution found when resolving dependencies\n  cause: Because you require a==1 and "
      "a==2, it cannot be.\nhint: more\n",
      "Because you require a==1 and a==2, it cannot be." },
    { "error: Failed to fetch x\n  cause: one\n  cause: dns error\n", "Failed to fetch x: dns error" },
    { "error: Failed to build `old==1.0`\n  cause: The build backend returned an error\n"
      "         Modules/a.c:78:10: fatal error: b.h: No such file or directory\n"
      "         error: Command 'cc' returned non-zero exit status 1.\nhint: usually\n",
      "Failed to build `old==1.0`: Modules/a.c:78:10: fatal error: b.h: No such file or directory" },
    { "ERROR: first\nERROR: second\n", "second" },
    { "  cause: alone\n", "alone" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    SpToolReason     reason = { NULL };
    g_auto (GStrv)   lines = g_strsplit (cases[i].output, "\n", -1);
    g_autofree char *sentence = NULL;

    for (char **line = lines; *line != NULL; line++)
      sp_tool_reason_take_line (&reason, *line);
    sentence = sp_tool_reason_dup_sentence (&reason);
    g_assert_cmpstr (sentence, ==, cases[i].sentence);
    sp_tool_reason_clear (&reason);
  }
}

static void
test_staging (void)
{
  static const char *const bad[] = {
    "",
    "{",
    "[]",
    "null",
    "{}",
    "{\"id\": \"a\", \"kind\": \"hub\"}",
    "{\"id\": \"../a\", \"kind\": \"hub\", \"reference\": \"a/b\"}",
    "{\"id\": \"a\", \"kind\": \"other\", \"reference\": \"a/b\"}",
    "{\"id\": 1, \"kind\": [], \"reference\": {}}",
    "\xff\xfe",
  };
  g_autofree char          *path = scratch_cache_make_folder ("staging");
  g_autoptr (GFile)         folder = g_file_new_for_path (path);
  g_autoptr (SpSpaceSource) source = sp_space_source_new (SP_SPACE_SOURCE_HUB, "a/b", "c0ffee");
  SpStaging                 staging = { (char *) "a--b", NULL, source, FALSE, TRUE, TRUE };
  g_autoptr (SpStaging)     read = NULL;
  g_autoptr (GError)        no_error = NULL;

  g_assert_null (sp_staging_load (folder, NULL));
  g_assert_true (sp_staging_save (&staging, folder, &no_error));
  read = sp_staging_load (folder, &no_error);
  g_assert_no_error (no_error);
  g_assert_cmpstr (read->id, ==, "a--b");
  g_assert_cmpstr (sp_space_source_get_revision (read->source), ==, "c0ffee");
  g_assert_true (read->models && read->first_start && !read->offline);

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    scratch_cache_write (path, "progress.json", bad[i]);
    g_assert_null (sp_staging_load (folder, &error));
    g_assert_nonnull (error);
  }
  scratch_cache_clear ();
}

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spaces/source/hub", test_hub);
  g_test_add_func ("/spaces/source/hub-refused", test_hub_refused);
  g_test_add_func ("/spaces/source/local", test_local);
  g_test_add_func ("/spaces/source/requirements", test_requirements);
  g_test_add_func ("/spaces/source/estimate", test_estimate);
  g_test_add_func ("/spaces/source/system-packages", test_system_packages);
  g_test_add_func ("/spaces/source/reasons", test_reasons);
  g_test_add_func ("/spaces/source/staging", test_staging);

  return g_test_run ();
}
