/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-blocks.h"

G_BEGIN_DECLS

#define SP_TYPE_RECORDER (sp_recorder_get_type ())

/**
 * SpRecorder:
 *
 * Writes down what the user does in an app as calls of its functions, which become a program. What
 * runs by itself is not among them: scripts of the page, timers, parts that are made while it runs.
 *
 * Properties: `recording` (boolean); `n-calls` (unsigned, read-only) and `replaying` (unsigned,
 * read-only): the number of the call that runs again, from 1, 0 for none. All are notified.
 *
 * Signal: `replayed` (#GError, nullable): all calls ran again, or one failed.
 */
G_DECLARE_FINAL_TYPE (SpRecorder, sp_recorder, SP, RECORDER, GObject)

/**
 * sp_recorder_new:
 * @client: a connected app
 *
 * Returns: (transfer full): a recorder without calls that does not record yet
 */
SpRecorder *sp_recorder_new (GradioClient *client);

/**
 * sp_recorder_set_client:
 * @self: a recorder
 * @client: the same app, connected anew
 *
 * Keeps the calls for it.
 */
void sp_recorder_set_client (SpRecorder   *self,
                             GradioClient *client);

/**
 * sp_recorder_watch:
 * @self: a recorder
 * @blocks: the app in motion
 *
 * Says what to record from. May be called again for what takes its place.
 */
void sp_recorder_watch (SpRecorder *self,
                        SpBlocks   *blocks);

void     sp_recorder_set_recording (SpRecorder *self,
                                    gboolean    recording);
gboolean sp_recorder_get_recording (SpRecorder *self);
guint    sp_recorder_get_n_calls (SpRecorder *self);
gboolean sp_recorder_is_full (SpRecorder *self);
guint    sp_recorder_get_replaying (SpRecorder *self);

/**
 * sp_recorder_add_call:
 * @self: a recorder
 * @endpoint: what was called
 * @data: one value per input of the dependency; local files stand in the text with their path
 *
 * Writes a call behind those there are, unless the recorder is full.
 */
void sp_recorder_add_call (SpRecorder     *self,
                           GradioEndpoint *endpoint,
                           JsonArray      *data);

/**
 * sp_recorder_clear:
 * @self: a recorder
 *
 * Forgets all calls.
 */
void sp_recorder_clear (SpRecorder *self);

/**
 * sp_recorder_dup_text:
 * @self: a recorder
 * @language: what to write it in
 *
 * Returns: (transfer full): a program that makes all calls, empty when there is none
 */
char *sp_recorder_dup_text (SpRecorder           *self,
                            GradioSnippetLanguage language);

/**
 * sp_recorder_replay:
 * @self: a recorder
 *
 * Makes all calls again, one after the other, in a session of their own. Stops at the first that
 * fails; does nothing while it is under way.
 */
void sp_recorder_replay (SpRecorder *self);

/**
 * sp_recorder_stop_replay:
 * @self: a recorder
 *
 * Cancels what sp_recorder_replay() began.
 */
void sp_recorder_stop_replay (SpRecorder *self);

G_END_DECLS
