/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* O_NOFOLLOW */
#include "sp-space-verify.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-file-tree-private.h"
#include "sp-safe-path.h"
#include "sp-space-json.h"

#define MAX_SENTENCES 100
#define MAX_VERSION_FILE (16 * 1024 * 1024)
#define MAX_RECORD (16 * 1024 * 1024)

/* One comparison. */
typedef struct {
  GStrvBuilder   *sentences;
  guint           n_sentences;
  SpFileProgress *progress;
  GCancellable   *cancellable;
  const char     *packages; /* the folder of packages that is looked at, below the environment */
  GHashTable     *recorded; /* names of files that the packages in it have */
} Verify;

JsonObject *
sp_space_verify_describe (GPtrArray *entries)
{
  JsonObject *files = json_object_new ();

  for (guint i = 0; i < entries->len; i++) {
    const SpFileTreeEntry *entry = g_ptr_array_index (entries, i);
    JsonObject            *file = json_object_new ();

    if (entry->target != NULL) {
      json_object_set_string_member (file, "target", entry->target);
    } else {
      json_object_set_int_member (file, "size", entry->size);
      json_object_set_string_member (file, "sha256", entry->sha256);
    }
    json_object_set_object_member (files, entry->path, file);
  }
  return files;
}

/* Adds a sentence, which it takes. */
static void
add (Verify *self, char *sentence)
{
  if (self->n_sentences++ < MAX_SENTENCES)
    g_strv_builder_add (self->sentences, sentence);
  g_free (sentence);
}

static void
add_missing (Verify *self, const char *path)
{
  add (self, g_strdup_printf (_("“%s” is missing."), path));
}

static void
add_added (Verify *self, const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  add (self, g_strdup_printf (_("“%s” was added."), name));
}

static void
add_changed (Verify *self, const char *path)
{
  add (self, g_strdup_printf (_("“%s” was changed."), path));
}

static gboolean
is_entry_same (const SpFileTreeEntry *entry, JsonObject *file)
{
  guint64 size = 0;

  if (entry->target != NULL)
    return g_strcmp0 (sp_space_json_get_text (file, "target"), entry->target) == 0;
  return sp_space_json_get_number (file, "size", &size) && size == entry->size &&
         g_strcmp0 (sp_space_json_get_text (file, "sha256"), entry->sha256) == 0;
}

/* Compares what is there with what should be. */
static void
compare_app (Verify *self, GPtrArray *entries, JsonObject *files)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList)      names = json_object_get_members (files);

  for (guint i = 0; i < entries->len; i++) {
    const SpFileTreeEntry *entry = g_ptr_array_index (entries, i);
    JsonObject            *file = sp_space_json_get_object (files, entry->path);

    g_hash_table_add (seen, entry->path);
    if (file == NULL)
      add_added (self, entry->path);
    else if (!is_entry_same (entry, file))
      add_changed (self, entry->path);
  }

  for (GList *name = names; name != NULL; name = name->next)
    if (!g_hash_table_contains (seen, name->data))
      add_missing (self, name->data);
}

static gboolean
verify_app (Verify *self, GFile *version_folder, GError **error)
{
  g_autoptr (GFile)     app = g_file_get_child (version_folder, "app");
  g_autoptr (GFile)     file = g_file_get_child (version_folder, "version.json");
  g_autoptr (GError)    local_error = NULL;
  g_autoptr (JsonNode)  node = sp_space_json_load (file, MAX_VERSION_FILE, &local_error);
  g_autoptr (GPtrArray) entries = NULL;
  JsonObject           *files = node != NULL ? sp_space_json_get_object (json_node_get_object (node), "files") : NULL;

  if (files == NULL) {
    add (self, g_strdup (_(
                 "Its version.json is missing or damaged, so its files cannot be compared. Install it again.")));
    return TRUE;
  }

  entries = sp_file_tree_list (app, NULL, NULL, self->progress, self->cancellable, &local_error);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (entries != NULL)
    compare_app (self, entries, files);
  else
    add (self, g_strdup (local_error->message)); /* something that is no file */
  return TRUE;
}

/* Cuts the next field of a line of RECORD off, which is CSV. */
static char *
next_field (const char **line)
{
  g_autoptr (GString) field = g_string_new (NULL);
  const char         *at = *line;
  gboolean            quoted = *at == '"';

  for (at += quoted ? 1 : 0; *at != '\0'; at++) {
    if (quoted && *at == '"' && at[1] == '"')
      at++;
    else if (quoted && *at == '"') {
      quoted = FALSE;
      continue;
    } else if (!quoted && *at == ',')
      break;
    g_string_append_c (field, *at);
  }
  *line = *at == ',' ? at + 1 : at;
  return g_string_free (g_steal_pointer (&field), FALSE);
}

