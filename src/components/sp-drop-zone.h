/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A prop of ours, for forms of endpoints: whoever calls one has files at hand that a page would record. */
#define SP_DROP_ZONE_ANY_FILE "_any_file"

#define SP_TYPE_DROP_ZONE (sp_drop_zone_get_type ())

/**
 * SpDropZone:
 *
 * Where files come in: a dashed frame with a sentence and the buttons *Choose…* and *Paste* while
 * it is empty, its child while it is
 * `filled`. Takes files, pictures and web addresses by drop and by Ctrl+V in both states.
 *
 * Properties: `child` (#GtkWidget), `filled`, `interactive`, `icon-name`, `sentence` (what to
 * drop), `empty-text` (what stands there when
 * it is empty and not interactive), `multiple`, `folders`.
 *
 * Signal: `files` (#GPtrArray of #GFile): files on this computer that fit; at least one, and one
 * only unless `multiple`.
 *
 * Signal: `refused` (text): what was not taken, and why.
 *
 * Signal: `source` (text): the user wants a file from a source that was added, such as `microphone`.
 */
G_DECLARE_FINAL_TYPE (SpDropZone, sp_drop_zone, SP, DROP_ZONE, GtkWidget)

GtkWidget *sp_drop_zone_new (void);

/**
 * sp_drop_zone_set_client:
 * @self: a drop zone
 * @client: (nullable): knows the largest size and fetches web addresses
 */
void sp_drop_zone_set_client (SpDropZone   *self,
                              GradioClient *client);

/**
 * sp_drop_zone_set_file_types:
 * @self: a drop zone
 * @types: (nullable): words as of sp_file_types_new_from_json(), %NULL for any file
 */
void sp_drop_zone_set_file_types (SpDropZone        *self,
                                  const char *const *types);

/**
 * sp_drop_zone_set_max_size:
 * @self: a drop zone
 * @max_size: bytes a file may have, -1 for what the client says
 */
void sp_drop_zone_set_max_size (SpDropZone *self,
                                goffset     max_size);

/**
 * sp_drop_zone_add_source:
 * @self: a drop zone
 * @word: what it is called in `sources`
 * @label: text of the button, with a mnemonic
 *
 * Adds another way to a file, with a button beside *Choose…* and *Paste*. It is not offered before
 * sp_drop_zone_read_sources() finds it.
 */
void sp_drop_zone_add_source (SpDropZone *self,
                              const char *word,
                              const char *label);

/**
 * sp_drop_zone_has_source:
 * @self: a drop zone
 * @word: `upload`, or a source that was added
 *
 * Returns: whether it is offered
 */
gboolean sp_drop_zone_has_source (SpDropZone *self,
                                  const char *word);

/**
 * sp_drop_zone_set_pastes_uploads:
 * @self: a drop zone
 * @pastes_uploads: whether what may be chosen may be pasted, too: of components whose `sources` know
 *   no `clipboard`
 */
void sp_drop_zone_set_pastes_uploads (SpDropZone *self,
                                      gboolean    pastes_uploads);

/**
 * sp_drop_zone_set_activity:
 * @self: a drop zone
 * @activity: (nullable): what is shown instead of all else, while a file is being made
 */
void sp_drop_zone_set_activity (SpDropZone *self,
                                GtkWidget  *activity);

/**
 * sp_drop_zone_read_sources:
 * @self: a drop zone
 * @props: props of a component
 *
 * Offers what `sources` lists: *Choose…* and dropping are `upload`, *Paste* is `clipboard`, and the
 * sources that were added. Without it everything stays as it is, but for the one `source` of Gradio 3
 * if that was added. Where @props has %SP_DROP_ZONE_ANY_FILE, files may be chosen, dropped and pasted from now on
 * whatever else is listed.
 */
void sp_drop_zone_read_sources (SpDropZone *self,
                                JsonObject *props);

void     sp_drop_zone_set_filled (SpDropZone *self, gboolean filled);
gboolean sp_drop_zone_get_filled (SpDropZone *self);
void     sp_drop_zone_set_interactive (SpDropZone *self, gboolean interactive);
void     sp_drop_zone_set_multiple (SpDropZone *self, gboolean multiple);
void     sp_drop_zone_set_folders (SpDropZone *self, gboolean folders);

/**
 * sp_drop_zone_find_folder:
 * @self: a drop zone
 * @file: a file that came with the signal `files` just now
 *
 * Returns: (transfer none) (nullable): the folder that was chosen and has it, at any depth
 */
GFile *sp_drop_zone_find_folder (SpDropZone *self,
                                 GFile      *file);

/**
 * sp_drop_zone_choose:
 * @self: a drop zone
 *
 * Asks the user for files, as the button does.
 */
void sp_drop_zone_choose (SpDropZone *self);

/**
 * sp_drop_zone_paste:
 * @self: a drop zone
 *
 * Takes what is on the clipboard: files, a picture or an address.
 */
void sp_drop_zone_paste (SpDropZone *self);

/**
 * sp_drop_zone_take_files:
 * @self: a drop zone
 * @files: (element-type GFile): files on this computer
 *
 * Takes files as if they had been dropped.
 */
void sp_drop_zone_take_files (SpDropZone *self,
                              GPtrArray  *files);

/**
 * sp_drop_zone_take_texture:
 * @self: a drop zone
 * @texture: a picture
 *
 * Takes a picture as if it had been pasted: as a PNG file that goes away with the zone.
 */
void sp_drop_zone_take_texture (SpDropZone *self,
                                GdkTexture *texture);

/**
 * sp_drop_zone_take_text:
 * @self: a drop zone
 * @text: addresses, one a line
 *
 * Takes addresses as if they had been dropped: `file:` ones as they are, the first http or https
 * one fetched.
 */
void sp_drop_zone_take_text (SpDropZone *self,
                             const char *text);

G_END_DECLS
