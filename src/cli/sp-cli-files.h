/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

GPtrArray *sp_cli_files_list (const char *path,
                              GError    **error);

G_END_DECLS
