/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-library-section.h"

#include "sp-collection.h"
#include "sp-saved-states.h"

G_BEGIN_DECLS

/* Shared by sp-library-section.c (what is shown), sp-library-section-choice.c (the collections that can be chosen) and
 * sp-library-section-actions.c (what its menu does). */
struct _SpLibrarySection {
  AdwBin              parent_instance;
  GtkDropDown        *choice;          /* template child */
  GtkEditable        *search;          /* template child */
  GtkListBox         *list;            /* template child */
  GtkButton          *more;            /* template child */
  GtkLabel           *empty;           /* template child */
  GtkWidget          *not_found;       /* template child */
  GtkLabel           *not_found_label; /* template child */
  SpLibrary          *library;         /* owned */
  SpSavedApps        *saved;           /* owned */
  SpHubAccounts      *accounts;        /* owned, nullable */
  GSignalGroup       *account;         /* owned: of the current one */
  SpSavedStates      *states;          /* owned */
  GListStore         *choices;         /* owned, of SpCollection */
  GPtrArray          *on_hub;          /* owned, of SpCollection */
  SpCollection       *chosen;          /* owned */
  GListStore         *hub_apps;        /* owned, of SpSavedApp: those of the chosen collection of the Hub */
  GtkFilterListModel *filtered;        /* owned */
  GtkCustomFilter    *filter;          /* owned by @filtered */
  GtkSliceListModel  *shown;           /* owned */
  GStrv               words;           /* owned: what is searched for */
  GCancellable       *listing;         /* owned, nullable: of asking for the collections of the Hub */
  GCancellable       *loading;         /* owned, nullable: of asking for one of them */
  char               *problem;         /* owned, nullable: why that did not work */
  char               *owner;           /* owned, nullable: whose collections are known */
  gboolean            identified;      /* the Hub was asked whose the account is */
  gboolean            active;
  gboolean            choosing; /* it is not the user who chooses */
};

/* The filter, the texts and the rows, after something changed. */
void sp_library_section_update (SpLibrarySection *self);

/* Which of the rows are Spaces of who is signed in. */
void sp_library_section_update_own (SpLibrarySection *self);

void sp_library_section_show_toast (SpLibrarySection *self,
                                    AdwToast         *toast);

/* sp-library-section-choice.c */
void sp_library_section_init_choice (SpLibrarySection *self);
void sp_library_section_account_cb (SpLibrarySection *self);
void sp_library_section_list_collections (SpLibrarySection *self);
void sp_library_section_load_again (SpLibrarySection *self);
void sp_library_section_stop_asking (SpLibrarySection *self);

/* sp-library-section-actions.c */
void sp_library_section_install_actions (GtkWidgetClass *widget_class);
void sp_library_section_enable_actions (SpLibrarySection *self);

G_END_DECLS
