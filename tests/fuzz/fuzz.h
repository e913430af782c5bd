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
