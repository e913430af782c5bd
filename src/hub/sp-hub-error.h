/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SP_HUB_ERROR:
 *
 * Error domain of what is fetched from the Hub. A message is one sentence that says what happened
 * and a second that says what can be done. Cancelled calls fail with %G_IO_ERROR_CANCELLED instead.
 */
#define SP_HUB_ERROR (sp_hub_error_quark ())

/**
 * SpHubError:
 * @SP_HUB_ERROR_ADDRESS: the text is no id of a repository, no commit, or no spec to preload
 * @SP_HUB_ERROR_UNREACHABLE: the Hub cannot be reached, or `HF_HUB_OFFLINE` forbids to ask it
 * @SP_HUB_ERROR_NOT_FOUND: there is no such repository, or it is private
 * @SP_HUB_ERROR_REVISION: the repository has no such revision
 * @SP_HUB_ERROR_GATED: its terms must be accepted on its page first
 * @SP_HUB_ERROR_ACCESS: whoever asks may not have it (403)
 * @SP_HUB_ERROR_CREDENTIALS: the token is wrong or revoked
 * @SP_HUB_ERROR_BUSY: too many requests; later it works again
 * @SP_HUB_ERROR_SERVER: the Hub fails (5xx), or the connection broke too often
 * @SP_HUB_ERROR_ANSWER: what came is not the Hub's: a page in the place of data, cut or odd JSON
 * @SP_HUB_ERROR_HOSTILE: the repository holds names that must not be written to a disk
 * @SP_HUB_ERROR_CONTENT: a file came whole, but it is not the one that the Hub lists
 * @SP_HUB_ERROR_DISK_FULL: no room is left
 * @SP_HUB_ERROR_FILE: a file cannot be read or written on this computer
 * @SP_HUB_ERROR_PAYMENT: it costs money that the account does not pay (402)
 * @SP_HUB_ERROR_EXISTS: there is something by that name already (409)
 * @SP_HUB_ERROR_INVALID: the Hub does not take what was sent (400, 422); its own words are in the message
 * @SP_HUB_ERROR_CLOCK: the clock of this computer is wrong
 * @SP_HUB_ERROR_UNCERTAIN: a change was sent and no answer came: it may have been made or not
 * @SP_HUB_ERROR_ENTRY: the repository has no such file
 *
 * Why something could not be had: one code for each thing that a caller can do about it.
 */
typedef enum {
  SP_HUB_ERROR_ADDRESS,
  SP_HUB_ERROR_UNREACHABLE,
  SP_HUB_ERROR_NOT_FOUND,
  SP_HUB_ERROR_REVISION,
  SP_HUB_ERROR_GATED,
  SP_HUB_ERROR_ACCESS,
  SP_HUB_ERROR_CREDENTIALS,
  SP_HUB_ERROR_BUSY,
  SP_HUB_ERROR_SERVER,
  SP_HUB_ERROR_ANSWER,
  SP_HUB_ERROR_HOSTILE,
  SP_HUB_ERROR_CONTENT,
  SP_HUB_ERROR_DISK_FULL,
  SP_HUB_ERROR_FILE,
  SP_HUB_ERROR_PAYMENT,
  SP_HUB_ERROR_EXISTS,
  SP_HUB_ERROR_INVALID,
  SP_HUB_ERROR_CLOCK,
  SP_HUB_ERROR_UNCERTAIN,
  SP_HUB_ERROR_ENTRY,
} SpHubError;

GQuark sp_hub_error_quark (void);

G_END_DECLS
