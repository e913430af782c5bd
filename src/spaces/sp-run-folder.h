/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_RUN_FOLDER (sp_run_folder_get_type ())

/**
 * SpRunFolder:
 *
 * The own folder of a Space that runs: it has what the Space writes, the socket it is asked over, and
 * a lock, for it runs once at a time whoever starts it. Lock and socket go with the object, and the
 * lock with the program.
 *
 * Signal: `stop-asked`: another program wants the Space stopped, see sp_run_folder_dup_stop_socket().
 */
G_DECLARE_FINAL_TYPE (SpRunFolder, sp_run_folder, SP, RUN_FOLDER, GObject)

/**
 * sp_run_folder_open:
 * @data_folder: the own folder of the Space; made where it is not there
 * @title: of the Space, for errors
 * @error: return location
 *
 * Locks it and starts to listen.
 *
 * Returns: (transfer full): the folder, or %NULL: with %G_IO_ERROR_BUSY when the Space runs already,
 *   the error says where; with %G_IO_ERROR_WOULD_BLOCK when it is about to end, so that it is worth
 *   to try again
 */
SpRunFolder *sp_run_folder_open (GFile      *data_folder,
                                 const char *title,
                                 GError    **error);

/**
 * sp_run_folder_dup_stop_socket:
 * @data_folder: the own folder of a Space
 *
 * Returns: (transfer full) (nullable): where sp_stop_socket_ask_async() reaches whoever runs it; %NULL when there is
 *   no place for a socket
 */
char *sp_run_folder_dup_stop_socket (GFile *data_folder);

/* Keeps where the app answers, for other programs of the user. */
void sp_run_folder_set_address (SpRunFolder *self,
                                const char  *address);

/**
 * sp_run_folder_read_address:
 * @data_folder: the own folder of a Space
 * @socket: (out) (transfer full): path of the Unix socket to ask over
 *
 * Finds a Space that runs, in whichever program.
 *
 * Returns: (transfer full) (nullable): where the app answers; %NULL unless it does
 */
char *sp_run_folder_read_address (GFile *data_folder,
                                  char **socket);

/* What holds it is about to end: it cannot be asked any more, and others can wait for it. */
void sp_run_folder_set_ending (SpRunFolder *self);

GSocket    *sp_run_folder_get_listener (SpRunFolder *self);
const char *sp_run_folder_get_socket (SpRunFolder *self); /* path of the Unix socket */
const char *sp_run_folder_get_home (SpRunFolder *self);
const char *sp_run_folder_get_run (SpRunFolder *self);
const char *sp_run_folder_get_log (SpRunFolder *self);    /* logs/app.log */
const char *sp_run_folder_get_models (SpRunFolder *self); /* nullable */

G_END_DECLS
