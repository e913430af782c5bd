/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SpSpaceSourceKind:
 * @SP_SPACE_SOURCE_HUB: a Space of the Hub, “owner/name”
 * @SP_SPACE_SOURCE_FOLDER: a folder of this computer, its path
 * @SP_SPACE_SOURCE_ARCHIVE: a .space file, its path
 * @SP_SPACE_SOURCE_EXTENSION: a Flatpak extension, its name
 *
 * Where a Space came from, and what the reference of its source is.
 */
typedef enum {
  SP_SPACE_SOURCE_HUB,
  SP_SPACE_SOURCE_FOLDER,
  SP_SPACE_SOURCE_ARCHIVE,
  SP_SPACE_SOURCE_EXTENSION,
} SpSpaceSourceKind;

/**
 * SpSpaceManifest:
 * @id: its id, see sp_space_make_id()
 * @title: (nullable): its title
 * @source_kind: where it came from
 * @source_reference: see SpSpaceSourceKind
 * @source_endpoint: (nullable): address of the Hub it is from
 * @commit: (nullable): the commit that was installed last
 * @current: (nullable): name of the version that is run; %NULL while the first one is adopted
 * @previous: (nullable): name of the version it can go back to
 * @older: (nullable): one more version, kept until @current has started once
 * @adopting: (nullable): a version that is being put in place
 * @started: whether @current has started once
 * @previous_started: whether @previous has
 * @extras: (nullable): what is installed beside its requirements, one requirement an entry
 *
 * space.json of an installed Space.
 */
typedef struct {
  char             *id;
  char             *title;
  SpSpaceSourceKind source_kind;
  char             *source_reference;
  char             *source_endpoint;
  char             *commit;
  char             *current;
  char             *previous;
  char             *older;
  char             *adopting;
  gboolean          started;
  gboolean          previous_started;
  GStrv             extras;
} SpSpaceManifest;

/**
 * sp_space_manifest_new:
 * @id: an id
 * @kind: where it came from
 * @reference: see SpSpaceSourceKind
 *
 * Returns: (transfer full): a manifest without versions
 */
SpSpaceManifest *sp_space_manifest_new (const char       *id,
                                        SpSpaceSourceKind kind,
                                        const char       *reference);
SpSpaceManifest *sp_space_manifest_copy (const SpSpaceManifest *self);
void             sp_space_manifest_free (SpSpaceManifest *self);

/**
 * sp_space_manifest_parse:
 * @text: content of a space.json, from whoever wrote it
 * @length: its length in bytes
 * @error: return location
 *
 * Returns: (transfer full): the manifest, or %NULL with %G_IO_ERROR_INVALID_DATA, or %G_IO_ERROR_NOT_SUPPORTED for a
 * newer format
 */
SpSpaceManifest *sp_space_manifest_parse (const char *text,
                                          gsize       length,
                                          GError    **error);

/* space.json of it (transfer full). Equal manifests give equal text. */
char *sp_space_manifest_to_text (const SpSpaceManifest *self);

/**
 * sp_space_manifest_load:
 * @folder: folder of an installed Space
 * @error: return location
 *
 * Reads its space.json, which a link is not followed for.
 */
SpSpaceManifest *sp_space_manifest_load (GFile   *folder,
                                         GError **error);

/* Writes space.json in one step: whoever reads it, also after a power cut, reads the old or the new one. */
gboolean sp_space_manifest_save (const SpSpaceManifest *self,
                                 GFile                 *folder,
                                 GError               **error);

/**
 * sp_space_version_is_name:
 * @name: (nullable): a text
 *
 * Whether it can be the name of a version: letters, digits, “.”, “_” and “-”, none of the last three at its start, at
 * most 64.
 */
gboolean sp_space_version_is_name (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpSpaceManifest, sp_space_manifest_free)

G_END_DECLS
