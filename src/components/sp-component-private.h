/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"

G_BEGIN_DECLS

/* What sp-component.c and sp-component-actions.c need of each other. */

/**
 * sp_component_get_cancellable:
 * @self: a component
 *
 * Returns: (transfer none): cancelled when the component goes away
 */
GCancellable *sp_component_get_cancellable (SpComponent *self);

/**
 * sp_component_dup_text:
 * @self: a component
 *
 * Returns: (transfer full) (nullable): what *Copy* puts on the clipboard
 */
char *sp_component_dup_text (SpComponent *self);

/**
 * sp_component_dup_files:
 * @self: a component
 *
 * Returns: (transfer full) (element-type GradioFile): the files of its value
 */
GPtrArray *sp_component_dup_files (SpComponent *self);

/**
 * sp_component_class_install_actions:
 * @widget_class: the class of SpComponent
 *
 * Installs the actions `component.*` and their keys.
 */
void sp_component_class_install_actions (GtkWidgetClass *widget_class);

/**
 * sp_component_popup_menu:
 * @self: a component
 * @x: where the pointer is, or -1 for the keyboard
 * @y: where the pointer is
 */
void sp_component_popup_menu (SpComponent *self,
                              double       x,
                              double       y);

/**
 * sp_component_save_files:
 * @self: a component
 * @files: (element-type GradioFile): at least one file
 *
 * Asks where to put them and fetches them there; tells in a notice how it went.
 */
void sp_component_save_files (SpComponent *self,
                              GPtrArray   *files);

/**
 * sp_component_open_file:
 * @self: a component
 * @file: a file
 *
 * Fetches it to a private place and opens it in the program for its type.
 */
void sp_component_open_file (SpComponent *self,
                             GradioFile  *file);

G_END_DECLS
