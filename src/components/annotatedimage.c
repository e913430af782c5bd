/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-annotated-view.h"
#include "sp-component-private.h"
#include "sp-css-length.h"
#include "sp-flow-layout.h"
#include "sp-gallery-item.h"
#include "sp-resources.h"
#include "sp-tooltip.h"

#include <glib/gi18n-lib.h>

#define MIN_HEIGHT 32
/* More regions are not drawn: no eye tells them apart. */
#define MAX_MASKS 1000

#define SP_TYPE_ANNOTATED_IMAGE (sp_annotated_image_get_type ())
G_DECLARE_FINAL_TYPE (SpAnnotatedImage, sp_annotated_image, SP, ANNOTATED_IMAGE, SpComponent)

/* The `annotatedimage` component: a picture with named regions, and a legend of their names. */
struct _SpAnnotatedImage {
  SpComponent parent_instance;

  SpAnnotatedView *view;   /* template child */
  GtkFlowBox      *legend; /* template child */
  GtkWidget       *empty;  /* template child */

  GPtrArray  *labels; /* of text, each once */
  GPtrArray  *masks;  /* of SpMask */
  JsonObject *color_map;
  gboolean    show_legend;
};

G_DEFINE_FINAL_TYPE (SpAnnotatedImage, sp_annotated_image, SP_TYPE_COMPONENT)

static void
emit_select (SpAnnotatedImage *self, guint index)
{
  SpMask                *mask = g_ptr_array_index (self->masks, index);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   data = NULL;

  json_object_set_string_member (object, "value", sp_mask_get_label (mask));
  json_object_set_int_member (object, "index", index);
  data = json_node_init_object (json_node_alloc (), object);
  sp_component_emit_event (SP_COMPONENT (self), "select", data);
}

static void
pick_cb (SpAnnotatedImage *self, int index)
{
  emit_select (self, (guint) index);
}

static guint
find_first (SpAnnotatedImage *self, guint group)
{
  guint index = 0;

  while (index < self->masks->len &&
         sp_mask_get_group (g_ptr_array_index (self->masks, index)) != group)
    index++;

  return index;
}

static int
get_group (SpAnnotatedImage *self, GtkWidget *chip)
{
  GtkWidget *row = gtk_widget_get_parent (chip);

  return GTK_IS_FLOW_BOX_CHILD (row) ? gtk_flow_box_child_get_index (GTK_FLOW_BOX_CHILD (row)) : -1;
}

static void
chip_toggled_cb (SpAnnotatedImage *self, GtkToggleButton *chip)
{
  int group = get_group (self, GTK_WIDGET (chip));

  if (group < 0)
    return;

  sp_annotated_view_set_group_visible (self->view, (guint) group, gtk_toggle_button_get_active (chip));
  emit_select (self, find_first (self, (guint) group));
}

static void
chip_enter_cb (SpAnnotatedImage *self, double x, double y, GtkEventController *controller)
{
  sp_annotated_view_highlight (self->view,
                               get_group (self, gtk_event_controller_get_widget (controller)));
}

static void
chip_focus_cb (SpAnnotatedImage *self, GtkEventController *controller)
{
  sp_annotated_view_highlight (self->view,
                               get_group (self, gtk_event_controller_get_widget (controller)));
}

static void
chip_leave_cb (SpAnnotatedImage *self)
{
  sp_annotated_view_highlight (self->view, -1);
}

