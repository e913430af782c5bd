/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What assistive technology is told about a control. */

/**
 * sp_accessible_set_name:
 * @control: a control
 * @label: the label that names it, used while it is visible
 * @name: (nullable): its name when @label is not
 */
void sp_accessible_set_name (GtkWidget *control, GtkWidget *label, const char *name);

/**
 * sp_accessible_set_description:
 * @control: a control
 * @first: (nullable): a label that describes it
 * @second: (nullable): another one; only with @first
 */
void sp_accessible_set_description (GtkWidget *control, GtkWidget *first, GtkWidget *second);

/**
 * sp_accessible_set_invalid:
 * @control: a control
 * @invalid: whether what is in it cannot be used; seen as well
 */
void sp_accessible_set_invalid (GtkWidget *control, gboolean invalid);

/**
 * sp_accessible_clear:
 * @control: a control
 *
 * Forgets the labels that name and describe it, before they go away.
 */
void sp_accessible_clear (GtkWidget *control);

G_END_DECLS
