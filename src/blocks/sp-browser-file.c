/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-browser-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

#include "sp-browser-store.h"

/* Of the tables, kept in the file: a newer program may have others, which are not for this one to touch. */
#define FORMAT 1
/* Another window writes for milliseconds; only a disk that hangs takes as long as this. */
#define WAIT_MS 30000

#define SCHEMA                                                                                            \
  "CREATE TABLE IF NOT EXISTS browser_state (app TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, " \
  "PRIMARY KEY (app, key)); PRAGMA user_version = " G_STRINGIFY (FORMAT)

typedef sqlite3      Database;
typedef sqlite3_stmt Statement;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Database, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Statement, sqlite3_finalize)

/* What is done with the open database. */
typedef int (*Work) (Database *database, const char *app, GHashTable *values);

static int
get_format (Database *database, int *format)
{
  g_autoptr (Statement) statement = NULL;
  int                   code = sqlite3_prepare_v2 (database, "PRAGMA user_version", -1, &statement, NULL);

  if (code != SQLITE_OK)
    return code;

  code = sqlite3_step (statement);
  *format = sqlite3_column_int (statement, 0);

  return code == SQLITE_ROW ? SQLITE_OK : code;
}

static int
read_values (Database *database, const char *app, GHashTable *values)
{
  g_autoptr (Statement) statement = NULL;
  int                   format = 0;
  int                   code = get_format (database, &format);

  if (code != SQLITE_OK)
    return code;
  if (format == 0)
    return SQLITE_OK; /* the one who made the file has written nothing yet */
  if (format > FORMAT)
    return SQLITE_SCHEMA;

  code = sqlite3_prepare_v2 (database, "SELECT key, value FROM browser_state WHERE app = ?", -1, &statement, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_bind_text (statement, 1, app, -1, SQLITE_STATIC);
  while (code == SQLITE_OK && (code = sqlite3_step (statement)) == SQLITE_ROW) {
    const char *key = (const char *) sqlite3_column_text (statement, 0);
    const char *text = (const char *) sqlite3_column_text (statement, 1);

    if (key != NULL && text != NULL)
      g_hash_table_insert (values, g_strdup (key), g_strdup (text));
    code = SQLITE_OK;
  }

  return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int
write_rows (Database *database, const char *app, GHashTable *values)
{
  g_autoptr (Statement) statement = NULL;
  GHashTableIter        iter;
  const char           *key = NULL;
  const char           *text = NULL;
  int                   code = sqlite3_prepare_v2 (database, "INSERT OR REPLACE INTO browser_state VALUES (?, ?, ?)", -1,
                                                   &statement, NULL);

  g_hash_table_iter_init (&iter, values);
  while (code == SQLITE_OK && g_hash_table_iter_next (&iter, (gpointer *) &key, (gpointer *) &text)) {
    sqlite3_bind_text (statement, 1, app, -1, SQLITE_STATIC);
    sqlite3_bind_text (statement, 2, key, -1, SQLITE_STATIC);
    sqlite3_bind_text (statement, 3, text, -1, SQLITE_STATIC);
    code = sqlite3_step (statement);
    if (code == SQLITE_DONE)
      code = sqlite3_reset (statement);
  }

  return code;
}

static int
write_values (Database *database, const char *app, GHashTable *values)
{
  int format = 0;
  /* To ask for the right to write at once is what lets two writers wait for each other. */
  int code = sqlite3_exec (database, "BEGIN IMMEDIATE", NULL, NULL, NULL);

  if (code == SQLITE_OK)
    code = get_format (database, &format);
  if (code == SQLITE_OK && format > FORMAT)
    code = SQLITE_SCHEMA;
  if (code == SQLITE_OK && format == 0)
    code = sqlite3_exec (database, SCHEMA, NULL, NULL, NULL);
  if (code == SQLITE_OK)
    code = write_rows (database, app, values);
  if (code == SQLITE_OK)
    code = sqlite3_exec (database, "COMMIT", NULL, NULL, NULL);

  return code; /* to close the database takes back what was not committed */
}

static gboolean
is_damage (int code)
{
  return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

static void
take_error (GError **error, int code, const char *path, const char *message)
{
  g_autofree char *name = g_filename_display_name (path);

  if (code == SQLITE_SCHEMA)
    g_set_error (error, SP_BROWSER_STORE_ERROR, SP_BROWSER_STORE_ERROR_DISK,
                 _("“%s” was written by a newer version of this program"), name);
  else
    g_set_error (error, SP_BROWSER_STORE_ERROR, SP_BROWSER_STORE_ERROR_DISK, "%s: %s", name, message);
}

static int
work_once (const char *path, Work work, const char *app, GHashTable *values, GError **error)
{
  g_autoptr (Database) database = NULL;
  int                  code = sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  if (code == SQLITE_OK) {
    sqlite3_busy_timeout (database, WAIT_MS);
    code = work (database, app, values);
  }
  if (code != SQLITE_OK)
    take_error (error, code, path, database != NULL ? sqlite3_errmsg (database) : sqlite3_errstr (code));

  return code;
}

/* The journal goes with it: it would be played back into the new file. */
static char *
set_damaged_aside (const char *path, GError **error)
{
  g_autofree char *aside = NULL;
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autofree char *journal_aside = NULL;

  for (guint i = 1; aside == NULL || g_file_test (aside, G_FILE_TEST_EXISTS); i++) {
    g_free (aside);
    aside = g_strdup_printf ("%s.damaged-%u", path, i);
  }
  journal_aside = g_strconcat (aside, "-journal", NULL);
  if (g_rename (path, aside) != 0) {
    g_set_error (error, SP_BROWSER_STORE_ERROR, SP_BROWSER_STORE_ERROR_DISK,
                 _("It is damaged and cannot be renamed: %s"), g_strerror (errno));
    return NULL;
  }
  g_rename (journal, journal_aside); /* mostly there is none */

  return g_steal_pointer (&aside);
}

/* What apps keep may be private: conversations, for one. SQLite would make the file readable for all. */
static gboolean
make_private_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int              file = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    file = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    g_autofree char *name = g_filename_display_name (path);

    g_set_error (error, SP_BROWSER_STORE_ERROR, SP_BROWSER_STORE_ERROR_DISK, "%s: %s", name, g_strerror (errno));
    return FALSE;
  }
  close (file);

  return TRUE;
}

GHashTable *
sp_browser_file_read (const char *path, const char *app, char **set_aside, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError)     failure = NULL;
  int                    code = SQLITE_OK;

  *set_aside = NULL;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    code = work_once (path, read_values, app, values, &failure);
  if (is_damage (code)) {
    *set_aside = set_damaged_aside (path, error);
    if (*set_aside == NULL)
      return NULL;

    g_clear_error (&failure);
    g_hash_table_remove_all (values); /* what stands before the damaged place may be wrong too */
  }
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }

  return g_steal_pointer (&values);
}

gboolean
sp_browser_file_write (const char *path, const char *app, GHashTable *values, char **set_aside, GError **error)
{
  g_autoptr (GError) failure = NULL;
  int                code = SQLITE_OK;

  *set_aside = NULL;
  if (!make_private_file (path, error))
    return FALSE;

  code = work_once (path, write_values, app, values, &failure);
  if (is_damage (code)) {
    *set_aside = set_damaged_aside (path, error);
    if (*set_aside == NULL || !make_private_file (path, error))
      return FALSE;

    g_clear_error (&failure);
    code = work_once (path, write_values, app, values, &failure);
  }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return code == SQLITE_OK;
}
