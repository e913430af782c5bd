/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component.h"

#include <glib/gi18n-lib.h>

#include "sp-confidence-bar.h"
#include "sp-confidence.h"
#include "sp-contrast.h"
#include "sp-html-style.h"
#include "sp-natural-layout.h"
#include "sp-resources.h"

#define MOST_BARS 500 /* a label of more classes is not read to its end */

#define SP_TYPE_LABEL (sp_label_get_type ())
G_DECLARE_FINAL_TYPE (SpLabel, sp_label, SP, LABEL, SpComponent)

/* The `label` component: the name of a class, and how sure the app is of it and of the others. */
struct _SpLabel {
  SpComponent parent_instance;
  GtkWidget  *box;        /* template child */
  GtkLabel   *name_label; /* template child */
  GtkWidget  *scroller;   /* template child */
  GtkListBox *list;       /* template child */
  GtkLabel   *more_label; /* template child */
  JsonNode   *value;      /* owned */
  GdkRGBA     color;      /* behind the name, when there is one */
  gboolean    has_color;
  gboolean    show_heading;
  gboolean    selectable; /* somebody listens to `select` */
};

G_DEFINE_FINAL_TYPE (SpLabel, sp_label, SP_TYPE_COMPONENT)

static JsonObject *
get_object (SpLabel *self)
{
  return JSON_NODE_HOLDS_OBJECT (self->value) ? json_node_get_object (self->value) : NULL;
}

static void
show_name (SpLabel *self)
{
  JsonObject      *object = get_object (self);
  g_autofree char *name = NULL;

  name = sp_confidence_dup_name (object != NULL ? json_object_get_member (object, "label")
                                                : self->value);
  gtk_label_set_label (self->name_label, *name != '\0' ? name : _("No result"));
  gtk_label_set_selectable (self->name_label, *name != '\0');
  if (*name != '\0')
    gtk_widget_remove_css_class (GTK_WIDGET (self->name_label), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->name_label), "dim-label");
}

/* What the author has chosen for the name, with letters that can be read on it. */
static void
show_color (SpLabel *self)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  GdkRGBA                   text = { 0 };

  if (self->has_color) {
    attributes = pango_attr_list_new ();
    sp_contrast_choose_text (&self->color, &text);
    pango_attr_list_insert (attributes, pango_attr_background_new ((guint16) (self->color.red * 65535),
                                                                   (guint16) (self->color.green * 65535),
                                                                   (guint16) (self->color.blue * 65535)));
    pango_attr_list_insert (attributes, pango_attr_foreground_new ((guint16) (text.red * 65535),
                                                                   (guint16) (text.green * 65535),
                                                                   (guint16) (text.blue * 65535)));
  }
  gtk_label_set_attributes (self->name_label, attributes);
}

static void
row_activated_cb (SpLabel *self, GtkListBoxRow *row)
{
  JsonArray           *entries = gradio_json_get_array (get_object (self), "confidences");
  int                  position = gtk_list_box_row_get_index (row);
  JsonNode            *entry = NULL;
  JsonNode            *label = NULL;
  JsonObject          *object = NULL;
  g_autoptr (JsonNode) data = NULL;

  if (!self->selectable || entries == NULL || position >= (int) json_array_get_length (entries))
    return;

  entry = json_array_get_element (entries, position);
  if (JSON_NODE_HOLDS_OBJECT (entry))
    label = json_object_get_member (json_node_get_object (entry), "label");
  object = json_object_new ();
  json_object_set_int_member (object, "index", position);
  json_object_set_member (object, "value",
                          label != NULL ? json_node_copy (label) : json_node_new (JSON_NODE_NULL));
  data = json_node_init_object (json_node_alloc (), object);
  json_object_unref (object);
  sp_component_emit_event (SP_COMPONENT (self), "select", data);
}

static GtkWidget *
create_bar_cb (gpointer item, gpointer user_data)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), SP_LABEL (user_data)->selectable);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row),
                              g_object_new (SP_TYPE_CONFIDENCE_BAR, "confidence", item, NULL));

  return row;
}

