/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component-private.h"
#include "sp-css-length.h"
#include "sp-camera-source.h"
#include "sp-drop-zone.h"
#include "sp-file-types.h"
#include "sp-gallery-grid.h"
#include "sp-gallery-preview.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_HEIGHT 480
/* What the preview has below its picture. */
#define STRIP_HEIGHT 120
#define MIN_STAGE 160
#define MAX_SOURCE 2000

#define SP_TYPE_GALLERY (sp_gallery_get_type ())
G_DECLARE_FINAL_TYPE (SpGallery, sp_gallery, SP, GALLERY, SpComponent)

/* The `gallery` component: pictures and films side by side, and each of them large. */
struct _SpGallery {
  SpComponent parent_instance;

  SpDropZone       *zone;         /* template child */
  SpCameraSource   *camera;       /* owned */
  GtkStack         *stack;        /* template child */
  SpGalleryGrid    *grid;         /* template child */
  SpGalleryPreview *preview;      /* template child */
  GtkLabel         *source_label; /* template child */
  GtkWidget        *tools;        /* template child */
  GListStore       *items;        /* template child, of SpGalleryItem */

  SpThumbnailLoader *loader;
  int                columns;
  int                rows;
  int                height;
  gboolean           fit_columns;
  gboolean           allow_preview;
  gboolean           starts_open; /* the prop `preview` */
  gint64             selected;    /* the prop `selected_index` until there is such an item, else -1 */
};

G_DEFINE_FINAL_TYPE (SpGallery, sp_gallery, SP_TYPE_COMPONENT)

static guint
count_items (SpGallery *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->items));
}

static gboolean
is_open (SpGallery *self)
{
  return gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->preview);
}

/* Marks the chosen item; -1 for none. */
static void
mark_item (SpGallery *self, gint64 position)
{
  for (guint i = 0; i < count_items (self); i++) {
    g_autoptr (SpGalleryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

    sp_gallery_item_set_selected (item, i == position);
  }
}

static void
emit_select (SpGallery *self, guint position)
{
  g_autoptr (SpGalleryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  g_autoptr (JsonObject)    object = json_object_new ();
  g_autoptr (JsonNode)      data = NULL;

  json_object_set_int_member (object, "index", position);
  json_object_set_member (object, "value", json_node_copy (sp_gallery_item_get_node (item)));
  data = json_node_init_object (json_node_alloc (), object);
  sp_component_emit_event (SP_COMPONENT (self), "select", data);
}

static void
open_preview (SpGallery *self, guint position)
{
  mark_item (self, position);
  sp_gallery_preview_set_position (self->preview, position);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->preview));
}

static void
close_preview (SpGallery *self)
{
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->grid));
  sp_gallery_preview_set_position (self->preview, GTK_INVALID_LIST_POSITION);
  mark_item (self, -1);
}

static void
activate_cb (SpGallery *self, guint position)
{
  if (self->allow_preview) {
    open_preview (self, position);
    gtk_widget_grab_focus (GTK_WIDGET (self->preview));
    sp_component_emit_event (SP_COMPONENT (self), "preview_open", NULL);
  } else {
    mark_item (self, position);
  }
  emit_select (self, position);
}

static void
moved_cb (SpGallery *self, guint position)
{
  mark_item (self, position);
  emit_select (self, position);
}

static void
close_cb (SpGallery *self)
{
  guint position = sp_gallery_preview_get_position (self->preview);

  close_preview (self);
  sp_gallery_grid_scroll_to (self->grid, position);
  gtk_widget_child_focus (GTK_WIDGET (self->grid), GTK_DIR_TAB_FORWARD);
  sp_component_emit_event (SP_COMPONENT (self), "preview_close", NULL);
}

