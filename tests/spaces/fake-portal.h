/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gio/gunixfdlist.h>

G_BEGIN_DECLS

#define FAKE_PORTAL_PID 4242 /* of whatever it starts */

/* A session bus of its own, and what stands in for Flatpak's portal on it. It starts nothing. */
typedef struct {
  GTestDBus       *dbus;
  GDBusConnection *connection;
  guint            object_id;
  guint            owner_id;
  gboolean         owns;
  guint            version;      /* 6 unless it is set */
  const char      *refusal;      /* nullable: D-Bus error that Spawn answers with */
  gboolean         exits_early;  /* SpawnExited comes before the answer of Spawn */
  GCancellable    *cancel_first; /* nullable: cancelled before Spawn is answered */
  GVariant        *spawned;      /* arguments of the last Spawn, nullable */
  GUnixFDList     *fds;          /* those of it */
  guint            signal;       /* of the last SpawnSignal, 0 before */
} FakePortal;

FakePortal      *fake_portal_new (void); /* the bus, without the portal */
void             fake_portal_free (FakePortal *self);
GDBusConnection *fake_portal_connect (FakePortal *self); /* another connection to its bus (transfer full) */
void             fake_portal_offer (FakePortal *self);   /* puts the portal on the bus */
void             fake_portal_withdraw (FakePortal *self);

/* The path of the only file of an option of Spawn (transfer full). */
char *fake_portal_dup_shown (FakePortal *self,
                             const char *option);
guint fake_portal_get_flags (FakePortal *self); /* of Spawn */

/* Says that a program has ended. */
void fake_portal_exit (FakePortal *self,
                       guint       pid,
                       int         wait_status);

G_END_DECLS
