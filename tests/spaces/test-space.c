/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "scratch-cache.h"
#include "sp-front-matter.h"
#include "sp-space.h"

#define FRONT_MATTER "---\ntitle: Fine\nsdk: gradio\nsdk_version: 6.31.0\n"

typedef struct {
  char *root;
  char *path; /* of the Space */
} Fixture;

static void
write_file (Fixture *fixture, const char *name, const char *content)
{
  scratch_cache_write (fixture->path, name, content);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->root = scratch_cache_make_folder ("bundled");
  fixture->path = scratch_cache_make_folder ("bundled/sample");
  write_file (fixture, "README.md", FRONT_MATTER "---\n");
  write_file (fixture, "app.py", "");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  scratch_cache_clear ();
  g_free (fixture->path);
  g_free (fixture->root);
}

static SpSpace *
read_space (Fixture *fixture, GError **error)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->path);

  return sp_space_new (folder, error);
}

static SpSpace *
read_good_space (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SpSpace           *space = read_space (fixture, &error);

  g_assert_no_error (error);
  return space;
}

static void
assert_refused (Fixture *fixture, GIOErrorEnum code)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (SpSpace) space = read_space (fixture, &error);

  g_assert_null (space);
  g_assert_error (error, G_IO_ERROR, (int) code);
}

static void
test_front_matter_shapes (void)
{
  static const struct {
    const char *line;
    const char *value; /* of “key” */
  } cases[] = {
    { "key: value", "value" },
    { "key:value with colon: inside\nkey: x", NULL },
    { "key: two words", "two words" },
    { "key:\t value \t", "value" },
    { "key: value # a comment", "value" },
    { "key: value#no comment", "value#no comment" },
    { "key: # only a comment", NULL },
    { "key:", NULL },
    { "key: ~", NULL },
    { "key: null", NULL },
    { "key: \"\"", NULL },
    { "key: \"null\"", "null" },
    { "key: 'it''s # fine'", "it's # fine" },
    { "key: \"a \\\"b\\\" \\\\ \\u00e9 \\U0001F9F0\" # c", "a \"b\" \\ é 🧰" },
    { "key: \"surrogate \\ud83d\"", "surrogate \xef\xbf\xbd" },
    { "key: \"two\\nlines\"", "two lines" },
    { "key: \"[text]\"", "[text]" },
    { "key: null # a comment", NULL },
    { "key: [a, b]", NULL },
    { "key: {a: b}", NULL },
    { "key: |\n  block\n  more: text", NULL },
    { "key: >-\n  block", NULL },
    { "key: &anchor x", NULL },
    { "key: !!python/object x", NULL },
    { "key:\n  - item\n  - item", NULL },
    { "key:\n- item\n-", NULL },
    { "key: 5.10", "5.10" },
    { "key: 🧰", "🧰" },
    { "key: first\nkey: last", "last" },
    { "key: first\nkey: [gone]", NULL },
    { "# comment\n\n   \nkey: value", "value" },
    { "other: x", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    for (int crlf = 0; crlf < 2; crlf++) {
      g_autoptr (GString)    text = g_string_new (crlf ? "\xef\xbb\xbf" : "");
      g_autoptr (GHashTable) values = NULL;
      g_autoptr (GError)     error = NULL;

      g_string_append_printf (text, "---\n%s\n---\nkey: after the end\n", cases[i].line);
      if (crlf)
        g_string_replace (text, "\n", "\r\n", 0);
      values = sp_front_matter_parse (text->str, text->len, &error);
      if (i == 1) {
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA); /* no space after the colon */
        continue;
      }
      g_assert_no_error (error);
      g_assert_cmpstr (g_hash_table_lookup (values, "key"), ==, cases[i].value);
    }
  }
}

static void
test_front_matter_broken (void)
{
  static const char *const cases[] = {
    "",
    "-",
    "--",
    "---",
    "---\n",
    "---\nkey: value\n",
    "---\nkey: value\n----\n",
    "----\nkey: value\n---\n",
    "key: value\n---\n",
    "\n---\nkey: value\n---\n",
    "---\nnothing\n---\n",
    "---\n: value\n---\n",
    "---\n\"key\": value\n---\n",
    "---\nkey: \"open\n---\n",
    "---\nkey: 'open\n---\n",
    "---\nkey: \"\n---\n",
    "---\nkey: \"a\" b\n---\n",
    "---\nkey: \"\\\n---\n",
    "---\nkey: \"\\u12\"\n---\n",
    "---\nkey: \"\\u0000\"\n---\n",
    "---\nkey: \"\\q\"\n---\n",
    "---\n\xff\xfe: value\n---\n",
    "---\nkey: \xc3\n---\n",
    "\xef\xbb\xbf",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GHashTable) values = NULL;
    g_autoptr (GError)     error = NULL;

    values = sp_front_matter_parse (cases[i], strlen (cases[i]), &error);
    g_assert_null (values);
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  }
}

/* Every part of a good text is read or refused, never more than that; the text does not end with a
 * zero byte. */
