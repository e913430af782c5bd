/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

JsonArray *sp_cli_arguments_parse (GradioEndpoint    *endpoint,
                                   const char *const *texts,
                                   GError           **error);
JsonArray *sp_cli_arguments_parse_json (GradioEndpoint *endpoint,
                                        const char     *text,
                                        GError        **error);
JsonNode  *sp_cli_arguments_parse_value (const char *text,
                                         GError    **error);

G_END_DECLS
