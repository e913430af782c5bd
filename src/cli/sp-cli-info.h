/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

GPtrArray *sp_cli_info_list_endpoints (GradioClient *client,
                                       gboolean      all);
JsonNode  *sp_cli_info_to_json (GradioClient *client,
                                GPtrArray    *endpoints);

G_END_DECLS
