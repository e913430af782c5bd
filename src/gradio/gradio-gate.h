/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GradioGate:
 *
 * Lets so many through at a time, the others in the order in which they came. It keeps the jobs of
 * one app from opening more event streams than a server and its proxies bear (protocol.md 7.1). Not
 * installed.
 */
typedef struct _GradioGate GradioGate;

/**
 * GradioGateFunc:
 * @user_data: what was given to gradio_gate_enter()
 */
typedef void (*GradioGateFunc) (gpointer user_data);

GradioGate *gradio_gate_new (guint n_places);
GradioGate *gradio_gate_ref (GradioGate *self);
void        gradio_gate_unref (GradioGate *self);

/**
 * gradio_gate_enter:
 * @self: a gate
 * @func: called when there is a place, which may be at once
 * @user_data: for @func, and for the two calls below
 */
void gradio_gate_enter (GradioGate    *self,
                        GradioGateFunc func,
                        gpointer       user_data);

/**
 * gradio_gate_give_up:
 * @self: a gate
 * @user_data: what was given to gradio_gate_enter()
 *
 * Returns: whether it was still waiting, and now does no more
 */
gboolean gradio_gate_give_up (GradioGate *self,
                              gpointer    user_data);

/* Frees the place of one that had come through. */
void gradio_gate_leave (GradioGate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioGate, gradio_gate_unref)

G_END_DECLS
