/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-sandbox-bwrap.h"

#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-sandbox-mounts.h"

#define SYSTEM_PYTHON "/usr/bin/python3"

struct _SpSandboxBwrap {
  SpSandbox parent_instance;
  char     *warning;
  pid_t     group; /* of the processes outside, 0 when there are none */
};

G_DEFINE_FINAL_TYPE (SpSandboxBwrap, sp_sandbox_bwrap, SP_TYPE_SANDBOX)

/* What a launch knows; data of its task. */
typedef struct {
  int      descriptors[3];
  GStrv    argv;
  gboolean shares_network; /* with this computer */
} Launch;

static void
launch_free (gpointer data)
{
  Launch *launch = data;

  for (gsize i = 0; i < G_N_ELEMENTS (launch->descriptors); i++)
    close (launch->descriptors[i]);
  g_strfreev (launch->argv);
  g_free (launch);
}

static char *
find_bwrap (GError **error)
{
  char *path = g_find_program_in_path ("bwrap");

  if (path == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                         _("Spaces run in a sandbox, and Bubblewrap, which makes it, is not there. "
                            "Install the package “bubblewrap” and start the Space again."));
  return path;
}

/* Older ones do not know all options. */
static gboolean
bwrap_knows (const char *path, const char *option)
{
  const char      *argv[] = { path, "--help", NULL };
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;

  return g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, &errors,
                       NULL, NULL) &&
         (strstr (output, option) != NULL || strstr (errors, option) != NULL);
}

/* A network of its own that leads outside, but not to what listens on this computer only. It is
 * made in a user namespace, which root's cannot be, with the device for tunnels. */
static gboolean
add_pasta (GStrvBuilder *arguments)
{
  g_autofree char *path = geteuid () != 0 ? g_find_program_in_path ("pasta") : NULL;

  if (path == NULL || access ("/dev/net/tun", R_OK | W_OK) != 0)
    return FALSE;

  g_strv_builder_add_many (arguments, path, "--quiet", "--config-net", "--no-map-gw", "-t", "none",
                           "-u", "none", "-T", "none", "-U", "none", "--", NULL);
  return TRUE;
}

static void
add_isolation (SpSandbox *sandbox, GStrvBuilder *arguments, const char *bwrap)
{
  /* The supervisor is process 1, which the others in there can neither end nor stop. */
  g_strv_builder_add_many (arguments, bwrap, "--unshare-all", "--unshare-user", "--uid", "1000",
                           "--gid", "1000", "--cap-drop", "ALL", "--die-with-parent",
                           "--new-session", "--as-pid-1", "--hostname", "space", "--clearenv", NULL);
  if (bwrap_knows (bwrap, "--disable-userns"))
    g_strv_builder_add (arguments, "--disable-userns");
  if (sp_sandbox_get_network (sandbox))
    g_strv_builder_add (arguments, "--share-net");
}

static void
add_command (SpSandbox *sandbox, GStrvBuilder *arguments, gboolean own_network)
{
  static const char *const memory[] = { "/tmp", "/dev/shm", SP_SANDBOX_APP, NULL };
  gboolean                 packages = sp_sandbox_get_packages (sandbox) != NULL;
  gboolean                 models = sp_sandbox_get_models (sandbox) != NULL;
  const SpSandboxPlaces    places = {
       .app = SP_SANDBOX_APP,
       .environment = packages ? NULL : SP_SANDBOX_ENVIRONMENT,
       .packages = packages ? SP_SANDBOX_PACKAGES : NULL,
       .home = SP_SANDBOX_HOME,
       .models = models ? SP_SANDBOX_MODELS : NULL,
       .temporary = "/tmp",
       .tmpfs = memory,
       .own_network = own_network,
  };
  const char    *python = SYSTEM_PYTHON;
  g_auto (GStrv) command = NULL;

  /* The system's one rather than the environment's, which packages could have replaced. */
  if (!packages && !g_file_test (SYSTEM_PYTHON, G_FILE_TEST_IS_EXECUTABLE))
    python = SP_SANDBOX_ENVIRONMENT "/bin/python";
  command = sp_sandbox_dup_command (sandbox, python, &places);
  g_strv_builder_add (arguments, "--");
  g_strv_builder_addv (arguments, (const char **) command);
}

