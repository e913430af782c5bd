/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "scratch-cache.h"
#include "sp-env-file.h"
#include "sp-rotating-log.h"
#include "sp-run-failure.h"
#include "sp-run-folder.h"
#include "sp-supervisor-event.h"

static SpSupervisorEvent *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  SpSupervisorEvent *event = sp_supervisor_event_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return event;
}

static void
test_events (void)
{
  g_autoptr (SpSupervisorEvent) log = parse ("{\"event\": \"log\", \"line\": \"caf\\u00e9 \\ud83d\\ude00\"}");
  g_autoptr (SpSupervisorEvent) ready =
    parse ("{\"event\": \"ready\", \"mount\": \"/a/b\", \"version\": \"6.31.0\", \"port\": 1}");
  g_autoptr (SpSupervisorEvent) plain = parse ("{\"event\": \"ready\", \"mount\": \"\", \"version\": null}");
  g_autoptr (SpSupervisorEvent) usage = parse (
    "{\"event\": \"usage\", \"memory\": 5000000000, \"cpu\": 1.5, \"processes\": 3, \"disk\": 4, "
    "\"connections\": 2, \"idle\": 0.5}");
  g_autoptr (SpSupervisorEvent) odd =
    parse ("{\"event\": \"usage\", \"memory\": -1, \"cpu\": NaN, \"processes\": 1e300, \"disk\": \"x\", \"idle\": []}");
  g_autoptr (SpSupervisorEvent) exited =
    parse ("{\"event\": \"exited\", \"why\": \"memory\", \"status\": null, \"signal\": 9}");

  g_assert_cmpstr (log->line, ==, "café 😀");
  g_assert_cmpstr (ready->mount, ==, "/a/b");
  g_assert_cmpstr (ready->version, ==, "6.31.0");
  g_assert_cmpstr (plain->mount, ==, "");
  g_assert_null (plain->version);
  g_assert_cmpuint (usage->usage.memory, ==, G_GUINT64_CONSTANT (5000000000));
  g_assert_cmpfloat (usage->usage.cpu, ==, 1.5);
  g_assert_cmpuint (usage->usage.connections, ==, 2);
  g_assert_cmpuint (odd->usage.memory, ==, 0);
  g_assert_cmpfloat (odd->usage.cpu, ==, 0);
  g_assert_cmpuint (odd->usage.disk, ==, 0);
  g_assert_cmpint (exited->end, ==, SP_SUPERVISOR_END_MEMORY);
  g_assert_cmpint (exited->status, ==, -1);
  g_assert_cmpint (exited->signal, ==, 9);
}

