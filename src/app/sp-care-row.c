/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-care-row.h"

struct _SpCareRow {
  AdwBin    parent_instance;
  GtkImage *icon;    /* a child */
  GtkLabel *title;   /* a child */
  GtkLabel *caption; /* a child */
};

G_DEFINE_FINAL_TYPE (SpCareRow, sp_care_row, ADW_TYPE_BIN)

static void
sp_care_row_class_init (SpCareRowClass *klass)
{
}

static GtkLabel *
new_label (PangoEllipsizeMode mode)
{
  return g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", mode, NULL);
}

static void
sp_care_row_init (SpCareRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->title = new_label (PANGO_ELLIPSIZE_MIDDLE);
  self->caption = new_label (PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "dim-label");
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->caption));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_widget_add_css_class (box, "care-row");
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
sp_care_row_new (void)
{
  return g_object_new (SP_TYPE_CARE_ROW, NULL);
}

void
sp_care_row_set (SpCareRow  *self,
                 GIcon      *icon,
                 const char *title,
                 const char *caption)
{
  GtkWidget       *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *name = g_strjoin (", ", title, caption, NULL);

  g_return_if_fail (SP_IS_CARE_ROW (self));

  gtk_image_set_from_gicon (self->icon, icon);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->caption, caption);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
  if (cell != NULL) /* that is what has the focus */
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
