/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* O_PATH */
#include "sp-flatpak-program.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixfdlist.h>
#include <glib/gi18n-lib.h>

#define PORTAL_NAME "org.freedesktop.portal.Flatpak"
#define PORTAL_PATH "/org/freedesktop/portal/Flatpak"
#define PORTAL_INTERFACE "org.freedesktop.portal.Flatpak"

/* Flags of Spawn, and of its option "sandbox-flags". */
#define SPAWN_CLEAR_ENV (1u << 0)
#define SPAWN_SANDBOX (1u << 2)
#define SPAWN_NO_NETWORK (1u << 3)
#define SPAWN_WATCH_BUS (1u << 4)
#define SANDBOX_SHARE_GPU (1u << 2)

#define VERSION_WITH_EXPOSED_FDS 3 /* Flatpak 1.8 */

struct _SpFlatpakProgram {
  GObject          parent_instance;
  GDBusConnection *bus;
  guint            pid; /* the portal's word for it, 0 while it is not known */
  guint            exited_id;
  guint            watch_id;
  gboolean         given; /* to the caller, who may have connected to the signal by then */
  gboolean         gone;
  GHashTable      *early; /* wait statuses by pid that were told before it was given */
};

G_DEFINE_FINAL_TYPE (SpFlatpakProgram, sp_flatpak_program, G_TYPE_OBJECT)

