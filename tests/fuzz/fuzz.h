/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <stdint.h>

/* What libFuzzer calls. A warning of GLib is a fault of ours, whatever came from outside. */

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Returns: (transfer full) (nullable): the bytes as JSON */
JsonNode *fuzz_parse (const uint8_t *data,
                      size_t         size);

/* Returns: (transfer full) (nullable): likewise; there may be no bytes */
JsonNode *fuzz_parse_bytes (GBytes *bytes);

/* Cuts the input behind its first line; @rest is %NULL where it has one only. */
void fuzz_split (const uint8_t *data,
                 size_t         size,
                 GBytes       **line,
                 GBytes       **rest);
