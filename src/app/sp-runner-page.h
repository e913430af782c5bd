/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-runner.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_RUNNER_PAGE (sp_runner_page_get_type ())

/**
 * SpRunnerPage:
 *
 * Starts a Space of this computer and shows how that goes: what is being done, and the lines its process writes.
 * The Space ends with
 * the page.
 *
 * Signal: `ready` (uri): the app answers at @uri.
 */
G_DECLARE_FINAL_TYPE (SpRunnerPage, sp_runner_page, SP, RUNNER_PAGE, AdwBin)

GtkWidget *sp_runner_page_new (SpSpace *space);
void       sp_runner_page_start (SpRunnerPage *self); /* also after it failed; `ready` at once when it runs */
gboolean   sp_runner_page_get_running (SpRunnerPage *self);

/* Path of the Unix socket the app is asked over; nullable: none unless it runs. */
const char *sp_runner_page_get_socket (SpRunnerPage *self);

G_END_DECLS