enum {
  EXITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
stop_listening (SpFlatpakProgram *self)
{
  if (self->exited_id != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->exited_id);
  self->exited_id = 0;
  g_clear_handle_id (&self->watch_id, g_bus_unwatch_name);
}

static void
end (SpFlatpakProgram *self, int wait_status)
{
  g_autoptr (SpFlatpakProgram) keep = g_object_ref (self);

  if (self->gone)
    return;

  self->gone = TRUE;
  stop_listening (self);
  g_signal_emit (self, signals[EXITED], 0, wait_status);
}

/* A weak reference for what the bus calls later. */
static GWeakRef *
weak_ref_new (SpFlatpakProgram *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
spawn_exited_cb (GDBusConnection *bus,
                 const char      *sender,
                 const char      *path,
                 const char      *interface,
                 const char      *name,
                 GVariant        *parameters,
                 gpointer         user_data)
{
  g_autoptr (SpFlatpakProgram) self = g_weak_ref_get (user_data);
  guint32                      pid;
  guint32                      wait_status;

  if (self == NULL || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(uu)")))
    return;

  g_variant_get (parameters, "(uu)", &pid, &wait_status);
  if (!self->given)
    g_hash_table_insert (self->early, GUINT_TO_POINTER (pid), GINT_TO_POINTER ((int) wait_status));
  else if (self->pid == pid)
    end (self, (int) wait_status);
}

static void
portal_vanished_cb (GDBusConnection *bus, const char *name, gpointer user_data)
{
  g_autoptr (SpFlatpakProgram) self = g_weak_ref_get (user_data);

  if (self != NULL)
    end (self, -1);
}

/* Tells what came before the caller could hear it. */
static gboolean
early_exit_cb (gpointer user_data)
{
  g_autoptr (SpFlatpakProgram) self = g_weak_ref_get (user_data);
  gpointer                     wait_status;

  if (self != NULL &&
      g_hash_table_lookup_extended (self->early, GUINT_TO_POINTER (self->pid), NULL, &wait_status))
    end (self, GPOINTER_TO_INT (wait_status));
  return G_SOURCE_REMOVE;
}

static void
sp_flatpak_program_dispose (GObject *object)
{
  SpFlatpakProgram *self = SP_FLATPAK_PROGRAM (object);

  sp_flatpak_program_kill (self);
  self->gone = TRUE;
  if (self->bus != NULL)
    stop_listening (self);
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (sp_flatpak_program_parent_class)->dispose (object);
}

static void
sp_flatpak_program_finalize (GObject *object)
{
  SpFlatpakProgram *self = SP_FLATPAK_PROGRAM (object);

  g_hash_table_unref (self->early);

  G_OBJECT_CLASS (sp_flatpak_program_parent_class)->finalize (object);
}

static void
sp_flatpak_program_class_init (SpFlatpakProgramClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_flatpak_program_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_flatpak_program_finalize;

  signals[EXITED] = g_signal_new ("exited", SP_TYPE_FLATPAK_PROGRAM, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
sp_flatpak_program_init (SpFlatpakProgram *self)
{
  self->early = g_hash_table_new (NULL, NULL);
}

/* One call of sp_flatpak_program_start_async(). */
typedef struct {
  SpFlatpakProgram *program;
  GVariant         *arguments; /* of Spawn */
  GUnixFDList      *fds;
} Start;

static void
start_free (Start *start)
{
  g_clear_object (&start->program);
  g_clear_pointer (&start->arguments, g_variant_unref);
  g_clear_object (&start->fds);
  g_free (start);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Start, start_free)

/* Opens a file as the portal wants it: no link, so that nothing else than was meant is shown. */
static gboolean
add_file (GVariantBuilder *handles, const char *path, GUnixFDList *fds, GError **error)
{
  int fd = open (path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
  int index;

  if (fd < 0) {
    int code = errno;

    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                 _("“%s” cannot be shown to the Space: %s"), path, g_strerror (code));
    return FALSE;
  }

  index = g_unix_fd_list_append (fds, fd, error);
  close (fd);
  if (index >= 0)
    g_variant_builder_add (handles, "h", index);
  return index >= 0;
}

static gboolean
add_files (GVariantBuilder   *options,
           const char        *option,
           const char *const *paths,
           GUnixFDList       *fds,
           GError           **error)
{
  g_auto (GVariantBuilder) handles = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ah"));

  for (gsize i = 0; paths != NULL && paths[i] != NULL; i++) {
    if (!add_file (&handles, paths[i], fds, error))
      return FALSE;
  }

  g_variant_builder_add (options, "{sv}", option, g_variant_builder_end (&handles));
  return TRUE;
}

static GVariant *
make_options (const SpFlatpakProgramRequest *request, GUnixFDList *fds, GError **error)
{
  g_auto (GVariantBuilder) options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (!add_files (&options, "sandbox-expose-fd-ro", request->readable, fds, error) ||
      !add_files (&options, "sandbox-expose-fd", request->writable, fds, error))
    return NULL;

  if (request->access & SP_FLATPAK_PROGRAM_GPU)
    g_variant_builder_add (&options, "{sv}", "sandbox-flags",
                           g_variant_new_uint32 (SANDBOX_SHARE_GPU));
  return g_variant_builder_end (&options);
}

static GVariant *
make_environment (const char *const *envp)
{
  g_auto (GVariantBuilder) variables = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));

  for (gsize i = 0; envp != NULL && envp[i] != NULL; i++) {
    const char *equals = strchr (envp[i], '=');

    if (equals != NULL && equals != envp[i]) {
      g_autofree char *name = g_strndup (envp[i], equals - envp[i]);

      g_variant_builder_add (&variables, "{ss}", name, equals + 1);
    }
  }
  return g_variant_builder_end (&variables);
}

static GVariant *
make_descriptors (const int *fds, GUnixFDList *list, GError **error)
{
  g_auto (GVariantBuilder) handles = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{uh}"));

  for (guint i = 0; i < 3; i++) {
    int index = g_unix_fd_list_append (list, fds[i], error);

    if (index < 0)
      return NULL;
    g_variant_builder_add (&handles, "{uh}", i, index);
  }
  return g_variant_builder_end (&handles);
}

/* Writes down the arguments of Spawn. */
static gboolean
prepare (Start *start, const SpFlatpakProgramRequest *request, GError **error)
{
  g_autoptr (GVariant) options = NULL;
  GVariant            *descriptors;
  guint32              flags = SPAWN_CLEAR_ENV | SPAWN_SANDBOX | SPAWN_WATCH_BUS;

  if (!(request->access & SP_FLATPAK_PROGRAM_NETWORK))
    flags |= SPAWN_NO_NETWORK;

  options = make_options (request, start->fds, error);
  if (options == NULL)
    return FALSE;
  g_variant_ref_sink (options);
  descriptors = make_descriptors (request->fds, start->fds, error);
  if (descriptors == NULL)
    return FALSE;

  start->arguments = g_variant_ref_sink (g_variant_new (
    "(@ay@aay@a{uh}@a{ss}u@a{sv})", g_variant_new_bytestring (request->folder),
    g_variant_new_bytestring_array (request->argv, -1), descriptors,
    make_environment (request->envp), flags, options));
  return TRUE;
}

/* Turns what the bus says into a sentence with the next step. Takes the error. */
static GError *
explain (GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);
  GError          *result;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error;

  g_dbus_error_strip_remote_error (error);
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT))
    result = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                          _("The Space was not started: no sandbox can be made for it, because the portal of "
                             "Flatpak (%s) is missing on this computer. Install Flatpak completely, log in "
                             "again and try once more."),
                          PORTAL_NAME);
  else if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED) ||
           g_strcmp0 (name, "org.freedesktop.portal.Error.NotAllowed") == 0)
    result = g_error_new (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                          _("The Space was not started: the portal of Flatpak refused to make a sandbox for it "
                             "(%s). Look at the permissions of Spaceport."),
                          error->message);
  else
    result = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED,
                          _("The Space was not started: the portal of Flatpak could not make a sandbox for it "
                             "(%s). Try once more."),
                          error->message);
  g_error_free (error);
  return result;
}

