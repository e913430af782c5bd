/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-logins.h"

#include "gradio-token-place.h"

#define MAX_SIZE (1024 * 1024) /* bytes */

gboolean
sp_hub_logins_are_explicit (void)
{
  return gradio_token_place_is_closed ();
}

/* Nullable. */
static SpHubGrant *
new_grant (const char *text,
           SpHubSource source)
{
  g_autofree char *token = g_strstrip (g_strdup (text));

  return sp_hub_grant_is_token (token) ? sp_hub_grant_new (token, source) : NULL;
}

SpHubGrant *
sp_hub_logins_read_environment (void)
{
  const char *token = gradio_token_place_get_variable ();

  return token != NULL ? new_grant (token, SP_HUB_SOURCE_ENVIRONMENT) : NULL;
}

/* When the tool's own login ends, which only the tool renews. */
static gint64
find_end (const char *stored,
          const char *token)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv)       groups = NULL;

  if (!g_key_file_load_from_data (file, stored, (gsize) -1, G_KEY_FILE_NONE, NULL))
    return 0;

  groups = g_key_file_get_groups (file, NULL);
  for (char **group = groups; *group != NULL; group++) {
    g_autofree char *other = g_key_file_get_value (file, *group, "hf_token", NULL);

    if (g_strcmp0 (other, token) == 0)
      return MAX (g_key_file_get_int64 (file, *group, "expires_at", NULL), 0);
  }

  return 0;
}

SpHubGrant *
sp_hub_logins_read_tool (const char *token,
                         const char *stored)
{
  SpHubGrant *grant = new_grant (token, SP_HUB_SOURCE_HF_TOOL);

  if (grant != NULL && stored != NULL)
    grant->expires = find_end (stored, grant->token);

  return grant;
}

/* Nullable: cut where it is longer than any such file. */
static char *
read_file (const char   *path,
           GCancellable *cancellable)
{
  g_autoptr (GFile)            file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, NULL);
  g_autofree char             *text = g_malloc (MAX_SIZE + 1);
  gsize                        length = 0;

  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), text, MAX_SIZE, &length, cancellable, NULL))
    return NULL;
  text[length] = '\0';

  return g_strdup (text);
}

static void
find_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autofree char *home = gradio_token_place_dup_home ();
  g_autofree char *path = gradio_token_place_dup_file ();
  g_autofree char *stored_path = g_build_filename (home, "stored_tokens", NULL);
  g_autofree char *token = read_file (path, cancellable);
  g_autofree char *stored = token != NULL ? read_file (stored_path, cancellable) : NULL;

  g_task_return_pointer (task, token != NULL ? sp_hub_logins_read_tool (token, stored) : NULL,
                         (GDestroyNotify) sp_hub_grant_free);
}

void
sp_hub_logins_find_tool_async (GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sp_hub_logins_find_tool_async);
  g_task_run_in_thread (task, find_thread);
}

SpHubGrant *
sp_hub_logins_find_tool_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
