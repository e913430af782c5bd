/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-run-failure.h"
#include "sp-run-variables.h"
#include "sp-runner-private.h"
#include "sp-space-installer.h"

#define MAX_RESTARTS 5 /* within the span */
#define RESTART_SPAN (10 * G_TIME_SPAN_MINUTE)
#define FOLDER_RETRY_MS 100
#define FOLDER_SPAN (20 * G_TIME_SPAN_SECOND) /* to end takes 10 seconds at most */
#define MAX_GPU_WAITS 5                       /* of two seconds */
#define GPU_DRIVER "/proc/driver/nvidia"

/* An asynchronous call of a runner. It holds no reference, for a runner that is let go of stops. */
typedef struct {
  GWeakRef      runner;
  GCancellable *cancellable;
} Call;

static void launch (SpRunner *self);

static Call *
call_new (SpRunner *self, GCancellable *cancellable)
{
  Call *call = g_new0 (Call, 1);

  g_weak_ref_init (&call->runner, self);
  call->cancellable = g_object_ref (cancellable);
  return call;
}

static void
call_free (Call *call)
{
  g_weak_ref_clear (&call->runner);
  g_object_unref (call->cancellable);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

/* Returns the runner, or NULL when it does not want the call any more. */
static SpRunner *
call_dup_runner (Call *call)
{
  return g_cancellable_is_cancelled (call->cancellable) ? NULL : g_weak_ref_get (&call->runner);
}

static void
let_go_cb (gpointer folder, GObject *supervisor)
{
  g_object_unref (folder);
}

/* Lets go of the process, and of the folder when that is gone. */
static void
leave_supervisor (SpRunner *self)
{
  g_autoptr (SpRunFolder)  folder = g_steal_pointer (&self->folder);
  g_autoptr (SpSupervisor) supervisor = g_steal_pointer (&self->supervisor);

  if (folder != NULL)
    g_signal_handlers_disconnect_by_data (folder, self);
  if (supervisor == NULL)
    return;

  g_signal_handlers_disconnect_by_data (supervisor, self);
  sp_supervisor_stop (supervisor);
  if (folder != NULL) {
    sp_run_folder_set_ending (folder);
    g_object_weak_ref (G_OBJECT (supervisor), let_go_cb, g_steal_pointer (&folder));
  }
}

static void
forget_usage (SpRunner *self)
{
  static const SpSupervisorUsage nothing = { 0 };

  g_cancellable_cancel (self->gpu_reading);
  g_clear_object (&self->gpu_reading);
  sp_runner_set_usage (self, &nothing);
  sp_runner_take_gpu_usage (self, NULL);
}

void
sp_runner_run_end (SpRunner *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  leave_supervisor (self);
  g_clear_object (&self->log);
  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->environment, g_strfreev);
  forget_usage (self);
}

/* Takes the error. */
static void
fail (SpRunner *self, GError *error)
{
  sp_runner_run_end (self);
  g_clear_error (&self->error);
  self->error = error;
  sp_runner_set_state (self, SP_RUNNER_FAILED);
}

static gboolean
launch_again_cb (gpointer user_data)
{
  SpRunner *self = user_data;

  self->timer_id = 0;
  launch (self);
  return G_SOURCE_REMOVE;
}

/* Returns how long to wait before a Space that crashed is started again, 0 when it crashed too
 * often. */
static guint
count_crash (SpRunner *self)
{
  gint64  now = g_get_monotonic_time ();
  gint64 *time;

  while ((time = g_queue_peek_head (&self->crashes)) != NULL && now - *time > RESTART_SPAN)
    g_free (g_queue_pop_head (&self->crashes));
  if (self->crashes.length >= MAX_RESTARTS)
    return 0;

  g_queue_push_tail (&self->crashes, g_memdup2 (&now, sizeof now));
  return self->restart_delay << (self->crashes.length - 1);
}

static GError *
make_error (SpRunner *self, SpSupervisor *supervisor, SpSupervisorEnd end)
{
  g_auto (GStrv) lines = sp_supervisor_dup_last_lines (supervisor);
  SpRunFailure   failure = {
      .title = sp_space_get_title (self->space),
      .end = end,
      .was_running = self->state == SP_RUNNER_RUNNING,
      .network = self->network,
      .gpu = self->gpu,
      .memory_limit = self->memory_limit,
      .disk_limit = self->disk_limit,
      .process_limit = self->process_limit,
      .start_timeout = self->start_timeout,
      .lines = (const char *const *) lines,
  };

  failure.status = sp_supervisor_get_status (supervisor, &failure.signal);
  return sp_run_failure_make_error (&failure);
}

