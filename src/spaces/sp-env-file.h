/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The .env file of a Space: variables that its author wants in its environment, as python-dotenv reads them
 * (https://saurabh-kumar.com/python-dotenv/reference/): lines of NAME=VALUE, “export” before them, comments, values in
 * quotes over several lines, with escapes in double ones. Other variables are not put into values.
 *
 * It comes from strangers. Names that sp_space_settings_check_variable() refuses (PATH, LD_PRELOAD …) are passed over,
 * as is what is no line of such a file; of one that is too large or has zero bytes nothing is taken. Each is remarked. */

/* What a file may have at most; the environment goes to the sandbox in one message. */
#define SP_ENV_FILE_MAX_SIZE (64 * 1024)
#define SP_ENV_FILE_MAX_VARIABLES 200

/**
 * sp_env_file_parse:
 * @text: what the file has; need not end in a zero byte
 * @length: bytes of it
 * @remarks: sentences about what was passed over are added, a few at most
 *
 * Returns: (transfer full): NAME=VALUE of each variable once, the last value of it, in the order of the file
 */
GStrv sp_env_file_parse (const char   *text,
                         gsize         length,
                         GStrvBuilder *remarks);

/**
 * sp_env_file_load:
 * @folder: the folder of the app
 * @remarks: sentences about what was passed over are added
 *
 * Reads `.env` in @folder, if there is one; a link out of the folder is not followed. It blocks.
 *
 * Returns: (transfer full): like sp_env_file_parse()
 */
GStrv sp_env_file_load (GFile        *folder,
                        GStrvBuilder *remarks);

G_END_DECLS
