/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-run-variables.h"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-env-file.h"
#include "sp-space-secret.h"

/* What is put together; data of its task. */
typedef struct {
  char         *id;
  GFile        *folder;
  GStrv         set;     /* by the user */
  GStrv         secrets; /* names */
  GStrv         found;
  GStrvBuilder *remarks;
} Collection;

static void
collection_free (gpointer data)
{
  Collection *collection = data;

  g_free (collection->id);
  g_object_unref (collection->folder);
  g_strfreev (collection->set);
  g_strfreev (collection->secrets);
  g_strfreev (collection->found);
  g_strv_builder_unref (collection->remarks);
  g_free (collection);
}

/* Puts NAME=VALUE of @more over those of @variables. Takes and returns one that is owned. */
static GStrv
put_over (GStrv variables, const char *const *more)
{
  for (gsize i = 0; more != NULL && more[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (more[i], "=", 2);

    if (g_strv_length (parts) == 2)
      variables = g_environ_setenv (variables, parts[0], parts[1], TRUE);
  }
  return variables;
}

static void
read_in_thread_cb (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Collection    *collection = task_data;
  g_auto (GStrv) file = sp_env_file_load (collection->folder, collection->remarks);
  GStrv          variables = g_strdupv (file);

  variables = put_over (variables, (const char *const *) collection->set);
  variables = put_over (variables, (const char *const *) collection->found);
  g_task_return_pointer (task, variables, (GDestroyNotify) g_strfreev);
}

static void
remark_missing (Collection *collection)
{
  for (char **name = collection->secrets; *name != NULL; name++) {
    g_autofree char *text = NULL;

    if (g_environ_getenv (collection->found, *name) != NULL)
      continue;
    text = g_strdup_printf (_("The keyring has no value for “%s”. Give it one in the settings of the Space, or with "
                               "“%s”."),
                            *name, "spaceport-cli space secret");
    g_strv_builder_add (collection->remarks, text);
  }
}

static void
secrets_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *names = NULL;
  g_autofree char   *text = NULL;
  Collection        *collection = g_task_get_task_data (task);

  collection->found = sp_space_secret_load_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (collection->found != NULL) {
    remark_missing (collection);
  } else {
    names = g_strjoinv (", ", collection->secrets);
    text = g_strdup_printf (_("It starts without its secrets (%s). %s"), names, error->message);
    g_strv_builder_add (collection->remarks, text);
  }
  g_task_run_in_thread (task, read_in_thread_cb);
}

void
sp_run_variables_collect_async (SpSpace            *space,
                                const char *const  *variables,
                                const char *const  *secrets,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Collection       *collection;

  g_return_if_fail (SP_IS_SPACE (space));

  task = g_task_new (space, cancellable, callback, user_data);
  collection = g_new0 (Collection, 1);
  collection->id = g_strdup (sp_space_get_id (space));
  collection->folder = g_object_ref (sp_space_get_folder (space));
  collection->set = g_strdupv ((GStrv) variables);
  collection->secrets = g_strdupv ((GStrv) secrets);
  collection->remarks = g_strv_builder_new ();
  g_task_set_source_tag (task, sp_run_variables_collect_async);
  g_task_set_task_data (task, collection, collection_free);

  if (collection->secrets != NULL && *collection->secrets != NULL) /* a keyring may ask for its password */
    sp_space_secret_load_async (collection->id, secrets, cancellable, secrets_loaded_cb, g_steal_pointer (&task));
  else
    g_task_run_in_thread (task, read_in_thread_cb);
}

GStrv
sp_run_variables_collect_finish (SpSpace *space, GAsyncResult *result, GStrv *remarks, GError **error)
{
  Collection *collection;

  g_return_val_if_fail (g_task_is_valid (result, space), NULL);

  collection = g_task_get_task_data (G_TASK (result));
  *remarks = g_strv_builder_end (collection->remarks);
  return g_task_propagate_pointer (G_TASK (result), error);
}
