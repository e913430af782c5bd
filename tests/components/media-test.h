/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "component-test.h"

G_BEGIN_DECLS

/* What the tests of files, pictures and sounds share. */

/**
 * media_test_file:
 * @name: name of a sample in tests/media
 *
 * Returns: (transfer full): the sample
 */
GFile *media_test_file (const char *name);

/**
 * media_test_gradio_file:
 * @name: name of a sample
 *
 * Returns: (transfer full): the sample as a file of a value
 */
GradioFile *media_test_gradio_file (const char *name);

/**
 * media_test_dup_value:
 * @name: name of a sample
 *
 * Returns: (transfer full): the sample as a value
 */
JsonNode *media_test_dup_value (const char *name);

/**
 * media_test_show:
 * @widget: a widget
 *
 * Returns: (transfer none): a window with the widget, on the screen
 */
GtkWindow *media_test_show (GtkWidget *widget);

/**
 * media_test_finalize:
 * @object: (transfer full): an object with work under way that holds on to it
 *
 * Lets go of an object and waits until it is gone.
 */
void media_test_finalize (gpointer object);

/**
 * media_test_wait_for_text:
 * @text: where a signal handler puts a text
 *
 * Waits until there is one.
 */
void media_test_wait_for_text (char **text);

/**
 * media_test_set_microphone:
 * @raised: whether there is to be a microphone
 *
 * There is none where tests run. GStreamer's own test source becomes one by a rank, as a device has.
 */
void media_test_set_microphone (gboolean raised);

/**
 * media_test_set_camera:
 * @raised: whether there is a camera: a test picture
 */
void media_test_set_camera (gboolean raised);

G_END_DECLS
