/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-readme.h"

#include "sp-hub-error.h"
#include "sp-hub-fetch.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SIZE (512 * 1024) /* bytes that are shown */

/* Behind a line of three dashes, or NULL. */
static const char *
skip_fence (const char *text)
{
  if (!g_str_has_prefix (text, "---"))
    return NULL;

  text += 3;
  while (*text == ' ' || *text == '\t' || *text == '\r')
    text++;

  if (*text == '\n')
    return text + 1;

  return *text == '\0' ? text : NULL;
}

/* Behind the front matter; what is not closed is none. */
static const char *
skip_front_matter (const char *text)
{
  const char *line = skip_fence (text);

  while (line != NULL && *line != '\0') {
    const char *end = skip_fence (line);

    if (end != NULL)
      return end;

    line = strchr (line, '\n');
    line = line != NULL ? line + 1 : NULL;
  }

  return text;
}

char *
sp_hub_readme_strip (const char *text,
                     gsize       length)
{
  g_autofree char *valid = NULL;
  const char      *start;

  g_return_val_if_fail (text != NULL, NULL);

  /* A zero byte in it would end it. */
  valid = g_utf8_make_valid (text, (gssize) length);
  start = g_str_has_prefix (valid, "\xef\xbb\xbf") ? valid + 3 : valid;
  start = skip_front_matter (start);
  while (*start == '\n' || *start == '\r')
    start++;

  return g_strdup (start);
}

static char *
read_text (GBytes *body)
{
  gsize            size;
  const char      *text = g_bytes_get_data (body, &size);
  gboolean         is_cut = size > MAX_SIZE;
  g_autofree char *readme = size > 0 ? sp_hub_readme_strip (text, MIN (size, MAX_SIZE)) : g_strdup ("");

  if (!is_cut)
    return g_steal_pointer (&readme);

  return g_strconcat (readme, "\n\n---\n\n", _("The rest is left out: the text is too long. Read it on the Hub."),
                      NULL);
}

static void
readme_fetched_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask)  task = user_data;
  gint64            *kept_since = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = sp_hub_fetch_finish (SP_HUB_SESSION (source), result, NULL, kept_since, &error);

  if (body != NULL)
    g_task_return_pointer (task, read_text (body), g_free);
  else if (g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_ENTRY))
    g_task_return_pointer (task, g_strdup (""), g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
sp_hub_readme_async (SpHubSession       *session,
                     const char         *id,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr (GTask)     task = NULL;
  g_autoptr (SpHubRepo) repo = NULL;
  g_autofree char      *uri = NULL;
  GError               *error = NULL;
  SpHubQuestion         question = { .limit = MAX_SIZE + 1 };

  g_return_if_fail (SP_IS_HUB_SESSION (session));
  g_return_if_fail (id != NULL);

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_readme_async);
  g_task_set_task_data (task, g_new0 (gint64, 1), g_free);

  repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, id, &error);
  if (repo == NULL) {
    g_task_return_error (task, error);
    return;
  }

  uri = g_strconcat (sp_hub_session_get_endpoint (session), "/spaces/", id, "/resolve/main/README.md", NULL);
  question.uri = uri;
  question.repo = repo;
  sp_hub_fetch_async (session, &question, cancellable, readme_fetched_cb, g_steal_pointer (&task));
}

char *
sp_hub_readme_finish (SpHubSession *session,
                      GAsyncResult *result,
                      gint64       *kept_since,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  if (kept_since != NULL)
    *kept_since = *(gint64 *) g_task_get_task_data (G_TASK (result));

  return g_task_propagate_pointer (G_TASK (result), error);
}
