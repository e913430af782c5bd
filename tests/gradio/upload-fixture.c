/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "upload-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* No limit of size, and a file parameter for the jobs. */
const char UPLOAD_CONFIG[] =
  "{\"version\":\"6.31.0\",\"protocol\":\"sse_v3\",\"api_prefix\":\"/gradio_api\",\"app_id\":1,"
  "\"components\":[{\"id\":1,\"type\":\"textbox\",\"props\":{}},{\"id\":2,\"type\":\"file\",\"props\":{}}],"
  "\"layout\":{\"id\":0,\"children\":[]},\"dependencies\":[{\"id\":0,\"targets\":[[9,\"click\"]],\"inputs\":[1,2],"
  "\"outputs\":[1],\"backend_fn\":true,\"queue\":true,\"api_name\":\"echo\",\"api_visibility\":\"public\"}]}";

static void
shorten (const char *path)
{
  g_assert_cmpint (truncate (path, 10), ==, 0);
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  ((UploadFixture *) user_data)->n_swallowed += g_bytes_get_size (chunk);
}

static void
began_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  UploadFixture *fixture = user_data;

  fixture->n_requests++;
  if (fixture->to_shorten != NULL)
    shorten (fixture->to_shorten);
  if (fixture->swallows) {
    soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
    g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), fixture);
  }
  if (fixture->n_cut > 0) {
    fixture->n_cut--;
    g_socket_close (soup_server_message_get_socket (message), NULL);
  }
}

static gboolean
take_parts (UploadFixture *fixture, SoupMultipart *parts, GString *answer)
{
  for (int i = 0; i < soup_multipart_get_length (parts); i++) {
    SoupMessageHeaders    *headers;
    GBytes                *body;
    g_autoptr (GHashTable) parameters = NULL;
    g_autofree char       *disposition = NULL;
    const char            *name;

    soup_multipart_get_part (parts, i, &headers, &body);
    soup_message_headers_get_content_disposition (headers, &disposition, &parameters);
    g_assert_cmpstr (g_hash_table_lookup (parameters, "name"), ==, "files");
    name = g_hash_table_lookup (parameters, "filename");
    if (g_strcmp0 (name, fixture->bad) == 0)
      return FALSE;
    g_string_append_printf (answer, "%s\"/tmp/%u/%s\"", i > 0 ? "," : "", fixture->names->len + i, name);
  }
  for (int i = 0; i < soup_multipart_get_length (parts); i++)
    g_ptr_array_add (fixture->names, g_strdup ("x"));

  return TRUE;
}

static void
upload_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  UploadFixture            *fixture = user_data;
  g_autoptr (GBytes)        body = NULL;
  g_autoptr (SoupMultipart) parts = NULL;
  g_autoptr (GString)       answer = g_string_new ("[");

  soup_server_message_set_status (message, 200, NULL);
  if (fixture->swallows) {
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "[\"/tmp/x\"]", 10);
    return;
  }

  body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  parts = soup_multipart_new_from_message (soup_server_message_get_request_headers (message), body);
  g_assert_nonnull (parts);
  if (take_parts (fixture, parts, answer)) {
    g_string_append_c (answer, ']');
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer->str, answer->len);
  } else {
    soup_server_message_set_status (message, 413, NULL);
    soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "too large", 9);
  }
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UploadFixture *fixture = user_data;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &fixture->error);
  g_assert_no_error (fixture->error);
  fixture->done = TRUE;
}

void
upload_connect (UploadFixture *fixture, const char *uri)
{
  if (fixture->client != NULL)
    g_assert_finalize_object (fixture->client);
  fixture->client = gradio_client_new (uri);
  gradio_client_set_transfer_timeout (fixture->client, 300); /* pauses of 5 to 80 ms */
  fixture->done = FALSE;
  gradio_client_connect_async (fixture->client, NULL, connected_cb, fixture);
  fake_app_wait (&fixture->done);
}

