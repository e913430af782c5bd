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
