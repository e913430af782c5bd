/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-component-private.h"

#include "sp-css-length.h"

/* The props that all types share (components.md 2.1), read leniently: authors and their servers
 * send anything. */

/* Nobody styles by more classes than this. */
#define MAX_CLASSES 32

/* No row is wider. */
#define MAX_MIN_WIDTH 4096

static gboolean
is_boolean (JsonNode *node)
{
  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
}

static int
read_whole (JsonObject *props, const char *member, int max, int fallback)
{
  double number = gradio_json_get_double (props, member, fallback);

  /* NaN is none. */
  return number >= 0 && number <= max ? (int) number : fallback;
}

static void
append_classes (GPtrArray *classes, JsonNode *node)
{
  g_auto (GStrv) words = NULL;

  if (!gradio_json_is_string (node))
    return;

  words = g_strsplit_set (json_node_get_string (node), " \t\r\n", -1);
  for (gsize i = 0; words[i] != NULL && classes->len < MAX_CLASSES; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (classes, g_strconcat ("app-", words[i], NULL));
}

/* A list; in some old versions a text. */
static void
read_classes (SpComponent *self, JsonNode *node)
{
  SpComponentPrivate   *priv = sp_component_get_private (self);
  g_autoptr (GPtrArray) classes = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv)        old = g_steal_pointer (&priv->elem_classes);

  if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array) && classes->len < MAX_CLASSES; i++)
      append_classes (classes, json_array_get_element (array, i));
  } else {
    append_classes (classes, node);
  }

  for (gsize i = 0; old != NULL && old[i] != NULL; i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), old[i]);
  for (guint i = 0; i < classes->len; i++)
    gtk_widget_add_css_class (GTK_WIDGET (self), g_ptr_array_index (classes, i));
  g_ptr_array_add (classes, NULL);
  priv->elem_classes = (GStrv) g_ptr_array_steal (classes, NULL);
}

static void
read_place (SpComponent *self, JsonObject *props)
{
  SpComponentPrivate *priv = sp_component_get_private (self);
  const char         *elem_id = gradio_json_get_string (props, "elem_id", NULL);
  JsonNode           *classes = json_object_get_member (props, "elem_classes");

  if (elem_id != NULL) {
    g_autofree char *name = g_strconcat ("elem-", elem_id, NULL);

    gtk_widget_set_name (GTK_WIDGET (self), name);
  }
  if (classes != NULL && !json_node_is_null (classes))
    read_classes (self, classes);
  priv->scale = read_whole (props, "scale", G_MAXINT, priv->scale);
  priv->min_width = read_whole (props, "min_width", MAX_MIN_WIDTH, priv->min_width);
  sp_component_set_container (self, gradio_json_get_boolean (props, "container", priv->container));
}

static void
keep_share (SpComponentPrivate *priv, const char *name, JsonNode *node)
{
  if (node == NULL || json_node_is_null (node))
    return;

  if (priv->shares != NULL)
    json_object_remove_member (priv->shares, name);
  if (!sp_css_length_is_share (node))
    return;
  if (priv->shares == NULL)
    priv->shares = json_object_new ();
  json_object_set_member (priv->shares, name, json_node_ref (node));
}

static void
read_sizes (SpComponent *self, JsonObject *props)
{
  static const char *const heights[] = { "height", "min_height", "max_height" };

  SpComponentPrivate *priv = sp_component_get_private (self);
  JsonNode           *width = json_object_get_member (props, "width");

  if (width != NULL && !json_node_is_null (width)) {
    g_clear_pointer (&priv->width, json_node_unref);
    priv->width = json_node_ref (width);
    gtk_widget_queue_resize (GTK_WIDGET (self));
  }
  for (guint i = 0; i < G_N_ELEMENTS (heights); i++)
    keep_share (priv, heights[i], json_object_get_member (props, heights[i]));
}

void
sp_component_read_shares (SpComponent *self)
{
  SpComponentPrivate    *priv = sp_component_get_private (self);
  g_autoptr (JsonObject) shares = NULL;

  if (priv->shares == NULL || SP_COMPONENT_GET_CLASS (self)->set_props == NULL)
    return;

  shares = json_object_ref (priv->shares);
  priv->quiet++;
  SP_COMPONENT_GET_CLASS (self)->set_props (self, shares);
  priv->quiet--;
}

static void
read_direction (SpComponent *self, JsonObject *props)
{
  SpComponentPrivate *priv = sp_component_get_private (self);
  JsonNode           *rtl = json_object_get_member (props, "rtl");

  if (!SP_COMPONENT_GET_CLASS (self)->follows_rtl || priv->content == NULL ||
      !is_boolean (rtl))
    return;

  gtk_widget_set_direction (priv->content, json_node_get_boolean (rtl) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_NONE);
}

static void
read_visible (SpComponent *self, JsonNode *visible)
{
  if (gradio_json_is_string (visible)) /* "hidden" takes part in everything but the layout */
    gtk_widget_set_visible (GTK_WIDGET (self),
                            !g_str_equal (json_node_get_string (visible), "hidden"));
  else if (is_boolean (visible))
    gtk_widget_set_visible (GTK_WIDGET (self), json_node_get_boolean (visible));
}

/* An update of a Gradio 3 server has null for everything its author left out: null changes nothing.
 */
void
sp_component_read_props (SpComponent *self, JsonObject *props)
{
  SpComponentPrivate *priv = sp_component_get_private (self);
  const char         *mode = gradio_json_get_string (props, "mode", NULL);

  g_object_set (self, "label", gradio_json_get_string (props, "label", priv->label), "info",
                gradio_json_get_string (props, "info", priv->info), "show-label",
                gradio_json_get_boolean (props, "show_label", priv->show_label), NULL);
  priv->shows_progress = gradio_json_get_boolean (props, "show_progress", priv->shows_progress);
  read_visible (self, json_object_get_member (props, "visible"));
  read_place (self, props);
  read_sizes (self, props);
  read_direction (self, props);
  sp_component_read_buttons (self, props);
  if (mode != NULL) /* of an update of Gradio 3 */
    sp_component_set_interactive (self, g_str_equal (mode, "dynamic"));
  else
    sp_component_set_interactive (
      self, gradio_json_get_boolean (props, "interactive", priv->interactive));
}

void
sp_component_set_container (SpComponent *self, gboolean container)
{
  SpComponentPrivate *priv = sp_component_get_private (self);

  container = !!container;
  if (priv->container == container)
    return;

  priv->container = container;
  if (container)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "no-container");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "no-container");
  g_object_notify (G_OBJECT (self), "container");
}

gboolean
sp_component_get_container (SpComponent *self)
{
  g_return_val_if_fail (SP_IS_COMPONENT (self), FALSE);

  return sp_component_get_private (self)->container;
}

int
sp_component_get_scale (SpComponent *self)
{
  g_return_val_if_fail (SP_IS_COMPONENT (self), -1);

  return sp_component_get_private (self)->scale;
}

int
sp_component_get_min_width (SpComponent *self)
{
  g_return_val_if_fail (SP_IS_COMPONENT (self), -1);

  return sp_component_get_private (self)->min_width;
}

int
sp_component_get_width (SpComponent *self, int room)
{
  JsonNode *width = sp_component_get_private (self)->width;
  GtkRoot  *root = NULL;

  g_return_val_if_fail (SP_IS_COMPONENT (self), -1);

  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (root != NULL && sp_css_length_is_share_of_window (width))
    room = gtk_widget_get_width (GTK_WIDGET (root));

  return sp_css_length_to_pixels (width, room);
}
