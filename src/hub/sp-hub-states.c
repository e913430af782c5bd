/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-states.h"

#include "sp-hub-call.h"
#include "sp-hub-error.h"

#include <string.h>

#define FEW 3       /* Spaces of an owner that are asked for one by one */
#define LIMIT "500" /* Spaces of an owner that are listed */
#define AT_A_TIME 6 /* calls; the session has 8 connections */

typedef struct {
  GHashTable *states; /* id -> SpHubRuntime, which may be NULL */
  GQueue      calls;  /* of Call: not made yet */
  guint       n_running;
  GError     *error; /* nullable: why some could not be had */
} Batch;

/* One call: about one Space, or all of an owner. */
typedef struct {
  GTask     *task;
  char      *owner; /* nullable */
  GPtrArray *ids;
} Call;

static void
call_free (Call *self)
{
  g_object_unref (self->task);
  g_free (self->owner);
  g_ptr_array_unref (self->ids);
  g_free (self);
}

static void
runtime_free (gpointer data)
{
  if (data != NULL)
    g_object_unref (data);
}

static void
batch_free (Batch *self)
{
  g_hash_table_unref (self->states);
  g_queue_clear_full (&self->calls, (GDestroyNotify) call_free);
  g_clear_error (&self->error);
  g_free (self);
}

static void run_calls (GTask *task);

static Call *
new_call (GTask      *task,
          const char *owner)
{
  Call *self = g_new0 (Call, 1);

  self->task = g_object_ref (task);
  self->owner = g_strdup (owner);
  self->ids = g_ptr_array_new_with_free_func (g_free);

  return self;
}

static void
add_single (GTask      *task,
            const char *id)
{
  Batch *batch = g_task_get_task_data (task);
  Call  *call = new_call (task, NULL);

  g_ptr_array_add (call->ids, g_strdup (id));
  g_queue_push_tail (&batch->calls, call);
}

/* Names in a list are as they are now, those that we have may be old or spelled otherwise. */
static JsonObject *
find_entry (JsonArray  *entries,
            const char *id)
{
  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++) {
    JsonNode   *node = json_array_get_element (entries, i);
    JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    JsonNode   *name = entry != NULL ? json_object_get_member (entry, "id") : NULL;

    if (name != NULL && JSON_NODE_HOLDS_VALUE (name) && json_node_get_value_type (name) == G_TYPE_STRING &&
        g_ascii_strcasecmp (json_node_get_string (name), id) == 0)
      return entry;
  }

  return NULL;
}

/* Those that are not in the list were renamed, or are private: each is asked for by itself. */
static void
take_list (Call     *self,
           JsonNode *node)
{
  Batch     *batch = g_task_get_task_data (self->task);
  JsonArray *entries = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; i < self->ids->len; i++) {
    const char *id = g_ptr_array_index (self->ids, i);
    JsonObject *entry = find_entry (entries, id);
    JsonNode   *runtime = entry != NULL ? json_object_get_member (entry, "runtime") : NULL;

    if (entry != NULL)
      g_hash_table_insert (batch->states, g_strdup (id), sp_hub_runtime_new_from_json (runtime));
    else
      add_single (self->task, id);
  }
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Call                *self = user_data;
  g_autoptr (GTask)    task = g_object_ref (self->task);
  Batch               *batch = g_task_get_task_data (task);
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) node = sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, NULL, &error);
  const char          *id = g_ptr_array_index (self->ids, 0);

  if (node != NULL && self->owner != NULL) {
    take_list (self, node);
  } else if (node != NULL) {
    g_hash_table_insert (batch->states, g_strdup (id), sp_hub_runtime_new_from_json (node));
  } else if (self->owner == NULL && g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND)) {
    g_hash_table_insert (batch->states, g_strdup (id), NULL);
  } else if (batch->error == NULL) {
    batch->error = g_steal_pointer (&error);
  }

  call_free (self);
  batch->n_running--;
  run_calls (task);
}