static void
test_front_matter_cut (void)
{
  const char text[] =
    "\xef\xbb\xbf---\r\ntitle: \"a\\u00e9\\\"\" # c\r\nlist:\r\n  - é\r\nkey: 'x'''\r\n---\r\n";

  for (gsize length = 0; length < sizeof text; length++) {
    g_autofree char       *copy = g_memdup2 (text, length);
    g_autoptr (GHashTable) values = NULL;
    g_autoptr (GError)     error = NULL;

    values = sp_front_matter_parse (copy, length, &error);
    g_assert_true ((values == NULL) == (error != NULL));
    g_assert_true (values == NULL || length >= sizeof text - 3);
  }
}

static void
test_front_matter_zero_bytes (void)
{
  const char             text[] = "---\nke\0y: value\n---\n";
  g_autoptr (GHashTable) values = NULL;
  g_autoptr (GError)     error = NULL;

  values = sp_front_matter_parse (text, sizeof text - 1, &error);
  g_assert_null (values);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_space_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpace) space = NULL;
  g_auto (GStrv)      requirements = NULL;
  g_autofree char    *path = NULL;

  write_file (fixture, "README.md",
              FRONT_MATTER "emoji: 🧰\nshort_description: 'Does it'\napp_file: "
                           "main.py\npython_version: \"3.10\"\n---\n");
  write_file (fixture, "main.py", "");
  space = read_good_space (fixture);

  g_assert_cmpstr (sp_space_get_id (space), ==, "sample");
  g_assert_cmpstr (sp_space_get_title (space), ==, "Fine");
  g_assert_cmpstr (sp_space_get_emoji (space), ==, "🧰");
  g_assert_cmpstr (sp_space_get_summary (space), ==, "Does it");
  g_assert_cmpstr (sp_space_get_app_file (space), ==, "main.py");
  g_assert_cmpstr (sp_space_get_python_version (space), ==, "3.10");
  path = g_file_get_path (sp_space_get_folder (space));
  g_assert_cmpstr (path, ==, fixture->path);
  requirements = sp_space_dup_requirements (space);
  g_assert_cmpstrv (requirements, ((const char *[]){ "gradio==6.31.0", NULL }));
  g_assert_false (sp_space_is_installed (space));
  g_assert_finalize_object (g_steal_pointer (&space));
}

static void
test_space_least (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpace) space = NULL;
  g_auto (GStrv)      requirements = NULL;

  write_file (fixture, "README.md", "---\nsdk: gradio\n---\n");
  space = read_good_space (fixture);

  g_assert_cmpstr (sp_space_get_title (space), ==, "sample");
  g_assert_null (sp_space_get_emoji (space));
  g_assert_null (sp_space_get_summary (space));
  g_assert_null (sp_space_get_python_version (space));
  g_assert_cmpstr (sp_space_get_app_file (space), ==, "app.py");
  requirements = sp_space_dup_requirements (space);
  g_assert_cmpstrv (requirements, ((const char *[]){ "gradio", NULL }));
}

static void
test_space_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const hostile_files[] = {
    "../app.py",
    "/etc/passwd",
    "a/../../app.py",
    "missing.py",
    ".",
    "-c",
    "./-/..",
  };
  g_autofree char *readme = g_build_filename (fixture->path, "README.md", NULL);
  g_autofree char *app = g_build_filename (fixture->path, "app.py", NULL);

  write_file (fixture, "README.md", "---\ntitle: x\n---\n");
  assert_refused (fixture, G_IO_ERROR_NOT_SUPPORTED);
  write_file (fixture, "README.md", "---\nsdk: docker\n---\n");
  assert_refused (fixture, G_IO_ERROR_NOT_SUPPORTED);
  write_file (fixture, "README.md", "---\nsdk: [gradio]\n---\n");
  assert_refused (fixture, G_IO_ERROR_NOT_SUPPORTED);
  write_file (fixture, "README.md", "---\nsdk: gradio\nsdk_version: 6 --index-url http://x\n---\n");
  assert_refused (fixture, G_IO_ERROR_INVALID_DATA);
  write_file (fixture, "README.md", "# No front matter\n");
  assert_refused (fixture, G_IO_ERROR_INVALID_DATA);

  for (gsize i = 0; i < G_N_ELEMENTS (hostile_files); i++) {
    g_autofree char *text = g_strdup_printf (FRONT_MATTER "app_file: %s\n---\n", hostile_files[i]);

    write_file (fixture, "README.md", text);
    assert_refused (fixture, G_IO_ERROR_NOT_FOUND);
  }

  g_assert_cmpint (g_unlink (readme), ==, 0);
  g_assert_cmpint (g_unlink (app), ==, 0);
  assert_refused (fixture, G_IO_ERROR_NOT_FOUND);
}

static void
test_space_endless_readme (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (FRONT_MATTER);

  while (text->len < 1024 * 1024)
    g_string_append (text, "filler: é\n");
  g_string_append (text, "---\n");
  write_file (fixture, "README.md", text->str);
  assert_refused (fixture, G_IO_ERROR_INVALID_DATA);
}

