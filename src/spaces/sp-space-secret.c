/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-space-secret.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#ifdef HAVE_LIBSECRET
#include <libsecret/secret.h>
#endif

#define MAX_LENGTH (32 * 1024)

/* A call; data of its task. */
typedef struct {
  char         *id;
  char         *name;  /* nullable */
  GStrv         names; /* to fetch */
  guint         next;
  GStrvBuilder *found;
} Call;

static Call *
call_new (const char *id, const char *name)
{
  Call *call = g_new0 (Call, 1);

  call->id = g_strdup (id);
  call->name = g_strdup (name);
  call->found = g_strv_builder_new ();
  return call;
}

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->id);
  g_free (call->name);
  g_strfreev (call->names);
  g_strv_builder_unref (call->found);
  g_free (call);
}

gboolean
sp_space_secret_check (const char *name, const char *value, GError **error)
{
  gsize length;

  g_return_val_if_fail (value != NULL, FALSE);

  if (!sp_space_settings_check_variable (name, error))
    return FALSE;

  length = strlen (value);
  if (length > 0 && length <= MAX_LENGTH && g_utf8_validate (value, length, NULL))
    return TRUE;

  if (length == 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” has no value."), name);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("The value of “%s” is no text of at most %d bytes."), name, MAX_LENGTH);
  return FALSE;
}

#ifdef HAVE_LIBSECRET

static const SecretSchema schema = {
  .name = "io.github.spaceport_app.SpaceSecret",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "space", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "name", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/* Takes the error. */
static void
fail (GTask *task, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, error);
    return;
  }

  g_dbus_error_strip_remote_error (error);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _("There is no keyring that can be used for secrets: %s. Install or unlock one, such as "
                              "GNOME Keyring or KWallet, and try again."),
                           error->message);
  g_error_free (error);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SpInstalledSpace *space = g_task_get_source_object (task);
  Call             *call = g_task_get_task_data (task);
  GError           *error = NULL;

  if (!secret_password_store_finish (result, &error)) {
    fail (task, error);
    return;
  }

  sp_space_settings_set_variable (sp_installed_space_get_settings (space), call->name, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
store (GTask *task, const char *value)
{
  SpInstalledSpace *space = g_task_get_source_object (task);
  Call             *call = g_task_get_task_data (task);
  /* Translators: how a secret is called in the keyring: the name of a variable, and a Space */
  g_autofree char *label = g_strdup_printf (_("%s of “%s”"), call->name, sp_installed_space_get_title (space));

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, value, g_task_get_cancellable (task), stored_cb,
                         g_object_ref (task), "space", call->id, "name", call->name, NULL);
}

static void
forget_names (SpInstalledSpace *space, const char *only)
{
  SpSpaceSettings *settings = sp_installed_space_get_settings (space);
  g_auto (GStrv)   names = sp_space_settings_dup_variables (settings);

  for (char **name = names; *name != NULL; name++)
    if (sp_space_settings_get_variable (settings, *name) == NULL && (only == NULL || g_str_equal (*name, only)))
      sp_space_settings_unset_variable (settings, *name);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call             *call = g_task_get_task_data (task);
  GError           *error = NULL;

  secret_password_clear_finish (result, &error); /* FALSE without an error when there was none */
  if (error != NULL) {
    fail (task, error);
    return;
  }

  forget_names (g_task_get_source_object (task), call->name);
  g_task_return_boolean (task, TRUE);
}

static void
forget (GTask *task)
{
  Call         *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (call->name != NULL)
    secret_password_clear (&schema, cancellable, forgotten_cb, g_object_ref (task), "space", call->id, "name",
                           call->name, NULL);
  else
    secret_password_clear (&schema, cancellable, forgotten_cb, g_object_ref (task), "space", call->id, NULL);
}

void
sp_space_secret_clear (const char *id)
{
  g_autoptr (GError) error = NULL;

  secret_password_clear_sync (&schema, NULL, &error, "space", id, NULL);
  if (error != NULL)
    g_message ("Secrets of “%s” may be left in the keyring: %s", id, error->message);
}

static void load_next (GTask *task);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call             *call = g_task_get_task_data (task);
  GError           *error = NULL;
  char             *value = secret_password_lookup_finish (result, &error);
  g_autofree char  *variable = NULL;

  if (error != NULL) {
    fail (task, error);
    return;
  }

  if (value != NULL) {
    variable = g_strconcat (call->names[call->next], "=", value, NULL);
    g_strv_builder_add (call->found, variable);
  }
  secret_password_free (value);
  call->next++;
  load_next (task);
}

static void
load_next (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  if (call->names[call->next] == NULL)
    g_task_return_pointer (task, g_strv_builder_end (call->found), (GDestroyNotify) g_strfreev);
  else
    secret_password_lookup (&schema, g_task_get_cancellable (task), loaded_cb, g_object_ref (task), "space", call->id,
                            "name", call->names[call->next], NULL);
}

#else

static void
fail_without (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _("This program was built without support for keyrings, so it keeps no secrets."));
}

static void
store (GTask *task, const char *value)
{
  fail_without (task);
}

static void
forget (GTask *task)
{
  fail_without (task);
}

static void
load_next (GTask *task)
{
  fail_without (task);
}

void
sp_space_secret_clear (const char *id)
{
}

#endif

void
sp_space_secret_store_async (SpInstalledSpace   *space,
                             const char         *name,
                             const char         *value,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  GError           *error = NULL;

  g_return_if_fail (SP_IS_INSTALLED_SPACE (space));

  task = g_task_new (space, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_space_secret_store_async);
  g_task_set_task_data (task, call_new (sp_installed_space_get_id (space), name), call_free);
  if (sp_space_secret_check (name, value, &error))
    store (task, value);
  else
    g_task_return_error (task, error);
}

gboolean
sp_space_secret_store_finish (SpInstalledSpace *space, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, space), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sp_space_secret_forget_async (SpInstalledSpace   *space,
                              const char         *name,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SP_IS_INSTALLED_SPACE (space));

  task = g_task_new (space, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_space_secret_forget_async);
  g_task_set_task_data (task, call_new (sp_installed_space_get_id (space), name), call_free);
  forget (task);
}

gboolean
sp_space_secret_forget_finish (SpInstalledSpace *space, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, space), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sp_space_secret_load_async (const char         *id,
                            const char *const  *names,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Call             *call;

  g_return_if_fail (id != NULL && names != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_space_secret_load_async);
  call = call_new (id, NULL);
  call->names = g_strdupv ((GStrv) names);
  g_task_set_task_data (task, call, call_free);
  load_next (task);
}

GStrv
sp_space_secret_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