static void
assert_no_event (const char *text, gsize length)
{
  g_autoptr (SpSupervisorEvent) event = NULL;
  g_autoptr (GError)            error = NULL;

  event = sp_supervisor_event_parse (text, length, &error);
  g_assert_null (event);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_no_events (void)
{
  static const char *const cases[] = {
    "",
    "null",
    "[]",
    "{}",
    "{\"event\": 1}",
    "{\"event\": null}",
    "{\"event\": \"other\"}",
    "{\"event\": \"log\"}",
    "{\"event\": \"log\", \"line\": 3}",
    "{\"event\": \"log\", \"line\": \"\"}",
    "{\"event\": \"ready\"}",
    "{\"event\": \"ready\", \"mount\": \"x\"}",
    "{\"event\": \"ready\", \"mount\": \"/\"}",
    "{\"event\": \"ready\", \"mount\": \"//evil.example\"}",
    "{\"event\": \"ready\", \"mount\": \"/a b\"}",
    "{\"event\": \"ready\", \"mount\": \"/a?x\"}",
    "{\"event\": \"ready\", \"mount\": \"/a@evil.example\"}",
    "{\"event\": \"exited\"}",
    "{\"event\": \"exited\", \"why\": \"lost\"}",
    "{\"event\": \"exited\", \"why\": []}",
  };
  const char       whole[] = "{\"event\": \"log\", \"line\": \"x\"}";
  g_autofree char *deep = g_malloc (100000);
  g_autofree char *mount = g_strnfill (300, 'a');
  g_autofree char *long_mount = g_strdup_printf ("{\"event\": \"ready\", \"mount\": \"/%s\"}", mount);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_no_event (cases[i], strlen (cases[i]));
  for (gsize length = 0; length < sizeof whole - 1; length++) {
    g_autofree char *cut = g_memdup2 (whole, length);

    assert_no_event (cut, length);
  }
  memset (deep, '[', 100000);
  assert_no_event (deep, 100000);
  assert_no_event (long_mount, strlen (long_mount));
}

static void
test_long_line (void)
{
  g_autofree char              *line = g_strnfill (100000, 'x');
  g_autofree char              *text = g_strdup_printf ("{\"event\": \"log\", \"line\": \"%s\"}", line);
  g_autoptr (SpSupervisorEvent) event = parse (text);

  g_assert_cmpuint (strlen (event->line), ==, 8192);
}

static void
assert_words (const char *line, SpSupervisorEnd end, gboolean running, const char *words)
{
  const char *const  lines[] = { "Traceback (most recent call last):", line, NULL };
  const SpRunFailure failure = {
    .title = "Fake",
    .end = end,
    .was_running = running,
    .memory_limit = 1 << 20,
    .disk_limit = 1 << 20,
    .process_limit = 3,
    .start_timeout = 9,
    .lines = lines,
  };
  g_autoptr (GError) error = sp_run_failure_make_error (&failure);

  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_nonnull (strstr (error->message, "Fake"));
  g_assert_true (g_str_has_suffix (error->message, line));
}

/* The error says what to do next, where the last lines tell. */
static void
test_failures (void)
{
  const SpRunFailure without_lines = { .title = "Fake", .end = SP_SUPERVISOR_END_LOST };
  g_autoptr (GError) error = sp_run_failure_make_error (&without_lines);

  assert_words ("ModuleNotFoundError: No module named 'x'", SP_SUPERVISOR_END_CRASHED, FALSE,
                "add it to requirements.txt");
  assert_words ("socket.gaierror: [Errno -3] Temporary failure in name resolution",
                SP_SUPERVISOR_END_CRASHED, TRUE, "allow that in its settings");
  assert_words ("RuntimeError: No CUDA GPUs are available", SP_SUPERVISOR_END_CRASHED, FALSE, "wants a graphics card");
  assert_words ("OSError: [Errno 30] Read-only file system: '/etc/x'", SP_SUPERVISOR_END_CRASHED,
                FALSE, "home folder");
  assert_words ("bwrap: setting up uid map: Permission denied", SP_SUPERVISOR_END_LOST, FALSE,
                "user namespaces");
  assert_words ("x", SP_SUPERVISOR_END_CRASHED, TRUE, "ended by itself");
  assert_words ("x", SP_SUPERVISOR_END_MEMORY, TRUE, "of memory");
  assert_words ("x", SP_SUPERVISOR_END_DISK, TRUE, "of files");
  assert_words ("x", SP_SUPERVISOR_END_PROCESSES, TRUE, "more than 3 processes");
  assert_words ("x", SP_SUPERVISOR_END_TIMEOUT, FALSE, "within 9 seconds");
  g_assert_cmpstr (error->message, ==, "The sandbox of “Fake” could not be started.");
}

static gboolean
exists (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
is_first (const char *folder, const char *name)
{
  g_autofree char *content = scratch_cache_read (folder, name);

  return content != NULL && g_str_has_prefix (content, "the first line\n");
}

/* A log that is full becomes an older one, and the oldest is not kept. */
static void
test_rotation (void)
{
  g_autofree char          *folder = scratch_cache_make_folder ("logs");
  g_autofree char          *path = g_build_filename (folder, "app.log", NULL);
  g_autofree char          *line = g_strnfill (400 * 1024, 'l');
  g_autoptr (SpRotatingLog) log = sp_rotating_log_new (path);
  gboolean                  was_newest = FALSE, was_older = FALSE, was_oldest = FALSE;

  sp_rotating_log_append (log, "the first line");
  do {
    sp_rotating_log_append (log, line);
    scratch_cache_wait ();
    was_newest |= is_first (folder, "app.log");
    was_older |= is_first (folder, "app.log.1");
    was_oldest |= is_first (folder, "app.log.2");
  } while (!was_oldest || is_first (folder, "app.log.2"));

  g_assert_true (was_newest && was_older);
  g_assert_true (exists (folder, "app.log.1"));
  g_assert_false (exists (folder, "app.log.3"));
  scratch_cache_wait ();
}

static void
test_long_path (void)
{
  g_autofree char        *name = g_strnfill (120, 'd');
  g_autofree char        *path = scratch_cache_make_folder (name);
  g_autoptr (GFile)       file = g_file_new_for_path (path);
  g_autoptr (SpRunFolder) folder = NULL;
  g_autoptr (GError)      error = NULL;

  folder = sp_run_folder_open (file, "Fake", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (sp_run_folder_get_socket (folder)), <, 108);
  g_assert_true (g_file_test (sp_run_folder_get_socket (folder), G_FILE_TEST_EXISTS));
  g_assert_null (sp_run_folder_get_models (folder));
  g_assert_finalize_object (g_steal_pointer (&folder));
  scratch_cache_clear ();
}

/* Parses a .env file; returns the variables and then the remarks, a line each. */
static char *
parse_env (const char *text, gsize length)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv)           variables = sp_env_file_parse (text, length, builder);
  g_auto (GStrv)           remarks = g_strv_builder_end (builder);
  g_autofree char         *first = g_strjoinv ("|", variables);
  g_autofree char         *second = g_strjoinv ("|", remarks);

  return g_strconcat (first, "\n", second, NULL);
}

