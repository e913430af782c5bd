/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-run-folder.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sp-stop-socket.h"

#define BACKLOG 128
#define ENDING "ending"
#define STOP_SOCKET "stop.sock"
#define HTTP_SOCKET "http.sock"
#define ADDRESS "address"

struct _SpRunFolder {
  GObject       parent_instance;
  char         *home;
  char         *run;
  char         *log;
  char         *models; /* NULL when there are none */
  char         *socket;
  GSocket      *listener;
  SpStopSocket *stop_socket;
  int           lock; /* descriptor, or -1 */
};

G_DEFINE_FINAL_TYPE (SpRunFolder, sp_run_folder, G_TYPE_OBJECT)

enum {
  STOP_ASKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
leave_socket (SpRunFolder *self)
{
  g_autofree char *address = NULL;

  if (self->listener != NULL) {
    address = g_build_filename (self->run, ADDRESS, NULL);
    g_unlink (address);
    g_unlink (self->socket);
  }
  g_clear_object (&self->listener);
}

static void
sp_run_folder_finalize (GObject *object)
{
  SpRunFolder *self = SP_RUN_FOLDER (object);

  leave_socket (self);
  if (self->lock >= 0)
    close (self->lock);
  g_clear_object (&self->stop_socket); /* who asked may start it now */
  g_clear_pointer (&self->home, g_free);
  g_clear_pointer (&self->run, g_free);
  g_clear_pointer (&self->log, g_free);
  g_clear_pointer (&self->models, g_free);
  g_clear_pointer (&self->socket, g_free);

  G_OBJECT_CLASS (sp_run_folder_parent_class)->finalize (object);
}

static void
sp_run_folder_class_init (SpRunFolderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_run_folder_finalize;

  signals[STOP_ASKED] =
    g_signal_new ("stop-asked", SP_TYPE_RUN_FOLDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sp_run_folder_init (SpRunFolder *self)
{
  self->lock = -1;
}

static void
set_errno_error (GError **error, const char *path)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               _("The folder “%s” of the Space cannot be used: %s"), path, g_strerror (code));
}

static char *
make_folder (const char *data_folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (data_folder, name, NULL);

  if (g_mkdir_with_parents (path, 0700) == 0)
    return g_steal_pointer (&path);

  set_errno_error (error, path);
  return NULL;
}

static gboolean
make_folders (SpRunFolder *self, const char *data_folder, GError **error)
{
  g_autofree char *logs = NULL;

  self->home = make_folder (data_folder, "home", error);
  self->run = self->home != NULL ? make_folder (data_folder, "run", error) : NULL;
  logs = self->run != NULL ? make_folder (data_folder, "logs", error) : NULL;
  if (logs == NULL)
    return FALSE;

  self->log = g_build_filename (logs, "app.log", NULL);
  self->models = g_build_filename (data_folder, "models", NULL);
  if (!g_file_test (self->models, G_FILE_TEST_IS_DIR))
    g_clear_pointer (&self->models, g_free);
  return TRUE;
}

/* Says who holds the lock: the lock file has “PID NAME” in it, and a word more when it ends. */
static void
set_busy_error (GError **error, const char *path, const char *title)
{
  g_autofree char *text = NULL;
  g_auto (GStrv)   words = NULL;
  int              pid = 0;

  if (g_file_get_contents (path, &text, NULL, NULL))
    words = g_strsplit (g_strchomp (text), " ", 3);
  if (words != NULL && g_strv_length (words) >= 2)
    pid = atoi (words[0]);

  if (pid != 0 && g_strcmp0 (words[2], ENDING) == 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, _("“%s” is just about to end."), title);
  else if (pid == getpid ())
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                 _("“%s” runs already in this program. Use it there, or stop it first."), title);
  else if (pid != 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                 _("“%s” runs already: %s (process %d) started it. Use it there, or stop it first."),
                 title, words[1], pid);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                 _("“%s” runs already, started by another program. Use it there, or stop it first."),
                 title);
}

static gboolean
write_owner (SpRunFolder *self, const char *word)
{
  const char      *name = g_get_prgname ();
  g_autofree char *text =
    g_strdup_printf ("%d %s %s\n", (int) getpid (), name != NULL ? name : "spaceport", word);

  return ftruncate (self->lock, 0) == 0 &&
         pwrite (self->lock, text, strlen (text), 0) == (gssize) strlen (text);
}

static gboolean
lock (SpRunFolder *self, const char *title, GError **error)
{
  g_autofree char *path = g_build_filename (self->run, "lock", NULL);

  self->lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->lock < 0) {
    set_errno_error (error, self->run);
    return FALSE;
  }

  if (flock (self->lock, LOCK_EX | LOCK_NB) == 0) {
    if (!write_owner (self, ""))
      g_debug ("Who runs a Space is not said: %s", g_strerror (errno));
    return TRUE;
  }

  if (errno == EWOULDBLOCK)
    set_busy_error (error, path, title);
  else
    set_errno_error (error, self->run);
  return FALSE;
}

