/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"
#include "sp-web-part.h"

G_BEGIN_DECLS

/* Takes a value that a script set. */
typedef void (*SpHtmlScriptFunc) (SpComponent *component,
                                  JsonNode    *value);

/**
 * sp_html_script_new:
 * @component: an `html` component
 * @props: all its props, with `html_template`, `css_template`, `js_on_load` and `head`, and its `value`
 * @set_value: called when the script set the value
 *
 * A web part in which the author's script draws the component. What it does reaches @component:
 * values it sets, events it triggers, functions of the server it calls, files it uploads. Its network is the app.
 *
 * Returns: (transfer floating): the part
 */
SpWebPart *sp_html_script_new (SpComponent     *component,
                               JsonObject      *props,
                               SpHtmlScriptFunc set_value);

/**
 * sp_html_script_update:
 * @part: of sp_html_script_new()
 * @props: props that changed, `value` among them
 */
void sp_html_script_update (SpWebPart  *part,
                            JsonObject *props);

G_END_DECLS
