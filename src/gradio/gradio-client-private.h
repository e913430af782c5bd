/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-client.h"
#include "gradio-connection.h"
#include "gradio-description.h"
#include "gradio-file-cache.h"
#include "gradio-relay.h"

G_BEGIN_DECLS

/* Shared by gradio-client.c (what it is) and gradio-client-files.c (what it moves). Not installed. */
struct _GradioClient {
  GObject parent_instance;

  GradioConnection  *connection;
  GradioFileCache   *cache;
  GradioRelay       *relay;         /* for browsers, made when first needed */
  GradioSession     *session;       /* the shared one, made when first needed */
  GPtrArray         *all_endpoints; /* private ones too */
  GListStore        *endpoints;     /* those to offer */
  GradioDescription *description;   /* NULL before it was connected */
  JsonNode          *config;        /* made when first asked for */
  char              *reference;
  char              *title;
  char              *restored_base; /* NULL unless it shows what was kept, and is not connected yet */
  gboolean           connected;
  gboolean           confirmed;
  guint              busy_retries;
};

/**
 * gradio_client_get_connection:
 * @self: a client
 *
 * For what speaks to an app beside its jobs and files.
 *
 * Returns: (transfer none): the way to its server; it has a base when the client is connected
 */
GradioConnection *gradio_client_get_connection (GradioClient *self);

/* Takes what the app says of itself now. */
void gradio_client_take_description (GradioClient      *self,
                                     GradioDescription *description);

/**
 * gradio_client_take_connected:
 * @self: a client
 * @description: what its server says now
 * @equal: whether it says the same as what the client was restored from
 *
 * Takes what connecting found out.
 */
void gradio_client_take_connected (GradioClient      *self,
                                   GradioDescription *description,
                                   gboolean           equal);

/**
 * gradio_client_compare_async:
 * @self: a client
 * @description: what its server says now
 * @callback: called when it was compared with what the client was restored from
 * @user_data: for @callback
 *
 * Compares in a thread. A client that was not restored has nothing to compare with.
 */
void     gradio_client_compare_async (GradioClient       *self,
                                      GradioDescription  *description,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean gradio_client_compare_finish (GradioClient *self,
                                       GAsyncResult *result);

G_END_DECLS
