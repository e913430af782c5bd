/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

/* How the token is found in the secret store that gradio_token_find_async() uses: by the address of its Hub. Whoever puts
 * one there for Spaceport uses this. Not installed. */
const SecretSchema *gradio_token_get_schema (void);

G_END_DECLS
