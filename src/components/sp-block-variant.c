/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-block-variant.h"

#include "gradio.h"

void
sp_block_variant_apply (GtkWidget *widget, JsonObject *props)
{
  const char *variant = gradio_json_get_string (props, "variant", NULL);

  if (variant == NULL)
    return;

  if (g_str_equal (variant, "panel") || g_str_equal (variant, "compact"))
    gtk_widget_add_css_class (widget, "panel");
  else
    gtk_widget_remove_css_class (widget, "panel");
}
