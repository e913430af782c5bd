/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-canvas-files.h"
#include "sp-canvas-load.h"
#include "sp-canvas-tools.h"
#include "sp-canvas-value.h"
#include "sp-canvas.h"
#include "sp-component-private.h"
#include "sp-css-length.h"
#include "sp-camera-source.h"
#include "sp-drop-zone.h"
#include "sp-picture.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_SIDE 800
#define MAX_SIDE 4096 /* of an empty canvas */
#define ZOOM_STEP 1.25

#define SP_TYPE_IMAGE_EDITOR (sp_image_editor_get_type ())
G_DECLARE_FINAL_TYPE (SpImageEditor, sp_image_editor, SP, IMAGE_EDITOR, SpComponent)

/* The `imageeditor` component, also Sketchpad, Paint and ImageMask: a picture that is drawn on. What
 * came from the app goes back as it came; only the layer with the drawing and the composite are new
 * files. */
struct _SpImageEditor {
  SpComponent parent_instance;

  SpDropZone    *zone;   /* template child */
  GtkStack      *stack;  /* template child */
  SpCanvasTools *tools;  /* template child */
  SpCanvas      *canvas; /* template child */
  SpPicture     *shown;  /* template child */

  SpCameraSource  *camera;        /* owned */
  JsonNode        *value;         /* as it came, or as it was made of the drawing */
  JsonNode        *base;          /* what is drawn on: the value without the drawing */
  SpCanvasPicture *picture;       /* NULL while the base is being loaded for the first time */
  gboolean         draws_on_last; /* whether the last layer that came takes the drawing */
  int              canvas_width;
  int              canvas_height;
  gboolean         layers_disabled;
  gboolean         selectable; /* whether someone wants to know where it is clicked */
  gboolean         is_stale;   /* whether the canvas does not show the base yet */
  GCancellable    *loading;
  SpCanvasFiles   *files;        /* with what was drawn */
  guint            value_serial; /* state of the drawing that the value has */
  gboolean         is_exporting;
};

G_DEFINE_FINAL_TYPE (SpImageEditor, sp_image_editor, SP_TYPE_COMPONENT)

static gboolean
is_nothing (JsonNode *node)
{
  return node == NULL || json_node_is_null (node);
}

static void
update_actions (SpImageEditor *self)
{
  SpComponent *component = SP_COMPONENT (self);
  gboolean     interactive = sp_component_get_interactive (component);
  gboolean     ready = interactive && self->picture != NULL;

  sp_component_set_action_enabled (component, "canvas.undo", ready && sp_canvas_picture_can_undo (self->picture));
  sp_component_set_action_enabled (component, "canvas.redo", ready && sp_canvas_picture_can_redo (self->picture));
  sp_component_set_action_enabled (component, "canvas.clear",
                                   ready && (!is_nothing (self->base) ||
                                             sp_canvas_picture_get_serial (self->picture) > 0));
}

static void
update_brush (SpImageEditor *self)
{
  SpCanvasBrush brush;
  gboolean      ready = self->picture != NULL && self->loading == NULL &&
                   sp_component_get_interactive (SP_COMPONENT (self));

  sp_canvas_set_brush (self->canvas,
                       ready && sp_canvas_tools_get_brush (self->tools, &brush) ? &brush : NULL);
}

static void
take_copy (SpImageEditor *self, const SpCanvasCopy *copy)
{
  g_clear_pointer (&self->value, json_node_unref);
  self->value = sp_canvas_value_add_drawing (self->base, self->draws_on_last, copy->drawing_path,
                                             copy->composite_path);
  self->value_serial = copy->serial;
}

/* Someone wants the value before the thread is done. */
static void
export_now (SpImageEditor *self)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (SpCanvasCopy) copy = sp_canvas_files_write (self->files, self->picture, &error);

  if (copy != NULL)
    take_copy (self, copy);
  else
    sp_component_notice (SP_COMPONENT (self), error->message);
}

static void start_export (SpImageEditor *self);

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpImageEditor) self = user_data;
  g_autoptr (GError)        error = NULL;
  g_autoptr (SpCanvasCopy)  copy = sp_canvas_files_write_finish (SP_CANVAS_FILES (source), result, &error);

  self->is_exporting = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (copy == NULL) {
    sp_component_notice (SP_COMPONENT (self), error->message);
    return;
  }
  if (self->picture == NULL)
    return;
  if (copy->picture != self->picture || copy->serial != sp_canvas_picture_get_serial (self->picture)) {
    if (sp_canvas_picture_get_serial (self->picture) != self->value_serial)
      start_export (self); /* it went on meanwhile */
    return;
  }

  if (self->value_serial != copy->serial)
    take_copy (self, copy);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
