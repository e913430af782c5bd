/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A Gradio app inside the test that serves MCP as a test tells it to. */
typedef struct _FakeMcp FakeMcp;

FakeMcp *fake_mcp_new (void);
void     fake_mcp_free (FakeMcp *self);
guint    fake_mcp_get_port (FakeMcp *self);

/**
 * fake_mcp_answer:
 * @self: the server
 * @method: method of MCP
 * @status: HTTP status; 1 leaves the answer open after @body
 * @content_type: type of @body
 * @body: what to answer; `$ID` stands for the id of the request
 *
 * Each request for @method takes the next answer, and the last one is kept.
 */
void fake_mcp_answer (FakeMcp    *self,
                      const char *method,
                      guint       status,
                      const char *content_type,
                      const char *body);

/* From now on a session is opened by that id, and requests without it get 404. */
void fake_mcp_set_session (FakeMcp *self, const char *id);

/* Nullable; the headers of the request are in its member `headers`, in lower case. */
JsonObject *fake_mcp_get_request (FakeMcp *self, const char *method, guint index);
guint       fake_mcp_count (FakeMcp *self, const char *method);
guint       fake_mcp_count_uploads (FakeMcp *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeMcp, fake_mcp_free)

G_END_DECLS