static void
show_confidences (SpLabel *self)
{
  JsonArray             *entries = gradio_json_get_array (get_object (self), "confidences");
  guint                  n_entries = entries != NULL ? json_array_get_length (entries) : 0;
  guint                  n_shown = MIN (n_entries, MOST_BARS);
  g_autofree char       *more = NULL;
  g_autoptr (GListStore) list = g_list_store_new (SP_TYPE_CONFIDENCE);

  for (guint i = 0; i < n_shown; i++) {
    g_autoptr (SpConfidence) confidence = sp_confidence_new (json_array_get_element (entries, i));

    g_list_store_append (list, confidence);
  }
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (list), create_bar_cb, self, NULL);
  more = g_strdup_printf (
    ngettext ("%u more is not shown.", "%u more are not shown.", n_entries - n_shown),
    n_entries - n_shown);
  gtk_label_set_label (self->more_label, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), n_entries > n_shown);
  gtk_widget_set_visible (self->scroller, n_entries > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->name_label), self->show_heading || n_entries == 0);
}

static void
sp_label_set_props (SpComponent *component, JsonObject *props)
{
  SpLabel *self = SP_LABEL (component);

  const char *color = gradio_json_get_string (props, "color", NULL);

  self->show_heading = gradio_json_get_boolean (props, "show_heading", self->show_heading);
  self->selectable = gradio_json_get_boolean (
    props, "_selectable", gradio_json_get_boolean (props, "selectable", self->selectable));
  if (color != NULL) {
    self->has_color = sp_html_style_parse_color (color, &self->color);
    show_color (self);
  }
  show_confidences (self);
}

static void
sp_label_set_value (SpComponent *component, JsonNode *value)
{
  SpLabel             *self = SP_LABEL (component);
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);

  self->value = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
  show_name (self);
  show_confidences (self);
}

static JsonNode *
sp_label_dup_value (SpComponent *component)
{
  return json_node_ref (SP_LABEL (component)->value);
}

/* Rows of name and share, for a spreadsheet; just the name when there are no shares. */
static char *
sp_label_dup_text (SpComponent *component)
{
  SpLabel            *self = SP_LABEL (component);
  JsonArray          *entries = gradio_json_get_array (get_object (self), "confidences");
  g_autoptr (GString) text = g_string_new (NULL);

  if (entries == NULL)
    return g_strdup (gtk_widget_has_css_class (GTK_WIDGET (self->name_label), "dim-label")
                       ? ""
                       : gtk_label_get_label (self->name_label));

  for (guint i = 0; i < json_array_get_length (entries); i++) {
    JsonNode                *entry = json_array_get_element (entries, i);
    JsonObject              *object = NULL;
    g_autoptr (SpConfidence) confidence = sp_confidence_new (entry);

    if (JSON_NODE_HOLDS_OBJECT (entry))
      object = json_node_get_object (entry);
    g_string_append_printf (text, "%s\t", sp_confidence_get_name (confidence));
    if (object != NULL && gradio_json_is_number (json_object_get_member (object, "confidence")))
      gradio_json_append (text, json_object_get_member (object, "confidence"));
    g_string_append_c (text, '\n');
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
sp_label_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_LABEL);

  G_OBJECT_CLASS (sp_label_parent_class)->dispose (object);
}

static void
sp_label_finalize (GObject *object)
{
  g_clear_pointer (&SP_LABEL (object)->value, json_node_unref);

  G_OBJECT_CLASS (sp_label_parent_class)->finalize (object);
}

static void
sp_label_class_init (SpLabelClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_label_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_label_finalize;
  component_class->set_props = sp_label_set_props;
  component_class->set_value = sp_label_set_value;
  component_class->dup_value = sp_label_dup_value;
  component_class->dup_text = sp_label_dup_text;
  component_class->buttons = SP_COMPONENT_BUTTON_COPY;

  g_type_ensure (SP_TYPE_CONFIDENCE_BAR);
  g_type_ensure (SP_TYPE_NATURAL_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "label.ui");
  gtk_widget_class_bind_template_child (widget_class, SpLabel, box);
  gtk_widget_class_bind_template_child (widget_class, SpLabel, name_label);
  gtk_widget_class_bind_template_child (widget_class, SpLabel, scroller);
  gtk_widget_class_bind_template_child (widget_class, SpLabel, list);
  gtk_widget_class_bind_template_child (widget_class, SpLabel, more_label);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
sp_label_init (SpLabel *self)
{
  self->value = json_node_new (JSON_NODE_NULL);
  self->show_heading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), self->box);
  show_name (self);
}
