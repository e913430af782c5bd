/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component-private.h"
#include "sp-css-length.h"
#include "sp-drop-zone.h"
#include "sp-file-row.h"
#include "sp-picture-compare.h"
#include "sp-resources.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define DEFAULT_HEIGHT 500
#define MIN_HEIGHT 32

#define SP_TYPE_IMAGE_SLIDER (sp_image_slider_get_type ())
G_DECLARE_FINAL_TYPE (SpImageSlider, sp_image_slider, SP, IMAGE_SLIDER, SpComponent)

/* The `imageslider` component: two pictures to compare, one over the other. */
struct _SpImageSlider {
  SpComponent parent_instance;

  SpPictureCompare *compare;  /* template child */
  GtkWidget        *empty;    /* template child */
  GtkWidget        *inputs;   /* template child */
  SpDropZone       *zones[2]; /* template children */
  SpFileRow        *rows[2];  /* template children */

  JsonNode *nodes[2]; /* the pictures as the value has them, NULL for none */
};

G_DEFINE_FINAL_TYPE (SpImageSlider, sp_image_slider, SP_TYPE_COMPONENT)

static void
update_picture (SpImageSlider *self, int index)
{
  GradioClient          *client = sp_component_get_client (SP_COMPONENT (self));
  g_autoptr (GradioFile) file = gradio_file_new_from_json (self->nodes[index]);
  SpPicture             *picture = sp_picture_compare_get_picture (self->compare, index);

  sp_picture_set_file (picture, file, client);
  sp_picture_set_alternative_text (picture, file != NULL ? gradio_file_get_name (file) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (picture), file != NULL);
  sp_file_row_set_file (self->rows[index], file, client);
  sp_drop_zone_set_client (self->zones[index], client);
  sp_drop_zone_set_filled (self->zones[index], file != NULL);
}

static void
update_description (SpImageSlider *self)
{
  g_autoptr (GradioFile) first = gradio_file_new_from_json (self->nodes[0]);
  g_autoptr (GradioFile) second = gradio_file_new_from_json (self->nodes[1]);
  g_autofree char       *text = NULL;

  if (first != NULL && second != NULL)
    text = g_strdup_printf (_("“%s” on the left, “%s” on the right"), gradio_file_get_name (first),
                            gradio_file_get_name (second));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->compare), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : "", -1);
}

static void
update_view (SpImageSlider *self)
{
  gboolean interactive = sp_component_get_interactive (SP_COMPONENT (self));
  gboolean has_any = self->nodes[0] != NULL || self->nodes[1] != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->compare), has_any);
  gtk_widget_set_visible (self->empty, !has_any && !interactive);
  gtk_widget_set_visible (self->inputs, interactive);
  sp_picture_compare_set_divided (self->compare, self->nodes[0] != NULL && self->nodes[1] != NULL);
}

static void
show_pictures (SpImageSlider *self)
{
  if (self->compare == NULL)
    return; /* being disposed of */

  for (int i = 0; i < 2; i++)
    update_picture (self, i);
  update_description (self);
  update_view (self);
}

static void
set_node (SpImageSlider *self, int index, JsonNode *node)
{
  g_clear_pointer (&self->nodes[index], json_node_unref);
  if (node != NULL && !json_node_is_null (node))
    self->nodes[index] = json_node_ref (node);
}

static JsonNode *
build_value (SpImageSlider *self)
{
  JsonNode  *value = NULL;
  JsonArray *array = NULL;

  if (self->nodes[0] == NULL && self->nodes[1] == NULL)
    return json_node_new (JSON_NODE_NULL);

  array = json_array_new ();
  for (int i = 0; i < 2; i++) {
    if (self->nodes[i] != NULL)
      json_array_add_element (array, json_node_copy (self->nodes[i]));
    else
      json_array_add_null_element (array);
  }
  value = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (value, array);

  return value;
}

static void
take_node (SpImageSlider *self, int index, JsonNode *node)
{
  g_autoptr (JsonNode) value = NULL;

  set_node (self, index, node);
  value = build_value (self);
  SP_COMPONENT_CLASS (sp_image_slider_parent_class)->set_value (SP_COMPONENT (self), value);
  show_pictures (self);
  if (node != NULL)
    sp_component_emit_event (SP_COMPONENT (self), "upload", NULL);
  else if (json_node_is_null (value))
    sp_component_emit_event (SP_COMPONENT (self), "clear", NULL);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
files_cb (SpImageSlider *self, GPtrArray *files, SpDropZone *zone)
{
  g_autoptr (GradioFile) file = gradio_file_new_local (g_ptr_array_index (files, 0));
  g_autoptr (JsonNode)   node = gradio_file_to_json (file);

  take_node (self, zone == self->zones[1], node);
}

static void
remove_cb (SpImageSlider *self, SpFileRow *row)
{
  int index = row == self->rows[1];

  take_node (self, index, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->zones[index]));
}

