/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-html-box.h"

struct _SpHtmlBox {
  GtkWidget parent_instance;

  GtkWidget *content;
  GdkRGBA    color;
  int        radius;
};

G_DEFINE_FINAL_TYPE (SpHtmlBox, sp_html_box, GTK_TYPE_WIDGET)

static void
sp_html_box_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SpHtmlBox      *self = SP_HTML_BOX (widget);
  graphene_rect_t area =
    GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &area, self->radius);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->color, &area);
  gtk_snapshot_pop (snapshot);
  gtk_widget_snapshot_child (widget, self->content, snapshot);
}

static void
sp_html_box_dispose (GObject *object)
{
  g_clear_pointer (&SP_HTML_BOX (object)->content, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_html_box_parent_class)->dispose (object);
}

static void
sp_html_box_class_init (SpHtmlBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_html_box_dispose;
  widget_class->snapshot = sp_html_box_snapshot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sp_html_box_init (SpHtmlBox *self)
{
}

GtkWidget *
sp_html_box_new (GtkWidget *content, const GdkRGBA *color, int padding, int radius)
{
  SpHtmlBox *self = g_object_new (SP_TYPE_HTML_BOX, NULL);

  g_return_val_if_fail (GTK_IS_WIDGET (content), NULL);
  g_return_val_if_fail (color != NULL, NULL);

  self->content = content;
  self->color = *color;
  self->radius = radius;
  gtk_widget_set_margin_top (content, padding);
  gtk_widget_set_margin_bottom (content, padding);
  gtk_widget_set_margin_start (content, padding);
  gtk_widget_set_margin_end (content, padding);
  gtk_widget_set_parent (content, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}
