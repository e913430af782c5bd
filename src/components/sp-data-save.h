/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"

G_BEGIN_DECLS

/**
 * sp_data_save:
 * @component: what the data are of; it tells in a notice how it went
 * @title: title of the dialog
 * @name: suggested name
 * @data: what to save
 *
 * Asks where to put data that are made here, and writes them there.
 */
void sp_data_save (SpComponent *component,
                   const char  *title,
                   const char  *name,
                   GBytes      *data);

G_END_DECLS
