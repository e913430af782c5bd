/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-state-label.h"

G_BEGIN_DECLS

/**
 * SpSavedKind:
 * @SP_SAVED_HUB: a Space of the Hub
 * @SP_SAVED_ADDRESS: an app at some address
 * @SP_SAVED_INSTALLED: a Space of this computer
 *
 * Where a saved app is.
 */
typedef enum {
  SP_SAVED_HUB,
  SP_SAVED_ADDRESS,
  SP_SAVED_INSTALLED,
} SpSavedKind;

#define SP_TYPE_SAVED_APP (sp_saved_app_get_type ())

/**
 * SpSavedApp:
 *
 * An app in the user's library.
 *
 * Properties, all notified: `title`, `emoji`, `color-from` and `color-to` (nullable texts: the look that its author
 * gave it on the Hub), `used` (Unix time of the last use, 0 for never), `collections` (the names of those it is in),
 * `state` (nullable: how it is with it, in words, as far as that was asked).
 */
G_DECLARE_FINAL_TYPE (SpSavedApp, sp_saved_app, SP, SAVED_APP, GObject)

/**
 * sp_saved_app_new:
 * @reference: what opens it: `owner/name`, a web address, or `space:` and the id of a Space of this computer
 * @title: (nullable): its title
 * @error: return location
 *
 * What is too long in a title, or no text, is left out.
 *
 * Returns: (transfer full): an app that is saved now, or %NULL with %GRADIO_ERROR_ADDRESS when @reference opens nothing
 */
SpSavedApp *sp_saved_app_new (const char *reference,
                              const char *title,
                              GError    **error);

/**
 * sp_saved_app_dup_key:
 * @reference: what opens an app
 * @kind: (out) (optional): where it is
 * @error: return location
 *
 * Returns: (transfer full): the same for all spellings of an address, or %NULL with %GRADIO_ERROR_ADDRESS
 */
char *sp_saved_app_dup_key (const char  *reference,
                            SpSavedKind *kind,
                            GError     **error);

const char *sp_saved_app_get_reference (SpSavedApp *self);
const char *sp_saved_app_get_key (SpSavedApp *self);
SpSavedKind sp_saved_app_get_kind (SpSavedApp *self);
const char *sp_saved_app_get_hub_name (SpSavedApp *self); /* nullable: `owner/name` of one of the Hub */
const char *sp_saved_app_get_title (SpSavedApp *self);    /* @reference for want of one */
gboolean    sp_saved_app_has_title (SpSavedApp *self);
void        sp_saved_app_set_title (SpSavedApp *self, const char *title);
const char *sp_saved_app_get_emoji (SpSavedApp *self);      /* nullable */
const char *sp_saved_app_get_color_from (SpSavedApp *self); /* nullable */
const char *sp_saved_app_get_color_to (SpSavedApp *self);   /* nullable */
void        sp_saved_app_set_look (SpSavedApp *self, const char *emoji, const char *color_from, const char *color_to);
gint64      sp_saved_app_get_added (SpSavedApp *self); /* Unix time */
gint64      sp_saved_app_get_used (SpSavedApp *self);
void        sp_saved_app_set_times (SpSavedApp *self, gint64 added, gint64 used);
const char *sp_saved_app_get_state (SpSavedApp *self); /* nullable */
SpStateLook sp_saved_app_get_state_look (SpSavedApp *self);
void        sp_saved_app_set_state (SpSavedApp *self, SpStateLook look, const char *words);
gint64      sp_saved_app_get_asked (SpSavedApp *self); /* when its state was asked for: monotonic time, 0 for never */
void        sp_saved_app_set_asked (SpSavedApp *self, gint64 time);

/* The names of the collections that it is in. */
const char *const *sp_saved_app_get_collections (SpSavedApp *self);
gboolean           sp_saved_app_is_in (SpSavedApp *self, const char *collection);
void               sp_saved_app_set_in (SpSavedApp *self, const char *collection, gboolean is_in);

/**
 * sp_saved_app_matches:
 * @self: an app
 * @words: (nullable): what is searched for, in lower case as g_utf8_casefold() makes it
 *
 * Returns: whether each of the words is in its title, its address or the name of one of its collections
 */
gboolean sp_saved_app_matches (SpSavedApp        *self,
                               const char *const *words);

/* One line of text of a stranger's, of no more than @max characters; nullable when nothing is left. */
char *sp_saved_app_dup_line (const char *text, glong max);

G_END_DECLS
