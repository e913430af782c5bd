/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-cli-progress.h"
#include "sp-cli-text.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib-unix.h>

static void
assert_description (const SpCliStatus *status, const char *expected)
{
  g_autofree char *text = sp_cli_status_describe (status);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_describe (void)
{
  SpCliStatus status = { .state = GRADIO_JOB_UPLOADING, .upload_fraction = -1, .eta = -1 };

  assert_description (&status, "");
  status.upload_fraction = 0.409;
  assert_description (&status, "Uploading 40 %");
  status.state = GRADIO_JOB_QUEUED;
  assert_description (&status, "Waiting");
  status.queue_position = 3;
  status.queue_size = 10;
  assert_description (&status, "Queue position 3 of 10");
  status.eta = 12.3;
  assert_description (&status, "Queue position 3 of 10 · about 12 s left");
  status.retry_in = 3.9;
  assert_description (&status, "The queue is full, trying again in 4 s");
  status.retry_in = -1;
  status.state = GRADIO_JOB_PROCESSING;
  assert_description (&status, "Running · about 12 s left");
  status.state = GRADIO_JOB_COMPLETE;
  assert_description (&status, "");
}

static void
test_describe_units (void)
{
  g_autoptr (GPtrArray) units = g_ptr_array_new ();
  GradioProgress        steps = { .index = 12, .length = 50, .fraction = -1, .desc = (char *) "Steps" };
  GradioProgress        part = { .index = -1, .length = -1, .fraction = 0.25, .desc = (char *) "Loading" };
  SpCliStatus           status = { .state = GRADIO_JOB_GENERATING, .eta = -1, .units = units };

  assert_description (&status, "Running");
  g_ptr_array_add (units, &steps);
  assert_description (&status, "Steps 12/50");
  g_ptr_array_add (units, &part);
  assert_description (&status, "Steps 12/50 · Loading 25 %");
}

static void
test_text (void)
{
  g_autofree char *hostile = sp_cli_text_printable ("a\033[2Jb\xc2\x9b"
                                                    "c\r\x7f\nd\xe2\x80\xae"
                                                    "e\xff");
  g_autofree char *empty = sp_cli_text_printable (NULL);
  g_autofree char *line = sp_cli_text_one_line ("  a\n\n b\tc  ", 80);
  g_autofree char *cut = sp_cli_text_one_line ("abcdef", 5);
  g_autofree char *fits = sp_cli_text_one_line ("abcde", 5);
  g_autofree char *wide = sp_cli_text_one_line ("日本語日本語", 6);
  g_autofree char *one = sp_cli_text_one_line ("日本", 1);

  g_assert_cmpstr (hostile, ==, "a[2Jbc\nde\xef\xbf\xbd");
  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (line, ==, "a b c");
  g_assert_cmpstr (cut, ==, "abcd…");
  g_assert_cmpstr (fits, ==, "abcde");
  g_assert_cmpstr (wide, ==, "日本…");
  g_assert_cmpint (sp_cli_text_width (wide), ==, 5);
  g_assert_cmpstr (one, ==, "…");
  g_assert_cmpint (sp_cli_text_width ("e\xcc\x81"), ==, 1);
}

typedef struct {
  int            fds[2];
  SpCliProgress *progress;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer mode)
{
  g_assert_true (g_unix_open_pipe (fixture->fds, FD_CLOEXEC, NULL));
  g_assert_true (g_unix_set_fd_nonblocking (fixture->fds[0], TRUE, NULL));
  fixture->progress = sp_cli_progress_new (fixture->fds[1], GPOINTER_TO_INT (mode));
}

static void
tear_down (Fixture *fixture, gconstpointer mode)
{
  sp_cli_progress_free (fixture->progress);
  close (fixture->fds[0]);
  close (fixture->fds[1]);
}

/* Returns what was written since the last call. */
static char *
read_written (Fixture *fixture)
{
  char   buffer[4096];
  gssize n = read (fixture->fds[0], buffer, sizeof buffer);

  if (n < 0)
    g_assert_cmpint (errno, ==, EAGAIN);
  return g_strndup (buffer, MAX (n, 0));
}

static void
assert_written (Fixture *fixture, const char *expected)
{
  g_autofree char *written = read_written (fixture);

  g_assert_cmpstr (written, ==, expected);
}

static void
test_none (Fixture *fixture, gconstpointer mode)
{
  sp_cli_progress_show (fixture->progress, "one");
  sp_cli_progress_clear (fixture->progress);
  assert_written (fixture, "");
}

static void
test_lines (Fixture *fixture, gconstpointer mode)
{
  sp_cli_progress_show (fixture->progress, "one");
  sp_cli_progress_show (fixture->progress, "one");
  sp_cli_progress_show (fixture->progress, "");
  sp_cli_progress_show (fixture->progress, "two\nlines\033[31m");
  assert_written (fixture, "one\ntwo lines[31m\n");
  sp_cli_progress_clear (fixture->progress);
  assert_written (fixture, "");
}

/* What a terminal shows after @written: carriage returns only. */
static char *
play (const char *written)
{
  g_auto (GStrv)      parts = g_strsplit (written, "\r", -1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++) {
    gsize length = strlen (parts[i]);

    if (length < line->len) {
      memcpy (line->str, parts[i], length);
      continue;
    }
    g_string_assign (line, parts[i]);
  }
  return g_strdup (g_strchomp (line->str));
}

static void
test_rewrite (Fixture *fixture, gconstpointer mode)
{
  g_autofree char    *shown = NULL;
  g_autofree char    *cleared = NULL;
  g_autofree char    *rest = NULL;
  g_autoptr (GString) all = g_string_new (NULL);

  sp_cli_progress_show (fixture->progress, "a long first line");
  assert_written (fixture, "\ra long first line");

  /* Too soon after the first: the last of these is drawn a moment later. */
  sp_cli_progress_show (fixture->progress, "second");
  sp_cli_progress_show (fixture->progress, "third");
  assert_written (fixture, "");
  while ((rest = read_written (fixture)) && *rest == '\0') {
    g_clear_pointer (&rest, g_free);
    g_main_context_iteration (NULL, TRUE);
  }
  g_string_printf (all, "a long first line%s", rest);
  shown = play (all->str);
  g_assert_cmpstr (shown, ==, "third");

  sp_cli_progress_clear (fixture->progress);
  g_free (rest);
  rest = read_written (fixture);
  g_string_append (all, rest);
  cleared = play (all->str);
  g_assert_cmpstr (cleared, ==, "");
  g_assert_true (g_str_has_suffix (rest, "\r"));
}

/* No terminal tells the width of a pipe: it is taken for 80 columns, the last of which stays free. */
static void
test_narrow (Fixture *fixture, gconstpointer mode)
{
  g_autofree char *text = g_strnfill (200, 'x');
  g_autofree char *written = NULL;

  sp_cli_progress_show (fixture->progress, text);
  written = read_written (fixture);
  g_assert_cmpint (sp_cli_text_width (written + 1), ==, 79);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/progress/describe", test_describe);
  g_test_add_func ("/cli/progress/describe-units", test_describe_units);
  g_test_add_func ("/cli/progress/text", test_text);
#define ADD(path, mode, function) \
  g_test_add ("/cli/progress/" path, Fixture, GINT_TO_POINTER (mode), set_up, function, tear_down)
  ADD ("none", SP_CLI_PROGRESS_NONE, test_none);
  ADD ("lines", SP_CLI_PROGRESS_LINES, test_lines);
  ADD ("rewrite", SP_CLI_PROGRESS_REWRITE, test_rewrite);
  ADD ("narrow", SP_CLI_PROGRESS_REWRITE, test_narrow);
#undef ADD

  return g_test_run ();
}
