/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-login.h"

#include "gradio-error.h"

#include <glib/gi18n-lib.h>

struct _GradioLogin {
  GObject parent_instance;

  GPtrArray *waiting; /* GTask: for the login that is under way */
  guint      count;
};

G_DEFINE_FINAL_TYPE (GradioLogin, gradio_login, G_TYPE_OBJECT)

static void
gradio_login_finalize (GObject *object)
{
  GradioLogin *self = GRADIO_LOGIN (object);

  g_clear_pointer (&self->waiting, g_ptr_array_unref);

  G_OBJECT_CLASS (gradio_login_parent_class)->finalize (object);
}

static void
gradio_login_class_init (GradioLoginClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gradio_login_finalize;
}

static void
gradio_login_init (GradioLogin *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

GradioLogin *
gradio_login_new (void)
{
  return g_object_new (GRADIO_TYPE_LOGIN, NULL);
}

guint
gradio_login_get_count (GradioLogin *self)
{
  return self->count;
}

static void
entered_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  GradioLogin       *self = g_task_get_source_object (task);
  SoupMessage       *message = g_task_get_task_data (task);
  guint              status;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = gradio_connection_fetch_finish (GRADIO_CONNECTION (source), result, &error);

  status = soup_message_get_status (message);
  if (answer != NULL) {
    self->count++;
    g_task_return_boolean (task, TRUE);
  } else if (status == SOUP_STATUS_BAD_REQUEST || status == SOUP_STATUS_UNAUTHORIZED ||
             status == SOUP_STATUS_UNPROCESSABLE_ENTITY) { /* the last for a field that is empty */
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_CREDENTIALS,
                             _("The app does not know this user name with this password. Check both."));
  } else if (status == SOUP_STATUS_METHOD_NOT_ALLOWED) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND,
                             _("The app has a login of its own. Log in there with a browser."));
  } else {
    g_task_return_error (task, g_steal_pointer (&error));
  }
}

static GBytes *
encode_form (GradioCredentials *credentials)
{
  const char *password = gradio_credentials_get_password (credentials);
  char       *form = soup_form_encode ("username", gradio_credentials_get_user (credentials), "password",
                                 password != NULL ? password : "", NULL);

  return g_bytes_new_take (form, strlen (form));
}

void
gradio_login_enter_async (GradioLogin        *self,
                          GradioConnection   *connection,
                          const char         *base_uri,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GradioCredentials *credentials = gradio_connection_get_credentials (connection);
  g_autoptr (GTask)  task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char   *uri = g_strconcat (base_uri, "/login", NULL);
  g_autoptr (GBytes) form = NULL;
  SoupMessage       *message;

  g_task_set_source_tag (task, gradio_login_enter_async);
  if (gradio_credentials_get_user (credentials) == NULL) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_LOGIN,
                             _("This app wants a login. Give a user name and a password."));
    return;
  }
  if (!gradio_credentials_is_for (credentials, base_uri)) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_LOGIN,
                             _("The address leads to %s, which wants a login. Connect to that address to log in."),
                             base_uri);
    return;
  }

  form = encode_form (credentials);
  message = gradio_connection_new_message (connection, SOUP_METHOD_POST, uri);
  g_task_set_task_data (task, message, g_object_unref);
  gradio_connection_post_async (connection, message, "application/x-www-form-urlencoded", form,
                                GRADIO_PATIENCE_CONNECT, cancellable, entered_cb, g_steal_pointer (&task));
}

gboolean
gradio_login_enter_finish (GradioLogin  *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
renewed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GradioLogin          *self = GRADIO_LOGIN (source);
  g_autoptr (GError)    error = NULL;
  gboolean              entered = gradio_login_enter_finish (self, result, &error);
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++) {
    GTask *task = waiting->pdata[i];

    if (entered)
      g_task_return_boolean (task, TRUE);
    else
      g_task_return_error (task, g_error_copy (error));
  }
}

void
gradio_login_renew_async (GradioLogin        *self,
                          GradioConnection   *connection,
                          guint               seen,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gradio_login_renew_async);
  if (self->count > seen) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  if (self->waiting->len == 1)
    gradio_login_enter_async (self, connection, gradio_connection_get_base_uri (connection),
                              gradio_connection_get_closed (connection), renewed_cb, NULL);
}

gboolean
gradio_login_renew_finish (GradioLogin  *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
