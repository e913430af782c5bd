/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * sp_version_record_write_async:
 * @folder: the folder of a version that is complete
 * @entries: (element-type SpFileTreeEntry): the files of its `app`; not changed until it is done
 * @commit: (nullable): commit of the Hub
 * @python: (nullable): version of its Python
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes version.json in a thread: `commit`, `python`, `date`, `packages` ({"gradio": "6.31.0",
 * …}, from requirements.lock), `sizes` (bytes
 * of app and environment), and `files` ({"app.py": {"size": 1, "sha256": "…"}, …}) for
 * sp_space_store_verify_async().
 */
void     sp_version_record_write_async (GFile              *folder,
                                        GPtrArray          *entries,
                                        const char         *commit,
                                        const char         *python,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
gboolean sp_version_record_write_finish (GAsyncResult *result,
                                         GError      **error);

G_END_DECLS
