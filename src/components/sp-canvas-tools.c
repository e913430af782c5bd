/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-canvas-tools.h"

#include "gradio.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_COLOURS 32
#define AUTO_PART 50 /* the size `auto` is this part of the shorter side */

/* The brush or the eraser. */
typedef struct {
  gboolean exists;
  double   size; /* 0 for `auto` */
} Tool;

struct _SpCanvasTools {
  GtkWidget parent_instance;

  GtkToggleButton *brush_button;  /* template child */
  GtkToggleButton *eraser_button; /* template child */
  GtkMenuButton   *size_button;   /* template child */
  GtkAdjustment   *size;          /* template child */
  GtkMenuButton   *colour_button; /* template child */
  GtkLabel        *swatch;        /* template child */
  GtkFlowBox      *colours;       /* template child */
  GtkColorButton  *custom_colour; /* template child */
  GtkWidget       *custom_row;    /* template child */
  GtkWidget       *choose_button; /* template child */
  GtkWidget       *paste_button;  /* template child */
  GtkWidget       *camera_button; /* template child */
  GtkWidget       *apply_button;  /* template child */

  Tool     brush;
  Tool     eraser;
  GdkRGBA  colour;
  int      side; /* of the picture, the shorter one */
  gboolean quiet;
};

G_DEFINE_FINAL_TYPE (SpCanvasTools, sp_canvas_tools, GTK_TYPE_WIDGET)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
uses_eraser (SpCanvasTools *self)
{
  return self->eraser.exists &&
         (!self->brush.exists || gtk_toggle_button_get_active (self->eraser_button));
}

static Tool *
get_tool (SpCanvasTools *self)
{
  return uses_eraser (self) ? &self->eraser : &self->brush;
}

static double
get_size (SpCanvasTools *self, const Tool *tool)
{
  return tool->size > 0 ? tool->size : MAX (1, round (self->side / (double) AUTO_PART));
}

static void
update (SpCanvasTools *self)
{
  g_autofree char *markup = NULL;
  g_autofree char *size = g_strdup_printf ("%g px", get_size (self, get_tool (self)));

  self->quiet = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->brush_button), self->brush.exists);
  gtk_widget_set_visible (GTK_WIDGET (self->eraser_button), self->eraser.exists);
  gtk_widget_set_visible (GTK_WIDGET (self->size_button), self->brush.exists || self->eraser.exists);
  gtk_widget_set_visible (GTK_WIDGET (self->colour_button), self->brush.exists);
  gtk_menu_button_set_label (self->size_button, size);
  gtk_adjustment_set_value (self->size, get_size (self, get_tool (self)));
  markup = g_strdup_printf ("<span foreground=\"#%02x%02x%02x\">⬤</span>", (guint) (self->colour.red * 255),
                            (guint) (self->colour.green * 255), (guint) (self->colour.blue * 255));
  gtk_label_set_markup (self->swatch, markup);
  gtk_color_chooser_set_rgba (GTK_COLOR_CHOOSER (self->custom_colour), &self->colour);
  self->quiet = FALSE;
}

