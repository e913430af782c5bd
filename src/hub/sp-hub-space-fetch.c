/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-answer.h"
#include "sp-hub-call.h"
#include "sp-hub-space.h"

static void
space_called_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask)      task = user_data;
  gint64                *kept_since = g_task_get_task_data (task);
  GError                *error = NULL;
  g_autoptr (JsonNode)   node = sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, kept_since, &error);
  g_autoptr (SpHubSpace) space = node != NULL ? sp_hub_space_new_from_json (node) : NULL;

  if (space != NULL)
    g_task_return_pointer (task, g_steal_pointer (&space), g_object_unref);
  else
    g_task_return_error (task, error != NULL ? error : sp_hub_answer_new_odd_error ());
}

void
sp_hub_space_fetch_async (SpHubSession       *session,
                          const char         *id,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask)     task = NULL;
  g_autoptr (SpHubRepo) repo = NULL;
  g_autofree char      *path = NULL;
  GError               *error = NULL;
  SpHubCall             call = { .keep = TRUE };

  g_return_if_fail (SP_IS_HUB_SESSION (session));
  g_return_if_fail (id != NULL);

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_space_fetch_async);
  g_task_set_task_data (task, g_new0 (gint64, 1), g_free);

  repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, id, &error);
  if (repo == NULL) {
    g_task_return_error (task, error);
    return;
  }

  path = sp_hub_repo_dup_api_path (repo);
  call.path = path;
  call.repo = repo;
  sp_hub_call_async (session, &call, cancellable, space_called_cb, g_steal_pointer (&task));
}

SpHubSpace *
sp_hub_space_fetch_finish (SpHubSession *session,
                           GAsyncResult *result,
                           gint64       *kept_since,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  if (kept_since != NULL)
    *kept_since = *(gint64 *) g_task_get_task_data (G_TASK (result));

  return g_task_propagate_pointer (G_TASK (result), error);
}
