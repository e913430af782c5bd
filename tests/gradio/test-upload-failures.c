/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uploads to servers that break off, refuse, or say nothing; and of files that cannot be read or change. */
#include "raw-server.h"
#include "upload-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each file has an error of its own, and none keeps the others back. */
static void
test_errors (UploadFixture *fixture, gconstpointer data)
{
  g_autofree char      *pipe = g_build_filename (fixture->folder, "pipe", NULL);
  g_autoptr (GPtrArray) files = upload_list_files (upload_new_file (fixture, "a.txt", "a", 1),
                                                   g_file_new_for_path ("/nowhere/b.txt"),
                                                   g_file_new_for_path (pipe), g_file_new_for_path ("/dev/null"),
                                                   upload_new_file (fixture, "bad.txt", "x", 1),
                                                   upload_new_file (fixture, "c.txt", "c", 1), NULL);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  fixture->bad = "bad.txt";
  upload_files (fixture, files);
  g_assert_no_error (fixture->error);
  g_assert_null (fixture->errors->pdata[0]);
  upload_assert_error (fixture, 1, GRADIO_ERROR_FILE);
  upload_assert_error (fixture, 2, GRADIO_ERROR_FILE);
  upload_assert_error (fixture, 3, GRADIO_ERROR_FILE);
  upload_assert_error (fixture, 4, GRADIO_ERROR_TOO_LARGE);
  g_assert_null (fixture->errors->pdata[5]);
  g_assert_cmpstr (upload_get_text (fixture->objects, 5, "orig_name"), ==, "c.txt");
}

static void
test_cut (UploadFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = upload_list_files (upload_new_file (fixture, "a.txt", "a", 1), NULL);

  fixture->n_cut = 3;
  upload_files (fixture, files);
  upload_assert_all_good (fixture);
  g_assert_cmpuint (fixture->n_requests, ==, 4);

  gradio_client_forget_uploads (fixture->client);
  fixture->n_requests = 0;
  fixture->n_cut = 100;
  upload_files (fixture, files);
  upload_assert_error (fixture, 0, GRADIO_ERROR_LOST);
  g_assert_cmpuint (fixture->n_requests, ==, 4);
}

/* A server that takes all and then says nothing. */
static void
test_stalled (UploadFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = upload_list_files (upload_new_file (fixture, "a.txt", "a", 1), NULL);

  gradio_client_set_transfer_timeout (fixture->client, 60);
  fake_app_answer (fixture->app, UPLOAD_PATH, 1, NULL, NULL);
  upload_files (fixture, files);
  upload_assert_error (fixture, 0, GRADIO_ERROR_UNREACHABLE);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, UPLOAD_PATH), ==, 4);
}

static gboolean
deaf_cb (const char *head, guint number, GString *response, gpointer user_data)
{
  guint *n_uploads = user_data;

  if (g_str_has_prefix (head, "POST")) {
    (*n_uploads)++;
    return FALSE;
  }

  if (strstr (head, "/config") != NULL)
    g_string_append_printf (response, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %u\r\n\r\n%s",
                            (guint) strlen (UPLOAD_CONFIG), UPLOAD_CONFIG);
  else
    g_string_append (response, "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n");

  return TRUE;
}

/* A server that stops reading in the middle of a file. */
static void
test_deaf (UploadFixture *fixture, gconstpointer data)
{
  guint                 n_uploads = 0;
  g_autoptr (RawServer) server = raw_server_new (deaf_cb, &n_uploads);
  g_autofree char      *uri = g_strdup_printf ("http://127.0.0.1:%u", raw_server_get_port (server));
  g_autoptr (GPtrArray) files = upload_list_files (upload_new_sparse_file (fixture, "a.bin", 256 * 1024 * 1024, 'a'), NULL);

  upload_connect (fixture, uri);
  upload_files (fixture, files);
  upload_assert_error (fixture, 0, GRADIO_ERROR_UNREACHABLE);
  g_assert_cmpuint (n_uploads, ==, 4);
}

