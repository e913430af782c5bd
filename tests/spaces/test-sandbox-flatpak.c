/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "fake-portal.h"
#include "sp-sandbox-flatpak.h"

typedef struct {
  FakePortal *portal; /* of all tests: the sandbox asks the session bus, of which a process has one */
  SpSandbox  *sandbox;
  char       *folder;
  char       *home;
  char       *environment;
  GError     *error;
  gboolean    done;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->portal = (FakePortal *) data;
  self->folder = g_dir_make_tmp ("spaceport-sandbox-XXXXXX", NULL);
  self->home = g_build_filename (self->folder, "home", NULL);
  self->environment = g_build_filename (self->folder, "environment", NULL);
  g_assert_cmpint (g_mkdir (self->home, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (self->environment, 0700), ==, 0);

  self->sandbox = g_object_new (SP_TYPE_SANDBOX_FLATPAK, "app", "/app/spaces/one/app", "app-file",
                                "app.py", "environment", self->environment, "home", self->home, NULL);
  g_clear_pointer (&self->portal->spawned, g_variant_unref);
  g_clear_object (&self->portal->fds);
  self->portal->signal = 0;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->sandbox);
  g_clear_error (&self->error);
  g_rmdir (self->home);
  g_rmdir (self->environment);
  g_rmdir (self->folder);
  g_free (self->home);
  g_free (self->environment);
  g_free (self->folder);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;
  gboolean started = sp_sandbox_launch_finish (SP_SANDBOX (source), result, &self->error);

  g_assert_true (started == (self->error == NULL));
  self->done = TRUE;
}

static void
launch (Fixture *self, GCancellable *cancellable)
{
  const int descriptors[3] = { 0, 1, 2 };

  sp_sandbox_launch_async (self->sandbox, descriptors, cancellable, launched_cb, self);
}

static void
wait_until_launched (Fixture *self)
{
  while (!self->done)
    g_main_context_iteration (NULL, TRUE);
}

static guint
count_shown (Fixture *self, const char *option)
{
  g_autoptr (GVariant) options = g_variant_get_child_value (self->portal->spawned, 5);
  g_autoptr (GVariant) handles = g_variant_lookup_value (options, option, G_VARIANT_TYPE ("ah"));

  return handles != NULL ? g_variant_n_children (handles) : 0;
}

static void
test_launch (Fixture *self, gconstpointer data)
{
  g_autofree const char **command = NULL;
  g_autofree char        *readable = NULL;
  g_autofree char        *writable = NULL;
  g_autofree char        *warning = NULL;
  g_autoptr (GVariant)    arguments = NULL;
  gsize                   n_arguments;

  launch (self, NULL);
  wait_until_launched (self);
  g_assert_no_error (self->error);

  arguments = g_variant_get_child_value (self->portal->spawned, 1);
  command = g_variant_get_bytestring_array (arguments, &n_arguments);
  g_assert_cmpstr (command[0], ==, "/usr/bin/python3");
  g_assert_nonnull (strstr (command[n_arguments - 1], "/app/spaces/one/app"));
  g_assert_cmpuint (fake_portal_get_flags (self->portal), ==, 1 | 4 | 8 | 16);
  readable = fake_portal_dup_shown (self->portal, "sandbox-expose-fd-ro"); /* /app is there in any case */
  g_assert_cmpstr (readable, ==, self->environment);
  writable = fake_portal_dup_shown (self->portal, "sandbox-expose-fd");
  g_assert_cmpstr (writable, ==, self->home);
  warning = sp_sandbox_dup_warning (self->sandbox);
  g_assert_null (warning);
}

/* Those of an extension are for the runtime's Python, which needs no environment. */
static void
test_packages (Fixture *self, gconstpointer data)
{
  g_object_set (self->sandbox, "packages", "/app/spaces/one/site-packages", NULL);
  launch (self, NULL);
  wait_until_launched (self);

  g_assert_no_error (self->error);
  g_assert_cmpuint (count_shown (self, "sandbox-expose-fd-ro"), ==, 0);
}

static void
test_network (Fixture *self, gconstpointer data)
{
  g_autofree char *warning = NULL;

  g_object_set (self->sandbox, "network", TRUE, "models", self->environment, NULL);
  launch (self, NULL);
  wait_until_launched (self);

  g_assert_no_error (self->error);
  g_assert_cmpuint (fake_portal_get_flags (self->portal), ==, 1 | 4 | 16);
  g_assert_cmpuint (count_shown (self, "sandbox-expose-fd"), ==, 2); /* what it loads is kept */
  warning = sp_sandbox_dup_warning (self->sandbox);
  g_assert_nonnull (warning);
}

static void
test_kill (Fixture *self, gconstpointer data)
{
  launch (self, NULL);
  wait_until_launched (self);
  sp_sandbox_kill (self->sandbox);
  while (self->portal->signal == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self->portal->signal, ==, SIGKILL);

  fake_portal_exit (self->portal, FAKE_PORTAL_PID, W_EXITCODE (0, SIGKILL));
  sp_sandbox_kill (self->sandbox); /* whether it has heard of that or not */
  g_assert_finalize_object (g_steal_pointer (&self->sandbox));
}

static void
test_kill_early (Fixture *self, gconstpointer data)
{
  launch (self, NULL);
  sp_sandbox_kill (self->sandbox);
  wait_until_launched (self);

  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  sp_sandbox_kill (self->sandbox);
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  launch (self, cancellable);
  g_cancellable_cancel (cancellable);
  wait_until_launched (self);

  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  while (self->portal->signal == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self->portal->signal, ==, SIGKILL);
}

static void
test_missing_home (Fixture *self, gconstpointer data)
{
  g_object_set (self->sandbox, "home", "/nowhere/home", NULL);
  launch (self, NULL);
  wait_until_launched (self);

  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (self->portal->spawned);
}

static void
test_no_portal (Fixture *self, gconstpointer data)
{
  fake_portal_withdraw (self->portal);
  launch (self, NULL);
  wait_until_launched (self);

  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_nonnull (strstr (self->error->message, "org.freedesktop.portal.Flatpak"));
}

#define ADD(path, func) g_test_add ("/sandbox-flatpak/" path, Fixture, portal, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (GDBusConnection) bus = NULL;
  FakePortal                 *portal;
  int                         status;

  g_test_init (&argc, &argv, NULL);
  portal = fake_portal_new ();
  fake_portal_offer (portal);
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_assert_nonnull (bus);
  g_dbus_connection_set_exit_on_close (bus, FALSE);

  ADD ("launch", test_launch);
  ADD ("packages", test_packages);
  ADD ("network", test_network);
  ADD ("kill", test_kill);
  ADD ("kill-early", test_kill_early);
  ADD ("cancel", test_cancel);
  ADD ("missing-home", test_missing_home);
  ADD ("no-portal", test_no_portal);
  status = g_test_run ();

  g_dbus_connection_close_sync (bus, NULL, NULL);
  g_clear_object (&bus);
  fake_portal_free (portal);
  return status;
}
