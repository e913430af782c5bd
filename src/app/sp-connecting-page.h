/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-runtime.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_CONNECTING_PAGE (sp_connecting_page_get_type ())

/**
 * SpConnectingPage:
 *
 * What is seen while an app is connected to: its address; or, of a Space of the Hub that does not run, how it is, for
 * how long it has been starting, and what can be done about it.
 *
 * Signals: `cancelled` when the user does not want to wait, `retry`, `wake`, `restart`, and `notify-me` (boolean) when
 * the user wants to be told that the Space can be used, or no longer.
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
 * sp_connecting_page_set_space:
 * @self: a page
 * @hub: address of the Hub, without a trailing slash
 * @id: `owner/name`
 * @own: whether the user may start and stop it
 *
 * Says which Space sp_connecting_page_set_runtime() is about.
 */
void sp_connecting_page_set_space (SpConnectingPage *self,
                                   const char       *hub,
                                   const char       *id,
                                   gboolean          own);

/**
 * sp_connecting_page_set_runtime:
 * @self: a page
 * @runtime: how the Space is
 * @waking: whether it was asked to wake up
 *
 * Shows it.
 */
void sp_connecting_page_set_runtime (SpConnectingPage *self,
                                     SpHubRuntime     *runtime,
                                     gboolean          waking);

/**
 * sp_connecting_page_set_elapsed:
 * @self: a page that shows a Space
 * @elapsed: seconds that it has been starting
 * @usual: seconds that its start took before, 0 when that is not known
 */
void sp_connecting_page_set_elapsed (SpConnectingPage *self,
                                     double            elapsed,
                                     double            usual);

/**
 * sp_connecting_page_set_note:
 * @self: a page that shows a Space
 * @note: (nullable): a sentence on why that may be old
 */
void sp_connecting_page_set_note (SpConnectingPage *self,
                                  const char       *note);

/* Whether the user is to be told; emits nothing. */
void sp_connecting_page_set_notify (SpConnectingPage *self,
                                    gboolean          notify);

/**
 * sp_connecting_page_stop:
 * @self: a page
 *
 * Ends what moves on it.
 */
void sp_connecting_page_stop (SpConnectingPage *self);

G_END_DECLS
