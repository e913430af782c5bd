/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define GRADIO_TYPE_CREDENTIALS (gradio_credentials_get_type ())

/* What a client may show to its app and to nobody else. It lives as long as the client, and is
 * written to no file and no log. Not installed. */
G_DECLARE_FINAL_TYPE (GradioCredentials, gradio_credentials, GRADIO, CREDENTIALS, GObject)

GradioCredentials *gradio_credentials_new (void);

void gradio_credentials_set_token (GradioCredentials *self, const char *token);
void gradio_credentials_set_login (GradioCredentials *self, const char *user, const char *password);
void gradio_credentials_add_header (GradioCredentials *self, const char *name, const char *value);
void gradio_credentials_add_cookie (GradioCredentials *self, const char *name, const char *value);

const char *gradio_credentials_get_token (GradioCredentials *self);    /* nullable */
const char *gradio_credentials_get_user (GradioCredentials *self);     /* nullable */
const char *gradio_credentials_get_password (GradioCredentials *self); /* nullable */

/**
 * gradio_credentials_check:
 * @self: credentials
 * @error: return location
 *
 * Returns: %FALSE with %GRADIO_ERROR_VALUE when something that was set cannot be sent in a header
 */
gboolean gradio_credentials_check (GradioCredentials *self,
                                   GError           **error);

/**
 * gradio_credentials_set_app:
 * @self: credentials
 * @uri: address of the app
 * @is_space: the Hub itself said so, or it gave this address for a Space
 *
 * From now on the origin of @uri gets them, and no other. The token goes there only when it is a
 * Space's.
 */
void gradio_credentials_set_app (GradioCredentials *self,
                                 const char        *uri,
                                 gboolean           is_space);

/* Whether they belong to the origin of @uri. */
gboolean gradio_credentials_is_for (GradioCredentials *self, const char *uri);

/**
 * gradio_credentials_set_home:
 * @self: credentials
 * @uri: where the app answered
 *
 * Usually the same; after a redirect to another origin the app's own cookies belong there, and what
 * the user gave for the first one does not follow.
 */
void gradio_credentials_set_home (GradioCredentials *self,
                                  const char        *uri);

/**
 * gradio_credentials_watch:
 * @self: credentials
 * @message: one that will be sent
 *
 * Whenever @message starts on its way, also after a redirect, it gets the headers that belong to
 * the address it goes to then, and loses those that do not.
 */
void gradio_credentials_watch (GradioCredentials *self,
                               SoupMessage       *message);

/**
 * gradio_credentials_dup_headers:
 * @self: credentials
 * @uri: an address
 *
 * Returns: (transfer full): name -> value of what a request to @uri must carry; nothing for
 *   addresses that are not the app's
 */
GHashTable *gradio_credentials_dup_headers (GradioCredentials *self,
                                            const char        *uri);

SoupCookieJar *gradio_credentials_get_cookies (GradioCredentials *self);

G_END_DECLS
