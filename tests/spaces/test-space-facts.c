/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "scratch-cache.h"
#include "sp-front-matter.h"
#include "sp-space-changes.h"
#include "sp-space.h"

typedef struct {
  char  *path; /* of the Space */
  GFile *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->path = scratch_cache_make_folder ("Sample Space");
  fixture->folder = g_file_new_for_path (fixture->path);
  scratch_cache_write (fixture->path, "app.py", "");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  scratch_cache_clear ();
  g_object_unref (fixture->folder);
  g_free (fixture->path);
}

static SpSpace *
read_space (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SpSpace           *space = sp_space_read (fixture->folder, NULL, &error);

  g_assert_no_error (error);
  return space;
}

static SpSpace *
read_with (Fixture *fixture, const char *front_matter)
{
  g_autofree char *readme = g_strdup_printf ("---\n%s---\n", front_matter);

  scratch_cache_write (fixture->path, "README.md", readme);
  return read_space (fixture);
}

static void
assert_problem (SpSpace *space, GIOErrorEnum code, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sp_space_check (space, &error));
  g_assert_error (error, G_IO_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_false (sp_space_check (space, NULL));
}

static void
test_lists (void)
{
  static const struct {
    const char *text;
    const char *items; /* joined by “|” */
  } cases[] = {
    { "list:\n  - a\n  - b c\n", "a|b c" },
    { "list:\n- a\n- 'b: c'\n- \"d\\u00e9\"\nother: x\n- e\n", "a|b: c|dé" },
    { "list:\n\n  # words\n  - a # comment\n  -\n  - b\n", "a|b" },
    { "list: [a, 'b, c', \"d]\", e's]\n", "a|b, c|d]|e's" },
    { "list: [a, b\n", "a|b" },
    { "list: []\n", "" },
    { "list: [ , ,]\n", "" },
    { "list: one\n", "one" },
    { "list: {a: b}\n", "" },
    { "list:\n  - {a: b}\n  - [c]\n  - ~\n  - d\n", "d" },
    { "list:\n  - 'open\n  - fine\n", "fine" },
    { "list:\n  - a\nlist:\n  - b\n", "b" },
    { "list:\n  - a\nlist: null\n", "" },
    { "listing:\n  - a\n", "" },
    { "list:\n  - \xff\n  - a\n", "" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strconcat ("---\n", cases[i].text, "---\nlist:\n  - after\n", NULL);
    g_auto (GStrv)   items = sp_front_matter_dup_list (text, strlen (text), "list");
    g_autofree char *joined = g_strjoinv ("|", items);

    g_assert_cmpstr (joined, ==, cases[i].items);
  }
}

/* Whatever is cut off, and however much there is: no more than the limit is read. */
static void
test_lists_hostile (void)
{
  const char          text[] = "\xef\xbb\xbf---\r\nlist: [\"a\\u00e9\\\"\", b]\r\nlist:\r\n  - é\r\n---\r\n";
  g_autoptr (GString) many = g_string_new ("---\nlist:\n");
  g_auto (GStrv)      items = NULL;
  g_auto (GStrv)      none = sp_front_matter_dup_list ("list: [a]", 9, "list");

  g_assert_cmpuint (g_strv_length (none), ==, 0);
  for (gsize length = 0; length < sizeof text; length++) {
    g_autofree char *copy = g_memdup2 (text, length);
    g_auto (GStrv)   some = sp_front_matter_dup_list (copy, length, "list");

    g_assert_cmpuint (g_strv_length (some), <=, 2);
  }

  for (int i = 0; i < 10000; i++)
    g_string_append (many, "  - more\n");
  items = sp_front_matter_dup_list (many->str, many->len, "list");
  g_assert_cmpuint (g_strv_length (items), ==, 256);
}

static void
test_ids (void)
{
  static const struct {
    const char *name;
    const char *id;
  } cases[] = {
    { "Acme/Page_Reader", "acme--page-reader" },
    { "Sample Space", "sample-space" },
    { "word-stats", "word-stats" },
    { "--a..b--", "a-b" },
    { "../../etc", "etc" },
    { "a/日本", "a" },
    { "été", "t" },
  };
  g_autofree char *strange = sp_space_make_id ("日本");
  g_autofree char *other = sp_space_make_id ("中国");
  g_autofree char *empty = sp_space_make_id ("");
  g_autofree char *long_name = g_strnfill (300, 'x');
  g_autofree char *long_id = sp_space_make_id (long_name);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *id = sp_space_make_id (cases[i].name);

    g_assert_cmpstr (id, ==, cases[i].id);
    g_assert_true (sp_space_is_id (id));
  }

  g_assert_true (sp_space_is_id (strange));
  g_assert_cmpstr (strange, !=, other);
  g_assert_true (sp_space_is_id (empty));
  g_assert_cmpuint (strlen (long_id), ==, 63);
  g_assert_true (sp_space_is_id (long_id));

  g_assert_false (sp_space_is_id (NULL));
  g_assert_false (sp_space_is_id (""));
  g_assert_false (sp_space_is_id (".."));
  g_assert_false (sp_space_is_id ("-a"));
  g_assert_false (sp_space_is_id ("A"));
  g_assert_false (sp_space_is_id ("a/b"));
  g_assert_false (sp_space_is_id (long_name));
}

