/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-space-store.h"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-installed-space-private.h"
#include "sp-space-disk.h"

/* Several files change at once; they are read once. */
#define RELOAD_DELAY_MS 200

struct _SpSpaceStore {
  GObject       parent_instance;
  GFile        *root;
  GPtrArray    *spaces;  /* of SpInstalledSpace */
  GPtrArray    *loading; /* of GTask: told when what is being read now is there */
  GPtrArray    *waiting; /* of GTask: came while something was being read */
  GFileMonitor *monitor; /* nullable */
  guint         reload_id;
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SpSpaceStore, sp_space_store, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

typedef enum {
  PROP_ROOT = 1,
} SpSpaceStoreProperty;

static GParamSpec *properties[PROP_ROOT + 1];

static GType
sp_space_store_get_item_type (GListModel *model)
{
  return SP_TYPE_INSTALLED_SPACE;
}

static guint
sp_space_store_get_n_items (GListModel *model)
{
  return SP_SPACE_STORE (model)->spaces->len;
}

static gpointer
sp_space_store_get_item (GListModel *model, guint position)
{
  GPtrArray *spaces = SP_SPACE_STORE (model)->spaces;

  return position < spaces->len ? g_object_ref (g_ptr_array_index (spaces, position)) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = sp_space_store_get_item_type;
  iface->get_n_items = sp_space_store_get_n_items;
  iface->get_item = sp_space_store_get_item;
}

static void
sp_space_store_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpSpaceStoreProperty) prop_id) {
  case PROP_ROOT:
    g_value_set_object (value, SP_SPACE_STORE (object)->root);
    break;
  }
}

static void
sp_space_store_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((SpSpaceStoreProperty) prop_id) {
  case PROP_ROOT:
    SP_SPACE_STORE (object)->root = g_value_dup_object (value);
    break;
  }
}

static void
sp_space_store_constructed (GObject *object)
{
  SpSpaceStore *self = SP_SPACE_STORE (object);

  if (self->root == NULL)
    self->root = g_file_new_build_filename (g_get_user_data_dir (), "spaceport", "spaces", NULL);

  G_OBJECT_CLASS (sp_space_store_parent_class)->constructed (object);
}

static void
sp_space_store_dispose (GObject *object)
{
  SpSpaceStore *self = SP_SPACE_STORE (object);

  g_clear_handle_id (&self->reload_id, g_source_remove);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (sp_space_store_parent_class)->dispose (object);
}

static void
sp_space_store_finalize (GObject *object)
{
  SpSpaceStore *self = SP_SPACE_STORE (object);

  g_clear_object (&self->root);
  g_clear_pointer (&self->spaces, g_ptr_array_unref);
  g_clear_pointer (&self->loading, g_ptr_array_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);

  G_OBJECT_CLASS (sp_space_store_parent_class)->finalize (object);
}

