/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-stream-reader.h"

#include "sp-playlist.h"
#include "sp-ts-shift.h"

#include <libsoup/soup.h>

#include <glib/gi18n-lib.h>

#define POLL_INTERVAL 1000                       /* milliseconds between two looks at the playlist */
#define PATIENCE 120000                          /* milliseconds */
#define PIECE 65536                              /* bytes of a body at a time */
#define LARGEST_FILE ((gsize) 256 * 1024 * 1024) /* bytes of a playlist or a segment */

struct _SpStreamReader {
  GObject parent_instance;

  SoupSession  *session;
  SoupSession  *own_session; /* (nullable): for an app on a socket, which a session asks for all that it sends */
  GradioClient *client;      /* owned, (nullable): says who may be asked */
  GUri         *uri;
  GHashTable   *headers; /* owned, (nullable) */
  guint         patience;
  gboolean      is_playlist;

  GTask        *task;       /* the piece that is asked for */
  gint64        asked_at;   /* monotonic, when it was asked for */
  GInputStream *input;      /* what is being read */
  GByteArray   *file;       /* what has come of a playlist or a segment */
  SpPlaylist   *playlist;   /* (nullable) */
  guint64       next;       /* number of the segment to fetch */
  double        start;      /* seconds before it */
  double        duration;   /* seconds of all that are known */
  gint64        looked_at;  /* monotonic, when the playlist was asked for */
  gboolean      in_segment; /* what is being read is one, and not the playlist */
  gboolean      complete;
};

G_DEFINE_FINAL_TYPE (SpStreamReader, sp_stream_reader, G_TYPE_OBJECT)

static void go_on (SpStreamReader *self);

static void
return_error (SpStreamReader *self, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_clear_object (&self->input);
  g_task_return_error (task, error);
}

static void
return_sentence (SpStreamReader *self, const char *sentence)
{
  return_error (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, sentence));
}

static void
return_piece (SpStreamReader *self, GBytes *piece)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_task_return_pointer (task, piece, (GDestroyNotify) g_bytes_unref);
}

/* Of a network, whose own words are not for users. */
static void
return_failure (SpStreamReader *self, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    return_error (self, error);
    return;
  }

  g_debug ("Reading a stream failed: %s", error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return_sentence (self, _("The app stopped sending."));
  else
    return_sentence (self, _("The app can no longer be reached."));
  g_error_free (error);
}

static gboolean
is_same_origin (GUri *uri, GUri *other)
{
  return g_strcmp0 (g_uri_get_scheme (uri), g_uri_get_scheme (other)) == 0 &&
         g_strcmp0 (g_uri_get_host (uri), g_uri_get_host (other)) == 0 &&
         g_uri_get_port (uri) == g_uri_get_port (other);
}

static SoupMessage *
make_message (SpStreamReader *self, GUri *uri)
{
  SoupMessage   *message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  GHashTableIter iter;
  gpointer       name = NULL;
  gpointer       value = NULL;

  /* From a socket into the network, or back: neither session knows both. */
  if (self->own_session != NULL)
    soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (self->client != NULL && gradio_client_get_only_own_server (self->client))
    soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);

  if (self->headers == NULL || g_hash_table_size (self->headers) == 0 ||
      !is_same_origin (self->uri, uri))
    return message;

  /* Nor may they go to where this host sends us. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  g_hash_table_iter_init (&iter, self->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (soup_message_get_request_headers (message), name, value);

  return message;
}

static void
take_playlist (SpStreamReader *self)
{
  double duration = 0;

  g_clear_pointer (&self->playlist, sp_playlist_free);
  self->playlist = sp_playlist_parse ((const char *) self->file->data, self->file->len);
  if (self->playlist == NULL) {
    return_sentence (self, _("The app sent something that is no stream."));
    return;
  }

  for (guint i = 0; i < self->playlist->segments->len; i++)
    duration += ((SpPlaylistSegment *) g_ptr_array_index (self->playlist->segments, i))->duration;
  self->duration = MAX (self->duration, duration);
  self->next = MAX (self->next, self->playlist->first);
  self->complete = self->playlist->ended;
  go_on (self);
}

/* The segment that is to be fetched, NULL while it is not in the playlist. */
static SpPlaylistSegment *
get_segment (SpStreamReader *self)
{
  guint64 index = 0;

  if (self->playlist == NULL)
    return NULL;

  index = self->next - self->playlist->first;

  return index < self->playlist->segments->len
           ? g_ptr_array_index (self->playlist->segments, (guint) index)
           : NULL;
}

