/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-visibility.h"

#include <json-glib/json-glib.h>

GRADIO_BEGIN_DECLS

#define GRADIO_TYPE_PROGRESS (gradio_progress_get_type ())

/**
 * GradioProgress:
 * @index: steps done, -1 when unknown
 * @length: steps in all, -1 when unknown
 * @fraction: 0 to 1, -1 when only “something is going on” is known
 * @unit: (nullable): what is counted (“steps”, “it”)
 * @desc: (nullable): what is being done
 *
 * One bar of a job's progress; a job has a stack of them, the outer one first (protocol.md 9.1).
 */
typedef struct {
  double index;
  double length;
  double fraction;
  char  *unit;
  char  *desc;
} GradioProgress;

GType gradio_progress_get_type (void);

/**
 * gradio_progress_copy:
 * @self: a bar
 *
 * Returns: (transfer full): the same again
 */
GradioProgress *gradio_progress_copy (const GradioProgress *self);

/**
 * gradio_progress_free: (skip)
 * @self: (nullable): a bar
 *
 * Frees it.
 */
void gradio_progress_free (GradioProgress *self);

/**
 * gradio_progress_dup_text:
 * @self: a unit
 *
 * Returns: (transfer full): a line such as “Steps 12/50” (description, else unit, and the count
 *   where it is known)
 */
char *gradio_progress_dup_text (const GradioProgress *self);

/**
 * gradio_progress_list_from_json:
 * @progress_data: (nullable): `progress_data` of a message
 *
 * Returns: (transfer container) (element-type GradioProgress): the units; entries that are no
 *   objects are left out
 */
GPtrArray *gradio_progress_list_from_json (JsonArray *progress_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GradioProgress, gradio_progress_free)

GRADIO_END_DECLS