static void
test_facts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpace) space = NULL;
  g_auto (GStrv)      pre = NULL;
  g_autofree char    *warnings = NULL;

  scratch_cache_write (fixture->path, "packages.txt",
                       "ffmpeg poppler-utils\n# no\nlibgl1:amd64 # yes\n-o evil\n$(x)\n");
  scratch_cache_write (fixture->path, "pre-requirements.txt", "pip>=24\n");
  space = read_with (fixture, "sdk: gradio\nsdk_version: 5.10\npython_version: 3.10\nmodels:\n- a/b\n- c/d\n"
                              "datasets: [e/f]\ntags:\n  - fun\npreload_from_hub:\n  - a/b x.bin,y.json 0123\n"
                              "suggested_hardware: t4-small\nhf_oauth: true\nlicense: mit\ncolorFrom: red\n"
                              "colorTo: <b>\nbase_path: /here\napp_port: 8080\n");

  g_assert_true (sp_space_check (space, NULL));
  g_assert_cmpstr (sp_space_get_id (space), ==, "sample-space");
  g_assert_cmpstr (sp_space_get_title (space), ==, "Sample Space");
  g_assert_cmpstr (sp_space_get_sdk (space), ==, "gradio");
  g_assert_cmpstr (sp_space_get_sdk_version (space), ==, "5.10");
  g_assert_cmpstr (sp_space_get_python_version (space), ==, "3.10");
  g_assert_cmpstrv (sp_space_get_models (space), ((const char *[]){ "a/b", "c/d", NULL }));
  g_assert_cmpstrv (sp_space_get_datasets (space), ((const char *[]){ "e/f", NULL }));
  g_assert_cmpstrv (sp_space_get_tags (space), ((const char *[]){ "fun", NULL }));
  g_assert_cmpstrv (sp_space_get_preload_from_hub (space), ((const char *[]){ "a/b x.bin,y.json 0123", NULL }));
  g_assert_cmpstrv (sp_space_get_system_packages (space),
                    ((const char *[]){ "ffmpeg", "poppler-utils", "libgl1:amd64", "evil", NULL }));
  g_assert_cmpstr (sp_space_get_suggested_hardware (space), ==, "t4-small");
  g_assert_true (sp_space_get_hf_oauth (space));
  g_assert_cmpstr (sp_space_get_license (space), ==, "mit");
  g_assert_cmpstr (sp_space_get_color_from (space), ==, "red");
  g_assert_null (sp_space_get_color_to (space));
  g_assert_cmpstr (sp_space_get_base_path (space), ==, "/here");
  g_assert_cmpuint (sp_space_get_app_port (space), ==, 8080);
  pre = sp_space_dup_pre_requirements (space);
  g_assert_cmpstrv (pre, ((const char *[]){ "pip>=24", NULL }));
  warnings = g_strjoinv ("\n", (GStrv) sp_space_get_warnings (space));
  g_assert_nonnull (strstr (warnings, "ffmpeg, poppler-utils"));
  g_assert_nonnull (strstr (warnings, "sign-in"));
  g_assert_true (
    g_str_has_suffix (g_file_peek_path (sp_space_get_data_folder (space)), "/spaceport/spaces/sample-space"));
  g_assert_null (sp_space_get_packages (space));
}

