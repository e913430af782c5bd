/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-grid-cell.h"

#define MARGIN_X 10
#define MARGIN_Y 6

struct _SpGridCell {
  GtkWidget     parent_instance;
  SpGridContent content;
  PangoLayout  *layout;  /* owned, nullable until it is drawn */
  GtkWidget    *check;   /* a child, nullable */
  GtkWidget    *picture; /* a child, nullable */
  int           row;
  int           column;
  gboolean      wrap;
};

G_DEFINE_FINAL_TYPE (SpGridCell, sp_grid_cell, GTK_TYPE_WIDGET)

void
sp_grid_content_clear (SpGridContent *content)
{
  g_clear_pointer (&content->text, g_free);
  g_clear_pointer (&content->edit_text, g_free);
  g_clear_pointer (&content->name, g_free);
  g_clear_object (&content->file);
  *content = (SpGridContent){ .style = { .opacity = 1, .xalign = -1 } };
}

static void
add_attribute (PangoAttrList *attributes, gboolean wanted, PangoAttribute *attribute)
{
  if (wanted)
    pango_attr_list_insert (attributes, attribute);
  else
    pango_attribute_destroy (attribute);
}

static PangoAttrList *
create_attributes (const SpCellStyle *style)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  add_attribute (attributes, style->bold, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  add_attribute (attributes, style->italic, pango_attr_style_new (PANGO_STYLE_ITALIC));
  add_attribute (attributes, style->underline, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE));
  add_attribute (attributes, style->strikethrough, pango_attr_strikethrough_new (TRUE));

  return attributes;
}

static void
set_layout_text (PangoLayout *layout, const SpGridContent *content)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autoptr (PangoAttrList) style = create_attributes (&content->style);
  g_autofree char          *text = NULL;

  if (content->is_markup &&
      pango_parse_markup (content->text, -1, 0, &attributes, &text, NULL, NULL)) {
    GSList *list = pango_attr_list_get_attributes (style);

    for (GSList *item = list; item != NULL; item = item->next)
      pango_attr_list_insert (attributes, item->data);
    g_slist_free (list);
    pango_layout_set_text (layout, text, -1);
    pango_layout_set_attributes (layout, attributes);
  } else {
    pango_layout_set_text (layout, content->text != NULL ? content->text : "", -1);
    pango_layout_set_attributes (layout, style);
  }
}

static PangoAlignment
get_alignment (SpGridCell *self)
{
  if (self->content.style.xalign > 0.9f)
    return PANGO_ALIGN_RIGHT;

  return self->content.style.xalign > 0.1f ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT;
}

/* The sign of a number is before it, also where text is written from right to left. */
static PangoLayout *
create_layout (SpGridCell *self)
{
  PangoContext *context = NULL;
  PangoLayout  *layout = NULL;

  if (!self->content.is_number ||
      gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_LTR)
    return gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);

  context = gtk_widget_create_pango_context (GTK_WIDGET (self));
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  layout = pango_layout_new (context);
  pango_layout_set_auto_dir (layout, FALSE);
  g_object_unref (context);

  return layout;
}

