/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SpFlatpakProgramAccess:
 * @SP_FLATPAK_PROGRAM_NOTHING: the processor, its memory and the files it was given
 * @SP_FLATPAK_PROGRAM_NETWORK: the network of this computer
 * @SP_FLATPAK_PROGRAM_GPU: the devices of the graphics card
 */
typedef enum {
  SP_FLATPAK_PROGRAM_NOTHING = 0,
  SP_FLATPAK_PROGRAM_NETWORK = 1 << 0,
  SP_FLATPAK_PROGRAM_GPU = 1 << 1,
} SpFlatpakProgramAccess;

/**
 * SpFlatpakProgramRequest:
 * @argv: the program and its arguments, as paths in the sandbox
 * @envp: (nullable): its whole environment, `NAME=value` each
 * @folder: where it runs, a path in the sandbox
 * @readable: (nullable): files and folders that it may read, at the same path as here
 * @writable: (nullable): folders that it may write, at the same path as here
 * @access: what it may use beside that
 * @fds: its standard input, output and errors; they stay the caller's
 *
 * What is to be run. Programs and libraries of the runtime and of /app, Flatpak extensions below
 * it included, are there in any case. None of the files may be a link.
 */
typedef struct {
  const char *const     *argv;
  const char *const     *envp;
  const char            *folder;
  const char *const     *readable;
  const char *const     *writable;
  SpFlatpakProgramAccess access;
  int                    fds[3];
} SpFlatpakProgramRequest;

#define SP_TYPE_FLATPAK_PROGRAM (sp_flatpak_program_get_type ())

/**
 * SpFlatpakProgram:
 *
 * A program in a sandbox beside the one of this program, made by org.freedesktop.portal.Flatpak
 * (https://flatpak.github.io/xdg-desktop-portal/docs and `man flatpak-spawn`): without network,
 * devices, display, session bus and files of the user but for those it was given. It is killed when
 * the object is let go of, and the portal ends it when this program leaves the session bus.
 *
 * Signal: `exited` (wait_status): it is gone. The status is as waitpid() has it, or -1 when the
 * portal itself went and nobody knows. Emitted once, and not before the caller has the object.
 */
G_DECLARE_FINAL_TYPE (SpFlatpakProgram, sp_flatpak_program, SP, FLATPAK_PROGRAM, GObject)

/**
 * sp_flatpak_program_start_async:
 * @bus: (nullable): the session bus, %NULL to get it
 * @request: what is to be run; it is copied, of the descriptors a duplicate is kept for the call
 * @cancellable: (nullable): ends it when it has been started already
 * @callback: called when it runs or cannot
 * @user_data: for @callback
 *
 * Asks the portal to start it.
 */
void sp_flatpak_program_start_async (GDBusConnection               *bus,
                                     const SpFlatpakProgramRequest *request,
                                     GCancellable                  *cancellable,
                                     GAsyncReadyCallback            callback,
                                     gpointer                       user_data);

/**
 * sp_flatpak_program_start_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the running program, or %NULL with %G_IO_ERROR_NOT_SUPPORTED where
 *   there is no portal or an old one, %G_IO_ERROR_PERMISSION_DENIED where it refuses, another
 *   #GIOError otherwise; each a sentence with what to do
 */
SpFlatpakProgram *sp_flatpak_program_start_finish (GAsyncResult *result,
                                                   GError      **error);

/**
 * sp_flatpak_program_kill:
 * @self: a program
 *
 * Ends it and all it started at once. To let it end by itself, close its standard input: no other
 * signal reaches it, for those end the sandbox around it.
 */
void sp_flatpak_program_kill (SpFlatpakProgram *self);

G_END_DECLS
