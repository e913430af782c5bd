/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fault-server.h"

G_BEGIN_DECLS

/* Shared by fault-server.c (bytes and scripts) and fault-app.c (what it answers by itself). */

typedef struct {
  FaultServer *server;
  GIOStream   *stream;
  GSocket     *socket; /* of the stream */
  GSource     *reading;
  GSource     *writing; /* while there is something to write */
  GSource     *sleeping;
  GString     *in;
  GString     *out;
  GStrv        steps;
  guint        at;
  gsize        piece; /* 0: all at a time */
  gsize        flood; /* bytes still to come */
  gssize       left;  /* bytes until it is cut, -1: for ever */
  char        *key;   /* of a WebSocket handshake */
  char        *session;
  gboolean     busy; /* a script runs */
  gboolean     awaits;
  gboolean     ends;
} FaultConnection;

struct _FaultServer {
  GSocketService *service;
  GHashTable     *routes;
  GPtrArray      *connections;
  GHashTable     *pending; /* session hash -> GPtrArray of event ids */
  char           *protocol;
  char           *uri;
  guint16         port;
  gboolean        heartbeat;
  guint           tick; /* source that serves the streams, 0: at once */
  guint           n_joins;
  guint           max_streams;
};

void fault_connection_send (FaultConnection *self,
                            const char      *text);

void fault_app_answer (FaultConnection *self,
                       const char      *path,
                       const char      *query, /* nullable */
                       const char      *body);

G_END_DECLS
