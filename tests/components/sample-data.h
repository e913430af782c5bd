/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What real servers say of their components: tests/data/components-VERSION.json. */

/**
 * SampleData:
 * @type: Gradio's name of the type (`image`)
 * @class_name: the Python class (`Sketchpad`)
 * @props: its props when its author gives none
 * @payload: (nullable): an example of a value
 * @null_output: (nullable): what a function that returns None gives; %NULL where that is refused
 *
 * One class of one generation.
 */
typedef struct {
  char       *type;
  char       *class_name;
  JsonObject *props;
  JsonNode   *payload;
  JsonNode   *null_output;
} SampleData;

/**
 * sample_data_load:
 * @tests: the folder tests/
 * @version: a version of Gradio
 *
 * Files on the web in payloads become samples of tests/media of the same kind.
 *
 * Returns: (transfer full) (element-type SampleData): all of it, by type
 */
GPtrArray *sample_data_load (const char *tests, const char *version);

/**
 * sample_data_localize:
 * @node: a value
 * @tests: the folder tests/
 *
 * Returns: (transfer full): the same with samples of tests/media instead of files on the web
 */
JsonNode *sample_data_localize (JsonNode *node, const char *tests);

G_END_DECLS
