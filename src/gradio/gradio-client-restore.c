/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a client knew the last time, so that it can be shown before the server answers. */
#include "config.h"

#include "gradio-client-private.h"

#include "gradio-error.h"
#include "gradio-login.h"

#include <glib/gi18n-lib.h>

/* Address of the app, the Space that was asked for, page, query, /info and /config. */
#define FORMAT "(smsmsmsmayay)"

static gboolean
is_personal (GradioClient *self)
{
  GradioCredentials *credentials = gradio_connection_get_credentials (self->connection);

  return gradio_client_get_username (self) != NULL || gradio_credentials_get_token (credentials) != NULL ||
         gradio_login_get_count (gradio_connection_get_login (self->connection)) > 0;
}

static GVariant *
new_bytes (GBytes *bytes)
{
  return g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
}

GBytes *
gradio_client_dup_snapshot (GradioClient *self)
{
  GradioDescription   *description = NULL;
  g_autoptr (GVariant) variant = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (self), NULL);

  description = self->description;
  if (description == NULL || !self->connected || is_personal (self))
    return NULL;

  variant = g_variant_ref_sink (g_variant_new ("(smsmsms@may@ay)", gradio_client_get_base_uri (self),
                                               description->asked_space, description->page, description->query,
                                               g_variant_new_maybe (G_VARIANT_TYPE_BYTESTRING, description->info != NULL ? new_bytes (description->info) : NULL),
                                               new_bytes (description->config)));

  return g_variant_get_data_as_bytes (variant);
}

/* Restoring */

typedef struct {
  GradioDescription *description;
  char              *base;
} Restored;

static void
restored_free (Restored *self)
{
  g_clear_pointer (&self->description, gradio_description_unref);
  g_free (self->base);
  g_free (self);
}

static gboolean
is_web_address (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
  const char      *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  return (g_strcmp0 (scheme, "http") == 0 || g_strcmp0 (scheme, "https") == 0) && g_uri_get_host (uri) != NULL &&
         *g_uri_get_host (uri) != '\0';
}

static gboolean
read_description (Restored *self,
                  GVariant *variant)
{
  g_autoptr (GVariant) config = g_variant_get_child_value (variant, 5);
  g_autoptr (GVariant) maybe_info = g_variant_get_child_value (variant, 4);
  g_autoptr (GVariant) info = g_variant_get_maybe (maybe_info);
  g_autoptr (GBytes)   config_bytes = g_variant_get_data_as_bytes (config);
  g_autoptr (GBytes)   info_bytes = info != NULL ? g_variant_get_data_as_bytes (info) : NULL;

  self->description = gradio_description_new (config_bytes, NULL);
  if (self->description == NULL || !gradio_description_is_app (self->description) ||
      (info_bytes != NULL && !gradio_description_add_info (self->description, info_bytes, NULL)))
    return FALSE;

  g_variant_get_child (variant, 1, "ms", &self->description->asked_space);
  g_variant_get_child (variant, 2, "ms", &self->description->page);
  g_variant_get_child (variant, 3, "ms", &self->description->query);

  return TRUE;
}

static void
restore_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (FORMAT), task_data, FALSE));
  Restored            *self = g_new0 (Restored, 1);

  if (g_variant_is_normal_form (variant))
    g_variant_get_child (variant, 0, "s", &self->base);
  if (self->base != NULL && is_web_address (self->base) && read_description (self, variant)) {
    g_task_return_pointer (task, self, (GDestroyNotify) restored_free);
    return;
  }

  restored_free (self);
  g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("What was kept of the app cannot be read."));
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GradioClient     *self = g_task_get_source_object (task);
  GError           *error = NULL;
  Restored         *restored = g_task_propagate_pointer (G_TASK (result), &error);
  const char       *prefix;

  if (restored == NULL) {
    g_task_return_error (task, error);
    return;
  }

  if (gradio_client_get_socket (self) != NULL && !gradio_client_is_on_socket (self, restored->base)) {
    g_task_return_new_error (task, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("What was kept is another app’s."));
    restored_free (restored);
    return;
  }

  /* The server may have been faster. */
  if (self->description != NULL || gradio_client_get_base_uri (self) != NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_EXISTS, _("The app is connected already."));
    restored_free (restored);
    return;
  }

  prefix = restored->description->api_prefix != NULL ? restored->description->api_prefix : "";
  gradio_connection_hold (self->connection, restored->base, prefix);
  gradio_connection_set_query (self->connection, restored->description->query);
  gradio_connection_set_max_file_size (self->connection, restored->description->max_file_size);
  self->restored_base = g_strdup (restored->base);
  gradio_client_take_description (self, restored->description);
  restored_free (restored);
  g_task_return_boolean (task, TRUE);
}

void
gradio_client_restore_async (GradioClient       *self,
                             GBytes             *snapshot,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask            *task;
  g_autoptr (GTask) reading = NULL;

  g_return_if_fail (GRADIO_IS_CLIENT (self));
  g_return_if_fail (snapshot != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gradio_client_restore_async);

  /* Without the client: the thread may hold its task a moment longer than anyone else. */
  reading = g_task_new (NULL, cancellable, restored_cb, task);
  g_task_set_task_data (reading, g_bytes_ref (snapshot), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (reading, restore_thread);
}

gboolean
gradio_client_restore_finish (GradioClient *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Connecting */

typedef struct {
  GradioDescription *before;
  GradioDescription *now;
} Comparison;

static void
comparison_free (Comparison *self)
{
  gradio_description_unref (self->before);
  gradio_description_unref (self->now);
  g_free (self);
}

static void
compare_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Comparison *self = task_data;

  g_task_return_boolean (task, gradio_description_equal (self->before, self->now));
}

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, g_task_propagate_boolean (G_TASK (result), NULL));
}

void
gradio_client_compare_async (GradioClient       *self,
                             GradioDescription  *description,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GTask) comparing = NULL;
  Comparison       *comparison;

  g_task_set_source_tag (task, gradio_client_compare_async);
  if (self->restored_base == NULL || g_strcmp0 (self->restored_base, gradio_client_get_base_uri (self)) != 0) {
    g_task_return_boolean (task, FALSE);
    return;
  }

  comparison = g_new0 (Comparison, 1);
  comparison->before = gradio_description_ref (self->description);
  comparison->now = gradio_description_ref (description);
  comparing = g_task_new (NULL, NULL, compared_cb, g_steal_pointer (&task));
  g_task_set_task_data (comparing, comparison, (GDestroyNotify) comparison_free);
  g_task_run_in_thread (comparing, compare_thread);
}

gboolean
gradio_client_compare_finish (GradioClient *self,
                              GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/* What was made of the text stays when it is the same: nobody has to make anything again. */
void
gradio_client_take_connected (GradioClient      *self,
                              GradioDescription *description,
                              gboolean           equal)
{
  self->connected = TRUE;
  self->confirmed = equal;
  g_clear_pointer (&self->restored_base, g_free);
  if (equal)
    gradio_description_swap_start (self->description, description);
  else
    gradio_client_take_description (self, description);
}

gboolean
gradio_client_is_connected (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), FALSE);

  return self->connected;
}

gboolean
gradio_client_is_confirmed (GradioClient *self)
{
  g_return_val_if_fail (GRADIO_IS_CLIENT (self), FALSE);

  return self->confirmed;
}