/* Puts a name that a RECORD has, relative to the folder of packages, together to one below the environment. NULL when
 * it leads out. */
static char *
resolve (const char *packages, const char *path)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char      *joined = g_strconcat (packages, "/", path, NULL);
  g_auto (GStrv)        all = g_strsplit (joined, "/", -1);

  if (g_path_is_absolute (path))
    return NULL;
  for (char **part = all; *part != NULL; part++) {
    if (g_str_equal (*part, "..") && parts->len == 0)
      return NULL;
    if (g_str_equal (*part, ".."))
      g_ptr_array_set_size (parts, parts->len - 1);
    else if (**part != '\0' && !g_str_equal (*part, "."))
      g_ptr_array_add (parts, *part);
  }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv ("/", (char **) parts->pdata);
}

/* Hash of a file as RECORD has it: base64 for addresses, without padding. NULL with an error of the system. */
static char *
hash_record (Verify *self, int fd, guint64 *size)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar    *buffer = g_malloc (SP_FILE_TREE_CHUNK);
  guint8                digest[32];
  gsize                 digest_length = sizeof digest;
  ssize_t               length;
  char                 *text;

  *size = 0;
  while ((length = read (fd, buffer, SP_FILE_TREE_CHUNK)) != 0) {
    if (length < 0 && errno == EINTR)
      continue;
    if (length < 0 || g_cancellable_is_cancelled (self->cancellable))
      return NULL;
    g_checksum_update (checksum, buffer, length);
    *size += length;
    sp_file_progress_add (self->progress, 0, length);
  }

  g_checksum_get_digest (checksum, digest, &digest_length);
  text = g_base64_encode (digest, digest_length);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

/* Compares one file with its line. Those without a hash are what may change: bytecode, and RECORD itself. */
static void
verify_record_line (Verify *self, int environment, const char *packages, const char *line)
{
  g_autofree char   *name = next_field (&line);
  g_autofree char   *hash = next_field (&line);
  g_autofree char   *size_text = next_field (&line);
  g_autofree char   *path = *name != '\0' ? resolve (packages, name) : NULL;
  g_autofree char   *found = NULL;
  g_autoptr (GError) error = NULL;
  guint64            size = 0;
  int                fd;

  if (path != NULL)
    g_hash_table_add (self->recorded, g_strdup (path));
  if (path == NULL || !g_str_has_prefix (hash, "sha256=") || !sp_safe_path_check (path, NULL))
    return;

  fd = sp_safe_path_open (environment, path, O_RDONLY | O_NONBLOCK, 0, &error);
  if (fd < 0) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
      add_missing (self, path);
    else
      add_changed (self, path);
    return;
  }

  sp_file_progress_add (self->progress, 1, 0);
  found = hash_record (self, fd, &size);
  close (fd);
  if (g_strcmp0 (found, hash + strlen ("sha256=")) != 0 ||
      (*size_text != '\0' && g_ascii_strtoull (size_text, NULL, 10) != size))
    add_changed (self, path);
}

/* Returns whether what it says can be read. */
static gboolean
verify_record (Verify *self, int environment, const char *packages, const char *path)
{
  g_autofree char *content = g_malloc (MAX_RECORD + 1);
  g_auto (GStrv)   lines = NULL;
  gsize            done = 0;
  ssize_t          length = 0;
  int              fd = sp_safe_path_open (environment, path, O_RDONLY | O_NONBLOCK, 0, NULL);

  if (fd < 0) {
    add_missing (self, path);
    return FALSE;
  }
  while (done < MAX_RECORD && (length = read (fd, content + done, MAX_RECORD - done)) > 0)
    done += length;
  close (fd);
  content[done] = '\0';
  if (length < 0 || done == MAX_RECORD || !g_utf8_validate_len (content, done, NULL)) {
    add_changed (self, path);
    return FALSE;
  }

  lines = g_strsplit (content, "\n", -1);
  for (char **line = lines; *line != NULL && !g_cancellable_is_cancelled (self->cancellable); line++)
    verify_record_line (self, environment, packages, g_strchomp (*line));
  return TRUE;
}

