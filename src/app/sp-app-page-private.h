/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-app-page.h"

G_BEGIN_DECLS

/* Shared by sp-app-page.c (what it is) and sp-app-page-actions.c (what its menu does). */

void sp_app_page_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
