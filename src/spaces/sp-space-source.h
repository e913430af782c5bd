/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-space-manifest.h"

G_BEGIN_DECLS

#define SP_TYPE_SPACE_SOURCE (sp_space_source_get_type ())

/**
 * SpSpaceSource:
 *
 * Where a Space is installed from. It never changes.
 */
G_DECLARE_FINAL_TYPE (SpSpaceSource, sp_space_source, SP, SPACE_SOURCE, GObject)

/**
 * sp_space_source_new:
 * @kind: what it is
 * @reference: see #SpSpaceSourceKind; paths are absolute
 * @revision: (nullable): branch, tag or commit of a Space on the Hub; %NULL for the newest
 *
 * Returns: (transfer full): a source
 */
SpSpaceSource *sp_space_source_new (SpSpaceSourceKind kind,
                                    const char       *reference,
                                    const char       *revision);

/**
 * sp_space_source_parse:
 * @text: what the user wrote: a folder or an archive that is there, `owner/name`,
 *   `owner/name@revision`, or the address of the Space's page
 *   on the Hub
 * @revision: (nullable): a revision that was given besides
 * @error: return location
 *
 * Returns: (transfer full): the source, or %NULL with %G_IO_ERROR_INVALID_ARGUMENT or
 *   %G_IO_ERROR_NOT_FOUND
 */
SpSpaceSource *sp_space_source_parse (const char *text,
                                      const char *revision,
                                      GError    **error);

SpSpaceSourceKind sp_space_source_get_kind (SpSpaceSource *self);
const char       *sp_space_source_get_reference (SpSpaceSource *self);
const char       *sp_space_source_get_revision (SpSpaceSource *self); /* nullable */

/* What its id is made of (transfer full): `owner/name`, or the name of the folder or archive
 * without its suffix. */
char *sp_space_source_dup_name (SpSpaceSource *self);

G_END_DECLS
