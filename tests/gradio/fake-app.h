/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/*
 * A server inside the test that behaves as a Gradio 6 app with one endpoint, `/echo`, and does what
 * a test tells it to do wrong. It runs in the test's own main context.
 */
typedef struct _FakeApp FakeApp;

FakeApp    *fake_app_new (void);
void        fake_app_free (FakeApp *self);
const char *fake_app_get_uri (FakeApp *self);    /* http://127.0.0.1:PORT */
SoupServer *fake_app_get_server (FakeApp *self); /* for handlers of a test's own */

/**
 * fake_app_answer:
 * @self: the server
 * @path: an exact path
 * @status: HTTP status
 * @content_type: type of @body
 * @body: what to answer there from now on; replaces the usual answer
 */
void fake_app_answer (FakeApp    *self,
                      const char *path,
                      guint       status,
                      const char *content_type,
                      const char *body);

/* Adds a header to what fake_app_answer() answers there. */
void fake_app_answer_header (FakeApp *self, const char *path, const char *name, const char *value);

/* Goes back to the usual answer after so many requests. */
void fake_app_answer_times (FakeApp *self, const char *path, guint times);

/* Makes it say that it is a Space: `owner/name`. */
void fake_app_set_space (FakeApp *self, const char *space_id);

/**
 * fake_app_set_login:
 * @self: the server
 * @user: user name
 * @password: password
 *
 * From now on everything but /login wants a cookie; called again, those that were given are worth
 * nothing any more, as after a restart.
 */
void fake_app_set_login (FakeApp    *self,
                         const char *user,
                         const char *password);

const char *fake_app_get_last_method (FakeApp *self, const char *path);                   /* nullable */
const char *fake_app_get_last_header (FakeApp *self, const char *path, const char *name); /* nullable */

/**
 * fake_app_set_stream:
 * @self: the server
 * @pieces: what to write to /queue/data, in order, each in a chunk of its own; "CUT" cuts the
 *   connection, "HANG" leaves it open, the end of the list ends the body
 *
 * Each new event stream takes the next script; the last one is kept.
 */
void fake_app_set_stream (FakeApp           *self,
                          const char *const *pieces);
void fake_app_add_stream (FakeApp           *self,
                          const char *const *pieces);

void        fake_app_answer_stream (FakeApp *self, const char *path); /* streams there, too */
guint       fake_app_count_requests (FakeApp *self, const char *path);
const char *fake_app_get_last_body (FakeApp *self, const char *path); /* nullable; ends with a zero byte */
gsize       fake_app_get_last_size (FakeApp *self, const char *path);
void        fake_app_stop (FakeApp *self); /* ends the server and all its connections */

/* Returns: (transfer full): a client of the real server at $GRADIO_TEST_URL, by $GRADIO_TEST_SOCKET if there is one */
GradioClient *fake_app_new_live_client (void);

/**
 * fake_app_connect:
 * @client: a client of any server
 *
 * Returns: (transfer full) (nullable): why it could not connect
 */
GError *fake_app_connect (GradioClient *client);

/* Runs the main context until *@done. Fails the test after half a minute. */
void fake_app_wait (gboolean *done);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeApp, fake_app_free)

G_END_DECLS
