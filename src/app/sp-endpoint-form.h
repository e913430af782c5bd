/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_ENDPOINT_FORM (sp_endpoint_form_get_type ())

/**
 * SpEndpointForm:
 *
 * One endpoint: its parameters to fill in, *Run* and *Cancel*, what its job does and what it returned.
 *
 * Actions: `form.run`, `form.cancel`. Properties: `running`, `waiting` (notified). Signal: `updated` (final: gboolean):
 * new results are shown; @final when they are the job's last ones.
 */
G_DECLARE_FINAL_TYPE (SpEndpointForm, sp_endpoint_form, SP, ENDPOINT_FORM, AdwBin)

GtkWidget *sp_endpoint_form_new (GradioClient   *client,
                                 GradioEndpoint *endpoint);

GradioEndpoint *sp_endpoint_form_get_endpoint (SpEndpointForm *self);
gboolean        sp_endpoint_form_get_running (SpEndpointForm *self);
GradioJob      *sp_endpoint_form_get_job (SpEndpointForm *self);    /* the last one, nullable */
JsonArray      *sp_endpoint_form_get_values (SpEndpointForm *self); /* what that was given, nullable */

/**
 * sp_endpoint_form_run:
 * @self: a form
 *
 * Checks all values and starts a job. When a value does not fit, its field says so, gets the focus, and nothing
 * is sent.
 */
void sp_endpoint_form_run (SpEndpointForm *self);

/**
 * sp_endpoint_form_repeat:
 * @self: a form
 * @job: a job of the endpoint, maybe before the app was connected to anew
 * @values: what that was given, as sp_endpoint_form_get_values() had it
 * @error: return location
 *
 * Starts a job with the same values, whatever the fields have.
 *
 * Returns: whether there is one; %G_IO_ERROR_BUSY when another runs or the app is not there, %GRADIO_ERROR_ENDPOINT when
 *   the endpoint takes other parameters
 */
gboolean sp_endpoint_form_repeat (SpEndpointForm *self,
                                  GradioJob      *job,
                                  JsonArray      *values,
                                  GError        **error);

/**
 * sp_endpoint_form_set_queues:
 * @self: a form
 * @queues: whether it can be run before its app is there: it waits then, and sp_endpoint_form_run() starts it when the
 *   time has come; %FALSE at first, and it waits no longer when it is set to that
 */
void sp_endpoint_form_set_queues (SpEndpointForm *self,
                                  gboolean        queues);

/* Whether it was run before its app is there. */
gboolean sp_endpoint_form_get_waiting (SpEndpointForm *self);
void     sp_endpoint_form_set_waiting (SpEndpointForm *self,
                                       gboolean        waiting);

/**
 * sp_endpoint_form_cancel:
 * @self: a form
 *
 * Stops the job that runs, or the waiting, if any.
 */
void sp_endpoint_form_cancel (SpEndpointForm *self);

/**
 * sp_endpoint_form_get_first_input:
 * @self: a form
 *
 * Returns: (transfer none): the widget to begin with: the first parameter's, else *Run*
 */
GtkWidget *sp_endpoint_form_get_first_input (SpEndpointForm *self);

/**
 * sp_endpoint_form_focus_first_input:
 * @self: a form
 *
 * Gives the focus to sp_endpoint_form_get_first_input(), as soon as it is on the screen.
 */
void sp_endpoint_form_focus_first_input (SpEndpointForm *self);

/**
 * sp_endpoint_form_set_values:
 * @self: a form
 * @values: values in the order of the parameters; those that are missing stay as they are
 */
void sp_endpoint_form_set_values (SpEndpointForm *self,
                                  JsonArray      *values);

/**
 * sp_endpoint_form_dup_changes:
 * @self: a form
 *
 * Returns: (transfer full): the values that differ from the first ones, by name of parameter
 */
JsonObject *sp_endpoint_form_dup_changes (SpEndpointForm *self);

/**
 * sp_endpoint_form_set_changes:
 * @self: a form
 * @changes: what sp_endpoint_form_dup_changes() returned, maybe of another form; unknown names are left out
 */
void sp_endpoint_form_set_changes (SpEndpointForm *self,
                                   JsonObject     *changes);

/**
 * sp_endpoint_form_fill:
 * @self: a form
 * @position: of a parameter; one that is not there is left out
 * @value: its value
 *
 * Sets one value and goes there.
 */
void sp_endpoint_form_fill (SpEndpointForm *self,
                            guint           position,
                            JsonNode       *value);

G_END_DECLS
