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

/* The number before a unit. */
static const Unit *
parse (const char *text, double *number)
{
  g_autofree char *unit = NULL;
  char            *end = NULL;

  *number = g_ascii_strtod (text, &end);
  if (end == text)
    return NULL;

  unit = g_ascii_strdown (end, -1);
  g_strstrip (unit);
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++) {
    if (g_str_equal (unit, units[i].unit))
      return &units[i];
  }

  return NULL;
}

int
sp_css_length_to_pixels (JsonNode *node, int reference)
{
  const Unit *unit = NULL;
  double      number = 0;

  if (node == NULL)
    return -1;
  if (gradio_json_is_number (node))
    return limit (json_node_get_double (node));
  if (gradio_json_is_string (node))
    unit = parse (json_node_get_string (node), &number);
  if (unit == NULL)
    return -1;
  if (unit->is_share)
    return reference > 0 ? limit (number / 100 * reference) : -1;

  return limit (number * unit->pixels);
}

/* A window that is not on the screen yet will be as high as it was made. */
static int
get_window_height (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  int      width = 0;
  int      height = root != NULL ? gtk_widget_get_height (GTK_WIDGET (root)) : 0;

  if (height <= 0 && GTK_IS_WINDOW (root))
    gtk_window_get_default_size (GTK_WINDOW (root), &width, &height);

  return MAX (height, 0);
}

int
sp_css_length_for_widget (JsonNode *node, GtkWidget *widget)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), -1);

  return sp_css_length_to_pixels (node, get_window_height (widget));
}

static const Unit *
find_share (JsonNode *node)
{
  const Unit *unit = NULL;
  double      number = 0;

  if (node != NULL && gradio_json_is_string (node))
    unit = parse (json_node_get_string (node), &number);

  return unit != NULL && unit->is_share ? unit : NULL;
}

gboolean
sp_css_length_is_share_of_window (JsonNode *node)
{
  const Unit *unit = find_share (node);

  return unit != NULL && !g_str_equal (unit->unit, "%");
}

gboolean
sp_css_length_is_share (JsonNode *node)
{
  return find_share (node) != NULL;
}
