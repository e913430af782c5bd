/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component.h"

#include <glib/gi18n-lib.h>

#include "sp-color-text.h"
#include "sp-resources.h"

#define RELEASE_DELAY 400 /* milliseconds after the last change: a chooser does not tell of a drag */

#define SP_TYPE_COLOR_PICKER (sp_color_picker_get_type ())
G_DECLARE_FINAL_TYPE (SpColorPicker, sp_color_picker, SP, COLOR_PICKER, SpComponent)

/* The `colorpicker` component: a swatch that opens a chooser, and the colour as a text. */
struct _SpColorPicker {
  SpComponent      parent_instance;
  GtkMenuButton   *button;  /* template child */
  GtkWidget       *swatch;  /* template child */
  GtkColorChooser *chooser; /* in the popover, NULL until that was opened */
  GtkEntry        *entry;   /* template child */
  JsonNode        *value;   /* owned: what was set; NULL once the user changed it */
  GdkRGBA          color;
  SpColorForm      form;
  guint            release_id;
  gboolean         has_color;
  gboolean         quiet; /* the parts follow the value */
};

G_DEFINE_FINAL_TYPE (SpColorPicker, sp_color_picker, SP_TYPE_COMPONENT)

static void
update_swatch (SpColorPicker *self)
{
  const char      *label = sp_component_get_label (SP_COMPONENT (self));
  const char      *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *name = NULL;

  if (label != NULL && *label != '\0' && *text != '\0')
    name = g_strdup_printf ("%s: %s", label, text);
  else
    name = g_strdup (*text != '\0' ? text : _("No color"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_widget_queue_draw (self->swatch);
}

/* What is no colour is crossed out. */
static void
draw_swatch_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  SpColorPicker *self = user_data;
  GdkRGBA        line;

  if (self->has_color) {
    for (int y = 0; self->color.alpha < 1 && y < height; y += 6) {
      for (int x = (y / 6) % 2 * 6; x < width; x += 12)
        cairo_rectangle (cr, x, y, 6, 6);
    }
    cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.5);
    cairo_fill (cr);
    gdk_cairo_set_source_rgba (cr, &self->color);
    cairo_paint (cr);
    return;
  }

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &line);
  line.alpha *= 0.5f;
  gdk_cairo_set_source_rgba (cr, &line);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, 0, height);
  cairo_line_to (cr, width, 0);
  cairo_stroke (cr);
}

static void
show_text (SpColorPicker *self, const char *text)
{
  self->quiet = TRUE;
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->quiet = FALSE;
}

static void
show_in_chooser (SpColorPicker *self)
{
  self->quiet = TRUE;
  if (self->has_color && self->chooser != NULL)
    gtk_color_chooser_set_rgba (self->chooser, &self->color);
  self->quiet = FALSE;
}

static void
emit_release (SpColorPicker *self)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (SP_COMPONENT (self));

  sp_component_emit_event (SP_COMPONENT (self), "release", value);
}

static gboolean
release_cb (gpointer user_data)
{
  SpColorPicker *self = user_data;

  self->release_id = 0;
  emit_release (self);

  return G_SOURCE_REMOVE;
}

