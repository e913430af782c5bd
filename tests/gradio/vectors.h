/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* The file tests/vectors/<name>, parsed. */
static inline JsonNode *
vectors_load (const char *name)
{
  g_autofree char       *path = g_test_build_filename (G_TEST_DIST, "vectors", name, NULL);
  g_autoptr (GError)     error = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return json_parser_steal_root (parser);
}