static void
refused_cb (SpImageSlider *self, const char *sentence)
{
  sp_component_set_error_text (SP_COMPONENT (self), sentence);
}

static void
sp_image_slider_set_props (SpComponent *component, JsonObject *props)
{
  static const char *const heights[] = { "max_height", "height" };

  SpImageSlider *self = SP_IMAGE_SLIDER (component);
  double         position = gradio_json_get_double (props, "slider_position", NAN);

  if (isfinite (position))
    sp_picture_compare_set_position (self->compare, position);
  for (gsize i = 0; i < G_N_ELEMENTS (heights); i++) {
    int height = sp_css_length_for_widget (json_object_get_member (props, heights[i]), GTK_WIDGET (self));

    if (height >= MIN_HEIGHT) {
      sp_picture_set_max_height (sp_picture_compare_get_picture (self->compare, 0), height);
      sp_picture_set_max_height (sp_picture_compare_get_picture (self->compare, 1), height);
    }
  }
}

static void
sp_image_slider_set_value (SpComponent *component, JsonNode *value)
{
  SpImageSlider *self = SP_IMAGE_SLIDER (component);
  JsonArray     *array = value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value)
                                                                        : NULL;
  guint          length = array != NULL ? json_array_get_length (array) : 0;

  SP_COMPONENT_CLASS (sp_image_slider_parent_class)->set_value (component, value);
  for (guint i = 0; i < 2; i++)
    set_node (self, (int) i, i < length ? json_array_get_element (array, i) : NULL);
  if (array == NULL) /* one picture alone */
    set_node (self, 0, value);
  show_pictures (self);
}

static void
sp_image_slider_set_interactive (SpComponent *component, gboolean interactive)
{
  update_view (SP_IMAGE_SLIDER (component));
}

static void
sp_image_slider_dispose (GObject *object)
{
  for (int i = 0; i < 2; i++)
    g_clear_pointer (&SP_IMAGE_SLIDER (object)->nodes[i], json_node_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_IMAGE_SLIDER);

  G_OBJECT_CLASS (sp_image_slider_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "imageslider.ui");
  gtk_widget_class_bind_template_child (widget_class, SpImageSlider, compare);
  gtk_widget_class_bind_template_child (widget_class, SpImageSlider, empty);
  gtk_widget_class_bind_template_child (widget_class, SpImageSlider, inputs);
  gtk_widget_class_bind_template_child_full (widget_class, "first_zone", FALSE,
                                             G_STRUCT_OFFSET (SpImageSlider, zones[0]));
  gtk_widget_class_bind_template_child_full (widget_class, "second_zone", FALSE,
                                             G_STRUCT_OFFSET (SpImageSlider, zones[1]));
  gtk_widget_class_bind_template_child_full (widget_class, "first_row", FALSE,
                                             G_STRUCT_OFFSET (SpImageSlider, rows[0]));
  gtk_widget_class_bind_template_child_full (widget_class, "second_row", FALSE,
                                             G_STRUCT_OFFSET (SpImageSlider, rows[1]));
  gtk_widget_class_bind_template_callback (widget_class, files_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
sp_image_slider_class_init (SpImageSliderClass *klass)
{
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_image_slider_dispose;
  component_class->set_props = sp_image_slider_set_props;
  component_class->set_value = sp_image_slider_set_value;
  component_class->set_interactive = sp_image_slider_set_interactive;
  component_class->buttons = SP_COMPONENT_BUTTON_DOWNLOAD | SP_COMPONENT_BUTTON_FULLSCREEN;

  g_type_ensure (SP_TYPE_DROP_ZONE);
  g_type_ensure (SP_TYPE_FILE_ROW);
  g_type_ensure (SP_TYPE_PICTURE_COMPARE);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
sp_image_slider_init (SpImageSlider *self)
{
  static const char *const types[] = { "image", NULL };

  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < 2; i++) {
    sp_drop_zone_set_file_types (self->zones[i], types);
    sp_picture_set_max_height (sp_picture_compare_get_picture (self->compare, i), DEFAULT_HEIGHT);
  }
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->compare));
  g_signal_connect (self, "notify::client", G_CALLBACK (show_pictures), NULL);
  show_pictures (self);
}
