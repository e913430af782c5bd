/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-connection.h"
#include "gradio-file.h"

G_BEGIN_DECLS

/* Where the files of an app are (protocol.md 15.5, 16.1). Not installed. */

/* (transfer full): the address to show or play a file from: http, https, file or data. */
char *gradio_file_uri_new (GradioConnection *connection, GradioFile *file);

/* (transfer full) (nullable): all of a stream so far as one file; NULL for what is no such stream. */
char *gradio_file_uri_new_playlist_file (GradioConnection *connection, GradioFile *file);

/* (transfer full): the address to save a file from. */
char *gradio_file_uri_new_download (GradioConnection *connection, GradioFile *file);

G_END_DECLS
