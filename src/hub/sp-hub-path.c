/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-path.h"

#include "sp-hub-error.h"
#include "sp-hub-folder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_PATH 1024      /* bytes; leaves room for the folder that it goes into */
#define MAX_PART 255       /* bytes, of every file system here */
#define REPLACEMENT 0xfffd /* stands for what was no text */

/* The beginning of a name, without what would change the look of a sentence. */
static char *
dup_shown (const char *path)
{
  g_autofree char *valid = g_utf8_make_valid (path, (gssize) strnlen (path, 80));
  GString         *shown = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    g_string_append_unichar (shown, g_unichar_iscntrl (c) ? REPLACEMENT : c);
  }

  return g_string_free (shown, FALSE);
}

static void
set_hostile (GError    **error,
             const char *path)
{
  g_autofree char *shown = dup_shown (path);

  g_set_error (error, SP_HUB_ERROR, SP_HUB_ERROR_HOSTILE,
               _("The repository holds the file name “%s”, which is not safe to write to this computer. Tell its "
                  "author, or choose another one."),
               shown);
}

static gboolean
is_safe_part (const char *part)
{
  gsize length = strlen (part);

  if (length == 0 || length > MAX_PART || g_str_equal (part, ".") || g_str_equal (part, ".."))
    return FALSE;

  for (const char *at = part; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (g_unichar_iscntrl (c) || c == REPLACEMENT)
      return FALSE;
  }

  return TRUE;
}

gboolean
sp_hub_path_check (const char *path,
                   GError    **error)
{
  g_auto (GStrv) parts = NULL;
  gboolean       is_safe = strnlen (path, MAX_PATH + 1) <= MAX_PATH && g_utf8_validate (path, -1, NULL);

  if (is_safe) {
    parts = g_strsplit (path, "/", -1);
    is_safe = parts[0] != NULL && g_ascii_strcasecmp (parts[0], SP_HUB_FOLDER_PARTS) != 0;
    for (guint i = 0; is_safe && parts[i] != NULL; i++)
      is_safe = is_safe_part (parts[i]);
  }
  if (!is_safe)
    set_hostile (error, path);

  return is_safe;
}

/* What two names have in common that are one where upper and lower case are. */
static char *
dup_folded (const char *path)
{
  g_autofree char *folded = g_utf8_casefold (path, -1);

  return g_utf8_normalize (folded, -1, G_NORMALIZE_DEFAULT) ?: g_steal_pointer (&folded);
}

/* Whether one of the folders of @folded is a file; remembers them as folders. */
static gboolean
stands_on_file (GHashTable *files,
                GHashTable *folders,
                const char *folded)
{
  for (const char *slash = strchr (folded, '/'); slash != NULL; slash = strchr (slash + 1, '/')) {
    g_autofree char *folder = g_strndup (folded, slash - folded);

    if (g_hash_table_contains (files, folder))
      return TRUE;
    g_hash_table_add (folders, g_steal_pointer (&folder));
  }

  return FALSE;
}

gboolean
sp_hub_path_check_all (const char *const *paths,
                       GError           **error)
{
  g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; paths[i] != NULL; i++) {
    g_autofree char *folded = NULL;

    if (!sp_hub_path_check (paths[i], error))
      return FALSE;

    folded = dup_folded (paths[i]);
    if (stands_on_file (files, folders, folded) || g_hash_table_contains (folders, folded) ||
        g_hash_table_contains (files, folded)) {
      g_set_error (error, SP_HUB_ERROR, SP_HUB_ERROR_HOSTILE,
                   _("The repository holds “%s” and something else of the same name, which cannot stand beside each "
                      "other here. Tell its author, or choose another one."),
                   paths[i]);
      return FALSE;
    }
    g_hash_table_add (files, g_steal_pointer (&folded));
  }

  return TRUE;
}
