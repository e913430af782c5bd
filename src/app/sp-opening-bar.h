/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-runtime.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_OPENING_BAR (sp_opening_bar_get_type ())

/**
 * SpOpeningBar:
 *
 * Says above an app that is shown as it was the last time what its server is waited for, or why it
 * cannot be reached.
 *
 * Signal: `cancelled`: the user waited long enough.
 *
 * Signal: `retry`: the server is to be asked again.
 *
 * Signal: `wake`: the Space is to be woken.
 *
 * Signal: `notify-me` (boolean): the user wants to be told that it can be used, or no longer.
 */
G_DECLARE_FINAL_TYPE (SpOpeningBar, sp_opening_bar, SP, OPENING_BAR, AdwBin)

/**
 * sp_opening_bar_show_waiting:
 * @self: a bar
 * @text: what is waited for
 */
void sp_opening_bar_show_waiting (SpOpeningBar *self,
                                  const char   *text);

/**
 * sp_opening_bar_show_error:
 * @self: a bar
 * @title: what is wrong, in a word or two
 * @error: why the server cannot be reached
 */
void sp_opening_bar_show_error (SpOpeningBar *self,
                                const char   *title,
                                const GError *error);

/**
 * sp_opening_bar_show_space:
 * @self: a bar
 * @id: `owner/name`
 * @runtime: how the Space is, which does not run
 * @waking: whether it was asked to wake up
 * @n_waiting: how many forms run as soon as it can be used
 */
void sp_opening_bar_show_space (SpOpeningBar *self,
                                const char   *id,
                                SpHubRuntime *runtime,
                                gboolean      waking,
                                guint         n_waiting);

/**
 * sp_opening_bar_set_elapsed:
 * @self: a bar that shows a Space which starts
 * @elapsed: seconds that it has been starting
 * @usual: seconds that its start took before, 0 when that is not known
 */
void sp_opening_bar_set_elapsed (SpOpeningBar *self,
                                 double        elapsed,
                                 double        usual);

/* Whether the user is to be told; emits nothing. */
void sp_opening_bar_set_notify (SpOpeningBar *self,
                                gboolean      notify);

gboolean sp_opening_bar_is_waiting (SpOpeningBar *self);

void sp_opening_bar_hide (SpOpeningBar *self);

G_END_DECLS