static void
save_cb (SpGallery *self, guint position)
{
  g_autoptr (SpGalleryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  GradioFile               *file = item != NULL ? sp_gallery_item_get_file (item) : NULL;
  g_autoptr (GPtrArray)     files = g_ptr_array_new_with_free_func (g_object_unref);

  if (file == NULL)
    return;

  g_ptr_array_add (files, g_object_ref (file));
  sp_component_save_files (SP_COMPONENT (self), files);
}

static void
update_view (SpGallery *self)
{
  gboolean interactive = sp_component_get_interactive (SP_COMPONENT (self));

  g_object_set (self->grid, "removable", interactive, NULL);
  gtk_widget_set_visible (self->tools, interactive);
  sp_gallery_grid_set_shape (self->grid, self->columns, self->fit_columns, self->rows, self->height);
  sp_gallery_preview_set_stage_height (self->preview, MAX (MIN_STAGE, self->height - STRIP_HEIGHT));
}

static void
show_source (SpGallery *self, JsonNode *value)
{
  g_autofree char *json = gradio_json_write (value);
  g_autofree char *text = NULL;

  if (g_utf8_strlen (json, -1) > MAX_SOURCE)
    *g_utf8_offset_to_pointer (json, MAX_SOURCE) = '\0';
  text = g_strdup_printf (_("The app sent something that is no list of pictures:\n%s"), json);
  gtk_label_set_text (self->source_label, text);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->source_label));
}

/* What the props say about the preview, when there are items that they fit. */
static void
apply_preview (SpGallery *self)
{
  guint n_items = count_items (self);
  guint position = sp_gallery_preview_get_position (self->preview);

  if (self->selected >= 0 && self->selected < n_items) {
    if (self->allow_preview)
      open_preview (self, (guint) self->selected);
    else
      mark_item (self, self->selected);
  } else if (is_open (self) && position < n_items) {
    open_preview (self, position); /* the item there may be another one */
  } else if (self->starts_open && self->allow_preview && n_items > 0) {
    open_preview (self, 0);
  } else {
    close_preview (self);
  }
  if (n_items > 0)
    self->selected = -1;
}

/* Items that stay as they are keep their widgets, so that a list that grows does not flicker. */
static void
replace_items (SpGallery *self, JsonArray *array)
{
  guint                 n_old = count_items (self);
  guint                 n_new = array != NULL ? json_array_get_length (array) : 0;
  guint                 n_same = 0;
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  for (; n_same < MIN (n_old, n_new); n_same++) {
    g_autoptr (SpGalleryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), n_same);

    if (!gradio_json_equal (sp_gallery_item_get_node (item), json_array_get_element (array, n_same)))
      break;
  }
  for (guint i = n_same; i < n_new; i++)
    g_ptr_array_add (added, sp_gallery_item_new (json_array_get_element (array, i)));
  if (added->len > 0 || n_old > n_same)
    g_list_store_splice (self->items, n_same, n_old - n_same, added->pdata, added->len);
}

static JsonNode *
build_value (SpGallery *self)
{
  JsonArray *array = json_array_new ();
  JsonNode  *value = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < count_items (self); i++) {
    g_autoptr (SpGalleryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

    json_array_add_element (array, json_node_copy (sp_gallery_item_get_node (item)));
  }
  json_node_take_array (value, array);

  return value;
}

static void
take_change (SpGallery *self, const char *event, JsonNode *data)
{
  g_autoptr (JsonNode) value = build_value (self);
  guint                n_items = count_items (self);

  SP_COMPONENT_CLASS (sp_gallery_parent_class)->set_value (SP_COMPONENT (self), value);
  sp_drop_zone_set_filled (self->zone, n_items > 0);
  if (is_open (self) && n_items == 0)
    close_preview (self);
  else if (!is_open (self))
    gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->grid));
  if (event != NULL)
    sp_component_emit_event (SP_COMPONENT (self), event, data);
  sp_component_value_changed (SP_COMPONENT (self));
}

/* Whether the value has the shape of Gradio 3. */
static gboolean
has_lists (SpGallery *self)
{
  g_autoptr (SpGalleryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), 0);

  return item != NULL && JSON_NODE_HOLDS_ARRAY (sp_gallery_item_get_node (item));
}

static void
files_cb (SpGallery *self, GPtrArray *files)
{
  gboolean              as_list = has_lists (self);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < files->len; i++) {
    g_autoptr (GradioFile) file = gradio_file_new_local (g_ptr_array_index (files, i));

    g_ptr_array_add (added, sp_gallery_item_new_for_file (file, as_list));
  }
  g_list_store_splice (self->items, count_items (self), 0, added->pdata, added->len);
  take_change (self, "upload", NULL);
}

static void
refused_cb (SpGallery *self, const char *sentence)
{
  sp_component_set_error_text (SP_COMPONENT (self), sentence);
}

