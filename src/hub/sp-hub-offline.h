/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sp_hub_offline_check:
 * @error: return location
 *
 * The Hub's own tools send nothing where `HF_HUB_OFFLINE`, of old `TRANSFORMERS_OFFLINE`, says so (hub-api.md 1).
 *
 * Returns: whether the Hub may be asked, else %FALSE with %SP_HUB_ERROR_UNREACHABLE
 */
gboolean sp_hub_offline_check (GError **error);

G_END_DECLS
