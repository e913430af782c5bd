/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-care.h"
#include "sp-hub-hardware.h"
#include "sp-hub-space.h"
#include "sp-hub-watch.h"

G_BEGIN_DECLS

#define SP_TYPE_CARE_SPACE (sp_care_space_get_type ())

/**
 * SpCareSpace:
 *
 * A Space that is taken care of: what the Hub says about it, how it is now, and what hardware there is. All parts of
 * its page look at the same one.
 *
 * Signal `changed`: something of it is another.
 */
G_DECLARE_FINAL_TYPE (SpCareSpace, sp_care_space, SP, CARE_SPACE, GObject)

/**
 * sp_care_space_new:
 * @session: the way to the Hub, with the token of an owner
 * @id: `owner/name`
 *
 * Returns: (transfer full): a Space of which nothing is known before sp_care_space_load()
 */
SpCareSpace *sp_care_space_new (SpHubSession *session,
                                const char   *id);

/* Asks the Hub for it, again if it was asked before. */
void sp_care_space_load (SpCareSpace *self);

/* Whether somebody looks at it: how it is is followed only then. */
void sp_care_space_set_watched (SpCareSpace *self,
                                gboolean     watched);

SpHubSession *sp_care_space_get_session (SpCareSpace *self);
const char   *sp_care_space_get_id (SpCareSpace *self);       /* the one that it has now, once it is known */
SpHubSpace   *sp_care_space_get_space (SpCareSpace *self);    /* nullable */
SpHubRuntime *sp_care_space_get_runtime (SpCareSpace *self);  /* nullable */
GPtrArray    *sp_care_space_get_hardware (SpCareSpace *self); /* nullable, of SpHubHardware */
const GError *sp_care_space_get_error (SpCareSpace *self);    /* nullable: why it cannot be had */

/* The flavour that it runs on, or is to run on; nullable. */
const char *sp_care_space_get_flavour (SpCareSpace *self);

/* `private`, `public` or `protected`. */
const char *sp_care_space_get_visibility (SpCareSpace *self);

/* How many of it run or are to run, 1 where that is not known. */
guint sp_care_space_count_replicas (SpCareSpace *self);

/**
 * sp_care_space_take:
 * @self: a Space
 * @care: what was done with it
 * @runtime: (nullable): how it is since
 */
void sp_care_space_take (SpCareSpace     *self,
                         const SpHubCare *care,
                         SpHubRuntime    *runtime);

/* Visits the Space, which wakes it. */
void sp_care_space_wake (SpCareSpace *self);

/**
 * sp_care_space_dup_address:
 * @self: a Space
 * @what: (nullable): `discussions`, `settings`, or a path such as `blob/main/app.py`; %NULL for its page
 *
 * Returns: (transfer full): address on the Hub, for people
 */
char *sp_care_space_dup_address (SpCareSpace *self,
                                 const char  *what);

G_END_DECLS