static void
remove_cb (SpGallery *self, guint position)
{
  g_autoptr (SpGalleryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  GradioFile               *file = item != NULL ? sp_gallery_item_get_file (item) : NULL;
  g_autoptr (JsonObject)    object = json_object_new ();
  g_autoptr (JsonNode)      data = NULL;

  if (item == NULL || !sp_component_get_interactive (SP_COMPONENT (self)))
    return;

  json_object_set_member (object, "file", file != NULL ? gradio_file_to_json (file) : json_node_new (JSON_NODE_NULL));
  json_object_set_int_member (object, "index", position);
  data = json_node_init_object (json_node_alloc (), object);
  g_list_store_remove (self->items, position);
  take_change (self, "delete", data);
  if (count_items (self) == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->zone));
}

static void
remove_all_clicked_cb (SpGallery *self)
{
  g_list_store_remove_all (self->items);
  take_change (self, NULL, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->zone));
}

static void
client_changed_cb (SpGallery *self)
{
  GradioClient         *client = sp_component_get_client (SP_COMPONENT (self));
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->zone == NULL)
    return; /* being disposed of */

  sp_drop_zone_set_client (self->zone, client);
  sp_gallery_grid_set_source (self->grid, self->loader, client);
  sp_gallery_preview_set_source (self->preview, self->loader, client);
  /* The cells are bound anew, so that they know where their files come from. */
  for (guint i = 0; i < count_items (self); i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->items), i));
  g_list_store_splice (self->items, 0, items->len, items->pdata, items->len);
}

static void
read_object_fit (SpGallery *self, JsonObject *props)
{
  static const struct {
    const char   *word;
    GtkContentFit fit;
  } fits[] = { { "contain", GTK_CONTENT_FIT_CONTAIN },
               { "cover", GTK_CONTENT_FIT_COVER },
               { "fill", GTK_CONTENT_FIT_FILL },
               { "none", GTK_CONTENT_FIT_SCALE_DOWN },
               { "scale-down", GTK_CONTENT_FIT_SCALE_DOWN } };

  const char *word = gradio_json_get_string (props, "object_fit", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (fits); i++) {
    if (g_strcmp0 (word, fits[i].word) == 0)
      g_object_set (self->grid, "content-fit", fits[i].fit, NULL);
  }
}

/* Gradio 4 has a list for windows of growing width as well; the last one is for wide ones. */
static int
read_count (JsonObject *props, const char *name, int fallback)
{
  JsonArray *array = gradio_json_get_array (props, name);
  guint      length = array != NULL ? json_array_get_length (array) : 0;
  JsonNode  *node = NULL;
  gint64     count = fallback;

  if (length > 0) {
    node = json_array_get_element (array, length - 1);
    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
      count = json_node_get_int (node);
  } else {
    count = gradio_json_get_int (props, name, fallback);
  }

  return count > 0 && count <= G_MAXINT ? (int) count : fallback;
}

static void
camera_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_camera_source_open (SP_GALLERY (widget)->camera);
}

static void
update_camera (SpGallery *self)
{
  if (self->camera != NULL)
    sp_component_set_action_enabled (SP_COMPONENT (self), "gallery.camera",
                                     sp_camera_source_get_offered (self->camera));
}

static void
sp_gallery_set_props (SpComponent *component, JsonObject *props)
{
  SpGallery     *self = SP_GALLERY (component);
  g_auto (GStrv) types = NULL;
  int            height = 0;

  self->columns = read_count (props, "columns", self->columns);
  self->rows = read_count (props, "rows", self->rows);
  self->fit_columns = gradio_json_get_boolean (props, "fit_columns", self->fit_columns);
  self->allow_preview = gradio_json_get_boolean (props, "allow_preview", self->allow_preview);
  self->starts_open = gradio_json_get_boolean (props, "preview", self->starts_open);
  read_object_fit (self, props);
  if (json_object_has_member (props, "height")) {
    height = sp_css_length_for_widget (json_object_get_member (props, "height"), GTK_WIDGET (self));
    if (height > 0)
      self->height = height;
  }
  sp_drop_zone_read_sources (self->zone, props);
  sp_camera_source_read (self->camera, props);
  update_camera (self);
  if (json_object_has_member (props, "file_types")) {
    types = sp_file_types_new_from_json (json_object_get_member (props, "file_types"));
    if (types != NULL)
      sp_drop_zone_set_file_types (self->zone, (const char *const *) types);
  }
  update_view (self);
  if (json_object_has_member (props, "selected_index")) {
    self->selected = gradio_json_get_int (props, "selected_index", -1);
    apply_preview (self);
  }
}

