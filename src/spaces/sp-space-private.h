/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-space.h"

G_BEGIN_DECLS

/* What the files of a Space's folder say. */
typedef struct {
  char      *sdk;
  char      *sdk_version;
  char      *title;
  char      *emoji;
  char      *summary;
  char      *color_from;
  char      *color_to;
  char      *app_file;
  char      *python_version;
  char      *base_path;
  char      *hardware;
  char      *license;
  guint      app_port;
  gboolean   hf_oauth;
  GStrv      models;
  GStrv      datasets;
  GStrv      tags;
  GStrv      preload;
  GStrv      system_packages;
  GPtrArray *pre_requirements; /* of char* */
  GPtrArray *requirements;     /* of char* */
  GPtrArray *warnings;         /* of char*, ends with NULL */
  GError    *problem;          /* nullable: why it cannot run */
} SpSpaceFacts;

/**
 * sp_space_facts_read:
 * @folder: folder of a Space
 * @name: what to call it in sentences
 * @error: return location
 *
 * Returns: (transfer full): what is known of it, or %NULL when the folder cannot be read
 */
SpSpaceFacts *sp_space_facts_read (GFile      *folder,
                                   const char *name,
                                   GError    **error);
void          sp_space_facts_free (SpSpaceFacts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpSpaceFacts, sp_space_facts_free)

G_END_DECLS