static void
test_odd_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpace) space = NULL;
  g_autoptr (GString) text = g_string_new ("sdk: gradio\ntitle: ");
  g_autofree char    *title = g_strnfill (5000, 'x');

  g_string_append_printf (text, "%s\npython_version: 3.10; rm\nmodels: {a: b}\napp_port: 99999\nhf_oauth: [true]\n"
                                "base_path: //elsewhere.example\nlicense: [mit]\nemoji: {}\ndatasets: |\n",
                          title);
  space = read_with (fixture, text->str);
  g_assert_true (sp_space_check (space, NULL));
  g_assert_cmpuint (strlen (sp_space_get_title (space)), ==, 200);
  g_assert_null (sp_space_get_python_version (space));
  g_assert_cmpuint (g_strv_length ((GStrv) sp_space_get_models (space)), ==, 0);
  g_assert_cmpuint (g_strv_length ((GStrv) sp_space_get_datasets (space)), ==, 0);
  g_assert_cmpuint (sp_space_get_app_port (space), ==, 0);
  g_assert_false (sp_space_get_hf_oauth (space));
  g_assert_null (sp_space_get_base_path (space));
  g_assert_null (sp_space_get_license (space));
  g_assert_null (sp_space_get_emoji (space));
  g_assert_cmpuint (g_strv_length ((GStrv) sp_space_get_warnings (space)), ==, 1);
}

/* Spaces of other kinds can be read, so that one can say what to do with them. */
static void
test_other_sdks (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *front_matter;
    const char *words;
  } cases[] = {
    { "title: x\n", "does not name an SDK" },
    { "sdk: docker\n", "Docker" },
    { "sdk: streamlit\n", "Streamlit" },
    { "sdk: static\n", "by its address on the Hub" },
    { "sdk: cobol\n", "“cobol”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SpSpace) space = read_with (fixture, cases[i].front_matter);

    assert_problem (space, G_IO_ERROR_NOT_SUPPORTED, cases[i].words);
    g_assert_nonnull (sp_space_get_title (space));
  }
}

