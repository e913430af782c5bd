/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the Hub's own tools keep a token, and whether it may be used; as huggingface_hub reads the environment (hub-api.md
 * 1). Not installed. */

/* Whether `HF_HUB_DISABLE_IMPLICIT_TOKEN` says that what is kept is not to be sent unasked. */
gboolean gradio_token_place_is_closed (void);

/* Nullable: `HF_TOKEN`, of old `HUGGING_FACE_HUB_TOKEN`, as it is. */
const char *gradio_token_place_get_variable (void);

/* `HF_TOKEN_PATH`, else `token` in the home of the tools. */
char *gradio_token_place_dup_file (void);

/* `HF_HOME`, else a folder of the user's cache. */
char *gradio_token_place_dup_home (void);

G_END_DECLS