static void
sp_gallery_set_value (SpComponent *component, JsonNode *value)
{
  SpGallery *self = SP_GALLERY (component);
  gboolean   is_list = value != NULL && JSON_NODE_HOLDS_ARRAY (value);
  gboolean   is_nothing = value == NULL || json_node_is_null (value);

  SP_COMPONENT_CLASS (sp_gallery_parent_class)->set_value (component, value);
  replace_items (self, is_list ? json_node_get_array (value) : NULL);
  sp_drop_zone_set_filled (self->zone, count_items (self) > 0 || !(is_list || is_nothing));
  if (is_list || is_nothing)
    apply_preview (self);
  else
    show_source (self, value);
}

static void
sp_gallery_set_interactive (SpComponent *component, gboolean interactive)
{
  update_view (SP_GALLERY (component));
}

static GPtrArray *
sp_gallery_dup_files (SpComponent *component)
{
  SpGallery *self = SP_GALLERY (component);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < count_items (self); i++) {
    g_autoptr (SpGalleryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

    if (sp_gallery_item_get_file (item) != NULL)
      g_ptr_array_add (files, g_object_ref (sp_gallery_item_get_file (item)));
  }

  return files;
}

static void
sp_gallery_dispose (GObject *object)
{
  g_clear_object (&SP_GALLERY (object)->loader);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_GALLERY);
  g_clear_object (&SP_GALLERY (object)->camera);

  G_OBJECT_CLASS (sp_gallery_parent_class)->dispose (object);
}

static void
sp_gallery_class_init (SpGalleryClass *klass)
{
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_gallery_dispose;
  component_class->set_props = sp_gallery_set_props;
  component_class->set_value = sp_gallery_set_value;
  component_class->set_interactive = sp_gallery_set_interactive;
  component_class->dup_files = sp_gallery_dup_files;
  component_class->buttons = SP_COMPONENT_BUTTON_DOWNLOAD | SP_COMPONENT_BUTTON_FULLSCREEN;

  gtk_widget_class_install_action (widget_class, "gallery.camera", NULL, camera_action_cb);

  g_type_ensure (SP_TYPE_DROP_ZONE);
  g_type_ensure (SP_TYPE_GALLERY_GRID);
  g_type_ensure (SP_TYPE_GALLERY_ITEM);
  g_type_ensure (SP_TYPE_GALLERY_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "gallery.ui");
  gtk_widget_class_bind_template_child (widget_class, SpGallery, zone);
  gtk_widget_class_bind_template_child (widget_class, SpGallery, stack);
  gtk_widget_class_bind_template_child (widget_class, SpGallery, grid);
  gtk_widget_class_bind_template_child (widget_class, SpGallery, preview);
  gtk_widget_class_bind_template_child (widget_class, SpGallery, source_label);
  gtk_widget_class_bind_template_child (widget_class, SpGallery, tools);
  gtk_widget_class_bind_template_child (widget_class, SpGallery, items);
  gtk_widget_class_bind_template_callback (widget_class, files_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_all_clicked_cb);
}

static void
sp_gallery_init (SpGallery *self)
{
  static const char *const types[] = { "image", "video", NULL };

  self->columns = 2;
  self->height = DEFAULT_HEIGHT;
  self->fit_columns = TRUE;
  self->allow_preview = TRUE;
  self->selected = -1;
  self->loader = sp_thumbnail_loader_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_drop_zone_set_file_types (self->zone, types);
  self->camera = sp_camera_source_new (self->zone, SP_CAMERA_FOR_PHOTOS);
  g_signal_connect (self, "notify::interactive", G_CALLBACK (update_camera), NULL);
  update_camera (self);
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->zone));
  g_signal_connect (self, "notify::client", G_CALLBACK (client_changed_cb), NULL);
  client_changed_cb (self);
  update_view (self);
}