static void
test_requirements (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpace) space = NULL;
  g_auto (GStrv)      requirements = NULL;

  write_file (
    fixture, "requirements.txt",
    "\xef\xbb\xbf# Packages\r\n\r\nnumpy\r\n  pillow >= 10 # for pictures\n\t\n"
    "torch==2.3; \\\n  python_version < '3.13'\nthing @ https://example.org/thing.zip#egg=thing");
  space = read_good_space (fixture);
  requirements = sp_space_dup_requirements (space);

  g_assert_cmpstrv (requirements,
                    ((const char *[]){ "gradio==6.31.0", "numpy", "pillow >= 10",
                                       "torch==2.3;    python_version < '3.13'",
                                       "thing @ https://example.org/thing.zip#egg=thing", NULL }));
}

static void
test_requirements_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const options[] = {
    "-r other.txt",
    "  --index-url https://example.org",
    "numpy\n-e .",
    "--extra-index-url=x",
    "numpy \\\n\n-f x",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++) {
    write_file (fixture, "requirements.txt", options[i]);
    assert_refused (fixture, G_IO_ERROR_NOT_SUPPORTED);
  }

  write_file (fixture, "requirements.txt", "\xff\xfe\n");
  assert_refused (fixture, G_IO_ERROR_INVALID_DATA);
}

static void
test_environment_shared (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpace) plain = read_good_space (fixture);
  g_autoptr (SpSpace) commented = NULL;
  g_autoptr (SpSpace) other = NULL;
  const char         *path = g_file_peek_path (sp_space_get_environment (plain));

  g_assert_true (g_str_has_prefix (path, g_get_user_cache_dir ()));
  write_file (fixture, "requirements.txt", "# nothing\n");
  commented = read_good_space (fixture);
  g_assert_cmpstr (g_file_peek_path (sp_space_get_environment (commented)), ==, path);
  write_file (fixture, "requirements.txt", "numpy\n");
  other = read_good_space (fixture);
  g_assert_cmpstr (g_file_peek_path (sp_space_get_environment (other)), !=, path);
}

static void
test_installed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SpSpace) space = read_good_space (fixture);
  g_autofree char    *bin =
    g_build_filename (g_file_peek_path (sp_space_get_environment (space)), "bin", NULL);
  g_autofree char *python = g_build_filename (bin, "python", NULL);

  g_assert_cmpint (g_mkdir_with_parents (bin, 0700), ==, 0);
  g_assert_false (sp_space_is_installed (space));
  g_assert_cmpint (symlink ("/nowhere/python3", python), ==, 0);
  g_assert_false (sp_space_is_installed (space));
  g_assert_cmpint (g_unlink (python), ==, 0);
  g_assert_cmpint (symlink ("/bin/sh", python), ==, 0);
  g_assert_true (sp_space_is_installed (space));
}

static void
test_bundled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) spaces = NULL;
  g_autofree char      *broken = g_build_filename (fixture->root, "broken", NULL);

  g_assert_cmpint (g_mkdir (broken, 0700), ==, 0);
  g_setenv ("SPACEPORT_SPACES_DIR", fixture->root, TRUE);
  spaces = sp_space_list_bundled ();
  g_assert_cmpuint (spaces->len, ==, 1);
  g_assert_cmpstr (sp_space_get_title (g_ptr_array_index (spaces, 0)), ==, "Fine");
  g_clear_pointer (&spaces, g_ptr_array_unref);

  g_setenv ("SPACEPORT_SPACES_DIR", "/nowhere", TRUE);
  spaces = sp_space_list_bundled ();
  g_assert_cmpuint (spaces->len, ==, 0);
  g_unsetenv ("SPACEPORT_SPACES_DIR");
}

/* The Space that ships with the program can be read. */
static void
test_workbench (void)
{
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "..", "data", "spaces", "workbench", NULL);
  g_autoptr (GFile)   folder = g_file_new_for_path (path);
  g_autoptr (GError)  error = NULL;
  g_autoptr (SpSpace) space = sp_space_new (folder, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (sp_space_get_id (space), ==, "workbench");
  g_assert_cmpstr (sp_space_get_title (space), ==, "Workbench");
  g_assert_nonnull (sp_space_get_emoji (space));
  g_assert_nonnull (sp_space_get_summary (space));
}

#define ADD(name, function) g_test_add ("/spaces/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spaces/front-matter/shapes", test_front_matter_shapes);
  g_test_add_func ("/spaces/front-matter/broken", test_front_matter_broken);
  g_test_add_func ("/spaces/front-matter/cut", test_front_matter_cut);
  g_test_add_func ("/spaces/front-matter/zero-bytes", test_front_matter_zero_bytes);
  ADD ("space/full", test_space_full);
  ADD ("space/least", test_space_least);
  ADD ("space/refused", test_space_refused);
  ADD ("space/endless-readme", test_space_endless_readme);
  ADD ("space/requirements", test_requirements);
  ADD ("space/requirements-refused", test_requirements_refused);
  ADD ("space/environment-shared", test_environment_shared);
  ADD ("space/installed", test_installed);
  ADD ("space/bundled", test_bundled);
  g_test_add_func ("/spaces/space/workbench", test_workbench);

  return g_test_run ();
}
