/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-space-installer.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-file-tree.h"
#include "sp-tool.h"
#include "sp-uv.h"

#define LOCK_RETRY_MS 200

typedef enum {
  STEP_ENVIRONMENT,
  STEP_UV,
  STEP_PACKAGES,
} Step;

/* What one installation knows; data of its task. */
typedef struct {
  SpToolLineFunc func;
  gpointer       func_data;
  GFile         *partial; /* the environment while it is made */
  int            lock;    /* descriptor of the lock file, or -1 */
  gboolean       told_waiting;
  Step           step;
  gboolean       without_uv;
  GError        *error;
} Install;

static void run_step (GTask *task, Step step);

static void
install_release_lock (Install *install)
{
  if (install->lock >= 0)
    close (install->lock);
  install->lock = -1;
}

static void
install_free (gpointer data)
{
  Install *install = data;

  install_release_lock (install);
  g_clear_object (&install->partial);
  g_clear_error (&install->error);
  g_free (install);
}

static void
tell (Install *install, const char *line)
{
  if (install->func != NULL)
    install->func (line, install->func_data);
}

static void
partial_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  Install           *install = g_task_get_task_data (task);

  if (!sp_file_tree_remove_finish (result, &error))
    g_debug ("The next installation has to remove what is left: %s", error->message);

  install_release_lock (install);
  g_task_return_error (task, g_steal_pointer (&install->error));
}

/* Ends the installation with an error, once what there is of it is removed. */
static void
fail (GTask *task, GError *error)
{
  Install              *install = g_task_get_task_data (task);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  install->error = error;
  g_ptr_array_add (files, g_object_ref (install->partial));
  sp_file_tree_remove_async (files, partial_removed_cb, g_object_ref (task));
}

/* Ends the installation when it was cancelled. Returns whether it was. */
static gboolean
fail_if_cancelled (GTask *task)
{
  GError *error = NULL;

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    return FALSE;

  fail (task, error);
  return TRUE;
}

static void
fail_step (GTask *task, const char *reason)
{
  Install *install = g_task_get_task_data (task);

  if (install->step == STEP_ENVIRONMENT)
    fail (task, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED,
                             _("Making the Python environment failed: %s"), reason));
  else
    fail (task, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED,
                             _("Installing the packages failed: %s"), reason));
}

/* Gives the environment its name. Nothing else can have it: the installation holds the lock. Its
 * Python works there as before: it is a link, and finds its packages from where it is. */
static void
complete (GTask *task)
{
  Install           *install = g_task_get_task_data (task);
  SpSpace           *space = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!g_file_move (install->partial, sp_space_get_environment (space),
                    G_FILE_COPY_NO_FALLBACK_FOR_MOVE, NULL, NULL, NULL, &error)) {
    fail (task, g_steal_pointer (&error));
    return;
  }

  install_release_lock (install);
  g_task_return_boolean (task, TRUE);
}

/* Says so when the environment has another Python than the Space asks for; most do not mind. */
static void
tell_python_version (Install *install, SpSpace *space)
{
  g_autoptr (GFile) file = g_file_get_child (install->partial, "pyvenv.cfg");
  g_autofree char  *content = NULL;
  g_autofree char  *line = NULL;
  const char       *wanted = sp_space_get_python_version (space);
  char             *version = NULL;

  if (wanted != NULL && g_file_load_contents (file, NULL, &content, NULL, NULL, NULL))
    version = strstr (content, "\nversion = ");
  if (version == NULL)
    return;

  version += strlen ("\nversion = ");
  version[strcspn (version, "\n")] = '\0';
  if (g_str_has_prefix (version, wanted) && strchr (".", version[strlen (wanted)]) != NULL)
    return;

  line = g_strdup_printf (_("The Space asks for Python %s and gets %s."), wanted, version);
  tell (install, line);
}

static void
step_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  Install           *install = g_task_get_task_data (task);
  gboolean           ended_well = sp_tool_run_finish (result, &error);

  if (fail_if_cancelled (task))
    return;

  if (!ended_well && install->step == STEP_UV) {
    install->without_uv = TRUE;
    tell (install, _("uv cannot be had here; pip takes its place."));
  } else if (!ended_well) {
    fail_step (task, error->message);
    return;
  }

  switch (install->step) {
  case STEP_ENVIRONMENT:
    tell_python_version (install, g_task_get_source_object (task));
    run_step (task, STEP_UV);
    break;
  case STEP_UV:
    run_step (task, STEP_PACKAGES);
    break;
  case STEP_PACKAGES:
    complete (task);
    break;
  }
}