/* The folder stays, so who connects meanwhile waits for the app. */
static void
wait_for_restart (SpRunner *self, GError *error, guint delay)
{
  g_clear_pointer (&self->uri, g_free);
  g_clear_error (&self->error);
  self->error = error;
  self->timer_id = g_timeout_add (delay, launch_again_cb, self);
  forget_usage (self);
  sp_runner_set_state (self, SP_RUNNER_WAITING);
}

static void
ended_cb (SpRunner *self, SpSupervisorEnd end)
{
  g_autoptr (SpSupervisor) supervisor = g_steal_pointer (&self->supervisor);
  GError                  *error = make_error (self, supervisor, end);
  gboolean                 crashed = end == SP_SUPERVISOR_END_CRASHED || end == SP_SUPERVISOR_END_LOST;
  guint                    delay = crashed && self->state == SP_RUNNER_RUNNING ? count_crash (self) : 0;

  g_signal_handlers_disconnect_by_data (supervisor, self);
  if (delay > 0)
    wait_for_restart (self, error, delay);
  else
    fail (self, error);
}

static void
ready_cb (SpRunner *self, const char *mount, const char *version)
{
  g_free (self->uri);
  self->uri = g_strdup_printf ("http://%s.localhost%s", sp_space_get_id (self->space), mount);
  sp_run_folder_set_address (self->folder, self->uri);
  sp_runner_set_state (self, SP_RUNNER_RUNNING);
}

static void
gpu_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call)       call = user_data;
  g_autoptr (SpRunner)   self = g_weak_ref_get (&call->runner);
  g_autoptr (SpGpuUsage) usage = sp_gpu_usage_read_finish (result);

  if (self == NULL || self->gpu_reading != call->cancellable)
    return;

  g_clear_object (&self->gpu_reading);
  sp_runner_take_gpu_usage (self, g_steal_pointer (&usage));
}

/* A driver that hangs must not be asked again and again, nor its last words be shown for ever. */
static void
read_gpu (SpRunner *self)
{
  if (self->gpu_reading == NULL) {
    self->gpu_waits = 0;
    self->gpu_reading = g_cancellable_new ();
    sp_gpu_usage_read_async (self->gpu_folder, GPU_DRIVER, self->gpu_reading, gpu_read_cb,
                             call_new (self, self->gpu_reading));
  } else if (++self->gpu_waits == MAX_GPU_WAITS) {
    g_cancellable_cancel (self->gpu_reading);
    sp_runner_take_gpu_usage (self, NULL);
  }
}

static void
usage_cb (SpRunner *self, const SpSupervisorUsage *usage)
{
  sp_runner_set_usage (self, usage);
  if (self->state == SP_RUNNER_RUNNING && self->idle_timeout > 0 && usage->idle >= self->idle_timeout)
    sp_runner_stop (self);
  else if (self->supervisor != NULL && sp_sandbox_get_gpu (sp_supervisor_get_sandbox (self->supervisor)))
    read_gpu (self);
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call)     call = user_data;
  g_autoptr (SpRunner) self = call_dup_runner (call);
  SpSandbox           *sandbox;
  GError              *error = NULL;

  if (!sp_supervisor_start_finish (SP_SUPERVISOR (source), result, &error)) {
    if (self != NULL)
      fail (self, error);
    else
      g_clear_error (&error); /* nobody wants to know */
    return;
  }
  if (self == NULL)
    return;

  sandbox = sp_supervisor_get_sandbox (SP_SUPERVISOR (source));
  g_clear_pointer (&self->warning, g_free);
  self->warning = sp_sandbox_dup_warning (sandbox);
  if (self->warning != NULL)
    sp_runner_tell_line (self, self->warning);
}

static SpSandbox *
make_sandbox (SpRunner *self)
{
  SpSandbox *sandbox = sp_sandbox_new ();
  GFile     *packages = sp_space_get_packages (self->space);

  g_object_set (
    sandbox, "app", g_file_peek_path (sp_space_get_folder (self->space)), "app-file",
    sp_space_get_app_file (self->space), "environment",
    g_file_peek_path (sp_space_get_environment (self->space)), "packages",
    packages != NULL ? g_file_peek_path (packages) : NULL, "home",
    sp_run_folder_get_home (self->folder), "models", sp_run_folder_get_models (self->folder), "run",
    sp_run_folder_get_run (self->folder), "variables", self->environment, NULL);
  g_object_set (sandbox, "network", self->network, "gpu", self->gpu, "memory-limit",
                self->memory_limit, "disk-limit", self->disk_limit, "process-limit",
                self->process_limit, "start-timeout", self->start_timeout, NULL);
  return sandbox;
}

