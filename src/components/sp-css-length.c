/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-css-length.h"

#include "gradio.h"

#include <math.h>

/* The size of text in Gradio's page, which em and rem count in. */
#define EM 16

/* No widget is larger. */
#define LONGEST 32767

typedef struct {
  const char *unit;
  double      pixels;   /* of one, 0 for shares */
  gboolean    is_share; /* of a hundred */
} Unit;

static const Unit units[] = {
  { "", 1, FALSE },
  { "px", 1, FALSE },
  { "em", EM, FALSE },
  { "rem", EM, FALSE },
  { "pt", 96.0 / 72, FALSE },
  { "%", 0, TRUE },
  { "vh", 0, TRUE },
  { "vw", 0, TRUE },
  { "dvh", 0, TRUE },
  { "svh", 0, TRUE },
  { "lvh", 0, TRUE },
  { "dvw", 0, TRUE },
};

static int
limit (double pixels)
{
  if (!isfinite (pixels) || pixels < 0)
    return -1;

  return (int) MIN (pixels, LONGEST);
}

static int
parse (const char *text, int reference)
{
  g_autofree char *unit = NULL;
  char            *end = NULL;
  double           number = g_ascii_strtod (text, &end);

  if (end == text)
    return -1;

  unit = g_ascii_strdown (end, -1);
  g_strstrip (unit);
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++) {
    if (!g_str_equal (unit, units[i].unit))
      continue;
    if (units[i].is_share)
      return reference > 0 ? limit (number / 100 * reference) : -1;
    return limit (number * units[i].pixels);
  }

  return -1;
}

int
sp_css_length_to_pixels (JsonNode *node, int reference)
{
  if (node == NULL)
    return -1;
  if (gradio_json_is_number (node))
    return limit (json_node_get_double (node));
  if (gradio_json_is_string (node))
    return parse (json_node_get_string (node), reference);

  return -1;
}
