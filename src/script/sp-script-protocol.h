/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Between the program that runs the scripts of an app and the one that wants them run: a socket, which is the first
 * one's standard input. Each message is its length in bytes, a guint32 in the order of the machine, and that much JSON:
 *
 * The program's argument is how long a script may compute, in milliseconds.
 *
 *   order:   {"source": text, "location": text, "values": [...]}
 *   message: {"log": text}, {"alert": text} or {"open": text}, any number of them
 *   answer:  {"result": any} ({} when there is none) or {"error": text, "page": whether a page is missing}
 */
#define SP_SCRIPT_PROGRAM "spaceport-script"
#define SP_SCRIPT_MAX_LENGTH (64u << 20) /* bytes of a message */

/* How the program ends when a script takes too much; the next scripts get a new one. */
#define SP_SCRIPT_EXIT_TIME 3
#define SP_SCRIPT_EXIT_MEMORY 4

G_END_DECLS
