/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gstdio.h>

#include "fake-portal.h"
#include "sp-flatpak-program.h"

#define PID FAKE_PORTAL_PID

typedef struct {
  FakePortal       *portal;
  GDBusConnection  *bus; /* of the program */
  char             *folder;
  SpFlatpakProgram *program;
  GError           *error;
  gboolean          done;
  int               wait_status;
  guint             n_exits;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->portal = fake_portal_new ();
  self->bus = fake_portal_connect (self->portal);
  self->folder = g_dir_make_tmp ("spaceport-program-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->program);
  g_clear_error (&self->error);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->portal, fake_portal_free);
  g_rmdir (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

static void
exited_cb (SpFlatpakProgram *program, int wait_status, Fixture *self)
{
  self->wait_status = wait_status;
  self->n_exits++;
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;

  self->program = sp_flatpak_program_start_finish (result, &self->error);
  g_assert_true ((self->program == NULL) != (self->error == NULL));
  if (self->program != NULL)
    g_signal_connect (self->program, "exited", G_CALLBACK (exited_cb), self);
  self->done = TRUE;
}

static void
start (Fixture *self, const SpFlatpakProgramRequest *changes, GCancellable *cancellable)
{
  const char *const       argv[] = { "python3", "-c", "print ('\xff')", NULL };
  const char *const       envp[] = { "HOME=/home/a=b", "EMPTY=", "=odd", "odd", NULL };
  SpFlatpakProgramRequest request = { .argv = argv, .envp = envp, .folder = "/app/spaces/one/app", .fds = { 0, 1, 2 } };

  if (changes != NULL) {
    request.readable = changes->readable;
    request.writable = changes->writable;
    request.access = changes->access;
    memcpy (request.fds, changes->fds, sizeof request.fds);
  }
  sp_flatpak_program_start_async (self->bus, &request, cancellable, started_cb, self);
  while (!self->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_arguments (Fixture *self, gconstpointer data)
{
  g_autoptr (GVariant)    environment = NULL;
  g_autoptr (GVariant)    folder = NULL;
  g_autoptr (GVariant)    arguments = NULL;
  g_autofree const char **argv = NULL;
  const char             *home;
  const char             *empty;

  fake_portal_offer (self->portal);
  start (self, NULL, NULL);
  g_assert_no_error (self->error);

  folder = g_variant_get_child_value (self->portal->spawned, 0);
  g_assert_cmpstr (g_variant_get_bytestring (folder), ==, "/app/spaces/one/app");
  arguments = g_variant_get_child_value (self->portal->spawned, 1);
  argv = g_variant_get_bytestring_array (arguments, NULL);
  g_assert_cmpuint (g_strv_length ((char **) argv), ==, 3);
  g_assert_cmpstr (argv[2], ==, "print ('\xff')");
  environment = g_variant_get_child_value (self->portal->spawned, 3);
  g_assert_cmpuint (g_variant_n_children (environment), ==, 2);
  g_assert_true (g_variant_lookup (environment, "HOME", "&s", &home));
  g_assert_cmpstr (home, ==, "/home/a=b");
  g_assert_true (g_variant_lookup (environment, "EMPTY", "&s", &empty));
  g_assert_cmpstr (empty, ==, "");
  /* No environment of the portal's, a sandbox, no network, not longer than the program is on the bus. */
  g_assert_cmpuint (fake_portal_get_flags (self->portal), ==, 1 | 4 | 8 | 16);
}

static void
test_access (Fixture *self, gconstpointer data)
{
  const char *const             folders[] = { self->folder, NULL };
  const char *const             programs[] = { "/usr", NULL };
  const SpFlatpakProgramRequest request = {
    .readable = programs,
    .writable = folders,
    .access = SP_FLATPAK_PROGRAM_NETWORK | SP_FLATPAK_PROGRAM_GPU,
    .fds = { 0, 1, 2 },
  };
  g_autoptr (GVariant) options = NULL;
  g_autofree char     *readable = NULL;
  g_autofree char     *writable = NULL;
  guint32              flags;

  fake_portal_offer (self->portal);
  start (self, &request, NULL);
  g_assert_no_error (self->error);

  g_assert_cmpuint (fake_portal_get_flags (self->portal), ==, 1 | 4 | 16);
  options = g_variant_get_child_value (self->portal->spawned, 5);
  g_assert_true (g_variant_lookup (options, "sandbox-flags", "u", &flags));
  g_assert_cmpuint (flags, ==, 4); /* no display, no sound, no bus */
  readable = fake_portal_dup_shown (self->portal, "sandbox-expose-fd-ro");
  g_assert_cmpstr (readable, ==, "/usr");
  writable = fake_portal_dup_shown (self->portal, "sandbox-expose-fd");
  g_assert_cmpstr (writable, ==, self->folder);
}

static void
test_descriptors (Fixture *self, gconstpointer data)
{
  SpFlatpakProgramRequest request = { .fds = { 0, -1, 2 } };
  g_autoptr (GVariant)    descriptors = NULL;
  int                     pipe_fds[2];
  int                     fd = -1;
  char                    text[8] = "";

  g_assert_true (g_unix_open_pipe (pipe_fds, FD_CLOEXEC, NULL));
  request.fds[1] = pipe_fds[1];
  fake_portal_offer (self->portal);
  start (self, &request, NULL);
  g_assert_no_error (self->error);
  close (pipe_fds[1]);

  descriptors = g_variant_get_child_value (self->portal->spawned, 2);
  g_assert_cmpuint (g_variant_n_children (descriptors), ==, 3);
  for (gsize i = 0; i < 3; i++) {
    guint32 number;
    gint32  handle;

    g_variant_get_child (descriptors, i, "{uh}", &number, &handle);
    if (number == 1)
      fd = g_unix_fd_list_get (self->portal->fds, handle, NULL);
  }
  g_assert_cmpint (write (fd, "hello", 5), ==, 5);
  g_assert_cmpint (read (pipe_fds[0], text, sizeof text), ==, 5);
  g_assert_cmpstr (text, ==, "hello");
  close (fd);
  g_clear_object (&self->portal->fds);
  g_clear_pointer (&self->portal->spawned, g_variant_unref);
  close (pipe_fds[0]);
}

static void
test_exit (Fixture *self, gconstpointer data)
{
  fake_portal_offer (self->portal);
  start (self, NULL, NULL);
  fake_portal_exit (self->portal, PID + 1, W_EXITCODE (1, 0));
  fake_portal_exit (self->portal, PID, W_EXITCODE (0, SIGTERM));
  fake_portal_exit (self->portal, PID, W_EXITCODE (2, 0)); /* a second word on it is not heard */
  while (self->n_exits == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (WTERMSIG (self->wait_status), ==, SIGTERM);
  sp_flatpak_program_kill (self->program); /* nothing any more */
  g_assert_finalize_object (g_steal_pointer (&self->program));
  g_assert_cmpuint (self->n_exits, ==, 1);
  g_assert_cmpuint (self->portal->signal, ==, 0);
}

static void
test_exit_before_answer (Fixture *self, gconstpointer data)
{
  self->portal->exits_early = TRUE;
  fake_portal_offer (self->portal);
  start (self, NULL, NULL);
  g_assert_no_error (self->error);
  g_assert_cmpuint (self->n_exits, ==, 0);
  while (self->n_exits == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (WEXITSTATUS (self->wait_status), ==, 3);
}

static void
test_kill (Fixture *self, gconstpointer data)
{
  fake_portal_offer (self->portal);
  start (self, NULL, NULL);
  sp_flatpak_program_kill (self->program);
  while (self->portal->signal == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self->portal->signal, ==, SIGKILL);

  self->portal->signal = 0;
  g_assert_finalize_object (g_steal_pointer (&self->program));
  while (self->portal->signal == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self->portal->signal, ==, SIGKILL);
}

static void
test_portal_goes (Fixture *self, gconstpointer data)
{
  fake_portal_offer (self->portal);
  start (self, NULL, NULL);
  fake_portal_withdraw (self->portal);
  while (self->n_exits == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (self->wait_status, ==, -1);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  fake_portal_offer (self->portal);
  g_cancellable_cancel (cancellable);
  start (self, NULL, cancellable);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (self->portal->spawned);
}

/* It runs by then, so it must be ended. */
static void
test_cancelled_late (Fixture *self, gconstpointer data)
{
  self->portal->cancel_first = g_cancellable_new ();
  fake_portal_offer (self->portal);
  start (self, NULL, self->portal->cancel_first);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  while (self->portal->signal == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self->portal->signal, ==, SIGKILL);
}

static void
assert_sentence (Fixture *self, GIOErrorEnum code, const char *part)
{
  g_assert_error (self->error, G_IO_ERROR, (int) code);
  g_assert_true (g_str_has_prefix (self->error->message, "The Space was not started"));
  g_assert_nonnull (strstr (self->error->message, part));
}

static void
test_no_portal (Fixture *self, gconstpointer data)
{
  start (self, NULL, NULL);
  assert_sentence (self, G_IO_ERROR_NOT_SUPPORTED, "is missing");
}

static void
test_old_portal (Fixture *self, gconstpointer data)
{
  self->portal->version = 2;
  fake_portal_offer (self->portal);
  start (self, NULL, NULL);
  assert_sentence (self, G_IO_ERROR_NOT_SUPPORTED, "1.8");
  g_assert_null (self->portal->spawned);
}

static void
test_refusals (Fixture *self, gconstpointer data)
{
  fake_portal_offer (self->portal);
  self->portal->refusal = "org.freedesktop.portal.Error.NotAllowed";
  start (self, NULL, NULL);
  assert_sentence (self, G_IO_ERROR_PERMISSION_DENIED, "(not today)");

  g_clear_error (&self->error);
  self->done = FALSE;
  self->portal->refusal = "org.freedesktop.DBus.Error.Failed";
  start (self, NULL, NULL);
  assert_sentence (self, G_IO_ERROR_FAILED, "(not today)");
}

static void
test_wrong_files (Fixture *self, gconstpointer data)
{
  g_autofree char              *missing = g_build_filename (self->folder, "missing", NULL);
  const char *const             paths[] = { self->folder, missing, NULL };
  const SpFlatpakProgramRequest request = { .readable = paths, .fds = { 0, 1, 2 } };

  fake_portal_offer (self->portal);
  start (self, &request, NULL);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (self->error->message, missing));
  g_assert_null (self->portal->spawned);
}

#define ADD(path, func) g_test_add ("/flatpak-program/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("arguments", test_arguments);
  ADD ("access", test_access);
  ADD ("descriptors", test_descriptors);
  ADD ("exit", test_exit);
  ADD ("exit-before-answer", test_exit_before_answer);
  ADD ("kill", test_kill);
  ADD ("portal-goes", test_portal_goes);
  ADD ("cancelled", test_cancelled);
  ADD ("cancelled-late", test_cancelled_late);
  ADD ("no-portal", test_no_portal);
  ADD ("old-portal", test_old_portal);
  ADD ("refusals", test_refusals);
  ADD ("wrong-files", test_wrong_files);
  return g_test_run ();
}
