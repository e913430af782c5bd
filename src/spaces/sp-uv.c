/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-uv.h"

#include "config.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sp-file-tree.h"

/* Data of the task that gets uv. */
typedef struct {
  SpToolLineFunc func;
  gpointer       func_data;
  char          *folder; /* the environment pip puts it into, for the time being */
  char          *path;   /* where it is kept */
  GError        *error;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->folder);
  g_free (search->path);
  g_clear_error (&search->error);
  g_free (search);
}

static char *
build_cache_path (const char *name)
{
  return g_build_filename (g_get_user_cache_dir (), "spaceport", name, NULL);
}

char *
sp_uv_make_folder (GError **error)
{
  g_autofree char *path = build_cache_path ("tools");

  if (g_mkdir_with_parents (path, 0700) == 0)
    return g_steal_pointer (&path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               _("The folder “%s” cannot be made: %s"), path, g_strerror (errno));
  return NULL;
}

/* Looks a setting of pip up that uv does not know of by itself. */
static char *
dup_pip_setting (const char *variable, const char *key)
{
  const char      *named = g_getenv ("PIP_CONFIG_FILE");
  g_autofree char *own = g_build_filename (g_get_user_config_dir (), "pip", "pip.conf", NULL);
  g_autofree char *old = g_build_filename (g_get_home_dir (), ".pip", "pip.conf", NULL);
  const char      *files[] = { named != NULL ? named : own, own, old, "/etc/xdg/pip/pip.conf",
                          "/etc/pip.conf" };

  if (g_getenv (variable) != NULL)
    return g_strdup (g_getenv (variable));

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GKeyFile) file = g_key_file_new ();
    char                *value = NULL;

    if (g_key_file_load_from_file (file, files[i], G_KEY_FILE_NONE, NULL))
      value = g_key_file_get_value (file, "global", key, NULL);
    if (value != NULL)
      return value;
  }
  return NULL;
}

static GStrv
take_over_pip_setting (GStrv envp, const char *variable, const char *pip_variable, const char *key)
{
  g_autofree char *value = NULL;

  if (g_environ_getenv (envp, variable) != NULL)
    return envp;

  value = dup_pip_setting (pip_variable, key);
  return value != NULL && *value != '\0' ? g_environ_setenv (envp, variable, value, TRUE) : envp;
}

GStrv
sp_uv_make_environment (gboolean offline)
{
  g_autofree char *cache = build_cache_path ("uv");
  g_autofree char *pythons =
    g_build_filename (g_get_user_data_dir (), "spaceport", "python", NULL);
  GStrv envp = sp_tool_make_environment ();

  envp = g_environ_unsetenv (envp, "UV_CONSTRAINT");
  envp = g_environ_unsetenv (envp, "UV_OVERRIDE");
  envp = g_environ_unsetenv (envp, "UV_PYTHON");
  envp = g_environ_unsetenv (envp, "UV_PROJECT_ENVIRONMENT");
  envp = g_environ_setenv (envp, "UV_CACHE_DIR", cache, FALSE);
  envp = g_environ_setenv (envp, "UV_PYTHON_INSTALL_DIR", pythons, FALSE);
  if (offline)
    return g_environ_setenv (envp, "UV_OFFLINE", "1", TRUE);

  if (g_environ_getenv (envp, "UV_INDEX_URL") == NULL)
    envp = take_over_pip_setting (envp, "UV_DEFAULT_INDEX", "PIP_INDEX_URL", "index-url");
  return take_over_pip_setting (envp, "UV_EXTRA_INDEX_URL", "PIP_EXTRA_INDEX_URL",
                                "extra-index-url");
}

static void
folder_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  Search            *search = g_task_get_task_data (task);

  if (!sp_file_tree_remove_finish (result, &error))
    g_debug ("What pip made for uv stays: %s", error->message);

  if (search->error != NULL)
    g_task_return_error (task, g_steal_pointer (&search->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&search->path), g_free);
}

