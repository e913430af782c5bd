/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"
#include "sp-script.h"

G_BEGIN_DECLS

/* Templates of HTML components: data/web/template.js says what can be in them. */

/**
 * sp_html_template_is_plain:
 * @template: (nullable): a template
 *
 * Returns: whether there is nothing in it but text and `${value}`
 */
gboolean sp_html_template_is_plain (const char *template);

/**
 * sp_html_template_dup_props:
 * @props: all props of a component
 *
 * Returns: (transfer full): what a template and a script see: those of an author's class, which come in `props`, stand
 *   by themselves, too
 */
JsonObject *sp_html_template_dup_props (JsonObject *props);

/**
 * sp_html_template_render_async:
 * @script: what runs the scripts of the app
 * @template: a template
 * @props: all props of the component, its `value` as well
 * @cancellable: (nullable): stops waiting
 * @callback: called when it was made
 * @user_data: for @callback
 */
void  sp_html_template_render_async (SpScript *script,
                                     const char *template,
                                     JsonObject         *props,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
char *sp_html_template_render_finish (GAsyncResult *result,
                                      GError      **error);

G_END_DECLS
