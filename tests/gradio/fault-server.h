/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

/*
 * A server on bare sockets inside the test, in its main context. By itself it is a Gradio app with
 * `/echo` (queued), `/direct` (not queued) and `/feed` (streaming input), whose results are "done";
 * a test tells it what to do wrong, byte by byte.
 */
typedef struct _FaultServer FaultServer;

FaultServer *fault_server_new (void);
void         fault_server_free (FaultServer *self);
const char  *fault_server_get_uri (FaultServer *self); /* http://127.0.0.1:PORT */

/* `protocol` of its /config, `sse_v3` by default; NULL for none, as Gradio 3. */
void fault_server_set_protocol (FaultServer *self,
                                const char  *protocol);
void fault_server_set_heartbeat (FaultServer *self,
                                 gboolean     heartbeat); /* whether its /config asks for one */
void fault_server_set_tick (FaultServer *self,
                            guint        milliseconds); /* results come that often, not at once */

/*
 * What is answered at a path from now on. Each request takes the next script of its path; the last
 * one is kept. A step is bytes to write as they are, or one of:
 *   "RESET"    ends the connection with RST
 *   "CLOSE"    ends it in order; without, the next request may come over it
 *   "HANG"     nothing more comes, the connection stays
 *   "SLEEP n"  nothing for n milliseconds
 *   "PIECE n"  from here on n bytes go out at a time
 *   "CUT n"    after n more bytes (at least one) the connection ends with RST
 *   "FLOOD n"  n million bytes of "x"
 *   "UPGRADE"  the server's side of a WebSocket handshake
 *   "TEXT x"   a WebSocket message
 *   "READ"     waits until the client says something
 */
void fault_server_set_script (FaultServer       *self,
                              const char        *path,
                              const char *const *steps);
void fault_server_add_script (FaultServer       *self,
                              const char        *path,
                              const char *const *steps);
void fault_server_clear_script (FaultServer *self,
                                const char  *path); /* as by itself again */

#define STEPS(...)      \
  (const char *const[]) \
  {                     \
    __VA_ARGS__, NULL   \
  }

/* Ends all connections and refuses new ones; after a start it has the same port and knows nothing. */
void fault_server_stop (FaultServer *self);
void fault_server_start (FaultServer *self);

guint       fault_server_count (FaultServer *self,
                                const char  *path); /* requests so far */
const char *fault_server_get_last_body (FaultServer *self,
                                        const char  *path);  /* nullable */
guint       fault_server_get_n_streams (FaultServer *self); /* of sessions, without a script */
guint       fault_server_get_max_streams (FaultServer *self);

/* Runs the main context until *@done. Fails the test after @seconds. */
void fault_server_wait (gboolean *done,
                        guint     seconds);
void fault_server_pass (guint milliseconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultServer, fault_server_free)

G_END_DECLS