static void
watch_chip (SpAnnotatedImage *self, GtkWidget *chip)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (motion, "enter", G_CALLBACK (chip_enter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (chip_leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (chip, motion);
  g_signal_connect_object (focus, "enter", G_CALLBACK (chip_focus_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (chip_leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (chip, focus);
  g_signal_connect_object (chip, "toggled", G_CALLBACK (chip_toggled_cb), self, G_CONNECT_SWAPPED);
}

static void
append_chip (SpAnnotatedImage *self, const char *text, const GdkRGBA *colour)
{
  GtkWidget       *chip = gtk_toggle_button_new ();
  GtkWidget       *label = gtk_label_new (NULL);
  g_autofree char *markup = NULL;

  markup = g_markup_printf_escaped ("<span foreground=\"#%02x%02x%02x\">⬤</span> %s",
                                    (guint) (colour->red * 255 + 0.5), (guint) (colour->green * 255 + 0.5),
                                    (guint) (colour->blue * 255 + 0.5), text);
  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (chip), label);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
  gtk_widget_add_css_class (chip, "chip");
  sp_tooltip_set_text (chip, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_flow_box_append (self->legend, chip);
  gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
  watch_chip (self, chip);
}

/* The author's colour, else one that is as far from the others as can be. */
static GdkRGBA
choose_colour (SpAnnotatedImage *self, guint group)
{
  const char *label = g_ptr_array_index (self->labels, group);
  const char *word = NULL;
  GdkRGBA     colour = { 0, 0, 0, 1 };

  if (self->color_map != NULL)
    word = gradio_json_get_string (self->color_map, label, NULL);
  if (word == NULL || !gdk_rgba_parse (&colour, word))
    gtk_hsv_to_rgb ((float) group / (float) self->labels->len, 0.85f, 0.95f, &colour.red,
                    &colour.green, &colour.blue);
  colour.alpha = 1;

  return colour;
}

/* Gradio 3 has lists, `[picture, [[mask, label], …]]`, Gradio 4 to 6 objects. */
static JsonArray *
find_annotations (JsonNode *value)
{
  JsonNode *node = NULL;

  if (value == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (value))
    return gradio_json_get_array (json_node_get_object (value), "annotations");
  if (JSON_NODE_HOLDS_ARRAY (value) && json_array_get_length (json_node_get_array (value)) > 1)
    node = json_array_get_element (json_node_get_array (value), 1);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static char *
dup_label (JsonNode *annotation, SpGalleryItem *item)
{
  const char *label = NULL;

  if (JSON_NODE_HOLDS_OBJECT (annotation))
    label = gradio_json_get_string (json_node_get_object (annotation), "label", NULL);
  else
    label = sp_gallery_item_get_caption (item);

  return label != NULL ? g_utf8_make_valid (label, -1) : g_strdup ("");
}

static guint
find_label (SpAnnotatedImage *self, const char *label)
{
  guint group = 0;

  if (!g_ptr_array_find_with_equal_func (self->labels, label, g_str_equal, &group)) {
    group = self->labels->len;
    g_ptr_array_add (self->labels, g_strdup (label));
  }

  return group;
}

static void
read_masks (SpAnnotatedImage *self, JsonArray *annotations)
{
  guint              n_masks = annotations != NULL ? json_array_get_length (annotations) : 0;
  g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (guint));

  n_masks = MIN (n_masks, MAX_MASKS);
  g_ptr_array_set_size (self->labels, 0);
  g_clear_pointer (&self->masks, g_ptr_array_unref);
  self->masks = g_ptr_array_new_with_free_func (g_object_unref);

  /* The colours depend on how many labels there are. */
  for (guint i = 0; i < n_masks; i++) {
    JsonNode                 *annotation = json_array_get_element (annotations, i);
    g_autoptr (SpGalleryItem) item = sp_gallery_item_new (annotation);
    g_autofree char          *label = dup_label (annotation, item);
    guint                     group = find_label (self, label);

    g_array_append_val (groups, group);
  }
  for (guint i = 0; i < n_masks; i++) {
    g_autoptr (SpGalleryItem) item = sp_gallery_item_new (json_array_get_element (annotations, i));
    guint                     group = g_array_index (groups, guint, i);
    GdkRGBA                   colour = choose_colour (self, group);

    g_ptr_array_add (self->masks, sp_mask_new (sp_gallery_item_get_file (item),
                                               g_ptr_array_index (self->labels, group), group, &colour));
  }
}

static void
fill_legend (SpAnnotatedImage *self)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->legend))) != NULL)
    gtk_flow_box_remove (self->legend, child);
  for (guint i = 0; i < self->labels->len; i++) {
    GdkRGBA colour = choose_colour (self, i);

    append_chip (self, g_ptr_array_index (self->labels, i), &colour);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->legend), self->show_legend && self->labels->len > 0);
}