/* Makes the command of a step, NULL with an error when there is no Python. */
static GStrv
make_command (GTask *task, Step step, GError **error)
{
  static const char *const make[] = { "-m", "venv", "--clear", NULL };
  static const char *const get_uv[] = { "-m", "pip", "install", "--quiet", "uv", NULL };
  static const char *const with_uv[] = { "-m", "uv", "pip", "install", "--python", NULL };
  static const char *const with_pip[] = { "-m", "pip", "install", "--", NULL };
  Install                 *install = g_task_get_task_data (task);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char         *python = NULL;

  if (step == STEP_ENVIRONMENT)
    python = sp_tool_find_python (error);
  else
    python = g_build_filename (g_file_peek_path (install->partial), "bin", "python", NULL);
  if (python == NULL)
    return NULL;

  g_strv_builder_add (builder, python);
  if (step == STEP_ENVIRONMENT) {
    g_strv_builder_addv (builder, (const char **) make);
    g_strv_builder_add (builder, g_file_peek_path (install->partial));
  } else if (step == STEP_UV) {
    g_strv_builder_addv (builder, (const char **) get_uv);
  } else {
    g_auto (GStrv) requirements = sp_space_dup_requirements (g_task_get_source_object (task));

    g_strv_builder_addv (builder, (const char **) (install->without_uv ? with_pip : with_uv));
    if (!install->without_uv) {
      g_strv_builder_add (builder, python);
      g_strv_builder_add (builder, "--");
    }
    g_strv_builder_addv (builder, (const char **) requirements);
  }

  return g_strv_builder_end (builder);
}

static void
run_step (GTask *task, Step step)
{
  static const char *const what[] = { N_("Making the Python environment…"), N_("Getting uv…"),
                                      N_("Installing the packages…") };
  Install                 *install = g_task_get_task_data (task);
  g_auto (GStrv)           envp = sp_uv_make_environment (FALSE);
  g_autoptr (GFile)        parent = g_file_get_parent (install->partial);
  g_auto (GStrv)           argv = NULL;
  GError                  *error = NULL;

  install->step = step;
  tell (install, _(what[step]));

  /* Not in the Space's folder: what it configures for the tools does not count. */
  argv = make_command (task, step, &error);
  if (argv == NULL)
    fail (task, error);
  else
    sp_tool_run_async ((const char *const *) argv, (const char *const *) envp,
                       g_file_peek_path (parent), install->func, install->func_data,
                       g_task_get_cancellable (task), step_done_cb, g_object_ref (task));
}

static void
leftovers_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (!sp_file_tree_remove_finish (result, &error))
    fail (task, error);
  else if (!fail_if_cancelled (task))
    run_step (task, STEP_ENVIRONMENT);
}

/* An environment that is there is not complete in spite of its name: its Python does not work. */
static void
remove_leftovers (GTask *task)
{
  Install              *install = g_task_get_task_data (task);
  GFile                *environment = sp_space_get_environment (g_task_get_source_object (task));
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (files, g_object_ref (install->partial));
  g_ptr_array_add (files, g_object_ref (environment));
  sp_file_tree_remove_async (files, leftovers_removed_cb, g_object_ref (task));
}

/* Opens the file whose lock says who makes the environment: the kernel lets go of it with the
 * process, however that ends. */
static gboolean
open_lock (Install *install, SpSpace *space, GError **error)
{
  const char      *path = g_file_peek_path (sp_space_get_environment (space));
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);

  if (g_mkdir_with_parents (parent, 0700) == 0)
    install->lock = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (install->lock >= 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               _("The folder “%s” cannot be written to: %s"), parent, g_strerror (errno));
  return FALSE;
}

/* Starts the installation when nobody else is at it. Tried again and again: there is no waiting for
 * such a lock without a thread. */
static gboolean
try_lock_cb (gpointer user_data)
{
  GTask   *task = user_data;
  Install *install = g_task_get_task_data (task);
  SpSpace *space = g_task_get_source_object (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  if (flock (install->lock, LOCK_EX | LOCK_NB) == 0) {
    if (sp_space_is_installed (space)) {
      install_release_lock (install);
      g_task_return_boolean (task, TRUE);
    } else {
      remove_leftovers (task);
    }
    return G_SOURCE_REMOVE;
  }

  if (errno != EWOULDBLOCK && errno != EINTR) {
    g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (errno),
                             _("The environment’s folder cannot be locked: %s"),
                             g_strerror (errno));
    return G_SOURCE_REMOVE;
  }

  if (!install->told_waiting)
    tell (install, _("Waiting for another installation of the same packages…"));
  install->told_waiting = TRUE;
  return G_SOURCE_CONTINUE;
}

void
sp_space_install_async (SpSpace            *self,
                        SpToolLineFunc      func,
                        gpointer            func_data,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char  *partial = NULL;
  Install          *install;
  GError           *error = NULL;

  g_return_if_fail (SP_IS_SPACE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_space_install_async);
  if (sp_space_is_installed (self)) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  partial = g_strconcat (g_file_peek_path (sp_space_get_environment (self)), ".partial", NULL);
  install = g_new0 (Install, 1);
  install->func = func;
  install->func_data = func_data;
  install->partial = g_file_new_for_path (partial);
  install->lock = -1;
  g_task_set_task_data (task, install, install_free);

  if (!open_lock (install, self, &error))
    g_task_return_error (task, error);
  else if (try_lock_cb (task) == G_SOURCE_CONTINUE)
    g_timeout_add_full (G_PRIORITY_DEFAULT, LOCK_RETRY_MS, try_lock_cb, g_object_ref (task),
                        g_object_unref);
}

gboolean
sp_space_install_finish (SpSpace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