start_export (SpImageEditor *self)
{
  if (self->is_exporting)
    return;

  self->is_exporting = TRUE;
  sp_canvas_files_write_async (self->files, self->picture,
                               sp_component_get_cancellable (SP_COMPONENT (self)), exported_cb,
                               g_object_ref (self));
}

/* Undone to the beginning it is what came. */
static void
drawn_cb (SpImageEditor *self)
{
  update_actions (self);
  if (sp_canvas_picture_can_undo (self->picture)) {
    start_export (self);
    return;
  }

  g_clear_pointer (&self->value, json_node_unref);
  self->value = self->base != NULL ? json_node_ref (self->base) : NULL;
  self->value_serial = sp_canvas_picture_get_serial (self->picture);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
forget_picture (SpImageEditor *self)
{
  if (self->picture != NULL)
    g_signal_handlers_disconnect_by_data (self->picture, self);
  g_clear_object (&self->picture);
  self->value_serial = 0;
}

static void
show_picture (SpImageEditor *self, GPtrArray *surfaces)
{
  int   width = self->canvas_width;
  int   height = self->canvas_height;
  guint n_layers = surfaces->len;

  forget_picture (self);
  if (surfaces->len > 0) {
    width = MAX (1, cairo_image_surface_get_width (g_ptr_array_index (surfaces, 0)));
    height = MAX (1, cairo_image_surface_get_height (g_ptr_array_index (surfaces, 0)));
  }
  self->picture = sp_canvas_picture_new (width, height);
  self->draws_on_last = self->layers_disabled &&
                        n_layers > (guint) !is_nothing (sp_canvas_value_get_background (self->base));
  for (guint i = 0; i + (self->draws_on_last ? 1 : 0) < n_layers; i++)
    sp_canvas_picture_add_layer (self->picture, g_ptr_array_index (surfaces, i));
  if (self->draws_on_last)
    sp_canvas_picture_take_drawing (self->picture, g_ptr_array_index (surfaces, n_layers - 1));

  g_signal_connect_swapped (self->picture, "drawn", G_CALLBACK (drawn_cb), self);
  sp_canvas_set_picture (self->canvas, self->picture, is_nothing (sp_canvas_value_get_background (self->base)));
  sp_canvas_tools_set_picture_size (self->tools, MIN (width, height));
  update_actions (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpImageEditor        *self = user_data; /* there unless it was cancelled */
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) surfaces = sp_canvas_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  if (surfaces != NULL) {
    show_picture (self, surfaces);
  } else {
    forget_picture (self);
    sp_canvas_set_picture (self->canvas, NULL, FALSE);
    sp_component_set_error_text (SP_COMPONENT (self), error->message);
  }
  update_brush (self);
}

static void
stop_loading (SpImageEditor *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
load (SpImageEditor *self)
{
  g_autoptr (GPtrArray) files = sp_canvas_value_collect_parts (self->base);

  stop_loading (self);
  self->is_stale = FALSE;
  if (files->len == 0) {
    show_picture (self, files);
    update_brush (self);
    return;
  }

  self->loading = g_cancellable_new ();
  update_brush (self);
  sp_canvas_load_async (files, sp_component_get_client (SP_COMPONENT (self)), self->loading, loaded_cb, self);
}

/* Read only there is the composite, as far as the app sent one. */
static gboolean
show_composite (SpImageEditor *self)
{
  JsonObject            *value = self->value != NULL && JSON_NODE_HOLDS_OBJECT (self->value)
                                   ? json_node_get_object (self->value)
                                   : NULL;
  JsonArray             *layers = gradio_json_get_array (value, "layers");
  g_autoptr (GradioFile) file = NULL;

  if (value != NULL)
    file = gradio_file_new_from_json (json_object_get_member (value, "composite"));
  if (file == NULL && value != NULL && (layers == NULL || json_array_get_length (layers) == 0))
    file = gradio_file_new_from_json (json_object_get_member (value, "background"));
  sp_picture_set_file (self->shown, file, sp_component_get_client (SP_COMPONENT (self)));

  return file != NULL;
}

static void
update_view (SpImageEditor *self)
{
  gboolean interactive = sp_component_get_interactive (SP_COMPONENT (self));
  gboolean is_picture = FALSE;

  gtk_widget_set_visible (GTK_WIDGET (self->tools), interactive);
  if (!interactive && is_nothing (self->value)) {
    gtk_stack_set_visible_child_name (self->stack, "empty");
  } else {
    is_picture = !interactive && show_composite (self);
    gtk_stack_set_visible_child_name (self->stack, is_picture ? "picture" : "canvas");
  }
  sp_component_set_labelled_widget (SP_COMPONENT (self), is_picture ? GTK_WIDGET (self->shown)
                                                                    : GTK_WIDGET (self->canvas));
  if (self->is_stale && g_str_equal (gtk_stack_get_visible_child_name (self->stack), "canvas"))
    load (self);
  update_actions (self);
  update_brush (self);
}

/* Begins anew from a value. */
static void
set_base (SpImageEditor *self, JsonNode *value)
{
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);
  g_autoptr (JsonNode) old_base = g_steal_pointer (&self->base);

  self->value = value != NULL ? json_node_ref (value) : NULL;
  self->base = value != NULL ? json_node_ref (value) : NULL;
  self->value_serial = self->picture != NULL ? sp_canvas_picture_get_serial (self->picture) : 0;
  stop_loading (self);
  self->is_stale = TRUE;
  update_view (self);
}

static void
files_cb (SpImageEditor *self, GPtrArray *files)
{
  g_autoptr (GradioFile) file = gradio_file_new_local (g_ptr_array_index (files, 0));
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   value = NULL;

  json_object_set_member (object, "background", gradio_file_to_json (file));
  json_object_set_array_member (object, "layers", json_array_new ());
  json_object_set_member (object, "composite", gradio_file_to_json (file));
  value = json_node_init_object (json_node_alloc (), object);
  set_base (self, value);
  sp_component_emit_event (SP_COMPONENT (self), "upload", NULL);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
refused_cb (SpImageEditor *self, const char *sentence)
{
  sp_component_set_error_text (SP_COMPONENT (self), sentence);
}

static void
undo_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_canvas_picture_undo (SP_IMAGE_EDITOR (widget)->picture);
}

static void
redo_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_canvas_picture_redo (SP_IMAGE_EDITOR (widget)->picture);
}

