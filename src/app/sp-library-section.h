/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-accounts.h"
#include "sp-library.h"
#include "sp-port-scan.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_LIBRARY_SECTION (sp_library_section_get_type ())

/**
 * SpLibrarySection:
 *
 * The saved apps on the start page: all of them or a collection, those that match a search, and no more rows than are
 * asked for.
 *
 * Signals: `open` (reference): an app was chosen; `toast` (#AdwToast): something was done that can be undone by it.
 */
G_DECLARE_FINAL_TYPE (SpLibrarySection, sp_library_section, SP, LIBRARY_SECTION, AdwBin)

/**
 * sp_library_section_set_library:
 * @self: a section without one
 * @library: the library
 * @accounts: (nullable): the accounts of the Hub
 * @scan: what runs on this computer
 */
void sp_library_section_set_library (SpLibrarySection *self,
                                     SpLibrary        *library,
                                     SpHubAccounts    *accounts,
                                     SpPortScan       *scan);

/* Whether it is seen: it asks the Hub for nothing otherwise. */
void sp_library_section_set_active (SpLibrarySection *self,
                                    gboolean          active);

G_END_DECLS