static void
test_env_file (void)
{
  static const char *const cases[][2] = {
    { "", "\n" },
    { "A=1", "A=1\n" },
    { "\xef\xbb\xbf# a comment\r\n\r\n  export B = two words  # more\r\nC=\r\n", "B=two words|C=\n" },
    { "A=1\nB=2\nA=3\n", "A=3|B=2\n" },
    { "A='it\\'s # $B'\nB=\"a\\nb\\\"c\" # d\nC=a#b", "A=it's # $B|B=a\nb\"c|C=a#b\n" },
    { "A='1\n2'\nno\n", "A=1\n2\nLine 3 of the .env file is passed over: it has no “=”." },
    { "A=\"1\nB=2\n", "B=2\nLine 1 of the .env file is passed over: its quotes do not end." },
    { "A=\"\\", "\nLine 1 of the .env file is passed over: its quotes do not end." },
    { "=1", "\nLine 1 of the .env file is passed over: A variable’s name has letters, digits and “_”, and does not "
            "begin with a digit." },
    { "LD_PRELOAD=x\nPYTHONPATH=y\nD=z",
      "D=z\nLine 1 of the .env file is passed over: “LD_PRELOAD” is set by the program itself, for the Space to run at "
      "all.|Line 2 of the .env file is passed over: “PYTHONPATH” is set by the program itself, for the Space to run at "
      "all." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *found = parse_env (cases[i][0], strlen (cases[i][0]));

    g_assert_cmpstr (found, ==, cases[i][1]);
  }
}

/* It comes from strangers. */
static void
test_env_file_hostile (void)
{
  g_autofree char         *zero = parse_env ("A=1\0B=2", 7);
  g_autofree char         *no_text = parse_env ("A=\xff", 3);
  g_autofree char         *huge = g_strnfill (SP_ENV_FILE_MAX_SIZE + 1, 'A');
  g_autofree char         *found = parse_env (huge, SP_ENV_FILE_MAX_SIZE + 1);
  g_autofree char         *folder_path = scratch_cache_make_folder ("app");
  g_autofree char         *path = g_build_filename (folder_path, ".env", NULL);
  g_autoptr (GString)      many = g_string_new (NULL);
  g_autoptr (GFile)        folder = g_file_new_for_path (folder_path);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv)           variables = NULL;
  g_auto (GStrv)           remarks = NULL;

  g_assert_cmpstr (zero, ==, "\nThe .env file is passed over: it is no text.");
  g_assert_cmpstr (no_text, ==, "\nThe .env file is passed over: it is no text.");
  g_assert_cmpstr (found, ==, "\nThe .env file is passed over: it is larger than 65536 bytes.");

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (many, "A%u=%u\n", i, i);
  variables = sp_env_file_parse (many->str, many->len, builder);
  remarks = g_strv_builder_end (builder);
  g_assert_cmpuint (g_strv_length (variables), ==, SP_ENV_FILE_MAX_VARIABLES);
  g_assert_cmpuint (g_strv_length (remarks), ==, 11);
  g_clear_pointer (&variables, g_strfreev);
  g_clear_pointer (&remarks, g_strfreev);

  /* A link does not lead to the user's files, and a pipe does not hang it. */
  g_assert_cmpint (symlink ("/etc/passwd", path), ==, 0);
  variables = sp_env_file_load (folder, builder);
  g_assert_cmpuint (g_strv_length (variables), ==, 0);
  remarks = g_strv_builder_end (builder);
  g_assert_cmpstr (remarks[0], ==, "The .env file is passed over: it cannot be read.");
  g_clear_pointer (&variables, g_strfreev);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  variables = sp_env_file_load (folder, builder);
  g_assert_cmpuint (g_strv_length (variables), ==, 0);
  scratch_cache_clear ();
}

int
main (int argc, char **argv)
{
  scratch_cache_set_up ();
  g_assert_true (g_setenv ("XDG_RUNTIME_DIR", g_get_user_cache_dir (), TRUE));
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spaces/run-parts/events", test_events);
  g_test_add_func ("/spaces/run-parts/no-events", test_no_events);
  g_test_add_func ("/spaces/run-parts/long-line", test_long_line);
  g_test_add_func ("/spaces/run-parts/failures", test_failures);
  g_test_add_func ("/spaces/run-parts/rotation", test_rotation);
  g_test_add_func ("/spaces/run-parts/env-file", test_env_file);
  g_test_add_func ("/spaces/run-parts/env-file-hostile", test_env_file_hostile);
  g_test_add_func ("/spaces/run-parts/long-path", test_long_path);

  return g_test_run ();
}
