/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-sandbox-flatpak.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "sp-flatpak-program.h"

#define PYTHON "/usr/bin/python3" /* of the runtime */

struct _SpSandboxFlatpak {
  SpSandbox         parent_instance;
  GCancellable     *starting; /* of what is under way, nullable */
  SpFlatpakProgram *program;  /* nullable */
};

G_DEFINE_FINAL_TYPE (SpSandboxFlatpak, sp_sandbox_flatpak, SP_TYPE_SANDBOX)

/* Whether each sandbox has it, and at the same path. */
static gboolean
is_everywhere (const char *path)
{
  return g_str_has_prefix (path, "/usr/") || g_str_has_prefix (path, "/app/");
}

static void
add_folder (GStrvBuilder *folders, const char *path)
{
  if (path != NULL && !is_everywhere (path))
    g_strv_builder_add (folders, path);
}

/* A virtual environment has a link to the Python it was made with. One that uv got is in a folder
 * beside its others, which link to each other. */
static char *
dup_python_folder (const char *environment)
{
  g_autofree char *link = g_build_filename (environment, "bin", "python", NULL);
  g_autofree char *target = g_file_read_link (link, NULL);
  g_autofree char *programs = NULL;
  g_autofree char *installation = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "spaceport", "", NULL);

  if (target == NULL || !g_path_is_absolute (target) || is_everywhere (target))
    return NULL;

  programs = g_path_get_dirname (target);
  installation = g_path_get_dirname (programs);
  folder = g_path_get_dirname (installation);
  return g_str_has_prefix (folder, own) ? g_steal_pointer (&folder) : NULL;
}

/* Folders that are shown read-only. */
static GStrv
dup_readable (SpSandbox *sandbox)
{
  g_autoptr (GStrvBuilder) folders = g_strv_builder_new ();
  const char              *environment = sp_sandbox_get_environment (sandbox);

  add_folder (folders, sp_sandbox_get_app (sandbox));
  if (sp_sandbox_get_packages (sandbox) != NULL) {
    add_folder (folders, sp_sandbox_get_packages (sandbox));
  } else if (environment != NULL) {
    g_autofree char *python = dup_python_folder (environment);

    add_folder (folders, environment);
    add_folder (folders, python);
  }
  if (!sp_sandbox_get_network (sandbox))
    add_folder (folders, sp_sandbox_get_models (sandbox));
  return g_strv_builder_end (folders);
}

static GStrv
dup_writable (SpSandbox *sandbox)
{
  g_autoptr (GStrvBuilder) folders = g_strv_builder_new ();

  g_strv_builder_add (folders, sp_sandbox_get_home (sandbox));
  if (sp_sandbox_get_network (sandbox))
    add_folder (folders, sp_sandbox_get_models (sandbox));
  return g_strv_builder_end (folders);
}

static GStrv
dup_command (SpSandbox *sandbox)
{
  static const char *const tmpfs[] = { "/", "/dev", NULL }; /* /tmp and /dev/shm are in them */
  const char              *packages = sp_sandbox_get_packages (sandbox);
  const SpSandboxPlaces    places = {
       .app = sp_sandbox_get_app (sandbox),
       .environment = packages == NULL ? sp_sandbox_get_environment (sandbox) : NULL,
       .packages = packages,
       .home = sp_sandbox_get_home (sandbox),
       .models = sp_sandbox_get_models (sandbox),
       .tmpfs = tmpfs,
       .own_network = !sp_sandbox_get_network (sandbox),
  };

  return sp_sandbox_dup_command (sandbox, PYTHON, &places);
}

static void
program_exited_cb (SpSandboxFlatpak *self)
{
  g_clear_object (&self->program);
}

static void
program_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SpSandboxFlatpak *self = g_task_get_source_object (task);
  SpFlatpakProgram *program;
  GError           *error = NULL;

  program = sp_flatpak_program_start_finish (result, &error);
  g_clear_object (&self->starting);
  if (program == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (g_task_return_error_if_cancelled (task)) {
    g_object_unref (program); /* ends it */
    return;
  }

  g_clear_object (&self->program);
  self->program = program;
  g_signal_connect_object (program, "exited", G_CALLBACK (program_exited_cb), self,
                           G_CONNECT_SWAPPED);
  g_task_return_boolean (task, TRUE);
}

static void
sp_sandbox_flatpak_launch_async (SpSandbox          *sandbox,
                                 const int           descriptors[3],
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  SpSandboxFlatpak       *self = SP_SANDBOX_FLATPAK (sandbox);
  GTask                  *task = g_task_new (self, cancellable, callback, user_data);
  g_auto (GStrv)          command = dup_command (sandbox);
  g_auto (GStrv)          readable = dup_readable (sandbox);
  g_auto (GStrv)          writable = dup_writable (sandbox);
  g_autofree char        *home = g_strconcat ("HOME=", sp_sandbox_get_home (sandbox), NULL);
  const char             *environment[] = { "LC_ALL=C.UTF-8", home, NULL };
  SpFlatpakProgramRequest request = {
    .argv = (const char *const *) command,
    .envp = environment,
    .folder = sp_sandbox_get_home (sandbox),
    .readable = (const char *const *) readable,
    .writable = (const char *const *) writable,
    .fds = { descriptors[0], descriptors[1], descriptors[2] },
  };

  g_task_set_source_tag (task, sp_sandbox_flatpak_launch_async);
  if (sp_sandbox_get_network (sandbox))
    request.access |= SP_FLATPAK_PROGRAM_NETWORK;
  if (sp_sandbox_get_gpu (sandbox))
    request.access |= SP_FLATPAK_PROGRAM_GPU;

  g_clear_object (&self->starting);
  self->starting = g_cancellable_new ();
  sp_flatpak_program_start_async (NULL, &request, self->starting, program_started_cb, task);
}

static gboolean
sp_sandbox_flatpak_launch_finish (SpSandbox *sandbox, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, sandbox), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
sp_sandbox_flatpak_kill (SpSandbox *sandbox)
{
  SpSandboxFlatpak *self = SP_SANDBOX_FLATPAK (sandbox);

  g_cancellable_cancel (self->starting);
  if (self->program != NULL)
    sp_flatpak_program_kill (self->program);
}

static char *
sp_sandbox_flatpak_dup_warning (SpSandbox *sandbox)
{
  if (!sp_sandbox_get_network (sandbox))
    return NULL;

  return g_strdup (_("The network that this Space may use is the one of this computer: it reaches "
                      "programs that serve this computer only, too."));
}

static void
sp_sandbox_flatpak_dispose (GObject *object)
{
  SpSandboxFlatpak *self = SP_SANDBOX_FLATPAK (object);

  g_clear_object (&self->starting);
  g_clear_object (&self->program); /* ends it */

  G_OBJECT_CLASS (sp_sandbox_flatpak_parent_class)->dispose (object);
}

static void
sp_sandbox_flatpak_class_init (SpSandboxFlatpakClass *klass)
{
  SpSandboxClass *sandbox_class = SP_SANDBOX_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_sandbox_flatpak_dispose;
  sandbox_class->launch_async = sp_sandbox_flatpak_launch_async;
  sandbox_class->launch_finish = sp_sandbox_flatpak_launch_finish;
  sandbox_class->kill = sp_sandbox_flatpak_kill;
  sandbox_class->dup_warning = sp_sandbox_flatpak_dup_warning;
}

static void
sp_sandbox_flatpak_init (SpSandboxFlatpak *self)
{
}

gboolean
sp_sandbox_flatpak_is_needed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}
