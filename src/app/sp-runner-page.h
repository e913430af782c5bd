/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_RUNNER_PAGE (sp_runner_page_get_type ())

/**
 * SpRunnerPage:
 *
 * Starts a Space of this computer and shows how that goes: what is being done and for how long, the lines that its
 * process writes, and why it failed. It lets go of the Space at its end.
 *
 * Property: `runner` (#SpRunner, read only, notified): what runs the Space; another one after it was updated.
 *
 * Signal: `ready`: the app answers. Also each time it was started again.
 */
G_DECLARE_FINAL_TYPE (SpRunnerPage, sp_runner_page, SP, RUNNER_PAGE, AdwBin)

GtkWidget *sp_runner_page_new (SpLibrary *library,
                               SpSpace   *space);
void       sp_runner_page_start (SpRunnerPage *self); /* also after it failed; `ready` at once when it runs */
void       sp_runner_page_restart (SpRunnerPage *self);
SpRunner  *sp_runner_page_get_runner (SpRunnerPage *self);
gboolean   sp_runner_page_get_running (SpRunnerPage *self);

G_END_DECLS