static void
show_value (SpAnnotatedImage *self)
{
  g_autoptr (JsonNode)      value = NULL;
  g_autoptr (SpGalleryItem) item = NULL;
  GradioClient             *client = sp_component_get_client (SP_COMPONENT (self));
  GradioFile               *file = NULL;
  SpPicture                *picture = NULL;

  if (self->view == NULL)
    return; /* being disposed of */

  value = sp_component_dup_value (SP_COMPONENT (self));
  item = sp_gallery_item_new (value);
  file = sp_gallery_item_get_file (item);
  picture = sp_annotated_view_get_picture (self->view);
  sp_picture_set_file (picture, file, client);
  sp_picture_set_alternative_text (picture, file != NULL ? gradio_file_get_name (file) : NULL);
  read_masks (self, find_annotations (value));
  sp_annotated_view_set_masks (self->view, self->masks, client);
  fill_legend (self);
  gtk_widget_set_visible (GTK_WIDGET (self->view), file != NULL);
  gtk_widget_set_visible (self->empty, file == NULL);
}

static void
sp_annotated_image_set_props (SpComponent *component, JsonObject *props)
{
  SpAnnotatedImage *self = SP_ANNOTATED_IMAGE (component);
  JsonObject       *color_map = gradio_json_get_object (props, "color_map");
  int               height = sp_css_length_for_widget (json_object_get_member (props, "height"), GTK_WIDGET (self));

  if (height >= MIN_HEIGHT)
    sp_picture_set_max_height (sp_annotated_view_get_picture (self->view), height);
  if (json_object_has_member (props, "show_legend")) {
    self->show_legend = gradio_json_get_boolean (props, "show_legend", TRUE);
    gtk_widget_set_visible (GTK_WIDGET (self->legend), self->show_legend && self->labels->len > 0);
  }
  if (color_map != NULL) {
    g_clear_pointer (&self->color_map, json_object_unref);
    self->color_map = json_object_ref (color_map);
    show_value (self);
  }
}

static void
sp_annotated_image_set_value (SpComponent *component, JsonNode *value)
{
  SP_COMPONENT_CLASS (sp_annotated_image_parent_class)->set_value (component, value);
  show_value (SP_ANNOTATED_IMAGE (component));
}

static void
sp_annotated_image_copy (SpComponent *component)
{
  g_autoptr (GdkTexture) texture = sp_annotated_view_dup_texture (SP_ANNOTATED_IMAGE (component)->view);

  if (texture != NULL)
    gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (component)), texture);
  sp_component_notice (component, texture != NULL ? _("Copied") : _("There is no picture to copy yet."));
}

static void
sp_annotated_image_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_ANNOTATED_IMAGE);

  G_OBJECT_CLASS (sp_annotated_image_parent_class)->dispose (object);
}

static void
sp_annotated_image_finalize (GObject *object)
{
  SpAnnotatedImage *self = SP_ANNOTATED_IMAGE (object);

  g_clear_pointer (&self->color_map, json_object_unref);
  g_ptr_array_unref (self->labels);
  g_ptr_array_unref (self->masks);

  G_OBJECT_CLASS (sp_annotated_image_parent_class)->finalize (object);
}

static void
sp_annotated_image_class_init (SpAnnotatedImageClass *klass)
{
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_annotated_image_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_annotated_image_finalize;
  component_class->set_props = sp_annotated_image_set_props;
  component_class->set_value = sp_annotated_image_set_value;
  component_class->copy = sp_annotated_image_copy;
  component_class->buttons = SP_COMPONENT_BUTTON_FULLSCREEN;

  g_type_ensure (SP_TYPE_ANNOTATED_VIEW);
  g_type_ensure (SP_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "annotatedimage.ui");
  gtk_widget_class_bind_template_child (widget_class, SpAnnotatedImage, view);
  gtk_widget_class_bind_template_child (widget_class, SpAnnotatedImage, legend);
  gtk_widget_class_bind_template_child (widget_class, SpAnnotatedImage, empty);
  gtk_widget_class_bind_template_callback (widget_class, pick_cb);
}

static void
sp_annotated_image_init (SpAnnotatedImage *self)
{
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->masks = g_ptr_array_new_with_free_func (g_object_unref);
  self->show_legend = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->legend));
  g_signal_connect (self, "notify::client", G_CALLBACK (show_value), NULL);
}