static void
changed (SpCanvasTools *self)
{
  update (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
tool_toggled_cb (SpCanvasTools *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    changed (self);
}

static void
size_changed_cb (SpCanvasTools *self)
{
  if (self->quiet)
    return;

  get_tool (self)->size = gtk_adjustment_get_value (self->size);
  changed (self);
}

static void
custom_colour_cb (SpCanvasTools *self)
{
  gtk_color_chooser_get_rgba (GTK_COLOR_CHOOSER (self->custom_colour), &self->colour);
  gtk_toggle_button_set_active (self->brush_button, TRUE);
  changed (self);
}

/* A colour as CSS, or a list of that and an opacity. */
static gboolean
parse_colour (JsonNode *node, GdkRGBA *colour)
{
  JsonArray *pair = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode  *name = node;

  if (pair != NULL)
    name = json_array_get_length (pair) > 0 ? json_array_get_element (pair, 0) : NULL;
  if (!gradio_json_is_string (name) || !gdk_rgba_parse (colour, json_node_get_string (name)))
    return FALSE;
  if (pair != NULL && json_array_get_length (pair) > 1 &&
      gradio_json_is_number (json_array_get_element (pair, 1)))
    colour->alpha = (float) CLAMP (json_array_get_double_element (pair, 1), 0.01, 1);

  return TRUE;
}

static void
colour_clicked_cb (GtkButton *button, SpCanvasTools *self)
{
  const char *name = gtk_widget_get_name (GTK_WIDGET (button));
  GdkRGBA     colour;

  if (!gdk_rgba_parse (&colour, name))
    return;

  gtk_menu_button_popdown (self->colour_button);
  sp_canvas_tools_set_colour (self, &colour);
}

static void
add_colour (SpCanvasTools *self, const GdkRGBA *colour)
{
  GtkWidget       *button = gtk_button_new ();
  GtkWidget       *label = gtk_label_new (NULL);
  g_autofree char *name = gdk_rgba_to_string (colour);
  g_autofree char *markup =
    g_strdup_printf ("<span foreground=\"#%02x%02x%02x\" size=\"large\">⬤</span>",
                     (guint) (colour->red * 255), (guint) (colour->green * 255), (guint) (colour->blue * 255));

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_widget_set_opacity (label, colour->alpha);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_name (button, name);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", G_CALLBACK (colour_clicked_cb), self);
  gtk_flow_box_append (self->colours, button);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

static void
read_colours (SpCanvasTools *self, JsonObject *brush)
{
  JsonArray       *colours = gradio_json_get_array (brush, "colors");
  JsonNode        *chosen = json_object_get_member (brush, "default_color");
  GtkFlowBoxChild *child = NULL;
  GdkRGBA          colour;
  gboolean         has_first = FALSE;

  while ((child = gtk_flow_box_get_child_at_index (self->colours, 0)) != NULL)
    gtk_flow_box_remove (self->colours, GTK_WIDGET (child));
  for (guint i = 0; colours != NULL && i < MIN (MAX_COLOURS, json_array_get_length (colours)); i++) {
    if (!parse_colour (json_array_get_element (colours, i), &colour))
      continue;
    add_colour (self, &colour);
    if (!has_first)
      self->colour = colour; /* what `auto` means */
    has_first = TRUE;
  }
  if (parse_colour (chosen, &colour))
    self->colour = colour;
  gtk_widget_set_visible (self->custom_row,
                          !g_str_equal (gradio_json_get_string (brush, "color_mode", "defaults"), "fixed"));
}

static void
read_tool (JsonObject *props, const char *name, Tool *tool)
{
  JsonNode *node = json_object_get_member (props, name);

  if (node == NULL)
    return;

  tool->exists = JSON_NODE_HOLDS_OBJECT (node) || gradio_json_get_boolean (props, name, FALSE);
  if (JSON_NODE_HOLDS_OBJECT (node))
    tool->size = CLAMP (gradio_json_get_double (json_node_get_object (node), "default_size", 0), 0, 1000);
}

static gboolean
lists_word (JsonArray *words, const char *word)
{
  for (guint i = 0; i < json_array_get_length (words); i++) {
    if (gradio_json_is_string (json_array_get_element (words, i)) &&
        g_str_equal (json_array_get_string_element (words, i), word))
      return TRUE;
  }

  return FALSE;
}

static void
show_when_listed (GtkWidget *widget, JsonObject *props, const char *member, const char *word)
{
  JsonArray *words = gradio_json_get_array (props, member);

  if (words != NULL)
    gtk_widget_set_visible (widget, lists_word (words, word));
}

static void
sp_canvas_tools_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CANVAS_TOOLS);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sp_canvas_tools_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-canvas-tools.ui");
  gtk_widget_class_bind_template_child (widget_class, SpCanvasTools, brush_button);
  gtk_widget_class_bind_template_child (widget_class, SpCanvasTools, eraser_button);
  gtk_widget_class_bind_template_child (widget_class, SpCanvasTools, size_button);
  gtk_widget_class_bind_template_child (widget_class, SpCanvasTools, size);
  gtk_widget_class_bind_template_child (widget_class, SpCanvasTools, colour_button);
  gtk_widget_class_bind_template_child (widget_class, SpCanvasTools, swatch);
  gtk_widget_class_bind_template_child (widget_class, SpCanvasTools, colours);
  gtk_widget_class_bind_template_child (widget_class, SpCanvasTools, custom_colour);
  gtk_widget_class_bind_template_child (widget_class, SpCanvasTools, custom_row);
  gtk_widget_class_bind_template_child (widget_class, SpCanvasTools, choose_button);
  gtk_widget_class_bind_template_child (widget_class, SpCanvasTools, paste_button);
  gtk_widget_class_bind_template_child (widget_class, SpCanvasTools, camera_button);
  gtk_widget_class_bind_template_child (widget_class, SpCanvasTools, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, tool_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, size_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, custom_colour_cb);
}

static void
sp_canvas_tools_class_init (SpCanvasToolsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_canvas_tools_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_CANVAS_TOOLS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "sp-canvas-tools");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

static void
sp_canvas_tools_init (SpCanvasTools *self)
{
  self->brush.exists = TRUE;
  self->eraser.exists = TRUE;
  self->colour = (GdkRGBA){ 0, 0, 0, 1 };
  self->side = 800;
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

void
sp_canvas_tools_set_props (SpCanvasTools *self, JsonObject *props)
{
  JsonObject *brush = NULL;

  g_return_if_fail (SP_IS_CANVAS_TOOLS (self));
  g_return_if_fail (props != NULL);

  read_tool (props, "brush", &self->brush);
  read_tool (props, "eraser", &self->eraser);
  brush = gradio_json_get_object (props, "brush");
  if (brush != NULL)
    read_colours (self, brush);
  show_when_listed (self->choose_button, props, "sources", "upload");
  show_when_listed (self->paste_button, props, "sources", "clipboard");
  show_when_listed (self->camera_button, props, "sources", "webcam");
  show_when_listed (self->apply_button, props, "attached_events", "apply");
  changed (self);
}

void
sp_canvas_tools_set_picture_size (SpCanvasTools *self, int side)
{
  g_return_if_fail (SP_IS_CANVAS_TOOLS (self));

  self->side = side;
  changed (self);
}

gboolean
sp_canvas_tools_get_brush (SpCanvasTools *self, SpCanvasBrush *brush)
{
  g_return_val_if_fail (SP_IS_CANVAS_TOOLS (self), FALSE);

  brush->colour = self->colour;
  brush->size = get_size (self, get_tool (self));
  brush->erases = uses_eraser (self);

  return self->brush.exists || self->eraser.exists;
}

void
sp_canvas_tools_choose (SpCanvasTools *self, gboolean eraser)
{
  g_return_if_fail (SP_IS_CANVAS_TOOLS (self));

  gtk_toggle_button_set_active (eraser ? self->eraser_button : self->brush_button, TRUE);
}

void
sp_canvas_tools_set_colour (SpCanvasTools *self, const GdkRGBA *colour)
{
  g_return_if_fail (SP_IS_CANVAS_TOOLS (self));

  self->colour = *colour;
  gtk_toggle_button_set_active (self->brush_button, TRUE);
  changed (self);
}

void
sp_canvas_tools_change_size (SpCanvasTools *self, double factor)
{
  double size = 0;

  g_return_if_fail (SP_IS_CANVAS_TOOLS (self));

  size = get_size (self, get_tool (self));
  get_tool (self)->size = CLAMP (factor > 1 ? MAX (size + 1, size * factor) : MIN (size - 1, size * factor), 1,
                                 gtk_adjustment_get_upper (self->size));
  changed (self);
}
