/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-visibility.h"

#include <gio/gio.h>

GRADIO_BEGIN_DECLS

/**
 * GRADIO_ERROR:
 *
 * Error domain of the client library. A message is one sentence that says what happened and, where
 * the user can do something about it, a second that says what. Cancelled calls fail with
 * %G_IO_ERROR_CANCELLED instead.
 */
#define GRADIO_ERROR (gradio_error_quark ())

/**
 * GradioError:
 * @GRADIO_ERROR_ADDRESS: the text is no address of an app
 * @GRADIO_ERROR_HOST_NOT_FOUND: the host's name is unknown
 * @GRADIO_ERROR_UNREACHABLE: nothing answers at the address
 * @GRADIO_ERROR_CERTIFICATE: the server's certificate is not trusted
 * @GRADIO_ERROR_NOT_FOUND: the server has nothing at the address (404)
 * @GRADIO_ERROR_LOGIN: the app wants a login (401)
 * @GRADIO_ERROR_NOT_GRADIO: something answers that is not a Gradio app
 * @GRADIO_ERROR_UNSUPPORTED: a Gradio app of a generation that is not supported
 * @GRADIO_ERROR_NOT_RUNNING: the Space exists, but sleeps, is paused or broken
 * @GRADIO_ERROR_SERVER: the server failed (5xx, or an answer that makes no sense)
 * @GRADIO_ERROR_BUSY: the queue is full, or there were too many requests
 * @GRADIO_ERROR_LOST: the connection or the server went away while a job was running
 * @GRADIO_ERROR_APP: the app's own function reported an error
 * @GRADIO_ERROR_ENDPOINT: there is no such endpoint
 * @GRADIO_ERROR_VALUE: a value does not fit its parameter, or one is missing
 * @GRADIO_ERROR_TOO_LARGE: a file is larger than the app takes
 * @GRADIO_ERROR_FILE: a file cannot be read or written on this computer, or fetched from the server
 * @GRADIO_ERROR_TIMEOUT: the job took longer than its caller allowed
 * @GRADIO_ERROR_CREDENTIALS: user name and password, or the token, are wrong
 * @GRADIO_ERROR_ACCESS: whoever asks may not use it (403, a private or gated Space)
 * @GRADIO_ERROR_QUOTA: the account's or the visitor's share of GPU time is used up
 * @GRADIO_ERROR_SHARE_ENDED: the share link (`*.gradio.live`) leads nowhere any more
 * @GRADIO_ERROR_OTHER_SERVER: the app has no network, so no other server is asked for it
 *   (gradio_client_set_only_own_server())
 *
 * Why a call failed: one code for each thing that a caller can do about it.
 */
typedef enum {
  GRADIO_ERROR_ADDRESS,
  GRADIO_ERROR_HOST_NOT_FOUND,
  GRADIO_ERROR_UNREACHABLE,
  GRADIO_ERROR_CERTIFICATE,
  GRADIO_ERROR_NOT_FOUND,
  GRADIO_ERROR_LOGIN,
  GRADIO_ERROR_NOT_GRADIO,
  GRADIO_ERROR_UNSUPPORTED,
  GRADIO_ERROR_NOT_RUNNING,
  GRADIO_ERROR_SERVER,
  GRADIO_ERROR_BUSY,
  GRADIO_ERROR_LOST,
  GRADIO_ERROR_APP,
  GRADIO_ERROR_ENDPOINT,
  GRADIO_ERROR_VALUE,
  GRADIO_ERROR_TOO_LARGE,
  GRADIO_ERROR_FILE,
  GRADIO_ERROR_TIMEOUT,
  GRADIO_ERROR_CREDENTIALS,
  GRADIO_ERROR_ACCESS,
  GRADIO_ERROR_QUOTA,
  GRADIO_ERROR_SHARE_ENDED,
  GRADIO_ERROR_OTHER_SERVER,
} GradioError;

/**
 * gradio_error_quark:
 *
 * Returns: %GRADIO_ERROR
 */
GQuark gradio_error_quark (void);

GRADIO_END_DECLS
