/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-sandbox-mounts.h"

#include "config.h"

#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "sp-sandbox-python.h"

#define MEBIBYTE ((guint64) 1024 * 1024)

/* Sizes of what is kept in memory; it counts as memory of the Space. */
#define MIN_TEMPORARY (64 * MEBIBYTE)
#define MAX_TEMPORARY (2048 * MEBIBYTE)
#define SCRATCH (64 * MEBIBYTE)

/* Each file of the app is mounted by itself; beyond that many the folder is, and cannot be added to. */
#define MAX_FILES 200

static void
add (GStrvBuilder *arguments, const char *option, const char *source, const char *path)
{
  g_strv_builder_add_many (arguments, option, source, path, NULL);
}

static void
add_memory (GStrvBuilder *arguments, const char *permissions, guint64 size, const char *path)
{
  g_autofree char *bytes = g_strdup_printf ("%" G_GUINT64_FORMAT, size);

  g_strv_builder_add_many (arguments, "--perms", permissions, "--size", bytes, "--tmpfs", path,
                           NULL);
}

/* Systems have links there, or folders. */
static void
add_programs (GStrvBuilder *arguments)
{
  static const char *const folders[] = { "bin", "sbin", "lib", "lib32", "lib64", "libx32" };

  add (arguments, "--ro-bind", "/usr", "/usr");
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = g_strconcat ("/", folders[i], NULL);
    g_autofree char *target = g_file_read_link (path, NULL);

    if (target != NULL)
      add (arguments, "--symlink", target, path);
    else if (g_file_test (path, G_FILE_TEST_IS_DIR))
      add (arguments, "--ro-bind", path, path);
  }
}

/* What libraries need of /etc; who uses this computer, and with what, is not in it. */
static void
add_configuration (GStrvBuilder *arguments)
{
  static const char *const names[] = {
    "alternatives",
    "ca-certificates",
    "ca-certificates.conf",
    "fonts",
    "gai.conf",
    "host.conf",
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "localtime",
    "magic",
    "mime.types",
    "nsswitch.conf",
    "pki",
    "protocols",
    "services",
    "ssl",
    "timezone",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename ("/etc", names[i], NULL);

    add (arguments, "--ro-bind-try", path, path);
  }
}

static gboolean
add_file (SpSandbox    *sandbox,
          GStrvBuilder *arguments,
          const char   *name,
          const char   *content,
          GError      **error)
{
  g_autofree char *source = g_build_filename (sp_sandbox_get_run (sandbox), name, NULL);
  g_autofree char *path = g_build_filename ("/etc", name, NULL);

  if (!g_file_set_contents (source, content, -1, error))
    return FALSE;

  add (arguments, "--ro-bind", source, path);
  return TRUE;
}

static gboolean
add_own_configuration (SpSandbox *sandbox, GStrvBuilder *arguments, GError **error)
{
  g_autofree char *names = NULL;

  if (!add_file (sandbox, arguments, "passwd", "space:x:1000:1000::" SP_SANDBOX_HOME ":/bin/sh\n",
                 error) ||
      !add_file (sandbox, arguments, "group", "space:x:1000:\n", error))
    return FALSE;
  if (!sp_sandbox_get_network (sandbox))
    return add_file (sandbox, arguments, "hosts", "127.0.0.1 localhost space\n::1 localhost\n",
                     error);

  names = realpath ("/etc/resolv.conf", NULL);
  add (arguments, "--ro-bind-try", "/etc/hosts", "/etc/hosts");
  if (names != NULL)
    add (arguments, "--ro-bind-try", names, "/etc/resolv.conf");
  return TRUE;
}

