/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-client.h"
#include "gradio-connection.h"
#include "gradio-description.h"
#include "gradio-file-cache.h"

G_BEGIN_DECLS

/* Shared by gradio-client.c (what it is) and gradio-client-files.c (what it moves). Not installed. */
struct _GradioClient {
  GObject parent_instance;

  GradioConnection  *connection;
  GradioFileCache   *cache;
  GradioSession     *session;       /* the shared one, made when first needed */
  GPtrArray         *all_endpoints; /* private ones too */
  GListStore        *endpoints;     /* those to offer */
  GradioDescription *description;   /* NULL before it was connected */
  JsonNode          *config;        /* made when first asked for */
  char              *reference;
  char              *title;
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

G_END_DECLS
