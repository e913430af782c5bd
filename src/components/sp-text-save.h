/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"

G_BEGIN_DECLS

/**
 * sp_text_save:
 * @component: what the text is of; it tells in a notice how it went
 * @title: title of the dialog
 * @name: suggested name
 * @text: (transfer full): what to save
 *
 * Asks where to put a text and writes it there.
 */
void sp_text_save (SpComponent *component,
                   const char  *title,
                   const char  *name,
                   char        *text);

G_END_DECLS