/* The colour is written as the one before it was. */
static void
picked_cb (SpColorPicker *self)
{
  GdkRGBA          color;
  g_autofree char *text = NULL;

  if (self->quiet || self->entry == NULL)
    return;

  gtk_color_chooser_get_rgba (self->chooser, &color);
  if (self->has_color && gdk_rgba_equal (&color, &self->color))
    return;

  text = sp_color_text_new (&color, self->form);
  self->color = color;
  self->has_color = TRUE;
  g_clear_pointer (&self->value, json_node_unref);
  show_text (self, text);
  update_swatch (self);
  g_clear_handle_id (&self->release_id, g_source_remove);
  self->release_id = g_timeout_add (RELEASE_DELAY, release_cb, self);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
typed_cb (SpColorPicker *self)
{
  const char *text = NULL;

  if (self->quiet || self->entry == NULL)
    return;

  text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  self->has_color = sp_color_text_parse (text, &self->color, &self->form);
  g_clear_pointer (&self->value, json_node_unref);
  show_in_chooser (self);
  update_swatch (self);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
activate_cb (SpColorPicker *self)
{
  if (sp_component_get_interactive (SP_COMPONENT (self)))
    sp_component_emit_event (SP_COMPONENT (self), "submit", NULL);
}

static void
closed_cb (SpColorPicker *self)
{
  if (self->release_id == 0)
    return;

  g_clear_handle_id (&self->release_id, g_source_remove);
  emit_release (self);
}

/* A chooser has more than a hundred widgets, so it is made for those who ask for it. */
static void
create_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  SpColorPicker *self = user_data;
  GtkWidget     *popover = NULL;

  if (self->chooser != NULL)
    return;

  popover = gtk_popover_new ();
  self->chooser = GTK_COLOR_CHOOSER (gtk_color_chooser_widget_new ());
  g_object_set (self->chooser, "show-editor", TRUE, NULL);
  show_in_chooser (self);
  g_signal_connect_object (self->chooser, "notify::rgba", G_CALLBACK (picked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->chooser));
  gtk_menu_button_set_popover (button, popover);
}

static void
entered_cb (SpColorPicker *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "focus", NULL);
}

static void
left_cb (SpColorPicker *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "blur", NULL);
}

static void
sp_color_picker_set_value (SpComponent *component, JsonNode *value)
{
  SpColorPicker       *self = SP_COLOR_PICKER (component);
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);
  g_autofree char     *text = NULL;

  self->value = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
  if (json_node_is_null (self->value))
    text = g_strdup ("");
  else if (gradio_json_is_string (self->value))
    text = json_node_dup_string (self->value);
  else
    text = gradio_json_write (self->value);

  self->has_color = sp_color_text_parse (text, &self->color, &self->form);
  show_text (self, text);
  show_in_chooser (self);
  update_swatch (self);
}

static JsonNode *
sp_color_picker_dup_value (SpComponent *component)
{
  SpColorPicker *self = SP_COLOR_PICKER (component);

  if (self->value != NULL)
    return json_node_ref (self->value);

  return json_node_init_string (json_node_alloc (),
                                gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static gboolean
sp_color_picker_check (SpComponent *component, GError **error)
{
  SpColorPicker *self = SP_COLOR_PICKER (component);
  const char    *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (self->value != NULL || self->has_color || *text == '\0')
    return TRUE;

  g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
               _("“%s” is no color. Write it like #1a5fb4 or rgb(26, 95, 180)."), text);

  return FALSE;
}

static void
sp_color_picker_set_interactive (SpComponent *component, gboolean interactive)
{
  SpColorPicker *self = SP_COLOR_PICKER (component);

  gtk_editable_set_editable (GTK_EDITABLE (self->entry), interactive);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), interactive);
}

static void
sp_color_picker_dispose (GObject *object)
{
  SpColorPicker *self = SP_COLOR_PICKER (object);

  self->quiet = TRUE;
  self->chooser = NULL;
  g_clear_handle_id (&self->release_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_COLOR_PICKER);

  G_OBJECT_CLASS (sp_color_picker_parent_class)->dispose (object);
}

static void
sp_color_picker_finalize (GObject *object)
{
  g_clear_pointer (&SP_COLOR_PICKER (object)->value, json_node_unref);

  G_OBJECT_CLASS (sp_color_picker_parent_class)->finalize (object);
}

static void
sp_color_picker_class_init (SpColorPickerClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_color_picker_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_color_picker_finalize;
  component_class->set_value = sp_color_picker_set_value;
  component_class->dup_value = sp_color_picker_dup_value;
  component_class->check = sp_color_picker_check;
  component_class->set_interactive = sp_color_picker_set_interactive;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "colorpicker.ui");
  gtk_widget_class_bind_template_child (widget_class, SpColorPicker, button);
  gtk_widget_class_bind_template_child (widget_class, SpColorPicker, entry);
  gtk_widget_class_bind_template_child (widget_class, SpColorPicker, swatch);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
}

static void
sp_color_picker_init (SpColorPicker *self)
{
  self->value = json_node_new (JSON_NODE_NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, create_popover_cb, self, NULL);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->swatch), draw_swatch_cb, self, NULL);
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->entry));
  update_swatch (self);
}
