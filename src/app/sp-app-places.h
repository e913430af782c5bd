/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-app-part.h"

G_BEGIN_DECLS

/**
 * SpAppPlace:
 * @node: (owned): what is to come there
 * @parent: what it is to stand in
 * @within: it is there, and what stands in it is to come
 * @stamp: of the layout that names it
 *
 * A place in the layout that nothing was put in yet.
 */
typedef struct {
  JsonObject *node;
  SpAppPart  *parent;
  gboolean    within;
  guint       stamp;
} SpAppPlace;

void sp_app_place_clear (SpAppPlace *self);

/**
 * SpAppPlaces:
 *
 * What #SpAppTree still has to make, of which the next is what was added last.
 */
typedef struct _SpAppPlaces SpAppPlaces;

SpAppPlaces *sp_app_places_new (void);
void         sp_app_places_free (SpAppPlaces *self);

/* In which the page is: what is seen is known by it. Takes a reference. */
void sp_app_places_set_viewport (SpAppPlaces *self,
                                 GtkWidget   *viewport);

GtkWidget *sp_app_places_get_viewport (SpAppPlaces *self); /* nullable */

/* Whether there is anything that is seen, and what is near to it. */
gboolean sp_app_places_get_seen (SpAppPlaces *self);

/* Does nothing for a @node that is no object. */
void sp_app_places_add (SpAppPlaces *self,
                        JsonNode    *node,
                        SpAppPart   *parent,
                        gboolean     within,
                        guint        stamp);

guint sp_app_places_get_length (SpAppPlaces *self);

/**
 * sp_app_places_take:
 * @self: places
 * @place: (out caller-allocates): the next one, to be cleared by sp_app_place_clear()
 *
 * Returns: whether there is one
 */
gboolean sp_app_places_take (SpAppPlaces *self,
                             SpAppPlace  *place);

/**
 * sp_app_places_bring_near:
 * @self: places
 *
 * Makes one the next that is not far below what is seen of the page. To be called when something is.
 *
 * Returns: whether there is one
 */
gboolean sp_app_places_bring_near (SpAppPlaces *self);

/* Forgets those in @container, and in the parts of @gone (a set). */
void sp_app_places_drop (SpAppPlaces *self,
                         SpAppPart   *container,
                         GHashTable  *gone);

/* Forgets those that came after the first @length. */
void sp_app_places_cut (SpAppPlaces *self,
                        guint        length);

void sp_app_places_clear (SpAppPlaces *self);

G_END_DECLS
