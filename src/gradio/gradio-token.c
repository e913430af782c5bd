/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-token.h"

#include "gradio-address.h"
#include "gradio-error.h"
#include "gradio-token-place.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#ifdef HAVE_LIBSECRET
#include "gradio-token-schema.h"
#endif

/* Returns: (transfer full) (nullable): what is left of a token without the spaces around it */
static char *
dup_token (const char *text)
{
  g_autofree char *token = g_strstrip (g_strdup (text != NULL ? text : ""));

  return *token != '\0' ? g_steal_pointer (&token) : NULL;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autofree char   *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char   *name = g_file_get_parse_name (G_FILE (source));

  if (g_file_load_contents_finish (G_FILE (source), result, &contents, NULL, NULL, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
    g_task_return_pointer (task, dup_token (contents), g_free);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_FILE,
                             _("The token in “%s” cannot be read: %s"), name, error->message);
}

/* Takes @task. */
static void
look_into_file (GTask *task)
{
  g_autofree char  *path = gradio_token_place_dup_file ();
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_file_load_contents_async (file, g_task_get_cancellable (task), loaded_cb, task);
}

#ifdef HAVE_LIBSECRET

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask             *task = user_data;
  g_autoptr (GError) error = NULL;
  char              *secret = secret_password_lookup_finish (result, &error);
  char              *token = dup_token (secret);

  if (error != NULL) /* there is no store, or it stays locked: as if there was no token */
    g_debug ("The secret store: %s", error->message);

  secret_password_free (secret);
  if (token != NULL) {
    g_task_return_pointer (task, token, g_free);
    g_object_unref (task);
  } else {
    look_into_file (task);
  }
}

/* Takes @task. */
static void
look_into_store (GTask *task)
{
  g_autofree char *hub = gradio_address_dup_hub ();

  secret_password_lookup (gradio_token_get_schema (), g_task_get_cancellable (task), looked_up_cb, task, "hub", hub,
                          NULL);
}

#else

static void
look_into_store (GTask *task)
{
  look_into_file (task);
}

#endif

void
gradio_token_find_async (const char         *token,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char  *found = dup_token (token);

  g_task_set_source_tag (task, gradio_token_find_async);
  if (found == NULL && gradio_token_place_is_closed ()) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }

  if (found == NULL)
    found = dup_token (gradio_token_place_get_variable ());
  if (found != NULL) {
    g_task_return_pointer (task, g_steal_pointer (&found), g_free);
    return;
  }

  look_into_store (g_steal_pointer (&task));
}

char *
gradio_token_find_finish (GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
