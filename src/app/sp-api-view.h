/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-endpoint-form.h"

G_BEGIN_DECLS

#define SP_TYPE_API_VIEW (sp_api_view_get_type ())

/**
 * SpApiView:
 *
 * The endpoints of an app in a list that can be searched, and the form of the chosen one. Forms are made when
 * they are first shown, and
 * stay. In a narrow window list and form take turns.
 *
 * Signal: `started` (#SpEndpointForm): one of its forms has a new job.
 *
 * Signal: `waiting`: one of its forms was run before the app is there, or no longer waits.
 *
 * Property: `form` (#SpEndpointForm, notified): the one that is shown, %NULL when the app has no endpoints.
 */
G_DECLARE_FINAL_TYPE (SpApiView, sp_api_view, SP, API_VIEW, AdwBin)

/**
 * sp_api_view_new:
 * @client: a connected client
 *
 * Returns: (transfer floating): the view, with the first endpoint chosen
 */
GtkWidget *sp_api_view_new (GradioClient *client);

SpEndpointForm *sp_api_view_get_form (SpApiView *self);

/**
 * sp_api_view_show_endpoint:
 * @self: a view
 * @name: name of an endpoint
 *
 * Returns: (transfer none) (nullable): its form, %NULL when there is no such endpoint
 */
SpEndpointForm *sp_api_view_show_endpoint (SpApiView  *self,
                                           const char *name);

void     sp_api_view_focus_search (SpApiView *self);
void     sp_api_view_focus_first_input (SpApiView *self);
gboolean sp_api_view_get_running (SpApiView *self); /* whether any of its forms has a job */

/**
 * sp_api_view_set_queues:
 * @self: a view
 * @queues: as sp_endpoint_form_set_queues() has it, for all of its forms
 */
void  sp_api_view_set_queues (SpApiView *self,
                              gboolean   queues);
guint sp_api_view_count_waiting (SpApiView *self);

/**
 * sp_api_view_repeat:
 * @self: a view
 * @job: a job of a form
 * @values: what it was given
 * @error: return location
 *
 * Starts it again, as sp_endpoint_form_repeat(). Its form need not be in front.
 *
 * Returns: whether there is one
 */
gboolean sp_api_view_repeat (SpApiView *self,
                             GradioJob *job,
                             JsonArray *values,
                             GError   **error);

/* The app is there: starts what waits for it. */
void sp_api_view_run_waiting (SpApiView *self);

/**
 * sp_api_view_take_changes:
 * @self: a view
 * @other: another view of the same app
 *
 * Takes over what was typed into the forms of @other, and which of them is shown.
 */
void sp_api_view_take_changes (SpApiView *self,
                               SpApiView *other);

/**
 * sp_api_view_fill:
 * @self: a view
 * @name: name of an endpoint
 * @position: of one of its parameters
 * @value: its value
 *
 * Shows the endpoint with this value filled in.
 */
void sp_api_view_fill (SpApiView  *self,
                       const char *name,
                       guint       position,
                       JsonNode   *value);

G_END_DECLS
