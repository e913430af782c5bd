/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-deep-link.h"

#define MAX_SIZE 4096
#define MEMBER "deep_link="

char *
sp_deep_link_dup_address (GradioClient *client, const char *route, const char *id)
{
  const char         *query = NULL;
  g_auto (GStrv)      parts = NULL;
  g_autoptr (GString) address = NULL;
  char                separator = '?';

  g_return_val_if_fail (GRADIO_IS_CLIENT (client), NULL);
  g_return_val_if_fail (route != NULL, NULL);

  address = g_string_new (gradio_client_get_base_uri (client));
  g_string_append_c (address, '/');
  g_string_append_uri_escaped (address, *route == '/' ? route + 1 : route, "/", TRUE);
  query = gradio_client_get_query (client);
  parts = g_strsplit (query != NULL ? query : "", "&", -1);
  for (guint i = 0; parts[i] != NULL; i++) {
    if (*parts[i] == '\0' || g_str_has_prefix (parts[i], MEMBER) || g_str_has_prefix (parts[i], "page="))
      continue;
    g_string_append_c (address, separator);
    g_string_append (address, parts[i]);
    separator = '&';
  }
  if (id != NULL) {
    g_string_append_c (address, separator);
    g_string_append (address, MEMBER);
    g_string_append_uri_escaped (address, id, NULL, FALSE);
  }

  return g_string_free (g_steal_pointer (&address), FALSE);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)    task = user_data;
  GError              *error = NULL;
  g_autoptr (GBytes)   answer = gradio_client_fetch_finish (GRADIO_CLIENT (source), result, &error);
  g_autoptr (JsonNode) node = NULL;
  const char          *id = NULL;

  if (answer != NULL)
    node = gradio_json_parse (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), &error);
  if (error != NULL) {
    g_task_return_error (task, error);
    return;
  }

  id = node != NULL && gradio_json_is_string (node) ? json_node_get_string (node) : "";
  g_task_return_pointer (task,
                         *id != '\0' ? sp_deep_link_dup_address (GRADIO_CLIENT (source),
                                                                 g_task_get_task_data (task), id)
                                     : NULL,
                         g_free);
}

void
sp_deep_link_make_async (GradioClient       *client,
                         GradioSession      *session,
                         const char         *route,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask           *task = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (GRADIO_IS_CLIENT (client));
  g_return_if_fail (GRADIO_IS_SESSION (session));
  g_return_if_fail (route != NULL);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_deep_link_make_async);
  g_task_set_task_data (task, g_strdup (route), g_free);
  hash = g_uri_escape_string (gradio_session_get_hash (session), NULL, FALSE);
  path = g_strdup_printf ("%s/deep_link?session_hash=%s",
                          gradio_json_get_string (gradio_client_get_config (client), "api_prefix", ""), hash);
  gradio_client_fetch_async (client, path, MAX_SIZE, cancellable, fetched_cb, task);
}

char *
sp_deep_link_make_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
