/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-tree.h"

#include "gradio.h"
#include "sp-hub-answer.h"
#include "sp-hub-path.h"
#include "sp-hub-request.h"

#include <string.h>

#define MAX_FILES 200000
#define MAX_PAGES 1000
#define OID_LENGTH 40
#define SHA256_LENGTH 64

/* Nullable: a hash becomes a file's name. */
static const char *
get_hash (JsonObject *object,
          const char *name,
          gsize       length)
{
  const char *hash = gradio_json_get_string (object, name, NULL);

  return hash != NULL && strlen (hash) == length && strspn (hash, "0123456789abcdef") == length ? hash : NULL;
}

/* Nullable: without a hash its content cannot be told from another. */
static SpHubFile *
new_file (JsonObject *entry)
{
  JsonObject *lfs = gradio_json_get_object (entry, "lfs");
  const char *path = gradio_json_get_string (entry, "path", NULL);
  const char *oid = get_hash (entry, "oid", OID_LENGTH);
  const char *sha256 = get_hash (lfs, "oid", SHA256_LENGTH);
  gint64      size;

  if (path == NULL || (lfs != NULL ? sha256 == NULL : oid == NULL))
    return NULL;

  size = gradio_json_get_int (lfs, "size", gradio_json_get_int (entry, "size", -1));

  return sp_hub_file_new (path, size, oid, sha256);
}

gboolean
sp_hub_tree_parse (GBytes    *json,
                   GPtrArray *files,
                   GError   **error)
{
  gsize                length;
  const char          *text = g_bytes_get_data (json, &length);
  g_autoptr (JsonNode) node = length > 0 ? gradio_json_parse (text, (gssize) length, NULL) : NULL;
  JsonArray           *entries = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  gboolean             makes_sense = entries != NULL;

  for (guint i = 0; makes_sense && i < json_array_get_length (entries); i++) {
    JsonNode   *child = json_array_get_element (entries, i);
    JsonObject *entry = JSON_NODE_HOLDS_OBJECT (child) ? json_node_get_object (child) : NULL;
    SpHubFile  *file;

    if (g_strcmp0 (gradio_json_get_string (entry, "type", NULL), "file") != 0)
      continue;

    file = new_file (entry);
    makes_sense = file != NULL && files->len < MAX_FILES;
    if (makes_sense)
      g_ptr_array_add (files, file);
    else
      g_clear_object (&file);
  }

  if (!makes_sense)
    g_propagate_error (error, sp_hub_answer_new_odd_error ());

  return makes_sense;
}

gint64
sp_hub_tree_get_size (GPtrArray *files)
{
  guint64 size = 0;

  g_return_val_if_fail (files != NULL, 0);

  for (guint i = 0; i < files->len; i++)
    size = MIN (size + (guint64) MAX (sp_hub_file_get_size (g_ptr_array_index (files, i)), 0), G_MAXINT64);

  return (gint64) size;
}

gboolean
sp_hub_tree_check (GPtrArray *files,
                   GError   **error)
{
  g_autoptr (GPtrArray) paths = NULL;

  g_return_val_if_fail (files != NULL, FALSE);

  paths = g_ptr_array_sized_new (files->len + 1);
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (paths, (gpointer) sp_hub_file_get_path (g_ptr_array_index (files, i)));
  g_ptr_array_add (paths, NULL);

  return sp_hub_path_check_all ((const char *const *) paths->pdata, error);
}

typedef struct {
  SpHubRepo *repo;
  GPtrArray *files; /* element-type SpHubFile; a thread has it while one is at work */
  GBytes    *json;  /* of the page at hand */
  char      *next;  /* nullable */
  guint      n_pages;
} Listing;

static void
listing_free (Listing *self)
{
  g_object_unref (self->repo);
  g_ptr_array_unref (self->files);
  g_clear_pointer (&self->json, g_bytes_unref);
  g_free (self->next);
  g_free (self);
}

static void
parse_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Listing *self = task_data;
  GError  *error = NULL;

  if (sp_hub_tree_parse (self->json, self->files, &error) &&
      (self->next != NULL || sp_hub_tree_check (self->files, &error)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void ask_for_page (GTask *task, const char *uri);

static void
parsed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask   *task = user_data;
  Listing *self = g_task_get_task_data (task);
  GError  *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_error (task, error);
  } else if (self->next == NULL) {
    g_task_return_pointer (task, g_ptr_array_ref (self->files), (GDestroyNotify) g_ptr_array_unref);
  } else if (++self->n_pages == MAX_PAGES) {
    g_task_return_error (task, sp_hub_answer_new_odd_error ());
  } else {
    ask_for_page (task, self->next);
    return;
  }

  g_object_unref (task);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask            *task = user_data;
  Listing          *self = g_task_get_task_data (task);
  g_autoptr (GTask) parsing = NULL;
  GError           *error = NULL;

  g_clear_pointer (&self->json, g_bytes_unref);
  g_clear_pointer (&self->next, g_free);
  self->json = sp_hub_request_finish (SP_HUB_SESSION (source), result, &self->next, &error);
  if (self->json == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }

  parsing = g_task_new (NULL, NULL, parsed_cb, task);
  g_task_set_task_data (parsing, self, NULL);
  g_task_run_in_thread (parsing, parse_thread);
}

/* Takes @task. */
static void
ask_for_page (GTask      *task,
              const char *uri)
{
  Listing *self = g_task_get_task_data (task);

  sp_hub_request_async (g_task_get_source_object (task), self->repo, uri, g_task_get_cancellable (task), answered_cb,
                        task);
}

void
sp_hub_tree_fetch_async (SpHubSession       *session,
                         SpHubRepo          *repo,
                         const char         *commit,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask           *task;
  Listing         *self;
  g_autofree char *path = NULL;
  g_autofree char *uri = NULL;

  g_return_if_fail (SP_IS_HUB_SESSION (session));
  g_return_if_fail (SP_IS_HUB_REPO (repo));
  g_return_if_fail (sp_hub_repo_is_commit (commit));

  task = g_task_new (session, cancellable, callback, user_data);
  self = g_new0 (Listing, 1);
  g_task_set_source_tag (task, sp_hub_tree_fetch_async);
  g_task_set_task_data (task, self, (GDestroyNotify) listing_free);
  self->repo = g_object_ref (repo);
  self->files = g_ptr_array_new_with_free_func (g_object_unref);

  path = sp_hub_repo_dup_api_path (repo);
  uri = g_strconcat (sp_hub_session_get_endpoint (session), path, "/tree/", commit, "?recursive=true&expand=false",
                     NULL);
  ask_for_page (task, uri);
}

GPtrArray *
sp_hub_tree_fetch_finish (SpHubSession *session,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
