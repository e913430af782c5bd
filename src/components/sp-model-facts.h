/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SpModelKind:
 *
 * What a 3D model is made of.
 */
typedef enum {
  SP_MODEL_KIND_UNKNOWN,
  SP_MODEL_KIND_MESH,
  SP_MODEL_KIND_POINTS,
  SP_MODEL_KIND_SPLATS,
} SpModelKind;

/**
 * SpModelFacts:
 * @kind: what it is made of
 * @n_triangles: how many triangles it has, those of larger faces counted
 * @n_points: how many corners, points or splats it has
 */
typedef struct {
  SpModelKind kind;
  guint64     n_triangles;
  guint64     n_points;
} SpModelFacts;

/**
 * sp_model_facts_read:
 * @bytes: a model, or its beginning when it says there what it has
 * @name: name of its file, whose end tells the format
 * @size: size of the whole file
 * @facts: (out): what is in it
 *
 * Understands glTF and GLB, OBJ, STL, PLY and splats, without loading them.
 *
 * Returns: %FALSE when it cannot be told
 */
gboolean sp_model_facts_read (GBytes       *bytes,
                              const char   *name,
                              guint64       size,
                              SpModelFacts *facts);

/**
 * sp_model_facts_dup_text:
 * @facts: what is in a model
 *
 * Returns: (transfer full): “12 triangles, 8 vertices”
 */
char *sp_model_facts_dup_text (const SpModelFacts *facts);

/**
 * sp_model_facts_read_async:
 * @file: a file on this computer
 * @name: name of the file as the user knows it
 * @cancellable: (nullable): stops it
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads it in a thread.
 */
void sp_model_facts_read_async (GFile              *file,
                                const char         *name,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);

/**
 * sp_model_facts_read_finish:
 * @result: what @callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what is in it in words
 */
char *sp_model_facts_read_finish (GAsyncResult *result,
                                  GError      **error);

G_END_DECLS
