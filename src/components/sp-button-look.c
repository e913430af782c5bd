/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-button-look.h"

#include "gradio.h"

static void
set_class (GtkWidget *button, const char *name, gboolean wanted)
{
  if (wanted)
    gtk_widget_add_css_class (button, name);
  else
    gtk_widget_remove_css_class (button, name);
}

void
sp_button_look_apply (GtkWidget *button, JsonObject *props)
{
  const char *variant = gradio_json_get_string (props, "variant", NULL);
  const char *size = gradio_json_get_string (props, "size", NULL);

  g_return_if_fail (GTK_IS_WIDGET (button));

  if (variant != NULL) {
    set_class (button, "suggested-action", g_str_equal (variant, "primary"));
    set_class (button, "destructive-action", g_str_equal (variant, "stop"));
  }
  if (size != NULL)
    gtk_widget_set_halign (button, g_str_equal (size, "sm") ? GTK_ALIGN_START : GTK_ALIGN_FILL);
}