static PangoLayout *
ensure_layout (SpGridCell *self)
{
  if (self->layout != NULL)
    return self->layout;

  self->layout = create_layout (self);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_single_paragraph_mode (self->layout, !self->wrap);
  pango_layout_set_ellipsize (self->layout,
                              self->wrap ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (self->layout, get_alignment (self));
  set_layout_text (self->layout, &self->content);

  return self->layout;
}

static void
snapshot_background (SpGridCell *self, GtkSnapshot *snapshot, int width, int height)
{
  const SpCellStyle    *style = &self->content.style;
  const graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  const graphene_rect_t bar = GRAPHENE_RECT_INIT (0, 4, (float) width, (float) MAX (0, height - 8));

  if (style->has_background)
    gtk_snapshot_append_color (snapshot, &style->background, &area);
  if (style->n_stops > 0)
    gtk_snapshot_append_linear_gradient (snapshot, &bar, &GRAPHENE_POINT_INIT (0, 0),
                                         &GRAPHENE_POINT_INIT ((float) width, 0), style->stops,
                                         style->n_stops);
}

static void
snapshot_text (SpGridCell *self, GtkSnapshot *snapshot, int width, int height)
{
  PangoLayout *layout = ensure_layout (self);
  GdkRGBA      theme, color;
  int          text_height = 0;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &theme);
  sp_cell_style_get_text_color (&self->content.style, &theme, &color);
  if (self->content.is_dim)
    color.alpha *= 0.5f;

  pango_layout_set_width (layout, MAX (0, width - 2 * MARGIN_X) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
    snapshot,
    &GRAPHENE_POINT_INIT (MARGIN_X, self->wrap ? MARGIN_Y : (float) ((height - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
sp_grid_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SpGridCell *self = SP_GRID_CELL (widget);
  int         width = gtk_widget_get_width (widget);
  int         height = gtk_widget_get_height (widget);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  snapshot_background (self, snapshot, width, height);
  if (self->content.text != NULL && *self->content.text != '\0')
    snapshot_text (self, snapshot, width, height);
  GTK_WIDGET_CLASS (sp_grid_cell_parent_class)->snapshot (widget, snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
allocate_child (GtkWidget *child, int width, int height, int side)
{
  int minimum_width = 0, minimum_height = 0, needed = 0;

  if (child == NULL || !gtk_widget_get_visible (child))
    return;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL, NULL, NULL);
  needed = MAX (side, minimum_width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, needed, &minimum_height, NULL, NULL, NULL);
  gtk_widget_size_allocate (child,
                            &(GtkAllocation){ (width - needed) / 2,
                                              (height - MAX (side, minimum_height)) / 2, needed,
                                              MAX (side, minimum_height) },
                            -1);
}

static void
sp_grid_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SpGridCell *self = SP_GRID_CELL (widget);

  allocate_child (self->check, width, height, 0);
  allocate_child (self->picture, width, height, MAX (16, MIN (width, height) - 8));
}

/* The theme's font or the scale of text is another one. */
static void
sp_grid_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sp_grid_cell_parent_class)->css_changed (widget, change);

  g_clear_object (&SP_GRID_CELL (widget)->layout);
}

static void
sp_grid_cell_dispose (GObject *object)
{
  SpGridCell *self = SP_GRID_CELL (object);

  g_clear_pointer (&self->check, gtk_widget_unparent);
  g_clear_pointer (&self->picture, gtk_widget_unparent);
  g_clear_object (&self->layout);
  sp_grid_content_clear (&self->content);

  G_OBJECT_CLASS (sp_grid_cell_parent_class)->dispose (object);
}

static void
sp_grid_cell_class_init (SpGridCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_grid_cell_dispose;
  widget_class->snapshot = sp_grid_cell_snapshot;
  widget_class->size_allocate = sp_grid_cell_size_allocate;
  widget_class->css_changed = sp_grid_cell_css_changed;

  gtk_widget_class_set_css_name (widget_class, "cell");
}

static void
sp_grid_cell_init (SpGridCell *self)
{
  self->row = G_MININT;
  sp_grid_content_clear (&self->content);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

SpGridCell *
sp_grid_cell_new (GtkAccessibleRole role)
{
  return g_object_new (SP_TYPE_GRID_CELL, "accessible-role", role, NULL);
}

void
sp_grid_cell_set_place (SpGridCell *self, int row, int column)
{
  self->row = row;
  self->column = column;
}

int
sp_grid_cell_get_row (SpGridCell *self)
{
  return self->row;
}

int
sp_grid_cell_get_column (SpGridCell *self)
{
  return self->column;
}

static void
update_check (SpGridCell *self)
{
  if (self->content.is_check && self->check == NULL) {
    self->check = gtk_check_button_new ();
    gtk_widget_set_can_target (self->check, FALSE); /* the grid does it */
    gtk_widget_set_focusable (self->check, FALSE);
    gtk_widget_set_parent (self->check, GTK_WIDGET (self));
  }
  if (self->check == NULL)
    return;

  gtk_widget_set_visible (self->check, self->content.is_check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), self->content.is_active);
}

static void
update_picture (SpGridCell *self, SpThumbnailLoader *loader, GradioClient *client)
{
  if (self->content.file != NULL && self->picture == NULL) {
    self->picture = sp_thumbnail_new ();
    sp_thumbnail_set_content_fit (SP_THUMBNAIL (self->picture), GTK_CONTENT_FIT_CONTAIN);
    gtk_widget_set_parent (self->picture, GTK_WIDGET (self));
  }
  if (self->picture == NULL)
    return;

  gtk_widget_set_visible (self->picture, self->content.file != NULL);
  sp_thumbnail_set_file (SP_THUMBNAIL (self->picture), loader, self->content.file, client);
}

void
sp_grid_cell_take_content (SpGridCell        *self,
                           SpGridContent     *content,
                           gboolean           wrap,
                           SpThumbnailLoader *loader,
                           GradioClient      *client)
{
  const char *name = NULL;

  g_return_if_fail (SP_IS_GRID_CELL (self));

  sp_grid_content_clear (&self->content);
  self->content = *content;
  *content = (SpGridContent){ 0 };
  self->wrap = wrap;
  g_clear_object (&self->layout);
  update_check (self);
  update_picture (self, loader, client);

  name = self->content.name != NULL ? self->content.name : self->content.text;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
sp_grid_cell_get_text (SpGridCell *self)
{
  g_return_val_if_fail (SP_IS_GRID_CELL (self), NULL);

  return self->content.text != NULL ? self->content.text : "";
}

int
sp_grid_cell_get_height (SpGridCell *self, int width)
{
  PangoLayout *layout = NULL;
  int          height = 0;

  g_return_val_if_fail (SP_IS_GRID_CELL (self), 0);

  layout = ensure_layout (self);
  pango_layout_set_width (layout, MAX (0, width - 2 * MARGIN_X) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &height);

  return height + 2 * MARGIN_Y;
}