static void
sp_space_store_class_init (SpSpaceStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_space_store_get_property;
  object_class->set_property = sp_space_store_set_property;
  object_class->constructed = sp_space_store_constructed;
  object_class->dispose = sp_space_store_dispose;
  object_class->finalize = sp_space_store_finalize;

  properties[PROP_ROOT] = g_param_spec_object ("root", NULL, NULL, G_TYPE_FILE,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_space_store_init (SpSpaceStore *self)
{
  self->spaces = g_ptr_array_new_with_free_func (g_object_unref);
  self->loading = g_ptr_array_new_with_free_func (g_object_unref);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

SpSpaceStore *
sp_space_store_new (GFile *root)
{
  return g_object_new (SP_TYPE_SPACE_STORE, "root", root, NULL);
}

GFile *
sp_space_store_get_root (SpSpaceStore *self)
{
  g_return_val_if_fail (SP_IS_SPACE_STORE (self), NULL);

  return self->root;
}

GFile *
sp_space_store_get_staging_folder (SpSpaceStore *self, const char *id)
{
  g_return_val_if_fail (SP_IS_SPACE_STORE (self), NULL);

  return g_file_new_build_filename (g_file_peek_path (self->root), ".staging", id, NULL);
}

static void
read_own (GFile *root, GPtrArray *spaces)
{
  g_autoptr (GDir) dir = g_dir_open (g_file_peek_path (root), 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autoptr (GFile) folder = g_file_get_child (root, name);
    SpInstalledSpace *space = name[0] != '.' ? sp_installed_space_read (folder) : NULL;

    if (space != NULL)
      g_ptr_array_add (spaces, space);
  }
}

static gboolean
has_id (GPtrArray *spaces, const char *id)
{
  for (guint i = 0; i < spaces->len; i++)
    if (g_str_equal (sp_installed_space_get_id (g_ptr_array_index (spaces, i)), id))
      return TRUE;
  return FALSE;
}

/* Makes an id nothing in the array has, with a number after it if need be. */
static char *
make_free_id (GPtrArray *spaces, const char *name)
{
  g_autofree char *wish = sp_space_make_id (name);
  char            *id = g_strdup (wish);

  for (guint number = 2; has_id (spaces, id); number++) {
    g_free (id);
    id = g_strdup_printf ("%.50s-%u", wish, number);
  }
  return id;
}

static void
read_bundled (GPtrArray *spaces)
{
  g_autoptr (GPtrArray) bundled = sp_space_list_bundled ();

  /* The user may have installed another copy; then that one counts. */
  for (guint i = 0; i < bundled->len; i++)
    if (!has_id (spaces, sp_space_get_id (g_ptr_array_index (bundled, i))))
      g_ptr_array_add (spaces, sp_installed_space_new_bundled (g_ptr_array_index (bundled, i)));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
read_extensions (GFile *root, GPtrArray *spaces)
{
  const char           *path = g_getenv ("SPACEPORT_EXTENSIONS_DIR");
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir)      dir = NULL;
  const char           *name;

  if (path == NULL || *path == '\0')
    path = "/app/spaces";
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names); /* ids do not depend on the disk's order */

  for (guint i = 0; i < names->len; i++) {
    g_autofree char  *id = make_free_id (spaces, g_ptr_array_index (names, i));
    g_autofree char  *data_name = sp_space_make_id (g_ptr_array_index (names, i));
    g_autoptr (GFile) folder = g_file_new_build_filename (path, g_ptr_array_index (names, i), NULL);
    g_autoptr (GFile) data = g_file_new_build_filename (g_file_peek_path (root), ".extensions", data_name, NULL);

    if (g_file_test (g_file_peek_path (folder), G_FILE_TEST_IS_DIR))
      g_ptr_array_add (spaces, sp_installed_space_read_extension (folder, id, data));
  }
}

static void
read_in_thread_cb (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  GPtrArray *spaces = g_ptr_array_new_with_free_func (g_object_unref);

  sp_space_disk_clean (task_data);
  read_own (task_data, spaces);
  read_bundled (spaces);
  read_extensions (task_data, spaces);
  g_task_return_pointer (task, spaces, (GDestroyNotify) g_ptr_array_unref);
}

static int
compare_spaces (gconstpointer a, gconstpointer b)
{
  SpInstalledSpace *left = *(SpInstalledSpace *const *) a;
  SpInstalledSpace *right = *(SpInstalledSpace *const *) b;
  g_autofree char  *left_title = g_utf8_casefold (sp_installed_space_get_title (left), -1);
  g_autofree char  *right_title = g_utf8_casefold (sp_installed_space_get_title (right), -1);
  int               order = g_utf8_collate (left_title, right_title);

  return order != 0 ? order : strcmp (sp_installed_space_get_id (left), sp_installed_space_get_id (right));
}

/* Whether the object that stands for a Space can go on doing so. */
static SpInstalledSpace *
find_same (SpSpaceStore *self, SpInstalledSpace *newer)
{
  SpInstalledSpace *space = sp_space_store_find (self, sp_installed_space_get_id (newer));

  return space != NULL && sp_installed_space_get_origin (space) == sp_installed_space_get_origin (newer) ? space : NULL;
}

/* Puts what was read in the place of what there was. Objects stay, and of the list only the part that differs is said
 * to change. */
static void
merge (SpSpaceStore *self, GPtrArray *read)
{
  GPtrArray *old = self->spaces;
  GPtrArray *new = g_ptr_array_new_with_free_func (g_object_unref);
  guint start = 0;
  guint end = 0;

  for (guint i = 0; i < read->len; i++) {
    SpInstalledSpace *newer = g_ptr_array_index (read, i);
    SpInstalledSpace *space = find_same (self, newer);

    if (space != NULL)
      sp_installed_space_update (space, newer);
    g_ptr_array_add (new, g_object_ref (space != NULL ? space : newer));
  }
  g_ptr_array_sort (new, compare_spaces);

  while (start < MIN (old->len, new->len) && old->pdata[start] == new->pdata[start])
    start++;
  while (end < MIN (old->len, new->len) - start && old->pdata[old->len - 1 - end] == new->pdata[new->len - 1 - end])
    end++;

  self->spaces = new;
  if (old->len - start - end > 0 || new->len - start - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, old->len - start - end, new->len - start - end);
  for (guint i = start; i < old->len - end; i++)
    if (!g_ptr_array_find (new, old->pdata[i], NULL))
      sp_installed_space_emit_removed (old->pdata[i]);
  g_ptr_array_unref (old);
}

static void start_reading (SpSpaceStore *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpSpaceStore) self = user_data;
  g_autoptr (GPtrArray)    read = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GPtrArray)    done = g_steal_pointer (&self->loading);

  self->loading = g_ptr_array_new_with_free_func (g_object_unref);
  merge (self, read);
  if (self->waiting->len > 0)
    start_reading (self);

  for (guint i = 0; i < done->len; i++)
    g_task_return_boolean (g_ptr_array_index (done, i), TRUE);
}