static void
clear_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpImageEditor       *self = SP_IMAGE_EDITOR (widget);
  g_autoptr (JsonNode) nothing = json_node_new (JSON_NODE_NULL);

  set_base (self, nothing);
  sp_component_emit_event (SP_COMPONENT (self), "clear", NULL);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
zoom_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpImageEditor *self = SP_IMAGE_EDITOR (widget);
  double         zoom = sp_canvas_get_zoom (self->canvas);

  if (g_str_equal (action_name, "canvas.zoom-in"))
    sp_canvas_set_zoom (self->canvas, zoom * ZOOM_STEP);
  else if (g_str_equal (action_name, "canvas.zoom-out"))
    sp_canvas_set_zoom (self->canvas, zoom / ZOOM_STEP);
  else
    sp_canvas_set_zoom (self->canvas, 0);
}

static void
choose_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_drop_zone_choose (SP_IMAGE_EDITOR (widget)->zone);
}

static void
paste_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_drop_zone_paste (SP_IMAGE_EDITOR (widget)->zone);
}

static void
camera_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_camera_source_open (SP_IMAGE_EDITOR (widget)->camera);
}

static void
apply_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_component_emit_event (SP_COMPONENT (widget), "apply", NULL);
}

static void
tool_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_canvas_tools_choose (SP_IMAGE_EDITOR (widget)->tools, g_str_equal (action_name, "canvas.eraser"));
}

static void
size_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_canvas_tools_change_size (SP_IMAGE_EDITOR (widget)->tools,
                               g_str_equal (action_name, "canvas.larger") ? 1.2 : 1 / 1.2);
}

static void
pick_cb (SpImageEditor *self, int n_press, double x, double y)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode)   data = NULL;
  JsonArray             *index = NULL;
  int                    pixel_x = 0;
  int                    pixel_y = 0;

  if (!self->selectable || !sp_picture_get_pixel_at (self->shown, x, y, &pixel_x, &pixel_y))
    return;

  index = json_array_new ();
  json_array_add_int_element (index, pixel_x);
  json_array_add_int_element (index, pixel_y);
  object = json_object_new ();
  json_object_set_array_member (object, "index", index);
  json_object_set_null_member (object, "value");
  data = json_node_init_object (json_node_alloc (), object);
  sp_component_emit_event (SP_COMPONENT (self), "select", data);
}

