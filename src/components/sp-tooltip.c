/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-tooltip.h"

#define MAX_CHARACTERS 600
#define MAX_LINES 20

/* Where the part of a text ends that is shown. */
static const char *
find_end (const char *text)
{
  const char *end = text;
  guint       n_lines = 1;

  for (guint i = 0; i < MAX_CHARACTERS && *end != '\0'; i++) {
    if (*end == '\n' && ++n_lines > MAX_LINES)
      break;
    end = g_utf8_next_char (end);
  }

  return end;
}

void
sp_tooltip_set_text (GtkWidget *widget, const char *text)
{
  const char      *end = NULL;
  g_autofree char *part = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  end = text != NULL ? find_end (text) : NULL;
  if (end != NULL && *end != '\0')
    part = g_strdup_printf ("%.*s…", (int) (end - text), text);
  /* GTK asks the X server where the pointer is whenever a tooltip is set, and waits for the answer. */
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), part != NULL ? part : text) != 0)
    gtk_widget_set_tooltip_text (widget, part != NULL ? part : text);
}
