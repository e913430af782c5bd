/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of an app whose server does not answer any more (blocks-runtime.md 10.4). */
#include "sp-blocks-private.h"

/* Between two questions whether it is back, in seconds. */
#define EVERY 2

static void ask_later (SpBlocks *self);

static void
answered (SpBlocks *self, const char *app_id)
{
  const char *known = gradio_client_get_app_id (self->client);
  gboolean    same = known == NULL || g_str_equal (known, app_id);

  self->connection = same ? SP_CONNECTION_FINE : SP_CONNECTION_RESTARTED;
  sp_blocks_notify_connection (self);
  if (!same)
    return;

  sp_run_loop_finish_interrupted (self); /* the session goes on: the server keeps it for an hour */
  if (self->load_waits)
    sp_blocks_load (self);
}

static void
app_id_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpBlocks) self = user_data;
  g_autoptr (GError)   error = NULL;
  g_autofree char     *app_id = gradio_client_fetch_app_id_finish (GRADIO_CLIENT (source), result, &error);

  if (self->closed)
    return;

  /* A server that answers, but not so, is there again. */
  if (app_id != NULL || g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND))
    answered (self, app_id != NULL ? app_id : gradio_client_get_app_id (self->client));
  else
    ask_later (self);
}

static gboolean
ask_cb (gpointer user_data)
{
  SpBlocks *self = user_data;

  g_clear_pointer (&self->reconnect, g_source_unref);
  gradio_client_fetch_app_id_async (self->client, self->cancellable, app_id_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
ask_later (SpBlocks *self)
{
  self->reconnect = g_timeout_source_new_seconds (EVERY);
  g_source_set_callback (self->reconnect, ask_cb, self, NULL);
  g_source_attach (self->reconnect, g_main_context_get_thread_default ());
}

void
sp_blocks_lost_connection (SpBlocks *self, SpRun *run)
{
  if (run != NULL)
    g_ptr_array_add (self->interrupted, g_object_ref (run));
  if (self->connection != SP_CONNECTION_FINE)
    return;

  self->connection = SP_CONNECTION_LOST;
  g_hash_table_remove_all (self->deferred);
  sp_blocks_notify_connection (self);
  ask_later (self);
}
