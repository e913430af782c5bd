/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-space.h"
#include "sp-tool.h"

G_BEGIN_DECLS

/**
 * sp_space_install_async:
 * @self: a Space
 * @func: (nullable): told what is going on, until it is done or cancelled
 * @func_data: for @func
 * @cancellable: (nullable): stops it and removes what there is
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes the Python environment: a virtual one with uv from PyPI in it, which installs the
 * requirements (pip does when uv cannot be had). It is made under another name and renamed when
 * complete: its Python works after that, its scripts do not, so modules are run with `bin/python
 * -m`. Done at once when it is there. When another process or call is making it, this one waits for
 * that. Needs python3 ($SPACEPORT_PYTHON names another) with venv, and the package index.
 */
void     sp_space_install_async (SpSpace            *self,
                                 SpToolLineFunc      func,
                                 gpointer            func_data,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean sp_space_install_finish (SpSpace      *self,
                                  GAsyncResult *result,
                                  GError      **error);

G_END_DECLS
