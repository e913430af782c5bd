/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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

gboolean sp_opening_bar_is_waiting (SpOpeningBar *self);

void sp_opening_bar_hide (SpOpeningBar *self);

G_END_DECLS
