/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-gallery-cell.h"

#include "sp-file-drag.h"
#include "sp-resources.h"
#include "sp-tooltip.h"

struct _SpGalleryCell {
  GtkWidget parent_instance;

  GtkWidget   *overlay;       /* template child */
  SpThumbnail *thumbnail;     /* template child */
  GtkLabel    *caption;       /* template child */
  GtkWidget   *remove_button; /* template child */

  SpGalleryItem *item;
  GSignalGroup  *item_signals;
  SpFileDrag    *drag; /* NULL until the first item */
};

G_DEFINE_FINAL_TYPE (SpGalleryCell, sp_gallery_cell, GTK_TYPE_WIDGET)

typedef enum {
  PROP_REMOVABLE = 1,
  PROP_CONTENT_FIT,
} SpGalleryCellProperty;

static GParamSpec *properties[PROP_CONTENT_FIT + 1];

enum {
  SIGNAL_REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
remove_clicked_cb (SpGalleryCell *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
update_selected (SpGalleryCell *self)
{
  if (self->item != NULL && sp_gallery_item_get_selected (self->item))
    gtk_widget_add_css_class (GTK_WIDGET (self), "selected");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "selected");
}

static void
sp_gallery_cell_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpGalleryCell *self = SP_GALLERY_CELL (object);

  switch ((SpGalleryCellProperty) prop_id) {
  case PROP_REMOVABLE:
    g_value_set_boolean (value, gtk_widget_get_visible (self->remove_button));
    break;
  case PROP_CONTENT_FIT:
    g_object_get_property (G_OBJECT (self->thumbnail), "content-fit", value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_gallery_cell_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpGalleryCell *self = SP_GALLERY_CELL (object);

  switch ((SpGalleryCellProperty) prop_id) {
  case PROP_REMOVABLE:
    gtk_widget_set_visible (self->remove_button, g_value_get_boolean (value));
    break;
  case PROP_CONTENT_FIT:
    sp_thumbnail_set_content_fit (self->thumbnail, g_value_get_enum (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_gallery_cell_dispose (GObject *object)
{
  SpGalleryCell *self = SP_GALLERY_CELL (object);

  g_clear_object (&self->drag);
  g_clear_object (&self->item_signals);
  g_clear_object (&self->item);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_gallery_cell_parent_class)->dispose (object);
}

static void
sp_gallery_cell_class_init (SpGalleryCellClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sp_gallery_cell_get_property;
  object_class->set_property = sp_gallery_cell_set_property;
  object_class->dispose = sp_gallery_cell_dispose;

  properties[PROP_REMOVABLE] = g_param_spec_boolean ("removable", NULL, NULL, FALSE, flags);
  properties[PROP_CONTENT_FIT] = g_param_spec_enum ("content-fit", NULL, NULL, GTK_TYPE_CONTENT_FIT,
                                                    GTK_CONTENT_FIT_COVER, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SP_TYPE_THUMBNAIL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-gallery-cell");
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-gallery-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, SpGalleryCell, overlay);
  gtk_widget_class_bind_template_child (widget_class, SpGalleryCell, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, SpGalleryCell, caption);
  gtk_widget_class_bind_template_child (widget_class, SpGalleryCell, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
sp_gallery_cell_init (SpGalleryCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->item_signals = g_signal_group_new (SP_TYPE_GALLERY_ITEM);
  g_signal_group_connect_swapped (self->item_signals, "notify::selected", G_CALLBACK (update_selected),
                                  self);
  self->drag = sp_file_drag_new (GTK_WIDGET (self));
}

GtkWidget *
sp_gallery_cell_new (void)
{
  return g_object_new (SP_TYPE_GALLERY_CELL, NULL);
}

void
sp_gallery_cell_set_item (SpGalleryCell     *self,
                          SpThumbnailLoader *loader,
                          SpGalleryItem     *item,
                          GradioClient      *client)
{
  GradioFile *file = item != NULL ? sp_gallery_item_get_file (item) : NULL;
  const char *caption = item != NULL ? sp_gallery_item_get_caption (item) : NULL;

  g_return_if_fail (SP_IS_GALLERY_CELL (self));

  g_set_object (&self->item, item);
  g_signal_group_set_target (self->item_signals, item);
  sp_thumbnail_set_file (self->thumbnail, loader, file, client);
  sp_thumbnail_set_alternative_text (self->thumbnail,
                                     item != NULL ? sp_gallery_item_get_name (item) : NULL);
  sp_file_drag_set_file (self->drag, file, client);
  gtk_label_set_text (self->caption, caption != NULL ? caption : "");
  sp_tooltip_set_text (GTK_WIDGET (self->caption), caption);
  gtk_widget_set_visible (GTK_WIDGET (self->caption), caption != NULL && *caption != '\0');
  update_selected (self);
}

SpGalleryItem *
sp_gallery_cell_get_item (SpGalleryCell *self)
{
  g_return_val_if_fail (SP_IS_GALLERY_CELL (self), NULL);

  return self->item;
}
