/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-requirements.h"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define NAME_CHARACTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-"

/* Returns what follows the name and the extras of a requirement. */
static const char *
skip_name (const char *text)
{
  text += strspn (text, NAME_CHARACTERS);
  text += strspn (text, " \t");
  if (*text == '[') {
    text += strcspn (text, "]");
    text += *text == ']';
  }
  return text + strspn (text, " \t");
}

static gboolean
refuse (const char *line, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
               _("“%s” is asked for by the Space, but only packages with a name are installed: no "
                  "options, files or other addresses. Take it out of its requirements and install "
                  "the Space from a folder."),
               line);
  return FALSE;
}

static gboolean
check_address (const char *line, const char *address, GPtrArray *warnings, GError **error)
{
  if (!g_str_has_prefix (address, "git+https://") && !g_str_has_prefix (address, "https://"))
    return refuse (line, error);

  if (warnings != NULL)
    g_ptr_array_add (warnings,
                     g_strdup_printf (_("“%s” does not come from the package index."), line));
  return TRUE;
}

static gboolean
check_line (const char *line, GPtrArray *warnings, GError **error)
{
  const char *rest = skip_name (line);

  if (!g_utf8_validate (line, -1, NULL) || strstr (line, " -") != NULL)
    return refuse (line, error);
  if (strstr (line, "://") != NULL && rest[0] == '@')
    return check_address (line, rest + 1 + strspn (rest + 1, " \t"), warnings, error);
  if (strstr (line, "://") != NULL)
    return check_address (line, line, warnings, error);
  /* What follows a name is a version, a marker or nothing; a path has a slash. */
  if (rest == line || strchr ("-.", *line) != NULL || (*rest != '\0' && strchr ("=<>~!;(", *rest) == NULL))
    return refuse (line, error);
  return TRUE;
}

gboolean
sp_requirements_check (const char *const *requirements, GPtrArray *warnings, GError **error)
{
  for (; *requirements != NULL; requirements++)
    if (!check_line (*requirements, warnings, error))
      return FALSE;
  return TRUE;
}

gboolean
sp_requirements_wants (const char *const *requirements, const char *package)
{
  gsize length = strlen (package);

  for (; *requirements != NULL; requirements++)
    if (g_ascii_strncasecmp (*requirements, package, length) == 0 &&
        strspn (*requirements, NAME_CHARACTERS) == length)
      return TRUE;
  return FALSE;
}

/* Takes the name at the start of a requirement, in the one spelling of it. */
static char *
dup_name (const char *requirement)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *p = requirement; *p != '\0' && strchr (NAME_CHARACTERS, *p) != NULL; p++) {
    gboolean divides = strchr ("._-", *p) != NULL;

    if (!divides || !g_str_has_suffix (name->str, "-"))
      g_string_append_c (name, divides ? '-' : g_ascii_tolower (*p));
  }
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/* A line that begins like an option can be one thing only. */
static gboolean
is_hash (const char *line)
{
  static const char prefix[] = "--hash=sha256:";
  const char       *digits = line + strlen (prefix);

  return g_str_has_prefix (line, prefix) && strlen (digits) == 64 &&
         strspn (digits, G_CSET_DIGITS "abcdef") == 64;
}

gboolean
sp_requirements_check_lock (const char *lock, const char *const *requirements, GError **error)
{
  g_auto (GStrv)         lines = NULL;
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_val_if_fail (lock != NULL && requirements != NULL, FALSE);

  lines = g_strsplit (lock, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    gsize length = strlen (*line);

    if (length > 0 && (*line)[length - 1] == '\\')
      (*line)[length - 1] = '\0';
    g_strstrip (*line);
    if (**line == '\0' || **line == '#' || is_hash (*line))
      continue;
    if (strstr (*line, "://") != NULL || strstr (*line, "==") == NULL)
      return refuse (*line, error);
    if (!check_line (*line, NULL, error))
      return FALSE;
    g_hash_table_add (names, dup_name (*line));
  }

  for (; *requirements != NULL; requirements++) {
    g_autofree char *name = dup_name (*requirements);

    if (!g_hash_table_contains (names, name)) {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” is not in the list of packages."),
                   *requirements);
      return FALSE;
    }
  }
  return TRUE;
}
