/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_SETTINGS (sp_settings_get_type ())

/**
 * SpSettings:
 *
 * What the program remembers. Kept in GSettings; where its schema is not installed, only as long as the program
 * runs.
 */
G_DECLARE_FINAL_TYPE (SpSettings, sp_settings, SP, SETTINGS, GObject)

/**
 * sp_settings_new:
 * @in_memory: whether to neither read nor write what is kept
 *
 * Returns: (transfer full): the settings
 */
SpSettings *sp_settings_new (gboolean in_memory);

/**
 * sp_settings_dup_value:
 * @self: settings
 * @key: a key of the schema
 *
 * Returns: (transfer full): its value, else its default
 */
GVariant *sp_settings_dup_value (SpSettings *self,
                                 const char *key);

/**
 * sp_settings_set_value:
 * @self: settings
 * @key: a key of the schema
 * @value: what it is to be; a floating reference is taken
 */
void sp_settings_set_value (SpSettings *self,
                            const char *key,
                            GVariant   *value);

G_END_DECLS