static void
test_without_readme (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpace) space = read_space (fixture);
  g_autoptr (SpSpace) nothing = NULL;
  g_autoptr (GError)  error = NULL;
  g_autoptr (GFile)   missing = g_file_new_for_path ("/nowhere/at all");
  g_autofree char    *app = g_build_filename (fixture->path, "app.py", NULL);
  g_auto (GStrv)      requirements = sp_space_dup_requirements (space);

  g_assert_true (sp_space_check (space, NULL));
  g_assert_cmpstr (sp_space_get_title (space), ==, "Sample Space");
  g_assert_cmpstrv (requirements, ((const char *[]){ "gradio", NULL }));
  g_assert_cmpuint (g_strv_length ((GStrv) sp_space_get_warnings (space)), ==, 1);

  g_assert_cmpint (g_unlink (app), ==, 0);
  nothing = read_space (fixture);
  assert_problem (nothing, G_IO_ERROR_NOT_FOUND, "README.md");

  g_assert_null (sp_space_read (missing, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
link_to (Fixture *fixture, const char *target, const char *name)
{
  g_autofree char *link = g_build_filename (fixture->path, name, NULL);

  g_unlink (link);
  g_assert_cmpint (symlink (target, link), ==, 0);
}

/* A link is fine where it stays in the folder; what is outside is not the Space's. */
static void
test_links (Fixture *fixture, gconstpointer data)
{
  static const char *const outside[] = { "/etc/passwd", "../secret/app.py", "sub/../../secret/app.py", "app.py",
                                         "/proc/self/exe" };
  g_autofree char         *secret = scratch_cache_make_folder ("secret");
  g_autofree char         *main_path = g_build_filename (fixture->path, "main.py", NULL);
  g_autoptr (SpSpace)      inside = NULL;
  g_autoptr (SpSpace)      readme = NULL;
  g_autoptr (SpSpace)      through = NULL;
  g_autoptr (SpSpace)      list = NULL;

  scratch_cache_write (secret, "app.py", "---\nsdk: gradio\n---\n");
  scratch_cache_write (fixture->path, "main.py", "");
  link_to (fixture, "main.py", "app.py");
  inside = read_with (fixture, "sdk: gradio\n");
  g_assert_true (sp_space_check (inside, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (outside); i++) {
    g_autoptr (SpSpace) space = NULL;

    link_to (fixture, outside[i], "app.py"); /* the fourth one leads to itself */
    space = read_with (fixture, "sdk: gradio\n");
    assert_problem (space, G_IO_ERROR_NOT_FOUND, "app");
  }

  link_to (fixture, "../secret", "folder");
  through = read_with (fixture, "sdk: gradio\napp_file: folder/app.py\n");
  assert_problem (through, G_IO_ERROR_NOT_FOUND, "folder/app.py");

  link_to (fixture, "../secret/app.py", "requirements.txt");
  list = read_with (fixture, "sdk: gradio\napp_file: main.py\n");
  assert_problem (list, G_IO_ERROR_INVALID_FILENAME, "requirements.txt");

  link_to (fixture, "../secret/app.py", "README.md");
  readme = read_space (fixture);
  assert_problem (readme, G_IO_ERROR_INVALID_FILENAME, "README.md");
}

/* Nothing is waited for, and no folder is read as a file. */
static void
test_special_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char    *readme = g_build_filename (fixture->path, "README.md", NULL);
  g_autoptr (SpSpace) pipe_space = NULL;
  g_autoptr (SpSpace) folder_space = NULL;

  g_assert_cmpint (mkfifo (readme, 0600), ==, 0);
  pipe_space = read_space (fixture);
  assert_problem (pipe_space, G_IO_ERROR_NOT_REGULAR_FILE, "README.md");
  g_assert_cmpint (g_unlink (readme), ==, 0);
  g_assert_cmpint (g_mkdir (readme, 0700), ==, 0);
  folder_space = read_space (fixture);
  assert_problem (folder_space, G_IO_ERROR_NOT_REGULAR_FILE, "README.md");
}

static void
test_places (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile)   environment = g_file_get_child (fixture->folder, "environment");
  g_autoptr (GFile)   packages = g_file_get_child (fixture->folder, "site-packages");
  g_autoptr (SpSpace) space = NULL;
  SpSpacePlaces       places = { "greeter", environment, packages, fixture->folder };

  space = sp_space_read (fixture->folder, &places, NULL);
  g_assert_cmpstr (sp_space_get_id (space), ==, "greeter");
  g_assert_true (g_file_equal (sp_space_get_environment (space), environment));
  g_assert_true (g_file_equal (sp_space_get_packages (space), packages));
  g_assert_true (g_file_equal (sp_space_get_data_folder (space), fixture->folder));
  g_assert_false (sp_space_is_installed (space));
  g_assert_cmpint (g_mkdir (g_file_peek_path (packages), 0700), ==, 0);
  g_assert_true (sp_space_is_installed (space));
  g_assert_finalize_object (g_steal_pointer (&space));
}

/* The names of packages are compared as pip does, and what is new is told from what was there. */
static void
test_changes (Fixture *fixture, gconstpointer data)
{
  const char *const wanted[] = { "gradio==6.31.0", "Num.Py>=2", "torch", " pillow ", NULL };
  const char *const missing[] = { "ffmpeg", "cowsay", NULL };
  SpPreflightFacts  after = {
     .requirements = (GStrv) wanted, .missing = (GStrv) missing, .wants_gpu = TRUE, .wants_sign_in = TRUE
  };
  SpPreflightFacts           nothing = { 0 };
  g_autoptr (SpSpace)        space = NULL;
  g_autoptr (SpSpaceChanges) changes = NULL;
  g_autoptr (SpSpaceChanges) bare = NULL;
  g_autofree char           *added = NULL;
  g_autofree char           *removed = NULL;
  g_autofree char           *changed = NULL;
  g_autofree char           *packages = NULL;

  scratch_cache_write (fixture->path, "requirements.txt", "num_py\npillow\nrequests>2\n");
  scratch_cache_write (fixture->path, "packages.txt", "cowsay\n");
  space = read_with (fixture, "sdk: gradio\nsdk_version: 5.49.1\n");
  changes = sp_space_changes_new (space, &after);
  added = g_strjoinv ("|", changes->added);
  removed = g_strjoinv ("|", changes->removed);
  changed = g_strjoinv ("|", changes->changed);
  packages = g_strjoinv ("|", changes->missing);
  g_assert_cmpstr (added, ==, "torch");
  g_assert_cmpstr (removed, ==, "requests>2");
  g_assert_true (g_str_has_prefix (changed, "gradio"));
  g_assert_true (g_str_has_suffix (changed, "==6.31.0|num_py|Num.Py>=2"));
  g_assert_cmpstr (packages, ==, "ffmpeg");
  g_assert_true (changes->wants_gpu && changes->wants_sign_in);

  bare = sp_space_changes_new (space, &nothing);
  g_assert_null (bare->added[0]);
  g_assert_null (bare->changed[0]);
  g_assert_false (bare->wants_gpu || bare->wants_sign_in);
}

#define ADD(name, function) g_test_add ("/spaces/facts/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spaces/facts/lists", test_lists);
  g_test_add_func ("/spaces/facts/lists-hostile", test_lists_hostile);
  g_test_add_func ("/spaces/facts/ids", test_ids);
  ADD ("all", test_facts);
  ADD ("odd-values", test_odd_values);
  ADD ("other-sdks", test_other_sdks);
  ADD ("without-readme", test_without_readme);
  ADD ("links", test_links);
  ADD ("special-files", test_special_files);
  ADD ("places", test_places);
  ADD ("changes", test_changes);

  return g_test_run ();
}
