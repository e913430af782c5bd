/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-plot-figure.h"

#include "gradio.h"

char *
sp_plot_figure_dup_title (JsonObject *figure)
{
  JsonObject *owners[] = { figure, gradio_json_get_object (figure, "layout") };

  for (guint i = 0; i < G_N_ELEMENTS (owners); i++) {
    const char *title = gradio_json_get_string (gradio_json_get_object (owners[i], "title"), "text",
                                                gradio_json_get_string (owners[i], "title", NULL));

    if (title != NULL && *title != '\0')
      return g_utf8_make_valid (title, -1);
  }

  return NULL;
}

static const struct {
  const char *library;
  const char *scripts;
  const char *draw;
} pages[] = {
  { "plotly", "<script src=\"https://cdn.plot.ly/plotly-2.35.2.min.js\"></script>\n",
    "Plotly.newPlot('figure', figure.data, figure.layout || {});" },
  { "altair",
    "<script src=\"https://cdn.jsdelivr.net/npm/vega@5\"></script>\n"
    "<script src=\"https://cdn.jsdelivr.net/npm/vega-lite@5\"></script>\n"
    "<script src=\"https://cdn.jsdelivr.net/npm/vega-embed@6\"></script>\n",
    "vegaEmbed('#figure', figure);" },
};

char *
sp_plot_figure_dup_page (const char *library, const char *json)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    g_auto (GStrv)   parts = NULL;
    g_autofree char *safe = NULL;

    if (g_strcmp0 (library, pages[i].library) != 0)
      continue;

    /* Nothing in a text can then end the script. */
    parts = g_strsplit (json, "<", -1);
    safe = g_strjoinv ("\\u003c", parts);

    return g_strdup_printf ("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n%s</head>\n"
                            "<body>\n<div id=\"figure\"></div>\n<script>\nconst figure = %s;\n%s\n"
                            "</script>\n</body>\n</html>\n",
                            pages[i].scripts, safe, pages[i].draw);
  }

  return NULL;
}
