/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A cache folder for the tests of one program, in the place of the user's. (GLib's own isolated folders leak.) */

/* Makes a name for it; to be called before g_test_init(). */
void scratch_cache_set_up (void);

/* Makes a folder in it. Returns its path. */
char *scratch_cache_make_folder (const char *name);

/* Writes a file in a folder. */
void scratch_cache_write (const char *folder,
                          const char *name,
                          const char *content);

/* Copies a file of tests/spaces into a folder. */
void scratch_cache_copy (const char *folder,
                         const char *name,
                         const char *source);

/* Reads a file of a folder, NULL when it is not there. */
char *scratch_cache_read (const char *folder,
                          const char *name);

/* Lets the main loop run for a moment, to look again at something that gives no sign. */
void scratch_cache_wait (void);

/* From now on each turn of the main loop draws, as that of a window does on a slow computer. Returns the source. */
guint scratch_cache_start_drawing (void);

/* Removes all of it. */
void scratch_cache_clear (void);
