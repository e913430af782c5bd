/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_QR_CODE (sp_qr_code_get_type ())

/**
 * SpQrCode:
 *
 * A text as a picture for cameras: black on white in any style, with the white margin that readers need.
 *
 * Without libqrencode (`-Dqr=disabled`) it stays empty: sp_qr_code_is_built().
 */
G_DECLARE_FINAL_TYPE (SpQrCode, sp_qr_code, SP, QR_CODE, GtkWidget)

/* Whether this program can draw one. */
gboolean sp_qr_code_is_built (void);

/**
 * sp_qr_code_set_text:
 * @self: a code
 * @text: (nullable): what it says; nothing is drawn when that is too long for a code
 */
void sp_qr_code_set_text (SpQrCode   *self,
                          const char *text);

guint sp_qr_code_get_width (SpQrCode *self); /* in squares, without the margin; 0: empty */

gboolean sp_qr_code_is_dark (SpQrCode *self,
                             guint     column,
                             guint     row);

G_END_DECLS
