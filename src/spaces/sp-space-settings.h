/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SP_TYPE_SPACE_SETTINGS (sp_space_settings_get_type ())

/**
 * SpSpaceSettings:
 *
 * What the user allows one Space. Kept in settings.json; what it says that is of the wrong type or out of bounds has
 * its default.
 *
 * Properties (all read and written, notified):
 * `network` (boolean, off): may reach the network
 * `gpu` (boolean, off): may use the graphics card
 * `memory-limit` (uint64, bytes, 0: none; 8 GiB), `process-limit` (uint, 0: none; 512), `disk-limit` (uint64, bytes
 * of its home, 0: none; 16 GiB) `idle-timeout` (uint, seconds without a visitor until it is stopped, 0: never; 0),
 * `start-timeout` (uint, seconds until an app that does not answer has failed; 300)
 *
 * Signal: `changed`: a property or a variable changed.
 */
G_DECLARE_FINAL_TYPE (SpSpaceSettings, sp_space_settings, SP, SPACE_SETTINGS, GObject)

SpSpaceSettings *sp_space_settings_new (void);

gboolean sp_space_settings_get_network (SpSpaceSettings *self);
gboolean sp_space_settings_get_gpu (SpSpaceSettings *self);
guint64  sp_space_settings_get_memory_limit (SpSpaceSettings *self);
guint    sp_space_settings_get_process_limit (SpSpaceSettings *self);
guint64  sp_space_settings_get_disk_limit (SpSpaceSettings *self);
guint    sp_space_settings_get_idle_timeout (SpSpaceSettings *self);
guint    sp_space_settings_get_start_timeout (SpSpaceSettings *self);

/**
 * sp_space_settings_check_variable:
 * @name: name of a variable of the environment
 * @error: return location
 *
 * Whether a Space may be given it: letters, digits and “_”, and none of those that say how it is run (PATH, HOME,
 * LD_*, PYTHON*, GRADIO_SERVER_* …).
 */
gboolean sp_space_settings_check_variable (const char *name,
                                           GError    **error);

/**
 * sp_space_settings_set_variable:
 * @self: settings
 * @name: name of a variable of the Space's environment; one that sp_space_settings_check_variable() refuses is passed
 * over
 * @value: (nullable): its value, or %NULL for a secret: its value is in the keyring, here is only its name
 */
void sp_space_settings_set_variable (SpSpaceSettings *self,
                                     const char      *name,
                                     const char      *value);
void sp_space_settings_unset_variable (SpSpaceSettings *self,
                                       const char      *name);

/* Names of variables, sorted (transfer full). */
GStrv sp_space_settings_dup_variables (SpSpaceSettings *self);

/* Value of a variable; NULL for a secret, and for one that is not set. */
const char *sp_space_settings_get_variable (SpSpaceSettings *self,
                                            const char      *name);

/* Takes over all that @other says. */
void sp_space_settings_assign (SpSpaceSettings *self,
                               SpSpaceSettings *other);

/**
 * sp_space_settings_load:
 * @self: settings, which get their defaults before
 * @file: settings.json; that it is not there is no error
 * @error: return location
 *
 * Returns: whether the file could be used; the defaults count if not
 */
gboolean sp_space_settings_load (SpSpaceSettings *self,
                                 GFile           *file,
                                 GError         **error);

/**
 * sp_space_settings_save_async:
 * @self: settings
 * @file: settings.json, made with its folder and replaced in one step
 * @callback: called when it is done
 * @user_data: for @callback
 */
void     sp_space_settings_save_async (SpSpaceSettings    *self,
                                       GFile              *file,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
gboolean sp_space_settings_save_finish (SpSpaceSettings *self,
                                        GAsyncResult    *result,
                                        GError         **error);

G_END_DECLS