static void
spawned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)    task = user_data;
  Start               *start = g_task_get_task_data (task);
  SpFlatpakProgram    *program = start->program;
  g_autoptr (GVariant) reply = NULL;
  GError              *error = NULL;

  reply = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), NULL, result,
                                                           &error);
  if (reply == NULL) {
    program->gone = TRUE;
    g_task_return_error (task, explain (error));
    return;
  }

  g_variant_get (reply, "(u)", &program->pid);
  if (g_task_return_error_if_cancelled (task))
    return; /* letting go of it kills it */

  g_task_return_pointer (task, g_steal_pointer (&start->program), g_object_unref);
}

/* The call is not cancelled under way: the portal would start it all the same. */
static void
spawn (GTask *task)
{
  Start            *start = g_task_get_task_data (task);
  SpFlatpakProgram *program = start->program;

  program->exited_id = g_dbus_connection_signal_subscribe (
    program->bus, PORTAL_NAME, PORTAL_INTERFACE, "SpawnExited", PORTAL_PATH, NULL,
    G_DBUS_SIGNAL_FLAGS_NONE, spawn_exited_cb, weak_ref_new (program), weak_ref_free);
  g_dbus_connection_call_with_unix_fd_list (
    program->bus, PORTAL_NAME, PORTAL_PATH, PORTAL_INTERFACE, "Spawn", start->arguments,
    G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, start->fds, NULL, spawned_cb,
    g_object_ref (task));
}

static void
version_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)    task = user_data;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariant) version = NULL;
  GError              *error = NULL;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (reply == NULL) {
    g_task_return_error (task, explain (error));
    return;
  }

  g_variant_get (reply, "(v)", &version);
  if (!g_variant_is_of_type (version, G_VARIANT_TYPE_UINT32) ||
      g_variant_get_uint32 (version) < VERSION_WITH_EXPOSED_FDS) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             _("The Space was not started: the Flatpak of this computer is too old to make a "
                                "sandbox for it. Version 1.8 or newer is needed."));
    return;
  }
  if (!g_task_return_error_if_cancelled (task))
    spawn (task);
}

static void
ask_version (GTask *task, GDBusConnection *bus)
{
  Start *start = g_task_get_task_data (task);

  start->program->bus = g_object_ref (bus);
  g_dbus_connection_call (bus, PORTAL_NAME, PORTAL_PATH, "org.freedesktop.DBus.Properties", "Get",
                          g_variant_new ("(ss)", PORTAL_INTERFACE, "version"),
                          G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, -1,
                          g_task_get_cancellable (task), version_read_cb, g_object_ref (task));
}

static void
bus_got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)           task = user_data;
  g_autoptr (GDBusConnection) bus = NULL;
  GError                     *error = NULL;

  bus = g_bus_get_finish (result, &error);
  if (bus != NULL)
    ask_version (task, bus);
  else
    g_task_return_error (task, explain (error));
}

void
sp_flatpak_program_start_async (GDBusConnection               *bus,
                                const SpFlatpakProgramRequest *request,
                                GCancellable                  *cancellable,
                                GAsyncReadyCallback            callback,
                                gpointer                       user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Start            *start = g_new0 (Start, 1);
  GError           *error = NULL;

  g_return_if_fail (request != NULL && request->argv != NULL && request->argv[0] != NULL);
  g_return_if_fail (request->folder != NULL);

  g_task_set_source_tag (task, sp_flatpak_program_start_async);
  start->program = g_object_new (SP_TYPE_FLATPAK_PROGRAM, NULL);
  start->fds = g_unix_fd_list_new ();
  g_task_set_task_data (task, start, (GDestroyNotify) start_free);

  if (!prepare (start, request, &error))
    g_task_return_error (task, error);
  else if (bus != NULL)
    ask_version (task, bus);
  else
    g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_got_cb, g_object_ref (task));
}

SpFlatpakProgram *
sp_flatpak_program_start_finish (GAsyncResult *result, GError **error)
{
  SpFlatpakProgram *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  self = g_task_propagate_pointer (G_TASK (result), error);
  if (self == NULL)
    return NULL;

  self->given = TRUE;
  self->watch_id =
    g_bus_watch_name_on_connection (self->bus, PORTAL_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
                                    portal_vanished_cb, weak_ref_new (self), weak_ref_free);
  if (g_hash_table_contains (self->early, GUINT_TO_POINTER (self->pid)))
    g_idle_add_full (G_PRIORITY_DEFAULT, early_exit_cb, weak_ref_new (self), weak_ref_free);
  return self;
}

void
sp_flatpak_program_kill (SpFlatpakProgram *self)
{
  g_return_if_fail (SP_IS_FLATPAK_PROGRAM (self));

  if (self->gone || self->pid == 0)
    return;

  g_dbus_connection_call (self->bus, PORTAL_NAME, PORTAL_PATH, PORTAL_INTERFACE, "SpawnSignal",
                          g_variant_new ("(uub)", self->pid, (guint32) SIGKILL, TRUE), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}
