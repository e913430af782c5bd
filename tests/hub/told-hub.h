/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A Hub: what it answers by path, the last one again and again, and what it was asked. */
typedef struct {
  SoupServer *server;
  GHashTable *answers; /* path to a GPtrArray of "STATUS BODY", "CUT" */
  GHashTable *counts;  /* path to a number */
  GHashTable *bodies;  /* path to the last body */
  GHashTable *bearers; /* path to the last token */
  gint64      last;    /* when the token was asked for */
  gint64      gap;     /* since the time before */
} ToldHub;

/* Its address is in the environment then. That is not to change beside threads: one for all cases of a program. */
ToldHub *told_hub_new (void);
void     told_hub_free (ToldHub *hub);

/* Forgets what it was told and asked. Returns: (transfer none): @data, which is one */
ToldHub *told_hub_reset (gconstpointer data);

/**
 * told_hub_answer:
 * @hub: a Hub
 * @path: a path
 * @answer: "STATUS BODY", where a body that begins as HTML does is HTML, and that of a 302 is an address; or "CUT"
 * @...: what comes after it, once each, and %NULL; the last one again and again
 */
void told_hub_answer (ToldHub    *hub,
                      const char *path,
                      const char *answer,
                      ...) G_GNUC_NULL_TERMINATED;

guint told_hub_count (ToldHub *hub, const char *path); /* how often it was asked there */

/* The last form that was sent there. Returns: (transfer full) */
GHashTable *told_hub_dup_form (ToldHub    *hub,
                               const char *path);

G_END_DECLS
