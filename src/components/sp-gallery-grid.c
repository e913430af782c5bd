/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-gallery-grid.h"

#include "sp-gallery-cell.h"
#include "sp-resources.h"

/* No cell gets narrower, the space around it included. */
#define MIN_CELL 96
#define MAX_COLUMNS 10
#define DEFAULT_HEIGHT 480

struct _SpGalleryGrid {
  GtkWidget parent_instance;

  GtkWidget   *scroller; /* template child */
  GtkGridView *view;     /* template child */

  GListModel        *model; /* weak */
  SpThumbnailLoader *loader;
  GradioClient      *client;
  GtkContentFit      content_fit;
  gboolean           removable;
  int                columns;
  gboolean           fit_columns;
  int                rows;
  int                max_height;
};

G_DEFINE_FINAL_TYPE (SpGalleryGrid, sp_gallery_grid, GTK_TYPE_WIDGET)

typedef enum {
  PROP_MODEL = 1,
  PROP_REMOVABLE,
  PROP_CONTENT_FIT,
} SpGalleryGridProperty;

static GParamSpec *properties[PROP_CONTENT_FIT + 1];

enum {
  SIGNAL_ACTIVATE,
  SIGNAL_REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
count_items (SpGalleryGrid *self)
{
  return self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
}

static void
update_columns (SpGalleryGrid *self)
{
  guint columns = (guint) self->columns;

  if (self->fit_columns)
    columns = CLAMP (count_items (self), 1, columns);
  gtk_grid_view_set_max_columns (self->view, columns);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
emit_for_cell (SpGalleryGrid *self, guint signal, SpGalleryCell *cell)
{
  for (guint i = 0; i < count_items (self); i++) {
    g_autoptr (SpGalleryItem) item = g_list_model_get_item (self->model, i);

    if (item == sp_gallery_cell_get_item (cell)) {
      g_signal_emit (self, signal, 0, i);
      return;
    }
  }
}

static void
remove_cb (SpGalleryGrid *self, SpGalleryCell *cell)
{
  emit_for_cell (self, signals[SIGNAL_REMOVE], cell);
}

static void
activate_cb (SpGalleryGrid *self, guint position)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0, position);
}

static gboolean
delete_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SpGalleryGrid *self = SP_GALLERY_GRID (widget);
  GtkWidget     *row = gtk_widget_get_focus_child (GTK_WIDGET (self->view));
  GtkWidget     *cell = row != NULL ? gtk_widget_get_first_child (row) : NULL;

  if (!self->removable || !SP_IS_GALLERY_CELL (cell))
    return FALSE;

  emit_for_cell (self, signals[SIGNAL_REMOVE], SP_GALLERY_CELL (cell));

  return TRUE;
}

static void
setup_cb (SpGalleryGrid *self, GtkListItem *item)
{
  GtkWidget *cell = sp_gallery_cell_new ();

  g_object_bind_property (self, "removable", cell, "removable", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "content-fit", cell, "content-fit", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (cell, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (SpGalleryGrid *self, GtkListItem *item)
{
  sp_gallery_cell_set_item (SP_GALLERY_CELL (gtk_list_item_get_child (item)), self->loader,
                            gtk_list_item_get_item (item), self->client);
}

static void
unbind_cb (SpGalleryGrid *self, GtkListItem *item)
{
  sp_gallery_cell_set_item (SP_GALLERY_CELL (gtk_list_item_get_child (item)), NULL, NULL, NULL);
}

static GtkSizeRequestMode
sp_gallery_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* What GtkGridView asks for by itself in GTK 4.8 is the height of a few rows. */
static void
sp_gallery_grid_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  SpGalleryGrid *self = SP_GALLERY_GRID (widget);
  int            columns = (int) gtk_grid_view_get_max_columns (self->view);
  int            rows = 0, cell = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = MIN_CELL;
    *natural = MIN_CELL * columns;
    return;
  }

  /* GTK takes this for the most that any width can need. */
  if (for_size < 0) {
    *minimum = *natural = self->max_height;
    return;
  }
  columns = CLAMP (for_size / MIN_CELL, 1, columns);
  cell = for_size / columns;
  rows = (int) ((count_items (self) + (guint) columns - 1) / (guint) columns);
  if (self->rows > 0)
    rows = MIN (rows, self->rows);
  *minimum = *natural = (int) CLAMP ((gint64) rows * cell, MIN_CELL, self->max_height);
}

static void
sp_gallery_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (SP_GALLERY_GRID (widget)->scroller,
                            &(GtkAllocation){ 0, 0, width, height }, baseline);
}

