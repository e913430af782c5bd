/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-environment-python.h"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "sp-tool.h"

#define MAX_DISTANCE 4
#define SYSTEM "/usr/bin"

/* Returns the second number of a version of Python 3, or 0. */
static guint
parse_minor (const char *version)
{
  guint minor = 0;
  int   length = 0;

  if (version == NULL || sscanf (version, "3.%3u%n", &minor, &length) < 1)
    return 0;
  return strspn (version + length, G_CSET_DIGITS ".") == strlen (version + length) ? minor : 0;
}

static void
add_system (GPtrArray *list, guint minor)
{
  g_autofree char *path = g_strdup_printf (SYSTEM "/python3.%u", minor);

  if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
    g_ptr_array_add (list, g_steal_pointer (&path));
}

GPtrArray *
sp_environment_python_list (const char *wanted, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  const char           *named = g_getenv ("SPACEPORT_PYTHON");
  guint                 minor = parse_minor (wanted);
  char                 *any;

  if (minor > 0 && (named == NULL || *named == '\0')) {
    add_system (list, minor);
    g_ptr_array_add (list, g_strdup_printf ("3.%u", minor));
    for (guint distance = 1; distance <= MAX_DISTANCE; distance++) {
      add_system (list, minor + distance);
      if (minor > distance)
        add_system (list, minor - distance);
    }
  } else if ((named == NULL || *named == '\0') &&
             g_file_test (SYSTEM "/python3", G_FILE_TEST_IS_EXECUTABLE)) {
    g_ptr_array_add (list, g_strdup (SYSTEM "/python3"));
  }

  any = sp_tool_find_python (list->len > 0 ? NULL : error);
  if (any != NULL)
    g_ptr_array_add (list, any);
  return list->len > 0 ? g_steal_pointer (&list) : NULL;
}

char *
sp_environment_python_read_version (GFile *folder)
{
  g_autofree char *path =
    g_build_filename (g_file_peek_path (folder), "environment", "pyvenv.cfg", NULL);
  g_autofree char *content = NULL;
  char            *version = NULL;

  if (g_file_get_contents (path, &content, NULL, NULL))
    version = strstr (content, "\nversion_info = ");
  if (version == NULL)
    return NULL;

  version += strlen ("\nversion_info = ");
  return g_strndup (version, strspn (version, G_CSET_DIGITS "."));
}

gboolean
sp_environment_python_is_version (const char *version, const char *wanted)
{
  guint minor = parse_minor (wanted);

  return minor == 0 || parse_minor (version) == minor;
}
