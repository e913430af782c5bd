/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SpHubLogMemory:
 *
 * Knows which lines of a log were shown, for when the Hub sends the log again from its beginning after a lost
 * connection (hub-api.md 6). Lines are told apart by their order and text: a log that differs from what was shown is
 * another, such as that of a new start.
 */
typedef struct _SpHubLogMemory SpHubLogMemory;

/**
 * sp_hub_log_memory_new:
 * @max: how many lines are remembered
 *
 * Returns: (transfer full): a memory
 */
SpHubLogMemory *sp_hub_log_memory_new (guint max);
void            sp_hub_log_memory_free (SpHubLogMemory *self);

/* A connection begins, and with it the log. */
void sp_hub_log_memory_begin (SpHubLogMemory *self);

/**
 * sp_hub_log_memory_is_new:
 * @self: a memory
 * @text: the next line of the log
 * @length: its length in bytes
 *
 * Returns: whether it is to be shown
 */
gboolean sp_hub_log_memory_is_new (SpHubLogMemory *self,
                                   const char     *text,
                                   gsize           length);

/* All that there was has come: what comes now is new. */
void sp_hub_log_memory_settle (SpHubLogMemory *self);

guint    sp_hub_log_memory_get_n_lines (SpHubLogMemory *self);
gboolean sp_hub_log_memory_is_cut (SpHubLogMemory *self); /* more lines were shown than are remembered */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpHubLogMemory, sp_hub_log_memory_free)

G_END_DECLS
