/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"
#include "sp-drop-zone.h"

G_BEGIN_DECLS

#define SP_TYPE_SINGLE_FILE (sp_single_file_get_type ())

/**
 * SpSingleFile:
 *
 * The abstract parent of components whose value is one file: a drop zone while there is none,
 * else a preview of the class's own over
 * a row with the file's name and what can be done with it.
 *
 * Property: `preview` (#GtkWidget, set in the template of the class).
 */
G_DECLARE_DERIVABLE_TYPE (SpSingleFile, sp_single_file, SP, SINGLE_FILE, SpComponent)

/**
 * SpSingleFileClass:
 * @show_file: (nullable): shows another file, or none, in the preview; the detail of the one before
 *   stays until the class sets another
 * @wrap_file: (nullable): makes the value of a file that the user chose, (transfer full), for
 *   classes whose value is more than the file
 */
struct _SpSingleFileClass {
  SpComponentClass parent_class;

  void (*show_file) (SpSingleFile *self, GradioFile *file, GradioClient *client);
  JsonNode *(*wrap_file) (SpSingleFile *self, JsonNode *file);
};

/**
 * sp_single_file_set_words:
 * @self: a component
 * @icon_name: icon of the empty zone
 * @sentence: what to drop
 * @empty_text: what stands there when there is nothing and nothing can be dropped
 */
void sp_single_file_set_words (SpSingleFile *self,
                               const char   *icon_name,
                               const char   *sentence,
                               const char   *empty_text);

/**
 * sp_single_file_take:
 * @self: a component
 * @file: a file on this computer that the user made with it
 * @event: (nullable): what is told of it beside the change
 *
 * Its value becomes this file, as if the user had chosen it.
 */
void sp_single_file_take (SpSingleFile *self,
                          GFile        *file,
                          const char   *event);

/**
 * sp_single_file_take_value:
 * @self: a component
 * @value: what the user wants it to be
 * @event: (nullable): what is told of it beside the change
 */
void sp_single_file_take_value (SpSingleFile *self,
                                JsonNode     *value,
                                const char   *event);

/**
 * sp_single_file_get_zone:
 * @self: a component
 *
 * Returns: (transfer none): where its file comes in
 */
SpDropZone *sp_single_file_get_zone (SpSingleFile *self);

/**
 * sp_single_file_set_file_types:
 * @self: a component
 * @types: what is taken, as for sp_drop_zone_set_file_types()
 */
void sp_single_file_set_file_types (SpSingleFile      *self,
                                    const char *const *types);

/**
 * sp_single_file_add_button:
 * @self: a component
 * @icon_name: its icon
 * @words: tool tip and accessible name
 * @action_name: what it does
 */
void sp_single_file_add_button (SpSingleFile *self,
                                const char   *icon_name,
                                const char   *words,
                                const char   *action_name);

/**
 * sp_single_file_set_detail:
 * @self: a component
 * @detail: (nullable): what stands before the size
 */
void sp_single_file_set_detail (SpSingleFile *self,
                                const char   *detail);

/**
 * sp_single_file_get_preview:
 * @self: a component
 *
 * For classes whose template has a preview: GTK 4.8 cannot dispose of template children at two
 * levels of one class.
 *
 * Returns: (transfer none): the preview
 */
GtkWidget *sp_single_file_get_preview (SpSingleFile *self);

/**
 * sp_single_file_get_file:
 * @self: a component
 *
 * Returns: (transfer none) (nullable): its file
 */
GradioFile *sp_single_file_get_file (SpSingleFile *self);

G_END_DECLS
