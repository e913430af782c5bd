/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-duplicate.h"

#include "sp-hub-call.h"
#include "sp-hub-care-error.h"
#include "sp-hub-error.h"
#include "sp-hub-variables.h"

typedef struct {
  char    *target;
  gboolean existed;
} Duplicate;

static void
duplicate_free (Duplicate *self)
{
  g_free (self->target);
  g_free (self);
}

static void
add_variables (JsonObject *body,
               const char *name,
               GPtrArray  *variables)
{
  JsonArray *array;

  if (variables == NULL || variables->len == 0)
    return;

  array = json_array_new ();
  for (guint i = 0; i < variables->len; i++) {
    SpHubVariable *variable = g_ptr_array_index (variables, i);
    const char    *value = sp_hub_variable_get_value (variable);
    const char    *description = sp_hub_variable_get_description (variable);
    JsonObject    *entry = json_object_new ();

    json_object_set_string_member (entry, "key", sp_hub_variable_get_key (variable));
    json_object_set_string_member (entry, "value", value != NULL ? value : "");
    if (description != NULL)
      json_object_set_string_member (entry, "description", description);
    json_array_add_object_element (array, entry);
  }
  json_object_set_array_member (body, name, array);
}

static JsonNode *
build_body (const SpHubDuplicate *duplicate)
{
  JsonObject *body = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, body);
  json_object_set_string_member (body, "repository", duplicate->target);
  /* Without it the copy would be as visible as the source. */
  json_object_set_string_member (body, "visibility",
                                 duplicate->visibility != NULL ? duplicate->visibility : "private");
  if (duplicate->hardware != NULL)
    json_object_set_string_member (body, "hardware", duplicate->hardware);
  if (duplicate->sleep_time != 0)
    json_object_set_int_member (body, "sleepTimeSeconds", duplicate->sleep_time);
  add_variables (body, "secrets", duplicate->secrets);
  add_variables (body, "variables", duplicate->variables);

  return node;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  Duplicate           *self = g_task_get_task_data (task);
  GError              *error = NULL;
  g_autoptr (JsonNode) node = sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, NULL, &error);

  if (g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_EXISTS)) {
    g_clear_error (&error);
    self->existed = TRUE;
  }

  if (error == NULL)
    g_task_return_pointer (task, g_strdup (self->target), g_free);
  else
    g_task_return_error (task, error);
}

void
sp_hub_duplicate_async (SpHubSession         *session,
                        const SpHubDuplicate *duplicate,
                        GCancellable         *cancellable,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data)
{
  g_autoptr (GTask)     task = NULL;
  g_autoptr (SpHubRepo) repo = NULL;
  g_autoptr (SpHubRepo) target = NULL;
  g_autoptr (JsonNode)  body = NULL;
  g_autofree char      *space = NULL;
  g_autofree char      *path = NULL;
  GError               *error = NULL;
  Duplicate            *self;

  g_return_if_fail (SP_IS_HUB_SESSION (session));
  g_return_if_fail (duplicate != NULL);

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_duplicate_async);
  repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, duplicate->source, &error);
  if (repo != NULL)
    target = sp_hub_repo_new (SP_HUB_KIND_SPACE, duplicate->target, &error);
  if (target == NULL || !sp_hub_care_check (session, &error)) {
    g_task_return_error (task, error);
    return;
  }

  self = g_new0 (Duplicate, 1);
  self->target = g_strdup (duplicate->target);
  g_task_set_task_data (task, self, (GDestroyNotify) duplicate_free);
  body = build_body (duplicate);
  space = sp_hub_repo_dup_api_path (repo);
  path = g_strconcat (space, "/duplicate", NULL);
  sp_hub_call_async (session, &(SpHubCall){ .method = "POST", .path = path, .body = body, .repo = repo }, cancellable,
                     answered_cb, g_steal_pointer (&task));
}

char *
sp_hub_duplicate_finish (SpHubSession *session,
                         GAsyncResult *result,
                         gboolean     *existed,
                         GError      **error)
{
  Duplicate *self;
  char      *id;

  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  self = g_task_get_task_data (G_TASK (result));
  id = g_task_propagate_pointer (G_TASK (result), error);
  if (id != NULL && existed != NULL)
    *existed = self->existed;

  return id;
}
