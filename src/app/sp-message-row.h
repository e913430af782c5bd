/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_MESSAGE_ROW (sp_message_row_get_type ())

/**
 * SpMessageRow:
 *
 * One message of an app for people: its kind, title and text. Its time runs while it is on the
 * screen, and stands while the pointer is over it or the focus in it.
 *
 * Signal: `close`: its time is over, or the user closed it. Whoever holds it is to take it away.
 *
 * Signal: `button-clicked`: the user chose what sp_message_row_set_button() offers.
 */
G_DECLARE_FINAL_TYPE (SpMessageRow, sp_message_row, SP, MESSAGE_ROW, AdwBin)

/**
 * sp_message_row_new:
 * @log: what the app says; its HTML is shown as far as it does no harm
 * @client: (nullable): where pictures in the text come from
 *
 * Returns: (transfer floating): the message
 */
GtkWidget *sp_message_row_new (const GradioLog *log,
                               GradioClient    *client);

/**
 * sp_message_row_set_button:
 * @self: a message
 * @label: the next step that it offers
 *
 * It stays then until the user takes the step or closes it.
 */
void sp_message_row_set_button (SpMessageRow *self,
                                const char   *label);

/**
 * sp_message_row_repeat:
 * @self: a message
 * @log: another one
 *
 * Takes the other one as the same again: it is counted, and its time begins anew.
 *
 * Returns: %FALSE without having done anything when it says something else
 */
gboolean sp_message_row_repeat (SpMessageRow    *self,
                                const GradioLog *log);

G_END_DECLS
