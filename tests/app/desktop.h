/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is told to the desktop, in the place of a desktop: “TITLE|BODY” in a line each. All have the id 7 there. */
typedef struct {
  GString *told;
  guint    n_closed;
} Desktop;

/* Shows notifications on the session bus from now on. */
GDBusConnection *desktop_new (Desktop *desktop);

/* Who told something has its answer by then. Takes the connection. */
void desktop_close (GDBusConnection *connection);

/* What was told has arrived, and the answers are there to be taken. */
void desktop_round (GDBusConnection *connection);

/* The user clicks the last one. */
void desktop_click (GDBusConnection *connection);

G_END_DECLS