/* Takes the error. */
static void
end (GTask *task, GError *error)
{
  Search               *search = g_task_get_task_data (task);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  search->error = error;
  g_ptr_array_add (files, g_file_new_for_path (search->folder));
  sp_file_tree_remove_async (files, folder_removed_cb, g_object_ref (task));
}

static GError *
make_error (const GError *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);
  return g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED,
                      _("uv, which installs packages, cannot be had: %s Install it, or name it by "
                         "SPACEPORT_UV, and try again."),
                      cause->message);
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  Search            *search = g_task_get_task_data (task);
  g_autofree char   *program = g_build_filename (search->folder, "bin", "uv", NULL);

  if (!sp_tool_run_finish (result, &error)) {
    end (task, make_error (error));
  } else if (g_rename (program, search->path) != 0) {
    /* A single program, which whoever gets it at the same time replaces by the same. */
    g_set_error_literal (&error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
    end (task, make_error (error));
  } else {
    end (task, NULL);
  }
}

static void
environment_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  Search            *search = g_task_get_task_data (task);
  g_autofree char   *python = g_build_filename (search->folder, "bin", "python", NULL);
  g_auto (GStrv)     envp = sp_tool_make_environment ();
  const char        *argv[] = { python, "-m", "pip", "install", "--quiet", "uv", NULL };

  if (!sp_tool_run_finish (result, &error))
    end (task, make_error (error));
  else
    sp_tool_run_async (argv, (const char *const *) envp, search->folder, search->func,
                       search->func_data, g_task_get_cancellable (task), got_cb,
                       g_object_ref (task));
}

static void
get_uv (GTask *task)
{
  Search          *search = g_task_get_task_data (task);
  g_autofree char *parent = g_path_get_dirname (search->path);
  g_autofree char *python = NULL;
  g_auto (GStrv)   envp = sp_tool_make_environment ();
  GError          *error = NULL;

  python = sp_tool_find_python (&error);
  if (python == NULL) {
    g_task_return_error (task, error);
    return;
  }

  search->folder = g_build_filename (parent, "uv-XXXXXX", NULL);
  if (g_mkdtemp_full (search->folder, 0700) == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (errno),
                             _("The folder “%s” cannot be written to: %s"), parent,
                             g_strerror (errno));
    return;
  }

  if (search->func != NULL)
    search->func (_("Getting uv…"), search->func_data);
  {
    const char *argv[] = { python, "-m", "venv", "--clear", search->folder, NULL };

    sp_tool_run_async (argv, (const char *const *) envp, parent, search->func, search->func_data,
                       g_task_get_cancellable (task), environment_made_cb, g_object_ref (task));
  }
}

void
sp_uv_find_async (gboolean            offline,
                  SpToolLineFunc      func,
                  gpointer            func_data,
                  GCancellable       *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char  *folder = NULL;
  g_autofree char  *kept = NULL;
  char             *path = NULL;
  const char       *named = g_getenv ("SPACEPORT_UV");
  Search           *search;
  GError           *error = NULL;

  g_task_set_source_tag (task, sp_uv_find_async);
  folder = sp_uv_make_folder (&error);
  if (folder == NULL) {
    g_task_return_error (task, error);
    return;
  }

  kept = g_build_filename (folder, "uv", NULL);
  path = g_find_program_in_path (named != NULL && *named != '\0' ? named : "uv");
  if (path == NULL && g_file_test (kept, G_FILE_TEST_IS_EXECUTABLE))
    path = g_strdup (kept);
  if (path != NULL) {
    g_task_return_pointer (task, path, g_free);
    return;
  }
  if (offline) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             _("uv, which installs packages, is not on this computer. Install it, "
                                "or try again with a network."));
    return;
  }

  search = g_new0 (Search, 1);
  search->func = func;
  search->func_data = func_data;
  search->path = g_steal_pointer (&kept);
  g_task_set_task_data (task, search, search_free);
  get_uv (task);
}

char *
sp_uv_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
