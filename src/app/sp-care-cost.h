/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-hardware.h"

G_BEGIN_DECLS

/**
 * sp_care_cost_dup_words:
 * @list: (nullable) (element-type SpHubHardware): what hardware there is
 * @flavour: (nullable): the one that is meant
 * @sleep_time: seconds without visitors after which the Space sleeps, -1 for never, 0 when that is not known
 * @replicas: how many of it run
 *
 * What a Space on this hardware costs, in plain sentences, to be read before it does.
 *
 * Returns: (transfer full) (nullable): the words, or %NULL when it costs nothing
 */
char *sp_care_cost_dup_words (GPtrArray  *list,
                              const char *flavour,
                              gint64      sleep_time,
                              guint       replicas);

/* Whether it may cost anything; what is not known may. */
gboolean sp_care_cost_is_free (GPtrArray  *list,
                               const char *flavour);

G_END_DECLS
