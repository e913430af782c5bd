/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SpSizeEstimate:
 * @download: bytes of wheels
 * @disk: bytes when installed
 * @memory: bytes while it runs, without its models
 * @wants_gpu: whether a package is of little use without a graphics card
 *
 * What the packages of a Space will need, about.
 */
typedef struct {
  guint64  download;
  guint64  disk;
  guint64  memory;
  gboolean wants_gpu;
} SpSizeEstimate;

/**
 * sp_size_estimate_packages:
 * @requirements: (array zero-terminated=1): requirements
 * @estimate: (out): what they will need
 *
 * Measured for the packages that make the difference, a few megabytes for each of the others; nothing
 * is asked for. What the shared cache has already is not taken off.
 */
void sp_size_estimate_packages (const char *const *requirements,
                                SpSizeEstimate    *estimate);

/* Whether hardware of the Hub by that name (nullable) has a graphics card: “t4-small”, “zero-a10g” … */
gboolean sp_size_estimate_is_gpu (const char *hardware);

G_END_DECLS
