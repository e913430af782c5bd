/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-blocks.h"
#include "sp-drive-types.h"

G_BEGIN_DECLS

typedef struct _SpDriveItem SpDriveItem;

/*
 * Something on the page as it is now. Only custom buttons, which lie in the head of another component
 * (`buttons`), may have no block. Texts and objects belong to the app.
 */
struct _SpDriveItem {
  int              id;
  const char      *type;
  JsonObject      *props;
  SpBlock         *block;  /* nullable */
  SpDriveItem     *parent; /* nullable */
  guint            place;  /* among the children of the parent */
  SpDriveTypeFlags flags;
  gboolean         shown;    /* people see it; of a tab item: its button */
  gboolean         unfolded; /* people see what is in it */
};

GPtrArray   *sp_drive_page_list (SpBlocks *blocks);
gboolean     sp_drive_item_is_interactive (SpDriveItem *self,
                                           SpBlocks    *blocks);
gboolean     sp_drive_item_refuse (SpDriveItem *self,
                                   const char  *reason,
                                   GError     **error);
gboolean     sp_drive_item_is_tab (SpDriveItem *self);
JsonNode    *sp_drive_item_dup_tab_id (SpDriveItem *self);
const char  *sp_drive_item_get_words (SpDriveItem *self);
SpDriveItem *sp_drive_page_find_chosen (GPtrArray   *items,
                                        SpDriveItem *tabs);

G_END_DECLS