/* Returns whether the folder is held; another Space that is about to end is waited for. */
static gboolean
hold_folder (SpRunner *self, GError **error)
{
  GError *local_error = NULL;

  if (self->folder != NULL)
    return TRUE;

  self->folder = sp_run_folder_open (sp_space_get_data_folder (self->space),
                                     sp_space_get_title (self->space), &local_error);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK) &&
      g_get_monotonic_time () < self->give_up) {
    g_clear_error (&local_error);
    self->timer_id = g_timeout_add (FOLDER_RETRY_MS, launch_again_cb, self);
    return FALSE;
  }
  if (self->folder != NULL)
    g_signal_connect_object (self->folder, "stop-asked", G_CALLBACK (sp_runner_stop), self, G_CONNECT_SWAPPED);
  else
    g_propagate_error (error, local_error);
  return self->folder != NULL;
}

static gboolean
check_app_file (SpRunner *self, GError **error)
{
  const char       *name = sp_space_get_app_file (self->space);
  g_autoptr (GFile) file = g_file_get_child (sp_space_get_folder (self->space), name);

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_REGULAR)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _("The app file “%s” of “%s” is gone. Install the Space again."), name,
               sp_space_get_title (self->space));
  return FALSE;
}

static void
start_supervisor (SpRunner *self)
{
  g_autoptr (SpSandbox) sandbox = make_sandbox (self);

  self->supervisor = sp_supervisor_new (sandbox);
  g_signal_connect_object (self->supervisor, "line", G_CALLBACK (sp_runner_tell_line), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->supervisor, "ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->supervisor, "usage", G_CALLBACK (usage_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->supervisor, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  sp_supervisor_start_async (self->supervisor, sp_run_folder_get_listener (self->folder),
                             self->cancellable, started_cb, call_new (self, self->cancellable));
}

static void
collected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call)     call = user_data;
  g_autoptr (SpRunner) self = call_dup_runner (call);
  g_auto (GStrv)       remarks = NULL;
  g_auto (GStrv)       variables = sp_run_variables_collect_finish (SP_SPACE (source), result, &remarks, NULL);

  if (self == NULL || variables == NULL)
    return;

  self->environment = g_steal_pointer (&variables);
  for (char **line = remarks; *line != NULL; line++)
    sp_runner_tell_line (self, *line);
  start_supervisor (self);
}

static void
launch (SpRunner *self)
{
  GError *error = NULL;

  sp_runner_set_state (self, SP_RUNNER_STARTING);
  if (!check_app_file (self, &error) || !hold_folder (self, &error)) {
    if (error != NULL)
      fail (self, error);
    return;
  }

  g_clear_error (&self->error);
  if (self->log == NULL)
    self->log = sp_rotating_log_new (sp_run_folder_get_log (self->folder));
  if (self->environment != NULL) /* one that crashed is started again with the same */
    start_supervisor (self);
  else
    sp_run_variables_collect_async (self->space, (const char *const *) self->variables,
                                    (const char *const *) self->secrets, self->cancellable, collected_cb,
                                    call_new (self, self->cancellable));
}

static void
install_line_cb (const char *line, gpointer user_data)
{
  g_autoptr (SpRunner) self = call_dup_runner (user_data);

  if (self != NULL)
    sp_runner_tell_line (self, line);
}

static void
installed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call)     call = user_data;
  g_autoptr (SpRunner) self = call_dup_runner (call);
  GError              *error = NULL;

  if (!sp_space_install_finish (SP_SPACE (source), result, &error) && self == NULL)
    g_clear_error (&error); /* nobody wants to know */
  else if (self != NULL && error != NULL)
    fail (self, error);
  else if (self != NULL)
    launch (self);
}

void
sp_runner_run_begin (SpRunner *self)
{
  Call *call;

  g_clear_error (&self->error);
  g_clear_pointer (&self->warning, g_free);
  g_queue_clear_full (&self->crashes, g_free);
  self->give_up = g_get_monotonic_time () + FOLDER_SPAN;
  self->cancellable = g_cancellable_new ();
  if (sp_space_is_installed (self->space)) {
    launch (self);
    return;
  }

  call = call_new (self, self->cancellable);
  sp_space_install_async (self->space, install_line_cb, call, self->cancellable, installed_cb, call);
  sp_runner_set_state (self, SP_RUNNER_INSTALLING);
}
