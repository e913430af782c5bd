/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

/**
 * sp_app_address_dup_base:
 * @client: (nullable): the app
 *
 * Returns: (transfer full) (nullable): address of the app's page, from which relative ones start, as in a
 *   browser: with a slash at its end
 */
char *sp_app_address_dup_base (GradioClient *client);

/**
 * sp_app_address_resolve:
 * @client: (nullable): the app
 * @address: what an author wrote
 *
 * Returns: (transfer full) (nullable): the whole address, %NULL when it is none
 */
char *sp_app_address_resolve (GradioClient *client,
                              const char   *address);

/**
 * sp_app_address_dup_web:
 * @client: (nullable): the app
 * @address: a whole address
 *
 * Returns: (transfer full): what a browser is given for it: an app on a socket has a port for it, as long as @client
 *   is not closed (gradio_client_dup_web_uri())
 */
char *sp_app_address_dup_web (GradioClient *client,
                              const char   *address);

/**
 * sp_app_address_is_here:
 * @address: address of a server, or its host alone
 *
 * Returns: whether it is this computer for sure: what a name leads to is its owner's choice
 */
gboolean sp_app_address_is_here (const char *address);

G_END_DECLS