/* Takes @self. */
static void
make_call (Call         *self,
           SpHubSession *session)
{
  g_autoptr (SpHubRepo) repo = NULL;
  g_autofree char      *path = NULL;
  SpHubCall             call = { NULL };

  if (self->owner != NULL) {
    g_autofree char *owner = g_uri_escape_string (self->owner, NULL, FALSE);

    path = g_strconcat ("/api/spaces?author=", owner, "&limit=" LIMIT "&expand=runtime", NULL);
  } else {
    g_autofree char *space = NULL;

    repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, g_ptr_array_index (self->ids, 0), NULL);
    space = sp_hub_repo_dup_api_path (repo);
    path = g_strconcat (space, "/runtime", NULL);
  }

  call.path = path;
  call.repo = repo;
  sp_hub_call_async (session, &call, g_task_get_cancellable (self->task), called_cb, self);
}

static void
end (GTask *task)
{
  Batch *self = g_task_get_task_data (task);

  if (g_task_get_completed (task) || g_task_return_error_if_cancelled (task))
    return;

  if (g_hash_table_size (self->states) == 0 && self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_pointer (task, g_hash_table_ref (self->states), (GDestroyNotify) g_hash_table_unref);
}

static void
run_calls (GTask *task)
{
  Batch        *self = g_task_get_task_data (task);
  SpHubSession *session = g_task_get_source_object (task);

  if (!sp_hub_session_may_refresh (session) || g_cancellable_is_cancelled (g_task_get_cancellable (task))) {
    GQueue left = self->calls;

    g_queue_init (&self->calls);
    g_queue_clear_full (&left, (GDestroyNotify) call_free);
  }

  while (self->n_running < AT_A_TIME && !g_queue_is_empty (&self->calls)) {
    self->n_running++;
    make_call (g_queue_pop_head (&self->calls), session);
  }

  if (self->n_running == 0)
    end (task);
}

/* Returns: (element-type utf8 GPtrArray): the ids of each owner; what is no id is passed over */
static GHashTable *
group_by_owner (const char *const *ids)
{
  GHashTable *groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; ids[i] != NULL; i++) {
    g_autoptr (SpHubRepo) repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, ids[i], NULL);
    g_autofree char      *owner = repo != NULL ? g_strndup (ids[i], strcspn (ids[i], "/")) : NULL;
    GPtrArray            *group = owner != NULL ? g_hash_table_lookup (groups, owner) : NULL;

    if (owner == NULL)
      continue;

    if (group == NULL) {
      group = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (groups, g_steal_pointer (&owner), group);
    }
    if (!g_ptr_array_find_with_equal_func (group, ids[i], g_str_equal, NULL))
      g_ptr_array_add (group, g_strdup (ids[i]));
  }

  return groups;
}

static void
add_group (GTask      *task,
           const char *owner,
           GPtrArray  *ids)
{
  Batch *batch = g_task_get_task_data (task);

  if (ids->len >= FEW) {
    Call *call = new_call (task, owner);

    for (guint i = 0; i < ids->len; i++)
      g_ptr_array_add (call->ids, g_strdup (g_ptr_array_index (ids, i)));
    g_queue_push_head (&batch->calls, call);
    return;
  }

  for (guint i = 0; i < ids->len; i++)
    add_single (task, g_ptr_array_index (ids, i));
}

void
sp_hub_states_async (SpHubSession       *session,
                     const char *const  *ids,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr (GTask)      task = NULL;
  g_autoptr (GHashTable) groups = NULL;
  Batch                 *self;
  GHashTableIter         iter;
  gpointer               owner;
  gpointer               group;

  g_return_if_fail (SP_IS_HUB_SESSION (session));
  g_return_if_fail (ids != NULL);

  task = g_task_new (session, cancellable, callback, user_data);
  self = g_new0 (Batch, 1);
  g_task_set_source_tag (task, sp_hub_states_async);
  g_task_set_task_data (task, self, (GDestroyNotify) batch_free);
  self->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, runtime_free);
  g_queue_init (&self->calls);

  groups = group_by_owner (ids);
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, &owner, &group))
    add_group (task, owner, group);

  run_calls (task);
}

GHashTable *
sp_hub_states_finish (SpHubSession *session,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