static void
take_segment (SpStreamReader *self)
{
  SpPlaylistSegment *segment = get_segment (self);
  double             length = sp_ts_shift (self->file->data, self->file->len, self->start);

  /* What is longer than the playlist says must not begin before the one before it ends. */
  self->start += MIN (MAX (segment->duration, length), SP_PLAYLIST_LONGEST_SEGMENT);
  self->next++;
  if (self->file->len > 0)
    return_piece (self, g_byte_array_free_to_bytes (g_steal_pointer (&self->file)));
  else /* An empty piece would be the end. */
    go_on (self);
}

static void file_read_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
read_file (SpStreamReader *self)
{
  g_input_stream_read_bytes_async (self->input, PIECE, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (self->task), file_read_cb,
                                   g_object_ref (self));
}

static void
file_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpStreamReader) self = user_data;
  g_autoptr (GBytes)         bytes = NULL;
  GError                    *error = NULL;

  bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (bytes == NULL) {
    return_failure (self, error);
  } else if (g_bytes_get_size (bytes) > LARGEST_FILE - self->file->len) {
    return_sentence (self, _("The app sent more than can be played."));
  } else if (g_bytes_get_size (bytes) > 0) {
    g_byte_array_append (self->file, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
    read_file (self);
  } else {
    g_clear_object (&self->input);
    if (self->in_segment)
      take_segment (self);
    else
      take_playlist (self);
  }
}

static void
body_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpStreamReader) self = user_data;
  GError                    *error = NULL;
  GBytes                    *bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL) {
    return_failure (self, error);
    return;
  }

  self->complete = g_bytes_get_size (bytes) == 0;
  return_piece (self, bytes);
}

static void
read_body (SpStreamReader *self)
{
  g_input_stream_read_bytes_async (self->input, PIECE, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (self->task), body_read_cb,
                                   g_object_ref (self));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpStreamReader) self = user_data;
  SoupMessage               *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  GError                    *error = NULL;

  g_clear_object (&self->input);
  self->input = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->input == NULL)
    return_failure (self, error);
  else if (soup_message_get_status (message) == SOUP_STATUS_NOT_FOUND)
    return_sentence (self, self->in_segment ? _("The app lost a part of the stream.")
                                            : _("The app no longer has this stream. Run it again."));
  else if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    return_sentence (self, _("The app does not give the stream."));
  else if (self->is_playlist)
    read_file (self);
  else
    read_body (self);
}

static void
ask_for (SpStreamReader *self, GUri *uri)
{
  g_autoptr (SoupMessage) message = make_message (self, uri);
  g_autofree char        *address = g_uri_to_string (uri);
  gboolean                is_own = self->own_session != NULL && is_same_origin (self->uri, uri);
  GError                 *error = NULL;

  if (self->client != NULL && !gradio_client_check_server (self->client, address, &error)) {
    return_error (self, error);
    return;
  }

  g_clear_pointer (&self->file, g_byte_array_unref);
  self->file = g_byte_array_new ();
  soup_session_send_async (is_own ? self->own_session : self->session, message, G_PRIORITY_DEFAULT,
                           g_task_get_cancellable (self->task), sent_cb, g_object_ref (self));
}

static void
ask_for_segment (SpStreamReader *self, SpPlaylistSegment *segment)
{
  g_autoptr (GUri) uri = g_uri_parse_relative (self->uri, segment->uri, SOUP_HTTP_URI_FLAGS, NULL);

  /* A playlist must not make us read what is on this computer. */
  if (uri == NULL || g_uri_get_host (uri) == NULL ||
      (!g_str_equal (g_uri_get_scheme (uri), "http") && !g_str_equal (g_uri_get_scheme (uri), "https"))) {
    return_sentence (self, _("The app sent something that is no stream."));
    return;
  }

  self->in_segment = TRUE;
  ask_for (self, uri);
}