/* Older servers have `crop_size`, and `layers` as a truth value. */
static void
read_canvas (SpImageEditor *self, JsonObject *props)
{
  JsonArray  *size = gradio_json_get_array (props, "canvas_size");
  JsonObject *layers = gradio_json_get_object (props, "layers");
  JsonNode   *layers_node = json_object_get_member (props, "layers");

  if (size == NULL)
    size = gradio_json_get_array (props, "crop_size");
  if (size != NULL && json_array_get_length (size) == 2 &&
      gradio_json_is_number (json_array_get_element (size, 0)) &&
      gradio_json_is_number (json_array_get_element (size, 1))) {
    self->canvas_width = (int) CLAMP (json_array_get_double_element (size, 0), 1, MAX_SIDE);
    self->canvas_height = (int) CLAMP (json_array_get_double_element (size, 1), 1, MAX_SIDE);
  }
  if (layers != NULL)
    self->layers_disabled = gradio_json_get_boolean (layers, "disabled", FALSE);
  else if (layers_node != NULL)
    self->layers_disabled = !gradio_json_get_boolean (props, "layers", !self->layers_disabled);
}

static void
sp_image_editor_set_props (SpComponent *component, JsonObject *props)
{
  SpImageEditor *self = SP_IMAGE_EDITOR (component);
  int            width = self->canvas_width;
  int            height = self->canvas_height;
  int            max_height = sp_css_length_for_widget (json_object_get_member (props, "height"), GTK_WIDGET (self));

  read_canvas (self, props);
  self->selectable = gradio_json_get_boolean (props, "_selectable", self->selectable);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->shown), self->selectable ? "crosshair" : NULL);
  if (max_height >= 32) {
    sp_canvas_set_max_height (self->canvas, MIN (max_height, 8192));
    sp_picture_set_max_height (self->shown, MIN (max_height, 8192));
  }
  sp_canvas_tools_set_props (self->tools, props);
  sp_drop_zone_read_sources (self->zone, props);
  sp_camera_source_read (self->camera, props);
  /* Another size is for a canvas that nothing was done with. */
  if ((width != self->canvas_width || height != self->canvas_height) && is_nothing (self->value) &&
      (self->picture == NULL || sp_canvas_picture_get_serial (self->picture) == 0)) {
    self->is_stale = TRUE;
    update_view (self);
  }
}

static void
sp_image_editor_set_value (SpComponent *component, JsonNode *value)
{
  SpImageEditor *self = SP_IMAGE_EDITOR (component);

  /* What was drawn comes back as it was sent: the drawing goes on. */
  if (self->value != NULL && gradio_json_equal (self->value, value) && !is_nothing (value))
    return;

  set_base (self, value);
}

static JsonNode *
sp_image_editor_dup_value (SpComponent *component)
{
  SpImageEditor *self = SP_IMAGE_EDITOR (component);

  if (self->picture != NULL && self->loading == NULL && !self->is_stale &&
      sp_canvas_picture_get_serial (self->picture) != self->value_serial)
    export_now (self);

  return self->value != NULL ? json_node_ref (self->value) : json_node_new (JSON_NODE_NULL);
}

/* Without writing what was drawn into files. */
static gboolean
sp_image_editor_is_empty (SpComponent *component)
{
  SpImageEditor *self = SP_IMAGE_EDITOR (component);

  return is_nothing (self->value) &&
         (self->picture == NULL || sp_canvas_picture_get_serial (self->picture) == 0);
}

static GPtrArray *
sp_image_editor_dup_files (SpComponent *component)
{
  g_autoptr (JsonNode) value = sp_image_editor_dup_value (component);
  GPtrArray           *files = g_ptr_array_new_with_free_func (g_object_unref);
  GradioFile          *file = NULL;

  if (JSON_NODE_HOLDS_OBJECT (value))
    file = gradio_file_new_from_json (json_object_get_member (json_node_get_object (value), "composite"));
  if (file == NULL && JSON_NODE_HOLDS_OBJECT (value))
    file = gradio_file_new_from_json (json_object_get_member (json_node_get_object (value), "background"));
  if (file != NULL)
    g_ptr_array_add (files, file);

  return files;
}

static void
sp_image_editor_set_interactive (SpComponent *component, gboolean interactive)
{
  g_autoptr (JsonNode) latest = sp_component_dup_value (component); /* also what is not written yet */

  update_view (SP_IMAGE_EDITOR (component));
}

