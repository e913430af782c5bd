/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SP_TYPE_CONFIDENCE (sp_confidence_get_type ())

/**
 * SpConfidence:
 *
 * One class of a `label` with its share. It never changes.
 */
G_DECLARE_FINAL_TYPE (SpConfidence, sp_confidence, SP, CONFIDENCE, GObject)

/**
 * sp_confidence_new:
 * @entry: (nullable): an element of `confidences`; of any shape
 *
 * Returns: (transfer full): the class
 */
SpConfidence *sp_confidence_new (JsonNode *entry);

const char *sp_confidence_get_name (SpConfidence *self);

/**
 * sp_confidence_get_fraction:
 * @self: a class
 *
 * Returns: 0 to 1, for a bar
 */
double sp_confidence_get_fraction (SpConfidence *self);

/**
 * sp_confidence_dup_text:
 * @self: a class
 *
 * Returns: (transfer full): “70 %”; the number itself when it is no share, “–” when there is none
 */
char *sp_confidence_dup_text (SpConfidence *self);

/**
 * sp_confidence_dup_name:
 * @node: (nullable): a name as the server has it, maybe a number
 *
 * Returns: (transfer full): text for it
 */
char *sp_confidence_dup_name (JsonNode *node);

G_END_DECLS