static gboolean
look_again_cb (gpointer user_data)
{
  go_on (user_data);

  return G_SOURCE_REMOVE;
}

static void
look_again (SpStreamReader *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 pause = self->looked_at == 0 ? 0 : self->looked_at / 1000 + POLL_INTERVAL - now / 1000;

  if (now - self->asked_at > (gint64) self->patience * 1000) {
    return_sentence (self, _("The app stopped sending."));
  } else if (pause > 0) {
    g_timeout_add_full (G_PRIORITY_DEFAULT, (guint) pause, look_again_cb, g_object_ref (self),
                        g_object_unref);
  } else {
    self->looked_at = now;
    self->in_segment = FALSE;
    ask_for (self, self->uri);
  }
}

static void
go_on (SpStreamReader *self)
{
  SpPlaylistSegment *segment = get_segment (self);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (self->task)))
    return_error (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, ""));
  else if (segment != NULL)
    ask_for_segment (self, segment);
  else if (self->complete)
    return_piece (self, g_bytes_new (NULL, 0));
  else
    look_again (self);
}

static void
sp_stream_reader_finalize (GObject *object)
{
  SpStreamReader *self = SP_STREAM_READER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->own_session);
  g_clear_object (&self->client);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_object (&self->input);
  g_clear_pointer (&self->file, g_byte_array_unref);
  g_clear_pointer (&self->playlist, sp_playlist_free);

  G_OBJECT_CLASS (sp_stream_reader_parent_class)->finalize (object);
}

static void
sp_stream_reader_class_init (SpStreamReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_stream_reader_finalize;
}

static void
sp_stream_reader_init (SpStreamReader *self)
{
  self->session = soup_session_new ();
  self->patience = PATIENCE;
  soup_session_set_timeout (self->session, PATIENCE / 1000);
}

SpStreamReader *
sp_stream_reader_new (const char *uri, GHashTable *headers)
{
  SpStreamReader *self = g_object_new (SP_TYPE_STREAM_READER, NULL);

  self->uri = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  self->headers = headers != NULL ? g_hash_table_ref (headers) : NULL;
  self->is_playlist = self->uri != NULL && g_str_has_suffix (g_uri_get_path (self->uri), ".m3u8");

  return self;
}

void
sp_stream_reader_set_patience (SpStreamReader *self, guint milliseconds)
{
  g_return_if_fail (SP_IS_STREAM_READER (self));

  self->patience = milliseconds > 0 ? milliseconds : PATIENCE;
  soup_session_set_timeout (self->session, (self->patience + 999) / 1000);
  if (self->own_session != NULL)
    soup_session_set_timeout (self->own_session, (self->patience + 999) / 1000);
}

void
sp_stream_reader_set_socket (SpStreamReader *self, GSocketConnectable *socket)
{
  g_return_if_fail (SP_IS_STREAM_READER (self));

  g_clear_object (&self->own_session);
  if (socket == NULL)
    return;

  self->own_session = soup_session_new_with_options ("remote-connectable", socket, "proxy-resolver", NULL, "timeout",
                                                     (self->patience + 999) / 1000, NULL);
}

void
sp_stream_reader_set_client (SpStreamReader *self, GradioClient *client)
{
  g_return_if_fail (SP_IS_STREAM_READER (self));

  g_set_object (&self->client, client);
}

void
sp_stream_reader_next_async (SpStreamReader     *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_return_if_fail (SP_IS_STREAM_READER (self));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, sp_stream_reader_next_async);
  self->asked_at = g_get_monotonic_time ();
  if (self->uri == NULL)
    return_sentence (self, _("The app sent something that is no stream."));
  else if (self->is_playlist)
    go_on (self);
  else if (self->input == NULL)
    ask_for (self, self->uri);
  else
    read_body (self);
}

GBytes *
sp_stream_reader_next_finish (SpStreamReader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

double
sp_stream_reader_get_duration (SpStreamReader *self)
{
  g_return_val_if_fail (SP_IS_STREAM_READER (self), 0);

  return self->duration;
}

gboolean
sp_stream_reader_get_complete (SpStreamReader *self)
{
  g_return_val_if_fail (SP_IS_STREAM_READER (self), FALSE);

  return self->complete;
}
