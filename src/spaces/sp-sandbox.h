/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_SANDBOX (sp_sandbox_get_type ())

/**
 * SpSandbox:
 *
 * What a Space is run in, and what it may see and use there. A derived class knows how to start a
 * program in such a sandbox; what is started is the same everywhere: space-supervisor.py, which
 * starts the app and watches it.
 *
 * Properties, all set before sp_sandbox_launch_async() and not changed after it; paths are those
 * of the host: `app` (folder with the files of the Space, never written), `app-file` (name in it),
 * `environment` (folder of the Python environment, never written), `packages` (nullable: a folder of
 * packages for the system's Python, which stands in for an environment), `home` (folder the Space may
 * write in), `models` (nullable: folder of models that were loaded before; written only when
 * `network` is on), `run` (folder for what is made for one run; the Space does not see it),
 * `network`, `gpu` (booleans, off), `memory-limit`, `disk-limit` (bytes, 0: none), `process-limit`
 * (0: none), `start-timeout` (seconds), `variables` (#GStrv, nullable: more of the environment,
 * NAME=VALUE; these win).
 */
G_DECLARE_DERIVABLE_TYPE (SpSandbox, sp_sandbox, SP, SANDBOX, GObject)

/**
 * SpSandboxPlaces:
 * @app: folder of the app
 * @environment: (nullable): folder of the Python environment, unless there are @packages
 * @packages: (nullable): folder of packages for the system's Python
 * @home: folder of the Space
 * @models: (nullable): folder of the models
 * @temporary: (nullable): folder for temporary files, its size bounded; %NULL: one in @home
 * @tmpfs: (nullable): mount points that are memory and count as such
 * @own_network: whether the Space has a network of its own, so all ports are free
 *
 * Where a sandbox shows what, as the Space sees it.
 */
typedef struct {
  const char        *app;
  const char        *environment;
  const char        *packages;
  const char        *home;
  const char        *models;
  const char        *temporary;
  const char *const *tmpfs;
  gboolean           own_network;
} SpSandboxPlaces;

/**
 * SpSandboxClass:
 * @launch_async: starts the command of sp_sandbox_dup_command() in the sandbox. The three
 *   descriptors become its standard ones and stay the caller's (to be duplicated where they are
 *   needed after the call returns): the control socket, where events go, where errors of the
 *   sandbox itself go. No other descriptor may get into the sandbox. Done when it was started.
 * @launch_finish: returns whether that went well
 * @kill: ends all that is in the sandbox, at once; nothing when nothing is
 * @dup_warning: (nullable): says in a sentence what is weaker than asked for; valid when launched
 *
 * What was started must end when this program does, however it ends; the end of the control socket
 * is a sign for that which the supervisor heeds, but not the only one where another is to be had.
 */
struct _SpSandboxClass {
  GObjectClass parent_class;

  void (*launch_async) (SpSandbox          *self,
                        const int           descriptors[3],
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data);
  gboolean (*launch_finish) (SpSandbox    *self,
                             GAsyncResult *result,
                             GError      **error);
  void (*kill) (SpSandbox *self);
  char *(*dup_warning) (SpSandbox *self);
};

/**
 * sp_sandbox_new:
 *
 * Returns: (transfer full): the sandbox there is on this system
 */
SpSandbox *sp_sandbox_new (void);

void     sp_sandbox_launch_async (SpSandbox          *self,
                                  const int           descriptors[3],
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
gboolean sp_sandbox_launch_finish (SpSandbox    *self,
                                   GAsyncResult *result,
                                   GError      **error);
void     sp_sandbox_kill (SpSandbox *self);
char    *sp_sandbox_dup_warning (SpSandbox *self); /* nullable */

const char *sp_sandbox_get_app (SpSandbox *self);
const char *sp_sandbox_get_app_file (SpSandbox *self);
const char *sp_sandbox_get_environment (SpSandbox *self); /* nullable */
const char *sp_sandbox_get_packages (SpSandbox *self);    /* nullable */
const char *sp_sandbox_get_home (SpSandbox *self);
const char *sp_sandbox_get_models (SpSandbox *self); /* nullable */
const char *sp_sandbox_get_run (SpSandbox *self);
gboolean    sp_sandbox_get_network (SpSandbox *self);
gboolean    sp_sandbox_get_gpu (SpSandbox *self);
guint64     sp_sandbox_get_memory_limit (SpSandbox *self);
guint64     sp_sandbox_get_disk_limit (SpSandbox *self);

/**
 * sp_sandbox_dup_command:
 * @self: a sandbox
 * @python: the Python that runs the supervisor, as the sandbox sees it
 * @places: where the sandbox shows what
 *
 * For derived classes. There are no secrets in it.
 *
 * Returns: (transfer full): the supervisor's command line
 */
GStrv sp_sandbox_dup_command (SpSandbox             *self,
                              const char            *python,
                              const SpSandboxPlaces *places);

/**
 * sp_sandbox_dup_control_message:
 * @self: a sandbox
 *
 * Returns: (transfer full): what is sent over the control socket first, together with the socket
 *   that listens for the Space: one line of JSON. It may hold secrets.
 */
char *sp_sandbox_dup_control_message (SpSandbox *self);

G_END_DECLS
