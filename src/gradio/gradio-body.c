/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-body.h"

#include "gradio-error.h"

#include <glib/gi18n-lib.h>

#define FIRST_SIZE (4 * 1024)
#define READ_SIZE (256 * 1024)
/* In one turn of the main loop. */
#define MAX_READS 16

typedef struct {
  GInputStream *input;
  GByteArray   *bytes; /* those behind size are room for the next piece */
  gsize         size;
} Body;

static void
body_free (Body *body)
{
  g_clear_object (&body->input);
  g_clear_pointer (&body->bytes, g_byte_array_unref);
  g_free (body);
}

static void read_more (GTask *task);

/* Takes the task. */
static void
return_body (GTask *task)
{
  Body *body = g_task_get_task_data (task);

  g_input_stream_close (body->input, NULL, NULL); /* only then is the session done with the message */
  g_byte_array_set_size (body->bytes, body->size);
  g_task_return_pointer (task, g_byte_array_free_to_bytes (g_steal_pointer (&body->bytes)),
                         (GDestroyNotify) g_bytes_unref);
  g_object_unref (task);
}

/* Takes the task and the error. */
static void
return_error (GTask  *task,
              GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Deals with what was read; takes the task when that was the last. Returns: whether there is more to read */
static gboolean
take (GTask  *task,
      gssize  n,
      GError *error)
{
  Body *body = g_task_get_task_data (task);

  body->size += MAX (n, 0);
  if (n < 0)
    return_error (task, error);
  else if (n == 0)
    return_body (task);
  else if (body->size > GRADIO_MAX_BODY_SIZE)
    return_error (task, g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_SERVER,
                                             _("The server sent a message that is too large.")));
  else
    return TRUE;

  return FALSE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GError *error = NULL;
  gssize  n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (take (user_data, n, error))
    read_more (user_data);
}

/* Most answers are short: a little room at first, then twice as much each time. */
static gsize
make_room (Body *body)
{
  gsize room = CLAMP (body->size, FIRST_SIZE, READ_SIZE);

  g_byte_array_set_size (body->bytes, body->size + room);

  return room;
}

/*
 * What has come already is read at once: each turn of the main loop costs more than a short answer.
 *
 * Returns: whether it has to be waited for; if not, the task is done with
 */
static gboolean
read_what_is_there (GTask *task)
{
  Body *body = g_task_get_task_data (task);

  if (!G_IS_POLLABLE_INPUT_STREAM (body->input) ||
      !g_pollable_input_stream_can_poll (G_POLLABLE_INPUT_STREAM (body->input)))
    return TRUE;

  for (guint i = 0; i < MAX_READS; i++) {
    GError *error = NULL;
    gsize   room = make_room (body);
    gssize  n = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (body->input),
                                                          body->bytes->data + body->size, room,
                                                          g_task_get_cancellable (task), &error);

    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
      g_error_free (error);
      return TRUE;
    }
    if (!take (task, n, error))
      return FALSE;
  }

  return TRUE;
}

static void
read_more (GTask *task)
{
  Body *body = g_task_get_task_data (task);
  gsize room;

  if (!read_what_is_there (task))
    return;

  room = make_room (body);
  g_input_stream_read_async (body->input, body->bytes->data + body->size, room, g_task_get_priority (task),
                             g_task_get_cancellable (task), read_cb, task);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask  *task = user_data;
  Body   *body = g_task_get_task_data (task);
  GError *error = NULL;

  body->input = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (body->input != NULL) {
    read_more (task);
  } else {
    g_task_return_error (task, error);
    g_object_unref (task);
  }
}

void
gradio_body_fetch_async (SoupSession        *session,
                         SoupMessage        *message,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Body  *body = g_new0 (Body, 1);

  g_task_set_source_tag (task, gradio_body_fetch_async);
  g_task_set_task_data (task, body, (GDestroyNotify) body_free);
  body->bytes = g_byte_array_new ();
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, cancellable, sent_cb, task);
}

GBytes *
gradio_body_fetch_finish (SoupSession  *session,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
