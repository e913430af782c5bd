/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-requirements.h"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define MAX_SIZE (256 * 1024)
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

/* Cuts a comment and the space around off. */
static char *
strip (char *line)
{
  for (char *mark = strchr (line, '#'); mark != NULL; mark = strchr (mark + 1, '#')) {
    if (mark == line || g_ascii_isspace (mark[-1])) {
      *mark = '\0';
      break;
    }
  }
  return g_strstrip (line);
}

/* Reads at most one byte more than allowed. */
static char *
read_text (GFile *file, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char             *text = g_malloc (MAX_SIZE + 2);
  gsize                        length = 0;

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), text, MAX_SIZE + 1,
                                                  &length, NULL, error))
    return NULL;

  text[length] = '\0';
  if (length > MAX_SIZE || !g_utf8_validate_len (text, length, NULL)) {
    g_autofree char *name = g_file_get_basename (file);

    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("%s is not a list of packages."),
                 name);
    return NULL;
  }
  return g_steal_pointer (&text);
}

GStrv
sp_requirements_read (GFile *folder, const char *name, GError **error)
{
  g_autoptr (GFile)        file = g_file_get_child (folder, name);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError)       local_error = NULL;
  g_autofree char         *text = read_text (file, &local_error);
  g_autoptr (GString)      joined = NULL;
  g_auto (GStrv)           lines = NULL;

  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return g_strv_builder_end (builder);
  if (text == NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }

  joined = g_string_new (text);
  g_string_replace (joined, "\xef\xbb\xbf", "", 1);
  g_string_replace (joined, "\r\n", "\n", 0);
  g_string_replace (joined, "\\\n", " ", 0); /* a line that goes on */
  lines = g_strsplit (joined->str, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (*strip (*line) != '\0')
      g_strv_builder_add (builder, *line);
  return g_strv_builder_end (builder);
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
