/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-plot-web.h"

#include "gradio.h"
#include "sp-resources.h"
#include "sp-web-module.h"

#include <adwaita.h>

/* No network, and no code from texts: a figure's own scripts do not run. */
#define POLICY "style-src 'unsafe-inline'; img-src data: blob:; font-src data:; worker-src blob:"

static const char *const plotly[] = { "plotly-strict.min.js", NULL };
static const char *const vega[] = { "vega.min.js", "vega-lite.min.js", "vega-embed.min.js", NULL };
static const char *const bokeh[] = { "bokeh.min.js", NULL };

static const char *const *
find_libraries (const char *library)
{
  if (g_str_equal (library, "plotly"))
    return plotly;
  if (g_str_equal (library, "altair"))
    return vega;
  if (g_str_equal (library, "bokeh"))
    return bokeh;

  return NULL;
}

gboolean
sp_plot_web_can_draw (const char *library)
{
  const char *const *libraries = find_libraries (library);

  return sp_web_module_is_built () && libraries != NULL && sp_web_part_has_libraries (libraries);
}

SpWebPart *
sp_plot_web_new (const char *library)
{
  return sp_web_part_new (POLICY, NULL, find_libraries (library), SP_RESOURCES "web/plot.js");
}

void
sp_plot_web_draw_async (SpWebPart          *part,
                        const char         *library,
                        JsonNode           *figure,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (JsonObject) colours = json_object_new ();
  g_autoptr (JsonNode)   order = json_node_init_object (json_node_alloc (), json_object_new ());
  JsonObject            *members = json_node_get_object (order);
  gboolean               dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autofree char       *json = NULL;

  json_object_set_string_member (colours, "text", dark ? "white" : "rgb(50,50,50)");
  json_object_set_string_member (members, "library", library);
  json_object_set_member (members, "figure", json_node_ref (figure));
  json_object_set_object_member (members, "colours", g_steal_pointer (&colours));
  json_object_unref (members);
  json = gradio_json_write (order);
  sp_web_part_call_async (part, "draw", json, cancellable, callback, user_data);
}
