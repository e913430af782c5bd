/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-protocol.h"

GradioProtocol
gradio_protocol_from_string (const char *name)
{
  if (name == NULL || g_str_equal (name, "ws"))
    return GRADIO_PROTOCOL_WS;
  if (g_str_equal (name, "sse"))
    return GRADIO_PROTOCOL_SSE;
  if (g_str_equal (name, "sse_v1"))
    return GRADIO_PROTOCOL_SSE_V1;
  if (g_str_equal (name, "call"))
    return GRADIO_PROTOCOL_CALL;
  if (!g_str_has_prefix (name, "sse_v2") && !g_str_equal (name, "sse_v3"))
    g_debug ("A protocol that is not known: %s", name);

  return GRADIO_PROTOCOL_SSE_V2;
}
