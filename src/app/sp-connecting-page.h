/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_CONNECTING_PAGE (sp_connecting_page_get_type ())

/**
 * SpConnectingPage:
 *
 * What is seen while an app is connected to: its address, or how the Space is that has to start first and for how long
 * it has been waited for. Signal: `cancelled` when the user does not want to wait.
 */
G_DECLARE_FINAL_TYPE (SpConnectingPage, sp_connecting_page, SP, CONNECTING_PAGE, AdwBin)

/**
 * sp_connecting_page_start:
 * @self: a page
 * @address: what is connected to
 *
 * Begins anew.
 */
void sp_connecting_page_start (SpConnectingPage *self,
                               const char       *address);

/**
 * sp_connecting_page_set_space_state:
 * @self: a page
 * @state: how the Space is
 *
 * Tells of a Space that has to start first.
 */
void sp_connecting_page_set_space_state (SpConnectingPage *self,
                                         GradioSpaceState *state);

/**
 * sp_connecting_page_stop:
 * @self: a page
 *
 * Ends what moves on it.
 */
void sp_connecting_page_stop (SpConnectingPage *self);

G_END_DECLS
