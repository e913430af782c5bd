/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-scroll-height.h"

#include "sp-css-length.h"

#define MAX_HEIGHT 10000 /* pixels */

static int
read_height (GtkScrolledWindow *scroller, JsonObject *props, const char *name, int otherwise)
{
  GtkRoot  *root = gtk_widget_get_root (GTK_WIDGET (scroller));
  int       reference = root != NULL ? gtk_widget_get_height (GTK_WIDGET (root)) : 0;
  JsonNode *node = json_object_get_member (props, name);
  int       height = 0;

  if (node == NULL || json_node_is_null (node))
    return otherwise;
  height = sp_css_length_to_pixels (node, reference);

  return height > 0 ? MIN (height, MAX_HEIGHT) : -1;
}

void
sp_scroll_height_read (GtkScrolledWindow *scroller, JsonObject *props)
{
  int least = 0, most = 0, height = 0;

  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));
  g_return_if_fail (props != NULL);

  least = read_height (scroller, props, "min_height",
                       gtk_scrolled_window_get_min_content_height (scroller));
  most = read_height (scroller, props, "max_height",
                      gtk_scrolled_window_get_max_content_height (scroller));
  height = read_height (scroller, props, "height", -1);
  if (height > 0)
    least = most = height;
  if (most > 0 && least > most)
    most = least;

  /* One is never more than the other, in between either. */
  gtk_scrolled_window_set_min_content_height (scroller, -1);
  gtk_scrolled_window_set_max_content_height (scroller, most);
  gtk_scrolled_window_set_min_content_height (scroller, least);
  gtk_scrolled_window_set_policy (scroller, GTK_POLICY_NEVER,
                                  most > 0 ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
}
