/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-math-label.h"

#include "sp-markdown-inline.h"

#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

struct _SpMathLabel {
  GtkWidget parent_instance;

  GtkWidget *label;
  GArray    *places;  /* of SpMathPlace */
  guint      pressed; /* index of the formula that was pressed, or what is no index */
};

G_DEFINE_FINAL_TYPE (SpMathLabel, sp_math_label, GTK_TYPE_WIDGET)

void
sp_math_place_clear (SpMathPlace *place)
{
  g_clear_pointer (&place->source, g_free);
  g_clear_pointer (&place->math, sp_math_unref);
}

GArray *
sp_math_place_array_new (void)
{
  GArray *places = g_array_new (FALSE, TRUE, sizeof (SpMathPlace));

  g_array_set_clear_func (places, (GDestroyNotify) sp_math_place_clear);

  return places;
}

/* The first character of the source is as wide as the formula, the others are nothing: so the text of the label
 * stays the source. */
static void
draw_cb (cairo_t *cr, PangoAttrShape *shape, gboolean do_path, gpointer user_data)
{
  SpMathLabel *self = user_data;
  GdkRGBA      color = { 0 };

  if (shape->data == NULL || do_path)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (self->label), &color);
  gdk_cairo_set_source_rgba (cr, &color);
  sp_math_draw (shape->data, cr);
}

static void
insert (PangoAttrList *attributes, PangoAttribute *attribute, gsize start, gsize end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (attributes, attribute);
}

static void
append_shape (SpMathLabel *self, PangoAttrList *attributes, const SpMathPlace *place)
{
  PangoContext  *context = gtk_widget_get_pango_context (self->label);
  const char    *text = gtk_label_get_text (GTK_LABEL (self->label));
  gsize          first_end = 0;
  PangoRectangle nothing = { 0, 0, 0, 0 };
  PangoRectangle size = { 0, 0, 0, 0 };

  sp_math_layout (place->math, context);
  size.width = (int) (sp_math_get_width (place->math) * PANGO_SCALE);
  size.y = (int) (-sp_math_get_ascent (place->math) * PANGO_SCALE);
  size.height = (int) ((sp_math_get_ascent (place->math) + sp_math_get_descent (place->math)) *
                       PANGO_SCALE);
  first_end = g_utf8_next_char (text + place->start) - text;
  insert (attributes,
          pango_attr_shape_new_with_data (&size, &size, sp_math_ref (place->math),
                                          (PangoAttrDataCopyFunc) sp_math_ref,
                                          (GDestroyNotify) sp_math_unref),
          place->start, first_end);
  if (first_end < place->end)
    insert (attributes, pango_attr_shape_new (&nothing, &nothing), first_end, place->end);
  insert (attributes, pango_attr_allow_breaks_new (FALSE), place->start, place->end);
}

static void
update (SpMathLabel *self)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  for (guint i = 0; i < self->places->len; i++) {
    const SpMathPlace *place = &g_array_index (self->places, SpMathPlace, i);

    if (place->math != NULL)
      append_shape (self, attributes, place);
  }
  pango_cairo_context_set_shape_renderer (gtk_widget_get_pango_context (self->label), draw_cb, self,
                                          NULL);
  gtk_label_set_attributes (GTK_LABEL (self->label), attributes);
}

static void
pressed_cb (SpMathLabel *self, int n_press, double x, double y)
{
  PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (self->label));
  int          left = 0, top = 0, index = 0, trailing = 0;

  self->pressed = G_MAXUINT;
  gtk_label_get_layout_offsets (GTK_LABEL (self->label), &left, &top);
  if (!pango_layout_xy_to_index (layout, (int) (x - left) * PANGO_SCALE, (int) (y - top) * PANGO_SCALE,
                                 &index, &trailing))
    return;

  for (guint i = 0; i < self->places->len; i++) {
    const SpMathPlace *place = &g_array_index (self->places, SpMathPlace, i);

    if ((gsize) index >= place->start && (gsize) index < place->end)
      self->pressed = i;
  }
}

/* The formula that was pressed; all of them when it was a key. */
static void
copy_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpMathLabel        *self = SP_MATH_LABEL (widget);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->places->len; i++) {
    if (self->pressed < self->places->len && self->pressed != i)
      continue;
    if (text->len > 0)
      g_string_append_c (text, '\n');
    g_string_append (text, g_array_index (self->places, SpMathPlace, i).source);
  }
  self->pressed = G_MAXUINT;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
}

/* The letters are another size. */
static void
sp_math_label_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  SpMathLabel *self = SP_MATH_LABEL (widget);

  GTK_WIDGET_CLASS (sp_math_label_parent_class)->css_changed (widget, change);
  if (self->label != NULL && self->places != NULL)
    update (self);
}

static void
sp_math_label_dispose (GObject *object)
{
  SpMathLabel *self = SP_MATH_LABEL (object);

  if (self->label != NULL)
    pango_cairo_context_set_shape_renderer (gtk_widget_get_pango_context (self->label), NULL, NULL,
                                            NULL);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->places, g_array_unref);

  G_OBJECT_CLASS (sp_math_label_parent_class)->dispose (object);
}

static void
sp_math_label_class_init (SpMathLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_math_label_dispose;
  widget_class->css_changed = sp_math_label_css_changed;

  gtk_widget_class_install_action (widget_class, "math.copy", NULL, copy_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-math-label");
}

static void
sp_math_label_init (SpMathLabel *self)
{
  self->pressed = G_MAXUINT;
}

GtkWidget *
sp_math_label_new (GtkLabel *label, GArray *places)
{
  SpMathLabel      *self = g_object_new (SP_TYPE_MATH_LABEL, NULL);
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkGesture       *click = gtk_gesture_click_new ();

  g_return_val_if_fail (GTK_IS_LABEL (label), NULL);
  g_return_val_if_fail (places != NULL, NULL);

  self->places = g_array_ref (places);
  self->label = GTK_WIDGET (label);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  g_menu_append (menu, _("Copy _LaTeX"), "math.copy");
  gtk_label_set_extra_menu (label, G_MENU_MODEL (menu));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  update (self);

  return GTK_WIDGET (self);
}

GtkLabel *
sp_math_label_get_label (SpMathLabel *self)
{
  g_return_val_if_fail (SP_IS_MATH_LABEL (self), NULL);

  return GTK_LABEL (self->label);
}

GtkWidget *
sp_math_label_new_display (const char *source)
{
  GtkWidget          *scroller = gtk_scrolled_window_new ();
  GtkWidget          *label = gtk_label_new (NULL);
  GtkWidget          *self = NULL;
  g_autoptr (GArray)  places = sp_math_place_array_new ();
  g_autoptr (GString) markup = g_string_new (NULL);
  SpMathPlace         place = { .source = g_strdup (source) };

  place.math = sp_math_new (source, TRUE);
  g_string_append (markup, place.math == NULL ? "<tt>" : "<span>");
  sp_markdown_append_escaped (markup, source);
  g_string_append (markup, place.math == NULL ? "</tt>" : "</span>");
  gtk_label_set_markup (GTK_LABEL (label), markup->str);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  place.end = strlen (gtk_label_get_text (GTK_LABEL (label)));
  if (place.end > 0)
    g_array_append_val (places, place);
  else
    sp_math_place_clear (&place);

  self = sp_math_label_new (GTK_LABEL (label), places);
  gtk_widget_set_halign (self, GTK_ALIGN_CENTER);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self);

  return scroller;
}
