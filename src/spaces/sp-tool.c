/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-tool.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-process.h"
#include "sp-tool-reason.h"

/* Data of the task of a run. */
typedef struct {
  SpToolLineFunc func;
  gpointer       func_data;
  SpToolReason   reason;
  GSource       *cancel_source;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  sp_tool_reason_clear (&run->reason);
  g_free (run);
}

static void
line_cb (SpProcess *process, const char *line, gpointer user_data)
{
  GTask *task = user_data;
  Run   *run = g_task_get_task_data (task);

  sp_tool_reason_take_line (&run->reason, line);
  if (run->func != NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    run->func (line, run->func_data);
}

static void
ended_cb (SpProcess *process, gpointer user_data)
{
  GTask *task = user_data;
  Run   *run = g_task_get_task_data (task);

  if (run->cancel_source != NULL)
    g_source_destroy (run->cancel_source);
  g_clear_pointer (&run->cancel_source, g_source_unref);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (g_spawn_check_wait_status (sp_process_get_wait_status (process), NULL)) {
    g_task_return_boolean (task, TRUE);
  } else {
    g_autofree char *sentence = sp_tool_reason_dup_sentence (&run->reason);

    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", sentence);
  }
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  sp_process_stop (SP_PROCESS (user_data));
  return G_SOURCE_REMOVE;
}

void
sp_tool_run_async (const char *const  *argv,
                   const char *const  *envp,
                   const char         *folder,
                   SpToolLineFunc      func,
                   gpointer            func_data,
                   GCancellable       *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer            user_data)
{
  g_autoptr (GTask)     task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (SpProcess) process = NULL;
  Run                  *run = g_new0 (Run, 1);
  GError               *error = NULL;

  g_task_set_source_tag (task, sp_tool_run_async);
  run->func = func;
  run->func_data = func_data;
  g_task_set_task_data (task, run, run_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  process = sp_process_new (argv, envp, folder, &error);
  if (process == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_signal_connect_data (process, "line", G_CALLBACK (line_cb), g_object_ref (task),
                         (GClosureNotify) (GCallback) g_object_unref, 0);
  g_signal_connect_data (process, "ended", G_CALLBACK (ended_cb), g_object_ref (task),
                         (GClosureNotify) (GCallback) g_object_unref, 0);
  if (cancellable != NULL) {
    run->cancel_source = g_cancellable_source_new (cancellable);
    g_source_set_callback (run->cancel_source, G_SOURCE_FUNC (cancelled_cb), g_object_ref (process),
                           g_object_unref);
    g_source_attach (run->cancel_source, g_main_context_get_thread_default ());
  }
}

gboolean
sp_tool_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

GStrv
sp_tool_make_environment (void)
{
  static const char *const left_out[] = {
    "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "CONDA_PREFIX",
    "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV"
  };
  static const char *const fixed[][2] = {
    { "GIT_TERMINAL_PROMPT", "0" },
    { "NO_COLOR", "1" },
    { "PIP_DISABLE_PIP_VERSION_CHECK", "1" },
    { "PIP_NO_INPUT", "1" },
    { "PIP_PROGRESS_BAR", "off" },
    { "PIP_USER", "0" },
    { "PYTHONUNBUFFERED", "1" },
    { "UV_NO_PROGRESS", "1" },
  };
  GStrv envp = g_get_environ ();

  for (gsize i = 0; i < G_N_ELEMENTS (left_out); i++)
    envp = g_environ_unsetenv (envp, left_out[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (fixed); i++)
    envp = g_environ_setenv (envp, fixed[i][0], fixed[i][1], TRUE);
  return envp;
}

char *
sp_tool_find_python (GError **error)
{
  const char *name = g_getenv ("SPACEPORT_PYTHON");
  char       *path;

  if (name == NULL || *name == '\0')
    name = "python3";

  path = g_find_program_in_path (name);
  if (path == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _("Spaces on this computer need Python, and “%s” is not there. Install it with "
                    "its module “venv”."),
                 name);
  return path;
}
