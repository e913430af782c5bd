/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-care.h"

#include "sp-hub-call.h"
#include "sp-hub-care-error.h"

#include <string.h>

/* The end of the Space's address, and what makes it up. */
static const char *
get_tail (SpHubCareAction action)
{
  switch (action) {
  case SP_HUB_CARE_RESTART:
    return "/restart";
  case SP_HUB_CARE_REBUILD:
    return "/restart?factory=true";
  case SP_HUB_CARE_PAUSE:
    return "/pause";
  case SP_HUB_CARE_HARDWARE:
    return "/hardware";
  case SP_HUB_CARE_SLEEP_TIME:
    return "/sleeptime";
  case SP_HUB_CARE_REPLICAS:
    return "/replicas";
  case SP_HUB_CARE_DEV_MODE:
    return "/dev-mode";
  case SP_HUB_CARE_VISIBILITY:
    return "/settings";
  case SP_HUB_CARE_DELETE:
    break;
  }

  return NULL;
}

static const char *
get_method (SpHubCareAction action)
{
  switch (action) {
  case SP_HUB_CARE_VISIBILITY:
    return "PUT";
  case SP_HUB_CARE_DELETE:
    return "DELETE";
  case SP_HUB_CARE_RESTART:
  case SP_HUB_CARE_REBUILD:
  case SP_HUB_CARE_PAUSE:
  case SP_HUB_CARE_HARDWARE:
  case SP_HUB_CARE_SLEEP_TIME:
  case SP_HUB_CARE_REPLICAS:
  case SP_HUB_CARE_DEV_MODE:
    break;
  }

  return "POST";
}

static void
set_names (JsonObject *body,
           const char *id)
{
  const char      *slash = strchr (id, '/');
  g_autofree char *owner = slash != NULL ? g_strndup (id, (gsize) (slash - id)) : NULL;

  json_object_set_string_member (body, "name", slash != NULL ? slash + 1 : id);
  json_object_set_string_member (body, "organization", owner);
  json_object_set_string_member (body, "type", "space");
}

static JsonNode *
build_body (const SpHubCare *care,
            const char      *id)
{
  JsonObject *body = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, body);
  switch (care->action) {
  case SP_HUB_CARE_RESTART:
  case SP_HUB_CARE_REBUILD:
  case SP_HUB_CARE_PAUSE:
    break;
  case SP_HUB_CARE_HARDWARE:
    json_object_set_string_member (body, "flavor", care->hardware);
    if (care->sleep_time != SP_HUB_SLEEP_UNCHANGED)
      json_object_set_int_member (body, "sleepTimeSeconds", care->sleep_time);
    break;
  case SP_HUB_CARE_SLEEP_TIME:
    json_object_set_int_member (body, "seconds", care->sleep_time);
    break;
  case SP_HUB_CARE_REPLICAS:
    json_object_set_int_member (body, "replicas", care->replicas);
    break;
  case SP_HUB_CARE_DEV_MODE:
    json_object_set_boolean_member (body, "enabled", care->dev_mode);
    break;
  case SP_HUB_CARE_VISIBILITY:
    json_object_set_string_member (body, "visibility", care->visibility);
    break;
  case SP_HUB_CARE_DELETE:
    set_names (body, id);
    break;
  }

  return node;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  gboolean             tells = GPOINTER_TO_INT (g_task_get_task_data (task));
  GError              *error = NULL;
  g_autoptr (JsonNode) node = sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, NULL, &error);
  SpHubRuntime        *runtime = NULL;

  if (node == NULL) {
    g_task_return_error (task, error);
    return;
  }

  /* What the Hub answers to a change of the replicas is not known: whatever has a stage counts. */
  if (tells && JSON_NODE_HOLDS_OBJECT (node) && json_object_has_member (json_node_get_object (node), "stage"))
    runtime = sp_hub_runtime_new_from_json (node);
  g_task_return_pointer (task, runtime, g_object_unref);
}

void
sp_hub_care_async (SpHubSession       *session,
                   const char         *id,
                   const SpHubCare    *care,
                   GCancellable       *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer            user_data)
{
  g_autoptr (GTask)     task = NULL;
  g_autoptr (SpHubRepo) repo = NULL;
  g_autoptr (JsonNode)  body = NULL;
  g_autofree char      *space = NULL;
  g_autofree char      *path = NULL;
  GError               *error = NULL;
  gboolean              tells;

  g_return_if_fail (SP_IS_HUB_SESSION (session));
  g_return_if_fail (care != NULL);
  g_return_if_fail (care->action != SP_HUB_CARE_HARDWARE || care->hardware != NULL);
  g_return_if_fail (care->action != SP_HUB_CARE_REPLICAS || care->replicas > 0);
  g_return_if_fail (care->action != SP_HUB_CARE_VISIBILITY || care->visibility != NULL);

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_care_async);
  repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, id, &error);
  if (repo == NULL || !sp_hub_care_check (session, &error)) {
    g_task_return_error (task, error);
    return;
  }

  tells = care->action != SP_HUB_CARE_VISIBILITY && care->action != SP_HUB_CARE_DELETE;
  g_task_set_task_data (task, GINT_TO_POINTER (tells), NULL);
  body = build_body (care, id);
  space = sp_hub_repo_dup_api_path (repo);
  path = care->action == SP_HUB_CARE_DELETE ? g_strdup ("/api/repos/delete")
                                            : g_strconcat (space, get_tail (care->action), NULL);

  sp_hub_call_async (session,
                     &(SpHubCall){ .method = get_method (care->action), .path = path, .body = body, .repo = repo },
                     cancellable, answered_cb, g_steal_pointer (&task));
}

gboolean
sp_hub_care_finish (SpHubSession  *session,
                    GAsyncResult  *result,
                    SpHubRuntime **runtime,
                    GError       **error)
{
  g_autoptr (SpHubRuntime) now = NULL;
  g_autoptr (GError)       cause = NULL;

  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);

  now = g_task_propagate_pointer (G_TASK (result), &cause);
  if (cause != NULL) {
    g_propagate_error (error, g_steal_pointer (&cause));
    return FALSE;
  }

  if (runtime != NULL)
    *runtime = g_steal_pointer (&now);

  return TRUE;
}
