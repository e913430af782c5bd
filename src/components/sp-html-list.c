/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-html-private.h"

#include <glib/gi18n-lib.h>

/* The check box that makes an item a task: the first thing in it. */
static xmlNode *
find_task (xmlNode *item)
{
  xmlNode *child = item->children;

  while (child != NULL && (xmlIsBlankNode (child) || sp_html_is_element (child, "p")))
    child = xmlIsBlankNode (child) ? child->next : child->children;
  if (child != NULL && sp_html_is_element (child, "input")) {
    g_autofree char *type = sp_html_dup_attribute (child, "type");

    if (g_strcmp0 (type, "checkbox") == 0)
      return child;
  }

  return NULL;
}

static GtkWidget *
new_marker (xmlNode *item, gboolean is_ordered, int number)
{
  xmlNode         *task = find_task (item);
  g_autofree char *text = NULL;
  GtkWidget       *marker = NULL;

  if (task != NULL) {
    gboolean is_done = xmlHasProp (task, BAD_CAST "checked") != NULL;

    marker = gtk_image_new_from_icon_name (is_done ? "checkbox-checked-symbolic" : "checkbox-symbolic");
    gtk_accessible_update_property (GTK_ACCESSIBLE (marker), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    is_done ? _("Done") : _("Open"), -1);
    gtk_widget_set_margin_top (marker, 2);
  } else {
    text = is_ordered ? g_strdup_printf ("%d.", number) : g_strdup ("•");
    marker = gtk_label_new (text);
    gtk_widget_add_css_class (marker, "numeric");
  }
  gtk_widget_set_valign (marker, GTK_ALIGN_START);
  gtk_widget_set_halign (marker, GTK_ALIGN_END);

  return marker;
}

static gboolean
has_paragraphs (xmlNode *list)
{
  for (xmlNode *item = list->children; item != NULL; item = item->next) {
    for (xmlNode *child = item->children; child != NULL; child = child->next) {
      if (sp_html_is_element (child, "p"))
        return TRUE;
    }
  }

  return FALSE;
}

GtkWidget *
sp_html_list_new (const SpHtmlFlow *flow, xmlNode *node)
{
  gboolean   is_ordered = sp_html_is_element (node, "ol");
  gboolean   is_loose = has_paragraphs (node);
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_LIST,
                                  "column-spacing", 8,
                                  "row-spacing", is_loose ? 9 : 3,
                                  "margin-start", 6,
                                  NULL);
  int        number = sp_html_get_int (node, "start", 1);
  int        row = 0;

  for (xmlNode *item = node->children; item != NULL; item = item->next) {
    GtkWidget *content = NULL;

    if (item->type != XML_ELEMENT_NODE)
      continue;
    content = sp_html_flow_new_content (flow, item, is_loose ? 9 : 3);
    if (content == NULL)
      content = gtk_label_new (NULL);
    number = sp_html_get_int (item, "value", number);
    gtk_widget_set_hexpand (content, TRUE);
    gtk_grid_attach (GTK_GRID (grid), new_marker (item, is_ordered, number), 0, row, 1, 1);
    gtk_grid_attach (GTK_GRID (grid), content, 1, row, 1, 1);
    number = number < G_MAXINT ? number + 1 : number;
    row++;
  }

  return grid;
}