/* GPUs are asked through their devices, and found through /sys. */
static void
add_gpus (GStrvBuilder *arguments)
{
  static const char *const facts[] = { "/sys/bus", "/sys/class", "/sys/dev", "/sys/devices",
                                       "/sys/module" };
  g_autoptr (GDir)         devices = g_dir_open ("/dev", 0, NULL);
  const char              *name;

  add (arguments, "--dev-bind-try", "/dev/dri", "/dev/dri");
  add (arguments, "--dev-bind-try", "/dev/kfd", "/dev/kfd");
  while (devices != NULL && (name = g_dir_read_name (devices)) != NULL) {
    g_autofree char *path = g_build_filename ("/dev", name, NULL);

    if (g_str_has_prefix (name, "nvidia"))
      add (arguments, "--dev-bind-try", path, path);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    add (arguments, "--ro-bind-try", facts[i], facts[i]);
}

/* The sandbox's own /dev is memory as well, and must not be a place to fill. */
static void
add_devices (SpSandbox *sandbox, GStrvBuilder *arguments, guint64 temporary)
{
  g_strv_builder_add_many (arguments, "--proc", "/proc", "--dev", "/dev", NULL);
  if (sp_sandbox_get_gpu (sandbox))
    add_gpus (arguments);
  add_memory (arguments, "1777", temporary, "/dev/shm");
  g_strv_builder_add_many (arguments, "--remount-ro", "/dev", NULL);
}

/* The files of the app cannot be changed, but many apps write beside them: what they add is gone
 * with the run, as it is on the Hub. */
static void
add_app (SpSandbox *sandbox, GStrvBuilder *arguments)
{
  const char           *folder = sp_sandbox_get_app (sandbox);
  g_autoptr (GDir)      files = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char           *name;

  while (files != NULL && names->len <= MAX_FILES && (name = g_dir_read_name (files)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  if (names->len > MAX_FILES) {
    add (arguments, "--ro-bind", folder, SP_SANDBOX_APP);
    return;
  }

  add_memory (arguments, "0755", SCRATCH, SP_SANDBOX_APP);
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *source = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
    g_autofree char *path = g_build_filename (SP_SANDBOX_APP, g_ptr_array_index (names, i), NULL);
    g_autofree char *target = g_file_read_link (source, NULL);

    if (target != NULL)
      add (arguments, "--symlink", target, path);
    else if (g_file_test (source, G_FILE_TEST_IS_REGULAR) || g_file_test (source, G_FILE_TEST_IS_DIR))
      add (arguments, "--ro-bind", source, path);
  }
}

static gboolean
add_folders (SpSandbox *sandbox, GStrvBuilder *arguments, GError **error)
{
  const char *environment = sp_sandbox_get_environment (sandbox);
  const char *models = sp_sandbox_get_models (sandbox);

  if (sp_sandbox_get_packages (sandbox) != NULL) {
    add (arguments, "--ro-bind", sp_sandbox_get_packages (sandbox), SP_SANDBOX_PACKAGES);
  } else {
    if (!sp_sandbox_python_add (environment, arguments, error))
      return FALSE;
    add (arguments, "--ro-bind", environment, SP_SANDBOX_ENVIRONMENT);
  }

  add_app (sandbox, arguments);
  add (arguments, "--bind", sp_sandbox_get_home (sandbox), SP_SANDBOX_HOME);
  if (models != NULL)
    add (arguments, sp_sandbox_get_network (sandbox) ? "--bind" : "--ro-bind", models,
         SP_SANDBOX_MODELS);
  return TRUE;
}

gboolean
sp_sandbox_mounts_add (SpSandbox *sandbox, GStrvBuilder *arguments, GError **error)
{
  guint64 memory = sp_sandbox_get_memory_limit (sandbox);
  guint64 temporary = memory != 0 ? CLAMP (memory / 2, MIN_TEMPORARY, MAX_TEMPORARY) : MAX_TEMPORARY;

  add_programs (arguments);
  add_configuration (arguments);
  if (!add_own_configuration (sandbox, arguments, error))
    return FALSE;

  add_devices (sandbox, arguments, temporary);
  add_memory (arguments, "1777", temporary, "/tmp");
  g_strv_builder_add_many (arguments, "--dir", "/run", "--dir", "/var", "--symlink", "/tmp",
                           "/var/tmp", NULL);
  if (!add_folders (sandbox, arguments, error))
    return FALSE;

  g_strv_builder_add_many (arguments, "--chdir", SP_SANDBOX_APP, "--remount-ro", "/", NULL);
  return TRUE;
}
