/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-fetch.h"

#include "gradio-disk-work.h"
#include "sp-hub-answer.h"
#include "sp-hub-error.h"
#include "sp-hub-kept.h"
#include "sp-hub-session-private.h"

#include <unistd.h>

#define MAX_KEPT (64 * 1024 * 1024) /* bytes of all answers */
#define PRUNE_EACH 64               /* answers */

typedef struct {
  SpHubRepo *repo; /* nullable */
  char      *uri;
  gsize      limit;
  char      *folder;
  SpHubKept *kept; /* nullable: on the disk, then what the Hub answered */
  gboolean   is_old;
  gboolean   is_new;
  gboolean   is_gone;
  gboolean   prunes;
  gboolean   holds;
  int        hold;  /* a file, -1: none */
  GError    *error; /* nullable: why there is nothing */
} Fetch;

static void
fetch_free (Fetch *self)
{
  g_clear_object (&self->repo);
  g_free (self->uri);
  g_free (self->folder);
  g_clear_pointer (&self->kept, sp_hub_kept_free);
  g_clear_error (&self->error);
  if (self->hold >= 0)
    close (self->hold);
  g_free (self);
}

static void
store_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Fetch *self = task_data;

  if (self->is_gone)
    sp_hub_kept_remove (self->folder, self->uri);
  else if (self->is_new)
    sp_hub_kept_write (self->folder, self->uri, self->kept);
  else
    sp_hub_kept_touch (self->folder, self->uri);
  if (self->prunes)
    sp_hub_kept_prune (self->folder, MAX_KEPT);

  g_task_return_boolean (task, TRUE);
}

/* Takes @task. */
static void
end (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);

  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  end (user_data);
}

/* What an old answer is better for than none. */
static gboolean
is_out_of_reach (const GError *error)
{
  static const SpHubError codes[] = { SP_HUB_ERROR_UNREACHABLE, SP_HUB_ERROR_SERVER, SP_HUB_ERROR_BUSY,
                                      SP_HUB_ERROR_ANSWER, SP_HUB_ERROR_CLOCK };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, SP_HUB_ERROR, (int) codes[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_gone (const GError *error)
{
  return g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND) ||
         g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_ENTRY) ||
         g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_ACCESS) ||
         g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_GATED);
}

static void
take_answer (Fetch      *self,
             GBytes     *body,
             SpHubReply *reply)
{
  if (reply->is_unchanged && self->kept != NULL)
    return;

  g_clear_pointer (&self->kept, sp_hub_kept_free);
  self->kept = g_new0 (SpHubKept, 1);
  self->kept->body = g_bytes_ref (body);
  self->kept->etag = g_steal_pointer (&reply->etag);
  self->kept->next = g_steal_pointer (&reply->next);
  self->is_new = TRUE;
}

/* The API says nothing but objects and lists. Something else that stands in the Hub's place must not take the place of
 * what is kept too. */
static gboolean
is_plausible (Fetch  *self,
              GBytes *body)
{
  gsize       size;
  const char *text = g_bytes_get_data (body, &size);

  if (self->limit > 0)
    return TRUE;

  while (size > 0 && g_ascii_isspace (text[size - 1]))
    size--;
  while (size > 0 && g_ascii_isspace (*text)) {
    text++;
    size--;
  }

  return size > 1 && ((text[0] == '{' && text[size - 1] == '}') || (text[0] == '[' && text[size - 1] == ']'));
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask              *task = user_data;
  Fetch              *self = g_task_get_task_data (task);
  g_auto (SpHubReply) reply = { NULL };
  g_autoptr (GError)  error = NULL;
  g_autoptr (GBytes)  body = sp_hub_request_ask_finish (SP_HUB_SESSION (source), result, &reply, &error);

  if (body != NULL && !reply.is_unchanged && !is_plausible (self, body)) {
    g_clear_pointer (&body, g_bytes_unref);
    error = sp_hub_answer_new_odd_error ();
  }

  if (body == NULL && self->kept != NULL && is_out_of_reach (error)) {
    g_debug ("%s is taken from the disk: %s", self->uri, error->message);
    self->is_old = TRUE;
    end (task);
    return;
  }

  if (body != NULL) {
    take_answer (self, body, &reply);
  } else {
    self->is_gone = is_gone (error) && self->kept != NULL;
    self->error = g_steal_pointer (&error);
    if (!self->is_gone) {
      end (task);
      return;
    }
  }

  self->prunes = sp_hub_session_count_kept (SP_HUB_SESSION (source)) % PRUNE_EACH == 0;
  gradio_disk_work_run (task, store_thread, stored_cb);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Fetch *self = g_task_get_task_data (task);

  self->kept = g_task_propagate_pointer (G_TASK (result), NULL);
  if (self->hold >= 0)
    sp_hub_session_hold (g_task_get_source_object (task), self->folder, self->hold);
  self->hold = -1;
  if (g_task_return_error_if_cancelled (task)) {
    g_object_unref (task);
  } else {
    const SpHubQuestion question = { .uri = self->uri,
                                     .repo = self->repo,
                                     .limit = self->limit,
                                     .etag = self->kept != NULL ? self->kept->etag : NULL,
                                     .in_a_hurry = self->kept != NULL };

    sp_hub_request_ask_async (g_task_get_source_object (task), &question, g_task_get_cancellable (task), answered_cb,
                              task);
  }
}

static void
read_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Fetch *self = task_data;

  if (self->holds)
    self->hold = sp_hub_kept_hold (self->folder);
  g_task_return_pointer (task, sp_hub_kept_read (self->folder, self->uri), (GDestroyNotify) sp_hub_kept_free);
}

void
sp_hub_fetch_async (SpHubSession        *session,
                    const SpHubQuestion *question,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  GTask *task;
  Fetch *self;

  g_return_if_fail (SP_IS_HUB_SESSION (session));
  g_return_if_fail (question->method == NULL && question->etag == NULL);

  task = g_task_new (session, cancellable, callback, user_data);
  self = g_new0 (Fetch, 1);
  g_task_set_source_tag (task, sp_hub_fetch_async);
  g_task_set_task_data (task, self, (GDestroyNotify) fetch_free);
  self->repo = question->repo != NULL ? g_object_ref (question->repo) : NULL;
  self->uri = g_strdup (question->uri);
  self->limit = question->limit;
  self->folder = sp_hub_session_dup_kept_folder (session);
  self->holds = sp_hub_session_is_to_hold (session, self->folder);
  self->hold = -1;

  gradio_disk_work_run (task, read_thread, read_cb);
}

GBytes *
sp_hub_fetch_finish (SpHubSession *session,
                     GAsyncResult *result,
                     char        **next,
                     gint64       *kept_since,
                     GError      **error)
{
  Fetch *self;

  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  self = g_task_get_task_data (G_TASK (result));
  if (next != NULL)
    *next = g_strdup (self->kept->next);
  if (kept_since != NULL)
    *kept_since = self->is_old ? self->kept->since : 0;

  return g_bytes_ref (self->kept->body);
}
