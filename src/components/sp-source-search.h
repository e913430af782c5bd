/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

#define SP_TYPE_SOURCE_SEARCH (sp_source_search_get_type ())

/**
 * SpSourceSearch:
 *
 * A bar to search in code, hidden until it is opened.
 */
G_DECLARE_FINAL_TYPE (SpSourceSearch, sp_source_search, SP, SOURCE_SEARCH, GtkWidget)

/**
 * sp_source_search_set_view:
 * @self: a search bar
 * @view: what it searches; it must not go away before the bar
 */
void sp_source_search_set_view (SpSourceSearch *self, GtkSourceView *view);

/**
 * sp_source_search_set_prompt:
 * @self: a search bar
 * @prompt: what its entry is for, where it is no code that is searched
 */
void sp_source_search_set_prompt (SpSourceSearch *self, const char *prompt);

/**
 * sp_source_search_open:
 * @self: a search bar
 *
 * Shows the bar, with the selected text to search for.
 */
void sp_source_search_open (SpSourceSearch *self);

G_END_DECLS