static void
set_model (SpGalleryGrid *self, GListModel *model)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  if (model == NULL)
    return;

  g_set_weak_pointer (&self->model, model);
  selection = gtk_no_selection_new (g_object_ref (model));
  gtk_grid_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  /* After the view has heard of it: it cannot take other columns before. */
  g_signal_connect_object (selection, "items-changed", G_CALLBACK (update_columns), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update_columns (self);
}

static void
sp_gallery_grid_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpGalleryGrid *self = SP_GALLERY_GRID (object);

  switch ((SpGalleryGridProperty) prop_id) {
  case PROP_MODEL:
    g_value_set_object (value, self->model);
    break;
  case PROP_REMOVABLE:
    g_value_set_boolean (value, self->removable);
    break;
  case PROP_CONTENT_FIT:
    g_value_set_enum (value, self->content_fit);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_gallery_grid_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpGalleryGrid *self = SP_GALLERY_GRID (object);

  switch ((SpGalleryGridProperty) prop_id) {
  case PROP_MODEL:
    set_model (self, g_value_get_object (value));
    break;
  case PROP_REMOVABLE:
    self->removable = g_value_get_boolean (value);
    break;
  case PROP_CONTENT_FIT:
    self->content_fit = g_value_get_enum (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_gallery_grid_dispose (GObject *object)
{
  SpGalleryGrid *self = SP_GALLERY_GRID (object);

  g_clear_weak_pointer (&self->model);
  g_clear_object (&self->loader);
  g_clear_object (&self->client);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_gallery_grid_parent_class)->dispose (object);
}

static void
sp_gallery_grid_class_init (SpGalleryGridClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sp_gallery_grid_get_property;
  object_class->set_property = sp_gallery_grid_set_property;
  object_class->dispose = sp_gallery_grid_dispose;
  widget_class->get_request_mode = sp_gallery_grid_get_request_mode;
  widget_class->measure = sp_gallery_grid_measure;
  widget_class->size_allocate = sp_gallery_grid_size_allocate;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_REMOVABLE] = g_param_spec_boolean ("removable", NULL, NULL, FALSE, flags);
  properties[PROP_CONTENT_FIT] = g_param_spec_enum ("content-fit", NULL, NULL, GTK_TYPE_CONTENT_FIT,
                                                    GTK_CONTENT_FIT_COVER, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_ACTIVATE] = g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, delete_cb, NULL);
  gtk_widget_class_set_css_name (widget_class, "sp-gallery-grid");
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-gallery-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, SpGalleryGrid, scroller);
  gtk_widget_class_bind_template_child (widget_class, SpGalleryGrid, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
sp_gallery_grid_init (SpGalleryGrid *self)
{
  self->content_fit = GTK_CONTENT_FIT_COVER;
  self->columns = 2;
  self->fit_columns = TRUE;
  self->max_height = DEFAULT_HEIGHT;
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sp_gallery_grid_set_source (SpGalleryGrid *self, SpThumbnailLoader *loader, GradioClient *client)
{
  g_return_if_fail (SP_IS_GALLERY_GRID (self));

  g_set_object (&self->loader, loader);
  g_set_object (&self->client, client);
}

void
sp_gallery_grid_set_shape (SpGalleryGrid *self, int columns, gboolean fit_columns, int rows, int max_height)
{
  g_return_if_fail (SP_IS_GALLERY_GRID (self));

  self->columns = CLAMP (columns, 1, MAX_COLUMNS);
  self->fit_columns = fit_columns;
  self->rows = MAX (rows, 0);
  self->max_height = MAX (max_height, MIN_CELL);
  update_columns (self);
}

void
sp_gallery_grid_scroll_to (SpGalleryGrid *self, guint position)
{
  g_return_if_fail (SP_IS_GALLERY_GRID (self));

  if (position < count_items (self))
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}
