/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-blocks.h"
#include "sp-component.h"
#include "sp-message-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_APP_VIEW (sp_app_view_get_type ())

/**
 * SpAppView:
 *
 * An app as its author laid it out: the components of /config in their places, and what the app does
 * when something happens to them. Builds itself piece by piece, from the top, so that the window
 * never stands still.
 *
 * Properties, all read-only and notified: `building` (boolean): parts are still to be made; `blocks`
 * (#SpBlocks, nullable): the app in motion.
 */
G_DECLARE_FINAL_TYPE (SpAppView, sp_app_view, SP, APP_VIEW, AdwBin)

/**
 * sp_app_view_new:
 * @client: a connected app
 *
 * Returns: (transfer floating): its view, which begins to build itself when it is first shown
 */
GtkWidget *sp_app_view_new (GradioClient *client);

gboolean sp_app_view_get_building (SpAppView *self);

/**
 * sp_app_view_get_first_input:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the first component that the user can fill in; once all is
 *   built and there is none, the first one
 */
GtkWidget *sp_app_view_get_first_input (SpAppView *self);

/**
 * sp_app_view_get_component:
 * @self: a view
 * @id: id of a component
 *
 * Returns: (transfer none) (nullable): its widget, when it has one
 */
SpComponent *sp_app_view_get_component (SpAppView *self,
                                        int        id);

/**
 * sp_app_view_get_blocks:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the app in motion, once its config is there
 */
SpBlocks     *sp_app_view_get_blocks (SpAppView *self);
GradioClient *sp_app_view_get_client (SpAppView *self);

/**
 * sp_app_view_get_messages:
 * @self: a view
 *
 * Returns: (transfer none): what the app tells and asks its user
 */
SpMessageList *sp_app_view_get_messages (SpAppView *self);

/**
 * sp_app_view_take_values:
 * @self: a view that was just made
 * @old: (transfer none): the view of the same app before
 *
 * Takes over what the user had; of one that waited for its server, how far it was scrolled.
 */
void sp_app_view_take_values (SpAppView *self,
                              SpAppView *old);

/**
 * sp_app_view_release:
 * @self: a view
 *
 * To be called when a client that was restored is connected, and its app is the same. Until then the
 * view shows the app, and starts nothing.
 */
void sp_app_view_release (SpAppView *self);

/**
 * sp_app_view_set_route:
 * @self: a view that was not shown yet
 * @route: (nullable): route of the page to begin with; %NULL for what the client's address names
 */
void sp_app_view_set_route (SpAppView  *self,
                            const char *route);

/**
 * sp_app_view_set_footer:
 * @self: a view
 * @footer: (nullable): what stands below the app
 */
void sp_app_view_set_footer (SpAppView *self,
                             GtkWidget *footer);

/**
 * sp_app_view_close:
 * @self: a view
 *
 * Ends what the app does.
 */
void sp_app_view_close (SpAppView *self);

G_END_DECLS