/* Bytecode is no package's, and what a program does not import by itself is not looked at: the scripts that pip puts
 * beside packages without an environment. */
static gboolean
is_package_file (const char *path, gpointer user_data)
{
  Verify *self = user_data;

  return !g_str_equal (path, "__pycache__") && !g_str_has_suffix (path, "/__pycache__") &&
         !(*self->packages == '\0' && g_str_equal (path, "bin"));
}

/* What the packages do not say of themselves: their lists, and what uv puts into each environment. */
static gboolean
is_own_file (const char *path)
{
  return g_str_has_suffix (path, ".dist-info/RECORD") || g_str_equal (path, "_virtualenv.py") ||
         g_str_equal (path, "_virtualenv.pth");
}

static gboolean
look_for_added (int                parent,
                const char        *name,
                const char        *path,
                const struct stat *status,
                gpointer           user_data,
                GError           **error)
{
  Verify          *self = user_data;
  g_autofree char *full = NULL;

  if (S_ISDIR (status->st_mode) || is_own_file (path))
    return TRUE;

  full = g_build_path ("/", self->packages, path, NULL);
  if (!g_hash_table_contains (self->recorded, full))
    add_added (self, full);
  return TRUE;
}

static void
verify_added (Verify *self, GFile *folder)
{
  g_autoptr (GError) error = NULL;
  int                fd = sp_safe_path_open_folder (folder, &error);

  if (fd < 0)
    return;
  if (!sp_file_tree_walk (fd, is_package_file, self, look_for_added, self, self->cancellable, &error))
    g_debug ("What was added to packages is not known: %s", error->message);
  close (fd);
}

/* Looks at every package of a folder. */
static void
verify_packages (Verify *self, GFile *root, const char *packages)
{
  g_autoptr (GFile)      folder = *packages != '\0' ? g_file_resolve_relative_path (root, packages) : g_object_ref (root);
  g_autoptr (GDir)       dir = g_dir_open (g_file_peek_path (folder), 0, NULL);
  g_autoptr (GHashTable) recorded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char            *name;
  gboolean               readable = TRUE;
  int                    fd = sp_safe_path_open_folder (root, NULL);

  self->packages = packages;
  self->recorded = recorded;
  while (fd >= 0 && dir != NULL && (name = g_dir_read_name (dir)) != NULL &&
         !g_cancellable_is_cancelled (self->cancellable)) {
    g_autofree char *path = g_build_path ("/", packages, name, "RECORD", NULL);

    if (g_str_has_suffix (name, ".dist-info"))
      readable = verify_record (self, fd, packages, path) && readable;
  }
  if (fd >= 0 && readable) /* else all of a package would count as added */
    verify_added (self, folder);
  if (fd >= 0)
    close (fd);
}

/* Looks at the packages of a virtual environment: lib/python3.x/site-packages. */
static void
verify_environment (Verify *self, SpSpace *space)
{
  GFile            *environment = sp_space_get_environment (space);
  g_autoptr (GFile) lib = g_file_get_child (environment, "lib");
  g_autoptr (GDir)  dir = g_dir_open (g_file_peek_path (lib), 0, NULL);
  const char       *name;

  if (!sp_space_is_installed (space))
    add (self, g_strdup (_("Its Python is missing, or was removed from the system. Install it again.")));
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *packages = g_strconcat ("lib/", name, "/site-packages", NULL);

    if (g_str_has_prefix (name, "python"))
      verify_packages (self, environment, packages);
  }
}

GStrv
sp_space_verify (SpSpace        *space,
                 GFile          *version_folder,
                 SpFileProgress *progress,
                 GCancellable   *cancellable,
                 GError        **error)
{
  g_autoptr (GStrvBuilder) sentences = g_strv_builder_new ();
  Verify                   self = { .sentences = sentences, .progress = progress, .cancellable = cancellable };

  if (version_folder != NULL && !verify_app (&self, version_folder, error))
    return NULL;
  if (sp_space_get_packages (space) != NULL)
    verify_packages (&self, sp_space_get_packages (space), "");
  else
    verify_environment (&self, space);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  if (self.n_sentences > MAX_SENTENCES) {
    guint            more = self.n_sentences - MAX_SENTENCES;
    g_autofree char *sentence = g_strdup_printf (ngettext ("And %u more.", "And %u more.", more), more);

    g_strv_builder_add (sentences, sentence);
  }
  return g_strv_builder_end (sentences);
}