void
upload_set_up (UploadFixture *fixture, gconstpointer data)
{
  fixture->app = fake_app_new ();
  fake_app_answer (fixture->app, "/config", 200, "application/json", UPLOAD_CONFIG);
  if (data == NULL) {
    soup_server_add_early_handler (fake_app_get_server (fixture->app), UPLOAD_PATH, began_cb, fixture, NULL);
    soup_server_add_handler (fake_app_get_server (fixture->app), UPLOAD_PATH, upload_cb, fixture, NULL);
  }
  fixture->cancellable = g_cancellable_new ();
  fixture->folder = g_dir_make_tmp ("upload-XXXXXX", NULL);
  fixture->names = g_ptr_array_new_with_free_func (g_free);
  upload_connect (fixture, fake_app_get_uri (fixture->app));
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
clear_outcome (UploadFixture *fixture)
{
  g_clear_pointer (&fixture->objects, json_array_unref);
  g_clear_pointer (&fixture->errors, g_ptr_array_unref);
  g_clear_error (&fixture->error);
}

void
upload_tear_down (UploadFixture *fixture, gconstpointer data)
{
  clear_outcome (fixture);
  g_clear_object (&fixture->cancellable);
  g_clear_pointer (&fixture->names, g_ptr_array_unref);
  g_clear_pointer (&fixture->to_shorten, g_free);
  g_assert_finalize_object (fixture->client);
  fake_app_free (fixture->app);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

GFile *
upload_new_file (UploadFixture *fixture, const char *name, const char *content, gsize size)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));

  return g_file_new_for_path (path);
}

GFile *
upload_new_sparse_file (UploadFixture *fixture, const char *name, goffset size, char last)
{
  g_autoptr (GFile) file = upload_new_file (fixture, name, "", 0);
  int               fd = open (g_file_peek_path (file), O_WRONLY);

  g_assert_cmpint (pwrite (fd, &last, 1, size - 1), ==, 1);
  g_assert_true (g_close (fd, NULL));

  return g_steal_pointer (&file);
}

static void
progress_cb (goffset transferred, goffset total, gpointer user_data)
{
  UploadFixture *fixture = user_data;

  g_assert_cmpint (transferred, >=, fixture->transferred);
  g_assert_cmpint (transferred, <=, total);
  fixture->transferred = transferred;
  fixture->total = total;
  fixture->n_progress++;
}

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UploadFixture *fixture = user_data;

  clear_outcome (fixture);
  fixture->objects = gradio_client_upload_many_finish (GRADIO_CLIENT (source), result, &fixture->errors,
                                                       &fixture->error);
  fixture->n_done++;
  fixture->done = TRUE;
}

void
upload_start (UploadFixture *fixture, GPtrArray *files)
{
  fixture->done = FALSE;
  fixture->transferred = 0;
  gradio_client_upload_many_async (fixture->client, files, progress_cb, fixture, NULL, fixture->cancellable, uploaded_cb,
                                   fixture);
}

void
upload_files (UploadFixture *fixture, GPtrArray *files)
{
  upload_start (fixture, files);
  fake_app_wait (&fixture->done);
}

GPtrArray *
upload_list_files (GFile *first, ...)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);
  va_list    more;

  va_start (more, first);
  for (GFile *file = first; file != NULL; file = va_arg (more, GFile *))
    g_ptr_array_add (files, file);
  va_end (more);

  return files;
}

const char *
upload_get_text (JsonArray *objects, guint i, const char *member)
{
  return json_object_get_string_member (json_array_get_object_element (objects, i), member);
}

void
upload_assert_all_good (UploadFixture *fixture)
{
  g_assert_no_error (fixture->error);
  for (guint i = 0; i < fixture->errors->len; i++)
    g_assert_no_error ((GError *) fixture->errors->pdata[i]);
}

void
upload_assert_error (UploadFixture *fixture, guint i, int code)
{
  g_assert_error ((GError *) fixture->errors->pdata[i], GRADIO_ERROR, code);
  g_assert_true (json_array_get_null_element (fixture->objects, i));
}
