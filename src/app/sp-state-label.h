/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-runtime.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SpStateLook:
 * @SP_STATE_LOOK_UNKNOWN: nobody can tell
 * @SP_STATE_LOOK_RUNNING: it can be used
 * @SP_STATE_LOOK_MOVING: it is on its way to be used
 * @SP_STATE_LOOK_ASLEEP: a visit wakes it
 * @SP_STATE_LOOK_OFF: it does not run, and a visit does not change that
 * @SP_STATE_LOOK_BROKEN: it fails
 * @SP_STATE_LOOK_INSTALLED: it is on this computer
 *
 * How an app is, at a glance. Each has a shape and a colour.
 */
typedef enum {
  SP_STATE_LOOK_UNKNOWN,
  SP_STATE_LOOK_RUNNING,
  SP_STATE_LOOK_MOVING,
  SP_STATE_LOOK_ASLEEP,
  SP_STATE_LOOK_OFF,
  SP_STATE_LOOK_BROKEN,
  SP_STATE_LOOK_INSTALLED,
} SpStateLook;

#define SP_TYPE_STATE_LABEL (sp_state_label_get_type ())

/**
 * SpStateLabel:
 *
 * The state of an app: a dot, which is never alone, and a word.
 */
G_DECLARE_FINAL_TYPE (SpStateLabel, sp_state_label, SP, STATE_LABEL, GtkWidget)

GtkWidget *sp_state_label_new (void);

/**
 * sp_state_label_set_state:
 * @self: a label
 * @look: of the dot
 * @words: (nullable): what is said; %NULL hides the label
 */
void sp_state_label_set_state (SpStateLabel *self,
                               SpStateLook   look,
                               const char   *words);

/**
 * sp_state_label_set_runtime:
 * @self: a label
 * @runtime: (nullable): what the Hub says about a Space; %NULL hides the label
 */
void sp_state_label_set_runtime (SpStateLabel *self,
                                 SpHubRuntime *runtime);

/**
 * sp_state_look_of:
 * @runtime: what the Hub says about a Space
 *
 * Returns: how that is shown
 */
SpStateLook sp_state_look_of (SpHubRuntime *runtime);

const char *sp_state_label_get_words (SpStateLabel *self);

G_END_DECLS
