/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-installed-row.h"

G_BEGIN_DECLS

/* Shared by sp-installed-row.c (what it shows) and sp-installed-row-actions.c (what its menu does). */
struct _SpInstalledRow {
  AdwActionRow      parent_instance;
  GtkLabel         *emoji;       /* template child */
  GtkButton        *toggle;      /* template child */
  GtkWidget        *menu_button; /* template child */
  SpLibrary        *library;     /* owned */
  SpInstalledSpace *space;       /* owned */
  GCancellable     *cancellable; /* owned: of the measuring */
  char             *size;        /* owned, nullable: in words */
};

void sp_installed_row_open (SpInstalledRow *self);
void sp_installed_row_uninstall (SpInstalledRow *self);
void sp_installed_row_toast (SpInstalledRow *self,
                             const char     *text);

void sp_installed_row_find_launcher (SpInstalledRow *self);
void sp_installed_row_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
