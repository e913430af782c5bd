/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-client-private.h"

#include "gradio-error.h"
#include "gradio-origin.h"

#include <glib/gi18n-lib.h>

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  gsize              max_size = GPOINTER_TO_SIZE (g_task_get_task_data (task));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = gradio_connection_fetch_finish (GRADIO_CONNECTION (source), result, &error);

  if (body != NULL && g_bytes_get_size (body) > max_size)
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_SERVER,
                             _("The server sent a message that is too large."));
  else if (body != NULL)
    g_task_return_pointer (task, g_steal_pointer (&body), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
gradio_client_fetch_async (GradioClient       *self,
                           const char         *path,
                           gsize               max_size,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask                  *task;
  g_autofree char        *uri = NULL;
  g_autoptr (SoupMessage) message = NULL;

  g_return_if_fail (GRADIO_IS_CLIENT (self));
  g_return_if_fail (gradio_client_get_base_uri (self) != NULL);
  g_return_if_fail (path != NULL && *path == '/');

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gradio_client_fetch_async);
  g_task_set_task_data (task, GSIZE_TO_POINTER (max_size), NULL);
  uri = g_strconcat (gradio_client_get_base_uri (self), path, NULL);
  message = gradio_connection_new_message (self->connection, SOUP_METHOD_GET, uri);
  if (message == NULL) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_ADDRESS,
                             _("“%s” is not a web address"), uri);
    g_object_unref (task);
    return;
  }

  gradio_connection_fetch_async (self->connection, message, GRADIO_PATIENCE_CALL, cancellable, fetched_cb,
                                 task);
}

GBytes *
gradio_client_fetch_finish (GradioClient *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Returns: (transfer full) (nullable): the other server that an answer leads to */
static GUri *
dup_elsewhere (SoupMessage *message)
{
  const char      *location = soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_autoptr (GUri) uri = NULL;

  if (!SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (message)) || location == NULL)
    return NULL;

  uri = g_uri_parse_relative (soup_message_get_uri (message), location, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || gradio_origin_equal (uri, soup_message_get_uri (message)))
    return NULL;

  return g_steal_pointer (&uri);
}

/* The other server is asked by the browser, which the user may be known to. */
static void
sign_in_headers_cb (SoupMessage *message)
{
  g_autoptr (GUri) elsewhere = dup_elsewhere (message);

  if (elsewhere != NULL)
    soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
}

/* The way leads back to the app, or to where a browser is needed. */
static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GUri)   elsewhere = dup_elsewhere (g_task_get_task_data (task));
  GError            *error = NULL;

  body = gradio_connection_fetch_finish (GRADIO_CONNECTION (source), result, &error);
  if (elsewhere != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_clear_error (&error);
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_LOGIN, _("Signing in leads to %s."),
                             g_uri_get_host (elsewhere));
  } else if (error != NULL) {
    g_task_return_error (task, error);
  } else {
    g_task_return_boolean (task, TRUE);
  }
}

void
gradio_client_sign_in_async (GradioClient       *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GUri)        target = NULL;
  g_autofree char        *small = NULL;
  g_autofree char        *path = NULL;
  g_autofree char        *uri = NULL;
  GTask                  *task = NULL;

  g_return_if_fail (GRADIO_IS_CLIENT (self));
  g_return_if_fail (self->description != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gradio_client_sign_in_async);
  /* Back to something small: the app's own page may be large. */
  small = gradio_connection_dup_api_uri (self->connection, "/app_id");
  target = g_uri_parse (small, SOUP_HTTP_URI_FLAGS, NULL);
  path = g_uri_escape_string (g_uri_get_path (target), NULL, FALSE);
  uri = g_strconcat (gradio_client_get_base_uri (self), "/login/huggingface?_target_url=", path, NULL);
  message = gradio_connection_new_message (self->connection, SOUP_METHOD_GET, uri);
  g_task_set_task_data (task, g_object_ref (message), g_object_unref);
  g_signal_connect (message, "got-headers", G_CALLBACK (sign_in_headers_cb), NULL);
  gradio_connection_fetch_async (self->connection, message, GRADIO_PATIENCE_CALL, cancellable, signed_in_cb, task);
}

gboolean
gradio_client_sign_in_finish (GradioClient *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
