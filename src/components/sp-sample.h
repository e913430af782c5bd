/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-thumbnail.h"

G_BEGIN_DECLS

/**
 * SpSampleContext:
 * @client: (nullable): where files come from
 * @loader: makes small pictures
 *
 * What all samples of a dataset share.
 */
typedef struct {
  GradioClient      *client;
  SpThumbnailLoader *loader;
} SpSampleContext;

/**
 * sp_sample_new:
 * @type: (nullable): type of the component it is an example of
 * @props: (nullable): the component's props
 * @value: (nullable): a value of the component
 * @context: what samples share
 *
 * Draws a value in a line: a few words, a small picture, the name of a file, the corner of a table.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *sp_sample_new (const char            *type,
                          JsonObject            *props,
                          JsonNode              *value,
                          const SpSampleContext *context);

/**
 * sp_sample_dup_text:
 * @type: (nullable): type of the component it is an example of
 * @props: (nullable): the component's props
 * @value: (nullable): a value of the component
 *
 * Returns: (transfer full): the value in a few words
 */
char *sp_sample_dup_text (const char *type,
                          JsonObject *props,
                          JsonNode   *value);

G_END_DECLS