/* The system does not take long paths for sockets. */
static char *
choose_socket (const char *run, const char *socket, GError **error)
{
  g_autofree char *path = g_build_filename (run, socket, NULL);
  g_autofree char *hash = NULL;
  g_autofree char *name = NULL;
  g_autofree char *folder = NULL;

  if (strlen (path) < sizeof ((struct sockaddr_un *) NULL)->sun_path)
    return g_steal_pointer (&path);

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
  name = g_strdup_printf ("%.16s.sock", hash);
  folder = make_folder (g_get_user_runtime_dir (), "spaceport", error);
  return folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
}

static gboolean
listen_at_socket (SpRunFolder *self, GError **error)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocket)        listener = NULL;

  self->socket = choose_socket (self->run, HTTP_SOCKET, error);
  if (self->socket == NULL)
    return FALSE;

  g_unlink (self->socket); /* a program that was killed leaves it behind */
  address = g_unix_socket_address_new (self->socket);
  listener = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);
  if (listener == NULL || !g_socket_bind (listener, address, FALSE, error))
    return FALSE;

  if (g_chmod (self->socket, 0600) != 0) {
    set_errno_error (error, self->run);
    return FALSE;
  }

  g_socket_set_listen_backlog (listener, BACKLOG);
  if (!g_socket_listen (listener, error))
    return FALSE;

  self->listener = g_steal_pointer (&listener);
  return TRUE;
}

static void
stop_asked_cb (SpRunFolder *self)
{
  g_signal_emit (self, signals[STOP_ASKED], 0);
}

static gboolean
listen_for_stop (SpRunFolder *self, GError **error)
{
  g_autofree char *path = choose_socket (self->run, STOP_SOCKET, error);

  if (path != NULL)
    self->stop_socket = sp_stop_socket_new (path, error);
  if (self->stop_socket == NULL)
    return FALSE;

  g_signal_connect_object (self->stop_socket, "stop-asked", G_CALLBACK (stop_asked_cb), self, G_CONNECT_SWAPPED);
  return TRUE;
}

SpRunFolder *
sp_run_folder_open (GFile *data_folder, const char *title, GError **error)
{
  g_autoptr (SpRunFolder) self = NULL;

  g_return_val_if_fail (G_IS_FILE (data_folder), NULL);

  self = g_object_new (SP_TYPE_RUN_FOLDER, NULL);
  if (!make_folders (self, g_file_peek_path (data_folder), error) || !lock (self, title, error) ||
      !listen_at_socket (self, error) || !listen_for_stop (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

char *
sp_run_folder_dup_stop_socket (GFile *data_folder)
{
  g_autofree char *run = NULL;

  g_return_val_if_fail (G_IS_FILE (data_folder), NULL);

  run = g_build_filename (g_file_peek_path (data_folder), "run", NULL);
  return choose_socket (run, STOP_SOCKET, NULL);
}

void
sp_run_folder_set_address (SpRunFolder *self, const char *address)
{
  g_autofree char   *path = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (SP_IS_RUN_FOLDER (self));

  path = g_build_filename (self->run, ADDRESS, NULL);
  if (!g_file_set_contents_full (path, address, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_debug ("Where a Space answers is not said: %s", error->message);
}

char *
sp_run_folder_read_address (GFile *data_folder, char **socket)
{
  g_autofree char *run = NULL;
  g_autofree char *path = NULL;
  g_autofree char *address = NULL;

  g_return_val_if_fail (G_IS_FILE (data_folder) && socket != NULL, NULL);

  run = g_build_filename (g_file_peek_path (data_folder), "run", NULL);
  path = g_build_filename (run, ADDRESS, NULL);
  if (!g_file_get_contents (path, &address, NULL, NULL) || !g_str_has_prefix (address, "http://"))
    return NULL;

  *socket = choose_socket (run, HTTP_SOCKET, NULL);
  return *socket != NULL ? g_steal_pointer (&address) : NULL;
}

void
sp_run_folder_set_ending (SpRunFolder *self)
{
  g_return_if_fail (SP_IS_RUN_FOLDER (self));

  leave_socket (self);
  if (!write_owner (self, ENDING))
    g_debug ("That a Space ends is not said: %s", g_strerror (errno));
}

GSocket *
sp_run_folder_get_listener (SpRunFolder *self)
{
  g_return_val_if_fail (SP_IS_RUN_FOLDER (self), NULL);

  return self->listener;
}

const char *
sp_run_folder_get_socket (SpRunFolder *self)
{
  g_return_val_if_fail (SP_IS_RUN_FOLDER (self), NULL);

  return self->socket;
}

const char *
sp_run_folder_get_home (SpRunFolder *self)
{
  g_return_val_if_fail (SP_IS_RUN_FOLDER (self), NULL);

  return self->home;
}

const char *
sp_run_folder_get_run (SpRunFolder *self)
{
  g_return_val_if_fail (SP_IS_RUN_FOLDER (self), NULL);

  return self->run;
}

const char *
sp_run_folder_get_log (SpRunFolder *self)
{
  g_return_val_if_fail (SP_IS_RUN_FOLDER (self), NULL);

  return self->log;
}

const char *
sp_run_folder_get_models (SpRunFolder *self)
{
  g_return_val_if_fail (SP_IS_RUN_FOLDER (self), NULL);

  return self->models;
}
