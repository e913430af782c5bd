/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Colours as texts of CSS, which is how Gradio sends them. */

/**
 * SpColorForm:
 * @SP_COLOR_FORM_HEX: `#00ff80`, `#00ff8080`
 * @SP_COLOR_FORM_RGB: `rgb(0, 255, 128)`, `rgba(0, 255, 128, 0.5)`
 * @SP_COLOR_FORM_HSL: `hsl(150, 100%, 50%)`, `hsla(150, 100%, 50%, 0.5)`
 *
 * How a colour is written.
 */
typedef enum {
  SP_COLOR_FORM_HEX,
  SP_COLOR_FORM_RGB,
  SP_COLOR_FORM_HSL,
} SpColorForm;

/**
 * sp_color_text_parse:
 * @text: a colour of CSS: also a name, and with fractions as Gradio's older pages send them
 * @color: (out): the colour
 * @form: (out) (optional): how it is written; names count as #SP_COLOR_FORM_HEX
 *
 * Returns: %FALSE when @text is no colour
 */
gboolean sp_color_text_parse (const char *text, GdkRGBA *color, SpColorForm *form);

/**
 * sp_color_text_new:
 * @color: a colour
 * @form: how to write it
 *
 * Returns: (transfer full): the text, with the opacity only if it is not whole
 */
char *sp_color_text_new (const GdkRGBA *color, SpColorForm form);

G_END_DECLS