/* The thread's task does not hold the store: it may let go of it last, and a store does not end in a thread. */
static void
start_reading (SpSpaceStore *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, read_cb, g_object_ref (self));
  GPtrArray        *empty = self->loading;

  self->loading = self->waiting;
  self->waiting = empty;
  g_task_set_source_tag (task, start_reading);
  g_task_set_task_data (task, g_object_ref (self->root), g_object_unref);
  g_task_run_in_thread (task, read_in_thread_cb);
}

void
sp_space_store_reload_async (SpSpaceStore       *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (SP_IS_SPACE_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_space_store_reload_async);
  /* What is being read now may have been read before whatever this call is to see. */
  g_ptr_array_add (self->waiting, task);
  if (self->loading->len == 0)
    start_reading (self);
}

gboolean
sp_space_store_reload_finish (SpSpaceStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
reload_cb (gpointer user_data)
{
  SpSpaceStore *self = user_data;

  self->reload_id = 0;
  sp_space_store_reload_async (self, NULL, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static void
folder_changed_cb (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, SpSpaceStore *self)
{
  if (self->reload_id == 0)
    self->reload_id = g_timeout_add (RELOAD_DELAY_MS, reload_cb, self);
}

void
sp_space_store_watch (SpSpaceStore *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (SP_IS_SPACE_STORE (self));

  if (self->monitor != NULL)
    return;

  /* A folder that is not there cannot be watched well. */
  g_mkdir_with_parents (g_file_peek_path (self->root), 0700);
  self->monitor = g_file_monitor_directory (self->root, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);
  if (self->monitor == NULL) {
    g_message ("The folder of Spaces is not watched: %s", error->message);
    return;
  }
  g_signal_connect (self->monitor, "changed", G_CALLBACK (folder_changed_cb), self);
}

SpInstalledSpace *
sp_space_store_find (SpSpaceStore *self, const char *id)
{
  g_return_val_if_fail (SP_IS_SPACE_STORE (self), NULL);

  for (guint i = 0; i < self->spaces->len; i++)
    if (g_strcmp0 (sp_installed_space_get_id (g_ptr_array_index (self->spaces, i)), id) == 0)
      return g_ptr_array_index (self->spaces, i);
  return NULL;
}

SpInstalledSpace *
sp_space_store_find_source (SpSpaceStore *self, SpSpaceSourceKind kind, const char *reference)
{
  g_return_val_if_fail (SP_IS_SPACE_STORE (self), NULL);

  for (guint i = 0; i < self->spaces->len; i++) {
    SpInstalledSpace      *space = g_ptr_array_index (self->spaces, i);
    const SpSpaceManifest *manifest = sp_installed_space_get_manifest (space);

    /* The Hub tells names apart by letters, not by their case. */
    if (manifest != NULL && manifest->source_kind == kind &&
        (kind == SP_SPACE_SOURCE_HUB ? g_ascii_strcasecmp (manifest->source_reference, reference) == 0
                                     : g_str_equal (manifest->source_reference, reference)))
      return space;
  }
  return NULL;
}

/* Whether nothing has an id, be it only on the disk. */
static gboolean
is_free (SpSpaceStore *self, const char *id)
{
  g_autoptr (GFile) folder = g_file_get_child (self->root, id);
  g_autoptr (GFile) staged = sp_space_store_get_staging_folder (self, id);

  return sp_space_store_find (self, id) == NULL && !g_file_query_exists (folder, NULL) &&
         !g_file_query_exists (staged, NULL);
}

char *
sp_space_store_choose_id (SpSpaceStore *self, SpSpaceSourceKind kind, const char *reference, const char *name)
{
  SpInstalledSpace *space;
  g_autofree char  *wish = NULL;
  char             *id;

  g_return_val_if_fail (SP_IS_SPACE_STORE (self), NULL);

  space = sp_space_store_find_source (self, kind, reference);
  if (space != NULL)
    return g_strdup (sp_installed_space_get_id (space));

  wish = sp_space_make_id (name);
  id = g_strdup (wish);
  for (guint number = 2; !is_free (self, id); number++) {
    g_free (id);
    id = g_strdup_printf ("%.50s-%u", wish, number);
  }
  return id;
}