static void
client_cb (SpImageEditor *self)
{
  GradioClient *client = sp_component_get_client (SP_COMPONENT (self));

  if (self->zone == NULL)
    return; /* being disposed of */

  sp_drop_zone_set_client (self->zone, client);
  if (self->picture == NULL || sp_canvas_picture_get_serial (self->picture) == 0)
    self->is_stale = TRUE;
  update_view (self);
}

static void
sp_image_editor_dispose (GObject *object)
{
  SpImageEditor *self = SP_IMAGE_EDITOR (object);

  stop_loading (self);
  forget_picture (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_IMAGE_EDITOR);
  g_clear_object (&self->camera);

  G_OBJECT_CLASS (sp_image_editor_parent_class)->dispose (object);
}

static void
sp_image_editor_finalize (GObject *object)
{
  SpImageEditor *self = SP_IMAGE_EDITOR (object);

  g_clear_object (&self->files);
  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->base, json_node_unref);

  G_OBJECT_CLASS (sp_image_editor_parent_class)->finalize (object);
}

static const struct {
  const char                 *name;
  GtkWidgetActionActivateFunc activate;
  guint                       keyval;
  GdkModifierType             state;
} actions[] = {
  { "canvas.undo", undo_cb, GDK_KEY_z, GDK_CONTROL_MASK },
  { "canvas.redo", redo_cb, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "canvas.clear", clear_cb, 0, 0 },
  { "canvas.zoom-in", zoom_cb, GDK_KEY_plus, GDK_CONTROL_MASK },
  { "canvas.zoom-out", zoom_cb, GDK_KEY_minus, GDK_CONTROL_MASK },
  { "canvas.zoom-fit", zoom_cb, GDK_KEY_0, GDK_CONTROL_MASK },
  { "canvas.choose", choose_cb, 0, 0 },
  { "canvas.paste", paste_cb, 0, 0 },
  { "canvas.camera", camera_cb, 0, 0 },
  { "canvas.apply", apply_cb, 0, 0 },
  { "canvas.brush", tool_cb, GDK_KEY_b, 0 },
  { "canvas.eraser", tool_cb, GDK_KEY_e, 0 },
  { "canvas.smaller", size_cb, GDK_KEY_bracketleft, 0 },
  { "canvas.larger", size_cb, GDK_KEY_bracketright, 0 },
};

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SP_TYPE_CANVAS);
  g_type_ensure (SP_TYPE_CANVAS_TOOLS);
  g_type_ensure (SP_TYPE_DROP_ZONE);
  g_type_ensure (SP_TYPE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "imageeditor.ui");
  gtk_widget_class_bind_template_child (widget_class, SpImageEditor, zone);
  gtk_widget_class_bind_template_child (widget_class, SpImageEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, SpImageEditor, tools);
  gtk_widget_class_bind_template_child (widget_class, SpImageEditor, canvas);
  gtk_widget_class_bind_template_child (widget_class, SpImageEditor, shown);
  gtk_widget_class_bind_template_callback (widget_class, files_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_brush);
  gtk_widget_class_bind_template_callback (widget_class, pick_cb);
}

static void
sp_image_editor_class_init (SpImageEditorClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  object_class->dispose = sp_image_editor_dispose;
  object_class->finalize = sp_image_editor_finalize;
  component_class->set_props = sp_image_editor_set_props;
  component_class->set_value = sp_image_editor_set_value;
  component_class->dup_value = sp_image_editor_dup_value;
  component_class->dup_files = sp_image_editor_dup_files;
  component_class->set_interactive = sp_image_editor_set_interactive;
  component_class->is_empty = sp_image_editor_is_empty;
  component_class->buttons = SP_COMPONENT_BUTTON_DOWNLOAD | SP_COMPONENT_BUTTON_FULLSCREEN;
  component_class->default_buttons = SP_COMPONENT_BUTTON_DOWNLOAD;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++) {
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
    if (actions[i].keyval != 0)
      gtk_widget_class_add_binding_action (widget_class, actions[i].keyval, actions[i].state, actions[i].name,
                                           NULL);
  }
  bind_template (widget_class);
}

static void
sp_image_editor_init (SpImageEditor *self)
{
  static const char *const types[] = { "image", NULL };

  self->canvas_width = DEFAULT_SIDE;
  self->canvas_height = DEFAULT_SIDE;
  self->files = sp_canvas_files_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_drop_zone_set_file_types (self->zone, types);
  self->camera = sp_camera_source_new (self->zone, SP_CAMERA_FOR_PHOTOS);
  g_signal_connect (self, "notify::client", G_CALLBACK (client_cb), NULL);
  self->is_stale = TRUE;
  update_view (self);
}