static void
prepare_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SpSandbox               *sandbox = source;
  Launch                  *launch = task_data;
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_autofree char         *bwrap = NULL;
  GError                  *error = NULL;
  gboolean                 network = sp_sandbox_get_network (sandbox);

  bwrap = find_bwrap (&error);
  if (bwrap == NULL) {
    g_task_return_error (task, error);
    return;
  }

  launch->shares_network = network && !add_pasta (arguments);
  add_isolation (sandbox, arguments, bwrap);
  if (!sp_sandbox_mounts_add (sandbox, arguments, &error)) {
    g_task_return_error (task, error);
    return;
  }

  add_command (sandbox, arguments, !launch->shares_network);
  launch->argv = g_strv_builder_end (arguments);
  g_task_return_boolean (task, TRUE);
}

static void
exited_cb (GPid pid, int wait_status, gpointer user_data)
{
  SpSandboxBwrap *self = user_data;

  kill (-self->group, SIGKILL);
  self->group = 0;
}

/* Runs in the child before the program, so it may call async-signal-safe functions only. */
static void
child_setup_cb (gpointer user_data)
{
  pid_t parent = GPOINTER_TO_INT (user_data);

  setpgid (0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != parent)
    _exit (1); /* the parent was gone before it could be watched */
}

static gboolean
spawn (SpSandboxBwrap *self, Launch *launch, GError **error)
{
  static const char *const environment[] = { "PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8",
                                             NULL };

  if (!g_spawn_async_with_pipes_and_fds (
        "/", (const char *const *) launch->argv, environment, G_SPAWN_DO_NOT_REAP_CHILD,
        child_setup_cb, GINT_TO_POINTER (getpid ()), launch->descriptors[0],
        launch->descriptors[1], launch->descriptors[2], NULL, NULL, 0, &self->group, NULL, NULL,
        NULL, error))
    return FALSE;

  g_child_watch_add_full (G_PRIORITY_DEFAULT, self->group, exited_cb, g_object_ref (self),
                          g_object_unref);
  return TRUE;
}

/* The process is started on the main thread: the kernel ends it with the thread that did. */
static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpSandboxBwrap   *self = SP_SANDBOX_BWRAP (source);
  g_autoptr (GTask) task = user_data;
  Launch           *launch = g_task_get_task_data (G_TASK (result));
  GError           *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error) || !spawn (self, launch, &error)) {
    g_task_return_error (task, error);
    return;
  }

  if (launch->shares_network)
    self->warning = g_strdup (_("This Space can reach all that this computer offers on its own network "
                                 "addresses, for the program “pasta” (package “passt”) cannot be used."));
  g_task_return_boolean (task, TRUE);
}

static void
sp_sandbox_bwrap_launch_async (SpSandbox          *sandbox,
                               const int           descriptors[3],
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask            *task = g_task_new (sandbox, cancellable, callback, user_data);
  g_autoptr (GTask) prepare = g_task_new (sandbox, cancellable, prepared_cb, task);
  Launch           *launch = g_new0 (Launch, 1);

  g_task_set_source_tag (task, sp_sandbox_bwrap_launch_async);
  g_task_set_check_cancellable (task, FALSE); /* once it was started it is too late */
  for (gsize i = 0; i < G_N_ELEMENTS (launch->descriptors); i++)
    launch->descriptors[i] = fcntl (descriptors[i], F_DUPFD_CLOEXEC, 3);
  g_task_set_task_data (prepare, launch, launch_free);
  g_task_run_in_thread (prepare, prepare_thread);
}

static gboolean
sp_sandbox_bwrap_launch_finish (SpSandbox *sandbox, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
sp_sandbox_bwrap_kill (SpSandbox *sandbox)
{
  SpSandboxBwrap *self = SP_SANDBOX_BWRAP (sandbox);

  if (self->group != 0)
    kill (-self->group, SIGKILL);
}

static char *
sp_sandbox_bwrap_dup_warning (SpSandbox *sandbox)
{
  return g_strdup (SP_SANDBOX_BWRAP (sandbox)->warning);
}

static void
sp_sandbox_bwrap_finalize (GObject *object)
{
  g_clear_pointer (&SP_SANDBOX_BWRAP (object)->warning, g_free);

  G_OBJECT_CLASS (sp_sandbox_bwrap_parent_class)->finalize (object);
}

static void
sp_sandbox_bwrap_class_init (SpSandboxBwrapClass *klass)
{
  SpSandboxClass *sandbox_class = SP_SANDBOX_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sp_sandbox_bwrap_finalize;
  sandbox_class->launch_async = sp_sandbox_bwrap_launch_async;
  sandbox_class->launch_finish = sp_sandbox_bwrap_launch_finish;
  sandbox_class->kill = sp_sandbox_bwrap_kill;
  sandbox_class->dup_warning = sp_sandbox_bwrap_dup_warning;
}

static void
sp_sandbox_bwrap_init (SpSandboxBwrap *self)
{
}