/* Without a login nothing else is tried. */
static void
test_login (UploadFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 6; i++) {
    g_autofree char *name = g_strdup_printf ("%u.bin", i);

    g_ptr_array_add (files, upload_new_sparse_file (fixture, name, 1024 * 1024 + 10 + i, 'a'));
  }
  fake_app_answer (fixture->app, UPLOAD_PATH, 401, "application/json", "{\"detail\":\"Not authenticated\"}");
  upload_files (fixture, files);
  for (guint i = 0; i < 6; i++)
    upload_assert_error (fixture, i, GRADIO_ERROR_LOGIN);
  g_assert_cmpuint (fake_app_count_requests (fixture->app, UPLOAD_PATH), <=, 2);
}

static void
test_odd_answers (UploadFixture *fixture, gconstpointer data)
{
  const char *const     answers[] = { "[]", "{}", "null", "[1]", "[\"/a\",\"/b\"]", "[null]" };
  g_autoptr (GPtrArray) files = upload_list_files (upload_new_file (fixture, "a.txt", "a", 1), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    fake_app_answer (fixture->app, UPLOAD_PATH, 200, "application/json", answers[i]);
    upload_files (fixture, files);
    upload_assert_error (fixture, 0, GRADIO_ERROR_SERVER);
  }
}

static void
test_shrinking_file (UploadFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = upload_list_files (upload_new_sparse_file (fixture, "a.bin", 64 * 1024 * 1024, 'a'), NULL);

  fixture->to_shorten = g_file_get_path (files->pdata[0]);
  upload_files (fixture, files);
  upload_assert_error (fixture, 0, GRADIO_ERROR_FILE);
  g_assert_nonnull (strstr (((GError *) fixture->errors->pdata[0])->message, "“a.bin” became shorter"));
  g_assert_cmpuint (fixture->names->len, ==, 0);
}

static void
test_unreadable_file (UploadFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = upload_list_files (upload_new_file (fixture, "a.txt", "a", 1), NULL);

  if (geteuid () == 0) {
    g_test_skip ("root reads everything");
    return;
  }

  g_assert_cmpint (g_chmod (g_file_peek_path (files->pdata[0]), 0), ==, 0);
  upload_files (fixture, files);
  upload_assert_error (fixture, 0, GRADIO_ERROR_FILE);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (((UploadFixture *) user_data)->cancellable);

  return G_SOURCE_REMOVE;
}

static void
test_cancel (UploadFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) files = upload_list_files (upload_new_file (fixture, "a.txt", "a", 1), NULL);

  fake_app_answer (fixture->app, UPLOAD_PATH, 1, NULL, NULL);
  gradio_client_set_transfer_timeout (fixture->client, 20000);
  g_timeout_add (100, cancel_cb, fixture);
  upload_start (fixture, files);
  upload_files (fixture, files); /* one sends, the other waits for it */
  while (fixture->n_done < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (fixture->objects);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/upload/errors", UploadFixture, NULL, upload_set_up, test_errors, upload_tear_down);
  g_test_add ("/upload/cut", UploadFixture, NULL, upload_set_up, test_cut, upload_tear_down);
  g_test_add ("/upload/stalled", UploadFixture, "plain", upload_set_up, test_stalled, upload_tear_down);
  g_test_add ("/upload/deaf", UploadFixture, NULL, upload_set_up, test_deaf, upload_tear_down);
  g_test_add ("/upload/login", UploadFixture, "plain", upload_set_up, test_login, upload_tear_down);
  g_test_add ("/upload/odd-answers", UploadFixture, "plain", upload_set_up, test_odd_answers, upload_tear_down);
  g_test_add ("/upload/shrinking-file", UploadFixture, NULL, upload_set_up, test_shrinking_file, upload_tear_down);
  g_test_add ("/upload/unreadable-file", UploadFixture, NULL, upload_set_up, test_unreadable_file, upload_tear_down);
  g_test_add ("/upload/cancel", UploadFixture, "plain", upload_set_up, test_cancel, upload_tear_down);

  return g_test_run ();
}
