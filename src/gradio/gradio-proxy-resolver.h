/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GradioProxyResolver:
 *
 * The system's proxies for all hosts but this computer itself, which needs none: asking for them
 * takes longer than a call to a local app does. Not installed.
 */
#define GRADIO_TYPE_PROXY_RESOLVER (gradio_proxy_resolver_get_type ())

G_DECLARE_FINAL_TYPE (GradioProxyResolver, gradio_proxy_resolver, GRADIO, PROXY_RESOLVER, GObject)

GProxyResolver *gradio_proxy_resolver_new (void);

G_END_DECLS
